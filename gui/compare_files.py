"""Comparisons and their results as files and on the clipboard: reopen, save, copy, export the figure set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from engine.atomic_write import write_text
from engine.failures import StorageError, disk_sentence
from gui.contest import Contest
from gui.export import save
from gui.plain import menu_text
from gui.plotting import PlotPanel
from gui.widgets.run_table import FORMS

Try = Callable[[Callable[[], object]], bool]
"""Does something that may be refused, and says why if it is; whether it was done."""


class CompareFiles(QObject):
    """`written` gives the results in one of `FORMS`; `panels` the figures that there are, by name."""

    file_asked = Signal()
    """A file is to be chosen and opened."""
    save_asked = Signal()
    """A file is to be chosen and the comparison written to it."""

    def __init__(
        self,
        owner: QWidget,
        contest: Contest,
        attempt: Try,
        written: Callable[[str], str],
        panels: Callable[[], Sequence[tuple[str, PlotPanel]]],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(owner)
        self._owner, self._contest, self._try = owner, contest, attempt
        self._written, self._panels, self._say = written, panels, say

    def fill_comparisons(self, menu: QMenu, new: Callable[[], None]) -> None:
        """A new comparison, those of the library, and files."""
        menu.clear()
        menu.addAction(self.tr("New comparison"), new)
        menu.addSeparator()
        for file, comparison in self._contest.kept():
            text = self.tr("{name}: {count} runs").format(name=menu_text(comparison.name), count=len(comparison.runs))
            action = menu.addAction(text, partial(self.open, file))
            action.setCheckable(True)
            action.setChecked(file == self._contest.file)
        menu.addSeparator()
        left: list[str] = []
        if self._try(lambda: left.extend(self._contest.left_waiting())) and left:
            menu.addAction(
                self.tr("Forget the {count} runs that still wait").format(count=len(left)), partial(self._contest.forget_waiting, left)
            )
        menu.addAction(self.tr("Save as…"), self.save_asked.emit)
        menu.addAction(self.tr("Open from a file…"), self.file_asked.emit)

    def fill_copying(self, menu: QMenu) -> None:
        """The results in each form."""
        menu.clear()
        for form, text in zip(FORMS, (self.tr("as text"), self.tr("as Markdown"), self.tr("as LaTeX")), strict=True):
            menu.addAction(text, partial(self.copy, form))

    def copy(self, form: str) -> None:
        """Put the results on the clipboard."""
        QGuiApplication.clipboard().setText(self._written(form))

    def open(self, file: Path) -> None:
        """Show a comparison from its file, and tell which of its runs are gone."""
        lost: list[str] = []
        if not self._try(lambda: lost.extend(self._contest.open(file))):
            return
        unusable = self._contest.unusable(lost)
        if gone := [run for run in lost if run not in unusable]:
            self._say(self.tr("The library no longer has {runs}; the comparison goes on without.").format(runs=", ".join(gone)))
        if unusable:
            self._say(self.tr("This version cannot use {runs}; the comparison goes on without.").format(runs=", ".join(unusable)))

    def export(self, folder: Path) -> list[Path]:
        """Write every figure as SVG, PDF and CSV, and the results as text, Markdown and LaTeX; raises `Rejected`, `StorageError`."""
        done = []
        for name, panel in self._panels():
            for kind in ("svg", "pdf", "csv"):
                done.append(folder / f"{name}.{kind}")
                save(panel.figure(), done[-1])
        for form, kind in zip(FORMS, ("txt", "md", "tex"), strict=True):
            done.append(folder / f"comparison.{kind}")
            try:
                write_text(done[-1], self._written(form) + "\n")
            except OSError as error:
                raise StorageError(disk_sentence(error, str(done[-1]))) from error
        return done

    def ask_export(self) -> None:
        """Choose a folder and write the figure set there."""
        folder = QFileDialog.getExistingDirectory(self._owner, self.tr("Export figures into a folder"))
        if folder:
            self._try(partial(self.export, Path(folder)))
