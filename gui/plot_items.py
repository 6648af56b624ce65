"""The fast pyqtgraph items every plot is made of: axis, light grid, marks at the rim, band, and a curve with its parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.log_ticks import log_texts, log_ticks, power_of_ten
from gui.theme import appearance
from gui.traces import Array, finite, readable, step_of_ticks, thinned, tick_text
from gui.view_fault import guarded_paint

pg.setConfigOptions(antialias=False)
for _item in (pg.ImageItem, pg.InfiniteLine, pg.LinearRegionItem, pg.PlotCurveItem, pg.ScatterPlotItem, pg.TextItem, pg.IsocurveItem):
    _item.paint = guarded_paint(_item.paint)
FINE = 300
"""Columns of a thick curve."""
SMOOTH_LENGTH = 4000
"""px of a thick curve up to which it is drawn antialiased; a longer one is noise that hides its own steps, and costs whole frames."""
OVER_THE_END = 6
"""px that a number may stand over the end of the x-axis: the margin of the plot."""
BOTTOMLESS = 20.0
"""Decades that a band reaches down where its lower side is zero or negative on a logarithmic axis."""
MARK_EVERY = 60
"""px between two markers on a curve, about."""


TEXT_LEVELS = 2
"""Levels of ticks beside the first that may carry numbers on a linear axis, pyqtgraph's default."""


