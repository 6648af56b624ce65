"""What somebody looks at in a run: which readings, of which probe, and when the next picture is due."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from engine.beside import Beside
from engine.episode import Episodes
from engine.protocol import READINGS, At, Event, Read
from engine.readings import Plane, pictures
from engine.settings import Rejected, suggestion
from engine.training import Training

INTERVAL = 0.1
"""Seconds between two pictures, at least."""
SHARE = 0.025
"""Share of the time that pictures may take from training."""
TASKS = 12


class Watch:
    """Pictures of one run. The probe tasks are validation episodes `probe`, `probe` + 1, ...: fixed until a new probe is asked for."""

    def __init__(self, run: str, checkpoints: Path | None = None) -> None:
        self._run = run
        self._beside = Beside(checkpoints)
        self._names: tuple[str, ...] = ()
        self._probe = 0
        self._tasks: Episodes | None = None
        self._planes: dict[str, Plane] = {}
        self._due = 0.0
        self._shown_at: At | None = None
        self._cold = True
        self._owed = 0.0

    def observe(self, names: tuple[str, ...]) -> None:
        """Look at these readings from now on; raises `Rejected` for one that does not exist."""
        for name in names:
            if name not in READINGS:
                raise Rejected(f"There is no reading called {name!r}{suggestion(name, list(READINGS))}")
        self._names = names
        self._stale()

    def look_at(self, probe: int) -> None:
        """Take validation episode `probe` as the probe."""
        if probe < 0:
            raise Rejected(f"Probe episodes are numbered from 0; it was {probe}.")
        self._probe = probe
        self.forget()

    def put_beside(self, runs: tuple[str, ...]) -> None:
        """Show these runs of the library beside this one, where a reading can."""
        self._beside.choose(runs)
        self._stale()

    def forget(self) -> None:
        """The learner is another one: choose probe tasks and planes anew."""
        self._tasks, self._planes = None, {}
        self._stale()

    def while_training(self, training: Training) -> Iterator[Event]:
        """Pictures, if it is time."""
        if self._names and time.monotonic() >= self._due:
            yield from self._pictures(training)

    def at_rest(self, training: Training) -> Iterator[Event]:
        """Pictures, if they are not those of exactly now."""
        if self._names and self._shown_at != training.at:
            yield from self._pictures(training)

    def of(self, training: Training, tasks: Episodes) -> Iterator[Event]:
        """Pictures of other tasks than the probe's."""
        for reading in pictures(self._names, training.algorithm, training.theta, training.dataset, tasks[:TASKS], self._planes):
            yield Read(self._run, training.at, reading)
        self._shown_at = training.at  # they stay until the learner changes

    def _pictures(self, training: Training) -> Iterator[Event]:
        began, busy = time.monotonic(), time.process_time()
        if self._tasks is None:
            config = training.config
            indices = range(self._probe, self._probe + TASKS)
            self._tasks = training.dataset.fixed("validation", indices, config.way, config.shot, config.queries)
        walks = partial(self._beside.walks, training)
        for reading in pictures(self._names, training.algorithm, training.theta, training.dataset, self._tasks, self._planes, walks):
            yield Read(self._run, training.at, reading)
        self._shown_at = training.at
        now = time.monotonic()
        spent = min(now - began, time.process_time() - busy)  # waiting for a core is no work
        if self._cold:  # the first pictures pay for what is made once: the next come soon, and those after them later by as much
            self._cold, self._owed = False, spent
            self._due = now + INTERVAL
            return
        repaid = min(self._owed, spent)
        self._owed -= repaid
        self._due = now + max(INTERVAL, (spent + repaid) / SHARE)

    def _stale(self) -> None:
        self._due, self._shown_at = 0.0, None
