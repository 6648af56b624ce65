"""A stretch of a run's numbers as one small blob: a few bytes a number, read back thousands at a time. (no torch)"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.protocol import At

T = TypeVar("T", bound=np.generic)
HEAD = 1 << 16
"""Bytes of a blob within which its header ends."""
LARGEST = 64 << 20
"""Bytes that a blob may hold."""
MOST = 2**53
"""The largest step, number of tasks and so on: what a float still counts."""
Point = tuple[At, dict[str, float]]
"""A place, and the numbers that were said there."""


class DamagedBlob(ValueError):
    """A blob is none that `packed` wrote."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points in order: `at` (4, n) step, tasks, samples, seconds; `values` (names, n), meaningful where `said` (names, n) is true."""

    at: NDArray[np.float64]
    names: tuple[str, ...]
    values: NDArray[np.float32]
    said: NDArray[np.bool_]

    def points(self) -> list[Point]:
        """The points one by one."""
        places = zip(*self.at.tolist(), strict=True)
        told = zip(self.values.T.tolist(), self.said.T.tolist(), strict=True)
        return [
            (At(int(step), int(tasks), int(samples), seconds), {n: v for n, v, s in zip(self.names, values, said, strict=True) if s})
            for (step, tasks, samples, seconds), (values, said) in zip(places, told, strict=True)
        ]

    def part(self, begin: int, end: int) -> Stretch:
        """The points from `begin` to before `end`."""
        return Stretch(self.at[:, begin:end], self.names, self.values[:, begin:end], self.said[:, begin:end])

    def curves(self) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """By name: places (4, n) and values (n,)."""
        return {
            name: (self.at[:, said], self.values[i, said].astype(float))
            for i, (name, said) in enumerate(zip(self.names, self.said, strict=True))
        }


def stretch(points: Sequence[Point]) -> Stretch:
    """Points, put together."""
    names = tuple(dict.fromkeys(name for _, values in points for name in values))
    at = np.array([(a.step, a.tasks, a.samples, a.seconds) for a, _ in points], np.float64).reshape(-1, 4).T
    values = np.array([[values.get(name, 0.0) for _, values in points] for name in names], np.float32).reshape(len(names), len(points))
    said = np.array([[name in values for _, values in points] for name in names], bool).reshape(len(names), len(points))
    return Stretch(at, names, values, said)


def of_curves(curves: Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]) -> Stretch:
    """The stretch whose `curves` these are; each has its places (4, n) in order of steps."""
    steps = np.unique(np.concatenate([at[0] for at, _ in curves.values()])) if curves else np.empty(0)
    found = Stretch(
        np.zeros((4, len(steps))), tuple(curves), np.zeros((len(curves), len(steps)), np.float32), np.zeros((len(curves), len(steps)), bool)
    )
    for i, (at, values) in enumerate(curves.values()):
        columns = np.searchsorted(steps, at[0])
        found.at[:, columns] = at
        found.values[i, columns], found.said[i, columns] = values, True
    return found


def joined(parts: Sequence[Stretch]) -> Stretch:
    """Stretches that follow one another, as one."""
    if len(parts) == 1:
        return parts[0]
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    places = [part.at for part in parts]
    count = sum(at.shape[1] for at in places)
    values, said = np.zeros((len(names), count), np.float32), np.zeros((len(names), count), bool)
    begin = 0
    for part in parts:
        end = begin + part.at.shape[1]
        rows = [names.index(name) for name in part.names]
        values[rows, begin:end], said[rows, begin:end] = part.values, part.said
        begin = end
    return Stretch(np.concatenate(places, 1) if places else np.empty((4, 0)), names, values, said)


class PackedPoints:
    """Points in order, kept as blobs of `packed`: a few bytes a number, where a list of points needs hundreds."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, int, bytes]] = []
        """first step, last step and blob"""

    @staticmethod
    def of(points: Iterable[Point], size: int) -> PackedPoints:
        """The points, `size` of them to a blob."""
        found = PackedPoints()
        some: list[Point] = []
        for point in points:
            some.append(point)
            if len(some) == size:
                found._append(some)
                some = []
        if some:
            found._append(some)
        return found

    def _append(self, points: Sequence[Point]) -> None:
        self.parts.append((points[0][0].step, points[-1][0].step, packed(stretch(points))))

    def __iter__(self) -> Iterator[Point]:
        for _, _, blob in self.parts:
            yield from unpacked(blob).points()


def packed(part: Stretch) -> bytes:
    """`part` as a compressed blob: a line of JSON with count and names, then its columns (whole numbers as differences)."""
    head = json.dumps({"n": part.at.shape[1], "names": part.names}).encode() + b"\n"
    whole = np.diff(part.at[:3].astype("<i8"), axis=1, prepend=0)
    columns = (whole, part.at[3].astype("<f8"), part.values.astype("<f4"), np.packbits(part.said, axis=1))
    return zlib.compress(head + b"".join(column.tobytes() for column in columns), 6)


def unpacked(blob: object) -> Stretch:
    """What `packed` wrote; raises `DamagedBlob` for anything else, at the cost of `LARGEST` bytes at most."""
    try:
        n, names, rest = _inflated(blob)
    except (zlib.error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedBlob from error

    def column(kind: type[T], count: int) -> NDArray[T]:
        nonlocal rest
        found = np.frombuffer(rest, np.dtype(kind).newbyteorder("<"), count).astype(kind)
        rest = rest[found.nbytes :]
        return found

    whole = np.cumsum(column(np.int64, 3 * n).reshape(3, n), axis=1)
    seconds = column(np.float64, n)
    values = column(np.float32, len(names) * n).reshape(len(names), n)
    bits = column(np.uint8, len(names) * -(-n // 8)).reshape(len(names), -(-n // 8))
    said = np.unpackbits(bits, axis=1, count=n).astype(bool)
    if (np.diff(whole[0]) <= 0).any() or (whole < 0).any() or (whole > MOST).any() or not ((seconds >= 0) & (seconds <= MOST)).all():
        raise DamagedBlob
    return Stretch(np.concatenate([whole, seconds[None]]).astype(np.float64), names, values.astype(np.float32), said)


def _inflated(blob: object) -> tuple[int, tuple[str, ...], memoryview]:
    """Return count, names and columns of a blob; the header gives the length of the columns, which bounds the decompression."""
    if not isinstance(blob, bytes):
        raise DamagedBlob
    pipe = zlib.decompressobj()
    begun = pipe.decompress(blob, HEAD)
    end = begun.index(b"\n") + 1
    head = json.loads(begun[:end])
    n, names = head["n"], tuple(head["names"])
    if type(n) is not int or n < 1 or not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        raise DamagedBlob
    size = n * (3 * 8 + 8 + 4 * len(names)) + len(names) * -(-n // 8)
    left = size - (len(begun) - end)
    if size > LARGEST or left < 0:
        raise DamagedBlob
    rest = begun[end:] + pipe.decompress(pipe.unconsumed_tail, left + 1)
    if len(rest) != size or not pipe.eof:
        raise DamagedBlob
    return n, names, memoryview(rest)
