"""A library's table, copied into memory without writing anything, also from a disk that is read-only. (stdlib only)"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path


def in_memory(path: Path) -> sqlite3.Connection:
    """Copy the SQLite database at `path`, with what its write-ahead log holds. Raises `sqlite3.Error`, `OSError`."""
    log = path.with_name(f"{path.name}-wal")
    if not (log.exists() and log.stat().st_size):
        return _copied(f"{path.as_uri()}?immutable=1")
    try:  # as another process may be writing: SQLite's own locks, where they can be had
        return _copied(f"{path.as_uri()}?mode=ro")
    except sqlite3.OperationalError:
        with tempfile.TemporaryDirectory() as folder:
            for file in (path, log):
                shutil.copyfile(file, Path(folder) / file.name)
            return _copied((Path(folder) / path.name).as_uri())


def _copied(uri: str) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with closing(sqlite3.connect(uri, uri=True)) as file:
            file.backup(memory)
    except BaseException:
        memory.close()
        raise
    return memory
