"""What learners share that compare embeddings: one pass over the support set, and answers from how near each query lies to it."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import Network, answers, gradient, image_network, summed_over_tasks, vector_network
from engine.networks import MLP, NORM_DOC, NORM_RULES
from engine.settings import setting


@dataclass(frozen=True)
class Embedder:
    """Settings of a learned embedding."""

    outer_lr: float = setting(
        0.001, "Rate", "Step size of Adam on the embedding.", low=0.0, high=1.0, slider=(0.0001, 0.01), log=True, symbol="β", live=True
    )
    halve_every: int = setting(
        2000,
        "Halve every",
        "Outer steps after which the rate is halved.",
        low=1,
        high=10_000_000,
        slider=(100, 20_000),
        unit="steps",
        log=True,
    )
    filters: int = setting(64, "Filters", "Channels of each convolution (images).", low=4, high=512, slider=(8, 64), advanced=True)
    hidden: int = setting(
        40,
        "Hidden units",
        "Width of the two hidden layers and of the embedding (no images).",
        low=1,
        high=1024,
        slider=(8, 128),
        advanced=True,
    )
    norm: str = setting("support", "Batch norm", NORM_DOC, choices=NORM_RULES, advanced=True)


class MetricBased(Algorithm):
    """A learner without inner steps: `summarised` support embeddings, to which `compared` queries are held."""

    tasks = ("classification",)
    has_steps = False
    hyper: Embedder

    @abstractmethod
    def summarised(self, theta: Params, support: Labelled, embedded: Tensor) -> Params:
        """What is kept of the support set, whose embeddings are (T, n, d)."""

    @abstractmethod
    def compared(self, theta: Params, kept: Params, embedded: Tensor) -> Tensor:
        """Logits (T, q, way) of queries with embeddings (T, q, d)."""

    @property
    def network(self) -> Network:
        if len(self.problem.input_shape) == 1:
            return vector_network(self.problem, self.hyper.hidden, self.hyper.hidden)
        return image_network(self.problem, self.hyper.filters, 0, self.hyper.norm, pool=True, flatten=True)

    @property
    def width(self) -> int:
        """Numbers in an embedding."""
        network = self.network
        return network.outputs if isinstance(network, MLP) else network.features

    def badges(self) -> tuple[str, ...]:
        images = len(self.problem.input_shape) > 1
        return ("transductive",) if images and self.hyper.norm == "transductive" else ()

    def outer_lr(self, step: int, steps: int) -> float:
        return float(self.hyper.outer_lr * 0.5 ** (step // self.hyper.halve_every))

    def init(self, generator: torch.Generator) -> Params:
        return self.network.init(generator, self.problem.device, self.problem.dtype)

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        learner = Learner(theta, support, self.summarised(theta, support, answers(self.network, theta, support)))
        trace.step(learner)
        return learner

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        embedded = answers(self.network, learner.params, learner.support, x)
        return self.compared(learner.params, learner.extra, embedded)

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The gradient of the mean query loss.

        Of images on a CPU one task at a time: its activations fit a core's cache, a batch's do not.
        """

        def some(part: Episodes) -> tuple[Params, dict[str, Tensor]]:
            with torch.enable_grad():
                slow = {name: t.detach().requires_grad_() for name, t in theta.items()}
                kept = self.adapt(slow, part.support).extra
                prediction = self.compared(slow, kept, answers(self.network, slow, part.support, part.query.x, once=True))
                losses = self.task_loss(prediction, part.query.y)
                slope = gradient(losses.sum(), slow, create_graph=False)
            accuracy = self.score(prediction.detach(), part.query.y)
            return slope, {"query_loss_after": losses.detach(), "query_accuracy_after": accuracy}

        size = episodes.tasks if isinstance(self.network, MLP) else self.problem.at_once(episodes.tasks, 1)
        total, metrics = summed_over_tasks(some, episodes, size, self.problem)
        return Outer(total, {}, metrics)

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        return answers(self.network, learner.params, learner.support, x)
