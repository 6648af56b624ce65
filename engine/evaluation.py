"""Paired evaluation: the same fixed episodes for everyone, mean and 95 % interval, one score per episode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from engine.algorithm import Algorithm, Learner, Params, Trace
from engine.episode import Dataset, Episodes, Labelled, Split
from engine.protocol import Floats, RunConfig, frozen_array

EXAMPLES_AT_ONCE = 1600
"""Examples (support and query) adapted to side by side; bounds memory, and depends on the config only."""


class PerStep(Trace):
    """Loss and score of some labelled sets after 0, 1, ... K inner steps, taken as adaptation goes, so that no learner is kept.

    `losses[i][k]` and `scores[i][k]` are (T,) tensors of set i.
    """

    def __init__(self, algorithm: Algorithm, *sets: Labelled) -> None:
        super().__init__()
        self._algorithm = algorithm
        self._sets = sets
        self.losses: list[list[Tensor]] = [[] for _ in sets]
        self.scores: list[list[Tensor]] = [[] for _ in sets]

    def step(self, learner: Learner) -> None:
        with torch.no_grad():
            for labelled, losses, scores in zip(self._sets, self.losses, self.scores, strict=True):
                prediction = self._algorithm.predict(learner, labelled.x)
                losses.append(self._algorithm.task_loss(prediction, labelled.y))
                scores.append(self._algorithm.score(prediction, labelled.y))

    def finish(self, learner: Learner) -> None:
        """Score the adapted learner, where the method told of no step (it has none, or nobody asked)."""
        if not self.losses[0]:
            self.step(learner)


class _LastOnly(PerStep):
    def step(self, learner: Learner) -> None:
        pass

    def finish(self, learner: Learner) -> None:
        super().step(learner)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What fixed episodes 0..n-1 of a split gave. `metric` is 'accuracy' (0..1) or 'mse'."""

    metric: Literal["accuracy", "mse"]
    mean: float
    ci95: float  # half width, 1.96 standard deviations over episodes / sqrt(n)
    scores: Floats  # (n,)
    per_step: Floats  # (K + 1,) means after 0..K inner steps, or (1,)


def score_chunks(
    algorithm: Algorithm, theta: Params, dataset: Dataset, config: RunConfig, split: Split, episodes: int, every_step: bool = True
) -> Iterator[Tensor]:
    """Scores (K + 1, tasks) of fixed episodes 0..episodes-1, some tasks at a time; `every_step=False` gives (1, tasks)."""
    for tasks in _chunks(dataset, config, split, episodes):
        steps = (PerStep if every_step else _LastOnly)(algorithm, tasks.query)
        with torch.no_grad():
            steps.finish(algorithm.adapt(theta, tasks.support, steps))
        yield torch.stack(steps.scores[0])


def further(
    algorithm: Algorithm, theta: Params, dataset: Dataset, config: RunConfig, episodes: int
) -> tuple[tuple[str, float, float], ...]:
    """Name, mean and 95 % interval of what else the method tells of test episodes 0..episodes-1."""
    found: dict[str, list[Tensor]] = {}
    if type(algorithm).further is not Algorithm.further:
        with torch.no_grad():
            for tasks in _chunks(dataset, config, "test", episodes):
                for name, values in algorithm.further(theta, tasks).items():
                    found.setdefault(name, []).append(values.double().cpu())
    whole = {name: torch.cat(parts) for name, parts in found.items()}
    return tuple((name, float(values.mean()), _half_width(values)) for name, values in whole.items())


def _half_width(values: Tensor) -> float:
    """Half the width of the 95 % interval of the mean."""
    return 1.96 * float(values.std()) / len(values) ** 0.5 if len(values) > 1 else 0.0


def _chunks(dataset: Dataset, config: RunConfig, split: Split, episodes: int) -> Iterator[Episodes]:
    chunk = max(1, min(32, EXAMPLES_AT_ONCE // (config.way * (config.shot + config.queries))))
    for first in range(0, episodes, chunk):
        yield dataset.fixed(split, range(first, min(first + chunk, episodes)), config.way, config.shot, config.queries)


def summary(algorithm: Algorithm, chunks: list[Tensor]) -> Evaluation:
    """The evaluation that the chunks of `score_chunks` make together."""
    table = torch.cat(chunks, 1).double().cpu()  # (K + 1, n)
    scores = table[-1]
    metric: Literal["accuracy", "mse"] = "accuracy" if algorithm.problem.task == "classification" else "mse"
    return Evaluation(metric, float(scores.mean()), _half_width(scores), frozen_array(scores), frozen_array(table.mean(1)))
