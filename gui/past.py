"""What a run looked like inside, earlier: readings kept at a bounded cost, coarser with age."""

from __future__ import annotations

import dataclasses

import numpy as np

from engine.protocol import At, Reading

MOST = 60
"""Readings of one kind that are kept."""
BUDGET = 12 << 20
"""Bytes of readings of one kind that are kept."""


class Past:
    """Readings of every kind over meta-training. The newest is always there, and the first."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[At, Reading]]] = {}

    def add(self, at: At, reading: Reading) -> None:
        """Keep a reading; where there are too many, let go of the one that is missed least."""
        kept = self._kept.setdefault(type(reading).__name__, [])
        if kept and kept[-1][0].step >= at.step:
            kept.pop()
        kept.append((at, reading))
        most = max(2, min(MOST, BUDGET // max(1, size_of(reading))))
        while len(kept) > most:
            # the gap it leaves, as a share of how long ago it was: old readings stand further apart
            now = at.step + 1
            gaps = [(kept[i + 1][0].step - kept[i - 1][0].step) / (now - kept[i][0].step) for i in range(1, len(kept) - 1)]
            kept.pop(1 + int(np.argmin(gaps)))

    def newest(self, kind: str, until: int | None = None) -> Reading | None:
        """The newest reading of a kind, or the newest that was taken at outer step `until` or before (else the first)."""
        kept = self._kept.get(kind)
        if not kept:
            return None
        if until is None:
            return kept[-1][1]
        return next((reading for at, reading in reversed(kept) if at.step <= until), kept[0][1])

    def forget(self, kind: str) -> None:
        """Let go of all readings of a kind: what comes next cannot be compared with them."""
        self._kept.pop(kind, None)

    def taken(self, kind: str) -> At | None:
        """When the newest reading of a kind was taken."""
        kept = self._kept.get(kind)
        return kept[-1][0] if kept else None

    def moments(self) -> list[At]:
        """When there are readings, in order."""
        return sorted({at.step: at for kept in self._kept.values() for at, _ in kept}.values(), key=lambda at: at.step)

    def moments_of(self, kind: str) -> list[int]:
        """The outer steps of which there is a reading of this kind, in order."""
        return [at.step for at, _ in self._kept.get(kind, [])]

    def cut(self, step: int) -> None:
        """Unsay what was taken after outer step `step`."""
        self._kept = {kind: left for kind, kept in self._kept.items() if (left := [(at, r) for at, r in kept if at.step <= step])}

    def clear(self) -> None:
        self._kept.clear()


def size_of(reading: Reading) -> int:
    """Bytes of its arrays."""
    values = (getattr(reading, f.name) for f in dataclasses.fields(reading))
    several = (value if isinstance(value, tuple) else (value,) for value in values)
    return sum(one.nbytes for some in several for one in some if isinstance(one, np.ndarray))
