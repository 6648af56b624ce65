"""Figures for papers: painted by ourselves on white, with title, legend and axis titles, as PNG, SVG, PDF, CSV, JSON or a script."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from engine.settings import Rejected
from engine.texts import harmless, printable
from gui import paper
from gui.figure import Array, Figure, Line, Raster
from gui.figure_script import as_json, as_script
from gui.log_ticks import PRINTED, log_texts, log_ticks
from gui.plot_items import scaled, scaled_band
from gui.theme import DARK, LIGHT, SHADES, algorithms
from gui.traces import step_of_ticks, thinned, tick_text

WIDTH, HEIGHT = 720, 440
"""px at scale 1."""
SIZE = QSize(WIDTH, HEIGHT)
LEGEND_COLUMNS = 3
Place = Callable[[float, float], QPointF]
"""From axis units to px."""


@functools.cache
def _light_of() -> dict[str, str]:
    """The light colour of each dark one."""
    pairs = [(getattr(DARK, f.name), getattr(LIGHT, f.name)) for f in fields(DARK) if f.name != "dark"]
    pairs += [(DARK.run(a, i), LIGHT.run(a, i)) for a in algorithms() for i in range(SHADES)]
    return {dark.lower(): light for dark, light in pairs}


def on_paper(colour: str) -> str:
    """The colour on white paper of what has `colour` on screen, in whichever theme."""
    found = _light_of().get(colour.lower(), colour)
    ink = QColor(found)
    if ink.lightnessF() <= 0.8:
        return found
    return QColor.fromHslF(max(0.0, ink.hslHueF()), ink.hslSaturationF(), 1 - ink.lightnessF()).name()


def save(figure: Figure, path: Path, scale: int = 2) -> None:
    """Write `figure` to `path`, in the form its name ends with; raises `Rejected` with one sentence. The file is whole or not there."""
    if not figure.lines and figure.raster is None:
        raise Rejected(f"There is nothing to save yet: {figure.title} shows no curve.")
    also = {".json": lambda: as_json(figure).encode(), ".py": lambda: as_script(figure).encode()}
    paper.save(path, partial(_paint, figure), SIZE, figure.title, partial(cells, figure), scale, also)


def ticks(low: float, high: float, log: bool) -> list[tuple[float, str]]:
    """(place, text) of ticks at 1-2-5, in decades where the axis is logarithmic."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    if log:
        places = log_ticks(low, high, *PRINTED).labelled
        return list(zip(places, log_texts(places), strict=True))
    step = step_of_ticks(high - low, 6)
    numbers = [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return [(p, tick_text(p, step)) for p in numbers]


def image(figure: Figure, scale: int) -> QImage:
    """The figure painted on white, WIDTH x HEIGHT times `scale` px."""
    return paper.image(partial(_paint, figure), SIZE, scale)


def cells(figure: Figure) -> list[list[str]]:
    """The figure as a table: a heading, then the numbers: one block of columns a curve, then the matrix."""
    rows: list[list[str]] = []
    columns: list[tuple[str, Array]] = []
    for line in figure.lines:
        columns.append((f"{line.name}: {figure.x_title}", line.x))
        columns.append((f"{line.name}: {figure.y_title}", line.raw if line.raw is not None else line.y))
        if line.low is not None and line.high is not None:
            columns += [(f"{line.name}: low", line.low), (f"{line.name}: high", line.high)]
    if columns:
        rows.append([harmless(name) for name, _ in columns])
        for i in range(max(len(values) for _, values in columns)):
            rows.append([repr(float(values[i])) if i < len(values) else "" for _, values in columns])
    if figure.raster is not None:
        rows += [[""]] if rows else []
        rows.append([harmless(f"{figure.y_title} \\ {figure.x_title}"), *(str(j + 1) for j in range(figure.raster.values.shape[1]))])
        rows += [[str(i + 1), *map(repr, map(float, row))] for i, row in enumerate(figure.raster.values)]
    return rows


def _printable(figure: Figure) -> Figure:
    """The figure with names that every form can hold: SVG has no place for control characters."""
    lines = tuple(replace(line, name=printable(line.name)) for line in figure.lines)
    title, x_title, y_title = map(printable, (figure.title, figure.x_title, figure.y_title))
    return replace(figure, lines=lines, title=title, x_title=x_title, y_title=y_title)


def legend_rows(figure: Figure) -> int:
    """Rows of names below the plot."""
    return max(figure.legend_rows, math.ceil(len(figure.lines) / LEGEND_COLUMNS))


def _paint(figure: Figure, painter: QPainter) -> None:
    figure = _printable(figure)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(12)
    painter.setFont(font)
    rows = legend_rows(figure)
    bar = 70 if figure.raster is not None and figure.raster.ramp is not None else 0
    area = QRectF(64, 40, WIDTH - 84 - bar, HEIGHT - 40 - 52 - 18 * rows)
    (x0, x1), (y0, y1) = figure.x_range, figure.y_range

    def place(x: float, y: float) -> QPointF:
        right, up = (x - x0) / ((x1 - x0) or 1), (y - y0) / ((y1 - y0) or 1)
        if figure.inverted:
            up = 1 - up
        return QPointF(area.left() + right * area.width(), area.bottom() - up * area.height())

    _paint_axes(figure, painter, area, place)
    painter.save()
    painter.setClipRect(area)
    if figure.raster is not None:
        _paint_raster(figure.raster, figure.inverted, painter, place)
    for line in figure.lines:
        _paint_line(line, figure, painter, place)
    painter.restore()
    _paint_legend(figure, painter, area)
    if figure.raster is not None:
        _paint_bar(figure.raster, painter, QRectF(area.right() + 16, area.top(), 12, area.height()))


def _paint_raster(raster: Raster, inverted: bool, painter: QPainter, place: Place) -> None:
    left, low, width, height = raster.rect
    corner, opposite = place(left, low), place(left + width, low + height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(QRectF(corner, opposite).normalized(), _picture(raster.rgb if inverted else raster.rgb[::-1]))


def _paint_bar(raster: Raster, painter: QPainter, area: QRectF) -> None:
    """What the colours mean."""
    if raster.ramp is None or raster.levels is None:
        return
    low, high = raster.levels
    painter.drawImage(area, _picture(raster.ramp[::-1, None]))
    painter.setPen(QColor(LIGHT.muted))
    painter.drawText(QRectF(area.left() - 20, area.top() - 18, 80, 16), Qt.AlignmentFlag.AlignLeft, raster.unit)
    for value, text in ticks(low, high, False):
        y = area.bottom() - (value - low) / ((high - low) or 1) * area.height()
        painter.drawLine(QPointF(area.right(), y), QPointF(area.right() + 4, y))
        painter.drawText(QRectF(area.right() + 6, y - 8, 40, 16), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _picture(rgb: NDArray[np.uint8]) -> QImage:
    data = np.ascontiguousarray(rgb)
    return QImage(data.tobytes(), data.shape[1], data.shape[0], 3 * data.shape[1], QImage.Format.Format_RGB888).copy()


def _paint_axes(figure: Figure, painter: QPainter, area: QRectF, place: Place) -> None:
    """Title, axis titles, ticks and light lines."""
    ink, muted = QColor(LIGHT.text), QColor(LIGHT.muted)
    (x0, x1), (y0, y1) = figure.x_range, figure.y_range
    font = painter.font()
    bold = QFont(font)
    bold.setPixelSize(14)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(ink)
    title = QFontMetricsF(bold).elidedText(figure.title, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QPointF(area.left(), 24), title)
    painter.setFont(font)
    for value, text in figure.y_ticks if figure.y_ticks is not None else ticks(y0, y1, figure.y_log):
        y = place(x0, value).y()
        painter.setPen(QPen(QColor(LIGHT.grid), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(muted)
        painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    painter.setPen(muted)
    for value, text in figure.x_ticks if figure.x_ticks is not None else ticks(x0, x1, figure.x_log):
        x = place(value, y0).x()
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
        painter.drawText(QRectF(x - 50, area.bottom() + 6, 100, 16), Qt.AlignmentFlag.AlignHCenter, text)
    painter.setPen(QPen(muted, 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    painter.drawLine(area.bottomLeft(), area.topLeft())
    painter.setPen(ink)
    painter.drawText(QRectF(area.left(), area.bottom() + 24, area.width(), 18), Qt.AlignmentFlag.AlignHCenter, figure.x_title)
    painter.save()
    painter.translate(14, area.center().y())
    painter.rotate(-90)
    painter.drawText(QRectF(-area.height() / 2, -8, area.height(), 18), Qt.AlignmentFlag.AlignHCenter, figure.y_title)
    painter.restore()


def _paint_legend(figure: Figure, painter: QPainter, area: QRectF) -> None:
    """A sample and the name of each curve, in rows below the plot."""
    width = area.width() / LEGEND_COLUMNS
    for i, line in enumerate(figure.lines):
        left = area.left() + (i % LEGEND_COLUMNS) * width
        top = area.bottom() + 54 + 18 * (i // LEGEND_COLUMNS)
        if line.points:
            _dot(painter, line, QPointF(left + 11, top))
        else:
            painter.setPen(_pen(line))
            painter.drawLine(QPointF(left, top), QPointF(left + 22, top))
        painter.setPen(QColor(LIGHT.text))
        name = QFontMetricsF(painter.font()).elidedText(line.name, Qt.TextElideMode.ElideRight, width - 34)
        painter.drawText(QPointF(left + 28, top + 4), name)


def _paint_line(line: Line, figure: Figure, painter: QPainter, place: Place) -> None:
    x, y = scaled(line.x, figure.x_log), scaled(line.y, figure.y_log)
    if line.low is not None and line.high is not None:
        low, high = scaled_band(line.low, line.high, figure.y_log)
        good = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        points = [place(a, b) for a, b in zip(x[good], low[good], strict=True)]
        points += [place(a, b) for a, b in zip(x[good][::-1], high[good][::-1], strict=True)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(line, 0.18))
        painter.drawPolygon(QPolygonF(points))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if line.points:
        for a, b in zip(x.tolist(), y.tolist(), strict=True):
            if math.isfinite(a) and math.isfinite(b):
                _dot(painter, line, place(a, b))
        return
    if line.raw is not None:
        painter.setPen(QPen(_faint(line, 0.3), 0.8))
        painter.drawPath(_path(x, scaled(line.raw, figure.y_log), place))
    painter.setPen(_pen(line))
    painter.drawPath(_path(x, y, place))


def _path(x: Array, y: Array, place: Place) -> QPainterPath:
    """The curve as far as print can show it, with gaps at NaN."""
    path, down = QPainterPath(), False
    for a, b in zip(*(part.tolist() for part in thinned(x, y, 2 * WIDTH)), strict=True):
        if not (math.isfinite(a) and math.isfinite(b)):
            down = False
        elif down:
            path.lineTo(place(a, b))
        else:
            path.moveTo(place(a, b))
            down = True
    return path


def _dot(painter: QPainter, line: Line, where: QPointF) -> None:
    """A point as large as the line is wide: filled, or hollow where the line is pale."""
    painter.setPen(QPen(QColor(line.colour), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush if line.pale else QColor(line.colour))
    radius = min(8.0, max(3.0, line.width))
    painter.drawEllipse(where, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _faint(line: Line, share: float) -> QColor:
    colour = QColor(line.colour)
    colour.setAlphaF(share)
    return colour


def _pen(line: Line) -> QPen:
    pen = QPen(_faint(line, 0.5) if line.pale else QColor(line.colour), line.width * 0.8)
    if line.dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen
