"""Every kind of file that can hold a split, by its suffix; and plain lists, a class or a picture a line. (stdlib only)"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.picture_index import SUFFIXES, Row
from engine.split_names import normalized
from engine.split_tables import NotATable, Table, read_csv, read_json, text_of

_PICTURE_AND_LABEL = re.compile(rf"(.+?(?:{'|'.join(map(re.escape, SUFFIXES))}))(?:[ \t,;]+(.*))?", re.IGNORECASE)


def read_lines(data: bytes) -> Table:
    """A list with a class, a picture, or a picture and its class in every line; raises `NotATable`.

    A class that is only a number says nothing by itself: the folder of the picture names it.
    """
    table = Table()
    for line in map(str.strip, text_of(data).splitlines()):
        if not line or line.startswith("#"):
            continue
        if (match := _PICTURE_AND_LABEL.fullmatch(line)) is not None:
            label = normalized(match[2] or "").strip()
            table.rows.append(Row(match[1], "" if label.isdecimal() else label))
        else:
            table.classes.append(normalized(line))
    if not table.rows and not table.classes:
        raise NotATable("is not a list of classes, but empty")
    if table.rows and table.classes:
        table.unusable, table.classes = len(table.classes), []
    table.classes = list(dict.fromkeys(table.classes))
    return table


READERS: dict[str, Callable[[bytes], Table | dict[str, Table]]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".txt": read_lines,
}
"""By the end of the file's name; where several kinds are there, the first counts."""
