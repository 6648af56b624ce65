"""Dialogs and context menus leave nothing behind when they close."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.picture_menu import PictureMenu
from gui.plotting import PlotPanel
from gui.window import Window


def popups() -> set[QWidget]:
    """Every dialog and every menu that exists, shown or not."""
    return {w for w in QApplication.allWidgets() if isinstance(w, QDialog | QMenu)}


def open_and_close(qtbot: QtBot, qapp: QApplication, show: Callable[[], object]) -> tuple[int, int]:
    """Call `show` and close what it opens; returns (popups that were shown, popups that are left)."""
    before, count = popups(), 0

    def close() -> None:
        nonlocal count
        for popup in popups() - before:
            if popup.isVisible():
                count += 1
                popup.close()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(20)
    show()
    qtbot.waitUntil(lambda: count > 0, timeout=60_000)
    timer.stop()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    return count, len(popups() - before)


@pytest.mark.parametrize("action", ["palette", "keys", "cluster", "audience"])
def test_a_dialog_is_deleted_when_it_closes(opened: Window, qtbot: QtBot, qapp: QApplication, action: str) -> None:
    assert open_and_close(qtbot, qapp, opened.actions_list[action].trigger) == (1, 0)


def test_the_grid_dialog_is_deleted_when_it_closes(opened: Window, qtbot: QtBot, qapp: QApplication) -> None:
    opened.show_place("compare")
    assert open_and_close(qtbot, qapp, opened.compare._grid) == (1, 0)


def test_a_context_menu_is_deleted_when_it_closes(opened: Window, qtbot: QtBot, qapp: QApplication) -> None:
    at = QPoint(5, 5)
    panel = next(panel for panel in opened.learn.findChildren(PlotPanel) if panel.isVisible())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, panel.mapToGlobal(at))
    assert open_and_close(qtbot, qapp, lambda: panel.contextMenuEvent(event)) == (1, 0)
    board = opened.findChildren(PictureMenu)[0]
    assert open_and_close(qtbot, qapp, lambda: board._open(at)) == (1, 0)
    opened.show_place("compare")
    assert open_and_close(qtbot, qapp, lambda: opened.compare.table._menu(at)) == (1, 0)
    opened.show_place("library")
    table = opened.library.table
    assert open_and_close(qtbot, qapp, lambda: table.horizontalHeader().customContextMenuRequested.emit(at)) == (1, 0)
    qtbot.waitUntil(lambda: table.model().rowCount() > 0, timeout=60_000)
    table.selectRow(0)
    assert open_and_close(qtbot, qapp, lambda: table.menu_asked.emit(at)) == (1, 0)
