"""Points on a plot that a person takes hold of and drags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from gui.theme import appearance

GRAB = 14
"""px around a point within which it can be grabbed."""
STEP = 0.02
"""Share of the plot that a key moves a point by."""


class DragPoints(pg.ScatterPlotItem):  # type: ignore[misc]
    """`moved(index, to)` is called while the left button drags the point `index`; other drags are the plot's.

    By keys (`key`): Page Up and Page Down choose a point, which gets a ring; Ctrl and arrows move it.
    """

    def __init__(self, moved: Callable[[int, QPointF], None]) -> None:
        self.chosen: int | None = None
        self.ring = pg.ScatterPlotItem()
        super().__init__()
        self._moved = moved
        self.held: int | None = None
        self.setZValue(30)
        self.ring.setParentItem(self)

    def nearest(self, at: QPointF) -> int | None:
        """The point within reach of `at`, if there is one."""
        x, y = self.getData()
        pixel = self.getViewBox().viewPixelSize() if len(x) else (1.0, 1.0)
        distance: NDArray[np.float64] = np.hypot((x - at.x()) / pixel[0], (y - at.y()) / pixel[1])
        found = int(np.argmin(np.nan_to_num(distance, nan=np.inf))) if len(x) else -1
        return found if found >= 0 and distance[found] < GRAB else None

    def setData(self, *args: Any, **kargs: Any) -> None:
        super().setData(*args, **kargs)
        self._show_ring()

    def _show_ring(self) -> None:
        x, y = self.getData()
        there = self.chosen is not None and self.chosen < len(x)
        at = slice(self.chosen, self.chosen + 1) if there and self.chosen is not None else slice(0)
        pen = pg.mkPen(appearance.theme.accent, width=appearance.pen(2))
        self.ring.setData(x[at], y[at], symbol="o", size=20 * appearance.zoom, pen=pen, brush=None)

    def key(self, event: QKeyEvent) -> bool:
        """Choose a point, or move the chosen one; whether the key was one of these."""
        key, count = Qt.Key(event.key()), len(self.getData()[0])
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and count:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self.chosen = (self.chosen + step) % count if self.chosen is not None else 0 if step > 0 else count - 1
            self._show_ring()
            return True
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        if key not in moves or self.chosen is None or self.chosen >= count or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        (x, y), (across, up) = self.getData(), moves[key]
        (x0, x1), (y0, y1) = self.getViewBox().viewRange()
        to = QPointF(x[self.chosen] + across * STEP * (x1 - x0), y[self.chosen] + up * STEP * (y1 - y0))
        self._moved(self.chosen, to)
        return True

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
