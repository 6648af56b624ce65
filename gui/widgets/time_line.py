"""Meta-training as a line: how far it is, and a place on it to look back at."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import appearance

MARGIN = 7


class TimeLine(QWidget):
    """Filled as far as the run has come. Drag the handle back to see the inside as it was; at the end it follows again."""

    looked_back = Signal(object)
    """The outer step to look at, or None for now."""

    def __init__(self) -> None:
        super().__init__()
        self._step, self._steps = 0, 1
        self._moments: list[int] = []
        self._looking: int | None = None
        self.setMinimumSize(80, 18)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Meta-training"))
        self.setToolTip(self.tr("Meta-training: how much of the run is done. Drag back to see the inside as it was; the end is now."))

    def show_run(self, step: int, steps: int, moments: list[int], looking: int | None) -> None:
        """A run of `steps` outer steps has come to `step`; there are readings of `moments`; `looking` is the one on screen."""
        now = (step, max(1, steps), moments, looking)
        if now != (self._step, self._steps, self._moments, self._looking):
            self._step, self._steps, self._moments, self._looking = now
            self.update()

    def _x(self, step: float) -> float:
        return MARGIN + (self.width() - 2 * MARGIN) * min(1.0, step / self._steps)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(QRectF(MARGIN, middle - 2, self.width() - 2 * MARGIN, 4), 2, 2)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRectF(MARGIN, middle - 2, self._x(self._step) - MARGIN, 4), 2, 2)
        painter.setBrush(QColor(theme.mixed(theme.accent, 0.55)))
        last = -10.0
        for moment in self._moments:
            if self._x(moment) - last >= 4:
                last = self._x(moment)
                painter.drawEllipse(QPointF(last, middle + 6), 1.2, 1.2)
        if self._moments:
            painter.setPen(QColor(theme.text) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent if self._looking is None else theme.warning))
            painter.drawEllipse(QPointF(self._x(self._step if self._looking is None else self._looking), middle), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = len(self._moments) if self._looking is None else bisect_right(self._moments, self._looking) - 1
        places = {Qt.Key.Key_Left: here - 1, Qt.Key.Key_Right: here + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._moments)}
        if event.key() in places and self._moments:
            place = max(0, places[Qt.Key(event.key())])
            self.looked_back.emit(self._moments[place] if place < len(self._moments) else None)
        else:
            super().keyPressEvent(event)

    def _go(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton or not self._moments:
            return
        x = event.position().x()
        if x >= self._x(self._step) - 3:
            self.looked_back.emit(None)
            return
        share = (x - MARGIN) / max(1.0, self.width() - 2 * MARGIN)
        self.looked_back.emit(min(self._moments, key=lambda moment: abs(moment - share * self._steps)))
