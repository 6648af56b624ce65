"""Picture files that are dropped, pasted or opened: read as the data sets are, or refused in one sentence. (no torch)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from engine.texts import printable

LARGEST = 64 << 20
"""Bytes of one file."""
ENOUGH = 1024
"""px of the longer side that a drawing is made from; a JPEG is decoded no larger than that needs."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """What a file holds: a grey picture and its size, upright; or the sentence why it is not taken."""

    name: str
    image: QImage
    width: int = 0
    height: int = 0
    problem: str = ""


class _Result(QObject):
    done = Signal(object)


class _Job(QRunnable):
    """Reads files until there are enough pictures."""

    def __init__(self, paths: Sequence[Path], most: int, then: Callable[[list[PictureFile]], None]) -> None:
        super().__init__()
        self._paths, self._most = paths, most
        self.then, self.result = then, _Result()
        self.setAutoDelete(False)

    def run(self) -> None:
        found: list[PictureFile] = []
        for path in self._paths:
            if sum(not file.problem for file in found) == self._most:
                break
            found.append(read_picture(path))
        self.result.done.emit(found)


class PictureReader(QObject):
    """Reads picture files in the background, one after the other: a scan takes seconds to decode."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: list[_Job] = []

    @property
    def busy(self) -> bool:
        """Whether files are being read."""
        return bool(self._jobs)

    def read(self, paths: Sequence[Path], most: int, then: Callable[[list[PictureFile]], None]) -> None:
        """Call `then` with the files that were read, in order: all of them, or as many as give `most` pictures."""
        job = _Job(paths, most, then)
        self._jobs.append(job)
        job.result.done.connect(self._finished)
        self._pool.start(job)

    def _finished(self, found: list[PictureFile]) -> None:
        self._jobs.pop(0).then(found)


def local_files(data: QMimeData) -> list[Path]:
    """The files on this computer that are dragged or were copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def read_picture(path: Path) -> PictureFile:
    """Read a picture file: turned as its EXIF data say, 16 bits scaled to their range, visible on whatever ground."""
    from PIL import UnidentifiedImageError  # where it is needed: the window shows sooner

    from engine.pixels import TooLargeError

    name = printable(path.name)
    try:
        image, width, height = _decoded(path)
    except TooLargeError as error:
        if error.unit == "bytes":
            text = _tr("{file} is too large: it has {count} MB, and at most {most} MB are read.")
        else:
            text = _tr("{file} is too large: it has {count} million pixels, and at most {most} million are read.")
        unit = 1 << 20 if error.unit == "bytes" else 1_000_000
        return _refused(name, text.format(file=name, count=f"{error.count / unit:.4g}", most=f"{error.most / unit:.4g}"))
    except (FileNotFoundError, IsADirectoryError, UnidentifiedImageError):
        return _refused(name, _tr("{file} is not a picture that can be read: PNG, JPEG, BMP, GIF and WebP are.").format(file=name))
    except PermissionError:
        return _refused(name, _tr("{file} may not be read: its permissions forbid it.").format(file=name))
    except Exception:  # Pillow raises whatever a damaged file provokes
        return _refused(name, _tr("{file} is damaged: it cannot be decoded as a picture.").format(file=name))
    return PictureFile(name, image, width, height)


def one_brightness(name: str) -> str:
    """The sentence for a picture with nothing on it."""
    return _tr("{file} is all of one brightness, so there is nothing to tell apart.").format(file=name)


def summary(taken: int, problems: Sequence[str], unused: int, why_unused: str) -> str:
    """What became of several files, in a few sentences."""
    parts = [_tr("{count} pictures were taken.").format(count=taken) if taken > 1 else _tr("One picture was taken.")] if taken else []
    parts += problems[:3]
    if len(problems) > 3:
        parts.append(_tr("{count} more files could not be read.").format(count=len(problems) - 3))
    if unused:
        text = _tr("{count} files were not used: {why}.") if unused > 1 else _tr("One file was not used: {why}.")
        parts.append(text.format(count=unused, why=why_unused))
    return " ".join(parts)


def _decoded(path: Path) -> tuple[QImage, int, int]:
    from engine.picture_set import SetMeasure, measure
    from engine.pixels import TooLargeError, decode, open_picture

    if not path.is_file():  # a folder, or a pipe that never ends
        raise FileNotFoundError(path)
    if (size := path.stat().st_size) > LARGEST:
        raise TooLargeError(size, LARGEST, "bytes")
    with open(path, "rb") as file:
        data = file.read(LARGEST)
    with open_picture(data) as opened:
        width, height = opened.size
    measured = SetMeasure()
    measured.add(measure(data))
    image, _ = decode(data, measured.rendering(), draft=("L", ENOUGH))
    if (width > height) != (image.width > image.height):
        width, height = height, width
    grey = image.convert("L")
    pixels = QImage(grey.tobytes(), grey.width, grey.height, grey.width, QImage.Format.Format_Grayscale8)
    return pixels.copy(), width, height  # the copy owns its bytes


def _refused(name: str, problem: str) -> PictureFile:
    return PictureFile(name, QImage(), problem=problem)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureFiles", text)
