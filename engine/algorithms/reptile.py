"""Reptile: move the initialisation towards where ordinary training on a task ends.

Nichol, Achiam, Schulman: On First-Order Meta-Learning Algorithms. 2018 (arXiv:1803.02999).

    inner   phi_i = U^k_i(phi)                    k minibatch steps of an ordinary optimiser on task i
    outer   phi <- phi + eps (1/n) sum_i (phi_i - phi)      eps annealed linearly to 0
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import Network, answers, features, gradient, image_network, vector_network, with_task_axis
from engine.networks import NORM_DOC, NORM_RULES
from engine.protocol import Published
from engine.settings import setting

DECAY = 0.999
"""Adam's beta2; beta1 is 0, so that steps of one task do not push the next."""
EPS = 1e-8
STATE = "~square."
"""Carried state: Adam's second moment of each parameter, and `~count`, the inner steps it has seen."""


@dataclass(frozen=True)
class Settings:
    inner_optimiser: str = setting(
        "adam",
        "Inner optimiser",
        "What takes the inner steps: Adam with β₁ = 0 (images) or plain SGD (regression).",
        choices=("adam", "sgd"),
    )
    inner_lr: float = setting(
        0.001, "Inner rate", "Step size of adaptation.", low=0.0, high=10.0, slider=(0.0001, 0.1), log=True, symbol="α", live=True
    )
    inner_steps: int = setting(
        5, "Inner steps", "Minibatch steps on each task during meta-training.", low=1, high=100, slider=(1, 20), symbol="k", live=True
    )
    inner_batch: int = setting(10, "Inner batch", "Examples in each inner minibatch.", low=1, high=1000, slider=(1, 50), live=True)
    train_shots: int = setting(
        10,
        "Training shots",
        "Examples of each class to train on within a task; the test keeps the set-up's shots.",
        low=1,
        high=100,
        slider=(1, 15),
    )
    test_steps: int = setting(50, "Inner steps at test", "Steps when the learner is judged.", low=0, high=500, slider=(1, 50), live=True)
    test_batch: int = setting(
        5, "Inner batch at test", "Examples in each inner minibatch when judged.", low=1, high=1000, slider=(1, 50), live=True
    )
    outer_lr: float = setting(
        1.0,
        "Outer step",
        "Share of the way towards the adapted weights, annealed to 0 over the run.",
        low=0.0,
        high=1.0,
        slider=(0.01, 1.0),
        symbol="ε",
        live=True,
    )
    filters: int = setting(64, "Filters", "Channels of each convolution (images).", low=4, high=512, slider=(8, 64), advanced=True)
    hidden: int = setting(
        64, "Hidden units", "Width of the two hidden layers (regression).", low=1, high=1024, slider=(8, 128), advanced=True
    )
    norm: str = setting("support", "Batch norm", NORM_DOC, choices=NORM_RULES, advanced=True)


