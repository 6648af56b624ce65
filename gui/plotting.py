"""The few fast pyqtgraph items every view is made of: panel, grid, thinned line, band, end labels, read-out, empty state."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QGuiApplication, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QMenu, QStyleOptionGraphicsItem, QVBoxLayout, QWidget

from engine.settings import Rejected
from gui.export import Figure, Line, save
from gui.theme import appearance

Array = NDArray[np.float64]
COLUMNS = 600
"""A curve is thinned to at most two points in each of so many columns: its lowest and its highest."""
pg.setConfigOptions(antialias=False)


def thinned(x: Array, y: Array, columns: int = COLUMNS) -> tuple[Array, Array]:
    """The curve with at most its lowest and highest point in each column, first and last point exact; NaNs stay as gaps."""
    n = len(x)
    if n <= 2 * columns:
        return x, y
    size = -(-n // columns)
    base = np.arange(0, n, size)
    filled = np.full(len(base) * size, np.nan)
    filled[:n] = y
    blocks = filled.reshape(-1, size)
    low = np.where(np.isnan(blocks), np.inf, blocks).argmin(1)
    high = np.where(np.isnan(blocks), -np.inf, blocks).argmax(1)
    index = np.unique(np.concatenate([[0], base + low, base + high, [n - 1]]))
    return x[index], y[index]


def smoothed(y: Array, weight: float) -> Array:
    """Exponential moving average, debiased so that a constant stays constant; begins anew after a gap of NaN."""
    if weight <= 0 or len(y) == 0:
        return y
    gaps = np.flatnonzero(np.isnan(y))
    if len(gaps) == 0:
        return _averaged(y, weight)
    result = y.copy()
    for begin, end in itertools.pairwise([-1, *gaps.tolist(), len(y)]):
        result[begin + 1 : end] = _averaged(y[begin + 1 : end], weight)
    return result


def _averaged(y: Array, weight: float) -> Array:
    """The average of a series without gaps, block by block: within a block it is a cumulative sum of w^-i y_i."""
    size = max(1, min(len(y), int(23 / -math.log(weight)))) if len(y) else 1  # w^-size stays below 1e10
    rising = weight ** -np.arange(size, dtype=float)
    result = np.empty(len(y))
    carried = 0.0
    for begin in range(0, len(y), size):
        block = y[begin : begin + size]
        grown = rising[: len(block)]
        result[begin : begin + size] = (carried * weight + (1 - weight) * np.cumsum(block * grown)) / grown
        carried = result[begin + len(block) - 1]
    return result / (1 - weight ** np.arange(1, len(y) + 1))


def finite(x: NDArray[Any], y: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The points (n,) that have a place; Qt dies painting a symbol at NaN."""
    good = np.isfinite(x) & np.isfinite(y)
    return x[good], y[good]


def readable(value: float) -> str:
    """Three significant digits, thin spaces between thousands."""
    if not math.isfinite(value):
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", "\u2009")
    return f"{value:.3g}"


