"""Start the program as `main.py` does, and tell a file several times a second what is on screen and where, as a screen reader would.

python tests/gui/eyes.py FILE [options of the window]
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def tell(file: Path) -> None:
    """Write every visible widget's kind, words and place on the screen, and where the points are that can be dragged."""
    from PySide6.QtWidgets import QApplication

    from gui.drag_points import DragPoints
    from gui.plotting import PlotPanel

    found = []
    for window in QApplication.topLevelWidgets():
        for widget in [window, *window.findChildren(object)]:
            if not widget.isWidgetType() or not widget.isVisible():
                continue
            centre = widget.mapToGlobal(widget.rect().center())
            text = getattr(widget, "text", None)
            found.append(
                {
                    "kind": type(widget).__name__,
                    "name": widget.accessibleName() or (str(text()) if callable(text) else ""),
                    "told": widget.accessibleDescription(),
                    "at": [centre.x(), centre.y()],
                    "size": [widget.width(), widget.height()],
                }
            )
            if isinstance(widget, PlotPanel):
                view = widget.widget
                for item in view.scene().items():
                    if isinstance(item, DragPoints):
                        for x, y in zip(*item.getData(), strict=True):
                            spot = item.mapToScene(float(x), float(y))
                            place = view.mapToGlobal(view.mapFromScene(spot))
                            found.append({"kind": "point", "name": "", "told": "", "at": [place.x(), place.y()], "size": [0, 0]})
    half = file.with_suffix(".part")
    half.write_text(json.dumps(found), encoding="utf-8")
    os.replace(half, file)


def main() -> int:
    """The window, watched."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication(["metascope"])
    timer = QTimer(application)
    timer.timeout.connect(lambda: tell(Path(sys.argv[1])))
    timer.start(200)
    from gui.app import main as window

    return window(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
