"""One atomic write for every file of the program: modes, links, devices, failures, and that nothing writes in another way."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine import atomic_write
from engine.atomic_write import PREFIX, atomic_file, atomic_path, move_into_place, write_bytes, write_text

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(PREFIX)]


@pytest.fixture(params=[0o022, 0o027, 0o077, 0o002], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def by_path(path: Path, data: bytes) -> None:
    with atomic_path(path) as place:
        place.write_bytes(data)


def by_move(path: Path, data: bytes) -> None:
    source = path.with_name("source")
    source.write_bytes(data)
    move_into_place(source, path)


WRITERS: list[Callable[[Path, bytes], None]] = [write_bytes, by_path, by_move]


@posix
@pytest.mark.parametrize("write", WRITERS)
def test_a_new_file_gets_what_the_umask_allows(tmp_path: Path, umask: int, write: Callable[[Path, bytes], None]) -> None:
    write(tmp_path / "new", b"1")
    assert mode(tmp_path / "new") == 0o666 & ~umask


@posix
@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o666, 0o755])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, write: Callable[[Path, bytes], None], kept: int) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(kept)
    write(path, b"new")
    assert (mode(path), path.read_bytes()) == (kept, b"new") and not leftovers(tmp_path)


@posix
def test_what_replaces_a_private_file_is_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.touch(0o600)
    with atomic_file(path):
        assert [mode(part) for part in leftovers(tmp_path)] == [0o600]


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_an_existing_file_keeps_its_owner_where_that_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "of-a-colleague"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)
    path.chmod(0o660)
    write_bytes(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid, mode(path)) == (12345, 23456, 0o660)


@posix
@pytest.mark.parametrize("write", WRITERS)
def test_links_are_followed(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    (tmp_path / "there").mkdir()
    target, link, chain, dangling = (tmp_path / name for name in ("there/target", "link", "chain", "dangling"))
    target.write_bytes(b"old")
    target.chmod(0o604)
    link.symlink_to("there/target")
    chain.symlink_to("link")
    dangling.symlink_to("there/new")
    for path in (link, chain, dangling):
        write(path, path.name.encode())
        assert path.is_symlink()
    assert (target.read_bytes(), mode(target)) == (b"chain", 0o604)
    assert (tmp_path / "there" / "new").read_bytes() == b"dangling" and not leftovers(tmp_path)


@posix
def test_a_link_into_a_missing_folder_and_a_circle_of_links_are_errors(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to("missing/file")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for name in ("nowhere", "a"):
        with pytest.raises(OSError) as error:
            write_bytes(tmp_path / name, b"1")
        assert error.value.filename == str(tmp_path / name)  # never the temporary file's name
        assert (tmp_path / name).is_symlink()


@posix
def test_a_link_on_another_disk_is_written_where_it_points(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not os.access(other, os.W_OK) or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk")
    target = other / f"metascope-test-{os.getpid()}"
    (tmp_path / "link").symlink_to(target)
    try:
        write_bytes(tmp_path / "link", b"1")
        assert target.read_bytes() == b"1" and (tmp_path / "link").is_symlink()
    finally:
        target.unlink(missing_ok=True)


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), atomic_file(path) as file:
            file.write(b"half")
            raise error
        with pytest.raises(error), atomic_path(path) as place:
            place.write_bytes(b"half")
            raise error
    for name in ("replace", "fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(atomic_write.os, name, fail)
            with pytest.raises(OSError):
                write_bytes(path, b"new")
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["file"]


def test_a_folder_is_no_file_and_a_missing_folder_is_named_as_asked(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "file"):
        with pytest.raises(OSError) as error:
            write_bytes(path, b"1")
        assert error.value.filename == str(path)
    assert not leftovers(tmp_path)


def test_names_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    for name in ("n" * 251 + ".csv", "名" * 83 + ".csv", "\N{GRINNING FACE}" * 62 + ".csv"):
        write_bytes(tmp_path / name, b"1")
        assert (tmp_path / name).read_bytes() == b"1"
    with pytest.raises(OSError):
        write_bytes(tmp_path / ("n" * 300), b"1")
    assert not leftovers(tmp_path)


@posix
def test_a_file_without_permission_to_write_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "read-only"
    path.write_bytes(b"old")
    path.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        for write in (write_bytes, by_path):
            with pytest.raises(PermissionError):
                write(path, b"new")
    finally:
        os.seteuid(me)
    assert (path.read_bytes(), mode(path)) == (b"old", 0o444) and not leftovers(tmp_path)


@posix
def test_a_pipe_and_a_device_are_written_to_and_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with monkeypatch.context() as patch, pytest.raises(OSError):  # nothing reads it: an error, not a wait
        patch.setattr(atomic_write, "READER_PATIENCE", 0.05)
        write_bytes(pipe, b"lost")
    heard: list[bytes] = []
    thread = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    thread.start()
    monkeypatch.setattr(atomic_write, "READER_PATIENCE", 60.0)
    data = os.urandom(300_000)  # more than a pipe holds
    write_bytes(pipe, data)
    thread.join(60)
    assert heard == [data] and stat.S_ISFIFO(pipe.stat().st_mode)
    write_bytes(Path(os.devnull), b"1")
    by_path(Path(os.devnull), b"1")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@posix
def test_the_own_output_is_written_to_in_order() -> None:
    code = (
        "from pathlib import Path; from engine.atomic_write import write_bytes; write_bytes(Path('/dev/stdout'), b'one\\n'); print('two')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("one\ntwo\n", "")


def test_two_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "shared"
    contents = [bytes([n]) * 200_000 for n in range(4)]

    def write(data: bytes) -> None:
        for _ in range(10):
            write_bytes(path, data, sync=False)

    threads = [threading.Thread(target=write, args=(data,)) for data in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in contents and not leftovers(tmp_path)


def test_a_text_keeps_its_line_ends_and_lone_surrogates_are_no_error(tmp_path: Path) -> None:
    write_text(tmp_path / "text", "a\r\nb\n± 中 \udcff")
    assert (tmp_path / "text").read_bytes() == "a\r\nb\n± 中 ?".encode()


# ------------------------------------------------------------------------------------------------- nothing else writes files
ALLOWED = {
    "engine/atomic_write.py": "the atomic write",
    "engine/archive.py": "unpacks into a temporary folder",
    "engine/database_copy.py": "copies into a temporary folder",
    "engine/download.py": "appends to an unfinished transfer, which is moved into place",
    "gui/translations.py": "a tool of developers, in a temporary folder",
}


def writes(source: str) -> list[str]:
    """Calls in Python source that put a file somewhere."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name):
            owner, name = "", call.func.id
        elif isinstance(call.func, ast.Attribute):
            owner, name = ast.unparse(call.func.value), call.func.attr
        else:
            continue
        opened = [
            a.value for a in (*call.args, *(k.value for k in call.keywords)) if isinstance(a, ast.Constant) and isinstance(a.value, str)
        ]
        of_path = name in ("write_text", "write_bytes") and owner
        moved = name in ("replace", "rename", "copyfile", "copy", "move") and owner in ("os", "shutil")
        if of_path or moved:
            found.append(f"{owner}.{name}")
        elif name in ("NamedTemporaryFile", "mkstemp", "QSaveFile", "QFile"):
            found.append(name)
        elif name == "open" and owner != "self" and any(set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in opened):
            found.append(f"{owner}.open")
    return found


