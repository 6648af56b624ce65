"""A run's numbers and evaluations as the library's tables hold them: what is damaged is left out and counted. (no torch)"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, cast

import numpy as np

from engine.packing import MOST, DamagedBlob, Stretch, unpacked
from engine.protocol import At, Evaluated, Floats

EVALUATION_COLUMNS = "split, step, tasks, samples, seconds, metric, mean, ci95, scores, per_step"
SPLITS, METRICS = ("validation", "test"), ("accuracy", "mse")
SOUND = (
    f"typeof(run) = 'text' AND split IN {SPLITS} AND metric IN {METRICS} AND typeof(step) = 'integer' "
    "AND typeof(mean) IN ('real', 'integer', 'null') AND typeof(ci95) IN ('real', 'integer', 'null')"
)
"""What a row of `evaluations` is taken for its score by."""


def stretches_of(rows: Iterable[tuple[Any, ...]]) -> tuple[list[Stretch], int]:
    """The stretches in these cells, in order, and how many of them are damaged."""
    found: list[Stretch] = []
    lost = 0
    for (blob,) in rows:
        try:
            part = unpacked(blob)
        except DamagedBlob:
            lost += 1
            continue
        if found and part.at[0, 0] <= found[-1].at[0, -1]:
            lost += 1
        else:
            found.append(part)
    return found, lost


def evaluations_of(run: str, rows: Iterable[tuple[Any, ...]]) -> tuple[list[Evaluated], int]:
    """The evaluations in these rows of `EVALUATION_COLUMNS`, in order, and how many of them are damaged."""
    found: list[Evaluated] = []
    lost = 0
    for split, step, tasks, samples, seconds, metric, mean, ci95, scores, per_step in rows:
        try:
            if split not in SPLITS or metric not in METRICS:
                raise DamagedBlob
            at = At(_count(step), _count(tasks), _count(samples), _amount(seconds))
            found.append(Evaluated(run, at, split, metric, number(mean), number(ci95), _floats(scores), _floats(per_step)))
        except DamagedBlob:
            lost += 1
    return found, lost


def sentences(numbers: int, evaluations: int) -> list[str]:
    """Describe how many parts of a run's numbers and how many of its evaluations are damaged."""
    found = []
    if numbers:
        found.append(f"Damaged in the library and left out: parts of this run's numbers ({numbers}).")
    if evaluations:
        found.append(f"Damaged in the library and left out: evaluations of this run ({evaluations}).")
    return found


def number(stored: object) -> float:
    """A number of a cell; SQLite keeps NaN as NULL. Raises `DamagedBlob`."""
    if stored is None:
        return math.nan
    if not isinstance(stored, int | float):
        raise DamagedBlob
    return float(stored)


def _count(stored: object) -> int:
    if not isinstance(stored, int) or not 0 <= stored <= MOST:
        raise DamagedBlob
    return stored


def _amount(stored: object) -> float:
    if not isinstance(stored, int | float) or not 0 <= stored <= MOST:
        raise DamagedBlob
    return float(stored)


def _floats(blob: object) -> Floats:
    if not isinstance(blob, bytes) or len(blob) % 4:
        raise DamagedBlob
    return cast(Floats, np.frombuffer(blob, np.float32))
