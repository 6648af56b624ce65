"""A `.metascope` file brings back what was saved; a damaged, newer or hostile one is refused in one sentence and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import archive, comparisons
from engine.catalogue import configured, kept_catalogue
from engine.comparisons import Comparison
from engine.failures import StorageError
from engine.fair import terms_of
from engine.library import Library
from engine.protocol import At, Evaluated, Event, Finished, RunConfig, Scalar, Started, StateChanged
from engine.sealed_zip import MANIFEST
from engine.settings import Rejected

SPECS = kept_catalogue()
REFERENCE = Path(__file__).parents[1] / "files" / "comparison-1.metascope"
"""Written by the first version that had such files. Later versions must open it: never write it again."""


def trained(library: Library, algorithm: str = "maml", steps: int = 30, config: RunConfig | None = None) -> str:
    """A run that ended, with a checkpoint of three numbers."""
    config = config or configured(SPECS, algorithm, "sinusoid", {"steps": steps}, "/somebody/else")
    run = library.new_run(config)
    scores = np.array([0.25, np.nan, 1 / 3], np.float32)
    at = At(steps, 4 * steps, 40 * steps, steps / 7)
    events: list[Event] = [Started(run, config, At(), "cpu", 3, "mse", None, "", ())]
    events += [
        Scalar(run, At(i, 4 * i, 40 * i, i / 7), {"query_loss_after": 1 / i} | ({"rate": 0.1} if i % 10 == 0 else {}))
        for i in range(1, steps + 1)
    ]
    events += [
        Evaluated(run, at, "test", "mse", 0.3, 0.02, scores, scores[:1]),
        Finished(run, at, "completed"),
        StateChanged(run, "finished"),
    ]
    library.write(events)
    description = {
        "config": json.loads(config.to_json()),
        "at": {"step": steps, "tasks": 0, "samples": 0, "seconds": 0.0},
        "validated_at": 0,
        "optimiser": {},
    }
    tensors = {"theta.layer.0.weight": np.arange(3, dtype=np.float32), "generator": np.zeros(8, np.uint8)}
    metadata = {"format": "metascope-checkpoint-1", "description": json.dumps(description)}
    library.checkpoint(run).write_bytes(safetensors.numpy.save(tensors, metadata))
    return run


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A run as a file."""
    archive.write(tmp_path / "run.metascope", library, [trained(library)])
    return tmp_path / "run.metascope"


def test_a_run_comes_back_whole_in_another_library(library: Library, tmp_path: Path) -> None:
    run = trained(library)
    library.say(run, "name", "第一次 <b>")
    library.say(run, "star", True)
    archive.write(tmp_path / "a.metascope", library, [run])
    other = Library(tmp_path / "other")
    other.new_run(library.run(run).config)
    (taken,) = archive.take_in(tmp_path / "a.metascope", other).runs
    here, there = library.run(run), other.run(taken)
    assert taken == "maml-sinusoid-0002" and there.name == "第一次 <b>" and there.star and there.device == "cpu"
    assert (there.uid, there.created, there.state, there.at) == (here.uid, here.created, here.state, here.at) and not there.unfinished
    assert there.config.hyper == here.config.hyper and there.config.data_root == "" and there.note == "From a.metascope."
    assert list(other.metrics(taken)) == list(library.metrics(run))
    (before,), (after,) = library.evaluations(run), other.evaluations(taken)
    assert (after.split, after.mean, after.at) == (before.split, before.mean, before.at)
    assert np.array_equal(after.scores, before.scores, equal_nan=True)
    tensors = safetensors.numpy.load_file(other.checkpoint(taken))
    assert np.array_equal(tensors["theta.layer.0.weight"], np.arange(3, dtype=np.float32))
    assert b"/somebody/else" not in other.checkpoint(taken).read_bytes() + (tmp_path / "a.metascope").read_bytes()


def test_the_same_run_is_taken_in_once_and_comes_out_of_the_bin(library: Library, file: Path) -> None:
    (run,) = archive.take_in(file, library).runs
    library.bin(run)
    assert archive.take_in(file, library).runs == (run,) and [row.id for row in library.runs()] == [run]
    library.write([Scalar(run, At(31, 1, 1, 1.0), {"query_loss_after": 0.5})])  # it learned on since
    assert archive.take_in(file, library).runs != (run,) and len({row.uid for row in library.runs()}) == 2