def test_the_walk_finds_writers() -> None:
    for line in ("p.write_text('')", "os.replace(a, b)", "open(p, 'w')", "p.open('ab')", "tempfile.NamedTemporaryFile()", "QSaveFile(n)"):
        assert writes(line), line
    for line in ("text.replace('a', 'b')", "open(p)", "p.open('rb')", "write_text(p, '')", "values.copy()"):
        assert not writes(line), line


def test_every_file_is_written_by_the_one_atomic_write() -> None:
    files = [path for folder in ("engine", "gui") for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix(): calls for path in files if (calls := writes(path.read_text(encoding="utf-8")))}
    assert {name: calls for name, calls in found.items() if name not in ALLOWED} == {}


# ------------------------------------------------------------------------------------------------- what the program writes
@posix
def test_whatever_the_commands_write_follows_umask_modes_and_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.commands import main

    monkeypatch.setenv("METASCOPE_HOME", str(tmp_path / "home"))
    library = tmp_path / "library"
    words = ["--library", str(library)]
    small = ["--steps", "2", "--meta-batch", "2", "--validation-episodes", "2", "--device", "cpu", "--threads", "1"]
    names = ("run.csv", "run.json", "run.safetensors", "run.metascope")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "links").mkdir()
    for name in names:
        (tmp_path / "links" / name).symlink_to(tmp_path / "elsewhere" / name)
    before = os.umask(0o027)
    try:
        assert main(["train", "--algorithm", "maml", "--dataset", "sinusoid", *small, *words]) == 0
        for folder in (tmp_path, tmp_path / "links"):
            for name in names:
                assert main(["export", "maml-sinusoid-0001", str(folder / name), *words]) == 0
        assert main(["import", str(ROOT / "tests" / "files" / "comparison-1.metascope"), *words]) == 0
    finally:
        os.umask(before)
    written = [tmp_path / name for name in names] + [tmp_path / "elsewhere" / name for name in names]
    written += [*(library / "checkpoints").iterdir(), *(library / "comparisons").iterdir()]
    assert len(written) == 12 and {path.name: mode(path) for path in written} == {path.name: 0o640 for path in written}
    assert all((tmp_path / "links" / name).is_symlink() for name in names)
    (tmp_path / "run.csv").chmod(0o664)
    assert main(["export", "maml-sinusoid-0001", str(tmp_path / "run.csv"), *words]) == 0
    assert mode(tmp_path / "run.csv") == 0o664 and not leftovers(tmp_path)


def test_comparisons_kept_at_once_each_have_a_file(tmp_path: Path) -> None:
    from engine.catalogue import kept_catalogue
    from engine.comparisons import Comparison, keep, kept
    from engine.fair import terms_of

    comparisons = [Comparison(f"number {i}", terms_of(kept_catalogue(), "glyphs")) for i in range(12)]
    threads = [threading.Thread(target=keep, args=(comparison, tmp_path / "comparisons")) for comparison in comparisons]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {comparison.name for _, comparison in kept(tmp_path / "comparisons")} == {c.name for c in comparisons}
