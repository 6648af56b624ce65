"""Classes of points in the plane: classification tasks whose whole input space can be seen at once.

Every task is drawn from a formula: clouds, interlocking arcs, arms of a spiral, or the regions where one of N random smooth
functions is the largest. Which class lies where is drawn anew in each task.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from engine.episode import Dataset, Episodes, Labelled, Split
from engine.images import task_generator
from engine.settings import setting

KINDS = ("blobs", "moons", "spirals", "boundaries")
BLOCK = 16
"""Points of each class drawn at a time in fixed episodes: asking for more queries draws more such blocks, the same at first."""
WAVES = 8
"""Cosines in each random smooth function."""
LENGTH = 0.6
"""Over which such a function changes; the plane is 2 wide."""
CANDIDATES = 10
"""Places tried for the middle of each cloud; the one farthest from the others is taken."""
GRID = 14
"""Places along each axis at which the regions of boundaries are made equally large."""


@dataclass(frozen=True)
class Settings:
    kind: str = setting(
        "mixed",
        "Shape",
        "What classes are: clouds, interlocking arcs, arms of a spiral, regions of random smooth functions; mixed draws one per task.",
        choices=("mixed", *KINDS),
    )
    noise: float = setting(
        0.1, "Noise", "Standard deviation of each point about its place, as a share of the room a class has.", low=0.0, high=1.0
    )


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What decides T tasks, all uniform in 0..1 but `waves`."""

    common: Tensor  # (T, 7) kind, angle, mirror, size, shift (2), turns
    order: Tensor  # (T, N): its ranking says which arc or arm is whose
    blobs: Tensor  # (T, N, CANDIDATES + 2, 2) places tried for the middles; widths; directions
    waves: Tensor  # (T, N, WAVES, 3) normal: wave vectors and phases

    @staticmethod
    def drawn(tasks: int, way: int, g: Generator) -> _Shapes:
        return _Shapes(
            torch.rand(tasks, 7, generator=g),
            torch.rand(tasks, way, generator=g),
            torch.rand(tasks, way, CANDIDATES + 2, 2, generator=g),
            torch.randn(tasks, way, WAVES, 3, generator=g),
        )

    def __getitem__(self, tasks: Tensor) -> _Shapes:
        return _Shapes(self.common[tasks], self.order[tasks], self.blobs[tasks], self.waves[tasks])


@dataclass(frozen=True, slots=True)
class _Draws:
    """What decides b blocks of n points of each class."""

    along: Tensor  # (T, b, N, n) uniform: how far along a curve
    normal: Tensor  # (T, b, N, n, 4): place in a cloud, noise
    places: Tensor  # (T, b, M, 2) uniform: places among which boundaries finds its points

    @staticmethod
    def drawn(tasks: int, way: int, n: int, g: Generator) -> _Draws:
        # three times as many places as points are wanted, and then some: a region of its fair share runs out of them hardly ever
        return _Draws(
            torch.rand(tasks, 1, way, n, generator=g),
            torch.randn(tasks, 1, way, n, 4, generator=g),
            torch.rand(tasks, 1, way * (3 * n + 24), 2, generator=g),
        )

    @staticmethod
    def together(parts: list[_Draws], dim: int) -> _Draws:
        return _Draws(*(torch.cat([getattr(p, name) for p in parts], dim) for name in ("along", "normal", "places")))

    def __getitem__(self, tasks: Tensor) -> _Draws:
        return _Draws(self.along[tasks], self.normal[tasks], self.places[tasks])


