"""Hours of training in seconds: what a window and a worker hold grows only by the numbers of the curves."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import At, Evaluated, Fit, Movement, Observe, Progress, Read, Scalar, Start, Started, StateChanged, frozen_array
from gui.window import Window

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much a process holds now")]
STEPS = 300_000
"""Outer steps of a two-hour run at some forty a second."""
A_NUMBER = 8 * 5
"""Bytes that one number of a curve takes: its value and four places."""


def held() -> int:
    """Bytes this process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_window_that_hears_hundreds_of_thousands_of_events_holds_little_more_than_their_numbers(
    qtbot: QtBot, window: Window, qapp: QApplication
) -> None:
    runs = window.runs
    runs.slots = 0
    config = configured(kept_catalogue(), "maml", "sinusoid", {"steps": STEPS})
    window.show()
    run = runs.start(config)
    runs.select(run)
    runs._take([Started(run, config, At(), "cpu", 10, "mse", None, "", ()), StateChanged(run, "running")])
    grid = np.linspace(-5, 5, 100)
    curves, scores = frozen_array(np.zeros((11, 100))), frozen_array(np.zeros(64))
    marks = []
    for step in range(1, STEPS + 1):
        at = At(step, 25 * step, 250 * step, step / 40)
        batch = [Scalar(run, at, {"query_loss_after": 1 / step, "support_loss_before": 2 / step, "step_norm": 0.1, "outer_lr": 0.001})]
        if step % 4 == 0:  # ten pictures a second
            points = frozen_array(np.zeros(10))
            batch += [
                Read(run, at, Fit(frozen_array(grid), frozen_array(grid), points, points, points, points, curves)),
                Read(run, at, Movement(("a", "b"), frozen_array(np.full((11, 2), step)))),
                Progress(run, "training", step / STEPS),
            ]
        if step % 500 == 0:
            batch.append(Evaluated(run, at, "validation", "mse", 1.0, 0.1, scores, scores))
        runs.mailbox.put(None, batch)
        if step % 200 == 0:
            runs._tick()
            qapp.processEvents()
        if step % (STEPS // 6) == 0:
            marks.append(held())
    grown = marks[-1] - marks[1]
    numbers = 4 * A_NUMBER * STEPS  # columns double as they grow, so the last two thirds may take all of this
    print(f"window: {[round(m / 2**20) for m in marks]} MiB after each sixth of {STEPS:,} steps; numbers take {numbers / 2**20:.0f} MiB")
    assert grown < 2 * numbers + (16 << 20)
    runs.stop_waiting(run)


def test_a_worker_that_trains_and_shows_for_long_stays_as_it_is(tmp_path: Path) -> None:
    steps = 12_000
    config = configured(
        kept_catalogue(),
        "maml",
        "sinusoid",
        {"steps": steps, "meta_batch": 2, "hidden": 8, "validate_every": 500, "validation_episodes": 4, "device": "cpu", "threads": 1},
    )
    library = Library(tmp_path)
    run = library.new_run(config)
    inbox = Quiet()
    inbox._commands.append(Observe(("Fit", "Adaptation", "Movement", "Path")))
    marks = []
    for event in started(Start(run, config, str(tmp_path)), inbox, 1, hosted=False):
        if isinstance(event, Scalar) and event.at.step % (steps // 6) == 0:
            marks.append(held())
    print(f"worker: {[round(m / 2**20) for m in marks]} MiB after each sixth of {steps:,} steps with four pictures open")
    assert marks[-1] - marks[1] < 12 << 20
