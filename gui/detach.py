"""A plot in a window of its own, and a dock that fills the whole screen; both go back to where they were."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QCoreApplication, QSize, Qt
from PySide6.QtGui import QCloseEvent, QCursor
from PySide6.QtWidgets import QApplication, QDockWidget, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from gui.labels import Label
from gui.pages.base import Page
from gui.plain import window_title
from gui.whole_screen import WholeScreen

ROOM = QSize(720, 520)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detach", text)


class Detached(QWidget):
    """The page of a tab as a window; closing it puts the page back into its tab."""

    def __init__(self, tabs: QTabWidget, page: QWidget) -> None:
        super().__init__(tabs.window(), Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tabs, self.page = tabs, page
        self._title = tabs.tabText(tabs.indexOf(page))
        self.setWindowTitle(window_title(self._title))
        self._stand_in = Label(_tr("In a window of its own. Close that window to have it here again."))
        self._stand_in.setObjectName("muted")
        self._stand_in.setWordWrap(True)
        self._stand_in.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._swap(page, self._stand_in)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        page.show()
        self.resize(ROOM)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._swap(self._stand_in, self.page)
        self._stand_in.deleteLater()
        event.accept()

    def _swap(self, out: QWidget, into: QWidget) -> None:
        """Another page in the same tab, hidden or shown and chosen or not as it was."""
        at, chosen = self._tabs.indexOf(out), self._tabs.currentWidget() is out
        visible = self._tabs.isTabVisible(at)
        self._tabs.removeTab(at)
        self._tabs.insertTab(at, into, self._title)
        self._tabs.setTabVisible(at, visible)
        if chosen and visible:
            self._tabs.setCurrentIndex(at)


def detach(widget: QWidget) -> QWidget | None:
    """Give the tab, else the dock, that `widget` stands in a window of its own; one that has its own goes back.

    Returns the window, or None where nothing stands by itself now.
    """
    child, parent = widget, widget.parentWidget()
    while parent is not None:
        if isinstance(parent, Detached):
            parent.close()
            return None
        if isinstance(parent, QStackedWidget) and isinstance(tabs := parent.parentWidget(), QTabWidget):
            window = Detached(tabs, child)
            window.show()
            return window
        if isinstance(parent, QDockWidget):
            parent.setFloating(not parent.isFloating())
            return parent if parent.isFloating() else None
        child, parent = parent, parent.parentWidget()
    return None


def can_detach(widget: QWidget) -> bool:
    """Whether it stands in a tab, a dock or a window of its own."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, Detached | QDockWidget | QTabWidget):
            return True
        parent = parent.parentWidget()
    return False


class Fill(WholeScreen):
    """One dock, or the middle of a place, on the whole screen, until the same key or Escape brings everything back."""

    def __init__(self, window: QWidget, chrome: list[QWidget]) -> None:
        super().__init__(window)
        self._chrome = chrome
        self._before: tuple[Page, QByteArray] | None = None

    def toggle(self, page: Page) -> None:
        """Fill the screen with what is under the cursor or has the focus, or bring everything back."""
        if self.on:
            self.leave()
        else:
            self.enter(page, self._meant(page))

    def enter(self, page: Page, dock: QDockWidget | None) -> None:
        """Show this dock of a place alone; None: what stands in its middle."""
        self._before = page, page.saveState()
        for other in page.docks:
            other.setVisible(other is dock)
        middle = page.centralWidget()
        if dock is not None:
            dock.setFloating(False)
            dock.show()
        self.take([*self._chrome, *([middle] if middle is not None and dock is not None else [])])

    def leave(self) -> None:
        self.leave_later()
        if self.give_back() and self._before is not None:
            page, layout = self._before
            page.restoreState(layout)

    def _meant(self, page: Page) -> QDockWidget | None:
        """The dock under the cursor, else the one with the focus."""
        for widget in (QApplication.widgetAt(QCursor.pos()), QApplication.focusWidget()):
            parent = widget
            while parent is not None:
                if isinstance(parent, QDockWidget) and parent in page.docks:
                    return parent
                if parent is page.centralWidget():
                    return None
                parent = parent.parentWidget()
        return None
