"""Pictures of a task inside rich text: what a tool tip shows of an example."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from engine.protocol import Bytes
from gui.plain import Markup, markup
from gui.theme import appearance
from gui.widgets.episode_board import picture

SIDE = 72
"""px of a picture at zoom 1."""


def inline(pixels: Bytes, side: int = SIDE) -> str:
    """An example (H, W[, 3]) as an image tag; empty for one that is no picture."""
    if pixels.shape[0] < 2:
        return ""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    length = round(side * appearance.zoom)
    picture(pixels, appearance.theme.dark).scaled(length, length).save(buffer, "PNG")  # type: ignore[call-overload]
    return f"<img src='data:image/png;base64,{bytes(data.toBase64().data()).decode()}'>"


def captioned(text: str, *pictures: Bytes) -> str:
    """Markup with these pictures side by side beneath the text; the plain text where none is one."""
    images = "&nbsp;&nbsp;".join(filter(None, map(inline, pictures)))
    return markup("<p>{text}</p>{images}", text=text, images=Markup(images)) if images else text
