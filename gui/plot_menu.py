"""What a plot offers on a right click: copy and save, the whole view again, scales, and which runs are shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from engine.settings import Rejected
from gui.detach import can_detach, detach
from gui.export import cells, image, on_paper, save
from gui.figure import Figure, Line
from gui.language import language
from gui.plain import menu_text
from gui.table import NumberTable
from gui.theme import appearance

if TYPE_CHECKING:
    from gui.plotting import PlotPanel


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlotMenu", text)


def plot_menu(panel: PlotPanel) -> QMenu:
    """The context menu of `panel`, as it stands now."""
    menu = QMenu(panel)
    menu.addAction(_tr("Copy picture"), partial(copy, panel))
    menu.addAction(_tr("Save as PNG…"), partial(save_as, panel, "png"))
    menu.addAction(_tr("Save as large PNG (4×)…"), partial(save_as, panel, "png", 4))
    for kind in ("SVG", "PDF", "CSV", "JSON"):
        menu.addAction(_tr("Save as {kind}…").format(kind=kind), partial(save_as, panel, kind.lower()))
    menu.addAction(_tr("Save as a matplotlib script…"), partial(save_as, panel, "py"))
    if panel.films is not None:
        panel.films(menu.addMenu(_tr("Save a film")))
    menu.addAction(_tr("View as table"), partial(show_table, panel))
    menu.addSeparator()
    if can_detach(panel):
        menu.addAction(_tr("Detach, or put back"), partial(detach, panel))
    menu.addAction(_tr("Reset view"), panel.follow_all)
    if panel.scalable:
        scales = (
            (_tr("Logarithmic x"), panel.x_log, (not panel.x_log, panel.y_log)),
            (_tr("Logarithmic y"), panel.y_log, (panel.x_log, not panel.y_log)),
        )
        for text, on, chosen in scales:
            action = menu.addAction(text, partial(panel.scale_chosen.emit, *chosen))
            action.setCheckable(True)
            action.setChecked(on)
    if len(groups := panel.groups()) > 1:
        shown = menu.addMenu(_tr("Show"))
        for group, (name, visible) in groups.items():
            action = shown.addAction(menu_text(name), partial(panel.hide_run, group, visible))
            action.setCheckable(True)
            action.setChecked(visible)
    return menu


def copy(panel: PlotPanel) -> None:
    """The figure as a picture on the clipboard."""
    QGuiApplication.clipboard().setImage(image(figure(panel), 2))


def show_table(panel: PlotPanel) -> None:
    """The numbers behind the figure, in a window of their own."""
    table = NumberTable(panel.title_text, cells(figure(panel)), panel.window())
    table.show()


def save_as(panel: PlotPanel, kind: str, scale: int = 2) -> None:
    """Ask for a file and write the figure there; what goes wrong is said in the caption."""
    name = "".join(ch if ch.isalnum() else "-" for ch in panel.title_text.lower()).strip("-") or "figure"
    path, _ = QFileDialog.getSaveFileName(panel, _tr("Save figure"), f"{name}.{kind}", f"{kind.upper()} (*.{kind})")
    if path:
        try:
            save(figure(panel), Path(path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"), scale)
        except Rejected as error:
            panel.set_caption(language.said(str(error)))


def figure(panel: PlotPanel) -> Figure:
    """What `panel` shows, with colours for paper: its curves, and the points its view drew beside them."""
    lines = tuple(
        Line(
            c.name or c.key,
            np.array(c.x, float),
            np.array(c.y, float),
            c.width,
            c.dashed,
            c.pale,
            c.raw,
            c.low,
            c.high,
            on_paper(c.colour),
        )
        for c in panel.curves()
        if len(c.x)
    )
    box = panel.plot.getViewBox()
    sides, heights = box.viewRange()
    raster = panel.raster() if panel.raster is not None else None
    named = [axis._tickLevels for axis in (panel.plot.getAxis("bottom"), panel.plot.getAxis("left"))]
    x_ticks, y_ticks = (tuple((float(at), text) for level in levels for at, text in level) if levels else None for levels in named)
    return Figure(
        panel.title_text,
        panel.x_title,
        panel.y_title,
        lines + tuple(_own_lines(panel)) + tuple(_points(panel)),
        panel.x_log,
        panel.y_log,
        tuple(sides),
        tuple(heights),
        raster,
        bool(box.yInverted()),
        x_ticks,
        y_ticks,
    )


def _own_lines(panel: PlotPanel) -> list[Line]:
    """Lines that the view drew by itself, beside the panel's curves."""
    result = []
    for name, item in panel.own_lines.items():
        x, y = item.getData()
        if item.isVisible() and x is not None and len(x):
            colour = pg.mkPen(item.opts["pen"]).color().name()
            result.append(Line(name, np.array(x, float), np.array(y, float), 2.5, colour=on_paper(colour)))
    return result


def _points(panel: PlotPanel) -> list[Line]:
    """The scattered points that are no markers of a curve, a line for each colour."""
    own = panel.marker_items()
    result = []
    for item in panel.plot.items:
        if not isinstance(item, pg.ScatterPlotItem) or item in own or not item.isVisible():
            continue
        places: dict[tuple[str, bool, float], list[tuple[float, float]]] = {}
        for spot in item.points():
            filled = spot.brush().style().value > 0
            colour = (spot.brush() if filled else spot.pen()).color().name()
            places.setdefault((colour, filled, spot.size()), []).append((spot.pos().x(), spot.pos().y()))
        for (colour, filled, size), spots in places.items():
            x, y = np.array(spots, dtype=float).T
            name, radius = item.name() or _tr("points"), 0.35 * size / appearance.zoom
            result.append(Line(name, x, y, radius, pale=not filled, colour=on_paper(colour), points=True))
    return result
