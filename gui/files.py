"""`.metascope` files in the window: opened, dropped, saved; recent runs; and the runs that may go on since last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu

from engine import archive
from engine.archive import Taken
from engine.library import Library, RunRow
from gui.actions import Actions
from gui.background_jobs import BackgroundJobs
from gui.cards import Cards
from gui.pages.compare import ComparePage
from gui.pages.library import LibraryPage
from gui.plain import menu_text
from gui.runs import BUSY, Runs
from gui.theme import FAMILY_GLYPHS

RECENT = 10
NAMED = 2
"""Runs that a card names; the others are counted."""


class Files(QObject):
    """What is read and written is so in the background, one file after the other; what came in is selected in the library."""

    opened = Signal(str)
    """A run was put on the screen."""
    place_asked = Signal(str)

    def __init__(self, window: QMainWindow, runs: Runs, actions: Actions, cards: Cards, library: LibraryPage, compare: ComparePage) -> None:
        super().__init__(window)
        self._window, self._runs, self._cards = window, runs, cards
        self._library, self._compare = library, compare
        self._jobs = BackgroundJobs(cards, self)
        actions.on("open_file", self.ask_open)
        actions.on("save_file", self.ask_save)
        library.save_asked.connect(self.ask_save_runs)
        compare.files.file_asked.connect(self.ask_open)
        compare.files.save_asked.connect(self._ask_save_comparison)
        self.recent = QMenu(self.tr("Recent runs"), window)
        self.recent.aboutToShow.connect(self.fill_recent)
        actions.menus["file"].insertMenu(actions["show_library"], self.recent)
        runs.changed.connect(self._gone_on)
        library.thrown.connect(lambda run: cards.resolve(f"imported:{run}", f"interrupted:{run}"))
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def busy(self) -> bool:
        """Whether a file is read or written."""
        return self._jobs.busy

    # -- opening
    def ask_open(self) -> None:
        """Choose files and open them."""
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open"), "", self._kinds())
        self.open([Path(name) for name in names])

    def open(self, paths: Sequence[Path]) -> None:
        """Take what these files hold into the library; a single one is then shown."""
        for path in paths:
            words, then = self.tr("Reading {file}…").format(file=path.name), partial(self._taken, path, len(paths) == 1)
            self._jobs.start(partial(self._take_in, path), then, words, lasting=True, topic=f"file:{path}")

    def _take_in(self, path: Path, cancelled: Callable[[], bool]) -> Taken:
        with closing(Library(self._runs.library_folder, create=self._runs.store.may_create)) as library:
            return archive.take_in(path, library, self._runs.catalogue, cancelled)

    def _taken(self, path: Path, alone: bool, taken: object) -> None:
        assert isinstance(taken, Taken)
        count = len(taken.runs)
        words = self.tr("{file} is in the library: {count} runs.") if count > 1 else self.tr("{file} is in the library.")
        undo = self.tr("Take it out again"), lambda: self._library.throw(taken.runs)
        topics = [f"imported:{run}" for run in taken.runs]
        self._cards.resolve(f"file:{path}")
        self._cards.show_card(words.format(file=path.name, count=count), kind="success", topics=topics, action=undo)
        if alone and taken.comparison is not None:
            self.place_asked.emit("compare")
            self._compare.files.open(taken.comparison)
            self._compare.look_as(self._compare.contest.comparison.layout)
        elif self._library.isVisible() or not alone or count > 1:
            self.place_asked.emit("library")
            self._library.show_runs(taken.runs)
        else:
            self._show(taken.runs[0])

    def _show(self, run: str) -> None:
        if self._cards.attempt(lambda: self._runs.open(run), f"open:{run}"):
            self.opened.emit(run)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            wanted = [path for path in paths if path.suffix.lower() == archive.ENDING]
            if wanted:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.open(wanted)
                return True
        return False

    # -- saving
    def ask_save(self) -> None:
        """Choose a file for what the place on screen shows: the comparison, the selected runs of the library, or the selected run."""
        if self._compare.isVisible():
            self._ask_save_comparison()
        elif self._library.isVisible():
            self.ask_save_runs(self._library.chosen())
        else:
            self.ask_save_runs([self._runs.current] if self._runs.current else [])

    def ask_save_runs(self, runs: list[str]) -> None:
        """Choose a file and write these runs into it."""
        if not runs:
            self._cards.show_card(self.tr("There is no run to save yet; train or select one first."), kind="tip", topic="nothing to save")
        elif path := self._ask_name(runs[0] if len(runs) == 1 else self.tr("{n} runs").format(n=len(runs))):
            self.save(path, runs)

    def _ask_save_comparison(self) -> None:
        comparison = self._compare.contest.comparison
        if not comparison.runs:
            text = self.tr("There is nothing to save yet; let methods join the comparison first.")
            self._cards.show_card(text, kind="tip", topic="nothing to save")
        elif path := self._ask_name(comparison.name):
            self.save_comparison(path)

    def save(self, path: Path, runs: Sequence[str]) -> None:
        """Write these runs to one file."""
        self._write(path, lambda library: archive.write(path, library, runs))

    def save_comparison(self, path: Path) -> None:
        """Write the comparison on screen, with its runs, to one file."""
        comparison = self._compare.noted()
        self._write(path, lambda library: archive.write(path, library, comparison.runs, comparison))

    def _saved(self, path: Path) -> None:
        self._cards.resolve(f"file:{path}", "nothing to save")
        self._cards.show_card(self.tr("Saved as {file}.").format(file=path), kind="success", topic="saved")

    def _ask_name(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save as a file"), archive.file_name(name), self._kinds())
        if not chosen:
            return None
        return Path(chosen) if chosen.lower().endswith(archive.ENDING) else Path(chosen + archive.ENDING)

    def _kinds(self) -> str:
        return self.tr("Metascope files (*.metascope)")

    # -- recent runs, and those that may go on
    def fill_recent(self) -> None:
        """The runs that were last opened or trained."""
        self.recent.clear()
        rows: list[RunRow] = []
        if self._runs.store.exists():
            self._cards.attempt(lambda: rows.extend(self._runs.library().recent(RECENT)))
        for row in rows:
            self.recent.addAction(self._words(row), partial(self._show, row.id))
        if not rows:
            self.recent.addAction(self.tr("No run yet")).setEnabled(False)

    def offer_to_go_on(self) -> None:
        """Tell of the runs that were to go on when a window closed or a process died; never go on unasked."""
        rows: list[RunRow] = []
        if not self._cards.attempt(lambda: rows.extend(self._runs.unfinished())) or not rows:
            return
        names = ", ".join(f"{row.name or row.id} ({row.at.step:,} / {row.config.steps:,})" for row in rows[:NAMED])
        if len(rows) == 1:
            text = self.tr("{names} was interrupted; it can go on from its last checkpoint.").format(names=names)
        elif len(rows) <= NAMED:
            text = self.tr("{names} were interrupted; they can go on from their last checkpoints.").format(names=names)
        else:
            text = self.tr("{names} and {count} more were interrupted; they can go on from their last checkpoints.")
            text = text.format(names=names, count=len(rows) - NAMED)
        topics = [f"interrupted:{row.id}" for row in rows]
        action = self.tr("Go on"), lambda: self.go_on([row.id for row in rows])
        self._cards.show_card(text, warning=True, topics=topics, action=action)

    def go_on(self, runs: Sequence[str]) -> None:
        """Go on with these runs, each when a core is free."""
        begun = [run for run in runs if self._cards.attempt(partial(self._runs.go_on, run))]
        if begun:
            self.opened.emit(begun[0])
            self._compare.show_comparison_of(begun)

    def _gone_on(self, run: str) -> None:
        """An interrupted run that trains or waits again is no longer to be offered."""
        history = self._runs.histories.get(run)
        if history is not None and history.state in ("waiting", *BUSY, "finished"):
            self._cards.resolve(f"interrupted:{run}")

    def close(self) -> None:
        """Give up what is being read, and wait until what is being written is whole."""
        self._jobs.close()

    # -- inside
    def _words(self, row: RunRow) -> str:
        algorithm = next((a for a in self._runs.catalogue.algorithms if a.id == row.config.algorithm), None)
        glyph = FAMILY_GLYPHS[algorithm.family] if algorithm else "?"
        return menu_text(f"{glyph} {row.name or row.id}")

    def _write(self, path: Path, do: Callable[[Library], object]) -> None:
        def work(_: Callable[[], bool]) -> None:
            with closing(Library(self._runs.library_folder, create=self._runs.store.may_create)) as library:
                do(library)

        words = self.tr("Writing {file}…").format(file=path.name)
        self._jobs.start(work, lambda _: self._saved(path), words, cancellable=False, topic=f"file:{path}")
