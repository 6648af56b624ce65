"""The toy problem of two parameters: drag the start, and see where MAML, FOMAML and Reptile go from there."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from engine.toy import METHODS, TASKS, adapted, best, meta_loss, outer_path
from gui.labels import Label
from gui.landscape import Landscape
from gui.plain import joined, markup
from gui.plotting import PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.views.base import View
from gui.widgets.inputs import Slider

REACH = 3.0
KEY_STEP = 0.1
PLACES = 61
LEVELS = 10
NAMES = {"maml": "MAML", "fomaml": "FOMAML", "reptile": "Reptile"}
MARKS = {"maml": "o", "fomaml": "s", "reptile": "d"}


class ToyView(View):
    """Exact, and of no run: it needs no training, and answers while one drags."""

    title: ClassVar[str] = "toy"

    def __init__(self) -> None:
        super().__init__()
        self.rate, self.steps = 0.5, 1
        self.start = np.array([2.4, -2.1])
        self.panel = PlotPanel(self.tr("Two parameters, three tasks"), "θ₁", "θ₂")
        self.panel.plot.getViewBox().setAspectLocked(True)
        self.panel.followed.connect(self._frame)
        self.landscape = Landscape(self.panel, LEVELS, self.tr("log₁₀ loss"))
        self.paths = {method: pg.PlotCurveItem(antialias=True) for method in METHODS}
        self.steps_taken = [pg.PlotCurveItem(antialias=True) for _ in TASKS]
        self.ends, self.minima = pg.ScatterPlotItem(), pg.ScatterPlotItem()
        self.handle = _Handle(self)
        for item in (*self.steps_taken, *self.paths.values(), self.minima, self.ends, self.handle):
            self.panel.plot.addItem(item, ignoreBounds=True)
        self.panel.keys = self._key
        self.panel.own_lines = {NAMES[method]: line for method, line in self.paths.items()}
        self.rate_slider, self.steps_slider = Slider(), Slider()
        self.rate_slider.setRange(1, 20)
        self.steps_slider.setRange(1, 8)
        self._rate_label, self._steps_label = Label(), Label()
        row = QHBoxLayout()
        row.setContentsMargins(SPACE, 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        for label, slider, name in (
            (self._rate_label, self.rate_slider, self.tr("Inner rate")),
            (self._steps_label, self.steps_slider, self.tr("Inner steps")),
        ):
            slider.setAccessibleName(name)
            row.addWidget(label)
            row.addWidget(slider, 1)
        self.rate_slider.setValue(10)
        self.steps_slider.setValue(1)
        self.rate_slider.valueChanged.connect(lambda value: self.choose(0.05 * value, self.steps))
        self.steps_slider.valueChanged.connect(lambda value: self.choose(self.rate, value))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.panel, 1)
        layout.addLayout(row)
        self.panel.say_empty(False)
        self.retheme()

    def choose(self, rate: float, steps: int) -> None:
        """Adapt by so many inner steps of this rate."""
        self.rate, self.steps = rate, steps
        self._show_loss()
        self._show_paths()

    def _key(self, event: QKeyEvent) -> bool:
        """Ctrl and arrows move the start."""
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key = Qt.Key(event.key())
        if key not in moves or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        across, up = moves[key]
        self.move_start(QPointF(self.start[0] + KEY_STEP * across, self.start[1] + KEY_STEP * up))
        return True

    def begin(self, x: float, y: float, rate: float, steps: int) -> None:
        """Start at (x, y), and adapt by so many inner steps of this rate."""
        self.start = np.array([x, y])
        self.rate_slider.setValue(round(rate / 0.05))
        self.steps_slider.setValue(steps)
        self._show_paths()

    def move_start(self, to: QPointF) -> None:
        """All three begin here."""
        self.start = np.clip([to.x(), to.y()], -0.97 * REACH, 0.97 * REACH)
        self._show_paths()

    def _show_loss(self) -> None:
        axis = np.linspace(-REACH, REACH, PLACES)
        across, down = np.meshgrid(axis, axis)
        height = np.log10(meta_loss(np.stack([across, down], -1), self.rate, self.steps) + 1e-3)
        self.landscape.show(height, height, (float(height.min()), float(height.max())), axis, axis)
        self._rate_label.setText(f"α {self.rate:g}")
        self._steps_label.setText(f"k {self.steps}")

    def _show_paths(self) -> None:
        theme, zoom = appearance.theme, appearance.zoom
        ends = {}
        for method, line in self.paths.items():
            path = outer_path(method, self.start, self.rate, self.steps)
            line.setData(path[:, 0], path[:, 1], pen=pg.mkPen(theme.algorithm(method), width=appearance.pen(2.5)))
            ends[method] = path[-1]
        self.ends.setData(
            [
                {
                    "pos": end.tolist(),
                    "symbol": MARKS[method],
                    "size": 12 * zoom,
                    "pen": pg.mkPen(theme.panel, width=1.2),
                    "brush": pg.mkBrush(theme.algorithm(method)),
                }
                for method, end in ends.items()
            ]
        )
        for line, task in zip(self.steps_taken, TASKS, strict=True):
            inner = np.array([adapted(ends["maml"], task, self.rate, k) for k in range(self.steps + 1)])
            line.setData(inner[:, 0], inner[:, 1], pen=pg.mkPen(theme.support_ink, width=1.5, style=Qt.PenStyle.DashLine))
        self.minima.setData(
            [{"pos": task.centre.tolist(), "symbol": "x", "size": 11 * zoom, "pen": pg.mkPen(theme.text, width=2)} for task in TASKS]
        )
        self.handle.setData([{"pos": self.start.tolist()}])
        self._frame(self.panel.following)
        least = float(meta_loss(best(self.rate, self.steps), self.rate, self.steps))
        after = {method: float(meta_loss(end, self.rate, self.steps)) - least for method, end in ends.items()}
        piece = "<span style='color:{colour}'>{name}</span> +{value}"
        words = [
            markup(piece, colour=theme.algorithm(method), name=NAMES[method], value=readable(max(0.0, value)))
            for method, value in after.items()
        ]
        text = self.tr(
            "Shade: loss after adaptation. Drag the ring. × where each task is solved, dashed: inner steps. Above the least loss: {words}."
        )
        self.panel.set_caption(markup(text, words=joined(", ", words)))

    def _frame(self, following: bool) -> None:
        if following:
            self.panel.plot.setRange(xRange=(-REACH, REACH), yRange=(-REACH, REACH), padding=0)

    def retheme(self) -> None:
        theme = appearance.theme
        self.panel.retheme()
        self.landscape.recolour()
        self.handle.setPen(pg.mkPen(theme.accent, width=3))
        self._show_loss()
        self._show_paths()


class _Handle(pg.ScatterPlotItem):  # type: ignore[misc]
    """The start, a ring that can be dragged."""

    def __init__(self, view: ToyView) -> None:
        super().__init__(symbol="o", size=18, brush=pg.mkBrush(None))
        self._view = view
        self.setZValue(60)

    def mouseDragEvent(self, event: Any) -> None:
        held = event.button() == Qt.MouseButton.LeftButton and (not event.isStart() or len(self.pointsAt(event.buttonDownPos())) > 0)
        if not held:
            event.ignore()
            return
        event.accept()
        self._view.move_start(event.pos())
