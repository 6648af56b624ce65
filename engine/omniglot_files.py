"""Omniglot's drawings where people have them: the published archives, unpacked or not, as other libraries and systems leave them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engine.episode import DataError
from engine.pictures import Entry, Source
from engine.pixels import TooLargeError
from engine.texts import printable
from engine.zip_names import metadata_kind

LARGEST = 100_000
"""Bytes an honest drawing stays far below, packed or not."""
PLACES = re.compile(r"omniglot.*|python|images|data|raw|images[-_ ](background|evaluation).*", re.I)
"""Folders in which the parts are looked for: the name itself, and what the official repository and other libraries call theirs."""
DEEP = 4
"""Folders inside one another that are searched."""
CHARACTER = re.compile(r"character\d+", re.I)


def part_name(part: str) -> re.Pattern[str]:
    """How the archive or folder of a part may be called: second downloads and copies are marked."""
    return re.compile(rf"images[-_ ]{part}( ?\(\d+\)|[-_ ]copy( \d+)?)?(\.zip)?", re.I)


def candidates(root: Path, part: str) -> list[Path]:
    """Every archive and folder below `root` that may be the part of the data, the likeliest first."""
    pattern = part_name(part)
    # somebody may have chosen the archive itself, or one of the two folders
    if re.fullmatch(r"images[-_ ](background|evaluation).*", root.name, re.I) and not any(_named(root, pattern)):
        root = root.parent
    found = [(depth, path) for depth, path in _below(root, DEEP) if pattern.fullmatch(path.name)]
    return [path for _, path in sorted(found, key=lambda f: (f[0], len(f[1].name), f[1].is_dir(), str(f[1])))]


@dataclass
class Drawings:
    """The drawings of one part: entries by alphabet and character, and what else is there, counted by reason."""

    source: Source
    characters: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    ignored: dict[str, int] = field(default_factory=dict)

    def read(self, entry: Entry) -> bytes:
        """The bytes of a drawing. Raises `DataError` and what the disk or the archive raises."""
        try:
            if entry.size > LARGEST:
                raise TooLargeError(entry.size, LARGEST, "bytes")
            data = self.source.read(entry)
            if len(data) > LARGEST:
                raise TooLargeError(len(data), LARGEST, "bytes")
        except TooLargeError as error:
            raise DataError(
                f"{self.source.path} is refused: {printable(entry.name)} would unpack to {error.count:,} bytes, not a drawing's size."
            ) from error
        return data


@contextmanager
def opened(path: Path) -> Iterator[Drawings]:
    """The drawings in an archive or folder, Alphabet/characterNN/*.png below whatever folders. Raises `DataError`."""
    source = Source(path, True)
    try:
        sets: dict[tuple[str, ...], dict[tuple[str, str], list[Entry]]] = {}
        others = 0
        for entry in source.pictures:
            parts = entry.parts
            if not entry.name.lower().endswith(".png") or len(parts) < 3 or not CHARACTER.fullmatch(parts[-2]):
                others += 1
                continue
            sets.setdefault(parts[:-3], {}).setdefault((parts[-3], parts[-2].lower()), []).append(entry)
        found = Drawings(source, ignored=dict(source.ignored))
        if sets:
            # unpacked twice, one set lies in the other: the whole one counts, and of two whole ones the outer one
            chosen = min(sets, key=lambda above: (-len(sets[above]), len(above), above))
            found.characters = sets[chosen]
            again = sum(len(entries) for above, whole in sets.items() if above != chosen for entries in whole.values())
            if again:
                found.ignored["drawing of another copy"] = again
        if source.texts:
            found.ignored["text file"] = len(source.texts)
        if others:
            found.ignored["picture that is no drawing of a character"] = others
        yield found
    finally:
        source.close()


def identity(path: Path) -> object:
    """What changes when the data do: sizes and times of an archive, or of all folders in a folder. Raises `DataError`."""
    try:
        known = path.stat()
        if not path.is_dir():
            return str(path), known.st_size, known.st_mtime_ns
        return str(path), [(below, times) for below, times in sorted(_folders(path, "", 6))]
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}.") from error


def _folders(folder: Path, below: str, depth: int) -> Iterator[tuple[str, int]]:
    yield below, folder.stat().st_mtime_ns
    if depth:
        with os.scandir(folder) as children:
            inside = [c.name for c in children if c.is_dir() and not metadata_kind((c.name,))]
        for name in inside:
            yield from _folders(folder / name, f"{below}{name}/", depth - 1)


def _named(folder: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    return (path for path in _children(folder) if pattern.fullmatch(path.name))


def _below(folder: Path, depth: int) -> Iterator[tuple[int, Path]]:
    """(depth, path) of what lies in `folder` and in those of its folders that may hold Omniglot."""
    for child in _children(folder):
        yield DEEP - depth, child
        if depth > 1 and PLACES.fullmatch(child.name) and child.is_dir():
            yield from _below(child, depth - 1)


def _children(folder: Path) -> list[Path]:
    try:
        return [path for path in sorted(folder.iterdir()) if not metadata_kind((path.name,))] if folder.is_dir() else []
    except OSError:
        return []
