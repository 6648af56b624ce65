"""The Library place: what did I do, and can I have it back? Every run there is, found, named, opened, thrown away and taken back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.examples import is_example
from engine.failures import StorageError
from engine.settings import Rejected
from gui.cards import Cards
from gui.pages.base import Page
from gui.runs import Runs
from gui.theme import SPACE, appearance
from gui.widgets.library_table import Found, LibraryModel, LibraryTable

STAR, NAME, BEGUN = 0, 1, 10
"""Columns that are treated in a way of their own."""
ROW = 26
"""px of a row at zoom 1."""


class LibraryPage(Page):
    """A table of the library; nothing in it is changed but by a person."""

    opened = Signal(str)
    """A run was opened in the window; Learn may show it."""

    def __init__(self, runs: Runs, cards: Cards) -> None:
        super().__init__("library")
        self._runs = runs
        self._cards = cards
        self.model = LibraryModel(runs.catalogue, self._say)
        self.found = Found(self.model)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: mann omniglot >90"))
        self.search.setToolTip(self.tr("Words of a run's row, and > or < for its score in %"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.bin = QCheckBox(self.tr("Bin"))
        self.bin.setToolTip(self.tr("Show what was thrown away"))
        self.bin.toggled.connect(lambda _: self.refresh())
        self.table = LibraryTable(self.found)
        self.table.sortByColumn(BEGUN, Qt.SortOrder.DescendingOrder)
        self.table.opened.connect(self.open)
        self.table.thrown_away.connect(self.throw_away)
        self.table.clicked.connect(self._clicked)
        self.table.doubleClicked.connect(self._double_clicked)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setObjectName("primary")
        self.open_button.clicked.connect(self.open)
        self.delete = QPushButton(self.tr("Throw away"))
        self.delete.clicked.connect(self.throw_away)
        self.back = QPushButton(self.tr("Take back"))
        self.back.clicked.connect(self.take_back)
        self.forget = QPushButton(self.tr("Delete for ever"))
        self.forget.clicked.connect(self.delete_for_ever)
        folder = QPushButton(self.tr("Show folder"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(runs.library_folder))))
        self.count = QLabel()
        self.count.setObjectName("muted")
        self._lay_out(folder)
        runs.changed.connect(lambda _: self.refresh() if self.isVisible() else None)
        self._enable()
        self._restore_layout()

    def _lay_out(self, folder: QPushButton) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.bin)
        for button in (self.open_button, self.delete, self.back, self.forget):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.count)
        below.addWidget(folder)
        empty = QLabel(
            self.tr("Every run you train is kept here: its curves, its settings and what it learned.\nPress Space in Learn to train one.")
        )
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
        self.setCentralWidget(centre)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """List what the library holds now; the selection stays."""
        chosen = set(self.chosen())
        try:
            empty = not (self._runs.library_folder / "runs.sqlite").exists()
            rows = [] if empty else self._runs.library().runs(binned=self.bin.isChecked())
            scores = {} if empty else self._runs.library().scores()
            examples = self._runs.shelf.library()
            if examples is not None and not self.bin.isChecked():
                rows, scores = examples.runs() + rows, scores | examples.scores()
        except StorageError as error:
            self._cards.show_card(str(error))
            return
        self.model.show([(row, scores.get(row.id)) for row in rows])
        if not self.table.property("sized") and rows:
            self.table.resizeColumnsToContents()
            self.table.setProperty("sized", True)
        for i in range(self.found.rowCount()):
            if self._run(self.found.index(i, 0)) in chosen:
                self.table.selectRow(i)
        self._stack.setCurrentIndex(0 if rows or self.bin.isChecked() else 1)
        self._enable()

    # -- what a person does
    def chosen(self) -> list[str]:
        """The runs of the selected rows."""
        return [self._run(index) for index in self.table.selectionModel().selectedRows()]

    def open(self) -> None:
        """Put the selected runs on the screen as they were left, and look at the last of them."""
        for run in self.chosen():
            try:
                self._runs.open(run)
            except (StorageError, Rejected) as error:
                self._cards.show_card(str(error))
                return
            self.opened.emit(run)

    def throw_away(self) -> None:
        """Put the selected runs into the bin, with a way back."""
        runs = [run for run in self.chosen() if not self._busy(run) and not self._example(run)]
        if self.bin.isChecked() or not runs:
            return
        for run in runs:
            if run in self._runs.histories:
                self._runs.remove(run)
            self._runs.library().bin(run)
        self.refresh()
        several = self.tr("{n} runs are in the bin.").format(n=len(runs))
        text = several if len(runs) > 1 else self.tr("{run} is in the bin.").format(run=runs[0])
        self._cards.show_card(text, warning=True, action=(self.tr("Undo"), lambda: self._take_back(runs)))

    def take_back(self) -> None:
        """Take the selected runs out of the bin."""
        self._take_back(self.chosen())

    def delete_for_ever(self) -> None:
        """Forget the selected runs of the bin, with what they learned."""
        for run in self.chosen() if self.bin.isChecked() else []:
            self._runs.library().remove(run)
        self.refresh()

    def _take_back(self, runs: list[str]) -> None:
        for run in runs:
            self._runs.library().take_back(run)
        self.refresh()

    def _busy(self, run: str) -> bool:
        """Whether the run trains now; told, since it cannot be thrown away then."""
        history = self._runs.histories.get(run)
        busy = history is not None and history.state in ("waiting", "loading", "running", "paused")
        if busy:
            self._cards.show_card(self.tr("{run} is still training; stop it first, then throw it away.").format(run=run), warning=True)
        return busy

    def _example(self, run: str) -> bool:
        """Whether the run belongs to the program; told, since it stays as it is."""
        if is_example(run):
            self._cards.show_card(
                self.tr("{run} is an example that comes with the program; it stays as it is.").format(run=run), warning=True
            )
        return is_example(run)

    def _say(self, run: str, what: str, value: str | bool) -> None:
        if self._example(run):
            return
        try:
            self._runs.library().say(run, what, value)
        except StorageError as error:
            self._cards.show_card(str(error))
        self.refresh()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == STAR:
            row, _ = self.model.rows[self.found.mapToSource(index).row()]
            self._say(row.id, "star", not row.star)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() > NAME:
            self.open()

    def _search(self, text: str) -> None:
        self.found.search(text)
        self._enable()

    def _run(self, index: QModelIndex) -> str:
        return self.model.run(self.found.mapToSource(index).row())

    def _enable(self) -> None:
        some, binned = bool(self.chosen()), self.bin.isChecked()
        for button, on in ((self.open_button, not binned), (self.delete, not binned), (self.back, binned), (self.forget, binned)):
            button.setVisible(on)
            button.setEnabled(some)
        shown, all_of = self.found.rowCount(), self.model.rowCount()
        text = self.tr("{n} runs").format(n=all_of) if shown == all_of else self.tr("{n} of {all} runs").format(n=shown, all=all_of)
        self.count.setText(text)

    def retheme(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(round(ROW * appearance.zoom))
        self.table.viewport().update()
