"""Downloads: on request, with progress, cancellable, resumed, checked; from a server on this machine only."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.download import RemoteFile, fetch
from engine.episode import DataError

CONTENT = bytes(range(256)) * 2000
FILE = RemoteFile("letters.zip", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


class Mirror(http.server.BaseHTTPRequestHandler):
    """Serves CONTENT; what it should do wrong is set on its class by a test."""

    content = CONTENT
    break_after: int | None = None
    ranges: list[str | None] = []
    knows_ranges = True

    def do_GET(self) -> None:
        if self.path != "/python/letters.zip":
            self.send_error(404)
            return
        asked = self.headers.get("Range")
        type(self).ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.knows_ranges else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        self.send_header("Content-Length", str(len(self.content) - start))
        self.end_headers()
        self.wfile.write(self.content[start : self.break_after])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def mirror() -> Iterator[type[Mirror]]:
    handler = type("OneMirror", (Mirror,), {"ranges": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        handler.base = f"http://127.0.0.1:{server.server_address[1]}/python"  # type: ignore[attr-defined]
        yield handler
        server.shutdown()
        thread.join()


def quiet(what: str, fraction: float | None) -> None:
    pass


def test_a_file_arrives_whole_and_progress_runs_from_nothing_to_all(mirror: type[Mirror], tmp_path: Path) -> None:
    said: list[float | None] = []
    path = fetch(FILE, mirror.base, tmp_path / "数据 集", lambda _, fraction: said.append(fraction))  # type: ignore[attr-defined]
    assert path.read_bytes() == CONTENT
    assert said[0] == 0 and said[-1] == 1 and said == sorted(said)  # type: ignore[type-var]
    assert not list(path.parent.glob("*.part"))


def test_a_broken_transfer_is_continued_where_it_broke(mirror: type[Mirror], tmp_path: Path) -> None:
    mirror.break_after = 100_000
    with pytest.raises(DataError, match=r"ended after 100,000 of 512,000 bytes"):
        fetch(FILE, mirror.base, tmp_path, quiet)  # type: ignore[attr-defined]
    mirror.break_after = None
    assert fetch(FILE, mirror.base, tmp_path, quiet).read_bytes() == CONTENT  # type: ignore[attr-defined]
    assert mirror.ranges == [None, "bytes=100000-"]


def test_a_server_that_cannot_continue_sends_the_file_anew(mirror: type[Mirror], tmp_path: Path) -> None:
    (tmp_path / "letters.zip.part").write_bytes(CONTENT[:70_000])
    mirror.knows_ranges = False
    assert fetch(FILE, mirror.base, tmp_path, quiet).read_bytes() == CONTENT  # type: ignore[attr-defined]


def test_a_cancelled_transfer_keeps_what_it_has(mirror: type[Mirror], tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(what: str, fraction: float | None) -> None:
        if fraction is not None and fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(FILE, mirror.base, tmp_path, cancel)  # type: ignore[attr-defined]
    assert not (tmp_path / FILE.name).exists()
    assert (tmp_path / "letters.zip.part").stat().st_size > len(CONTENT) // 2


def test_a_wrong_checksum_is_refused_and_nothing_is_kept(mirror: type[Mirror], tmp_path: Path) -> None:
    mirror.content = CONTENT[:-1] + b"?"
    with pytest.raises(DataError, match="sha256 differs"):
        fetch(FILE, mirror.base, tmp_path, quiet)  # type: ignore[attr-defined]
    assert not list(tmp_path.iterdir())


def test_a_file_already_there_is_not_fetched_again(mirror: type[Mirror], tmp_path: Path) -> None:
    (tmp_path / FILE.name).write_bytes(CONTENT)
    fetch(FILE, mirror.base, tmp_path, quiet)  # type: ignore[attr-defined]
    assert mirror.ranges == []


@pytest.mark.parametrize(
    ("base", "sentence"),
    [("http://127.0.0.1:9/python", "could not be fetched"), ("{base}/elsewhere", "the server answered 404")],
    ids=["nobody answers", "not found"],
)
def test_a_mirror_that_does_not_serve_gives_one_sentence(mirror: type[Mirror], tmp_path: Path, base: str, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence) as refusal:
        fetch(FILE, base.format(base=mirror.base), tmp_path, quiet)  # type: ignore[attr-defined]
    assert "\n" not in str(refusal.value)


def test_too_little_space_is_said_before_the_transfer(mirror: type[Mirror], tmp_path: Path) -> None:
    vast = RemoteFile(FILE.name, 1 << 60, FILE.sha256)
    with pytest.raises(DataError, match="are free"):
        fetch(vast, mirror.base, tmp_path, quiet)  # type: ignore[attr-defined]
    assert mirror.ranges == []
