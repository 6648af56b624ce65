"""What becomes of a series of numbers before it is drawn: smoothed, thinned, said in words."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
COLUMNS = 600
"""A curve is thinned to at most two points in each of so many columns: its lowest and its highest."""


def thinned(x: Array, y: Array, columns: int = COLUMNS) -> tuple[Array, Array]:
    """The curve with at most its lowest and highest point in each column, first and last point exact; NaNs stay as gaps.

    A column holds a power of two of points, so that a growing curve does not shimmer.
    """
    n = len(x)
    if n <= 2 * columns:
        return x, y
    size = 1 << math.ceil(math.log2(n / columns))
    whole = n - n % size
    blocks = y[:whole].reshape(-1, size)
    low, high = blocks.argmin(1), blocks.argmax(1)
    rows = np.arange(len(blocks))
    # argmin stops at a NaN, so only blocks that have one are looked at again
    hollow = np.flatnonzero(np.isnan(blocks[rows, low]))
    if len(hollow):
        gaps = np.isnan(blocks[hollow])
        low[hollow] = np.where(gaps, np.inf, blocks[hollow]).argmin(1)
        high[hollow] = np.where(gaps, -np.inf, blocks[hollow]).argmax(1)
    pairs = np.sort(np.stack([low, high], 1), 1) + (rows * size)[:, None]
    index = np.concatenate([[0], pairs.ravel(), whole + _extremes(y[whole:]), [n - 1]])
    index = index[np.concatenate([[True], np.diff(index) > 0])]
    return x[index], y[index]


def _extremes(y: Array) -> NDArray[np.int64]:
    """Where the lowest and the highest number of a part (n,) are, in order; nothing of an empty part."""
    if not len(y):
        return np.empty(0, np.int64)
    hollow = np.isnan(y)
    return np.sort([np.where(hollow, np.inf, y).argmin(), np.where(hollow, -np.inf, y).argmax()])


class Average:
    """Exponential moving average of a growing series, debiased so that a constant stays constant; begins anew after what is no number.

    `extend` costs what is new, not what is there: a run of a million steps is smoothed as it comes.
    """

    def __init__(self, weight: float) -> None:
        self.weight = weight if weight > 1e-9 else 0.0  # its powers shall not overflow
        self._block = max(1, int(23 / -math.log(self.weight))) if self.weight else 1  # weight^-block stays below 1e10
        self._carried = 0.0
        self._since_gap = 0
        self._values = np.empty(256)
        self.count = 0

    @property
    def values(self) -> Array:
        """The averages (n,) of all that was given."""
        return self._values[: self.count]

    def extend(self, y: Array) -> Array:
        """Take further numbers (m,); returns the averages of all (n + m,)."""
        end = self.count + len(y)
        if end > len(self._values):
            self._values = np.concatenate([self.values, np.empty(max(end, 2 * self.count) - self.count)])
        if not self.weight:
            self._values[self.count : end] = y
        else:
            gaps = np.flatnonzero(~np.isfinite(y))
            for begin, stop in itertools.pairwise([-1, *gaps.tolist(), len(y)]):
                if begin >= 0:
                    self._values[self.count + begin] = np.nan
                    self._carried, self._since_gap = 0.0, 0
                self._values[self.count + begin + 1 : self.count + stop] = self._unbroken(y[begin + 1 : stop])
        self.count = end
        return self.values

    def _unbroken(self, y: Array) -> Array:
        """Averages of numbers without a gap; within a block they are a cumulative sum of weight^-i y_i."""
        n = len(y)
        if n == 0:
            return y
        size = min(self._block, n)
        filled = np.zeros(-(-n // size) * size)
        filled[:n] = y
        powers = self.weight ** np.arange(1, size + 1)
        own = (1 - self.weight) * np.cumsum(filled.reshape(-1, size) / powers, axis=1) * powers
        carried = np.empty(len(own))
        before = self._carried
        for i, last in enumerate(own[:, -1].tolist()):
            carried[i] = before
            before = before * float(powers[-1]) + last
        result: Array = (own + carried[:, None] * powers).ravel()[:n]
        self._carried = float(result[-1])
        young = min(n, max(0, 2 * self._block - self._since_gap))  # later the bias is below rounding
        self._since_gap += n
        result[:young] /= 1 - self.weight ** np.arange(self._since_gap - n + 1, self._since_gap - n + 1 + young)
        return result


def smoothed(y: Array, weight: float) -> Array:
    """The `Average` of a series (n,) that is there whole."""
    return Average(weight).extend(y)


def finite(x: NDArray[Any], y: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The points (n,) that have a place; Qt dies painting a symbol at NaN."""
    good = np.isfinite(x) & np.isfinite(y)
    return x[good], y[good]


def nearest(x: Array, place: float) -> int:
    """Index of the value of an ascending, non-empty `x` (n,) that is nearest to `place`."""
    i = int(np.searchsorted(x, place))
    if i == 0:
        return 0
    if i == len(x):
        return i - 1
    return i if x[i] - place < place - x[i - 1] else i - 1


def pushed_apart(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Ascending `places` moved as little as it takes to stand `gap` apart within `low` to `high`, as far as there is room."""
    result: list[float] = []
    for place in places:
        result.append(max(place, low, result[-1] + gap if result else low))
    limit = high
    for i in reversed(range(len(result))):
        result[i] = min(result[i], limit)
        limit = result[i] - gap
    return result


def readable(value: float) -> str:
    """Three significant digits, thin spaces between thousands."""
    if not math.isfinite(value):
        return "–"
    if abs(value) >= 999.5:  # three digits of it would be 1e+03
        return f"{value:,.0f}".replace(",", "\u2009")
    return f"{value:.3g}"


def step_of_ticks(extent: float, count: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that needs at most `count` steps for `extent` > 0."""
    raw = extent / max(1.0, count)
    base = 10.0 ** math.floor(math.log10(raw))
    return float(next(m * base for m in (1, 2, 5, 10) if m * base >= raw * (1 - 1e-9)))


def tick_text(value: float, step: float) -> str:
    """A tick's number with as many digits as tell it from the next one, `step` away."""
    decimals = min(8, max(0, -math.floor(math.log10(step) + 1e-9))) if step > 0 else 3
    if abs(value) < step * 1e-6:
        return "0"
    return f"{value:,.{decimals}f}".replace(",", "\u2009") if abs(value) < 1e7 and step >= 1e-6 else f"{value:.3g}"