class Axis(pg.AxisItem):  # type: ignore[misc]
    """Ticks at 1-2-5 in plain numbers; large ones in thousands or millions, which the axis title says.

    On a logarithmic axis the first level of ticks carries the numbers, the second none.
    """

    divisor = 1.0
    paint = guarded_paint(pg.AxisItem.paint)

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        if orientation == "bottom":  # a number at the very end of the axis is not left out for the half that stands over it
            self.setStyle(hideOverlappingLabels=OVER_THE_END)

    @property
    def _apart(self) -> float:
        """px between two numbers, at least; on a logarithmic axis they stand closer, since most gaps are wider than the narrowest."""
        upright = 22 if self.logMode else 32
        return (55 if self.orientation == "bottom" else upright) * appearance.zoom

    def setLogMode(self, *args: bool, **kwargs: bool) -> None:
        super().setLogMode(*args, **kwargs)
        self.setStyle(maxTextLevel=0 if self.logMode else TEXT_LEVELS)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float | None, list[float]]]:
        if not self.logMode:
            levels: list[tuple[float | None, list[float]]] = super().tickValues(minVal, maxVal, size)
            return levels
        ticks = log_ticks(minVal, maxVal, size, self._apart)
        return [(1.0, list(ticks.labelled)), (None, list(ticks.minor))]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        spacing: list[tuple[float, float]] = super().tickSpacing(minVal, maxVal, size)
        if self._tickSpacing is not None or not (math.isfinite(maxVal - minVal) and maxVal > minVal):
            return spacing
        return [(step_of_ticks(maxVal - minVal, size / self._apart), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float | None) -> list[str]:
        if self.logMode or spacing is None:  # pyqtgraph names no spacing where ticks are not evenly spaced
            return log_texts(values) if self.logMode else [readable(v / self.divisor) for v in values]
        return [tick_text(v / self.divisor, spacing / self.divisor) for v in values]


class Grid(pg.GraphicsObject):  # type: ignore[misc]
    """Light horizontal lines at the ticks of the left axis (pyqtgraph's own grid costs 6 to 13 ms at every repaint)."""

    def __init__(self, plot: pg.PlotItem) -> None:
        super().__init__()
        self._plot = plot
        self.setZValue(-100)

    def boundingRect(self) -> QRectF:
        return QRectF(self._plot.vb.viewRect())

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        rect = self._plot.vb.viewRect()
        axis = self._plot.getAxis("left")
        levels = axis.tickValues(rect.top(), rect.bottom(), self._plot.vb.height())
        pen = QPen(QColor(appearance.theme.grid))
        pen.setCosmetic(True)
        painter.setPen(pen)
        for _, values in levels[:1]:
            for value in values:
                painter.drawLine(QPointF(rect.left(), value), QPointF(rect.right(), value))


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the x-axis (data units) where something happened; a cross where values were no numbers, else a tick with its text."""

    x: float
    text: str
    colour: str
    broken: bool = False


class RimMarks(pg.GraphicsObject):  # type: ignore[misc]
    """Marks standing on the x-axis."""

    def __init__(self, plot: pg.PlotItem) -> None:
        super().__init__()
        self._plot = plot
        self._places: list[tuple[float, Mark]] = []
        self.setZValue(40)

    def set_marks(self, places: list[tuple[float, Mark]]) -> None:
        """(place on the axis, mark)."""
        self._places = places
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self._plot.vb.viewRect())

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        rect = self._plot.vb.viewRect()
        transform = painter.transform()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = 4 * appearance.zoom
        for place, mark in self._places:
            if not rect.left() <= place <= rect.right():
                continue
            foot = transform.map(QPointF(place, rect.top()))  # the view's y grows upwards: its top is the lower rim
            painter.setPen(QPen(QColor(mark.colour), 1.5 * appearance.zoom))
            if mark.broken:
                middle = foot - QPointF(0, size + 1)
                painter.drawLine(middle + QPointF(-size, -size), middle + QPointF(size, size))
                painter.drawLine(middle + QPointF(-size, size), middle + QPointF(size, -size))
            else:
                painter.drawLine(foot, foot - QPointF(0, 3 * size))
                font = painter.font()
                font.setPixelSize(appearance.size("small"))
                painter.setFont(font)
                painter.drawText(foot + QPointF(size, -size), mark.text)


class Band(pg.GraphicsObject):  # type: ignore[misc]
    """The area between two curves as one polygon."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(-50)
        self._path = QPainterPath()
        self._colour = "#888888"

    def set_data(self, x: Array, low: Array, high: Array, colour: str) -> None:
        """Fill between `low` and `high` (n,) over `x` (n,)."""
        self.prepareGeometryChange()
        self._path = QPainterPath()
        good = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        x, low, high = x[good], low[good], high[good]
        if len(x):
            points = [QPointF(a, b) for a, b in zip(x.tolist(), low.tolist(), strict=True)]
            points += [QPointF(a, b) for a, b in zip(x[::-1].tolist(), high[::-1].tolist(), strict=True)]
            self._path.addPolygon(QPolygonF(points))
        self._colour = colour
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect()

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.fillPath(self._path, QColor(self._colour))


@dataclass(slots=True)
class Curve:
    """One curve of a panel: its key, name in legends, points, colour and weight. `raw` is shown pale behind when smoothed.

    `note` stands beside the name in the read-out; a curve `behind` lies under the others.
    """

    key: str
    name: str
    x: Array
    y: Array
    colour: str
    width: float = 2.0
    pale: bool = False
    dashed: bool = False
    run: str = ""
    raw: Array | None = None
    low: Array | None = None
    high: Array | None = None
    labelled: bool = True
    symbol: str | None = None
    note: str = ""
    behind: bool = False

    @property
    def group(self) -> str:
        """What is hidden and shown together: all curves of a run."""
        return self.run or self.key


def scaled(values: Array, log: bool) -> Array:
    """Axis units: decades where the axis is logarithmic, NaN where there is no logarithm."""
    if not log:
        return np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        result: Array = np.log10(np.where(values > 0, values, np.nan))
    return result


def has_place(curve: Curve, x_log: bool, y_log: bool) -> bool:
    """Whether any point of a curve has a place on such axes; the newest points are looked at first."""
    for part in (slice(-256, None), slice(None)):
        if np.any(np.isfinite(scaled(curve.x[part], x_log)) & np.isfinite(scaled(curve.y[part], y_log))):
            return True
    return False


def scaled_band(low: Array, high: Array, log: bool) -> tuple[Array, Array]:
    """Both sides of a band in axis units; where only the upper one has a logarithm, the band runs out at the bottom."""
    below, above = scaled(low, log), scaled(high, log)
    if log:
        below = np.where((low <= 0) & np.isfinite(above), above - BOTTOMLESS, below)
    return below, above


class CurveItems:
    """The items of one curve, made as they are needed and used again; only what the view shows of it is drawn."""

    def __init__(self, plot: pg.PlotItem, curve: Curve) -> None:
        self.curve = curve
        self._plot = plot
        self.raw: pg.PlotCurveItem | None = None
        self.band: Band | None = None
        self.points: pg.ScatterPlotItem | None = None
        self.line = self._added(pg.PlotCurveItem(connect="finite"), 10)

    def _added(self, item: Any, z: float) -> Any:
        item.setZValue(z)
        self._plot.addItem(item, ignoreBounds=True)
        return item

    def items(self) -> list[pg.GraphicsObject]:
        return [item for item in (self.line, self.raw, self.band, self.points) if item is not None]

    def remove(self) -> None:
        """Take the curve off the plot."""
        for item in self.items():
            self._plot.removeItem(item)

    def show(self, visible: bool) -> None:
        for item in self.items():
            item.setVisible(visible)

    def draw(self, x_log: bool, y_log: bool) -> None:
        """Draw the curve as far as the view shows it."""
        curve, theme = self.curve, appearance.theme
        part = self._in_view(x_log)
        x, y = scaled(curve.x[part], x_log), scaled(curve.y[part], y_log)
        colour = theme.mixed(curve.colour, 0.45) if curve.pale else curve.colour
        style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
        line_x, line_y = thinned(x, y, FINE) if curve.width > 1 else thinned(x, y)
        self.line.setZValue(5 if curve.pale or curve.behind else 10)
        self.line.setPen(pg.mkPen(colour, width=appearance.pen(curve.width), style=style))
        # as single segments a thick line costs a fourth (pyqtgraph's "auto" does so only without antialiasing); dashes need a path
        self.line.setSegmentedLineMode("off" if curve.dashed else "on")
        self.line.setData(line_x, line_y, antialias=self._length(line_y) <= SMOOTH_LENGTH)
        if curve.raw is not None:
            self.raw = self.raw or self._added(pg.PlotCurveItem(connect="finite"), 0)
            self.raw.setPen(pg.mkPen(theme.mixed(curve.colour, 0.3), width=1))
            self.raw.setData(*thinned(x, scaled(curve.raw[part], y_log), FINE))
        elif self.raw is not None:
            self._plot.removeItem(self.raw)
            self.raw = None
        if curve.low is not None and curve.high is not None:
            self.band = self.band or self._added(Band(), -50)
            low, high = scaled_band(curve.low[part], curve.high[part], y_log)
            self.band.set_data(x, low, high, theme.mixed(curve.colour, 0.18))
        elif self.band is not None:
            self._plot.removeItem(self.band)
            self.band = None
        if curve.symbol is not None:
            self.points = self.points or self._added(pg.ScatterPlotItem(), 20)
            px, py = finite(*self._marked(x, y))
            self.points.setData(px, py, symbol=curve.symbol, size=7 * appearance.zoom, pen=None, brush=pg.mkBrush(colour))
        elif self.points is not None:
            self._plot.removeItem(self.points)
            self.points = None

    def _length(self, y: Array) -> float:
        """px that a curve goes up and down."""
        box = self._plot.getViewBox()
        low, high = box.viewRange()[1]
        return float(np.abs(np.diff(y[np.isfinite(y)])).sum() * box.height() / max(high - low, 1e-300))

    def _in_view(self, x_log: bool) -> slice:
        """The points between the view's sides and one beyond each, so that lines run out of it; all of a short curve."""
        x = self.curve.x
        if len(x) <= 2 * FINE:
            return slice(None)
        sides = self._plot.getViewBox().viewRange()[0]
        low, high = map(power_of_ten, sides) if x_log else sides
        begin, end = int(np.searchsorted(x, low)) - 1, int(np.searchsorted(x, high, side="right")) + 1
        return slice(max(0, begin), max(0, end))

    def _marked(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Points far enough apart to carry a marker, the last among them."""
        count = max(2, int(self._plot.getViewBox().width() / (MARK_EVERY * appearance.zoom)))
        every = max(1, -(-len(x) // count))
        index = np.arange(len(x) - 1, -1, -every)[::-1] if len(x) else np.empty(0, int)
        return x[index], y[index]
