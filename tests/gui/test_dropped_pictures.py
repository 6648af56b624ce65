"""Picture files on the drawing pads: one or several, turned, deep, transparent, too large or none at all."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QPainter, QUndoStack
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import picture_files
from gui.undo import Watch
from gui.widgets.draw_pad import DrawPad, Hand, as_example
from gui.widgets.draw_task import DrawTask

SHAPE = np.full((120, 200), 255, np.uint8)
SHAPE[20:100, 40:60] = SHAPE[80:100, 40:150] = 0
"""A dark L on white, wider than high: turned by a quarter it is another shape."""


@pytest.fixture
def task(qtbot: QtBot) -> DrawTask:
    task = DrawTask()
    qtbot.addWidget(task)
    task.resize(700, 640)
    task.show()
    return task


@pytest.fixture
def messages(task: DrawTask) -> list[str]:
    found: list[str] = []
    task.told.connect(lambda text: found.append(text) if text != "Reading…" else None)
    return found


def drop(pad: DrawPad, *paths: Path, image: QImage | None = None, url: str = "") -> None:
    data = QMimeData()
    data.setUrls([QUrl(url)] if url else [QUrl.fromLocalFile(str(path)) for path in paths])
    if image is not None:
        data.setImageData(image)
    pad.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    read(pad)


def read(pad: DrawPad) -> None:
    """Wait until the files are read in the background."""
    task = pad.window()
    if isinstance(task, DrawTask):
        QtBot(None).waitUntil(lambda: not task.reader.busy, timeout=60_000)  # type: ignore[arg-type]


def save(path: Path, pixels: np.ndarray, **more: object) -> Path:  # type: ignore[type-arg]
    Image.fromarray(pixels).save(path, **more)
    return path


def like(a: np.ndarray, b: np.ndarray) -> bool:  # type: ignore[type-arg]
    return float(np.abs(a.astype(float) - b).mean()) < 8


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return save(tmp_path / "plain.png", SHAPE)


def shapes(folder: Path, count: int) -> list[Path]:
    paths = []
    for i in range(count):
        pixels = np.full((60, 60), 255, np.uint8)
        pixels[10:50, 10 : 14 + 5 * i] = 0
        paths.append(save(folder / f"{i}.png", pixels))
    return paths


# -------------------------------------------------------------------------------------------------------- one picture
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_its_camera_was_held(
    task: DrawTask, messages: list[str], plain: Path, tmp_path: Path, orientation: int
) -> None:
    drop(task.query, plain)
    upright = task.query.picture()
    back = (None, None, 0, 3, 1, 5, 2, 6, 4)[orientation]
    image = Image.fromarray(SHAPE)
    kept = image if back is None else image.transpose(Image.Transpose(back))
    exif = Image.Exif()
    exif[0x0112] = orientation
    kept.save(tmp_path / "photo.jpg", quality=95, exif=exif)
    drop(task.query, tmp_path / "photo.jpg")
    assert like(task.query.picture(), upright) and "200 x 120 px" in messages[-1]


def test_a_large_photograph_is_turned_and_its_own_size_reported(task: DrawTask, messages: list[str], plain: Path, tmp_path: Path) -> None:
    drop(task.query, plain)
    upright = task.query.picture()
    image = Image.fromarray(SHAPE).resize((4000, 2400)).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "photo.jpg", exif=exif)
    drop(task.query, tmp_path / "photo.jpg")
    assert like(task.query.picture(), upright) and "4000 x 2400 px" in messages[-1]


@pytest.mark.parametrize("form", ["12 bits in 16", "white on transparent", "black on transparent", "grey with opacity", "palette"])
def test_every_kind_of_picture_gives_the_same_drawing(task: DrawTask, plain: Path, tmp_path: Path, form: str) -> None:
    drop(task.query, plain)
    expected = task.query.picture()
    opacity = 255 - SHAPE
    pixels = {
        "12 bits in 16": (SHAPE.astype(np.uint16) * 16),
        "white on transparent": np.stack([np.full_like(SHAPE, 255)] * 3 + [opacity], 2),
        "black on transparent": np.stack([np.zeros_like(SHAPE)] * 3 + [opacity], 2),
        "grey with opacity": np.stack([np.full_like(SHAPE, 255), opacity], 2),
        "palette": SHAPE,
    }[form]
    image = Image.fromarray(pixels) if form != "palette" else Image.fromarray(pixels).convert("P")
    image.save(tmp_path / "x.png")
    task.query.clear()
    drop(task.query, tmp_path / "x.png")
    assert like(task.query.picture(), expected)


@pytest.mark.parametrize("ink", ["#ffffff", "#000000", "#808080"])
def test_a_transparent_picture_from_the_clipboard_shows_whatever_its_ink(qtbot: QtBot, ink: str) -> None:
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.fillRect(10, 20, 40, 8, QColor(ink))
    painter.end()
    picture, _ = as_example(image, Hand())
    assert picture is not None and picture.max() > 200 and picture[:, 14].argmax() in range(10, 18)
    image.fill(QColor(0, 0, 0, 0))
    assert as_example(image, Hand())[0] is None


# ------------------------------------------------------------------------------------------------------------ refusals
def huge(side: tuple[int, int]) -> bytes:
    header = struct.pack(">IIBBBBB", *side, 1, 0, 0, 0, 0)
    out = io.BytesIO()
    Image.fromarray(SHAPE).save(out, "PNG")
    return (
        out.getvalue()[:8]
        + struct.pack(">I", 13)
        + b"IHDR"
        + header
        + struct.pack(">I", zlib.crc32(b"IHDR" + header))
        + out.getvalue()[33:]
    )


@pytest.mark.parametrize(("side", "count"), [((12_000, 9_000), "108"), ((10_000, 8_001), "80.01"), ((40_000, 40_000), "1600")])
def test_a_scan_of_too_many_pixels_is_too_large(
    task: DrawTask, messages: list[str], tmp_path: Path, side: tuple[int, int], count: str
) -> None:
    (tmp_path / "scan.png").write_bytes(huge(side))
    drop(task.query, tmp_path / "scan.png")
    assert task.query.empty
    assert messages == [f"scan.png is too large: it has {count} million pixels, and at most 80 million are read."]


def test_a_file_of_too_many_bytes_is_too_large(task: DrawTask, messages: list[str], tmp_path: Path) -> None:
    with open(tmp_path / "scan.bmp", "wb") as file:
        file.truncate(picture_files.LARGEST * 2)
    drop(task.query, tmp_path / "scan.bmp")
    assert messages == ["scan.bmp is too large: it has 128 MB, and at most 64 MB are read."]


def test_other_files_are_named_with_the_reason(task: DrawTask, messages: list[str], plain: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.png").write_bytes(plain.read_bytes()[:90])
    (tmp_path / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    save(tmp_path / "blank.png", np.full((9, 9), 90, np.uint8))
    for name, words in {
        "cut.png": "is damaged",
        "drawing.svg": "is not a picture that can be read",
        "empty.jpg": "is not a picture that can be read",
        "folder.png": "is not a picture that can be read",
        "pipe.png": "is not a picture that can be read",
        "nowhere.png": "is not a picture that can be read",
        "blank.png": "is all of one brightness",
    }.items():
        messages.clear()
        drop(task.query, tmp_path / name)
        assert len(messages) == 1 and messages[0].startswith(name) and words in messages[0] and task.query.empty


def test_a_picture_from_a_web_page_comes_as_itself_and_its_address_alone_does_not(task: DrawTask, messages: list[str]) -> None:
    drop(
        task.query,
        url="https://example.org/x.png",
        image=QImage(np.ascontiguousarray(SHAPE).tobytes(), 200, 120, 200, QImage.Format.Format_Grayscale8),
    )
    assert not task.query.empty and "200 x 120" in messages[0]
    task.query.clear()
    drop(task.query, url="https://example.org/x.png")
    assert task.query.empty and messages[-1] == "That is not a picture that can be read."


# ------------------------------------------------------------------------------------------------------------- several
def test_several_pictures_fill_the_drawings_of_a_class_and_can_be_undone_at_once(
    task: DrawTask, messages: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    stack = QUndoStack(task)
    Watch(stack, task.settled, task.state, task.put, task.difference)
    changes: list[int] = []
    task.changed.connect(lambda: changes.append(1))
    drop(task.pads[1][0], *shapes(tmp_path, 3))
    assert [pad.empty for pad in task.pads[1]] == [False] * 3 and all(pad.empty for pad in task.pads[0] + task.pads[2])
    assert len({pad.picture().tobytes() for pad in task.pads[1]}) == 3
    assert messages == ["3 pictures were taken."] and len(changes) == 1
    stack.undo()
    assert all(pad.empty for pad in task.pads[1])


def test_a_drop_in_the_middle_uses_empty_drawings_before_it_and_reports_the_rest(
    task: DrawTask, messages: list[str], tmp_path: Path
) -> None:
    drop(task.pads[0][0], shapes(tmp_path, 1)[0])
    before = task.pads[0][0].picture()
    drop(task.pads[0][1], *shapes(tmp_path, 5))
    assert np.array_equal(task.pads[0][0].picture(), before)
    assert messages[-1] == "2 pictures were taken. 3 files were not used: class A had room for 2; raise Drawings each for more."
    drop(task.pads[3][2], *shapes(tmp_path, 3))
    assert not any(pad.empty for pad in task.pads[3]) and messages[-1] == "3 pictures were taken."


def test_files_that_are_no_pictures_take_no_room(task: DrawTask, messages: list[str], tmp_path: Path) -> None:
    good = shapes(tmp_path, 3)
    notes = tmp_path / "notes.txt"
    notes.write_text("x")
    drop(task.pads[0][0], good[0], notes, good[1], good[2])
    assert not any(pad.empty for pad in task.pads[0])
    assert messages == ["3 pictures were taken. notes.txt is not a picture that can be read: PNG, JPEG, BMP, GIF and WebP are."]
    drop(task.pads[1][0], *[notes] * 6)
    assert messages[-1].endswith("3 more files could not be read.") and all(pad.empty for pad in task.pads[1])


def test_the_query_takes_one_and_reports_the_rest(task: DrawTask, messages: list[str], tmp_path: Path) -> None:
    drop(task.query, *shapes(tmp_path, 3))
    assert not task.query.empty and messages == ["One picture was taken. 2 files were not used: the query is one picture."]


def test_copied_files_are_pasted(task: DrawTask, messages: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in shapes(tmp_path, 2)])
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(task.pads[2][0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    read(task.query)
    assert [pad.empty for pad in task.pads[2]] == [False, False, True] and messages == ["2 pictures were taken."]


def test_files_are_read_in_the_background_and_a_class_may_be_gone_by_then(task: DrawTask, messages: list[str], tmp_path: Path) -> None:
    paths = shapes(tmp_path, 3)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    task.pads[4][1]._take_from(data)
    assert task.reader.busy and task.pads[4][1].empty  # nothing was decoded on the window's thread
    task.ways.setValue(3)
    task.pads[2][2]._take_from(data)
    task.shots.setValue(2)
    read(task.query)
    assert messages == ["3 files were not used: their class is gone."] * 2
    assert all(pad.empty for row in task.pads for pad in row)


def test_a_pad_alone_takes_the_first_and_reports_the_rest(qtbot: QtBot, tmp_path: Path) -> None:
    pad = DrawPad(120, Hand(), "pad")
    qtbot.addWidget(pad)
    messages: list[str] = []
    pad.told.connect(messages.append)
    drop(pad, *shapes(tmp_path, 3))
    assert not pad.empty and "2 files were not used: only one fits here." in messages[-1]


def test_a_name_of_markup_and_control_characters_is_plain(task: DrawTask, messages: list[str], tmp_path: Path) -> None:
    path = tmp_path / "<b>x\n\u202eevil"
    path.write_text("x")
    drop(task.query, path)
    assert "\n" not in messages[0] and "\u202e" not in messages[0] and "<b>x" in messages[0]
