"""The class and the part of every picture of a source, by its tables or its folders, and a count of everything left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from engine.class_splits import Names
from engine.episode import DataError
from engine.folder_layout import AmbiguousLevel, File, Layout, arranged
from engine.picture_index import Matches, PictureIndex, Row
from engine.pictures import Entry, Picture, Source
from engine.run_classes import WORDS, named
from engine.split_lists import READERS
from engine.split_names import SPLITS, assigned_splits
from engine.split_tables import NotATable, Table
from engine.texts import printable

GENERAL = ("labels", "label", "metadata", "annotations", "annotation")
"""What a table of all pictures may be called."""
GUESSED = (".csv", ".tsv", ".json")
"""Kinds of files that are looked into although their names name no part; plain texts are not."""
LARGEST_GUESS = 4 << 20
"""Bytes of a JSON file that is looked into although its name names no part."""
MOST_GUESSES = 16
LeftOut = tuple[int, str, str]
"""A count, and what was left out: one, several."""


@dataclass
class Classified:
    """Pictures with their classes, the classes of each part ({} where nothing says it), and what there is to report."""

    pictures: list[Picture]
    parts: dict[str, list[str]]
    what: str
    """what gave the parts: 'folders' or 'tables'"""
    notes: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def classified(source: Source, files: list[Entry], level: str) -> Classified:
    """Find the classes of `files`; raises `DataError` with one sentence where tables and folders do not tell them."""
    tables, unused = _tables(source)
    if any(table.rows for table in tables.values()):
        found = _by_rows(source, files, tables, level)
    else:
        found = _by_folders(source, files, tables, level)
    if unused:
        found.left_out.append((len(unused), f"table ({named(unused)})", f"tables ({named(unused)})"))
    found.left_out = [entry for entry in found.left_out if entry[0]]
    return found


def _by_folders(source: Source, files: list[Entry], tables: Mapping[str, Table], level: str) -> Classified:
    """Classes are folders; lists of classes say their parts, or folders do."""
    listed = [name for table in tables.values() for name in table.classes]
    layout = _layout(source, files, level, listed)
    pictures = [Picture(label, _entry(file)) for _, label, file in layout.placed]
    labels = {p.label for p in pictures}
    parts: dict[str, list[str]]
    found = Classified(pictures, {}, "folders", _notes(layout))
    if tables:
        parts, missing = _listed(source, tables, labels)
        words = f"listed class without a folder ({named(missing)})", f"listed classes without a folder ({named(missing)})"
        found.left_out.append((len(missing), *words))
        found.what = "tables"
    else:
        parts = {split: sorted({label for s, label, _ in layout.placed if s == split}) for split in SPLITS}
    found.parts = {split: names for split, names in parts.items() if names}
    found.left_out.append((layout.unclassed, "picture in no class's folder", "pictures in no class's folder"))
    for folder, count in layout.outside.items():
        where = f"in {named([folder])}, which is no part of the split"
        found.left_out.append((count, f"picture {where}", f"pictures {where}"))
    return found


def _by_rows(source: Source, files: list[Entry], tables: Mapping[str, Table], level: str) -> Classified:
    """Tables list pictures: they give the class, or the folder of the picture does where they do not."""
    if lists := [split for split, table in tables.items() if table.classes]:
        part = WORDS.get(lists[0], "all")
        raise DataError(f"{source.path} has a table of classes for {part} and tables of pictures for others; give tables of one kind.")
    rows = [Row(row.path, row.label, split or row.split) for split, table in tables.items() for row in table.rows]
    matches = PictureIndex(files).matched(rows)
    if matches.twice is not None:
        name, one, other = (named([text]) for text in matches.twice)
        raise DataError(f"The tables of {source.path} list {name} twice, as {one} and as {other}; keep one of the rows.")
    if not matches.found:
        first = named([(matches.missing or matches.unclear)[0].path])
        why = "fits several files; write its folder before it" if matches.unclear else "is not there"
        raise DataError(f"{source.path} holds none of the pictures that its tables list: the first, {first}, {why}.")
    labels = _labels(source, files, matches, level)
    pictures = [Picture(label, _entry(file)) for (_, file), label in zip(matches.found, labels, strict=True) if label]
    label_of = {id(file): label for (_, file), label in zip(matches.found, labels, strict=True)}
    parts: dict[str, set[str]] = {}
    for row, file in (*matches.found, *matches.repeated):
        if label_of[id(file)] and row.split:
            parts.setdefault(row.split, set()).add(label_of[id(file)])
    result = Classified(pictures, {split: sorted(found) for split, found in parts.items()}, "tables")
    if matches.loosely:
        result.notes.append(f"{matches.loosely} listed pictures found under another suffix or spelling")
    if parts and any(not row.split for row, _ in matches.found):
        result.notes.append("some rows name no part")
    result.left_out = [
        (len(matches.missing), "row without a file", "rows without a file"),
        (len(matches.unclear), "row whose name fits several files", "rows whose names fit several files"),
        (sum(table.unusable for table in tables.values()), "row without a name or a class", "rows without a name or a class"),
        (labels.count(""), "listed picture without a class", "listed pictures without a class"),
        (len(files) - len(matches.found), "picture in no row", "pictures in no row"),
    ]
    return result


def _labels(source: Source, files: list[Entry], matches: Matches, level: str) -> list[str]:
    """The class of every picture found; '' where neither its row nor its folder tells it."""
    if all(row.label for row, _ in matches.found):
        return [row.label for row, _ in matches.found]
    layout = _layout(source, files, level, [])
    by_folder = {id(file): label for _, label, file in layout.placed}
    return [row.label or by_folder.get(id(file), "") for row, file in matches.found]


def _layout(source: Source, files: list[Entry], level: str, listed: list[str]) -> Layout:
    try:
        return arranged(files, level, listed)
    except AmbiguousLevel as found:
        raise DataError(
            f"{source.path} has folders within folders, and either could be the classes: {found.outer} hold {found.inner}, such as "
            f"{named([found.example])}. Set Class level (level) to outermost folder for {found.outer} classes or to innermost folder for "
            f"{found.inner}.",
            ({"level": "outermost folder"}, {"level": "innermost folder"}),
        ) from found


def _notes(layout: Layout) -> list[str]:
    notes = []
    if layout.level:
        notes.append(f"classes are the {layout.level} of {layout.depth} levels of folders")
    for folders in layout.folders.values():
        if len(folders) > 1:
            notes.append(f"{named(sorted(folders))} taken as one part")
    return notes


def _entry(file: File) -> Entry:
    assert isinstance(file, Entry)
    return file


def _listed(source: Source, tables: Mapping[str, Table], labels: set[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Labels by part, and the listed names that no folder has."""
    names, missing = Names(labels), []
    parts: dict[str, list[str]] = {}
    for split, table in tables.items():
        for name in table.classes:
            label = names.label(name)
            if label is None and name in table.otherwise:
                label = names.label(table.otherwise[name])
            if label == "":
                raise DataError(f"The tables of {source.path} list the class {named([name])}, as which several folders are named.")
            if label is None:
                missing.append(name)
            else:
                parts.setdefault(split, []).append(label)
    if missing and not parts:
        raise DataError(f"{source.path} holds none of the classes that its tables list: the first, {named(missing[:1])}, is not there.")
    return parts, missing


