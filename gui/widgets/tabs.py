"""Tabs that need no more room than the page on screen does."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget


class Tabs(QTabWidget):
    """Hidden pages, however wide, do not push what stands beside the tabs out of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        hint = page.minimumSizeHint() if page is not None else QSize()
        return QSize(hint.width(), hint.height() + self.tabBar().sizeHint().height())
