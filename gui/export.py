"""Figures for papers: painted by ourselves on white, with title, legend and axis titles, as PNG, SVG, PDF or CSV."""

from __future__ import annotations

import csv
import math
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageSize, QPainter, QPainterPath, QPdfWriter, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator

from engine.settings import Rejected
from gui.theme import LIGHT

WIDTH, HEIGHT = 720, 440
"""px at scale 1."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a figure. `low` and `high` make a band; `raw` is the curve before smoothing."""

    name: str
    x: Array
    y: Array
    key: str = ""
    width: float = 2.0
    dashed: bool = False
    pale: bool = False
    raw: Array | None = None
    low: Array | None = None
    high: Array | None = None
    colour: str = "#292994"
    points: bool = False
    """marks without a line between them"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot as its reader needs it. Ranges are in axis units (logarithms where the axis is logarithmic)."""

    title: str
    x_title: str
    y_title: str
    lines: tuple[Line, ...]
    x_log: bool = False
    y_log: bool = False
    x_range: tuple[float, float] = (0.0, 1.0)
    y_range: tuple[float, float] = (0.0, 1.0)


def save(figure: Figure, path: Path, scale: int = 2) -> None:
    """Write `figure` to `path` (.png, .svg, .pdf or .csv); raises `Rejected` with one sentence. The file is whole or not there."""
    kind = path.suffix.lower()
    if not figure.lines:
        raise Rejected(f"There is nothing to save yet: {figure.title} shows no curve.")
    makers = {".png": lambda: _png(figure, scale), ".svg": lambda: _svg(figure), ".pdf": lambda: _pdf(figure), ".csv": lambda: _csv(figure)}
    if kind not in makers:
        raise Rejected(f"A figure can be saved as .png, .svg, .pdf or .csv; the name was {path.name!r}.")
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".figure-", delete=False) as file:
            temporary = file.name
            file.write(makers[kind]())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Rejected(f"{path} could not be written: {error.strerror or error}.") from error


def ticks(low: float, high: float, log: bool) -> list[tuple[float, str]]:
    """(place, text) of ticks at 1-2-5; decades where the axis is logarithmic."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    if log and high - low >= 1:
        return [(float(d), f"{10.0**d:g}") for d in range(math.ceil(low), math.floor(high) + 1)]
    raw = (high - low) / 5
    base = 10.0 ** math.floor(math.log10(raw))
    step = next(m * base for m in (1, 2, 5, 10) if m * base >= raw)
    places = [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return [(p, f"{10**p:.3g}" if log else f"{p:,.10g}".replace(",", "\u2009")) for p in places]


def _png(figure: Figure, scale: int) -> bytes:
    image = QImage(WIDTH * scale, HEIGHT * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("white"))
    painter = QPainter(image)
    _paint(figure, painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _svg(figure: Figure) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(WIDTH, HEIGHT))
    generator.setViewBox(QRectF(0, 0, WIDTH, HEIGHT))
    generator.setTitle(figure.title)
    painter = QPainter(generator)
    _paint(figure, painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _pdf(figure: Figure) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(WIDTH, HEIGHT) * 72 / 96, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(figure.title)
    painter = QPainter(writer)
    _paint(figure, painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _csv(figure: Figure) -> bytes:
    """One block of columns a curve; texts that a spreadsheet would run as a formula are made harmless."""
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns: list[tuple[str, Array]] = []
    for line in figure.lines:
        columns.append((f"{line.name}: {figure.x_title}", line.x))
        columns.append((f"{line.name}: {figure.y_title}", line.raw if line.raw is not None else line.y))
        if line.low is not None and line.high is not None:
            columns += [(f"{line.name}: low", line.low), (f"{line.name}: high", line.high)]
    writer.writerow([_harmless(name) for name, _ in columns])
    for i in range(max(len(values) for _, values in columns)):
        writer.writerow([repr(float(values[i])) if i < len(values) else "" for _, values in columns])
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _paint(figure: Figure, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(12)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    ink, muted = QColor(LIGHT.text), QColor(LIGHT.muted)
    legend_rows = math.ceil(len(figure.lines) / 3)
    area = QRectF(64, 40, WIDTH - 84, HEIGHT - 40 - 52 - 18 * legend_rows)
    (x0, x1), (y0, y1) = figure.x_range, figure.y_range

    def place(x: float, y: float) -> QPointF:
        return QPointF(
            area.left() + (x - x0) / ((x1 - x0) or 1) * area.width(), area.bottom() - (y - y0) / ((y1 - y0) or 1) * area.height()
        )

    bold = QFont(font)
    bold.setPixelSize(14)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(ink)
    painter.drawText(QPointF(area.left(), 24), figure.title)
    painter.setFont(font)
    for value, text in ticks(y0, y1, figure.y_log):
        y = place(x0, value).y()
        painter.setPen(QPen(QColor(LIGHT.grid), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(muted)
        painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    for value, text in ticks(x0, x1, figure.x_log):
        x = place(value, y0).x()
        painter.setPen(muted)
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
    painter.save()
    painter.setClipRect(area)
    for line in figure.lines:
        _paint_line(line, figure, painter, place)
    painter.restore()
    for i, line in enumerate(figure.lines):
        left = area.left() + (i % 3) * area.width() / 3
        top = area.bottom() + 48 + 18 * (i // 3)
        painter.setPen(_pen(line))
        if line.points:
            painter.setBrush(QColor(line.colour))
            painter.drawEllipse(QPointF(left + 11, top), 3.5, 3.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.drawLine(QPointF(left, top), QPointF(left + 22, top))
        painter.setPen(ink)
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, area.width() / 3 - 34)
        painter.drawText(QPointF(left + 28, top + 4), name)


def _paint_line(line: Line, figure: Figure, painter: QPainter, place: object) -> None:
    assert callable(place)
    with np.errstate(divide="ignore", invalid="ignore"):
        x = np.log10(line.x) if figure.x_log else line.x

        def scaled(y: Array) -> Array:
            result: Array = np.log10(y) if figure.y_log else y
            return result

        if line.low is not None and line.high is not None:
            low, high = scaled(line.low), scaled(line.high)
            points = [place(a, b) for a, b in zip(x, low, strict=True) if math.isfinite(b)]
            points += [place(a, b) for a, b in zip(x[::-1], high[::-1], strict=True) if math.isfinite(b)]
            colour = QColor(line.colour)
            colour.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF(points))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        path, down = QPainterPath(), False
        for a, b in zip(x.tolist(), scaled(line.y).tolist(), strict=True):
            if not (math.isfinite(a) and math.isfinite(b)):
                down = False
            elif down:
                path.lineTo(place(a, b))
            else:
                path.moveTo(place(a, b))
                down = True
    painter.setPen(_pen(line))
    if line.points:
        painter.setBrush(QColor(line.colour))
        for a, b in zip(x.tolist(), scaled(line.y).tolist(), strict=True):
            if math.isfinite(a) and math.isfinite(b):
                painter.drawEllipse(place(a, b), 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.drawPath(path)


def _pen(line: Line) -> QPen:
    colour = QColor(line.colour)
    if line.pale:
        colour.setAlphaF(0.5)
    pen = QPen(colour, line.width * 0.8)
    if line.dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen
