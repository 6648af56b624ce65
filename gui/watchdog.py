"""Which runs have not answered for long, counted only while the window itself was awake."""

from __future__ import annotations

from collections.abc import Iterable

SILENT = 30.0
"""Seconds without a word after which a run is said not to answer."""
GAP = 1.0
"""Seconds between two looks that count at most: what is longer is a window that stood still, or a laptop that slept."""
USUAL = 3.0
"""Times the longest silence that a run has ended by itself: one with slow outer steps is given so much."""


class Watchdog:
    """The silence of each run that should be speaking. It knows no clock; `passed` is told how long it is since it was asked last."""

    def __init__(self) -> None:
        self._silent: dict[str, float] = {}
        self._longest: dict[str, float] = {}
        self._told: set[str] = set()

    def heard(self, run: str) -> bool:
        """The run said something; whether it had been thought lost."""
        silence = self._silent.pop(run, 0.0)
        self._longest[run] = max(silence, self._longest.get(run, 0.0))
        if run in self._told:
            self._told.discard(run)
            return True
        return False

    def passed(self, seconds: float, working: Iterable[str]) -> list[str]:
        """So much time went by; which of the runs that work have now been silent for too long, each told once."""
        working = set(working)
        self._silent = {run: silence for run, silence in self._silent.items() if run in working}
        self._told &= working
        lost = []
        for run in working:
            self._silent[run] = self._silent.get(run, 0.0) + min(seconds, GAP)
            if self._silent[run] >= self.patience(run) and run not in self._told:
                self._told.add(run)
                lost.append(run)
        return lost

    def patience(self, run: str) -> float:
        """Seconds that this run may be silent."""
        return max(SILENT, USUAL * self._longest.get(run, 0.0))

    def forget(self, run: str) -> None:
        """The run is another one from now on, or gone."""
        for kept in (self._silent, self._longest):
            kept.pop(run, None)
        self._told.discard(run)
