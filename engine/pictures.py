"""Picture files in a folder or a zip archive: listed, decoded in a pool of threads, and cached as one array.

Files may be damaged, huge or hostile: an unreadable picture is skipped, logged and counted; an archive that reaches outside
itself or unpacks to far more than it is gets refused. What is left out is counted by reason.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.episode import DataError, Report
from engine.keep import Rows, kept_rows
from engine.picture_set import SetMeasure, measure
from engine.pixels import EMPTY_CONTRAST, Look, TooLargeError
from engine.zip_names import metadata_kind
from engine.zip_source import Limits, Member, ZipSource, suffix_reason

__all__ = ("KINDS", "SUFFIXES", "Entry", "Look", "Picture", "Source", "found_source", "kept_pictures")

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
KINDS = "PNG, JPEG, BMP, GIF or WebP"
TEXTS = (".csv", ".json", ".tsv", ".txt")
LARGEST = 64 << 20
"""Bytes of one file, unpacked."""
LARGEST_TOTAL = 64 << 30
"""Bytes an archive may unpack to."""
AT_ONCE = 256
VERSION = 2
T = TypeVar("T")


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
    """A folder or an archive with its pictures and split files listed. Raises `DataError`. Close it.

    Names are in NFC and have `/` between folders, whatever wrote them. `ignored` counts, by a reason in words, the files and
    folders that are neither pictures nor split files, or cannot be read.
    """

    def __init__(self, path: Path, nested: bool) -> None:
        """`nested`: the pictures may lie deeper inside, below a folder that holds all of them."""
        self.path = path
        self.nested = nested
        self.ignored: Counter[str] = Counter()
        self._archive: ZipSource | None = None
        self._members: dict[str, Member] = {}
        self._places: dict[str, str] = {}
        """Where a file lies whose name on the disk is another than its entry's."""
        if path.is_dir():
            try:
                entries = self._in_folder(path, 6 if nested else 3)
            except OSError as error:
                raise DataError(f"{path} cannot be read: {error.strerror or error}.") from error
        else:
            self._archive = ZipSource(path, SUFFIXES + TEXTS, Limits(total=LARGEST_TOTAL))
            self._members = {member.name: member for member in self._archive.members}
            self.ignored = self._archive.ignored
            entries = [Entry(name, member.info.file_size, member.info.CRC) for name, member in self._members.items()]
        entries.sort(key=lambda e: e.name)
        self.pictures = [e for e in entries if e.name.lower().endswith(SUFFIXES)]
        texts = [e for e in entries if e.name.lower().endswith(TEXTS)]
        self.texts = {e.parts[-1].lower(): e for e in sorted(texts, key=lambda e: -len(e.parts))}  # of two the outer one

    def read(self, entry: Entry) -> bytes:
        """The bytes of a file; raises `TooLargeError` and what the disk or the archive raises."""
        if self._archive is not None:
            return self._archive.read(self._members[entry.name], LARGEST)
        with open(self.path / self._places.get(entry.name, entry.name), "rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise TooLargeError(max(entry.size, len(data)), LARGEST, "bytes")
        return data

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()

    def _in_folder(self, root: Path, depth: int) -> list[Entry]:
        entries: dict[str, Entry] = {}
        for place, known in _files(root, "", depth, self.ignored):
            name = unicodedata.normalize("NFC", place)
            if name in entries:
                self.ignored["file of the same name as another"] += 1
                continue
            if name != place:
                self._places[name] = place
            entries[name] = Entry(name, known.st_size, known.st_mtime_ns)
        return list(entries.values())


def found_source(root: Path, name: str, title: str, also: Sequence[str] = ()) -> Source:
    """Where the pictures of the dataset called `name` are: one of its `own_places`, or `root` itself."""
    if places := own_places(root, name, also):
        return Source(places[0], True)
    if root.is_file() and root.suffix.lower() == ".zip":
        return Source(root, True)
    if root.is_dir():
        return Source(root, False)
    what = "is not a folder or a zip archive" if root.exists() else "does not exist"
    raise DataError(f"{root} {what}; choose a folder that holds {title}.")


def own_places(root: Path, name: str, also: Sequence[str] = ()) -> list[Path]:
    """The folders and archives in `root` of the dataset called `name`: `name` itself, then name.zip, then other spellings.

    Other spellings differ in case, hyphens and spaces, such as miniImageNet or mini-imagenet for mini_imagenet; `also` gives other
    names, in small letters and digits.
    """

    def letters(text: str) -> str:
        return re.sub(r"[\W_]", "", text.lower())

    try:
        children = sorted(root.iterdir())
    except OSError:
        return []
    found = [place for place in (root / name, root / f"{name}.zip") if place.exists()]
    for wanted in (letters(name), *also):
        found += [c for c in children if letters(c.name) == wanted and c.is_dir()]
        found += [c for c in children if letters(c.stem) == wanted and c.suffix.lower() == ".zip" and c.is_file()]
    return list(dict.fromkeys(found))


def _files(folder: Path, below: str, depth: int, ignored: Counter[str]) -> Iterator[tuple[str, os.stat_result]]:
    """(path below the root, what the disk knows) of pictures and split files; what else there is gets counted."""
    with os.scandir(folder) as children:
        found = sorted(children, key=lambda c: c.name)
    for child in found:
        reason = metadata_kind((child.name,))
        try:
            is_folder = child.is_dir()
            if reason:
                ignored["hidden folder" if is_folder and reason == "hidden file" else reason] += 1
            elif is_folder and child.is_symlink() and _leads_above(child):
                ignored["link to a folder above"] += 1
            elif is_folder and depth <= 1:
                ignored["folder too deep inside"] += 1
            elif is_folder:
                yield from _files(Path(child.path), f"{below}{child.name}/", depth - 1, ignored)
            elif not child.is_file():
                ignored["link that leads nowhere" if child.is_symlink() else "special file"] += 1
            elif not child.name.lower().endswith(SUFFIXES + TEXTS):
                ignored[suffix_reason(child.name, ignored)] += 1
            else:
                yield below + child.name, child.stat()
        except OSError:
            ignored["unreadable file or folder"] += 1


def _leads_above(link: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder that it lies in."""
    target, place = Path(os.path.realpath(link.path)), Path(os.path.realpath(os.path.dirname(link.path)))
    return target == place or target in place.parents


def kept_pictures(cache: Path, name: str, source: Source, pictures: Sequence[Picture], look: Look, report: Report) -> Rows:
    """Pixels (n, channels, size, size) of all readable `pictures`, in order of class and file, and facts.

    Facts: `labels` and `counts` of classes that have readable pictures; `unreadable`, the number that were skipped, `too_large`
    those among them that are larger than what is read; `empty`, the number of those of one brightness all over; `remarks`, what
    was decided for all of them and what was found, in words.
    """
    ordered = sorted(pictures, key=lambda p: (p.label, p.entry.name))
    listing = [(p.label, p.entry.name, p.entry.size, p.entry.stamp) for p in ordered]
    key = hashlib.sha256(repr((VERSION, look, listing)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    facts: dict[str, Any] = {}
    needed = ("labels", "counts", "unreadable", "remarks")
    return kept_rows(cache / f"{name}-{key}.u8", look.shape, lambda: _decoded(source, ordered, look, report, facts), facts, needed)


def _decoded(source: Source, pictures: list[Picture], look: Look, report: Report, facts: dict[str, Any]) -> Iterator[NDArray[np.uint8]]:
    log = logging.getLogger(__name__)
    counts: dict[str, int] = {}
    unreadable = too_large = empty = 0
    measured = _measured(source, pictures, report)
    rendering = measured.rendering()

    def pixels(picture: Picture) -> NDArray[np.uint8]:
        return look.decoded(source.read(picture.entry), rendering)

    for picture, found in _mapped(pixels, pictures, "reading pictures", report):
        if isinstance(found, Exception):
            unreadable += 1
            too_large += isinstance(found, TooLargeError)
            what = "is too large" if isinstance(found, TooLargeError) else "is not a readable picture"
            log.warning("%s in %s %s (%s)", picture.entry.name, source.path, what, str(found) or type(found).__name__)
            continue
        if int(found.max()) - int(found.min()) < EMPTY_CONTRAST:
            empty += 1
            log.info("%s in %s is of one brightness all over", picture.entry.name, source.path)
        counts[picture.label] = counts.get(picture.label, 0) + 1
        yield found[None]
    remarks = measured.remarks()
    if too_large:
        remarks.append(f"{too_large} of the unreadable pictures too large")
    if empty:
        remarks.append(f"{empty} empty pictures (of one brightness all over)")
    facts.update(
        labels=list(counts), counts=list(counts.values()), unreadable=unreadable, too_large=too_large, empty=empty, remarks=remarks
    )


def _measured(source: Source, pictures: list[Picture], report: Report) -> SetMeasure:
    """What pictures that may be transparent or have 16 bits have in common; those of other formats are not read."""
    measured = SetMeasure()
    several = [p for p in pictures if not p.entry.name.lower().endswith((".jpg", ".jpeg"))]
    for _, found in _mapped(lambda p: measure(source.read(p.entry)), several, "measuring pictures", report):
        if not isinstance(found, Exception):  # it is counted where it is read
            measured.add(found)
    return measured


def _mapped(
    function: Callable[[Picture], T], pictures: Sequence[Picture], what: str, report: Report
) -> Iterator[tuple[Picture, T | Exception]]:
    """(picture, result or error) of each picture in order, computed in a pool of threads."""

    def attempt(picture: Picture) -> T | Exception:
        try:
            return function(picture)
        except MemoryError:
            raise
        except Exception as error:  # Pillow raises whatever a damaged file provokes
            return error

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1), "pictures") as pool:
        for begin in range(0, len(pictures), AT_ONCE):
            report(what, begin / len(pictures))
            some = pictures[begin : begin + AT_ONCE]
            yield from zip(some, pool.map(attempt, some), strict=True)
    if pictures:
        report(what, 1.0)
