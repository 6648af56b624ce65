"""One line of a terminal that is drawn over itself and never wraps; without a terminal, ordinary lines. (stdlib only)"""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Sequence

from engine.texts import printable

REFRESH = 0.1
"""Seconds between two drawings on a terminal."""
REPORT = 5.0
"""Seconds between two lines in a file or a pipe."""


class LiveLine:
    """The line; `draw` replaces it, `print` puts an ordinary line above it."""

    def __init__(self, report: float = REPORT) -> None:
        self.live = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._interval = REFRESH if self.live else report
        self._drawn_at = 0.0
        self._columns = 0  # taken by the line that stands there

    def due(self) -> bool:
        """Whether it is time to draw again."""
        return time.monotonic() - self._drawn_at >= self._interval

    def draw(self, versions: Sequence[str]) -> None:
        """Show the first of these texts, the longest first, that fits; the last one is cut where even that does not."""
        self._drawn_at = time.monotonic()
        texts = [printable(text) for text in versions]
        if not self.live:
            print(texts[0], flush=True)
            return
        room = max(1, terminal_columns() - 1)  # a terminal wraps when its last column is filled
        text = next((text for text in texts if display_width(text) <= room), cut_to_width(texts[-1], room))
        width = display_width(text)
        sys.stdout.write(f"\r{text}{' ' * (min(self._columns, room) - width)}")
        sys.stdout.flush()
        self._columns = width

    def print(self, text: str) -> None:
        """Write an ordinary line."""
        self.clear()
        print(printable(text), flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self.live and self._columns:
            sys.stdout.write(f"\r{' ' * min(self._columns, max(1, terminal_columns() - 1))}\r")
            sys.stdout.flush()
            self._columns = 0


def terminal_columns() -> int:
    """The terminal's width now; `COLUMNS`, or 80, where it does not tell."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        columns = 0
    return columns or shutil.get_terminal_size().columns


def display_width(text: str) -> int:
    """Columns that `text` takes; what some terminals draw wide counts as wide."""
    return sum(map(_columns_of, text))


def cut_to_width(text: str, columns: int) -> str:
    """The beginning of `text` that fits into so many columns."""
    taken = 0
    for i, character in enumerate(text):
        taken += _columns_of(character)
        if taken > columns:
            return text[:i]
    return text


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
