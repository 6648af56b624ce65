"""Fill the screen with one dock: everything around it goes, and comes back exactly at the same key or at Esc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from gui.pages.base import Page


@dataclass(frozen=True, slots=True)
class Before:
    """What to bring back."""

    place: Page
    layout: QByteArray
    centre: bool
    chrome: tuple[tuple[QWidget, bool], ...]
    full_screen: bool


class Fill(QObject):
    """Of a window with `chrome` around the places; `shown` tells which place is on screen."""

    def __init__(self, window: QWidget, chrome: Sequence[QWidget], shown: Callable[[], Page]) -> None:
        super().__init__(window)
        self._window, self._chrome, self._shown = window, tuple(chrome), shown
        self._before: Before | None = None

    @property
    def on(self) -> bool:
        """Whether a dock fills the screen."""
        return self._before is not None

    def toggle(self) -> None:
        """Fill the screen with the dock under the cursor, else with the one that has the focus, else with the centre; or leave."""
        if self.on:
            self.leave()
            return
        place = self._shown()
        self.enter(place, _dock_of(QApplication.widgetAt(QCursor.pos()), place) or _dock_of(QApplication.focusWidget(), place))

    def enter(self, place: Page, dock: QDockWidget | None) -> None:
        """Show `dock` alone, or what stands in the centre of the place where there is none."""
        centre = _centre(place)
        chrome = tuple((widget, not widget.isHidden()) for widget in (*self._chrome, *place.bars()))
        self._before = Before(place, place.saveState(), not centre.isHidden(), chrome, self._window.isFullScreen())
        for widget, _ in chrome:
            widget.hide()
        for other in place.docks:
            if other is not dock:
                other.hide()
        centre.setVisible(dock is None)
        if dock is not None:
            dock.show()
        self._window.showFullScreen()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def leave(self) -> None:
        """Everything exactly as it was."""
        before, self._before = self._before, None
        if before is None:
            return
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        _centre(before.place).setVisible(before.centre)
        before.place.restoreState(before.layout)
        for widget, seen in before.chrome:
            widget.setVisible(seen)
        if not before.full_screen:
            self._window.showNormal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if pressed and QApplication.activeModalWidget() is None:
            self.leave()
            return True
        return False


def _centre(place: Page) -> QWidget:
    centre = place.centralWidget()
    assert centre is not None
    return centre


def _dock_of(widget: QWidget | None, place: Page) -> QDockWidget | None:
    """The dock of the place that holds this widget."""
    while widget is not None:
        if isinstance(widget, QDockWidget) and widget in place.docks:
            return widget
        widget = widget.parentWidget()
    return None
