"""A library that is moved, deleted, replaced or emptied while it is open: one sentence, and nothing is made in its place."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import configured, kept_catalogue
from engine.commands import FAILED, USAGE, main
from engine.failures import StorageError
from engine.inbox import Quiet
from engine.jobs import started
from engine.judging import judged
from engine.library import Library
from engine.library_place import LibraryGone
from engine.packing import of_curves
from engine.protocol import (
    At,
    Close,
    Command,
    Evaluated,
    Event,
    Failed,
    Finished,
    HyperChanged,
    Judge,
    Refused,
    Resume,
    RunConfig,
    Saved,
    SaveTo,
    Scalar,
    Start,
    Started,
    StateChanged,
)
from engine.settings import Rejected

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")
QUICK = {"meta_batch": 2, "validate_every": 20, "validation_episodes": 2, "device": "cpu", "threads": 1}
CONFIG = configured(kept_catalogue(), "maml", "sinusoid", {"steps": 60, **QUICK})


def scalar(run: str, step: int) -> Scalar:
    return Scalar(run, At(step, 2 * step, 20 * step, step / 10), {"query_loss_after": 1 / step})


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def delete(folder: Path) -> None:
    shutil.rmtree(folder)


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def replace(folder: Path) -> None:
    shutil.rmtree(folder)
    with closing(Library(folder)) as other:
        other.new_run(RunConfig())


def replace_alike(folder: Path) -> None:
    """Another library, which has a run of the same name."""
    shutil.rmtree(folder)
    with closing(Library(folder)) as other:
        other.new_run(CONFIG)


def hollow(folder: Path) -> None:
    (folder / "runs.sqlite").unlink()
    (folder / "runs.sqlite").touch()


def unlink(folder: Path) -> None:
    (folder / "runs.sqlite").unlink()


def turn_into_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder")


LOSSES = [rename, delete, empty, replace, replace_alike, hollow, unlink, turn_into_file]
Loss = Callable[[Path], None]
lost_in_any_way = pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)


def state_of(folder: Path) -> list[str]:
    """What lies there, but for the marks of processes and what SQLite keeps beside an open file."""
    found = (str(path.relative_to(folder)) for path in folder.rglob("*")) if folder.is_dir() else ()
    return sorted(name for name in found if not name.startswith("runs.sqlite-") and not name.endswith(".lock"))


@lost_in_any_way
def test_every_use_of_a_lost_library_is_one_sentence_and_makes_nothing(tmp_path: Path, lose: Loss) -> None:
    folder = tmp_path / "library"
    library = Library(folder)
    run = library.new_run(CONFIG)
    library.write([scalar(run, 1)])
    lose(folder)
    before = state_of(folder)
    uses: list[Callable[[], object]] = [
        library.check,
        lambda: library.new_run(CONFIG),
        lambda: library.runs(),
        lambda: library.run(run),
        lambda: library.hold(run),
        lambda: library.write([scalar(run, 2)]),
        lambda: library.write([StateChanged(run, "running")]),
        lambda: library.evaluations(run),
        lambda: list(library.metrics(run)),
        lambda: library.scores(),
        lambda: library.say(run, "name", "x"),
        lambda: library.bin(run),
        lambda: library.remove(run),
        lambda: library.give_up([run]),
        lambda: library.branch(run, run),
    ]
    for use in uses:
        with pytest.raises(LibraryGone) as raised:
            use()
        sentence = str(raised.value)
        assert str(folder) in sentence and sentence.endswith(".") and "\n" not in sentence
    library.close()
    assert state_of(folder) == before


def test_a_library_that_comes_back_is_used_again(tmp_path: Path) -> None:
    folder, away = tmp_path / "library", tmp_path / "away"
    library = Library(folder)
    run = library.new_run(CONFIG)
    folder.rename(away)
    with pytest.raises(LibraryGone, match="no longer there"):
        library.write([scalar(run, 1)])
    away.rename(folder)
    library.write([scalar(run, 1)])
    # a drive that was plugged in again: the same files, but others to the system
    folder.rename(away)
    shutil.copytree(away, folder)
    library.write([scalar(run, 2)])
    library.close()
    with closing(Library(folder)) as again:
        assert [at.step for at, _ in again.metrics(run)] == [1, 2]
    with closing(Library(away)) as other:
        assert [at.step for at, _ in other.metrics(run)] == [1]


def test_a_changed_run_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    scores = np.zeros(2, np.float32)
    with closing(Library(tmp_path)) as library:
        library.new_run(CONFIG)
        for event in (
            scalar("maml-x-0009", 1),
            StateChanged("maml-x-0009", "running"),
            Started("maml-x-0009", CONFIG, At(), "cpu", 1, "mse", None, "", ()),
            HyperChanged("maml-x-0009", At(), "inner_lr", 0.1),
            Evaluated("maml-x-0009", At(1), "validation", "mse", 1.0, 0.1, scores, scores),
            Finished("maml-x-0009", At(1), "completed"),
            Failed("maml-x-0009", At(1), "bug", "", ""),
        ):
            with pytest.raises(LibraryGone, match=r"no longer has the run maml-x-0009\.$"):
                library.write([event])
        for use in (
            lambda: library.hold("maml-x-0009"),
            lambda: library.touch("maml-x-0009"),
            lambda: library.say("maml-x-0009", "star", True),
            lambda: library.bin("maml-x-0009"),
            lambda: library.take_back("maml-x-0009"),
            lambda: library.give_up(["maml-x-0009"]),
            lambda: library.branch("maml-sinusoid-0001", "maml-x-0009"),
            lambda: library.branch("maml-x-0009", "maml-sinusoid-0001"),
        ):
            with pytest.raises(LibraryGone, match=r"no longer has the run maml-x-0009\.$"):
                use()
        assert not list(library.metrics("maml-x-0009")) and not library.evaluations("maml-x-0009")


@pytest.mark.parametrize("lose", [delete, empty, hollow, unlink, turn_into_file], ids=lambda lose: lose.__name__)
def test_a_run_that_must_exist_never_makes_a_library(tmp_path: Path, lose: Loss, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "library"
    with closing(Library(folder)) as library:
        run = library.new_run(CONFIG)
    lose(folder)
    before = state_of(folder)
    events = list(started(Start(run, CONFIG, str(folder)), Quiet(), 1, hosted=False))
    assert isinstance(events[0], Failed) and events[0].kind == "disk" and str(folder) in events[0].sentence
    assert not any(isinstance(e, Scalar | Finished) for e in events)
    assert [type(e) for e in judged(Judge(1, run, str(folder), 4), 1)] == [Refused]
    for words in (["evaluate", run], ["train", "--resume", run], ["export", run, str(tmp_path / "x.csv")], ["compare", run, "maml-x-0002"]):
        assert main([*words, "--library", str(folder)]) in (USAGE, FAILED)
        error = capsys.readouterr().err
        assert error.count("\n") == 1 and str(folder) in error
    assert state_of(folder) == before


class Person(Quiet):
    """An inbox that takes commands after a failure."""

    def __init__(self) -> None:
        super().__init__()

    def say(self, *commands: Command) -> None:
        self._commands.extend(commands)


@lost_in_any_way
def test_a_run_under_way_fails_with_its_learner_kept_and_writes_it_where_it_is_told(tmp_path: Path, lose: Loss) -> None:
    folder, file = tmp_path / "library", tmp_path / "recovered.safetensors"
    library = Library(folder)
    run = library.new_run(CONFIG)
    library.close()
    person = Person()
    events: list[Event] = []
    for event in started(Start(run, CONFIG, str(folder)), person, 1):
        events.append(event)
        if isinstance(event, Scalar) and event.at.step == 30 and not file.exists():
            lose(folder)
            before = state_of(folder)
        if isinstance(event, Failed) and sum(isinstance(e, Failed) for e in events) == 1:
            person.say(Resume())  # the library is still gone: it must not go on as if all were well
        elif isinstance(event, Failed):
            person.say(SaveTo(str(file)), Close())
    failures = [e for e in events if isinstance(e, Failed)]
    assert [f.kind for f in failures] == ["disk", "disk"] and all(str(folder) in f.sentence for f in failures)
    assert not any(isinstance(e, Finished) for e in events)
    (saved,) = (e for e in events if isinstance(e, Saved) and e.path == str(file))
    assert saved.at.step == max(e.at.step for e in events if isinstance(e, Scalar)) and file.stat().st_size > 1000
    assert state_of(folder) == before


def test_a_lost_checkpoint_folder_is_made_again_and_the_run_ends_well(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = Library(folder)
    run = library.new_run(CONFIG)
    for event in started(Start(run, CONFIG, str(folder)), Quiet(), 1, hosted=False):
        if isinstance(event, Scalar) and event.at.step == 30:
            shutil.rmtree(folder / "checkpoints")
    assert library.run(run).state == "finished" and library.checkpoint(run).exists()
    library.close()


def test_a_copy_is_stored_in_another_library_with_all_numbers(tmp_path: Path) -> None:
    old, new = Library(tmp_path / "old"), Library(tmp_path / "new")
    run = old.new_run(CONFIG)
    old.say(run, "remark", "for the lecture")
    scores = np.zeros(2, np.float32)
    old.write([scalar(run, n) for n in range(1, 1500)] + [Evaluated(run, At(20), "validation", "mse", 1.0, 0.1, scores, scores)])
    shutil.rmtree(tmp_path / "old")
    stored = old.recover_run(run)
    assert stored is not None
    row, numbers, evaluations = stored
    assert new.insert_copy(row, numbers, evaluations) == run
    assert new.run(run).uid == row.uid and new.run(run).remark == "for the lecture" and new.run(run).at.step == 1499
    assert list(new.metrics(run)) == numbers.points() and len(new.evaluations(run)) == 1
    # once more, further on: the same run; with another of its name in the way: a name of its own
    assert new.insert_copy(row, of_curves({"query_loss_after": numbers.curves()["query_loss_after"]}), []) == run
    assert not new.evaluations(run) and len(list(new.metrics(run))) == 1499
    with closing(Library(tmp_path / "third")) as third:
        assert third.new_run(CONFIG) == run
        assert third.insert_copy(row, numbers, evaluations) == "maml-sinusoid-0002" and third.new_run(CONFIG) == "maml-sinusoid-0003"
    with pytest.raises(StorageError):
        old.runs()
    new.close()
    old.close()


def test_an_example_is_looked_for_and_never_made(tmp_path: Path) -> None:
    from engine.examples import opened

    with pytest.raises(LibraryGone, match="There is no run library in"):
        opened(tmp_path / "nowhere")
    assert not os.listdir(tmp_path)


def test_a_first_training_makes_its_library_and_a_chosen_one_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--meta-batch", "2", "--validation-episodes", "2", "--device", "cpu", "--threads", "1", "--steps", "3"]
    folder = tmp_path / "deep" / "library"
    assert main(["train", "--algorithm", "maml", "--dataset", "sinusoid", "--library", str(folder), *words]) == 0
    with closing(Library(folder, create=False)) as library:
        assert [row.state for row in library.runs()] == ["finished"]
        with pytest.raises(Rejected):
            library.run("maml-sinusoid-0002")


@lost_in_any_way
def test_a_headless_run_is_written_to_a_library_of_the_application(
    tmp_path: Path, lose: Loss, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("METASCOPE_HOME", str(tmp_path / "home"))
    folder, home = tmp_path / "library", tmp_path / "home-recovered"
    with closing(Library(folder)) as library:
        run = library.new_run(CONFIG)
    events: list[Event] = []
    for event in started(Start(run, CONFIG, str(folder)), Quiet(), 1, hosted=False):
        events.append(event)
        if isinstance(event, Scalar) and event.at.step == 30:
            lose(folder)
            before = state_of(folder)
    assert isinstance(events[-1], StateChanged) and events[-1].state == "failed" and not any(isinstance(e, Finished) for e in events)
    (failure,) = (e for e in events if isinstance(e, Failed))
    assert failure.sentence.endswith(f"`train --resume {run} --library {home}` goes on with it.") and str(folder) in failure.sentence
    assert state_of(folder) == before
    reached = max(e.at.step for e in events if isinstance(e, Scalar))
    with closing(Library(home, create=False)) as recovered:
        row = recovered.run(run)
        assert row.at.step == reached >= 30 and row.unfinished and row.config == CONFIG
        assert [at.step for at, _ in recovered.metrics(run)] == list(range(1, reached + 1))
        assert [e.at.step for e in recovered.evaluations(run)] == [n for n in range(0, reached + 1, 20)]
    assert main(["train", "--resume", run, "--library", str(home), "--json"]) == 0
    with closing(Library(home, create=False)) as recovered:
        assert [at.step for at, _ in recovered.metrics(run)] == list(range(1, 61)) and recovered.run(run).state == "finished"
    whole = {
        e.at.step: e.values["query_loss_after"] for e in started(Start("r", CONFIG, ""), Quiet(), 1, hosted=False) if isinstance(e, Scalar)
    }
    with closing(Library(home, create=False)) as recovered:
        found = {at.step: values["query_loss_after"] for at, values in recovered.metrics(run)}
    assert found == pytest.approx(whole), "it ended as it would have"
    assert not [path for path in (home / "checkpoints").iterdir() if path.name.startswith(".")]
    capsys.readouterr()


def test_a_command_whose_library_is_deleted_says_where_its_run_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine import run as running

    monkeypatch.setenv("METASCOPE_HOME", str(tmp_path / "home"))
    folder, taken = tmp_path / "library", running.Training.outer_step
    monkeypatch.setattr(running.Training, "outer_step", lambda self: (delete(folder) if self.at.step == 20 else None, taken(self))[1])
    words = ["--meta-batch", "2", "--validation-episodes", "2", "--device", "cpu", "--threads", "1", "--steps", "60"]
    assert main(["train", "--algorithm", "maml", "--dataset", "sinusoid", "--library", str(folder), *words]) == FAILED
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and f"--library {tmp_path / 'home-recovered'}" in error and not folder.exists()


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EIO, errno.ENOTDIR, errno.ENXIO, errno.ESTALE])
def test_a_drive_that_was_taken_away_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    from engine import library_place

    with closing(Library(tmp_path)) as library:
        run = library.new_run(CONFIG)

        def refuse(path: object) -> os.stat_result:
            raise OSError(number, os.strerror(number), str(path))

        with monkeypatch.context() as away:
            away.setattr(library_place.os, "stat", refuse)
            for use in (library.runs, lambda: library.write([scalar(run, 1)])):
                with pytest.raises(LibraryGone, match="or its drive was taken away"):
                    use()
        library.write([scalar(run, 1)])
        assert len(list(library.metrics(run))) == 1


def test_a_whole_copy_of_a_run_whose_row_is_damaged_is_taken_in_beside_it(tmp_path: Path) -> None:
    with closing(Library(tmp_path / "old")) as old, closing(Library(tmp_path / "new")) as new:
        run = old.new_run(CONFIG)
        old.write([scalar(run, 1)])
        (first,) = new.take_in([old.copy_of(run)], "").values()
        new._db.execute("UPDATE runs SET config = 'x'")
        (second,) = new.take_in([old.copy_of(run)], "").values()
        assert second != first and new.run(second).config == CONFIG and len(list(new.metrics(second))) == 1
