"""A library with damaged cells, or with runs of a newer version: such runs are listed with a sentence, and no other is affected."""

from __future__ import annotations

import json
import math
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.album import album, readings_in
from engine.catalogue import configured, kept_catalogue
from engine.checkpoint_header import FORMAT
from engine.commands import DONE, USAGE, main
from engine.examples import DEMOS, opened
from engine.failures import StorageError
from engine.library import Library
from engine.packing import LARGEST, DamagedBlob, packed, stretch, unpacked
from engine.protocol import At, Evaluated, Failed, Fit, RunConfig, Scalar, Started, StateChanged
from engine.reading_shapes import is_sound
from engine.run_row import UNREADABLE
from engine.settings import Rejected

SPECS = kept_catalogue()
CONFIG = configured(SPECS, "maml", "sinusoid", {"steps": 40})
COLUMNS = {
    "runs": (
        "id", "number", "created", "algorithm", "dataset", "config", "state", "note", "step", "tasks", "samples", "seconds",
        "name", "star", "tags", "remark", "binned", "uid", "device", "touched", "holder", "unfinished",
    ),
    "metrics": ("run", "first", "last", "points"),
    "evaluations": ("run", "split", "step", "tasks", "samples", "seconds", "metric", "mean", "ci95", "scores", "per_step"),
}  # fmt: skip
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def scalar(run: str, step: int) -> Scalar:
    return Scalar(run, At(step, 16 * step, 80 * step, step / 10), {"query_loss_after": 1 / step})


def validated(run: str, step: int, mean: float = 0.5) -> Evaluated:
    scores = np.full(4, mean, np.float32)
    return Evaluated(run, At(step, 16 * step, 80 * step, step / 10), "validation", "mse", mean, 0.1, scores, scores[:1])


def filled(folder: Path, count: int = 3) -> list[str]:
    """A library of so many runs; its tables then take any value, as a damaged file's do."""
    with closing(Library(folder)) as library:
        runs = [library.new_run(CONFIG) for _ in range(count)]
        for run in runs:
            first = Started(run, CONFIG, At(), "cpu", 5, "mse", None, "", ())
            numbers = [scalar(run, step) for step in range(1, 31)]
            library.write([first, *numbers, validated(run, 10), validated(run, 30), StateChanged(run, "stopped")])
    with closing(sqlite3.connect(folder / "runs.sqlite", isolation_level=None)) as base:
        for table in COLUMNS:
            base.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
            base.execute(f"DROP TABLE {table}")
            base.execute(f"ALTER TABLE loose RENAME TO {table}")
    return runs


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "library"
    filled(folder)
    return folder


def copied(whole: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(whole, folder)
    return folder


def damage(folder: Path, table: str, column: str, value: object, run: str = "maml-sinusoid-0002", cast: str = "?") -> None:
    with closing(sqlite3.connect(folder / "runs.sqlite", isolation_level=None)) as base:
        base.execute(f"UPDATE {table} SET {column} = {cast} WHERE {'id' if table == 'runs' else 'run'} = ?", (value, run))


damages = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([math.inf, -math.inf, 1e300, -1.0, 0.5]),
    st.binary(max_size=40),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(["[" * 5000, "{}", "null", "[]", '{"hyper": 5}', "../../etc/passwd", "<img src='/dev/zero'>", "\x00", "9" * 6000]),
)


