"""How far each layer moves from its start during adaptation."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Adaptation, Movement
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import appearance
from gui.views.reading import ReadingView, StepMarks, steady


class MovementView(ReadingView):
    """One line a layer: the distance moved relative to the layer's own size, by inner step."""

    title: ClassVar[str] = "movement"
    kind = Movement
    readings: ClassVar[tuple[str, ...]] = ("Movement",)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Which layers adapt"),
            self.tr("inner step"),
            self.tr("relative movement"),
            self.tr(
                "How far every layer moves in each inner step, for methods that adapt weights.\n"
                "Press Space to start: a line for each layer."
            ),
        )
        self.marks = StepMarks(self.panel)
        self._step = 0
        self._reach = 0.0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def select(self, run: str | None) -> None:
        if run != self.current:
            self._reach = 0.0
        super().select(run)

    def set_step(self, step: int) -> None:
        """Mark this inner step and say which layer has moved most by then."""
        self._step = step
        self.marks.mark(step)
        self._say()

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Movement)
        curves: list[Curve] = []
        steps = -1
        if reading is not None and reading.relative.size:
            x = np.arange(len(reading.relative), dtype=float)
            steps = len(x) - 1
            self._reach = steady(float(np.max(reading.relative, initial=0.0, where=np.isfinite(reading.relative))), self._reach)
            self.panel.y_range = (-0.04 * self._reach, self._reach)
            colours = appearance.theme.class_colours()
            curves = [
                Curve(name, name, x, reading.relative[:, i].astype(float), colours[i % len(colours)], 2.0, symbol="ost+dx"[i % 6])
                for i, name in enumerate(reading.layers)
            ]
        adaptation = self.newest(Adaptation)
        self.marks.show(steps, adaptation.trained_steps if adaptation else steps)
        self.panel.set_curves(curves)
        self._say()

    def _say(self) -> None:
        reading = self.newest(Movement)
        if reading is None or not reading.relative.size:
            self.panel.set_caption("")
            return
        step = min(self._step, len(reading.relative) - 1)
        moved = np.nan_to_num(reading.relative[step])
        text = self.tr("‖φ − θ‖ / ‖θ‖ of each layer, mean over the probe tasks.")
        if step and moved.max() > 0:
            most = int(moved.argmax())
            text += " " + self.tr("At step {step}, {layer} has moved most: {value}.").format(
                step=step, layer=reading.layers[most], value=readable(float(moved[most]))
            )
        self.panel.set_caption(text)

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()
