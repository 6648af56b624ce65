"""Films: an adaptation step by step, or a view over meta-training, as a GIF (or an MP4 where the extra `video` is installed)."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from engine.atomic_write import atomic_path
from gui.export import image, legend_rows
from gui.figure import Figure

if TYPE_CHECKING:
    from PIL.Image import Image

PACE = 0.5
"""Seconds an inner step is shown."""
FAST = 0.12
"""Seconds a moment of meta-training is shown."""
HOLD = 1.6
"""Seconds the first and the last frame stand."""
LONGEST = 300
"""Frames, at most."""
AHEAD = 4
"""Frames that wait to be written, at most."""
LOOK = 15


class _CancelledError(Exception):
    """The film is no longer wanted."""


@dataclass(frozen=True)
class Shot:
    """What a film is made of: `count` frames, each drawn when asked for, `seconds` each. `name` is for the file."""

    name: str
    count: int
    frame: Callable[[int], Figure | QImage]
    seconds: float = PACE


def kinds() -> tuple[str, ...]:
    """What a film can be written as on this machine."""
    return ("gif", "mp4") if importlib.util.find_spec("imageio_ffmpeg") else ("gif",)


def together(figures: Sequence[Figure | QImage]) -> list[Figure | QImage]:
    """The same axes in every frame: as wide as the widest needs them."""
    drawn = [f for f in figures if isinstance(f, Figure)]
    if not drawn:
        return list(figures)
    x = min(f.x_range[0] for f in drawn), max(f.x_range[1] for f in drawn)
    y = min(f.y_range[0] for f in drawn), max(f.y_range[1] for f in drawn)
    rows = max(legend_rows(f) for f in drawn)
    return [dataclasses.replace(f, x_range=x, y_range=y, legend_rows=rows) if isinstance(f, Figure) else f for f in figures]


class Film(QObject):
    """One film being made: frames are drawn one a turn of the event loop and written by a thread; `done` brings a path or a sentence."""

    progressed = Signal(float)
    done = Signal(object, str)
    """The file, or None and why there is none (empty: it was cancelled)."""

    def __init__(self, shot: Shot, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shot, self._path = shot, path
        self._figures: list[Figure | QImage] = []
        self._frames: list[Figure | QImage] = []
        self._drawn = 0
        self._queue: queue.Queue[QImage | None] = queue.Queue(AHEAD)
        self._cancelled = threading.Event()
        self._problem = ""
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """Draw the first frame soon."""
        self._writer.start()
        self._timer.start()

    def cancel(self) -> None:
        """Leave no file."""
        self._cancelled.set()

    @property
    def count(self) -> int:
        """Frames."""
        return self._shot.count

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return sum(self._seconds())

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return self._timer.isActive()

    # -- in the window's thread
    def _turn(self) -> None:
        if self._cancelled.is_set() or not self._writer.is_alive():
            self._finish()
        elif len(self._figures) < self._shot.count:
            self._figures.append(self._shot.frame(len(self._figures)))
            self.progressed.emit(0.5 * len(self._figures) / self._shot.count)
        elif self._drawn < self._shot.count:
            self._frames = self._frames or together(self._figures)
            if not self._queue.full():
                frame = self._frames[self._drawn]
                self._queue.put(image(frame, 1) if isinstance(frame, Figure) else frame)
                self._drawn += 1
                self.progressed.emit(0.5 + 0.5 * self._drawn / self._shot.count)
        elif self._drawn == self._shot.count and not self._queue.full():
            self._queue.put(None)
            self._drawn += 1

    def _finish(self) -> None:
        self._timer.stop()
        with contextlib.suppress(queue.Empty):
            while True:
                self._queue.get_nowait()
        self._queue.put(None)
        self._writer.join()
        if self._cancelled.is_set() or self._problem:
            self.done.emit(None, self._problem)
        else:
            self.done.emit(self._path, "")

    # -- in the writer's
    def _pictures(self) -> Iterator[Image]:
        from PIL.Image import frombuffer  # where it is needed: the window shows sooner

        while (frame := self._queue.get()) is not None:
            plain = frame.convertToFormat(QImage.Format.Format_RGB888)
            rows = bytes(plain.constBits())
            yield frombuffer("RGB", (plain.width(), plain.height()), rows, "raw", "RGB", plain.bytesPerLine(), 1).copy()

    def _seconds(self) -> list[float]:
        times = [self._shot.seconds] * self._shot.count
        times[0], times[-1] = max(times[0], HOLD / 2), max(times[-1], HOLD)
        return times

    def _write(self) -> None:
        try:
            with atomic_path(self._path) as place:
                (self._write_mp4 if self._path.suffix == ".mp4" else self._write_gif)(place)
                if self._cancelled.is_set():
                    raise _CancelledError
        except _CancelledError:
            pass
        except OSError as error:
            self._problem = f"{self._path} could not be written: {error.strerror or error}."
        except Exception as error:
            logging.getLogger(__name__).exception("a film could not be written")
            self._problem = f"The film could not be written: {error}."

    def _write_gif(self, place: Path) -> None:
        from PIL.Image import Dither, Quantize

        pictures = (picture.quantize(256, method=Quantize.MEDIANCUT, dither=Dither.NONE) for picture in self._pictures())
        first = next(pictures, None)
        if first is None:
            return
        durations = [round(1000 * seconds) for seconds in self._seconds()]
        first.save(place, "GIF", save_all=True, append_images=pictures, duration=durations, loop=0, disposal=1, optimize=False)

    def _write_mp4(self, place: Path) -> None:
        import imageio_ffmpeg

        pictures = self._pictures()
        first = next(pictures, None)
        if first is None:
            return
        rate = 25
        writer = imageio_ffmpeg.write_frames(str(place), first.size, fps=rate, macro_block_size=2)
        writer.send(None)
        try:
            for picture, seconds in zip((p for ps in ([first], pictures) for p in ps), self._seconds(), strict=False):
                for _ in range(max(1, round(rate * seconds))):
                    writer.send(picture.tobytes())
        finally:
            writer.close()
