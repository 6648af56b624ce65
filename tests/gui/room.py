"""Which texts of a window have less room than they need, measured on the real widgets."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
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
    if not label.text() or label.pixmap().width():
        return ""
    if label.wordWrap():
        plain = re.sub("<[^>]+>", "", label.text())
        words = max((_wide(label, word) for word in plain.split() if not HAN.search(word)), default=0)
        if told := _told(label, label.text(), label.width(), words):
            return told
        return _told(label, label.text(), label.height(), label.heightForWidth(label.width()))
    needs = label.sizeHint()
    return _told(label, label.text(), label.width(), needs.width()) or _told(label, label.text(), label.height(), needs.height())


def _wide(widget: QWidget, text: str) -> int:
    return QFontMetrics(widget.font()).horizontalAdvance(text.replace("&", ""))


def _told(widget: QWidget, text: str, has: int, needs: int) -> str:
    return f'{type(widget).__name__} "{text}": has {has} of {needs} px' if needs > has + SLACK else ""
