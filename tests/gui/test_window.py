"""The window as a person meets it: there at once without torch, every action within reach, errors as quiet cards."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue
from engine.protocol import At, Failed, HyperChanged, Refused, Scalar, Started, StateChanged
from gui import app
from gui.actions import described, menus
from gui.theme import appearance
from gui.window import Window

ROOT = Path(__file__).parents[2]
SOON = 240_000

SHOWN = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication(["metascope"])
application.setOrganizationName("MetascopeTest")
from engine.catalogue import kept_catalogue
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window
appearance.start(application)
runs = Runs(kept_catalogue(), Path(sys.argv[1]))
window = Window(runs, runs.catalogue, Path(sys.argv[1]))
window.show()
application.processEvents()
window.learn.form.config()
assert window.isVisible()
print("torch" in sys.modules)
window.close()
"""


def test_the_window_shows_without_torch(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SHOWN, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.stdout.strip() == "False", done.stdout + done.stderr


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window on screen whose runs wait for ever: only the test speaks for them."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


def begun(window: Window, qtbot: QtBot) -> str:
    """A run that says it trains."""
    window.learn.start()
    run = window.runs.current
    assert run is not None
    config = window.runs.histories[run].info.config
    window.runs.mailbox.put(
        None, [Started(run, config, At(), "cpu", 100, "accuracy", 0.2, "Glyphs", ("transductive",)), StateChanged(run, "running")]
    )
    qtbot.waitUntil(lambda: window.runs.histories[run].state == "running")
    return run


def texts(window: Window) -> str:
    return " | ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def has_room(label: QLabel) -> bool:
    return not label.isVisible() or label.height() >= label.heightForWidth(label.width())


def test_every_action_is_in_a_menu_and_no_key_means_two_things(window: Window) -> None:
    actions = described()
    assert {item.menu for item in actions} == {menu for menu, _ in menus()}
    keys = [key for item in actions for key in item.keys]
    assert len(keys) == len(set(keys))
    for item in actions:
        action = window.actions_list[item.id]
        assert action in window.actions_list.menus[item.menu].actions()
        assert action.receivers("2triggered(bool)") > 0, f"nothing happens on {item.id}"


def test_before_the_first_run_the_window_says_what_will_appear_and_how(shown: Window) -> None:
    assert "Space" in texts(shown)
    assert "MAML" in shown.learn.explain.page.toPlainText()
    for name in ("step", "inner_step", "same_seed", "new_seed", "stop", "checkpoint", "remove", "next_task"):
        assert not shown.actions_list[name].isEnabled()
    assert shown.actions_list["start"].isEnabled() and shown.actions_list["toggle"].isEnabled()


def test_the_search_field_is_seen_and_finds_an_action_by_its_words(shown: Window, qtbot: QtBot) -> None:
    search = shown.menu_corner.search
    assert search.isVisible()
    palette = shown.actions_list.palette()
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, "dark")
    assert palette.texts()[0] == "Dark theme"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert appearance.choice == "dark"
    appearance.choose("system")


def test_space_starts_pauses_and_goes_on_but_not_while_a_number_is_typed(shown: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert len(shown.runs.histories) == 1
    field = next(f for f in shown.learn.form.findChildren(QLineEdit) if f.isVisible())
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Period)
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert len(shown.runs.histories) == 1 and field.text().endswith(". ")


def test_the_explanation_shows_the_settings_in_force(shown: Window, qtbot: QtBot) -> None:
    run = begun(shown, qtbot)
    page = shown.learn.explain.page
    assert "transductive" in page.toPlainText()
    shown.runs.mailbox.put(None, [HyperChanged(run, At(5), "inner_lr", 0.123)])
    qtbot.waitUntil(lambda: "0.123" in page.toPlainText())


def test_choosing_another_algorithm_explains_it_and_picking_the_run_shows_the_runs_own_settings(shown: Window, qtbot: QtBot) -> None:
    first = begun(shown, qtbot)
    form, page = shown.learn.form, shown.learn.explain.page
    combo = next(c for c in form.findChildren(QComboBox) if c.accessibleName() == "Algorithm")
    combo.setCurrentIndex(combo.findData("prototypical"))
    assert "Prototypical" in page.toPlainText()
    second = begun(shown, qtbot)
    assert shown.runs.current == second
    shown.learn.run_list.selected.emit(first)
    assert form.algorithm().id == "maml" and "MAML" in page.toPlainText() and shown.runs.current == first


