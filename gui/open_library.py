"""The library that the window works with: opened on first use and checked regularly, since its folder may disappear or return."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.failures import StorageError
from engine.library import Library
from engine.library_place import DATABASE, LibraryGone


class OpenLibrary(QObject):
    """One library at a time. A folder that never held one gets one; one whose library is gone does not get another."""

    lost = Signal(str)
    """The library is no longer where it was opened; one sentence."""
    found = Signal()
    """It is there again."""
    moved = Signal()
    """The window works with a library in another folder now, and so do its runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.sentence = ""
        """why the library cannot be used now; empty while it can"""
        self._library: Library | None = None
        self._there = self._has_file()

    def get(self) -> Library:
        """The library; raises `StorageError`."""
        if self._library is None:
            self._library = Library(self.folder, create=not self._there)
            self._there = True
        return self._library

    @property
    def may_create(self) -> bool:
        """Whether the folder never held a library, so that one may be made there."""
        return not self._there

    def exists(self) -> bool:
        """Whether there is a library, be it one that was lost."""
        self._there = self._there or self._has_file()
        return self._there

    def check(self) -> bool:
        """Check whether the library is where it was opened, emit a signal on a change, and return the result."""
        if self._library is None:
            return True
        before = self.sentence
        try:
            self._library.check()
            self.sentence = ""
        except LibraryGone as error:
            self.sentence = str(error)
        except StorageError:
            return not self.sentence  # present but not accessible: the next use raises the reason
        if self.sentence and not before:
            self.lost.emit(self.sentence)
        elif before and not self.sentence:
            self.found.emit()
        return not self.sentence

    def use(self, folder: Path) -> None:
        """Work with the library in another folder, which is there. Raises `StorageError`."""
        library = Library(folder, create=False)
        self.close()
        self.folder, self._library, self._there, self.sentence = folder, library, True, ""

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None

    def _has_file(self) -> bool:
        return (self.folder / DATABASE).exists()
