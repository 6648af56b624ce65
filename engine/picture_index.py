"""Find the listed files that rows of a table name, by the longest end of the path that fits a single file. (stdlib only)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from engine.folder_layout import File
from engine.split_names import normalized

SEVERAL = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the path of a picture as written there, its class where the table names one, and its part."""

    path: str
    label: str = ""
    split: str = ""


@dataclass
class Matches:
    """Rows with their files, and how many rows have none."""

    found: list[tuple[Row, File]] = field(default_factory=list)
    missing: list[Row] = field(default_factory=list)
    """no such file"""
    unclear: list[Row] = field(default_factory=list)
    """several such files"""
    repeated: list[tuple[Row, File]] = field(default_factory=list)
    """rows whose file another row of the same class names"""
    loosely: int = 0
    """found rows whose file has another suffix, or another spelling in upper and lower case"""
    twice: tuple[str, str, str] | None = None
    """a file, and two classes that rows give it"""


def parts_of(path: str) -> tuple[str, ...]:
    """The folders and the name in a path as any system writes it."""
    return tuple(p for p in normalized(path).replace("\\", "/").split("/") if p not in ("", "."))


class PictureIndex:
    """Files by every end of their paths. Names are compared in one Unicode normal form."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files
        self._paths = [tuple(map(normalized, file.parts)) for file in files]
        self._exact: dict[str, int] = {}
        self._loose: dict[str, int] = {}
        self._folders = {name for path in self._paths for name in path[:-1]}
        for i, path in enumerate(self._paths):
            for index, ends in ((self._exact, path), (self._loose, _loose(path))):
                for k in range(1, len(ends) + 1):
                    index.setdefault(end := "/".join(ends[-k:]), i)
                    if index[end] != i:
                        index[end] = SEVERAL

    def matched(self, rows: Sequence[Row]) -> Matches:
        """The file of every row. Rows whose path fits exactly come first; no file is given to two."""
        result = Matches()
        labels = {row.label for row in rows if row.label} | {p[-2] for row in rows if len(p := parts_of(row.path)) > 1}
        found: list[tuple[int, Row, int, bool]] = []  # place of the row, file, whether exact
        moved: dict[str, set[str]] = {}
        for place, row in enumerate(rows):
            parts = parts_of(row.path)
            i, exact, above = self._find(parts, row.label)
            folder_there = len(parts) > 1 and parts[-2] in self._folders  # the folder is there, so the file in it is missing
            if i is None or (i == SEVERAL and folder_there) or (above and self._elsewhere(above, labels)):
                result.missing.append(row)
            elif i == SEVERAL:
                result.unclear.append(row)
            else:
                if above:
                    moved.setdefault(above[0], set()).add(above[1])
                found.append((place, row, i, exact and not above))
        taken: dict[int, Row] = {}
        for _, row, i, exact in sorted(found, key=lambda f: (not f[3], f[0])):
            parts = parts_of(row.path)
            above = self._above(parts, i)
            if above and len(moved[above[0]]) > 1:  # one folder of the table cannot have become several
                result.missing.append(row)
                continue
            other = taken.setdefault(i, row)
            if other is not row:
                if other.path != row.path and not exact:
                    result.missing.append(row)
                elif other.label != row.label:
                    result.twice = result.twice or (row.path, other.label, row.label)
                else:
                    result.repeated.append((row, self._files[i]))
                continue
            result.found.append((row, self._files[i]))
            result.loosely += not self._named_exactly(parts, i)
        return result

    def _find(self, parts: tuple[str, ...], label: str) -> tuple[int | None, bool, tuple[str, str] | None]:
        """File of a path, whether by its exact name, and the folders that differ where only the end of the path fits."""
        for exact, index, ends in ((True, self._exact, parts), (False, self._loose, _loose(parts))):
            for k in range(len(ends), 0, -1):
                end = "/".join(ends[-k:])
                i = index.get(end)
                if i == SEVERAL:
                    prefix = "/".join(parts_of(label))
                    i = index.get(f"{prefix if exact else prefix.casefold()}/{end}", SEVERAL) if prefix else SEVERAL
                    return i, exact, None
                if i is not None:
                    return i, exact, self._above(parts, i)
        return None, False, None

    def _above(self, parts: tuple[str, ...], i: int) -> tuple[str, str] | None:
        """The first folders, from the file upwards, in which a path and that of a file differ; None where one ends before."""
        pairs = zip(reversed(parts[:-1]), reversed(self._paths[i][:-1]), strict=False)
        return next(((a, b) for a, b in pairs if a.casefold() != b.casefold()), None)

    def _elsewhere(self, above: tuple[str, str], labels: set[str]) -> bool:
        """Whether a file lies in the folder of another class than its row says, so that it is another file."""
        wanted, there = above
        return there in labels or (wanted in self._folders and wanted in labels)

    def _named_exactly(self, parts: tuple[str, ...], i: int) -> bool:
        return bool(parts) and parts[-1] == self._paths[i][-1]


def _loose(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Lower case, and the name without its suffix."""
    if not parts:
        return parts
    name = PurePosixPath(parts[-1])
    plain = name.stem if name.suffix.lower() in SUFFIXES else parts[-1]
    return tuple(p.casefold() for p in (*parts[:-1], plain))


SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm")
"""What names of pictures end with, in tables also those that cannot be read."""
