"""Which source samples are used again for the target task: the most and the least, as pictures, and how all are weighed."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.protocol import Bytes, Floats, SampleWeights
from gui.picture_menu import PictureMenu
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.view_fault import guarded_paint
from gui.views.reading import ReadingView
from gui.widgets.episode_board import picture

SIDE, GAP = 26.0, 4.0
LOW = 250
"""px of height of the view, at zoom 1, below which the two rows of pictures stand beside one another."""


class Gallery(QWidget):
    """Two rows of pictures, each with its weight beneath."""

    def __init__(self, titles: tuple[str, str]) -> None:
        super().__init__()
        self._titles = titles
        self._rows: tuple[tuple[Bytes, Floats], ...] = ()
        self._beside = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[tuple[Bytes, Floats], ...]) -> None:
        """Pictures (k, H, W[, 3]) and weights (k,) of each row."""
        self._rows = rows
        self.updateGeometry()
        self.update()

    def stand(self, beside: bool) -> None:
        """Set the rows beside one another, or one beneath the other."""
        if beside != self._beside:
            self._beside = beside
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round((1 if self._beside else 2) * self._height()))

    minimumSizeHint = sizeHint

    def _line(self) -> float:
        return self.fontMetrics().height() * 0.9

    def _height(self) -> float:
        return SIDE * appearance.zoom + 2 * self._line() + GAP

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), appearance.theme
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        painter.setFont(font)
        line, side = self._line(), SIDE * appearance.zoom
        words = [[f"{weight:.2g}" for weight in weights.tolist()] for _, weights in self._rows]
        room = self.width() / (2 if self._beside else 1)
        cell = max([side, *(painter.fontMetrics().horizontalAdvance(word) for row in words for word in row)]) + GAP
        for i, ((pictures, _), title) in enumerate(zip(self._rows, self._titles, strict=True)):
            start, top = (i * room, 0.0) if self._beside else (0.0, i * self._height())
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(start + SPACE, top, room - 2 * SPACE, line), Qt.AlignmentFlag.AlignLeft, title)
            for j, pixels in enumerate(pictures[: int((room - 2 * SPACE) / cell)]):
                left = start + SPACE + j * cell
                painter.drawImage(QRectF(left + (cell - GAP - side) / 2, top + line, side, side), picture(pixels, theme.dark))
                painter.setPen(QColor(theme.text))
                painter.drawText(QRectF(left, top + line + side, cell - GAP, line), Qt.AlignmentFlag.AlignHCenter, words[i][j])


class SampleWeightsView(ReadingView):
    """The pool of source samples, weighed for the probe task."""

    title: ClassVar[str] = "sample weights"
    kind = SampleWeights
    readings: ClassVar[tuple[str, ...]] = ("SampleWeights",)

    def __init__(self) -> None:
        super().__init__()
        self.gallery = Gallery((self.tr("Used again most"), self.tr("Used again least")))
        self.panel = PlotPanel(
            self.tr("Weights of source samples, sorted"),
            self.tr("source sample"),
            self.tr("weight"),
            self.tr("How much every source sample counts for this task, for methods that use samples again.\nPress Space to start."),
        )
        self.menu = PictureMenu(self.gallery, self.tr("Source samples used again"), self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.gallery)
        self.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.gallery.stand(self.height() < LOW * appearance.zoom)

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(SampleWeights)
        pictured = reading is not None and reading.most.ndim > 2 and len(reading.most) > 0
        self.gallery.setVisible(pictured)
        if reading is None or not reading.weights.size:
            self.panel.set_curves([])
            self.panel.set_caption("")
            return
        if pictured:
            self.gallery.show_rows(((reading.most, reading.most_weights), (reading.least, reading.least_weights)))
        rounds = len(reading.weights)
        shown = sorted({0, rounds // 2, rounds - 1})
        theme, colour = appearance.theme, self.colour()
        curves = []
        for r in shown:
            y = np.sort(np.nan_to_num(reading.weights[r]))[::-1].astype(float)
            share = 0.35 + 0.65 * (r + 1) / rounds
            name = self.tr("round {round}").format(round=r + 1) if rounds > 1 else self.tr("weight")
            curves.append(Curve(str(r), name, np.arange(1, len(y) + 1, dtype=float), y, theme.mixed(colour, share), 2.0))
        self.panel.set_curves(curves)
        text = self.tr("Effective sample size {effective} of {count}; an even weight is 1.")
        self.panel.set_caption(text.format(effective=readable(round(reading.effective)), count=reading.weights.shape[1]))

    def _rows(self) -> list[list[str]]:
        """The weights of the pictures as a table."""
        rows = [[self.tr("place"), self.tr("most used: weight"), self.tr("least used: weight")]]
        reading = self.newest(SampleWeights)
        if reading is not None:
            pairs = zip(reading.most_weights.tolist(), reading.least_weights.tolist(), strict=True)
            rows += [[str(i), f"{most:.6g}", f"{least:.6g}"] for i, (most, least) in enumerate(pairs, 1)]
        return rows

    def retheme(self) -> None:
        self.panel.retheme()
        self.gallery.update()
        self.draw()
