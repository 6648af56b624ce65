"""Learned inner step sizes: how they are spread in each layer, or how they change from inner step to inner step."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.protocol import Rates
from gui.heat import Heat
from gui.labels import Label
from gui.language import phrase
from gui.plain import joined, markup
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.views.reading import ReadingView
from gui.widgets.inputs import ComboBox

CHOICE = "learned_rates"
"""The setting that has step sizes learned, where that is a choice."""


class RatesView(ReadingView):
    """A line a layer; a click on it, or its name, shows the layer's map. Rates below zero, which climb the loss, lie left of zero."""

    title: ClassVar[str] = "rates"
    kind = Rates
    readings: ClassVar[tuple[str, ...]] = ("Rates",)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(self.tr("Learned step sizes"), "", "")
        self.zero, self.start = (pg.InfiniteLine(angle=90, movable=False) for _ in range(2))
        for line in (self.zero, self.start):
            line.setZValue(-10)
            line.hide()
            self.panel.plot.addItem(line, ignoreBounds=True)
        self.map = PlotPanel("", self.tr("input"), self.tr("output"), self.tr("Only rates of single weights have a map."))
        self.heat = Heat(self.map, signed=True, says=self._says)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self.map)
        self.which = ComboBox()
        self.which.setAccessibleName(self.tr("Show"))
        self.which.addItem(self.tr("all layers"))
        self.which.currentIndexChanged.connect(lambda _: self.draw())
        self.panel.curve_clicked.connect(lambda layer: self.which.setCurrentText(layer))
        self._choice = QWidget()
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, 0)
        row.addWidget(Label(self.tr("Show")))
        row.addWidget(self.which)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._choice)
        layout.addWidget(self._stack, 1)

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Rates)
        spread = reading is not None and reading.edges.size > 0
        self.zero.setVisible(spread)
        self.start.setVisible(spread)
        self._offer(reading)
        chosen = self.which.currentIndex() - 1
        self._stack.setCurrentWidget(self.map if chosen >= 0 else self.panel)
        if reading is None:
            self.panel.set_empty_text(self._missing())
            self.panel.set_curves([])
            self.panel.set_caption("")
            return
        if chosen >= 0:
            self._draw_map(reading, chosen)
            return
        theme = appearance.theme
        colours = theme.class_colours()
        curves = []
        for i, layer in enumerate(reading.layers):
            if spread:
                x = ((reading.edges[i, 1:] + reading.edges[i, :-1]) / 2).astype(float)
                share = 100 * reading.counts[i] / max(1.0, float(reading.counts[i].sum()))
                curves.append(Curve(layer, layer, x, share.astype(float), colours[i % len(colours)], 2.0, labelled=False, run=layer))
            else:
                x = np.arange(1, len(reading.by_step) + 1, dtype=float)
                y = reading.by_step[:, i].astype(float)
                curves.append(Curve(layer, layer, x, y, colours[i % len(colours)], 2.0, symbol="ost+dx"[i % 6]))
        self.zero.setPen(pg.mkPen(theme.text, width=1))
        self.start.setPen(pg.mkPen(theme.accent, width=1, style=Qt.PenStyle.DashLine))
        self.start.setPos(reading.start)
        if spread:
            self.panel.set_titles(x_title=self.tr("step size α"), y_title=self.tr("% of rates"))
            self.panel.plot.getAxis("bottom").setTickSpacing()
        else:
            self.panel.set_titles(x_title=self.tr("inner step"), y_title=self.tr("step size α"))
            self.panel.plot.getAxis("bottom").setTickSpacing(1, 1)
        self.panel.set_curves(curves)
        self.panel.set_caption(self._words(reading, spread))

    def _missing(self) -> str:
        """Why there is nothing to see."""
        if self.history is not None:
            chosen = self.history.config.hyper
            field = next((f for f in self.history.info.algorithm.fields if f.name == CHOICE), None)
            if field is not None and chosen.get(CHOICE, field.default) == field.default:
                text = self.tr("All steps of this run are of one size. With “{field}”, among more settings, they are learned.")
                return text.format(field=phrase(field.label))
        return self.tr(
            "How large a step each layer has learned to take, for methods that learn it.\nPress Space to start: they spread from one value."
        )

    def _offer(self, reading: Rates | None) -> None:
        """The layers that have a map."""
        layers = list(reading.layers) if reading is not None and reading.maps else []
        if layers != [self.which.itemText(i) for i in range(1, self.which.count())]:
            self.which.blockSignals(True)
            while self.which.count() > 1:
                self.which.removeItem(1)
            self.which.addItems(layers)
            self.which.blockSignals(False)
        self._choice.setVisible(bool(layers))

    def _draw_map(self, reading: Rates, layer: int) -> None:
        values = reading.maps[layer]
        largest = float(np.nan_to_num(np.abs(values)).max()) or 1.0
        self.map.set_titles(title=self.tr("Step sizes of {layer}").format(layer=reading.layers[layer]))
        self.heat.show(values, (-largest, largest))
        text = self.tr("Each cell: the mean rate of the weights from one input to one output. All began at {start}.")
        self.map.set_caption(text.format(start=readable(reading.start)))

    def _says(self, row: int, column: int) -> str:
        reading, layer = self.newest(Rates), self.which.currentIndex() - 1
        if reading is None or not 0 <= layer < len(reading.maps):
            return ""
        rate = readable(float(reading.maps[layer][row, column]))
        return self.tr("input {column} to output {row}: {rate}").format(column=column + 1, row=row + 1, rate=rate)

    def _words(self, reading: Rates, spread: bool) -> str:
        colours = appearance.theme.class_colours()
        told = self._told(reading, spread)
        names = [
            markup("<span style='color:{colour}'>■</span>&nbsp;{name}", colour=colours[i % len(colours)], name=layer.replace(" ", "\u00a0"))
            for i, layer in enumerate(reading.layers)
        ]
        return markup("{names}<br>{told}", names=joined("  ", names), told=told) if spread else told

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
        for panel in (self.panel, self.map):
            panel.retheme()
        self.heat.recolour()
        self.draw()
