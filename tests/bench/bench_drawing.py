"""What one frame of the curves costs: the loss of many runs, growing, smoothed, drawn and painted; still, grown and zoomed."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Evaluated, Scalar, Started, frozen_array
from gui.history import RunHistory, RunInfo
from gui.theme import appearance
from gui.views.curves import CurveSettings, LossView, ScoreView

VALIDATE = 500
"""steps between two validations"""


def run_history(ordinal: int, points: int, rng: np.random.Generator) -> RunHistory:
    """A run that has said `points` noisy, falling losses and its validations."""
    catalogue = kept_catalogue()
    dataset = next(d for d in catalogue.datasets if d.id == "glyphs")
    suited = [a for a in catalogue.algorithms if dataset.task in a.tasks]
    algorithm = suited[ordinal % len(suited)]
    config = configured(catalogue, algorithm.id, "glyphs", {})
    run = f"run {ordinal}"
    history = RunHistory(RunInfo(run, f"{algorithm.title} {ordinal + 1}", algorithm, dataset, config, ordinal))
    history.feed(Started(run, config, At(), "cpu", 10, "accuracy", 0.2, "data", ()))
    grow(history, points, rng)
    return history


def grow(history: RunHistory, points: int, rng: np.random.Generator) -> None:
    """Say `points` more steps."""
    run, begin = history.info.id, history.at.step
    noise = rng.normal(0, 0.15, points).tolist()
    for step, bump in enumerate(noise, begin + 1):
        value = 0.3 + 1.3 / (1 + step / 3000) + bump
        at = At(step, 16 * step, 80 * step, step / 100)
        history.feed(Scalar(run, at, {"query_loss_after": value, "support_loss_after": value / 2, "query_accuracy_after": 1 - value / 2}))
        if step % VALIDATE == 0:
            history.feed(Evaluated(run, at, "validation", "accuracy", 1 - value / 2, 0.02, frozen_array(np.full(64, 0.5)), None))


def milliseconds(frame: Callable[[], None], frames: int) -> tuple[float, float, float]:
    """(median by the clock, worst by the clock, median of the processor's own time, which other work on the machine lengthens less)."""
    frame()
    times, busy = [], []
    for _ in range(frames):
        began, worked = time.perf_counter(), time.thread_time()
        frame()
        times.append(1e3 * (time.perf_counter() - began))
        busy.append(1e3 * (time.thread_time() - worked))
    return statistics.median(times), max(times), statistics.median(busy)


def main() -> None:
    """Print milliseconds a frame of each plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--frames", type=int, default=20)
    wish = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["metascope-bench"])
    appearance.start(application)
    QSettings().clear()
    rng = np.random.default_rng(0)
    histories = [run_history(i, wish.points, rng) for i in range(wish.runs)]
    settings = CurveSettings()
    print(
        f"{wish.runs} runs x {wish.points} points, 800 x 400: ms a frame (draw and paint) of {wish.frames}: "
        "median, worst, median of processor time"
    )
    for view in (LossView(settings), ScoreView(settings)):
        view.resize(800, 400)
        view.show()
        for history in histories:
            view.add(history)
        view.select(histories[0].info.id)

        def still(view: LossView | ScoreView = view) -> None:
            view.dirty = True
            view.draw()
            view.grab()

        def grown(view: LossView | ScoreView = view) -> None:
            for history in histories:
                grow(history, 20, rng)
            still(view)

        print(f"{view.title:6} nothing new        {'{:7.1f} {:7.1f} {:7.1f}'.format(*milliseconds(still, wish.frames))}")
        print(f"{view.title:6} 20 more points     {'{:7.1f} {:7.1f} {:7.1f}'.format(*milliseconds(grown, wish.frames))}")
        end = float(histories[0].at.tasks)
        view.panel.follow(False)
        view.panel.plot.setXRange(0.4 * end, 0.42 * end, padding=0)
        print(f"{view.title:6} zoomed to 2 %      {'{:7.1f} {:7.1f} {:7.1f}'.format(*milliseconds(grown, wish.frames))}")
        x = [0.4 * end]

        def hovered(view: LossView | ScoreView = view, x: list[float] = x) -> None:
            x[0] += 1.0
            view.panel.show_cursor(x[0])
            view.grab()

        print(f"{view.title:6} read-out moved     {'{:7.1f} {:7.1f} {:7.1f}'.format(*milliseconds(hovered, wish.frames))}")
        view.close()


if __name__ == "__main__":
    main()
