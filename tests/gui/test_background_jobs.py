"""What comes from outside is read on a thread: the window goes on, shows what it waits for, and can give it up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine import archive
from gui.story import read_story
from gui.window import Window

REFERENCE = Path(__file__).parents[1] / "files" / "comparison-1.metascope"
STORY = '+++\nkind = "metascope-story"\nversion = 1\ntitle = "Mine"\n+++\n\n+++\ntitle = "Page"\n+++\nText.\n'
SOON = 30_000


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window where nothing trains."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


class Gate:
    """A reader that waits until it is let through, and notes the thread it was called on."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read = read
        self.opened = threading.Event()
        self.threads: list[threading.Thread] = []

    def __call__(self, *args: Any, **named: Any) -> Any:
        self.threads.append(threading.current_thread())
        assert self.opened.wait(60)
        return self._read(*args, **named)


@pytest.fixture
def slow_archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(archive.take_in)
    monkeypatch.setattr("engine.archive.take_in", gate)
    yield gate
    gate.opened.set()


@pytest.fixture
def slow_story(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(read_story)
    monkeypatch.setattr("gui.stories.read_story", gate)
    yield gate
    gate.opened.set()


def spins(qtbot: QtBot, turns: int = 20) -> None:
    """The event loop goes on: a timer fires again and again."""
    fired: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: fired.append(1))
    timer.start(1)
    qtbot.waitUntil(lambda: len(fired) >= turns, timeout=SOON)
    timer.stop()


def cancel(window: Window, qtbot: QtBot, words: str) -> None:
    """Press Cancel on the card that says so."""
    qtbot.waitUntil(lambda: words in window.cards.sentences(), timeout=SOON)
    card = next(card for card in window.cards._cards if card.sentence == words)
    qtbot.mouseClick(next(b for b in card.findChildren(QPushButton) if b.text() == "Cancel"), Qt.MouseButton.LeftButton)


def test_the_window_goes_on_while_a_file_is_read(shown: Window, qtbot: QtBot, slow_archive: Gate) -> None:
    shown.files.open([REFERENCE])
    qtbot.waitUntil(lambda: bool(slow_archive.threads), timeout=SOON)
    spins(qtbot)
    assert shown.files.busy and slow_archive.threads[0] is not threading.main_thread()
    qtbot.waitUntil(lambda: "Reading comparison-1.metascope…" in shown.cards.sentences(), timeout=SOON)
    slow_archive.opened.set()
    qtbot.waitUntil(lambda: not shown.files.busy, timeout=SOON)
    assert "Reading comparison-1.metascope…" not in shown.cards.sentences()
    assert len(shown.runs.library().runs()) == 2


def test_a_file_that_is_given_up_leaves_nothing(shown: Window, qtbot: QtBot, slow_archive: Gate) -> None:
    shown.files.open([REFERENCE])
    cancel(shown, qtbot, "Reading comparison-1.metascope…")
    slow_archive.opened.set()
    qtbot.waitUntil(lambda: not shown.files.busy, timeout=SOON)
    assert shown.cards.sentences() == [] and not shown.runs.library().runs()


def test_closing_the_window_gives_up_what_is_read(shown: Window, qtbot: QtBot, slow_archive: Gate) -> None:
    shown.files.open([REFERENCE])
    qtbot.waitUntil(lambda: bool(slow_archive.threads), timeout=SOON)
    threading.Timer(0.2, slow_archive.opened.set).start()
    shown.close()
    library = archive.Library(shown.runs.library_folder)
    assert not library.runs()
    library.close()


def test_the_window_goes_on_while_a_story_is_read(shown: Window, qtbot: QtBot, slow_story: Gate, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text(STORY, encoding="utf-8")
    stories = shown.desk.stories
    heard: list[threading.Thread] = []
    stories.opened.connect(lambda _: heard.append(threading.current_thread()))
    assert not stories.open(path) and stories.busy
    qtbot.waitUntil(lambda: bool(slow_story.threads), timeout=SOON)
    assert slow_story.threads[0] is not threading.main_thread()
    spins(qtbot)
    qtbot.waitUntil(lambda: "Reading mine.md…" in shown.cards.sentences(), timeout=SOON)
    slow_story.opened.set()
    qtbot.waitUntil(lambda: stories.story is not None, timeout=SOON)
    assert stories.story is not None and stories.story.title == "Mine" and stories.file == path
    assert heard == [threading.main_thread()]
    assert "Reading mine.md…" not in shown.cards.sentences()


def test_a_story_that_is_given_up_does_not_open(shown: Window, qtbot: QtBot, slow_story: Gate, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text(STORY, encoding="utf-8")
    stories = shown.desk.stories
    stories.open(path)
    cancel(shown, qtbot, "Reading mine.md…")
    slow_story.opened.set()
    qtbot.waitUntil(lambda: not stories.busy, timeout=SOON)
    assert stories.story is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_no_story_and_no_saved_run(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("a.md", "a.metascope"):
        os.mkfifo(tmp_path / name)
    shown.desk.stories.open(tmp_path / "a.md")
    qtbot.waitUntil(lambda: not shown.desk.stories.busy, timeout=SOON)
    shown.files.open([tmp_path / "a.metascope"])
    qtbot.waitUntil(lambda: not shown.files.busy, timeout=SOON)
    assert [sentence.endswith("is a pipe or a device, not a file.") for sentence in shown.cards.sentences()] == [True, True]


def test_the_sentence_on_a_hostile_story_is_short(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    for block in (
        "highlight = [" + "[]," * 20_000 + "]",
        "task = 0x" + "f" * 90_000,
        "x = " + "[" * 90_000,
        ".".join("a" * 40_000) + " = 1",
    ):
        path.write_text(STORY.replace('title = "Page"', 'title = "Page"\n' + block), encoding="utf-8")
        shown.desk.stories.open(path)
        qtbot.waitUntil(lambda: not shown.desk.stories.busy, timeout=SOON)
        assert len(shown.cards.sentences()[-1]) < 400 and shown.desk.stories.story is None


def test_a_file_that_was_given_up_too_late_is_shown_all_the_same(shown: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(lambda path, library, specs, cancelled: take_in(path, library, specs))
    take_in = archive.take_in
    monkeypatch.setattr("engine.archive.take_in", gate)
    shown.files.open([REFERENCE])
    cancel(shown, qtbot, "Reading comparison-1.metascope…")
    gate.opened.set()
    qtbot.waitUntil(lambda: not shown.files.busy, timeout=SOON)
    assert len(shown.runs.library().runs()) == 2 and shown.compare.isVisible()
