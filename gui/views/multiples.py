"""Small multiples: a plot for each compared method, all on the same axes, the others grey behind it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from engine.protocol import Evaluated, Event, Started
from gui.bands import Spread
from gui.comparison import Entry, so_far, validation
from gui.history import RunHistory, scored
from gui.labels import Label
from gui.overlaid import Axis, curves_of, faded
from gui.plain import plain_tip
from gui.plotting import PlotPanel, range_of
from gui.theme import SPACE, appearance
from gui.views.base import View, even_columns

WIDE, HIGH = 200, 140
"""px that a plot takes at least, at zoom 1."""


class MultiplesView(View):
    """The same curves as laid over one another, apart. The plots share cursor and zoom; a click chooses a method."""

    title: ClassVar[str] = "small multiples"
    events: ClassVar[tuple[type, ...]] = (Evaluated, Started)

    chosen = Signal(str)
    """The key of the entry whose curve was clicked."""

    def __init__(self, axis: Axis) -> None:
        super().__init__()
        self._axis = axis
        self.entries: list[Entry] = []
        self.spread: Spread = "ci95"
        self.panels: dict[str, PlotPanel] = {}
        self._linked: list[PlotPanel] = []
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE // 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self.caption = Label()
        self.caption.setObjectName("muted")
        self.caption.setWordWrap(True)
        self.caption.setContentsMargins(10, 0, 10, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.caption)

    def show_entries(self, entries: list[Entry]) -> None:
        """Compare these; unticked ones are not drawn."""
        self.entries = [e for e in entries if e.shown]
        keys = {e.key for e in self.entries}
        for key in [k for k in self.panels if k not in keys]:
            panel = self.panels.pop(key)
            self._linked.remove(panel)
            self._grid.removeWidget(panel)
            panel.hide()  # now; it is deleted an event later
            panel.deleteLater()
        for entry in self.entries:
            if entry.key not in self.panels:
                panel = PlotPanel(entry.name, "", "", self.tr("no validation yet"), linked=self._linked)
                panel.setMinimumWidth(1)  # the plots share the room, however long their names are
                panel.curve_clicked.connect(self.chosen)
                self.panels[entry.key] = panel
        self._arrange()
        self.dirty = True

    def feed(self, history: RunHistory, event: Event) -> None:
        self.dirty = self.dirty or any(history in entry.histories for entry in self.entries)

    def refit(self) -> None:
        """The axis or the kind of band was changed."""
        for panel in self.panels.values():
            panel.follow(True)
        self.dirty = True

    def draw(self) -> None:
        self.dirty = False
        curves = {e.key: curves_of(e, self._axis.axis, self.spread) for e in self.entries}
        behind = {key: faded(found) for key, found in curves.items()}
        metrics = [v[-1].metric for e in self.entries for h in e.histories if (v := validation(h))]
        accuracy = not metrics or metrics[0] == "accuracy"
        heights = (0.0, 1.02) if accuracy else range_of([c for found in curves.values() for c in found], log=False)
        for entry in self.entries:
            panel = self.panels[entry.key]
            panel.setToolTip(plain_tip(self._words(entry)))
            panel.set_ink(entry.colour)
            panel.y_range = heights
            panel.set_log(self._axis.x_log, False)
            others = [c for key, found in behind.items() if key != entry.key for c in found]
            for curve in (*others, *curves[entry.key]):
                curve.labelled = False
            panel.set_curves([*others, *curves[entry.key]])
        what = self.tr("accuracy") if accuracy else self.tr("MSE")
        text = self.tr("Up: {what} on validation tasks; across: {axis}; the same in every plot. Grey: the others.")
        self.caption.setText(text.format(what=what, axis=self._axis.axis_title(self._axis.axis)))

    def _words(self, entry: Entry) -> str:
        """The method and where it has come to."""
        entrant = so_far(entry)
        return f"{entry.name}  {scored(entrant.metric, entrant.mean, entrant.ci95)}" if entrant else entry.name

    def retheme(self) -> None:
        for panel in self.panels.values():
            panel.retheme()
        self._arrange()
        self.dirty = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for, as even as possible."""
        count = len(self.entries)
        columns = even_columns(count, self.width() / (WIDE * appearance.zoom))
        for i, entry in enumerate(self.entries):
            panel = self.panels[entry.key]
            panel.setMinimumHeight(round(HIGH * appearance.zoom))
            self._grid.addWidget(panel, i // columns, i % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
