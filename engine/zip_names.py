"""Names of zip members as their author wrote them, whatever the packing program and its language. (stdlib only)"""

from __future__ import annotations

import logging
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from zipfile import ZipInfo

UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075
"""Info-ZIP's extra field: a version, the CRC of the name in the header, and the name in UTF-8."""
ENCODINGS = ("utf-8", "gb18030", "cp932", "big5", "cp949", "cp866", "cp437", "cp850", "cp1252")
"""Encodings of names that are not UTF-8, the preferred one first where two explain the names equally well."""
WINDOWS = (0, 10)
"""Systems, as archives number them, on which no file name holds a backslash."""
KOREAN_PRIOR = 5.0
"""Cost of Korean beside Chinese, which twice as many different syllables outweigh."""
SAMPLE = 2000
"""Different names from which the encoding is estimated."""
MOST_BYTES = 1 << 16
"""Bytes of their parts that are looked at."""
COMMON_ACCENTS = frozenset("äöüÄÖÜßéèêëàâáíóúñçôîåæøÅÆØÉ")
WINDOWS_FILES = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db"))
MACOS_FILES = frozenset((".ds_store", "icon\r"))


def member_names(members: Sequence[ZipInfo], log_as: str = "") -> list[str]:
    """The names of all members, in NFC, with `/` between folders.

    Names without a mark of their encoding are decoded together, as UTF-8 if all of them are UTF-8 and otherwise in the encoding in
    which they look most like text. A backslash separates folders in archives from Windows (PowerShell 5.1, .NET before 4.6.1), and
    wherever there is no other separator.
    """
    names: list[str | None] = []
    raw: list[bytes] = []
    for member in members:
        name = None if not member.flag_bits & UTF8_FLAG else member.orig_filename
        if name is None:
            raw.append(member.orig_filename.encode("cp437"))  # how zipfile decoded it
            name = _unicode_path(member, raw[-1])
            if name is not None:
                raw.pop()
        names.append(name)
    encoding = guess_encoding(raw)
    if encoding not in ("ascii", "utf-8"):
        logging.getLogger(__name__).info("names in %s are read as %s", log_as or "an archive", encoding)
    decoded = iter(raw)
    found = [next(decoded).decode(encoding) if name is None else name for name in names]
    only_backslashes = not any("/" in name for name in found)
    found = [
        name.replace("\\", "/") if only_backslashes or member.create_system in WINDOWS else name
        for name, member in zip(found, members, strict=True)
    ]
    return [unicodedata.normalize("NFC", name) for name in found]


