"""Files from outside, read with bounds: a pipe or a device is no file, and one that grows while it is read stays small. (no torch)"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from engine.settings import Rejected


def read_regular(path: Path, largest: int, what: str) -> bytes:
    """The content of a regular file of at most `largest` bytes; `what` names its kind in sentences. Raises `Rejected`, `OSError`."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # before it is opened: to open a device may do something
        raise Rejected(f"{path.name} is not a file: {what} is read from one, not from a folder, a pipe or a device.")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):  # it was exchanged meanwhile
            raise Rejected(f"{path.name} is not a file: {what} is read from one, not from a folder, a pipe or a device.")
        data = file.read(largest + 1) if found.st_size <= largest else b""
    if len(data) > largest or found.st_size > largest:
        raise Rejected(f"{path.name}: {what} has at most {largest:,} bytes; this file has {max(found.st_size, len(data)):,}.")
    return data
