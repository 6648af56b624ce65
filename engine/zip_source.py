"""Members of a zip archive, listed and read with limits: nothing that its directory says about sizes is believed."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from engine.episode import DataError
from engine.pixels import TooLargeError
from engine.texts import printable
from engine.zip_names import leads_outside, member_names, metadata_kind

METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 97: "WavPack", 98: "PPMd", 99: "AES encryption"}
"""Names of methods that are not read, as packing programs call them."""
BLOCK = 1 << 16
"""Bytes inflated at once."""
LOCKED = 0x1 | 0x40 | 0x2000
"""Flags of encrypted members and directories."""
LOCAL_HEADER = 30
MOST_REASONS = 16
"""Different reasons for ignoring files that are counted separately."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an archive may be: members, bytes of all together, and times a member may be larger than it is packed."""

    members: int = 2_000_000
    total: int = 64 << 30
    ratio: int = 200
    ratio_from: int = 1 << 20
    """Bytes up to which a member may be packed as tightly as it can be."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, under the name its author gave it."""

    name: str
    info: zipfile.ZipInfo


class ZipSource:
    """An archive's files whose names end in one of `wanted`. Raises `DataError`. Close it.

    `ignored` counts by reason what else there is. Several threads may read at once.
    """

    def __init__(self, path: Path, wanted: tuple[str, ...], limits: Limits = Limits()) -> None:
        self.path = path
        self.ignored: Counter[str] = Counter()
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
            raise DataError(f"{path} is not a whole zip archive ({error}).") from error
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error.strerror or error}.") from error
        try:
            self.members = self._listed(wanted, limits)
        except BaseException:
            self.close()
            raise

    def read(self, member: Member, largest: int) -> bytes:
        """The bytes of a member, at most `largest`. Raises `TooLargeError` and what a damaged archive provokes."""
        if member.info.file_size > largest:
            raise TooLargeError(member.info.file_size, largest, "bytes")
        blocks, count = [], 0
        with self.open(member) as stream:
            # in small blocks: zipfile inflates as much at once as it is asked for, and cuts it afterwards
            while block := stream.read(BLOCK):
                count += len(block)
                if count > largest:
                    raise TooLargeError(count, largest, "bytes")
                blocks.append(block)
        return b"".join(blocks)

    def open(self, member: Member) -> IO[bytes]:
        """A stream of the bytes of a member; read it in small blocks."""
        return self._archive.open(member.info)

    def close(self) -> None:
        self._archive.close()

    def _listed(self, wanted: tuple[str, ...], limits: Limits) -> list[Member]:
        infos = self._archive.infolist()
        if len(infos) > limits.members:
            raise DataError(f"{self.path} is refused: it has {len(infos):,} members; at most {limits.members:,} are read.")
        names = member_names(infos, str(self.path))
        self._check_places(infos, names)
        found: dict[str, Member] = {}
        total = 0
        for info, name in zip(infos, names, strict=True):
            inside = PurePosixPath(name)
            if name.endswith("/"):
                continue
            if reason := metadata_kind(inside.parts):
                self.ignored[reason] += 1
                continue
            if not name.lower().endswith(wanted):
                self.ignored[suffix_reason(name, self.ignored)] += 1
                continue
            self._check_packing(info, name)
            total += info.file_size
            bloated = info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size)
            if bloated or total > limits.total:
                raise DataError(f"{self.path} is refused: {printable(name)} would unpack to far more than pictures do.")
            if str(inside) in found:
                self.ignored["file of the same name as another"] += 1  # the last one counts, as when unpacking
            found[str(inside)] = Member(str(inside), info)
        return list(found.values())

    def _check_places(self, infos: list[zipfile.ZipInfo], names: list[str]) -> None:
        """Refuse names outside the archive, links, and members that lie on top of one another."""
        for info, name in zip(infos, names, strict=True):
            if leads_outside(name) or stat.S_ISLNK(info.external_attr >> 16):
                raise DataError(f"{self.path} is refused: its member {printable(name)!r} points outside the archive.")
            if "\\" in name:
                raise DataError(f"{self.path} is refused: only some of its names use \\ between folders, such as {printable(name)!r}.")
        places = sorted((info.header_offset, info.header_offset + LOCAL_HEADER + info.compress_size, i) for i, info in enumerate(infos))
        ends = [*(begin for begin, _, _ in places[1:]), self._archive.start_dir]
        for (_, end, i), limit in zip(places, ends, strict=True):
            if end > limit:
                raise DataError(f"{self.path} is refused: its member {printable(names[i])} overlaps another one.")

    def _check_packing(self, info: zipfile.ZipInfo, name: str) -> None:
        if info.flag_bits & LOCKED:
            raise DataError(f"{self.path} is encrypted; unpack it and choose the folder.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            method = METHODS.get(info.compress_type, "an unknown method")
            raise DataError(
                f"{self.path} is refused: {printable(name)} is packed with {method} (method {info.compress_type}), and only stored and "
                "deflated members are read; unpack it and choose the folder."
            )


def suffix_reason(name: str, counted: Counter[str]) -> str:
    """Why a file is ignored that has none of the wanted suffixes; of very many suffixes the later ones have one reason."""
    suffix = PurePosixPath(name).suffix.lower()
    known = suffix and len(suffix) <= 8 and suffix[1:].isascii() and suffix[1:].isalnum()
    reason = f"unsupported suffix {suffix}" if known else "unsupported file"
    return reason if reason in counted or len(counted) < MOST_REASONS else "unsupported file"
