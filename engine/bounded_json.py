"""JSON and TOML from outside, scanned in linear time for size, nesting and number length before they are parsed. (no torch)"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import numpy as np

DEPTH = 32
"""Levels of nesting in JSON, at most. What Metascope writes has six."""
VALUES = 200_000
"""Values in a JSON document, at most, unless the caller allows more."""
DIGITS = 100
"""Digits that follow one another outside texts, at most."""
TOML_BYTES, TOML_DEPTH, TOML_PARTS = 100_000, 8, 8
"""Bytes of a TOML block, levels of its nesting, and dotted parts of one key, at most."""
CHUNK = 1 << 20

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_CLOSED = re.compile(rb'(?:[^"]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)
"""The longest beginning in which every text is closed."""
_LONG_NUMBER = re.compile(rb"(?<![0-9])[0-9]{%d}" % (DIGITS + 1))
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_SPACE = re.compile(r"[ \t\r\n]*")
_OPENED = np.zeros(256, np.int8)
_OPENED[[ord("["), ord("{")]] = 1
_OPENED[[ord("]"), ord("}")]] = -1
_TOML_ASIDE = re.compile(
    r'"""(?:[^\\"]|\\.|"(?!""))*+(?:"{3,5})?' r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?" r'|"(?:[^"\\\n]|\\.)*+"?' r"|'[^'\n]*+'?" r"|#[^\n]*+",
    re.DOTALL,
)
"""Texts and comments of TOML. A text without an end is taken as far as it goes, or each of its characters would begin another search."""
_TOML_SPACE, _TOML_DOT, _TOML_WORD = re.compile(r"[ \t]+"), re.compile(r" ?\. ?"), re.compile(r"[^\s=\[\]{},]+")


class LimitExceeded(ValueError):
    """A block of TOML is larger, deeper or longer than is read; `str()` says in which way."""


def read_bounded_json(data: bytes, most: int = CHUNK, values: int = VALUES, *, halves: bool = False) -> Any:
    """The document in `data`; raises `ValueError` where it is none, or exceeds a limit.

    Beyond JSON's own rules a key may not stand twice in an object, numbers must be finite, and texts must hold no half of a surrogate
    pair, unless `halves` allows it: names of folders that are not in UTF-8 do.
    """
    _check(data, most, values)
    value = _DECODER.decode(data.decode("utf-8"))
    if not halves and _SURROGATE.search(data):
        _check_encodable(value)
    return value


def iterate_bounded_json(data: bytes, most: int, values: int) -> Iterator[Any]:
    """The elements of the array in `data`, parsed one at a time so that other threads run in between; raises `ValueError`."""
    _check(data, most, values)
    text = data.decode("utf-8")
    surrogates = _SURROGATE.search(data) is not None
    place = _after_space(text, 0)
    if text[place : place + 1] != "[":
        raise ValueError
    place = _after_space(text, place + 1)
    separator = text[place : place + 1] if text[place : place + 1] == "]" else ","
    while separator == ",":
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (RecursionError, StopIteration) as error:
            raise ValueError from error
        if surrogates:
            _check_encodable(value)
        yield value
        place = _after_space(text, place)
        separator = text[place : place + 1]
        if separator == ",":
            place = _after_space(text, place + 1)
    if separator != "]" or _after_space(text, place + 1) != len(text):
        raise ValueError


def read_bounded_toml(text: str) -> dict[str, Any]:
    """The TOML document in `text`; raises `LimitExceeded`, and `ValueError` where it is none."""
    if len(text) > TOML_BYTES:
        raise LimitExceeded(f"it is longer than {TOML_BYTES:,} characters")
    bare = _TOML_ASIDE.sub(lambda found: "" if found[0][0] == "#" else "s", text)
    codes = np.frombuffer(bare.encode("utf-8", "replace"), np.uint8)
    if _deepest(codes, 0)[0] > TOML_DEPTH:
        raise LimitExceeded(f"it is nested deeper than {TOML_DEPTH} levels")
    for word in _TOML_WORD.findall(_TOML_DOT.sub(".", _TOML_SPACE.sub(" ", bare))):
        if word.count(".") >= TOML_PARTS:
            raise LimitExceeded(f"one of its keys has more than {TOML_PARTS} parts")
        if len(word) > DIGITS and word.lstrip("+-")[:1].isdigit():
            raise LimitExceeded(f"one of its numbers has more than {DIGITS} digits")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise LimitExceeded(f"it is nested deeper than {TOML_DEPTH} levels") from error


def shorten(value: object, most: int = 60) -> str:
    """`repr(value)` for a sentence, cut; a value that cannot be written out is named by its kind."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # whole numbers of thousands of digits, values nested in one another without end
        return f"a {type(value).__name__} too long to show"
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _check(data: bytes, most: int, values: int) -> None:
    if len(data) > most:
        raise ValueError
    place = depth = found = 0
    while place < len(data):
        size = CHUNK
        while True:
            part = data[place : place + size]
            closed = _CLOSED.match(part)
            end = closed.end() if closed else 0
            if end or place + size >= len(data):
                break
            size *= 2  # a text that is longer than the chunk
        if not end:
            raise ValueError
        bare = _STRING.sub(b"", part[:end])
        codes = np.frombuffer(bare, np.uint8)
        deepest, depth = _deepest(codes, depth)
        found += int(np.count_nonzero(codes == ord(","))) + int(np.count_nonzero(_OPENED[codes] > 0))
        if deepest > DEPTH:
            raise ValueError
        if found > values:
            raise ValueError
        if _LONG_NUMBER.search(bare):
            raise ValueError
        place += end


def _deepest(codes: np.ndarray[Any, np.dtype[np.uint8]], depth: int) -> tuple[int, int]:
    """The deepest level of nesting in a part that begins at level `depth`, and the level at its end."""
    if not len(codes):
        return depth, depth
    levels = depth + np.cumsum(_OPENED[codes], dtype=np.int64)
    return int(levels.max()), int(levels[-1])


def _check_encodable(value: object) -> None:
    """Refuse halves of surrogate pairs, which no file and no database takes."""
    json.dumps(value, ensure_ascii=False).encode("utf-8")


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    assert found is not None
    return found.end()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _refuse(text: str) -> float:
    raise ValueError(text)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_finite, parse_constant=_refuse)
