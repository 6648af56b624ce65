"""The corner of the menu bar: what one looks for by eye, the search for actions and the other language."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.actions import Actions
from gui.plain import plain_tip
from gui.theme import SPACE


class Corner(QWidget):
    """Buttons at the right of the menu bar."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)  # the menu bar would not keep it alive
        self.search = QPushButton()
        self.search.clicked.connect(actions.show_palette)
        self.language = QPushButton("中/EN")
        self.language.setToolTip(plain_tip(actions["language_other"].toolTip()))
        self.language.setAccessibleName(actions["language_other"].text())
        self.language.clicked.connect(actions["language_other"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, SPACE // 2, 1)
        row.setSpacing(SPACE // 2)
        row.addWidget(self.search)
        row.addWidget(self.language)
