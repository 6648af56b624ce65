"""CIFAR-100 in the forms of its publisher: the binary and the Python version, packed or unpacked.

Krizhevsky: Learning Multiple Layers of Features from Tiny Images. 2009.
"""

from __future__ import annotations

import re
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from engine.episode import DataError
from engine.plain_pickle import plain_values, text
from engine.zip_source import Limits, ZipSource

SIDE = 32
ROW = 2 + 3 * SIDE * SIDE
"""Bytes of a picture in the binary version: coarse label, fine label, red, green and blue."""
LARGEST = 50_000 * ROW + (16 << 20)
"""Bytes of one file."""
LARGEST_TOTAL = 4 * LARGEST
"""Bytes of everything in an archive together."""
BINARY = ("train.bin", "test.bin", "fine_label_names.txt")
PYTHON = ("train", "test", "meta")
PARTS = ("train", "test")
PACKED = re.compile(r"cifar[-_]?100[-_](python|binary)( ?\(\d+\)|[-_ ]copy)?(\.tar\.gz|\.tgz|\.tar|\.zip)", re.I)
"""How archives are called, second downloads included."""
UNPACKED = re.compile(r"cifar[-_]?100[-_](python|binary)( ?\(\d+\)|[-_ ]copy)?", re.I)


def find_cifar100(root: Path, own: list[Path]) -> Path | None:
    """The archive or folder of CIFAR-100 in `own` folders, in `root`, or `root` itself."""
    if root.exists() and (PACKED.fullmatch(root.name) or _holds(root)):
        return root
    for place in (*own, root):
        children = _children(place)
        for pattern in (PACKED, UNPACKED):
            named = sorted((c for c in children if pattern.fullmatch(c.name)), key=lambda c: (len(c.name), c.name))
            for found in named:
                if found.is_file() and pattern is PACKED:
                    return found
                # an archive that was unpacked into a folder of its own name lies one deeper
                if inside := next((f for f in (found, *_children(found)) if _holds(f)), None):
                    return inside
        if _holds(place):
            return place
        if inside := next((f for f in _children(place) if place in own and _holds(f)), None):
            return inside
    return None


def read_cifar100(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64], list[str]]:
    """Pixels (n, 3, 32, 32), class numbers (n,) and class names, training and test pictures together. Raises `DataError`."""
    try:
        files = dict(_files(path))
        if "train.bin" in files:
            names = files["fine_label_names.txt"].decode("ascii").split()
            rows = np.concatenate([np.frombuffer(files[f"{part}.bin"], np.uint8).reshape(-1, ROW) for part in PARTS])
            pixels, labels = rows[:, 2:], rows[:, 1].astype(np.int64)
        else:
            names = [text(name) for name in plain_values(files["meta"])["fine_label_names"]]
            both = [plain_values(files[part]) for part in PARTS]
            pixels = np.concatenate([_bytes(b["data"]) for b in both])
            labels = np.array([int(label) for b in both for label in b["fine_labels"]], np.int64)
        pixels = pixels.reshape(len(labels), 3, SIDE, SIDE)
    except DataError:
        raise
    except KeyError as error:
        raise DataError(f"{path} is not CIFAR-100: it holds no {error.args[0]}.") from error
    except (OSError, EOFError, tarfile.TarError, ValueError, LookupError, TypeError, ArithmeticError, RuntimeError, zlib.error) as error:
        raise DataError(f"{path} is not CIFAR-100, or damaged ({error}); fetch it again.") from error
    if not len(labels) or labels.min() < 0 or labels.max() >= len(names):
        raise DataError(f"{path} is not CIFAR-100: its labels go beyond its {len(names)} class names.")
    return pixels, labels, names


def _bytes(value: object) -> NDArray[np.uint8]:
    if not isinstance(value, np.ndarray) or value.dtype != np.uint8:
        raise ValueError("its pictures are not arrays of bytes")
    return value.reshape(len(value), -1)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the files of CIFAR-100 in a folder, tar or zip archive; nothing is unpacked to the disk."""
    wanted = {*BINARY, *PYTHON}
    if path.is_dir():
        for name in sorted(wanted):
            file = path / name
            if file.is_file():
                if file.stat().st_size > LARGEST:
                    raise DataError(f"{path} is refused: {name} is larger than CIFAR-100.")
                yield name, file.read_bytes()
    elif path.suffix.lower() == ".zip":
        source = ZipSource(path, tuple(wanted), Limits(total=LARGEST_TOTAL))
        try:
            for member in source.members:
                if (name := PurePosixPath(member.name).name) in wanted:
                    wanted.remove(name)
                    yield name, source.read(member, LARGEST)
        finally:
            source.close()
    else:
        yield from _in_tar(path, wanted)


def _in_tar(path: Path, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    with open(path, "rb") as file:
        # of the methods that tarfile knows only gzip inflates in small steps
        packed = file.read(2) == b"\x1f\x8b"
    total = 0
    with tarfile.open(path, "r|gz" if packed else "r|") as archive:
        for member in archive:
            name = PurePosixPath(member.name).name
            total += member.size
            if member.size > LARGEST or total > LARGEST_TOTAL:
                raise DataError(f"{path} is refused: {name} would unpack to {member.size:,} bytes, more than CIFAR-100.")
            if member.isfile() and name in wanted:
                wanted.remove(name)
                content = archive.extractfile(member)
                if content is not None:
                    yield name, content.read()


def _holds(folder: Path) -> bool:
    """Whether the files of a version are in a folder or zip archive; a folder may be called like one of them."""
    versions = (BINARY[:2], PYTHON[:2])
    if folder.suffix.lower() == ".zip" and folder.is_file():
        source = ZipSource(folder, tuple({*BINARY, *PYTHON}), Limits(total=LARGEST_TOTAL))
        found = {PurePosixPath(member.name).name for member in source.members}
        source.close()
        return any(found.issuperset(names) for names in versions)
    return folder.is_dir() and any(all((folder / name).is_file() for name in names) for names in versions)


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []
