"""Write the runs on screen to another folder when their library is gone or refuses to be written to, and continue there."""

from __future__ import annotations

import logging
import time
from collections.abc import Container
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.atomic_write import write_bytes
from engine.checkpoint_header import rewritten
from engine.examples import is_example
from engine.failures import StorageError, disk_sentence, explained
from engine.library import Curve, Library
from engine.packing import of_curves
from engine.protocol import Evaluated, Event, Refused, Resume, Saved
from engine.run_row import RunRow
from gui.cards import Action, Cards
from gui.history import RunHistory
from gui.language import language
from gui.runs import Runs

PATIENCE = 500
"""ms between two checks whether a worker that owes a checkpoint has exited."""


@dataclass(frozen=True)
class Copied:
    """A run as the window has it, and files that may hold its checkpoint, the newest first."""

    row: RunRow
    curves: dict[str, Curve]
    evaluations: list[Evaluated]
    checkpoints: tuple[Path, ...]


class _Result(QObject):
    done = Signal(object, object)
    """The ids there by those here, or None, and the sentence why nothing was written."""


class _Writing(QRunnable):
    """Writes the runs into a library, with a connection of its own."""

    def __init__(self, folder: Path, copies: list[Copied]) -> None:
        super().__init__()
        self._folder, self._copies = folder, copies
        self.result = _Result()
        self.setAutoDelete(False)

    def run(self) -> None:
        ids: dict[str, str] | None = {}
        sentence = None
        try:
            with closing(Library(self._folder)) as library:
                here = {copy.row.id for copy in self._copies}
                ids = {copy.row.id: _written(library, copy, here) for copy in self._copies}
        except Exception as error:
            kind, sentence = explained(error)
            ids = None
            if kind == "bug":
                logging.getLogger(__name__).exception("runs could not be written to %s", self._folder)
        self.result.done.emit(ids, sentence)


def _written(library: Library, copy: Copied, avoid: Container[str]) -> str:
    """Enter the run and put its checkpoint in place; returns its id there. Raises `StorageError`."""
    run = library.insert_copy(copy.row, of_curves(copy.curves), copy.evaluations, avoid)
    target = library.checkpoint(run)
    for file in copy.checkpoints:
        try:
            data = file.read_bytes()
            with suppress(ValueError):  # a damaged checkpoint is not lost; opening it says what it is
                data = rewritten(data, run, library.run(run).config)
            write_bytes(target, data)
            break
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StorageError(disk_sentence(error, f"the checkpoint {target}")) from error
    return run


