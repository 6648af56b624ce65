"""The run library on disk: SQLite for runs, metrics and evaluations; one checkpoint file a run. (no torch)"""

from __future__ import annotations

import math
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.database_copy import in_memory
from engine.failures import StorageError, disk_sentence
from engine.holders import Holder
from engine.library_schema import STRETCH, VERSION, bring_up_to_date
from engine.packing import PackedPoints, Point, Stretch, joined, packed, stretch, unpacked
from engine.protocol import (
    At,
    Evaluated,
    Event,
    Failed,
    Finished,
    Floats,
    HyperChanged,
    RunConfig,
    Scalar,
    Started,
    StateChanged,
)
from engine.run_row import BUSY, SELECT, Copy, row_of
from engine.run_row import RunRow as RunRow
from engine.run_row import Score as Score
from engine.settings import Rejected, suggestion
from engine.tested_classes import copy_tested, keep_tested, with_tested_classes

SAID = ("name", "star", "tags", "remark")
"""What a person says of a run."""
PATIENCE = 10.0
"""Seconds to wait while another process writes."""
DYING = 2.5
"""Seconds that a process which was killed, or whose window closes, may need until its lock is free."""
LEAVING = 30.0
"""Seconds that a process which has announced its end may need: it finishes an outer step and writes a checkpoint."""


