"""What an episode did to the slots of a memory: which picture wrote where, what reads look up, and what is amiss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.protocol import Ints, Memory

ALIKE = 0.98
"""Mean cosine from which slots or heads say the same."""
FLAT = 0.995
"""Entropy of the read weights, as a share of the largest there is, from which a read is an average of everything."""


def wrote(reading: Memory) -> NDArray[np.bool_]:
    """(L, slots) whether a head of the picture wrote there more than anywhere else, and more than an even spread would."""
    weights = np.nan_to_num(reading.write)
    slots = weights.shape[2]
    most = weights.argmax(2)
    peaks = np.take_along_axis(weights, most[:, :, None], 2)[:, :, 0] > 2 / slots
    result = np.zeros((len(weights), slots), np.bool_)
    for t, h in np.argwhere(peaks).tolist():
        result[t, most[t, h]] = True
    return result


def last_writers(reading: Memory, until: int) -> Ints:
    """(slots,) the last picture up to `until` that wrote to each slot; -1 where none did."""
    written = wrote(reading)[: until + 1]
    last: Ints = np.where(written.any(0), until - written[::-1].argmax(0), -1).astype(np.int64)
    return last


@dataclass(frozen=True, slots=True)
class LookUps:
    """Of `count` pictures of classes seen before: the share whose strongest read found its class, and the share by luck."""

    found: float
    luck: float
    count: int


def look_ups(reading: Memory, presentations: tuple[int, ...] = ()) -> LookUps:
    """How often the slot read most, of those that earlier pictures wrote, was last written by a picture of the same class.

    A picture writes before it reads, and finds itself: what it wrote just now is left out. Only the given `presentations`
    count (all from the second without any), and only where the slots hold more than one class. NaN where nothing counts.
    """
    read, written = np.nan_to_num(reading.read).mean(1), wrote(reading)
    found, luck = [], []
    last = np.full(read.shape[1], -1)
    for t, label in enumerate(reading.labels.tolist()):
        k = int(reading.presentation[t])
        earlier = np.flatnonzero((last >= 0) & ~written[t])
        holds = reading.labels[last[earlier]]
        if k > 1 and (not presentations or k in presentations) and len(set(holds.tolist())) > 1 and (holds == label).any():
            found.append(holds[read[t, earlier].argmax()] == label)
            luck.append((holds == label).mean())
        last[written[t]] = t
    if not found:
        return LookUps(float("nan"), float("nan"), 0)
    return LookUps(float(np.mean(found)), float(np.mean(luck)), len(found))


def slots_alike(reading: Memory) -> float:
    """Mean cosine between what the written slots hold at the end of the episode; NaN with fewer than two."""
    held = np.nan_to_num(reading.matrix[-1])[last_writers(reading, len(reading.labels) - 1) >= 0]
    return _alike(held)


def heads_alike(reading: Memory) -> float:
    """Mean cosine between the reads of two heads of the same picture; NaN with one head."""
    return float(np.mean([_alike(reads) for reads in np.nan_to_num(reading.read)]))


def flatness(reading: Memory) -> float:
    """Mean entropy of the read weights as a share of the largest there is: 1 where every read is an average of all slots."""
    weights = np.clip(np.nan_to_num(reading.read), 1e-12, 1)
    return float(-(weights * np.log(weights)).sum(2).mean() / np.log(max(2, weights.shape[2])))


def _alike(rows: NDArray[np.floating]) -> float:
    """Mean cosine between two of the rows (n, d)."""
    n = len(rows)
    if n < 2:
        return float("nan")
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return float((np.square(unit.sum(0)).sum() - np.square(unit).sum()) / (n * (n - 1)))
