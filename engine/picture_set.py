"""What the pictures of a set have in common: the range of their 16-bit values, and the ground on which transparent ones show."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.pixels import CONTRAST, DEEPEST, OUTLIERS, Ground, Rendering, contrast, deep_values, has_alpha, is_deep, on_ground, open_picture

BLOCK = 1 << 20
"""Pixels that are counted at once."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One picture: how often each 16-bit value occurs, whether its drawing vanishes on white and on black, whether it is animated."""

    histogram: NDArray[np.int64] | None = None
    transparent: bool = False
    on_white: bool = False
    on_black: bool = False
    animated: bool = False


def measure(data: bytes) -> Measurement:
    """Measure a picture. Raises anything a damaged file provokes."""
    if data[:2] == b"\xff\xd8":  # JPEG is opaque and has eight bits
        return Measurement()
    with open_picture(data) as opened:
        histogram = None
        if is_deep(data, opened):
            histogram = _histogram(deep_values(data, opened)[0].reshape(-1))
        rgba = opened.convert("RGBA") if has_alpha(opened) and not opened.mode.startswith("I") else None
        animated = _animated(opened)
    if rgba is None or contrast(rgba.getchannel("A")) < CONTRAST:
        return Measurement(histogram, animated=animated)
    vanishes = {ground: contrast(on_ground(rgba, ground)) < CONTRAST for ground in ("white", "black")}
    return Measurement(histogram, True, vanishes["white"], vanishes["black"], animated)


def _histogram(values: NDArray[np.uint16]) -> NDArray[np.int64]:
    """How often each value occurs; in blocks, as NumPy counts numbers of eight bytes."""
    counts = np.zeros(DEEPEST + 1, np.int64)
    for begin in range(0, len(values), BLOCK):
        counts += np.bincount(values[begin : begin + BLOCK], minlength=DEEPEST + 1)
    return counts


def _animated(opened: Image.Image) -> bool:
    """Whether there is a second frame; those of a GIF are not all counted, as there may be millions."""
    if opened.format != "GIF":
        return int(getattr(opened, "n_frames", 1)) > 1
    with contextlib.suppress(Exception):  # the first frame may be whole where the second is damaged
        opened.seek(1)
        return True
    return False


@dataclass
class SetMeasure:
    """Measurements of all pictures of a set, added up; the order does not matter."""

    histogram: NDArray[np.int64] = field(default_factory=lambda: np.zeros(DEEPEST + 1, np.int64))
    transparent: int = 0
    on_white: int = 0
    on_black: int = 0
    animated: int = 0

    def add(self, one: Measurement) -> None:
        """Add one picture."""
        if one.histogram is not None:
            self.histogram += one.histogram
        self.transparent += one.transparent
        self.on_white += one.on_white
        self.on_black += one.on_black
        self.animated += one.animated

    def rendering(self) -> Rendering:
        """How every picture of the set is to be rendered."""
        low, high = value_range(self.histogram)
        return Rendering(low, high, self._ground())

    def remarks(self) -> list[str]:
        """What was decided that is not a matter of course, in words."""
        rendering, found = self.rendering(), []
        if self.histogram.any() and (rendering.low, rendering.high) != (0, DEEPEST):
            found.append(f"16-bit brightness {rendering.low} to {rendering.high} scaled to 0 to 255")
        if rendering.ground == "black":
            found.append("transparent ground shown as black")
        elif rendering.ground == "alpha":
            found.append("opacity taken as the drawing")
        if self.animated:
            found.append(f"first frames of {self.animated} animated pictures")
        return found

    def _ground(self) -> Ground:
        """White, unless drawings vanish on it."""
        if not self.on_white:
            return "white"
        if not self.on_black:
            return "black"
        if 2 * (self.on_white + self.on_black) >= self.transparent:
            return "alpha"  # drawings of both kinds: no ground shows all of them
        return "white" if self.on_white <= self.on_black else "black"


def value_range(histogram: NDArray[np.int64]) -> tuple[int, int]:
    """The smallest and the largest value, without outliers where these alone would more than double the range."""
    used = np.flatnonzero(histogram)
    if len(used) < 2:
        return 0, DEEPEST
    low, high = int(used[0]), int(used[-1])
    below = np.cumsum(histogram)
    spare = OUTLIERS * below[-1]
    inner_low = int(np.searchsorted(below, spare, side="right"))
    inner_high = int(np.searchsorted(below, below[-1] - spare, side="left"))
    if inner_low < inner_high and 2 * (inner_high - inner_low) < high - low:
        return inner_low, inner_high
    return low, high
