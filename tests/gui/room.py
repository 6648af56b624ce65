"""Which texts of a window have less room than they need, measured on the real widgets."""

from __future__ import annotations

import re

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from gui.phrases import HAN

SLACK = 1
"""px that rounding may take."""


def cramped(window: QWidget) -> list[str]:
    """What is clipped, each as 'class "text": has of needs'."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty() and (told := _lack(widget)):
            found.append(told)
    return found


def _lack(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget)
        return _told(widget, widget.currentText(), field.width(), _wide(widget, widget.currentText()))
    if isinstance(widget, QAbstractSpinBox):
        line = widget.findChild(QLineEdit)
        return _told(widget, widget.text(), line.width(), _wide(line, widget.text()) + 2) if line is not None else ""
    if isinstance(widget, QToolButton):
        style = widget.toolButtonStyle()
        if style == Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull():
            return ""
        if style == Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
            return _told(widget, widget.text(), widget.width() - 4, _wide(widget, widget.text()))
    if isinstance(widget, QAbstractButton):
        return _told(widget, widget.text(), widget.width(), widget.sizeHint().width()) if widget.text() else ""
    if isinstance(widget, QTabBar):
        shown = [] if widget.usesScrollButtons() else [i for i in range(widget.count()) if widget.isTabVisible(i)]
        rooms = [(widget.tabText(i), widget.tabRect(i).width() - 8) for i in shown]
        return "; ".join(told for text, room in rooms if (told := _told(widget, text, room, _wide(widget, text))))
    return ""


def _label(label: QLabel) -> str:
    around = label.parentWidget()
    if not label.text() or label.pixmap().width() or (around is not None and around.toolTip() == label.text()):
        return ""
    if label.wordWrap():
        plain = re.sub("<[^>]+>", "", label.text())
        parts = re.findall(r"[^\s-]+-?|-", plain)  # a line may break after a hyphen
        words = max((_wide(label, word) for word in parts if not HAN.search(word)), default=0)
        if told := _told(label, label.text(), label.width(), words):
            return told
        return _told(label, label.text(), label.height(), label.heightForWidth(label.width()))
    needs = label.sizeHint()
    return _told(label, label.text(), label.width(), needs.width()) or _told(label, label.text(), label.height(), needs.height())


def _wide(widget: QWidget, text: str) -> int:
    return QFontMetrics(widget.font()).horizontalAdvance(text.replace("&", ""))


def _told(widget: QWidget, text: str, has: int, needs: int) -> str:
    return f'{type(widget).__name__} "{text}": has {has} of {needs} px' if needs > has + SLACK else ""


OVER = ("Cards", "_Halo", "Ring", "_Ring", "Welcome", "QSizeGrip", "QRubberBand", "QSplitterHandle", "QFocusFrame")
"""Widgets that lie over others by design."""
WHOLE = (QLineEdit, QComboBox, QAbstractSpinBox, QTabBar, QMenuBar, QAbstractItemView, QGraphicsView, QScrollBar)
"""Widgets whose parts are Qt's own affair."""


def misplaced(window: QWidget) -> list[str]:
    """What runs under something else or off its parent: siblings that intersect, and children that are not wholly within."""
    found = []
    for parent in [window, *window.findChildren(QWidget)]:
        if not parent.isVisible() or isinstance(parent, WHOLE) or parent.visibleRegion().isEmpty():
            continue
        children = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()]
        children = [c for c in children if type(c).__name__ not in OVER and not _is_scrolled(c) and not c.size().isEmpty()]
        if isinstance(parent, QMainWindow):  # Qt puts docks behind the tab in front off the window
            children = [child for child in children if parent.rect().intersects(child.geometry())]
        room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        for i, child in enumerate(children):
            if not room.contains(child.geometry()):
                found.append(f"{_name(child)} {_box(child)} stands out of {_name(parent)} {parent.width()} x {parent.height()}")
            for other in children[:i]:
                common = child.geometry() & other.geometry()
                if common.width() > SLACK and common.height() > SLACK:
                    found.append(f"{_name(child)} {_box(child)} over {_name(other)} {_box(other)} in {_name(parent)}")
    return found


def elided(window: QWidget) -> list[str]:
    """Cells, headings and items whose text is cut off and cannot be read whole in a tool tip either."""
    found = []
    for view in window.findChildren(QAbstractItemView):
        if not view.isVisible() or view.visibleRegion().isEmpty():
            continue
        if isinstance(view, QHeaderView):
            model = view.model()
            for i in range(view.count()):
                text = str(model.headerData(i, view.orientation()) or "")
                tip = model.headerData(i, view.orientation(), Qt.ItemDataRole.ToolTipRole)
                if view.orientation() == Qt.Orientation.Horizontal and not view.isSectionHidden(i) and text and not tip:
                    found.append(_told(view, text, view.sectionSize(i), _wide(view, text) + 8))
            continue
        for index in _shown(view):
            text = str(index.data() or "")
            font = index.data(Qt.ItemDataRole.FontRole) or view.font()
            lines = max((QFontMetrics(font).horizontalAdvance(line) for line in text.splitlines()), default=0)
            if text and not index.data(Qt.ItemDataRole.ToolTipRole):
                found.append(_told(view, text, view.visualRect(index).width(), lines + 4))
    return [told for told in found if told]


def _shown(view: QAbstractItemView) -> list[QModelIndex]:
    model, root = view.model(), view.rootIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)  # private there
    cells = [model.index(row, column, root) for row in range(min(60, model.rowCount(root))) for column in range(columns)]
    return [index for index in cells if not view.visualRect(index).isEmpty()]


def _is_scrolled(child: QWidget) -> bool:
    """Whether it is the inside of a scroll area, which is meant to be larger than what shows it."""
    viewport = child.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) else widget.windowTitle() if isinstance(widget, QDockWidget) else ""
    return " ".join(filter(None, (type(widget).__name__, widget.objectName(), widget.accessibleName(), str(words)[:30])))


def _box(widget: QWidget) -> str:
    place = widget.geometry()
    return f"({place.x()}, {place.y()}, {place.width()} x {place.height()})"
