"""A classification task painted: a row a class, its support pictures, then its queries with the answers to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.protocol import Bytes, Episode
from gui.labels import show_tip
from gui.theme import appearance
from gui.view_fault import guarded_paint
from gui.views.base import letter

LEAST, LEAST_BESIDE, COMFORTABLE, MOST = 15, 22, 26, 56
"""px: a whole episode is shown at once if its pictures are no smaller than this (with bars beside them: than that);
otherwise it is scrolled with comfortable ones; none are larger than the last."""
GAP = 4
LEFT = 30.0
SCROLL_BAR = 18
LINES = 5
"""The examples of a class are broken into at most so many lines."""
STRIP = 13.0
"""Height of the bars beneath a picture, px at zoom 1."""
NARROW = 1.8
"""px a bar needs at least; where it has less, one lying bar shows the probability of the true class."""
BESIDE = 0.85
"""Width of the bars beside a picture, as a share of its side."""


def picture(pixels: Bytes, dark: bool) -> QImage:
    """A glyph (H, W) or colour picture (H, W, 3) as an image; grey ones as ink on paper (light) or light on dark."""
    if pixels.ndim == 3:
        data = np.ascontiguousarray(pixels)
        return QImage(data.tobytes(), data.shape[1], data.shape[0], 3 * data.shape[1], QImage.Format.Format_RGB888).copy()
    data = np.ascontiguousarray(pixels if dark else 255 - pixels)
    return QImage(data.tobytes(), data.shape[1], data.shape[0], data.shape[1], QImage.Format.Format_Grayscale8).copy()


def answers(episode: Episode, step: int) -> list[int]:
    """The class answered to each query after an inner step; -1 where the probabilities are no numbers."""
    p = episode.probabilities[min(step, len(episode.probabilities) - 1)]
    sound = np.isfinite(p).all(-1)
    if not p.size:
        return [-1] * len(p)
    guesses: list[int] = np.where(sound, np.nan_to_num(p).argmax(-1), -1).tolist()
    return guesses


@dataclass(frozen=True, slots=True)
class Cells:
    """Where things lie: side of a picture, a query's cell, pictures in a line, lines of a class, bars beside or beneath (px)."""

    side: float
    width: float
    height: float
    shots: int
    queries: int
    lines: int
    beside: bool

    @property
    def row(self) -> float:
        """Height of a class."""
        return self.lines * self.height + GAP


