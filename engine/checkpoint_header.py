"""The header of a checkpoint file: bounded and checked before safetensors reads the rest, and rewritten for another library. (no torch)"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from engine.bounded_file import open_regular
from engine.bounded_json import read_bounded_json
from engine.protocol import RunConfig

FORMAT = "metascope-checkpoint-1"
MOST_HEADER = 8 << 20
"""Bytes of a header, at most; those of Metascope have some kilobytes."""
MOST_TENSORS = 10_000
SPARE = 1024
"""Bytes kept free in a rewritten header, so that the run's id in it can change without moving the tensors."""
RUN = "run"
"""Key of the run's id in the description. Checkpoints of earlier versions have none."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the tensors: each tensor's entry, other texts, and the description of Metascope."""

    tensors: dict[str, dict[str, Any]]
    metadata: dict[str, str]
    description: dict[str, Any]
    size: int
    """bytes before the first tensor"""

    @property
    def dtypes(self) -> set[str]:
        return {str(entry["dtype"]) for entry in self.tensors.values()}


def read_header(path: Path) -> Header:
    """The header of the checkpoint in a file; raises `ValueError`, `Rejected` where there is no such file, `StorageError`."""
    with open_regular(path) as file:
        whole = os.fstat(file.fileno()).st_size
        return parse_header(iter(lambda: file.read(1 << 20), b""), whole)[0]


def parse_header(chunks: Iterable[bytes], whole: int) -> tuple[Header, bytes]:
    """The header at the beginning of `chunks` (of `whole` bytes together), and what came after it in the chunks taken.

    Raises `ValueError` where it is none of Metascope, or exceeds a limit.
    """
    parts = iter(chunks)
    begin = _take(parts, b"", 8)
    size = int.from_bytes(begin[:8], "little")
    if size > min(MOST_HEADER, whole - 8):
        raise ValueError
    taken = _take(parts, begin, 8 + size)
    entries = read_bounded_json(taken[8 : 8 + size], MOST_HEADER)
    if not isinstance(entries, dict):
        raise ValueError
    metadata = entries.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(text, str) for text in metadata.values()):
        raise ValueError
    if len(entries) > MOST_TENSORS or not all(isinstance(e, dict) and isinstance(e.get("dtype"), str) for e in entries.values()):
        raise ValueError
    if metadata.get("format") != FORMAT:
        raise ForeignFile
    description = read_bounded_json(metadata.get("description", "").encode(), MOST_HEADER, halves=True)
    if not isinstance(description, dict) or not isinstance(description.get("optimiser"), dict):
        raise ForeignFile
    return Header(entries, metadata, description, 8 + size), taken[8 + size :]


class ForeignFile(ValueError):
    """A file of safetensors that is no checkpoint of Metascope."""


def written_header(header: Header, run: str, config: RunConfig, size: int = 0) -> bytes:
    """The header with another run's id and settings, without the folder of its data, which belongs to one computer.

    It has `size` bytes where that is given, else some to spare; raises `ValueError` where they do not suffice.
    """
    settings = json.loads(dataclasses.replace(config, data_root="").to_json())
    description = json.dumps(header.description | {"config": settings, RUN: run})
    entries = {"__metadata__": header.metadata | {"description": description}, **header.tensors}
    text = json.dumps(entries, separators=(",", ":")).encode()
    room = size - 8 if size else len(text) + SPARE + -(len(text) + SPARE) % 8
    if len(text) > room:
        raise ValueError
    return room.to_bytes(8, "little") + text.ljust(room)


def rewritten(checkpoint: bytes, run: str, config: RunConfig) -> bytes:
    """The bytes of a checkpoint as those of another run with the same tensors; raises `ValueError` where it is none."""
    header, rest = parse_header([checkpoint], len(checkpoint))
    return written_header(header, run, config) + rest


def rewrite_in_place(file: IO[bytes], header: Header, run: str, config: RunConfig) -> None:
    """Put another run's id and settings into a file whose header `written_header` wrote; raises `ValueError`, `OSError`."""
    file.seek(0)
    size = 8 + int.from_bytes(file.read(8), "little")
    data = written_header(header, run, config, size)
    file.seek(0)
    file.write(data)


def _take(parts: Iterator[bytes], taken: bytes, size: int) -> bytes:
    """`taken` and as many more parts as make `size` bytes; raises `ValueError` where they end before."""
    found = [taken]
    length = len(taken)
    while length < size:
        part = next(parts, b"")
        if not part:
            raise ValueError
        found.append(part)
        length += len(part)
    return b"".join(found)