def test_a_comparison_brings_its_runs_and_finds_them_under_their_new_names(library: Library, tmp_path: Path) -> None:
    runs = [trained(library), trained(library, "reptile")]
    comparison = Comparison("Sinusoids, 10-shot", terms_of(SPECS, "sinusoid"), runs, {runs[1]}, {"axis": "tasks"})
    archive.write(tmp_path / "c.metascope", library, runs, comparison)
    other = Library(tmp_path / "other")
    trained(other)
    taken = archive.take_in(tmp_path / "c.metascope", other)
    assert taken.runs == ("maml-sinusoid-0002", "reptile-sinusoid-0003") and taken.comparison is not None
    found = comparisons.read(taken.comparison)
    assert (found.runs, found.hidden, found.layout, found.terms) == (list(taken.runs), {taken.runs[1]}, {"axis": "tasks"}, comparison.terms)
    assert archive.take_in(tmp_path / "c.metascope", other) == taken and len(comparisons.kept(taken.comparison.parent)) == 1


def test_the_file_of_the_first_version_opens(tmp_path: Path) -> None:
    library = Library(tmp_path)
    taken = archive.take_in(REFERENCE, library)
    assert [library.run(run).config.algorithm for run in taken.runs] == ["maml", "prototypical"] and taken.comparison is not None
    for run in taken.runs:
        assert library.checkpoint(run).exists() and len(list(library.metrics(run))) == library.run(run).at.step > 0
        assert {e.split for e in library.evaluations(run)} == {"validation", "test"}
    assert comparisons.read(taken.comparison).runs == list(taken.runs)


def rewritten(file: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None], seal: bool = True) -> Path:
    """The file with changed contents; sealed again, as somebody who means harm would."""
    with zipfile.ZipFile(file) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(contents.pop(MANIFEST))
    change(contents, manifest)
    if seal:
        manifest["files"] = {n: {"size": len(d), "sha256": hashlib.sha256(d).hexdigest()} for n, d in contents.items()}
    bad = file.with_name("bad.metascope")
    with zipfile.ZipFile(bad, "w") as new:
        for name, data in contents.items():
            new.writestr(name, data)
        new.writestr(MANIFEST, json.dumps(manifest))
    return bad


def refused(path: Path, folder: Path, why: str) -> None:
    """Refused in one sentence; the library is as it was."""
    library = Library(folder)
    with pytest.raises(Rejected, match=why) as caught:
        archive.take_in(path, library)
    sentence = str(caught.value)
    assert sentence.startswith(path.name) and sentence.endswith(".") and len(sentence) < 400 and "\n" not in sentence
    assert not library.runs() and not list(library.checkpoints.iterdir()) and not (folder / "comparisons").exists()


RUN = "runs/maml-sinusoid-0001"


@pytest.mark.parametrize(
    ("where", "value", "why"),
    [
        (("config", "way"), 10**9, "Ways"),
        (("config", "hyper", "inner_lr"), float("1e300"), "inner_lr"),
        (("config", "hyper", "inner_lr"), {"$": 1}, "no value"),
        (("config", "hyper", "__class__"), 1, "does not know"),
        (("config", "algorithm"), "hypernet", "no algorithm called"),
        (("config", "init"), "../../etc/passwd", "Start from"),
        (("config", "exec"), "rm", "does not know"),
        (("state",), "running", "state"),
        (("uid",), "../x", "mark"),
        (("created",), -1, "created"),
        (("at", "step"), -5, "step"),
        (("at", "step"), True, "step"),
        (("name",), "x" * 300, "name"),
        (("name",), ["x"], "name"),
    ],
)
def test_a_hostile_value_is_named(file: Path, tmp_path: Path, where: tuple[str, ...], value: object, why: str) -> None:
    def change(contents: dict[str, bytes], _: object) -> None:
        values = about = json.loads(contents[f"{RUN}/run.json"])
        for name in where[:-1]:
            values = values[name]
        values[where[-1]] = value
        contents[f"{RUN}/run.json"] = json.dumps(about).encode()

    refused(rewritten(file, change), tmp_path / "other", why)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("../../evil.json", b"{}", "does not belong"),
        ("/etc/passwd", b"", "does not belong"),
        ("runs/../../x/run.json", b"{}", "does not belong"),
        ("runs/a\\b-c-1/run.json", b"{}", "does not belong"),
        (f"{RUN}/weights.pkl", b"cos\nsystem\n", "does not belong"),
        (f"{RUN}/run.json", b" " * (1 << 21), "larger than 1 MB"),
        (f"{RUN}/run.json", b"[" * 100_000, "damaged"),
        (f"{RUN}/run.json", b'{"created": NaN}', "damaged"),
        (f"{RUN}/metrics.csv", b"step,tasks,samples,seconds,=cmd()\n", "heading"),
        (f"{RUN}/metrics.csv", b"step,tasks,samples,seconds,a\n2,1,1,1,0\n1,1,1,1,0\n", "out of order"),
        (f"{RUN}/metrics.csv", b"step,tasks,samples,seconds,a\n1,1,1,1\n", "different lengths"),
        (f"{RUN}/evaluations.json", b'[{"split": "train"}]', "evaluations"),
        (f"{RUN}/checkpoint.safetensors", b"\x80\x04pickle", "checkpoint"),
        (f"{RUN}/checkpoint.safetensors", safetensors.numpy.save({"theta.x": np.ones(3)}), "none of Metascope"),
        ("comparison.json", b'{"kind": "metascope-comparison", "version": 99}', "newer Metascope"),
        ("comparison.json", b'{"kind": "metascope-comparison", "version": 1, "name": 1, "terms": {}}', "damaged"),
    ],
)
def test_a_hostile_file_in_it_is_named(file: Path, tmp_path: Path, name: str, data: bytes, why: str) -> None:
    refused(rewritten(file, lambda contents, _: contents.update({name: data})), tmp_path / "other", why)


