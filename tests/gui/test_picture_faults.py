"""A picture that raises, in the engine, in drawing or in painting, costs itself, once, with one sentence; everything else goes on."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from test_only_shown import Recorder
from test_views import ADAPTATION, EPISODE, MOVEMENT

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Event, Observe, Read, ReadingFailed, Scalar, Started, StateChanged
from gui.app import catch
from gui.plot_items import Axis, Band
from gui.plotting import Curve, PlotPanel
from gui.theme import appearance
from gui.view_fault import FaultCover, blamed, guarded_paint
from gui.views.base import View
from gui.views.movement import MovementView
from gui.widgets.episode_board import EpisodeBoard
from gui.window import Window

CATALOGUE = kept_catalogue()
EXPECTS_FAULTS = True
SENTENCE = "This picture could not be made (ValueError); training goes on, and the details are in the log."


def broken(*_: object, **__: object) -> Any:
    raise ValueError("a shape that does not fit")


@pytest.fixture
def shown(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window on screen with two runs that say only what a test says; its hook for errors is in force."""
    runs = window.runs
    runs.slots = 0
    monkeypatch.setattr(runs, "warm", lambda: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back at the end
    catch(window)
    with qtbot.waitExposed(window):
        window.show()
    for seed in (0, 1):
        run = runs.start(configured(CATALOGUE, "maml", "glyphs", {"seed": seed}))
        runs._unqueue(run)
        runs._take([Started(run, runs.histories[run].config, At(), "cpu", 10, "accuracy", 0.2, "data", ()), StateChanged(run, "running")])
    window.learn.choose(next(iter(runs.histories)))
    return window


def layers(window: Window) -> MovementView:
    """The view of layers, in front."""
    window.learn.inside.show_view("Movement")
    return window.learn.movement


def selected(window: Window) -> str:
    run = window.runs.current
    assert run is not None
    return run


def frames(window: Window, count: int = 24) -> None:
    for _ in range(count):
        window.runs._tick()


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[object]:
    """Have a method raise; returns its calls."""
    calls: list[object] = []

    def raising(self: Any, *args: Any) -> None:
        calls.append(self)
        broken()

    monkeypatch.setattr(owner, name, raising)
    return calls


# -- the engine
def test_a_reading_that_failed_says_so_in_its_panel_and_no_card_comes(shown: Window) -> None:
    view, run = layers(shown), selected(shown)
    shown.runs._take([ReadingFailed(run, At(3), "Movement", SENTENCE, "Traceback")])
    assert view.fault == SENTENCE and not view.panel.isVisible() and view.isVisible()
    assert not shown.cards.sentences() and shown.runs.histories[run].state == "running"
    assert not shown.learn.adaptation.fault  # another picture stays
    shown.runs._take([Read(run, At(4), MOVEMENT)])
    assert not view.fault and view.panel.isVisible() and not view.findChildren(FaultCover)[1:]
    frames(shown)
    assert view.panel.curves()


def test_what_failed_belongs_to_its_run(shown: Window) -> None:
    view, (one, other) = layers(shown), list(shown.runs.histories)
    shown.learn.choose(one)
    shown.runs._take([ReadingFailed(one, At(3), "Movement", SENTENCE, "")])
    shown.learn.choose(other)
    assert not view.fault
    shown.learn.choose(one)
    assert view.fault == SENTENCE


def test_asked_again_the_reading_is_wanted_anew(shown: Window, qtbot: QtBot) -> None:
    view, run = layers(shown), selected(shown)
    worker = Recorder()
    shown.runs._engines[run] = worker  # type: ignore[assignment]
    shown.runs.observe()
    shown.runs._take([ReadingFailed(run, At(3), "Movement", SENTENCE, "")])
    worker.sent.clear()
    for _ in range(5):
        shown.runs.observe()
    assert not worker.sent  # by itself nothing is asked again
    button = view.findChild(FaultCover).findChild(QPushButton)
    button.click()
    assert not view.fault
    wanted = [command.readings for command in worker.sent if isinstance(command, Observe)]
    assert len(wanted) == 2 and "Movement" not in wanted[0] and "Movement" in wanted[1]
    del shown.runs._engines[run]


def test_a_tile_of_the_same_task_says_which_run_cannot_show_it(shown: Window) -> None:
    one, other = list(shown.runs.histories)
    shown.compare.contest.include([one, other], keep=False)
    shown.show_place("compare")
    shown.runs._take([ReadingFailed(one, At(3), "Episode", SENTENCE, ""), Read(other, At(3), EPISODE)])
    shown.compare.same.draw()
    faults = [tile.view.fault for tile in shown.compare.same.tiles.values()]
    assert [fault for fault in faults if fault] == [SENTENCE] or len(faults) == 1  # both seeds may share a tile


# -- drawing
@pytest.mark.parametrize("method", ["draw", "feed"])
def test_a_view_that_raises_is_left_alone_and_the_others_are_fed_and_drawn(
    shown: Window, monkeypatch: pytest.MonkeyPatch, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    view, run = layers(shown), selected(shown)
    frames(shown)
    calls = counted(monkeypatch, MovementView, method)
    with caplog.at_level(logging.ERROR):
        for step in range(1, 6):
            events: list[Event] = [Read(run, At(step), MOVEMENT), Scalar(run, At(step, step, step, step), {"query_loss_after": 1.0})]
            shown.runs._take(events)
            frames(shown, 8)
    assert calls and (method == "feed" or len(calls) == 1)
    assert "ValueError" in view.fault and not shown.cards.sentences()
    assert len([r for r in caplog.records if "could not be drawn" in r.getMessage()]) == 1
    assert shown.runs.histories[run].series["query_loss_after"].count == 5
    assert shown.learn.loss.panel.curves()
    observed = shown.runs._observed.get(run)
    assert observed is None or "Movement" not in observed[0]


def test_a_view_is_drawn_again_for_another_run_a_theme_or_on_demand(shown: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    view, (one, other) = layers(shown), list(shown.runs.histories)
    shown.learn.choose(one)
    with monkeypatch.context() as patch:
        counted(patch, MovementView, "draw")
        view.dirty = True
        frames(shown)
        assert view.fault
    for again in (lambda: shown.learn.choose(other), appearance.refresh, view._retry):
        again()
        assert not view.fault
        view.show_drawing_fault("once more")
    view.clear_drawing_fault()
    frames(shown)
    assert view.panel.isVisible()


# -- painting
def curves() -> list[Curve]:
    x = np.arange(1.0, 40.0)
    return [Curve("a", "MAML", x, x, "#292994", run="a", low=x - 1, high=x + 1, symbol="o")]


@pytest.mark.parametrize(
    "owner", [Axis, Band, pg.PlotCurveItem, pg.ScatterPlotItem, pg.TextItem], ids=["axis", "band", "curve", "points", "name"]
)
def test_an_item_whose_painting_raises_costs_its_plot_once(
    shown: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, owner: Any, caplog: pytest.LogCaptureFixture
) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    calls: list[object] = []

    def painting(self: Any, *_: object) -> None:
        calls.append(self)
        broken()

    assert hasattr(owner.paint, "__wrapped__"), "its painting is not guarded"
    monkeypatch.setattr(owner, "paint", guarded_paint(painting))
    with caplog.at_level(logging.ERROR), qtbot.waitExposed(panel):
        panel.show()
        panel.set_curves(curves())
    qtbot.waitUntil(lambda: panel.faulty, timeout=20_000)
    before = len(calls)
    for _ in range(4):
        panel.set_curves(curves())
        panel.grab()
        panel.repaint()
    assert len(calls) == before and not shown.cards.sentences()
    assert not panel.widget.isVisible()


def test_a_widget_whose_painting_raises_costs_its_view_once(shown: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    run = selected(shown)
    calls: list[object] = []

    @guarded_paint
    def painting(self: QWidget, event: QPaintEvent) -> None:
        calls.append(event)
        broken()

    shown.runs._take([Read(run, At(1), EPISODE), Read(run, At(1), ADAPTATION)])
    frames(shown)
    monkeypatch.setattr(EpisodeBoard, "paintEvent", painting)
    view = shown.learn.episode
    view.repaint()
    for board in view.findChildren(EpisodeBoard):
        board.repaint()
    qtbot.waitUntil(lambda: view.faulty, timeout=20_000)
    before = len(calls)
    for _ in range(4):
        shown.repaint()
        view.repaint()
    assert len(calls) == before and "ValueError" in view.fault and not shown.cards.sentences()


def test_an_error_that_qt_hands_to_the_program_is_traced_to_its_picture(shown: Window, qtbot: QtBot) -> None:
    class Drawn(View):
        def draw(self) -> None:
            broken()

    view = Drawn()
    qtbot.addWidget(view)
    for _ in range(3):
        try:
            view.draw()
        except ValueError as error:
            assert blamed(error.__traceback__) is view
            sys.excepthook(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: view.faulty, timeout=20_000)
    assert not shown.cards.sentences()


def test_an_error_outside_of_pictures_is_still_told_on_a_card(shown: Window) -> None:
    try:
        broken()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert len(shown.cards.sentences()) == 1


def test_every_view_of_the_window_can_stand_aside_and_come_back(shown: Window) -> None:
    for view in list(shown.runs._views):
        parts = [part for part in view.findChildren(QWidget, options=_direct()) if not part.isHidden()]
        view.show_drawing_fault(SENTENCE)
        view.show_drawing_fault(SENTENCE)
        assert view.fault == SENTENCE and all(part.isHidden() for part in parts)
        view.clear_drawing_fault()
        assert not view.fault and not any(part.isHidden() for part in parts)


def _direct() -> Any:
    from PySide6.QtCore import Qt

    return Qt.FindChildOption.FindDirectChildrenOnly


def test_a_fault_is_no_reason_to_lose_what_other_views_are_told(shown: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[Event] = []

    class First(View):
        events = (Scalar,)
        feed = broken

    class Last(View):
        events = (Scalar,)

        def feed(self, history: object, event: Event) -> None:
            failures.append(event)

    makers: list[Callable[[], View]] = [First, Last]
    views = [make() for make in makers]
    for view in views:
        shown.runs.watch(view)
    shown.runs._take([Scalar(selected(shown), At(step), {"query_loss_after": 1.0}) for step in range(1, 4)])
    assert len(failures) == 3
    for view in views:
        shown.runs._views.remove(view)
        view.deleteLater()
