"""A regression task: truth, support points, and the fitted curve after every inner step."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from engine.protocol import Adaptation, Fit, Read, Started
from gui.export import Line
from gui.history import RunHistory
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import LIGHT, SPACE, appearance
from gui.views.base import View

GRAB = 14
"""px around a support point within which it can be grabbed."""


class _Points(pg.ScatterPlotItem):  # type: ignore[misc]
    """Support points that can be dragged."""

    def __init__(self, view: FitView) -> None:
        super().__init__()
        self._view = view
        self.setZValue(30)

    def mouseDragEvent(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        if event.isStart():
            self._view.grab_point(event.buttonDownPos())
        if self._view.held is None:
            event.ignore()
            return
        event.accept()
        self._view.move_point(event.pos())
        if event.isFinish():
            self._view.held = None


class FitView(View):
    """The probe task of the selected run. Dragging a support point asks the learner to adapt to the changed task."""

    title: ClassVar[str] = "fit"
    readings: ClassVar[tuple[str, ...]] = ("Fit",)
    events: ClassVar[tuple[type, ...]] = (Read, Started)

    steps_available = Signal(int, int)
    task_edited = Signal(object, object)
    next_task = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("One task, fitted"),
            "x",
            "y",
            self.tr("A few points of an unknown curve, and the fit after every inner step.\nPress Space to start."),
        )
        self.panel.y_range = (-5.6, 5.6)
        self._points = _Points(self)
        self._query = pg.ScatterPlotItem()
        self._query.setZValue(25)
        self.panel.plot.addItem(self._points, ignoreBounds=True)
        self.panel.plot.addItem(self._query, ignoreBounds=True)
        self.held: int | None = None
        self._fit: Fit | None = None
        self._edited = False
        self._step = 0
        self._shape = (-1, -1)
        self._own = QPushButton(self.tr("Back to the probe task"))
        self._own.clicked.connect(self._forget_edit)
        self._own.hide()
        other = QPushButton(self.tr("Next task"))
        other.setToolTip(self.tr("Another task of the same kind (N)"))
        other.clicked.connect(self._next)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 0, 10, 0)
        buttons.addStretch(1)
        buttons.addWidget(self._own)
        buttons.addWidget(other)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.panel, 1)
        layout.addLayout(buttons)
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(15)
        self._asking.timeout.connect(self._ask)

    def feed(self, history: RunHistory, event: object) -> None:
        if isinstance(event, Read) and not isinstance(event.reading, Fit):
            return
        if history.info.id == self.current and not self._edited:
            self.dirty = True

    def select(self, run: str | None) -> None:
        if run != self.current:
            self._edited = False
            self._own.hide()
        super().select(run)

    def draw(self) -> None:
        self.dirty = False
        history = self.runs.get(self.current or "")
        if self._edited:
            return
        found = history.readings.get("Fit") if history else None
        self._fit = found[1] if found and isinstance(found[1], Fit) else None
        self._show()

    def set_step(self, step: int) -> None:
        """Show the fit after this inner step."""
        self._step = step
        self._show()

    def show_answer(self, fit: Fit) -> None:
        """The learner's answer to the task a person made."""
        if self._edited and self._fit is not None:
            # the points stand where the hand has them by now
            self._fit = Fit(fit.grid, fit.truth, self._fit.support_x, self._fit.support_y, fit.query_x, fit.query_y, fit.curves)
            self._show()

    def _forget_edit(self) -> None:
        self._edited = False
        self._own.hide()
        self.dirty = True
        self.draw()

    def _next(self) -> None:
        self._forget_edit()
        self.next_task.emit()

    def grab_point(self, at: QPointF) -> None:
        """Take hold of the support point near `at`, if there is one."""
        self.held = None
        if self._fit is None or not len(self._fit.support_x):
            return
        pixel = self.panel.plot.getViewBox().viewPixelSize()
        distance = np.hypot((self._fit.support_x - at.x()) / pixel[0], (self._fit.support_y - at.y()) / pixel[1])
        nearest = int(distance.argmin())
        self.held = nearest if distance[nearest] < GRAB else None

    def move_point(self, to: QPointF) -> None:
        """Put the held support point at `to` and ask for the new fit."""
        if self._fit is None or self.held is None:
            return
        x, y = self._fit.support_x.copy(), self._fit.support_y.copy()
        x[self.held] = min(5.0, max(-5.0, to.x()))
        y[self.held] = min(5.5, max(-5.5, to.y()))
        f = self._fit
        self._fit = Fit(f.grid, None, x, y, np.empty(0, np.float32), np.empty(0, np.float32), f.curves)
        self._edited = True
        self._own.show()
        self._show()
        if not self._asking.isActive():
            self._asking.start()

    def _ask(self) -> None:
        if self._fit is not None:
            self.task_edited.emit(self._fit.support_x, self._fit.support_y)

    def _show(self) -> None:
        fit, history = self._fit, self.runs.get(self.current or "")
        if fit is None or history is None:
            self.panel.set_curves([])
            self._points.setData([], [])
            self._query.setData([], [])
            self.panel.set_caption("")
            return
        theme = appearance.theme
        colour = theme.run(history.info.algorithm.id, history.info.ordinal)
        last = len(fit.curves) - 1
        step = min(self._step, last)
        grid = fit.grid.astype(float)
        curves: list[Curve] = []
        marks: list[Line] = []
        if fit.truth is not None:
            curves.append(Curve("truth", self.tr("truth"), grid, fit.truth.astype(float), theme.muted, 1.5))
        for k in range(step + 1):
            now = k == step
            name = self.tr("step {step}").format(step=k)
            shade = colour if now else theme.mixed(colour, 0.22 + 0.3 * k / max(1, step))
            y = fit.curves[k].astype(float)
            curves.append(Curve(f"step {k}", name, grid, y, shade, 2.6 if now else 1.2, dashed=k == 0, labelled=now))
        self.panel.set_curves(curves)
        self._points.setData(
            fit.support_x,
            fit.support_y,
            symbol="o",
            size=10 * appearance.zoom,
            pen=pg.mkPen(theme.panel, width=1),
            brush=pg.mkBrush(theme.text),
        )
        self._query.setData(fit.query_x, fit.query_y, symbol="o", size=7 * appearance.zoom, pen=pg.mkPen(theme.query_ink), brush=None)
        for name, x, y, ink in (
            (self.tr("support"), fit.support_x, fit.support_y, LIGHT.text),
            (self.tr("query"), fit.query_x, fit.query_y, LIGHT.query_ink),
        ):
            marks.append(Line(name, x.astype(float), y.astype(float), name, colour=ink, points=True))
        self.panel.marks = tuple(marks)
        self.panel.set_caption(self._caption(history, step))
        trained = self._trained(history, last)
        if (last, trained) != self._shape:
            self._shape = (last, trained)
            self.steps_available.emit(last, trained)

    def _trained(self, history: RunHistory, last: int) -> int:
        found = history.readings.get("Adaptation")
        if found and isinstance(found[1], Adaptation):
            return found[1].trained_steps
        config = history.started.config if history.started else history.info.config
        return min(last, int(config.hyper.get("inner_steps", last)))

    def _caption(self, history: RunHistory, step: int) -> str:
        fit = self._fit
        assert fit is not None
        if self._edited:
            return self.tr("Your own points. The curve is the learner's real answer after {step} inner steps.").format(step=step)
        error = float(np.mean((np.interp(fit.support_x, fit.grid, fit.curves[step]) - fit.support_y) ** 2))
        text = self.tr("Filled: {count} support points (drag one). Error on them after {step} inner steps: {error}.")
        return text.format(count=len(fit.support_x), step=step, error=readable(error))

    def retheme(self) -> None:
        self.panel.retheme()
        self._show()
