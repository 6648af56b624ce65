"""A classification task in the plane: the classes of all places, moving through the inner steps."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from engine.protocol import Boundary, Bytes, Floats, Ints
from gui.figure import Raster
from gui.labels import Label
from gui.landscape import Smooth
from gui.plotting import PlotPanel
from gui.theme import LIGHT, appearance
from gui.views.base import SHAPES, letter
from gui.views.reading import TaskView


def shaded(probabilities: Floats, colours: list[QColor], paper: QColor) -> Bytes:
    """Colours (G, G, 3) of the classes, as pale as the answers (G, G, N) are unsure."""
    palette = np.array([(c.red(), c.green(), c.blue()) for c in colours], float)
    blank = np.array((paper.red(), paper.green(), paper.blue()), float)
    p = np.nan_to_num(probabilities.astype(float))
    way = p.shape[-1]
    sure = np.clip((p.max(-1) - 1 / way) / max(1e-9, 1 - 1 / way), 0, 1)[..., None]
    mixed: Bytes = (blank + 0.5 * sure * (palette[p.argmax(-1)] - blank)).astype(np.uint8)
    return mixed


class BoundaryView(TaskView):
    """The probe task of the selected run, in a plane coloured by the answers."""

    title: ClassVar[str] = "boundary"
    kind = Boundary
    readings: ClassVar[tuple[str, ...]] = ("Boundary",)

    def __init__(self) -> None:
        super().__init__()
        self._reading: Boundary | None = None
        self.panel = PlotPanel(
            self.tr("One task, its boundaries"),
            "x",
            "y",
            self.tr("One unseen task in the plane, and which class every place belongs to after each inner step.\nPress Space to start."),
        )
        self.panel.plot.getViewBox().setAspectLocked(True)
        self.image = Smooth(axisOrder="row-major")
        self.image.setZValue(-50)
        self.scatter = pg.ScatterPlotItem()
        for item in (self.image, self.scatter):
            self.panel.plot.addItem(item, ignoreBounds=True)
        self.panel.followed.connect(self._frame)
        self.panel.raster = self._raster
        self._caption = Label()
        self._caption.setObjectName("muted")
        self._caption.setWordWrap(True)
        self._next = QPushButton(self.tr("Next task"))
        self._next.setToolTip(self.tr("Another task of the same kind (N)"))
        self._next.clicked.connect(self.next_task)
        row = QHBoxLayout()
        row.addWidget(self._caption, 1)
        row.addWidget(self._next)
        frame = self.panel.layout()
        assert isinstance(frame, QVBoxLayout)
        frame.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self._show()

    def let_go(self) -> None:
        self._reading = None

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Boundary)
        self._reading = reading if reading is not None and reading.probabilities.size and np.isfinite(reading.grid).all() else None
        self._show()

    def set_step(self, step: int) -> None:
        """Show the answers after this inner step."""
        self.step = step
        self._show()

    def _show(self) -> None:
        reading = self._reading if self.history else None
        self.panel.say_empty(reading is None)
        for thing in (self._caption, self._next, self.image):
            thing.setVisible(reading is not None and not (self.compact and thing is self._next))
        if reading is None:
            self.scatter.setData([])
            return
        theme = appearance.theme
        last = len(reading.probabilities) - 1
        p = reading.probabilities[min(self.step, last)]
        colours = [QColor(theme.class_colours()[n % 10]) for n in range(p.shape[-1])]
        self.image.setImage(shaded(p, colours, QColor(theme.panel)), autoLevels=False, levels=(0, 255))
        low, high = float(reading.grid[0]), float(reading.grid[-1])
        half = (high - low) / max(1, len(reading.grid) - 1) / 2
        self.image.setRect(QRectF(low - half, low - half, high - low + 2 * half, high - low + 2 * half))
        guesses = self._guesses(reading, p)
        spots = []
        for query, xs, ys in ((True, reading.query_x, reading.query_y), (False, reading.support_x, reading.support_y)):
            for i in np.flatnonzero(np.isfinite(xs).all(1)).tolist():
                label = int(ys[i])
                wrong = query and label >= 0 and guesses[i] != label
                colour = colours[label % len(colours)] if label >= 0 else QColor(theme.text)
                spots.append(
                    {
                        "pos": xs[i].tolist(),
                        "symbol": SHAPES[label % len(SHAPES)] if label >= 0 else "o",
                        "size": (8 if query else 11) * appearance.zoom * (1.4 if wrong else 1),
                        "pen": pg.mkPen(theme.text if wrong else colour if query else theme.panel, width=2.2 if wrong else 1.2),
                        "brush": pg.mkBrush(theme.mixed(colour.name(), 0.35)) if query else pg.mkBrush(colour),
                    }
                )
        self.scatter.setData(spots)
        self._frame(self.panel.following)
        known = reading.query_y >= 0
        right = int((guesses[known] == reading.query_y[known]).sum())
        text = self.tr("Step {step}: {right} of {count} queries right") if last else self.tr("One pass: {right} of {count} queries right")
        words = text.format(step=min(self.step, last), right=right, count=int(known.sum()))
        shapes = ", ".join(letter(n) for n in range(min(p.shape[-1], 10)))
        self._caption.setText(
            words + self.tr(" (large: support; small: queries; outlined: wrong; classes {shapes}).").format(shapes=shapes)
        )
        self.announce(last)

    def _raster(self) -> Raster | None:
        reading = self._reading
        if reading is None or not self.history:
            return None
        p = reading.probabilities[min(self.step, len(reading.probabilities) - 1)]
        colours = [QColor(LIGHT.class_colours()[n % 10]) for n in range(p.shape[-1])]
        rect = self.image.mapRectToParent(self.image.boundingRect())
        return Raster(
            p.argmax(-1).astype(float), shaded(p, colours, QColor(LIGHT.panel)), (rect.left(), rect.top(), rect.width(), rect.height())
        )

    def _guesses(self, reading: Boundary, p: Floats) -> Ints:
        """The answer at the grid place nearest to each query."""
        places = np.nan_to_num(reading.query_x)
        column, row = (np.abs(places[:, i : i + 1] - reading.grid[None]).argmin(1) for i in (0, 1))
        found: Ints = np.nan_to_num(p[row, column]).argmax(-1)
        return found

    def _frame(self, following: bool) -> None:
        if following and self._reading is not None:
            low, high = float(self._reading.grid[0]), float(self._reading.grid[-1])
            self.panel.plot.setRange(xRange=(low, high), yRange=(low, high), padding=0)

    def retheme(self) -> None:
        self.panel.retheme()
        self._show()
