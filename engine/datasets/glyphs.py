"""Characters of many scripts drawn as if by hand: the dataset that is always there.

The shapes are real: the stroke fonts that A. V. Hershey drew for plotters (1967), as the package Hershey-Fonts carries them. The
handwriting is synthetic: every drawing is its strokes under a random affine map, a smooth warp, stroke by stroke unsteadiness
and a pen of random width.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from HersheyFonts import HersheyFonts
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.atomic_write import write_text
from engine.episode import Report
from engine.images import ROTATION_DOC, ROTATION_RULES, ImageClasses
from engine.keep import kept_arrays
from engine.settings import setting

SIZE = 28
DRAWINGS = 20
INK_BOX = 19.0
"""px: the larger side of a character before it is varied."""
ALIKE = 0.85
"""Correlation of two blurred canonical renderings from which on they count as the same character (judged on mosaics of pairs)."""
LIST = Path(__file__).parents[2] / "assets" / "splits" / "glyphs.txt"
"""'split font/U+XXXX' a line: the distinct characters and their split, written by `python -m engine.datasets.glyphs`."""
# single-stroke scripts first: of two near-duplicates the earlier font's is kept
FONTS = [
    "rowmans",
    "scripts",
    "greeks",
    "cursive",
    "cyrillic",
    "japanese",
    "mathlow",
    "symbolic",
    "astrology",
    "music",
    "meteorology",
    "markers",
    "gothgbt",
    "gothgrt",
    "gothiceng",
    "gothicger",
    "gothicita",
    "scriptc",
    "greekc",
    "cyrilc_1",
    "rowmant",
    "timesi",
]
VERSION = 2


@dataclass(frozen=True)
class Settings:
    rotations: str = setting("none", "Rotations", ROTATION_DOC, choices=ROTATION_RULES)


class Glyphs(ImageClasses):
    id = "glyphs"
    title = "Glyphs"
    summary = "Tell characters apart that were never seen before: letters, signs and symbols from some twenty scripts."
    honest = "real glyphs, synthetic handwriting"
    source = "A. V. Hershey's stroke fonts (1967), as packaged by Hershey-Fonts; drawn here with a varied pen"
    Settings = Settings
    drawings = DRAWINGS
    classes = {"train": 292, "validation": 73, "test": 91}
    defaults = {"steps": 1000}
    order = 10

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        listed = [line.split() for line in LIST.read_text(encoding="utf-8").splitlines()]
        names = [name for _, name in listed]
        key = hashlib.sha256(repr((VERSION, SIZE, DRAWINGS, INK_BOX, names)).encode()).hexdigest()[:12]
        images, _ = kept_arrays(cache / f"glyphs-{key}.npz", lambda: (_drawn(names, report), np.array(names)))
        splits = {split: [i for i, (s, _) in enumerate(listed) if s == split] for split in ("train", "validation", "test")}
        self.place(torch.from_numpy(images), splits, names)

    def describe(self) -> str:
        sizes = "/".join(str(len(ids)) for ids in self.split_classes.values())
        return f"Glyphs ({self.honest}), {sizes} classes for train/validation/test, rotations: {self.settings.rotations}"


def _drawn(names: list[str], report: Report) -> NDArray[np.uint8]:
    """All drawings (classes, DRAWINGS, SIZE, SIZE) of the characters called `names`."""
    shapes = _shapes()
    generator = torch.Generator().manual_seed(1967)
    images = []
    for i, name in enumerate(names):
        if i % 50 == 0:
            report("drawing glyphs", i / len(names))
        images.append(_ink(_varied(*shapes[name], generator), _uniform(generator, DRAWINGS, 0.75, 1.4)))
    report("drawing glyphs", 1.0)
    drawn: NDArray[np.uint8] = torch.stack(images).numpy()
    return drawn


def _shapes() -> dict[str, tuple[Tensor, Tensor]]:
    """Every character by name: points (P, 2) in px about the centre, and the stroke (P,) each point belongs to."""
    found = {}
    for font in FONTS:
        source = HersheyFonts()
        source.load_default_font(font)
        for character, glyph in source.all_glyphs.items():
            shape = _shape([torch.tensor(stroke, dtype=torch.float32) for stroke in glyph.strokes if len(stroke) > 1])
            if shape is not None:
                found[f"{font}/U+{ord(character):04X}"] = shape
    return found


def distinct() -> list[str]:
    """The names of the characters that differ from all before them."""
    shapes = _shapes()
    drawn = torch.stack([_ink(points.unsqueeze(0) + SIZE / 2, torch.tensor([1.2]))[0] for points, _ in shapes.values()])
    signatures = _blurred(drawn.float())
    kept: list[int] = []
    for i, alike in enumerate(signatures @ signatures.T):
        if not kept or float(alike[kept].max()) <= ALIKE:
            kept.append(i)
    names = list(shapes)
    return [names[i] for i in kept]


def split_list(names: list[str]) -> str:
    """The text of LIST: classes dealt to the splits at random, once and for all."""
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(20)).tolist()
    bounds = [round(len(names) * share) for share in (0.64, 0.80)]
    splits = {}
    for place, i in enumerate(order):
        splits[i] = "train" if place < bounds[0] else "validation" if place < bounds[1] else "test"
    return "".join(f"{splits[i]} {name}\n" for i, name in enumerate(names))


def _shape(strokes: list[Tensor]) -> tuple[Tensor, Tensor] | None:
    """Strokes as evenly spaced points, centred and scaled to INK_BOX; None for what is too small or simple to be a character."""
    if not strokes:
        return None
    whole = torch.cat(strokes)
    low, high = whole.amin(0), whole.amax(0)
    extent = float((high - low).max())
    length = sum(float((s[1:] - s[:-1]).norm(dim=1).sum()) for s in strokes)
    if extent < 6 or length < 1.6 * extent:  # dots, commas, single straight lines
        return None
    points, owners = [], []
    for i, stroke in enumerate(strokes):
        scaled = (stroke - (low + high) / 2) * (INK_BOX / extent)
        for a, b in itertools.pairwise(scaled):
            count = max(1, math.ceil(float((b - a).norm()) / 0.6))
            points.append(a + (b - a) * torch.linspace(0, 1, count + 1).unsqueeze(1))
            owners += [i] * (count + 1)
    return torch.cat(points), torch.tensor(owners)


def _varied(points: Tensor, strokes: Tensor, generator: torch.Generator) -> Tensor:
    """DRAWINGS hand-drawn versions (DRAWINGS, P, 2) of a character, in px of the picture."""
    n, parts = DRAWINGS, int(strokes.max()) + 1

    def spread(low: float, high: float) -> Tensor:
        return _uniform(generator, n, low, high)

    # each stroke a little off its place and size, as a hand puts it
    offset = 0.45 * torch.randn(n, parts, 2, generator=generator)
    size = 1 + 0.05 * torch.randn(n, parts, 1, generator=generator)
    drawn = points * size[:, strokes] + offset[:, strokes]
    # a smooth warp: two slow waves in each direction
    for _ in range(2):
        direction = torch.randn(n, 2, generator=generator)
        direction = direction / direction.norm(dim=1, keepdim=True)
        frequency, phase = spread(0.10, 0.32), 2 * math.pi * torch.rand(n, generator=generator)
        push = 0.75 * torch.randn(n, 1, 2, generator=generator)
        along = (drawn * direction.unsqueeze(1)).sum(2)
        drawn = drawn + push * torch.sin(frequency[:, None] * along + phase[:, None]).unsqueeze(2)
    angle, shear, wide, high = spread(-0.22, 0.22), spread(-0.25, 0.25), spread(0.82, 1.08), spread(0.82, 1.08)
    cos, sin = angle.cos(), angle.sin()
    turn = torch.stack([torch.stack([cos, -sin], 1), torch.stack([sin, cos], 1)], 1)
    slant = torch.stack([torch.stack([wide, shear], 1), torch.stack([torch.zeros(n), high], 1)], 1)
    drawn = drawn @ (turn @ slant).transpose(1, 2)
    return drawn + SIZE / 2 + _uniform(generator, (n, 1, 2), -1.4, 1.4)


def _ink(points: Tensor, radius: Tensor) -> Tensor:
    """Pictures (n, SIZE, SIZE) uint8 of points (n, P, 2) drawn by round pens of `radius` (n,) px, edges antialiased."""
    pixels = torch.cartesian_prod(torch.arange(SIZE), torch.arange(SIZE)).flip(1) + 0.5  # (x, y) of each pixel's middle
    distance = torch.cdist(pixels.expand(len(points), -1, -1), points).amin(2)
    level = (radius.unsqueeze(1) + 0.5 - distance).clamp(0, 1)
    return (255 * level).round().to(torch.uint8).view(-1, SIZE, SIZE)


def _blurred(pictures: Tensor) -> Tensor:
    """Unit vectors (n, SIZE*SIZE) about their mean, which forgive a shift by a pixel."""
    kernel = torch.exp(-torch.arange(-4.0, 5.0).square() / (2 * 1.2**2))
    flat = functional.conv2d(pictures.unsqueeze(1), kernel.view(1, 1, 1, -1), padding=(0, 4))
    flat = functional.conv2d(flat, kernel.view(1, 1, -1, 1), padding=(4, 0)).flatten(1)
    flat = flat - flat.mean(1, keepdim=True)
    unit: Tensor = flat / flat.norm(dim=1, keepdim=True)
    return unit


def _uniform(generator: torch.Generator, shape: int | tuple[int, ...], low: float, high: float) -> Tensor:
    return low + (high - low) * torch.rand(shape, generator=generator)


if __name__ == "__main__":
    write_text(LIST, split_list(distinct()))
