"""Numbers, texts, lists, dictionaries and arrays out of a pickle that somebody else wrote; nothing the file names is imported or run.

Only for data that their publishers give away in that form. The standard library's unpickler does the reading, in Python; of its
operations only those that build plain values are allowed, and what makes arrays is replaced by parts that check every size.
"""

from __future__ import annotations

import io
import math
import pickle
import pickletools
import re
from collections.abc import Callable
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from engine.texts import printable

MOST_OPERATIONS = 2_000_000
"""Operations of one file: a published file of a whole data set has a few hundred thousand."""
BLOCK = 1 << 18
"""Bytes that are read at once."""
DEEPEST = 4
"""Lists and dictionaries inside one another."""
MOST_DIMENSIONS = 8
NUMBERS = re.compile(r"[?]|b1|[iu][1248]|f[248]|[SU]\d{1,4}")
"""What an array may be made of."""
KEYS = (str, bytes, int, float)
"""Types of keys. Only these are hashed: a tuple may contain itself a million times over."""


def plain_values(data: bytes) -> dict[str, Any]:
    """The dictionary in `data`; keys are texts. Raises `ValueError`."""
    return read_values(io.BytesIO(data), len(data))


def read_values(stream: IO[bytes], size: int) -> dict[str, Any]:
    """The dictionary in a stream of `size` bytes, its keys as texts. Arrays are views of the bytes read. Raises `ValueError`."""
    try:
        whole = _Unpickler(_Bounded(stream, size), size).load()
        if type(whole) is not dict:
            raise ValueError(f"it holds a {type(whole).__name__.lstrip('_').lower()}, not a dictionary")
        return {text(key): value for key, value in _resolved(whole, {}, 0).items()}
    except MemoryError:
        raise
    except Exception as error:  # the unpickler raises whatever a damaged file provokes
        raise ValueError(printable(str(error))[:200] or type(error).__name__) from error


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


