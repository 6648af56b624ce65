"""Sine waves of random amplitude and phase: the regression tasks of the MAML paper.

Finn, Abbeel, Levine 2017, section 5.1: amplitude U[0.1, 5], phase U[0, pi], x U[-5, 5], y = A sin(x - phase).
Predicting 0 costs an MSE of 4.25; the best function that knows nothing of the task, -(5.1 / pi) cos x, costs 3.01.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.episode import Dataset, Episodes, Labelled, Report, Split
from engine.images import task_generator
from engine.settings import setting


@dataclass(frozen=True)
class Settings:
    phases: str = setting(
        "half turn",
        "Phases",
        "Phases from 0 to π (MAML) or to 2π (Reptile), where averaging over tasks predicts 0.",
        choices=("half turn", "full turn"),
    )
    noise: float = setting(0.0, "Noise", "Standard deviation of noise added to every y.", low=0.0, high=5.0, slider=(0.0, 1.0))


class Sinusoid(Dataset):
    id = "sinusoid"
    title = "Sinusoids"
    task = "regression"
    summary = "Fit a sine wave of unknown amplitude and phase from a few points."
    honest = "synthetic: drawn fresh from a formula, so training and test tasks never run out"
    source = "Finn, Abbeel & Levine 2017, section 5.1"
    Settings = Settings
    defaults = {"shot": 10, "queries": 10, "meta_batch": 25, "steps": 10_000, "validate_every": 250, "validation_episodes": 100}
    inputs = "vectors"
    input_shape = (1,)
    order = 20

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        self.turn = math.pi if settings.phases == "half turn" else 2 * math.pi

    def sample(self, split: Split, tasks: int, way: int, shot: int, queries: int, generator: torch.Generator) -> Episodes:
        n = shot + queries
        draws = torch.rand(tasks, 2 + n, generator=generator)
        noise = torch.randn(tasks, n, generator=generator) if self.settings.noise else None
        return self._episodes(draws, noise, shot)

    def fixed(self, split: Split, indices: Sequence[int], way: int, shot: int, queries: int) -> Episodes:
        draws, noise = [], []
        for index in indices:
            latent, support, query = (task_generator("sinusoid", self.settings, split, 1, shot, index, part) for part in range(3))
            draws.append(torch.cat([torch.rand(n, generator=g) for n, g in ((2, latent), (shot, support), (queries, query))]))
            noise.append(torch.cat([torch.randn(n, generator=g) for n, g in ((shot, support), (queries, query))]))
        return self._episodes(torch.stack(draws), torch.stack(noise) if self.settings.noise else None, shot)

    def _episodes(self, draws: Tensor, noise: Tensor | None, shot: int) -> Episodes:
        amplitude, phase, x = 0.1 + 4.9 * draws[:, :1], self.turn * draws[:, 1:2], 10 * draws[:, 2:] - 5
        y = amplitude * torch.sin(x - phase)
        if noise is not None:
            y = y + self.settings.noise * noise
        x, y = x.unsqueeze(-1).to(self.device), y.unsqueeze(-1).to(self.device)
        support, query = Labelled(x[:, :shot], y[:, :shot]), Labelled(x[:, shot:], y[:, shot:])
        return Episodes(support, query, latent=torch.cat([amplitude, phase], 1))

    def check(self, way: int, shot: int, queries: int) -> None:
        """Any number of points can be drawn."""

    def describe(self) -> str:
        return f"Sinusoids, phases over a {self.settings.phases}" + (f", noise {self.settings.noise:g}" if self.settings.noise else "")

    def truth(self, latent: Tensor, x: Tensor) -> Tensor:
        return latent[0] * torch.sin(x - latent[1])

    def grid(self) -> Tensor:
        return torch.linspace(-5, 5, 201)
