"""Where cards stand: in a corner of the window in which they cover no table that is read and no field that is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QHeaderView, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

EDGE = 16
"""px to the edges of the window."""
ABOVE, BELOW = 48, 96
"""px to the top, for the menu bar, and to the bottom, for the buttons there."""
RAIL = 76
"""px to the left edge, for the rail."""
FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


def covered(widget: QWidget, window: QWidget) -> QRect:
    """The part of a widget that is seen, in coordinates of its window."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint(0, 0)))


def rows_of(view: QAbstractItemView, window: QWidget) -> QRect:
    """Where a table or list shows rows; empty where it has none."""
    model = view.model()
    count = model.rowCount(view.rootIndex()) if model is not None else 0
    if not count:
        return QRect()
    seen = covered(view, window)
    last = view.visualRect(model.index(count - 1, 0, view.rootIndex()))
    if last.isValid():
        bottom = view.viewport().mapTo(window, last.bottomLeft()).y()
        seen.setBottom(min(seen.bottom(), bottom))
    return seen


def obstacles(window: QWidget, avoided: Sequence[QWidget], cards: QWidget) -> Iterator[QRect]:
    """What cards must not cover: tables with rows, the field that has the focus, and these widgets."""
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible() and view.window() is window and not isinstance(view, QHeaderView):
            yield rows_of(view, window)
    focus = window.focusWidget()
    if isinstance(focus, FIELDS) and focus.isVisible() and focus.window() is window and not cards.isAncestorOf(focus):
        yield covered(focus, window)
    yield from (covered(widget, window) for widget in avoided if widget.isVisible())


def is_free(place: QRect, taken: Sequence[QRect]) -> bool:
    """Tell whether a place touches none of these."""
    return not any(place.intersects(rect) for rect in taken)


def free_place(size: QSize, window: QSize, taken: Sequence[QRect]) -> QPoint | None:
    """The first corner or middle of an edge, from the bottom right on, that touches nothing; None where there is none."""
    right, middle = window.width() - size.width() - EDGE, (window.width() + RAIL - size.width()) // 2
    for y in (window.height() - size.height() - BELOW, ABOVE):
        for x in (right, middle, RAIL + EDGE):
            place = QRect(QPoint(x, y), size)
            if x >= 0 and y >= 0 and is_free(place, taken):
                return place.topLeft()
    return None
