"""Loss and accuracy of the probe tasks after every inner step."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from engine.protocol import Adaptation, Floats
from gui.plotting import Curve, PlotPanel
from gui.theme import SPACE, appearance
from gui.views.reading import ReadingView, StepMarks, steady

THIN = 12
"""Single tasks drawn beside their mean."""
TASK = "task "


def task_mean(values: Floats) -> NDArray[np.float64]:
    """Mean (K + 1,) over the tasks of (T, K + 1) whose value is a number; NaN where none is."""
    good = np.isfinite(values)
    count = good.sum(0)
    total = np.where(good, values, 0.0).sum(0, dtype=float)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


class AdaptationView(ReadingView):
    """Support and query, the mean over tasks thick and single tasks thin; steps beyond those trained are shaded."""

    title: ClassVar[str] = "adaptation"
    kind = Adaptation
    readings: ClassVar[tuple[str, ...]] = ("Adaptation",)

    task_chosen = Signal(int)
    """The place of a single task, whose thin line was clicked, among the probe tasks."""

    def __init__(self) -> None:
        super().__init__()
        linked: list[PlotPanel] = []
        step = self.tr("inner step")
        waiting = self.tr("The loss of a dozen probe tasks after each inner step.\nPress Space to start: it should fall with every step.")
        self.loss = PlotPanel(self.tr("Loss by inner step"), step, self.tr("loss"), waiting, linked)
        self.accuracy = PlotPanel(self.tr("Accuracy by inner step"), step, self.tr("accuracy"), "", linked)
        self.accuracy.y_range = (-0.02, 1.04)
        self.marks = [StepMarks(self.loss), StepMarks(self.accuracy)]
        self._reach = 0.0
        for panel in (self.loss, self.accuracy):
            panel.curve_clicked.connect(lambda task: self.task_chosen.emit(int(task.removeprefix(TASK))))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.loss, 1)
        layout.addWidget(self.accuracy, 1)
        self.draw()

    def select(self, run: str | None) -> None:
        if run != self.current:
            self._reach = 0.0
        super().select(run)

    def set_step(self, step: int) -> None:
        """Mark this inner step."""
        for marks in self.marks:
            marks.mark(step)

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Adaptation)
        if reading is not None and not reading.query_loss.size:
            reading = None
        steps = reading.query_loss.shape[1] - 1 if reading else -1
        for marks in self.marks:
            marks.show(steps, reading.trained_steps if reading else steps)
        self.accuracy.setVisible(reading is not None and reading.query_accuracy is not None)
        if reading is None:
            self.loss.set_curves([])
            self.loss.set_caption("")
            return
        losses = np.concatenate([reading.support_loss, reading.query_loss])
        self._reach = steady(float(np.max(losses, initial=0.0, where=np.isfinite(losses))), self._reach)
        self.loss.y_range = (-0.05 * self._reach, self._reach)
        self.loss.set_curves(self._curves(reading.support_loss, reading.query_loss))
        if reading.support_accuracy is not None and reading.query_accuracy is not None:
            self.accuracy.set_curves(self._curves(reading.support_accuracy, reading.query_accuracy))
        if steps:
            text = self.tr("Thick: mean of {count} tasks; thin: queries of each, a click opens the task.")
        else:
            text = self.tr("Mean of {count} tasks; this method adapts in one pass.")
        if reading.trained_steps < steps:
            text += " " + self.tr("Shaded: beyond the trained steps ({trained}).").format(trained=reading.trained_steps)
        self.loss.set_caption(text.format(count=len(reading.query_loss)))

    def _curves(self, support: Floats, query: Floats) -> list[Curve]:
        theme, colour = appearance.theme, self.colour()
        x = np.arange(query.shape[1], dtype=float)
        pale = theme.mixed(colour, 0.55 if theme.dark else 0.35)
        single = [
            Curve(f"{TASK}{i}", "", x, row.astype(float), pale, 1.0, labelled=False, run=f"{TASK}{i}") for i, row in enumerate(query[:THIN])
        ]
        means = [
            Curve("support", self.tr("support"), x, task_mean(support), theme.support_ink, 1.6, symbol="o"),
            Curve("query", self.tr("query"), x, task_mean(query), colour, 2.6, symbol="s"),
        ]
        return single + means

    def retheme(self) -> None:
        self.loss.retheme()
        self.accuracy.retheme()
        self.draw()
