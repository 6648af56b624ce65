"""Items of a list that take the height of all their lines, also in letters that are taller than those of the list's own font."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

BESIDE, ABOVE = 34, 6
"""px of the box to tick and the margins beside the text, and of the margins above and below it."""


class WholeItems(QStyledItemDelegate):
    """Measures the lines as they are laid out. Qt reckons with the list's font alone, so that Chinese lines were cut off."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        high = text_height(str(index.data() or ""), self._view, self._view.viewport().width() - BESIDE)
        return QSize(hint.width(), max(hint.height(), math.ceil(high) + ABOVE))


def text_height(text: str, view: QAbstractItemView, width: float) -> float:
    """px that a text takes when it is wrapped to this width in the font of a view."""
    high = 0.0
    for line in text.split("\n"):
        layout = QTextLayout(line, view.font())
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLineWidth(max(20.0, width))
            high += row.height()
        layout.endLayout()
    return high
