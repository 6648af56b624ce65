"""What a person did can be taken back where it was done: settings, strokes, points, removals, terms of a comparison."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from gui import undo
from gui.form import SetupForm
from gui.undo import Watch
from gui.widgets.draw_pad import DrawPad
from gui.widgets.draw_task import DrawTask
from gui.widgets.points_task import PointsTask
from gui.window import Window


@pytest.fixture
def stack(qapp: QApplication) -> QUndoStack:
    return QUndoStack(qapp)


@pytest.fixture
def form(stack: QUndoStack, qtbot: QtBot) -> SetupForm:
    form = SetupForm(kept_catalogue())
    qtbot.addWidget(form)
    Watch(stack, form.changed, form.filled, form.restore, form.difference)
    return form


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window on screen whose runs wait for ever."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


def line_of(form: SetupForm, name: str) -> QLineEdit:
    line = form._editors[name]._line
    assert line is not None
    return line


def stroke(qtbot: QtBot, pad: DrawPad, begin: tuple[int, int], end: tuple[int, int]) -> None:
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*begin))
    qtbot.mouseMove(pad, QPoint(*end))
    pad._move(QPointF(*end))  # offscreen, a moved mouse has no button
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def test_a_typed_setting_is_taken_back_as_one_change_and_has_a_name(form: SetupForm, stack: QUndoStack, qtbot: QtBot) -> None:
    before = form.config().hyper["outer_lr"]
    line = line_of(form, "outer_lr")
    line.selectAll()
    qtbot.keyClicks(line, "0.0375")
    assert form.config().hyper["outer_lr"] == 0.0375 and stack.undoText() == f"change of {form._editors['outer_lr'].field.label}"
    stack.undo()
    assert form.config().hyper["outer_lr"] == before and not stack.canUndo()
    stack.redo()
    assert form.config().hyper["outer_lr"] == 0.0375 and line.text() == "0.0375"


def test_two_changes_of_a_setting_apart_in_time_are_two(form: SetupForm, stack: QUndoStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "ONE_CHANGE", -1.0)
    slider = form._editors["inner_lr"]._slider
    assert slider is not None
    first = slider.value()
    slider.setValue(first + 10)
    slider.setValue(first + 30)
    stack.undo()
    assert slider.value() == first + 10
    stack.undo()
    assert slider.value() == first


def test_ctrl_z_in_a_field_is_the_undo_of_the_window(form: SetupForm) -> None:
    line = line_of(form, "outer_lr")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(line, event)
    assert not event.isAccepted()
    letter = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3")
    QApplication.sendEvent(line, letter)
    assert letter.isAccepted()  # the field's own letters stay its own


def test_another_algorithm_is_taken_back_with_all_its_settings(form: SetupForm, stack: QUndoStack) -> None:
    form._editors["outer_lr"]._take(0.02)
    before = form.config()
    assert form.choose("mann", "omniglot") and form.config().algorithm == "mann"
    stack.undo()
    stack.undo()
    assert form.config() == before


def test_a_setting_taken_back_is_taken_back_in_the_run_that_goes_on(form: SetupForm, stack: QUndoStack, qtbot: QtBot) -> None:
    form.set_running(form.config())
    form.changed.emit()
    before = form.config().hyper["outer_lr"]
    form._editors["outer_lr"]._take(0.02)
    with qtbot.waitSignal(form.live_changed) as told:
        stack.undo()
    assert told.args == ["outer_lr", before]


def test_strokes_are_taken_back_in_their_order_whichever_pad_they_are_on(stack: QUndoStack, qtbot: QtBot) -> None:
    draw = DrawTask()
    qtbot.addWidget(draw)
    Watch(stack, draw.settled, draw.state, draw.put, draw.difference)
    stroke(qtbot, draw.query, (20, 20), (150, 150))
    one = draw.query.picture()
    stroke(qtbot, draw.pads[4][0], (10, 10), (60, 60))
    stroke(qtbot, draw.query, (150, 20), (20, 150))
    assert stack.undoText() == "stroke"
    stack.undo()
    assert np.array_equal(draw.query.picture(), one) and not draw.pads[4][0].empty
    stack.undo()
    assert draw.pads[4][0].empty and not draw.query.empty
    stack.redo()
    drawn = draw.pads[4][0].picture()
    qtbot.mouseClick(draw.wipe, Qt.MouseButton.LeftButton)
    assert draw.query.empty and draw.pads[4][0].empty
    stack.undo()
    assert np.array_equal(draw.query.picture(), one)
    draw.ways.setValue(2)
    assert len(draw.pads) == 2
    stack.undo()
    assert len(draw.pads) == 5 and np.array_equal(draw.pads[4][0].picture(), drawn)


def test_a_stroke_is_drawn_and_taken_back_by_keys(stack: QUndoStack, qtbot: QtBot) -> None:
    draw = DrawTask()
    qtbot.addWidget(draw)
    Watch(stack, draw.settled, draw.state, draw.put, draw.difference)
    key = Qt.Key
    for pressed in (key.Key_Up, key.Key_Return, *(key.Key_Left,) * 6, *(key.Key_Down,) * 6):
        qtbot.keyClick(draw.query, pressed)
    assert not stack.canUndo()  # the pen is still down
    qtbot.keyClick(draw.query, key.Key_Return)
    rows, columns = np.nonzero(draw.query.picture() > 100)
    assert np.ptp(rows) > 12 and np.ptp(columns) > 12 and stack.undoText() == "stroke"
    stack.undo()
    assert draw.query.empty


def test_a_dragged_point_goes_back_where_it_was(stack: QUndoStack, qtbot: QtBot) -> None:
    points = PointsTask()
    qtbot.addWidget(points)
    Watch(stack, points.changed, points.state, points.put, points.difference)
    before = points.state()
    for x in (1.0, 1.2, 1.4):  # one drag
        points._drag(2, QPointF(x, 3.0))
    assert points.truth is None
    stack.undo()
    assert points.state() == before and points.truth is not None
    points.amplitude.setValue(400)
    stack.undo()
    assert points.state() == before and points.amplitude.value() == before[0]


def test_undo_belongs_to_the_place_on_screen_and_brings_removed_runs_back(shown: Window, qtbot: QtBot) -> None:
    undo_action, redo_action = shown.actions_list["undo"], shown.actions_list["redo"]
    assert not undo_action.isEnabled()
    run = shown.runs.start(configured(shown.runs.catalogue, "maml", "glyphs", {}))
    shown.learn.choose(run)
    shown.actions_list["remove"].trigger()
    assert run not in shown.runs.histories and undo_action.text() == "Undo: removal of MAML"
    undo_action.trigger()
    assert run in shown.runs.histories and shown.runs.current == run
    redo_action.trigger()
    assert run not in shown.runs.histories
    shown.show_place("try")
    assert not undo_action.isEnabled()
    stroke(qtbot, shown.try_place.draw.query, (20, 20), (150, 150))
    assert undo_action.text() == "Undo: stroke"
    undo_action.trigger()
    assert shown.try_place.draw.query.empty
    shown.show_place("learn")
    assert undo_action.text() == "Undo: removal of MAML"


def test_a_method_taken_out_of_a_comparison_comes_back_and_terms_too(shown: Window) -> None:
    shown.show_place("compare")
    page = shown.compare
    page.contest.add("maml")
    page.contest.add("reptile")
    entry = page.contest.entries()[0]
    page._asked("remove", entry.key)
    assert [e.name for e in page.contest.entries()] == ["Reptile"]
    page.undo.undo()
    assert sorted(e.name for e in page.contest.entries()) == ["MAML", "Reptile"]
    page.terms.seeds.setValue(4)
    assert len(page.contest.terms.seeds) == 4
    page.undo.undo()
    assert len(page.contest.terms.seeds) == 1 and page.terms.seeds.value() == 1
    page._new()
    page.undo.undo()  # another comparison is on screen: nothing of the former is put into it
    assert not page.contest.comparison.runs
    page.contest.add("maml")
    page.contest.add("reptile")
    run = page.contest.entries()[0].histories[0].info.id
    shown.runs.remove(run)  # removed while it is being compared
    assert [s for s in shown.cards.sentences() if run in s and "goes on without it" in s]
    assert [e.name for e in page.contest.entries()] == ["Reptile"]
    shown.runs.open(run)
    assert sorted(e.name for e in page.contest.entries()) == ["MAML", "Reptile"]
