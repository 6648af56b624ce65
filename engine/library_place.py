"""Whether a library's file is still the one that was opened: a folder can be moved, deleted or replaced meanwhile. (no torch)"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from engine.failures import StorageError, disk_sentence

DATABASE = "runs.sqlite"
_GONE = {
    getattr(errno, name, errno.ENOENT)
    for name in ("ENOENT", "ENOTDIR", "EIO", "ENXIO", "ENODEV", "ENOTCONN", "ESTALE", "EHOSTDOWN", "ETIMEDOUT", "ENOMEDIUM")
}


class LibraryGone(StorageError):
    """The library, or a run of it, is not where it was; `str()` is one sentence."""


class LibraryReplaced(LibraryGone):
    """Another file lies where the library's was."""


class LibraryPlace:
    """The place of a library's file, and which file it was when it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._identity: tuple[int, int] | None = None

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def remember(self) -> None:
        """Take the file that lies there now for the one that is open. Raises `OSError`."""
        found = os.stat(self.database)
        self._identity = found.st_dev, found.st_ino

    def check(self) -> None:
        """Raise `LibraryGone` unless the file that was opened still lies there."""
        if self._identity is None:
            return
        try:
            found = os.stat(self.database)
        except OSError as error:
            if error.errno not in _GONE:
                raise StorageError(disk_sentence(error, f"the library {self.folder}")) from error
            raise LibraryGone(
                f"The library {self.folder} is no longer there: it was moved, renamed or deleted, or its drive was taken away."
            ) from error
        if (found.st_dev, found.st_ino) != self._identity:
            raise LibraryReplaced(f"The library {self.folder} is no longer the one that was opened: another one has taken its place.")

    def require(self) -> None:
        """Raise `LibraryGone` unless some file lies there."""
        if not self.database.is_file():
            raise LibraryGone(f"There is no run library in {self.folder}.")