def guess_encoding(names: Sequence[bytes]) -> str:
    """The one encoding that explains all `names` best; every name can be decoded with it."""
    foreign = sorted({name for name in names if not name.isascii()})
    if not foreign:
        return "ascii"
    sample = foreign[:: max(1, len(foreign) // SAMPLE)]
    # folders repeat in every name below them: each part counts once
    parts = _first(sorted({part for name in sample for part in name.split(b"/") if not part.isascii()}))
    costs = {encoding: _cost(parts, encoding) for encoding in ENCODINGS if _decodes(foreign, encoding)}
    if "cp949" in costs:
        # Korean text is Chinese text as well, but not the other way round: the more syllables, the likelier
        costs["cp949"] += KOREAN_PRIOR - sum(map(_is_hangul, {ch for part in parts for ch in part.decode("cp949")})) / 2
    return min(costs, key=lambda encoding: (costs[encoding], ENCODINGS.index(encoding)))


SYSTEM_FOLDERS = ("@eadir", "#recycle", "$recycle.bin", "system_volume_information", "lost+found", ".trash-1000")
"""Folders that storage devices and systems make: previews, bins, and what a check of the disk found."""


def metadata_kind(parts: Sequence[str]) -> str:
    """Why a file at this path is no content, in words: what systems put beside files, and hidden ones; empty for content."""
    for part in parts:
        lower = part.lower()
        if lower == "__macosx" or part.startswith("._") or lower in MACOS_FILES:
            return "macOS metadata"
        if lower in WINDOWS_FILES:
            return "Windows metadata"
        if lower.replace(" ", "_") in SYSTEM_FOLDERS:
            return "folder of the system"
        if part.startswith("."):
            return "hidden file"
    return ""


def leads_outside(name: str) -> bool:
    """Whether a member of this name could be written outside the folder it is unpacked into, on any system."""
    parts = re.split(r"[\\/]", name)
    return PurePosixPath(name).is_absolute() or name.startswith("\\") or ".." in parts or name[1:2] == ":" or "\0" in name


def _unicode_path(member: ZipInfo, raw: bytes) -> str | None:
    """The name in the Unicode path field, unless the header's name was changed since."""
    for kind, data in _extra_fields(member.extra):
        if kind == UNICODE_PATH and len(data) > 5 and data[0] == 1 and struct.unpack_from("<I", data, 1)[0] == zlib.crc32(raw):
            try:
                return data[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _first(parts: Sequence[bytes]) -> list[bytes]:
    """The first parts of a limited size together, and at least one."""
    found: list[bytes] = []
    size = 0
    for part in parts:
        size += len(part)
        if found and size > MOST_BYTES:
            break
        found.append(part)
    return found


def _decodes(names: Sequence[bytes], encoding: str) -> bool:
    try:
        for name in names:
            name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _cost(parts: Sequence[bytes], encoding: str) -> float:
    """How unlikely these names are in an encoding: the sum over characters that are not ASCII."""
    cost = 0.0
    for part in parts:
        text = part.decode(encoding)[:MOST_BYTES]
        for i, ch in enumerate(text):
            if ch >= "\x80":
                cost += _character_cost(ch, encoding, text[i - 1 : i], text[i + 1 : i + 2])
    return cost


def _character_cost(ch: str, encoding: str, before: str, after: str) -> float:
    """Low for characters that are usual in the language of the encoding."""
    code = ord(ch)
    if encoding in ("gb18030", "cp932", "big5", "cp949"):
        # a letter with an accent inside a word of another language is hardly a character between Latin letters
        letters = sum(c.isascii() and c.isalpha() for c in (before, after))
        return _double_byte_cost(ch, code, encoding) + 2.0 * letters
    if encoding == "utf-8" and unicodedata.category(ch)[0] == "C":
        return 16.0
    if encoding == "utf-8" and not 0x80 <= code < 0x370:
        # other text is hardly ever UTF-8 by chance where a character has three bytes
        return 3.0 if code < 0x800 else 1.0
    if encoding == "utf-8" and code >= 0x300:
        return 1.0  # combining accents: names that macOS wrote
    if encoding == "cp866":
        beside_latin = any(c.isascii() and c.isalpha() for c in (before, after))
        second_byte = after == "\\"  # of a character in another encoding, as in the Japanese word for a table
        return (2.5 if "А" <= ch <= "я" or ch in "Ёё" else 10.0) + (4.0 if beside_latin or second_byte else 0.0)
    return _latin_cost(ch, before, after)


def _latin_cost(ch: str, before: str, after: str) -> float:
    """Low for letters with accents inside a word, in the case of the letters beside them."""
    if not 0xC0 <= ord(ch) < 0x180 or ch in "×÷":
        return 10.0
    fits_before = before.isalpha() and not (ch.isupper() and (before.islower() or after.islower()))
    fits_after = not before.isalpha() and after.isalpha() and (ch.isupper() or after.islower())
    if not (fits_before or fits_after):
        return 7.0
    return 3.0 if ch in COMMON_ACCENTS else 5.0


def _is_hangul(ch: str) -> bool:
    return "\uac00" <= ch <= "\ud7a3"


def _double_byte_cost(ch: str, code: int, encoding: str) -> float:
    raw = ch.encode(encoding)
    if unicodedata.category(ch)[0] == "C" or code == 0xFFFD:
        return 16.0  # private use, control characters and what is no character
    if len(raw) == 1:
        return 6.0  # half-width katakana
    if len(raw) == 4:
        return 14.0
    if 0x3040 <= code < 0x3100:  # kana
        return 2.5 if encoding == "cp932" else 7.0
    if unicodedata.category(ch)[0] in "PZ" or 0xFF00 <= code < 0xFF60:  # full-width forms and punctuation
        return 5.0
    lead, trail = raw[0], raw[1]
    if _is_hangul(ch) and encoding == "cp949":
        return 4.0 if trail >= 0xA1 else 10.0
    if not 0x4E00 <= code < 0xA000:
        return 9.0
    if encoding == "gb18030":
        if trail < 0xA1 or lead < 0xB0:
            return 12.0  # characters that GBK added
        return 4.0 if lead < 0xD8 else 6.5
    if encoding == "cp932":
        return 4.0 if lead < 0x98 or (lead == 0x98 and trail < 0x73) else 8.0
    return 4.0 if lead < 0xC7 else 7.5
