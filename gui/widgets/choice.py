"""A choice as wide as its longest text where there is room, and narrower where there is none."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from gui.widgets.inputs import ComboBox

FEWEST = 7
"""Letters that are seen at least."""


class Choice(ComboBox):
    """A combo box that yields to its neighbours in a narrow dock."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        texts = [self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())]
        around = whole.width() - max(texts, default=0)
        return QSize(min(whole.width(), around + FEWEST * self.fontMetrics().averageCharWidth()), whole.height())
