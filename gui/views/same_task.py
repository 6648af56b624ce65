"""The same task under every method, side by side, at one inner step."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from engine.protocol import DatasetSpec, Event, Read, ReadingFailed, Started
from gui.comparison import Entry
from gui.history import RunHistory
from gui.labels import Label
from gui.plain import markup
from gui.plotting import PlotPanel
from gui.theme import FAMILY_GLYPHS, SPACE, appearance
from gui.view_fault import guarded
from gui.views.base import View, even_columns
from gui.views.reading import TaskView
from gui.widgets.flow import Flow
from gui.widgets.step_scrubber import StepScrubber

TILE = 204
"""px a tile should be wide at least, at zoom 1."""
LOWEST = 150
"""px a tile is high at least, at zoom 1."""


class Tile(QWidget):
    """One method's picture of the task, with its name above."""

    def __init__(self, view: TaskView) -> None:
        super().__init__()
        self.view = view
        view.compact = True
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # the tiles share what room there is
        if isinstance(panel := getattr(view, "panel", None), PlotPanel):
            panel.set_titles(title="")  # the name above it is enough
        self._head = Label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(view, 1)

    def show_entry(self, entry: Entry) -> None:
        """Let the tile be that of the entry's first run that can show something."""
        kind = self.view.kind.__name__
        history = next((h for h in entry.histories if h.reading(kind) is not None), entry.histories[0])
        if self.view.current != history.info.id:
            self.view.runs = {}
            self.view.add(history)
            self.view.select(history.info.id)
        seed = self.tr("seed {seed}").format(seed=history.info.config.seed) if len(entry.histories) > 1 else ""
        glyph = FAMILY_GLYPHS[history.info.algorithm.family]
        head = "<span style='color:{colour}'>{glyph}</span> <b>{name}</b> <span style='color:{muted}'>{seed}</span>"
        self._head.setText(markup(head, colour=entry.colour, glyph=glyph, name=entry.name, muted=appearance.theme.muted, seed=seed))


class SameTaskView(View):
    """A grid of tiles, one scrubber for all, and a button that gives all of them the next task."""

    title: ClassVar[str] = "same task"
    events: ClassVar[tuple[type, ...]] = (Read, Started, ReadingFailed)

    next_task = Signal()

    def __init__(self, make: Callable[[DatasetSpec], TaskView]) -> None:
        super().__init__()
        self._make = make
        self.entries: list[Entry] = []
        self.tiles: dict[str, Tile] = {}
        self._steps: dict[str, tuple[int, int]] = {}
        self.scrubber = StepScrubber()
        self.scrubber.stepped.connect(self._stepped)
        self.caption = Label()
        self.caption.setObjectName("muted")
        self.next = QPushButton(self.tr("Next task"))
        self.next.setToolTip(self.tr("Give all of them another task (N)"))
        self.next.clicked.connect(self.next_task)
        self._empty = Label(self.tr("One and the same unseen task under every method will appear here, as soon as they train."))
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE)
        self._grid.addWidget(self._empty, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._inner)
        for part in (scroll.viewport(), self._inner):
            part.setAutoFillBackground(False)  # the panel shows through
        below = QWidget()
        row = Flow(below, SPACE)
        row.add_wide(self.scrubber)
        row.addWidget(self.caption)
        row.addWidget(self.next)
        frame = QFrame()
        frame.setObjectName("panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(SPACE, 6, SPACE, 6)
        inner.addWidget(scroll, 1)
        inner.addWidget(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.show_task(0)

    def show_task(self, probe: int) -> None:
        """Say which validation task is shown."""
        self.caption.setText(self.tr("task {number}").format(number=probe + 1))

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these side by side; unticked ones are left out."""
        self.entries = [e for e in entries if e.shown]
        keys = [e.key for e in self.entries]
        for key in [k for k in self.tiles if k not in keys]:
            tile = self.tiles.pop(key)
            self._grid.removeWidget(tile)
            tile.hide()  # now; it is deleted an event later
            tile.deleteLater()
            self._steps.pop(key, None)
        for entry in self.entries:
            if entry.key not in self.tiles:
                view = self._make(entry.histories[0].info.dataset)
                view.set_step(self.scrubber.step)
                view.steps_available.connect(self._teller(entry.key))
                view.selected.connect(self.selected)
                view.next_task.connect(self.next_task)
                self.tiles[entry.key] = Tile(view)
        self._arrange()
        self.dirty = True

    def feed(self, history: RunHistory, event: Event) -> None:
        for tile in self.tiles.values():
            if history.info.id in tile.view.runs and isinstance(event, tile.view.events):
                guarded(tile.view, tile.view.feed, history, event)
        self.dirty = self.dirty or any(history in entry.histories for entry in self.entries)

    def forget(self, run: str) -> None:
        super().forget(run)
        for tile in self.tiles.values():
            if run in tile.view.runs:
                tile.view.forget(run)

    def draw(self) -> None:
        self.dirty = False
        for entry in self.entries:
            tile = self.tiles[entry.key]
            guarded(tile.view, tile.show_entry, entry)
            history = tile.view.history
            tile.view.show_reading_fault(history.unreadable.get(tile.view.kind.__name__, "") if history is not None else "")
            if tile.view.dirty and not tile.view.faulty:
                guarded(tile.view, tile.view.draw)

    def retheme(self) -> None:
        for tile in self.tiles.values():
            tile.view.clear_drawing_fault()
            guarded(tile.view, tile.view.retheme)
        self.scrubber.retheme()
        self._arrange()
        self.dirty = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for, as even as possible."""
        count = len(self.tiles)
        columns = even_columns(count, self.width() / (TILE * appearance.zoom))
        self._empty.setVisible(not count)
        for i, entry in enumerate(self.entries):
            tile = self.tiles[entry.key]
            tile.setMinimumHeight(round(LOWEST * appearance.zoom))
            self._grid.addWidget(tile, i // columns, i % columns)
        self.scrubber.setVisible(any(steps for steps, _ in self._steps.values()))
        for widget in (self.caption, self.next):
            widget.setVisible(bool(count))

    def _teller(self, key: str) -> Callable[[int, int], None]:
        def tell(steps: int, trained: int) -> None:
            self._steps[key] = steps, min(trained, steps)
            most = max(s for s, _ in self._steps.values())
            self.scrubber.set_steps(most, max(t for _, t in self._steps.values()))
            self.scrubber.setVisible(most > 0)
            self._stepped(self.scrubber.step)

        return tell

    def _stepped(self, step: int) -> None:
        for tile in self.tiles.values():
            tile.view.set_step(step)
