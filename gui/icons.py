"""One set of line icons, drawn in whatever colour the theme asks for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parents[1] / "assets" / "icons"
SIDES = (16, 20, 32)
"""Sizes drawn beforehand, in px; each also at the screen's own scale."""
PROGRAM_SIDES = (16, 22, 24, 32, 48, 64, 128, 256)
"""Sizes of the program's own icon, in px, as title bars, task bars and menus ask for them."""


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon `name` with lines of `colour`; an empty icon where there is none of that name."""
    path = FOLDER / f"{name}.svg"
    result = QIcon()
    if not path.exists():
        return result
    drawing = QSvgRenderer(QByteArray(path.read_text(encoding="utf-8").replace("currentColor", colour).encode()))
    screen = QGuiApplication.primaryScreen()
    scale = screen.devicePixelRatio() if screen is not None else 1.0
    for side in SIDES:
        pixmap = _drawn(drawing, round(side * scale))
        pixmap.setDevicePixelRatio(scale)
        result.addPixmap(pixmap)
    return result


def program_icon() -> QIcon:
    """The program's own icon, which keeps its colours."""
    drawing, result = QSvgRenderer(str(FOLDER / "metascope.svg")), QIcon()
    for side in PROGRAM_SIDES:
        result.addPixmap(_drawn(drawing, side))
    return result


def _drawn(drawing: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter)
    painter.end()
    return pixmap
