"""Write files atomically: complete them under a temporary name beside their target, then move them into place. (stdlib only)

A reader sees the old file or the new one. A new file gets the mode that the umask allows; a file that is replaced keeps its mode,
owner and access lists as far as the system lets them be set. Symbolic links are followed, also to a target that is not there yet. An
existing file without permission to write is refused, as `open` would refuse it, and so is a folder without it. Other hard links to a
file keep its old contents. Devices and pipes are written to directly.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

PREFIX, SUFFIX = ".metascope-", ".part"
"""What the names of temporary files begin and end with. They do not contain the target's name, which may be as long as names can be."""
READER_PATIENCE = 1.0
"""Seconds in which a program may open the other end of a pipe."""
_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def write_bytes(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write `data` to `path`; with `sync` the file also survives a power cut. Raises `OSError`."""
    with atomic_file(path, sync=sync) as file:
        file.write(data)


def write_text(path: Path, text: str, *, sync: bool = True) -> None:
    """Write `text` to `path` as UTF-8, line ends as they are. Raises `OSError`; lone surrogates are written as question marks."""
    write_bytes(path, text.encode("utf-8", "replace"), sync=sync)


def move_into_place(complete: Path, path: Path) -> None:
    """Move a completed file, which lies on the same disk, to `path`; it takes over the mode of the file it replaces. Raises `OSError`."""
    target = resolved(path)
    _check_writable(target, path)
    with complete.open("rb+") as file:
        _adopt(file.fileno(), target)
        os.fsync(file.fileno())
    os.replace(complete, target)
    _sync_folder(target.parent)


@contextlib.contextmanager
def atomic_file(path: Path, *, sync: bool = True) -> Iterator[IO[bytes]]:
    """Give a binary file to write, which becomes `path` at the end of the block; on an exception nothing changes. Raises `OSError`."""
    if _is_stream(path):
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            _pour(file, path)
        return
    target = resolved(path)
    temporary, descriptor = _create_temporary(target, path)
    try:
        with open(descriptor, "rb+") as file:
            yield file
            file.flush()
            if sync:
                os.fsync(file.fileno())
        _replace(temporary, target, path, sync)
    except BaseException:
        _remove(temporary)
        raise


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give the name of an empty file that another program or library may overwrite, with the suffix of `path`; else as `atomic_file`."""
    if _is_stream(path):
        with tempfile.TemporaryDirectory() as folder:
            yield (place := Path(folder) / f"file{path.suffix}")
            with place.open("rb") as file:
                _pour(file, path)
        return
    target = resolved(path)
    temporary, descriptor = _create_temporary(target, path, path.suffix[:20])
    os.close(descriptor)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _replace(temporary, target, path, True)
    except BaseException:
        _remove(temporary)
        raise


def resolved(path: Path) -> Path:
    """Follow the links of `path`, also to a target that is not there yet. Raises `OSError` where links go in a circle."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _is_stream(path: Path) -> bool:
    """Whether `path` is a device, a pipe, or one of this process's open files: nothing that another file can replace."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return not stat.S_ISREG(mode) or os.path.abspath(path).startswith(_STREAMS)


def _pour(file: IO[bytes], path: Path) -> None:
    """Write what `file` holds to a device or a pipe; one that nothing comes to read is refused rather than waited for."""
    end = time.monotonic() + READER_PATIENCE
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
            break
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > end:
                raise
            time.sleep(0.02)
    with contextlib.suppress(AttributeError, OSError):
        os.set_blocking(descriptor, True)
    with open(descriptor, "wb") as out:
        shutil.copyfileobj(file, out, 1 << 16)


def _create_temporary(target: Path, path: Path, suffix: str = SUFFIX) -> tuple[Path, int]:
    """An empty file beside `target`, open, with the mode that the file there is to have."""
    _check_writable(target, path)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    mode = 0o600 if target.exists() else 0o666  # what replaces a private file is private from the beginning
    while True:
        temporary = target.with_name(f"{PREFIX}{secrets.token_hex(8)}{suffix}")
        try:
            descriptor = os.open(temporary, flags, mode)
        except FileExistsError:
            continue
        except OSError as error:
            error.filename = str(path)
            raise
        break
    _adopt(descriptor, target)
    return temporary, descriptor


def _check_writable(target: Path, path: Path) -> None:
    """Raise `PermissionError` where a file is there that may not be written to; to replace it would get around its owner's wish."""
    if target.exists() and not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def _adopt(descriptor: int, target: Path) -> None:
    """Give an open file the owner, mode and access lists of `target`, where that is there."""
    try:
        old = target.stat()
    except OSError:
        return
    if not hasattr(os, "fchmod"):
        return
    own = os.fstat(descriptor)
    mode = stat.S_IMODE(old.st_mode) & 0o777
    if own.st_uid != old.st_uid:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, old.st_uid, -1)
    if own.st_gid != old.st_gid:
        try:
            os.fchown(descriptor, -1, old.st_gid)
        except OSError:  # another group must not get the rights that were meant for the old one
            mode = mode & ~0o070 | (mode & 0o007) << 3
    with contextlib.suppress(OSError):  # some file systems know no modes
        os.fchmod(descriptor, mode)
    if hasattr(os, "listxattr") and os.fstat(descriptor).st_gid == old.st_gid:
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(target, name))


def _replace(temporary: Path, target: Path, path: Path, sync: bool) -> None:
    try:
        os.replace(temporary, target)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    if sync:
        _sync_folder(target.parent)


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the new name survive a power cut too, where folders can be synchronized."""
    if hasattr(os, "O_DIRECTORY"):
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
