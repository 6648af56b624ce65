"""How smooth the window is while runs race, how soon it shows, and how soon the first point of a curve is drawn.

Lateness is what a 16 ms tick of the window's event loop is late by, with every dock open; printed for 0, 1, 2 and 4 runs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication

from engine.catalogue import configured, kept_catalogue
from gui.runs import FRAME, Runs
from gui.theme import appearance
from gui.window import Window

ROOT = Path(__file__).parents[2]
RACERS = (("maml", "sinusoid"), ("reptile", "sinusoid"), ("prototypical", "glyphs"), ("maml", "glyphs"))

START = """
import time
began = time.perf_counter()
import gc
gc.disable()  # as gui.start does
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication(["metascope"])
from engine.catalogue import kept_catalogue
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window
appearance.start(application)
runs = Runs(kept_catalogue(), Path(sys.argv[1]))
window = Window(runs, runs.catalogue, Path(sys.argv[1]))
window.show()
application.processEvents()
print(time.perf_counter() - began)
window.close()
"""


def time_to_window(folder: Path) -> float:
    """Seconds from the first line of a fresh interpreter to a painted window: the best of three."""
    times = [float(subprocess.check_output([sys.executable, "-c", START, str(folder)], cwd=ROOT, text=True)) for _ in range(3)]
    return min(times)


def lateness(application: QApplication, seconds: float) -> np.ndarray:
    """ms by which each 16 ms tick came late."""
    late: list[float] = []
    clock = QElapsedTimer()
    tick = QTimer()
    tick.setTimerType(Qt.TimerType.PreciseTimer)

    def mark() -> None:
        late.append(max(0.0, clock.nsecsElapsed() / 1e6 - FRAME))
        clock.restart()

    tick.timeout.connect(mark)
    clock.start()
    tick.start(FRAME)
    wait_until(application, lambda: False, seconds)
    tick.stop()
    return np.array(late)


def wait_until(application: QApplication, condition, seconds: float) -> bool:  # type: ignore[no-untyped-def]
    """Serve the window until `condition` holds; whether it came to hold."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        if condition():
            return True
        time.sleep(0.0005)
    return False


def first_point(application: QApplication, window: Window) -> float:
    """Seconds from Start, with a warm spare, to the first value of the loss in the window."""
    ready: list[object] = []
    window.runs.ready.connect(ready.append)
    window.warm_up()
    wait_until(application, lambda: bool(ready), 60)
    began = time.perf_counter()
    run = window.runs.start(configured(window.runs.catalogue, "maml", "glyphs", {"steps": 10_000_000}))
    history = window.runs.histories[run]
    wait_until(application, lambda: bool(history.series), 60)
    took = time.perf_counter() - began
    window.runs.remove(run)
    return took


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each number of runs is watched")
    seconds = parser.parse_args().seconds
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        print(f"time to the window: {time_to_window(Path(folder)):.2f} s (no torch)")
        application = QApplication(["metascope"])
        appearance.start(application)
        runs = Runs(kept_catalogue(), Path(folder), slots=len(RACERS))
        window = Window(runs, runs.catalogue, Path(folder))
        window.show()
        print(f"Start to the first point (maml, glyphs, warm spare): {first_point(application, window):.2f} s")
        print("runs  p50 ms  p95 ms  p99 ms  worst ms  steps taken")
        started: list[str] = []
        for count in (0, 1, 2, 4):
            while len(started) < count:
                algorithm, dataset = RACERS[len(started)]
                started.append(runs.start(configured(runs.catalogue, algorithm, dataset, {"steps": 10_000_000})))
                runs.select(started[-1])
            wait_until(application, lambda: all(runs.histories[r].at.step > 2 for r in started), 60)
            before = sum(runs.histories[r].at.step for r in started)
            late = lateness(application, seconds)
            steps = sum(runs.histories[r].at.step for r in started) - before
            print(f"{count:4}  " + "  ".join(f"{np.percentile(late, q):6.1f}" for q in (50, 95, 99)) + f"  {late.max():8.1f}  {steps:11}")
        window.close()


if __name__ == "__main__":
    main()
