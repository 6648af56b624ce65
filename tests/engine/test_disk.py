"""Disks that are full, read-only, or called something unusual: one sentence, nothing lost, and it goes on when there is room again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.catalogue import configured, kept_catalogue
from engine.commands import DONE, main
from engine.failures import StorageError
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import Event, Failed, Finished, Resume, RunConfig, Scalar, Start

ROOT = Path(__file__).parents[2]
QUICK = ["--meta-batch", "2", "--validation-episodes", "2", "--device", "cpu", "--threads", "1"]


def small(steps: int) -> RunConfig:
    chosen = {"steps": steps, "meta_batch": 2, "validate_every": 50, "validation_episodes": 2, "device": "cpu", "threads": 1}
    return configured(kept_catalogue(), "maml", "sinusoid", chosen)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where the system lets a test have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(file: Path) -> None:
    """Take all the room there is."""
    with file.open("wb", buffering=0) as out:
        for size in (65536, 4096, 512):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError:
                continue


class Person(Quiet):
    """Somebody who makes room on the disk and goes on, each time a run fails."""

    def resume(self) -> None:
        self._commands.append(Resume())


def losses(events: list[Event]) -> dict[int, float]:
    return {e.at.step: e.values["query_loss_after"] for e in events if isinstance(e, Scalar)}


def test_a_full_disk_is_one_sentence_and_with_room_again_the_run_ends_as_it_would_have(small_disk: Path, tmp_path: Path) -> None:
    config, filler = small(120), small_disk / "filler"
    whole = list(started(Start("r", config, ""), Quiet(), 1, hosted=False))
    library = Library(small_disk / "library")
    run = library.new_run(config)
    person = Person()
    failures: list[Failed] = []
    for event in started(Start(run, config, str(library.folder)), person, 1):
        if isinstance(event, Scalar) and event.at.step == 60 and not failures:
            fill(filler)
        if isinstance(event, Failed):
            failures.append(event)
            filler.unlink()
            person.resume()
    assert [f.kind for f in failures] == ["disk"] and "no space left on the disk for" in failures[0].sentence
    assert library.run(run).state == "finished"
    kept = {at.step: values["query_loss_after"] for at, values in library.metrics(run)}
    assert kept == losses(whole)
    library.close()
    assert not list((small_disk / "library" / "checkpoints").glob(".*")), "a half-written checkpoint was left behind"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_file_that_may_not_grow_ends_training_in_one_sentence_and_the_library_still_opens(tmp_path: Path) -> None:
    code = (
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "from engine.commands import main\nsys.exit(main(sys.argv[1:]))"
    )
    words = ["train", "--algorithm", "maml", "--dataset", "sinusoid", "--steps", "3000", "--library", str(tmp_path), *QUICK]
    environment = os.environ | {"METASCOPE_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    assert str(tmp_path) in done.stderr and done.stderr.endswith(".\n")
    library = Library(tmp_path)
    (row,) = library.runs()
    assert row.config.steps == 3000 and [at.step for at, _ in library.metrics(row.id)] == list(range(1, row.at.step + 1))


@contextmanager
def nobody() -> Iterator[None]:
    """Somebody without rights, for as long as it takes."""
    if sys.platform == "win32":
        pytest.skip("rights of POSIX")
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


def test_a_library_that_may_not_be_written_to_is_refused_in_one_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = Library(folder)
    run = library.new_run(small(3))
    library.close()
    for path in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        path.chmod(0o755)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with nobody():
        try:
            Library(folder).new_run(small(3))
        except StorageError as error:
            assert re.search(r"no permission to write to the library .*library\.$", str(error))
        else:
            raise AssertionError("the library took a run in")
        events = list(started(Start(run, small(3), str(folder)), Quiet(), 1, hosted=False))
        assert isinstance(events[0], Failed) and events[0].kind == "disk" and not any(isinstance(e, Scalar) for e in events)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert [row.id for row in Library(folder).runs()] == [run]


def test_a_library_on_a_path_of_chinese_letters_spaces_and_signs_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "我的 模型库 (1) #%20 'é"
    words = ["--library", str(folder)]
    assert main(["train", "--algorithm", "maml", "--dataset", "sinusoid", "--steps", "5", "--json", *words, *QUICK]) == DONE
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["event"] == "finished" and last["library"] == str(folder)
    assert main(["train", "--resume", last["run"], "--json", *words]) == DONE
    assert main(["evaluate", last["run"], "--episodes", "4", *words]) == DONE
    assert main(["export", last["run"], str(folder / "权 重.safetensors"), *words]) == DONE
    assert (folder / "权 重.safetensors").stat().st_size > 1000 and Library(folder).checkpoint(last["run"]).exists()


def test_two_hands_on_one_library_never_wait_for_ever_and_lose_nothing(tmp_path: Path) -> None:
    first, second = Library(tmp_path), Library(tmp_path)
    runs = [hand.new_run(small(40)) for hand in (first, second)]
    assert len(set(runs)) == 2
    both = [started(Start(run, small(40), str(tmp_path)), Quiet(), 1, hosted=False) for run in runs]
    ended = 0
    while both:  # step by step in turn
        for events in list(both):
            event = next(events, None)
            ended += isinstance(event, Finished)
            if event is None:
                both.remove(events)
    assert ended == 2
    for run in runs:
        assert first.run(run).state == second.run(run).state == "finished"
        assert [at.step for at, _ in first.metrics(run)] == list(range(1, 41))
