"""A history that is cut back to a checkpoint stays whole in every view; a failed run is shown as far as it came, and can go on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.failures import kind_of
from engine.inbox import Quiet
from engine.jobs import started
from engine.protocol import Adaptation, At, Evaluated, Failed, HyperChanged, Read, RunConfig, Scalar, Start, Started, StateChanged
from gui.history import RunHistory, RunInfo
from gui.traces import smoothed
from gui.views.curves import CurveSettings, LossView, ScoreView
from gui.window import Window

SPECS = kept_catalogue()
MAML = next(a for a in SPECS.algorithms if a.id == "maml")
GLYPHS = next(d for d in SPECS.datasets if d.id == "glyphs")
CONFIG = configured(SPECS, "maml", "glyphs", {"steps": 400, "validate_every": 50})
DIVERGED = "The loss is no longer a finite number at outer step 61 with inner rate 0.4; a smaller inner_lr, such as 0.1, usually helps."
SOON = 240_000
"""ms a slow machine may take; each wait ends as soon as what it waits for has come."""


def started_at(step: int = 0, run: str = "run", config: RunConfig = CONFIG, **more: bool) -> Started:
    return Started(run, config, At(step, 16 * step, 80 * step, step / 10), "cpu", 5, "accuracy", 0.2, "", (), **more)


def scalar(step: int, value: float, run: str = "run") -> Scalar:
    at = At(step, 16 * step, 80 * step, step / 10)
    return Scalar(run, at, {"query_loss_after": value, "support_loss_after": value / 2, "query_accuracy_after": 0.5})


def validated(step: int, run: str = "run") -> Evaluated:
    scores = np.full(4, 0.5, np.float32)
    return Evaluated(run, At(step, 16 * step, 80 * step, step / 10), "validation", "accuracy", 0.5, 0.1, scores, scores[:1])


class Screen:
    """Both plots, fed as the window feeds them."""

    def __init__(self, qtbot: QtBot) -> None:
        curves = CurveSettings()
        self.views = LossView(curves), ScoreView(curves)
        self.history = RunHistory(RunInfo("run", "MAML", MAML, GLYPHS, CONFIG))
        for view in self.views:
            qtbot.addWidget(view)
            view.resize(500, 300)
            view.add(self.history)
            view.select("run")

    def feed(self, *events: Started | Scalar | Evaluated) -> None:
        for event in events:
            self.history.feed(event)

    def draw(self) -> None:
        for view in self.views:
            view.draw()
            view.grab()


@pytest.mark.parametrize("first", [1, 149, 300])
@pytest.mark.parametrize("back", [0, 1, 20, 150, 299])
@pytest.mark.parametrize("further", [0, 25, 400])
def test_the_average_is_that_of_the_numbers_wherever_the_history_was_cut(qtbot: QtBot, first: int, back: int, further: int) -> None:
    screen = Screen(qtbot)
    screen.feed(started_at(), *(scalar(step, math.sin(step) + 2) for step in range(1, first + 1)))
    screen.draw()
    screen.feed(started_at(min(back, first)))
    if further != 25:  # with 25, numbers come before the next frame
        screen.draw()
    screen.feed(*(scalar(step, math.cos(step) + 5) for step in range(min(back, first) + 1, min(back, first) + further + 1)))
    screen.draw()
    series = screen.history.series["query_loss_after"]
    assert series.count == min(back, first) + further
    curve = next(c for c in screen.views[0].panel.curves() if c.key == "run/query") if series.count else None
    if curve is not None:
        assert len(curve.x) == len(curve.y) == series.count
        expected = smoothed(series.values, 0.9) if series.count > 20 else series.values
        np.testing.assert_allclose(curve.y, expected, rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 120), st.booleans(), st.integers(0, 60)), max_size=6))
def test_any_series_of_resumes_leaves_evaluations_readings_marks_and_places_within_the_numbers(cuts: list[tuple[int, bool, int]]) -> None:
    history = RunHistory(RunInfo("run", "MAML", MAML, GLYPHS, CONFIG))
    plane = np.zeros((1, 2), np.float32)
    at = 0
    for back, looks, further in [(0, False, 60), *cuts]:
        back = min(back, at)
        history.looking = at if looks else None
        history.feed(started_at(back))
        for step in range(back + 1, back + further + 1):
            history.feed(scalar(step, 1.0))
            history.feed(validated(step))
            history.feed(HyperChanged("run", At(step), "inner_lr", 0.1))
            history.feed(Read("run", At(step), Adaptation(plane, plane, None, None, 1)))
        at = back + further
        steps = list(range(1, at + 1))
        assert history.at.step == at
        assert history.series["query_loss_after"].x("step").tolist() == steps
        assert [e.at.step for e in history.evaluations] == steps and [c.at.step for c in history.changes] == steps
        assert all(m.step <= at for m in history.past.moments())
        assert history.looking is None or history.looking <= at


def test_a_look_at_a_checkpoint_takes_nothing_back(qtbot: QtBot) -> None:
    screen = Screen(qtbot)
    screen.feed(started_at(), *(scalar(step, 1.0) for step in range(1, 61)), validated(50))
    screen.history.feed(HyperChanged("run", At(55), "meta_batch", 4))
    screen.history.feed(started_at(40, viewing=True))
    assert screen.history.series["query_loss_after"].count == 60 and screen.history.at.step == 60
    assert len(screen.history.evaluations) == 1 and screen.history.config.meta_batch == 4
    fresh = RunHistory(RunInfo("run", "MAML", MAML, GLYPHS, CONFIG.having("meta_batch", 4)))
    fresh.feed(started_at(40, viewing=True))  # what the checkpoint has is older than what the library says
    assert fresh.started is not None and fresh.config.meta_batch == 4


def test_an_infinite_loss_is_marked_and_the_average_begins_anew_after_it(qtbot: QtBot) -> None:
    screen = Screen(qtbot)
    values = [1.0] * 30 + [math.inf, math.nan, -math.inf] + [2.0] * 30
    screen.feed(started_at(), *(scalar(step, value) for step, value in enumerate(values, 1)))
    screen.draw()
    curve = next(c for c in screen.views[0].panel.curves() if c.key == "run/query")
    assert curve.y[-1] == pytest.approx(2.0) and curve.y[29] == pytest.approx(1.0)
    assert not np.isfinite(curve.y[30:33]).any()
    marks = screen.views[0].panel._marks
    assert [mark.x for mark in marks if mark.broken] == [16 * 31]


@pytest.fixture
def library_with_failed(window: Window) -> str:
    """A run that diverged at step 61; its last checkpoint would be at step 40."""
    window.runs.slots = 0
    library = window.runs.library()
    config = configured(SPECS, "maml", "sinusoid", {"inner_lr": 0.4})
    run = library.new_run(config)
    numbers = [scalar(step, 1.0 if step < 50 else 10.0 ** (step - 50)) for step in range(1, 61)]
    events = [started_at(0, run, config), *(Scalar(run, s.at, s.values) for s in numbers)]
    library.write([*events, Failed(run, At(60, 960, 4800, 6.0), "nan", DIVERGED, "")])
    return run


def test_a_failed_run_opens_with_its_whole_curve_its_sentence_and_a_mark(window: Window, qtbot: QtBot, library_with_failed: str) -> None:
    run = library_with_failed
    with qtbot.waitExposed(window):
        window.show()
    window.library.show_runs([run])
    window.library.open()
    window.runs._take([started_at(40, run, viewing=True)])  # the viewer shows what the checkpoint has
    history = window.runs.histories[run]
    assert history.state == "failed" and history.series["query_loss_after"].count == 60 and history.at.step == 60
    window.learn.loss.draw()
    marks = [mark for mark in window.learn.loss.panel._marks if mark.broken]
    assert [mark.text for mark in marks] == [f"MAML: {DIVERGED}"] and marks[0].x == 960
    assert window.learn.transport._note.text() == DIVERGED


def test_go_on_with_a_diverged_run_offers_what_may_help_and_does_it(window: Window, qtbot: QtBot, library_with_failed: str) -> None:
    run = library_with_failed
    window.show()
    window.show_place("library")
    window.library.notes.go_on_asked.emit(run)
    assert window.cards.sentences() == [DIVERGED]
    card = window.cards._cards[0]
    window.cards.show()
    button = next(b for b in card.findChildren(type(window.library.compare)) if b.text() == "Go on with inner rate 0.1")
    button.click()
    assert window.runs.histories[run].state == "waiting"
    (start,) = window.runs._waiting
    assert start.run == run and start.resume and start.config.hyper["inner_lr"] == 0.1


def test_go_on_with_a_run_that_failed_otherwise_goes_on_from_its_checkpoint(window: Window, qtbot: QtBot, library_with_failed: str) -> None:
    run = library_with_failed
    window.runs.library().write([StateChanged(run, "failed", "The run's process ended unexpectedly (code -9).")])
    window.show()
    window.show_place("library")
    window.library.notes.go_on_asked.emit(run)
    (start,) = window.runs._waiting
    assert start.run == run and start.resume and not window.cards.sentences()


def test_the_sentence_of_a_run_that_diverged_is_known_when_it_is_read_back() -> None:
    chosen = {"steps": 50, "meta_batch": 2, "inner_steps": 20, "inner_lr": 10.0, "validation_episodes": 2, "device": "cpu", "threads": 1}
    config = configured(SPECS, "maml", "sinusoid", chosen)
    (failure,) = (e for e in started(Start("r", config, ""), Quiet(), 1, hosted=False) if isinstance(e, Failed))
    assert failure.kind == "nan" == kind_of(failure.sentence) and kind_of("There is no space left on the disk.") == "bug"


def test_an_interrupted_run_goes_on_in_the_window_and_ends_with_one_number_a_step(window: Window, qtbot: QtBot) -> None:
    library = window.runs.library()
    chosen = {"steps": 90, "meta_batch": 2, "validate_every": 30, "validation_episodes": 2, "device": "cpu", "threads": 1}
    config = configured(SPECS, "maml", "sinusoid", chosen)
    run = library.new_run(config)
    checkpoint = library.checkpoint(run)
    for event in started(Start(run, config, str(library.folder)), Quiet(), 1, hosted=False):
        if isinstance(event, Evaluated) and event.at.step == 30:
            old = checkpoint.read_bytes() if checkpoint.exists() else b""
    assert old, "the first validation writes a checkpoint"
    checkpoint.write_bytes(old)  # as after a power cut: the numbers are newer than the checkpoint
    library.write([StateChanged(run, "running")])
    with qtbot.waitExposed(window):
        window.show()
    assert window.runs.unfinished()[0].id == run
    window.files.go_on([run])
    history = window.runs.histories[run]
    count = len(history.series["query_loss_after"].values)
    assert count == 90
    window.learn.loss.draw()
    qtbot.waitUntil(lambda: history.state == "finished", timeout=SOON)
    window.learn.loss.draw()
    window.learn.score.draw()
    assert history.series["query_loss_after"].x("step").tolist() == list(range(1, 91))
    assert [e.at.step for e in history.evaluations if e.split == "validation"] == [0, 30, 60, 90]
