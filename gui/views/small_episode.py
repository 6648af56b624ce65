"""A classification task as small as it can be read: support and query pictures, and which answers are right after an inner step."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.protocol import Episode
from gui.labels import Label
from gui.theme import appearance
from gui.view_fault import guarded_paint
from gui.views.base import letter
from gui.views.reading import TaskView
from gui.widgets.episode_board import answers, picture

GAP = 3
MARGIN = 6
LEAST, MOST = 12, 44
"""px of a picture's side at zoom 1; where there is less room, the last classes are cut off and the caption still counts them."""
BAR = 3
"""px of the bar beneath a query: the probability of its true class."""


class Board(QWidget):
    """One row a class: its letter, its support pictures, its queries framed by right (thin) and wrong (thick, with the answer)."""

    def __init__(self) -> None:
        super().__init__()
        self.episode: Episode | None = None
        self.step = 0
        self.colour = "#292994"
        self.marks: list[str] = []
        """What stands at each query: nothing where it is right, else the letter answered."""
        self._images: dict[str, list[QImage]] = {"support": [], "query": []}
        self._shown: tuple[Episode | None, bool] = (None, False)

    def show_episode(self, episode: Episode | None, step: int, colour: str) -> None:
        """Paint this episode as it is after `step` inner steps, in the colour of its run."""
        dark = appearance.theme.dark
        if (self._shown[0] is not episode or self._shown[1] != dark) and episode is not None:
            self._images = {
                "support": [picture(p, dark) for p in episode.support_images],
                "query": [picture(p, dark) for p in episode.query_images],
            }
        self._shown = episode, dark
        self.episode, self.step, self.colour = episode, step, colour
        found = zip(answers(episode, step), episode.query_labels.tolist(), strict=True) if episode is not None else ()
        self.marks = ["" if guess == truth else letter(guess) if guess >= 0 else "?" for guess, truth in found]
        self.update()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        episode = self.episode
        if episode is None:
            painter = QPainter(self)
            painter.setPen(QColor(appearance.theme.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, self.tr("Nothing to see of this run yet."))
            return
        theme, zoom = appearance.theme, appearance.zoom
        way = len(episode.class_names)
        support = [np.flatnonzero(episode.support_labels == c).tolist() for c in range(way)]
        query = [np.flatnonzero(episode.query_labels == c).tolist() for c in range(way)]
        shots, queries = max(map(len, support)), max(1, *map(len, query))
        name = 16 * zoom
        across = (self.width() - name - 4 * MARGIN) / (shots + queries) - GAP
        down = (self.height() - 2) / max(1, way) - GAP - BAR - 1
        side = max(LEAST * zoom, min(across, down, MOST * zoom))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        row = side + GAP + BAR + 1
        left = name + MARGIN
        middle = left + shots * (side + GAP) + 2 * MARGIN
        high = min(self.height(), way * row)
        painter.fillRect(QRectF(name, 0, middle - name - MARGIN, high), QColor(theme.support))
        painter.fillRect(QRectF(middle - MARGIN, 0, queries * (side + GAP) + 2 * MARGIN, high), QColor(theme.query))
        font = QFont(self.font())
        font.setPixelSize(appearance.size("small"))
        painter.setFont(font)
        for c in range(way):
            top = c * row + 1
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(0, top, name, side), Qt.AlignmentFlag.AlignCenter, letter(c))
            for j, i in enumerate(support[c]):
                painter.drawImage(QRectF(QPointF(left + j * (side + GAP), top), QSizeF(side, side)), self._images["support"][i])
            for j, i in enumerate(query[c]):
                self._paint_query(painter, QRectF(middle + j * (side + GAP), top, side, side), i, c)

    def _paint_query(self, painter: QPainter, box: QRectF, index: int, truth: int) -> None:
        assert self.episode is not None
        theme, mark = appearance.theme, self.marks[index]
        painter.drawImage(box, self._images["query"][index])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.error if mark else theme.good), 2 if mark else 1))
        painter.drawRect(box)
        if mark:
            wide = max(9.0, painter.fontMetrics().horizontalAdvance(mark) + 3.0)
            tall = min(box.height(), float(painter.fontMetrics().ascent()) + 1)
            place = QRectF(box.right() - wide, box.bottom() - tall, wide, tall)
            painter.fillRect(place, QColor(theme.error))
            painter.setPen(QColor(theme.panel))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark)
        p = self.episode.probabilities
        chance = float(np.clip(np.nan_to_num(p[min(self.step, len(p) - 1), index, truth]), 0, 1))
        painter.fillRect(QRectF(box.left(), box.bottom() + 2, box.width(), BAR), QColor(theme.border))
        painter.fillRect(QRectF(box.left(), box.bottom() + 2, chance * box.width(), BAR), QColor(self.colour))


class SmallEpisodeView(TaskView):
    """The probe task of a run beside those of others."""

    title: ClassVar[str] = "small episode"
    kind = Episode

    def __init__(self) -> None:
        super().__init__()
        self._episode: Episode | None = None
        self.board = Board()
        self.caption = Label()
        self.caption.setObjectName("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.board, 1)
        column.addWidget(self.caption)
        self._show()

    def let_go(self) -> None:
        self._episode = None

    def draw(self) -> None:
        self.dirty = False
        episode = self.newest(Episode)
        self._episode = episode if episode is not None and episode.probabilities.shape[0] and episode.class_names else None
        self._show()

    def set_step(self, step: int) -> None:
        self.step = step
        self._show()

    def _show(self) -> None:
        episode = self._episode if self.history else None
        self.board.show_episode(episode, self.step, self.colour())
        if episode is None:
            self.caption.clear()
            return
        last = len(episode.probabilities) - 1
        right, count = self.board.marks.count(""), len(self.board.marks)
        text = self.tr("step {step}: {right} of {count} right") if last else self.tr("one pass: {right} of {count} right")
        self.caption.setText(text.format(step=min(self.step, last), right=right, count=count))
        self.setAccessibleDescription(self.caption.text())
        self.announce(last)

    def retheme(self) -> None:
        self._show()
