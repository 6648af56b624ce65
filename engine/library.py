"""The run library on disk: SQLite for runs, metrics and evaluations; one checkpoint file a run. (no torch)"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.database_copy import in_memory
from engine.failures import StorageError, disk_sentence
from engine.holders import Holder
from engine.library_place import LibraryGone, LibraryPlace, LibraryReplaced
from engine.library_schema import STRETCH, VERSION, bring_up_to_date
from engine.packing import DamagedBlob, PackedPoints, Point, Stretch, joined, packed, stretch, unpacked
from engine.protocol import (
    At,
    Evaluated,
    Event,
    Failed,
    Finished,
    HyperChanged,
    RunConfig,
    Scalar,
    Started,
    StateChanged,
)
from engine.run_row import BUSY, HOLDER, SELECT, UNREADABLE, Copy, row_of, unreadable
from engine.run_row import RunRow as RunRow
from engine.run_row import Score as Score
from engine.settings import Rejected, suggestion
from engine.stored_config import Unusable, config_of_cell
from engine.stored_numbers import EVALUATION_COLUMNS, SOUND, evaluations_of, number, sentences, stretches_of
from engine.tested_classes import copy_tested, keep_tested, with_tested_classes

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Places (4, n) in step, tasks, samples and seconds, and numbers (n,)."""
SAID = ("name", "star", "tags", "remark")
"""What a person says of a run."""
PATIENCE = 10.0
"""Seconds to wait while another process writes."""
DYING = 2.5
"""Seconds that a process which was killed, or whose window closes, may need until its lock is free."""
LEAVING = 30.0
"""Seconds that a process which has announced its end may need: it finishes an outer step and writes a checkpoint."""
MOST_RUNS = 1_000_000_000