@SETTINGS
@given(st.sampled_from([(table, column) for table, columns in COLUMNS.items() for column in columns]), damages, st.booleans())
def test_whatever_one_cell_holds_every_run_is_listed_and_the_others_are_whole(
    whole: Path, tmp_path: Path, cell: tuple[str, str], value: object, as_text: bool
) -> None:
    folder = copied(whole, tmp_path / "library")
    damage(folder, *cell, value, cast="CAST(? AS TEXT)" if as_text and isinstance(value, bytes) else "?")
    with closing(Library(folder)) as library:
        rows = [*library.runs(), *library.runs(binned=True)]
        assert len(rows) == 3
        for run in ("maml-sinusoid-0001", "maml-sinusoid-0003"):
            row = library.run(run)
            assert not row.damage and row.config == CONFIG and row.at.step == 30 and not library.damage(run)
            assert len(list(library.metrics(run))) == 30 and len(library.evaluations(run)) == 2
            assert library.scores()[run].mean == 0.5
        (other,) = (row for row in rows if row.id not in ("maml-sinusoid-0001", "maml-sinusoid-0003"))
        library.recent(10), library.unfinished(), library.contents(other.id), library.damage(other.id)
        if not other.damage:
            library.copy_of(other.id)
            library.write([scalar(other.id, 31), validated(other.id, 31), StateChanged(other.id, "stopped")])
            assert library.metrics(other.id)
        else:
            with pytest.raises(Rejected, match=r"cannot be used: .+\.$"):
                library.run(other.id)
        library.bin(other.id)
        assert other.id in [row.id for row in library.runs(binned=True)]
        library.take_back(other.id)
        new = library.new_run(CONFIG)
        assert library.run(new).state == "waiting"
        library.remove(other.id)
        assert len(library.runs()) == 3


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (None, "they are not text"),
        ("nonsense", "they are not valid JSON"),
        ("[1]", "not names and values"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"version": 2}), "saved by a newer version of Metascope"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"version": "x"}), "their version is 'x'"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"algorithm": "gpt"}), "no algorithm called 'gpt'"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"dataset": "../x"}), "no dataset called '../x'"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"dataset": 7}), "dataset is not text"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"way": "5"}), r"Ways \(way\) must be a whole number from 2 to 100; it was '5'"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"steps": 1.5}), r"Outer steps \(steps\) must be a whole number"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"seed": -3}), r"Seed \(seed\) must be"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"speed": 3}), "no setting called 'speed'"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"hyper": {"warp": 9}}), "no setting called 'warp'"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"hyper": {"inner_lr": math.nan}}), r"\(inner_lr\) must be"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"hyper": [1]}), "hyper is not names and values"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"compiled": 1}), r"\(compiled\) must be true or false; it was 1"),
        (json.dumps(json.loads(CONFIG.to_json()) | {"device": "tpu"}), r"\(device\) must be one of these"),
    ],
)
def test_settings_that_cannot_be_used_say_why(whole: Path, tmp_path: Path, cell: str | None, sentence: str) -> None:
    folder = copied(whole, tmp_path / "library")
    damage(folder, "runs", "config", cell)
    with closing(Library(folder)) as library:
        (row,) = (row for row in library.runs() if row.damage)
        assert row.id == "maml-sinusoid-0002"
        with pytest.raises(Rejected, match=sentence) as raised:
            library.run(row.id)
        assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


def test_settings_of_an_earlier_version_that_lack_some_are_used(whole: Path, tmp_path: Path) -> None:
    folder = copied(whole, tmp_path / "library")
    damage(folder, "runs", "config", json.dumps({"algorithm": "maml", "dataset": "glyphs", "hyper": {"inner_lr": 1}}))
    with closing(Library(folder)) as library:
        assert library.run("maml-sinusoid-0002").config == RunConfig(hyper={"inner_lr": 1})


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"\x00" * 50,
        "text",
        None,
        5,
        zlib.compress(b""),
        zlib.compress(b'{"n": 3}\n'),
        zlib.compress(b'{"n": -1, "names": []}\n'),
        zlib.compress(b'{"n": 1000000000, "names": ["a"]}\n' + b"\0" * 100),
        zlib.compress(b'{"n": 3, "names": ["a", "a"]}\n' + b"\0" * 200),
        zlib.compress(b"[" * 60000 + b"\n"),
        zlib.compress(b"\0" * (1 << 20)),
        packed(stretch([(At(5), {"a": 1.0}), (At(4), {"a": 1.0})])),
        packed(stretch([(At(-5), {"a": 1.0})])),
        packed(stretch([(At(1, seconds=math.nan), {"a": 1.0})])),
        packed(stretch([(At(n), {"a": 1.0}) for n in range(1, 9)]))[:-5],
        packed(stretch([(At(n), {"a": 1.0}) for n in range(1, 9)]))[:20],
    ],
)
def test_a_damaged_blob_of_numbers_is_left_out_and_counted_and_the_run_goes_on(tmp_path: Path, blob: object) -> None:
    with pytest.raises(DamagedBlob):
        unpacked(blob)
    (run,) = filled(tmp_path / "library", 1)
    damage(tmp_path / "library", "metrics", "points", blob, run)
    with closing(Library(tmp_path / "library")) as library:
        assert library.damage(run) == ["Damaged in the library and left out: parts of this run's numbers (1)."]
        assert library.copy_of(run).row.note == library.damage(run)[0]
        library.write([scalar(run, step) for step in range(31, 40)])
        assert [at.step for at, _ in library.metrics(run)] == list(range(31, 40)) and len(library.evaluations(run)) == 2
        library.write([Started(run, CONFIG, At(20), "cpu", 5, "mse", None, "", ()), *(scalar(run, step) for step in range(21, 25))])
        assert [at.step for at, _ in library.metrics(run)] == list(range(21, 25)) and not library.damage(run)


