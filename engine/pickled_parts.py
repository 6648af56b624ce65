"""What stands for the parts of arrays while a pickle is read: each checks its sizes, and none can do anything else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_DIMENSIONS = 8
NUMBERS = re.compile(r"[?]|b1|[iu][1248]|f[248]|[SU]\d{1,4}")
"""What an array may be made of."""
KEYS = (str, bytes, int, float)
"""Types of keys. Only these are hashed: a tuple may contain itself a million times over."""


def text(value: Any) -> str:
    """A key or a name as text; that of Python 2 is UTF-8 or Latin-1."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("latin-1")
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"a {type(value).__name__} in place of a name")


class Kind:
    """What an array is made of; stands for `numpy.dtype`."""

    def __init__(self, code: Any, *_: Any) -> None:
        self.code, self.order = text(code).lstrip("|<>="), "<"
        if not NUMBERS.fullmatch(self.code):
            raise ValueError(f"it holds an array of {self.code!r}, not of numbers or texts")

    def numpy(self) -> np.dtype[Any]:
        return np.dtype(self.order + self.code)

    def set_state(self, state: Any) -> None:
        self.order = ">" if text(of_type(tuple, state)[1]) == ">" else "<"


class Array:
    """An array whose numbers come with a later operation; stands for `numpy.ndarray`."""

    value: NDArray[Any] | None = None

    def set_state(self, state: Any) -> None:
        _, shape, kind, by_columns, raw = of_type(tuple, state)
        self.value = array_view(raw, kind, shape, "F" if by_columns else "C")


class Name:
    """Something a file names that stands for itself alone, such as the class of an array."""


def array_view(raw: Any, kind: Any, shape: Any, order: str) -> NDArray[Any]:
    """A view of `raw`; its shape must account for every byte."""
    dtype = of_type(Kind, kind).numpy()
    sides = [of_type(int, side) for side in of_type(tuple, shape)]
    if len(sides) > MOST_DIMENSIONS or any(side < 0 for side in sides) or not dtype.itemsize:
        raise ValueError(f"it holds an array of the shape {sides[:MOST_DIMENSIONS]}")
    if not isinstance(raw, bytes | bytearray):
        raise ValueError(f"it holds an array of a {type(raw).__name__.lstrip('_').lower()}")
    if math.prod(sides) * dtype.itemsize != len(raw):
        raise ValueError(f"it holds an array of the shape {sides} in {len(raw):,} bytes")
    return np.frombuffer(raw, dtype).reshape(sides, order="F" if order == "F" else "C")


def fill(target: Any, items: list[Any]) -> dict[Any, Any]:
    """Put keys and values by turns into a dictionary."""
    if len(items) % 2:
        raise ValueError("it has a key without a value")
    for key in items[::2]:
        if type(key) not in KEYS and type(key) is not bool:
            raise ValueError(f"it has a {type(key).__name__} for a key, where only text and numbers are read")
    filled: dict[Any, Any] = of_type(dict, target)
    filled.update(zip(items[::2], items[1::2], strict=True))
    return filled


def of_type(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"it has a {type(value).__name__.lstrip('_').lower()} in place of a {kind.__name__.lstrip('_').lower()}")
    return value


def new_array(*_: Any) -> Array:
    return Array()


def from_buffer(raw: Any, kind: Any, shape: Any, order: Any, *_: Any) -> Array:
    made = Array()
    made.value = array_view(raw, kind, shape, text(order))
    return made


def scalar(kind: Any, raw: Any) -> Any:
    return array_view(raw, kind, (), "C").item()


def mapping(*arguments: Any) -> dict[Any, Any]:
    """An ordered or default dictionary: pairs in a list, or the class of its values."""
    pairs = [pair for pair in arguments if type(pair) is list]
    return fill({}, [part for pair in (pairs[0] if pairs else ()) for part in pair])


def no_bytes() -> bytes:
    """How Python 3 writes empty bytes for Python 2."""
    return b""


def encode(*_: Any) -> bytes:
    raise NotImplementedError  # the unpickler does it itself, within its limit


CALLED: tuple[Callable[..., Any], ...] = (Kind, new_array, from_buffer, scalar, mapping, no_bytes)
MODULES = {
    "numpy.core.multiarray": "numpy",
    "numpy._core.multiarray": "numpy",
    "numpy.core.numeric": "numpy",
    "numpy._core.numeric": "numpy",
    "__builtin__": "builtins",
}
MAKERS: dict[tuple[str, str], Any] = {
    ("numpy", "_reconstruct"): new_array,
    ("numpy", "_frombuffer"): from_buffer,
    ("numpy", "scalar"): scalar,
    ("numpy", "ndarray"): Name(),
    ("numpy", "dtype"): Kind,
    ("_codecs", "encode"): encode,
    ("collections", "OrderedDict"): mapping,
    ("collections", "defaultdict"): mapping,
    ("builtins", "bytes"): no_bytes,
    ("builtins", "list"): Name(),
    ("builtins", "dict"): Name(),
    ("builtins", "int"): Name(),
}
