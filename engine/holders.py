"""Who trains a run: a process that lives, told by a lock that the system takes away with it. (no torch)"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from filelock import BaseFileLock


MARK = r"\d{1,20}-[0-9a-f]{12}"
"""What the name of a mark looks like."""


class Holder:
    """One process's mark in a library's folder, made when it is first needed. Files of processes that died are swept away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: BaseFileLock | None = None
        self._name = ""

    @property
    def name(self) -> str:
        """The mark, which lives as long as this process and this object; '' before it is made, and where locks cannot be had."""
        return self._name

    def live(self) -> str:
        """Make the mark if there is none; returns its name. Raises `OSError`."""
        import filelock  # where it is needed: the window shows sooner

        while self._lock is None:
            self._folder.mkdir(exist_ok=True)  # the library is there
            self.sweep()
            name = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
            path = self._folder / f"{name}.lock"
            lock = filelock.FileLock(path, timeout=0)
            try:
                lock.acquire()
            except filelock.Timeout:
                continue  # another process is sweeping just now
            except NotImplementedError:  # a file system without locks: nobody can tell who holds what
                self._lock = lock
            else:
                if path.exists():  # or it was swept away before it was locked
                    self._lock, self._name = lock, name
        return self._name

    def announce_leaving(self) -> None:
        """Let other processes know that this one ends soon."""
        if self._name:
            with contextlib.suppress(OSError):
                self._leaving(self._name).touch()

    def leaves(self, name: object) -> bool:
        """Whether the process that made this mark has announced its end."""
        return _is_mark(name) and self._leaving(name).exists()

    def _leaving(self, name: str) -> Path:
        return self._folder / f"{name}.leaving"

    def lives(self, name: object, patience: float = 0.0) -> bool:
        """Whether the process that made this mark lives and has not left, also after `patience` seconds."""
        if not _is_mark(name):
            return False
        path = self._folder / f"{name}.lock"
        if not path.exists():
            return False
        if name == self._name:
            return True
        import filelock

        lock = filelock.FileLock(path, timeout=patience)
        try:
            lock.acquire(poll_interval=0.02)
        except filelock.Timeout:
            return True
        except (OSError, NotImplementedError):
            return False
        lock.release()
        with contextlib.suppress(OSError):
            self._leaving(name).unlink(missing_ok=True)
            path.unlink(missing_ok=True)  # a name is used once, so nobody can come to lock it now
        return False

    def sweep(self) -> None:
        """Take away the files of processes that died."""
        for path in self._folder.glob("*.lock"):
            self.lives(path.stem)

    def leave(self) -> None:
        """Take the mark away."""
        if self._lock is not None:
            self._lock.release()
            with contextlib.suppress(OSError):
                self._leaving(self._name).unlink(missing_ok=True)
                (self._folder / f"{self._name}.lock").unlink(missing_ok=True)
        self._lock, self._name = None, ""


def _is_mark(name: object) -> TypeGuard[str]:
    """Whether `name`, which may come from a damaged library, is a mark; anything else could name another file."""
    return isinstance(name, str) and re.fullmatch(MARK, name) is not None
