"""A `.metascope` file whose parts disagree, or that swells, nests or lies, is refused in one sentence, with little memory."""

from __future__ import annotations

import contextlib
import json
import struct
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_archive import REFERENCE, refused, rewritten, trained

from engine import archive, comparisons
from engine.background import Cancelled
from engine.bounded_json import DEPTH, LimitExceeded, iterate_bounded_json, read_bounded_json, read_bounded_toml
from engine.catalogue import config_from, configured, kept_catalogue
from engine.checkpoint_header import MOST_HEADER, RUN, parse_header, read_header
from engine.comparisons import Comparison
from engine.fair import terms_of
from engine.library import Library
from engine.protocol import RunConfig
from engine.sealed_zip import MANIFEST, MOST_FILES
from engine.settings import Field, Rejected, fields_of

SPECS = kept_catalogue()
FIELDS = {
    f.name: f
    for f in (
        *fields_of(RunConfig),
        *next(a for a in SPECS.algorithms if a.id == "maml").fields,
        *next(d for d in SPECS.datasets if d.id == "sinusoid").fields,
    )
}
NAME = "maml-sinusoid-0001"
FOLDER = f"runs/{NAME}"
MB = 1 << 20
PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A run as a file."""
    archive.write(tmp_path / "run.metascope", library, [trained(library)])
    return tmp_path / "run.metascope"


@contextlib.contextmanager
def little_memory(most: int) -> Iterator[None]:
    """Python allocates no more than this at once."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak / MB:.0f} MB"


