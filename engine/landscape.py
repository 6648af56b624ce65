"""The path of the adapted weights through one task's support loss: in the plane of its two main directions, with the loss around it."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.algorithm import Algorithm, Learner, Params
from engine.episode import Labelled
from engine.protocol import Path, frozen_array

PLACES = 19
"""Places along each axis of the plane at which the loss is told."""
AT_ONCE = 32
"""Places whose losses are computed side by side."""
ROOM = 0.35
"""Room around the path, as a share of its extent."""


def path(algorithm: Algorithm, theta: Params, learners: list[Learner]) -> Path | None:
    """The path of task 0 through the learners after 0, 1, ... K inner steps; None where fewer than three differ, or nothing moves.

    The directions are the first two principal ones of the K steps about the start (Li et al. 2018, Visualizing the Loss Landscape,
    section 7); the losses are those of the support set, with whatever belongs to the learner but does not move held still.
    """
    names = [n for layer in algorithm.layers(theta).values() for n in layer if n in learners[-1].params]
    shapes = {n: theta[n].shape for n in names}
    moving = [n for n in names if not torch.equal(*(_alone(one.params[n], shapes[n]) for one in (learners[0], learners[-1])))]
    if len(learners) < 3 or not moving:
        return None

    def flat(learner: Learner) -> Tensor:
        return torch.cat([_alone(learner.params[n], shapes[n]).reshape(-1) for n in moving])

    steps = torch.stack([flat(learner) for learner in learners])
    apart = (steps - steps[0]).double()
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
    return Path(
        frozen_array(points.float().cpu()),
        float(values[-2:].sum() / values.sum().clamp_min(1e-30)),
        frozen_array(axes[0]),
        frozen_array(axes[1]),
        frozen_array(torch.cat(losses).view(PLACES, PLACES).float().cpu()),
        frozen_array(_losses(algorithm, theta, learners[-1], moving, shapes, steps).float().cpu()),
        algorithm.trained_steps,
    )


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
    own = t.dim() > (slow.dim() if slow is not None else 1) and t.shape[0] == 1
    return t.expand(n, *t.shape[1:]) if own else t
