"""A layer of a network that has slow and fast weights, as three pictures side by side: slow + fast = sum."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from engine.protocol import FastWeights, Floats
from gui.heat import Heat, which
from gui.plotting import PlotPanel, readable
from gui.widgets.inputs import ComboBox

GAP = 0.1
"""Columns between two pictures, as a share of one's."""
TICKS = 5
"""Outputs whose number is written, about."""
REACH = 99.5
"""Percentile of the sizes that has the full colour: one large weight does not make all others pale."""


def beside(slow: Floats, fast: Floats) -> tuple[Floats, int]:
    """(outputs, columns) slow, fast and their sum side by side, and how many columns lie from one to the next."""
    gap = np.zeros((len(slow), max(1, round(GAP * slow.shape[1]))), np.float32)
    return np.concatenate([slow, gap, fast, gap, slow + fast], 1), slow.shape[1] + gap.shape[1]


class LayerSum(QObject):
    """The panel, and the two choices: of a layer, and of the example that wrote the fast weights or the query that mixes its own."""

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._reading: FastWeights | None = None
        self._offered = False
        self.panel = PlotPanel(self.tr("Slow + fast = sum"), "", self.tr("output"), empty)
        self.heat = Heat(self.panel, signed=True, says=self._says)
        self.layer, self.whose = ComboBox(), ComboBox()
        self.layer.setAccessibleName(self.tr("Layer"))
        self.whose.setAccessibleName(self.tr("Whose fast weights"))
        for choice in (self.layer, self.whose):
            choice.currentIndexChanged.connect(lambda _: self._draw())

    def offer(self, on: bool) -> None:
        """Whether the choices are there, where there is something to choose from."""
        self._offered = on
        for choice in (self.layer, self.whose):
            choice.setVisible(on and self._reading is not None)

    def choose_query(self, index: int) -> None:
        """Of this query."""
        if self._reading is not None:
            self.whose.setCurrentIndex(len(self._reading.support_labels) + index)

    def show(self, reading: FastWeights | None) -> None:
        """Draw a reading, or nothing; what was chosen stays."""
        self._reading = reading
        layers: list[str] = []
        names: list[str] = []
        if reading is not None:
            layers = list(reading.layers)
            names = [self.tr("example {name}").format(name=which(reading.support_labels, i)) for i in range(len(reading.support_labels))]
            names += [self.tr("query {name}").format(name=which(reading.query_labels, i)) for i in range(len(reading.query_labels))]
        for choice, items in ((self.layer, layers), (self.whose, names)):
            if [choice.itemText(i) for i in range(choice.count())] != items:
                chosen = max(0, choice.currentIndex())
                choice.blockSignals(True)
                choice.clear()
                choice.addItems(items)
                choice.setCurrentIndex(min(chosen, len(items) - 1))
                choice.blockSignals(False)
        self.offer(self._offered)
        self._draw()

    def parts(self) -> tuple[Floats, Floats] | None:
        """The slow weights of the chosen layer (outputs, columns) and the chosen fast ones; None with nothing to show."""
        reading, layer, whose = self._reading, self.layer.currentIndex(), self.whose.currentIndex()
        if reading is None or layer < 0 or whose < 0:
            return None
        fast, examples = reading.fast_weights[layer], len(reading.support_labels)
        if whose < examples:
            return reading.slow_weights[layer], fast[whose]
        mixed = np.tensordot(reading.attention[whose - examples], fast, 1).astype(np.float32)
        return reading.slow_weights[layer], mixed

    def _draw(self) -> None:
        reading, found = self._reading, self.parts()
        if reading is None or found is None:
            self.heat.show(None)
            self.panel.set_caption("")
            return
        slow, fast = found
        picture, pitch = beside(slow, fast)
        every = reading.fast_weights[self.layer.currentIndex()]  # of all examples: a choice changes no colour
        sizes = np.abs(np.concatenate([slow.ravel(), every.ravel(), (slow + every).ravel()]))
        largest = float(np.percentile(np.nan_to_num(sizes), REACH)) or 1.0
        self.heat.show(picture, (-largest, largest))
        middle = slow.shape[1] / 2
        names = (self.tr("slow"), self.tr("+ fast"), self.tr("= sum"))
        self.panel.plot.getAxis("bottom").setTicks([[(middle + i * pitch, name) for i, name in enumerate(names)]])
        self.panel.plot.getAxis("left").setTicks([[(i + 0.5, str(i + 1)) for i in range(0, len(slow), max(1, round(len(slow) / TICKS)))]])
        self.panel.set_caption(self._told(reading, slow, fast))

    def _told(self, reading: FastWeights, slow: Floats, fast: Floats) -> str:
        if self.whose.currentIndex() < len(reading.support_labels):
            text = self.tr("Fast weights that {whose} wrote, {ratio} times as large as the slow ones of every task.")
        else:
            text = self.tr("Fast weights as {whose} mixes them, {ratio} times as large as the slow ones of every task.")
        ratio = np.nan_to_num(np.linalg.norm(fast)) / max(float(np.nan_to_num(np.linalg.norm(slow))), 1e-9)
        told = [text.format(whose=self.whose.currentText(), ratio=readable(float(ratio)))]
        told.append(self.tr("Where both let a signal through, the layer acts as their sum."))
        outputs, inputs, *taps = reading.shapes[self.layer.currentIndex()]
        columns = inputs * int(np.prod(taps, dtype=int))
        if slow.shape != (outputs, columns):
            text = self.tr("The first {rows} of {outputs} outputs and {columns} of {inputs} inputs.")
            told.append(text.format(rows=len(slow), outputs=outputs, columns=slow.shape[1], inputs=columns))
        return " ".join(told)

    def _says(self, row: int, column: int) -> str:
        found = self.parts()
        if found is None:
            return ""
        slow, fast = found
        place = column % beside(slow, fast)[1]
        if place >= slow.shape[1]:
            return ""
        text = self.tr("input {column} to output {row}: {slow} slow + {fast} fast = {sum}")
        a, b = float(slow[row, place]), float(fast[row, place])
        return text.format(column=place + 1, row=row + 1, slow=readable(a), fast=readable(b), sum=readable(a + b))

    def retheme(self) -> None:
        self.panel.retheme()
        self.heat.recolour()
