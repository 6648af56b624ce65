"""Lecture mode: larger type, nothing but the picture, the step as a subtitle, and everything back at Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Started, StateChanged
from gui.lecture import LARGER
from gui.stories import bundled
from gui.theme import appearance
from gui.window import Window


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


def visible(window: Window) -> dict[str, bool]:
    docks = {dock.objectName(): dock.isVisible() for dock in window.learn.docks}
    return {"menu": window.menuBar().isVisible(), "rail": window.rail.isVisible(), **docks}


def test_escape_brings_everything_back_as_it_was(shown: Window, qtbot: QtBot) -> None:
    explain = next(dock for dock in shown.learn.docks if dock.objectName() == "explain")
    explain.close()
    before, zoom = visible(shown), appearance.zoom
    shown.actions_list["lecture"].trigger()
    qtbot.waitUntil(shown.isFullScreen)
    during = visible(shown)
    assert not any(during[name] for name in ("menu", "rail", "setup", "runs")) and during["adaptation"] and during["inside"]
    assert appearance.zoom == pytest.approx(zoom * LARGER)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.isFullScreen())
    assert visible(shown) == before and appearance.zoom == zoom
    assert QSettings().value("appearance/zoom") is None  # the larger type was never remembered


def test_keys_work_without_the_menu_and_b_blanks_the_screen(shown: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_F5)
    assert shown.lecture.on
    qtbot.keyClick(shown, Qt.Key.Key_B)
    assert shown.lecture.blank.isVisible() and shown.lecture.blank.size() == shown.size()
    qtbot.keyClick(shown, Qt.Key.Key_B)
    assert not shown.lecture.blank.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_F5)
    assert not shown.lecture.on


def test_the_subtitle_says_where_one_is_and_only_in_a_lecture(shown: Window, qtbot: QtBot) -> None:
    shown.learn.start()
    run = shown.runs.current
    assert run is not None
    config = shown.runs.histories[run].info.config
    shown.runs.mailbox.put(None, [Started(run, config, At(7), "cpu", 100, "accuracy", 0.2, "Glyphs", ()), StateChanged(run, "running")])
    qtbot.waitUntil(lambda: shown.runs.histories[run].state == "running")
    assert not shown.lecture.subtitle.isVisible()
    shown.actions_list["lecture"].trigger()
    qtbot.waitUntil(lambda: shown.lecture.subtitle.text() == "MAML, outer step 7, inner step 0" and shown.lecture.subtitle.isVisible())
    shown.lecture.leave()
    assert not shown.lecture.subtitle.isVisible()


def test_closing_in_a_lecture_remembers_the_ordinary_layout(shown: Window, qtbot: QtBot) -> None:
    ordinary = shown.learn.saveState(1)
    shown.actions_list["lecture"].trigger()
    shown.close()
    assert QSettings().value("learn/layout") == ordinary


def test_on_a_small_screen_the_pictures_get_the_room(shown: Window, qtbot: QtBot) -> None:
    docks = {dock.objectName(): dock for dock in shown.learn.docks}
    assert shown.screen().size().width() < 1000 * LARGER
    shown.actions_list["lecture"].trigger()
    qtbot.waitUntil(shown.isFullScreen)
    curves = shown.learn.centralWidget()
    assert curves is not None and not docks["explain"].isVisible()
    qtbot.waitUntil(lambda: docks["adaptation"].height() > curves.height())
    shown.lecture.leave()
    assert docks["explain"].isVisible()


def test_an_inside_with_nothing_to_show_is_left_out_until_a_method_has_one(shown: Window, qtbot: QtBot) -> None:
    inside = next(dock for dock in shown.learn.docks if dock.objectName() == "inside")
    form = shown.learn.form
    form.show_config(configured(kept_catalogue(), "cnp", "sinusoid", {}))
    assert inside.isVisible()
    shown.actions_list["lecture"].trigger()
    assert not inside.isVisible()
    form.show_config(configured(kept_catalogue(), "maml", "sinusoid", {}))
    assert inside.isVisible()
    form.show_config(configured(kept_catalogue(), "cnp", "sinusoid", {}))
    assert not inside.isVisible()
    shown.lecture.leave()
    assert inside.isVisible()


def test_a_page_of_a_story_stands_as_it_should_after_a_lecture(shown: Window, qtbot: QtBot) -> None:
    docks = {dock.objectName(): dock for dock in shown.learn.docks}
    shown.actions_list["lecture"].trigger()
    shown.desk.stories.open(bundled("en")[1], 1)  # it speaks of the equations, and does without the inside
    qtbot.waitUntil(lambda: docks["explain"].isVisible())
    shown.lecture.leave()
    assert docks["explain"].isVisible() and docks["inside"].isHidden() and len(shown.desk.scenes.rings) == 1
    shown.desk.stories.close()
    assert docks["inside"].isVisible() and docks["setup"].isVisible()
