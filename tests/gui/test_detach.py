"""A plot in a window of its own and a dock on the whole screen; both go back where they were."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.detach import Detached, detach
from gui.window import Window


def test_a_tab_becomes_a_window_and_comes_back_to_its_place(window: Window, qtbot: QtBot) -> None:
    window.show()
    tabs = window.learn.inside.tabs
    names = [tabs.tabText(i) for i in range(tabs.count())]
    chosen = tabs.currentIndex()
    view, place = window.learn.inside.shown(), tabs.currentWidget()
    own = detach(view.panel if hasattr(view, "panel") else view.loss)  # type: ignore[attr-defined]
    assert isinstance(own, Detached) and own.isVisible() and view.isVisible() and view.window() is own
    assert [tabs.tabText(i) for i in range(tabs.count())] == names and tabs.currentIndex() == chosen
    other = next(i for i in range(tabs.count()) if tabs.isTabVisible(i) and i != chosen)
    tabs.setCurrentIndex(other)
    assert view.isVisible()  # it goes on being drawn, and its readings asked for
    assert detach(view) is None
    qtbot.waitUntil(lambda: tabs.widget(chosen) is place)
    assert tabs.currentIndex() == other and [tabs.tabText(i) for i in range(tabs.count())] == names


def test_a_dock_floats_and_goes_back(window: Window) -> None:
    window.show()
    dock = next(d for d in window.learn.docks if d.objectName() == "explain")
    assert detach(window.learn.explain) is dock and dock.isFloating()
    assert detach(window.learn.explain) is None and not dock.isFloating()


@pytest.mark.parametrize("name", ["inside", ""])
def test_a_dock_fills_the_screen_until_escape(window: Window, qtbot: QtBot, name: str) -> None:
    window.show()
    shown = {d.objectName() for d in window.learn.docks if d.isVisible()}
    dock = next((d for d in window.learn.docks if d.objectName() == name), None)
    window.fill.enter(window.learn, dock)
    assert window.isFullScreen() and not window.rail.isVisible()
    assert {d.objectName() for d in window.learn.docks if d.isVisible()} == ({name} if name else set())
    middle = window.learn.centralWidget()
    assert middle is not None and middle.isVisible() == (not name)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert not window.fill.on and not window.isFullScreen() and window.rail.isVisible() and middle.isVisible()
    assert {d.objectName() for d in window.learn.docks if d.isVisible()} == shown
