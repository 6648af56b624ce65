"""Tabs that need no more room than the page on screen does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize

from gui.widgets.inputs import TabWidget


class Tabs(TabWidget):
    """Hidden pages, however wide, do not push what stands beside the tabs out of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def show_only(self, there: Sequence[bool]) -> None:
        """These tabs and no others; where the one in front goes, the first that is there comes to the front."""
        at = self.currentIndex()
        if any(there) and (at < 0 or not there[at]):
            self.setTabVisible(there.index(True), True)
            self.setCurrentIndex(there.index(True))
        for tab, visible in enumerate(there):
            self.setTabVisible(tab, visible)
        for on in (False, True):  # WORKAROUND Qt 6.11: a bar that was scrolled stays so when tabs go, and shows none of those left
            self.setUsesScrollButtons(on)

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        hint = page.minimumSizeHint() if page is not None else QSize()
        return QSize(hint.width(), hint.height() + self.tabBar().sizeHint().height())
