"""The comparisons that a library keeps: each names its terms and its runs. (no torch)"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.atomic_write import write_text
from engine.bounded_file import read_bounded
from engine.bounded_json import read_bounded_json
from engine.failures import StorageError, disk_sentence
from engine.fair import Terms, checked_terms
from engine.protocol import Catalogue
from engine.settings import Rejected, Value

VERSION = 1
LARGEST = 4 << 20
"""Bytes of a comparison's file, at most."""
LISTED = 50
"""Comparisons that are listed."""
DAMAGED = "This file is damaged or is not a comparison saved by Metascope."


@dataclass
class Comparison:
    """What a saved comparison holds: it names its runs, which lie in the library."""

    name: str
    terms: Terms
    runs: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    """runs whose method is unticked"""
    layout: dict[str, Value] = field(default_factory=dict)
    """how it is looked at: axes, smoothing, the page on top"""

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "kind": "metascope-comparison",
            "version": VERSION,
            "name": self.name,
            "terms": self.terms.to_dict(),
            "runs": list(self.runs),
            "hidden": sorted(self.hidden),
            "layout": self.layout,
        }

    @staticmethod
    def from_dict(values: Mapping[str, Any]) -> Comparison:
        """The inverse of `to_dict`; raises `Rejected` with one sentence where it is none, or of a newer Metascope."""
        try:
            if values["kind"] != "metascope-comparison":
                raise KeyError("kind")
            if not isinstance(values["version"], int):
                raise TypeError
            if values["version"] > VERSION:
                raise Rejected("This comparison was saved by a newer Metascope; this one cannot read it.")
            terms = Terms.from_dict(values["terms"])
            if not isinstance(values["runs"], list) or not isinstance(values["hidden"], list):
                raise TypeError("runs")
            runs, hidden = [str(run) for run in dict.fromkeys(values["runs"])], {str(run) for run in values["hidden"]}
            layout = {str(name): value for name, value in values.get("layout", {}).items() if isinstance(value, bool | int | float | str)}
            return Comparison(str(values["name"]), terms, runs, hidden, layout)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            if isinstance(error, Rejected):
                raise
            raise Rejected(DAMAGED) from error

    @staticmethod
    def from_json(text: str) -> Comparison:
        """What `json.dumps(to_dict())` wrote; raises `Rejected` with one sentence."""
        try:
            values = read_bounded_json(text.encode("utf-8"), LARGEST)
        except ValueError as error:
            raise Rejected(DAMAGED) from error
        return Comparison.from_dict(values)


def folder_in(library: Path) -> Path:
    """Where a library keeps its comparisons."""
    return library / "comparisons"


def kept(folder: Path) -> list[tuple[Path, Comparison]]:
    """The comparisons there, the newest first; files that cannot be read are left alone."""
    found = []
    try:
        files = sorted(folder.glob("*.json"), key=_age)
    except OSError:
        return []
    for file in files[:LISTED]:
        with contextlib.suppress(Rejected, StorageError):
            found.append((file, read(file)))
    return found


def _age(path: Path) -> float:
    """Sort key: newest first, inaccessible files last."""
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def usable(comparison: Comparison, specs: Catalogue) -> Comparison:
    """The comparison with every term checked; raises `Rejected` where this version cannot use one, or one is damaged."""
    root = comparison.terms.data_root
    try:
        terms = replace(checked_terms(specs, comparison.terms), data_root=root if isinstance(root, str) else "")
    except Rejected as error:
        raise Rejected(f"The comparison {comparison.name!r} cannot be opened: {error}") from error
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        raise Rejected(DAMAGED) from error
    return replace(comparison, terms=terms)


def read(path: Path) -> Comparison:
    """The comparison in a file; raises `Rejected`, `StorageError` with one sentence."""
    try:
        return Comparison.from_json(read_bounded(path, LARGEST).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Rejected(DAMAGED) from error


def keep(comparison: Comparison, folder: Path, path: Path | None = None) -> Path:
    """Write a comparison, whole or not at all, to `path` or under a name of its own; returns where. Raises `StorageError`."""
    reserved: Path | None = None
    try:
        if path is None:
            folder.mkdir(exist_ok=True)  # without its parents: a library that was moved away is not made again
            path = reserved = _new_file(folder)
        path.parent.mkdir(exist_ok=True)
        write_text(path, json.dumps(comparison.to_dict(), ensure_ascii=False, indent=1))
    except OSError as error:
        if reserved is not None:
            reserved.unlink(missing_ok=True)
        raise StorageError(disk_sentence(error, str(path or folder))) from error
    return path


def _new_file(folder: Path) -> Path:
    """Reserve the next number's file, empty, so that nothing else that keeps a comparison just now takes it."""
    numbers = [int(f.stem.rpartition("-")[2]) for f in folder.glob("comparison-*.json") if f.stem[-4:].isdigit()]
    number = max(numbers, default=0)
    while True:
        number += 1
        path = folder / f"comparison-{number:04d}.json"
        with contextlib.suppress(FileExistsError):
            path.touch(exist_ok=False)
            return path
