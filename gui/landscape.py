"""A loss over a plane: shaded and in contours, both even in its logarithm, low in the panel's own colour so that paths show."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.figure import Raster
from gui.plotting import PlotPanel
from gui.theme import LIGHT, Theme, appearance
from gui.view_fault import guarded_paint

Array = NDArray[np.floating]


class Smooth(pg.ImageItem):  # type: ignore[misc]
    """An image of few samples of something continuous: between them it changes evenly, and no squares are seen."""

    @guarded_paint
    def paint(self, painter: QPainter, *rest: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *rest)


class Contour(pg.IsocurveItem):  # type: ignore[misc]
    """A line of equal height, without stairs."""

    @guarded_paint
    def paint(self, painter: QPainter, *rest: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, *rest)


class Landscape:
    """Behind whatever else a panel shows. `unit` stands at the colour bar of its figures."""

    def __init__(self, panel: PlotPanel, contours: int, unit: str) -> None:
        self.image = Smooth(axisOrder="row-major")
        self.image.setZValue(-60)
        self._contours = [Contour(axisOrder="row-major") for _ in range(contours)]
        for line in self._contours:  # in the image's own pixels
            line.setParentItem(self.image)
            line.setZValue(1)
        self._unit = unit
        self._values: Array | None = None
        panel.plot.addItem(self.image, ignoreBounds=True)
        panel.raster = self.raster

    def hide(self) -> None:
        """There is nothing to show."""
        self._values = None
        self.image.setVisible(False)

    def show(self, values: Array, height: Array, levels: tuple[float, float], across: Array, down: Array) -> None:
        """Heights (rows, columns) between fixed levels, at ascending places; `values` are what tables list."""
        self._values = values
        self.image.setVisible(True)
        self.image.setImage(height.astype(np.float32), autoLevels=False, levels=levels)
        # each pixel is centred on its place
        dx, dy = (float(axis[-1] - axis[0]) / (len(axis) - 1) for axis in (across, down))
        self.image.setRect(QRectF(float(across[0]) - dx / 2, float(down[0]) - dy / 2, dx * len(across), dy * len(down)))
        for line, level in zip(self._contours, np.linspace(*levels, len(self._contours) + 2)[1:-1], strict=True):
            line.setData(height, level)

    def recolour(self) -> None:
        """The theme changed."""
        theme = appearance.theme
        self.image.setColorMap(_colours(theme))
        for line in self._contours:
            line.setPen(pg.mkPen(theme.mixed(theme.muted, 0.9 if theme.dark else 0.6), width=1, cosmetic=True))

    def raster(self) -> Raster | None:
        """The landscape with its colours on paper."""
        if self._values is None:
            return None
        low, high = (float(level) for level in self.image.levels)
        ramp = _colours(LIGHT).getLookupTable(nPts=256, alpha=False).astype(np.uint8)
        place = np.clip(255 * (self.image.image - low) / ((high - low) or 1), 0, 255).astype(int)
        rect = self.image.mapRectToParent(self.image.boundingRect())
        where = (rect.left(), rect.top(), rect.width(), rect.height())
        return Raster(self._values.astype(float), ramp[place], where, (low, high), ramp, self._unit)


def _colours(theme: Theme) -> pg.ColorMap:
    return pg.ColorMap([0.0, 1.0], [pg.mkColor(theme.panel), pg.mkColor(theme.mixed(theme.muted, 0.75))])
