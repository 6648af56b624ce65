"""Accuracy by how often a class has come up, over meta-training: what tells memory from guessing."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Event, Memory, Scalar, Started
from gui.history import RunHistory
from gui.plotting import Curve, PlotPanel
from gui.quantities import localized_ordinal
from gui.theme import appearance
from gui.views.reading import ReadingView

Array = NDArray[np.float64]


class PresentationView(ReadingView):
    """Accuracy by how often the class has come up, over meta-training: the curves that tell memory from guessing."""

    title: ClassVar[str] = "presentations"
    kind = Memory
    events: ClassVar[tuple[type, ...]] = (Scalar, Started)
    readings: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Accuracy by presentation"),
            self.tr("outer steps"),
            self.tr("accuracy"),
            self.tr("How often the 1st, 2nd, 5th ... picture of a class is told right.\nPress Space to start."),
        )
        self.panel.y_range = (0.0, 1.02)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def feed(self, history: RunHistory, event: Event) -> None:
        self.dirty = True

    def draw(self) -> None:
        self.dirty = False
        history, theme = self.history, appearance.theme
        curves = []
        if history is not None:
            found = [(name.removeprefix("accuracy_"), s) for name, s in history.series.items() if name.startswith("accuracy_")]
            for i, (name, series) in enumerate(found):
                # one hue, lighter the earlier the presentation
                colour = theme.mixed(self.colour(), 0.4 + 0.6 * (i + 1) / len(found))
                y = smooth(series.values)
                curves.append(Curve(name, localized_ordinal(name), series.x("step"), y, colour, 1.2 + 0.3 * i, symbol=None))
            if found and found[0][1].count and history.started is not None and history.started.chance is not None:
                end = float(found[0][1].x("step")[-1])
                chance = np.full(2, history.started.chance)
                curves.append(Curve("chance", self.tr("chance"), np.array([0.0, end]), chance, theme.muted, 1.0, dashed=True))
        self.panel.set_curves(curves)
        self.panel.set_caption(
            self.tr("On training episodes, a running mean. The first can only be guessed; the second is where memory shows.")
            if curves
            else ""
        )

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()


def smooth(values: Array) -> Array:
    """A running mean over the last fiftieth of a series."""
    width = max(1, len(values) // 50)
    sums = np.cumsum(np.concatenate([np.zeros(width), np.nan_to_num(values)]))
    counts = np.minimum(np.arange(1, len(values) + 1), width)
    means: Array = (sums[width:] - sums[:-width]) / counts
    return means
