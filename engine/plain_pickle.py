"""Numbers, texts, lists, dictionaries and arrays out of a pickle that somebody else wrote; its operations are read, never run.

Only for data that their publishers give away in that form. Python's own reader would build whatever objects the file names.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable
from typing import Any

import numpy as np

KINDS = ("u1", "i1", "i2", "i4", "i8", "f4", "f8")
"""What an array may be made of."""


class _Array:
    """An array on its way: its value comes with a later operation."""

    value: Any = None


class _Kind:
    """What an array is made of."""

    def __init__(self, code: Any) -> None:
        if code not in KINDS:
            raise ValueError(f"arrays of {code!r}")
        self.code, self.order = str(code), "<"


class _Mark:
    pass


def plain_values(data: bytes) -> dict[str, Any]:
    """The dictionary in `data`; texts of Python 2 are read as Latin-1. Raises `ValueError`, `LookupError` or `TypeError`."""
    stack: list[Any] = []
    memo: dict[int, Any] = {}
    for operation, argument, _ in pickletools.genops(data):
        name = operation.name
        if name in _PUSHED:
            stack.append(_PUSHED[name]())
        elif name in _TAKEN:
            stack.append(argument)
        elif name in ("PROTO", "FRAME", "STOP"):
            continue
        elif name in ("PUT", "BINPUT", "LONG_BINPUT"):
            memo[int(str(argument))] = stack[-1]
        elif name == "MEMOIZE":
            memo[len(memo)] = stack[-1]
        elif name in ("GET", "BINGET", "LONG_BINGET"):
            stack.append(memo[int(str(argument))])
        elif name in ("TUPLE1", "TUPLE2", "TUPLE3"):
            count = int(name[-1])
            stack[-count:] = [tuple(stack[-count:])]
        elif name == "TUPLE":
            stack.append(tuple(_since_mark(stack)))
        elif name in ("APPEND", "APPENDS"):
            items = _since_mark(stack) if name == "APPENDS" else [stack.pop()]
            _of(list, stack[-1]).extend(items)
        elif name in ("SETITEM", "SETITEMS"):
            items = _since_mark(stack) if name == "SETITEMS" else [stack.pop() for _ in range(2)][::-1]
            _of(dict, stack[-1]).update(zip(items[::2], items[1::2], strict=True))
        elif name in ("GLOBAL", "STACK_GLOBAL"):
            words = str(argument).split(" ") if name == "GLOBAL" else [stack.pop() for _ in range(2)][::-1]
            stack.append(_named(*map(str, words)))
        elif name == "REDUCE":
            arguments, maker = _of(tuple, stack.pop()), stack.pop()
            stack.append(_Kind(arguments[0]) if maker is _Kind else _array(maker))
        elif name == "BUILD":
            state = _of(tuple, stack.pop())
            _built(stack[-1], state)
        else:
            raise ValueError(f"it asks for the operation {name}")
    whole = _of(dict, stack.pop())
    return {str(key): value.value if isinstance(value, _Array) else value for key, value in whole.items()}


_PUSHED: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_LIST": list,
    "EMPTY_DICT": dict,
    "EMPTY_TUPLE": tuple,
    "MARK": _Mark,
}
_NUMBERS = ("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "FLOAT", "BINFLOAT")
_TEXTS = ("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8")
_BYTES = ("BINBYTES", "SHORT_BINBYTES", "BINBYTES8")
_TAKEN = frozenset((*_NUMBERS, *_TEXTS, *_BYTES))


def _named(module: str, name: str) -> type:
    """What stands for the parts of an array; anything else that a pickle names is refused."""
    known: dict[str, type] = {"_reconstruct": _Array, "ndarray": _Array, "dtype": _Kind}
    if module.split(".")[0] == "numpy" and name in known:
        return known[name]
    raise ValueError(f"it asks for {module}.{name}")


def _array(maker: Any) -> _Array:
    if maker is not _Array:
        raise ValueError("it calls what is no array")
    return _Array()


def _built(thing: Any, state: tuple[Any, ...]) -> None:
    """An array gets its shape and numbers; a kind its order of bytes."""
    if isinstance(thing, _Kind):
        thing.order = ">" if state[1] == ">" else "<"
        return
    _, shape, kind, by_columns, raw = state
    numbers = np.frombuffer(raw.encode("latin-1") if isinstance(raw, str) else _of(bytes, raw), f"{_of(_Kind, kind).order}{kind.code}")
    _of(_Array, thing).value = numbers.reshape([int(n) for n in _of(tuple, shape)], order="F" if by_columns else "C")


def _since_mark(stack: list[Any]) -> list[Any]:
    place = next(i for i in range(len(stack) - 1, -1, -1) if isinstance(stack[i], _Mark))
    items = stack[place + 1 :]
    del stack[place:]
    return items


def _of(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"a {type(value).__name__} in place of a {kind.__name__}")
    return value
