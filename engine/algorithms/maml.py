"""Model-agnostic meta-learning: an initialisation from which a few gradient steps solve a new task.

Finn, Abbeel, Levine: Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks. ICML 2017 (arXiv:1703.03400).

    inner   theta'_0 = theta;   theta'_{j+1} = theta'_j - alpha grad L_S(theta'_j)      j = 0..J-1
    outer   theta <- theta - beta grad_theta (1/B) sum_i L_Qi(theta'_i,J)

The outer gradient goes through the inner steps: (I - alpha H_0) ... (I - alpha H_{J-1}) grad L_Q(theta'_J).

Refinements as settings, after Antoniou, Edwards, Storkey: How to Train Your MAML. ICLR 2019 (arXiv:1810.09502), "MAML++":

    outer   theta <- theta - beta grad_theta (1/B) sum_i sum_j v_j L_Qi(theta'_i,j)     v_j annealed to the last step alone
    inner   theta'_{j+1} = theta'_j - alpha_{tensor, j} grad L_S(theta'_j)              alpha learned with theta
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import Learner, Params
from engine.episode import Episodes
from engine.gradient_based import PRESETS, RATE, SUPPORT_STATISTICS, GradientBased, InnerLoop
from engine.protocol import Published, Rates, Reading, frozen_array
from engine.settings import setting

STEP = "~step"
LEAST = 0.03
"""Share of 1/J that an early step keeps in the multi-step loss until it is over."""
LOWEST_RATE = 1e-5
"""Where the annealed outer rate ends."""


@dataclass(frozen=True)
class Settings(InnerLoop):
    first_order: bool = setting(
        False, "First order", "Drop the second derivatives (FOMAML): faster, less memory, no credit for how steps turn the gradient."
    )
    multi_step: int = setting(
        0,
        "Multi-step loss for",
        "Outer steps over which the query loss after every inner step counts, less and less until only the last does (MAML++); 0 is off.",
        low=0,
        high=10_000_000,
        slider=(0, 10_000),
        unit="steps",
        advanced=True,
    )
    learned_rates: str = setting(
        "one for all",
        "Inner rates",
        "One fixed inner rate, or a learned one for every tensor and inner step, starting there (MAML++).",
        choices=("one for all", "by tensor and step"),
        advanced=True,
    )
    step_norms: bool = setting(
        False,
        "Norms by step",
        "Batch norm has a scale and shift of its own before every inner step; they are learned by the outer step alone (MAML++).",
        advanced=True,
    )
    second_order_after: int = setting(
        0,
        "First order until",
        "Outer steps taken with first-order gradients before second-order ones begin (MAML++); 0 is off.",
        low=0,
        high=10_000_000,
        slider=(0, 10_000),
        unit="steps",
        advanced=True,
    )
    anneal: bool = setting(
        False, "Anneal outer rate", "Let the outer rate fall to 0.00001 along half a cosine over the run (MAML++).", advanced=True
    )


class MAML(GradientBased):
    id = "maml"
    title = "MAML"
    summary = "Learns a starting point from which one or a few gradient steps on the support set solve a new task."
    paper = "Finn, Abbeel & Levine 2017, Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks, ICML (arXiv:1703.03400)"
    equations = (
        ("inner step", r"\theta' \leftarrow \theta' - \alpha \nabla_{\theta'} L_S(\theta')"),
        ("outer step", r"\theta \leftarrow \theta - \beta \nabla_\theta \frac{1}{B}\sum_i L_{Q,i}(\theta'_i)"),
    )
    watch_for = "Step 0 is the shared starting point and stays bad; what improves is how far one inner step gets from it."
    Hyper = Settings
    defaults = PRESETS
    readings = (*GradientBased.readings, "Rates")
    differs = (
        SUPPORT_STATISTICS,
        "The inner loss is the mean over support examples; the authors' code sums over the N classes, so its rate α compares to αN here.",
        "Batch-norm scale and shift are adapted too.",
        "The sinusoid network starts uniform in ±1/√fan-in, which learns several times faster than the authors' normal of 0.01.",
        "Of MAML++, per-step running statistics are left out: its authors' code keeps them, but normalises with the batch's own.",
    )
    published = (
        Published("omniglot", "5-way 1-shot, transductive", 0.987, "accuracy", "Finn et al. 2017, Table 1", 0.004),
        Published("omniglot", "5-way 5-shot, transductive", 0.999, "accuracy", "Finn et al. 2017, Table 1", 0.001),
        Published("omniglot", "20-way 1-shot, transductive", 0.958, "accuracy", "Finn et al. 2017, Table 1", 0.003),
        Published("sinusoid", "5-shot, 1 step", 0.67, "mse", "Finn et al. 2017, Table 2"),
        Published("sinusoid", "5-shot, 5 steps", 0.38, "mse", "Finn et al. 2017, Table 2"),
        Published("sinusoid", "5-shot, 10 steps", 0.35, "mse", "Finn et al. 2017, Table 2"),
    )
    hyper: Settings

    def first_order(self, theta: Params) -> bool:
        return self.hyper.first_order or (STEP in theta and float(theta[STEP]) < self.hyper.second_order_after)

    def badges(self) -> tuple[str, ...]:
        return (*(("first order",) if self.hyper.first_order else ()), *super().badges())

    def init(self, generator: torch.Generator) -> Params:
        theta = super().init(generator)
        stages = max(1, self.hyper.inner_steps) + 1
        if self.hyper.step_norms:
            theta |= {name: t.expand(stages, *t.shape).clone() for name, t in theta.items() if _of_norm(name)}
        if self.hyper.learned_rates != "one for all":
            rates = torch.full((stages,), self.hyper.inner_lr, dtype=self.problem.dtype, device=self.problem.device)
            theta |= {RATE + name: rates.clone() for name in self.adapting(theta)}
        if self.hyper.multi_step or self.hyper.second_order_after:
            theta[STEP] = torch.zeros((), dtype=self.problem.dtype)  # a count, asked for every step: not on a GPU
        return theta

    def adapting(self, theta: Params) -> Params:
        every = super().adapting(theta)
        return {name: t for name, t in every.items() if not _of_norm(name)} if self.hyper.step_norms else every

    def rate(self, slow: Params, name: str, step: int) -> float | Tensor:
        if self.hyper.learned_rates == "one for all":
            return self.hyper.inner_lr
        rates = slow[RATE + name]
        return rates[min(step, len(rates) - 1)]

    def weights(self, slow: Params, fast: Params, step: int) -> Params:
        if not self.hyper.step_norms:
            return fast
        tasks = next(iter(fast.values())).shape[0]
        norms = {name: t[min(step, len(t) - 1)] for name, t in slow.items() if _of_norm(name) and not name.startswith(RATE)}
        return fast | {name: t.expand(tasks, *t.shape) for name, t in norms.items()}

    def judged_steps(self, theta: Params) -> dict[int, float]:
        last = self.hyper.inner_steps
        over = float(theta[STEP]) / self.hyper.multi_step if self.hyper.multi_step else 1.0
        if over >= 1 or last < 2:
            return {last: 1.0}
        early = {j: max(1 - over, LEAST) / last for j in range(1, last)}
        return early | {last: 1 - sum(early.values())}

    def outer_lr(self, step: int, steps: int) -> float:
        rate = float(self.hyper.outer_lr)
        if not self.hyper.anneal or rate <= LOWEST_RATE:
            return rate
        return LOWEST_RATE + (rate - LOWEST_RATE) * (1 + math.cos(math.pi * step / steps)) / 2

    def carry(self, theta: Params) -> Params:
        return {STEP: theta[STEP] + 1} if STEP in theta else {}

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        layers = {layer: tuple(n for n in names if RATE + n in theta) for layer, names in self.layers(theta).items()}
        if name != "Rates" or self.hyper.learned_rates == "one for all":
            return None
        table = torch.stack([torch.stack([theta[RATE + n] for n in names]).mean(0) for names in layers.values() if names], 1)
        none = frozen_array(torch.empty(0, 0))
        negative = frozen_array((table < 0).double().mean(0).cpu())
        shown = tuple(layer for layer, names in layers.items() if names)
        return Rates(shown, none, none, negative, frozen_array(table[: self.hyper.inner_steps].float().cpu()), self.hyper.inner_lr)


def _of_norm(name: str) -> bool:
    return ".scale" in name or ".shift" in name or ".blend" in name
