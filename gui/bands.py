"""Several seeds as one curve: their mean on a common axis, and a band that says how far another seed may land."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.student import critical

Array = NDArray[np.float64]
Spread = Literal["ci95", "sd", "range"]
SPREADS: tuple[Spread, ...] = ("ci95", "sd", "range")


@dataclass(frozen=True)
class SeedBand:
    """The mean of `count` seeds and the sides of their band at ascending places `x` (n,), where all seeds have come."""

    x: Array
    mean: Array
    low: Array
    high: Array
    count: int


def seed_band(xs: Sequence[Array], ys: Sequence[Array], spread: Spread = "ci95") -> SeedBand:
    """Interpolate each seed's curve (ascending x) linearly at every place where any of them was measured, and take them together.

    Only the stretch that all seeds cover counts, so that the mean never jumps when a seed ends. `ci95` is Student's interval of
    the mean, `sd` one standard deviation, `range` from the lowest to the highest. Values that are no numbers spread to the mean.
    """
    seeds = [(x, y) for x, y in zip(xs, ys, strict=True) if len(x)]
    count = len(seeds)
    if not count:
        none = np.empty(0)
        return SeedBand(none, none, none, none, 0)
    begin, end = max(float(x[0]) for x, _ in seeds), min(float(x[-1]) for x, _ in seeds)
    places = np.unique(np.concatenate([x for x, _ in seeds]))
    places = np.unique(np.concatenate([places[(places >= begin) & (places <= end)], [begin, end] if begin <= end else []]))
    table = np.stack([np.interp(places, x, y) for x, y in seeds])
    mean = table.mean(0)
    if spread == "range":
        return SeedBand(places, mean, table.min(0), table.max(0), count)
    half = table.std(0, ddof=1) if count > 1 else np.full(len(places), math.nan)
    if spread == "ci95" and count > 1:
        half = critical(count - 1) * half / math.sqrt(count)
    return SeedBand(places, mean, mean - half, mean + half, count)
