"""The pictures of a story: only files that lie with the story file, of bounded size, decoded by Pillow in the background.

A story may come from anybody. A name in it that leads elsewhere is not followed, and what is no plain file is not opened.
"""

from __future__ import annotations

import base64
import io
import re
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from engine.bounded_file import read_bounded
from engine.failures import StorageError
from engine.settings import Rejected

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
KINDS = "PNG, JPEG, GIF, WebP or BMP"
LARGEST = 16 << 20
"""Bytes of a file, at most."""
MOST_PIXELS = 24_000_000
TALLEST = 3
"""Times its greatest width that a picture is high, at most."""
REMEMBERED = 24
"""Decoded pictures that are kept."""
_OUTSIDE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:|^[/\\~]|\\|:")


@dataclass(frozen=True, slots=True)
class Shown:
    """A decoded picture as a data URL, with its size in px; or the sentence why there is none."""

    url: str = ""
    width: int = 0
    height: int = 0
    problem: str = ""


def picture_file(folder: Path, name: str) -> Path:
    """The file that a story in `folder` means by `name`; raises `Rejected` where it does not lie there, or in a folder within."""
    name = unquote(name)
    parts = PurePosixPath(name).parts
    if not name.strip() or "\0" in name or _OUTSIDE.search(name) or ".." in parts:
        raise Rejected(f"A picture of a story is a file beside the story file, or in a folder there; this one is {_quoted(name)}.")
    try:
        home = folder.resolve(strict=True)
        path = home.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise Rejected(f"There is no picture {_quoted(name)} beside the story file.") from error
    if not path.is_relative_to(home):
        raise Rejected(f"A picture of a story lies beside the story file; {_quoted(name)} is a link that leads elsewhere.")
    if path.suffix.lower() not in ENDINGS:
        raise Rejected(f"A picture of a story is a {KINDS} file; this one is {_quoted(name)}.")
    return path


def decoded(path: Path, width: int) -> Shown:
    """The picture in a file, scaled down to at most `width` px across; its first frame, upright. Raises `Rejected`, `StorageError`."""
    from PIL import Image, ImageOps  # the window starts without it

    data = read_bounded(path, LARGEST)
    name = _quoted(path.name)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            picture.draft("RGB", (2 * width, 2 * width))  # a JPEG is decoded no larger than it is needed
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Rejected(f"{name} has too many pixels: a picture of a story has at most {MOST_PIXELS // 1_000_000} million.") from error
    except Exception as error:  # Pillow's decoders raise whatever a damaged file leads to
        raise Rejected(f"{name} is not a {KINDS} picture that can be read.") from error
    share = min(1.0, width / upright.width, TALLEST * width / upright.height)
    if share < 1:
        upright = upright.resize((max(1, round(share * upright.width)), max(1, round(share * upright.height))), Image.Resampling.BOX)
    out = io.BytesIO()
    upright.save(out, "PNG")
    return Shown(f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}", upright.width, upright.height)


class _Job(QRunnable):
    def __init__(self, owner: StoryPictures, key: tuple[str, str, int]) -> None:
        super().__init__()
        self._owner, self._key = owner, key

    def run(self) -> None:
        folder, name, width = self._key
        try:
            shown = decoded(picture_file(Path(folder), name), width)
        except Rejected as error:
            shown = Shown(problem=str(error))
        except (StorageError, MemoryError):
            shown = Shown(problem=str(Rejected(f"The picture {_quoted(name)} cannot be read.")))
        self._owner.read.emit(self._key, shown)


class StoryPictures(QObject):
    """Decodes pictures one after the other in the background; `changed` tells that one which was wanted is there."""

    changed = Signal()
    read = Signal(object, object)
    """From the background: which picture, and what came of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._known: OrderedDict[tuple[str, str, int], Shown] = OrderedDict()
        self._wanted: set[tuple[str, str, int]] = set()
        self.read.connect(self._take)

    def find(self, folder: Path, name: str, width: int) -> Shown | None:
        """The picture, `width` px wide at most; None while it is being read."""
        key = (str(folder), name, width)
        if (found := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            return found
        if key not in self._wanted:
            self._wanted.add(key)
            self._pool.start(_Job(self, key))
        return None

    def forget(self) -> None:
        """Read every picture anew: another story is open, or the same one again."""
        self._pool.clear()
        self._known.clear()
        self._wanted.clear()

    def close(self) -> None:
        """Read nothing more, and wait for what is being read."""
        self._pool.clear()
        self._pool.waitForDone()

    def _take(self, key: tuple[str, str, int], shown: Shown) -> None:
        if key in self._wanted:
            self._wanted.discard(key)
            self._known[key] = shown
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            self.changed.emit()


def _quoted(name: str) -> str:
    return repr(name if len(name) <= 80 else f"{name[:79]}…")