def test_a_bomb_in_a_blob_costs_no_more_than_its_head_says(tmp_path: Path) -> None:
    import tracemalloc

    bomb = zlib.compress(b'{"n": 3, "names": ["a"]}\n' + b"\0" * (300 << 20), 9)
    lying = zlib.compress(b'{"n": 100000000, "names": ["a"]}\n' + b"\0" * (300 << 20), 9)
    tracemalloc.start()
    for blob in (bomb, lying):
        with pytest.raises(DamagedBlob):
            unpacked(blob)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20 < LARGEST


@SETTINGS
@given(st.binary(max_size=400), st.integers(0, 300), st.integers(1, 255))
def test_any_bytes_in_a_blob_are_numbers_or_damage(noise: bytes, place: int, change: int) -> None:
    good = bytearray(packed(stretch([(At(n, n, n, n / 10), {"a": 1.0, "b": math.nan}) for n in range(1, 60)])))
    good[place % len(good)] ^= change
    for blob in (noise, zlib.compress(noise), bytes(good)):
        try:
            assert unpacked(blob).at.shape[0] == 4
        except DamagedBlob:
            continue


@pytest.mark.parametrize(
    ("column", "value"), [("scores", b"abc"), ("per_step", "x"), ("split", "exam"), ("metric", None), ("mean", "high")]
)
def test_a_damaged_evaluation_is_left_out_and_counted_and_the_score_is_the_newest_of_the_others(
    tmp_path: Path, column: str, value: object
) -> None:
    (run,) = filled(tmp_path / "library", 1)
    with closing(sqlite3.connect(tmp_path / "library" / "runs.sqlite", isolation_level=None)) as base:
        base.execute(f"UPDATE evaluations SET {column} = ? WHERE step = 30", (value,))
    with closing(Library(tmp_path / "library")) as library:
        assert [e.at.step for e in library.evaluations(run)] == [10] and library.scores()[run].mean == 0.5
        assert library.damage(run) == ["Damaged in the library and left out: evaluations of this run (1)."]


def test_a_damaged_holder_names_no_file_of_another_kind(whole: Path, tmp_path: Path) -> None:
    folder = copied(whole, tmp_path / "library")
    precious = tmp_path / "precious.lock"
    precious.write_text("mine")
    for holder in ("../../precious", "../precious", str(tmp_path / "precious"), b"\x00", 5):
        damage(folder, "runs", "holder", holder)
        with closing(Library(folder)) as library:
            assert not library.run("maml-sinusoid-0002").held
    assert precious.read_text() == "mine"


def test_two_rows_of_one_name_and_rows_without_one_are_all_listed(whole: Path, tmp_path: Path) -> None:
    folder = copied(whole, tmp_path / "library")
    damage(folder, "runs", "id", "maml-sinusoid-0001")
    damage(folder, "runs", "id", None, "maml-sinusoid-0003")
    with closing(Library(folder)) as library:
        rows = library.runs()
        assert [bool(row.damage) for row in rows] == [False, True, True] and rows[0].id == "maml-sinusoid-0001"
        assert all(row.id.startswith(UNREADABLE) for row in rows[1:])


