"""What learners that adapt by gradient steps on the support set share: the inner loop, batched over tasks, and its outer gradient.

    inner   theta'_0 = theta;   theta'_{j+1} = theta'_j - alpha_j grad L_S(theta'_j)      j = 0..J-1
    outer   grad_theta (1/B) sum_i L_Qi(theta'_i,J)

A method says which parameters adapt, with what step sizes, and whether the inner gradients are differentiated.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.compiled import Compiled, compiled_step
from engine.episode import Episodes, Labelled
from engine.functional import Network, answers, features, gradient, image_network, summed_over_tasks, vector_network, with_task_axis
from engine.networks import MLP, NORM_DOC, NORM_RULES
from engine.settings import Value, setting

CHUNK = 8
"""Tasks whose inner loops run side by side in one thread, at most."""
RATE = "rate."
"""Prefix of learned step sizes in theta."""


@dataclass(frozen=True)
class InnerLoop:
    """Settings of adaptation by gradient steps."""

    inner_lr: float = setting(
        0.4,
        "Inner rate",
        "Step size of adaptation on the support loss (mean over examples).",
        low=0.0,
        high=10.0,
        slider=(0.001, 1.0),
        log=True,
        symbol="α",
        live=True,
    )
    inner_steps: int = setting(
        1,
        "Inner steps",
        "Gradient steps of adaptation during meta-training; the graph of every step is kept, so memory grows with them.",
        low=0,
        high=50,
        slider=(1, 10),
        symbol="J",
        live=True,
    )
    test_steps: int = setting(
        3, "Inner steps at test", "Gradient steps when the learner is judged or demonstrated.", low=0, high=100, slider=(1, 20), live=True
    )
    outer_lr: float = setting(
        0.001,
        "Outer rate",
        "Step size of Adam on the initialisation.",
        low=0.0,
        high=1.0,
        slider=(0.0001, 0.01),
        log=True,
        symbol="β",
        live=True,
    )
    filters: int = setting(64, "Filters", "Channels of each convolution (images).", low=4, high=512, slider=(8, 64), advanced=True)
    hidden: int = setting(
        40, "Hidden units", "Width of the two hidden layers (no images).", low=1, high=1024, slider=(8, 128), advanced=True
    )
    norm: str = setting("support", "Batch norm", NORM_DOC, choices=NORM_RULES, advanced=True)


PRESETS: dict[str, dict[str, Value]] = {
    "regression": {"inner_lr": 0.01, "inner_steps": 1, "test_steps": 10, "outer_lr": 0.001, "steps": 20_000},
    "classification": {"inner_lr": 0.4, "inner_steps": 1, "test_steps": 3},
    "points2d": {"inner_lr": 0.1, "inner_steps": 5, "test_steps": 10},
    "glyphs": {"filters": 32},
    "omniglot": {"filters": 32, "steps": 6000},
}
SUPPORT_STATISTICS = (
    "Queries are normalised with the support set's statistics, so that a single drawn query can be classified; the paper's own "
    "transductive rule is a setting."
)


class GradientBased(Algorithm):
    """A learner whose adapted weights are its initial ones after gradient steps on the support loss."""

    family = "gradient"
    readings: ClassVar[tuple[str, ...]] = ("Adaptation", "Movement", "Path", "Fit", "Episode", "Embedding")
    hyper: InnerLoop
    _compiled: Compiled | None = None

    # -- what a method decides
    def first_order(self, theta: Params) -> bool:
        """Whether inner gradients count as constants in the outer gradient."""
        return False

    def rate(self, slow: Params, name: str, step: int) -> float | Tensor:
        """The size of inner step `step` for a parameter: a number, or a tensor of its shape."""
        return self.hyper.inner_lr

    def adapting(self, theta: Params) -> Params:
        """The parameters that inner steps change."""
        return {name: t for name, t in theta.items() if not name.startswith(("~", RATE))}

    def weights(self, slow: Params, fast: Params, step: int) -> Params:
        """All weights of the network before inner step `step`, where `fast` (with the task axis) are those that adapt."""
        return fast

    def judged_steps(self, theta: Params) -> dict[int, float]:
        """The numbers of inner steps after which the query loss counts in the outer loss, with their weights."""
        return {self.hyper.inner_steps: 1.0}

    # -- what follows
    @property
    def network(self) -> Network:
        if len(self.problem.input_shape) == 1:
            return vector_network(self.problem, self.hyper.hidden, self.problem.outputs)
        return image_network(self.problem, self.hyper.filters, self.problem.way, self.hyper.norm)

    @property
    def trained_steps(self) -> int:
        return self.hyper.inner_steps

    @property
    def test_steps(self) -> int:
        return self.hyper.test_steps

    def badges(self) -> tuple[str, ...]:
        images = len(self.problem.input_shape) > 1
        return ("transductive",) if images and self.hyper.norm == "transductive" else ()

    def layers(self, theta: Params) -> dict[str, tuple[str, ...]]:
        """All layers, those that stand still in adaptation among them."""
        layers = {layer: tuple(n for n in names if n in theta) for layer, names in self.network.layers().items()}
        return {layer: names for layer, names in layers.items() if names}

    def init(self, generator: torch.Generator) -> Params:
        return self.network.init(generator, self.problem.device, self.problem.dtype)

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        through = torch.is_grad_enabled()
        if steps is None:
            steps = self.trained_steps if through else self.test_steps
        second = through and not self.first_order(theta)
        fast = with_task_axis(self.adapting(theta), support.y.shape[0])
        trace.step(Learner(self.weights(theta, fast, 0), support))
        for j in range(steps):
            fast, _ = self._inner_step(theta, fast, support, j, through, second)
            trace.step(Learner(self.weights(theta, fast, j + 1), support))
        return Learner(self.weights(theta, fast, steps), support)

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        return answers(self.network, learner.params, learner.support, x)

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        """What the head reads of x, by the adapted body."""
        return features(self.network, learner.params, learner.support, x)

    def compile(self, theta: Params, episodes: Episodes) -> str:
        if not isinstance(self.network, MLP):
            return "Only the fully connected network is compiled; the convolutional one runs as it is."
        if any(name.startswith("~") for name in theta):
            return "An outer loss that changes over training is not compiled; it runs as it is."
        self._compiled = compiled_step(self._flat_step, theta, episodes, self._key(episodes))
        return self._compiled.note

    def _key(self, episodes: Episodes) -> tuple[object, ...]:
        """What a compiled step was made for; a step of another kind runs as it is."""
        return (self.hyper, tuple(episodes.support.x.shape), tuple(episodes.query.x.shape))

    def _flat_step(self, theta: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        total, numbers = self._chunk(theta, episodes)
        return {n: t / episodes.tasks for n, t in total.items()}, {n: t.mean() for n, t in numbers.items()}

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The mean over tasks of d L_Q(theta'_J) / d theta, in chunks of tasks on as many threads as the problem has."""
        if self._compiled is not None and self._compiled.key == self._key(episodes):
            gradient, numbers = self._compiled.step(theta, episodes)
            return Outer(gradient, {}, numbers)
        total, metrics = summed_over_tasks(lambda part: self._chunk(theta, part), episodes, self._chunk_size(episodes.tasks), self.problem)
        return Outer(total, self.carry(theta), metrics)

    def carry(self, theta: Params) -> Params:
        """The carried state after one more outer step."""
        return {}

    def _chunk_size(self, tasks: int) -> int:
        # by the machine, not by the threads this run has just now: the sum is the same however many they are
        return tasks if isinstance(self.network, MLP) else self.problem.at_once(tasks, min(CHUNK, -(-tasks // (os.cpu_count() or 1))))

    def _chunk(self, theta: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        """Sum over these tasks of the outer gradient, and each task's numbers.

        The query pass needs no second order: the graph is cut at the adapted weights, the query loss is brought back to them
        task by task (small and in cache; on a GPU all at once), and that vector is pulled back through the inner loop at once.
        """
        slow = {name: t.detach().requires_grad_() for name, t in theta.items() if not name.startswith("~")}
        judged, second = self.judged_steps(theta), not self.first_order(theta)
        losses: list[Tensor] = []
        ends: list[Tensor] = []
        vectors: list[Tensor] = []
        numbers: dict[str, Tensor] = {}
        with torch.enable_grad():
            fast = with_task_axis(self.adapting(slow), episodes.tasks)
            for j in range(self.hyper.inner_steps + 1):
                if j in judged:
                    weights = self.weights(slow, fast, j)
                    found, numbers = self._query_gradients(weights, episodes)
                    ends += weights.values()
                    vectors += [judged[j] * found[name] if judged[j] != 1 else found[name] for name in weights]
                if j < self.hyper.inner_steps:
                    fast, loss = self._inner_step(slow, fast, episodes.support, j, True, second)
                    losses.append(loss.detach())
        if losses:
            numbers["support_loss_before"] = losses[0]
        pulled = torch.autograd.grad(ends, list(slow.values()), vectors, materialize_grads=True)
        return dict(zip(slow, pulled, strict=True)), numbers

    def _query_gradients(self, weights: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        """The gradient (T, ...) of each task's query loss to its own weights, and each task's numbers."""
        size = episodes.tasks if isinstance(self.network, MLP) else self.problem.at_once(episodes.tasks, 1)
        vectors = {name: torch.empty_like(t) for name, t in weights.items()}
        metrics: list[dict[str, Tensor]] = []
        for i in range(0, episodes.tasks, size):
            own = {n: t.detach()[i : i + size].requires_grad_() for n, t in weights.items()}
            part = episodes[i : i + size]
            prediction = answers(self.network, own, part.support, part.query.x, once=True)
            losses = self.task_loss(prediction, part.query.y)
            for name, t in gradient(losses.sum(), own, create_graph=False).items():
                vectors[name][i : i + size] = t
            metrics.append(self._query_numbers(losses, prediction, part))
        return vectors, {name: torch.cat([m[name] for m in metrics]) for name in metrics[0]}

    def _query_numbers(self, losses: Tensor, prediction: Tensor, episodes: Episodes) -> dict[str, Tensor]:
        numbers = {"query_loss_after": losses.detach()}
        if self.problem.task == "classification":
            numbers["query_accuracy_after"] = self.score(prediction.detach(), episodes.query.y)
        return numbers

    def _inner_step(self, slow: Params, fast: Params, support: Labelled, step: int, through: bool, second: bool) -> tuple[Params, Tensor]:
        """theta'_{j+1} and the support losses (T,) at theta'_j; differentiable where `through`, its gradients too where `second`."""
        with torch.enable_grad():
            if not through:
                fast = {name: t.detach().requires_grad_() for name, t in fast.items()}
            losses = self.task_loss(answers(self.network, self.weights(slow, fast, step), support), support.y)
            slope = gradient(losses.sum(), fast, create_graph=second)
            moved = {name: _moved(t, slope[name], self.rate(slow, name, step)) for name, t in fast.items()}
        return moved if through else {name: t.detach() for name, t in moved.items()}, losses


def _moved(t: Tensor, slope: Tensor, rate: float | Tensor) -> Tensor:
    return t - rate * slope if isinstance(rate, Tensor) else torch.sub(t, slope, alpha=rate)
