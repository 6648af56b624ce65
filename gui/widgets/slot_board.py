"""The slots of a memory as a board of pictures: what was last written to each, where it writes and reads now."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.protocol import Memory
from gui.labels import show_tip
from gui.slots import last_writers, wrote
from gui.theme import appearance
from gui.view_fault import guarded_paint
from gui.views.base import letter
from gui.widgets.episode_board import picture

GAP = 3.0
MARGIN = 8.0
ROOM_FOR_LETTER = 26
"""px a cell needs to bear the letter of its class beside its picture."""


class SlotBoard(QWidget):
    """One cell a slot, in reading order. Thick border: written now; bar: how far the read stands out; dotted: least used.

    A click, or arrows and Enter, choose a slot.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.reading: Memory | None = None
        self.place = 0
        self.slot = -1
        self.writers = np.empty(0, np.int64)
        self.reads = np.empty(0)
        """how far each slot's read stands out: 0 an even spread and below, 1 the largest of this episode"""
        self._now = np.empty(0, np.bool_)
        self._pictures: list[QImage] = []
        self._dark = False
        self._colour = "#292994"
        self.setMinimumSize(120, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Slots of the memory"))

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def show_reading(self, reading: Memory | None, place: int, slot: int, colour: str) -> None:
        """The memory after picture `place` of the episode, with this slot chosen (-1: none), in the colour of its run."""
        dark = appearance.theme.dark
        if reading is not None and (reading is not self.reading or dark != self._dark):
            drawn = reading.images.shape[1] > 1
            self._pictures = [picture(image, dark) for image in reading.images] if drawn else []
        self.reading, self.place, self.slot, self._dark, self._colour = reading, place, slot, dark, colour
        if reading is not None:
            self.writers = last_writers(reading, place)
            self._now = wrote(reading)[place]
            above = np.nan_to_num(reading.read).mean(1) - 1 / reading.read.shape[2]
            self.reads = np.clip(above[place] / max(float(above.max()), 1e-9), 0, 1)
        self.update()

    # -- where things lie
    def _grid(self) -> tuple[int, float]:
        """Columns, and the side of a cell."""
        assert self.reading is not None
        slots = self.reading.read.shape[2]
        width, height = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
        best = (1, 0.0)
        for columns in range(1, slots + 1):
            side = min(width / columns, height / math.ceil(slots / columns))
            if side > best[1]:
                best = (columns, side)
        return best

    def box(self, slot: int) -> QRectF:
        """Where a slot's cell is painted."""
        columns, side = self._grid()
        row, column = divmod(slot, columns)
        return QRectF(MARGIN + column * side, MARGIN + row * side, side - GAP, side - GAP)

    def slot_at(self, at: QPointF) -> int:
        """The slot painted there; -1 where there is none."""
        if self.reading is None:
            return -1
        columns, side = self._grid()
        column, row = math.floor((at.x() - MARGIN) / side), math.floor((at.y() - MARGIN) / side)
        slot = row * columns + column
        return slot if 0 <= column < columns and row >= 0 and slot < self.reading.read.shape[2] else -1

    # -- painting
    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.reading is None:
            return
        theme = appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        painter.setFont(font)
        least = int(self.reading.least_used[self.place])
        for slot in range(self.reading.read.shape[2]):
            box = self.box(slot)
            writer = int(self.writers[slot])
            painter.fillRect(box, QColor(theme.query if writer >= 0 else theme.mixed(theme.border, 0.35)))
            if writer >= 0:
                self._paint_writer(painter, box, writer)
            if self.reads[slot] > 0.02:
                tall = float(self.reads[slot]) * box.height()
                painter.fillRect(QRectF(box.left(), box.bottom() - tall, max(3.0, 0.09 * box.width()), tall), QColor(self._colour))
            self._paint_border(painter, box, slot, least)

    def _paint_writer(self, painter: QPainter, box: QRectF, writer: int) -> None:
        assert self.reading is not None
        theme = appearance.theme
        label = int(self.reading.labels[writer])
        lettered = box.width() >= ROOM_FOR_LETTER * appearance.zoom
        colour = QColor(theme.class_colours()[label % len(theme.class_colours())])
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), colour)
        inner = box.adjusted(max(4.0, 0.12 * box.width()), 1, -1, -3)
        painter.setPen(colour)
        if not self._pictures:
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, letter(label))
            return
        side = min(inner.width(), inner.height()) * (0.76 if lettered else 1.0)
        painter.drawImage(QRectF(inner.topLeft(), QSizeF(side, side)), self._pictures[writer])
        if lettered:
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, letter(label))

    def _paint_border(self, painter: QPainter, box: QRectF, slot: int, least: int) -> None:
        theme = appearance.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if slot == self.slot:
            painter.setPen(QPen(QColor(theme.accent), 2.5))
        elif self._now[slot]:
            painter.setPen(QPen(QColor(theme.text), 2))
        elif slot == least:
            painter.setPen(QPen(QColor(theme.text), 1.2, Qt.PenStyle.DotLine))
        else:
            painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawRect(box)

    # -- asking
    def words(self, slot: int) -> str:
        """What is known about a slot after the chosen picture."""
        if self.reading is None or slot < 0:
            return ""
        usage = float(np.nan_to_num(self.reading.usage[self.place, slot]))
        read = 100 * float(np.nan_to_num(self.reading.read[self.place, :, slot]).mean())
        writer = int(self.writers[slot])
        if writer < 0:
            text = self.tr("Slot {slot}: nothing written yet. Read {read} %, usage {usage}.")
            return text.format(slot=slot + 1, read=f"{read:.1f}", usage=f"{usage:.2f}")
        text = self.tr("Slot {slot}: last written for picture {picture}, class {name}. Read {read} %, usage {usage}.")
        name = letter(int(self.reading.labels[writer]))
        return text.format(slot=slot + 1, picture=writer + 1, name=name, read=f"{read:.1f}", usage=f"{usage:.2f}")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event.globalPos(), self.words(self.slot_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        slot = self.slot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and slot >= 0:
            self.chosen.emit(-1 if slot == self.slot else slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.reading is None:
            return
        columns, slots = self._grid()[0], self.reading.read.shape[2]
        key = Qt.Key
        moves = {key.Key_Left: -1, key.Key_Right: 1, key.Key_Up: -columns, key.Key_Down: columns}
        if event.key() in moves:
            self.chosen.emit(min(max(0, self.slot + moves[Qt.Key(event.key())]), slots - 1))
        elif event.key() == key.Key_Escape and self.slot >= 0:
            self.chosen.emit(-1)
        else:
            super().keyPressEvent(event)
