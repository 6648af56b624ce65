"""What Compare says before there is anything to compare: one line, and one button that begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.comparisons import Comparison
from gui.labels import Label
from gui.plain import menu_text
from gui.theme import SPACE

WIDTH = 560
OFFERED = 4
"""Comparisons of earlier days that are offered."""


class Welcome(QWidget):
    """Offers a first comparison, the runs of this window, and the comparisons of earlier days."""

    first_asked = Signal()
    own_asked = Signal()
    window_asked = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("welcome")
        self.setAutoFillBackground(True)
        title = Label(self.tr("Which is better, on what, and is it luck?"))
        title.setObjectName("title")
        line = Label(
            self.tr(
                "Each algorithm you add gets the same tasks, seeds, budget, network and test episodes as the others; "
                "then their curves, their answers to one task, and their scores on 600 identical tasks stand side by side."
            )
        )
        line.setWordWrap(True)
        self.first = QPushButton(self.tr("Compare MAML, Reptile, Prototypical and fine-tuning on glyphs"))
        self.first.setObjectName("primary")
        self.first.clicked.connect(self.first_asked)
        self.window_runs = QPushButton()
        self.window_runs.clicked.connect(self.window_asked)
        self.own = QPushButton(self.tr("Choose algorithms and tasks myself"))
        self.own.clicked.connect(self.own_asked)
        self._earlier = Label(self.tr("Earlier comparisons"))
        self._earlier.setObjectName("muted")
        self._kept = QVBoxLayout()
        self._kept.setSpacing(SPACE // 2)
        box = QWidget()
        box.setFixedWidth(WIDTH)
        column = QVBoxLayout(box)
        column.setSpacing(SPACE)
        for widget in (title, line, self.first, self.window_runs, self.own, self._earlier):
            column.addWidget(widget)
        column.addLayout(self._kept)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)

    def offer(self, runs: int, kept: list[tuple[Path, Comparison]]) -> None:
        """How many runs of this window could be compared, and what was kept."""
        self.window_runs.setVisible(runs > 1)
        self.window_runs.setText(self.tr("Compare the {count} runs of this window").format(count=runs))
        while (item := self._kept.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._earlier.setVisible(bool(kept))
        for file, comparison in kept[:OFFERED]:
            text = self.tr("{name}: {count} runs").format(name=menu_text(comparison.name), count=len(comparison.runs))
            button = QPushButton(text)
            button.clicked.connect(self._opener(file))
            self._kept.addWidget(button)

    def _opener(self, file: Path) -> Callable[[], None]:
        return lambda: self.opened.emit(file)
