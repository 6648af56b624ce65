"""Fast weights beside slow ones: which memory entries a query takes, how large they are, and what layers and filters look like."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from engine.protocol import FastWeights, Floats
from gui.heat import Heat, on_own_class, which
from gui.labels import Label
from gui.plotting import PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.views.base import SHAPES, letter
from gui.views.reading import ReadingView
from gui.widgets.inputs import ComboBox
from gui.widgets.layer_sum import LayerSum

ACROSS = 16
"""Filters shown of each set of weights."""


def tiled(slow: Floats, fast: Floats) -> Floats:
    """Slow filters (F, h, w) as the first row, each example's fast filters (n, F, h, w) beneath, a gap of one pixel between."""
    rows = np.concatenate([slow[None], fast])
    n, filters, h, w = rows.shape
    picture = np.zeros((n * (h + 1) - 1, filters * (w + 1) - 1), np.float32)
    for i in range(n):
        for j in range(filters):
            picture[i * (h + 1) : i * (h + 1) + h, j * (w + 1) : j * (w + 1) + w] = rows[i, j]
    return picture


def filters(reading: FastWeights) -> tuple[Floats, Floats] | None:
    """Of the first convolution, what looks at its first input channel: (F, h, w) slow and (n, F, h, w) fast; None without one."""
    for shape, slow, fast in zip(reading.shapes, reading.slow_weights, reading.fast_weights, strict=True):
        if len(shape) == 4:
            h, w = shape[2:]
            shown = min(ACROSS, len(slow))
            return slow[:shown, : h * w].reshape(shown, h, w), fast[:, :shown, : h * w].reshape(len(fast), shown, h, w)
    return None


