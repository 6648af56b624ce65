"""The validation curves of compared methods: what is drawn of each, which of many keep their colour, and what tells them apart."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from engine.protocol import Evaluated
from gui.bands import Array, Spread, seed_band
from gui.comparison import COLUMNS, Entry, differing, short_name, shown_value, validation
from gui.history import AXES
from gui.plotting import Curve
from gui.theme import FAMILY_MARKERS, appearance

COLOURED = 6
"""Methods that keep their colours where there are more; the others are grey until one points at them."""
NOTED = 2
"""Differing settings that a read-out names."""


class Axis(Protocol):
    """What of the curves' settings those that lie over or beside one another need."""

    axis: str
    x_log: bool

    def axis_title(self, axis: str) -> str: ...


def points(found: Sequence[Evaluated], axis: str) -> tuple[Array, Array, Array]:
    """Places, means and half 95 % intervals (n,) of validations on an axis of `AXES`; NaN where they are not finite."""
    column = AXES.index(axis)
    x = np.array([(e.at.step, e.at.tasks, e.at.samples, e.at.seconds)[column] for e in found], dtype=float)
    mean, half = (np.array(values, dtype=float) for values in ([e.mean for e in found], [e.ci95 for e in found]))
    finite = np.isfinite(mean) & np.isfinite(half)
    return x, np.where(finite, mean, math.nan), np.where(finite, half, math.nan)


def curves_of(entry: Entry, axis: str, spread: Spread, note: str = "") -> list[Curve]:
    """A method's mean with its band, and each of several seeds thin behind; nothing before the first validation."""
    seeds = [p for p in (points(validation(history), axis) for history in entry.histories) if len(p[0])]
    if not seeds:
        return []
    name = entry.name + (f" ({', '.join(entry.badges)})" if entry.badges else "")
    marker, colour, key = FAMILY_MARKERS[entry.histories[0].info.algorithm.family], entry.colour, entry.key
    if len(seeds) == 1:
        x, mean, half = seeds[0]
        low, high = mean - half, mean + half
        return [Curve(f"{key}/mean", name, x, mean, colour, 2.0, run=key, low=low, high=high, symbol=marker, note=note)]
    thin = [Curve(f"{key}/{i}", "", x, y, colour, 1.0, pale=True, run=key, labelled=False) for i, (x, y, _) in enumerate(seeds)]
    band = seed_band([x for x, _, _ in seeds], [y for _, y, _ in seeds], spread)
    low, high = band.low, band.high
    return [*thin, Curve(f"{key}/mean", name, band.x, band.mean, colour, 2.4, run=key, low=low, high=high, symbol=marker, note=note)]


def faded(curves: Iterable[Curve]) -> list[Curve]:
    """The means of methods that stand back: grey, without band, markers or single seeds."""
    grey = appearance.theme.mixed(appearance.theme.muted, 0.5)
    means = [c for c in curves if not c.pale]
    return [dataclasses.replace(c, colour=grey, width=1.2, low=None, high=None, symbol=None, behind=True) for c in means]


def leading(entries: Sequence[Entry]) -> set[str]:
    """The keys of the methods that keep their colours: all of a few; of many those that are best by their newest validation."""
    if len(entries) <= COLOURED:
        return {e.key for e in entries}
    newest = {e.key: [v[-1] for h in e.histories if (v := validation(h))] for e in entries}
    falls = any(v.metric != "accuracy" for found in newest.values() for v in found)
    means = {key: float(np.mean([v.mean for v in found])) for key, found in newest.items() if found}

    def rank(key: str) -> float:
        """The best first, what is not finite last."""
        if not math.isfinite(means[key]):
            return math.inf
        return means[key] if falls else -means[key]

    return set(sorted(means, key=rank)[:COLOURED])


def notes(entries: Sequence[Entry]) -> Mapping[str, str]:
    """The settings in which each method differs from the others, in a few words, by key."""
    told: dict[str, list[str]] = {e.key: [] for e in entries}
    for name, values in sorted(differing(entries), key=lambda row: row[0] in COLUMNS):  # a method's own settings first
        for entry, value in zip(entries, values, strict=True):
            if value is not None and len(told[entry.key]) < NOTED:
                told[entry.key].append(f"{short_name(entries, name)} {shown_value(value)}")
    return {key: ", ".join(words) for key, words in told.items()}
