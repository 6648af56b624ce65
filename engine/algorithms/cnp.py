"""Conditional neural process: a whole function guessed from a few of its points, with how sure the guess is.

Garnelo, Rosenbaum, Maddison, Ramalho, Saxton, Shanahan, Teh, Rezende, Eslami: Conditional Neural Processes. ICML 2018
(arXiv:1807.01613).

    r_i = h(x_i, y_i),    r = mean of r_i                                                        (eq. 2 and 3)
    mean, sigma = g(x, r),    sigma = 0.1 + 0.9 softplus                                         (eq. 4)
    loss = - mean log N(y; mean, sigma^2) over all points, told and not told, given some of them (eq. 5)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import gradient, shuffled, summed_over_tasks
from engine.networks import MLP
from engine.settings import setting

LEAST_SPREAD = 0.1
CHUNK = 64
"""Tasks computed side by side."""


@dataclass(frozen=True)
class Settings:
    outer_lr: float = setting(
        0.001, "Rate", "Step size of Adam on both networks.", low=0.0, high=1.0, slider=(0.0001, 0.01), log=True, symbol="β", live=True
    )
    hidden: int = setting(128, "Hidden units", "Width of all layers, and of the summary r.", low=4, high=1024, slider=(16, 256))
    encoder: int = setting(3, "Encoder layers", "Hidden layers of h, which reads one point.", low=1, high=10, slider=(1, 6), advanced=True)
    decoder: int = setting(
        2, "Decoder layers", "Hidden layers of g, which answers at one place.", low=1, high=10, slider=(1, 6), advanced=True
    )


class ConditionalNeuralProcess(Algorithm):
    id = "cnp"
    title = "CNP"
    family = "memory"
    summary = "Conditional neural process: reads the support points, takes one mean, and answers everywhere, saying how sure it is."
    paper = "Garnelo et al. 2018, Conditional Neural Processes, ICML (arXiv:1807.01613)"
    equations = (
        ("encoder", r"r = \frac{1}{|S|}\sum_{i\in S} h_\theta(x_i, y_i)"),
        ("answer", r"p(y \mid x) = \mathcal{N}(\mu, \sigma^2),\\ \quad (\mu, \sigma) = g_\theta(x, r)"),
        ("outer step", r"\theta \leftarrow \theta + \beta \nabla_\theta \sum \log p(y \mid x)"),
    )
    stages = ("sample tasks", "average", "evaluate", "update")
    watch_for = "No gradient is taken in a new task: one pass, one mean. Watch the band close around the points it was told."
    Hyper = Settings
    tasks = ("regression",)
    defaults = {"regression": {"meta_batch": 64, "steps": 20_000, "validate_every": 500}}
    readings = ("Fit", "Adaptation")
    has_steps = False
    differs = (
        "Adam at 0.001; the paper's notebook takes 0.0001, and ten times as long.",
        "Trained on 1 to K support points, so that one learner serves fewer points than K too.",
    )
    hyper: Settings

    @property
    def reader(self) -> MLP:
        h = self.hyper.hidden
        return MLP(self.problem.input_shape[0] + self.problem.outputs, (h,) * self.hyper.encoder, h)

    @property
    def teller(self) -> MLP:
        h = self.hyper.hidden
        return MLP(self.problem.input_shape[0] + h, (h,) * self.hyper.decoder, 2 * self.problem.outputs)

    def init(self, generator: torch.Generator) -> Params:
        theta: Params = {}
        for prefix, network in (("encoder.", self.reader), ("decoder.", self.teller)):
            theta |= {prefix + name: t for name, t in network.init(generator, self.problem.device, self.problem.dtype).items()}
        return theta

    def read(self, theta: Params, support: Labelled) -> Tensor:
        """What h makes of each support point: (T, n, hidden)."""
        return self.reader.forward(_part(theta, "encoder."), torch.cat([support.x.flatten(2), support.y], 2))

    def told(self, theta: Params, summary: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and standard deviation (T, q, outputs) at x (T, q, inputs), given summaries r (T, hidden)."""
        given = torch.cat([x.flatten(2), summary.unsqueeze(1).expand(-1, x.shape[1], -1)], 2)
        mean, raw = self.teller.forward(_part(theta, "decoder."), given).chunk(2, 2)
        return mean, LEAST_SPREAD + (1 - LEAST_SPREAD) * F.softplus(raw)

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        learner = Learner(theta, support, {"summary": self.read(theta, support).mean(1)})
        trace.step(learner)
        return learner

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        return self.told(learner.params, learner.extra["summary"], x)[0]

    def spread(self, learner: Learner, x: Tensor) -> Tensor | None:
        return self.told(learner.params, learner.extra["summary"], x)[1].mean(2)

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The gradient of the negative log-likelihood of all points, given the first few of the support set in a shuffled order."""

        def some(part: Episodes) -> tuple[Params, dict[str, Tensor]]:
            x, y = torch.cat([part.support.x, part.query.x], 1), torch.cat([part.support.y, part.query.y], 1)
            shots = part.support.y.shape[1]
            # how many points are told follows from the order, and so from the task's own numbers
            order = shuffled(part.support.x)
            some_told = order.argsort(1) <= order[:, :1]
            member = some_told.to(x.dtype).unsqueeze(2)
            with torch.enable_grad():
                slow = {name: t.detach().requires_grad_() for name, t in theta.items()}
                summary = (self.read(slow, part.support) * member).sum(1) / member.sum(1)
                mean, sigma = self.told(slow, summary, x)
                log_likelihood = -0.5 * ((y - mean) / sigma).square() - sigma.log() - 0.5 * math.log(2 * math.pi)
                losses = -log_likelihood.sum(2).mean(1)
                slope = gradient(losses.sum(), slow, create_graph=False)
            with torch.no_grad():
                error = self.task_loss(self.told(theta, self.read(theta, part.support).mean(1), x[:, shots:])[0], part.query.y)
            return slope, {"negative_log_likelihood": losses.detach(), "query_loss_after": error}

        total, metrics = summed_over_tasks(some, episodes, self.problem.at_once(episodes.tasks, CHUNK), self.problem)
        return Outer(total, {}, metrics)


def _part(theta: Params, prefix: str) -> Params:
    return {name.removeprefix(prefix): t for name, t in theta.items() if name.startswith(prefix)}
