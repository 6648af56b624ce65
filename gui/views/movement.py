"""How far each layer moves from its start during adaptation."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Movement, Read, Started
from gui.history import RunHistory
from gui.plotting import Curve, PlotPanel
from gui.theme import appearance
from gui.views.base import View


class MovementView(View):
    """One line a layer: the distance moved relative to the layer's own size, by inner step."""

    title: ClassVar[str] = "movement"
    readings: ClassVar[tuple[str, ...]] = ("Movement",)
    events: ClassVar[tuple[type, ...]] = (Read, Started)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Which layers adapt"),
            self.tr("inner step"),
            self.tr("relative movement"),
            self.tr("How far every layer moves in each inner step will be drawn here, for methods that adapt weights."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def feed(self, history: RunHistory, event: object) -> None:
        if isinstance(event, Read) and not isinstance(event.reading, Movement):
            return
        self.dirty = self.dirty or history.info.id == self.current

    def set_step(self, step: int) -> None:
        """Read the lines at this inner step."""
        self.panel.show_cursor(float(step) if self.isVisible() and self.panel.curves() else None)

    def draw(self) -> None:
        self.dirty = False
        history = self.runs.get(self.current or "")
        found = history.readings.get("Movement") if history else None
        reading = found[1] if found and isinstance(found[1], Movement) else None
        if reading is None:
            self.panel.set_curves([])
            self.panel.set_caption("")
            return
        x = np.arange(len(reading.relative), dtype=float)
        colours = appearance.theme.class_colours()
        self.panel.set_curves(
            [
                Curve(name, name, x, reading.relative[:, i].astype(float), colours[i % len(colours)], 2.0, symbol="ost+dx"[i % 6])
                for i, name in enumerate(reading.layers)
            ]
        )
        self.panel.set_caption(self.tr("‖φ − θ‖ / ‖θ‖ of each layer, mean over a dozen tasks."))

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()
