"""What every view is: fed with what runs say, drawn by the frame clock, recoloured by the theme."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.protocol import Event
from gui.history import RunHistory
from gui.language import language
from gui.plotting import PlotPanel
from gui.view_fault import FaultCover

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
    retry_asked = Signal()
    """The person asks for a picture once more that could not be made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: dict[str, RunHistory] = {}
        self.current: str | None = None
        self.dirty = True
        self._drawing_fault = self._reading_fault = ""
        self._cover: FaultCover | None = None

    # -- what cannot be shown
    @property
    def faulty(self) -> bool:
        """Whether a sentence stands in place of the picture."""
        return bool(self._drawing_fault or self._reading_fault)

    @property
    def drawing_failed(self) -> bool:
        """Whether drawing raised, so that nothing need be computed for it."""
        return bool(self._drawing_fault)

    @property
    def fault(self) -> str:
        """The sentence in place of the picture, or empty."""
        return self._cover.sentence if self._cover is not None else ""

    def show_drawing_fault(self, sentence: str) -> None:
        """Drawing raised: the sentence stays until something changes that the picture depends on."""
        self._drawing_fault = self._drawing_fault or sentence
        self._show_cover()

    def show_reading_fault(self, sentence: str) -> None:
        """The engine could not make what the picture shows; empty: it could."""
        if sentence != self._reading_fault:
            self._reading_fault = sentence
            self.dirty = True
            self._show_cover()

    def clear_drawing_fault(self) -> None:
        """Something changed that the picture depends on: draw it once more."""
        self._drawing_fault = ""
        for cover in self.findChildren(FaultCover):
            if cover is not self._cover:  # of a plot within
                cover.uncover()
        self.dirty = True
        self._show_cover()

    def _show_cover(self) -> None:
        sentence = language.said(self._drawing_fault or self._reading_fault)
        if not sentence:
            cover, self._cover = self._cover, None
            if cover is not None:
                cover.uncover()
        elif self._cover is None:
            self._cover = FaultCover(self, sentence, self._retry)
        else:
            self._cover.say(sentence)

    def _retry(self) -> None:
        self.clear_drawing_fault()
        self.retry_asked.emit()

    def set_waiting(self, words: str) -> None:
        """Say while the view is empty what is going on instead of how to begin; empty: nothing is."""
        for panel in self.findChildren(PlotPanel):
            panel.set_waiting(words)

    # -- what it is fed with
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
