"""Turn whatever went wrong into a kind and one clear sentence; the details are for the log. (no torch)"""

from __future__ import annotations

import errno
import sqlite3
import traceback
from collections.abc import Mapping

from engine.protocol import At, Failed, FailureKind, ReadingFailed, Value
from engine.settings import Rejected


class Diverged(ArithmeticError):
    """A loss or a gradient is no longer a finite number."""


class StorageError(RuntimeError):
    """The library or a checkpoint cannot be read or written; `str()` is one sentence."""


class RunFailed(RuntimeError):
    """A run ended in an error; `str()` is one sentence, the details are in the log."""


_DAMAGE = ("not a database", "malformed", "no such column", "no such table", "duplicate column", "already exists")
"""Parts of SQLite's messages about a file that is no database or has other tables."""


def failed(run: str, at: At, error: BaseException) -> Failed:
    """The event that ends a run which raised `error`."""
    kind, sentence = explained(error)
    return Failed(run, at, kind, sentence, "".join(traceback.format_exception(error)), remedies_of(error))


def remedies_of(error: BaseException) -> tuple[Mapping[str, Value], ...]:
    """Values of settings that would have spared the error, where it knows some."""
    return tuple(getattr(error, "remedies", ()))


def reading_failed(run: str, at: At, name: str, error: BaseException) -> ReadingFailed:
    """The event of a reading that raised `error`."""
    return ReadingFailed(run, at, name, explained_picture(error), "".join(traceback.format_exception(error)))


def explained_picture(error: BaseException) -> str:
    """Why a picture of a run could not be made, in one sentence; the run is not touched by it."""
    kind, sentence = explained(error)
    if kind == "memory":
        return "There is not enough memory for this picture; training goes on without it."
    if kind == "bug":
        return f"This picture could not be made ({type(error).__name__}); training goes on, and the details are in the log."
    return sentence


def explained(error: BaseException) -> tuple[FailureKind, str]:
    """The kind of `error`, and one sentence a person can act on."""
    if isinstance(error, Rejected):
        return "usage", str(error)
    if isinstance(error, Diverged):
        return "nan", str(error)
    if isinstance(error, StorageError):
        return "disk", str(error)
    if type(error).__name__ == "DataError":
        return "data", str(error)
    text = _text(error).lower()
    if (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or "out of memory" in text
        or "can't allocate memory" in text
        or "not enough memory" in text
    ):
        return "memory", "There is not enough memory for this run; make the meta-batch, the queries or the number of filters smaller."
    if "cuda" in text and isinstance(error, RuntimeError):
        return "device", "The GPU reported an error and the run cannot go on there; choose the CPU as device, or restart the computer."
    if isinstance(error, (OSError, sqlite3.Error)):
        return "disk", disk_sentence(error)
    return "bug", f"Metascope made a mistake it did not expect ({type(error).__name__}); the details are in the log."


def kind_of(sentence: str) -> FailureKind:
    """The kind of failure behind a stored sentence: 'nan' where the run diverged, else 'bug', since the kind is not stored."""
    return "nan" if sentence.startswith("The loss is no longer a finite number") else "bug"


def _text(error: BaseException) -> str:
    """What an exception says; nothing where that raises, as in a method of somebody else's."""
    try:
        return str(error)
    except Exception:
        return ""


def disk_sentence(error: OSError | sqlite3.Error, place: str = "") -> str:
    """Why the disk refused, in one sentence that names the place."""
    place = place or str(getattr(error, "filename", None) or "the run library")
    code = getattr(error, "errno", None)
    text = str(error).lower()
    if code == errno.ENOSPC or code == errno.EDQUOT or "disk is full" in text:
        return f"There is no space left on the disk for {place}."
    if code in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly" in text or "unable to open" in text:
        return f"There is no permission to write to {place}."
    if code == errno.ENOENT:
        named = place.removeprefix("the ")  # the library ..., the checkpoint ...
        return f"There is no file or folder {place}." if named == place else f"There is no {named}, and it cannot be made there."
    if any(sign in text for sign in _DAMAGE):
        return f"{place} is damaged or is not a run library of Metascope."
    if "locked" in text:
        return f"{place} is in use by another program and did not become free."
    return f"The disk refused to work with {place} ({getattr(error, 'strerror', None) or error})."