class _Bounded:
    """A stream that never gives fewer bytes than asked for, and refuses lengths beyond its end before anything is allocated."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream, self._left = stream, size

    def read(self, count: int) -> bytes | bytearray:
        if count > self._left:
            raise ValueError(f"it asks for {count:,} bytes where {self._left:,} are left")
        self._left -= count
        if count <= BLOCK:
            data = self._stream.read(count)
            if len(data) < count:
                raise ValueError("it ends too early")
            return data
        # in place and in blocks: of a packed stream neither the packed bytes nor a second copy lie in memory
        whole = bytearray(count)
        view = memoryview(whole)
        while view:
            got = self._stream.readinto(view[:BLOCK])  # type: ignore[attr-defined]
            if not got:
                raise ValueError("it ends too early")
            view = view[got:]
        return whole

    def readline(self) -> bytes:
        line = self._stream.readline(self._left)
        if not line.endswith(b"\n"):
            raise ValueError("it ends too early")
        self._left -= len(line)
        return line


class _Kind:
    """What an array is made of; stands for `numpy.dtype`."""

    def __init__(self, code: Any, *_: Any) -> None:
        self.code, self.order = text(code).lstrip("|<>="), "<"
        if not NUMBERS.fullmatch(self.code):
            raise ValueError(f"it holds an array of {self.code!r}, not of numbers or texts")

    def numpy(self) -> np.dtype[Any]:
        return np.dtype(self.order + self.code)

    def set_state(self, state: Any) -> None:
        self.order = ">" if text(_of(tuple, state)[1]) == ">" else "<"


class _Array:
    """An array whose numbers come with a later operation; stands for `numpy.ndarray`."""

    value: NDArray[Any] | None = None

    def set_state(self, state: Any) -> None:
        _, shape, kind, by_columns, raw = _of(tuple, state)
        self.value = _array(raw, kind, shape, "F" if by_columns else "C")


class _Name:
    """Something a file names that stands for itself alone, such as the class of an array."""


def _array(raw: Any, kind: Any, shape: Any, order: str) -> NDArray[Any]:
    """A view of `raw`; its shape must account for every byte."""
    dtype = _of(_Kind, kind).numpy()
    sides = [_of(int, side) for side in _of(tuple, shape)]
    if len(sides) > MOST_DIMENSIONS or any(side < 0 for side in sides) or not dtype.itemsize:
        raise ValueError(f"it holds an array of the shape {sides[:MOST_DIMENSIONS]}")
    if not isinstance(raw, bytes | bytearray):
        raise ValueError(f"it holds an array of a {type(raw).__name__.lstrip('_').lower()}")
    if math.prod(sides) * dtype.itemsize != len(raw):
        raise ValueError(f"it holds an array of the shape {sides} in {len(raw):,} bytes")
    return np.frombuffer(raw, dtype).reshape(sides, order="F" if order == "F" else "C")


_PythonUnpickler: Any = pickle._Unpickler


class _Unpickler(_PythonUnpickler):  # type: ignore[misc]
    """The standard library's unpickler in Python, with a list of what it may do."""

    def __init__(self, stream: _Bounded, size: int) -> None:
        super().__init__(stream, encoding="bytes")
        self.dispatch = _Operations(_PythonUnpickler.dispatch | _REPLACED)
        self._encodable = size
        """Bytes that texts may still be encoded to: a pickle of Python 3 for Python 2 holds its arrays as texts."""

    def find_class(self, module: str, name: str) -> Any:
        found = _MAKERS.get((_MODULES.get(module, module), name))
        if found is None:
            raise ValueError(f"it asks for {module[:60]}.{name[:60]}")
        return found

    def persistent_load(self, pid: Any) -> Any:
        raise ValueError("it asks for something outside the file")

    def reduce(self) -> None:
        """Call one of the makers; nothing else can be called."""
        arguments, maker = _of(tuple, self.stack.pop()), self.stack.pop()
        if maker is _encode:
            characters, encoding = arguments
            self._encodable -= len(_of(str, characters))
            if text(encoding).lower() not in ("latin1", "latin-1", "iso-8859-1") or self._encodable < 0:
                raise ValueError(f"it encodes text as {text(encoding)[:20]}")
            self.append(characters.encode("latin-1"))
        elif maker in _CALLED:
            self.append(maker(*arguments))
        else:
            raise ValueError("it calls what makes no array")

    def build(self) -> None:
        state, thing = self.stack.pop(), self.stack[-1]
        if type(thing) not in (_Array, _Kind):
            raise ValueError(f"it sets the state of a {type(thing).__name__}")
        thing.set_state(state)

    def set_item(self) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        _fill(self.stack[-1], [key, value])

    def set_items(self) -> None:
        items = self.pop_mark()
        _fill(self.stack[-1], items)

    def new_dict(self) -> None:
        items = self.pop_mark()
        self.append(_fill({}, items))

    def append_one(self) -> None:
        value = self.stack.pop()
        _of(list, self.stack[-1]).append(value)

    def append_many(self) -> None:
        items = self.pop_mark()
        _of(list, self.stack[-1]).extend(items)

    def byte_array(self) -> None:
        self.append(self.read(int.from_bytes(self.read(8), "little")))


class _Operations(dict[int, Callable[[Any], None]]):
    """The operations of a file, counted; those that are not allowed are named."""

    def __init__(self, known: dict[int, Callable[[Any], None]]) -> None:
        super().__init__({code: known[code] for code in _ALLOWED})
        self._left = MOST_OPERATIONS

    def __getitem__(self, code: int) -> Callable[[Any], None]:
        self._left -= 1
        if self._left < 0:
            raise ValueError(f"it has more than {MOST_OPERATIONS:,} operations")
        return super().__getitem__(code)

    def __missing__(self, code: int) -> Callable[[Any], None]:
        known = pickletools.code2op.get(chr(code))  # type: ignore[attr-defined]
        raise ValueError(f"it asks for the operation {known.name}" if known else f"it is no pickle (byte {code})")


def _fill(target: Any, items: list[Any]) -> dict[Any, Any]:
    """Put keys and values by turns into a dictionary."""
    if len(items) % 2:
        raise ValueError("it has a key without a value")
    for key in items[::2]:
        if type(key) not in KEYS and type(key) is not bool:
            raise ValueError(f"it has a {type(key).__name__} for a key, where only text and numbers are read")
    filled: dict[Any, Any] = _of(dict, target)
    filled.update(zip(items[::2], items[1::2], strict=True))
    return filled


