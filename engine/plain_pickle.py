"""Numbers, texts, lists, dictionaries and arrays out of a pickle that somebody else wrote; nothing the file names is imported or run.

Only for data that their publishers give away in that form. The standard library's unpickler does the reading, in Python; of its
operations only those that build plain values are allowed, and what makes arrays is replaced by parts that check every size.
"""

from __future__ import annotations

import io
import pickle
import pickletools
from collections.abc import Callable
from typing import IO, Any

from engine.pickled_parts import CALLED, MAKERS, MODULES, Array, Kind, encode, fill, of_type
from engine.pickled_parts import text as text
from engine.texts import printable

MOST_OPERATIONS = 2_000_000
"""Operations of one file: a published file of a whole data set has a few hundred thousand."""
BLOCK = 1 << 18
"""Bytes that are read at once."""
DEEPEST = 4
"""Lists and dictionaries inside one another."""


def plain_values(data: bytes) -> dict[str, Any]:
    """The dictionary in `data`; keys are texts. Raises `ValueError`."""
    return read_values(io.BytesIO(data), len(data))


def read_values(stream: IO[bytes], size: int) -> dict[str, Any]:
    """The dictionary in a stream of `size` bytes, its keys as texts. Arrays are views of the bytes read. Raises `ValueError`."""
    try:
        whole = _Unpickler(_Bounded(stream, size), size).load()
        if type(whole) is not dict:
            raise ValueError(f"it holds a {type(whole).__name__.lstrip('_').lower()}, not a dictionary")
        values = _resolved(whole, {}, 0)
        named = {text(key): value for key, value in values.items()}
        if len(named) < len(values):
            raise ValueError("two of its keys are the same text, such as 1 and '1'")
        return named
    except MemoryError:
        raise
    except Exception as error:  # the unpickler raises whatever a damaged file provokes
        raise ValueError(printable(str(error))[:200] or type(error).__name__) from error


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


_PythonUnpickler: Any = pickle._Unpickler


class _Unpickler(_PythonUnpickler):  # type: ignore[misc]
    """The standard library's unpickler in Python, with a list of what it may do."""

    def __init__(self, stream: _Bounded, size: int) -> None:
        super().__init__(stream, encoding="bytes")
        self.dispatch = _Operations(_PythonUnpickler.dispatch | _REPLACED)
        self._encodable = size
        """Bytes that texts may still be encoded to: a pickle of Python 3 for Python 2 holds its arrays as texts."""

    def find_class(self, module: str, name: str) -> Any:
        found = MAKERS.get((MODULES.get(module, module), name))
        if found is None:
            raise ValueError(f"it asks for {module[:60]}.{name[:60]}")
        return found

    def persistent_load(self, pid: Any) -> Any:
        raise ValueError("it asks for something outside the file")

    def reduce(self) -> None:
        """Call one of the makers; nothing else can be called."""
        arguments, maker = of_type(tuple, self.stack.pop()), self.stack.pop()
        if maker is encode:
            characters, encoding = arguments
            self._encodable -= len(of_type(str, characters))
            if text(encoding).lower() not in ("latin1", "latin-1", "iso-8859-1") or self._encodable < 0:
                raise ValueError(f"it encodes text as {text(encoding)[:20]}")
            self.append(characters.encode("latin-1"))
        elif maker in CALLED:
            self.append(maker(*arguments))
        else:
            raise ValueError("it calls what makes no array")

    def build(self) -> None:
        state, thing = self.stack.pop(), self.stack[-1]
        if type(thing) not in (Array, Kind):
            raise ValueError(f"it sets the state of a {type(thing).__name__}")
        thing.set_state(state)

    def set_item(self) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        fill(self.stack[-1], [key, value])

    def set_items(self) -> None:
        items = self.pop_mark()
        fill(self.stack[-1], items)

    def new_dict(self) -> None:
        items = self.pop_mark()
        self.append(fill({}, items))

    def append_one(self) -> None:
        value = self.stack.pop()
        of_type(list, self.stack[-1]).append(value)

    def append_many(self) -> None:
        items = self.pop_mark()
        of_type(list, self.stack[-1]).extend(items)

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


def _resolved(value: Any, done: dict[int, Any], depth: int) -> Any:
    """`value` with arrays in place of what stood for them; each list is walked once, however often it occurs."""
    if isinstance(value, Array):
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
