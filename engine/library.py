"""The run library on disk: SQLite for runs, metrics and evaluations; one checkpoint file a run. (no torch)"""

from __future__ import annotations

import json
import math
import shutil
import sqlite3
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.failures import StorageError, disk_sentence
from engine.protocol import (
    At,
    Evaluated,
    Event,
    Failed,
    Finished,
    Floats,
    HyperChanged,
    RunConfig,
    Saved,
    Saving,
    Scalar,
    Started,
    State,
    StateChanged,
)
from engine.settings import Rejected, suggestion

SCHEMA_VERSION = 2
WRITE_INTERVAL = 0.5
"""Seconds of metrics that a power cut may take."""

_SCHEMA = """
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

_SINCE_2 = """
ALTER TABLE runs ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN star INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN remark TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN binned REAL;
"""
"""What a person says of a run, and when it was put into the bin."""
SAID = ("name", "star", "tags", "remark")


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as the library lists it; `created` in seconds since 1970. `note` is the program's last sentence on it."""

    id: str
    created: float
    config: RunConfig
    state: State
    note: str
    at: At
    name: str = ""
    star: bool = False
    tags: str = ""
    remark: str = ""
    binned: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The newest evaluation of a run."""

    metric: str
    mean: float
    ci95: float


class Library:
    """A folder of runs, made where there is none. Several processes may use it at once.

    Of a folder that is only read, the table is taken into memory: nothing in it is ever written, and an older one is understood.
    Raises `StorageError` with one sentence where the folder cannot be used.
    """

    def __init__(self, folder: Path, *, only_read: bool = False) -> None:
        self.folder = folder
        with self._guard():
            if only_read:
                self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                with closing(sqlite3.connect(f"{(folder / 'runs.sqlite').as_uri()}?immutable=1", uri=True)) as file:
                    file.backup(self._db)
                self._prepare()
                return
            self.checkpoints.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "runs.sqlite", timeout=10, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._prepare()

    @property
    def checkpoints(self) -> Path:
        return self.folder / "checkpoints"

    def checkpoint(self, run: str) -> Path:
        """Where the run's checkpoint lies, if there is one."""
        return self.checkpoints / f"{run}.safetensors"

    def close(self) -> None:
        self._db.close()

    def new_run(self, config: RunConfig, run: str = "") -> str:
        """Enter a run that waits, as `run` or under an id nobody else has: 'maml-glyphs-0007'."""
        with self._transaction():
            number = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()[0]
            run = run or f"{config.algorithm}-{config.dataset}-{number:04d}"
            self._db.execute(
                "INSERT INTO runs(id, number, created, algorithm, dataset, config, state) VALUES(?, ?, ?, ?, ?, ?, 'waiting')",
                (run, number, time.time(), config.algorithm, config.dataset, config.to_json()),
            )
        return run

    def runs(self, *, binned: bool = False) -> list[RunRow]:
        """All runs that are not in the bin, or those in it, the newest last."""
        with self._guard():
            where = f"WHERE binned IS {'NOT ' if binned else ''}NULL"
            return [_row(values) for values in self._db.execute(f"{_SELECT} {where} ORDER BY number")]

    def scores(self) -> dict[str, Score]:
        """The newest evaluation of every run that has one."""
        with self._guard():
            # with max(), SQLite takes the other columns from the row that has it
            found = self._db.execute("SELECT run, metric, mean, ci95, max(step) FROM evaluations GROUP BY run")
            return {run: Score(metric, _number(mean), _number(ci95)) for run, metric, mean, ci95, _ in found}

    def say(self, run: str, what: str, value: str | bool) -> None:
        """Keep what a person says of a run: one of `SAID`."""
        assert what in SAID
        with self._transaction():
            self._db.execute(f"UPDATE runs SET {what} = ? WHERE id = ?", (value, run))

    def bin(self, run: str) -> None:
        """Put a run into the bin, from where it can be taken back."""
        with self._transaction():
            self._db.execute("UPDATE runs SET binned = ? WHERE id = ?", (time.time(), run))

    def take_back(self, run: str) -> None:
        """Take a run out of the bin."""
        with self._transaction():
            self._db.execute("UPDATE runs SET binned = NULL WHERE id = ?", (run,))

    def run(self, run: str) -> RunRow:
        """The run with this id; raises `Rejected` with a suggestion where there is none."""
        with self._guard():
            values = self._db.execute(f"{_SELECT} WHERE id = ?", (run,)).fetchone()
            if values is None:
                known = [r[0] for r in self._db.execute("SELECT id FROM runs ORDER BY number DESC LIMIT 1000")]
                near = suggestion(run, known) if len(known) <= 8 or "mean" in suggestion(run, known) else "."
                raise Rejected(f"There is no run called {run!r} in {self.folder}{near}")
        return _row(values)

    def remove(self, run: str) -> None:
        """Forget a run and its checkpoint."""
        with self._transaction():
            for table, column in (("runs", "id"), ("metrics", "run"), ("evaluations", "run")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (run,))
        with self._guard():
            self.checkpoint(run).unlink(missing_ok=True)

    def branch(self, parent: str, run: str) -> None:
        """Give `run` (an id from `new_run`) the curves, the settings and the place of `parent` as they are now."""
        with self._transaction():
            self._db.execute(
                "UPDATE runs SET (config, state, step, tasks, samples, seconds) = "
                "(SELECT config, 'stopped', step, tasks, samples, seconds FROM runs WHERE id = ?) WHERE id = ?",
                (parent, run),
            )
            for table, columns in (("metrics", _METRIC_COLUMNS), ("evaluations", _EVALUATION_COLUMNS)):
                self._db.execute(f"INSERT OR REPLACE INTO {table} SELECT ?, {columns} FROM {table} WHERE run = ?", (run, parent))

    def take_in(self, other: Library, parent: str, run: str = "", rows: int | None = None) -> str:
        """Copy `parent` of another library with its curves and its checkpoint, as `run` or under an id of its own, which is returned.

        With `rows`, its curves are thinned to so many places, the first and the last among them.
        """
        row = other.run(parent)
        run = self.new_run(row.config, run)
        curves = list(other.metrics(parent))
        if rows is not None and len(curves) > rows:
            curves = [curves[i] for i in np.linspace(0, len(curves) - 1, rows).round().astype(int)]
        self.write([Started(run, row.config, At(), "", 0, "mse", None, "", ())])
        self.write([Scalar(run, at, values) for at, values in curves])
        self.write([replace(event, run=run) for event in other.evaluations(parent)])
        self._copy_file(other.checkpoint(parent), self.checkpoint(run))
        with self._transaction():
            self._place(run, row.at)
            self._db.execute("UPDATE runs SET state = ?, note = ? WHERE id = ?", (row.state, row.note, run))
        return run

    def _copy_file(self, source: Path, target: Path) -> None:
        """In one move: a reader sees the whole file or none."""
        with self._guard():
            if source.exists():
                half = target.with_name(f".{target.name}.part")
                shutil.copyfile(source, half)
                half.replace(target)

    def metrics(self, run: str) -> Iterator[tuple[At, dict[str, float]]]:
        """Every outer step's numbers, in order."""
        with self._guard():
            for *at, values in self._db.execute(f"SELECT {_METRIC_COLUMNS} FROM metrics WHERE run = ? ORDER BY step", (run,)):
                yield At(*at), json.loads(values)

    def evaluations(self, run: str) -> list[Evaluated]:
        """Every evaluation, in order of steps."""
        with self._guard():
            rows = self._db.execute(f"SELECT {_EVALUATION_COLUMNS} FROM evaluations WHERE run = ? ORDER BY step", (run,)).fetchall()
        return [Evaluated(run, At(*r[1:5]), r[0], r[5], _number(r[6]), _number(r[7]), _floats(r[8]), _floats(r[9])) for r in rows]

    def write(self, events: list[Event]) -> None:
        """Enter what events say, in one transaction."""
        with self._transaction():
            for event in events:
                self._enter(event)

    def _enter(self, event: Event) -> None:
        match event:
            case Scalar(run, at, values):
                row = (run, at.step, at.tasks, at.samples, at.seconds, json.dumps({k: _short(v) for k, v in values.items()}))
                self._db.execute("INSERT OR REPLACE INTO metrics VALUES(?, ?, ?, ?, ?, ?)", row)
                self._place(run, at)
            case Evaluated(run, at, split, metric, mean, ci95, scores, per_step):
                self._db.execute(
                    "INSERT OR REPLACE INTO evaluations VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (run, split, at.step, at.tasks, at.samples, at.seconds, metric, mean, ci95, scores.tobytes(), per_step.tobytes()),
                )
            case Started(run, config, at):
                # a run that goes on from a checkpoint, or begins again, unsays what came after
                self._db.execute("DELETE FROM metrics WHERE run = ? AND step > ?", (run, at.step))
                self._db.execute("DELETE FROM evaluations WHERE run = ? AND step > ?", (run, at.step))
                self._db.execute("UPDATE runs SET config = ? WHERE id = ?", (config.to_json(), run))
                self._place(run, at)
            case HyperChanged(run, _, name, value):
                stored = RunConfig.from_json(self._db.execute("SELECT config FROM runs WHERE id = ?", (run,)).fetchone()[0])
                self._db.execute("UPDATE runs SET config = ? WHERE id = ?", (stored.having(name, value).to_json(), run))
            case StateChanged(run, state, note):
                self._db.execute("UPDATE runs SET state = ?, note = ? WHERE id = ?", (state, note, run))
            case Failed(run, _, _, sentence):
                self._db.execute("UPDATE runs SET state = 'failed', note = ? WHERE id = ?", (sentence, run))

    def _place(self, run: str, at: At) -> None:
        self._db.execute(
            "UPDATE runs SET step = ?, tasks = ?, samples = ?, seconds = ? WHERE id = ?", (at.step, at.tasks, at.samples, at.seconds, run)
        )

    def _prepare(self) -> None:
        with self._transaction():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise StorageError(f"The library {self.folder} was written by a newer Metascope; this one cannot read it.")
            for since, schema in ((1, _SCHEMA), (2, _SINCE_2)):
                if version < since:
                    for statement in schema.split(";"):
                        self._db.execute(statement)
            if version < SCHEMA_VERSION:
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a mistake of ours, not of the disk
        except (OSError, sqlite3.Error) as error:
            raise StorageError(disk_sentence(error, f"the library {self.folder}")) from error


