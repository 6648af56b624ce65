"""Tests in the background: which were asked of the judge, how far they are, and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engine.comparison import Scored
from engine.protocol import Checkpoint, Evaluated, Event, Judge, Judged, Judging, Refused, Value
from gui.comparison import tested
from gui.runs import Runs
from gui.sweeps import VALUES, Points, Sweep

EPISODES = 600
SWEPT = 200
"""Episodes for each point of a sweep."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the judge; `sweep` and `value` where it is a point of a sweep."""

    run: str
    sweep: Sweep | None = None
    value: int = 0


class Trials(QObject):
    """Tests of checkpoints. Scores in a run's own settings become part of its history; points of a sweep are kept here."""

    progressed = Signal()
    finished = Signal()
    scored = Signal()
    """One of the tests has come back with its scores."""
    refused = Signal(str, str)
    """A run, and why it could not be tested."""

    noted = Signal(str, str)
    """A run that was tested, and how the classes of its data differ from those it was trained with."""

    def __init__(self, runs: Runs, episodes: int = EPISODES, swept: int = SWEPT) -> None:
        super().__init__()
        self._runs = runs
        self.episodes = episodes
        self._asked: dict[int, Asked] = {}
        self._total = 0
        self._share = 0.0
        self.points = Points(swept)
        runs.said.connect(self._said)
        runs.judge_lost.connect(self._lost)

    @property
    def busy(self) -> bool:
        return bool(self._asked)

    @property
    def fraction(self) -> float:
        """How much of what was asked is done, 0..1."""
        return (self._total - len(self._asked) + self._share) / self._total if self._total else 0.0

    def testable(self, run: str) -> bool:
        """Whether there is a checkpoint to test, or a worker that can write one."""
        history = self._runs.histories.get(run)
        if history is None:
            return False
        return self._runs.kept_there(run) or (history.state in ("running", "paused") and history.at.step > 0)

    def test(self, runs: Sequence[str]) -> int:
        """Test these runs unless they are tested as they stand; returns how many that is. Raises `StorageError`."""
        wanted = [run for run in runs if self.testable(run) and not self._current(run)]
        for run in wanted:
            if self._runs.histories[run].state in ("running", "paused"):
                self._runs.command(run, Checkpoint())
            self._ask(Asked(run), self.episodes, {})
        self.progressed.emit()
        return len(wanted)

    def sweep(self, runs: Sequence[str], sweep: Sweep) -> int:
        """Test these runs with other shots, ways or inner steps than they were trained with; returns how many tests that is."""
        count = 0
        for value in VALUES[sweep]:
            for run in runs:
                key = (run, sweep, value)
                if key in self.points.found or key in self.points.impossible or not self.testable(run):
                    continue
                if sweep == "test_steps" and "test_steps" not in self._runs.histories[run].config.hyper:
                    self.points.impossible[key] = self.tr("There are no inner steps.")
                    continue
                self._ask(Asked(run, sweep, value), self.points.episodes, {sweep: value})
                count += 1
        self.progressed.emit()
        return count

    def cancel(self) -> None:
        """Give up what has not come back yet."""
        if self._asked:
            self._asked.clear()
            self._runs.dismiss_judge()
            self._over()

    def _current(self, run: str) -> bool:
        history = self._runs.histories[run]
        scored = tested(history, self.episodes)
        return scored is not None and scored.at.step == history.at.step

    def _ask(self, asked: Asked, episodes: int, chosen: Mapping[str, Value]) -> None:
        request = self._runs.ask()
        self._asked[request] = asked
        self._total += 1
        self._runs.ask_judge(Judge(request, asked.run, str(self._runs.home(asked.run).folder), episodes, chosen))

    def _said(self, event: Event) -> None:
        match event:
            case Judging(request=request, fraction=fraction) if request in self._asked:
                self._share = fraction
                self.progressed.emit()
            case Judged(request=request) if request in self._asked:
                self._take(self._asked.pop(request), event)
            case Refused(run=run, request=request, sentence=sentence) if request in self._asked:
                asked = self._asked.pop(request)
                if asked.sweep is not None:
                    self.points.impossible[run, asked.sweep, asked.value] = sentence
                else:
                    self.refused.emit(run, sentence)
                self._step()
            case _:
                pass

    def _take(self, asked: Asked, event: Judged) -> None:
        scored = Scored(event.run, event.config, event.at, event.metric, event.scores, event.classes)
        history = self._runs.histories.get(event.run)
        if asked.sweep is not None:
            self.points.found[event.run, asked.sweep, asked.value] = scored
        elif history is not None:
            scores = event.metric, scored.mean, scored.ci95, event.scores, event.per_step
            history.feed(Evaluated(event.run, event.at, "test", *scores, classes=event.classes))
        if event.note and asked.sweep is None:
            self.noted.emit(event.run, event.note)
        self._step()
        self.scored.emit()

    def _lost(self) -> None:
        """The worker died: say so once, and wait for nothing."""
        runs = [asked.run for asked in self._asked.values()]
        self._asked.clear()
        if runs:
            self.refused.emit(runs[0], self.tr("The process that tests ended unexpectedly; what came back until then is kept."))
            self._over()

    def _step(self) -> None:
        self._share = 0.0
        self.progressed.emit()
        if not self._asked:
            self._over()

    def _over(self) -> None:
        self._total, self._share = 0, 0.0
        self.finished.emit()
