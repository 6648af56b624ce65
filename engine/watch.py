"""What somebody looks at in a run: which readings, of which probe, and when the next picture is due."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from engine.beside import Beside, Walk
from engine.episode import Episodes
from engine.failures import reading_failed
from engine.protocol import READINGS, At, Event, Read
from engine.readings import Plane, pictures
from engine.settings import Rejected, suggestion
from engine.training import Training

INTERVAL = 0.1
"""Seconds between two pictures, at least."""
SHARE = 0.025
"""Share of the time that pictures may take from training."""
TASKS = 12
Walks = Callable[[Episodes, int], list[Walk]]


def no_walks(probe: Episodes, steps: int) -> list[Walk]:
    """No other run is shown."""
    return []


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
        self._failed: set[str] = set()
        """readings that raised, and are not tried again until something they depend on changes"""
        self._cold = True
        self._owed = 0.0

    def observe(self, names: tuple[str, ...]) -> None:
        """Look at these readings from now on; raises `Rejected` for one that does not exist."""
        for name in names:
            if name not in READINGS:
                raise Rejected(f"There is no reading called {name!r}{suggestion(name, list(READINGS))}")
        self._failed -= set(names).difference(self._names)  # someone looks at these anew
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
        self._failed.discard("Path")
        self._stale()

    def forget(self) -> None:
        """The learner is another one: choose probe tasks and planes anew."""
        self._tasks, self._planes = None, {}
        self.try_again()

    def try_again(self) -> None:
        """Make the readings anew, those that failed among them."""
        self._failed.clear()
        self._stale()

    def while_training(self, training: Training) -> Iterator[Event]:
        """Pictures, if it is time."""
        if self._possible() and time.monotonic() >= self._due:
            yield from self._pictures(training)

    def at_rest(self, training: Training) -> Iterator[Event]:
        """Pictures, if they are not those of exactly now."""
        if self._possible() and self._shown_at != training.at:
            yield from self._pictures(training)

    def of(self, training: Training, tasks: Episodes) -> Iterator[Event]:
        """Pictures of other tasks than the probe's."""
        yield from self._read(training, tasks[:TASKS])
        self._shown_at = training.at  # they stay until the learner changes

    def _pictures(self, training: Training) -> Iterator[Event]:
        began, busy = time.monotonic(), time.process_time()
        if self._tasks is None:
            config = training.config
            indices = range(self._probe, self._probe + TASKS)
            try:
                self._tasks = training.dataset.fixed("validation", indices, config.way, config.shot, config.queries)
            except Exception as error:
                yield from [self._failure(training, name, error) for name in self._possible()]
                return
        yield from self._read(training, self._tasks, partial(self._beside.walks, training))
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

    def _possible(self) -> tuple[str, ...]:
        """What is looked at and has not failed."""
        return tuple(name for name in self._names if name not in self._failed)

    def _read(self, training: Training, tasks: Episodes, walks: Walks = no_walks) -> Iterator[Event]:
        """The readings of `tasks`; one that raises is reported once, and the others are made all the same."""
        failures: list[Event] = []

        def failed(name: str, error: Exception) -> None:
            failures.append(self._failure(training, name, error))

        learner = training.algorithm, training.theta, training.dataset
        for reading in pictures(self._possible(), *learner, tasks, self._planes, walks, failed):
            yield Read(self._run, training.at, reading)
        yield from failures

    def _failure(self, training: Training, name: str, error: Exception) -> Event:
        self._failed.add(name)
        return reading_failed(self._run, training.at, name, error)

    def _stale(self) -> None:
        self._due, self._shown_at = 0.0, None
