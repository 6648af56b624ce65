"""What each run has said so far, as columns that grow, for views drawn now or opened late."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from engine.protocol import (
    AlgorithmSpec,
    At,
    DatasetSpec,
    Evaluated,
    Event,
    Failed,
    Finished,
    HyperChanged,
    Progress,
    Read,
    Reading,
    ReadingFailed,
    RunConfig,
    Scalar,
    Started,
    State,
    StateChanged,
)
from gui.past import Past

AXES = ("step", "tasks", "samples", "seconds")
"""The meta-training time axes, in the order of the columns of `Series.at`."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run as views know it. `ordinal` counts the runs of the same algorithm (0, 1, ...), for shades of its colour."""

    id: str
    label: str
    algorithm: AlgorithmSpec
    dataset: DatasetSpec
    config: RunConfig
    ordinal: int = 0

    def retell(self, say: Callable[[str], str]) -> None:
        """Say the label again, in another language; its number stays."""
        name, number = re.fullmatch(r"(.*?)( \d+)?", self.label, re.DOTALL).groups("")  # type: ignore[union-attr]
        object.__setattr__(self, "label", say(name) + number)


class Series:
    """One named number over meta-training: `at` (4, n) in the order of `AXES`, `values` (n,); appended in amortised constant time."""

    def __init__(self) -> None:
        self._at = np.empty((4, 256))
        self._values = np.empty(256)
        self.count = 0
        self.cuts = 0
        """Number of cuts so far; values derived before the latest cut are invalid."""

    @staticmethod
    def of(at: NDArray[np.float64], values: NDArray[np.float64]) -> Series:
        """The series of what is known already: `at` (4, n), `values` (n,)."""
        series = Series()
        if len(values):
            series._at, series._values, series.count = at, values, len(values)
        return series

    def append(self, at: At, value: float) -> None:
        if self.count == len(self._values):
            self._at = np.concatenate([self._at, np.empty_like(self._at)], 1)
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
        self._at[:, self.count] = at.step, at.tasks, at.samples, at.seconds
        self._values[self.count] = value
        self.count += 1

    def cut(self, step: int) -> None:
        """Unsay what came after outer step `step`."""
        count = int(np.searchsorted(self._at[0, : self.count], step, side="right"))
        self.cuts += count < self.count
        self.count = count

    @property
    def at(self) -> NDArray[np.float64]:
        return self._at[:, : self.count]

    @property
    def values(self) -> NDArray[np.float64]:
        return self._values[: self.count]

    def x(self, axis: str) -> NDArray[np.float64]:
        """The places (n,) on one of `AXES`."""
        places: NDArray[np.float64] = self.at[AXES.index(axis)]
        return places


@dataclass(slots=True)
class RunHistory:
    """Everything one run has said: columns of numbers, evaluations, changed settings, the newest reading of each kind, its state."""

    info: RunInfo
    series: dict[str, Series] = field(default_factory=dict)
    evaluations: list[Evaluated] = field(default_factory=list)
    changes: list[HyperChanged] = field(default_factory=list)
    past: Past = field(default_factory=Past)
    looking: int | None = None
    """the outer step a person looks back at; None: now"""
    started: Started | None = None
    state: State = "waiting"
    note: str = ""
    progress: Progress | None = None
    at: At = field(default_factory=At)
    failure: Failed | None = None
    unreadable: dict[str, str] = field(default_factory=dict)
    """readings that could not be made, and why"""
    far: bool = False
    """whether it trains on a cluster"""
    _included: int = 0
    """changes that the newest `started` knows of"""

    @property
    def config(self) -> RunConfig:
        """The settings in force now: those it started with, and every live change since."""
        config = self.started.config if self.started else self.info.config
        for change in self.changes[self._included :]:
            config = config.having(change.name, change.value)
        return config

    @property
    def metric(self) -> str:
        """What the run is judged by: 'accuracy' or 'mse'."""
        return "accuracy" if self.info.dataset.task == "classification" else "mse"

    @property
    def chance(self) -> float | None:
        """The accuracy of guessing."""
        return 1 / self.config.way if self.metric == "accuracy" else None

    def feed(self, event: Event) -> None:
        """Keep what an event says."""
        match event:
            case Scalar(at=at, values=values):
                self.at = at
                for name, value in values.items():
                    self.series.setdefault(name, Series()).append(at, value)
            case Evaluated():
                self.evaluations.append(event)
            case Read(at=at, reading=reading):
                self.past.add(at, reading)
                self.unreadable.pop(type(reading).__name__, None)
            case ReadingFailed(name=name, sentence=sentence):
                self.unreadable[name] = sentence
            case Started(viewing=True):
                # the checkpoint may be older than the numbers and the live settings; showing it must not discard either
                if self.started is None:
                    self.started, self._included = replace(event, config=self.config), len(self.changes)
            case Started(restarted=restarted, at=at):
                if restarted:
                    self.clear()
                self._unsay_after(at.step)
                self.started, self.at, self.progress, self._included = event, at, None, len(self.changes)
                self.failure = None
            case StateChanged(state=state, note=note):
                self.state, self.note = state, note
            case HyperChanged():
                self.changes.append(event)
            case Progress():
                self.progress = event
            case Finished(at=at):
                self.at = at
            case Failed():
                self.failure = event
                self.state = "failed"
            case _:
                pass

    def reading(self, kind: str) -> Reading | None:
        """The newest reading of a kind, or the one of the step a person looks back at."""
        return self.past.newest(kind, self.looking)

    def _unsay_after(self, step: int) -> None:
        """A run that goes on from a checkpoint takes the steps after it once more."""
        for series in self.series.values():
            series.cut(step)
        self.evaluations = [e for e in self.evaluations if e.at.step <= step]
        self.changes = [c for c in self.changes if c.at.step <= step]
        self.past.cut(step)
        if self.looking is not None and self.looking > step:
            self.looking = None

    def clear(self) -> None:
        """Forget the numbers: the run began again."""
        self.series, self.evaluations, self.changes, self.failure, self.looking = {}, [], [], None, None
        self.unreadable = {}
        self.past.clear()
        self.at, self._included = At(), 0


def not_finite() -> str:
    """What stands in place of a score that is NaN or infinite."""
    return QCoreApplication.translate("History", "not finite")


def scored(metric: str, mean: float, ci95: float | None = None) -> str:
    """A score in words, with its 95 % interval: '87.5 ± 2.0 %' for accuracies, '0.36 ± 0.04' for errors."""
    if not math.isfinite(mean):
        return not_finite()
    if metric == "accuracy":
        return f"{100 * mean:.1f} %" if ci95 is None else f"{100 * mean:.1f} ± {100 * ci95:.1f} %"
    return f"{mean:.3g}" if ci95 is None else f"{mean:.3g} ± {ci95:.2g}"
