"""What has less room than it needs is scrolled: nothing in it is squeezed over something else."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.theme import SPACE

LEAST = QSize(120, 80)
"""px that such an area keeps at least."""


class Scrolled(QScrollArea):
    """A widget that fills the area where there is room for all of it, and scrolls where there is none."""

    def __init__(self, widget: QWidget, *, across: bool = True) -> None:
        """`across`: it scrolls to the side, too; else it asks for the width of the widget."""
        super().__init__()
        self._across = across
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(widget)
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        if self._across:
            return LEAST
        wide = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() + SPACE
        return LEAST.expandedTo(QSize(wide, 0))

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()
