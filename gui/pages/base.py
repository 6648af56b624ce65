"""What every place of the window is: docks of its own that can be moved, closed, and put back."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from gui.undo import LIMIT

LAYOUT_VERSION = 1


class Page(QMainWindow):
    """A main window within the window, so that its docks stay within it. `name` is what the layout is remembered under."""

    controls: ClassVar[tuple[str, ...]] = ()
    """Docks that hold no picture."""
    pictures: ClassVar[tuple[str, ...]] = ()
    """Docks beneath the centre that a lecture gives most of the height."""

    filled = Signal()
    """Which docks are `bare` may have changed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.name = name
        self.docks: tuple[QDockWidget, ...] = ()
        self.parts: dict[str, QWidget] = {}
        """What can be pointed at beside the docks."""
        self._plain = QByteArray()
        self.undo = QUndoStack(self)
        """What was done here and can be taken back."""
        self.undo.setUndoLimit(LIMIT)

    def minimumSizeHint(self) -> QSize:
        """For what stands above the docks as many lines as it needs at this width; Qt reckons with those at the smallest one."""
        hint, above = super().minimumSizeHint(), self.menuWidget()
        if above is not None and not above.isHidden() and above.hasHeightForWidth():
            narrow, now = above.heightForWidth(hint.width()), above.heightForWidth(max(hint.width(), self.width()))
            hint.setHeight(hint.height() - narrow + now)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # what wraps may need another height now
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def retheme(self) -> None:
        """The theme or zoom changed."""

    def bare(self) -> tuple[str, ...]:
        """Docks that have nothing to show just now."""
        return ()

    def reset_layout(self) -> None:
        """Every dock back in its place."""
        self.restoreState(self._plain, LAYOUT_VERSION)

    def arrangement(self) -> QByteArray:
        """Where the docks are."""
        return self.saveState(LAYOUT_VERSION)

    def arrange(self, state: QByteArray) -> None:
        """Put the docks where they were; a floating one that no screen would show returns into the window."""
        self.restoreState(state, LAYOUT_VERSION)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        for dock in self.docks:
            title = dock.frameGeometry().adjusted(0, 0, 0, 40 - dock.frameGeometry().height())  # what one can take hold of
            if dock.isFloating() and not any(screen.intersects(title) for screen in screens):
                dock.setFloating(False)

    def dock_all(self) -> None:
        """Every floating dock returns into the window."""
        for dock in self.docks:
            if dock.isFloating():
                dock.setFloating(False)

    def keep_layout(self) -> None:
        """Remember where the docks are."""
        QSettings().setValue(f"{self.name}/layout", self.arrangement())

    def _restore_layout(self) -> None:
        """Once everything is laid out: where the docks were last time."""
        self._plain = self.arrangement()
        state = QSettings().value(f"{self.name}/layout")
        if isinstance(state, QByteArray):
            self.arrange(state)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        self.docks = (*self.docks, dock)
        return dock
