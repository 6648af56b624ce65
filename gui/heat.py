"""Matrices as pictures: fixed levels, a colour bar that says them, classes by letter, and a word under the cursor."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent

from engine.protocol import Floats, Ints
from gui.figure import Raster
from gui.labels import hide_tip, show_tip
from gui.plotting import PlotPanel
from gui.theme import LIGHT, Theme, appearance
from gui.views.base import letter

FEWEST_PX = 14
"""px between two names on an axis, at least."""


class Heat(QObject):
    """A matrix on a panel, first row on top. `signed` values have the panel's own colour at zero, others run from dark to bright.

    `says` tells a cell in words, under the mouse and under the cell cursor that the arrow keys move; a click, or Enter there, is
    `chosen`.
    """

    def __init__(
        self,
        panel: PlotPanel,
        signed: bool = False,
        says: Callable[[int, int], str] | None = None,
        chosen: Callable[[int, int], object] | None = None,
    ) -> None:
        super().__init__(panel)
        self.panel = panel
        self.at: tuple[int, int] | None = None
        """the cell under the keyboard's cursor"""
        self._chosen = chosen
        self.signed = signed
        self.image = pg.ImageItem(axisOrder="row-major")
        self.image.setZValue(-50)
        self._lines = pg.PlotCurveItem(connect="pairs")
        self._lines.setZValue(-40)
        self._bar = pg.ColorBarItem(values=(0, 1), width=9, interactive=False)
        self._bar.setImageItem(self.image, insert_in=panel.plot)
        self._shape = (0, 0)
        self._levels = (0.0, 1.0)
        self._says = says
        self._cursor = pg.QtWidgets.QGraphicsRectItem()
        self._cursor.setZValue(45)
        self._cursor.hide()
        for item in (self.image, self._lines, self._cursor):
            panel.plot.addItem(item, ignoreBounds=True)
        panel.plot.invertY(True)
        panel.raster = self.raster
        panel.followed.connect(self._frame)
        panel.widget.scene().sigMouseMoved.connect(self._hovered)
        panel.widget.scene().sigMouseClicked.connect(self._clicked)
        panel.widget.installEventFilter(self)
        self.recolour()
        self.show(None)

    def show(self, values: NDArray[np.floating] | None, levels: tuple[float, float] = (0.0, 1.0)) -> None:
        """Draw a matrix (rows, columns) between fixed levels; None: nothing."""
        self.panel.say_empty(values is None)
        for item in (self.image, self._lines, self._bar):
            item.setVisible(values is not None)
        if values is None:
            self._shape = (0, 0)
            return
        shape = (values.shape[0], values.shape[1])
        if shape != self._shape:
            self._point(None)
        self.image.setImage(np.nan_to_num(np.asarray(values, np.float32)), autoLevels=False, levels=levels)
        if levels != self._levels:
            self._levels = levels
            self._bar.setLevels(levels)
        if shape != self._shape:
            self._shape = shape
            self._frame(self.panel.following)

    def name_rows(self, names: Sequence[str]) -> None:
        """Text beside each row."""
        self._name("left", [(i + 0.5, name) for i, name in enumerate(names)], self._shape[0])

    def name_columns(self, names: Sequence[str]) -> None:
        """Text beneath each column."""
        self._name("bottom", [(i + 0.5, name) for i, name in enumerate(names)], self._shape[1])

    def classes(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> None:
        """Letters of classes beside rows and columns that are sorted by class, and lines between them."""
        points: list[tuple[float, float]] = []
        for side, labels in (("left", rows), ("bottom", columns)):
            edges = [0, *(np.flatnonzero(np.diff(labels)) + 1).tolist(), len(labels)]
            spans = list(itertools.pairwise(edges)) if len(labels) else []
            self._name(side, [((a + b) / 2, letter(int(labels[a]))) for a, b in spans], len(labels))
            for edge in edges[1:-1]:
                points += [(0, edge), (len(columns), edge)] if side == "left" else [(edge, 0), (edge, len(rows))]
        x, y = (np.array(values, float) for values in (zip(*points, strict=True) if points else ((), ())))
        self._lines.setData(x, y)

    def sign(self, signed: bool) -> None:
        """Whether values have a sign."""
        if signed != self.signed:
            self.signed = signed
            self.recolour()

    def _colours(self, theme: Theme) -> pg.ColorMap:
        if not self.signed:
            return pg.colormap.get("viridis")
        ends = ("#5B8CFF", "#FF6B57") if theme.dark else ("#2151DB", "#B4331F")
        return pg.ColorMap([0.0, 0.5, 1.0], [QColor(ends[0]), QColor(theme.panel), QColor(ends[1])])

    def recolour(self) -> None:
        """The theme changed."""
        theme = appearance.theme
        self._bar.setColorMap(self._colours(theme))
        self._bar.axis.setTextPen(theme.muted)
        self._bar.axis.setPen(theme.border)
        font = self.panel.font()
        font.setPixelSize(appearance.size("small"))
        self._bar.axis.setStyle(tickFont=font)
        self._lines.setPen(pg.mkPen(theme.panel, width=1.5))
        self._cursor.setPen(pg.mkPen(theme.accent, width=2.5, cosmetic=True))

    def raster(self) -> Raster | None:
        """The matrix with its colours on paper."""
        values = self.image.image
        if not self._shape[0] or values is None:
            return None
        ramp = self._colours(LIGHT).getLookupTable(nPts=256, alpha=False).astype(np.uint8)
        low, high = self._levels
        place = np.clip(255 * (values - low) / ((high - low) or 1), 0, 255).astype(int)
        return Raster(values.astype(float), ramp[place], (0, 0, self._shape[1], self._shape[0]), self._levels, ramp)

    def cell(self, at: QPointF) -> tuple[int, int] | None:
        """Row and column at a place of the plot."""
        row, column = int(np.floor(at.y())), int(np.floor(at.x()))
        return (row, column) if 0 <= row < self._shape[0] and 0 <= column < self._shape[1] else None

    def _name(self, side: str, ticks: list[tuple[float, str]], count: int) -> None:
        box = self.panel.plot.getViewBox()
        room = (box.height() if side == "left" else box.width()) / max(1, count)
        apart = min((b[0] - a[0] for a, b in itertools.pairwise(ticks)), default=1.0) * room
        every = max(1, int(np.ceil(FEWEST_PX * appearance.zoom / max(apart, 0.1))))
        self.panel.plot.getAxis(side).setTicks([ticks[::every]])

    def _frame(self, following: bool) -> None:
        if following and self._shape[0]:
            self.panel.plot.setRange(xRange=(0, self._shape[1]), yRange=(0, self._shape[0]), padding=0)

    def _hovered(self, position: QPointF) -> None:
        if self._says is None or not self.image.isVisible() or not self.panel.plot.sceneBoundingRect().contains(position):
            return
        found = self.cell(self.panel.plot.getViewBox().mapSceneToView(position))
        show_tip(QCursor.pos(), self._says(*found) if found else "", self.panel.widget)

    def _clicked(self, event: Any) -> None:
        if self._chosen is None or event.button() != Qt.MouseButton.LeftButton or event.double() or not self.image.isVisible():
            return
        found = self.cell(self.panel.plot.getViewBox().mapSceneToView(event.scenePos()))
        if found is not None:
            self._chosen(*found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not self._shape[0]:
            return False
        key, (row, column) = Qt.Key, self.at or (0, -1)
        moves = {key.Key_Left: (0, -1), key.Key_Right: (0, 1), key.Key_Up: (-1, 0), key.Key_Down: (1, 0)}
        if event.key() in moves:
            down, right = moves[Qt.Key(event.key())]
            self._point((min(max(0, row + down), self._shape[0] - 1), min(max(0, column + right), self._shape[1] - 1)))
        elif event.key() in (key.Key_Return, key.Key_Enter) and self.at is not None and self._chosen is not None:
            self._chosen(*self.at)
        elif event.key() == key.Key_Escape and self.at is not None:
            self._point(None)
        else:
            return False
        return True

    def _point(self, at: tuple[int, int] | None) -> None:
        """Put the keyboard's cursor on a cell and say it; None takes it away."""
        self.at = at
        self._cursor.setVisible(at is not None)
        if at is None:
            hide_tip()
            return
        row, column = at
        self._cursor.setRect(QRectF(column, row, 1, 1))
        if self._says is not None:
            place = self.panel.plot.getViewBox().mapViewToScene(QPointF(column + 1, row + 1))
            show_tip(self.panel.widget.mapToGlobal(self.panel.widget.mapFromScene(place)), self._says(row, column), self.panel.widget)


def on_own_class(weights: Floats, queries: Ints, support: Ints) -> float:
    """The share of their attention that queries (m,) give to examples (n,) of their own class, of weights (m, n)."""
    own = queries[:, None] == support[None, :]
    return float(np.nan_to_num(weights * own).sum() / max(1, len(queries)))


def which(labels: Ints, index: int) -> str:
    """'A2': the second example of class A."""
    label = int(labels[index])
    return f"{letter(label)}{int((labels[: index + 1] == label).sum())}"
