"""Where things lie on this machine: the run library, data, cached arrays and the log. (no torch)"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import platformdirs

MOST_STAMPED = 20_000
"""Folders that are looked at for a change."""


def library_folder() -> Path:
    """The run library used when none is named."""
    return _home() or platformdirs.user_data_path("Metascope", appauthor=False)


def recovery_folder() -> Path:
    """The run library for headless runs whose own library disappeared; beside the default one, which may be the missing one."""
    folder = library_folder()
    return folder.with_name(f"{folder.name}-recovered")


def data_folder() -> Path:
    """Where datasets' files are looked for when no folder is named."""
    return library_folder() / "data"


def cache_folder() -> Path:
    """Where arrays that can be made again are kept."""
    home = _home()
    return home / "cache" if home else platformdirs.user_cache_path("Metascope", appauthor=False)


def log_file() -> Path:
    """Where details of failures go; its folder exists after this call, unless the disk refuses."""
    home = _home()
    folder = home if home else platformdirs.user_log_path("Metascope", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "metascope.log"


def folder_stamp(root: Path) -> str:
    """What changes when files or folders below `root` are added, removed or renamed (or when it is a file that is written)."""
    digest = hashlib.sha256()
    with contextlib.suppress(OSError):
        digest.update(str(root.stat().st_mtime_ns).encode())
        for seen, (folder, folders, _) in enumerate(os.walk(root)):
            folders.sort()
            if seen >= MOST_STAMPED:
                break
            digest.update(f"{folder}\0{os.stat(folder).st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _home() -> Path | None:
    named = os.environ.get("METASCOPE_HOME")
    return Path(named).expanduser() if named else None
