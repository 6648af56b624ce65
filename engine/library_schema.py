"""The tables of the run library, and how those of each earlier version become the next one's. (no torch)"""

from __future__ import annotations

import json
import logging
import sqlite3
from itertools import groupby
from typing import Any

from engine.packing import Point, packed, stretch
from engine.protocol import At

VERSION = 3
STRETCH = 512
"""Points in one row of `metrics`, about."""

_1 = """
CREATE TABLE runs(
    id TEXT PRIMARY KEY, number INTEGER UNIQUE NOT NULL, created REAL NOT NULL, algorithm TEXT NOT NULL, dataset TEXT NOT NULL,
    config TEXT NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', step INTEGER NOT NULL DEFAULT 0,
    tasks INTEGER NOT NULL DEFAULT 0, samples INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0);
CREATE TABLE metrics(
    run TEXT NOT NULL, step INTEGER NOT NULL, tasks INTEGER NOT NULL, samples INTEGER NOT NULL, seconds REAL NOT NULL,
    "values" TEXT NOT NULL, PRIMARY KEY(run, step)) WITHOUT ROWID;
CREATE TABLE evaluations(
    run TEXT NOT NULL, split TEXT NOT NULL, step INTEGER NOT NULL, tasks INTEGER NOT NULL, samples INTEGER NOT NULL,
    seconds REAL NOT NULL, metric TEXT NOT NULL, mean REAL, ci95 REAL, scores BLOB NOT NULL, per_step BLOB NOT NULL,
    PRIMARY KEY(run, split, step)) WITHOUT ROWID;
"""
# what a person says of a run, and when it was put into the bin
_2 = """
ALTER TABLE runs ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN star INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN remark TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN binned REAL;
"""
# who trains it and whether it was to go on; numbers by the stretch, 20 times smaller than a row of text for each step
_3 = """
ALTER TABLE runs ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN touched REAL NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET uid = lower(hex(randomblob(16))), touched = created, unfinished = state IN ('waiting', 'loading', 'running', 'paused');
CREATE INDEX evaluated ON evaluations(run, split, step, metric, mean, ci95);
ALTER TABLE metrics RENAME TO metrics_by_step;
CREATE TABLE metrics(run TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, points BLOB NOT NULL, PRIMARY KEY(run, first));
"""


def bring_up_to_date(db: sqlite3.Connection) -> int:
    """Make the tables, or those of an earlier version this one's, within the transaction; returns the version that was found."""
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    for version, schema in ((1, _1), (2, _2), (3, _3)):
        if found < version:
            for statement in schema.split(";"):
                db.execute(statement)
    if found < 3:
        _pack(db)
    if found < VERSION:
        db.execute(f"PRAGMA user_version = {VERSION}")
    return found


def _pack(db: sqlite3.Connection) -> None:
    rows = db.execute('SELECT run, step, tasks, samples, seconds, "values" FROM metrics_by_step ORDER BY run, step')
    for run, of_run in groupby(rows, lambda row: row[0]):
        points = filter(None, map(_point, of_run))
        for _, some in groupby(enumerate(points), lambda numbered: numbered[0] // STRETCH):
            part = [point for _, point in some]
            db.execute("INSERT INTO metrics VALUES(?, ?, ?, ?)", (run, part[0][0].step, part[-1][0].step, packed(stretch(part))))
    db.execute("DROP TABLE metrics_by_step")


def _point(row: tuple[Any, ...]) -> Point | None:
    """A row of `metrics_by_step`; None where it is damaged."""
    try:
        values = json.loads(row[5])
        numbers = {name: float(value) for name, value in values.items()}
        return At(int(row[1]), int(row[2]), int(row[3]), float(row[4])), numbers
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        logging.getLogger(__name__).warning("step %r of the run %r is damaged and left out", row[1], row[0])
        return None