class Library:
    """A folder of runs, made where there is none. Several processes may use it at once.

    Of a folder that is only read, the table is taken into memory: nothing in it is ever written, and an older one is understood.
    Raises `StorageError` with one sentence where the folder cannot be used.
    """

    def __init__(self, folder: Path, *, only_read: bool = False) -> None:
        self.folder = folder
        self.writable = not only_read
        self._holder = Holder(folder / "holders")
        with self._guard():
            if only_read:
                self._db = in_memory(folder / "runs.sqlite")
                self._prepare()
                return
            self.checkpoints.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "runs.sqlite", timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            self._write_ahead()
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._prepare()

    def _write_ahead(self) -> None:
        """Write-ahead logging, so that readers wait for no writer. SQLite itself does not wait where two begin it at once."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
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

    def close(self) -> None:
        """What this object holds is free from now on."""
        self._holder.leave()
        self._db.close()

    def new_run(self, config: RunConfig) -> str:
        """Enter a run that waits, under an id nobody else has: 'maml-glyphs-0007'."""
        with self._transaction():
            number = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()[0]
            run = f"{config.algorithm}-{config.dataset}-{number:04d}"
            now = time.time()
            self._db.execute(
                "INSERT INTO runs(id, number, uid, created, touched, algorithm, dataset, config, state, unfinished) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 1)",
                (run, number, uuid.uuid4().hex, now, now, config.algorithm, config.dataset, config.to_json()),
            )
        return run

    def runs(self, *, binned: bool = False) -> list[RunRow]:
        """All runs that are not in the bin, or those in it, the newest last."""
        return self._rows(f"WHERE binned IS {'NOT ' if binned else ''}NULL ORDER BY number")

    def recent(self, count: int) -> list[RunRow]:
        """The runs that were last opened or trained, the newest first."""
        return self._rows("WHERE binned IS NULL ORDER BY touched DESC LIMIT ?", count)

    def unfinished(self) -> list[RunRow]:
        """Runs that were to go on when their window closed or their process died, and that no living process holds."""
        return [row for row in self._rows("WHERE binned IS NULL AND unfinished ORDER BY number") if row.unfinished]

    def scores(self) -> dict[str, Score]:
        """The newest evaluation of every run that has one."""
        found: dict[str, tuple[int, Score]] = {}
        with self._guard():
            # with max(), SQLite takes the other columns from the row that has it; 'test' comes before 'validation'
            rows = self._db.execute(
                "SELECT run, split, metric, mean, ci95, max(step) FROM evaluations GROUP BY run, split ORDER BY run, split"
            )
            for run, split, metric, mean, ci95, step in rows:
                if run not in found or step > found[run][0]:
                    found[run] = step, Score(metric, _number(mean), _number(ci95), split)
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
            self._db.execute("UPDATE runs SET holder = ? WHERE id = ?", (own, run))

    def announce_leaving(self) -> None:
        """Let other processes know that this one ends soon, so that they wait for its runs."""
        self._holder.announce_leaving()

    def let_go(self, run: str) -> None:
        """Whoever wants the run may have it."""
        with self._transaction():
            self._db.execute("UPDATE runs SET holder = '' WHERE id = ? AND holder = ?", (run, self._holder.name))

    def give_up(self, runs: Iterable[str]) -> None:
        """These runs shall not go on: they no longer wait, and are not offered again."""
        with self._transaction():
            for run in runs:
                self._db.execute(
                    "UPDATE runs SET unfinished = 0, state = CASE state WHEN 'waiting' THEN 'stopped' ELSE state END WHERE id = ?", (run,)
                )

    # -- what a person says of a run
    def touch(self, run: str) -> None:
        """The run is opened now."""
        with self._transaction():
            self._db.execute("UPDATE runs SET touched = ? WHERE id = ?", (time.time(), run))

    def say(self, run: str, what: str, value: str | bool) -> None:
        """Keep what a person says of a run: one of `SAID`."""
        assert what in SAID
        with self._transaction():
            stored = _storable(value) if isinstance(value, str) else value
            self._db.execute(f"UPDATE runs SET {what} = ? WHERE id = ?", (stored, run))

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
        if rows := self._rows("WHERE id = ?", run):
            return rows[0]
        with self._guard():
            known = [r[0] for r in self._db.execute("SELECT id FROM runs ORDER BY number DESC LIMIT 1000")]
        near = suggestion(run, known) if len(known) <= 8 or "mean" in suggestion(run, known) else "."
        raise Rejected(f"There is no run called {run!r} in {self.folder}{near}")

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
            for table, columns in (("metrics", "first, last, points"), ("evaluations", _EVALUATION_COLUMNS)):
                self._db.execute(f"INSERT OR REPLACE INTO {table} SELECT ?, {columns} FROM {table} WHERE run = ?", (run, parent))
            copy_tested(self._db, parent, run)

    def copy_of(self, run: str) -> Copy:
        """The run with all its numbers; raises `Rejected` where there is none."""
        return Copy(self.run(run), list(self.metrics(run)), self.evaluations(run))

    def take_in(self, copies: Sequence[Copy], origin: str, ending: str = "") -> dict[str, str]:
        """Enter runs of another library, all or none, each under an id of its own; returns these by the ids there.

        With an `ending` the ids end in that instead of a number.

        A run that is here already, and stands where its copy does, is taken for the same (and out of the bin).
        """
        ids: dict[str, str] = {}
        new: list[RunRow] = []
        with self._transaction():
            number = self._db.execute("SELECT coalesce(max(number), 0) FROM runs").fetchone()[0]
            for copy in copies:
                row = copy.row
                here = self._db.execute("SELECT id, step, algorithm, dataset FROM runs WHERE uid = ?", (row.uid,)).fetchone()
                if here and here[1:] == (row.at.step, row.config.algorithm, row.config.dataset):
                    ids[row.id] = here[0]
                    self._db.execute("UPDATE runs SET binned = NULL WHERE id = ?", (here[0],))
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
                    self._db.execute("UPDATE runs SET config = ? WHERE id = ?", (config.to_json(), ids[row.id]))
        return ids

    def metrics(self, run: str) -> Iterator[Point]:
        """Every outer step's numbers, in order."""
        for part in self._stretches(run):
            yield from part.points()

    def curves(self, run: str) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """By name, the places (4, n) in step, tasks, samples and seconds where a number was said, and the numbers (n,)."""
        return joined(self._stretches(run)).curves()

    def _stretches(self, run: str) -> list[Stretch]:
        with self._guard():
            return [unpacked(blob) for (blob,) in self._db.execute("SELECT points FROM metrics WHERE run = ? ORDER BY first", (run,))]

    def evaluations(self, run: str) -> list[Evaluated]:
        """Every evaluation, in order of steps."""
        with self._guard():
            rows = self._db.execute(f"SELECT {_EVALUATION_COLUMNS} FROM evaluations WHERE run = ? ORDER BY step", (run,)).fetchall()
            found = [Evaluated(run, At(*r[1:5]), r[0], r[5], _number(r[6]), _number(r[7]), _floats(r[8]), _floats(r[9])) for r in rows]
            return with_tested_classes(self._db, run, found)

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
        before = unpacked(last[1]) if last else None
        if before is not None and before.at.shape[1] < STRETCH:
            self._db.execute("DELETE FROM metrics WHERE run = ? AND first = ?", (run, last[0]))
            part = joined([before, part])
        self._db.execute("INSERT INTO metrics VALUES(?, ?, ?, ?)", (run, int(part.at[0, 0]), int(part.at[0, -1]), packed(part)))
        self._place(run, points[-1][0])

    def _cut(self, run: str, step: int) -> None:
        """Forget the numbers of later steps."""
        self._db.execute("DELETE FROM metrics WHERE run = ? AND first > ?", (run, step))
        for first, blob in self._db.execute("SELECT first, points FROM metrics WHERE run = ? AND last > ?", (run, step)).fetchall():
            kept = stretch([point for point in unpacked(blob).points() if point[0].step <= step])
            self._db.execute("UPDATE metrics SET last = ?, points = ? WHERE run = ? AND first = ?", (step, packed(kept), run, first))

    def _enter(self, event: Event) -> None:
        match event:
            case Evaluated(run, at, split, metric, mean, ci95, scores, per_step):
                self._db.execute(
                    "INSERT OR REPLACE INTO evaluations VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (run, split, at.step, at.tasks, at.samples, at.seconds, metric, mean, ci95, scores.tobytes(), per_step.tobytes()),
                )
                keep_tested(self._db, event)
            case Started(run, config, at, device):
                # a run that goes on from a checkpoint, or begins again, unsays what came after
                self._cut(run, at.step)
                self._db.execute("DELETE FROM evaluations WHERE run = ? AND step > ?", (run, at.step))
                self._db.execute("UPDATE runs SET config = ?, device = ? WHERE id = ?", (config.to_json(), device, run))
                self._place(run, at)
            case HyperChanged(run, _, name, value):
                stored = RunConfig.from_json(self._db.execute("SELECT config FROM runs WHERE id = ?", (run,)).fetchone()[0])
                self._db.execute("UPDATE runs SET config = ? WHERE id = ?", (stored.having(name, value).to_json(), run))
            case StateChanged(run, state, note):
                going = " unfinished = 1," if state in ("waiting", *BUSY) else " unfinished = 0," if state == "finished" else ""
                self._db.execute(
                    f"UPDATE runs SET{going} state = ?, note = ?, touched = ? WHERE id = ?", (state, _storable(note), time.time(), run)
                )
            case Finished(run):
                self._db.execute("UPDATE runs SET unfinished = 0 WHERE id = ?", (run,))
            case Failed(run, _, _, sentence):
                self._db.execute("UPDATE runs SET unfinished = 0, state = 'failed', note = ? WHERE id = ?", (_storable(sentence), run))

    def _place(self, run: str, at: At) -> None:
        self._db.execute(
            "UPDATE runs SET step = ?, tasks = ?, samples = ?, seconds = ? WHERE id = ?", (at.step, at.tasks, at.samples, at.seconds, run)
        )

    def _prepare(self) -> None:
        with self._transaction():
            if bring_up_to_date(self._db) > VERSION:
                raise StorageError(f"The library {self.folder} was written by a newer Metascope; this one cannot read it.")

    def _rows(self, where: str, *values: object) -> list[RunRow]:
        with self._guard():
            rows = self._db.execute(f"{SELECT} {where}", values).fetchall()
            lives = {name: self._holder.lives(name) for name in {row[-2] for row in rows}}
        return [row_of(row, lives[row[-2]]) for row in rows]

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


_EVALUATION_COLUMNS = "split, step, tasks, samples, seconds, metric, mean, ci95, scores, per_step"


def _storable(text: str) -> str:
    """`text` as UTF-8 can hold it: a file's name need not be text, and has escapes in place of what is none."""
    return text.encode("utf-8", "backslashreplace").decode()


def _floats(blob: bytes) -> Floats:
    return np.frombuffer(blob, np.float32)


def _number(stored: float | None) -> float:
    return math.nan if stored is None else stored  # SQLite keeps NaN as NULL
