"""Trees of tiny pictures for tests, and the classes that were read from them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import torch
from PIL import Image

from engine.datasets.image_folder import ImageFolder, Settings

SPLITS = ("train", "validation", "test")


@cache
def picture(level: int, form: str = "PNG") -> bytes:
    """A picture of one grey level."""
    out = io.BytesIO()
    Image.new("L", (8, 8), level).save(out, form)
    return out.getvalue()


def put(root: Path, levels: dict[str, int]) -> Path:
    """Write pictures of these grey levels, by path below `root`."""
    for name, level in levels.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(level))
    return root


def load(root: Path, **settings: object) -> ImageFolder:
    settings = {"size": 8, **settings}
    return ImageFolder(Settings(**settings), root, root.parent / "cache", torch.device("cpu"), lambda what, fraction: None)  # type: ignore[arg-type]


def classes(data: ImageFolder, split: str) -> set[str]:
    return {data.class_name(int(i)) for i in data.split_classes[split]}


def every(data: ImageFolder) -> set[str]:
    return set().union(*(classes(data, split) for split in SPLITS))


def levels_of(data: ImageFolder) -> dict[str, set[int]]:
    """The grey levels of the pictures of every class."""
    found = {}
    for i, name in enumerate(data.names):
        pixels = data.flat[int(data.offsets[i]) : int(data.offsets[i + 1]), 0, 0, 0]
        found[str(name)] = {int(p) for p in pixels}
    return found


def tree(tops: Iterable[str], names: Iterable[str] = ("1.png", "2.png", "3.png"), first: int = 0) -> dict[str, int]:
    """`names` in each of the folders `tops`: folder k has the levels 10 k, 10 k + 1, ..."""
    return {f"{top}/{name}": 10 * (first + k) + i for k, top in enumerate(tops) for i, name in enumerate(names)}
