"""What Try says while nobody has been trained who could answer: one line, and one button that begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.labels import Label
from gui.theme import SPACE


class Nobody(QWidget):
    """Offers to train three small learners."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quick = QPushButton(self.tr("Train three quick ones on glyphs"))
        self.quick.setObjectName("primary")
        self.quick.clicked.connect(self.asked)
        self.said = said = Label()
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said.setWordWrap(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.quick)
        row.addStretch(1)
        column = QVBoxLayout(self)
        self.show_training(0)
        column.addStretch(1)
        column.addWidget(said)
        column.addSpacing(2 * SPACE)
        column.addLayout(row)
        column.addStretch(1)

    def show_training(self, count: int) -> None:
        """So many runs are on their way to a first checkpoint; with none, three can be started here."""
        self.quick.setVisible(not count)
        if count:
            self.said.setText(
                self.tr(
                    "Draw a few classes, then a query, and every trained learner says what it is.\n"
                    "Runs are being trained now; each answers here from its first checkpoint on."
                )
            )
        else:
            self.said.setText(
                self.tr(
                    "Draw a few classes, then a query, and every trained learner says what it is.\n"
                    "No run has been trained yet: three small ones take about a minute, and answer here as they learn."
                )
            )
