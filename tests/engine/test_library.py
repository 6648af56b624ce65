"""The run library: unique names, metrics that survive, several processes, errors in one sentence."""

from __future__ import annotations

import math
import multiprocessing
import os
import sqlite3
import threading
import time
from collections.abc import Generator
from multiprocessing.synchronize import Event as EventType
from pathlib import Path

import numpy as np
import pytest

from engine.failures import StorageError
from engine.library import Library
from engine.protocol import At, Evaluated, Event, Failed, Finished, HyperChanged, RunConfig, Scalar, Started, StateChanged
from engine.recording import record
from engine.settings import Rejected

CONFIG = RunConfig(hyper={"inner_lr": 0.4})


def claims(folder: str, count: int) -> list[str]:
    library = Library(Path(folder))
    return [library.new_run(CONFIG) for _ in range(count)]


def scalar(run: str, step: int) -> Scalar:
    return Scalar(run, At(step, step * 4, step * 40, step / 10), {"query_loss_after": 1 / step})


def started(run: str, step: int = 0) -> Started:
    return Started(run, CONFIG, At(step), "cpu", 10, "accuracy", 0.2, "data", ())


def test_ids_are_readable_and_unique_across_processes(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        names = [name for part in pool.starmap(claims, [(str(tmp_path), 20)] * 2) for name in part]
    assert len(set(names)) == 40 and "maml-glyphs-0001" in names and "maml-glyphs-0040" in names


def test_two_processes_may_make_a_library_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for n in range(60):
            both = pool.starmap(claims, [(str(tmp_path / str(n)), 1)] * 2, chunksize=1)
            assert len({name for part in both for name in part}) == 2


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(CONFIG)
    scores = np.array([0.25, 0.5], np.float32)
    evaluated = Evaluated(run, At(2, 8), "validation", "accuracy", 0.375, 0.1, scores, scores[:1])
    library.write(
        [started(run), scalar(run, 1), scalar(run, 2), evaluated, HyperChanged(run, At(2), "inner_lr", 0.1), StateChanged(run, "paused")]
    )
    library.close()
    again = Library(tmp_path)
    row = again.run(run)
    assert (
        row.state == "stopped"
        and row.unfinished
        and row.device == "cpu"
        and row.at == At(2, 8, 80, 0.2)
        and row.config.hyper == {"inner_lr": 0.1}
    )
    assert [(at.step, values) for at, values in again.metrics(run)] == [(1, {"query_loss_after": 1.0}), (2, {"query_loss_after": 0.5})]
    back = again.evaluations(run)[0]
    assert back.mean == 0.375 and np.array_equal(back.scores, scores) and np.array_equal(back.per_step, scores[:1])


def test_a_run_that_goes_on_from_a_checkpoint_unsays_what_came_after_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(CONFIG)
    library.write([started(run), *(scalar(run, step) for step in range(1, 10)), started(run, 4), scalar(run, 5)])
    assert [at.step for at, _ in library.metrics(run)] == [1, 2, 3, 4, 5]


def test_a_branch_has_its_parents_curves_and_removal_leaves_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path)
    parent, child = library.new_run(CONFIG), library.new_run(CONFIG)
    library.write([scalar(parent, 1), scalar(parent, 2)])
    library.branch(parent, child)
    library.checkpoint(parent).write_bytes(b"x")
    library.remove(parent)
    assert not library.checkpoint(parent).exists() and len(list(library.metrics(child))) == 2
    assert [r.id for r in library.runs()] == [child]


