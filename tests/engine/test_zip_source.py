"""Archives whose directory lies, repeats itself or uses other methods: refused in a sentence, and in little memory."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.episode import DataError
from engine.pictures import LARGEST, Source
from engine.pixels import TooLargeError
from engine.zip_source import METHODS

INFLATED = 256 << 20


def deflated_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return deflated_zeros(INFLATED)


def raw_archive(path: Path, packed: bytes, declared: int, method: int = 8, copies: int = 1, shared: bool = False) -> Path:
    """An archive of `copies` members of the bytes `packed` that declares any size; all in one place where `shared`."""
    body, directory = b"", b""
    for i in range(copies):
        name = b"a/%03d.png" % i
        place = 0 if shared else len(body)
        if not (shared and i):
            body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, method, 0, 33, 0, len(packed), declared, len(name), 0) + name + packed
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, method, 0, 33, 0, len(packed), declared, len(name), 0, 0, 0, 0, 0, place
        )
        directory += name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, copies, copies, len(directory), len(body), 0)
    path.write_bytes(body + directory + end)
    return path


@pytest.mark.parametrize("declared", [100, 1 << 20, 40 << 20])
def test_a_member_that_inflates_to_more_than_its_directory_says_takes_little_memory(tmp_path: Path, bomb: bytes, declared: int) -> None:
    source = Source(raw_archive(tmp_path / "a.zip", bomb, declared), True)
    tracemalloc.start()
    try:
        with pytest.raises(zipfile.BadZipFile):  # its checksum is another
            source.read(source.pictures[0])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        source.close()
    assert peak < declared * 2.2 + (4 << 20) < INFLATED


def test_a_member_larger_than_a_picture_may_be_is_not_inflated(tmp_path: Path, bomb: bytes) -> None:
    path = tmp_path / "a.zip"
    source = Source(raw_archive(path, bomb + bytes(1 << 20), LARGEST + 1), True)
    with pytest.raises(TooLargeError, match=r"67,108,865 bytes; at most 67,108,864 are read"):
        source.read(source.pictures[0])
    source.close()
    (tmp_path / "b").mkdir()
    with open(tmp_path / "b" / "1.png", "wb") as file:
        file.truncate(LARGEST + 1)
    source = Source(tmp_path / "b", True)
    with pytest.raises(TooLargeError):
        source.read(source.pictures[0])


def test_members_in_one_place_are_refused(tmp_path: Path) -> None:
    packed = deflated_zeros(1 << 20)
    with pytest.raises(DataError, match=r"its member a/\d+\.png overlaps another one"):
        Source(raw_archive(tmp_path / "a.zip", packed, 1 << 20, copies=50, shared=True), True)
    source = Source(raw_archive(tmp_path / "b.zip", packed, 1 << 20, copies=50), True)
    assert len(source.pictures) == 50
    source.close()


def test_a_member_that_reaches_into_the_directory_is_refused(tmp_path: Path) -> None:
    path = raw_archive(tmp_path / "a.zip", b"x" * 50, 50, method=0)
    data = bytearray(path.read_bytes())
    struct.pack_into("<II", data, data.index(b"PK\1\2") + 20, 500, 500)
    path.write_bytes(data)
    with pytest.raises(DataError, match="overlaps"):
        Source(path, True)


@pytest.mark.parametrize("method", [*METHODS, 1, 6, 250])
def test_other_methods_are_named_and_nothing_is_unpacked(tmp_path: Path, method: int) -> None:
    with pytest.raises(DataError) as refused:
        Source(raw_archive(tmp_path / "a.zip", b"x" * 50, 50, method), True)
    assert METHODS.get(method, "an unknown method") in str(refused.value) and f"method {method})" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_python_could_read_are_refused_too(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as file:
        file.writestr("a/1.png", b"x" * 5000)
    with pytest.raises(DataError, match="only stored and deflated members are read"):
        Source(tmp_path / "a.zip", True)


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2000])
def test_every_kind_of_encryption_is_named(tmp_path: Path, flag: int) -> None:
    path = raw_archive(tmp_path / "a.zip", b"x" * 50, 50, method=0)
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, data.index(b"PK\1\2") + 8, flag)
    path.write_bytes(data)
    with pytest.raises(DataError, match="is encrypted; unpack it"):
        Source(path, True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damage_to_the_headers_is_one_sentence_or_one_unreadable_picture(tmp_path: Path, data: st.DataObject) -> None:
    path = raw_archive(tmp_path / "a.zip", deflated_zeros(1 << 20), 1 << 20, copies=2)
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\1\2")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.one_of(st.integers(0, 40), st.integers(directory, len(content) - 1)))
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        source = Source(path, True)
    except DataError as error:
        assert "\n" not in str(error)
        return
    for entry in source.pictures:
        with contextlib.suppress(zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
            assert len(source.read(entry)) <= LARGEST
    source.close()
