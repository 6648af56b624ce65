"""Words within a plot: names at the ends of curves, pushed apart, and the read-out under the cursor."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget

from gui.labels import Label
from gui.plain import joined, markup, one_line
from gui.plot_items import Curve, Mark, scaled
from gui.theme import appearance
from gui.traces import nearest, pushed_apart, readable

TAIL = 256
ROOM = 0.5
"""Share of a plot's width that names take at most; longer ones are cut short."""
AROUND = 26
"""px around a name."""
SHOWN = 14
"""Names, and rows of the read-out, that fit a plot."""


class EndLabels:
    """The name of each curve where it ends; the name of a hidden one stays, struck out, so that it can be brought back."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self.items: dict[str, pg.TextItem] = {}

    def width(self, shown: Sequence[Curve]) -> float:
        """px that the widest name takes."""
        metrics = QFontMetricsF(self._font(False))
        return max((metrics.horizontalAdvance(one_line(c.name)) + AROUND for c in shown if c.labelled), default=AROUND)

    def place(self, curves: Sequence[Curve], hidden: set[str], x_log: bool, y_log: bool) -> None:
        """Put the names of `curves` beside their last points."""
        ends = [end for c in curves if c.labelled and c.name and (end := self._end(c, x_log, y_log))]
        ends.sort(key=lambda e: e[1])
        ends = ends[:SHOWN]
        low, high = self._plot.getViewBox().viewRange()[1]
        gap = (high - low) * 1.35 * appearance.size("small") / max(1.0, self._plot.getViewBox().height())
        heights = pushed_apart([y for _, y, _ in ends], gap, low + gap / 2, high - gap / 2)
        last = max((x for x, _, _ in ends), default=0.0)
        for (x, _, curve), y in zip(ends, heights, strict=True):
            self._label(curve, curve.group in hidden, x < last).setPos(x, y)
        named = {curve.key for _, _, curve in ends}
        for key in [k for k in self.items if k not in named]:
            self._plot.removeItem(self.items.pop(key))

    def at(self, scene: QPointF) -> str | None:
        """The key of the curve whose name lies there."""
        for key, label in self.items.items():
            if label.mapRectToScene(label.boundingRect()).contains(scene):
                return key
        return None

    def _end(self, curve: Curve, x_log: bool, y_log: bool) -> tuple[float, float, Curve] | None:
        """Where the last point that has a place lies, in axis units."""
        for begin in (-TAIL, None):  # in most runs among the newest points
            x, y = scaled(curve.x[begin:], x_log), scaled(curve.y[begin:], y_log)
            last = np.flatnonzero(np.isfinite(x) & np.isfinite(y))[-1:]
            if len(last):
                return float(x[last][0]), float(y[last][0]), curve
        return None

    def _label(self, curve: Curve, hidden: bool, crossed: bool) -> pg.TextItem:
        """The name; on a ground where other curves run on beneath it, and on none elsewhere, which would hide the names beside it."""
        label = self.items.get(curve.key)
        if label is None:
            label = pg.TextItem(anchor=(0, 0.5))
            label.setZValue(30)
            self._plot.addItem(label, ignoreBounds=True)
            self.items[curve.key] = label
        ground = QColor(appearance.theme.panel)
        ground.setAlpha(190 if crossed else 0)
        label.fill = pg.mkBrush(ground)
        label.setFont(self._font(hidden))
        room = max(AROUND, ROOM * self._plot.getViewBox().width() - AROUND)
        name = QFontMetricsF(self._font(False)).elidedText(one_line(curve.name), Qt.TextElideMode.ElideRight, room)
        label.setText(f"\u2002{name}", color=appearance.theme.muted if hidden else curve.colour)
        return label

    def _font(self, struck: bool) -> QFont:
        font = QFont(self._plot.scene().font()) if self._plot.scene() is not None else QFont()
        font.setPixelSize(appearance.size("small"))
        font.setStrikeOut(struck)
        return font


class Readout(Label):
    """What every curve is worth under the cursor, highest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def read(self, x: float, x_title: str, curves: Sequence[Curve], marks: Sequence[Mark]) -> bool:
        """Say the values at `x` (data units); False where no curve has one."""
        rows = []
        for c in curves:
            if len(c.x) and c.x[0] <= x <= c.x[-1]:
                rows.append((float(c.y[nearest(c.x, x)]), c))
        rows.sort(key=lambda row: -row[0] if math.isfinite(row[0]) else math.inf)
        muted = appearance.theme.muted
        row = (
            "<tr><td style='color:{colour}'>■</td><td style='padding:0 8px'>{name}</td>"
            "<td align='right'>{value}</td><td style='color:{muted}; padding-left:8px'>{note}</td></tr>"
        )
        lines = [
            markup(row, colour=c.colour, name=one_line(c.name), value=readable(value), muted=muted, note=c.note)
            for value, c in rows[:SHOWN]
        ]
        events = [markup("<div>{text}</div>", text=mark.text) for mark in marks]
        whole = "<b>{x}</b> {x_title}<table cellspacing='0'>{lines}</table>{events}"
        self.setText(markup(whole, x=readable(x), x_title=x_title, lines=joined("", lines), events=joined("", events)))
        self.adjustSize()
        return bool(rows)

    def retheme(self) -> None:
        theme = appearance.theme
        self.setStyleSheet(
            f"background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 4px; padding: 4px;"
            f"font-size: {appearance.size('small')}px"
        )
