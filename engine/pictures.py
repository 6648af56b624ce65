"""Picture files of a person's own, in a folder or a zip archive: found, labelled, decoded in a pool, kept as one array.

Files may be damaged, huge or hostile: an unreadable picture is skipped, logged and counted; an archive that reaches outside
itself or unpacks to far more than it is gets refused.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import stat
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.episode import DataError, Report
from engine.keep import Rows, kept_rows

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
KINDS = "PNG, JPEG, BMP, GIF or WebP"
TEXTS = (".csv", ".json", ".tsv", ".txt")
LARGEST = 64 << 20
"""Bytes of one file, unpacked."""
LARGEST_PICTURE = 80_000_000
"""Pixels of one picture."""
LARGEST_TOTAL = 64 << 30
"""Bytes an archive may unpack to."""
LARGEST_RATIO = 200
"""Times a member of more than a megabyte may be larger than it is packed; pictures are compressed already."""
MOST_FILES = 2_000_000
AT_ONCE = 256
VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: its path below the source, its size, and a number that changes when it does."""

    name: str
    size: int
    stamp: int

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.name).parts


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the class it belongs to."""

    label: str
    entry: Entry


class Source:
    """A folder or an archive with its pictures and split files listed. Raises `DataError`. Close it."""

    def __init__(self, path: Path, nested: bool) -> None:
        """`nested`: the pictures may lie deeper inside, below a folder that holds all of them."""
        self.path = path
        self.nested = nested
        self._archive: zipfile.ZipFile | None = None
        try:
            if path.is_dir():
                entries = list(_in_folder(path, "", 6 if nested else 3))
            else:
                self._archive = zipfile.ZipFile(path)
                entries = _in_archive(path, self._archive)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
            raise DataError(f"{path} is not a whole zip archive ({error}).") from error
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error.strerror or error}.") from error
        entries.sort(key=lambda e: e.name)
        self.pictures = [e for e in entries if e.name.lower().endswith(SUFFIXES)]
        texts = [e for e in entries if e.name.lower().endswith(TEXTS)]
        self.texts = {e.parts[-1].lower(): e for e in sorted(texts, key=lambda e: -len(e.parts))}  # of two the outer one

    def read(self, entry: Entry) -> bytes:
        """The bytes of a file; raises what the disk or the archive raises."""
        if entry.size > LARGEST:
            raise ValueError(f"of {entry.size:,} bytes, more than {LARGEST:,}")
        return (self.path / entry.name).read_bytes() if self._archive is None else self._archive.read(entry.name)

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()


def found_source(root: Path, name: str, title: str) -> Source:
    """Where the pictures of the dataset called `name` are: `root`/name, `root`/name.zip, or `root` itself."""
    for candidate in (root / name, root / f"{name}.zip"):
        if candidate.exists():
            return Source(candidate, True)
    if root.is_file() and root.suffix.lower() == ".zip":
        return Source(root, True)
    if root.is_dir():
        return Source(root, False)
    what = "is not a folder or a zip archive" if root.exists() else "does not exist"
    raise DataError(f"{root} {what}; choose a folder that holds {title}.")


def _in_folder(folder: Path, below: str, depth: int) -> Iterator[Entry]:
    with os.scandir(folder) as children:
        for child in sorted(children, key=lambda c: c.name):
            if child.name.startswith((".", "__MACOSX")):
                continue
            # a link that leads nowhere, or a folder nobody may read, is no picture
            with contextlib.suppress(FileNotFoundError, PermissionError):
                if child.is_dir():
                    if depth > 1:
                        yield from _in_folder(Path(child.path), f"{below}{child.name}/", depth - 1)
                elif child.is_file() and child.name.lower().endswith(SUFFIXES + TEXTS):
                    known = child.stat()
                    yield Entry(below + child.name, known.st_size, known.st_mtime_ns)


def _in_archive(path: Path, archive: zipfile.ZipFile) -> list[Entry]:
    entries, total = [], 0
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise DataError(f"{path} is refused: it has {len(members):,} members.")
    for member in members:
        inside = PurePosixPath(member.filename)
        drive = len(member.filename) > 1 and member.filename[1] == ":"
        link = stat.S_ISLNK(member.external_attr >> 16)
        if inside.is_absolute() or ".." in inside.parts or "\\" in member.filename or drive or link:
            raise DataError(f"{path} is refused: its member {member.filename!r} points outside the archive.")
        if member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in inside.parts):
            continue
        if not member.filename.lower().endswith(SUFFIXES + TEXTS):
            continue
        if member.flag_bits & 1:
            raise DataError(f"{path} is encrypted; unpack it and choose the folder.")
        total += member.file_size
        bloated = member.file_size > 1 << 20 and member.file_size > LARGEST_RATIO * max(1, member.compress_size)
        if bloated or total > LARGEST_TOTAL:
            raise DataError(f"{path} is refused: {member.filename} would unpack to far more than pictures do.")
        entries.append(Entry(member.filename, member.file_size, member.CRC))
    return entries


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures become pixels."""

    size: int
    colour: bool
    invert: bool = False

    @property
    def shape(self) -> tuple[int, int, int]:
        return (3 if self.colour else 1, self.size, self.size)

    def decoded(self, data: bytes) -> NDArray[np.uint8]:
        """Pixels (channels, size, size); the whole picture, squeezed. Raises anything a damaged file provokes."""
        mode = "RGB" if self.colour else "L"
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PICTURE:
                raise ValueError(f"of {opened.width} x {opened.height} pixels")
            opened.draft(mode, (2 * self.size, 2 * self.size))  # JPEG: decode at a fraction of the size where that is enough
            image = _plain(ImageOps.exif_transpose(opened)).convert(mode)
        pixels = np.asarray(image.resize((self.size, self.size), Image.Resampling.BILINEAR), np.uint8)
        pixels = pixels.transpose(2, 0, 1) if self.colour else pixels[None]
        return np.uint8(255) - pixels if self.invert else pixels


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits a channel, nothing transparent: paper is white."""
    if image.mode.startswith("I"):  # 16 bits; Pillow's own conversion cuts all above 255 off
        return Image.fromarray((np.asarray(image, np.float64) / 257).clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    return image


def kept_pictures(cache: Path, name: str, source: Source, pictures: Sequence[Picture], look: Look, report: Report) -> Rows:
    """Pixels (n, channels, size, size) of all readable `pictures`, in order of class and file, and facts.

    Facts: `labels` and `counts` of classes that have readable pictures, and `unreadable`, the number that were skipped.
    """
    ordered = sorted(pictures, key=lambda p: (p.label, p.entry.name))
    listing = [(p.label, p.entry.name, p.entry.size, p.entry.stamp) for p in ordered]
    key = hashlib.sha256(repr((VERSION, look, listing)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    facts: dict[str, Any] = {}
    return kept_rows(cache / f"{name}-{key}.u8", look.shape, lambda: _decoded(source, ordered, look, report, facts), facts)


def _decoded(source: Source, pictures: list[Picture], look: Look, report: Report, facts: dict[str, Any]) -> Iterator[NDArray[np.uint8]]:
    log = logging.getLogger(__name__)
    counts: dict[str, int] = {}
    unreadable = 0

    def pixels(picture: Picture) -> NDArray[np.uint8] | str:
        try:
            return look.decoded(source.read(picture.entry))
        except MemoryError:
            raise
        except Exception as error:  # Pillow raises whatever a damaged file provokes
            return str(error) or type(error).__name__

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1), "pictures") as pool:
        for begin in range(0, len(pictures), AT_ONCE):
            report("reading pictures", begin / len(pictures))
            some = pictures[begin : begin + AT_ONCE]
            good = []
            for picture, found in zip(some, pool.map(pixels, some), strict=True):
                if isinstance(found, str):
                    unreadable += 1
                    log.warning("%s in %s is not a readable picture (%s)", picture.entry.name, source.path, found)
                else:
                    good.append(found)
                    counts[picture.label] = counts.get(picture.label, 0) + 1
            if good:
                yield np.stack(good)
    facts.update(labels=list(counts), counts=list(counts.values()), unreadable=unreadable)
    report("reading pictures", 1.0)
