"""Ticks of a logarithmic axis: where they stand, which of them carry a number, and the numbers as text."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from gui.traces import step_of_ticks

LIMIT = 300.0
"""Decades on either side of 1 within which a number has a power of ten as a float."""
NARROWEST = 1e-11
"""Decades of an axis whose ends a float still tells apart."""
DECADES_WITH_MINOR = 6.0
"""Decades up to which ticks stand between the powers of ten."""
MINOR_APART = 3.0
"""px between two ticks without a number, at least."""
PRINTED = 300.0, 36.0
"""px of an axis in exported figures, and between two of its numbers, at least."""
PLAIN = (1e-4, 1e6)
"""Numbers from the first to below the second are written out, others with an exponent."""


@dataclass(frozen=True, slots=True)
class LogTicks:
    """Places in decades (log10 of the numbers): those with a number, and those without."""

    labelled: tuple[float, ...] = ()
    minor: tuple[float, ...] = ()


def power_of_ten(decades: float) -> float:
    """Return 10**decades, within the range of a float."""
    return float(10.0 ** min(max(decades, -LIMIT), LIMIT))


def log_ticks(low: float, high: float, size: float, apart: float) -> LogTicks:
    """Choose ticks for an axis from `low` to `high` decades that is `size` px long, numbers at least `apart` px from each other.

    An axis in the other direction has the same ticks; one without a length or with an end that is not finite has none.
    """
    low, high = sorted((low, high))
    if not (math.isfinite(low) and math.isfinite(high)) or size <= 0:
        return LogTicks()
    low, high = max(low, -LIMIT), min(high, LIMIT)
    if high - low < NARROWEST:
        return LogTicks()
    pixels = size / (high - low)
    every = next(n for n in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000) if n * pixels >= apart or n == 1000)
    if every > 1 or high - low > DECADES_WITH_MINOR:
        labelled = tuple(float(d) for d in _decades(low, high) if d % every == 0)
    else:
        labelled = _within_few_decades(low, high, pixels, apart)
    return LogTicks(labelled, _minor(low, high, pixels, labelled))


def log_texts(places: Sequence[float]) -> list[str]:
    """The numbers at `places` (decades), with as many digits as tell each from its neighbour."""
    numbers = [power_of_ten(place) for place in places if math.isfinite(place)]
    ordered = sorted(set(numbers))
    gap = min((b - a for a, b in itertools.pairwise(ordered)), default=math.inf)
    texts = {}
    for number in ordered:
        exact = min(1e-3 * gap, 1e-6 * number)
        rounded = (float(f"{number:.{digits}g}") for digits in range(1, 16))
        texts[number] = _written(next((value for value in rounded if abs(value - number) <= exact), number))
    return [texts[power_of_ten(place)] if math.isfinite(place) else "" for place in places]


def _within_few_decades(low: float, high: float, pixels: float, apart: float) -> tuple[float, ...]:
    """Labelled ticks at 1-2-5 or at the powers of ten, or at round numbers where fewer than two of these are in view."""
    for mantissas in ((1, 2, 5), (1,)):
        gaps = [math.log10(b / a) for a, b in itertools.pairwise((*mantissas, 10))]
        found = tuple(p for d in range(math.floor(low), math.ceil(high) + 1) for m in mantissas if low <= (p := d + math.log10(m)) <= high)
        if min(gaps) * pixels >= apart and len(found) >= 2:
            return found
    first, last = power_of_ten(low), power_of_ten(high)
    chosen: list[float] = []
    for finer in (1, 2, 4):
        chosen = []
        step = step_of_ticks(last - first, finer * max(2.0, pixels * (high - low) / apart))
        for i in range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1):
            place = math.log10(i * step) if i > 0 else -math.inf
            if low <= place <= high and (not chosen or (place - chosen[-1]) * pixels >= 0.8 * apart):
                chosen.append(place)
        if len(chosen) >= 2:
            break
    return tuple(chosen)


def _minor(low: float, high: float, pixels: float, labelled: tuple[float, ...]) -> tuple[float, ...]:
    if high - low > DECADES_WITH_MINOR:
        places = [float(d) for d in _decades(low, high)] if pixels >= MINOR_APART else []
    elif pixels * math.log10(10 / 9) >= MINOR_APART:
        places = [p for d in range(math.floor(low), math.ceil(high) + 1) for m in range(1, 10) if low <= (p := d + math.log10(m)) <= high]
    else:
        places = []
    known = {round(place, 9) for place in labelled}
    return tuple(place for place in places if round(place, 9) not in known)


def _decades(low: float, high: float) -> range:
    return range(math.ceil(low), math.floor(high) + 1)


def _written(number: float) -> str:
    """A positive number without an exponent where that is short."""
    if not PLAIN[0] * (1 - 1e-9) <= number < PLAIN[1] * (1 - 1e-9):
        mantissa, _, exponent = f"{number:.15g}".partition("e")
        if exponent:
            return f"{mantissa}e{int(exponent)}"
        exponent_of = math.floor(math.log10(number) + 1e-12)
        return f"{number / 10.0**exponent_of:.12g}e{exponent_of}"
    text = f"{number:.15g}"
    if "e" in text:  # repr of a small number
        text = f"{number:.19f}".rstrip("0")
    whole, dot, part = text.partition(".")
    return f"{int(whole):,}".replace(",", "\u2009") + dot + part
