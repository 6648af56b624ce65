"""Slow motion: four boxes in each method's own words, lit one after the other, played by themselves until they are told not to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue
from engine.protocol import AlgorithmSpec, At, InnerStep, Stage, Started, StateChanged
from gui.widgets.stage_strip import STAGES, StageStrip
from gui.window import Window

CATALOGUE = kept_catalogue()
SOON = 20_000


def stage(name: str, step: int = 0, steps: int = 2, run: str = "r", **values: float) -> Stage:
    return Stage(run, At(), name, step, steps, values)  # type: ignore[arg-type]


@pytest.mark.parametrize("algorithm", CATALOGUE.algorithms, ids=lambda a: a.id)
def test_the_strip_speaks_each_methods_own_words(qtbot: QtBot, algorithm: AlgorithmSpec) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.show_stage(algorithm, stage("evaluate", query_loss=0.5, query_accuracy=0.75))
    assert [label.text() for label in strip._names.values()] == [f"{i + 1}  {word}" for i, word in enumerate(algorithm.stages)]
    assert "0.5" in strip._numbers["evaluate"].text() and "75 %" in strip._numbers["evaluate"].text()


def test_stages_passed_keep_their_numbers_until_the_next_step_begins(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    maml = next(a for a in CATALOGUE.algorithms if a.id == "maml")
    strip.show_stage(maml, stage("sample", query_loss=1.6))
    strip.show_stage(maml, stage("adapt", 1, support_loss=0.4))
    assert "1.6" in strip._numbers["sample"].text() and "step 1 of 2" in strip._numbers["adapt"].text()
    strip.show_stage(maml, stage("update", 2, update_norm=0.125))
    assert strip._numbers["update"].text() == "‖Δθ‖ 0.125"
    strip.show_stage(maml, stage("sample", query_loss=1.5))
    assert not any(strip._numbers[name].text() for name in STAGES[1:])


def test_a_method_without_inner_steps_is_one_pass(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    prototypical = next(a for a in CATALOGUE.algorithms if a.id == "prototypical")
    strip.show_stage(prototypical, stage("adapt", 0, 0, support_loss=0.4))
    assert strip._numbers["adapt"].text() == "one pass over the support set"


@pytest.fixture
def paused(window: Window, qtbot: QtBot) -> tuple[Window, str, list[object]]:
    """A window whose run says it is paused; and what the window asks of it."""
    window.runs.slots = 0
    window.show()
    window.learn.start()
    run = window.runs.current
    assert run is not None
    config = window.runs.histories[run].info.config
    started = Started(run, config, At(), "cpu", 100, "accuracy", 0.2, "Glyphs", ())
    window.runs.mailbox.put(None, [started, StateChanged(run, "paused")])
    qtbot.waitUntil(lambda: window.runs.histories[run].state == "paused", timeout=SOON)
    asked: list[object] = []
    answer: Callable[[str, object], None] = lambda _, command: asked.append(command)  # noqa: E731
    window.runs.command = answer  # type: ignore[assignment]
    return window, run, asked


def test_slow_motion_asks_for_the_next_stage_by_itself_until_it_is_switched_off(
    paused: tuple[Window, str, list[object]], qtbot: QtBot
) -> None:
    window, run, asked = paused
    window.actions_list["slow"].trigger()
    assert asked == [InnerStep()]
    window.runs.mailbox.put(None, [stage("sample", run=run, query_loss=1.6)])
    qtbot.waitUntil(lambda: asked == [InnerStep()] * 2, timeout=SOON)
    assert window.learn.transport.strip.isVisible()
    window.actions_list["slow"].trigger()
    window.runs.mailbox.put(None, [stage("adapt", 1, run=run, support_loss=0.3)])
    qtbot.waitUntil(lambda: "step 1" in window.learn.transport.strip._numbers["adapt"].text(), timeout=SOON)
    assert not window.learn._slow_timer.isActive() and asked == [InnerStep()] * 2


def test_the_strip_leaves_when_the_run_goes_on_by_itself(paused: tuple[Window, str, list[object]], qtbot: QtBot) -> None:
    window, run, _ = paused
    window.actions_list["slow"].trigger()
    window.runs.mailbox.put(None, [stage("sample", run=run, query_loss=1.6)])
    qtbot.waitUntil(window.learn.transport.strip.isVisible, timeout=SOON)
    window.runs.mailbox.put(None, [StateChanged(run, "running")])
    qtbot.waitUntil(lambda: not window.learn.transport.strip.isVisible(), timeout=SOON)
    assert not window.actions_list["slow"].isChecked()
