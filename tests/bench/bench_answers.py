"""How long a person waits in the Try place: from the end of a stroke to the last learner's answer, six learners, while a run trains.

    python tests/bench/bench_answers.py

Prints the median and the 95th percentile in ms, alone and beside a training run. Without a screen: QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.catalogue import configured, kept_catalogue
from engine.commands import main as command
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

LEARNERS = ("maml", "fomaml", "anil", "prototypical", "matching_networks", "reptile")
STROKES = 60


def main() -> None:
    """Train six learners for a moment, then draw."""
    application = QApplication(["metascope"])
    application.setApplicationName("Metascope bench")
    appearance.start(application)
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        for algorithm in LEARNERS:
            command(["train", "--algorithm", algorithm, "--dataset", "glyphs", "--steps", "2", "--library", str(library), "--json"])
        runs = Runs(kept_catalogue(), library)
        window = Window(runs, runs.catalogue, Path(folder))
        window.show()
        window.show_place("try")
        place = window.try_place
        _until(
            application,
            lambda: len(place.list.rows) == len(LEARNERS) and all(r.probabilities is not None for r in place.list.rows.values()),
        )
        _report("alone", _strokes(application, window))
        runs.start(configured(runs.catalogue, "maml", "glyphs", {"steps": 100_000}))
        _until(application, lambda: any(history.at.step > 3 for history in runs.histories.values()))
        _report("while a run trains", _strokes(application, window))
        window.close()


def _strokes(application: QApplication, window: Window) -> list[float]:
    """ms from each stroke's end to the last answer."""
    place, draw = window.try_place, np.random.default_rng(0)
    rows, waited = list(place.list.rows.values()), []
    for _ in range(STROKES):
        picture = (255 * (draw.random((28, 28)) > 0.8)).astype(np.uint8)
        for row in rows:
            row.probabilities = None
        began = time.perf_counter()
        place.draw.query.set_picture(picture)
        _until(application, lambda: all(row.probabilities is not None for row in rows))
        waited.append(1000 * (time.perf_counter() - began))
        time.sleep(0.05)
    return waited


def _until(application: QApplication, done: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not get there")
        application.processEvents()
        time.sleep(0.001)


def _report(what: str, waited: list[float]) -> None:
    median, most = np.percentile(waited, 50), np.percentile(waited, 95)
    print(f"{len(LEARNERS)} learners, {what:20} median {median:6.0f} ms   95th percentile {most:6.0f} ms", flush=True)


if __name__ == "__main__":
    main()
