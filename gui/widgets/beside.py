"""Two widgets beside each other, or, where there is no room for that, one above the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class Beside(QSplitter):
    """`left` and `right`, sharing the width (or the height) as 3 : 2; neither gets narrower than its minimum width."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._needed = left.minimumWidth() + right.minimumWidth()
        for widget, share in ((left, 3), (right, 2)):
            self.addWidget(widget)
            self.setStretchFactor(self.indexOf(widget), share)
        self.setSizes([600, 400])
        self.setChildrenCollapsible(False)
        self.setMinimumWidth(max(left.minimumWidth(), right.minimumWidth()))  # else it would ask for both side by side

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = Qt.Orientation.Horizontal if self.width() >= self._needed + self.handleWidth() else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self.setSizes([600, 400])
        super().resizeEvent(event)
