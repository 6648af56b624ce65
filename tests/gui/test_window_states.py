"""A maximised window stays so whatever takes the whole screen and in whichever order it is left; windows stay on a screen."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.detach import Detached, detach
from gui.runs import Runs
from gui.screens import ScreenGuard, is_reachable
from gui.window import Window

MODES = ("fill", "lecture", "full_screen")


@pytest.fixture
def maximized(window: Window, qtbot: QtBot) -> Window:
    window.runs.slots = 0
    window.showMaximized()
    qtbot.waitUntil(lambda: window.isVisible() and window.isMaximized())
    return window


def layout(window: Window) -> tuple[bool, ...]:
    """What is shown of the window's frame and of the place on screen."""
    middle = window.place().centralWidget()
    assert middle is not None
    return (window.menuBar().isVisible(), window.rail.isVisible(), middle.isVisible(), *(dock.isVisible() for dock in window.place().docks))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("by", ["the same action", "Escape"])
def test_a_maximized_window_is_maximized_again(maximized: Window, qtbot: QtBot, mode: str, by: str) -> None:
    before, normal = layout(maximized), maximized.normalGeometry()
    maximized.actions_list[mode].trigger()
    assert maximized.isFullScreen()
    if by == "Escape" and mode != "full_screen":
        qtbot.keyClick(QApplication.focusWidget() or maximized, Qt.Key.Key_Escape)
    else:
        maximized.actions_list[mode].trigger()
    assert maximized.isMaximized() and not maximized.isFullScreen()
    assert layout(maximized) == before and maximized.normalGeometry() == normal


@pytest.mark.parametrize("order", list(itertools.permutations(("fill", "lecture"))))
@pytest.mark.parametrize("leave", [0, 1], ids=["first first", "last first"])
@pytest.mark.parametrize("maximize", [True, False])
def test_two_modes_left_in_either_order_leave_nothing_behind(
    window: Window, qtbot: QtBot, order: tuple[str, str], leave: int, maximize: bool
) -> None:
    window.runs.slots = 0
    window.setWindowState(Qt.WindowState.WindowMaximized if maximize else Qt.WindowState.WindowNoState)
    window.show()
    before = layout(window)
    for mode in order:
        window.actions_list[mode].trigger()
    assert window.isFullScreen()
    window.actions_list[order[leave]].trigger()
    if leave:
        window.actions_list[order[0]].trigger()
    assert window.isMaximized() == maximize and not window.isFullScreen()
    assert layout(window) == before


def test_a_filled_full_screen_stays_full_and_is_maximized_after_it(maximized: Window) -> None:
    for mode, full in (("full_screen", True), ("fill", True), ("fill", True), ("lecture", True), ("lecture", True), ("full_screen", False)):
        maximized.actions_list[mode].trigger()
        assert maximized.isFullScreen() == full
    assert maximized.isMaximized()


def test_reset_layout_keeps_a_maximized_window_and_ends_what_fills_it(maximized: Window) -> None:
    before = layout(maximized)
    maximized.actions_list["fill"].trigger()
    maximized.actions_list["reset_layout"].trigger()
    assert maximized.isMaximized() and layout(maximized) == before and not maximized.fill.on
    maximized.learn.docks[0].close()
    maximized.actions_list["reset_layout"].trigger()
    assert maximized.isMaximized() and layout(maximized) == before


def test_the_full_screen_action_is_checked_while_the_window_is_on_the_full_screen(maximized: Window) -> None:
    action = maximized.actions_list["full_screen"]
    action.trigger()
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked() and maximized.isMaximized()


@pytest.mark.parametrize("mode", ["", "fill", "lecture"])
def test_a_window_closed_while_maximized_opens_maximized(
    maximized: Window, make_runs: Callable[..., Runs], qtbot: QtBot, mode: str
) -> None:
    normal = maximized.normalGeometry().size()
    if mode:
        maximized.actions_list[mode].trigger()
    maximized.close()
    assert QSettings().value("window/geometry") is not None
    runs = make_runs()
    again = Window(runs, runs.catalogue, runs.library_folder)
    qtbot.addWidget(again)
    again.show()
    assert again.isMaximized() and again.menuBar().isVisible()
    again.showNormal()
    assert again.size() == normal


def test_windows_that_no_screen_shows_are_brought_back(window: Window, qtbot: QtBot) -> None:
    window.show()
    own = detach(window.learn.inside.shown())
    assert isinstance(own, Detached)
    dock = next(dock for dock in window.learn.docks if dock.objectName() == "explain")
    dock.setFloating(True)
    for each in (window, own, dock):
        each.move(QPoint(40_000, 300))
        assert not is_reachable(each)
    ScreenGuard(window).check()
    qtbot.waitUntil(lambda: all(is_reachable(each) for each in (window, own, dock)))
    own.close()
