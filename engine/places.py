"""Where things lie on this machine: the run library, data, cached arrays and the log. (no torch)"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


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


def _home() -> Path | None:
    named = os.environ.get("METASCOPE_HOME")
    return Path(named).expanduser() if named else None
