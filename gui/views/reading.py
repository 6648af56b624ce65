"""What the views of a task share: the newest reading of the selected run, its inner steps, and plots over these."""

from __future__ import annotations

import math
from typing import ClassVar, TypeVar

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal

from engine.protocol import Adaptation, Event, Read, Reading, Started
from gui.history import RunHistory
from gui.plotting import PlotPanel
from gui.theme import appearance
from gui.views.base import View

R = TypeVar("R", bound=Reading)
TICKS_APART = 18
"""px between the numbers of two inner steps, at least."""


class ReadingView(View):
    """A view of one kind of reading, of the selected run only."""

    kind: ClassVar[type[Reading]]
    events: ClassVar[tuple[type, ...]] = (Read, Started)

    def feed(self, history: RunHistory, event: Event) -> None:
        if history.info.id == self.current and (not isinstance(event, Read) or isinstance(event.reading, self.kind)):
            self.dirty = True

    @property
    def history(self) -> RunHistory | None:
        return self.runs.get(self.current or "")

    def newest(self, kind: type[R]) -> R | None:
        """The newest reading of this kind, or the one of the step a person looks back at."""
        found = self.history.reading(kind.__name__) if self.history else None
        return found if isinstance(found, kind) else None

    def colour(self) -> str:
        """The colour of the selected run."""
        info = self.history.info if self.history else None
        return appearance.theme.run(info.algorithm.id, info.ordinal) if info else appearance.theme.text


class TaskView(ReadingView):
    """A view of the probe task after a chosen inner step; it knows how many steps there are."""

    steps_available = Signal(int, int)
    """Inner steps that can be shown, and how many of them were trained for."""
    next_task = Signal()
    """The person asks for another probe task."""

    def __init__(self) -> None:
        super().__init__()
        self.step = 0
        self.compact = False
        """one of several side by side: no button of its own"""
        self._announced = (-1, -1)

    def select(self, run: str | None) -> None:
        if run != self.current:
            self._announced = (-1, -1)
            self.let_go()
        super().select(run)

    def let_go(self) -> None:
        """Hold nothing of the run that is no longer selected; the next `draw` takes up the new one's."""
        raise NotImplementedError

    def set_step(self, step: int) -> None:
        """Show the task after this inner step."""
        raise NotImplementedError

    def announce(self, steps: int) -> None:
        """Tell how many inner steps there are, where that is news."""
        adaptation = self.newest(Adaptation)
        if adaptation is not None:
            trained = adaptation.trained_steps
        else:
            trained = int(self.history.config.hyper.get("inner_steps", steps)) if self.history else steps
        if (steps, trained) != self._announced:
            self._announced = (steps, trained)
            self.steps_available.emit(steps, trained)


class StepMarks:
    """On a plot over inner steps: whole-numbered ticks, the steps beyond those trained shaded, the chosen step marked."""

    def __init__(self, panel: PlotPanel) -> None:
        self._panel = panel
        self.beyond = pg.LinearRegionItem(movable=False, pen=pg.mkPen(None))
        self.beyond.setZValue(-110)
        self.marker = pg.InfiniteLine(angle=90, movable=False)
        self.marker.setZValue(-10)
        for item in (self.beyond, self.marker):
            item.hide()
            panel.plot.addItem(item, ignoreBounds=True)
        panel.plot.getViewBox().sigResized.connect(self._refit)
        panel.plot.getViewBox().sigXRangeChanged.connect(self._number)

    def show(self, steps: int, trained: int) -> None:
        """There are `steps` inner steps, of which `trained` were trained for; -1 steps: nothing to mark."""
        theme = appearance.theme
        self.beyond.setVisible(trained < steps)
        self.beyond.setRegion((trained, max(trained, steps)))
        self.beyond.setBrush(pg.mkBrush(theme.mixed(theme.grid, 0.7)))
        self.marker.setVisible(steps > 0)
        self.marker.setPen(pg.mkPen(theme.accent, width=1, style=Qt.PenStyle.DashLine))

    def mark(self, step: int) -> None:
        """The chosen inner step."""
        self.marker.setPos(step)

    def _refit(self) -> None:
        if self._panel.following:  # the labels at the line ends need their room
            self._panel.fit()
        self._number()

    def _number(self) -> None:
        """Whole-numbered ticks with room for their numbers."""
        box = self._panel.plot.getViewBox()
        low, high = box.viewRange()[0]
        apart = box.width() / max(1e-9, high - low)
        every = next((n for n in (1, 2, 5, 10, 20, 50) if n * apart >= TICKS_APART), 100)
        self._panel.plot.getAxis("bottom").setTickSpacing(every, every)


def steady(reach: float, before: float) -> float:
    """How far an axis goes to show `reach`: as far as `before` unless that is too little or far too much."""
    if not math.isfinite(reach) or reach <= 0:
        return before or 1.0
    return before if 0.4 * before < reach <= before else 1.2 * reach
