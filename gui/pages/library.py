"""The Library place: what did I do, and can I have it back? Every run there is, found, named, opened, thrown away and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.examples import is_example
from engine.failures import StorageError
from engine.library_place import LibraryGone
from engine.run_row import RunRow, Score
from gui.cards import Cards
from gui.labels import Label
from gui.language import language
from gui.library_model import Found, LibraryModel
from gui.pages.base import Page
from gui.popups import run_menu
from gui.remedies import remedies
from gui.runs import BUSY, Runs
from gui.theme import SPACE
from gui.undo import Change, take_back
from gui.widgets.flow import Flow
from gui.widgets.library_table import LibraryTable
from gui.widgets.run_details import ConfigPane, FilesPane, NotesPane
from gui.widgets.scrolled import ScrolledDown

REFRESH = 2000
"""ms between two looks at the library while something trains."""


class LibraryPage(Page):
    """A table of the library, and of the run under the cursor its notes, settings and files; only a person changes anything in it."""

    opened = Signal(str)
    """A run was opened in the window; Learn may show it."""
    compare_asked = Signal(list)
    """These runs are to be compared."""
    save_asked = Signal(list)
    """These runs are to be saved as a file."""
    thrown = Signal(str)
    """A run was thrown away."""
    changed = Signal()
    """Runs were thrown away, taken back or deleted."""

    def __init__(self, runs: Runs, cards: Cards) -> None:
        super().__init__("library")
        self._runs = runs
        self._cards = cards
        self._shown = ""
        self.model = LibraryModel(runs.catalogue, self._say)
        self.found = Found(self.model)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: mann omniglot >90"))
        self.search.setToolTip(self.tr("Words of a run's row, and > or < for its score in % (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search the library"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.bin = QCheckBox(self.tr("Bin"))
        self.bin.setToolTip(self.tr("Show what was thrown away"))
        self.bin.toggled.connect(lambda _: self.refresh())
        self.table = LibraryTable(self.model, self.found)
        self.table.asked.connect(self._asked)
        self.table.menu_asked.connect(lambda at: run_menu(self.menu(), at))
        self.table.clicked.connect(self._clicked)
        self.table.doubleClicked.connect(self._double_clicked)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._select())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._select())
        self.model.ticks_changed.connect(self._enable)
        self.notes, self.config, self.files = NotesPane(), ConfigPane(), FilesPane()
        self.notes.said.connect(self._say)
        self.notes.go_on_asked.connect(lambda run: self._go_on([run]))
        self.files.save_asked.connect(lambda: self.save_asked.emit(self.chosen()))
        self.open_button = self._button(self.tr("Open"), self.open)
        self.open_button.setObjectName("primary")
        self.compare = self._button(self.tr("Compare selected"), self.compare_chosen)
        self.delete = self._button(self.tr("Throw away"), self.throw_away)
        self.back = self._button(self.tr("Take back"), self.take_back)
        self.forget = self._button(self.tr("Delete for ever"), self.delete_for_ever)
        self.count = Label()
        self.count.setObjectName("muted")
        self._lay_out()
        for keys, act in ((QKeySequence.StandardKey.Find, self._find), (QKeySequence(Qt.Key.Key_Escape), self._leave_search)):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        runs.changed.connect(lambda _: self.refresh() if self.isVisible() else None)
        for changed in (runs.store.lost, runs.store.found, runs.store.moved):
            changed.connect(lambda *_: self.refresh() if self.isVisible() else None)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH)
        self._timer.timeout.connect(lambda: self.refresh() if self.isVisible() and runs.busy() else None)
        self._timer.start()
        self._select()
        self._restore_layout()

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        above, buttons = QHBoxLayout(), QWidget()
        below = Flow(buttons, SPACE)
        above.addWidget(self.search, 1)
        above.addWidget(self.bin)
        for button in (self.open_button, self.compare, self.delete, self.back, self.forget):
            below.addWidget(button)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        below.add_wide(self.count)
        folder = self._button(self.tr("Show folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._runs.library_folder))))
        below.addWidget(folder)
        self.gone = Label()
        self.gone.setWordWrap(True)
        self.gone.hide()
        self.empty = Label()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(above)
        column.addWidget(self.gone)
        column.addWidget(self._stack, 1)
        column.addWidget(buttons)
        self.setCentralWidget(centre)
        self.resize(1200, 760)  # docks are given their shares of it
        right = Qt.DockWidgetArea.RightDockWidgetArea
        notes = self._dock("notes", self.tr("NOTES"), ScrolledDown(self.notes), right)
        config = self._dock("config", self.tr("CONFIG"), self.config, right)
        files = self._dock("files", self.tr("FILES"), self.files, right)
        self.tabifyDockWidget(notes, config)
        self.tabifyDockWidget(config, files)
        notes.raise_()
        self.resizeDocks([notes], [320], Qt.Orientation.Horizontal)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.table.setFocus()

    def keep_layout(self) -> None:
        super().keep_layout()
        self.notes.note.keep()
        self.table.keep_columns()

    def reset_layout(self) -> None:
        super().reset_layout()
        self.table.reset_columns()

    def refresh(self) -> None:
        """List what the library holds now; the selection stays."""
        chosen = self.chosen()
        try:
            empty = not self._runs.store.exists()
            rows, scores = ([], {}) if empty else self._own()
            examples = self._runs.shelf.library()
            if examples is not None and not self.bin.isChecked():
                rows, scores = examples.runs() + rows, scores | examples.scores()
        except StorageError as error:
            self._cards.show_card(str(error), topic="library")
            return
        self._cards.resolve("library")
        self.model.show([(row, scores.get(row.id)) for row in rows])
        if self.chosen() != chosen:
            self.choose(chosen)
        if not self.table.currentIndex().isValid() and self.found.rowCount():
            self.table.selectRow(0)
        self._say_empty()
        self._select()

    def _own(self) -> tuple[list[RunRow], dict[str, Score]]:
        """The runs of the library and their scores; none where it is gone (a label above the table explains it)."""
        try:
            library = self._runs.library()
            return library.runs(binned=self.bin.isChecked()), library.scores()
        except LibraryGone:
            self._runs.store.check()  # shows one card with the possible actions
            return [], {}

    def _say_empty(self) -> None:
        """In place of an empty table: what would be there. Above it: that the library is gone."""
        self.gone.setText(language.said(self._runs.store.sentence))
        self.gone.setVisible(bool(self._runs.store.sentence))
        if self.bin.isChecked():
            text = self.tr("The bin is empty.\nWhat you throw away in the library waits here until you delete it for ever.")
        elif self.model.rows:
            text = self.tr("No run has all of these words.\nEsc shows every run again.")
        else:
            text = self.tr(
                "Every run you train is kept here: its curves, its settings and what it learned.\n"
                "Press Space in Learn to train one, or drop a .metascope file on the window."
            )
        self.empty.setText(text)
        self._stack.setCurrentIndex(0 if self.found.rowCount() else 1)

    # -- what is chosen
    def chosen(self) -> list[str]:
        """The runs of the selected rows, from the top."""
        return [self._run(index) for index in sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())]

    def choose(self, runs: Sequence[str]) -> None:
        """Select the rows of these runs."""
        rows = [i for i in range(self.found.rowCount()) if self._run(self.found.index(i, 0)) in set(runs)]
        selection = self.table.selectionModel()
        selection.clearSelection()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for i in rows:
            selection.select(self.found.index(i, 0), flags)
        if rows:
            column = self.model.at["name"]
            selection.setCurrentIndex(self.found.index(rows[0], column), selection.SelectionFlag.NoUpdate)
            self.table.scrollTo(self.found.index(rows[0], column))

    def show_runs(self, runs: Sequence[str]) -> None:
        """Select these runs, whatever is searched for."""
        self.search.clear()
        self.bin.setChecked(False)
        self.refresh()
        self.choose(runs)

    def _row(self) -> RunRow | None:
        """The run under the cursor, where it is selected; else the first that is selected."""
        chosen = self.table.selectionModel().selectedRows()
        current = self.table.currentIndex()
        index = next((i for i in chosen if i.row() == current.row()), chosen[0] if chosen else None)
        return self.model.rows[self.found.mapToSource(index).row()][0] if index is not None else None

    def _select(self) -> None:
        """Show the run under the cursor in the panes."""
        row = self._row()
        library = self._runs.library_folder
        if row is None:
            self.notes.clear()
            self.files.show_run("", library, None)
        elif self._cards.attempt(lambda: self.notes.show_run(row, self._runs.home(row.id).evaluations(row.id), self._runs.catalogue)):
            home = self._runs.home(row.id)
            self.files.show_run(row.id, home.folder, home.checkpoint(row.id))
        if self._shown != (shown := f"{row.id} {row.config.to_json()}" if row else ""):
            self._shown = shown
            self.config.show_config(row.config if row and not row.damage else None, self._runs.catalogue)
        self._enable()

    # -- what a person does
    def open(self) -> None:
        """Put the selected runs on the screen as they were left, and look at the last of them."""
        if self.bin.isChecked():
            return
        for run in self.chosen():
            if self._cards.attempt(lambda run=run: self._runs.open(run), f"open:{run}"):  # type: ignore[misc]
                self.opened.emit(run)

    def compare_chosen(self) -> None:
        """Compare the ticked runs, or else the selected ones."""
        self.compare_asked.emit(self._compared())

    def throw_away(self) -> None:
        """Put the selected runs into the bin, with a way back."""
        if not self.bin.isChecked():
            self.throw(self.chosen())

    def throw(self, runs: Sequence[str]) -> None:
        """Put these runs into the bin, but not those that train now."""
        free = [run for run in runs if not self._busy(run) and not self._example(run)]
        if not free or not self._bin(free):
            return
        what = self.tr("deletion of {n} runs").format(n=len(free)) if len(free) > 1 else self.tr("deletion of {run}").format(run=free[0])
        change = Change(what, lambda there: self.restore(free) if there else self._bin(free), True, False)
        self.undo.push(change)
        several = self.tr("{n} runs are in the bin.").format(n=len(free))
        text = several if len(free) > 1 else self.tr("{run} is in the bin.").format(run=free[0])
        action = self.tr("Undo"), lambda: take_back(self.undo, change)
        self._cards.show_card(text, kind="success", topics=[f"binned:{run}" for run in free], action=action)

    def _bin(self, runs: Sequence[str]) -> bool:
        if not self._each(runs, lambda run: self._runs.library().bin(run)):
            return False
        for run in runs:
            self._runs.remove(run)
            self.thrown.emit(run)
        self.refresh()
        self.changed.emit()
        return True

    def take_back(self) -> None:
        """Take the selected runs out of the bin."""
        self.restore(self.chosen())

    def restore(self, runs: Sequence[str]) -> None:
        """Take these runs out of the bin."""
        if self._each(runs, lambda run: self._runs.library().take_back(run)):
            self._cards.resolve(*(f"binned:{run}" for run in runs))
            self.refresh()
            self.choose(runs)
            self.changed.emit()

    def delete_for_ever(self) -> None:
        """Forget the selected runs of the bin, with what they learned."""
        if self.bin.isChecked():
            runs = self.chosen()
            self._each(runs, lambda run: self._runs.library().remove(run))
            self._cards.resolve(*(f"binned:{run}" for run in runs))
            self.refresh()
            self.changed.emit()

    def menu(self) -> QMenu:
        """What can be done with the selected runs."""
        menu = QMenu(self)
        row, chosen = self._row(), self.chosen()
        if row is None:
            return menu
        if self.bin.isChecked():
            menu.addAction(self.tr("Take back"), self.take_back)
            menu.addAction(self.tr("Delete for ever"), self.delete_for_ever)
            return menu
        menu.addAction(self.tr("Open in Learn\tEnter"), self.open).setEnabled(self._usable(chosen))
        if resumable := [r.id for r, _ in self.model.rows if r.id in chosen and _can_go_on(r)]:
            menu.addAction(self.tr("Go on"), lambda: self._go_on(resumable))
        menu.addAction(self.tr("Compare selected"), lambda: self.compare_asked.emit(chosen)).setEnabled(len(chosen) > 1)
        menu.addAction(self.tr("Tick for Compare\tSpace"), lambda: self.model.tick(chosen))
        menu.addSeparator()
        menu.addAction(self.tr("Rename\tF2"), self.table.rename)
        menu.addAction(self.tr("Star\t*"), self._star)
        menu.addAction(self.tr("Copy as a table\tCtrl+C"), self.table.copy)
        menu.addAction(self.tr("Copy its name"), lambda: QGuiApplication.clipboard().setText("\n".join(chosen)))
        menu.addAction(self.tr("Save as a file…"), lambda: self.save_asked.emit(chosen))
        menu.addSeparator()
        menu.addAction(self.tr("Throw away\tDel"), self.throw_away)
        return menu

    def _asked(self, what: str) -> None:
        match what:
            case "open":
                self.open()
            case "tick" if not self.bin.isChecked():
                self.model.tick(self.chosen())
            case "star":
                self._star()
            case "bin":
                self.throw_away()

    def _star(self) -> None:
        starred = {row.id for row, _ in self.model.rows if row.star}
        chosen = self.chosen()
        on = not set(chosen) <= starred
        for run in chosen:
            self._say(run, "star", on)

    def _go_on(self, runs: Sequence[str]) -> None:
        for run in runs:
            if not self._cards.attempt(lambda run=run: self._runs.open(run), f"open:{run}"):  # type: ignore[misc]
                continue
            self.opened.emit(run)
            history = self._runs.histories[run]
            failure = history.failure
            if history.state == "failed" and failure is not None and failure.kind == "nan":
                # with the same settings it would fail again at the same step
                self._cards.show_card(failure.sentence, topic=f"failed:{run}", actions=remedies(self._runs, failure, lambda: None))
            else:
                self._cards.attempt(lambda run=run: self._runs.go_on(run), f"go on:{run}")  # type: ignore[misc]

    def _compared(self) -> list[str]:
        ticked = [row.id for row, _ in self.model.rows if row.id in self.model.ticked]
        return ticked or self.chosen()

    def _each(self, runs: Sequence[str], do: Callable[[str], object]) -> bool:
        return all(self._cards.attempt(lambda run=run: do(run), f"library:{run}") for run in runs)  # type: ignore[misc]

    def _usable(self, runs: Sequence[str]) -> bool:
        """Whether this version can show one of these runs at least."""
        return any(row.id in runs and not row.damage for row, _ in self.model.rows)

    def _busy(self, run: str) -> bool:
        """Whether the run trains now, here or elsewhere; told, since it cannot be thrown away then."""
        history = self._runs.histories.get(run)
        here = history is not None and history.state in ("waiting", *BUSY)
        row = next((row for row, _ in self.model.rows if row.id == run), None)
        busy = here or (history is None and row is not None and row.held)
        if busy:
            self._cards.show_card(self.tr("{run} is still training; stop it first, then throw it away.").format(run=run), kind="tip")
        return busy

    def _example(self, run: str) -> bool:
        """Whether the run belongs to the program; told, since it stays as it is."""
        if is_example(run):
            self._cards.show_card(
                self.tr("{run} is an example that comes with the program; it stays as it is.").format(run=run), kind="tip"
            )
        return is_example(run)

    def _say(self, run: str, what: str, value: str | bool) -> None:
        if self._example(run):
            return
        if self._cards.attempt(lambda: self._runs.library().say(run, what, value), f"library:{run}"):
            self.refresh()

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.column(index.column()).id == "star":
            row, _ = self.model.rows[self.found.mapToSource(index).row()]
            self._say(row.id, "star", not row.star)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.model.column(index.column()).said and index.column() != self.model.at["tick"]:
            self.open()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.clear()
        self.table.setFocus()

    def _search(self, text: str) -> None:
        self.found.search(text)
        if self.found.rowCount() and not self.chosen():
            self.table.selectRow(0)
        self._say_empty()
        self._enable()

    def _run(self, index: QModelIndex) -> str:
        return self.model.run(self.found.mapToSource(index).row())

    def _enable(self) -> None:
        some, binned = bool(self.chosen()), self.bin.isChecked()
        usable = self._usable(self.chosen())
        for button, on in ((self.open_button, not binned), (self.delete, not binned), (self.back, binned), (self.forget, binned)):
            button.setVisible(on)
            button.setEnabled(some and (usable or button is not self.open_button))
        ticked = len(self.model.ticked)
        self.compare.setVisible(not binned)
        self.compare.setEnabled(len(self._compared()) > 1)
        self.compare.setText(self.tr("Compare {n} ticked").format(n=ticked) if ticked else self.tr("Compare selected"))
        shown, all_of = self.found.rowCount(), self.model.rowCount()
        words = self.tr("1 run") if all_of == 1 else self.tr("{n} runs").format(n=all_of)
        self.count.setText(words if shown == all_of else self.tr("{n} of {all} runs").format(n=shown, all=all_of))

    def retell(self, say: Callable[[str], str]) -> None:
        self.model.retell()

    def retheme(self) -> None:
        """The theme or zoom changed."""
        self.table.retheme()
        self.notes.retheme()
        self._shown = ""
        if self.isVisible():
            self._select()


def _can_go_on(row: RunRow) -> bool:
    return row.state in ("stopped", "failed") and not row.held and not row.damage
