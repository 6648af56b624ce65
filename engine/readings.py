"""Typed pictures of the inside, from fixed probe episodes; and the answer to a task a person made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.algorithm import Algorithm, Learner, Params, Trace
from engine.beside import Walk
from engine.episode import Dataset, Episodes, Labelled
from engine.evaluation import PerStep
from engine.landscape import path
from engine.protocol import Adapt, Adaptation, Boundary, Bytes, Embedding, Episode, Fit, Floats, Movement, Reading, frozen_array
from engine.settings import Rejected

STEPS_SHOWN = 10
GRID = np.linspace(-1.3, 1.3, 40)
"""Places along both axes of the plane at which a `Boundary` is told."""
GENERAL = ("Adaptation", "Movement", "Fit", "Episode", "Boundary", "Embedding", "Path")
"""Readings that are made here from any algorithm's expressions."""
OVER_TASKS = ("Adaptation", "Movement")
"""Readings of all probe tasks; the others are of the first."""
R = TypeVar("R")
Plane = tuple[Tensor, Tensor]
"""(d,) centre and (d, 2) directions"""


def shown_steps(algorithm: Algorithm) -> int:
    """Inner steps worth showing: some beyond those trained for, few enough for a picture of each."""
    if not algorithm.has_steps:
        return 0
    return max(algorithm.trained_steps, min(STEPS_SHOWN, max(algorithm.test_steps, algorithm.trained_steps + 5)))


def pictures(
    names: Iterable[str],
    algorithm: Algorithm,
    theta: Params,
    dataset: Dataset,
    tasks: Episodes,
    planes: dict[str, Plane],
    walks: Callable[[Episodes, int], list[Walk]] = lambda probe, steps: [],
    failed: Callable[[str, Exception], object] | None = None,
) -> Iterator[Reading]:
    """The readings called `names`. The first of `tasks` is the probe; `planes` keeps the plane of embeddings once chosen.

    `walks(probe, steps)`: how other runs walk the probe, for those readings that show them.
    `failed(name, error)` is called for a reading that raises, and the others are made all the same; without it the error is raised.
    """
    wanted = set(names)
    attempt = _Attempt(failed)
    yield from _over_tasks(wanted & set(OVER_TASKS), algorithm, theta, tasks, attempt)
    if rest := wanted - set(OVER_TASKS):
        yield from _of_the_probe(rest, algorithm, theta, dataset, tasks[:1], planes, walks, attempt)


class _Attempt:
    """Makes readings one by one, so that one which raises costs no other."""

    def __init__(self, failed: Callable[[str, Exception], object] | None) -> None:
        self.failed = failed

    def __call__(self, names: Iterable[str], make: Callable[[], R]) -> R | None:
        """What `make` returns, without gradients; None where it raises, which `names` have failed by then."""
        try:
            with torch.no_grad():
                return make()
        except Exception as error:
            if self.failed is None:
                raise
            for name in sorted(names):
                self.failed(name, error)
            return None


def _over_tasks(wanted: set[str], algorithm: Algorithm, theta: Params, tasks: Episodes, attempt: _Attempt) -> Iterator[Reading]:
    """Readings of all probe tasks together, from one adaptation."""
    traces: dict[str, Trace] = {}
    if "Adaptation" in wanted:
        traces["Adaptation"] = attempt({"Adaptation"}, lambda: PerStep(algorithm, tasks.support, tasks.query)) or Trace()
    if "Movement" in wanted:
        traces["Movement"] = attempt({"Movement"}, lambda: _Moved(algorithm, theta)) or Trace()
    if not traces:
        return
    every = _Several(traces, attempt)
    learner = attempt(wanted, lambda: algorithm.adapt(theta, tasks.support, every, steps=shown_steps(algorithm)))
    sides, moved = every.traces.get("Adaptation"), every.traces.get("Movement")
    if (
        learner is not None
        and isinstance(sides, PerStep)
        and (found := attempt({"Adaptation"}, lambda: _adaptation(algorithm, sides, learner)))
    ):
        yield found
    if learner is not None and isinstance(moved, _Moved) and moved.relative:
        yield Movement(tuple(moved.layers), frozen_array(moved.relative))


