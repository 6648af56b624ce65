"""Whether the arrays of a reading that was stored have the types and the sizes that its class describes. (no torch)"""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from engine.protocol import Reading

SHAPES: dict[str, dict[str, str]] = {
    "Adaptation": {"support_loss": "TK", "query_loss": "TK", "support_accuracy": "TK", "query_accuracy": "TK"},
    "Movement": {"relative": "KL"},
    "Fit": {
        "grid": "G",
        "truth": "G",
        "support_x": "n",
        "support_y": "n",
        "query_x": "m",
        "query_y": "m",
        "curves": "KG",
        "spread": "KG",
    },
    "Episode": {
        "support_images": "nHW*",
        "support_labels": "n",
        "query_images": "mHW*",
        "query_labels": "m",
        "probabilities": "KmN",
        "support_index": "n2",
    },
    "Path": {"points": "K2", "across": "G", "down": "g", "loss": "gG", "losses": "K"},
}
"""Of the classes that are stored with examples, the sides of their arrays: a letter stands for the same size wherever it stands, a
digit for itself, and a star for three colours or nothing."""
NAMES = {"Movement": ("layers", "L"), "Episode": ("class_names", "N")}
"""Of each class, the texts that name one of these sides."""
_KINDS = {"Floats": "f", "Bytes": "u", "Ints": "i", "NDArray[np.bool_]": "b"}


def is_sound(reading: Reading) -> bool:
    """Whether every array is of its type and size, none is empty, and every other value of its type."""
    kind = type(reading).__name__
    sizes: dict[str, int] = {}
    for field in dataclasses.fields(reading):
        value, described = getattr(reading, field.name), str(field.type)
        base, _, optional = described.partition(" | ")
        if value is None and optional == "None":
            continue
        if base in _KINDS:
            if not isinstance(value, np.ndarray) or value.dtype.kind != _KINDS[base] or not value.size:
                return False
            if not _fits(value.shape, SHAPES.get(kind, {}).get(field.name, ""), sizes):
                return False
        elif not _is_value(base, value):
            return False
    if kind in NAMES:
        name, side = NAMES[kind]
        names = getattr(reading, name)
        return len(names) == sizes.get(side) and all(isinstance(one, str) for one in names)
    return True


def _is_value(described: str, value: object) -> bool:
    """Whether a value that is no array is of the type that its field describes."""
    if described == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if described == "float":
        return isinstance(value, int | float) and math.isfinite(value)
    return isinstance(value, tuple) or not described.startswith("tuple")


def _fits(shape: tuple[int, ...], sides: str, sizes: dict[str, int]) -> bool:
    if not sides:
        return True
    if sides.endswith("*"):
        sides = sides[:-1]
        if len(shape) == len(sides) + 1 and shape[-1] == 3:
            shape = shape[:-1]
    if len(shape) != len(sides):
        return False
    return all(size == (int(side) if side.isdigit() else sizes.setdefault(side, size)) for side, size in zip(sides, shape, strict=True))
