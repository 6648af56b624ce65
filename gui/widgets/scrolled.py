"""What has less room than it needs is scrolled: nothing in it is squeezed over something else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.theme import SPACE

LEAST = QSize(120, 80)
"""px that such an area keeps at least."""


class Scrolled(QScrollArea):
    """A widget that fills the area where there is room for all of it, and scrolls where there is none."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._inner = widget
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(widget)
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return LEAST

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()


class ScrolledDown(Scrolled):
    """One that scrolls up and down only, and asks for the width of its widget."""

    def minimumSizeHint(self) -> QSize:
        wide = self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() + SPACE
        return LEAST.expandedTo(QSize(wide, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
