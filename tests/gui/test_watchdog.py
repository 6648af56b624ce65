"""A run that does not answer, or has no room: said in words, with a way out on the card."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Evaluated, Failed, HyperChanged, RunConfig, Scalar, Started, StateChanged, frozen_array
from gui import watchdog
from gui.runs import Pace, Runs
from gui.watchdog import GAP, SILENT, USUAL, Watchdog
from gui.window import Window

SOON = 240_000


def small(**chosen: object) -> RunConfig:
    settings = {"steps": 1_000_000, "meta_batch": 8, "validate_every": 100_000, "validation_episodes": 2, "device": "cpu", "threads": 1}
    return configured(kept_catalogue(), "maml", "sinusoid", settings | chosen)


def press(window: Window, words: str) -> None:
    """Click the button of a card."""
    next(b for b in window.cards.findChildren(QPushButton) if b.text() == words).click()


def offered(window: Window) -> list[str]:
    return [b.text() for b in window.cards.findChildren(QPushButton)]


def started(run: str, config: RunConfig, step: int, device: str = "cpu") -> Started:
    return Started(run, config, At(step), device, 10, "mse", None, "", ())


def test_silence_is_told_once_and_taken_back() -> None:
    dog = Watchdog()
    seconds = [dog.passed(0.5, ["a"]) for _ in range(round(2 * SILENT) + 20)]
    assert seconds.count(["a"]) == 1 and seconds.index(["a"]) == 2 * SILENT - 1
    assert dog.heard("a") and not dog.heard("a")


@given(st.floats(GAP, 1e7))
def test_a_laptop_that_slept_raises_no_alarm(slept: float) -> None:
    dog = Watchdog()
    assert not dog.passed(slept, ["a"]) and not dog.passed(slept, ["a"])


def test_a_run_with_slow_steps_is_given_time_and_one_at_rest_all_of_it() -> None:
    dog = Watchdog()
    for _ in range(40):
        dog.passed(1.0, ["a"])
    dog.heard("a")
    assert dog.patience("a") == USUAL * 40
    assert not any(dog.passed(1.0, ["a"]) for _ in range(100))
    for _ in range(1000):
        assert not dog.passed(1.0, [])
    dog.forget("a")
    assert dog.patience("a") == SILENT


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system stops processes in another way")
def test_a_worker_that_hangs_is_told_of_and_one_click_goes_on_from_the_checkpoint(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "SILENT", 1.5)
    runs = window.runs
    run = runs.start(small())
    qtbot.waitUntil(lambda: runs.histories[run].at.step > 3, timeout=SOON)
    pid = runs.pid(run)
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    qtbot.waitUntil(lambda: any("MAML has not answered for" in s for s in window.cards.sentences()), timeout=SOON)
    os.kill(pid, signal.SIGCONT)  # it was only slow: the card goes by itself
    qtbot.waitUntil(lambda: not window.cards.sentences(), timeout=SOON)
    runs.watchdog.forget(run)
    os.kill(pid, signal.SIGSTOP)
    qtbot.waitUntil(lambda: bool(window.cards.sentences()), timeout=SOON)
    press(window, "End it; go on from the last checkpoint")
    qtbot.waitUntil(lambda: runs.pid(run) != pid and runs.histories[run].state == "running", timeout=SOON)
    kept = runs.histories[run].at.step
    qtbot.waitUntil(lambda: runs.histories[run].at.step > kept + 5, timeout=SOON)
    assert not window.cards.sentences() and runs.pid(run) not in (None, pid)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    steps = runs.histories[run].series["query_loss_after"].x("step").tolist()
    assert steps == list(range(1, len(steps) + 1)), "the steps after the checkpoint were taken again, and stand there once"


def test_a_run_without_room_offers_what_makes_it_smaller_and_goes_on_so(
    qtbot: QtBot, make_runs: Callable[..., Runs], window: Window
) -> None:
    runs = window.runs
    runs.slots = 0
    run = runs.start(small())
    at = At(7)
    runs._take([started(run, small(), 0, "cuda"), HyperChanged(run, at, "meta_batch", 32), Failed(run, at, "memory", "No room.", "")])
    assert offered(window)[:3] == ["Meta-batch 16", "First order", "On the CPU"]
    runs.stop_waiting(run)
    press(window, "Meta-batch 16")
    start = runs._waiting[-1]
    assert start.resume and start.config.meta_batch == 16 and start.config.hyper["first_order"] is False
    assert not window.cards.sentences() and runs.histories[run].state == "waiting"
    runs._take([started(run, start.config, 7)])
    assert runs.histories[run].config.meta_batch == 16, "what it started with counts, not an older live change"
    runs._waiting.clear()


def test_out_of_memory_on_the_cpu_offers_no_cpu_and_a_single_task_no_smaller_batch(qtbot: QtBot, window: Window) -> None:
    runs = window.runs
    runs.slots = 0
    config = small(meta_batch=1, first_order=True)
    run = runs.start(config)
    runs._take([started(run, config, 0), Failed(run, At(1), "memory", "No room.", "")])
    assert offered(window) == ["Copy"]
    runs.stop_waiting(run)


def test_going_on_from_a_checkpoint_unsays_what_came_after(qtbot: QtBot, window: Window) -> None:
    runs = window.runs
    runs.slots = 0
    run = runs.start(small())
    history = runs.histories[run]
    scores = frozen_array([1.0])
    runs._take([started(run, small(), 0), *(Scalar(run, At(step), {"query_loss_after": 1.0}) for step in range(1, 51))])
    runs._take([Evaluated(run, At(step), "validation", "mse", 1.0, 0.0, scores, scores) for step in (0, 20, 40)])
    runs._take([StateChanged(run, "failed"), started(run, small(), 30)])
    assert history.series["query_loss_after"].x("step").tolist() == list(range(1, 31))
    assert [e.at.step for e in history.evaluations] == [0, 20]
    runs.stop_waiting(run)


def test_an_hour_of_sleep_says_nothing_about_the_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace()
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    for step in range(40):
        clock[0] += 1
        pace.mark(10 * step, step)
    assert pace.per_second() == pytest.approx((10.0, 1.0))
    clock[0] += 3600
    for step in range(40, 43):
        clock[0] += 1
        pace.mark(10 * step, step)
    assert pace.per_second() == pytest.approx((10.0, 1.0))


def test_a_run_that_diverged_offers_a_quarter_of_its_rate_and_goes_on_so(qtbot: QtBot, window: Window) -> None:
    runs = window.runs
    run = runs.start(small(inner_lr=10.0, inner_steps=10, outer_lr=1.0))
    qtbot.waitUntil(lambda: runs.histories[run].state == "failed", timeout=SOON)
    assert "with inner rate 10" in window.cards.sentences()[0]
    press(window, "Go on with inner rate 2.5")
    qtbot.waitUntil(lambda: runs.histories[run].config.hyper["inner_lr"] == 2.5, timeout=SOON)
    assert not window.cards.sentences() or "inner rate 10 " not in window.cards.sentences()[0]