def _of_the_probe(
    wanted: set[str],
    algorithm: Algorithm,
    theta: Params,
    dataset: Dataset,
    probe: Episodes,
    planes: dict[str, Plane],
    walks: Callable[[Episodes, int], list[Walk]],
    attempt: _Attempt,
) -> Iterator[Reading]:
    """Readings of the probe task (T = 1) alone, from one adaptation."""
    steps = shown_steps(algorithm)
    plane = dataset.task == "classification" and dataset.input_shape == (2,)
    makers: dict[str, Callable[[list[Learner]], Reading | None]] = {}
    if dataset.task == "regression":
        makers["Fit"] = lambda learners: _fit(algorithm, theta, dataset, probe, learners)
    elif plane:
        makers["Boundary"] = lambda learners: _boundary(algorithm, theta, learners, probe.support, probe.query)
    elif len(dataset.input_shape) > 1:
        makers["Episode"] = lambda learners: _episode(algorithm, theta, dataset, probe, learners)
    if dataset.task == "classification":
        makers["Embedding"] = lambda learners: _embedding(algorithm, probe, learners[-1], planes)
    if "Path" in algorithm.readings:
        makers["Path"] = lambda learners: path(algorithm, theta, learners, walks(probe, steps))
    for name in sorted(set(algorithm.readings).difference(GENERAL)):
        makers[name] = lambda learners, name=name: algorithm.reading(name, theta, probe, learners[-1])  # type: ignore[misc]
    asked = {"Boundary" if plane and name == "Episode" else name for name in wanted}
    if not (offered := [name for name in makers if name in asked]):
        return
    trace = Trace()
    learner = attempt(wanted, lambda: algorithm.adapt(theta, probe.support, trace, steps=steps))
    if learner is None:
        return
    for name in offered:
        make = makers[name]
        names = wanted & {"Episode", "Boundary"} if name == "Boundary" else {name}
        if (reading := attempt(names, lambda make=make: make(trace.learners or [learner]))) is not None:  # type: ignore[misc]
            yield reading


@dataclass(slots=True)
class Memo:
    """The learners that came of a support set, so that another query on the same one need not adapt again."""

    support: object = None
    learners: list[Learner] = field(default_factory=list)


def answer(algorithm: Algorithm, theta: Params, request: Adapt, memo: Memo | None = None) -> Reading:
    """Adapt to the task in `request`; a `Fit` or an `Episode`. Raises `Rejected` where it does not fit the learner.

    A `memo` of the same `theta` spares the adaptation where the support set is that of the last request.
    """
    support, query = asked(algorithm, request)
    memo = memo or Memo()
    with torch.no_grad():
        steps = shown_steps(algorithm) if request.steps is None else request.steps
        x, y = request.support_x, request.support_y
        key = x.shape, x.tobytes(), y.tobytes(), steps
        if memo.support != key:
            trace = Trace()
            learner = algorithm.adapt(theta, support, trace, steps=steps)
            memo.support, memo.learners = key, trace.learners or [learner]
        learners = memo.learners
        if algorithm.problem.task == "regression":
            return Fit(
                frozen_array(request.query_x),
                None if request.truth is None else frozen_array(request.truth),
                frozen_array(request.support_x),
                frozen_array(request.support_y),
                frozen_array([]),
                frozen_array([]),
                *_curves(algorithm, theta, learners, query),
            )
        queries = len(request.query_x)
        if len(algorithm.problem.input_shape) == 1:
            return _boundary(algorithm, theta, learners, support, Labelled(query, torch.full((1, queries), -1)))
        return Episode(
            frozen_array(request.support_x, np.uint8),
            frozen_array(request.support_y, np.int64),
            frozen_array(request.query_x, np.uint8),
            frozen_array(np.full(queries, -1), np.int64),
            _probabilities(algorithm, theta, learners, query),
            tuple(str(n + 1) for n in range(algorithm.problem.way)),
            frozen_array(np.full((len(request.support_x), 2), -1), np.int64),
        )


class _Several(Trace):
    """One trace a reading; a trace that raises is left out from then on."""

    def __init__(self, traces: dict[str, Trace], attempt: _Attempt) -> None:
        super().__init__()
        self.traces = traces
        self._attempt = attempt

    def step(self, learner: Learner) -> None:
        for name, trace in list(self.traces.items()):
            if not self._attempt({name}, lambda trace=trace: (trace.step(learner), True)[1]):  # type: ignore[misc]
                del self.traces[name]


class _Moved(Trace):
    """|phi_k - theta| / |theta| of what adapts in each layer, mean over tasks; 0 where nothing does.

    What is chosen for every step instead, as norms by step are, does not move.
    """

    def __init__(self, algorithm: Algorithm, theta: Params) -> None:
        super().__init__()
        adapting = algorithm.adapting(theta)
        self.layers = {layer: tuple(n for n in names if n in adapting) for layer, names in algorithm.layers(theta).items()}
        self._theta = theta
        self.relative: list[list[float]] = []

    def step(self, learner: Learner) -> None:
        if self.layers:
            self.relative.append([self._moved(learner, names) for names in self.layers.values()])

    def _moved(self, learner: Learner, names: tuple[str, ...]) -> float:
        if not names:
            return 0.0
        start = torch.cat([self._theta[n].detach().reshape(-1) for n in names])
        tasks = learner.support.y.shape[0]
        now = torch.cat([learner.params[n].detach().expand(tasks, *self._theta[n].shape).reshape(tasks, -1) for n in names], 1)
        return float(((now - start).norm(dim=1) / start.norm().clamp_min(1e-12)).mean())


