"""Commands whose output is closed, full or of a narrow encoding, and commands that signals end: nothing is lost, every end has its code."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from engine import stop_signals
from engine.catalogue import configured, kept_catalogue
from engine.commands import main
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import RunConfig, Scalar, Start
from engine.settings import Rejected
from engine.standard_streams import Stream

ROOT = Path(__file__).parents[2]
SMALL = ["--meta-batch", "2", "--validate-every", "5", "--validation-episodes", "4", "--device", "cpu", "--threads", "1"]
SINE = ["train", "--algorithm", "maml", "--dataset", "sinusoid", "--steps", "10", *SMALL]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("METASCOPE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def small(steps: int = 10) -> RunConfig:
    chosen = {"steps": steps, "meta_batch": 2, "validate_every": 5, "validation_episodes": 4, "device": "cpu", "threads": 1}
    return configured(kept_catalogue(), "maml", "sinusoid", chosen)


def states(folder: Path) -> list[str]:
    """The states as they stand in the table, whichever process holds the runs."""
    with closing(sqlite3.connect(folder / "runs.sqlite")) as base:
        return [state for (state,) in base.execute("SELECT state FROM runs ORDER BY number")]


# --------------------------------------------------------------------------------------------------------------- streams
def narrow(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)


def without_reader() -> io.TextIOWrapper:
    read, write = os.pipe()
    os.close(read)
    return io.TextIOWrapper(open(write, "wb"), encoding="utf-8", write_through=True)


def shut() -> io.TextIOWrapper:
    stream = narrow("utf-8")
    stream.close()
    return stream


LOST: dict[str, Callable[[], io.TextIOBase | None]] = {
    "none": lambda: None,
    "without a reader": without_reader,
    "closed": shut,
    "full": lambda: io.TextIOWrapper(io.BufferedWriter(io.FileIO("/dev/full", "w")), "utf-8", line_buffering=True),
    "full, found at the end": lambda: io.TextIOWrapper(io.BufferedWriter(io.FileIO("/dev/full", "w")), "utf-8"),
}


@contextmanager
def lost_output(kind: str) -> Iterator[None]:
    """Standard output of that kind, for one command."""
    stream, before = LOST[kind](), sys.stdout
    sys.stdout = stream  # type: ignore[assignment]
    try:
        yield
        assert sys.stdout is stream
    finally:
        sys.stdout = before
        if stream is not None:
            stream.close()


@posix
@pytest.mark.parametrize("as_lines", [False, True], ids=["text", "json"])
@pytest.mark.parametrize("kind", LOST)
def test_output_that_is_lost_ends_no_run(kind: str, as_lines: bool, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    json_lines = ["--json"] if as_lines else []
    with lost_output(kind):
        assert main([*SINE, *json_lines]) == 0
    assert states(home) == ["finished"]
    said = capsys.readouterr().err
    if kind == "none":
        assert said == ""
    else:
        assert "the command goes on without it." in said and said.count("\n") == 1 and "Traceback" not in said
    run = "maml-sinusoid-0001"
    for words, expected in (
        (["list"], 0 if kind == "none" else 1),
        (["evaluate", run, "--episodes", "4"], 0 if kind == "none" else 1),
        (["export", run, str(home / "run.csv")], 0),
    ):
        with lost_output(kind):
            assert main([*words, *json_lines]) == expected, words
        assert "Traceback" not in capsys.readouterr().err
    assert (home / "run.csv").exists()


@pytest.mark.parametrize("encoding", ["ascii", "cp874", "cp1252", "utf-16", "utf-8"])
def test_an_encoding_that_lacks_a_character_gets_a_substitute(
    encoding: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "我的 ± 文件夹"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "stderr", narrow(encoding))
    for words in (
        [*SINE, "--library", str(folder)],
        ["evaluate", "maml-sinusoid-0001", "--episodes", "4", "--library", str(folder)],
        ["export", "maml-sinusoid-0001", str(folder / "曲线.csv"), "--library", str(folder)],
        [*SINE, "--library", str(folder), "--json"],
        ["list"],
    ):
        stream = narrow(encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(words) == 0, words
        text = stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]
        if words[0] == "export":
            path = str(folder / "曲线.csv")
            assert path in text if encoding.startswith("utf") else "\\u66f2\\u7ebf.csv" in text
        if words[0] == "evaluate":
            assert (" ± " if encoding != "ascii" and encoding != "cp874" else " +- ") in text
    assert set(states(folder)) == {"finished"}
    monkeypatch.setattr(sys, "stdout", narrow(encoding))
    assert main(["evaluate", "没有", "--library", str(folder)]) == 2  # a sentence with a name, on standard error
    assert sys.stderr.buffer.getvalue().count(b"\n") >= 1


def test_names_that_are_no_text_are_written_as_escapes() -> None:
    inner = narrow("utf-8")
    stream = Stream(inner)
    stream.write("caf\udce9 \x1b[2J\x07\x9b\n")
    assert inner.buffer.getvalue().decode() == "caf\\udce9 \ufffd[2J\ufffd\ufffd\n"  # type: ignore[attr-defined]


@posix
@pytest.mark.parametrize("descriptors", [(1,), (0, 1, 2)])
def test_closed_descriptors_are_not_taken_by_files(descriptors: tuple[int, ...], home: Path) -> None:
    def close() -> None:
        for descriptor in descriptors:
            os.close(descriptor)

    done = subprocess.run([sys.executable, "main.py", *SINE, "--json"], cwd=ROOT, preexec_fn=close, capture_output=True)
    assert done.returncode == 0 and states(home) == ["finished"] and done.stderr == b""
    assert b"{" not in (home / "metascope.log").read_bytes() + (home / "runs.sqlite").read_bytes()[:16]


@posix
def test_a_reader_that_leaves_early_gets_its_lines_and_no_complaint(home: Path) -> None:
    line = f"{sys.executable} main.py list | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[0] == "Algorithms" and done.stderr == ""


def test_a_log_that_cannot_be_written_costs_no_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = "import sys, logging; from engine import commands; sys.exit(commands.main(sys.argv[1:]))"
    (tmp_path / "file").touch()
    environment = os.environ | {
        "METASCOPE_HOME": str(tmp_path / "file" / "home"),
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
    }
    words = [*SINE, "--library", str(tmp_path / "library")]
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, env=environment)
    assert done.returncode == 0 and done.stderr == b"" and b" +- " in done.stdout


# --------------------------------------------------------------------------------------------------------------- signals
@contextmanager
def training(tmp_path: Path, *more: str, until: str = "scalar", ignored: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A run without end, that has come to its first event of a kind."""
    command = [sys.executable, "main.py", *SINE, "--steps", "1000000", "--library", str(tmp_path), "--json", *more]
    ignore = (lambda: signal.signal(ignored, signal.SIG_IGN)) if ignored else None
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=ignore) as child:
        try:
            assert child.stdout is not None and child.stderr is not None
            assert any(json.loads(line)["event"] == until for line in child.stdout)
            yield child
        finally:
            child.kill()


