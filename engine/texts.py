"""Texts that came from outside, such as names of files: what of them may be shown, and written into tables. (stdlib only)"""

from __future__ import annotations

import unicodedata

TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that turn the direction of what follows, so that a name can look like another one."""


def printable(text: str) -> str:
    """`text` with a mark in place of control characters and of what is no character at all."""
    return "".join("\ufffd" if unicodedata.category(ch) in ("Cc", "Cs", "Cn") or ch in TURNING else ch for ch in text)


def harmless(text: str) -> str:
    """`text` for a cell of a CSV file: a spreadsheet would run what begins like a formula. Numbers are no texts and stay as they are."""
    formula = text.lstrip()[:1] in tuple("=+-@") or text[:1] in tuple("\t\r\n")
    return f"'{printable(text)}" if formula else printable(text)
