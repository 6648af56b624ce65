"""Tables that say which pictures or classes belong to training, validation and test: CSV and the JSON forms of the field's libraries.

CSV: one row a picture, with its path, its class, and its part where a column says so, in any order of columns that a heading
names; without a heading the column that holds paths is found by its contents. JSON: a list of classes, of [superclass, class], of
paths or of [path, class]; an object with class names or roots; image_names with image_labels and label_names; classes with lists
of their pictures; nested groups of classes; or an object with such a value for each part. (stdlib only)
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.picture_index import SUFFIXES, Row, parts_of
from engine.split_names import assigned_splits, normalized, split_of

LARGEST = 64 << 20
"""Bytes of a table."""
_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
DEEPEST = 12
"""Levels of a JSON table."""
PATHS = (
    "filename",
    "file",
    "file_name",
    "filepath",
    "file_path",
    "path",
    "image",
    "image_path",
    "image_name",
    "image_id",
    "img",
    "picture",
)
LABELS = ("label", "labels", "class", "class_name", "classname", "category", "target", "species", "wnid", "breed", "y")
PARTS = ("split", "set", "subset", "part", "partition", "phase")
NAMES = ("class_names", "classes", "label_names", "labels", "names", "categories", "class_name", "name")
ROOTS = ("class_roots", "roots", "root", "folders", "paths", "dirs")
IMAGES = ("image_names", "images", "filenames", "files", "image_paths")


class NotATable(ValueError):
    """The file is none of the known forms; `str()` is the end of a sentence."""


@dataclass
class Table:
    """What one file lists: rows of pictures, or names of classes (with another name to try where the first is not there)."""

    rows: list[Row] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    otherwise: dict[str, str] = field(default_factory=dict)
    unusable: int = 0
    """rows that name no picture"""


def read_csv(data: bytes) -> Table:
    """The rows of a CSV file; raises `NotATable`."""
    text = text_of(data)
    first = text.split("\n", 1)[0]
    mark = max(",;\t|", key=first.count) if any(m in first for m in ",;\t|") else ","
    try:
        lines = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise NotATable(f"is not a table of filename,label ({error})") from error
    lines = [line for line in lines if any(line)]
    if not lines:
        raise NotATable("is not a table of filename,label, but empty")
    heading = [cell.casefold().replace(" ", "_").replace("-", "_") for cell in lines[0]]
    named = any(cell in (*PATHS, *LABELS) for cell in heading) and not any(map(_is_picture, lines[0]))
    body = lines[1:] if named else lines
    path = _column(heading, PATHS) if named else None
    label = _column(heading, LABELS) if named else None
    part = _column(heading, PARTS) if named else None
    if path is None:
        path = _column_of_pictures(body, {label, part})
    if path is None and not named:
        path = 0
    if path is None:
        raise NotATable("is not a table of filename,label: no column holds names of pictures")
    if label is None and not named:
        label = next((i for i in range(len(body[0])) if i != path and not _counts(body, i)), None)
    table = Table()
    for line in body:
        cells = dict(enumerate(line))
        name = cells.get(path, "")
        if name and (label is None or cells.get(label)):
            table.rows.append(Row(name, normalized(cells.get(label, "")) if label is not None else "", _part(cells, part)))
        else:
            table.unusable += 1
    if not table.rows:
        raise NotATable("is not a table of filename,label: none of its rows has both")
    return table


def read_json(data: bytes) -> Table | dict[str, Table]:
    """What a JSON file lists: one table, or one for each part where its keys name parts; raises `NotATable`."""
    text = text_of(data)
    if _depth(text) > DEEPEST:
        raise NotATable("is not a list of classes: it is nested too deeply")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotATable("is not a list of classes: it is no JSON") from error
    if isinstance(value, dict):
        for inner in (value, *(v for v in value.values() if isinstance(v, dict) and len(value) <= 4)):
            lists = {name: v for name, v in inner.items() if isinstance(v, list | dict)}
            parts = assigned_splits(map(str, lists))
            if lists and len(parts) == len(lists) and (len(set(parts.values())) > 1 or len(inner) == 1):
                found: dict[str, Table] = {}
                for name, listed in lists.items():
                    _add(found.setdefault(parts[name], Table()), _table(listed))
                return found
    return _table(value)


def _table(value: Any) -> Table:
    if isinstance(value, list):
        return _of_list(value)
    if not isinstance(value, dict) or not value:
        raise NotATable("is not a list of classes")
    lists = {str(k).casefold(): v for k, v in value.items()}
    names = next((lists[k] for k in NAMES if isinstance(lists.get(k), list)), None)
    images = next((lists[k] for k in IMAGES if isinstance(lists.get(k), list)), None)
    if images is not None:
        labels = lists.get("image_labels", lists.get("labels"))
        return _of_images(images, labels if isinstance(labels, list) else None, names)
    roots = next((lists[k] for k in ROOTS if isinstance(lists.get(k), list | dict)), None)
    if isinstance(roots, dict):
        names = names if names is not None else list(roots)
        roots = [roots.get(n) for n in names] if all(isinstance(n, str) for n in names) else None
    if names is not None or roots is not None:
        return _of_names(names, roots)
    if all(isinstance(v, int) for v in value.values()):  # class_to_idx
        return Table(classes=[normalized(str(name)) for name in value])
    table = Table()
    _walk(value, (), table)
    if not table.classes and not table.rows:
        raise NotATable("is not a list of classes")
    return table


def _of_list(value: list[Any]) -> Table:
    table = Table()
    for item in value:
        if isinstance(item, str):
            _put(table, item, "")
        elif isinstance(item, list) and item and isinstance(item[0], str) and _is_picture(item[0]):
            label = item[1] if len(item) > 1 and isinstance(item[1], str) else ""
            table.rows.append(Row(item[0], normalized(label)))
        elif isinstance(item, list) and item and all(isinstance(part, str) for part in item):
            table.classes.append(normalized("/".join(item)))
        elif isinstance(item, dict):
            cells = {str(k).casefold(): v for k, v in item.items() if isinstance(v, str)}
            path = next((cells[k] for k in PATHS if k in cells), "")
            label = next((cells[k] for k in (*LABELS, *NAMES) if k in cells), "")
            if path and _is_picture(path):
                split = next((split_of(cells[k]) for k in PARTS if k in cells), "")
                table.rows.append(Row(path, normalized(label), split))
            elif label:
                table.classes.append(normalized(label))
            else:
                raise NotATable("is not a list of classes")
        elif isinstance(item, int) and not isinstance(item, bool):
            table.classes.append(str(item))
        else:
            raise NotATable("is not a list of classes")
    table.classes = list(dict.fromkeys(table.classes))
    return table


def _of_images(images: list[Any], labels: list[Any] | None, names: list[Any] | None) -> Table:
    """image_names with image_labels, numbers of label_names; where these do not say it, the folder of a picture is its class."""
    table = Table()
    for i, path in enumerate(images):
        if not isinstance(path, str):
            raise NotATable("is not a list of classes: one of its image_names is no text")
        label: Any = labels[i] if labels is not None and i < len(labels) else ""
        if isinstance(label, int):
            label = names[label] if names is not None and 0 <= label < len(names) else ""
        if isinstance(label, str) and not label and len(parts_of(path)) > 1:
            label = parts_of(path)[-2]
        table.rows.append(Row(path, normalized(label) if isinstance(label, str) else ""))
    return table


def _of_names(names: list[Any] | None, roots: list[Any] | None) -> Table:
    """class_names, with the folder of each where there are roots."""
    given = [r if isinstance(r, str) else "" for r in roots] if roots is not None else []
    listed = names if names is not None else given
    if not listed or not all(isinstance(name, str | int) for name in listed):
        raise NotATable("is not a list of classes: its class names are no texts")
    table = Table(classes=list(dict.fromkeys(normalized(str(name)) if names is not None else "/".join(parts_of(name)) for name in listed)))
    if names is not None and len(given) == len(names):
        table.otherwise = {normalized(str(name)): "/".join(parts_of(root)) for name, root in zip(names, given, strict=True) if root}
    return table


def _walk(value: Any, above: tuple[str, ...], table: Table) -> None:
    """Groups within groups, down to lists of classes or of pictures of a class."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _walk(inner, (*above, str(name)), table)
        if not value:
            table.classes.append(normalized("/".join(above)))
    elif isinstance(value, list) and all(isinstance(v, str) for v in value):
        for name in value:
            if _is_picture(name):
                table.rows.append(Row(name, normalized("/".join(above[-1:]))))
            else:
                table.classes.append(normalized("/".join((*above, name))))
    elif isinstance(value, list):
        _add(table, _of_list(value))
    else:
        raise NotATable("is not a list of classes")