class FastWeightsView(ReadingView):
    """The memory of fast weights of the probe task."""

    title: ClassVar[str] = "fast weights"
    kind = FastWeights
    readings: ClassVar[tuple[str, ...]] = ("FastWeights",)

    def __init__(self) -> None:
        super().__init__()
        empty = self.tr(
            "The weights that support examples write, beside the slow ones, for methods that write some.\nPress Space to start."
        )
        self.attention = PlotPanel(self.tr("Whose fast weights a query takes"), self.tr("support example"), self.tr("query"), empty)
        self.sizes = PlotPanel(self.tr("Slow and fast weights"), self.tr("layer"), self.tr("norm"), empty)
        self.filters = PlotPanel(self.tr("Filters, slow above fast"), self.tr("filter"), "", empty)
        self.layers = LayerSum(empty)
        self.heat = Heat(self.attention, says=self._says, chosen=self._chosen)
        self.pictures = Heat(self.filters, signed=True)
        self.scatter = pg.ScatterPlotItem()
        self.sizes.plot.addItem(self.scatter, ignoreBounds=True)
        self.sizes.followed.connect(self._frame)
        self._reach = 1.0
        self._count = 1
        self._stack = QStackedWidget()
        self.which = ComboBox()
        self.which.setAccessibleName(self.tr("Show"))
        for text, panel in (
            (self.tr("attention"), self.attention),
            (self.tr("sizes"), self.sizes),
            (self.tr("layers"), self.layers.panel),
            (self.tr("filters"), self.filters),
        ):
            self.which.addItem(text)
            self._stack.addWidget(panel)
        self.which.currentIndexChanged.connect(self._show)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, 0)
        for widget in (Label(self.tr("Show")), self.which, self.layers.layer, self.layers.whose):
            row.addWidget(widget)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        self._show(0)
        self.draw()

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.layers.offer(self._stack.currentWidget() is self.layers.panel)

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(FastWeights)
        self.sizes.say_empty(reading is None)
        self.layers.show(reading)
        if reading is None:
            self.heat.show(None)
            self.pictures.show(None)
            self.scatter.setData([])
            for panel in (self.attention, self.sizes, self.filters):
                panel.set_caption("")
            return
        self.heat.show(reading.attention)
        self.heat.classes(reading.query_labels, reading.support_labels)
        share = on_own_class(reading.attention, reading.query_labels, reading.support_labels)
        text = self.tr("Queries take {share} % of their fast weights from examples of their own class.")
        self.attention.set_caption(text.format(share=round(100 * share)))
        self._draw_sizes(reading)
        self._draw_filters(reading)

    def _draw_filters(self, reading: FastWeights) -> None:
        found = filters(reading)
        if found is None:
            self.pictures.show(None)
            return
        picture = tiled(*found)
        largest = float(np.nan_to_num(np.abs(picture)).max()) or 1.0
        self.pictures.show(picture, (-largest, largest))
        shown, h, w = found[0].shape
        names = [self.tr("slow"), *(which(reading.support_labels, i) for i in range(len(reading.support_labels)))]
        self.filters.plot.getAxis("left").setTicks([[(i * (h + 1) + h / 2, name) for i, name in enumerate(names)]])
        self.filters.plot.getAxis("bottom").setTicks([[(j * (w + 1) + w / 2, str(j + 1)) for j in range(0, shown, 3)]])
        text = self.tr("First input channel of {layer}: the slow filters, then those each support example writes.")
        self.filters.set_caption(text.format(layer=reading.layers[0]))

    def _draw_sizes(self, reading: FastWeights) -> None:
        theme, colours = appearance.theme, appearance.theme.class_colours()
        spots = []
        for i in range(len(reading.layers)):
            spots.append(
                {
                    "pos": (i - 0.18, float(np.nan_to_num(reading.slow[i]))),
                    "symbol": "s",
                    "size": 12 * appearance.zoom,
                    "pen": pg.mkPen(theme.text, width=1.5),
                    "brush": None,
                }
            )
            for j, label in enumerate(reading.support_labels.tolist()):
                spots.append(
                    {
                        "pos": (i + 0.1 + 0.25 * j / max(1, len(reading.support_labels)), float(np.nan_to_num(reading.fast[j, i]))),
                        "symbol": SHAPES[label % len(SHAPES)],
                        "size": 8 * appearance.zoom,
                        "pen": pg.mkPen(theme.panel, width=0.6),
                        "brush": pg.mkBrush(colours[label % len(colours)]),
                    }
                )
        self.scatter.setData(spots)
        self._reach = 1.15 * max(float(np.nan_to_num(reading.slow).max()), float(np.nan_to_num(reading.fast).max()), 1e-3)
        self._count = len(reading.layers)
        self.sizes.plot.getAxis("bottom").setTicks([list(enumerate(reading.layers))])
        self._frame(self.sizes.following)
        ratio = float(np.nan_to_num(reading.fast.mean(0) / np.maximum(reading.slow, 1e-9)).max())
        text = self.tr("Squares: slow weights; small marks: what each support example writes, at most {ratio} times as large.")
        self.sizes.set_caption(text.format(ratio=readable(ratio)))

    def _frame(self, following: bool) -> None:
        if following:
            self.sizes.plot.setRange(xRange=(-0.5, self._count - 0.5), yRange=(0, self._reach), padding=0)

    def _says(self, row: int, column: int) -> str:
        reading = self.newest(FastWeights)
        if reading is None:
            return ""
        text = self.tr("query of {name} takes {value} of what {example} wrote")
        value = readable(float(reading.attention[row, column]))
        return text.format(name=letter(int(reading.query_labels[row])), value=value, example=which(reading.support_labels, column))

    def _chosen(self, row: int, column: int) -> None:
        """The layers as the query of this row has them."""
        self.layers.choose_query(row)
        self.which.setCurrentIndex(self._stack.indexOf(self.layers.panel))

    def retheme(self) -> None:
        for panel in (self.attention, self.sizes, self.filters):
            panel.retheme()
        self.heat.recolour()
        self.pictures.recolour()
        self.layers.retheme()
        self.draw()