def _adaptation(algorithm: Algorithm, sides: PerStep, learner: Learner) -> Adaptation:
    sides.finish(learner)

    def rows(values: list[Tensor]) -> Floats:
        return frozen_array(torch.stack(values, 1).float().cpu())

    classification = algorithm.problem.task == "classification"
    return Adaptation(
        rows(sides.losses[0]),
        rows(sides.losses[1]),
        rows(sides.scores[0]) if classification else None,
        rows(sides.scores[1]) if classification else None,
        algorithm.trained_steps,
    )


def _fit(algorithm: Algorithm, theta: Params, dataset: Dataset, probe: Episodes, learners: list[Learner]) -> Fit:
    grid = dataset.grid()
    dtype, device = probe.support.x.dtype, probe.support.x.device
    truth = None if probe.latent is None else frozen_array(dataset.truth(probe.latent[0], grid.to(probe.latent)).float().cpu())

    def flat(t: Tensor) -> Floats:
        return frozen_array(t[0].reshape(-1).float().cpu())

    return Fit(
        frozen_array(grid.float().cpu()),
        truth,
        flat(probe.support.x),
        flat(probe.support.y),
        flat(probe.query.x),
        flat(probe.query.y),
        *_curves(algorithm, theta, learners, grid.to(device, dtype).reshape(1, -1, 1)),
    )


def _episode(algorithm: Algorithm, theta: Params, dataset: Dataset, probe: Episodes, learners: list[Learner]) -> Episode:
    labels = probe.support.y[0].cpu()
    index = torch.full((len(labels), 2), -1) if probe.support_index is None else probe.support_index[0].cpu()
    first = [int((labels == n).nonzero()[0]) for n in range(algorithm.problem.way)]
    return Episode(
        _images(probe.support.x[0]),
        frozen_array(labels, np.int64),
        _images(probe.query.x[0]),
        frozen_array(probe.query.y[0].cpu(), np.int64),
        _probabilities(algorithm, theta, learners, probe.query.x),
        tuple(dataset.class_name(int(index[i, 0])) if int(index[i, 0]) >= 0 else str(n + 1) for n, i in enumerate(first)),
        frozen_array(index, np.int64),
    )


def _boundary(algorithm: Algorithm, theta: Params, learners: list[Learner], support: Labelled, query: Labelled) -> Boundary:
    across, down = np.meshgrid(GRID, GRID)
    plane = torch.from_numpy(np.stack([across, down], -1).reshape(1, -1, 2)).to(support.x)
    probabilities = _probabilities(algorithm, theta, learners, plane)
    return Boundary(
        frozen_array(support.x[0].float().cpu()),
        frozen_array(support.y[0].cpu(), np.int64),
        frozen_array(query.x[0].float().cpu()),
        frozen_array(query.y[0].cpu(), np.int64),
        frozen_array(GRID),
        frozen_array(probabilities.reshape(len(learners), len(GRID), len(GRID), -1)),
    )


def _embedding(algorithm: Algorithm, probe: Episodes, learner: Learner, planes: dict[str, Plane]) -> Embedding | None:
    support, query = algorithm.embed(learner, probe.support.x), algorithm.embed(learner, probe.query.x)
    if support is None or query is None:
        return None
    points = torch.cat([support[0], query[0]]).float().cpu()
    if "embedding" not in planes:
        # the plane of the first look; later pictures move in it because the learner learns, not because the axes turn
        centre = points.mean(0)
        planes["embedding"] = (centre, torch.linalg.svd(points - centre, full_matrices=False).Vh[:2].T)
    centre, directions = planes["embedding"]
    flat = (points - centre) @ directions
    labels = torch.cat([probe.support.y[0], probe.query.y[0]]).cpu()
    shots = probe.support.y.shape[1]
    way = algorithm.problem.way
    prototypes = torch.stack([flat[:shots][labels[:shots] == n].mean(0) for n in range(way)])
    spread = (points - points.mean(0)).square().sum().clamp_min(1e-12)
    explained = float((flat - flat.mean(0)).square().sum() / spread)
    best = float(torch.linalg.svdvals(points - points.mean(0))[:2].square().sum() / spread) if points.isfinite().all() else float("nan")
    return Embedding(
        frozen_array(flat),
        frozen_array(labels, np.int64),
        frozen_array(np.arange(len(labels)) >= shots, np.bool_),
        frozen_array(prototypes),
        min(1.0, explained),
        min(1.0, best),
        frozen_array(torch.cdist(points[shots:], points[:shots])),
    )


