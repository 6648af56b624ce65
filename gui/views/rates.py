"""Learned inner step sizes: how they are spread in each layer, or how they change from inner step to inner step."""

from __future__ import annotations

import html
from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Rates
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import appearance
from gui.views.reading import ReadingView


class RatesView(ReadingView):
    """A line a layer. Rates below zero, which climb the loss, lie left of the zero line."""

    title: ClassVar[str] = "rates"
    kind = Rates
    readings: ClassVar[tuple[str, ...]] = ("Rates",)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Learned step sizes"),
            "",
            "",
            self.tr(
                "How large a step each layer has learned to take, for methods that learn it.\n"
                "Press Space to start: they spread from one value."
            ),
        )
        self.zero, self.start = (pg.InfiniteLine(angle=90, movable=False) for _ in range(2))
        for line in (self.zero, self.start):
            line.setZValue(-10)
            line.hide()
            self.panel.plot.addItem(line, ignoreBounds=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Rates)
        spread = reading is not None and reading.edges.size > 0
        self.zero.setVisible(spread)
        self.start.setVisible(spread)
        if reading is None:
            self.panel.set_curves([])
            self.panel.set_caption("")
            return
        theme = appearance.theme
        colours = theme.class_colours()
        curves = []
        for i, layer in enumerate(reading.layers):
            if spread:
                x = ((reading.edges[i, 1:] + reading.edges[i, :-1]) / 2).astype(float)
                share = 100 * reading.counts[i] / max(1.0, float(reading.counts[i].sum()))
                curves.append(Curve(layer, layer, x, share.astype(float), colours[i % len(colours)], 2.0, labelled=False))
            else:
                x = np.arange(1, len(reading.by_step) + 1, dtype=float)
                y = reading.by_step[:, i].astype(float)
                curves.append(Curve(layer, layer, x, y, colours[i % len(colours)], 2.0, symbol="ost+dx"[i % 6]))
        self.zero.setPen(pg.mkPen(theme.text, width=1))
        self.start.setPen(pg.mkPen(theme.accent, width=1, style=Qt.PenStyle.DashLine))
        self.start.setPos(reading.start)
        if spread:
            self.panel.set_titles(x_title=self.tr("step size α"), y_title=self.tr("% of the layer's rates"))
            self.panel.plot.getAxis("bottom").setTickSpacing()
        else:
            self.panel.set_titles(x_title=self.tr("inner step"), y_title=self.tr("step size α"))
            self.panel.plot.getAxis("bottom").setTickSpacing(1, 1)
        self.panel.set_curves(curves)
        self.panel.set_caption(self._words(reading, spread))

    def _words(self, reading: Rates, spread: bool) -> str:
        colours = appearance.theme.class_colours()
        names = "  ".join(
            f"<span style='color:{colours[i % len(colours)]}'>■</span> {html.escape(layer)}" for i, layer in enumerate(reading.layers)
        )
        return f"{names}<br>{self._told(reading, spread)}" if spread else self._told(reading, spread)

    def _told(self, reading: Rates, spread: bool) -> str:
        begun = self.tr("All began at {start}").format(start=readable(reading.start))
        if not spread:
            return self.tr("{begun}; one rate for each layer and inner step.").format(begun=begun)
        if not np.nan_to_num(reading.negative).any():
            return self.tr("{begun} (dashed). None is below zero.").format(begun=begun)
        most = int(np.nan_to_num(reading.negative).argmax())
        text = self.tr("{begun} (dashed). Below zero: {share} % of the rates of {layer}, the most of any layer.")
        share = readable(100 * float(reading.negative[most]))
        return text.format(begun=begun, share=share, layer=reading.layers[most])

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()