class Recovery(QObject):
    """Shows that the library is gone, and writes the runs of the window to another folder on request."""

    def __init__(self, window: QWidget, runs: Runs, cards: Cards) -> None:
        super().__init__(window)
        self._window, self._runs, self._cards = window, runs, cards
        self._pool = QThreadPool(self)
        self._writing: _Writing | None = None
        self._folder = Path()
        self._awaited: dict[str, Path] = {}
        self._warned = False
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._write_when_ready)
        runs.store.lost.connect(self._show_loss)
        runs.store.found.connect(self._show_return)
        runs.elsewhere_asked.connect(self.ask)
        runs.said.connect(self._handle_event)

    @property
    def busy(self) -> bool:
        """Whether runs are being written."""
        return self._timer.isActive() or self._writing is not None

    # -- loss and return
    def actions(self) -> list[Action]:
        """Actions of the card about a missing library."""
        return [
            (self.tr("Write the runs to another folder…"), lambda: QTimer.singleShot(0, self.ask)),
            (self.tr("Look again"), lambda: QTimer.singleShot(0, self._check_again)),
        ]

    def _show_loss(self, sentence: str) -> None:
        self._cards.withdraw(language.said(sentence))  # an earlier card without these actions
        self._cards.show_card(sentence, topic="library", actions=self.actions())
        self._last = sentence

    def _check_again(self) -> None:
        if not self._runs.store.check():
            self._show_loss(self._runs.store.sentence)

    def _show_return(self) -> None:
        self._cards.withdraw(language.said(self._last))
        self._warned = False
        failed = [run for run, history in self._runs.histories.items() if _stopped_by_disk(history)]
        text = self.tr("The library {folder} is there again.").format(folder=self._runs.library_folder)
        action = (self.tr("Go on"), lambda: self._go_on(failed)) if failed else None
        self._cards.show_card(text, kind="success", topic="library", action=action)
        self._cards.resolve("remove without library")

    def _go_on(self, failed: list[str]) -> None:
        for run in failed:
            self._runs.command(run, Resume())

    def holds_back(self) -> bool:
        """Whether to refuse closing: once, with a card, where the runs on screen would be lost."""
        if self._writing is not None:
            return True
        if not self._runs.store.sentence or self._warned or not any(h.at.step for h in self._own().values()):
            return False
        self._warned = True
        text = self.tr("What the runs on screen have learned is stored nowhere now. Write them to a folder, or close again to lose them.")
        self._cards.show_card(text, actions=self.actions())
        return True

    # -- writing elsewhere
    def ask(self) -> None:
        """Choose a folder and write the runs there."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Write the runs to a folder"))
        if folder:
            self.write(Path(folder))
        elif self._runs.store.sentence:
            self._show_loss(self._runs.store.sentence)

    def write(self, folder: Path) -> None:
        """Write every run of the window to the library in a folder, made where there is none, and go on there."""
        if self.busy:
            return
        try:
            Library(folder).close()
        except StorageError as error:
            self._failed(str(error))
            return
        self._folder = folder
        for run in self._own():
            file = folder / "checkpoints" / f".{run}.recovered"
            if self._runs.save_to(run, file):
                self._awaited[run] = file
        self._timer.start()
        self._write_when_ready()

    def _handle_event(self, event: Event) -> None:
        if event.run in self._awaited and (
            isinstance(event, Refused) or (isinstance(event, Saved) and event.path == str(self._awaited[event.run]))
        ):
            del self._awaited[event.run]
            QTimer.singleShot(0, self._write_when_ready)  # earlier events are in the history by then

    def _write_when_ready(self) -> None:
        """Once every worker has written its checkpoint, or has left, write the numbers."""
        self._awaited = {run: file for run, file in self._awaited.items() if self._runs.has_worker(run)}
        if not self._timer.isActive() or self._awaited:
            return
        self._timer.stop()
        self._writing = _Writing(self._folder, [self._copied(history) for history in self._own().values()])
        self._writing.result.done.connect(self._written)
        self._pool.start(self._writing)

    def _copied(self, history: RunHistory) -> Copied:
        run = history.info.id
        library = self._runs.library()
        stored = library.recover_run(run)
        known = stored[0] if stored else RunRow(run, time.time(), history.config, "stopped", "", history.at, uid=library.uid(run))
        ended = history.state in ("finished", "failed", "stopped") and not _stopped_by_disk(history)
        row = replace(
            known,
            config=history.config,
            state=history.state if ended else "stopped",
            note=history.note if ended else "",
            at=history.at,
            device=history.started.device if history.started else known.device,
            unfinished=not ended,
        )
        curves = {name: (np.array(series.at), np.array(series.values)) for name, series in history.series.items()}
        files = self._folder / "checkpoints" / f".{run}.recovered", library.checkpoint(run)
        return Copied(row, curves, list(history.evaluations), files)

    def _written(self, ids: dict[str, str] | None, sentence: str | None) -> None:
        self._writing = None
        if ids is not None:
            try:
                self._runs.move_to(self._folder, ids)
            except StorageError as error:
                sentence = str(error)
        for file in (self._folder / "checkpoints").glob(".*.recovered"):
            with suppress(OSError):
                file.unlink()
        if sentence is not None:
            self._failed(sentence)
            return
        self._cards.withdraw(language.said(self._last))
        text = self.tr("The runs are in {folder} now, and go on there. Open it next time with --library.")
        self._cards.show_card(text.format(folder=self._folder), kind="success", topic="library")
        self._cards.resolve("remove without library")

    def _failed(self, sentence: str) -> None:
        self._cards.show_card(sentence, actions=self.actions() if self._runs.store.sentence else [])

    def _own(self) -> dict[str, RunHistory]:
        return {run: history for run, history in self._runs.histories.items() if not is_example(run)}

    def close(self) -> None:
        """Wait until what is being written is whole."""
        self._timer.stop()
        self._pool.waitForDone()


def _stopped_by_disk(history: RunHistory) -> bool:
    return history.state == "failed" and history.failure is not None and history.failure.kind == "disk"