class Grid(pg.GraphicsObject):  # type: ignore[misc]
    """Light horizontal lines at the ticks of the left axis (pyqtgraph's own grid costs 6 to 13 ms at every repaint)."""

    def __init__(self, plot: pg.PlotItem) -> None:
        super().__init__()
        self._plot = plot
        self.setZValue(-100)

    def boundingRect(self) -> QRectF:
        return QRectF(self._plot.vb.viewRect())

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
        good = np.isfinite(low) & np.isfinite(high)
        x, low, high = x[good], low[good], high[good]
        if len(x):
            points = [QPointF(a, b) for a, b in zip(x.tolist(), low.tolist(), strict=True)]
            points += [QPointF(a, b) for a, b in zip(x[::-1].tolist(), high[::-1].tolist(), strict=True)]
            self._path.addPolygon(QPolygonF(points))
        self._colour = colour
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.fillPath(self._path, QColor(self._colour))


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """Ticks in plain numbers; never a prefix glued to the unit."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [readable(10**v) if abs(v - round(v)) < 1e-6 else "" for v in values]
        return [readable(v * scale) if v else "0" for v in values]


@dataclass(slots=True)
class Curve:
    """One curve of a panel: its key, name in legends, points, colour and weight. `raw` is shown pale behind when smoothed."""

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


@dataclass(slots=True)
class _Items:
    line: pg.PlotCurveItem
    raw: pg.PlotCurveItem | None = None
    band: Band | None = None
    points: pg.ScatterPlotItem | None = None
    curve: Curve | None = field(default=None)


class PlotPanel(QFrame):
    """A plot with its title, axis titles, caption, read-out under the cursor, and what it says while it is empty.

    Wheel zooms x, Shift and wheel y; drag pans; a double click fits. Panels given the same `linked` list move their cursor together.
    """

    curve_clicked = Signal(str)
    """The run of a curve that was clicked."""
    followed = Signal(bool)
    """Whether the axes follow the data; off once a person zooms."""

    def __init__(self, title: str, x_title: str, y_title: str, empty_text: str = "", linked: list[PlotPanel] | None = None) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.title_text, self.x_title, self.y_title = title, x_title, y_title
        self.x_log = self.y_log = False
        self.following = True
        self.y_range: tuple[float, float] | None = None
        self.marks: tuple[Line, ...] = ()
        """Points a view draws beside the curves, for export."""
        self._linked = linked if linked is not None else []
        self._linked.append(self)
        self._items: dict[str, _Items] = {}
        self._hidden: set[str] = set()
        self._title = QLabel(title)
        self._caption = QLabel()
        self._caption.setObjectName("muted")
        self._caption.setWordWrap(True)
        self.widget = pg.PlotWidget(axisItems={"left": _Axis("left"), "bottom": _Axis("bottom")}, background=None)
        self.widget.setFrameShape(QFrame.Shape.NoFrame)
        self.plot: pg.PlotItem = self.widget.getPlotItem()
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getViewBox().setMouseEnabled(x=True, y=False)
        self.plot.getViewBox().disableAutoRange()
        self.plot.getViewBox().sigRangeChangedManually.connect(lambda *_: self.follow(False))
        for name in ("left", "bottom"):
            self.plot.getAxis(name).enableAutoSIPrefix(False)
        self._grid = Grid(self.plot)
        self.plot.addItem(self._grid, ignoreBounds=True)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self._cursor.setZValue(50)
        self.plot.addItem(self._cursor, ignoreBounds=True)
        self._readout = QLabel(self.widget)
        self._readout.setTextFormat(Qt.TextFormat.RichText)
        self._readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._readout.hide()
        self._empty = QLabel(empty_text, self.widget)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._labels: dict[str, pg.TextItem] = {}
        self.plot.setContentsMargins(0, 6, 6, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addWidget(self.widget, 1)
        layout.addWidget(self._caption)
        self.widget.scene().sigMouseMoved.connect(self._hovered)
        self.widget.scene().sigMouseClicked.connect(self._clicked)
        self.widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.widget.wheelEvent = self._wheel
        self.setAccessibleName(title)
        self.retheme()
        self.set_caption("")

    # -- what it shows
    def set_titles(self, title: str | None = None, x_title: str | None = None, y_title: str | None = None) -> None:
        """Change the words around the plot."""
        self.title_text = title if title is not None else self.title_text
        self.x_title = x_title if x_title is not None else self.x_title
        self.y_title = y_title if y_title is not None else self.y_title
        self._title.setText(self.title_text)
        self._axis_titles()

    def set_caption(self, text: str) -> None:
        """The line beneath the plot; empty takes no room."""
        self._caption.setText(text)
        self._caption.setVisible(bool(text))

    def say_empty(self, empty: bool) -> None:
        """Show or hide what the plot says while it is empty (`set_curves` does so by itself)."""
        self._empty.setVisible(empty)
        for name in ("left", "bottom"):
            self.plot.showAxis(name, not empty)
        self._grid.setVisible(not empty)
        self._place_empty()

    def set_empty_text(self, text: str) -> None:
        self._empty.setText(text)

    def set_curves(self, curves: Sequence[Curve]) -> None:
        """Show these curves, reusing items by key; axes follow if nobody zoomed."""
        wanted = {c.key for c in curves}
        for key in [k for k in self._items if k not in wanted]:
            self._drop(key)
        for curve in curves:
            self._set(curve)
        self.say_empty(not any(len(c.x) for c in curves))
        if self.following:
            self.fit()
        self._place_labels()

    def curves(self) -> list[Curve]:
        """What is shown now, hidden ones left out."""
        return [i.curve for k, i in self._items.items() if i.curve is not None and k not in self._hidden]

    def _set(self, curve: Curve) -> None:
        items = self._items.get(curve.key)
        if items is None:
            items = _Items(pg.PlotCurveItem(connect="finite"))
            items.line.setZValue(10)
            self.plot.addItem(items.line, ignoreBounds=True)
            self._items[curve.key] = items
        items.curve = curve
        theme = appearance.theme
        visible = curve.key not in self._hidden
        x, y = self._scaled(curve.x, curve.y)
        colour = theme.mixed(curve.colour, 0.45) if curve.pale else curve.colour
        style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
        tx, ty = thinned(x, y)
        pen = pg.mkPen(colour, width=appearance.pen(curve.width), style=style)
        items.line.setPen(pen)
        items.line.setData(tx, ty, antialias=len(tx) < 800)
        if curve.raw is not None:
            if items.raw is None:
                items.raw = pg.PlotCurveItem(connect="finite")
                items.raw.setZValue(0)
                self.plot.addItem(items.raw, ignoreBounds=True)
            items.raw.setPen(pg.mkPen(theme.mixed(curve.colour, 0.3), width=1))
            items.raw.setData(*thinned(*self._scaled(curve.x, curve.raw)))
        elif items.raw is not None:
            self.plot.removeItem(items.raw)
            items.raw = None
        if curve.low is not None and curve.high is not None:
            if items.band is None:
                items.band = Band()
                self.plot.addItem(items.band, ignoreBounds=True)
            low, high = self._scaled(curve.x, curve.low)[1], self._scaled(curve.x, curve.high)[1]
            items.band.set_data(x, low, high, theme.mixed(curve.colour, 0.18))
        if curve.symbol is not None:
            if items.points is None:
                items.points = pg.ScatterPlotItem()
                items.points.setZValue(20)
                self.plot.addItem(items.points, ignoreBounds=True)
            every = max(1, len(x) // 12)
            last = [len(x) - 1] if len(x) and (len(x) - 1) % every else []
            index = np.array([*range(0, len(x), every), *last], dtype=int)
            px, py = finite(x[index], y[index])
            items.points.setData(px, py, symbol=curve.symbol, size=7 * appearance.zoom, pen=None, brush=pg.mkBrush(colour))
        for item in (items.line, items.raw, items.band, items.points):
            if item is not None:
                item.setVisible(visible)

    def _scaled(self, x: Array, y: Array) -> tuple[Array, Array]:
        with np.errstate(divide="ignore", invalid="ignore"):
            x = np.where(x > 0, np.log10(x), np.nan) if self.x_log else np.asarray(x, dtype=float)
            y = np.where(y > 0, np.log10(y), np.nan) if self.y_log else np.asarray(y, dtype=float)
        return x, y

    def _drop(self, key: str) -> None:
        items = self._items.pop(key)
        for item in (items.line, items.raw, items.band, items.points):
            if item is not None:
                self.plot.removeItem(item)
        if (label := self._labels.pop(key, None)) is not None:
            self.plot.removeItem(label)

    # -- axes
    def set_log(self, x: bool, y: bool) -> None:
        """Logarithmic axes or not; the next `set_curves` shows it."""
        if (x, y) != (self.x_log, self.y_log):
            self.x_log, self.y_log = x, y
            self.plot.getAxis("bottom").setLogMode(x)
            self.plot.getAxis("left").setLogMode(y)
            self.follow(True)

    def follow(self, on: bool) -> None:
        """Let the axes follow the data, or keep what the person chose."""
        if on != self.following:
            self.following = on
            self.followed.emit(on)
        if on:
            self.fit()

    def fit(self) -> None:
        """Show everything; the loss range forgives a few points far outside."""
        shown = self.curves()
        xs = [self._scaled(c.x, c.y)[0] for c in shown if len(c.x)]
        if not xs:
            return
        x_low = min(float(np.nanmin(x)) for x in xs)
        x_high = max(float(np.nanmax(x)) for x in xs)
        if not (math.isfinite(x_low) and math.isfinite(x_high)):
            return
        if x_high <= x_low:
            x_high = x_low + 1
        room = min(0.45, (self._label_width(shown) + 10) / max(1.0, self.plot.getViewBox().width()))
        self.plot.setXRange(x_low, x_high + (x_high - x_low) * room / (1 - room), padding=0)
        if self.y_range is not None and not self.y_log:
            self.plot.setYRange(*self.y_range, padding=0)
            return
        lows, highs = [], []
        for c in shown:
            y = self._scaled(c.x, c.y)[1]
            y = y[np.isfinite(y)]
            if len(y):
                lows.append(float(np.min(y)))
                highs.append(float(np.quantile(y, 0.995)) if len(y) > 50 else float(np.max(y)))
        if lows:
            low, high = min(lows), max(highs)
            pad = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
            bottom = low - pad
            if not self.y_log and low >= 0 and bottom < 0.25 * high:
                bottom = min(0.0, low)
            self.plot.setYRange(bottom, high + pad, padding=0)

    def _label_width(self, shown: Sequence[Curve]) -> float:
        """px that the widest label at a line's end takes."""
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        metrics = QFontMetricsF(font)
        return max((metrics.horizontalAdvance(c.name) + 16 for c in shown if c.labelled), default=0.0)

    def _wheel(self, event: Any) -> None:
        factor = 1.02 ** (-event.angleDelta().y() / 8 or -event.angleDelta().x() / 8)
        box = self.plot.getViewBox()
        where = box.mapSceneToView(self.widget.mapToScene(event.position().toPoint()))
        upright = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        box.scaleBy(x=None if upright else factor, y=factor if upright else None, center=where)
        self.follow(False)
        event.accept()

    # -- labels at line ends
    def _place_labels(self) -> None:
        ends: list[tuple[float, float, Curve]] = []
        for c in self.curves():
            if c.labelled and len(c.x):
                xs, ys = self._scaled(c.x, c.y)
                good = np.flatnonzero(np.isfinite(ys))
                if len(good):
                    ends.append((float(xs[good[-1]]), float(ys[good[-1]]), c))
        ends.sort(key=lambda e: e[1])
        low, high = self.plot.getViewBox().viewRange()[1]
        height = max(1.0, self.plot.getViewBox().height())
        gap = (high - low) * 1.25 * appearance.size("small") / height
        placed, previous = set(), -math.inf
        for x, y, c in ends[:12]:
            y = max(min(max(y, low + gap / 2), high - gap / 2), previous + gap)
            previous = y
            label = self._labels.get(c.key)
            if label is None:
                label = pg.TextItem(anchor=(0, 0.5))
                self.plot.addItem(label, ignoreBounds=True)
                self._labels[c.key] = label
            font = label.textItem.font()
            font.setPixelSize(appearance.size("small"))
            label.setFont(font)
            label.setText(f"\u2002{c.name}", color=c.colour)  # room between the last mark and its name
            label.setPos(x, y)
            placed.add(c.key)
        for key in [k for k in self._labels if k not in placed]:
            self.plot.removeItem(self._labels.pop(key))

    # -- mouse
    def _hovered(self, position: QPointF) -> None:
        box = self.plot.getViewBox()
        if not box.sceneBoundingRect().contains(position):
            for panel in self._linked:
                panel.show_cursor(None)
            return
        x = box.mapSceneToView(position).x()
        for panel in self._linked:
            panel.show_cursor(10**x if self.x_log else x)

    def show_cursor(self, x: float | None) -> None:
        """Put the cursor at `x` (data units) and read every curve there; None takes it away."""
        if x is None or not self.curves():
            self._cursor.setVisible(False)
            self._readout.hide()
            return
        self._cursor.setVisible(True)
        place = math.log10(max(x, 1e-12)) if self.x_log else x
        self._cursor.setPos(place)
        rows = []
        for c in self.curves():
            if len(c.x) and c.x[0] <= x <= c.x[-1]:
                value = float(c.y[min(len(c.x) - 1, int(np.searchsorted(c.x, x)))])
                rows.append((value, c))
        rows.sort(key=lambda r: -r[0] if math.isfinite(r[0]) else math.inf)
        lines = "".join(
            f"<tr><td style='color:{c.colour}'>■</td><td style='padding:0 8px'>{c.name}</td><td align='right'>{readable(v)}</td></tr>"
            for v, c in rows[:14]
        )
        self._readout.setText(f"<b>{readable(x)}</b> {self.x_title}<table cellspacing='0'>{lines}</table>")
        self._readout.adjustSize()
        at = self.plot.getViewBox().mapViewToScene(QPointF(place, 0)).x()
        left = at + 12 if at + 24 + self._readout.width() < self.widget.width() else at - 12 - self._readout.width()
        self._readout.move(int(max(0, left)), 6)
        self._readout.setVisible(bool(rows))

    def _clicked(self, event: Any) -> None:
        if event.double():
            self.follow(True)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        box = self.plot.getViewBox()
        where = box.mapSceneToView(event.scenePos())
        (x0, x1), (y0, y1) = box.viewRange()
        nearest, key = 0.04, ""
        for c in self.curves():
            xs, ys = self._scaled(c.x, c.y)
            if len(xs) and c.run:
                i = min(len(xs) - 1, int(np.searchsorted(xs, where.x())))
                outside = max(0.0, xs[0] - where.x(), where.x() - xs[-1])
                distance = abs(ys[i] - where.y()) / max(y1 - y0, 1e-12) + outside / max(x1 - x0, 1e-12)
                if distance < nearest:
                    nearest, key = float(distance), c.run
        if key:
            self.curve_clicked.emit(key)

    def hide_curve(self, key: str, hidden: bool) -> None:
        """Leave a curve out, or show it again."""
        (self._hidden.add if hidden else self._hidden.discard)(key)

    # -- export
    def figure(self) -> Figure:
        """What is shown, for export."""
        lines = tuple(
            Line(
                c.name or c.key,
                np.array(c.x, float),
                np.array(c.y, float),
                c.key,
                c.width,
                c.dashed,
                c.pale,
                c.raw,
                c.low,
                c.high,
                c.colour,
            )
            for c in self.curves()
            if len(c.x)
        ) + tuple(mark for mark in self.marks if len(mark.x))
        (x0, x1), (y0, y1) = self.plot.getViewBox().viewRange()
        return Figure(self.title_text, self.x_title, self.y_title, lines, self.x_log, self.y_log, (x0, x1), (y0, y1))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Copy picture"), self.copy)
        for kind in ("PNG", "SVG", "PDF", "CSV"):
            menu.addAction(self.tr("Save as {kind}…").format(kind=kind), partial(self.save_as, kind.lower()))
        menu.addSeparator()
        menu.addAction(self.tr("Reset view"), lambda: self.follow(True))
        for extra in self.extra_actions():
            menu.addAction(*extra)
        menu.exec(event.globalPos())

    def extra_actions(self) -> list[tuple[str, Callable[[], object]]]:
        """More entries of the context menu."""
        return []

    def copy(self) -> None:
        """The panel as a picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def save_as(self, kind: str) -> None:
        """Ask for a file and write the figure there."""
        name = "".join(ch if ch.isalnum() else "-" for ch in self.title_text.lower()).strip("-") or "figure"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save figure"), f"{name}.{kind}", f"{kind.upper()} (*.{kind})")
        if path:
            try:
                save(self.figure(), Path(path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"))
            except Rejected as error:
                self.set_caption(str(error))

    # -- appearance
    def retheme(self) -> None:
        """Take colours and sizes from the theme."""
        theme = appearance.theme
        self.widget.setBackground(theme.panel)
        self._title.setStyleSheet(f"font-weight: 600; font-size: {appearance.size('base')}px; color: {theme.text}")
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setTickFont(font)
            axis.setStyle(tickLength=-4)
        self.plot.getAxis("left").setWidth(round(52 * appearance.zoom))
        self._cursor.setPen(pg.mkPen(theme.muted, width=1))
        self._readout.setStyleSheet(
            f"background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 4px; padding: 4px;"
            f"font-size: {appearance.size('small')}px"
        )
        self._empty.setStyleSheet(f"color: {theme.muted}; font-size: {appearance.size('base')}px; padding: 24px")
        self._axis_titles()
        for items in self._items.values():
            if items.curve is not None:
                self._set(replace(items.curve))

    def _axis_titles(self) -> None:
        style = {"color": appearance.theme.muted, "font-size": f"{appearance.size('small')}px"}
        self.plot.setLabel("bottom", self.x_title, **style)
        self.plot.setLabel("left", self.y_title, **style)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_empty()

    def _place_empty(self) -> None:
        self._empty.setGeometry(self.widget.rect())
