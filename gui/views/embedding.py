"""The probe task in the plane of the embedding: support filled, queries hollow, prototypes as stars."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from engine.protocol import Embedding, Episode
from gui.labels import show_tip
from gui.plotting import PlotPanel
from gui.theme import appearance
from gui.thumbnails import captioned
from gui.views.base import SHAPES, letter
from gui.views.reading import ReadingView, steady

WORTH = 10
"""Percentage points that another plane must show more before it is offered."""
NEAR = 16
"""px within which the cursor is at a point."""


class EmbeddingView(ReadingView):
    """A fixed plane, so that points move because the learner learns and not because the axes turn."""

    title: ClassVar[str] = "embedding"
    kind = Embedding
    readings: ClassVar[tuple[str, ...]] = ("Embedding",)

    plane_asked = Signal()
    """The person asks for the plane that shows most now."""

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Embedding of the probe task"),
            self.tr("first axis"),
            self.tr("second axis"),
            self.tr(
                "Where the network puts every example of the task, for methods that compare embeddings.\n"
                "Press Space to start: classes gather round their prototypes."
            ),
        )
        self.panel.plot.getViewBox().setAspectLocked(True)  # distances are what this method compares
        self.scatter = pg.ScatterPlotItem()
        self.panel.plot.addItem(self.scatter, ignoreBounds=True)
        self.letters: list[pg.TextItem] = []
        self._extent = 0.0
        self.panel.followed.connect(self._frame)
        self.panel.widget.scene().sigMouseMoved.connect(self._hovered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.turn = QPushButton(self.tr("Turn the plane"))
        self.turn.setToolTip(self.tr("Fix the plane anew, as the one that shows most of the spread now; earlier pictures are let go"))
        self.turn.clicked.connect(self.plane_asked)
        self.turn.hide()
        frame = self.panel.layout()
        assert isinstance(frame, QVBoxLayout)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.turn)
        frame.addLayout(row)

    def select(self, run: str | None) -> None:
        if run != self.current:
            self._extent = 0.0
        super().select(run)

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Embedding)
        for item in self.letters:
            self.panel.plot.removeItem(item)
        self.letters = []
        self.panel.say_empty(reading is None)
        if reading is None:
            self.scatter.setData([])
            self.panel.set_caption("")
            self.turn.hide()
            return
        # queries beneath, prototypes on top
        order = np.argsort(~reading.is_query, kind="stable")
        spots = [self._example(reading, i) for i in order.tolist() if np.isfinite(reading.points[i]).all()]
        for label, point in enumerate(() if reading.prototypes is None else reading.prototypes.tolist()):
            if np.isfinite(point).all():
                spots.append(self._prototype(label, point))
                self._name(label, point)
        self.scatter.setData(spots)
        self._extent = steady(float(np.max(np.abs(reading.points), initial=0.0, where=np.isfinite(reading.points))), self._extent)
        self._frame(self.panel.following)
        text = self.tr("Filled: support; hollow: queries; stars: prototypes. The plane explains {share} % of the spread and stays fixed.")
        share, best = (round(100 * float(np.nan_to_num(value))) for value in (reading.explained, reading.best))
        text = text.format(share=share)
        self.turn.setVisible(best >= share + WORTH)
        if best >= share + WORTH:
            text += " " + self.tr("The best plane of now would show {best} %.").format(best=best)
        self.panel.set_caption(text)

    def _example(self, reading: Embedding, index: int) -> dict[str, Any]:
        label, query = int(reading.labels[index]), bool(reading.is_query[index])
        colour = self._class_colour(label)
        return {
            "pos": reading.points[index].tolist(),
            "symbol": SHAPES[label % len(SHAPES)],
            "size": (8 if query else 10) * appearance.zoom,
            "pen": pg.mkPen(colour if query else appearance.theme.panel, width=1.3 if query else 0.8),
            "brush": None if query else pg.mkBrush(colour),
        }

    def _prototype(self, label: int, point: list[float]) -> dict[str, Any]:
        pen, brush = pg.mkPen(appearance.theme.text, width=1.2), pg.mkBrush(self._class_colour(label))
        return {"pos": point, "symbol": "star", "size": 19 * appearance.zoom, "pen": pen, "brush": brush}

    def _name(self, label: int, point: list[float]) -> None:
        theme = appearance.theme
        text = pg.TextItem(letter(label), color=theme.text, anchor=(-0.35, 0.95))
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        font.setBold(True)
        text.setFont(font)
        text.setPos(*point)
        text.setZValue(40)
        self.panel.plot.addItem(text, ignoreBounds=True)
        self.letters.append(text)

    def _hovered(self, position: QPointF) -> None:
        if self.newest(Embedding) is not None and self.panel.plot.sceneBoundingRect().contains(position):
            found = self.panel.plot.getViewBox().mapSceneToView(position)
            show_tip(QCursor.pos(), self.told(found), self.panel.widget)

    def told(self, at: QPointF) -> str:
        """Rich text about the example nearest to a place of the plane: its class, and its picture where one is at hand."""
        reading, episode = self.newest(Embedding), self.newest(Episode)
        if reading is None or not len(reading.points):
            return ""
        pixel = self.panel.plot.getViewBox().viewPixelSize()
        apart = np.hypot((reading.points[:, 0] - at.x()) / pixel[0], (reading.points[:, 1] - at.y()) / pixel[1])
        index = int(np.nan_to_num(apart, nan=np.inf).argmin())
        if apart[index] > NEAR:
            return ""
        words = self.tr("query of {name}") if reading.is_query[index] else self.tr("support example of {name}")
        text = words.format(name=letter(int(reading.labels[index])))
        if episode is None or len(episode.support_images) + len(episode.query_images) != len(reading.points):
            return text
        supports = len(episode.support_images)
        pixels = episode.support_images[index] if index < supports else episode.query_images[index - supports]
        return captioned(text, pixels)

    def _class_colour(self, label: int) -> str:
        colours = appearance.theme.class_colours()
        return colours[label % len(colours)]

    def _frame(self, following: bool) -> None:
        if following and self._extent:
            self.panel.plot.setRange(xRange=(-self._extent, self._extent), yRange=(-self._extent, self._extent), padding=0)

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()
