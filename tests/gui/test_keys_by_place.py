"""Keys act only where one is: every action in every place, with the focus on any of its widgets, changes nothing of the other places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from test_only_shown import Bench

from engine.protocol import Dealt, Restart, frozen_array
from gui.actions import described
from gui.window import Window

PLACES = ("learn", "compare", "try", "library")
ACTIONS = {item.id: item for item in described()}
BY_KEY = [(item.id, key) for item in ACTIONS.values() for key in item.keys if "Ctrl" not in key and "Alt" not in key and key[0] != "F"]
"""Keys without Ctrl or Alt, and without function keys."""
PLAIN = [(name, key) for name, key in BY_KEY if key not in ("?", "PgUp", "PgDown")]


@pytest.fixture
def bench(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    made = Bench(window, monkeypatch)
    window.compare.contest.include([made.by_state["running"], made.by_state["paused"]], keep=False)
    window.learn.choose(made.by_state["running"])
    made.forget()
    yield made
    made.end()


def state(bench: Bench) -> dict[str, Any]:
    """Everything that a key of another place could change."""
    window = bench.window
    comparison = window.compare.contest.comparison
    return {
        "runs": {run: history.state for run, history in bench.runs.histories.items()},
        "selected": bench.runs.current,
        "form": window.learn.form.filled(),
        "axis": (window.learn.curves.axis, window.learn.curves.log, window.learn.curves.x_log),
        "compared": (tuple(comparison.runs), frozenset(comparison.hidden), comparison.terms),
        "hidden": frozenset(window.learn.score.panel._hidden),
        "multiples": window.compare._curve_stack.currentIndex(),
        "slow": window.actions_list["slow"].isChecked(),
        "task": (window.learn.task, window.compare._probe),
        "step": (window.learn.scrubber.step, window.compare.same.scrubber.step),
        "commands": len(bench.left()),
    }


def pressed(widget: QWidget, key: str) -> None:
    combination = QKeySequence(key)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def acts(name: str, place: str) -> bool:
    return not ACTIONS[name].places or place in ACTIONS[name].places


@pytest.mark.parametrize("place", PLACES)
def test_an_action_of_other_places_is_disabled_and_changes_nothing(bench: Bench, place: str) -> None:
    window = bench.window
    window.show_place(place)
    before = state(bench)
    for name in ACTIONS:
        if not acts(name, place):
            action = window.actions_list[name]
            assert not action.isEnabled(), f"{name} is enabled in {place}"
            action.trigger()
            assert state(bench) == before, name
    assert {offer.key for offer in window.actions_list.offers()}.isdisjoint(n for n in ACTIONS if not acts(n, place))


@pytest.mark.parametrize("place", PLACES)
def test_every_plain_key_in_every_place_changes_only_what_is_there(bench: Bench, place: str) -> None:
    window = bench.window
    window.show_place(place)
    for name, key in PLAIN:
        if acts(name, place):
            continue
        before = state(bench)
        window.setFocus()
        pressed(window, key)
        assert state(bench) == before, f"{key} ({name}) in {place}"


def try_opened(bench: Bench, tab: str, monkeypatch: pytest.MonkeyPatch) -> Window:
    """Try with a task on screen, though no run is there that could answer."""
    monkeypatch.setattr(bench.window.try_place, "refresh", lambda: None)
    monkeypatch.setattr("gui.widgets.draw_task.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    bench.window.show_place("try")
    bench.window.try_place._stack.setCurrentIndex(0)
    bench.window.try_place.show_tab(tab)
    return bench.window


@pytest.mark.parametrize("tab", ["draw", "points", "rounds"])
def test_no_key_in_try_reaches_learn_or_compare_whatever_has_the_focus(bench: Bench, tab: str, monkeypatch: pytest.MonkeyPatch) -> None:
    window = try_opened(bench, tab, monkeypatch)
    page = window.try_place
    focusable = [w for w in page.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    before = state(bench)
    for widget in [page, *focusable[:12], *focusable[-4:]]:
        widget.setFocus()
        for key in ("R", "Shift+R", "A", "Y", "S", "N", "V", "Space", ".", ",", "[", "]", "Del", *"123456789"):
            if isinstance(widget, QAbstractSpinBox | QLineEdit) and key in "123456789":
                continue  # a number is typed
            pressed(QApplication.focusWidget() or window, key)
        assert state(bench) == before, widget


def test_digits_answer_in_the_rounds(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = try_opened(bench, "rounds", monkeypatch)
    rounds = window.try_place.rounds
    rounds.set_learners({"one": ("MAML", ("maml", 0))})
    pictures = frozen_array(np.zeros((5, 28, 28)), np.uint8)
    labels = frozen_array(np.arange(5), np.int64)
    before = state(bench)
    for digit in "12345":
        rounds.next_round()
        rounds.dealt(Dealt("one", 1, pictures, labels, pictures, labels))
        window.setFocus()
        pressed(window, digit)
        qtbot.waitUntil(lambda digit=digit: rounds._own == int(digit) - 1, timeout=20_000)  # type: ignore[misc]  # the button is seen going down
        pressed(window, "9")
    assert state(bench) == before


def test_keys_act_in_their_places_and_again_after_coming_back(bench: Bench) -> None:
    window, run = bench.window, bench.by_state["running"]
    for place in ("try", "library", "compare", "learn"):
        window.show_place(place)
    window.setFocus()
    axis = window.learn.curves.axis
    pressed(window, "A")
    assert window.learn.curves.axis != axis
    pressed(window, "R")
    assert bench.asked[-1] == (run, Restart())
    window.show_place("compare")
    count = len(bench.asked)
    pressed(window, "Space")
    assert len(bench.asked) == count + 1
    window.show_place("learn")
    assert window.actions_list["same_seed"].isEnabled() and not window.actions_list["train_on"].isEnabled()
    assert all(button.isEnabled() == window.actions_list[name].isEnabled() for name, button in window.learn.transport._buttons.items())


def test_a_state_that_changes_while_one_is_elsewhere_counts_on_the_way_back(bench: Bench) -> None:
    window = bench.window
    window.show_place("try")
    window.learn.choose(bench.by_state["finished"])
    assert not window.actions_list["train_on"].isEnabled() and not window.actions_list["step"].isEnabled()
    window.show_place("learn")
    assert window.actions_list["train_on"].isEnabled() and not window.actions_list["step"].isEnabled()


def test_letters_typed_in_any_text_field_are_text(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    for place in PLACES:
        window.show_place(place)
        before = state(bench) | {"form": None}
        fields = [w for w in window.places[place].findChildren(QWidget) if isinstance(w, QLineEdit | QTextEdit | QPlainTextEdit)]
        for field in fields:
            if field.isVisible() and field.isEnabled() and not field.isReadOnly() and not isinstance(field.parent(), QAbstractSpinBox):
                field.setFocus()
                QTest.keyClicks(field, "ra.s,y v")
                assert {name: value for name, value in state(bench).items() if name != "form"} == {
                    name: value for name, value in before.items() if name != "form"
                }, (place, field.accessibleName())


def test_b_blanks_a_lecture_but_is_a_letter_in_a_field(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    window.lecture.enter()
    try:
        field = QLineEdit(window.learn)
        field.show()
        field.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=20_000)
        QTest.keyClicks(field, "b")
        assert field.text() == "b" and not window.lecture.blank.isVisible()
        field.clearFocus()
        pressed(window, "B")
        assert window.lecture.blank.isVisible()
        pressed(window, "B")
    finally:
        window.lecture.leave()


def test_a_card_starts_in_learn_wherever_it_is_read(bench: Bench) -> None:
    window = bench.window
    window.show_place("try")
    count = len(bench.runs.histories)
    window.desktop._start()
    assert window.learn.isVisible() and len(bench.runs.histories) == count + 1