def test_an_unknown_run_gets_a_suggestion(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.new_run(CONFIG)
    with pytest.raises(Rejected, match="did you mean maml-glyphs-0001"):
        library.run("maml-glyph-0001")


def test_a_thousand_runs_open_in_under_a_second(tmp_path: Path) -> None:
    library = Library(tmp_path)
    with library._transaction():
        rows = [(f"r-{n}", n, 0.0, "maml", "glyphs", CONFIG.to_json(), "finished") for n in range(1000)]
        library._db.executemany("INSERT INTO runs(id, number, created, algorithm, dataset, config, state) VALUES(?,?,?,?,?,?,?)", rows)
    library.close()
    began = time.perf_counter()
    assert len(Library(tmp_path).runs()) == 1000
    assert time.perf_counter() - began < 1


def test_recording_passes_every_event_on_and_keeps_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(CONFIG)

    def events() -> Generator[Event, None, None]:
        yield started(run)
        yield scalar(run, 1)
        yield scalar(run, 2)

    assert [type(e) for e in record(events(), library, run)] == [Started, Scalar, Scalar]
    assert len(list(library.metrics(run))) == 2


def test_a_library_that_stops_taking_ends_the_run_in_a_sentence_and_takes_the_rest_later(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(CONFIG)
    blocker = sqlite3.connect(tmp_path / "runs.sqlite", isolation_level=None)
    library._db.execute("PRAGMA busy_timeout = 0")

    def events() -> Generator[Event, None, None]:
        try:
            yield scalar(run, 1)
            blocker.execute("BEGIN IMMEDIATE")
            yield StateChanged(run, "paused")
            yield scalar(run, 2)
        except StorageError as error:
            yield Failed(run, At(), "disk", str(error), "")
            blocker.execute("ROLLBACK")
            yield StateChanged(run, "failed")

    said = list(record(events(), library, run))
    blocker.close()
    assert [type(e) for e in said] == [Scalar, StateChanged, Failed, StateChanged]
    assert "in use by another program" in said[2].sentence  # type: ignore[attr-defined]
    assert library.run(run).state == "failed" and len(list(library.metrics(run))) == 1


def test_a_library_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="library"):
        Library(tmp_path / "file")
    (tmp_path / "noise").mkdir()
    (tmp_path / "noise" / "runs.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match="damaged or is not a run library"):
        Library(tmp_path / "noise")
    newer = Library(tmp_path / "newer")
    newer._db.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StorageError, match="newer Metascope"):
        Library(tmp_path / "newer")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="permission"):
        Library(tmp_path / "library")


FIRST_SCHEMA = """
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
PRAGMA user_version = 1;
"""
"""As the first version of the library made it."""


