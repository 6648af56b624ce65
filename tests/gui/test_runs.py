"""Runs with real workers: pause and step, wait for a core, die and go on, and leave nothing behind."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Event, Failed, Pause, Ready, Restart, Resume, RunConfig, Scalar, SetHyper, Step, Stop
from gui.history import RunHistory
from gui.runs import Runs
from gui.views.base import View

MakeRuns = Callable[..., Runs]
SOON = 240_000
"""ms a slow machine may take; each wait ends as soon as what it waits for has come."""


def small(**chosen: object) -> RunConfig:
    settings = {"steps": 1_000_000, "meta_batch": 2, "validate_every": 100_000, "validation_episodes": 2, "device": "cpu", "threads": 1}
    return configured(kept_catalogue(), "maml", "sinusoid", settings | chosen)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """One `Runs` for the tests that need workers, so that each finds a spare that the one before has warmed."""
    runs = Runs(kept_catalogue(), tmp_path_factory.mktemp("library"))
    yield runs
    runs.close()


@pytest.fixture
def runs(shared: Runs) -> Iterator[Runs]:
    shared.slots = 2
    yield shared
    for run in list(shared.histories):
        shared.remove(run)


@pytest.fixture
def still(make_runs: MakeRuns) -> Runs:
    """Runs that wait for ever, so that only the test speaks for them."""
    runs = make_runs()
    runs.slots = 0
    return runs


def until_state(qtbot: QtBot, runs: Runs, run: str, *states: str) -> None:
    qtbot.waitUntil(lambda: runs.histories[run].state in states, timeout=SOON)


def until_step(qtbot: QtBot, runs: Runs, run: str, step: int) -> None:
    qtbot.waitUntil(lambda: runs.histories[run].at.step >= step, timeout=SOON)


def worker_of(runs: Runs, run: str) -> int:
    pid = runs.pid(run)
    assert pid is not None
    return pid


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_run_pauses_steps_once_goes_on_and_takes_a_live_change(qtbot: QtBot, runs: Runs) -> None:
    run = runs.start(small())
    until_step(qtbot, runs, run, 5)
    runs.command(run, Pause())
    until_state(qtbot, runs, run, "paused")
    here = runs.histories[run].at.step
    runs.command(run, Step())
    until_step(qtbot, runs, run, here + 1)
    until_state(qtbot, runs, run, "paused")
    assert runs.histories[run].at.step == here + 1
    runs.command(run, SetHyper("inner_lr", 0.005))
    runs.command(run, Resume())
    until_step(qtbot, runs, run, here + 10)
    assert runs.histories[run].config.hyper["inner_lr"] == 0.005
    steps = runs.histories[run].series["query_loss_after"].x("step")
    assert list(steps) == list(range(1, len(steps) + 1))


def test_runs_beyond_the_cores_wait_in_sight_and_begin_when_one_ends(qtbot: QtBot, runs: Runs) -> None:
    runs.slots = 1
    first, second, third = (runs.start(small(seed=seed)) for seed in range(3))
    until_step(qtbot, runs, first, 1)
    assert runs.histories[second].state == runs.histories[third].state == "waiting"
    runs.stop_waiting(second)
    assert runs.histories[second].state == "stopped"
    runs.command(first, Stop())
    until_step(qtbot, runs, third, 1)
    assert runs.histories[first].state == "stopped"
    assert [runs.histories[r].info.label for r in (first, second, third)] == ["MAML", "MAML 2", "MAML 3"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills processes in another way")
def test_a_killed_worker_fails_its_run_alone_and_it_goes_on_from_the_checkpoint(qtbot: QtBot, runs: Runs) -> None:
    said: list[Event] = []
    runs.said.connect(said.append)
    doomed, neighbour = runs.start(small()), runs.start(small(seed=1))
    until_step(qtbot, runs, doomed, 20)
    until_step(qtbot, runs, neighbour, 1)
    runs.command(doomed, Pause())
    until_state(qtbot, runs, doomed, "paused")
    kept = runs.histories[doomed].at.step
    os.kill(worker_of(runs, doomed), signal.SIGKILL)
    until_state(qtbot, runs, doomed, "failed")
    assert [(e.kind, e.run) for e in said if isinstance(e, Failed)] == [("crash", doomed)]
    until_step(qtbot, runs, neighbour, runs.histories[neighbour].at.step + 20)
    runs.command(doomed, Resume())
    until_step(qtbot, runs, doomed, kept + 5)
    steps = runs.histories[doomed].series["query_loss_after"].x("step")
    assert steps[-1] > kept and list(steps) == sorted(set(steps))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills processes in another way")
def test_a_worker_that_dies_after_its_run_has_ended_is_no_failure(qtbot: QtBot, runs: Runs) -> None:
    run = runs.start(small(steps=3))
    until_state(qtbot, runs, run, "finished")
    os.kill(worker_of(runs, run), signal.SIGKILL)
    qtbot.waitUntil(lambda: runs.pid(run) is None, timeout=SOON)
    assert runs.histories[run].state == "finished"
    runs.command(run, Restart(7))
    until_state(qtbot, runs, run, "running", "finished")
    until_state(qtbot, runs, run, "finished")
    started = runs.histories[run].started
    assert started is not None and started.config.seed == 7


@pytest.mark.skipif(sys.platform == "win32", reason="this system ends processes in another way")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("before", ["running", "paused"])
def test_going_on_is_not_lost_on_a_worker_that_a_signal_has_just_ended(qtbot: QtBot, runs: Runs, number: str, before: str) -> None:
    run = runs.start(small())
    until_step(qtbot, runs, run, 3)
    if before == "paused":
        runs.command(run, Pause())
        until_state(qtbot, runs, run, "paused")
    pid = worker_of(runs, run)
    os.kill(pid, getattr(signal, number))
    until_state(qtbot, runs, run, "stopped")
    assert runs.library().checkpoint(run).exists()
    kept = runs.histories[run].at.step
    runs.command(run, Resume())  # the process may still be there, and nobody in it listens
    qtbot.waitUntil(lambda: runs.pid(run) not in (None, pid), timeout=SOON)
    until_step(qtbot, runs, run, kept + 3)
    assert gone(pid) and runs.histories[run].state == "running"


def test_closing_while_training_ends_every_worker_within_two_seconds_and_keeps_a_checkpoint(qtbot: QtBot, make_runs: MakeRuns) -> None:
    runs = make_runs(slots=2)
    pair = [runs.start(small(seed=seed)) for seed in range(2)]
    for run in pair:
        until_step(qtbot, runs, run, 5)
    pids = [worker_of(runs, run) for run in pair]
    began = time.monotonic()
    runs.close()
    assert time.monotonic() - began < 4  # two seconds of patience, and what a loaded machine adds
    assert all(gone(pid) for pid in pids)
    assert len(list((runs.library_folder / "checkpoints").glob("*.safetensors"))) == 2


def test_no_more_runs_share_a_gpu_than_it_bears_and_those_for_the_cpu_overtake(
    qtbot: QtBot, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.runs.ON_CARD", 1)
    catalogue = dataclasses.replace(kept_catalogue(), devices=(("cpu", "CPU"), ("cuda", "GPU")))
    monkeypatch.setattr(runs, "_card", False)
    runs._take([Ready("", catalogue)])
    first, second = (runs.start(small(seed=seed, device="auto")) for seed in range(2))  # there is none: they compute on the CPU
    third = runs.start(small(seed=2))
    until_step(qtbot, runs, third, 1)
    assert runs.histories[second].state == "waiting"
    runs.command(first, Stop())
    until_step(qtbot, runs, second, 1)


class Counting(View):
    """Remembers the steps it was fed and how often it was drawn."""

    events = (Scalar,)

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[int] = []
        self.drawn = 0

    def feed(self, history: RunHistory, event: Event) -> None:
        assert isinstance(event, Scalar)
        self.steps.append(event.at.step)
        self.dirty = True

    def draw(self) -> None:
        self.drawn += 1
        self.dirty = False


def test_a_hundred_thousand_events_behind_a_modal_dialog_all_arrive_in_order(qtbot: QtBot, still: Runs) -> None:
    view = Counting()
    qtbot.addWidget(view)
    view.show()
    still.watch(view)
    run = still.start(small())
    dialog = QDialog()
    qtbot.addWidget(dialog)
    total = 100_000

    def say() -> None:
        for first in range(0, total, 500):
            batch = [Scalar(run, At(step), {"query_loss_after": 1.0}) for step in range(first, first + 500)]
            still.mailbox.put(None, batch)

    speaker = threading.Thread(target=say)
    QTimer.singleShot(0, speaker.start)
    look = QTimer(dialog)
    look.timeout.connect(lambda: dialog.accept() if len(view.steps) == total else None)
    look.start(50)
    QTimer.singleShot(SOON, dialog, dialog.reject)
    assert dialog.exec() == QDialog.DialogCode.Accepted, f"only {len(view.steps)} arrived"
    speaker.join()
    look.stop()
    assert view.steps == list(range(total))
    qtbot.waitUntil(lambda: view.drawn > 0, timeout=SOON)
    assert view.drawn < 100


def test_a_view_that_cannot_be_seen_is_fed_but_not_drawn(qtbot: QtBot, still: Runs) -> None:
    hidden, seen = Counting(), Counting()
    for view in (hidden, seen):
        qtbot.addWidget(view)
        still.watch(view)
    seen.show()
    run = still.start(small())
    still.mailbox.put(None, [Scalar(run, At(1), {"query_loss_after": 1.0})])
    qtbot.waitUntil(lambda: seen.drawn > 0 and not seen.dirty, timeout=SOON)
    assert hidden.steps == seen.steps == [1] and hidden.drawn == 0
    hidden.show()
    qtbot.waitUntil(lambda: hidden.drawn > 0, timeout=SOON)


def test_the_same_run_on_the_thread_itself_says_the_same(qtbot: QtBot, runs: Runs, make_runs: MakeRuns) -> None:
    losses = []
    for host in (runs, make_runs(in_thread=True)):
        run = host.start(small(steps=20))
        until_state(qtbot, host, run, "finished")
        losses.append(host.histories[run].series["query_loss_after"].values.tolist())
    assert losses[0] == losses[1] and len(losses[0]) == 20


def test_removing_a_training_run_ends_its_worker_and_keeps_it_in_the_library(qtbot: QtBot, runs: Runs) -> None:
    run = runs.start(small())
    runs.select(run)
    until_step(qtbot, runs, run, 2)
    pid = worker_of(runs, run)
    runs.remove(run)
    assert run not in runs.histories and runs.current is None
    qtbot.waitUntil(lambda: gone(pid), timeout=SOON)
    assert (runs.library_folder / "checkpoints" / f"{run}.safetensors").exists()
