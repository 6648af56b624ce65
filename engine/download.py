"""Fetch a file on a person's request: progress, cancel, resume, size and sha256 checked, moved into place at the end. (stdlib only)"""

from __future__ import annotations

import hashlib
import http.client
import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from engine.atomic_write import move_into_place, resolved
from engine.episode import DataError, Report

BLOCK = 1 << 16
PATIENCE = 30.0
"""Seconds without a byte before a transfer counts as broken."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as its publisher describes it."""

    name: str
    size: int  # bytes
    sha256: str


def fetch(file: RemoteFile, base: str, folder: Path, report: Report) -> Path:
    """`base`/`file.name` as a checked file in `folder`; what an earlier, broken transfer left is continued.

    `report` is told the progress (0..1) and cancels by raising; the part already fetched then stays for the next time.
    Raises `DataError` with one sentence: no connection, not found, no space, no permission, wrong size or checksum.
    """
    target = resolved(folder / file.name)
    if target.exists() and _sha256(target) == file.sha256:
        return target
    part = target.with_name(f"{file.name}.part")  # beside the file that a link names, so that it can be moved there
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        _check_space(file, part, part.parent)
        if _size(part) > file.size:
            part.unlink()
        if _size(part) < file.size:
            _transfer(file, base, part, report)
        if _size(part) < file.size:
            raise DataError(
                f"The transfer of {file.name} ended after {_size(part):,} of {file.size:,} bytes; try again to go on from there."
            )
        if _sha256(part) != file.sha256:
            part.unlink()
            raise DataError(f"{file.name} from {base} is not the published file: its sha256 differs; nothing was kept.")
        move_into_place(part, target)
    except (http.client.HTTPException, urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise DataError(f"{file.name} could not be fetched from {base}: {_reason(error)}.") from error
    except OSError as error:
        raise DataError(f"{target} could not be written: {error.strerror or error}.") from error
    return target


def _transfer(file: RemoteFile, base: str, part: Path, report: Report) -> None:
    """Append to `part` what is missing, or write it anew where the server cannot continue."""
    have = _size(part)
    request = urllib.request.Request(f"{base.rstrip('/')}/{file.name}")
    if have:
        request.add_header("Range", f"bytes={have}-")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        continues = answer.status == http.HTTPStatus.PARTIAL_CONTENT and answer.headers.get("Content-Range", "").startswith(
            f"bytes {have}-"
        )
        have = have if continues else 0
        with part.open("ab" if continues else "wb") as out:
            while have < file.size:
                report(f"downloading {file.name}", have / file.size)
                block = answer.read(min(BLOCK, file.size - have))
                if not block:  # broken off; what came is kept, and the next try goes on from there
                    break
                out.write(block)
                have += len(block)
    report(f"downloading {file.name}", have / file.size)


def _check_space(file: RemoteFile, part: Path, folder: Path) -> None:
    needed, free = file.size - _size(part), shutil.disk_usage(folder).free
    if needed > free:
        raise DataError(f"{file.name} needs {needed:,} more bytes in {folder}, where {free:,} are free.")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        return f"the server answered {error.code} {error.reason}"
    reason = getattr(error, "reason", error)
    return "the connection timed out" if isinstance(reason, TimeoutError) else str(reason) or type(error).__name__