def test_a_failure_is_one_card_with_a_count_and_a_remedy_never_a_dialog(shown: Window, qtbot: QtBot) -> None:
    run = begun(shown, qtbot)
    failure = Failed(run, At(4), "crash", "The run's process ended unexpectedly.", "Traceback: secret details")
    shown.runs.mailbox.put(None, [failure, failure, StateChanged(run, "failed")])
    qtbot.waitUntil(lambda: shown.cards.sentences() == ["The run's process ended unexpectedly."])
    assert "Problem × 2" in texts(shown) and "Traceback" not in texts(shown)
    assert any("checkpoint" in b.text() for b in shown.cards.findChildren(QPushButton))
    close = next(b for b in shown.cards.findChildren(QToolButton) if b.toolTip() == "Dismiss")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert shown.cards.sentences() == []


def test_every_word_of_a_card_is_seen(shown: Window, qtbot: QtBot) -> None:
    shown.cards.show_card("A sentence that says at some length what happened, what it means and what to do. " * 3, "details " * 60)
    shown.cards.show_card("Another one.", warning=True)
    more = next(b for b in shown.cards.findChildren(QPushButton) if b.text() == "Details")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    for zoom in (1.0, 1.5):
        appearance.set_zoom(zoom)
        qtbot.waitUntil(lambda: all(has_room(label) for label in shown.cards.findChildren(QLabel)))
        assert shown.rect().contains(shown.cards.geometry())
    appearance.set_zoom(1.0)


def test_a_refusal_is_a_note_but_a_cost_that_cannot_be_told_is_silence(shown: Window, qtbot: QtBot) -> None:
    run = begun(shown, qtbot)
    shown.runs.mailbox.put(None, [Refused("", "No folder holds omniglot."), Refused(run, "Shots cannot change while a run is under way.")])
    qtbot.waitUntil(lambda: shown.cards.sentences() == ["Shots cannot change while a run is under way."])


def test_settings_that_do_not_fit_become_a_card_and_no_run(shown: Window, qtbot: QtBot) -> None:
    way = next(f for f in shown.learn.form.findChildren(QLineEdit) if f.accessibleName() == "Ways")
    way.selectAll()
    qtbot.keyClicks(way, "1")
    shown.actions_list["start"].trigger()
    assert not shown.runs.histories and "Ways (way) must be" in shown.cards.sentences()[0]


@pytest.fixture
def hooked(shown: Window) -> Iterator[Window]:
    before = sys.excepthook
    app.catch(shown)
    yield shown
    sys.excepthook = before


def test_what_nobody_caught_is_a_sentence_on_screen_and_a_traceback_in_the_log(hooked: Window, caplog: pytest.LogCaptureFixture) -> None:
    error = RuntimeError("wheels came off")
    with caplog.at_level(logging.CRITICAL):
        sys.excepthook(RuntimeError, error, None)
    assert len(hooked.cards.sentences()) == 1 and "wheels" not in hooked.cards.sentences()[0]
    assert "wheels came off" in caplog.text


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_room(shown: Window, qtbot: QtBot, size: tuple[int, int], theme: str) -> None:
    appearance.choose(theme)
    begun(shown, qtbot)
    shown.resize(*size)
    qtbot.waitUntil(lambda: (shown.width(), shown.height()) == size)

    def clipped() -> list[str]:
        buttons = shown.learn.transport.findChildren(QPushButton)
        return [b.text() for b in buttons if b.isVisible() and b.width() < b.sizeHint().width()]

    qtbot.waitUntil(lambda: not clipped())
    for view in (shown.learn.loss, shown.learn.score, shown.learn.episode, shown.learn.adaptation):
        assert view.width() >= 200 and view.height() >= 80
    appearance.choose("system")


def test_the_layout_is_remembered_and_can_be_put_back(shown: Window, qtbot: QtBot) -> None:
    explain = next(dock for dock in shown.learn.docks if dock.objectName() == "explain")
    explain.close()
    shown.learn.keep_layout()
    again = Window(shown.runs, kept_catalogue(), ROOT)
    qtbot.addWidget(again)
    again.show()
    kept = next(dock for dock in again.learn.docks if dock.objectName() == "explain")
    assert not kept.isVisible()
    again.actions_list["reset_layout"].trigger()
    assert kept.isVisible()


def test_pressing_space_in_a_real_window_draws_the_first_point_of_the_curve(window: Window, qtbot: QtBot) -> None:
    form = window.learn.form
    dataset = next(c for c in form.findChildren(QComboBox) if c.accessibleName() == "Dataset")
    dataset.setCurrentIndex(dataset.findData("sinusoid"))
    with qtbot.waitExposed(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    run = window.runs.current
    assert run is not None
    history = window.runs.histories[run]
    qtbot.waitUntil(lambda: "query_loss_after" in history.series and history.reading("Fit") is not None, timeout=SOON)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: history.state == "paused", timeout=SOON)
    assert isinstance(history.series["query_loss_after"].values[0], float) and Scalar in window.learn.loss.events
