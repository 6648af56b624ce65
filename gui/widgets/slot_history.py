"""One slot of a memory over the episode: when it was written and read, and how used it is."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.protocol import Memory
from gui.plotting import Curve, Mark, PlotPanel
from gui.slots import wrote
from gui.theme import appearance
from gui.views.base import letter


class SlotHistory(QWidget):
    """Write and usage as shares of the most there is, the read as how far it stands out of an even spread; letters where it was written."""

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel("", self.tr("picture"), self.tr("share"))
        self.panel.y_range = (-0.04, 1.06)
        self._now = pg.InfiniteLine(angle=90, movable=False)
        self.panel.plot.addItem(self._now, ignoreBounds=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def show_slot(self, reading: Memory | None, slot: int, place: int, colour: str) -> None:
        """The history of a slot (-1: of none), with the chosen picture marked."""
        if reading is None or slot < 0:
            self.panel.set_curves([])
            return
        theme = appearance.theme
        x = np.arange(1, len(reading.labels) + 1, dtype=float)
        even = 1 / reading.read.shape[2]
        write = reading.write[:, :, slot].max(1).astype(float)
        above = reading.read.astype(float).mean(1) - even
        usage = reading.usage[:, slot].astype(float)
        writers = np.flatnonzero(wrote(reading)[:, slot])
        self.panel.set_titles(title=self.tr("Slot {slot} over the episode").format(slot=slot + 1))
        self.panel.set_curves(
            [
                Curve("usage", self.tr("usage"), x, usage / _most(reading.usage), theme.muted, 1.2),
                Curve("read", self.tr("read"), x, np.maximum(above[:, slot], 0) / _most(above), colour, 2.0),
                Curve("write", self.tr("written"), x, write, theme.text, 1.6),
            ],
            [Mark(float(t + 1), letter(int(reading.labels[t])), theme.text) for t in writers.tolist()],
        )
        self._now.setPen(pg.mkPen(theme.accent, width=1.5))
        self._now.setPos(place + 1)
        if len(writers):
            names = ", ".join(f"{t + 1} ({letter(int(reading.labels[t]))})" for t in writers.tolist())
            text = self.tr("Written for pictures {pictures}. Read and usage are shares of the most in this episode.")
            self.panel.set_caption(text.format(pictures=names))
        else:
            self.panel.set_caption(self.tr("Never written in this episode."))

    def retheme(self) -> None:
        """The theme or zoom changed."""
        self.panel.retheme()


def _most(values: np.ndarray) -> float:
    return max(float(np.nan_to_num(values).max(initial=0)), 1e-9)
