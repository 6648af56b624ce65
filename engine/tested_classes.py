"""On which classes a run's evaluations were made: a table of its own, which libraries of earlier versions lack. (no torch)"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace

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


def with_tested_classes(db: sqlite3.Connection, run: str, evaluations: list[Evaluated]) -> list[Evaluated]:
    """The evaluations of a run with the fingerprints of their classes, where these were kept."""
    with contextlib.suppress(sqlite3.OperationalError):
        rows = db.execute("SELECT split, step, classes FROM tested_classes WHERE run = ?", (run,)).fetchall()
        kept = {(split, step): classes for split, step, classes in rows if isinstance(classes, str)}
        return [replace(e, classes=kept.get((e.split, e.at.step), "")) for e in evaluations]
    return evaluations


def copy_tested(db: sqlite3.Connection, parent: str, run: str) -> None:
    """Give `run` the fingerprints of `parent`, within a transaction."""
    with contextlib.suppress(sqlite3.OperationalError):
        db.execute("INSERT OR REPLACE INTO tested_classes SELECT ?, split, step, classes FROM tested_classes WHERE run = ?", (run, parent))