@posix
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_writes_a_checkpoint_and_has_its_exit_code(name: str, code: int, tmp_path: Path) -> None:
    with training(tmp_path) as child:
        child.send_signal(getattr(signal, name))
        time.sleep(0.05)
        for other in (signal.SIGHUP, signal.SIGTERM):  # `timeout` and closing sessions send more than one, of more than one kind
            child.send_signal(other)
        lines = child.stdout.read().splitlines()  # type: ignore[union-attr]
        assert child.wait(60) == code and child.stderr.read() == ""  # type: ignore[union-attr]
    last = json.loads(lines[-1])
    assert last["event"] == "finished" and last["reason"] == "stopped"
    assert (tmp_path / "checkpoints" / f"{last['run']}.safetensors").exists() and states(tmp_path) == ["stopped"]
    with closing(Library(tmp_path)) as library:
        assert library.run(last["run"]).at.step == last["step"]


@posix
def test_a_signal_that_was_ignored_stays_ignored(tmp_path: Path) -> None:
    with training(tmp_path, ignored=signal.SIGHUP) as child:  # as under `nohup`
        child.send_signal(signal.SIGHUP)
        lines = (json.loads(line) for line in child.stdout or ())
        step = next(line["step"] for line in lines if line["event"] == "scalar")
        assert next(line for line in lines if line["event"] == "scalar" and line["step"] > step + 20)
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=60)
        assert child.returncode == 143


@posix
@pytest.mark.slow
def test_ctrl_c_twice_ends_within_a_long_step_and_the_run_does_not_look_alive(tmp_path: Path) -> None:
    long = ["--dataset", "glyphs", "--way", "20", "--meta-batch", "256", "--queries", "15"]
    with training(tmp_path, *long, until="evaluated") as child:
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        time.sleep(2 * stop_signals.AGAIN)
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=120)
        assert child.returncode == 130
    assert states(tmp_path) == ["stopped"]


@posix
def test_a_second_ctrl_c_raises_and_repeated_signals_of_a_closing_session_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    stops: list[int] = []
    with stop_signals.stopping(lambda: stops.append(1)) as numbers:
        for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            os.kill(os.getpid(), number)
        assert numbers == [signal.SIGTERM] and stops == [1]
        monkeypatch.setattr(stop_signals, "AGAIN", 0.0)
        with pytest.raises(stop_signals.Interrupted) as interrupt:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        assert interrupt.value.number == signal.SIGTERM


