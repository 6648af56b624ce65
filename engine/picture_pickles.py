"""Data sets of pictures published as pickles, one for each split: found by their names, in a folder or a zip, and read with limits."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from engine.episode import DataError, Report
from engine.keep import Rows, kept_rows
from engine.plain_pickle import read_values, text
from engine.texts import printable
from engine.zip_names import metadata_kind
from engine.zip_source import Limits, ZipSource

SUFFIXES = (".pkl", ".pickle", ".p")
SPLITS = ("train", "validation", "test")
SPLIT_WORDS = {"train": "train", "val": "validation", "valid": "validation", "validation": "validation", "test": "test"}
LARGEST = 3 << 30
"""Bytes of one file; the largest published one has 0.8 GB, or half as much again where Python 3 wrote it for Python 2."""
LARGEST_TOTAL = 8 << 30
BLOCK = 4096
"""Pictures that are copied at once."""
VERSION = 1
Check = Callable[[dict[str, list[str]], dict[str, int]], None]


@dataclass(frozen=True, slots=True)
class PickleFile:
    """A pickle of one split, in a folder or, where `archive` names it, in a zip archive."""

    path: Path
    archive: Path | None = None

    @property
    def name(self) -> str:
        return self.path.name

    @contextmanager
    def opened(self) -> Iterator[tuple[IO[bytes], int]]:
        """A stream and its size. Raises `DataError` and what the disk or the archive raises."""
        if self.archive is None:
            with open(self.path, "rb") as file:
                yield file, os.fstat(file.fileno()).st_size
            return
        source = ZipSource(self.archive, SUFFIXES, Limits(total=LARGEST_TOTAL))
        try:
            member = next(m for m in source.members if m.name == str(self.path))
            with source.open(member) as stream:
                yield stream, member.info.file_size
        finally:
            source.close()


@dataclass(frozen=True, slots=True)
class PicturesOfSplit:
    """Pictures (n, side, side, 3) and the rows of each class."""

    pictures: NDArray[np.uint8]
    rows: dict[str, NDArray[np.int64]]


def find_split_pickles(places: Sequence[Path], title: str, named: str) -> tuple[dict[str, PickleFile], int]:
    """The pickles of the three splits in the first of `places` (folders, archives) that has any, {} where none has; and how many
    others are beside them.

    `named`: letters that are in the name of each file, such as `imagenet`, or nothing. Raises `DataError` where a split has none,
    or several.
    """
    for place in places:
        found: dict[str, list[PickleFile]] = {}
        others = -len(SPLITS)
        for file in _pickles(place):
            others += 1
            if named in re.sub(r"[^a-z]", "", file.name.lower()) and (split := split_of_name(file.name)):
                found.setdefault(split, []).append(file)
        if not found:
            continue
        missing = [split for split in SPLITS if split not in found]
        if missing:
            first = next(found[split] for split in SPLITS if split in found)[0]
            raise DataError(f"{place} holds {printable(first.name)} of {title}, but no such file for {' and '.join(missing)}.")
        # a second download is marked (1): the shorter name is the first one
        return {split: min(files, key=lambda f: (len(f.name), str(f.path))) for split, files in found.items()}, others
    return {}, 0


def split_of_name(name: str) -> str:
    """The split that a pickle is named after, or nothing."""
    path = PurePosixPath(name.lower())
    if path.suffix not in SUFFIXES:
        return ""
    words = [word for word in re.split(r"[^a-z]+", path.stem) if word]
    if "phase" in words and words[-1] != "train":
        return ""  # other pictures of the training classes
    return next((SPLIT_WORDS[word] for word in reversed(words) if word in SPLIT_WORDS), "")


def read_split(file: PickleFile, split: str, side: int, title: str) -> PicturesOfSplit:
    """The pictures and classes in a pickle. Raises `DataError`, which names the form where it is none of those that are read."""
    where = f"{printable(file.name)} in {file.archive or file.path.parent}"
    try:
        with file.opened() as (stream, size):
            if size > LARGEST:
                raise DataError(f"{where} is refused: it has {size:,} bytes; at most {LARGEST:,} are read.")
            values = read_values(stream, size)
    except OSError as error:
        raise DataError(f"{where} cannot be read: {error.strerror or error}.") from error
    except (ValueError, EOFError, StopIteration, RuntimeError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{where} is no pickle of pictures that can be read: {error}.") from error
    try:
        return _pictures(values, split, side)
    except ValueError as error:
        keys = printable(", ".join(list(values)[:6]))[:120]
        raise DataError(f"{where} is not in a form of {title} that is read: {error}; it holds {keys or 'nothing'}.") from error


def cached_classes(
    path: Path, name: str, files: dict[str, PickleFile], side: int, title: str, check: Check, report: Report
) -> tuple[Rows, dict[str, list[str]]]:
    """Pixels (n, 3, side, side) of all pictures, class after class, with facts `labels`, `counts`, `remarks`; and labels by split.

    `check` may refuse them, by labels in each split and sizes of the labels, before they are cached.
    """
    known = [(split, str(f.path), str(f.archive), _stamp(f.archive or f.path)) for split, f in sorted(files.items())]
    key = hashlib.sha256(repr((VERSION, side, known)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    facts: dict[str, Any] = {}

    def make() -> Iterator[NDArray[np.uint8]]:
        facts.update(labels=[], counts=[], remarks=[], splits={})
        outside = 0
        for i, split in enumerate(SPLITS):
            report(f"reading {printable(files[split].name)}", i / len(SPLITS))
            part = read_split(files[split], split, side, title)
            if shared := set(part.rows) & set(facts["labels"]):
                raise DataError(f"{files[split].name} of {title} shares the class {printable(min(shared))} with another split.")
            outside += len(part.pictures) - sum(map(len, part.rows.values()))
            facts["splits"][split] = sorted(part.rows)
            for label in sorted(part.rows):
                rows = part.rows[label]
                facts["labels"].append(label)
                facts["counts"].append(len(rows))
                for begin in range(0, len(rows), BLOCK):
                    yield np.ascontiguousarray(part.pictures[rows[begin : begin + BLOCK]].transpose(0, 3, 1, 2))
            del part  # before the next file is read
        if outside:
            facts["remarks"].append(f"{outside} pictures of no class left out")
        check(facts["splits"], dict(zip(facts["labels"], facts["counts"], strict=True)))
        report(f"reading {title}", 1.0)

    rows = kept_rows(path / f"{name}-{key}.u8", (3, side, side), make, facts, ("labels", "counts", "remarks", "splits"))
    return rows, {split: [str(label) for label in labels] for split, labels in rows[1]["splits"].items()}


def _pictures(values: dict[str, Any], split: str, side: int) -> PicturesOfSplit:
    if "image_data" in values and "class_dict" in values:
        return _by_index(_images(values["image_data"], side), values["class_dict"])
    if "data" in values and "labels" in values:
        return _by_label(_images(values["data"], side), values["labels"], _names(values), split)
    if values and all(isinstance(value, np.ndarray) and value.ndim == 4 for value in values.values()):
        parts = {label: _images(value, side) for label, value in values.items()}
        if sum(part.nbytes for part in parts.values()) > LARGEST:
            raise ValueError("its classes together are too large")
        ends = np.cumsum([len(part) for part in parts.values()])
        rows = {label: np.arange(end - len(part), end) for (label, part), end in zip(parts.items(), ends.tolist(), strict=True)}
        return PicturesOfSplit(np.concatenate(list(parts.values())), rows)
    raise ValueError("it needs image_data and class_dict, or data and labels, or an array of pictures for each class")


def _images(value: Any, side: int) -> NDArray[np.uint8]:
    """Pictures (n, side, side, 3), from whichever order of axes they are in."""
    if isinstance(value, list) and value and all(isinstance(v, np.ndarray) and v.shape == value[0].shape for v in value):
        if sum(v.nbytes for v in value) > LARGEST:
            raise ValueError("its pictures together are too large")
        value = np.stack(value)
    if not isinstance(value, np.ndarray) or value.dtype != np.uint8:
        raise ValueError(f"its pictures are {value.dtype if isinstance(value, np.ndarray) else type(value).__name__}, not arrays of bytes")
    found: NDArray[np.uint8] = value
    if found.ndim == 2 and found.shape[1] == 3 * side * side:
        found = found.reshape(-1, 3, side, side)
    if found.ndim == 4 and found.shape[1:] == (3, side, side):
        found = found.transpose(0, 2, 3, 1)
    if found.ndim != 4 or found.shape[1:] != (side, side, 3):
        raise ValueError(f"its pictures have the shape {found.shape[1:]}, not {(side, side, 3)}")
    return found


def _by_index(pictures: NDArray[np.uint8], classes: Any) -> PicturesOfSplit:
    if not isinstance(classes, dict) or not classes:
        raise ValueError("its class_dict is not a dictionary of classes")
    rows = {text(label): _whole_numbers(listed, f"the rows of the class {text(label)[:40]}") for label, listed in classes.items()}
    every = np.concatenate(list(rows.values()))
    if len(rows) != len(classes):
        raise ValueError("two of its classes have one name")
    if len(every) and (every.min() < 0 or every.max() >= len(pictures)):
        raise ValueError(f"its class_dict goes beyond its {len(pictures)} pictures")
    if len(np.unique(every)) != len(every):
        raise ValueError("its class_dict lists a picture twice")
    return PicturesOfSplit(pictures, rows)


def _by_label(pictures: NDArray[np.uint8], labels: Any, names: dict[str, str], split: str) -> PicturesOfSplit:
    if isinstance(labels, np.ndarray) and labels.ndim == 1:
        labels = labels.tolist()
    if not isinstance(labels, list) or len(labels) != len(pictures):
        count = len(labels) if isinstance(labels, list) else "no list of"
        raise ValueError(f"it has {len(pictures)} pictures and {count} labels")
    found: dict[str, list[int]] = {}
    for row, label in enumerate(labels):
        own = text(label)
        # numbers may begin anew in each file
        found.setdefault(names.get(own, own if isinstance(label, str | bytes) else f"{split} {own}"), []).append(row)
    return PicturesOfSplit(pictures, {label: np.array(rows, np.int64) for label, rows in found.items()})


def _names(values: dict[str, Any]) -> dict[str, str]:
    """Class name by label, where the file tells both ways or one."""
    for key, turned in (("label2catname", False), ("catname2label", True)):
        table = values.get(key)
        if isinstance(table, dict) and table:
            pairs = [(text(a), text(b)) for a, b in table.items()]
            named = {b: a for a, b in pairs} if turned else dict(pairs)
            if len(set(named.values())) == len(pairs):
                return named
    return {}


def _whole_numbers(listed: Any, what: str) -> NDArray[np.int64]:
    if isinstance(listed, np.ndarray) and listed.ndim == 1 and listed.dtype.kind in "iu":
        return listed.astype(np.int64)
    if not isinstance(listed, list) or any(type(n) is not int or abs(n) >= 1 << 40 for n in listed):
        raise ValueError(f"{what} are not whole numbers")
    return np.array(listed, np.int64)


def _pickles(place: Path) -> Iterator[PickleFile]:
    """The pickles in a folder and the folders in it, or in an archive."""
    if place.is_file() and place.suffix.lower() == ".zip":
        source = ZipSource(place, SUFFIXES, Limits(total=LARGEST_TOTAL))
        try:
            yield from (PickleFile(Path(member.name), place) for member in source.members)
        finally:
            source.close()
        return
    children = _children(place.parent if place.suffix.lower() in SUFFIXES and place.is_file() else place)
    inside = [inner for child in children if child.is_dir() and not metadata_kind((child.name,)) for inner in _children(child)]
    for path in [*children, *inside]:
        if path.suffix.lower() in SUFFIXES and not metadata_kind((path.name,)) and path.is_file():
            yield PickleFile(path)


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []


def _stamp(path: Path) -> tuple[int, int]:
    try:
        known = path.stat()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}.") from error
    return known.st_size, known.st_mtime_ns