def _put(table: Table, text: str, label: str) -> None:
    if _is_picture(text):
        table.rows.append(Row(text, label))
    else:
        table.classes.append(normalized(text))


def _add(table: Table, more: Table) -> None:
    table.rows += more.rows
    table.classes = list(dict.fromkeys((*table.classes, *more.classes)))
    table.otherwise |= more.otherwise
    table.unusable += more.unusable


def _column(heading: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)


def _column_of_pictures(rows: Sequence[Sequence[str]], others: set[int | None]) -> int | None:
    """The column most of whose cells end as pictures do."""
    shares: dict[int, float] = {}
    for i in range(max(map(len, rows), default=0)):
        if i not in others:
            shares[i] = sum(_is_picture(row[i]) for row in rows if i < len(row)) / len(rows)
    best = max(shares, key=lambda i: shares[i], default=None)
    return best if best is not None and shares[best] > 0.5 else None


def _counts(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column only numbers the rows."""
    cells = [row[column] for row in rows if column < len(row)]
    return len(cells) > 1 and all(cell == str(int(cells[0]) + i) if cells[0].isdecimal() else False for i, cell in enumerate(cells))


def _part(cells: Mapping[int, str], column: int | None) -> str:
    return split_of(cells.get(column, "")) if column is not None else ""


def _is_picture(text: str) -> bool:
    return text.lower().endswith(SUFFIXES)


def text_of(data: bytes) -> str:
    """The text of a table; raises `NotATable`."""
    if len(data) > LARGEST:
        raise NotATable(f"is of {len(data):,} bytes, too large for a table")
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        raise NotATable("is not in UTF-8; save it again as CSV UTF-8") from error


def _depth(text: str) -> int:
    """How many brackets are open at once, at most, outside strings."""
    deepest = depth = 0
    for match in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        deepest = max(deepest, depth)
    return deepest
