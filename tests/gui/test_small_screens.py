"""On the smallest screens nothing runs under anything else, nothing is off the window, and no cell or heading is cut off unread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from room import cramped, elided, misplaced
from test_room import show_two_runs

from engine.protocol import At, Evaluated
from gui.cluster import ClusterDialog
from gui.language import CHINESE, language
from gui.stories import bundled
from gui.table import NumberTable
from gui.theme import appearance
from gui.widgets.flow import Flow
from gui.widgets.grid_dialog import GridDialog
from gui.widgets.scrolled import Scrolled
from gui.widgets.whole_items import WholeItems, text_height
from gui.window import Window

SCREEN = QSize(960, 600)
FRAME, PANEL = 30, 40
"""px that a title bar and the panel of a desktop take of such a screen."""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    appearance.choose("system")
    appearance.set_zoom(1.0)
    language.choose("en")
    language.choice = "system"


def settle() -> None:
    """Lay out until nothing wants another height any more."""
    for _ in range(20):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


def tabs_of(window: Window) -> Iterator[str]:
    """Each tab of the place on screen in front once."""
    settle()
    yield ""
    for bar in window.findChildren(QTabBar):
        for i in range(1, bar.count()) if bar.isVisible() else ():
            bar.setCurrentIndex(i)
            settle()
            yield bar.tabText(i)
        bar.setCurrentIndex(0)


def faults(window: Window, places: Iterator[str] | tuple[str, ...], *, words: bool = True) -> list[str]:
    """What is misplaced, clipped or cut off in these places, each of their tabs in front once."""
    found: dict[str, None] = {}
    for place in places:
        window.show_place(place)
        for tab in tabs_of(window):
            for fault in (*misplaced(window), *(cramped(window) if words else []), *(elided(window) if words else [])):
                found[f"{place} {tab}: {fault}"] = None
    return list(found)


@pytest.fixture
def busy(window: Window, qtbot: QtBot) -> Window:
    """A window of the smallest screen with two runs that have scores, all of the set-up unfolded."""
    show_two_runs(window, qtbot, SCREEN.width(), SCREEN.height() - FRAME - PANEL)
    window.learn.form._more.click()
    scores = np.full(8, 0.7, np.float32)
    for run in list(window.runs.histories):
        window.runs.mailbox.put(None, [Evaluated(run, At(29, 464), "validation", "accuracy", 0.7, 0.02, scores, scores[:2])])
    qtbot.waitUntil(lambda: all(h.evaluations for h in window.runs.histories.values()))
    return window


def test_the_window_fits_the_smallest_screen_with_its_frame(busy: Window) -> None:
    for code in ("en", CHINESE):
        language.choose(code)
        settle()
        smallest = busy.minimumSizeHint().expandedTo(busy.minimumSize())
        assert smallest.width() <= SCREEN.width() and smallest.height() + FRAME + PANEL <= SCREEN.height()
        assert busy.size() == QSize(SCREEN.width(), SCREEN.height() - FRAME - PANEL)


@pytest.mark.parametrize("code", ["en", CHINESE])
@pytest.mark.parametrize("story", [False, True])
def test_nothing_is_misplaced_or_cut_off_on_the_smallest_screen(busy: Window, code: str, story: bool) -> None:
    language.choose(code)
    if story:
        busy.desk.stories.open(bundled(code)[0])
    found = faults(busy, tuple(busy.places))
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", CHINESE])
@pytest.mark.parametrize(
    ("size", "zoom"), [((960, 530), 1.25), ((1024, 640), 1.0), ((1024, 640), 1.5), ((1280, 800), 1.0), ((720, 440), 1.0)]
)
def test_nothing_is_misplaced_at_other_sizes(busy: Window, theme: str, code: str, size: tuple[int, int], zoom: float) -> None:
    appearance.choose(theme)
    language.choose(code)
    appearance.set_zoom(zoom)
    busy.resize(*size)
    found = faults(busy, tuple(busy.places), words=zoom == 1.0 and size != (720, 440))
    busy.desk.stories.open(bundled(code)[0])
    found += faults(busy, tuple(busy.places), words=False)
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", CHINESE])
def test_nothing_is_misplaced_in_a_lecture(busy: Window, code: str) -> None:
    language.choose(code)
    busy.lecture.enter()
    found = faults(busy, ("learn", "compare"), words=False)
    busy.lecture.leave()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", ["en", CHINESE])
def test_dialogs_fit_the_smallest_screen(busy: Window, code: str) -> None:
    language.choose(code)
    busy.actions_list["audience"].trigger()
    assert busy.desk.audience is not None
    dialogs: list[QDialog] = [
        busy.actions_list.key_list(),
        busy.actions_list.palette(),
        GridDialog(busy.runs.catalogue, busy.compare.contest.terms, ["maml"], busy),
        ClusterDialog(busy),
        NumberTable("numbers", [["a", "b"], ["1", "2"]], busy),
        busy.desk.audience,
    ]
    found = []
    for dialog in dialogs:
        dialog.show()
        settle()
        size = dialog.size().expandedTo(dialog.minimumSizeHint())
        if size.width() > SCREEN.width() or size.height() + FRAME + PANEL > SCREEN.height():
            found.append(f"{type(dialog).__name__} is {size.width()} x {size.height()}")
        found += [f"{type(dialog).__name__}: {fault}" for fault in (*misplaced(dialog), *cramped(dialog), *elided(dialog))]
        dialog.close()
    assert not found, "\n".join(found)


# -- the parts that make it so
def test_what_has_too_little_room_scrolls_and_what_has_enough_fills_it(qtbot: QtBot) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    for i in range(12):
        column.addWidget(QLabel(f"line {i}"))
    area = Scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 100)
    with qtbot.waitExposed(area):
        area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert not misplaced(area)
    area.resize(300, 900)
    qtbot.waitUntil(lambda: inner.height() == 900 and area.verticalScrollBar().maximum() == 0)


def test_a_row_that_wraps_asks_for_the_height_of_its_lines(qtbot: QtBot) -> None:
    whole, row = QWidget(), QWidget()
    qtbot.addWidget(whole)
    flow = Flow(row, 8)
    flow.setContentsMargins(10, 4, 10, 0)
    for i in range(6):
        flow.addWidget(QLabel(f"a rather long word {i}"))
    column = QVBoxLayout(whole)
    column.addWidget(row)
    column.addWidget(below := QLabel("below"))
    whole.resize(900, 60)
    with qtbot.waitExposed(whole):
        whole.show()
    one = row.minimumHeight()
    whole.resize(200, 60)
    settle()
    assert row.minimumHeight() > 2 * one
    whole.resize(200, 400)
    settle()
    assert not misplaced(whole) and below.y() >= row.geometry().bottom()
    whole.resize(900, 400)
    settle()
    assert row.minimumHeight() == one


@pytest.mark.parametrize(
    "text", ["原型网络\n5-way 1-shot", "Prototypical Networks\n5-way 1-shot", "多任务学习的一个很长的名字\n字形，5-way 1-shot"]
)
def test_an_item_of_a_list_takes_the_height_of_all_its_lines(qtbot: QtBot, text: str) -> None:
    owner = QListWidget()
    qtbot.addWidget(owner)
    owner.setWordWrap(True)
    owner.setItemDelegate(WholeItems(owner))
    owner.addItem(QListWidgetItem(text))
    owner.resize(170, 200)
    with qtbot.waitExposed(owner):
        owner.show()
    settle()
    assert owner.visualItemRect(owner.item(0)).height() >= text_height(text, owner, owner.viewport().width() - 34)


def test_the_checker_notices_what_overlaps_stands_out_or_is_cut_off(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(300, 200)
    one, other = QLabel("one", whole), QLabel("other", whole)
    one.setGeometry(10, 10, 80, 40)
    other.setGeometry(10, 60, 80, 40)
    table = QTableWidget(1, 1, whole)
    table.setGeometry(100, 10, 190, 180)
    table.setItem(0, 0, item := QTableWidgetItem("short"))
    with qtbot.waitExposed(whole):
        whole.show()
    assert not misplaced(whole) and not elided(whole)
    other.move(10, 30)
    assert len(misplaced(whole)) == 1
    other.setGeometry(QRect(QPoint(10, 180), QSize(80, 40)))
    assert len(misplaced(whole)) == 1
    item.setText("a text that is by far too long for a column that is as narrow as this one")
    assert len(elided(whole)) == 1
    item.setToolTip("a text")
    assert not elided(whole)
