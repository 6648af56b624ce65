"""The path of the weights through adaptation, over the loss of the support set around it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Floats, Path
from gui.landscape import Landscape
from gui.plotting import PlotPanel, readable
from gui.theme import FAMILY_MARKERS, appearance
from gui.views.reading import ReadingView

LEVELS = 9
"""Contour lines."""


class PathView(ReadingView):
    """The plane of the path's two main directions; the loss in colour and contours, evenly spaced in its logarithm."""

    title: ClassVar[str] = "path"
    kind = Path
    readings: ClassVar[tuple[str, ...]] = ("Path",)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Path through the support loss"),
            self.tr("first main direction"),
            self.tr("second main direction"),
            self.tr(
                "Where the inner steps take the weights, on the loss they descend, for methods that adapt weights.\n"
                "Press Space to start: the steps walk downhill."
            ),
        )
        self.landscape = Landscape(self.panel, LEVELS, self.tr("log₁₀ loss"))
        self.line = pg.PlotCurveItem(antialias=True)
        self.line.setZValue(30)
        self.now = pg.ScatterPlotItem()
        self.now.setZValue(40)
        self.others = pg.ScatterPlotItem()
        self.others.setZValue(35)
        for item in (self.line, self.now, self.others):
            self.panel.plot.addItem(item, ignoreBounds=True)
        self.other_lines: list[pg.PlotCurveItem] = []
        self.other_names: list[pg.TextItem] = []
        self.panel.own_lines = {self.tr("path"): self.line}
        self._reading: Path | None = None
        self._step = 0
        self.panel.followed.connect(self._frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.retheme()

    def set_step(self, step: int) -> None:
        """Mark this inner step."""
        self._step = step
        self._mark()

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Path)
        if reading is not None and not (
            np.isfinite(reading.points).all() and np.isfinite(reading.across).all() and len(reading.across) > 1
        ):
            reading = None
        self._reading = reading
        self.panel.say_empty(reading is None)
        for item in (self.line, self.now, self.others):
            item.setVisible(reading is not None)
        self._draw_others(() if reading is None else reading.beside)
        if reading is None:
            self.landscape.hide()
            self.panel.set_caption("")
            return
        height = np.log10(np.maximum(np.nan_to_num(reading.loss, nan=1e6, posinf=1e6), 1e-6))
        low, high = float(height.min()), float(np.quantile(height, 0.98))
        high = max(high, low + 1e-3)
        self.landscape.show(reading.loss, height, (low, high), reading.across, reading.down)
        x, y = reading.points.astype(float).T
        self.line.setData(x, y, pen=pg.mkPen(self.colour(), width=appearance.pen(2.5)))
        self._frame(self.panel.following)
        self._mark()

    def _draw_others(self, beside: tuple[tuple[str, Floats, Floats], ...]) -> None:
        """The same task under other runs, each in its colour, with its name where it ends."""
        known = [(self.runs[run].info, points) for run, points, _ in beside if run in self.runs and np.isfinite(points).all()]
        for items in (self.other_lines, self.other_names):
            while items:
                self.panel.plot.removeItem(items.pop())
        spots = []
        for info, points in known:
            colour = appearance.theme.run(info.algorithm.id, info.ordinal)
            line = pg.PlotCurveItem(*points.astype(float).T, pen=pg.mkPen(colour, width=appearance.pen(1.8)), antialias=True)
            name = pg.TextItem(info.label, color=colour, anchor=(0.5, 1.3))
            name.setPos(*(float(v) for v in points[-1]))
            for item, z, kept in ((line, 25, self.other_lines), (name, 36, self.other_names)):
                item.setZValue(z)
                self.panel.plot.addItem(item, ignoreBounds=True)
                kept.append(item)
            marker = FAMILY_MARKERS[info.algorithm.family]
            spots += [{"pos": p.tolist(), "symbol": marker, "size": 6 * appearance.zoom, "brush": colour, "pen": None} for p in points]
        self.others.setData(spots)
        self.panel.own_lines = {self.tr("path"): self.line} | {
            info.label: line for (info, _), line in zip(known, self.other_lines, strict=True)
        }

    def _mark(self) -> None:
        reading = self._reading
        if reading is None:
            return
        theme, zoom = appearance.theme, appearance.zoom
        step = min(self._step, len(reading.points) - 1)
        spots = [
            {
                "pos": point.tolist(),
                "symbol": "o",
                "size": (13 if k == step else 7) * zoom,
                "pen": pg.mkPen(theme.panel, width=1.2),
                "brush": pg.mkBrush(theme.accent if k == step else self.colour()),
            }
            for k, point in enumerate(reading.points)
        ]
        spots.append(spots.pop(step))  # on top
        self.now.setData(spots)
        text = self.tr(
            "Step {step}: support loss {loss} (start {start}). Contours are even in log loss; the plane explains {share} % of the path."
        )
        loss, start = readable(float(reading.losses[step])), readable(float(reading.losses[0]))
        self.panel.set_caption(text.format(step=step, loss=loss, start=start, share=round(100 * reading.explained)))

    def _frame(self, following: bool) -> None:
        if following and self._reading is not None:
            r = self._reading
            self.panel.plot.setRange(
                xRange=(float(r.across[0]), float(r.across[-1])), yRange=(float(r.down[0]), float(r.down[-1])), padding=0
            )

    def retheme(self) -> None:
        self.landscape.recolour()
        self.panel.retheme()
        self.draw()
