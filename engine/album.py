"""Readings kept in a checkpoint file beside its weights, so that there is a picture before torch is loaded. (no torch)"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
from numpy.typing import NDArray

from engine.checkpoint_header import read_header
from engine.failures import StorageError
from engine.protocol import READINGS, Reading, frozen_array
from engine.reading_shapes import is_sound
from engine.settings import Rejected

PREFIX = "reading."


def album(readings: Iterable[Reading]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Arrays and JSON values for a checkpoint's tensors and its description, from which `readings_in` makes them again."""
    arrays: dict[str, NDArray[Any]] = {}
    words: dict[str, dict[str, object]] = {}
    for reading in readings:
        kind = type(reading).__name__
        plain = words.setdefault(kind, {})
        for field in dataclasses.fields(reading):
            value = getattr(reading, field.name)
            if isinstance(value, np.ndarray):
                arrays[f"{PREFIX}{kind}.{field.name}"] = value
            else:
                plain[field.name] = value
    return arrays, {"readings": words}


def readings_in(path: Path) -> list[Reading]:
    """The readings a checkpoint holds; none where there are none or the file cannot be read."""
    try:
        described = read_header(path).description
        with safetensors.safe_open(str(path), framework="np") as file:
            readings = (_reading(file, kind, plain) for kind, plain in described.get("readings", {}).items())
            return [reading for reading in readings if reading is not None]
    except (OSError, StorageError, Rejected, safetensors.SafetensorError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _reading(file: Any, kind: str, plain: Any) -> Reading | None:
    """One of the readings in an open checkpoint; None where it is damaged, or of a kind that this version does not have."""
    try:
        ours = [name for name in file.keys() if name.startswith(f"{PREFIX}{kind}.")]  # noqa: SIM118 (it is no dict)
        values = {name.rsplit(".", 1)[1]: file.get_tensor(name) for name in ours}
        arrays = {name: frozen_array(value, value.dtype) for name, value in values.items()}
        reading = READINGS[kind](**arrays, **{name: _tuples(value) for name, value in plain.items()})
    except (safetensors.SafetensorError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return reading if is_sound(reading) else None


def _tuples(value: object) -> object:
    """What JSON made a list was a tuple."""
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value
