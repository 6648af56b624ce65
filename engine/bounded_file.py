"""Files from outside, read only where they are ordinary files and no larger than allowed. (no torch)"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import IO

from engine.failures import StorageError, disk_sentence
from engine.settings import Rejected


def open_regular(path: Path) -> IO[bytes]:
    """Open an ordinary file for reading; a pipe, a device or a folder would block, never end, or be no file.

    Raises `Rejected` where there is no such file, `StorageError` where it cannot be read.
    """
    try:
        mode = path.stat().st_mode  # before opening: opening a pipe waits for a writer
        if stat.S_ISDIR(mode):
            raise Rejected(f"There is no file {path}.")
        if not stat.S_ISREG(mode):
            raise Rejected(f"{path} is a pipe or a device, not a file.")
        return path.open("rb")
    except FileNotFoundError as error:
        raise Rejected(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, Rejected):
            raise
        if isinstance(error, ValueError):  # a zero character in the name
            raise Rejected(f"There is no file {str(path)!r}.") from error
        raise StorageError(disk_sentence(error, str(path))) from error


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file of at most `most` bytes, counted while reading. Raises `Rejected`, `StorageError`."""
    with open_regular(path) as file:
        try:
            data = file.read(most + 1)
        except OSError as error:
            raise StorageError(disk_sentence(error, str(path))) from error
    if len(data) > most:
        raise Rejected(f"{path.name} is larger than {most:,} bytes, the most that is read of such a file.")
    return data