def test_a_torn_page_of_the_file_hides_no_run_that_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(Library(folder)) as library:
        long = CONFIG.having("data_root", "x" * 4000)  # each row has pages of its own
        runs = [library.new_run(long) for _ in range(8)]
    with closing(sqlite3.connect(folder / "runs.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode=DELETE")
    data = bytearray((folder / "runs.sqlite").read_bytes())
    size = int.from_bytes(data[16:18], "big")
    first = next(page for page in range(1, len(data) // size) if data[page * size] == 13 and b"maml-sinusoid" in data[page * size :][:size])
    data[first * size : first * size + 8] = b"\xff" * 8
    (folder / "runs.sqlite").write_bytes(bytes(data))
    with closing(Library(folder)) as library:
        rows = library.runs()
    assert 0 < sum(not row.damage for row in rows) < len(runs) or all(row.damage for row in rows)
    assert rows and all(row.damage.endswith("damaged part of its file.") for row in rows if row.damage)


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("PRAGMA user_version = 4", "was written by a newer Metascope"),
        ("PRAGMA user_version = 2", "is damaged or is not a run library of Metascope"),
        ("DROP TABLE metrics", None),
        ("ALTER TABLE runs DROP COLUMN tags", "is damaged or is not a run library of Metascope"),
    ],
)
def test_other_tables_than_ours_are_one_sentence(whole: Path, tmp_path: Path, script: str, sentence: str | None) -> None:
    folder = copied(whole, tmp_path / "library")
    with closing(sqlite3.connect(folder / "runs.sqlite", isolation_level=None)) as base:
        base.execute(script)
    try:
        with closing(Library(folder)) as library:
            library.runs()
            list(library.metrics("maml-sinusoid-0001"))
    except StorageError as error:
        assert (sentence or "is damaged or is not a run library of Metascope") in str(error)
    else:
        raise AssertionError("it was read")


def test_one_damaged_number_of_an_early_library_costs_that_number(tmp_path: Path) -> None:
    from engine import library_schema

    (tmp_path / "library").mkdir()
    with closing(sqlite3.connect(tmp_path / "library" / "runs.sqlite", isolation_level=None)) as base:
        for statement in library_schema._1.split(";"):
            base.execute(statement)
        base.execute(
            "INSERT INTO runs(id, number, created, algorithm, dataset, config, state) VALUES('r', 1, 1.0, 'maml', 'glyphs', ?, 'stopped')",
            (CONFIG.to_json(),),
        )
        for step in range(1, 10):
            base.execute("INSERT INTO metrics VALUES('r', ?, 1, 1, 1.0, ?)", (step, '{"loss": 1.0}' if step != 5 else '{"loss": '))
        base.execute("PRAGMA user_version = 1")
    with closing(Library(tmp_path / "library")) as library:
        assert [at.step for at, _ in library.metrics("r")] == [1, 2, 3, 4, 6, 7, 8, 9]


# -- the command line
@pytest.fixture
def mixed(whole: Path, tmp_path: Path) -> Iterator[list[str]]:
    """`--library` of one with a damaged run among three."""
    folder = copied(whole, tmp_path / "library")
    damage(folder, "runs", "config", "nonsense")
    yield ["--library", str(folder)]


@pytest.mark.parametrize(
    "words",
    [
        ["evaluate", "maml-sinusoid-0002", "--episodes", "4"],
        ["train", "--resume", "maml-sinusoid-0002"],
        ["compare", "maml-sinusoid-0001", "maml-sinusoid-0002", "--episodes", "4"],
        ["export", "maml-sinusoid-0002", "{out}/run.csv"],
        ["export", "maml-sinusoid-0002", "{out}/run.json"],
        ["export", "maml-sinusoid-0002", "{out}/run.metascope"],
    ],
)
def test_a_command_about_a_damaged_run_is_refused_in_one_sentence(
    mixed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code = main([word.format(out=tmp_path) for word in words] + mixed)
    error = capsys.readouterr().err
    assert code == USAGE and error.count("\n") == 1
    assert error.startswith("The run maml-sinusoid-0002 cannot be used: The settings of this run are damaged in the library")


def test_commands_about_the_other_runs_work_and_name_what_is_left_out(
    mixed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(tmp_path / "library", "metrics", "points", b"x", "maml-sinusoid-0003")
    quick = ["--meta-batch", "2", "--validation-episodes", "2", "--device", "cpu", "--threads", "1", "--steps", "5"]
    assert main(["train", "--algorithm", "maml", "--dataset", "sinusoid", "--json", *quick, *mixed]) == DONE
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["run"] == "maml-sinusoid-0004"
    assert main(["evaluate", last["run"], "--episodes", "4", *mixed]) == DONE
    assert main(["export", "maml-sinusoid-0001", str(tmp_path / "a.csv"), *mixed]) == DONE
    assert not capsys.readouterr().err
    assert main(["export", "maml-sinusoid-0003", str(tmp_path / "b.csv"), *mixed]) == DONE
    assert capsys.readouterr().err == "Damaged in the library and left out: parts of this run's numbers (1).\n"
    assert main(["export", "maml-sinusoid-0001", str(tmp_path / "c.metascope"), *mixed]) == DONE
    assert main(["import", str(tmp_path / "c.metascope"), *mixed]) == DONE


# -- readings stored with examples
def fit(**otherwise: object) -> Fit:
    line, five = np.zeros(7, np.float32), np.zeros(5, np.float32)
    values = {"grid": line, "truth": line, "support_x": five, "support_y": five, "query_x": line, "query_y": line}
    return Fit(**(values | {"curves": np.zeros((3, 7), np.float32)} | otherwise))  # type: ignore[arg-type]


def test_the_readings_that_come_with_the_program_are_sound() -> None:
    found = [reading for path in (DEMOS / "checkpoints").glob("*.safetensors") for reading in readings_in(path)]
    assert {type(reading).__name__ for reading in found} == {"Fit", "Adaptation", "Movement", "Path", "Episode"}
    assert all(map(is_sound, found))


@pytest.mark.parametrize(
    "wrong",
    [
        {"grid": np.zeros(6, np.float32)},
        {"curves": np.zeros((3, 6), np.float32)},
        {"curves": np.zeros(7, np.float32)},
        {"curves": np.zeros((0, 7), np.float32)},
        {"support_x": np.zeros(5, np.int64)},
        {"support_x": 5},
    ],
)
def test_one_damaged_reading_hides_no_other(tmp_path: Path, wrong: dict[str, object]) -> None:
    import safetensors.numpy

    other = next(
        reading for reading in readings_in(DEMOS / "checkpoints" / "maml-sinusoid-example.safetensors") if not isinstance(reading, Fit)
    )
    arrays, words = album([fit(**wrong), other])
    file = tmp_path / "x.safetensors"

    def save(described: dict[str, object]) -> None:
        header = {"format": FORMAT, "description": json.dumps({"optimiser": {}} | described)}
        safetensors.numpy.save_file({n: np.ascontiguousarray(a) for n, a in arrays.items()}, file, header)

    save(words)
    assert [type(reading) for reading in readings_in(file)] == [type(other)]
    strange = {"readings": words["readings"] | {"Hologram": {}, "Fit": [1, 2]}}
    save(strange)
    assert [type(reading) for reading in readings_in(file)] == [type(other)]


def test_every_example_can_be_used() -> None:
    with closing(opened(DEMOS)) as library:
        assert not [row.damage for row in library.runs() if row.damage]


def test_a_failed_run_is_no_damaged_one(tmp_path: Path) -> None:
    with closing(Library(tmp_path)) as library:
        run = library.new_run(CONFIG)
        library.write([Failed(run, At(), "bug", "No.", "")])
        assert library.run(run).state == "failed" and library.run(run).note == "No." and not library.run(run).damage
