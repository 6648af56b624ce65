"""The interface of every algorithm: init, adapt, predict, outer gradient; all of it over a leading task axis."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.episode import Episodes, Labelled
from engine.protocol import AlgorithmSpec, Inputs, Published, Reading, Task
from engine.settings import Value, fields_of

Params = dict[str, Tensor]
"""Named tensors. A name that starts with '~' is carried state (running statistics, moments): kept, saved, never optimised."""


CPU = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class Problem:
    """What a learner must solve: fixed for the life of a run."""

    task: Task
    way: int
    shot: int
    queries: int
    input_shape: tuple[int, ...]
    outputs: int
    """logits per query (= way) or regression outputs"""
    device: torch.device = CPU
    dtype: torch.dtype = torch.float32
    threads: int = 1
    source_classes: int = 0
    """classes of the training split, for methods that learn to tell all of them apart; `Episodes.source` names them (0: none)"""
    mixed: bool = False
    """whether convolutions round their operands to bfloat16 (see `engine.conv`)"""

    def at_once(self, tasks: int, cached: int) -> int:
        """How many of `tasks` to compute side by side: `cached` fit a core's cache; on a GPU all, since there launches are dear."""
        return cached if self.device.type == "cpu" else tasks


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner adapted to T tasks: parameters with the task axis, and the support set it was adapted on."""

    params: Params
    support: Labelled
    extra: Params = field(default_factory=dict)


class Trace:
    """Keeps the learner after 0, 1, ... K inner steps when somebody looks."""

    def __init__(self) -> None:
        self.learners: list[Learner] = []

    def step(self, learner: Learner) -> None:
        """Record the learner after the next inner step, graph cut."""
        self.learners.append(
            Learner({k: v.detach() for k, v in learner.params.items()}, learner.support, {k: v.detach() for k, v in learner.extra.items()})
        )


class _NoTrace(Trace):
    def step(self, learner: Learner) -> None:
        pass


NO_TRACE: Trace = _NoTrace()


@dataclass(frozen=True, slots=True)
class Outer:
    """What one outer step computed: the direction for the optimiser, new carried state, numbers to show (0-d tensors)."""

    gradient: Params
    carried: Params
    metrics: dict[str, Tensor]


class Algorithm(ABC):
    """One meta-learner. Pure functions over (theta, episodes): no hidden state, nothing random but through a generator.

    Class attributes describe it (see `AlgorithmSpec`); `Hyper` is its frozen settings class. `hyper` may be replaced between
    outer steps (fields declared live).
    """

    id: ClassVar[str]
    title: ClassVar[str]
    family: ClassVar[Literal["gradient", "metric", "memory", "transfer"]]
    summary: ClassVar[str]
    paper: ClassVar[str]
    equations: ClassVar[tuple[tuple[str, str], ...]]
    stages: ClassVar[tuple[str, str, str, str]] = ("sample tasks", "adapt", "evaluate", "meta-update")
    watch_for: ClassVar[str]
    Hyper: ClassVar[type]
    tasks: ClassVar[tuple[Task, ...]] = ("classification", "regression")
    defaults: ClassVar[dict[str, dict[str, Value]]] = {}
    """Per dataset id or task kind, the validated preset: hyper-parameters, and common settings of `RunConfig`."""
    readings: ClassVar[tuple[str, ...]] = ("Adaptation", "Fit", "Episode")
    watched_every: ClassVar[int] = 10
    """Outer steps between two looks at the losses before and after adaptation, which take time that training does not have."""
    has_steps: ClassVar[bool] = True
    differs: ClassVar[tuple[str, ...]] = ()
    published: ClassVar[tuple[Published, ...]] = ()
    inputs: ClassVar[tuple[Inputs, ...]] = ("images", "vectors")
    needs_source: ClassVar[bool] = False

    def __init__(self, problem: Problem, hyper: Any) -> None:
        self.problem = problem
        self.hyper = hyper

    # -- the four expressions everything else is made of
    @abstractmethod
    def init(self, generator: torch.Generator) -> Params:
        """Meta-parameters theta (no task axis) from a CPU generator, on the problem's device and dtype."""

    @abstractmethod
    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        """Adapt to all tasks at once; `steps` inner steps (default `test_steps` under no_grad, `trained_steps` otherwise).

        Calls `trace.step` once for the unadapted learner and once after each inner step. Differentiable in theta where grad
        is enabled and the method is; under `torch.no_grad` it builds no outer graph.
        """

    @abstractmethod
    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        """Logits (T, q, way) or values (T, q, outputs) for x (T, q, *input_shape)."""

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The outer update's direction for one meta-batch. Default: autograd of the mean query loss after adaptation."""
        slow = {k: v.detach().requires_grad_() for k, v in theta.items() if not k.startswith("~")}
        carried = {k: v for k, v in theta.items() if k.startswith("~")}
        learner = self.adapt(slow | carried, episodes.support)
        prediction = self.predict(learner, episodes.query.x)
        loss = self.task_loss(prediction, episodes.query.y).mean()
        gradient = dict(zip(slow, torch.autograd.grad(loss, list(slow.values())), strict=True))
        metrics = {"query_loss_after": loss.detach()}
        if self.problem.task == "classification":
            metrics["query_accuracy_after"] = self.score(prediction.detach(), episodes.query.y).mean()
        return Outer(gradient, carried, metrics)

    # -- what the run asks besides
    def begun(self, theta: Params, episodes: Callable[[], Episodes]) -> Params:
        """Carried state before the first outer step, with these weights; `episodes()` is the meta-batch that will come first."""
        return {name: t for name, t in theta.items() if name.startswith("~")}

    def compile(self, theta: Params, episodes: Episodes) -> str:
        """Make the outer step of such episodes faster from now on, if this method can; says in one sentence what was done."""
        return f"{self.title} offers no compiled outer step; it runs as it is."

    @property
    def trained_steps(self) -> int:
        """Inner steps during meta-training."""
        return 0

    @property
    def test_steps(self) -> int:
        """Inner steps when judged or demonstrated."""
        return self.trained_steps

    def optimiser(self, parameters: list[Tensor]) -> torch.optim.Optimizer:
        """The outer optimiser; default Adam at the setting `outer_lr`."""
        return torch.optim.Adam(parameters, lr=self.hyper.outer_lr)

    def outer_lr(self, step: int, steps: int) -> float:
        """The outer rate at a step (annealing goes here)."""
        return float(self.hyper.outer_lr)

    def training_shape(self, shot: int, queries: int) -> tuple[int, int]:
        """Support shots and queries per class in training episodes (Reptile trains on more shots than it is tested with)."""
        return shot, queries

    def badges(self) -> tuple[str, ...]:
        """Labels every number of this run must carry, e.g. 'transductive'."""
        return ()

    def adapting(self, theta: Params) -> Params:
        """The parameters of `theta` that adaptation to a task changes."""
        return theta

    def layers(self, theta: Params) -> dict[str, tuple[str, ...]]:
        """Adapted parameters by layer name, in order, for the movement reading; empty when nothing adapts."""
        return {}

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        """Embeddings (T, q, d) where the method has them."""
        return None

    def spread(self, learner: Learner, x: Tensor) -> Tensor | None:
        """Standard deviations (T, q) of the answers of `predict`, where a method of regression states how sure it is."""
        return None

    def further(self, theta: Params, episodes: Episodes) -> dict[str, Tensor]:
        """What else is worth telling of test episodes, beside their score: numbers (T,) by name."""
        return {}

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        """A reading of this method's own (a name in `readings`) from the probe task (T = 1) and the learner adapted to it."""
        return None

    # -- losses and scores, shared
    def task_loss(self, prediction: Tensor, y: Tensor) -> Tensor:
        """Mean loss of each task (T,): cross-entropy of logits, or squared error (mean over examples, summed over outputs)."""
        if self.problem.task == "classification":
            tasks, queries, way = prediction.shape
            return F.cross_entropy(prediction.reshape(-1, way), y.reshape(-1), reduction="none").view(tasks, queries).mean(1)
        return (prediction - y).square().sum(-1).mean(1)

    def score(self, prediction: Tensor, y: Tensor) -> Tensor:
        """Accuracy (classification) or mean squared error (regression) of each task (T,); NaN where an output is."""
        if self.problem.task == "classification":
            accuracy = (prediction.argmax(-1) == y).to(prediction.dtype).mean(1)
            return accuracy.masked_fill(prediction.isnan().flatten(1).any(1), math.nan)  # argmax would count NaN as an answer
        return self.task_loss(prediction, y)


def describe_algorithm(cls: type[Algorithm]) -> AlgorithmSpec:
    """The spec the window and the command line read."""
    defaults: Mapping[str, Mapping[str, Value]] = {k: dict(v) for k, v in cls.defaults.items()}
    return AlgorithmSpec(
        id=cls.id,
        title=cls.title,
        family=cls.family,
        summary=cls.summary,
        paper=cls.paper,
        equations=cls.equations,
        stages=cls.stages,
        tasks=cls.tasks,
        fields=fields_of(cls.Hyper),
        defaults=defaults,
        readings=cls.readings,
        has_steps=cls.has_steps,
        watch_for=cls.watch_for,
        differs=cls.differs,
        published=cls.published,
        inputs=cls.inputs,
        needs_source=cls.needs_source,
    )