def _tables(source: Source) -> tuple[dict[str, Table], list[str]]:
    """Tables by part ('' where a table is of all pictures), and names of tables that are not used."""
    named_for: dict[str, dict[str, list[Entry]]] = {}
    stems = {entry: PurePosixPath(name) for name, entry in source.texts.items()}
    parts = assigned_splits({path.stem for path in stems.values()})
    for entry, path in stems.items():
        if path.stem in parts and path.suffix in READERS:
            named_for.setdefault(path.suffix, {}).setdefault(parts[path.stem], []).append(entry)
    used: list[Entry] = []
    tables: dict[str, Table] = {}
    for suffix in READERS:
        if suffix in named_for and not tables:
            for split, entries in named_for[suffix].items():
                for entry in entries:
                    table = _read(source, entry, suffix)
                    if isinstance(table, dict):
                        raise DataError(
                            f"The table {printable(entry.name)} in {source.path} lists classes of several parts, but is named after one."
                        )
                    _put(tables, split, table)
                    used.append(entry)
    if not tables:
        tables, used = _general(source, stems)
    tables = {split: tables[split] for split in ("", *SPLITS) if split in tables}
    unused = [entry.name for entry, path in stems.items() if entry not in used and (path.stem in parts or path.stem in GENERAL)]
    return tables, unused


def _general(source: Source, stems: Mapping[Entry, PurePosixPath]) -> tuple[dict[str, Table], list[Entry]]:
    """A table of all pictures, or one whose keys or column name the parts."""
    guesses = [entry for entry, path in stems.items() if path.suffix in GUESSED and entry.size <= LARGEST_GUESS]
    for entry in sorted(guesses, key=lambda e: (len(e.parts), e.name))[:MOST_GUESSES]:
        path = stems[entry]
        try:
            table = READERS[path.suffix](_bytes(source, entry))
        except (NotATable, DataError):
            continue
        if isinstance(table, dict):
            return table, [entry]
        if path.suffix != ".json" and path.stem in GENERAL and all(row.label for row in table.rows):
            return {"": table}, [entry]
    return {}, []


def _put(tables: dict[str, Table], split: str, table: Table) -> None:
    if split in tables:
        tables[split].rows += table.rows
        tables[split].classes += table.classes
        tables[split].otherwise |= table.otherwise
        tables[split].unusable += table.unusable
    else:
        tables[split] = table


def _read(source: Source, entry: Entry, suffix: str) -> Table | dict[str, Table]:
    try:
        return READERS[suffix](_bytes(source, entry))
    except NotATable as error:
        raise DataError(f"The table {printable(entry.name)} in {source.path} {error}.") from error


def _bytes(source: Source, entry: Entry) -> bytes:
    try:
        return source.read(entry)
    except Exception as error:  # the archive or the disk
        raise DataError(f"The table {printable(entry.name)} in {source.path} cannot be read ({error}).") from error
