"""A regression task: truth, support points, and the fitted curve after every inner step."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from engine.protocol import Event, Fit, Floats, Read, Started
from gui.drag_points import DragPoints
from gui.history import RunHistory
from gui.labels import Label
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.views.reading import TaskView, steady

REACH = 5.0
"""The y axis shows at least this far up and down: the largest amplitude of the classic sinusoids."""
PATIENCE = 4000
"""ms after which an answer is no longer waited for."""


def error_on(x: Floats, y: Floats, grid: Floats, curve: Floats) -> float:
    """Mean squared error of `curve` (G,) over an ascending `grid` (G,) at points `x`, `y` (n,); NaN without points."""
    if not len(x) or not len(grid):
        return float("nan")
    return float(np.mean((np.interp(x, grid, curve) - y) ** 2))


class FitView(TaskView):
    """The probe task of the selected run. Dragging a support point asks the learner to adapt to the changed task."""

    title: ClassVar[str] = "fit"
    kind = Fit
    readings: ClassVar[tuple[str, ...]] = ("Fit",)

    task_edited = Signal(object, object)
    """The support points (n,) x and y as a person has moved them; asked again while the learner learns on."""

    def __init__(self) -> None:
        super().__init__()
        empty = self.tr(
            "One unseen task: a few support points, the true curve, and the fit after every inner step.\n"
            "Press Space to start, then drag a point."
        )
        self.panel = PlotPanel(self.tr("One task, fitted"), "x", "y", empty)
        self._reach = steady(REACH, 0.0)
        self.points, self.query = DragPoints(self.move_point), pg.ScatterPlotItem()
        self.panel.keys = self.points.key
        self.query.setZValue(25)
        self.points.opts["name"], self.query.opts["name"] = self.tr("support"), self.tr("query")
        for item in (self.query, self.points):
            self.panel.plot.addItem(item, ignoreBounds=True)
        self.edited = self._moved = self._answered = False
        self._fit: Fit | None = None
        self._probe_x: Floats = np.empty(0, np.float32)
        self._caption = Label()
        self._caption.setObjectName("muted")
        self._caption.setWordWrap(True)
        self._own = QPushButton(self.tr("Put back"))
        self._own.setToolTip(self.tr("Put the points back where the task has them"))
        self._own.clicked.connect(self._undo)
        self._next = QPushButton(self.tr("Next task"))
        self._next.setToolTip(self.tr("Another task of the same kind (N)"))
        self._next.clicked.connect(self.next_task)
        row = QHBoxLayout()
        row.addWidget(self._caption, 1)
        row.addWidget(self._own)
        row.addWidget(self._next)
        frame = self.panel.layout()
        assert isinstance(frame, QVBoxLayout)
        frame.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.panel)
        # one question at a time: the next leaves when the answer to the last is there
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(PATIENCE)
        self._waiting.timeout.connect(self._ask)
        self._moved = False
        self._show()

    def feed(self, history: RunHistory, event: Event) -> None:
        super().feed(history, event)
        if history.info.id != self.current or not self.edited:
            return
        if isinstance(event, Started):
            self._forget_edit()
        elif isinstance(event, Read) and isinstance(event.reading, Fit):
            self._moved = True  # the learner has learnt on: what does it say now?

    def forget(self, run: str) -> None:
        super().forget(run)
        if run == self.current:
            self._forget_edit()

    def let_go(self) -> None:
        self._fit = None
        self._reach = steady(REACH, 0.0)
        self._forget_edit()

    def draw(self) -> None:
        self.dirty = False
        fit = self.newest(Fit)
        if self.edited and fit is not None:
            if np.array_equal(self._probe_x, fit.support_x):
                self._ask()
                return
            self._forget_edit()  # another probe task
            self.dirty = False
        self._fit = fit if fit is not None and len(fit.curves) else None
        self._show()

    def set_step(self, step: int) -> None:
        """Show the fit after this inner step."""
        self.step = step
        self._show()

    def show_answer(self, fit: Fit) -> None:
        """The learner's answer to the task a person made."""
        if not self.edited or self._fit is None or not len(fit.curves):
            return
        # the points stand where the hand has them by now, and nobody knows their true curve
        mine = self._fit
        self._fit = Fit(fit.grid, None, mine.support_x, mine.support_y, mine.query_x, mine.query_y, fit.curves, fit.spread)
        self._answered = True
        self._waiting.stop()
        self._show()
        self._ask()

    def no_answer(self) -> None:
        """The learner refused: whatever was moved meanwhile may be asked at once."""
        if self._waiting.isActive():
            self._waiting.stop()
            self._ask()

    def move_point(self, index: int, to: QPointF) -> None:
        """Put a support point at `to` and ask for the new fit."""
        if self._fit is None:
            return
        f = self._fit
        if not self.edited:
            self._probe_x = f.support_x
        x, y = f.support_x.copy(), f.support_y.copy()
        x[index] = np.clip(to.x(), f.grid.min(), f.grid.max())
        y[index] = np.clip(to.y(), -0.97 * self._reach, 0.97 * self._reach)
        self._fit = Fit(f.grid, None, x, y, np.empty(0, np.float32), np.empty(0, np.float32), f.curves, f.spread)
        self.edited = self._moved = True
        self._show()
        self._ask()

    def _ask(self) -> None:
        if self._moved and self._fit is not None and not self._waiting.isActive():
            self._moved = False
            self._waiting.start()
            self.task_edited.emit(self._fit.support_x, self._fit.support_y)

    def _undo(self) -> None:
        self._forget_edit()
        self.draw()

    def _forget_edit(self) -> None:
        self.edited = self._moved = self._answered = False
        self.points.held = None
        self._waiting.stop()
        self.dirty = True

    def _show(self) -> None:
        fit = self._fit if self.history else None
        self._own.setVisible(self.edited and fit is not None)
        self._next.setVisible(fit is not None and not self.compact)
        self._caption.setVisible(fit is not None)
        if fit is None:
            self.panel.set_curves([])
            self.points.setData([], [])
            self.query.setData([], [])
            return
        values = np.concatenate([fit.support_y, fit.query_y, fit.truth if fit.truth is not None else []])
        reach = float(np.max(np.abs(values), initial=REACH, where=np.isfinite(values)))
        self._reach = max(self._reach, steady(reach, self._reach))  # never smaller while one looks
        self.panel.y_range = (-self._reach, self._reach)
        last = len(fit.curves) - 1
        step = min(self.step, last)
        self.panel.set_curves(self._curves(fit, step))
        theme, zoom = appearance.theme, appearance.zoom
        outline = pg.mkPen(theme.panel, width=1)
        self.points.setData(fit.support_x, fit.support_y, symbol="o", size=10 * zoom, pen=outline, brush=pg.mkBrush(theme.text))
        self.query.setData(fit.query_x, fit.query_y, symbol="o", size=7 * zoom, pen=pg.mkPen(theme.query_ink), brush=None)
        self._caption.setText(self._words(fit, step))
        self.announce(last)

    def _curves(self, fit: Fit, step: int) -> list[Curve]:
        theme, colour = appearance.theme, self.colour()
        grid = fit.grid.astype(float)
        curves = []
        if fit.truth is not None:
            curves.append(Curve("truth", self.tr("truth"), grid, fit.truth.astype(float), theme.muted, 1.5))
        for k in range(step + 1):
            now = k == step
            name = self.tr("step {step}").format(step=k) if len(fit.curves) > 1 else self.tr("answer")
            shade = colour if now else theme.mixed(colour, (0.6 if theme.dark else 0.4) + 0.2 * k / step)
            y = fit.curves[k].astype(float)
            # two standard deviations: where 95 % of the points should lie, for a learner that says how sure it is
            sure = 2 * fit.spread[k].astype(float) if now and fit.spread is not None else None
            band = {} if sure is None else {"low": y - sure, "high": y + sure}
            first = k == 0 and step > 0
            curves.append(Curve(f"step {k}", name, grid, y, shade, 2.6 if now else 1.2, dashed=first, labelled=now or first, **band))
        return curves

    def _words(self, fit: Fit, step: int) -> str:
        support = readable(error_on(fit.support_x, fit.support_y, fit.grid, fit.curves[step]))
        if self.edited and not self._answered:
            return self.tr("Your own points. Asking the learner…")
        if self.edited:
            text = self.tr("Your own points; the curve is the learner's answer. Step {step}: error {support} on them.")
            return text.format(step=step, support=support)
        query = readable(error_on(fit.query_x, fit.query_y, fit.grid, fit.curves[step]))
        text = self.tr("Step {step}: error {support} on {count} support points (●, drag one), {query} on the queries (○).")
        if step == 1:
            text = self.tr(
                "Before and after one step on {count} points: error {support} on them (●, drag one), {query} on the queries (○)."
            )
        elif step > 1:
            text = self.tr(
                "Before and after {step} steps on {count} points: error {support} on them (●, drag one), {query} on the queries (○)."
            )
        if len(fit.curves) == 1:
            text = self.tr("One pass: error {support} on {count} support points (●, drag one), {query} on the queries (○).")
        if fit.spread is not None:
            text += " " + self.tr("Band: two standard deviations.")
        return text.format(step=step, support=support, count=len(fit.support_x), query=query)

    def retheme(self) -> None:
        self.panel.retheme()
        self._show()
