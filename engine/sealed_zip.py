"""A zip whose manifest names every file with its size and checksum; nothing is read out of it before all of that holds. (no torch)"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from engine.atomic_write import atomic_file
from engine.failures import StorageError, disk_sentence
from engine.settings import Rejected

FORMAT = "metascope"
VERSION = 1
MANIFEST = "manifest.json"
MOST_FILES = 8_192
MOST_BYTES = 4 << 30
MOST_MANIFEST = 4 << 20
CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError, RuntimeError, LookupError)
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

    Raises `Rejected` with one sentence naming the file and what is wrong with it, `StorageError` where it cannot be read.
    """

    def __init__(self, path: Path, allowed: Mapping[str, int]) -> None:
        self.path = path
        self._allowed = allowed
        try:
            self._file = path.open("rb")
        except (FileNotFoundError, IsADirectoryError) as error:
            raise Rejected(f"There is no file {path}.") from error
        except OSError as error:
            raise StorageError(disk_sentence(error, str(path))) from error
        try:
            with self._whole():
                self._zip = zipfile.ZipFile(self._file)
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

    def read(self, name: str) -> bytes:
        """A whole file; raises `Rejected` where there is none."""
        with self._whole():
            return b"".join(self._chunks(name))

    def copy(self, name: str, target: IO[bytes]) -> None:
        """Write a file's bytes to `target`; raises `OSError` where they have no room."""
        for chunk in self._chunks(name):
            target.write(chunk)

    def refused(self, why: str) -> Rejected:
        """A sentence about this file."""
        return Rejected(f"{self.path.name} cannot be opened: {why}.")

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except Rejected:
            raise
        except (OSError, *BROKEN) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:  # which is a place before the file's beginning
                raise StorageError(disk_sentence(error, str(self.path))) from error
            raise Rejected(f"{self.path.name} is damaged, or is not a file saved by Metascope.") from error

    def _checked_manifest(self) -> dict[str, Any]:
        infos = self._zip.infolist()
        names = [info.filename for info in infos]
        if len(names) > MOST_FILES:
            raise self.refused(f"it holds {len(names):,} files, more than {MOST_FILES:,}")
        if len(set(names)) < len(names):
            raise self.refused("it holds two files of the same name")
        manifest = plain_json(b"".join(self._chunks(MANIFEST, MOST_MANIFEST)))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise ValueError
        version = manifest.get("version")
        if not isinstance(version, int) or version < 1:
            raise ValueError
        if version > VERSION:
            raise self.refused(f"a newer Metascope saved it (format {version}), and this one reads formats up to {VERSION}")
        files = manifest.get("files")
        if not isinstance(files, dict) or not isinstance(manifest.get("kind"), str) or set(files) | {MANIFEST} != set(names):
            raise ValueError
        if sum(_size(entry) for entry in files.values()) > MOST_BYTES:
            raise self.refused(f"it would unpack to more than {MOST_BYTES >> 30} GB")
        return manifest

    def _check(self, name: str) -> None:
        info, entry = self._zip.getinfo(name), self._manifest["files"][name]
        most = next((most for pattern, most in self._allowed.items() if re.fullmatch(pattern, name)), None)
        if most is None:
            raise self.refused(f"it holds {shown(name)}, which does not belong into such a file")
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            raise self.refused(f"{shown(name)} in it is a link or no ordinary file")
        if _size(entry) != info.file_size:
            raise ValueError
        if info.file_size > most:
            raise self.refused(f"{shown(name)} in it is larger than {most >> 20} MB")
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
                left -= len(chunk)
                if left < 0:
                    raise ValueError
                yield chunk
            if left:
                raise ValueError


def plain_json(data: bytes) -> Any:
    """JSON without numbers that are none; raises `ValueError`."""

    def refuse(text: str) -> float:
        raise ValueError(text)

    try:
        return json.loads(data.decode("utf-8"), parse_constant=refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def shown(name: str) -> str:
    """A name of somebody else's in a sentence."""
    return repr(name if len(name) <= 60 else name[:57] + "...")


def _size(entry: object) -> int:
    size = entry.get("size") if isinstance(entry, dict) else None
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise ValueError
    return size
