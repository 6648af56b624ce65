"""What has the whole screen to itself until Escape, as a lecture has and a dock that fills it: the bars go, and come back."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QKeySequenceEdit, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_ORDER = itertools.count(1)
"""Numbers the entries, so that the last one can be left first."""


def set_full_screen(window: QWidget, on: bool) -> None:
    """Enter or leave full screen; a maximised window stays maximised beneath it, which `showFullScreen` and `showNormal` forget."""
    full = Qt.WindowState.WindowFullScreen
    window.setWindowState(window.windowState() | full if on else window.windowState() & ~full)
    if on:
        window.show()


@dataclass(frozen=True, slots=True)
class _Before:
    order: int
    full_screen: bool
    bars: tuple[tuple[QWidget, bool], ...]
    """each, and whether it was there"""


class WholeScreen(QObject):
    """`window` on the whole screen without its bars; while it is, keys are heard wherever the focus stands."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._was: _Before | None = None

    @property
    def on(self) -> bool:
        """Whether it has the screen."""
        return self._was is not None

    def leave(self) -> None:
        """Everything as it was."""
        raise NotImplementedError

    def take(self, bars: list[QWidget]) -> None:
        """The whole screen, without these."""
        self._was = _Before(next(_ORDER), self._window.isFullScreen(), tuple((bar, not bar.isHidden()) for bar in bars))
        for bar in bars:
            bar.hide()
        set_full_screen(self._window, True)
        _application().installEventFilter(self)

    def leave_later(self) -> None:
        """Leave what was entered after this one: each remembers the state that the one before it made."""
        own = self._was
        later = [o for o in self._window.findChildren(WholeScreen) if own is not None and o._was is not None and o._was.order > own.order]
        for other in sorted(later, key=lambda o: -o._was.order if o._was is not None else 0):
            other.leave()

    def give_back(self) -> bool:
        """The bars and the size of the window as they were; False where nothing was taken."""
        was, self._was = self._was, None
        if was is None:
            return False
        _application().removeEventFilter(self)
        if not was.full_screen:
            set_full_screen(self._window, False)
        for bar, seen in was.bars:
            bar.setVisible(seen)
        return True

    def pressed(self, event: QKeyEvent) -> bool:
        """A key, with no dialog and no menu open; returns whether it was meant for this."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            open_above = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            return open_above is None and self.pressed(event)
        return super().eventFilter(watched, event)


def takes_text(widget: QWidget | None) -> bool:
    """Whether keys pressed in this widget are letters of a text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox):
        return not widget.isReadOnly()
    return isinstance(widget, QKeySequenceEdit)


def _application() -> QObject:
    application = QApplication.instance()
    assert application is not None
    return application
