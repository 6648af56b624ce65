"""Who trains a run: a process that lives, told by a lock that the system takes away with it. (no torch)"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

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

    def lives(self, name: object, patience: float = 0.0) -> bool:
        """Whether the process that made this mark lives and has not left, also after `patience` seconds."""
        if not isinstance(name, str) or not re.fullmatch(MARK, name):  # untrusted: must not name any other file
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
                (self._folder / f"{self._name}.lock").unlink(missing_ok=True)
        self._lock, self._name = None, ""