@posix
@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_every_other_command_ends_with_the_code_of_its_signal(
    number: str, code: int, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(SINE) == 0

    def interrupted(*_: object) -> None:
        os.kill(os.getpid(), getattr(signal, number))
        time.sleep(1)

    monkeypatch.setattr("engine.evaluation.summary", interrupted)
    monkeypatch.setattr("engine.jobs.summary", interrupted)
    assert main(["evaluate", "maml-sinusoid-0001", "--episodes", "4"]) == code
    monkeypatch.setattr("engine.atomic_write.os.fsync", interrupted)
    assert main(["export", "maml-sinusoid-0001", str(home / "run.csv")]) == code
    assert not list(home.glob("run.csv")) and not list(home.glob(".*"))
    assert "Traceback" not in capsys.readouterr().err


def test_a_run_that_is_dropped_in_the_middle_is_stopped_and_may_go_on(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(small())
    events = started(Start(run, small(), str(tmp_path)), Quiet(), 1, hosted=False)
    next(event for event in events if isinstance(event, Scalar))
    events.close()
    assert states(tmp_path) == ["stopped"] and [row.id for row in library.unfinished()] == [run]
    library.close()


def test_a_process_that_announced_its_end_is_waited_for_and_another_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.library.DYING", 0.05)
    going, coming = Library(tmp_path), Library(tmp_path)
    run = going.new_run(small())
    going.hold(run)
    with pytest.raises(Rejected, match="in use by another"):
        coming.hold(run)
    going.announce_leaving()
    leaving = threading.Timer(1.0, going.close)
    leaving.start()
    coming.hold(run)
    leaving.join()
    coming.close()
    assert not list((tmp_path / "holders").iterdir())


def test_an_inbox_that_is_told_to_stop_announces_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run, inbox = library.new_run(small(1000)), Quiet()
    announced: list[bool] = []
    for event in started(Start(run, small(1000), str(tmp_path)), inbox, 1, hosted=False):
        if isinstance(event, Scalar) and event.at.step == 2:
            inbox.stop()
            announced.append(bool(list((tmp_path / "holders").glob("*.leaving"))))
    assert announced == [True] and not list((tmp_path / "holders").iterdir())
    library.close()


# ------------------------------------------------------------------------------------------------------ read-only libraries
@contextmanager
def nobody() -> Iterator[None]:
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


@posix
@pytest.mark.parametrize("log", [False, True], ids=["closed", "with a write-ahead log"])
def test_a_library_that_is_only_read_can_be_tested_and_exported(
    log: bool, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "theirs"
    words = ["--library", str(folder)]
    open_elsewhere = Library(folder) if log else None
    for seed in ("0", "1"):
        assert main([*SINE, "--seed", seed, *words]) == 0
    first, second = "maml-sinusoid-0001", "maml-sinusoid-0002"
    if open_elsewhere is not None:
        assert (folder / "runs.sqlite-wal").stat().st_size
        copied = tmp_path / "copied"
        copied.mkdir()
        (copied / "checkpoints").symlink_to(folder / "checkpoints")
        for name in ("runs.sqlite", "runs.sqlite-wal"):
            (copied / name).write_bytes((folder / name).read_bytes())
        open_elsewhere.close()
        folder = copied
        words = ["--library", str(folder)]
    home.mkdir(exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}
    for path in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        path.chmod(0o755)
    for path in (home, *home.rglob("*")):
        path.chmod(0o777)
    for path in (folder, *folder.rglob("*"), *(folder / "checkpoints").iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    capsys.readouterr()
    with nobody():
        assert main(["evaluate", first, "--episodes", "4", "--json", *words]) == 0
        said = capsys.readouterr()
        assert json.loads(said.out)["episodes"] == 4
        assert said.err == f"The library {folder} is read-only, so this score is not kept in it.\n"
        assert main(["compare", first, second, "--episodes", "4", *words]) == 0
        for name in ("run.csv", "run.json", "run.safetensors", "run.metascope"):
            assert main(["export", first, str(home / name), *words]) == 0 and (home / name).exists()
        assert main(["train", "--resume", first, "--steps", "12", *words]) == 1
        assert "no permission to write to the library" in capsys.readouterr().err
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    assert before == {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the names of files are text")
def test_names_of_files_that_are_no_text_are_kept_with_escapes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    words = ["--library", str(folder)]
    assert main([*SINE, *words]) == 0
    assert main(["export", "maml-sinusoid-0001", str(folder / "run.metascope"), *words]) == 0
    (folder / "run.metascope").rename(target := Path(os.fsdecode(os.fsencode(folder) + b"/\xe9.metascope")))
    assert main(["import", str(target), "--library", str(tmp_path / "other")]) == 0
    with closing(Library(tmp_path / "other")) as library:
        assert library.runs()[0].note == "From \\udce9.metascope."
    assert main(["train", "--algorithm", "maml", "--dataset", "image_folder", "--data", str(folder), *SMALL, *words]) == 1
    assert "caf\\udce9" in capsys.readouterr().err
