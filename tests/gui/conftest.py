"""A window for a test: its own settings and library, closed at the end, with no thread or process left behind."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import gui.cards
from engine.catalogue import kept_catalogue
from engine.examples import DEMOS
from gui.first import FirstLook
from gui.language import language
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

ENDING = 15.0
"""Seconds within which processes that were told to end must have ended."""


@pytest.fixture(scope="session", autouse=True)
def settings_of_its_own(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests neither read nor change what a person's own Metascope remembers."""
    qapp.setApplicationName("Metascope")
    qapp.setOrganizationName("Metascope")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path_factory.mktemp("settings")))
    appearance.start(qapp)


@pytest.fixture(autouse=True)
def nothing_remembered(qapp: QApplication) -> Iterator[None]:
    """Each test begins with the layout and appearance of the first day, and without the widgets of the one before."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    QSettings().clear()


@pytest.fixture(autouse=True)
def no_picture_fails(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A picture that cannot be drawn only costs itself, so the tests look into the log; a module that means to has `EXPECTS_FAULTS`."""
    yield
    if not getattr(request.module, "EXPECTS_FAULTS", False):
        assert not [record.getMessage() for record in caplog.get_records("call") if record.name == "gui.view_fault"]


@pytest.fixture(autouse=True, scope="module")
def nothing_left_running(qapp: QApplication) -> Iterator[None]:
    """A leaked QThread would abort the process when it is dropped; a leaked worker would train for ever."""
    yield
    threads = [thing for thing in gc.get_objects() if issubclass(type(thing), QThread) and thing.isRunning()]
    assert not threads
    until = time.monotonic() + ENDING
    while multiprocessing.active_children() and time.monotonic() < until:  # what was told to end may take a moment
        time.sleep(0.1)
    assert not multiprocessing.active_children()


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    """Return to English after the test, once its windows are deleted: one that waits for that would be translated too."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    language.choose("en")
    language.choice = "system"


@pytest.fixture
def make_runs(tmp_path: Path) -> Iterator[Callable[..., Runs]]:
    """Make a `Runs` with a library of its own; it is closed at the end."""
    made: list[Runs] = []

    def make(**options: object) -> Runs:
        made.append(Runs(kept_catalogue(), tmp_path / "library", **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for runs in made:
        runs.close()


@pytest.fixture
def window(make_runs: Callable[..., Runs], tmp_path: Path) -> Iterator[Window]:
    """A window that is not shown yet and has no warm worker."""
    runs = make_runs()
    window = Window(runs, runs.catalogue, tmp_path)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """A window as a person's first launch has it; nothing trains."""
    runs = Runs(kept_catalogue(), tmp_path / "library", examples=DEMOS)
    runs.slots = 0
    window = Window(runs, runs.catalogue, tmp_path)
    window.resize(1280, 800)
    FirstLook(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture(autouse=True)
def cards_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine a test may look at a card later than a person would: cards that leave by themselves stay."""
    monkeypatch.setattr(gui.cards, "TICK", 0.0)
