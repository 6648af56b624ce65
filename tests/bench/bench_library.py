"""How a library of 1,000 runs x 10,000 points opens, is searched and scrolled, and what a point costs on disk.

    python tests/bench/bench_library.py [RUNS] [POINTS]

Builds the library by SQL in a temporary folder (about 400 MB), then prints milliseconds (median and worst) and ratios.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication

from engine.catalogue import configured, kept_catalogue
from engine.library import Library
from engine.library_schema import STRETCH
from engine.packing import Stretch, packed
from engine.protocol import At
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

NAMES = ("query_loss_after", "query_accuracy_after", "support_loss_after", "gradient_norm", "step_norm", "outer_lr", "loss", "accuracy")
EVALUATIONS = 50
KINDS = (("maml", "glyphs"), ("prototypical", "omniglot"), ("reptile", "sinusoid"), ("mann", "omniglot"), ("finetune", "glyphs"))


def stretches(points: int) -> list[tuple[int, int, bytes]]:
    """One run's numbers: noise, which is the worst case."""
    noise = np.random.default_rng(0)
    parts = []
    for begin in range(1, points + 1, STRETCH):
        step = np.arange(begin, min(begin + STRETCH, points + 1), dtype=float)
        at = np.stack([step, 16 * step, 160 * step, step / 97])
        values = noise.normal(size=(len(NAMES), len(step))).astype(np.float32)
        parts.append((int(step[0]), int(step[-1]), packed(Stretch(at, NAMES, values, np.ones(values.shape, bool)))))
    return parts


def build(folder: Path, runs: int, points: int) -> None:
    """Fill a library."""
    library = Library(folder)
    configs = [configured(kept_catalogue(), *kind, {}).to_json() for kind in KINDS]
    parts, scores = stretches(points), np.zeros(64, np.float32).tobytes()
    with library._transaction() as _:
        for n in range(1, runs + 1):
            algorithm, dataset = KINDS[n % len(KINDS)]
            run = f"{algorithm}-{dataset}-{n:04d}"
            columns = "id, number, uid, created, touched, algorithm, dataset, config, state, step, tasks, samples, seconds, device"
            at = (points, 16 * points, 160 * points, points / 97)
            row = (run, n, f"{n:032x}", n * 1e4, n, algorithm, dataset, configs[n % len(KINDS)], "finished", *at, "cpu")
            library._db.execute(f"INSERT INTO runs({columns}) VALUES({', '.join('?' * len(row))})", row)
            library._db.executemany("INSERT INTO metrics VALUES(?, ?, ?, ?)", [(run, *part) for part in parts])
            every = range(points // EVALUATIONS, points + 1, points // EVALUATIONS)
            found = [(run, "validation", i, 16 * i, 0, 0.0, "accuracy", (n * 37 % 100) / 100, 0.01, scores, scores[:8]) for i in every]
            library._db.executemany(f"INSERT INTO evaluations VALUES({', '.join('?' * 11)})", found)
    library.close()


def timed(what: str, do: Callable[[], object], times: int = 5) -> float:
    """Print how long it takes; returns the median in ms."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        took.append(1000 * (time.perf_counter() - began))
    print(f"{what:54} {statistics.median(took):8.1f} ms, worst {max(took):8.1f}", flush=True)
    return statistics.median(took)


def main(runs: int = 1000, points: int = 10_000) -> None:
    """Build, measure, print."""
    place = Path(tempfile.mkdtemp(prefix="metascope-bench-"))
    try:
        began = time.perf_counter()
        build(place, runs, points)
        size = sum(file.stat().st_size for file in place.glob("runs.sqlite*"))
        print(
            f"{runs:,} runs x {points:,} points x {len(NAMES)} numbers: {size / 1e6:,.0f} MB, built in {time.perf_counter() - began:.0f} s"
        )
        _on_disk(place, points, size / runs / points)
        _on_screen(place)
    finally:
        shutil.rmtree(place)


def _on_disk(place: Path, points: int, each: float) -> None:
    row = json.dumps(dict.fromkeys(NAMES, 0.1234567))
    with sqlite3.connect(":memory:") as db:
        db.execute(
            "CREATE TABLE m(run TEXT, step INTEGER, tasks INTEGER, samples INTEGER, s REAL, v TEXT, PRIMARY KEY(run, step)) WITHOUT ROWID"
        )
        many = [("prototypical-omniglot-0001", i, 16 * i, 160 * i, i / 97, row) for i in range(points)]
        db.executemany("INSERT INTO m VALUES(?, ?, ?, ?, ?, ?)", many)
        by_row = db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0] / points
        began = time.perf_counter()
        for _, text in db.execute("SELECT step, v FROM m ORDER BY step"):
            json.loads(text)
        read = 1000 * (time.perf_counter() - began)
    print(f"bytes a point: {each:.0f}; a row of JSON for each point: {by_row:.0f} ({by_row / each:.1f} x)")

    def listed() -> None:
        library = Library(place)
        library.runs()
        library.scores()
        library.close()

    timed("open the library and list every run with its score", listed)
    library = Library(place)
    run = library.runs()[0].id
    packed_read = timed(f"curves of one run ({points:,} points)", lambda: library.curves(run))
    print(f"  the same from rows of JSON: {read:.1f} ms ({read / packed_read:.1f} x)")
    at = At(points + 1, 0, 0, 0.0)
    timed("go on with a run by one point", lambda: library._append(run, [(at, dict.fromkeys(NAMES, 0.5))]))
    library.close()


def _on_screen(place: Path) -> None:
    application = QApplication([])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(place))
    appearance.start(application)
    window = Window(Runs(kept_catalogue(), place), kept_catalogue(), place)
    window.show()
    application.processEvents()
    page = window.library

    def shown() -> None:
        window.show_place("learn")
        page.model.show([])
        window.show_place("library")
        application.processEvents()

    timed("show the Library place", shown)
    timed("look again (nothing changed)", page.refresh)
    timed("search: a letter more", lambda: (page.search.setText("omni"), page.search.setText("omnig"), QCoreApplication.processEvents()))
    page.search.setText("")
    orders = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
    timed("sort by score, both ways", lambda: [page.table.sortByColumn(page.model.at["score"], order) for order in orders])
    timed("select another run (its curve and settings)", lambda: page.table.selectRow((page.table.currentIndex().row() + 7) % 900))
    bar, frames, spent = page.table.verticalScrollBar(), [], time.process_time()
    for _ in range(300):
        began = time.perf_counter()
        bar.setValue((bar.value() + 3) % bar.maximum())
        page.table.viewport().repaint()
        frames.append(1000 * (time.perf_counter() - began))
    each = 1000 * (time.process_time() - spent) / 300
    frames.sort()
    print(f"{'scroll by three rows, 300 times':54} {frames[150]:8.1f} ms, 99th percentile {frames[297]:6.1f}; processor {each:.1f} ms")
    window.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
