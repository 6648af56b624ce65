"""A plot as its reader needs it: curves, bands, points, a matrix; what every form of export is made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a figure. `low` and `high` make a band; `raw` is the curve before smoothing."""

    name: str
    x: Array
    y: Array
    width: float = 2.0
    dashed: bool = False
    pale: bool = False
    raw: Array | None = None
    low: Array | None = None
    high: Array | None = None
    colour: str = "#292994"
    points: bool = False
    """marks without a line between them"""


@dataclass(frozen=True, slots=True)
class Raster:
    """A matrix drawn as a picture behind the curves: `values` (rows, columns), their colours, and where they lie in axis units.

    `ramp` (n, 3) are the colours of a bar between `levels`; none without.
    """

    values: Array
    rgb: NDArray[np.uint8]
    rect: tuple[float, float, float, float]
    """left, lowest y, width, height"""
    levels: tuple[float, float] | None = None
    ramp: NDArray[np.uint8] | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot as its reader needs it. Ranges are in axis units (logarithms where the axis is logarithmic)."""

    title: str
    x_title: str
    y_title: str
    lines: tuple[Line, ...]
    x_log: bool = False
    y_log: bool = False
    x_range: tuple[float, float] = (0.0, 1.0)
    y_range: tuple[float, float] = (0.0, 1.0)
    raster: Raster | None = None
    inverted: bool = False
    """y grows downwards, as the rows of a matrix do"""
    x_ticks: tuple[tuple[float, str], ...] | None = None
    y_ticks: tuple[tuple[float, str], ...] | None = None
    """in place of numbers"""
    legend_rows: int = 0
    """rows of names to leave room for, at least; so that the frames of a film are alike"""
