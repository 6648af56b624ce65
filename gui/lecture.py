"""Lecture mode: the whole screen for the picture, type and lines larger, the step as a subtitle; Esc brings everything back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from gui.labels import Label
from gui.pages.base import Page
from gui.theme import SPACE, appearance
from gui.whole_screen import WholeScreen, takes_text

LARGER = 1.5
"""How much larger type and lines are than the person's own zoom."""
HALO = 26
"""px of the ring around the cursor."""
HIDDEN = ("learn/setup", "learn/runs")
"""Docks that an audience need not see, unless a lecturer chose others."""
SPARED = ("learn/explain",)
"""What a small screen does without, too, so that the pictures are large; unless a lecturer chose, or a story speaks of it."""
SMALL = 1000
"""px of such a screen's width, at most, at zoom 1."""
SHARE = 0.55
"""Of the height of a place, for its pictures beneath the curves."""
FLUSHES = 4
"""Rounds of layout until places have the size that their docks ask for."""
FIELD = "field/"
"""How the name of a set-up field begins among what is hidden."""


class Lecture(WholeScreen):
    """Entering and leaving lecture mode of a window with `chrome` (menu bar, rail) and places."""

    entered = Signal()
    left = Signal(bool)
    """It is over; and whether a story was open when it began."""

    def __init__(
        self, window: QWidget, chrome: list[QWidget], places: list[Page], leave_out: Callable[[frozenset[str]], object] = lambda _: None
    ) -> None:
        super().__init__(window)
        self._leave_out = leave_out
        self.hidden: tuple[str, ...] = HIDDEN
        """docks as 'learn/setup' and set-up fields as 'field/inner_lr' that an audience does not see"""
        self._chrome = chrome
        self._places = places
        self._before: tuple[float, dict[str, QByteArray]] | None = None
        self._bare: set[QDockWidget] = set()
        for place in places:
            place.filled.connect(self._leave_out_bare)
        self.telling = False
        """Whether a story is open, which says by itself what is seen."""
        self._told = False
        self.subtitle = Label()
        """For the window to lay out beneath its places."""
        self.subtitle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.subtitle.hide()
        self.halo = _Halo(window)
        self.blank = QWidget(window)
        self.blank.setStyleSheet("background: black")
        self.blank.hide()

    def toggle(self) -> None:
        """Enter, or leave."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Hide what is not the picture, enlarge the rest."""
        self._before = appearance.zoom, {place.name: place.saveState() for place in self._places}
        self._hide()
        appearance.set_zoom(appearance.zoom * LARGER, remember=False)
        self._told = self.telling
        if not self.telling and self.hidden == HIDDEN and self._window.screen().size().width() < SMALL * appearance.zoom:
            self._put_away(SPARED)
        self.take(self._chrome)
        for place in self._places:
            place.installEventFilter(self)
            self._enlarge(place)
        self._bare.clear()
        self._leave_out_bare()
        self.halo.show()
        self.entered.emit()

    def leave(self) -> None:
        """Everything exactly as it was."""
        if self._before is None or not self.on:
            return
        self.leave_later()
        zoom, layouts = self._before
        for place in self._places:
            place.removeEventFilter(self)
        appearance.set_zoom(zoom, remember=False)
        self.give_back()
        for widget in (self.subtitle, self.halo, self.blank):
            widget.hide()
        for place in self._places:
            if place.saveState() != layouts[place.name]:  # each call leaves the tab bars of tabbed docks behind (Qt 6.11)
                place.restoreState(layouts[place.name])
        for _ in range(FLUSHES):  # a window that closes now remembers where the docks come to stand
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._leave_out(frozenset())
        self.left.emit(self._told)

    def hide_from_audience(self, hidden: tuple[str, ...]) -> None:
        """Leave these out of lectures, of this one too."""
        again = set(self.hidden) - set(hidden)
        self.hidden = hidden
        if not self.on:
            return
        for place in self._places:
            for dock in place.docks:
                if f"{place.name}/{dock.objectName()}" in again:
                    dock.show()
        self._hide()

    def _hide(self) -> None:
        self._put_away(self.hidden)
        self._leave_out(frozenset(name.removeprefix(FIELD) for name in self.hidden if name.startswith(FIELD)))

    def _put_away(self, names: tuple[str, ...]) -> None:
        for place in self._places:
            for dock in place.docks:
                if f"{place.name}/{dock.objectName()}" in names:
                    dock.hide()

    def _leave_out_bare(self) -> None:
        """A dock with nothing to show is no part of a lecture until it has something; what a story shows is the story's affair."""
        if not self.on or self.telling:
            return
        for place in self._places:
            for dock in place.docks:
                if dock.objectName() in place.bare() and not dock.isHidden():
                    dock.hide()
                    self._bare.add(dock)
                elif dock in self._bare and dock.objectName() not in place.bare():
                    dock.show()
                    self._bare.discard(dock)
                    self._enlarge(place)

    def _enlarge(self, place: Page) -> None:
        """What lies beneath the curves gets more of the height than they do."""
        pictures = [dock for dock in place.docks if dock.objectName() in place.pictures and dock.isVisible() and not dock.isFloating()]
        if pictures:
            place.resizeDocks(pictures, [round(SHARE * place.height())] * len(pictures), Qt.Orientation.Vertical)

    def say(self, text: str) -> None:
        """The subtitle: where one is, readable from the last row. Nothing outside lecture mode."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(self.on and bool(text))
        if self.subtitle.isVisible():
            self.subtitle.setStyleSheet(f"padding: {SPACE // 2}px; font-size: {appearance.size('lecture')}px; font-weight: 600")

    def pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.blank.isVisible():
            self.blank.hide()
        elif event.key() == Qt.Key.Key_B and not event.modifiers() and not takes_text(QApplication.focusWidget()):
            self._blank()
        else:
            return super().pressed(event)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.halo.follow(self._window.mapFromGlobal(QCursor.pos()))
        elif event.type() == QEvent.Type.Resize and isinstance(watched, Page):
            self._enlarge(watched)
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