def test_a_library_of_the_first_version_opens_with_everything_it_held(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "runs.sqlite")
    old.executescript(FIRST_SCHEMA)
    values = ("maml-glyphs-0001", 1, 5.0, "maml", "glyphs", CONFIG.to_json(), "finished", "done", 7, 28, 280, 0.7)
    old.execute("INSERT INTO runs VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    old.execute("INSERT INTO metrics VALUES('maml-glyphs-0001', 1, 4, 40, 0.1, '{\"query_loss_after\": 1.0}')")
    old.commit()
    old.close()
    library = Library(tmp_path)
    (row,) = library.runs()
    assert row.at == At(7, 28, 280, 0.7) and row.note == "done" and (row.name, row.star, row.tags, row.remark) == ("", False, "", "")
    assert len(list(library.metrics(row.id))) == 1
    library.say(row.id, "name", "first light")
    library.close()
    assert Library(tmp_path).run(row.id).name == "first light"  # and it opens again, as it is now


def test_what_a_person_says_of_a_run_is_kept_and_the_bin_gives_back(tmp_path: Path) -> None:
    library = Library(tmp_path)
    one, two = library.new_run(CONFIG), library.new_run(CONFIG)
    library.say(one, "star", True)
    library.say(one, "tags", "lecture")
    library.say(one, "remark", "the one with 学习")
    library.bin(two)
    assert [row.id for row in library.runs()] == [one] and [row.id for row in library.runs(binned=True)] == [two]
    row = library.runs()[0]
    assert row.star and row.tags == "lecture" and row.remark == "the one with 学习"
    library.take_back(two)
    assert [row.id for row in library.runs()] == [one, two] and not library.runs(binned=True)


def test_the_score_of_a_run_is_that_of_its_newest_evaluation(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run, other = library.new_run(CONFIG), library.new_run(CONFIG)
    scores = np.array([0.5], np.float32)
    for step, mean in ((20, 0.75), (10, 0.5)):
        library.write([Evaluated(run, At(step), "validation", "accuracy", mean, 0.1, scores, scores)])
    assert library.scores()[run].mean == 0.75 and other not in library.scores()


def test_numbers_are_kept_exactly_by_the_stretch_and_where_they_were_said(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(CONFIG)
    said = [
        Scalar(run, At(i, 4 * i, 40 * i, i / 7), {"loss": float(np.float32(1 / i))} | ({"rate": math.nan} if i % 10 == 0 else {}))
        for i in range(1, 1501)
    ]
    for begin in range(0, 1500, 7):
        library.write(list(said[begin : begin + 7]))
    assert [str((at, values)) for at, values in library.metrics(run)] == [str((s.at, s.values)) for s in said]
    at, rates = library.curves(run)["rate"]
    assert at.shape == (4, 150) and at[0, 0] == 10 and np.isnan(rates).all()
    assert library._db.execute("SELECT count(*) FROM metrics").fetchone()[0] <= 3
    library.write([started(run, 700), scalar(run, 701)])
    assert [at.step for at, _ in library.metrics(run)] == list(range(1, 702))
    library.write([scalar(run, 3)])  # without a word it went back
    assert [at.step for at, _ in library.metrics(run)] == [1, 2, 3]


def held(folder: str, run: str, ready: EventType, leave: EventType) -> None:
    library = Library(Path(folder))
    library.hold(run)
    library.write([started(run), StateChanged(run, "running")])
    ready.set()
    leave.wait(60)


def test_a_run_is_held_by_one_process_and_free_when_that_is_killed(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(CONFIG)
    context = multiprocessing.get_context("spawn")
    ready, leave = context.Event(), context.Event()
    process = context.Process(target=held, args=(str(tmp_path), run, ready, leave))
    process.start()
    assert ready.wait(60)
    row = library.run(run)
    assert row.held and row.state == "running" and not row.unfinished and not library.unfinished()
    with pytest.raises(Rejected, match="in use by another window or command"):
        library.hold(run)
    process.kill()
    process.join()
    row = library.run(run)
    assert not row.held and row.state == "stopped" and row.unfinished
    assert [r.id for r in library.unfinished()] == [run] and len(list((tmp_path / "holders").iterdir())) == 1
    library.hold(run)
    assert library.run(run).held
    again = Library(tmp_path)
    with pytest.raises(Rejected, match="in use"):
        again.hold(run)
    library.let_go(run)
    again.hold(run)
    again.close()
    assert not library.run(run).held


def test_what_was_to_go_on_is_told_from_what_was_ended(tmp_path: Path) -> None:
    library = Library(tmp_path)
    closed, ended, failed, waiting, given_up = (library.new_run(CONFIG) for _ in range(5))
    for run in (closed, ended, failed):
        library.write([started(run), StateChanged(run, "running")])
    library.write([StateChanged(closed, "stopped"), Finished(ended, At(), "stopped"), StateChanged(ended, "stopped")])
    library.write([Failed(failed, At(), "nan", "The loss is not finite.", "")])
    library.give_up([given_up])
    assert [row.id for row in library.unfinished()] == [closed, waiting] and library.run(given_up).state == "stopped"
    library.bin(closed)
    assert [row.id for row in library.unfinished()] == [waiting]


def test_the_runs_that_were_touched_last_are_the_recent_ones(tmp_path: Path) -> None:
    library = Library(tmp_path)
    first, second, third = (library.new_run(CONFIG) for _ in range(3))
    library.touch(first)
    library.bin(third)
    assert [row.id for row in library.recent(5)] == [first, second]


def test_a_run_whose_holder_is_just_going_is_waited_for(tmp_path: Path) -> None:
    going, coming = Library(tmp_path), Library(tmp_path)
    run = going.new_run(CONFIG)
    going.hold(run)
    leaving = threading.Timer(0.1, going._holder.leave)
    leaving.start()
    coming.hold(run)
    leaving.join()
    with pytest.raises(Rejected, match="in use by another"):
        going.hold(run)
