"""Across the top of Compare: what is compared, the sentence about it, the terms, and what can be done with all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gui.labels import Label
from gui.theme import SPACE
from gui.widgets.terms_bar import TermsBar


class CompareHeader(QWidget):
    """Labels and buttons; the page says what they do."""

    def __init__(self, terms: TermsBar) -> None:
        super().__init__()
        self.title, self.sentence = Label(), Label()
        self.title.setObjectName("title")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.title, self.sentence):
            label.setWordWrap(True)
        self.lacking = QPushButton()
        self.copying, self.comparisons = QPushButton(self.tr("Copy")), QPushButton(self.tr("Comparisons"))
        self.copying.setToolTip(self.tr("The sentence, the table and the differences"))
        self.comparisons.setToolTip(self.tr("Begin another comparison, or open one of earlier days"))
        for button in (self.copying, self.comparisons):
            button.setMenu(QMenu(button))
        self.figures = QPushButton(self.tr("Export figures…"))
        self.figures.setToolTip(self.tr("Curves, tests and tables as files in a folder"))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        for button in (self.lacking, self.copying, self.figures, self.comparisons):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(SPACE // 2)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addWidget(terms)

    def show_words(self, title: str, sentence: str, lacking: int) -> None:
        """What is compared, what came out, and how many runs the terms ask for that are not there."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.lacking.setVisible(lacking > 0)
        self.lacking.setText(self.tr("Start the {count} runs that lack").format(count=lacking))
