"""The icons are there, drawn in the colour asked for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.actions import described
from gui.icons import FOLDER, icon

NAMES = sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem != "metascope")  # the program's own has its colours


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_shows_lines_of_the_colour_asked_for_and_nothing_else(qapp: QApplication, name: str) -> None:
    image = icon(name, "#cc2211").pixmap(20, 20).toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    inked = [c for c in colours if c.alpha() > 200]
    assert inked and len(inked) < len(colours) / 2
    assert all(abs(c.red() - 0xCC) < 8 and abs(c.green() - 0x22) < 8 and abs(c.blue() - 0x11) < 8 for c in inked)


def test_no_icon_is_drawn_for_nobody() -> None:
    assert set(NAMES) <= {item.id for item in described()} | {"pause", "chain", "chain_broken"}
