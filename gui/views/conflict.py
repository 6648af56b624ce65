"""Where source tasks pull what they share apart."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from engine.protocol import Conflict
from gui.heat import Heat
from gui.plotting import PlotPanel, readable
from gui.views.reading import ReadingView


class ConflictView(ReadingView):
    """The cosine between the gradients of every two source tasks: red together, blue apart."""

    title: ClassVar[str] = "conflict"
    kind = Conflict
    readings: ClassVar[tuple[str, ...]] = ("Conflict",)

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Do source tasks agree?"),
            self.tr("source task"),
            self.tr("source task"),
            self.tr(
                "Whether what helps one source task helps another, for multi-task learning.\n"
                "Press Space to start: agreement is red, conflict blue."
            ),
        )
        self.heat = Heat(self.panel, signed=True, says=self._says)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.draw()

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Conflict)
        if reading is None or not reading.cosine.size:
            self.heat.show(None)
            self.panel.set_caption("")
            return
        self.heat.show(reading.cosine, (-1.0, 1.0))
        self.heat.name_rows(reading.tasks)
        self.heat.name_columns(reading.tasks)
        pairs = reading.cosine[~np.eye(len(reading.cosine), dtype=bool)]
        met = pairs[(pairs != 0) & np.isfinite(pairs)]
        if not len(met):
            self.panel.set_caption(self.tr("No two source tasks have met in a batch yet."))
            return
        text = self.tr("Cosine between the gradients of two tasks, a running mean: {mean} on average; {apart} % of the pairs pull apart.")
        self.panel.set_caption(text.format(mean=readable(float(met.mean())), apart=round(100 * float((met < 0).mean()))))

    def _says(self, row: int, column: int) -> str:
        reading = self.newest(Conflict)
        if reading is None or max(row, column) >= len(reading.tasks):
            return ""
        text = self.tr("tasks {first} and {second}: {value}")
        return text.format(first=reading.tasks[row], second=reading.tasks[column], value=readable(float(reading.cosine[row, column])))

    def retheme(self) -> None:
        self.panel.retheme()
        self.heat.recolour()
        self.draw()
