"""What has less room than it needs is scrolled: nothing in it is squeezed over something else."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

LEAST = QSize(120, 80)
"""px that such an area keeps at least."""


class Scrolled(QScrollArea):
    """A widget that fills the area where there is room for all of it, and scrolls where there is none."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(widget)
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return LEAST

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()
