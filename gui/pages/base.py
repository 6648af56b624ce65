"""What every place of the window is: docks of its own that can be moved, closed, and put back."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

LAYOUT_VERSION = 1


class Page(QMainWindow):
    """A main window within the window, so that its docks stay within it. `name` is what the layout is remembered under."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.name = name
        self.docks: tuple[QDockWidget, ...] = ()
        self.parts: dict[str, QWidget] = {}
        """What can be pointed at beside the docks."""
        self._plain = QByteArray()

    def retheme(self) -> None:
        """The theme or zoom changed."""

    def reset_layout(self) -> None:
        """Every dock back in its place."""
        self.restoreState(self._plain, LAYOUT_VERSION)

    def keep_layout(self) -> None:
        """Remember where the docks are."""
        QSettings().setValue(f"{self.name}/layout", self.saveState(LAYOUT_VERSION))

    def _restore_layout(self) -> None:
        """Once everything is laid out: where the docks were last time."""
        self._plain = self.saveState(LAYOUT_VERSION)
        state = QSettings().value(f"{self.name}/layout")
        if isinstance(state, QByteArray):
            self.restoreState(state, LAYOUT_VERSION)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        self.docks = (*self.docks, dock)
        return dock
