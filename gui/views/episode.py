"""A classification task as pictures: support and query, and the class probabilities of every query after each inner step."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.protocol import Adaptation, Bytes, Episode, Read, Started
from gui.history import RunHistory
from gui.theme import SPACE, appearance
from gui.views.base import View, letter


def picture(pixels: Bytes, dark: bool) -> QImage:
    """A glyph (H, W) or colour picture (H, W, 3) as an image; grey ones as ink on paper (light) or light on dark."""
    if pixels.ndim == 3:
        data = np.ascontiguousarray(pixels)
        return QImage(data.tobytes(), data.shape[1], data.shape[0], 3 * data.shape[1], QImage.Format.Format_RGB888).copy()
    data = np.ascontiguousarray(pixels if dark else 255 - pixels)
    return QImage(data.tobytes(), data.shape[1], data.shape[0], data.shape[1], QImage.Format.Format_Grayscale8).copy()


class _Board(QWidget):
    """The painted episode: a row a class; its support pictures, then its queries with bars of class probability."""

    def __init__(self) -> None:
        super().__init__()
        self.episode: Episode | None = None
        self.step = 0
        self.colour = "#292994"
        self._support: list[list[QImage]] = []
        self._query: list[list[tuple[int, QImage]]] = []
        self._dark = False
        self._room = 280

    def set_room(self, height: int) -> None:
        """The height that can be seen without scrolling."""
        self._room = height
        self._fit_height()

    def show_episode(self, episode: Episode | None, colour: str) -> None:
        self.colour = colour
        dark = appearance.theme.dark
        if episode is not self.episode or dark != self._dark:
            self.episode, self._dark = episode, dark
            self._support, self._query = [], []
            if episode is not None:
                for c in range(len(episode.class_names)):
                    self._support.append([picture(episode.support_images[i], dark) for i in np.flatnonzero(episode.support_labels == c)])
                    self._query.append(
                        [(int(i), picture(episode.query_images[i], dark)) for i in np.flatnonzero(episode.query_labels == c)]
                    )
        self._fit_height()
        self.update()

    def _cells(self) -> tuple[int, int, float, float]:
        """(support columns, query columns, side of a picture, height of a row) in px."""
        shots = max((len(row) for row in self._support), default=1)
        queries = max((len(row) for row in self._query), default=1)
        room = self.width() - 40 - 12
        side = min(56 * appearance.zoom, room / (shots + 1.12 * queries) - 4)
        # as tall as the panel allows, so that a whole episode is seen at once where it can be
        tall = (self._room - 24 * appearance.zoom) / max(1, len(self._support)) - 8
        side = max(16.0, min(side, max(26.0, tall / 1.42)))
        return shots, queries, side, side + max(12.0, 0.42 * side) + 8

    def _fit_height(self) -> None:
        rows = max(1, len(self._support))
        self.setMinimumHeight(round(24 * appearance.zoom + rows * self._cells()[3]) if self.episode else 0)

    def sizeHint(self) -> QSize:
        return QSize(360, 280)

    def resizeEvent(self, event: object) -> None:
        self._fit_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.episode is None:
            return
        theme, zoom = appearance.theme, appearance.zoom
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shots, _, side, row = self._cells()
        font = QFont(self.font())
        font.setPixelSize(appearance.size("small"))
        painter.setFont(font)
        head = 24 * zoom
        left = 28.0
        middle = left + max(shots * (side + 4), painter.fontMetrics().horizontalAdvance(self.tr("support")) + 2.0) + 12
        bottom = head + len(self._support) * row
        painter.fillRect(QRectF(left - 4, 2, middle - left - 6, bottom - 2), QColor(theme.support))
        painter.fillRect(QRectF(middle - 4, 2, self.width() - middle, bottom - 2), QColor(theme.query))
        painter.setPen(QColor(theme.support_ink))
        painter.drawText(QRectF(left, 4, middle - left - 4, head - 6), Qt.AlignmentFlag.AlignVCenter, self.tr("support"))
        painter.setPen(QColor(theme.query_ink))
        text = self.tr("query: bars are the classes' probabilities")
        painter.drawText(QRectF(middle, 4, self.width() - middle - 8, head - 6), Qt.AlignmentFlag.AlignVCenter, text)
        for c, pictures in enumerate(self._support):
            top = head + c * row
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(0, top, 22, side), Qt.AlignmentFlag.AlignCenter, letter(c))
            for j, image in enumerate(pictures):
                painter.drawImage(QRectF(left + j * (side + 4), top, side, side), image)
            for j, (i, image) in enumerate(self._query[c]):
                self._paint_query(painter, QRectF(middle + j * (1.12 * side + 4), top, side, side), i, image, row - side - 6)

    def _paint_query(self, painter: QPainter, box: QRectF, index: int, image: QImage, below: float) -> None:
        assert self.episode is not None
        theme = appearance.theme
        p = self.episode.probabilities
        chances = np.nan_to_num(p[min(self.step, len(p) - 1), index])
        truth, guess = int(self.episode.query_labels[index]), int(chances.argmax())
        right = truth == guess
        painter.drawImage(box, image)
        painter.setPen(QPen(QColor(theme.good if right else theme.error), 1 if right else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        way = len(chances)
        width, high = box.width() / way, below - 2
        base = box.bottom() + 3 + high
        for c, chance in enumerate(chances.tolist()):
            tall = max(1.0, chance * high)
            colour = QColor(self.colour if c == truth else theme.mixed(theme.muted, 0.7))
            painter.fillRect(QRectF(box.left() + c * width + 0.5, base - tall, max(1.0, width - 1), tall), colour)
        # tick or cross with the guessed class, so that colour is not the only carrier
        mark = "✓" if right else f"✗{letter(guess)}"
        chip = QRectF(box.right() - 8 - 6 * len(mark), box.top(), 8 + 6 * len(mark), 13)
        if box.width() >= 40:
            painter.fillRect(chip, QColor(theme.panel))
            painter.setPen(QColor(theme.good if right else theme.error))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, mark)
        else:
            painter.setPen(QColor(theme.good if right else theme.error))
            painter.fillRect(QRectF(box.right() - 10, box.top(), 10, 11), QColor(theme.panel))
            painter.drawText(QPointF(box.right() - 9, box.top() + 9), mark[0])


class EpisodeView(View):
    """The probe task of the selected run."""

    title: ClassVar[str] = "episode"
    readings: ClassVar[tuple[str, ...]] = ("Episode",)
    events: ClassVar[tuple[type, ...]] = (Read, Started)

    steps_available = Signal(int, int)
    next_task = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._episode: Episode | None = None
        self._step = 0
        self._shape = (-1, -1)
        self.board = _Board()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.board)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._empty = QLabel(
            self.tr("One unseen task: its examples, its queries, and what the model answers after every inner step.\nPress Space to start.")
        )
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._caption = QLabel()
        self._caption.setObjectName("muted")
        self._caption.setWordWrap(True)
        self._next = QPushButton(self.tr("Next task"))
        self._next.setToolTip(self.tr("Another task of the validation classes (N)"))
        self._next.clicked.connect(self.next_task)
        frame = QFrame()
        frame.setObjectName("panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(8, 6, 8, 6)
        inner.addWidget(self._empty, 1)
        inner.addWidget(scroll, 1)
        self._scroll = scroll
        row = QHBoxLayout()
        row.addWidget(self._caption, 1)
        row.addWidget(self._next)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(frame)
        self._show()

    def feed(self, history: RunHistory, event: object) -> None:
        if isinstance(event, Read) and not isinstance(event.reading, Episode):
            return
        self.dirty = self.dirty or history.info.id == self.current

    def draw(self) -> None:
        self.dirty = False
        history = self.runs.get(self.current or "")
        found = history.readings.get("Episode") if history else None
        self._episode = found[1] if found and isinstance(found[1], Episode) else None
        self._show()

    def set_step(self, step: int) -> None:
        """Show the answers after this inner step."""
        self._step = step
        self._show()

    def _show(self) -> None:
        episode, history = self._episode, self.runs.get(self.current or "")
        shown = episode is not None and history is not None
        self._empty.setVisible(not shown)
        self._scroll.setVisible(shown)
        self._next.setVisible(shown)
        self._caption.setVisible(shown)
        if episode is None or history is None:
            self.board.show_episode(None, "")
            return
        self.board.step = self._step
        self.board.set_room(self._scroll.viewport().height())
        self.board.show_episode(episode, appearance.theme.run(history.info.algorithm.id, history.info.ordinal))
        last = len(episode.probabilities) - 1
        p = np.nan_to_num(episode.probabilities[min(self._step, last)])
        right = int((p.argmax(1) == episode.query_labels).sum())
        confidence = float(p[np.arange(len(p)), episode.query_labels].mean()) if len(p) else math.nan
        if last:
            text = self.tr(
                "After {step} inner steps {right} of {count} queries are right; the true class has probability {confidence} on average."
            )
        else:
            text = self.tr(
                "No inner steps, one pass: {right} of {count} queries are right; the true class has probability {confidence} on average."
            )
        text = text.format(step=min(self._step, last), right=right, count=len(p), confidence=f"{confidence:.2f}")
        self._caption.setText(text)
        adaptation = history.readings.get("Adaptation")
        known = adaptation is not None and isinstance(adaptation[1], Adaptation)
        config = history.started.config if history.started else history.info.config
        trained = adaptation[1].trained_steps if known else int(config.hyper.get("inner_steps", last))  # type: ignore[union-attr, index]
        if (last, trained) != self._shape:
            self._shape = (last, trained)
            self.steps_available.emit(last, trained)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.board.set_room(self._scroll.viewport().height())

    def retheme(self) -> None:
        self._show()
