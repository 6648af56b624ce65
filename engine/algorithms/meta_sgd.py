"""Meta-SGD: learns, beside the start, a step size for every parameter, which may be negative; one inner step.

Li, Zhou, Chen, Li: Meta-SGD: Learning to Learn Quickly for Few-Shot Learning. 2017 (arXiv:1707.09835).

    inner   theta' = theta - alpha (.) grad L_S(theta)                     alpha of theta's shape
    outer   (theta, alpha) <- (theta, alpha) - beta grad sum_i L_Qi(theta'_i)
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import Learner, Params
from engine.episode import Episodes
from engine.gradient_based import PRESETS, RATE, SUPPORT_STATISTICS, GradientBased, InnerLoop
from engine.protocol import Published, Rates, Reading, frozen_array
from engine.settings import setting

BINS = 40


@dataclass(frozen=True)
class Settings(InnerLoop):
    inner_lr: float = setting(
        0.05,
        "First inner rate",
        "What the step size of every parameter is at the beginning; from then on each is learned, and may become negative.",
        low=0.0,
        high=10.0,
        slider=(0.001, 1.0),
        log=True,
        symbol="α₀",
    )


class MetaSGD(GradientBased):
    id = "meta_sgd"
    title = "Meta-SGD"
    summary = "Learns the start and, for every single parameter, how far and in which direction one gradient step shall move it."
    paper = "Li, Zhou, Chen & Li 2017, Meta-SGD: Learning to Learn Quickly for Few-Shot Learning (arXiv:1707.09835)"
    equations = (
        ("inner step", r"\theta' = \theta - \alpha \odot \nabla_\theta L_S(\theta)"),
        (
            "outer step",
            r"(\theta, \alpha) \leftarrow (\theta, \alpha) \\ - \beta \nabla_{\theta,\alpha} \frac{1}{B}\sum_i L_{Q,i}(\theta'_i)",
        ),
    )
    stages = ("sample tasks", "adapt by own rates", "evaluate", "meta-update")
    watch_for = "All rates begin alike. Watch them spread, layer by layer, and some of them turn negative."
    Hyper = Settings
    defaults = {
        **PRESETS,
        "regression": {"inner_lr": 0.05, "inner_steps": 1, "test_steps": 1, "outer_lr": 0.001, "steps": 20_000},
        "classification": {"inner_lr": 0.4, "inner_steps": 1, "test_steps": 1},
        "points2d": {"inner_lr": 0.1, "inner_steps": 1, "test_steps": 1},
    }
    readings = (*GradientBased.readings, "Rates")
    differs = (
        SUPPORT_STATISTICS,
        "Rates begin at one number that is set; the paper draws it from U[0.005, 0.1].",
        "The paper's network on images has one more fully connected layer of 32 units, and an unspecified regularisation term.",
    )
    published = (
        Published("omniglot", "5-way 1-shot", 0.9953, "accuracy", "Li et al. 2017", 0.0026),
        Published("omniglot", "5-way 5-shot", 0.9993, "accuracy", "Li et al. 2017", 0.0009),
        Published("omniglot", "20-way 1-shot", 0.9593, "accuracy", "Li et al. 2017", 0.0038),
        Published("sinusoid", "10-shot, its own task distribution", 0.53, "mse", "Li et al. 2017", 0.09),
    )
    hyper: Settings

    def init(self, generator: torch.Generator) -> Params:
        theta = super().init(generator)
        return theta | {RATE + name: torch.full_like(t, self.hyper.inner_lr) for name, t in theta.items()}

    def rate(self, slow: Params, name: str, step: int) -> float | Tensor:
        rate = slow[RATE + name]
        return rate.contiguous(memory_format=torch.channels_last) if rate.dim() == 4 else rate  # as the gradients lie

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        if name != "Rates":
            return None
        layers = self.layers(theta)
        rates = [torch.cat([theta[RATE + n].detach().flatten() for n in names]).float().cpu() for names in layers.values()]
        edges, counts = [], []
        for values in rates:
            low, high = min(0.0, float(values.min())), max(0.0, float(values.max()), 1e-6)
            counts.append(torch.histc(values, BINS, low, high))
            edges.append(torch.linspace(low, high, BINS + 1))
        negative = [float((values < 0).float().mean()) for values in rates]
        by_step = torch.stack([values.mean() for values in rates]).unsqueeze(0)
        return Rates(
            tuple(layers),
            frozen_array(torch.stack(edges)),
            frozen_array(torch.stack(counts)),
            frozen_array(negative),
            frozen_array(by_step),
            self.hyper.inner_lr,
            tuple(frozen_array(_joined(theta[RATE + names[0]].detach()).float().cpu()) for names in layers.values()),
        )


def _joined(rates: Tensor) -> Tensor:
    """(outputs, inputs) of a layer's first parameter, its weight: the mean over the places of a filter."""
    return rates.flatten(2).mean(2) if rates.dim() > 2 else rates.reshape(len(rates), -1)
