"""Points on a plot that a person takes hold of and drags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt

GRAB = 14
"""px around a point within which it can be grabbed."""


class DragPoints(pg.ScatterPlotItem):  # type: ignore[misc]
    """`moved(index, to)` is called while the left button drags the point `index`; other drags are the plot's."""

    def __init__(self, moved: Callable[[int, QPointF], None]) -> None:
        super().__init__()
        self._moved = moved
        self.held: int | None = None
        self.setZValue(30)

    def nearest(self, at: QPointF) -> int | None:
        """The point within reach of `at`, if there is one."""
        x, y = self.getData()
        pixel = self.getViewBox().viewPixelSize() if len(x) else (1.0, 1.0)
        distance: NDArray[np.float64] = np.hypot((x - at.x()) / pixel[0], (y - at.y()) / pixel[1])
        found = int(np.argmin(np.nan_to_num(distance, nan=np.inf))) if len(x) else -1
        return found if found >= 0 and distance[found] < GRAB else None

    def mouseDragEvent(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        if event.isStart():
            self.held = self.nearest(event.buttonDownPos())
        if self.held is None:
            event.ignore()
            return
        event.accept()
        self._moved(self.held, event.pos())
        if event.isFinish():
            self.held = None