class Reptile(Algorithm):
    id = "reptile"
    title = "Reptile"
    family = "gradient"
    summary = "Trains on one task with an ordinary optimiser, then moves the shared start a little towards where it ended."
    paper = "Nichol, Achiam & Schulman 2018, On First-Order Meta-Learning Algorithms (arXiv:1803.02999)"
    equations = (
        ("inner steps of rate α", r"\varphi_i = U^k_i(\varphi)"),
        ("outer step", r"\varphi \leftarrow \varphi + \epsilon \frac{1}{n}\sum_i (\varphi_i - \varphi)"),
    )
    stages = ("sample tasks", "train on each", "evaluate", "move towards")
    watch_for = "Nothing is differentiated through: watch the curve after adaptation fall although only ordinary training happens inside."
    Hyper = Settings
    defaults = {
        "regression": {
            "inner_optimiser": "sgd",
            "inner_lr": 0.02,
            "inner_batch": 10,
            "inner_steps": 5,
            "train_shots": 50,
            "test_steps": 32,
            "test_batch": 10,
            "outer_lr": 0.1,
        },
        "classification": {"meta_batch": 5},
        "glyphs": {"filters": 32, "test_steps": 10, "validation_episodes": 32},
    }
    readings = ("Adaptation", "Movement", "Path", "Fit", "Episode", "Embedding")
    differs = (
        "Tasks of a meta-batch run side by side, so Adam's second moment is carried over as its mean over them, not from task to task.",
        "Queries are normalised with the support set's statistics; the paper's rule (support + one query) is a setting.",
        "The sinusoid network is ReLU with phases in [0, π], as in the MAML task, unless the dataset's setting says otherwise.",
    )
    published = (
        Published("omniglot", "5-way 1-shot", 0.9539, "accuracy", "Nichol et al. 2018 (v3)", 0.0009),
        Published("omniglot", "5-way 1-shot, transductive", 0.9768, "accuracy", "Nichol et al. 2018 (v3)", 0.0004),
        Published("omniglot", "5-way 5-shot", 0.9890, "accuracy", "Nichol et al. 2018 (v3)", 0.0010),
    )
    hyper: Settings

    @property
    def network(self) -> Network:
        if len(self.problem.input_shape) == 1:
            return vector_network(self.problem, self.hyper.hidden, self.problem.outputs)
        return image_network(self.problem, self.hyper.filters, self.problem.way, self.hyper.norm, flatten=True)

    @property
    def trained_steps(self) -> int:
        return self.hyper.inner_steps

    @property
    def test_steps(self) -> int:
        return self.hyper.test_steps

    def training_shape(self, shot: int, queries: int) -> tuple[int, int]:
        return self.hyper.train_shots, queries

    def badges(self) -> tuple[str, ...]:
        images = len(self.problem.input_shape) > 1
        return ("transductive",) if images and self.hyper.norm == "transductive" else ()

    def layers(self, theta: Params) -> dict[str, tuple[str, ...]]:
        return self.network.layers()

    def optimiser(self, parameters: list[Tensor]) -> torch.optim.Optimizer:
        return torch.optim.SGD(parameters, lr=self.hyper.outer_lr)

    def outer_lr(self, step: int, steps: int) -> float:
        return float(self.hyper.outer_lr * max(0.0, 1 - step / steps))

    def init(self, generator: torch.Generator) -> Params:
        theta = self.network.init(generator, self.problem.device, self.problem.dtype)
        if self.hyper.inner_optimiser == "adam":
            theta |= {STATE + name: torch.zeros_like(t) for name, t in theta.items()}
            theta["~count"] = torch.zeros((), dtype=self.problem.dtype, device=self.problem.device)
        return theta

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        judged = steps is None and not torch.is_grad_enabled()
        if steps is None:
            steps = self.test_steps if judged else self.trained_steps
        return self._train(theta, support, steps, self.hyper.test_batch, trace)

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        """What the head reads of x, by the adapted body."""
        return features(self.network, learner.params, learner.support, x)

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        return answers(self.network, learner.params, learner.support, x)

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """phi - mean(phi_i), for an SGD optimiser whose rate is eps; the support set alone is trained on."""
        ends = self._train(theta, episodes.support, self.hyper.inner_steps, self.hyper.inner_batch, NO_TRACE)
        direction = {name: t - ends.params[name].mean(0) for name, t in theta.items() if not name.startswith("~")}
        carried = {name: t.mean(0) for name, t in ends.extra.items()}
        with torch.no_grad():
            prediction = self.predict(ends, episodes.query.x)
            metrics = {"query_loss_after": self.task_loss(prediction, episodes.query.y).mean()}
            if self.problem.task == "classification":
                metrics["query_accuracy_after"] = self.score(prediction, episodes.query.y).mean()
        return Outer(direction, carried, metrics)

    def _train(self, theta: Params, support: Labelled, steps: int, batch: int, trace: Trace) -> Learner:
        """k minibatch steps on every task at once; minibatches cycle through the set as `_order` lays it out."""
        tasks, examples = support.y.shape[:2]
        params = with_task_axis({n: t.detach() for n, t in theta.items() if not n.startswith("~")}, tasks)
        moments = with_task_axis({n: t for n, t in theta.items() if n.startswith("~")}, tasks)
        order = _order(examples, self.problem.way, support.y.device)
        trace.step(Learner(params, support))
        for k in range(steps):
            # one pass through the set without repetition, then the next, so that a minibatch may straddle two passes
            chosen = order[torch.arange(k * batch, k * batch + min(batch, examples), device=order.device) % examples]
            params, moments = self._inner_step(params, moments, Labelled(support.x[:, chosen], support.y[:, chosen]))
            trace.step(Learner(params, support))
        return Learner(params, support, moments)

    def _inner_step(self, params: Params, moments: Params, batch: Labelled) -> tuple[Params, Params]:
        with torch.enable_grad():
            params = {name: t.detach().requires_grad_() for name, t in params.items()}
            loss = self.task_loss(answers(self.network, params, batch, once=True), batch.y).sum()
            slope = gradient(loss, params, create_graph=False)
        with torch.no_grad():
            if self.hyper.inner_optimiser == "sgd":
                return {name: t - self.hyper.inner_lr * slope[name] for name, t in params.items()}, moments
            count = moments["~count"] + 1
            moved, new = {}, {"~count": count}
            for name, t in params.items():
                square = DECAY * moments[STATE + name] + (1 - DECAY) * slope[name].square()
                correction = (1 - DECAY**count).view(-1, *[1] * (t.dim() - 1))
                moved[name] = t - self.hyper.inner_lr * slope[name] / ((square / correction).sqrt() + EPS)
                new[STATE + name] = square
            return moved, new


def _order(examples: int, way: int, device: torch.device) -> Tensor:
    """The order in which a class-major set is walked: one example of each class in turn, so that minibatches are balanced.

    Examples of a class and the classes themselves come in random order already, so this needs no generator.
    """
    if way < 2 or examples % way:
        return torch.arange(examples, device=device)
    return torch.arange(examples, device=device).view(way, examples // way).T.reshape(-1)
