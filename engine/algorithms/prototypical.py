"""Prototypical Networks: a class is the mean of its embedded examples; a query belongs to the nearest.

Snell, Swersky, Zemel: Prototypical Networks for Few-shot Learning. NeurIPS 2017 (arXiv:1703.05175).

    c_k = mean of f(x) over the support examples of class k          (eq. 1)
    p(y = k | x) = softmax_k(-|f(x) - c_k|^2)                        (eq. 2)
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import Network, answers, gradient, image_network, prototypes, squared_distance, summed_over_tasks, vector_network
from engine.networks import MLP, NORM_DOC, NORM_RULES
from engine.protocol import Published
from engine.settings import setting


@dataclass(frozen=True)
class Settings:
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


class Prototypical(Algorithm):
    id = "prototypical"
    title = "Prototypical Networks"
    family = "metric"
    summary = "Learns an embedding in which each class gathers around the mean of its examples; adaptation is one average."
    paper = "Snell, Swersky & Zemel 2017, Prototypical Networks for Few-shot Learning, NeurIPS (arXiv:1703.05175)"
    equations = (
        ("prototype", "c<sub>k</sub> = mean of f<sub>θ</sub>(x) over S<sub>k</sub>"),
        ("answer", "p(k | x) = softmax<sub>k</sub>(−‖f<sub>θ</sub>(x) − c<sub>k</sub>‖²)"),
        ("outer step", "θ ← θ − β ∇<sub>θ</sub> L<sub>Q</sub>"),
    )
    watch_for = "There are no inner steps: one pass over the support set, one mean per class. Watch the classes draw together."
    Hyper = Settings
    tasks = ("classification",)
    defaults = {"glyphs": {"filters": 32}, "omniglot": {"meta_batch": 8, "steps": 3000}}
    readings = ("Episode", "Embedding", "Adaptation")
    has_steps = False
    differs = (
        "Queries are normalised with the support set's statistics; the authors use running averages at test.",
        "Trained on as many ways as tested; the authors train 5-way tests on 60-way episodes.",
    )
    published = (
        Published("omniglot", "5-way 1-shot, trained 60-way", 0.988, "accuracy", "Snell et al. 2017, Table 1"),
        Published("omniglot", "5-way 5-shot, trained 60-way", 0.997, "accuracy", "Snell et al. 2017, Table 1"),
        Published("omniglot", "20-way 1-shot, trained 60-way", 0.960, "accuracy", "Snell et al. 2017, Table 1"),
    )
    hyper: Settings

    @property
    def network(self) -> Network:
        if len(self.problem.input_shape) == 1:
            return vector_network(self.problem, self.hyper.hidden, self.hyper.hidden)
        return image_network(self.problem, self.hyper.filters, 0, self.hyper.norm, pool=True, flatten=True)

    def badges(self) -> tuple[str, ...]:
        images = len(self.problem.input_shape) > 1
        return ("transductive",) if images and self.hyper.norm == "transductive" else ()

    def outer_lr(self, step: int, steps: int) -> float:
        return float(self.hyper.outer_lr * 0.5 ** (step // self.hyper.halve_every))

    def init(self, generator: torch.Generator) -> Params:
        return self.network.init(generator, self.problem.device, self.problem.dtype)

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        centres = prototypes(answers(self.network, theta, support), support.y, self.problem.way)
        learner = Learner(theta, support, {"prototypes": centres})
        trace.step(learner)
        return learner

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        embedded = answers(self.network, learner.params, learner.support, x)
        return -squared_distance(embedded, learner.extra["prototypes"])

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The gradient of the mean query loss; of images one task at a time (its activations fit a core's cache, a batch's do not)."""

        def one(task: Episodes) -> tuple[Params, dict[str, Tensor]]:
            with torch.enable_grad():
                slow = {name: t.detach().requires_grad_() for name, t in theta.items()}
                centres = self.adapt(slow, task.support).extra["prototypes"]
                prediction = -squared_distance(answers(self.network, slow, task.support, task.query.x, once=True), centres)
                losses = self.task_loss(prediction, task.query.y)
                slope = gradient(losses.sum(), slow, create_graph=False)
            accuracy = self.score(prediction.detach(), task.query.y)
            return slope, {"query_loss_after": losses.detach(), "query_accuracy_after": accuracy}

        size = episodes.tasks if isinstance(self.network, MLP) else 1
        total, metrics = summed_over_tasks(one, episodes, size, self.problem.threads)
        return Outer(total, {}, metrics)

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        return answers(self.network, learner.params, learner.support, x)