def checkpoint_with(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Change the description in a file's checkpoint."""

    def apply(contents: dict[str, bytes], _: dict[str, Any]) -> None:
        data = contents[f"{FOLDER}/checkpoint.safetensors"]
        description = parse_header([data], len(data))[0].description
        change(description)
        metadata = {"format": "metascope-checkpoint-1", "description": json.dumps(description)}
        contents[f"{FOLDER}/checkpoint.safetensors"] = safetensors.numpy.save(safetensors.numpy.load(data), metadata)

    return apply


def about_with(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Change what a file says of its run."""

    def apply(contents: dict[str, bytes], _: dict[str, Any]) -> None:
        about = json.loads(contents[f"{FOLDER}/run.json"])
        change(about)
        contents[f"{FOLDER}/run.json"] = json.dumps(about).encode()

    return apply


def put(values: dict[str, Any], name: str, value: object) -> None:
    """Set a setting in the JSON of a config."""
    part = next((values[p] for p in ("hyper", "data") if name in values[p]), values)
    part[name] = value


def other_value(field: Field, now: object) -> object:
    """Another value that the setting may have."""
    if field.choices:
        return next(choice for choice in field.choices if choice != now)
    if isinstance(now, bool):
        return not now
    if isinstance(now, str):
        return "maml-sinusoid-0009"
    return field.high if now == field.low else field.low


# ------------------------------------------------------------------------------------------------- parts that do not agree
@PROPERTY
@given(st.sampled_from(sorted(FIELDS)), st.booleans())
def test_any_setting_that_differs_between_run_and_checkpoint_is_named(file: Path, tmp_path: Path, name: str, inside: bool) -> None:
    values = json.loads(configured(SPECS, "maml", "sinusoid", {"steps": 30}).to_json())
    now = next((values[p][name] for p in ("hyper", "data") if name in values[p]), values.get(name))
    value = other_value(FIELDS[name], now)
    change = (checkpoint_with if inside else about_with)(lambda part: put(part["config"], name, value))
    refused(rewritten(file, change), tmp_path / "other", name)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: d["config"].update(algorithm="reptile", hyper={}), "its checkpoint is one of reptile on sinusoid"),
        (lambda d: d["config"].update(dataset="points2d", data={}), "its checkpoint is one of maml on points2d"),
        (lambda d: d.update({RUN: "maml-sinusoid-0002"}), "belongs to the run 'maml-sinusoid-0002'"),
        (lambda d: d.update({RUN: 7}), "belongs to the run 7"),
        (lambda d: d.update(at={"step": 1}), "where it stands"),
        (lambda d: d.update(validated_at="x"), "validated_at"),
        (lambda d: d.update(optimiser=[]), "none of Metascope"),
        (lambda d: d.pop("config"), "no settings"),
        (lambda d: d["config"].update(init="/etc/passwd"), "Start from"),
    ],
)
def test_a_checkpoint_of_something_else_is_refused(file: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None], why: str) -> None:
    refused(rewritten(file, checkpoint_with(change)), tmp_path / "other", why)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("metrics.csv", b"step,tasks,samples,seconds,a\n31,1,1,1,0\n", "beyond step 30"),
        ("metrics.csv", b"step,tasks,samples,seconds,a\n1_0,1,1,1,0\n", "no whole number"),
        ("metrics.csv", b"step,tasks,samples,seconds,a\n" + b"9" * 5000 + b",1,1,1,0\n", "no whole number"),
        ("metrics.csv", b"step,tasks,samples,seconds,a\n1,1,1,1,1e300\n", "one of its numbers is '1e300'"),
        ("metrics.csv", b"step,tasks,samples,seconds,a\n1,1,1,nan,1\n", "out of order"),
        ("metrics.csv", b'step,tasks,samples,seconds,a\n1,1,1,1,"0\n', "one of its numbers"),
        ("metrics.csv", b'step,tasks,samples,seconds,a\n1,1,1,1,"' + b"0" * 200_000, "more than 32,768 bytes"),
        ("metrics.csv", b"step,tasks,samples,seconds,a\n1,1,1,1,\xff\n", "damaged"),
        ("metrics.csv", b"step,tasks,samples,seconds," + b",".join(b"a%d" % i for i in range(201)) + b"\n", "heading"),
        ("evaluations.json", b"[" * 40 + b"]" * 40, "damaged"),
        ("evaluations.json", b"[" + b"[]," * 9_000_000 + b"[]]", "damaged"),
        ("evaluations.json", b'{"split": "test"}', "damaged"),
        ("evaluations.json", b"[1e999]", "damaged"),
        ("evaluations.json", b"[" + b"1" * 5000 + b"]", "damaged"),
        ("run.json", b'{"state": "finished", "state": "stopped"}', "damaged"),
        ("run.json", b'{"name": "\\ud800"}', "damaged"),
        ("run.json", b"{" * 100_000, "damaged"),
        ("checkpoint.safetensors", struct.pack("<Q", 1 << 62) + b"{}", "checkpoint is damaged"),
        ("checkpoint.safetensors", struct.pack("<Q", 200_000) + b"[" * 200_000, "checkpoint is damaged"),
        ("checkpoint.safetensors", struct.pack("<Q", MOST_HEADER + 1) + b" " * (MOST_HEADER + 1), "checkpoint is damaged"),
        ("checkpoint.safetensors", struct.pack("<Q", 14) + b'{"a":1,"a":{}}', "checkpoint is damaged"),
        ("checkpoint.safetensors", b"", "checkpoint is damaged"),
    ],
)
def test_numbers_and_headers_that_no_metascope_writes_are_refused(file: Path, tmp_path: Path, name: str, data: bytes, why: str) -> None:
    refused(rewritten(file, lambda contents, _: contents.update({f"{FOLDER}/{name}": data})), tmp_path / "other", why)


def test_a_score_of_another_kind_or_of_a_later_step_is_refused(file: Path, tmp_path: Path) -> None:
    for change, why in (
        (("metric", "accuracy"), "evaluations"),
        (("at", dict(step=31, tasks=1, samples=1, seconds=1)), "after outer step 30"),
    ):

        def apply(contents: dict[str, bytes], _: object, change: tuple[str, object] = change) -> None:
            scores = json.loads(contents[f"{FOLDER}/evaluations.json"])
            scores[0][change[0]] = change[1]
            contents[f"{FOLDER}/evaluations.json"] = json.dumps(scores).encode()

        refused(rewritten(file, apply), tmp_path / "other", why)


# ------------------------------------------------------------------------------------------------- nothing chooses a path
def test_no_folder_travels_with_a_run(file: Path, tmp_path: Path) -> None:
    for change in (checkpoint_with, about_with):
        bad = rewritten(file, change(lambda part: part["config"].update(data_root="/somebody/else")))
        library = Library(tmp_path / change.__name__)
        (run,) = archive.take_in(bad, library).runs
        assert library.run(run).config.data_root == ""
        assert b"/somebody/else" not in library.checkpoint(run).read_bytes()
        assert config_from(read_header(library.checkpoint(run)).description["config"]) == config_from(
            json.loads(library.run(run).config.to_json())
        )


def test_no_folder_travels_with_a_comparison(library: Library, tmp_path: Path) -> None:
    run = trained(library)
    archive.write(tmp_path / "c.metascope", library, [run], Comparison("x", terms_of(SPECS, "sinusoid"), [run]))

    def apply(contents: dict[str, bytes], _: object) -> None:
        values = json.loads(contents["comparison.json"])
        values["terms"]["data_root"] = "/somebody/else"
        contents["comparison.json"] = json.dumps(values).encode()

    taken = archive.take_in(rewritten(tmp_path / "c.metascope", apply), Library(tmp_path / "other"))
    assert taken.comparison is not None and comparisons.read(taken.comparison).terms.data_root == ""


def test_the_layout_of_a_comparison_is_bounded(library: Library, tmp_path: Path) -> None:
    run = trained(library)
    for layout in ({f"a{i}": i for i in range(201)}, {"a" * 201: 1}, {"a": "b" * 201}):
        path = tmp_path / "c.metascope"
        archive.write(path, library, [run], Comparison("x", terms_of(SPECS, "sinusoid"), [run], layout=layout))
        refused(path, tmp_path / "other", "comparison is damaged")


def test_the_run_that_one_began_from_is_never_another_of_this_library(library: Library, tmp_path: Path) -> None:
    first = trained(library)
    config = configured(SPECS, "maml", "sinusoid", {"steps": 30, "init": first})
    second = trained(library, config=config)
    archive.write(tmp_path / "both.metascope", library, [second, first])  # the later one first
    archive.write(tmp_path / "alone.metascope", library, [second])
    other = Library(tmp_path / "other")
    trained(other)
    taken = archive.take_in(tmp_path / "both.metascope", other).runs
    assert other.run(taken[0]).config.init == taken[1] == "maml-sinusoid-0003"
    assert read_header(other.checkpoint(taken[0])).description["config"]["init"] == taken[1]
    third = Library(tmp_path / "third")
    trained(third)
    (run,) = archive.take_in(tmp_path / "alone.metascope", third).runs
    assert third.run(run).config.init == f"{first}.not-imported"
    for name in ("../x", "/etc/passwd", "a\\b", "C:x"):
        refused(rewritten(tmp_path / "alone.metascope", _renamed(second, name)), tmp_path / "fourth", "Start from")


def _renamed(run: str, init: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    def apply(contents: dict[str, bytes], _: object) -> None:
        about = json.loads(contents[f"runs/{run}/run.json"])
        about["config"]["init"] = init
        contents[f"runs/{run}/run.json"] = json.dumps(about).encode()

    return apply


def test_a_checkpoint_taken_in_names_its_run_here(file: Path, tmp_path: Path) -> None:
    other = Library(tmp_path / "other")
    trained(other)
    (run,) = archive.take_in(file, other).runs
    assert read_header(other.checkpoint(run)).description[RUN] == run == "maml-sinusoid-0002"
    assert np.array_equal(safetensors.numpy.load_file(other.checkpoint(run))["theta.layer.0.weight"], np.arange(3, dtype=np.float32))


def test_a_file_is_written_only_of_a_checkpoint_that_is_the_runs_own(library: Library, tmp_path: Path) -> None:
    first, second = trained(library), trained(library, "reptile")
    library.checkpoint(first).write_bytes(library.checkpoint(second).read_bytes())
    with pytest.raises(Rejected, match="other settings"):
        archive.write(tmp_path / "a.metascope", library, [first])
    library.checkpoint(first).write_bytes(b"torn")
    with pytest.raises(Rejected, match="is damaged"):
        archive.write(tmp_path / "a.metascope", library, [first])
    assert not (tmp_path / "a.metascope").exists()


def test_a_run_of_another_kind_with_the_mark_of_one_that_is_here_is_not_taken_for_it(file: Path, library: Library) -> None:
    uid = library.run(NAME).uid
    run = trained(library, "reptile")
    library._db.execute("UPDATE runs SET uid = ? WHERE id = ?", (uid, run))
    library.remove(NAME)
    (taken,) = archive.take_in(file, library).runs
    assert taken != run and library.run(taken).config.algorithm == "maml"


# ------------------------------------------------------------------------------------------------------------ zip bombs
def with_method(file: Path, method: int, name: str = f"{FOLDER}/run.json", size: int = 0, lie: int | None = None) -> Path:
    """The file with `size` zeros as one of its members, compressed in some way; `lie`: the size that the zip states instead."""
    bad = file.with_name("method.metascope")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bad, "w") as new:
        for info in old.infolist():
            data = bytes(size) if info.filename == name and size else old.read(info.filename)
            new.writestr(info.filename, data, method if info.filename == name else zipfile.ZIP_DEFLATED)
        if lie is not None:
            new.getinfo(name).file_size = lie
    return bad


@pytest.mark.parametrize(("method", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")])
@pytest.mark.parametrize("member", [f"{FOLDER}/run.json", MANIFEST, f"{FOLDER}/checkpoint.safetensors"])
def test_only_the_methods_that_are_written_are_read(file: Path, tmp_path: Path, method: int, name: str, member: str) -> None:
    bad = with_method(file, method, member, 48 * MB, 10)
    with little_memory(16 * MB):
        refused(bad, tmp_path / "other", f"compressed by {name}")


@pytest.mark.parametrize("member", [f"{FOLDER}/run.json", f"{FOLDER}/metrics.csv", MANIFEST])
def test_a_size_that_the_zip_states_is_not_believed(file: Path, tmp_path: Path, member: str) -> None:
    for lie in (10, 48 * MB - 1, 1 << 40, (1 << 63) - 1):
        bad = with_method(file, zipfile.ZIP_DEFLATED, member, 48 * MB, lie)
        with little_memory(16 * MB):
            refused(bad, tmp_path / "other", "damaged|larger than|unpack")


def test_a_file_that_unpacks_to_hundreds_of_times_its_size_is_refused(file: Path, tmp_path: Path) -> None:
    bad = file.with_name("swollen.metascope")
    name = f"{FOLDER}/metrics.csv"
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(name, bytes(64 * MB))
        manifest = {"format": "metascope", "version": 1, "kind": "runs", "files": {name: {"size": 64 * MB, "sha256": ""}}}
        new.writestr(MANIFEST, json.dumps(manifest))
    with little_memory(16 * MB):
        refused(bad, tmp_path / "other", "would unpack to 200 times its size")


def test_files_that_share_their_bytes_are_refused(file: Path, tmp_path: Path) -> None:
    bad = file.with_name("shared.metascope")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bad, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info.filename))
        new.getinfo(f"{FOLDER}/metrics.csv").header_offset = new.getinfo(f"{FOLDER}/run.json").header_offset
    refused(bad, tmp_path / "other", "begins inside another file")


def test_encrypted_files_and_comments_are_refused(file: Path, tmp_path: Path) -> None:
    bad = file.with_name("bad.metascope")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bad, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info.filename))
        new.getinfo(f"{FOLDER}/run.json").flag_bits |= 1
    refused(bad, tmp_path / "other", "encrypted")
    bad.write_bytes(file.read_bytes())
    with zipfile.ZipFile(bad, "a") as new:
        new.comment = b"x" * 100
    refused(bad, tmp_path / "other", "damaged")


def test_a_zip_of_very_many_files_is_refused_before_they_are_listed(file: Path, tmp_path: Path) -> None:
    bad = file.with_name("many.metascope")
    with zipfile.ZipFile(bad, "w") as new:
        for i in range(MOST_FILES + 1):
            new.writestr(f"{i}", b"")
    refused(bad, tmp_path / "other", "more than 8,192")
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = 400_000
    bad.write_bytes(entry * count + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, len(entry) * count, 0, 0))
    with little_memory(16 * MB):
        refused(bad, tmp_path / "other", "more than 8,192 files")


@PROPERTY
@given(st.integers(0, 200), st.integers(0, 255), st.integers(1, 4))
@example(12, 255, 4)  # the size of the directory
def test_any_last_record_of_the_zip_is_whole_or_one_sentence(file: Path, tmp_path: Path, place: int, byte: int, length: int) -> None:
    data = bytearray(file.read_bytes())
    place = len(data) - 1 - place % min(len(data), 200)
    data[place : place + length] = bytes([byte]) * len(data[place : place + length])
    bad = file.with_name("last.metascope")
    bad.write_bytes(data)
    library = Library(tmp_path / "other")
    with little_memory(24 * MB), contextlib.suppress(Rejected):
        archive.take_in(bad, library)
    library.close()


def test_a_long_table_of_numbers_needs_little_memory(file: Path, tmp_path: Path) -> None:
    rows = 30_000

    def apply(contents: dict[str, bytes], _: object) -> None:
        about = json.loads(contents[f"{FOLDER}/run.json"])
        about["at"]["step"], about["state"] = rows, "stopped"  # beyond its last checkpoint
        contents[f"{FOLDER}/run.json"] = json.dumps(about).encode()
        table = "".join(f"{i},{i},{i},{i}.5,{i % 7}\n" for i in range(1, rows + 1))
        contents[f"{FOLDER}/metrics.csv"] = f"step,tasks,samples,seconds,a\n{table}".encode()

    bad = rewritten(file, apply)
    library = Library(tmp_path / "other")
    with little_memory(8 * MB):
        (run,) = archive.take_in(bad, library).runs
    points = list(library.metrics(run))
    assert len(points) == rows and points[-1][0].step == rows and points[-1][1] == {"a": float(rows % 7)}


def test_the_checkpoint_of_a_finished_run_is_of_its_last_step(file: Path, tmp_path: Path) -> None:
    def apply(contents: dict[str, bytes], _: object) -> None:
        about = json.loads(contents[f"{FOLDER}/run.json"])
        about["at"]["step"] += 1
        contents[f"{FOLDER}/run.json"] = json.dumps(about).encode()

    with pytest.raises(Rejected, match=r"its checkpoint is of outer step \d+, the run stands at step \d+"):
        archive.take_in(rewritten(file, apply), Library(tmp_path / "other"))


def test_reading_stops_where_it_is_cancelled(file: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "other")
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        archive.take_in(file, library, cancelled=cancelled.is_set)
    assert not library.runs() and not list(library.checkpoints.iterdir())
    asked = iter([False] * 6 + [True] * 100)
    with pytest.raises(Cancelled):
        archive.take_in(file, library, cancelled=lambda: next(asked))
    assert not library.runs() and not list(library.checkpoints.iterdir())


def test_files_of_the_first_version_with_their_unnamed_checkpoints_are_rewritten(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for run in archive.take_in(REFERENCE, library).runs:
        description = read_header(library.checkpoint(run)).description
        assert description[RUN] == run and config_from(description["config"]) == config_from(json.loads(library.run(run).config.to_json()))


# ------------------------------------------------------------------------------------------------------- JSON and TOML
@pytest.mark.parametrize(
    "data",
    [
        b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1),
        b'{"a":' * (DEPTH + 1) + b"1" + b"}" * (DEPTH + 1),
        b"[" + b"1," * 300_000 + b"1]",
        b"[" + b"[]," * 300_000 + b"1]",
        b'{"a": 1, "a": 1}',
        b'[{"a": {"b": 1, "b": 2}}]',
        b"[" + b"9" * 101 + b"]",
        b"[1e999]",
        b"[-1e999]",
        b"[NaN]",
        b"[Infinity]",
        b'["\\udc00"]',
        b'["\xff"]',
        b'["',
        b'"\\',
        b"",
        b"[1] 2",
        b'["' + b"a" * (2 * MB) + b'"]',
    ],
)
def test_json_beyond_its_limits_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_bounded_json(data)
    with pytest.raises(ValueError):
        list(iterate_bounded_json(data, MB, 200_000))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@PROPERTY
@given(JSON, st.booleans())
@example(['[[[[[[[[[["\\', "]}", "\\\\"], True)
def test_json_within_its_limits_is_read(value: Any, plain: bool) -> None:
    data = json.dumps(value, ensure_ascii=plain).encode()
    assert read_bounded_json(data) == value
    if isinstance(value, list):
        assert list(iterate_bounded_json(data, MB, 1000)) == value


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 9 + "]" * 9,
        "a = " + "{b = " * 9 + "1" + "}" * 9,
        ".".join("a" * 9) + " = 1",
        "[" + " . ".join("a" * 9) + "]",
        "a = " + "9" * 101,
        "a = 0x" + "f" * 101,
        "a = 1" + "_1" * 101,
        "a = 1." + "1" * 101,
        'a = "' + "x" * 100_000 + '"',
        "a = " + "[" * 50_000,
    ],
)
def test_toml_beyond_its_limits_is_refused(text: str) -> None:
    with pytest.raises(LimitExceeded):
        read_bounded_toml(text)


@pytest.mark.parametrize(
    "text", ['"\\' * 45_000, '"' * 90_000, "'" * 90_000, '"""' * 30_000, "." * 90_000, " " * 90_000 + "a", "a ." * 30_000]
)
def test_toml_that_never_ends_a_text_or_a_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_bounded_toml(text)


def test_what_stands_in_a_text_or_a_comment_of_toml_is_no_nesting() -> None:
    brackets = "[" * 20 + "a.b.c.d.e.f.g.h.i.j " + "9" * 120
    text = (
        f'a = "{brackets}"\nb = \'{brackets}\'\nc = \'\'\'{brackets}\'\'\'\nd = """{brackets}"""\n# {brackets}\ne = [1.5, {{f = ["]"]}}]\n'
    )
    assert read_bounded_toml(text) == {**dict.fromkeys("abcd", brackets), "e": [1.5, {"f": ["]"]}]}


def test_a_comparison_of_a_library_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "comparison-0001.json"
    for data in (b"[" * 100_000, b" " * (comparisons.LARGEST + 1), b'{"kind": "metascope-comparison", "version": ' + b"1" * 5000 + b"}"):
        path.write_bytes(data)
        with pytest.raises(Rejected) as caught:
            comparisons.read(path)
        assert "\n" not in str(caught.value) and comparisons.kept(tmp_path) == []


def test_too_many_evaluations_and_too_much_json_are_refused(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.archived_run.MOST_EVALUATIONS", 3)

    def apply(contents: dict[str, bytes], _: object) -> None:
        (score,) = json.loads(contents[f"{FOLDER}/evaluations.json"])
        contents[f"{FOLDER}/evaluations.json"] = json.dumps([score] * 4).encode()

    refused(rewritten(file, apply), tmp_path / "other", "more than 3 evaluations")
    monkeypatch.setattr("engine.archive.MOST_JSON", 100)
    refused(rewritten(file, lambda *_: None), tmp_path / "other", "larger than 0 MB together")
