"""What something paints, on white paper: as a PNG, SVG or PDF file, or its numbers as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from engine.atomic_write import write_bytes
from engine.settings import Rejected
from engine.texts import printable

Paint = Callable[[QPainter], object]
"""Paints within (0, 0) and the size, in px at scale 1."""
NOTHING: Mapping[str, Callable[[], bytes]] = {}


def image(paint: Paint, size: QSize, scale: int) -> QImage:
    """Painted on white, `size` times `scale` px."""
    result = QImage(size * scale, QImage.Format.Format_RGB32)
    result.setDevicePixelRatio(scale)
    result.fill(QColor("white"))
    painter = QPainter(result)
    paint(painter)
    painter.end()
    return result


def save(
    path: Path,
    paint: Paint,
    size: QSize,
    title: str,
    cells: Callable[[], Sequence[Sequence[str]]],
    scale: int = 2,
    also: Mapping[str, Callable[[], bytes]] = NOTHING,
) -> None:
    """Write to `path` (.png, .svg, .pdf, .csv or a kind in `also`), whole or not at all; raises `Rejected` with one sentence."""
    makers: dict[str, Callable[[], bytes]] = {
        ".png": lambda: _png(paint, size, scale),
        ".svg": lambda: _svg(paint, size, title),
        ".pdf": lambda: _pdf(paint, size, title),
        ".csv": lambda: _csv(cells()),
        **also,
    }
    kind = path.suffix.lower()
    if kind not in makers:
        raise Rejected(f"A figure can be saved as {', '.join(list(makers)[:-1])} or {list(makers)[-1]}; the name was {path.name!r}.")
    try:
        write_bytes(path, makers[kind]())
    except OSError as error:
        raise Rejected(f"{path} could not be written: {error.strerror or error}.") from error


def _png(paint: Paint, size: QSize, scale: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(paint, size, scale).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _svg(paint: Paint, size: QSize, title: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(printable(title))
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _pdf(paint: Paint, size: QSize, title: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(size) * 72 / 96, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(printable(title))
    painter = QPainter(writer)
    paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _csv(cells: Sequence[Sequence[str]]) -> bytes:
    """Texts that a spreadsheet would run as a formula are made harmless by whoever wrote the cells."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(cells)
    return out.getvalue().encode("utf-8-sig")
