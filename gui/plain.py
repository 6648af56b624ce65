"""The rule for text that is not our own: names, notes, tags, class and folder names, texts of files are shown letter for letter.

Qt takes text for markup by itself in labels, tool tips and message boxes, and even opens the files that such markup names. So a
plain `str` is always shown as plain text; only a `Markup`, which `markup` and `joined` build, is rich, and what they are given
from outside is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from PySide6.QtGui import Qt

LONGEST = 4000
"""Characters of a text that a label shows at most."""
LONGEST_TIP = 2000
LONGEST_LINE = 300
"""Characters of a name, at most, where one line is shown: a cell, a heading, a title."""
LONGEST_ENTRY = 100
"""Characters of an entry of a menu, or of a button."""
WIDE = 120
"""Characters of a line of a tool tip from which on it is broken into several."""
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
"""Control characters, halves of characters, and marks that turn the direction of what follows."""
_BREAKS = re.compile("[\n\t\x0b\x0c\r\x85\u2028\u2029]+")


class Markup(str):
    """Rich text that this program wrote; every value in it is escaped."""


def markup(template: str, **values: object) -> Markup:
    """The template, which is ours, with values put into its holes; those that are no `Markup` are escaped."""
    return Markup(template.format_map({name: escaped(value) for name, value in values.items()}))


def joined(separator: str, parts: Sequence[str]) -> Markup:
    """The parts, escaped where they are no `Markup`, with a separator of ours between them."""
    return Markup(separator.join(map(escaped, parts)))


def escaped(value: object) -> Markup:
    """A value as rich text that shows it letter for letter."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(cleaned(str(value))).replace("\n", "<br>"))


def cleaned(text: str, longest: int = LONGEST) -> str:
    """`text` without characters that hide or reorder others, and of bounded length; its lines stay."""
    if len(text) > longest:
        text = f"{text[: longest - 1]}…"
    return _HIDDEN.sub("\ufffd", text.replace("\r\n", "\n"))


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """`text` for a place that has one line: a cell of a table, a heading, an axis."""
    return cleaned(_BREAKS.sub(" ", text[: longest + 1]), longest)


def menu_text(text: str, longest: int = LONGEST_ENTRY) -> str:
    """`text` for a menu, a button or a tab, where a single & would mark the letter after it and a tab would begin a key."""
    return one_line(text, longest).replace("&", "&&")


def entry_name(text: str) -> str:
    """What an entry of a menu says: the inverse of `menu_text`."""
    return text.replace("&&", "&")


def window_title(text: str) -> str:
    """`text` for the title of a window or dock, where Qt replaces [*]."""
    return one_line(text).replace("[*]", "[*][*]")


def plain_tip(text: str) -> str:
    """`text` for a tool tip, which has no plain mode: escaped where Qt would take it for markup. A `Markup` stays rich."""
    if isinstance(text, Markup):
        return str(text)
    text = cleaned(text, LONGEST_TIP)
    if "<" in text or Qt.mightBeRichText(text) or any(len(line) > WIDE for line in text.split("\n")):
        return f"<qt><span style='white-space:pre-wrap'>{escaped(text)}</span></qt>"
    return text
