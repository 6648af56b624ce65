"""Whatever goes wrong has a kind and one sentence."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from engine.episode import DataError
from engine.failures import Diverged, explained
from engine.settings import Rejected


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (Rejected("Ways."), "usage", "Ways."),
        (DataError("The zip is damaged."), "data", "The zip is damaged."),
        (Diverged("No number."), "nan", "No number."),
        (MemoryError(), "memory", "meta-batch"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"), "memory", "not enough memory"),
        (RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"), "memory", "not enough memory"),
        (RuntimeError("CUDA error: device-side assert triggered"), "device", "choose the CPU"),
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), "disk", "no space left on the disk for /x/y"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "disk", "no permission to write to /x/y"),
        (sqlite3.OperationalError("database or disk is full"), "disk", "no space left"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "disk", "no permission"),
        (KeyError("x"), "bug", "KeyError"),
    ],
)
def test_an_error_is_explained_in_one_sentence(error: Exception, kind: str, words: str) -> None:
    found, sentence = explained(error)
    assert found == kind and words in sentence
    assert "\n" not in sentence and sentence.endswith(".")
