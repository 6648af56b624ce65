"""A pad to draw one example on: strokes by mouse, pen or finger, or a picture pasted, dropped or opened; and what the network sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.picture_files import PictureFile, local_files, one_brightness, read_picture, summary
from gui.theme import appearance
from gui.widgets.episode_board import picture as example

Picture = NDArray[np.uint8]
Drawn = tuple[tuple[tuple[QPointF, ...], ...], bytes | None]
"""Strokes in parts of a pad, and the picture that was given instead."""
SEEN = 28
"""px of what the networks see."""
FINE = 8
"""Times finer than that is drawn, before it is averaged."""
KEY_STEP = 0.05
"""Share of the pad that a key moves the pen by."""
DOT = 0.02
"""Share of the pad under which a drawing is a dot, which is not scaled up."""
CONTRAST = 16
"""Difference between the brightest and the darkest grey under which a picture is of one brightness."""
BRIGHT = 127
"""Grey of the rim from which on a picture counts as dark ink on a bright ground."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How drawings of a dataset fill their picture: the longer side of the ink and the pen's diameter, in px of 28."""

    box: float = 19.0
    pen: float = 2.1


class DrawPad(QWidget):
    """Draw with the left button. `state` and `put` let whoever watches take strokes and pictures back."""

    changed = Signal()
    """A stroke ended, or the example is another one."""
    drawing = Signal()
    """A stroke goes on."""
    told = Signal(str)
    """What was done to a picture that was brought in, or why it was not taken."""

    def __init__(self, side: int, hand: Hand, name: str) -> None:
        super().__init__()
        self._side = side
        self.hand = hand
        self._strokes: list[list[QPointF]] = []
        self._given: Picture | None = None
        self._open = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._key_at: QPointF | None = None
        self.take_files: Callable[[Sequence[Path]], None] = self._take_first
        """What is done with files that are dropped or pasted here; pads that belong together share them out."""
        self.setToolTip(
            self.tr(
                "Draw here; Ctrl+Z takes a stroke back, Delete clears, Ctrl+V pastes a picture, or drop one or several. "
                "By keys: arrows move, Enter puts the pen down or lifts it."
            )
        )
        self.retheme()

    # -- what is on it
    @property
    def empty(self) -> bool:
        """Whether nothing has been drawn or given."""
        return self._given is None and not self._strokes

    @property
    def dot(self) -> bool:
        """Whether all that was drawn is a dot."""
        return self._given is None and bool(self._strokes) and _extent(self._strokes) <= DOT

    @property
    def in_hand(self) -> bool:
        """Whether a stroke goes on."""
        return self._open

    def picture(self) -> Picture:
        """What the network sees (28, 28), ink bright: strokes centred and scaled as the data are."""
        return self._given if self._given is not None else seen(self._strokes, self.hand)

    def set_picture(self, picture: Picture) -> None:
        """Show a picture (28, 28), ink bright, as if it had been drawn."""
        self._strokes, self._given = [], np.ascontiguousarray(picture, np.uint8)
        self.update()
        self.changed.emit()

    def take(self, image: QImage) -> None:
        """Make an example of any picture: grey, ink bright, resized; says what was done."""
        if image.isNull():
            self.told.emit(self.tr("That is not a picture that can be read."))
        elif not self._take(image, image.width(), image.height()):
            self.told.emit(self.tr("That picture is all of one brightness, so there is nothing to tell apart."))

    def take_file(self, file: PictureFile) -> str:
        """Make an example of a picture file, and say what was done; or return the sentence why it was not taken."""
        if file.problem:
            return file.problem
        return "" if self._take(file.image, file.width, file.height) else one_brightness(file.name)

    def _take(self, image: QImage, width: int, height: int) -> bool:
        """Whether there was anything to take."""
        picture, inverted = as_example(image, self.hand)
        if picture is None:
            return False
        self.set_picture(picture)
        size = self.tr("A picture of {width} x {height} px was made grey and {side} x {side}.")
        what = size.format(width=width, height=height, side=SEEN)
        turned = self.tr("{what} Its ground was bright, so it was inverted: the networks know bright ink.")
        self.told.emit(turned.format(what=what) if inverted else what)
        return True

    def _take_first(self, paths: Sequence[Path]) -> None:
        problem = self.take_file(read_picture(paths[0]))
        if problem or len(paths) > 1:
            why = self.tr("only one fits here")
            self.told.emit(summary(0 if problem else 1, [problem] if problem else [], len(paths) - 1, why))

    def _take_from(self, data: QMimeData | None) -> None:
        """Take files on this computer first, of which several may come; otherwise a picture itself, as from a web page."""
        paths = local_files(data) if data is not None else []
        if paths:
            self.take_files(paths)
            return
        image = data.imageData() if data is not None and data.hasImage() else None
        self.take(image if isinstance(image, QImage) else QImage())

    def clear(self) -> None:
        """Take everything off."""
        if not self.empty:
            self._strokes, self._given = [], None
            self.update()
            self.changed.emit()

    def state(self) -> Drawn:
        """What is on it, to be put back."""
        return tuple(tuple(stroke) for stroke in self._strokes), None if self._given is None else self._given.tobytes()

    def put(self, drawn: Drawn) -> None:
        """Put this on it, and tell nobody."""
        strokes, given = drawn
        self._strokes = [list(stroke) for stroke in strokes]
        self._given = None if given is None else np.frombuffer(given, np.uint8).reshape(SEEN, SEEN)
        self._open = False
        self.update()

    # -- the hand
    def _down(self, at: QPointF) -> None:
        self._given = None
        self._strokes.append([at / self.width()])
        self._open = True
        self.update()

    def _move(self, at: QPointF) -> None:
        if self._open:
            self._strokes[-1].append(at / self.width())
            self.update()
            self.drawing.emit()

    def _up(self) -> None:
        if self._open:
            self._open = False
            self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._down(event.position())
        elif event.button() == Qt.MouseButton.RightButton:
            self.clear()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._up()

    def tabletEvent(self, event: QTabletEvent) -> None:
        match event.type():
            case QEvent.Type.TabletPress:
                self._down(event.position())
            case QEvent.Type.TabletMove:
                self._move(event.position())
            case QEvent.Type.TabletRelease:
                self._up()
            case _:
                return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._take_from(QApplication.clipboard().mimeData())
        elif not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """Arrows move a pen that begins in the middle, Enter puts it down or lifts it; whether the key was one of these."""
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        at = self._key_at or QPointF(self.rect().center())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._up if self._open else lambda: self._down(at))()
        elif (key := Qt.Key(event.key())) in moves:
            across, down = moves[key]
            far = KEY_STEP * self.width()
            at = QPointF(min(max(at.x() + across * far, 0), self.width()), min(max(at.y() + down * far, 0), self.height()))
            self._move(at)
        else:
            return False
        self._key_at = at
        self.update()
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        self._key_at = None
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # paste and delete are meant for the pad under the cursor

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take_from(event.mimeData())
        event.acceptProposedAction()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._up()
        self._key_at = None
        self.update()

    # -- looks
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

    def set_side(self, side: int) -> None:
        """Be so many px wide and high at zoom 1; strokes are kept in parts of the pad, so they grow with it."""
        if side != self._side:
            self._side = side
            self.retheme()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        side = round(self._side * appearance.zoom)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        if self._key_at is not None and self.hasFocus():
            painter.drawEllipse(self._key_at, 5, 5)
        if self._given is not None:
            painter.drawImage(QRectF(self.rect()).adjusted(3, 3, -3, -3), example(self._given, appearance.theme.dark))
            return
        painter.setPen(_pen(QColor(theme.text), self.width() * self.hand.pen / SEEN))
        for stroke in self._strokes:
            _trace(painter, [point * self.width() for point in stroke])


