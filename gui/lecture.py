"""Lecture mode: the whole screen for the picture, type and lines larger, the step as a subtitle; Esc brings everything back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.pages.base import Page
from gui.theme import SPACE, appearance

LARGER = 1.5
"""How much larger type and lines are than the person's own zoom."""
HALO = 26
"""px of the ring around the cursor."""
HIDDEN = ("setup", "runs")
"""Docks that an audience need not see."""


@dataclass(frozen=True, slots=True)
class Before:
    """What to bring back."""

    full_screen: bool
    zoom: float
    layouts: dict[str, QByteArray]


class Lecture(QObject):
    """Entering and leaving lecture mode of a window with `chrome` (menu bar, rail) and places."""

    def __init__(self, window: QWidget, chrome: list[QWidget], places: list[Page]) -> None:
        super().__init__(window)
        self._window = window
        self._chrome = chrome
        self._places = places
        self._before: Before | None = None
        self.subtitle = QLabel()
        """For the window to lay out beneath its places."""
        self.subtitle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.subtitle.hide()
        self.halo = _Halo(window)
        self.blank = QWidget(window)
        self.blank.setStyleSheet("background: black")
        self.blank.hide()

    @property
    def on(self) -> bool:
        """Whether the mode is on."""
        return self._before is not None

    def toggle(self) -> None:
        """Enter, or leave."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Hide what is not the picture, enlarge the rest."""
        self._before = Before(self._window.isFullScreen(), appearance.zoom, {place.name: place.saveState() for place in self._places})
        for widget in self._chrome:
            widget.hide()
        for place in self._places:
            for dock in place.docks:
                if dock.objectName() in HIDDEN:
                    dock.hide()
        appearance.set_zoom(appearance.zoom * LARGER, remember=False)
        self._window.showFullScreen()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self.halo.show()

    def leave(self) -> None:
        """Everything exactly as it was."""
        before, self._before = self._before, None
        if before is None:
            return
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        for widget in (self.subtitle, self.halo, self.blank):
            widget.hide()
        appearance.set_zoom(before.zoom, remember=False)
        if not before.full_screen:
            self._window.showNormal()
        for widget in self._chrome:
            widget.show()
        for place in self._places:
            place.restoreState(before.layouts[place.name])

    def say(self, text: str) -> None:
        """The subtitle: where one is, readable from the last row. Nothing outside lecture mode."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(self.on and bool(text))
        if self.subtitle.isVisible():
            self.subtitle.setStyleSheet(f"padding: {SPACE // 2}px; font-size: {appearance.size('lecture')}px; font-weight: 600")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.halo.follow(self._window.mapFromGlobal(QCursor.pos()))
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and QApplication.activeModalWidget() is None:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() == Qt.Key.Key_B and not event.modifiers():
                self._blank()
                return True
        return super().eventFilter(watched, event)

    def _blank(self) -> None:
        """A black screen, or the picture again."""
        self.blank.setGeometry(self._window.rect())
        self.blank.setVisible(not self.blank.isVisible())
        self.blank.raise_()


class _Halo(QWidget):
    """A ring around the cursor, so that the last row sees where it points."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(QRect(0, 0, 2 * HALO, 2 * HALO))
        self.hide()

    def follow(self, place: QPoint) -> None:
        self.move(place - QPoint(HALO, HALO))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(appearance.theme.accent)
        painter.setPen(QPen(colour, 3))
        colour.setAlpha(40)
        painter.setBrush(colour)
        painter.drawEllipse(self.rect().adjusted(3, 3, -3, -3))
