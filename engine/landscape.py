"""The path of the adapted weights through one task's support loss: in the plane of its two main directions, with the loss around it."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.algorithm import Algorithm, Learner, Params
from engine.beside import Walk
from engine.episode import Labelled
from engine.protocol import Floats, Path, frozen_array

PLACES = 19
"""Places along each axis of the plane at which the loss is told."""
AT_ONCE = 32
"""Places whose losses are computed side by side."""
ROOM = 0.35
"""Room around the path, as a share of its extent."""


def path(algorithm: Algorithm, theta: Params, learners: list[Learner], beside: Sequence[Walk] = ()) -> Path | None:
    """The path of task 0 through the learners after 0, 1, ... K inner steps; None where fewer than three differ, or nothing moves.

    The directions are the first two principal ones of all steps about the start (Li et al. 2018, Visualizing the Loss Landscape,
    section 7), those of the walks `beside` among them where they have the same weights; the losses around are those of the support
    set for this algorithm, with whatever belongs to its learner but does not move held still.
    """
    there = learners[-1].params
    # what has another shape in theta is chosen from it step by step (norms by step) and is no place on a path
    layered = [n for layer in algorithm.layers(theta).values() for n in layer if n in there]
    names = [n for n in layered if _alone(there[n], theta[n].shape).shape == theta[n].shape]
    shapes = {n: theta[n].shape for n in names}
    walks = [walk for walk in beside if _alike(walk, shapes)]
    ends = [learners[-1], *(learner for walk in walks for learner in (walk.learners[0], walk.learners[-1]))]
    first = {n: _alone(learners[0].params[n], shapes[n]) for n in names}
    moving = [n for n in names if not all(torch.equal(first[n], _alone(one.params[n], shapes[n])) for one in ends)]
    if len(learners) < 3 or not moving:
        return None

    def flat(some: list[Learner]) -> Tensor:
        return torch.stack([torch.cat([_alone(one.params[n], shapes[n]).reshape(-1) for n in moving]) for one in some])

    steps = flat(learners)
    apart = (torch.cat([steps, *(flat(walk.learners) for walk in walks)]) - steps[0]).double()
    # the Gram matrix is small, the weights are many
    values, vectors = torch.linalg.eigh(apart @ apart.T)
    sizes = values[-2:].flip(0).clamp_min(0).sqrt()
    if not bool(sizes[0] > 0):
        return None
    directions = (vectors[:, -2:].flip(1) / sizes.clamp_min(1e-12)).T @ apart  # (2, weights), orthonormal
    points = apart @ directions.T
    directions = directions.to(steps.dtype)
    extent = (points.amax(0) - points.amin(0)).clamp_min(0.25 * float(sizes[0]) / len(learners) ** 0.5)
    low, high = points.amin(0) - ROOM * extent, points.amax(0) + ROOM * extent
    axes = [torch.linspace(float(low[i]), float(high[i]), PLACES) for i in range(2)]
    down, across = torch.meshgrid(axes[1], axes[0], indexing="ij")
    places = torch.stack([across.reshape(-1), down.reshape(-1)], 1).to(steps)
    losses = [_losses(algorithm, theta, learners[-1], moving, shapes, steps[0] + part @ directions) for part in places.split(AT_ONCE)]
    own, *others = points.split([len(learners), *(len(walk.learners) for walk in walks)])
    return Path(
        frozen_array(own.float().cpu()),
        float(values[-2:].sum() / values.sum().clamp_min(1e-30)),
        frozen_array(axes[0]),
        frozen_array(axes[1]),
        frozen_array(torch.cat(losses).view(PLACES, PLACES).float().cpu()),
        frozen_array(_losses(algorithm, theta, learners[-1], moving, shapes, steps).float().cpu()),
        algorithm.trained_steps,
        tuple((walk.run, frozen_array(p.float().cpu()), _support_losses(walk)) for walk, p in zip(walks, others, strict=True)),
    )


def _alike(walk: Walk, shapes: dict[str, torch.Size]) -> bool:
    """Whether a walk goes through weights of the same names and shapes."""
    params = walk.learners[-1].params if walk.learners else {}
    return bool(walk.learners) and all(n in params and n in walk.theta and walk.theta[n].shape == shapes[n] for n in shapes)


def _support_losses(walk: Walk) -> Floats:
    """(K + 1,) losses of the support set along a walk."""
    one = [walk.algorithm.task_loss(walk.algorithm.predict(at, at.support.x), at.support.y)[0] for at in walk.learners]
    return frozen_array(torch.stack(one).float().cpu())


def _losses(
    algorithm: Algorithm, theta: Params, learner: Learner, moving: list[str], shapes: dict[str, torch.Size], weights: Tensor
) -> Tensor:
    """Support losses (n,) of the task with each of `weights` (n, all that moves)."""
    n = len(weights)
    own = dict(zip(moving, weights.split([shapes[name].numel() for name in moving], 1), strict=True))
    params: Params = {name: _repeated(t, n, theta.get(name)) for name, t in learner.params.items() if name not in own}
    params |= {name: t.reshape(n, *shapes[name]) for name, t in own.items()}
    support = Labelled(*(t[:1].expand(n, *t.shape[1:]) for t in (learner.support.x, learner.support.y)))
    return algorithm.task_loss(algorithm.predict(Learner(params, support, learner.extra), support.x), support.y)


def _alone(t: Tensor, shape: torch.Size) -> Tensor:
    """A weight of the first task, whether it has the task axis or is shared."""
    return t[0] if t.dim() > len(shape) else t


def _repeated(t: Tensor, n: int, slow: Tensor | None) -> Tensor:
    """A weight that stands still, for n tasks: one with the task axis is repeated, a shared one is shared."""
    own = t.dim() > 1 if slow is None else t.shape != slow.shape
    return t.expand(n, *t.shape[1:]) if own and t.shape[0] == 1 else t
