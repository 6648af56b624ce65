"""Put Metascope into a Linux desktop's menu, with its icon and its files, or take it out again."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.atomic_write import write_text
from engine.settings import Rejected

ASSETS = Path(__file__).parents[1] / "assets"
PLACES = {
    "applications/metascope.desktop": ASSETS / "desktop" / "metascope.desktop",
    "icons/hicolor/scalable/apps/metascope.svg": ASSETS / "icons" / "metascope.svg",
    "mime/packages/metascope.xml": ASSETS / "desktop" / "metascope.xml",
}
"""Where each file lies below a data folder (XDG Base Directory), and its original."""


def install() -> list[Path]:
    """Write entry, icon and file type into the person's data folder; returns what was written."""
    folder, written = _data_folder(), []
    for place, original in PLACES.items():
        text = original.read_text(encoding="utf-8")
        if original.suffix == ".desktop":
            text = entry(text, program())
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
        written.append(path)
    _tell_the_desktop(folder)
    return written


def remove() -> list[Path]:
    """Take out what `install` wrote; returns what was there."""
    folder = _data_folder()
    there = [path for path in (folder / place for place in PLACES) if path.exists()]
    for path in there:
        path.unlink()
    _tell_the_desktop(folder)
    return there


def program() -> list[str]:
    """The words that start this very Metascope from any folder: frozen, installed, or from a checkout."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    started = Path(os.path.abspath(sys.argv[0]))  # a link is kept: it may outlive what it points to
    return [sys.executable, str(started)] if started.suffix == ".py" else [str(started)]


def entry(text: str, words: Sequence[str]) -> str:
    """The desktop entry `text`, starting `words`; a menu hides it once the first of them is gone."""
    text = re.sub("(?m)^TryExec=.*$", lambda _: "TryExec=" + words[0].replace("\\", "\\\\"), text)
    return re.sub("(?m)^Exec=.*$", lambda _: f"Exec={' '.join(map(quoted, words))} %F", text)


def quoted(word: str) -> str:
    """One word of an Exec line: quoted, then escaped as every value is (Desktop Entry Specification, the Exec key)."""
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word).replace("\\", "\\\\").replace("%", "%%") + '"'


def _data_folder() -> Path:
    if not sys.platform.startswith("linux"):
        raise Rejected(f"`desktop-entry` is for the menus of Linux desktops; this computer runs {sys.platform}.")
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".local" / "share"


def _tell_the_desktop(folder: Path) -> None:
    """Renew the lists that menus and file managers read, where this desktop keeps such lists."""
    for tool, place in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        found = shutil.which(tool)
        if found and (folder / place).is_dir():
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run([found, str(folder / place)], capture_output=True, timeout=30)
