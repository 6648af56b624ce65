"""Pictures and links of a story: only what lies beside the story file is opened, by our own reader, and no link is followed unasked."""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from pathlib import Path

import pytest
from hostile import ENTITY, HOSTILE, MARK, PICTURE, Opened, raw_tags, read_as, walk
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engine.settings import Rejected
from gui.labels import Label
from gui.plain import entry_name
from gui.prose import MOST_PICTURES, prose
from gui.story_pictures import MOST_PIXELS, Shown, decoded, picture_file
from gui.window import Window

SOON = 30_000
POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")


def picture(path: Path, size: tuple[int, int] = (40, 30), kind: str = "PNG") -> Path:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", size, "magenta").save(path, kind)
    return path


def header_only(width: int, height: int) -> bytes:
    """A PNG that says it is so large and has no pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.fixture
def story_folder(tmp_path: Path) -> Path:
    """A folder with a picture, one in a folder within, and one outside of it."""
    folder = tmp_path / "story"
    folder.mkdir()
    for path in (folder / "a b.png", folder / "more" / "x.jpg", tmp_path / "outside.png"):
        picture(path, kind="JPEG" if path.suffix == ".jpg" else "PNG")
    return folder


@pytest.mark.parametrize("name", ["a b.png", "a%20b.png", "./a b.png", "more/x.jpg"])
def test_a_picture_beside_the_story_is_found(story_folder: Path, name: str) -> None:
    assert picture_file(story_folder, name).is_relative_to(story_folder.resolve())


@pytest.mark.parametrize(
    "name",
    [
        "../outside.png",
        "..%2Foutside.png",
        "%2e%2e/outside.png",
        "more/../../outside.png",
        "/etc/passwd.png",
        "{outside}",
        "file://{outside}",
        "file:outside.png",
        "http://localhost/x.png",
        "data:image/png;base64,AAAA",
        "qrc:/x.png",
        ":/x.png",
        "C:\\x.png",
        "C:/x.png",
        "\\\\host\\share\\x.png",
        "..\\outside.png",
        "~/x.png",
        "more",
        "a b.png\0.txt",
        "",
        " ",
        "none.png",
        "x" * 5_000 + ".png",
        "a b.png:stream.png",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_with_one_sentence(story_folder: Path, name: str) -> None:
    with pytest.raises(Rejected) as error:
        picture_file(story_folder, name.format(outside=story_folder.parent / "outside.png"))
    assert str(error.value).count("\n") == 0 and len(str(error.value)) < 300


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_may_not_leave_the_folder_of_the_story(story_folder: Path) -> None:
    (story_folder / "out.png").symlink_to(story_folder.parent / "outside.png")
    (story_folder / "up").symlink_to(story_folder.parent)
    (story_folder / "within.png").symlink_to("a b.png")
    (story_folder / "round.png").symlink_to("round.png")
    for name in ("out.png", "up/outside.png", "round.png"):
        with pytest.raises(Rejected):
            picture_file(story_folder, name)
    assert picture_file(story_folder, "within.png").name == "a b.png"


@POSIX
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    for name, part in (("pipe.png", "pipe or a device"), ("folder.png", "no file")):
        with pytest.raises(Rejected, match=part):
            decoded(picture_file(tmp_path, name), 200)


def test_pictures_are_bounded_and_scaled_to_the_text(tmp_path: Path) -> None:
    shown = decoded(picture(tmp_path / "wide.png", (900, 300)), 300)
    assert (shown.width, shown.height) == (300, 100) and shown.url.startswith("data:image/png;base64,")
    assert decoded(picture(tmp_path / "small.gif", (20, 10), "GIF"), 300).width == 20
    assert decoded(picture(tmp_path / "tall.webp", (4, 16_000), "WEBP"), 300).height <= 900
    for name, data, part in (
        ("huge.png", header_only(100_000, 100_000), "too many pixels"),
        ("large.png", header_only(6_000, MOST_PIXELS // 6_000 + 1), "too many pixels"),
        ("cut.png", header_only(100, 100), "not a PNG"),
        ("text.png", b"hello", "not a PNG"),
        ("empty.png", b"", "not a PNG"),
        ("zeros.png", b"\0" * ((16 << 20) + 1), "larger than 16,777,216 bytes"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Rejected, match=part):
            decoded(tmp_path / name, 300)
    tiff = io.BytesIO()
    Image.new("RGB", (4, 4)).save(tiff, "TIFF")
    (tmp_path / "tiff.png").write_bytes(tiff.getvalue())  # a format of many decoders, under another name
    with pytest.raises(Rejected, match="not a PNG"):
        decoded(tmp_path / "tiff.png", 300)


def test_a_document_names_no_file_whatever_the_markdown_says(qapp: QApplication, story_folder: Path) -> None:
    outside = story_folder.parent / "outside.png"
    opened = Opened(outside)
    named: list[str] = []
    text = (
        f"![a]({outside}) <img src='{outside}'> [![b](<{outside}>)](https://x.org)\n\n<link rel='stylesheet' href='{outside}'>\n\n"
        f"<div style=\"background:url('{outside}')\">x</div>\n\n| ![c][r] |\n|---|\n| 1 |\n\n[r]: {outside}\n\n" + 40 * f"![d]({outside}) "
    )
    html = prose(text, QFont(), lambda name: named.append(name) or Shown(problem="no"))  # type: ignore[func-returns-value]
    label = Label(html)
    label.setFixedWidth(300)
    label.grab()
    assert "<img" not in html and len(named) == MOST_PICTURES
    assert opened.count() == 0
    opened.close()


PIECES = [*"![](<>)\"'/:&;#x1a \n|`*-=.\\", "img ", "src=", "file:", "trap.png", "href=", "<a ", "http://", "![x](", "\n\n"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_markdown_becomes_a_tag_that_loads_something(qapp: QApplication, text: str) -> None:
    assert [tag for tag in raw_tags(prose(text, QFont(), lambda _: Shown())) if not tag.startswith("<a ")] == []


STORY = """+++
kind = "metascope-story"
version = 1
title = '''{hostile}'''
+++

