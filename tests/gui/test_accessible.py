"""Whoever cannot see or cannot use a mouse: every control has a name, Tab comes to all of them, and keys do what a mouse does."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.pages.base import Page
from gui.plotting import Curve, PlotPanel
from gui.views.race import Bar, Lanes
from gui.views.toy import ToyView
from gui.widgets.points_task import PointsTask
from gui.window import Window

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window with two runs, which wait for ever, in a comparison."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    window.compare.contest.add("maml")
    window.compare.contest.add("reptile")
    return window


def name_of(widget: QWidget) -> str:
    """What a screen reader would say."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        return widget.defaultAction().text()
    return widget.text() if isinstance(widget, QAbstractButton | QLabel) else widget.title() if isinstance(widget, QGroupBox) else ""


def focusable(page: Page) -> list[QWidget]:
    """What can have the focus; the inside of a compound control belongs to it."""
    found = []
    for widget in page.findChildren(QWidget):
        inner = isinstance(widget, QLineEdit) and isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        popup = any("Popup" in type(w).__name__ or w.isWindow() for w in above(widget, page)) or widget.inherits("QComboBoxListView")
        frame = isinstance(widget, QScrollArea | QSplitterHandle | QTabBar) or widget.focusProxy() is not None
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not (inner or popup or frame):
            found.append(widget)
    return found


def above(widget: QWidget, page: Page) -> list[QWidget]:
    found = [widget]
    while (parent := found[-1].parentWidget()) is not None and parent is not page:
        found.append(parent)
    return found


def test_every_control_and_plot_has_a_name_and_tab_comes_to_every_visible_one(shown: Window, qtbot: QtBot) -> None:
    for name, page in shown.places.items():
        shown.show_place(name)
        widgets = focusable(page)
        nameless = [" < ".join(type(w).__name__ for w in above(widget, page)[:5]) for widget in widgets if not name_of(widget)]
        assert not nameless, f"{name}: {nameless}"
        wanted = {w for w in widgets if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus}
        if not wanted:
            continue
        first = QApplication.focusWidget() or next(iter(wanted))
        first.setFocus()
        reached: set[QWidget] = set()
        for _ in range(3 * len(wanted) + 60):
            now = QApplication.focusWidget()
            if now is not None:
                reached |= {w for w in wanted if w is now or w.isAncestorOf(now)}
                now.focusNextPrevChild(True)
        missed = [f"{type(w).__name__} {name_of(w)}" for w in wanted - reached]
        assert not missed, f"{name}: {missed}"


def test_a_plot_says_what_is_on_it_and_keys_zoom_it(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss", "nothing yet")
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    panel.show()
    assert panel.widget.accessibleName() == "Loss" and panel.widget.accessibleDescription() == "nothing yet"
    x = np.arange(10.0)
    panel.set_curves([Curve("a", "MAML", x, x / 2, "#336699")])
    assert panel.widget.accessibleDescription() == "MAML 4.5"
    low, high = panel.plot.getViewBox().viewRange()[0]
    qtbot.keyClick(panel.widget, KEY.Key_Plus)
    closer = panel.plot.getViewBox().viewRange()[0]
    assert closer[1] - closer[0] == pytest.approx((high - low) / 1.25) and not panel.following
    qtbot.keyClick(panel.widget, KEY.Key_Home)
    assert panel.following and panel.plot.getViewBox().viewRange()[0] == pytest.approx([low, high])


def test_points_are_chosen_and_moved_by_keys(qtbot: QtBot) -> None:
    task = PointsTask()
    qtbot.addWidget(task)
    task._answers = {"x": ("x", ("maml", 0), None)}  # type: ignore[dict-item]
    task.points.setData(task.at_x, task.at_y)
    y = float(task.at_y[1])
    task._answers = {}
    moved: list[tuple[int, QPointF]] = []
    task.points._moved = lambda index, to: moved.append((index, to))
    qtbot.keyClick(task.panel.widget, KEY.Key_PageDown)
    qtbot.keyClick(task.panel.widget, KEY.Key_PageDown)
    qtbot.keyClick(task.panel.widget, KEY.Key_Up, CTRL)
    assert [index for index, _ in moved] == [1] and moved[0][1].y() > y and len(task.points.ring.getData()[0]) == 1
    toy = ToyView()
    qtbot.addWidget(toy)
    before = toy.start.copy()
    qtbot.keyClick(toy.panel.widget, KEY.Key_Left, CTRL)
    assert toy.start[0] < before[0] and toy.start[1] == before[1]


def test_runs_and_bars_are_chosen_by_keys(shown: Window, qtbot: QtBot) -> None:
    shown.show_place("learn")
    rows = shown.learn.run_list._rows
    first, second = rows.values()
    assert second.accessibleName() == "Reptile, waiting"
    second.setFocus()
    qtbot.keyClick(second, KEY.Key_Return)
    assert shown.runs.current == second.run
    qtbot.keyClick(second, KEY.Key_Down)  # the newest is on top
    assert shown.runs.current == first.run and first.hasFocus()
    lanes = Lanes()
    qtbot.addWidget(lanes)
    lanes.set_bars([Bar(n, n, "●", "#336699", v, 0.01, 10, 1.0) for n, v in (("a", 0.9), ("b", 0.8))], True)
    with qtbot.waitSignal(lanes.clicked) as told:
        qtbot.keyClick(lanes, KEY.Key_Down)
    assert told.args == ["b"]
