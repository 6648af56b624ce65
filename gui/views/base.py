"""What every view is: fed with what runs say, drawn by the frame clock, recoloured by the theme."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.protocol import Event
from gui.history import RunHistory

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHAPES = ("o", "s", "t", "d", "p", "h", "t1", "t2", "t3", "x")
"""One for each of the ten class colours, so that colour is never the only carrier."""


def letter(index: int) -> str:
    """A name for the index-th class: A ... Z, A1 ..."""
    return LETTERS[index % 26] + (str(index // 26) if index >= 26 else "")


class View(QWidget):
    """One plot or picture. `feed` only stores and marks it dirty; `draw` paints, at most once a frame and only when visible.

    `readings` names what the engine must compute while this view is visible (`wanted`); `events` are the classes it wants to be fed.
    """

    title: ClassVar[str] = ""
    readings: ClassVar[tuple[str, ...]] = ()
    events: ClassVar[tuple[type, ...]] = ()

    selected = Signal(str)
    """The person chose a run by clicking it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: dict[str, RunHistory] = {}
        self.current: str | None = None
        self.dirty = True

    def add(self, history: RunHistory) -> None:
        """A run appeared, or this view was opened late: everything said so far is in `history`."""
        self.runs[history.info.id] = history
        self.dirty = True

    def feed(self, history: RunHistory, event: Event) -> None:
        """An event of a class in `events` was said and is already in `history`."""
        self.dirty = True

    def forget(self, run: str) -> None:
        """The run was removed, or began again."""
        self.runs.pop(run, None)
        self.dirty = True

    def select(self, run: str | None) -> None:
        """This run is the one to look at."""
        self.current = run
        self.dirty = True

    def wanted(self) -> tuple[str, ...]:
        """The readings that it needs now: those of its class, and more while a person asks for more."""
        return self.readings

    def draw(self) -> None:
        """Bring the picture up to date; cheap when nothing is dirty."""
        self.dirty = False

    def retheme(self) -> None:
        """The theme or the zoom changed (`gui.theme.appearance`)."""
        self.dirty = True


def even_columns(count: int, room: float) -> int:
    """Columns for so many tiles where `room` tiles fit beside one another: as many as fit, the rows as even as possible."""
    rows = -(-count // max(1, int(room)))
    return -(-count // rows) if rows else 1
