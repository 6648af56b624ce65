"""The rail at the left of the window: its places, each with an icon and a word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui.theme import SPACE, appearance

WIDTH = 68
"""px at zoom 1: room for the longest word."""


class Rail(QWidget):
    """One button a place, below one another; the actions are checkable and of one exclusive group."""

    def __init__(self, actions: list[QAction]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE // 2, SPACE // 2, SPACE // 2, SPACE // 2)
        layout.setSpacing(SPACE // 2)
        self.buttons: list[QToolButton] = []
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setAutoRaise(True)
            self.buttons.append(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self.retheme()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self.setFixedWidth(round(WIDTH * appearance.zoom))
        side = round(20 * appearance.zoom)
        for button in self.buttons:
            button.setIconSize(QSize(side, side))
            button.setFixedSize(round((WIDTH - SPACE) * appearance.zoom), round(52 * appearance.zoom))