+++
title = '''{hostile}'''
place = "library"
[ask]
question = '''{hostile} ![q]({outside})'''
answer = '''{hostile} ![answer](pipe.png)'''
choices = ['''{hostile}''', '''{entity}''']
right = 1
+++
{hostile}

![beside](a%20b.png) ![away]({outside}) ![pipe](pipe.png) <img src="{outside}">

[file](file://{outside}) [web](https://example.org/?a=1&b=2)
"""


@POSIX
def test_a_story_whose_every_string_is_markup(window: Window, qtbot: QtBot, story_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = picture(story_folder.parent / PICTURE, (333, 77))
    monkeypatch.chdir(story_folder.parent)
    os.mkfifo(story_folder / "pipe.png")
    opened = Opened(outside)
    file = story_folder / "story.md"
    file.write_text(STORY.format(hostile=HOSTILE, entity=ENTITY, outside=outside), encoding="utf-8")
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    stories, panel = window.desk.stories, window.desk.panel
    stories.open(file)
    qtbot.waitUntil(lambda: stories.file == file, timeout=SOON)
    qtbot.waitUntil(lambda: "data:image/png" in panel.text.text() and "pipe or a device" in panel.text.text(), timeout=SOON)
    panel.question.reveal()
    window.grab()
    found = walk(links=True)
    assert {"Label/title label", "Label/muted label", "QPushButton/ button", "QPushButton/ tool tip"} <= found.keys()
    assert panel.title.text() == panel.place.text() == HOSTILE
    assert HOSTILE.replace("&lt;i&gt;", "<i>") in read_as(panel.text.text(), rich=True)  # Markdown has entities of its own
    assert panel.text.text().count("<img") == 1 and MARK in read_as(panel.question.answer.text(), rich=True)
    button = panel.question.choices[0]
    assert entry_name(button.text()) == f"✓ {HOSTILE}" and read_as(button.toolTip(), rich=True) == HOSTILE
    assert entry_name(panel.question.choices[1].text()) == ENTITY and read_as(panel.question.choices[1].toolTip(), rich=True) == ENTITY
    assert opened.count() == 0
    opened.close()


LINKS = ("file:///etc/passwd", "javascript:alert(1)", "ms-msdt:/id", "smb://host/x", "/etc/passwd", "../x", "http:", "data:text/html,x", "")


@pytest.mark.parametrize("link", LINKS)
def test_a_link_to_anything_but_the_web_is_not_opened(window: Window, monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    followed: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", followed.append)
    window.desk.panel.link_asked.emit(link)
    assert followed == [] and "is not opened" in window.cards.sentences()[-1]
    assert not [b for b in window.cards.findChildren(QPushButton) if b.text() == "Open in the browser"]


def test_a_link_to_the_web_says_where_it_leads_and_waits(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: followed.append(url.toString()))
    window.desk.panel.link_asked.emit("https://ex\u0430mple.org/?a=1&b=2")
    assert followed == [] and "https://xn--exmple-" in window.cards.sentences()[-1]  # a letter of another script is shown
    next(b for b in window.cards.findChildren(QPushButton) if b.text() == "Open in the browser").click()
    assert len(followed) == 1 and followed[0].endswith("?a=1&b=2")
