"""Bytes of a picture file as pixels: every mode of the supported formats, upright, eight bits, nothing transparent. (no torch)"""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
LARGEST_PICTURE = 80_000_000
"""Pixels of one picture."""
DEEPEST = 65535
"""The largest value of a 16-bit channel."""
CONTRAST = 16
"""Difference between two brightnesses, of 255, below which a drawing cannot be distinguished from its ground."""
EMPTY_CONTRAST = 4
"""The same for a whole picture, in which nothing can be distinguished."""
OUTLIERS = 1e-4
"""Share of the pixels of a set that may lie outside the range it is scaled by, at either end."""
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)  # the size is checked below, with a sentence
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Ground = Literal["white", "black", "alpha"]
"""What shows where a picture is transparent; `alpha`: the opacity itself is the drawing, dark on white."""


class TooLargeError(ValueError):
    """A picture of more pixels, or a file of more bytes, than is read."""

    def __init__(self, count: int, most: int, unit: Literal["pixels", "bytes"], size: str = "") -> None:
        super().__init__(f"{size or f'{count:,}'} {unit}; at most {most:,} are read")
        self.count, self.most, self.unit = count, most, unit


@dataclass(frozen=True, slots=True)
class Rendering:
    """What all pictures of a set have in common: the range of 16-bit values, and the ground of transparent pictures."""

    low: int = 0
    high: int = DEEPEST
    ground: Ground = "white"


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures become pixels."""

    size: int
    colour: bool
    invert: bool = False

    @property
    def shape(self) -> tuple[int, int, int]:
        return (3 if self.colour else 1, self.size, self.size)

    def decoded(self, data: bytes, rendering: Rendering = Rendering()) -> NDArray[np.uint8]:
        """Pixels (channels, size, size); the whole picture, squeezed. Raises anything a damaged file provokes."""
        mode = "RGB" if self.colour else "L"
        # JPEG: decoded at a fraction of the size where that is enough
        image, transparent = decode(data, rendering, draft=(mode, 2 * self.size))
        image = image.convert(mode).resize((self.size, self.size), Image.Resampling.BILINEAR)
        pixels = np.asarray(image, np.uint8)
        pixels = pixels.transpose(2, 0, 1) if self.colour else pixels[None]
        # light ink on a transparent ground shows on black, and is bright already
        bright = transparent and rendering.ground == "black"
        return np.uint8(255) - pixels if self.invert and not bright else pixels


def decode(data: bytes, rendering: Rendering = Rendering(), draft: tuple[str, int] | None = None) -> tuple[Image.Image, bool]:
    """The picture in `data`, upright and opaque, with eight bits a channel; and whether it is transparent anywhere.

    `draft`: mode and side that are needed, so that a JPEG may be decoded at a fraction of its size. Raises `TooLargeError`, and
    anything that a damaged file provokes.
    """
    with open_picture(data) as opened:
        if draft is not None:
            opened.draft(draft[0], (draft[1], draft[1]))
        image = _scaled_deep(data, opened, rendering) if is_deep(data, opened) else opened
        image = _upright(image, opened)
        if not has_alpha(image):
            return (image.copy() if image is opened else image), False
        rgba = image.convert("RGBA")
        if opened.format == "BMP" and rgba.getchannel("A").getextrema()[1] == 0:
            return rgba.convert("RGB"), False  # a fourth byte that its program left empty
    if rendering.ground == "alpha":
        return Image.fromarray(255 - np.asarray(rgba.getchannel("A"))), True
    return on_ground(rgba, rendering.ground), True


@contextlib.contextmanager
def open_picture(data: bytes) -> Iterator[Image.Image]:
    """An opened picture of a supported format and size; its pixels are not decoded yet."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PICTURE:
                size = f"{opened.width} x {opened.height}"
                raise TooLargeError(opened.width * opened.height, LARGEST_PICTURE, "pixels", size)
            yield opened
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        pixels = re.search(r"\((\d+) pixels\)", str(error))
        raise TooLargeError(int(pixels[1]) if pixels else LARGEST_PICTURE + 1, LARGEST_PICTURE, "pixels") from error


def is_deep(data: bytes, opened: Image.Image) -> bool:
    """Whether a picture has 16 bits a channel."""
    return opened.mode.startswith("I") or (opened.format == "PNG" and data[24:25] == b"\x10")


def has_alpha(image: Image.Image) -> bool:
    """Whether a picture may be transparent."""
    return image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info


def deep_values(data: bytes, opened: Image.Image) -> tuple[NDArray[np.uint16], NDArray[np.uint16] | None]:
    """16-bit values (height, width[, 3]) and opacity (height, width) of a picture; None where it is opaque."""
    if opened.mode.startswith("I"):
        grey = np.asarray(opened).clip(0, DEEPEST).astype(np.uint16)
        clear = opened.info.get("transparency")
        return grey, np.where(grey == clear, np.uint16(0), np.uint16(DEEPEST)) if isinstance(clear, int) else None
    # Pillow keeps one byte of the two: each is decoded by itself, the low one as if the bytes were in the other order
    kind = data[25]
    if kind == 4:  # grey with opacity: two channels of two bytes are four of one
        four = _with_raw_mode(data, "RGBA")
        return _joined(four[..., 0], four[..., 1]), _joined(four[..., 2], four[..., 3])
    base = "RGBA" if kind == 6 else "RGB"
    values = _joined(_with_raw_mode(data, f"{base};16B"), _with_raw_mode(data, f"{base};16L"))
    return (values[..., :3], values[..., 3]) if kind == 6 else (values, None)


def on_ground(rgba: Image.Image, ground: str) -> Image.Image:
    """A transparent picture before a ground of one colour, as RGB."""
    return Image.alpha_composite(Image.new("RGBA", rgba.size, ground), rgba).convert("RGB")


def contrast(image: Image.Image) -> int:
    """The largest difference of brightness within a channel."""
    found = image.getextrema()
    pairs = found if isinstance(found[0], tuple) else (found,)
    return max(int(high) - int(low) for low, high in pairs)


def _joined(high: NDArray[np.uint8], low: NDArray[np.uint8]) -> NDArray[np.uint16]:
    return np.left_shift(high, 8, dtype=np.uint16) | low


def _with_raw_mode(data: bytes, raw_mode: str) -> NDArray[np.uint8]:
    with open_picture(data) as opened:
        opened.tile = [(*tile[:3], raw_mode) for tile in opened.tile]  # type: ignore[attr-defined]
        return np.asarray(opened)


def _scaled_deep(data: bytes, opened: Image.Image, rendering: Rendering) -> Image.Image:
    """A 16-bit picture with eight bits a channel, scaled by the range of its set."""
    values, alpha = deep_values(data, opened)
    span = max(1, rendering.high - rendering.low)
    levels = ((np.arange(DEEPEST + 1) - rendering.low) * (255 / span)).clip(0, 255).astype(np.uint8)
    image = Image.fromarray(levels[values])
    if alpha is not None:
        image.putalpha(Image.fromarray((alpha >> 8).astype(np.uint8)))
    return image


def _upright(image: Image.Image, opened: Image.Image) -> Image.Image:
    """The picture turned as its EXIF data say; a damaged note of that costs the turn, not the picture."""
    turn = None
    with contextlib.suppress(Exception):  # Pillow raises whatever damaged EXIF data provoke
        turn = _UPRIGHT.get(opened.getexif().get(_ORIENTATION, 1))
    return image if turn is None else image.transpose(turn)