def _curves(algorithm: Algorithm, theta: Params, learners: list[Learner], x: Tensor) -> tuple[Floats, Floats | None]:
    """The answers (K + 1, G) of the learners, and their standard deviations."""
    spreads = [spread[0] for learner in learners if (spread := algorithm.spread(learner, x)) is not None]
    curves = _predicted(algorithm, theta, learners, x)[..., 0]
    return frozen_array(curves.float().cpu()), frozen_array(torch.stack(spreads).float().cpu()) if spreads else None


def _probabilities(algorithm: Algorithm, theta: Params, learners: list[Learner], x: Tensor) -> Floats:
    """What the learners make of x (1, q, ...): (K + 1, q, way)."""
    return frozen_array(_predicted(algorithm, theta, learners, x).float().softmax(-1).cpu())


def _predicted(algorithm: Algorithm, theta: Params, learners: list[Learner], x: Tensor) -> Tensor:
    """Predictions (K + 1, q, ...) for x (1, q, ...) of one task's learners after 0..K inner steps, as if they were K + 1 tasks.

    Learners that grow from step to step, as those that add a network in every round, answer one after the other.
    """
    count = len(learners)
    if count == 1 or len({tuple((key, t.shape) for key, t in one.extra.items()) for one in learners}) > 1:
        return torch.cat([algorithm.predict(one, x) for one in learners])

    def side_by_side(parts: list[Params]) -> Params:
        """Weights that nothing adapts may be theta's own, without a task axis: they serve all."""
        shared = {key for key, t in parts[0].items() if key in theta and t.shape == theta[key].shape}
        return {key: t if key in shared else torch.cat([part[key] for part in parts]) for key, t in parts[0].items()}

    support = learners[0].support
    together = Labelled(support.x.expand(count, *support.x.shape[1:]), support.y.expand(count, *support.y.shape[1:]))
    params, extra = side_by_side([one.params for one in learners]), side_by_side([one.extra for one in learners])
    return algorithm.predict(Learner(params, together, extra), x.expand(count, *x.shape[1:]))


def _images(x: Tensor) -> Bytes:
    """uint8 (n, H, W) or (n, H, W, 3) of float (n, C, H, W) in 0..1."""
    whole = (x.float() * 255).round().clamp(0, 255).to(torch.uint8).cpu()
    return frozen_array(whole[:, 0] if whole.shape[1] == 1 else whole.permute(0, 2, 3, 1), np.uint8)


def asked(algorithm: Algorithm, request: Adapt) -> tuple[Labelled, Tensor]:
    """The support set and the queries (T = 1) of `request`; raises `Rejected` where they do not fit the learner."""
    problem = algorithm.problem

    def tensor(values: NDArray[np.generic]) -> Tensor:
        return torch.from_numpy(np.array(values)).to(problem.device)

    if len(request.support_x) == 0 or len(request.support_x) != len(request.support_y):
        raise Rejected(
            f"A task needs as many answers as examples, and at least one; it had {len(request.support_x)} and {len(request.support_y)}."
        )
    if problem.task == "regression":
        x, y, query = (tensor(a).to(problem.dtype).reshape(1, -1, 1) for a in (request.support_x, request.support_y, request.query_x))
        return Labelled(x, y), query
    if len(problem.input_shape) == 1:
        for given in (request.support_x, request.query_x):
            if given.shape[1:] != problem.input_shape:
                raise Rejected(f"Examples must be {problem.input_shape[0]} numbers each; these were of shape {given.shape[1:]}.")
        labels = _labels_asked(algorithm, request)
        return Labelled(tensor(request.support_x).to(problem.dtype)[None], labels), tensor(request.query_x).to(problem.dtype)[None]
    channels, height, width = problem.input_shape
    shape = (height, width) if channels == 1 else (height, width, channels)
    for pictures_given in (request.support_x, request.query_x):
        if pictures_given.shape[1:] != shape:
            raise Rejected(f"Pictures must be {' x '.join(map(str, shape))} pixels; these were {pictures_given.shape[1:]}.")

    labels = _labels_asked(algorithm, request)

    def images(values: NDArray[np.generic]) -> Tensor:
        whole = tensor(values).to(problem.dtype) / 255
        return (whole[None, :, None] if channels == 1 else whole.permute(0, 3, 1, 2)[None]).contiguous()

    return Labelled(images(request.support_x), labels), images(request.query_x)


def _labels_asked(algorithm: Algorithm, request: Adapt) -> Tensor:
    """The labels (1, n) of the task in `request`; raises `Rejected` unless every class has one."""
    problem = algorithm.problem
    present = sorted(set(request.support_y.tolist()))
    if present != list(range(problem.way)):
        raise Rejected(f"This learner tells {problem.way} classes apart and needs examples of each; the task has {len(present)}.")
    return torch.from_numpy(np.array(request.support_y)).to(problem.device).long()[None]