def _resolved(value: Any, done: dict[int, Any], depth: int) -> Any:
    """`value` with arrays in place of what stood for them; each list is walked once, however often it occurs."""
    if isinstance(value, _Array):
        if value.value is None:
            raise ValueError("it holds an array without numbers")
        return value.value
    if not isinstance(value, list | tuple | dict):
        return value
    if depth >= DEEPEST:
        raise ValueError(f"its lists are nested more than {DEEPEST} deep")
    if id(value) not in done:
        inner = value.values() if isinstance(value, dict) else value
        # the original is kept beside, so that its number is not given to another one
        found = [_resolved(item, done, depth + 1) for item in inner]
        done[id(value)] = dict(zip(value, found, strict=True)) if isinstance(value, dict) else found, value
    return done[id(value)][0]


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"it has a {type(value).__name__.lstrip('_').lower()} in place of a {kind.__name__.lstrip('_').lower()}")
    return value


def _new_array(*_: Any) -> _Array:
    return _Array()


def _from_buffer(raw: Any, kind: Any, shape: Any, order: Any, *_: Any) -> _Array:
    made = _Array()
    made.value = _array(raw, kind, shape, text(order))
    return made


def _scalar(kind: Any, raw: Any) -> Any:
    return _array(raw, kind, (), "C").item()


def _mapping(*arguments: Any) -> dict[Any, Any]:
    """An ordered or default dictionary: pairs in a list, or the class of its values."""
    pairs = [pair for pair in arguments if type(pair) is list]
    return _fill({}, [part for pair in (pairs[0] if pairs else ()) for part in pair])


def _no_bytes() -> bytes:
    """How Python 3 writes empty bytes for Python 2."""
    return b""


def _encode(*_: Any) -> bytes:
    raise NotImplementedError  # `reduce` does it, within its limit


_CALLED: tuple[Callable[..., Any], ...] = (_Kind, _new_array, _from_buffer, _scalar, _mapping, _no_bytes)
_MODULES = {
    "numpy.core.multiarray": "numpy",
    "numpy._core.multiarray": "numpy",
    "numpy.core.numeric": "numpy",
    "numpy._core.numeric": "numpy",
    "__builtin__": "builtins",
}
_MAKERS: dict[tuple[str, str], Any] = {
    ("numpy", "_reconstruct"): _new_array,
    ("numpy", "_frombuffer"): _from_buffer,
    ("numpy", "scalar"): _scalar,
    ("numpy", "ndarray"): _Name(),
    ("numpy", "dtype"): _Kind,
    ("_codecs", "encode"): _encode,
    ("collections", "OrderedDict"): _mapping,
    ("collections", "defaultdict"): _mapping,
    ("builtins", "bytes"): _no_bytes,
    ("builtins", "list"): _Name(),
    ("builtins", "dict"): _Name(),
    ("builtins", "int"): _Name(),
}
_REPLACED = {
    pickle.REDUCE[0]: _Unpickler.reduce,
    pickle.BUILD[0]: _Unpickler.build,
    pickle.SETITEM[0]: _Unpickler.set_item,
    pickle.SETITEMS[0]: _Unpickler.set_items,
    pickle.DICT[0]: _Unpickler.new_dict,
    pickle.APPEND[0]: _Unpickler.append_one,
    pickle.APPENDS[0]: _Unpickler.append_many,
    pickle.BYTEARRAY8[0]: _Unpickler.byte_array,
}
_PLAIN = (
    "PROTO FRAME STOP MARK NONE NEWTRUE NEWFALSE GLOBAL STACK_GLOBAL PUT BINPUT LONG_BINPUT MEMOIZE GET BINGET LONG_BINGET "
    "INT BININT BININT1 BININT2 LONG LONG1 FLOAT BINFLOAT STRING BINSTRING SHORT_BINSTRING BINBYTES SHORT_BINBYTES BINBYTES8 "
    "UNICODE BINUNICODE SHORT_BINUNICODE BINUNICODE8 EMPTY_LIST LIST EMPTY_DICT EMPTY_TUPLE TUPLE TUPLE1 TUPLE2 TUPLE3"
)
_ALLOWED = (*_REPLACED, *(getattr(pickle, name)[0] for name in _PLAIN.split()))
