"""The probe task in the plane of the embedding: support dots, prototypes, query rings."""

from __future__ import annotations

from typing import ClassVar

import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Embedding, Read, Started
from gui.history import RunHistory
from gui.plotting import PlotPanel
from gui.theme import appearance
from gui.views.base import View, letter


class EmbeddingView(View):
    """A fixed plane, so that points move because the learner learns and not because the axes turn."""

    title: ClassVar[str] = "embedding"
    readings: ClassVar[tuple[str, ...]] = ("Embedding",)
    events: ClassVar[tuple[type, ...]] = (Read, Started)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Embedding of the probe task"),
            self.tr("first axis"),
            self.tr("second axis"),
            self.tr("Where the network puts every example of the task will be drawn here, for methods that compare embeddings."),
        )
        self._scatter = pg.ScatterPlotItem()
        self.panel.plot.addItem(self._scatter, ignoreBounds=True)
        self._letters: list[pg.TextItem] = []
        self._extent = 0.0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def feed(self, history: RunHistory, event: object) -> None:
        if isinstance(event, Read) and not isinstance(event.reading, Embedding):
            return
        self.dirty = self.dirty or history.info.id == self.current

    def select(self, run: str | None) -> None:
        if run != self.current:
            self._extent = 0.0
        super().select(run)

    def draw(self) -> None:
        self.dirty = False
        history = self.runs.get(self.current or "")
        found = history.readings.get("Embedding") if history else None
        reading = found[1] if found and isinstance(found[1], Embedding) else None
        for item in self._letters:
            self.panel.plot.removeItem(item)
        self._letters = []
        self.panel.say_empty(reading is None)
        if reading is None:
            self._scatter.setData([])
            self.panel.set_caption("")
            return
        theme = appearance.theme
        colours = theme.class_colours()
        spots = []
        for point, label, query in zip(reading.points.tolist(), reading.labels.tolist(), reading.is_query.tolist(), strict=True):
            colour = colours[label % len(colours)]
            spots.append(
                {
                    "pos": point,
                    "symbol": "o",
                    "size": (8 if query else 10) * appearance.zoom,
                    "pen": pg.mkPen(colour, width=1.5),
                    "brush": None if query else pg.mkBrush(colour),
                }
            )
        for label, point in enumerate(() if reading.prototypes is None else reading.prototypes.tolist()):
            colour = colours[label % len(colours)]
            spots.append(
                {"pos": point, "symbol": "star", "size": 17 * appearance.zoom, "pen": pg.mkPen(theme.panel), "brush": pg.mkBrush(colour)}
            )
            text = pg.TextItem(letter(label), color=colour, anchor=(0, 1))
            text.setPos(*point)
            self.panel.plot.addItem(text, ignoreBounds=True)
            self._letters.append(text)
        self._scatter.setData(spots)
        self._frame(float(abs(reading.points).max()) if len(reading.points) else 1.0)
        text = self.tr("Dots: support; rings: query; stars: prototypes. This plane explains {share} % of the spread; its axes stay fixed.")
        self.panel.set_caption(text.format(share=round(100 * reading.explained)))

    def _frame(self, reach: float) -> None:
        """Widen the axes in steps, never every frame."""
        if reach > self._extent or reach < 0.4 * self._extent:
            self._extent = 1.25 * reach or 1.0
        if self.panel.following:
            self.panel.plot.setRange(xRange=(-self._extent, self._extent), yRange=(-self._extent, self._extent), padding=0)

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()
