"""A quiet ring around what a story speaks of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import appearance

WIDTH = 3


class Ring(QWidget):
    """Drawn over `window` around `target`, and gone when that is hidden; it lets every click through."""

    def __init__(self, window: QWidget, target: QWidget) -> None:
        super().__init__(window)
        self._window, self.target = window, target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._watched: list[QWidget] = []
        around: QWidget | None = target
        while around is not None and around is not window:  # what moves the target may be any widget around it
            around.installEventFilter(self)
            self._watched.append(around)
            around = around.parentWidget()
        window.installEventFilter(self)
        self._watched.append(window)
        appearance.changed.connect(self.update)
        self.follow()

    def follow(self) -> None:
        """Stand where the target is."""
        seen = self.target.isVisibleTo(self._window)
        self.setVisible(seen)
        if seen:
            corner = self.target.mapTo(self._window, QPoint(0, 0))
            self.setGeometry(QRect(corner, self.target.size()))
            self.raise_()

    def end(self) -> None:
        """Take it away."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest):
            self.follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(appearance.theme.accent), appearance.pen(WIDTH)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 7, 7)