class Points2D(Dataset):
    id = "points2d"
    title = "Points in the plane"
    task = "classification"
    summary = "Tell classes of points apart from a few of each, in a plane where every decision can be seen."
    honest = "synthetic: drawn fresh from a formula, so training and test tasks never run out"
    source = "Metascope's own; the two moons and the spirals are folklore"
    Settings = Settings
    defaults = {"way": 3, "shot": 5, "queries": 10, "meta_batch": 16, "steps": 3000}
    inputs = "vectors"
    input_shape = (2,)
    order = 15

    def sample(self, split: Split, tasks: int, way: int, shot: int, queries: int, generator: Generator) -> Episodes:
        shapes = _Shapes.drawn(tasks, way, generator)
        points = self._points(shapes, _Draws.drawn(tasks, way, shot + queries, generator))
        return self._episodes(points[:, :, :shot], points[:, :, shot:])

    def fixed(self, split: Split, indices: Sequence[int], way: int, shot: int, queries: int) -> Episodes:
        shapes: list[_Shapes] = []
        support: list[_Draws] = []
        query: list[_Draws] = []
        for index in indices:
            latent, *parts = (task_generator(self.id, self.settings, split, way, shot, index, part) for part in range(3))
            shapes.append(_Shapes.drawn(1, way, latent))
            for part, count, kept in zip(parts, (shot, queries), (support, query), strict=True):
                kept.append(_Draws.together([_Draws.drawn(1, way, BLOCK, part) for _ in range(-(-count // BLOCK))], 1))
        names = ("common", "order", "blobs", "waves")
        every = _Shapes(*(torch.cat([getattr(s, name) for s in shapes]) for name in names))
        sides = [self._points(every, _Draws.together(part, 0)) for part in (support, query)]
        return self._episodes(sides[0][:, :, :shot], sides[1][:, :, :queries])

    def _episodes(self, support: Tensor, query: Tensor) -> Episodes:
        """Episodes of points (T, N, n, 2), class-major."""

        def side(points: Tensor) -> Labelled:
            tasks, way, n, _ = points.shape
            y = torch.arange(way).repeat_interleave(n).expand(tasks, -1)
            return Labelled(points.flatten(1, 2).to(self.device), y.to(self.device))

        return Episodes(side(support), side(query))

    def _points(self, shapes: _Shapes, draws: _Draws) -> Tensor:
        """Points (T, N, b * n, 2)."""
        tasks, blocks, way, n = draws.along.shape
        points = torch.empty(tasks, blocks, way, n, 2)
        kinds = (shapes.common[:, 0] * len(KINDS)).long() if self.settings.kind == "mixed" else None
        for number, kind in enumerate((_blobs, _moons, _spirals, _boundaries)):
            if kinds is None:
                chosen = torch.arange(tasks if self.settings.kind == KINDS[number] else 0)
            else:
                chosen = (kinds == number).nonzero()[:, 0]
            if len(chosen):
                s, d = shapes[chosen], draws[chosen]
                places, room = kind(s, d)
                points[chosen] = places + self.settings.noise * room.view(-1, 1, 1, 1, 1) * d.normal[..., 2:]
        return points.transpose(1, 2).flatten(2, 3)

    def check(self, way: int, shot: int, queries: int) -> None:
        """Any number of points of any number of classes can be drawn."""

    def describe(self) -> str:
        kind = "a shape per task" if self.settings.kind == "mixed" else self.settings.kind
        return f"Points in the plane, {kind}, noise {self.settings.noise:g}"


def _blobs(shapes: _Shapes, draws: _Draws) -> tuple[Tensor, Tensor]:
    """Clouds, long or round, whose middles keep apart."""
    tasks, way = shapes.order.shape
    tried = 1.6 * shapes.blobs[:, :, :CANDIDATES] - 0.8
    middles = tried[:, :1, 0]
    for k in range(1, way):
        apart = (tried[:, k].unsqueeze(2) - middles.unsqueeze(1)).square().sum(-1).amin(2)  # (T, CANDIDATES)
        best = apart.argmax(1).view(-1, 1, 1).expand(-1, 1, 2)
        middles = torch.cat([middles, tried[:, k].gather(1, best)], 1)
    room = torch.full((tasks,), 1 / math.sqrt(way))
    widths = room.view(-1, 1, 1) * (0.1 + 0.35 * shapes.blobs[:, :, CANDIDATES])
    inside = draws.normal[..., :2] * widths.view(tasks, 1, way, 1, 2)
    turned = _turned(inside, math.pi * shapes.blobs[:, :, CANDIDATES + 1, 0].view(tasks, 1, way, 1))
    return middles.view(tasks, 1, way, 1, 2) + turned, room


def _moons(shapes: _Shapes, draws: _Draws) -> tuple[Tensor, Tensor]:
    """A chain of half circles, open downwards and upwards by turns, each reaching into the next; two of them are the two moons."""
    way = shapes.order.shape[1]
    arc = shapes.order.argsort(1).view(-1, 1, way, 1)
    up = 1 - 2 * (arc % 2)
    angle = math.pi * draws.along
    chain = torch.stack([arc - (way - 1) / 2 + angle.cos(), up * (angle.sin() - 0.25)], -1)
    size = 2 / (way + 1)
    placed, scale = _placed(shapes, chain * size)
    return placed, scale * size


def _spirals(shapes: _Shapes, draws: _Draws) -> tuple[Tensor, Tensor]:
    """Arms of one spiral, evenly turned against each other."""
    way = shapes.order.shape[1]
    arm = shapes.order.argsort(1).view(-1, 1, way, 1)
    turns = 0.4 + 0.6 * shapes.common[:, 6].view(-1, 1, 1, 1)
    # the root lays points evenly along the arm, whose length grows with the radius
    radius = 0.12 + 0.88 * draws.along.sqrt()
    angle = 2 * math.pi * (arm / way + turns * radius)
    placed, scale = _placed(shapes, torch.stack([radius * angle.cos(), radius * angle.sin()], -1))
    gap = 1 / (turns.view(-1) * way)
    return placed, scale * 0.5 * gap.clamp_max(1)


def _boundaries(shapes: _Shapes, draws: _Draws) -> tuple[Tensor, Tensor]:
    """A point belongs to the class whose random smooth function is the largest there; classes have equal shares of the plane."""
    tasks, blocks, way, n = draws.along.shape
    ticks = torch.linspace(-1, 1, GRID)
    grid = torch.cartesian_prod(ticks, ticks).expand(tasks, -1, -1)
    heights = _smooth(shapes.waves, grid)  # (T, places, N)
    level = torch.zeros(tasks, 1, way)
    for softness in torch.logspace(0, -1.3, 20).tolist():
        # Sinkhorn's update: raise who has too small a share of the plane, ever more sharply
        share = ((heights + level) / softness).softmax(-1).mean(1, keepdim=True)
        level = level - softness * (share * way).log()
    heights = heights + level
    # the place most its own stands in for a class that has too few
    rest = heights.topk(2, dim=-1).values.unsqueeze(2)
    others = torch.where(heights.unsqueeze(-1) == rest[..., :1], rest[..., 1:], rest[..., :1])[..., 0]
    own = grid[:, :, 0].gather(1, (heights - others).argmax(1)), grid[:, :, 1].gather(1, (heights - others).argmax(1))
    spare = torch.stack(own, -1).view(tasks, 1, way, 1, 2).expand(-1, blocks, -1, -1, -1)
    places = 2 * draws.places - 1
    inside = _smooth(shapes.waves, places.flatten(1, 2)) + level
    member = torch.nn.functional.one_hot(inside.argmax(-1), way).view(tasks, blocks, -1, way).transpose(2, 3)  # (T, b, N, M)
    count = member.sum(-1, keepdim=True)
    first = member.argsort(dim=-1, descending=True, stable=True)[..., :n]
    turn = first.gather(-1, torch.arange(n).expand_as(first) % count.clamp_min(1))
    found = places.unsqueeze(2).expand(-1, -1, way, -1, -1).gather(3, turn.unsqueeze(-1).expand(-1, -1, -1, -1, 2))
    return torch.where((count > 0).unsqueeze(-1), found, spare), torch.full((tasks,), 1 / math.sqrt(way))


def _smooth(waves: Tensor, places: Tensor) -> Tensor:
    """Random smooth functions (T, p, N) at places (T, p, 2): sums of cosines, of variance 1."""
    x, y = places[:, :, 0, None, None], places[:, :, 1, None, None]
    w = waves.unsqueeze(1)
    return (((w[..., 0] * x + w[..., 1] * y) / LENGTH + 2 * math.pi * w[..., 2]).cos()).sum(-1) * math.sqrt(2 / WAVES)


def _turned(points: Tensor, angle: Tensor) -> Tensor:
    """Points (..., 2) turned by angles of the shape before the last axis."""
    x, y = points.unbind(-1)
    return torch.stack([angle.cos() * x - angle.sin() * y, angle.sin() * x + angle.cos() * y], -1)


def _placed(shapes: _Shapes, points: Tensor) -> tuple[Tensor, Tensor]:
    """Points (T, b, N, n, 2) of the unit disc turned, mirrored, made smaller and moved a little; and how much smaller (T,)."""
    _, angle, mirror, size, *shift, _ = shapes.common.unbind(1)
    scale = 0.75 + 0.2 * size
    mirrored = points * torch.stack([torch.ones_like(mirror), (mirror - 0.5).sign()], -1).view(-1, 1, 1, 1, 2)
    turned = _turned(mirrored, 2 * math.pi * angle.view(-1, 1, 1, 1))
    moved = 0.2 * torch.stack(shift, -1) - 0.1
    return scale.view(-1, 1, 1, 1, 1) * turned + moved.view(-1, 1, 1, 1, 2), scale
