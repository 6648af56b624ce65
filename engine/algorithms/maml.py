"""Model-agnostic meta-learning: an initialisation from which a few gradient steps solve a new task.

Finn, Abbeel, Levine: Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks. ICML 2017 (arXiv:1703.03400).

    inner   theta'_0 = theta;   theta'_{j+1} = theta'_j - alpha grad L_S(theta'_j)      j = 0..J-1
    outer   theta <- theta - beta grad_theta (1/B) sum_i L_Qi(theta'_i,J)

The outer gradient goes through the inner steps: (I - alpha H_0) ... (I - alpha H_{J-1}) grad L_Q(theta'_J).
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.compiled import Compiled, compiled_step
from engine.episode import Episodes, Labelled
from engine.functional import Network, answers, gradient, image_network, summed_over_tasks, with_task_axis
from engine.networks import MLP, NORM_DOC, NORM_RULES
from engine.protocol import Published
from engine.settings import setting

CHUNK = 16
"""Tasks whose inner loops run side by side in one thread, at most."""


@dataclass(frozen=True)
class Settings:
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
    first_order: bool = setting(
        False, "First order", "Drop the second derivatives (FOMAML): faster, less memory, no credit for how steps turn the gradient."
    )
    filters: int = setting(64, "Filters", "Channels of each convolution (images).", low=4, high=512, slider=(8, 64), advanced=True)
    hidden: int = setting(
        40, "Hidden units", "Width of the two hidden layers (regression).", low=1, high=1024, slider=(8, 128), advanced=True
    )
    norm: str = setting("support", "Batch norm", NORM_DOC, choices=NORM_RULES, advanced=True)


class MAML(Algorithm):
    id = "maml"
    title = "MAML"
    family = "gradient"
    summary = "Learns a starting point from which one or a few gradient steps on the support set solve a new task."
    paper = "Finn, Abbeel & Levine 2017, Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks, ICML (arXiv:1703.03400)"
    equations = (
        ("inner step", "θ′ ← θ′ − α ∇<sub>θ′</sub> L<sub>S</sub>(θ′)"),
        ("outer step", "θ ← θ − β ∇<sub>θ</sub> (1/B) Σ<sub>i</sub> L<sub>Q,i</sub>(θ′<sub>i</sub>)"),
    )
    watch_for = "Step 0 is the shared starting point and stays bad; what improves is how far one inner step gets from it."
    Hyper = Settings
    defaults = {
        "regression": {"inner_lr": 0.01, "inner_steps": 1, "test_steps": 10, "outer_lr": 0.001, "steps": 20_000},
        "classification": {"inner_lr": 0.4, "inner_steps": 1, "test_steps": 3},
        "glyphs": {"filters": 32},
        "omniglot": {"filters": 32, "steps": 6000},
    }
    readings = ("Adaptation", "Movement", "Fit", "Episode")
    differs = (
        "Queries are normalised with the support set's statistics, so that a single drawn query can be classified; the paper's own "
        "transductive rule is a setting.",
        "The inner loss is the mean over support examples; the authors' code sums over the N classes, so its rate α compares to αN here.",
        "Batch-norm scale and shift are adapted too.",
        "The sinusoid network starts uniform in ±1/√fan-in, which learns several times faster than the authors' normal of 0.01.",
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
    _compiled: Compiled | None = None

    @property
    def network(self) -> Network:
        if self.problem.task == "regression":
            return MLP(self.problem.input_shape[0], (self.hyper.hidden,) * 2, self.problem.outputs)
        return image_network(self.problem, self.hyper.filters, self.problem.way, self.hyper.norm)

    @property
    def trained_steps(self) -> int:
        return self.hyper.inner_steps

    @property
    def test_steps(self) -> int:
        return self.hyper.test_steps

    def badges(self) -> tuple[str, ...]:
        marks = ("first order",) if self.hyper.first_order else ()
        return (*marks, "transductive") if self.problem.task == "classification" and self.hyper.norm == "transductive" else marks

    def layers(self, theta: Params) -> dict[str, tuple[str, ...]]:
        return self.network.layers()

    def init(self, generator: torch.Generator) -> Params:
        return self.network.init(generator, self.problem.device, self.problem.dtype)

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        through = torch.is_grad_enabled()
        if steps is None:
            steps = self.trained_steps if through else self.test_steps
        params = with_task_axis(theta, support.y.shape[0])
        trace.step(Learner(params, support))
        for _ in range(steps):
            params, _loss = self._inner_step(params, support, through and not self.hyper.first_order)
            trace.step(Learner(params, support))
        return Learner(params, support)

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        return answers(self.network, learner.params, learner.support, x)

    def compile(self, theta: Params, episodes: Episodes) -> str:
        if not isinstance(self.network, MLP):
            return "Only the fully connected network is compiled; the convolutional one runs as it is."
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
        # by the machine, not by the threads this run has just now: the sum is the same however many they are
        size = episodes.tasks if isinstance(self.network, MLP) else min(CHUNK, -(-episodes.tasks // (os.cpu_count() or 1)))
        total, metrics = summed_over_tasks(lambda part: self._chunk(theta, part), episodes, size, self.problem.threads)
        return Outer(total, {}, metrics)

    def _chunk(self, theta: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        """Sum over these tasks of the outer gradient, and each task's numbers.

        The query pass needs no second order: the graph is cut at the adapted weights, the query loss is brought back to them
        task by task (small and in cache), and that vector is pulled back through the inner loop at once.
        """
        second = not self.hyper.first_order
        slow = {name: t.detach().requires_grad_(second) for name, t in theta.items()}
        with torch.enable_grad():
            adapted = with_task_axis(slow, episodes.tasks)
            losses: list[Tensor] = []
            for _ in range(self.hyper.inner_steps):
                adapted, loss = self._inner_step(adapted, episodes.support, second)
                losses.append(loss.detach())
        size = episodes.tasks if isinstance(self.network, MLP) else 1
        vectors = {name: torch.empty_like(t) for name, t in adapted.items()}
        metrics: list[dict[str, Tensor]] = []
        for i in range(0, episodes.tasks, size):
            vector, numbers = self._query_gradient({n: t.detach()[i : i + size] for n, t in adapted.items()}, episodes[i : i + size])
            for name, t in vector.items():
                vectors[name][i : i + size] = t
            metrics.append(numbers)
        numbers = {name: torch.cat([m[name] for m in metrics]) for name in metrics[0]}
        if losses:
            numbers["support_loss_before"] = losses[0]
        if not second or not losses:
            return {name: v.sum(0) for name, v in vectors.items()}, numbers
        pulled = torch.autograd.grad(list(adapted.values()), list(slow.values()), list(vectors.values()))
        return dict(zip(slow, pulled, strict=True)), numbers

    def _query_gradient(self, params: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        with torch.enable_grad():
            params = {name: t.requires_grad_() for name, t in params.items()}
            prediction = answers(self.network, params, episodes.support, episodes.query.x, once=True)
            losses = self.task_loss(prediction, episodes.query.y)
            vector = gradient(losses.sum(), params, create_graph=False)
        numbers = {"query_loss_after": losses.detach()}
        if self.problem.task == "classification":
            numbers["query_accuracy_after"] = self.score(prediction.detach(), episodes.query.y)
        return vector, numbers

    def _inner_step(self, params: Params, support: Labelled, through: bool) -> tuple[Params, Tensor]:
        """theta'_{j+1} and the support losses (T,) at theta'_j; differentiable where `through`."""
        with torch.enable_grad():
            if not through:
                params = {name: t.detach().requires_grad_() for name, t in params.items()}
            losses = self.task_loss(answers(self.network, params, support), support.y)
            slope = gradient(losses.sum(), params, create_graph=through)
            moved = {name: torch.sub(t, slope[name], alpha=self.hyper.inner_lr) for name, t in params.items()}
        return moved if through else {name: t.detach() for name, t in moved.items()}, losses