class Library:
    """A folder of runs, made where there is none (unless `create` is false). Several processes may use it at once.

    Every use raises `LibraryGone` once the folder is no longer where it was opened, or a run to be changed no longer in it.
    Of a folder that is only read, the table is taken into memory: nothing in it is ever written, and an older one is understood.
    Raises `StorageError` with one sentence where the folder cannot be used.
    """

    def __init__(self, folder: Path, *, only_read: bool = False, create: bool = True) -> None:
        self.folder = folder
        self.writable = not only_read
        self._holder = Holder(folder / "holders")
        self._location = LibraryPlace(folder)
        self._uids: dict[str, object] = {}
        """of the runs used so far; they identify the library when it is reopened"""
        self._held: set[str] = set()
        with self._guard():
            if only_read:
                self._location.require()
                self._db = in_memory(folder / "runs.sqlite")
                self._db.text_factory = _text
                self._prepare(self._db)
                return
            if create:
                self.checkpoints.mkdir(parents=True, exist_ok=True)
            self._db = self._connected(create)
            self._location.remember()

    def _connected(self, create: bool) -> sqlite3.Connection:
        """A connection to the library's file. Raises `LibraryGone` where there is none and none is to be made."""
        if not create:
            self._location.require()
        file = f"{self._location.database.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        db = sqlite3.connect(file, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            db.text_factory = _text
            if not create and not db.execute("PRAGMA user_version").fetchone()[0]:
                raise LibraryGone(f"There is no run library in {self.folder}: its file runs.sqlite is empty.")
            self._write_ahead(db)
            db.execute("PRAGMA synchronous=NORMAL")
            self._prepare(db)
            if not create:
                self.checkpoints.mkdir(exist_ok=True)
        except BaseException:
            db.close()
            raise
        return db

    @staticmethod
    def _write_ahead(db: sqlite3.Connection) -> None:
        """Write-ahead logging, so that readers wait for no writer. SQLite itself does not wait where two begin it at once."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                db.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(0.02)

    @property
    def checkpoints(self) -> Path:
        return self.folder / "checkpoints"

    def checkpoint(self, run: str) -> Path:
        """Where the run's checkpoint lies, if there is one."""
        return self.checkpoints / f"{run}.safetensors"

    def check(self) -> None:
        """Raise `LibraryGone` unless the library is where it was opened; the same library in another file is reopened."""
        try:
            self._location.check()
        except LibraryReplaced:
            self._reconnect()

    def _reconnect(self) -> None:
        """Reopen the library from the file now in place if it holds the runs used so far. Raises `LibraryGone`."""
        db = self._connected(create=False)
        try:
            known = {run: _uid(db, run) for run in self._uids}
            there = [run for run, uid in known.items() if uid is not None]
            if any(known[run] != self._uids[run] for run in there) or (known and not there):
                self._location.check()
        except BaseException:
            db.close()
            raise
        self._db.close()
        self._db = db
        self._location.remember()
        with suppress(OSError):
            self._holder.leave()
        for run in self._held:
            db.execute("UPDATE runs SET holder = ? WHERE id = ?", (self._holder.live(), run))

    def close(self) -> None:
        """What this object holds is free from now on."""
        self._holder.leave()
        self._db.close()

    def new_run(self, config: RunConfig) -> str:
        """Enter a run that waits, under an id nobody else has: 'maml-glyphs-0007'."""
        with self._transaction():
            number = self._next_number()
            while self._known(run := f"{config.algorithm}-{config.dataset}-{number:04d}"):
                number += 1
            now, uid = time.time(), uuid.uuid4().hex
            self._db.execute(
                "INSERT INTO runs(id, number, uid, created, touched, algorithm, dataset, config, state, unfinished) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 1)",
                (run, number, uid, now, now, config.algorithm, config.dataset, config.to_json()),
            )
        self._uids[run] = uid
        return run

    def runs(self, *, binned: bool = False) -> list[RunRow]:
        """All runs that are not in the bin, or those in it, the newest last."""
        return self._rows(f"binned IS {'NOT ' if binned else ''}NULL")

    def recent(self, count: int) -> list[RunRow]:
        """The runs that were last opened or trained, the newest first."""
        usable = [row for row in self._rows("binned IS NULL") if not row.damage]
        return sorted(usable, key=lambda row: -row.touched)[:count]

    def unfinished(self) -> list[RunRow]:
        """Runs that were to go on when their window closed or their process died, and that no living process holds."""
        return [row for row in self._rows("binned IS NULL AND unfinished") if row.unfinished and not row.damage]

    def scores(self) -> dict[str, Score]:
        """The newest evaluation of every run that has one."""
        found: dict[str, tuple[int, Score]] = {}
        with self._guard():
            # with max(), SQLite takes the other columns from the row that has it; 'test' comes before 'validation'
            rows = self._db.execute(
                f"SELECT run, split, metric, mean, ci95, max(step) FROM evaluations WHERE {SOUND} GROUP BY run, split ORDER BY run, split"
            )
            for run, split, metric, mean, ci95, step in rows:
                if run not in found or step > found[run][0]:
                    found[run] = step, Score(metric, number(mean), number(ci95), split)
        return {run: score for run, (_, score) in found.items()}

    # -- who trains a run
    def hold(self, run: str) -> None:
        """This process trains the run, or has it in its queue, from now on; raises `Rejected` where another one does that lives."""
        with self._guard():
            if (found := self._db.execute("SELECT holder FROM runs WHERE id = ?", (run,)).fetchone()) and found[0] != self._holder.name:
                self._holder.lives(found[0], LEAVING if self._holder.leaves(found[0]) else DYING)
        with self._transaction():
            own = self._holder.live()
            found = self._db.execute("SELECT holder FROM runs WHERE id = ?", (run,)).fetchone()
            if found and found[0] != own and self._holder.lives(found[0]):
                raise Rejected(
                    f"The run {run} is in use by another window or command of Metascope; it can go on here when it has ended there."
                )
            self._set(run, "holder = ?", own)
            self._uids[run] = _uid(self._db, run)
        self._held.add(run)

    def announce_leaving(self) -> None:
        """Let other processes know that this one ends soon, so that they wait for its runs."""
        self._holder.announce_leaving()

    def let_go(self, run: str) -> None:
        """Whoever wants the run may have it."""
        self._held.discard(run)
        with self._transaction():
            self._db.execute("UPDATE runs SET holder = '' WHERE id = ? AND holder = ?", (run, self._holder.name))

    def give_up(self, runs: Iterable[str]) -> None:
        """These runs shall not go on: they no longer wait, and are not offered again."""
        with self._transaction():
            for run in runs:
                self._set(run, "unfinished = 0, state = CASE state WHEN 'waiting' THEN 'stopped' ELSE state END")

    # -- what a person says of a run
    def touch(self, run: str) -> None:
        """The run is opened now."""
        with self._transaction():
            self._set(run, "touched = ?", time.time())

    def say(self, run: str, what: str, value: str | bool) -> None:
        """Keep what a person says of a run: one of `SAID`."""
        assert what in SAID
        with self._transaction():
            self._set(run, f"{what} = ?", _storable(value) if isinstance(value, str) else value)

    def bin(self, run: str) -> None:
        """Put a run into the bin, from where it can be taken back."""
        with self._transaction():
            self._set(run, "binned = ?", time.time())

    def take_back(self, run: str) -> None:
        """Take a run out of the bin."""
        with self._transaction():
            self._set(run, "binned = NULL")

    def run(self, run: str) -> RunRow:
        """The run with this id; raises `Rejected` with a suggestion where there is none, and with the reason where it is damaged."""
        if run.isprintable() and (rows := self._rows(*_named(run))):
            if rows[0].damage:
                raise Rejected(f"The run {run} cannot be used: {rows[0].damage}")
            with self._guard():
                self._uids[run] = _uid(self._db, run)
            return rows[0]
        with self._guard():
            known = [r[0] for r in self._db.execute("SELECT id FROM runs WHERE typeof(id) = 'text' ORDER BY number DESC LIMIT 1000")]
        near = suggestion(run, known) if len(known) <= 8 or "mean" in suggestion(run, known) else "."
        raise Rejected(f"There is no run called {run!r} in {self.folder}{near}")

    def remove(self, run: str) -> None:
        """Forget a run and its checkpoint."""
        with self._transaction():
            for table, column in (("runs", "id"), ("metrics", "run"), ("evaluations", "run")):
                where, value = _named(run) if table == "runs" else (f"{column} = ?", run)
                self._db.execute(f"DELETE FROM {table} WHERE {where}", (value,))
        with self._guard():
            self.checkpoint(run).unlink(missing_ok=True)
        self._uids.pop(run, None)

    def branch(self, parent: str, run: str) -> None:
        """Give `run` (an id from `new_run`) the curves, the settings and the place of `parent` as they are now."""
        columns = "config, state, step, tasks, samples, seconds"
        with self._transaction():
            self._require(parent)
            self._set(run, f"({columns}) = (SELECT {columns.replace('state', repr('stopped'))} FROM runs WHERE id = ?)", parent)
            for table, columns in (("metrics", "first, last, points"), ("evaluations", EVALUATION_COLUMNS)):
                self._db.execute(f"INSERT OR REPLACE INTO {table} SELECT ?, {columns} FROM {table} WHERE run = ?", (run, parent))
            copy_tested(self._db, parent, run)

    def copy_of(self, run: str) -> Copy:
        """The run with all its numbers; raises `Rejected` where there is none. What is damaged is left out, and its note says so."""
        row, (parts, lost), (evaluations, lost_too) = self.run(run), self._stretches(run), self._evaluations(run)
        note = " ".join(filter(None, (row.note, *sentences(lost, lost_too))))
        return Copy(replace(row, note=note), [point for part in parts for point in part.points()], evaluations)

    def contents(self, run: str) -> tuple[dict[str, Curve], list[Evaluated], list[str]]:
        """The run's `curves`, its evaluations, and its `damage`."""
        (parts, lost), (evaluations, lost_too) = self._stretches(run), self._evaluations(run)
        return joined(parts).curves(), evaluations, sentences(lost, lost_too)

    def damage(self, run: str) -> list[str]:
        """What of a run's numbers and evaluations is damaged and left out, in sentences."""
        return sentences(self._stretches(run)[1], self._evaluations(run)[1])

    def take_in(self, copies: Sequence[Copy], origin: str, ending: str = "") -> dict[str, str]:
        """Enter runs of another library, all or none, each under an id of its own; returns these by the ids there.

        With an `ending` the ids end in that instead of a number.

        A run that is here already, and stands where its copy does, is taken for the same (and out of the bin).
        """
        ids: dict[str, str] = {}
        new: list[RunRow] = []
        damaged = {row.uid for row in (*self.runs(), *self.runs(binned=True)) if row.damage}
        with self._transaction():
            number = self._next_number() - 1
            for copy in copies:
                row = copy.row
                here = self._db.execute("SELECT id, step, algorithm, dataset FROM runs WHERE uid = ?", (row.uid,)).fetchone()
                if here and here[1:] == (row.at.step, row.config.algorithm, row.config.dataset) and row.uid not in damaged:
                    ids[row.id] = here[0]
                    self._set(here[0], "binned = NULL")
                    continue
                number += 1
                ids[row.id] = run = f"{row.config.algorithm}-{row.config.dataset}{ending or f'-{number:04d}'}"
                config = row.config
                new.append(row)
                entered = {
                    "id": run,
                    "number": number,
                    "uid": uuid.uuid4().hex if here else row.uid,
                    "created": row.created,
                    "touched": time.time(),
                    "algorithm": config.algorithm,
                    "dataset": config.dataset,
                    "config": config.to_json(),
                    "state": "stopped" if row.state == "waiting" else row.state,
                    "note": _storable(row.note or origin),
                    "device": row.device,
                    **{name: getattr(row, name) for name in SAID},
                }
                marks = ", ".join("?" * len(entered))
                self._db.execute(f"INSERT INTO runs({', '.join(entered)}) VALUES({marks})", tuple(entered.values()))
                if isinstance(copy.points, PackedPoints):
                    self._db.executemany("INSERT INTO metrics VALUES(?, ?, ?, ?)", ((run, *part) for part in copy.points.parts))
                else:
                    for begin in range(0, len(copy.points), STRETCH):
                        self._append(run, copy.points[begin : begin + STRETCH])
                for event in copy.evaluations:
                    self._enter(replace(event, run=run))
                self._place(run, row.at)
            for row in new:
                if row.config.init in ids:
                    config = replace(row.config, init=ids[row.config.init])
                    self._set(ids[row.id], "config = ?", config.to_json())
        return ids

    def recover_run(self, run: str) -> tuple[RunRow, Stretch, list[Evaluated]] | None:
        """Read a run from the open file although its folder is gone; None where the system cannot read it any more."""
        location, self._location = self._location, LibraryPlace(self.folder)  # skips the check of the folder
        try:
            return self.run(run), joined(self._stretches(run)[0]), self.evaluations(run)
        except (StorageError, Rejected):
            return None
        finally:
            self._location = location

    def uid(self, run: str) -> str:
        """The unique mark of a run used by this object; a new one where it is unknown."""
        found = self._uids.get(run)
        return found if isinstance(found, str) and len(found) == 32 else uuid.uuid4().hex

    def insert_copy(self, row: RunRow, numbers: Stretch, evaluations: Sequence[Evaluated], avoid: Container[str] = ()) -> str:
        """Store a run of another library, replacing an older state of the same run; returns its id here.

        It keeps its id where no other run has that; a new one is none of `avoid`.
        """
        with self._transaction():
            here = self._db.execute("SELECT id FROM runs WHERE uid = ?", (row.uid,)).fetchone()
            number = self._next_number()
            run = here[0] if here else row.id
            while not here and (self._known(run) or (run != row.id and run in avoid)):
                run, number = f"{row.config.algorithm}-{row.config.dataset}-{number:04d}", number + 1
            if not here:
                self._db.execute(
                    "INSERT INTO runs(id, number, uid, created, algorithm, dataset, config, state) VALUES(?, ?, ?, ?, ?, ?, '', 'stopped')",
                    (run, self._next_number(), row.uid, row.created, row.config.algorithm, row.config.dataset),
                )
            for table in ("metrics", "evaluations"):
                self._db.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
            for begin in range(0, numbers.at.shape[1], STRETCH):
                part = numbers.part(begin, begin + STRETCH)
                values = run, int(part.at[0, 0]), int(part.at[0, -1]), packed(part)
                self._db.execute("INSERT INTO metrics VALUES(?, ?, ?, ?)", values)
            for event in evaluations:
                self._enter(replace(event, run=run))
            plain = {name: getattr(row, name) for name in (*SAID, "state", "note", "device", "unfinished")}
            plain |= {"config": row.config.to_json(), "touched": time.time(), "binned": None}
            self._set(run, ", ".join(f"{name} = ?" for name in plain), *plain.values())
            self._place(run, row.at)
        self._uids[run] = row.uid
        return run

    def metrics(self, run: str) -> Iterator[Point]:
        """Every outer step's numbers, in order."""
        for part in self._stretches(run)[0]:
            yield from part.points()

    def curves(self, run: str) -> dict[str, Curve]:
        """By name, the places (4, n) in step, tasks, samples and seconds where a number was said, and the numbers (n,)."""
        return joined(self._stretches(run)[0]).curves()

    def _stretches(self, run: str) -> tuple[list[Stretch], int]:
        with self._guard():
            return stretches_of(self._db.execute("SELECT points FROM metrics WHERE run = ? ORDER BY first", (run,)))

    def evaluations(self, run: str) -> list[Evaluated]:
        """Every evaluation, in order of steps."""
        return self._evaluations(run)[0]

    def _evaluations(self, run: str) -> tuple[list[Evaluated], int]:
        with self._guard():
            found, lost = evaluations_of(
                run, self._db.execute(f"SELECT {EVALUATION_COLUMNS} FROM evaluations WHERE run = ? ORDER BY step", (run,))
            )
            return with_tested_classes(self._db, run, found), lost

    def write(self, events: list[Event]) -> None:
        """Enter what events say, in one transaction."""
        points: dict[str, list[Point]] = {}
        with self._transaction():
            for event in events:
                if isinstance(event, Scalar):
                    points.setdefault(event.run, []).append((event.at, dict(event.values)))
                else:
                    self._append(event.run, points.pop(event.run, []))
                    self._enter(event)
            for run, some in points.items():
                self._append(run, some)

    def _append(self, run: str, points: list[Point]) -> None:
        """Go on with a run's numbers; what was said of these steps and later ones before is unsaid."""
        if not points:
            return
        self._cut(run, points[0][0].step - 1)
        last = self._db.execute("SELECT first, points FROM metrics WHERE run = ? ORDER BY first DESC LIMIT 1", (run,)).fetchone()
        part = stretch(points)
        before = _unpacked(last[1]) if last else None
        if before is not None and before.at.shape[1] < STRETCH and before.at[0, -1] < part.at[0, 0]:
            self._db.execute("DELETE FROM metrics WHERE run = ? AND first = ?", (run, last[0]))
            part = joined([before, part])
        row = run, int(part.at[0, 0]), int(part.at[0, -1]), packed(part)
        self._db.execute("INSERT OR REPLACE INTO metrics VALUES(?, ?, ?, ?)", row)
        self._place(run, points[-1][0])

    def _cut(self, run: str, step: int) -> None:
        """Forget the numbers of later steps."""
        self._db.execute("DELETE FROM metrics WHERE run = ? AND first > ?", (run, step))
        for first, blob in self._db.execute("SELECT first, points FROM metrics WHERE run = ? AND last > ?", (run, step)).fetchall():
            part = _unpacked(blob)
            before = [point for point in part.points() if point[0].step <= step] if part is not None else []
            self._db.execute("DELETE FROM metrics WHERE run = ? AND first = ?", (run, first))
            if before:
                self._db.execute("INSERT INTO metrics VALUES(?, ?, ?, ?)", (run, first, step, packed(stretch(before))))

    def _enter(self, event: Event) -> None:
        match event:
            case Evaluated(run, at, split, metric, mean, ci95, scores, per_step):
                self._require(run)
                self._db.execute(
                    "INSERT OR REPLACE INTO evaluations VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (run, split, at.step, at.tasks, at.samples, at.seconds, metric, mean, ci95, scores.tobytes(), per_step.tobytes()),
                )
                keep_tested(self._db, event)
            case Started(run, config, at, device):
                # a run that goes on from a checkpoint, or begins again, unsays what came after
                self._cut(run, at.step)
                self._db.execute("DELETE FROM evaluations WHERE run = ? AND step > ?", (run, at.step))
                self._set(run, "config = ?, device = ?", config.to_json(), device)
                self._place(run, at)
            case HyperChanged(run, _, name, value):
                self._require(run)
                stored = config_of_cell(self._db.execute("SELECT config FROM runs WHERE id = ?", (run,)).fetchone()[0])
                if not isinstance(stored, Unusable):  # else the next checkpoint still has them
                    self._set(run, "config = ?", stored.having(name, value).to_json())
            case StateChanged(run, state, note):
                going = "unfinished = 1, " if state in ("waiting", *BUSY) else "unfinished = 0, " if state == "finished" else ""
                self._set(run, f"{going}state = ?, note = ?, touched = ?", state, _storable(note), time.time())
            case Finished(run):
                self._set(run, "unfinished = 0")
            case Failed(run, _, _, sentence):
                self._set(run, "unfinished = 0, state = 'failed', note = ?", _storable(sentence))

    def _place(self, run: str, at: At) -> None:
        self._set(run, "step = ?, tasks = ?, samples = ?, seconds = ?", at.step, at.tasks, at.samples, at.seconds)

    def _prepare(self, db: sqlite3.Connection) -> None:
        with _transaction(db):
            if bring_up_to_date(db) > VERSION:
                raise StorageError(f"The library {self.folder} was written by a newer Metascope; this one cannot read it.")

    def _rows(self, where: str, *values: object) -> list[RunRow]:
        """The runs that fulfil a condition, in the order of their numbers."""
        with self._guard():
            torn: list[int] = []
            try:
                rows = self._db.execute(f"{SELECT} WHERE {where} ORDER BY number", values).fetchall()
            except sqlite3.DatabaseError as error:
                if "malformed" not in str(error):
                    raise
                rows, torn = self._rows_one_by_one(where, *values)
            lives = {name: self._holder.lives(name) for name in {row[HOLDER] for row in rows}}
        found: dict[str, RunRow] = {}
        for row in rows:
            one = row_of(row, lives[row[HOLDER]], found)
            found[one.id] = one
        return [*found.values(), *map(unreadable, torn)]

    def _rows_one_by_one(self, where: str, *values: object) -> tuple[list[tuple[Any, ...]], list[int]]:
        """The same where a part of the file is damaged: the rows that can be read, and the numbers of those that cannot."""
        rows, torn = [], []
        for (rowid,) in self._db.execute("SELECT rowid FROM runs").fetchall():
            try:
                rows += self._db.execute(f"{SELECT} WHERE rowid = ? AND ({where})", (rowid, *values)).fetchall()
            except sqlite3.DatabaseError:
                torn.append(rowid)
        return rows, torn

    def _set(self, run: str, assignments: str, *values: object) -> None:
        """Change columns of a run's row; raises `LibraryGone` where there is none."""
        where, value = _named(run)
        if not self._db.execute(f"UPDATE runs SET {assignments} WHERE {where}", (*values, value)).rowcount:
            self._require(run, lost=True)

    def _require(self, run: str, lost: bool = False) -> None:
        if lost or not self._known(run):
            raise LibraryGone(f"The library {self.folder} no longer has the run {run}.")

    def _next_number(self) -> int:
        """A number above those of all runs; one that is damaged does not count."""
        found = self._db.execute("SELECT max(number) FROM runs WHERE typeof(number) = 'integer' AND number < ?", (MOST_RUNS,)).fetchone()[0]
        return (found or 0) + 1

    def _known(self, run: str) -> bool:
        return self._db.execute("SELECT 1 FROM runs WHERE id = ?", (run,)).fetchone() is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard(), _transaction(self._db):
            yield

    @contextmanager
    def _guard(self) -> Iterator[None]:
        self.check()
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a mistake of ours, not of the disk
        except (OSError, sqlite3.Error) as error:
            self._location.check()  # a removed drive gives misleading errors
            raise StorageError(disk_sentence(error, f"the library {self.folder}")) from error


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _storable(text: str) -> str:
    """`text` as UTF-8 can hold it: a file's name need not be text, and has escapes in place of what is none."""
    return text.encode("utf-8", "backslashreplace").decode()


def _uid(db: sqlite3.Connection, run: str) -> object:
    """What the run's cell holds, 'none' in place of NULL; None where there is no such run."""
    found = db.execute("SELECT coalesce(uid, 'none') FROM runs WHERE id = ?", (run,)).fetchone()
    return found[0] if found else None


def _named(run: str) -> tuple[str, object]:
    """The condition, and its value, that the row of a run fulfils; one whose id is damaged is found by its place."""
    place = run.removeprefix(UNREADABLE)
    return ("rowid = ?", int(place)) if place != run and place.isascii() and place.isdigit() and len(place) < 18 else ("id = ?", run)


def _text(cell: bytes) -> str:
    """A text cell, with a mark in place of what is no UTF-8: one such cell must not make the others unreadable."""
    return cell.decode("utf-8", "replace")


def _unpacked(blob: object) -> Stretch | None:
    try:
        return unpacked(blob)
    except DamagedBlob:
        return None