def arranged(room: tuple[float, float], way: int, shots: int, queries: int, label: float, zoom: float) -> Cells:
    """The arrangement that needs no scrolling, and of those the one with the largest pictures in `room` (width, height).

    `label` is the least width of the support column.
    """
    width, height = room
    best, best_score = None, (False, 0.0)
    for lines in range(1, min(LINES, queries) + 1):
        for beside in (True, False):  # bars beside are the easier ones to read
            s, q = -(-shots // lines), -(-queries // lines)
            strip = 0.0 if beside else STRIP * zoom
            spread = 1 + BESIDE if beside else 1.0
            gaps = GAP * q
            down = (height / way - GAP) / lines - strip - GAP
            least = (LEAST_BESIDE if beside else LEAST) * zoom
            scrolled = down < least
            if scrolled:
                down = COMFORTABLE * zoom
            free = width - gaps - (SCROLL_BAR if scrolled else 0)
            across = min((free - GAP * s) / (s + spread * q), (free - label) / (spread * q))
            side = max(min(across, down, MOST * zoom), least)
            score = not scrolled and side <= across, side if beside else 0.95 * side
            if best is None or score > best_score:
                best, best_score = Cells(side, spread * side + GAP, side + strip + GAP, s, q, lines, beside), score
    assert best is not None
    return best


class EpisodeBoard(QWidget):
    """Right answers bear a tick, wrong ones the letter of the class answered; bars are the classes' probabilities in order.

    A click, or arrows in the keyboard's hand, choose a query; Escape or a second click lets it go.
    """

    chosen = Signal(int)
    """A query, or -1."""

    def __init__(self) -> None:
        super().__init__()
        self.query = -1
        """the chosen one"""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Support and queries of the task"))
        self.episode: Episode | None = None
        self.step = 0
        self.colour = "#292994"
        self.boxes: dict[int, QRectF] = {}
        """Where each query's picture was painted last."""
        self._support: list[list[QImage]] = []
        self._query: list[list[tuple[int, QImage]]] = []
        self._answers: list[int] = []
        self._dark = False
        self._room = QSize(360, 280)

    def set_room(self, room: QSize) -> None:
        """What can be seen without scrolling."""
        self._room = room
        self._measure()

    def show_episode(self, episode: Episode | None, step: int, colour: str) -> None:
        """Paint this episode as it is after `step` inner steps, in the colour of its run."""
        dark = appearance.theme.dark
        if episode is not self.episode or dark != self._dark:
            self._support, self._query = [], []
            for c in range(len(episode.class_names) if episode else 0):
                assert episode is not None
                self._support.append([picture(episode.support_images[i], dark) for i in np.flatnonzero(episode.support_labels == c)])
                mine = np.flatnonzero(episode.query_labels == c).tolist()
                self._query.append([(i, picture(episode.query_images[i], dark)) for i in mine])
        self.episode, self.step, self.colour, self._dark = episode, step, colour, dark
        self._answers = answers(episode, step) if episode else []
        self._measure()
        self.update()

    def _head(self) -> float:
        return 20 * appearance.zoom

    def _cells(self) -> Cells:
        shots = max((len(row) for row in self._support), default=1)
        queries = max((len(row) for row in self._query), default=1)
        room = self._room.width() - LEFT - 3 * GAP, self._room.height() - self._head() - GAP
        return arranged(room, max(1, len(self._support)), max(1, shots), max(1, queries), self._label_width(), appearance.zoom)

    def _support_width(self, cells: Cells) -> float:
        return max(cells.shots * (cells.side + GAP), self._label_width())

    def _label_width(self) -> float:
        return self.fontMetrics().horizontalAdvance(self.tr("support")) + 2.0 * GAP

    def _measure(self) -> None:
        if self.episode is None:
            self.setMinimumSize(0, 0)
            return
        font = QFont(self.font())
        font.setPixelSize(appearance.size("small"))
        self.setFont(font)
        cells = self._cells()
        width = LEFT + self._support_width(cells) + 3 * GAP + cells.queries * cells.width
        self.setMinimumSize(int(width), int(self._head() + len(self._support) * cells.row + GAP))

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        self.boxes = {}
        if self.episode is None:
            return
        theme = appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(theme.panel))
        cells, head = self._cells(), self._head()
        middle = LEFT + self._support_width(cells) + 2 * GAP
        high = head + len(self._support) * cells.row - GAP / 2
        painter.fillRect(QRectF(LEFT - GAP, 0, middle - LEFT - GAP, high), QColor(theme.support))
        painter.fillRect(QRectF(middle - GAP, 0, self.width() - middle + GAP, high), QColor(theme.query))
        self._write_head(painter, middle, head)
        for c, pictures in enumerate(self._support):
            top = head + c * cells.row
            if top > event.rect().bottom() or top + cells.row < event.rect().top():
                continue
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(0, top, LEFT - 2 * GAP, cells.side), Qt.AlignmentFlag.AlignCenter, letter(c))
            for j, image in enumerate(pictures):
                line, column = divmod(j, cells.shots)
                place = QPointF(LEFT + column * (cells.side + GAP), top + line * cells.height)
                painter.drawImage(QRectF(place, QSizeF(cells.side, cells.side)), image)
            for j, (i, image) in enumerate(self._query[c]):
                line, column = divmod(j, cells.queries)
                place = QPointF(middle + column * cells.width, top + line * cells.height)
                self.boxes[i] = QRectF(place, QSizeF(cells.side, cells.side))
                self._paint_query(painter, self.boxes[i], i, image, cells)

    def _write_head(self, painter: QPainter, middle: float, head: float) -> None:
        painter.setPen(QColor(appearance.theme.support_ink))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(LEFT, 0, middle - LEFT, head), flags, self.tr("support"))
        painter.setPen(QColor(appearance.theme.query_ink))
        room = QRectF(middle, 0, min(self.width(), self._room.width()) - middle - GAP, head)
        words = (
            self.tr("query: ✓ right, else the letter answered; bars: probability of each class"),
            self.tr("query: ✓ or the letter answered, probabilities"),
            self.tr("query: ✓ or the letter answered"),
            self.tr("query"),
        )
        fits = (text for text in words if painter.fontMetrics().horizontalAdvance(text) <= room.width())
        painter.drawText(room, flags, next(fits, words[-1]))

    def _paint_query(self, painter: QPainter, box: QRectF, index: int, image: QImage, cells: Cells) -> None:
        assert self.episode is not None
        theme, zoom = appearance.theme, appearance.zoom
        truth, guess = int(self.episode.query_labels[index]), self._answers[index]
        right = truth == guess
        painter.drawImage(box, image)
        painter.setPen(QPen(QColor(theme.good if right else theme.error), 1 if right else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        if index == self.query:
            painter.setPen(QPen(QColor(theme.accent), 3))
            painter.drawRect(box.adjusted(-2, -2, 2, 2))
        mark = "✓" if right else letter(guess) if guess >= 0 else "?"
        wide = painter.fontMetrics().horizontalAdvance(mark) + 2.0
        if cells.beside:
            bars = QRectF(box.right() + 3, box.top(), BESIDE * cells.side - 2, cells.side - STRIP * zoom)
            place = QRectF(bars.left(), bars.bottom() + 1, bars.width(), STRIP * zoom)
        else:
            bars = QRectF(box.left(), box.bottom() + 3, cells.side - wide, STRIP * zoom - 2)
            place = QRectF(box.right() - wide + 1, box.bottom() + 2, wide + 2, STRIP * zoom)
        narrow = bars.width() < NARROW * self._way()  # too many classes for bars of their own: one lying bar, the true class
        if narrow and not cells.beside:
            bars = place = QRectF(box.left(), box.bottom() + 1, box.width(), STRIP * zoom)
        painter.setPen(QColor(theme.good if right else theme.error))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._marked(painter, mark, index, place.width()))
        self._paint_bars(painter, bars, index, truth, narrow)

    def _marked(self, painter: QPainter, mark: str, index: int, width: float) -> str:
        """The mark, with the probability of the answer (%) where there is room."""
        guess = self._answers[index]
        if guess < 0 or painter.fontMetrics().horizontalAdvance("M 100") > width:
            return mark
        return f"{mark} {100 * self._chances(index)[guess]:.0f}"

    def _way(self) -> int:
        return self.episode.probabilities.shape[-1] if self.episode is not None else 0

    def _chances(self, index: int) -> list[float]:
        assert self.episode is not None
        p = self.episode.probabilities
        chances: list[float] = np.clip(np.nan_to_num(p[min(self.step, len(p) - 1), index]), 0, 1).tolist()
        return chances

    def _paint_bars(self, painter: QPainter, area: QRectF, index: int, truth: int, narrow: bool) -> None:
        chances = self._chances(index)
        ground = QColor(appearance.theme.mixed(appearance.theme.muted, 0.7))
        width = area.width() / max(1, len(chances))
        if narrow:
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, area.width(), 2), QColor(appearance.theme.border))
            share = chances[truth] if 0 <= truth < len(chances) else 0.0
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, share * area.width(), 2), QColor(self.colour))
            return
        for c, chance in enumerate(chances):
            tall = max(1.0, chance * area.height())
            bar = QRectF(area.left() + c * width, area.bottom() - tall, max(0.7 * width, width - 1), tall)
            painter.fillRect(bar, QColor(self.colour) if c == truth else ground)

    def query_at(self, place: QPointF) -> int:
        """The query painted there, with its bars; -1 where there is none."""
        cells = self._cells()
        reach = (0, 0, cells.width - cells.side - GAP, 0) if cells.beside else (0, 0, 0, STRIP)
        return next((i for i, box in self.boxes.items() if box.adjusted(*reach).contains(place)), -1)

    def words_at(self, place: QPointF) -> str:
        """What is known about the query painted there; empty where there is none."""
        index = self.query_at(place)
        if self.episode is None or index < 0:
            return ""
        truth, chances = int(self.episode.query_labels[index]), self._chances(index)
        first = self.tr("Class {letter}: {name}").format(letter=letter(truth), name=self.episode.class_names[truth])
        best = sorted(range(len(chances)), key=lambda c: -chances[c])[:3]
        shares = ", ".join(f"{letter(c)} {100 * chances[c]:.0f} %" for c in best)
        return first + "\n" + self.tr("Answer: {shares}").format(shares=shares)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.query_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(-1 if index == self.query else index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        count = 0 if self.episode is None else len(self.episode.query_labels)
        if event.key() in moves and count:
            self.chosen.emit(min(max(0, self.query + moves[Qt.Key(event.key())]), count - 1))
        elif event.key() == Qt.Key.Key_Escape and self.query >= 0:
            self.chosen.emit(-1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)
