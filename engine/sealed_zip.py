"""A zip whose manifest names every file with its size and checksum; nothing is read out of it before all of that holds. (no torch)"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from engine.atomic_write import atomic_file
from engine.background import Cancelled
from engine.bounded_file import open_regular
from engine.bounded_json import read_bounded_json
from engine.failures import StorageError, disk_sentence
from engine.settings import Rejected

FORMAT = "metascope"
VERSION = 1
MANIFEST = "manifest.json"
MOST_FILES = 8_192
MOST_BYTES = 4 << 30
MOST_MANIFEST = 4 << 20
MOST_DIRECTORY = 2 << 20
"""Bytes of the zip's own directory."""
CHUNK = 1 << 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two ways in which `Sealing` writes. The others may give any number of bytes for the next few read."""
MOST_RATIO, SMALL = 200, 16 << 20
"""A file may unpack to so many times its packed size, unless it is no larger than `SMALL`; what Metascope writes reaches 20."""
END = struct.Struct("<4s4H2LH")
END_64_PLACE = struct.Struct("<4sLQL")
END_64 = struct.Struct("<4sQ2H2L4Q")
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OverflowError, RuntimeError, LookupError)
"""What the zip module says of a file that is damaged, encrypted or made to hurt."""


class Sealing:
    """A sealed zip that is being written: `write` whole files, then `seal`."""

    def __init__(self, file: IO[bytes], kind: str, program: str) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._manifest: dict[str, Any] = {"format": FORMAT, "version": VERSION, "kind": kind, "program": program, "files": {}}

    def write(self, name: str, data: bytes, *, dense: bool = False) -> None:
        """Add a file; `dense` where compressing it would gain nothing."""
        info = zipfile.ZipInfo(name)  # of 1980, so that the same contents are the same bytes
        info.compress_type = zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, data)
        self._manifest["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    def seal(self) -> None:
        """Add the manifest and finish."""
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(self._manifest, indent=1))
        self._zip.close()

    def drop(self) -> None:
        """Write no more."""
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()


@contextlib.contextmanager
def sealed(path: Path, kind: str, program: str) -> Iterator[Sealing]:
    """Write a sealed zip to `path`, whole or not at all; raises `StorageError` with one sentence, the old file untouched."""
    try:
        with atomic_file(path) as file:
            sealing = Sealing(file, kind, program)
            try:
                yield sealing
                sealing.seal()
            except BaseException:
                sealing.drop()
                raise
    except OSError as error:
        raise StorageError(disk_sentence(error, str(path))) from error


class Opened:
    """A sealed zip that was found whole. `allowed` are patterns of names with the most bytes such a file may have.

    No size that the file states is believed: bytes are counted while they are read. Raises `Rejected` with one sentence naming the
    file and what is wrong with it, `StorageError` where it cannot be read, `Cancelled` soon after `cancelled` says so.
    """

    def __init__(self, path: Path, allowed: Mapping[str, int], cancelled: Callable[[], bool] = lambda: False) -> None:
        self.path = path
        self._allowed = allowed
        self._cancelled = cancelled
        self._file = open_regular(path)
        try:
            with self._whole():
                if _directory_size(self._file) > MOST_DIRECTORY:
                    raise self.refused(f"it holds more than {MOST_FILES:,} files")
                self._zip = zipfile.ZipFile(self._file)
                self._check_directory()
                self._manifest = self._checked_manifest()
                for name in self.names:
                    self._check(name)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def kind(self) -> str:
        """What the file holds, as its manifest says."""
        return str(self._manifest["kind"])

    @property
    def names(self) -> list[str]:
        """Its files but the manifest."""
        return list(self._manifest["files"])

    def size(self, name: str) -> int:
        """Bytes that a file was found to have."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """A whole file; raises `Rejected` where there is none."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file's bytes, some at a time."""
        with self._whole():
            yield from self._chunks(name)

    def refused(self, why: str) -> Rejected:
        """A sentence about this file."""
        return Rejected(f"{self.path.name} cannot be opened: {why}.")

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except (Rejected, Cancelled):
            raise
        except (OSError, *BROKEN) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:  # which is a place before the file's beginning
                raise StorageError(disk_sentence(error, str(self.path))) from error
            raise Rejected(f"{self.path.name} is damaged, or is not a file saved by Metascope.") from error

    def _check_directory(self) -> None:
        """Refuse what `Sealing` never writes: other methods, encryption, files of one name, and files that share their bytes."""
        infos = self._zip.infolist()
        if len(infos) > MOST_FILES:
            raise self.refused(f"it holds {len(infos):,} files, more than {MOST_FILES:,}")
        if len({info.filename for info in infos}) < len(infos):
            raise self.refused("it holds two files of the same name")
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            name = shown(info.filename)
            if info.flag_bits & 0x41:
                raise self.refused(f"{name} in it is encrypted")
            if info.compress_type not in METHODS:
                method = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "lzma"}.get(info.compress_type, str(info.compress_type))
                raise self.refused(f"{name} in it is compressed by {method}; Metascope reads stored and deflated files")
            if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
                raise self.refused(f"{name} in it is a link or no ordinary file")
            if info.header_offset < 0:
                raise ValueError
            if info.header_offset < end:
                raise self.refused(f"{name} in it begins inside another file")
            end = info.header_offset + 30 + info.compress_size
            if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
                raise ValueError
        if end > self._zip.start_dir:
            raise ValueError

    def _checked_manifest(self) -> dict[str, Any]:
        manifest = read_bounded_json(b"".join(self._chunks(MANIFEST, MOST_MANIFEST)), MOST_MANIFEST)
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise ValueError
        version = manifest.get("version")
        if not isinstance(version, int) or version < 1:
            raise ValueError
        if version > VERSION:
            raise self.refused(f"a newer Metascope saved it (format {version}), and this one reads formats up to {VERSION}")
        files = manifest.get("files")
        if not isinstance(files, dict) or not isinstance(manifest.get("kind"), str) or set(files) | {MANIFEST} != set(self._zip.namelist()):
            raise ValueError
        if sum(_size(entry) for entry in files.values()) > MOST_BYTES:
            raise self.refused(f"it would unpack to more than {MOST_BYTES >> 30} GB")
        return manifest

    def _check(self, name: str) -> None:
        info, entry = self._zip.getinfo(name), self._manifest["files"][name]
        most = next((most for pattern, most in self._allowed.items() if re.fullmatch(pattern, name)), None)
        if most is None:
            raise self.refused(f"it holds {shown(name)}, which does not belong into such a file")
        if _size(entry) != info.file_size:
            raise ValueError
        if info.file_size > most:
            raise self.refused(f"{shown(name)} in it is larger than {most >> 20} MB")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size:
            raise self.refused(f"{shown(name)} in it would unpack to {MOST_RATIO} times its size or more")
        digest = hashlib.sha256()
        for chunk in self._chunks(name):
            digest.update(chunk)
        if digest.hexdigest() != entry.get("sha256"):
            raise ValueError

    def _chunks(self, name: str, most: int | None = None) -> Iterator[bytes]:
        """A file's bytes, never more than it says it has."""
        with self._zip.open(name) as member:
            left = self._zip.getinfo(name).file_size
            if most is not None and left > most:
                raise ValueError
            while chunk := member.read(CHUNK):
                if self._cancelled():
                    raise Cancelled
                left -= len(chunk)
                if left < 0:
                    raise ValueError
                yield chunk
            if left:
                raise ValueError


def _directory_size(file: IO[bytes]) -> int:
    """Bytes of the zip's directory, as its last record states; the zip module reads so many before anybody can count its files.

    Raises `ValueError` where the file does not end as one of `Sealing` does: that record, without a comment.
    """
    whole = file.seek(0, os.SEEK_END)
    file.seek(max(0, whole - END.size - END_64_PLACE.size - END_64.size))
    tail = file.read()
    if len(tail) < END.size:
        raise ValueError
    signature, *_, size, _, comment = END.unpack(tail[-END.size :])
    if signature != b"PK\5\6" or comment:
        raise ValueError
    if tail[-END.size - END_64_PLACE.size :][:4] == b"PK\6\7":  # of a file of more than 2 GB
        if len(tail) < END.size + END_64_PLACE.size + END_64.size:
            raise ValueError
        signature, *_, size_64, _ = END_64.unpack(tail[: END_64.size])
        size = max(size, size_64) if signature == b"PK\6\6" else size
    return int(size)


def shown(name: str) -> str:
    """A name of somebody else's in a sentence."""
    return repr(name if len(name) <= 60 else name[:57] + "...")


def _size(entry: object) -> int:
    size = entry.get("size") if isinstance(entry, dict) else None
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise ValueError
    return size