def seen(strokes: list[list[QPointF]], hand: Hand) -> Picture:
    """Strokes in parts of a pad as a picture (28, 28), ink bright, centred, their longer side as large as the data's."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return np.zeros((SEEN, SEEN), np.uint8)
    xs, ys = [p.x() for p in points], [p.y() for p in points]
    centre = QPointF((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    extent = _extent(strokes)
    scale = FINE * ((hand.box - hand.pen) / extent if extent > DOT else hand.box)
    side = FINE * SEEN
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(QColor(255, 255, 255), FINE * hand.pen))
    middle = QPointF(side / 2, side / 2)
    for stroke in strokes:
        _trace(painter, [(point - centre) * scale + middle for point in stroke])
    painter.end()
    return _averaged(_grey(image))


def _extent(strokes: list[list[QPointF]]) -> float:
    """The longer side of what strokes cover."""
    points = [point for stroke in strokes for point in stroke]
    xs, ys = [p.x() for p in points], [p.y() for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def as_example(image: QImage, hand: Hand) -> tuple[Picture | None, bool]:
    """Any picture as an example (28, 28), ink bright, its ink as large as the data's; and whether it was inverted. None: no ink."""
    grey = _visible(image.scaled(512, 512, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)).astype(float)
    rim = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    inverted = bool(np.median(rim) > BRIGHT)
    ink = 255 - grey if inverted else grey
    ink -= ink.min()
    if ink.max() < CONTRAST:
        return None, inverted
    ink *= 255 / ink.max()
    rows, columns = np.nonzero(ink > 0.4 * 255)
    part = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    side = max(1, round(max(part.shape) * SEEN / hand.box))
    square = np.zeros((side, side))
    top, left = (side - part.shape[0]) // 2, (side - part.shape[1]) // 2
    square[top : top + part.shape[0], left : left + part.shape[1]] = part
    data = np.ascontiguousarray(square, np.uint8)
    small = QImage(data.tobytes(), side, side, side, QImage.Format.Format_Grayscale8).scaled(
        SEEN, SEEN, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return _grey(small), inverted


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, max(1.0, width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _trace(painter: QPainter, points: list[QPointF]) -> None:
    if all(point == points[0] for point in points):  # a line of no length would not be drawn
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(QPolygonF(points))


def _visible(image: QImage) -> Picture:
    """Brightness (height, width) of an image on the ground it can be seen on; the opacity where it can be seen on none."""
    if not image.hasAlphaChannel():
        return _grey(image)
    opacity = _bytes(image.convertToFormat(QImage.Format.Format_Alpha8))
    for ground in (255, 0):
        grey = _grey(image, ground)
        if np.ptp(grey) >= CONTRAST or np.ptp(opacity) < CONTRAST:
            return grey
    return opacity


def _grey(image: QImage, ground: int = 255) -> Picture:
    """Brightness (height, width) of an image; what is transparent counts as its ground."""
    flat = QImage(image.size(), QImage.Format.Format_Grayscale8)
    flat.fill(0 if not image.hasAlphaChannel() else ground)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return _bytes(flat)


def _bytes(image: QImage) -> Picture:
    """The bytes (height, width) of an image of one byte a pixel."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def _averaged(fine: Picture) -> Picture:
    """(28 FINE, 28 FINE) -> (28, 28)"""
    blocks = fine.reshape(SEEN, FINE, SEEN, FINE).astype(float).mean((1, 3))
    return np.asarray(blocks.round(), np.uint8)
