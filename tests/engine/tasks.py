"""Small random tasks for the tests of algorithms."""

from __future__ import annotations

import torch

from engine.algorithm import Algorithm, Params, Problem
from engine.catalogue import algorithms
from engine.episode import Episodes, Labelled
from engine.protocol import Task


def image_episodes(tasks: int, way: int, shot: int, queries: int, size: int = 12, dtype: torch.dtype = torch.float64) -> Episodes:
    """Classes are noisy copies of a random picture each, class-major."""
    g = torch.Generator().manual_seed(1)
    base = torch.rand(tasks, way, 1, 1, size, size, generator=g, dtype=dtype)

    def part(each: int) -> Labelled:
        x = (base + 0.5 * torch.rand(tasks, way, each, 1, size, size, generator=g, dtype=dtype)).flatten(1, 2)
        return Labelled(x, torch.arange(way).repeat_interleave(each).expand(tasks, -1).contiguous())

    return Episodes(part(shot), part(queries), source=torch.arange(tasks * way).view(tasks, way))


def sine_episodes(tasks: int, shot: int, queries: int, dtype: torch.dtype = torch.float64) -> Episodes:
    """Points of random sine waves."""
    g = torch.Generator().manual_seed(2)
    a, b = torch.rand(2, tasks, 1, 1, generator=g, dtype=dtype)
    x = 10 * torch.rand(tasks, shot + queries, 1, generator=g, dtype=dtype) - 5
    y = (0.1 + 4.9 * a) * torch.sin(x - 3 * b)
    return Episodes(Labelled(x[:, :shot], y[:, :shot]), Labelled(x[:, shot:], y[:, shot:]))


def learner(name: str, episodes: Episodes, threads: int = 1, **hyper: object) -> tuple[Algorithm, Params]:
    """An algorithm for such episodes, and its fresh theta."""
    cls = algorithms()[name]
    x = episodes.support.x
    images = x.dim() == 5
    way = int(episodes.support.y.max()) + 1 if images else 1
    shape = tuple(x.shape[2:])
    task: Task = "classification" if images else "regression"
    classes = 0 if episodes.source is None else int(episodes.source.max()) + 1
    problem = Problem(task, way, 1, 1, shape, way if images else 1, dtype=x.dtype, threads=threads, source_classes=classes)
    algorithm = cls(problem, cls.Hyper(**hyper))
    return algorithm, algorithm.init(torch.Generator().manual_seed(0))


def query_loss(algorithm: Algorithm, theta: Params, episodes: Episodes, steps: int) -> torch.Tensor:
    """Mean query loss after so many inner steps."""
    adapted = algorithm.adapt(theta, episodes.support, steps=steps)
    return algorithm.task_loss(algorithm.predict(adapted, episodes.query.x), episodes.query.y).mean()


def relative_error(found: Params, expected: Params) -> float:
    """The largest relative difference of a tensor."""
    return max(float((found[n] - e).norm() / e.norm().clamp_min(1e-9)) for n, e in expected.items())


def slopes_along(algorithm: Algorithm, theta: Params, episodes: Episodes, metric: str = "query_loss_after") -> tuple[float, float]:
    """The outer gradient along a random direction, and the central difference of the metric it is the gradient of."""
    found = algorithm.outer_gradient(theta, episodes).gradient
    g = torch.Generator().manual_seed(3)
    direction = {n: torch.randn(t.shape, generator=g, dtype=t.dtype) for n, t in found.items()}

    def at(size: float) -> float:
        moved = theta | {n: theta[n] + size * d for n, d in direction.items()}
        return float(algorithm.outer_gradient(moved, episodes).metrics[metric])

    return sum(float((found[n] * d).sum()) for n, d in direction.items()), (at(1e-6) - at(-1e-6)) / 2e-6