def test_what_the_manifest_does_not_say_is_refused(file: Path, tmp_path: Path) -> None:
    def newer(_: object, manifest: dict[str, Any]) -> None:
        manifest["version"] = 7

    def other(contents: dict[str, bytes], _: object) -> None:
        contents[f"{RUN}/metrics.csv"] += b"\n"

    def more(contents: dict[str, bytes], _: object) -> None:
        contents["runs/x-y-1/run.json"] = b"{}"

    refused(rewritten(file, newer), tmp_path / "other", r"newer Metascope saved it \(format 7\)")
    refused(rewritten(file, other, seal=False), tmp_path / "other", "damaged")
    refused(rewritten(file, more, seal=False), tmp_path / "other", "damaged")
    refused(rewritten(file, lambda contents, _: contents.clear()), tmp_path / "other", "no run in it")


def test_links_twins_bombs_and_other_files_are_refused(file: Path, tmp_path: Path) -> None:
    link = file.with_name("link.metascope")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(link, "w") as new:
        for info in old.infolist():
            if info.filename.endswith("metrics.csv"):
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            new.writestr(info, old.read(info.filename))
    refused(link, tmp_path / "other", "a link")
    twins = file.with_name("twins.metascope")
    twins.write_bytes(file.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(twins, "a") as new:
        new.writestr(f"{RUN}/run.json", b"{}")
    refused(twins, tmp_path / "other", "two files of the same name")
    bomb = file.with_name("bomb.metascope")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(f"{RUN}/run.json", b"0" * (64 << 20))
        new.writestr(
            MANIFEST,
            json.dumps(
                {"format": "metascope", "version": 1, "kind": "runs", "files": {f"{RUN}/run.json": {"size": 64 << 20, "sha256": ""}}}
            ),
        )
    assert bomb.stat().st_size < 1 << 20
    refused(bomb, tmp_path / "other", "larger than 1 MB")
    for data in (b"", b"PK\x03\x04", b"no zip at all" * 100, file.read_bytes()[:-300], file.read_bytes()[300:]):
        broken = file.with_name("broken.metascope")
        broken.write_bytes(data)
        refused(broken, tmp_path / "other", "damaged, or is not a file saved by Metascope")
    with pytest.raises(Rejected, match="There is no file"):
        archive.take_in(tmp_path / "nothing.metascope", Library(tmp_path / "other"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255), length=st.integers(1, 40))
def test_a_file_with_some_other_bytes_is_whole_or_refused(file: Path, tmp_path: Path, place: int, byte: int, length: int) -> None:
    data = bytearray(file.read_bytes())
    place %= len(data)
    data[place : place + length] = bytes([byte]) * len(data[place : place + length])
    other = file.with_name("other.metascope")
    other.write_bytes(data)
    library = Library(tmp_path / "fuzzed")
    before = len(library.runs())
    try:
        archive.take_in(other, library)
    except Rejected as error:
        assert str(error).startswith("other.metascope")
    assert len(library.runs()) in (before, 1) and not list(library.checkpoints.glob(".*"))
    library.close()


def test_a_full_disk_leaves_the_old_file_and_no_half_one(library: Library, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.atomic_write.os.fsync", full)
    with pytest.raises(StorageError, match=r"no space left on the disk for .*run\.metascope"):
        archive.write(file, library, ["maml-sinusoid-0001"])
    assert file.read_bytes() == before and not list(file.parent.glob(".*"))


def test_a_library_without_room_for_the_checkpoint_takes_in_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path / "other")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.atomic_write.os.replace", full)
    with pytest.raises(StorageError, match="no space left"):
        archive.take_in(file, library)
    assert not library.runs() and not list(library.checkpoints.iterdir())


def test_names_of_files_are_plain() -> None:
    assert archive.file_name("Omniglot, 5-way 1-shot: a/b") == "Omniglot 5-way 1-shot a b.metascope"
    assert archive.file_name("第一次") == "第一次.metascope"