def record(events: Generator[Event, None, None], library: Library, run: str) -> Iterator[Event]:
    """Pass the events of `run` on, and write them to the library at least twice a second, and at once when the state changes.

    Where the disk refuses, the error is thrown into the run, which ends in `Failed`; what could not be written is tried again
    with whatever comes next.
    """
    waiting: list[Event] = []
    written = time.monotonic()
    refused = False
    try:
        for event in events:
            waiting.append(event)
            if not isinstance(event, Saving):
                yield event
            forked = isinstance(event, Saved) and event.run != run
            if forked or isinstance(event, (StateChanged, Saving, Finished, Failed)) or time.monotonic() - written >= WRITE_INTERVAL:
                written = time.monotonic()
                try:
                    library.write(waiting)
                    waiting, refused = [], False
                    if forked:
                        library.branch(run, event.run)
                except StorageError as error:
                    if not refused:
                        refused = True
                        waiting.append(failure := events.throw(error))
                        yield failure
    finally:
        if waiting and not refused:
            library.write(waiting)


_METRIC_COLUMNS = 'step, tasks, samples, seconds, "values"'
_EVALUATION_COLUMNS = "split, step, tasks, samples, seconds, metric, mean, ci95, scores, per_step"
_SELECT = "SELECT id, created, config, state, note, step, tasks, samples, seconds, name, star, tags, remark, binned FROM runs"


def _row(values: tuple[Any, ...]) -> RunRow:
    name, star, tags, remark, binned = values[9:]
    at = At(*values[5:9])
    return RunRow(values[0], values[1], RunConfig.from_json(values[2]), values[3], values[4], at, name, bool(star), tags, remark, binned)


def _floats(blob: bytes) -> Floats:
    return np.frombuffer(blob, np.float32)


def _number(stored: float | None) -> float:
    return math.nan if stored is None else stored  # SQLite keeps NaN as NULL


def _short(value: float) -> float:
    return float(f"{value:.7g}")
