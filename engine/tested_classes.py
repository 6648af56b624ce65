"""On which classes a run's evaluations were made: a table of its own, which libraries of earlier versions lack. (no torch)"""

from __future__ import annotations

import contextlib
import sqlite3

from engine.protocol import Evaluated

_TABLE = "CREATE TABLE IF NOT EXISTS tested_classes(run TEXT, split TEXT, step INTEGER, classes TEXT, PRIMARY KEY(run, split, step))"


def keep_tested(db: sqlite3.Connection, event: Evaluated) -> None:
    """Enter the fingerprint of an evaluation's classes, within a transaction."""
    if event.classes:
        db.execute(_TABLE)
        db.execute("INSERT OR REPLACE INTO tested_classes VALUES(?, ?, ?, ?)", (event.run, event.split, event.at.step, event.classes))
    else:
        with contextlib.suppress(sqlite3.OperationalError):
            db.execute("DELETE FROM tested_classes WHERE run = ? AND split = ? AND step = ?", (event.run, event.split, event.at.step))


def tested_classes(db: sqlite3.Connection, run: str) -> dict[tuple[str, int], str]:
    """The fingerprints of a run's evaluations by split and step; {} where none was kept."""
    with contextlib.suppress(sqlite3.OperationalError):
        rows = db.execute("SELECT split, step, classes FROM tested_classes WHERE run = ?", (run,)).fetchall()
        return {(split, step): classes for split, step, classes in rows}
    return {}


def copy_tested(db: sqlite3.Connection, parent: str, run: str) -> None:
    """Give `run` the fingerprints of `parent`, within a transaction."""
    with contextlib.suppress(sqlite3.OperationalError):
        db.execute("INSERT OR REPLACE INTO tested_classes SELECT ?, split, step, classes FROM tested_classes WHERE run = ?", (run, parent))
