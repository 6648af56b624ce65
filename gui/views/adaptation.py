"""Loss and accuracy of the probe tasks after every inner step."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QHBoxLayout

from engine.protocol import Adaptation, Floats, Read, Started
from gui.history import RunHistory
from gui.plotting import Curve, PlotPanel
from gui.theme import SPACE, appearance
from gui.views.base import View


class AdaptationView(View):
    """Support and query, the mean over tasks thick and single tasks thin; steps beyond those trained are shaded."""

    title: ClassVar[str] = "adaptation"
    readings: ClassVar[tuple[str, ...]] = ("Adaptation",)
    events: ClassVar[tuple[type, ...]] = (Read, Started)

    def __init__(self) -> None:
        super().__init__()
        linked: list[PlotPanel] = []
        step = self.tr("inner step")
        waiting = self.tr("The loss of a dozen probe tasks after each inner step will be drawn here.")
        self.loss = PlotPanel(self.tr("Loss by inner step"), step, self.tr("loss"), waiting, linked)
        self.accuracy = PlotPanel(self.tr("Accuracy by inner step"), step, self.tr("accuracy"), "", linked)
        self.accuracy.y_range = (0.0, 1.02)
        self._beyond, self._markers = [], []
        for panel in (self.loss, self.accuracy):
            region = pg.LinearRegionItem(movable=False)
            region.setZValue(-90)
            panel.plot.addItem(region, ignoreBounds=True)
            self._beyond.append(region)
            marker = pg.InfiniteLine(angle=90, movable=False)
            panel.plot.addItem(marker, ignoreBounds=True)
            self._markers.append(marker)
        self._step = 0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.loss)
        layout.addWidget(self.accuracy)
        self.draw()

    def feed(self, history: RunHistory, event: object) -> None:
        if isinstance(event, Read) and not isinstance(event.reading, Adaptation):
            return
        self.dirty = self.dirty or history.info.id == self.current

    def set_step(self, step: int) -> None:
        """Mark this inner step."""
        self._step = step
        for marker in self._markers:
            marker.setPos(step)

    def draw(self) -> None:
        self.dirty = False
        history = self.runs.get(self.current or "")
        found = history.readings.get("Adaptation") if history else None
        reading = found[1] if found and isinstance(found[1], Adaptation) else None
        theme = appearance.theme
        for region, marker in zip(self._beyond, self._markers, strict=True):
            region.setVisible(reading is not None)
            marker.setVisible(reading is not None)
            region.setBrush(pg.mkBrush(theme.grid))
            for line in region.lines:
                line.setPen(pg.mkPen(None))
            marker.setPen(pg.mkPen(theme.accent, width=1))
        self.accuracy.setVisible(reading is not None and reading.query_accuracy is not None)
        if reading is None or history is None:
            self.loss.set_curves([])
            self.loss.set_caption("")
            return
        colour = theme.run(history.info.algorithm.id, history.info.ordinal)
        last = reading.query_loss.shape[1] - 1
        for region in self._beyond:
            region.setRegion((reading.trained_steps, last + 1))
            region.setVisible(reading.trained_steps < last)
        self.loss.set_curves(self._curves(reading.support_loss, reading.query_loss, colour))
        if reading.support_accuracy is not None and reading.query_accuracy is not None:
            self.accuracy.set_curves(self._curves(reading.support_accuracy, reading.query_accuracy, colour))
        tasks = len(reading.query_loss)
        if last:
            text = self.tr("Mean of {count} tasks thick, each task thin. Shaded: steps beyond the {trained} trained for.")
        else:
            text = self.tr("Mean of {count} tasks; this method adapts in one pass.")
        self.loss.set_caption(text.format(count=tasks, trained=reading.trained_steps))

    def _curves(self, support: Floats, query: Floats, colour: str) -> list[Curve]:
        theme = appearance.theme
        x = np.arange(query.shape[1], dtype=float)
        single = [
            Curve(f"task {i}", "", x, row.astype(float), theme.mixed(colour, 0.3), 1.0, labelled=False) for i, row in enumerate(query[:12])
        ]
        means = [
            Curve("support", self.tr("support"), x, np.nanmean(support, 0).astype(float), theme.support_ink, 1.6, symbol="o"),
            Curve("query", self.tr("query"), x, np.nanmean(query, 0).astype(float), colour, 2.6, symbol="s"),
        ]
        return single + means

    def retheme(self) -> None:
        self.loss.retheme()
        self.accuracy.retheme()
        self.draw()
