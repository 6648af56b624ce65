"""Make the gallery: a picture of everything each method shows, light and dark, of the examples that come with the program.

    python docs/gallery.py [--only metanet] [--seconds 300]

A method without an example is trained first, for so many seconds. Writes docs/gallery/*.webp and docs/GALLERY.md. Works without a
screen (QT_QPA_PLATFORM=offscreen).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from engine.catalogue import configured, kept_catalogue  # noqa: E402
from engine.examples import DEMOS, ENDING, PROBE  # noqa: E402
from engine.protocol import Pause  # noqa: E402
from gui.history import RunHistory  # noqa: E402
from gui.runs import Runs  # noqa: E402
from gui.theme import appearance  # noqa: E402
from gui.views.base import View  # noqa: E402
from gui.views.fast_weights import FastWeightsView  # noqa: E402
from gui.views.memory import MemoryView  # noqa: E402
from gui.window import Window  # noqa: E402

RUNS = (
    ("maml", "sinusoid"),
    ("maml", "glyphs"),
    ("maml", "points2d"),
    ("anil", "glyphs"),
    ("meta_sgd", "glyphs"),
    ("reptile", "sinusoid"),
    ("prototypical", "glyphs"),
    ("matching_networks", "glyphs"),
    ("mann", "glyphs"),
    ("metanet", "glyphs"),
    ("cnp", "sinusoid"),
    ("finetune", "glyphs"),
    ("multitask", "glyphs"),
    ("sample_reuse", "glyphs"),
    ("scratch", "glyphs"),
)
"""Algorithm and dataset."""
WHOLE = ("maml", "sinusoid")
"""Of this run also the whole window."""
PATIENCE = 60.0
"""Seconds after which a reading is no longer waited for: a run whose settings do without it has no picture of it."""
FURTHER: dict[type[View], tuple[int, ...]] = {FastWeightsView: (1, 2), MemoryView: (2, 3)}
"""What else to choose from what a view offers to show, beside what it shows first."""
WINDOW, ROOM = (1600, 1000), (1600, 1330)
"""px of the window as it is pictured, and of that in which there is room for every label of its views."""
LOW = 440
"""px of height of a view."""
SLOWEST = 12
"""A run may take so many times its training time by the clock: the machine may have other work."""
SHARP = 80
"""Quality of the pictures: above it they grow and look no better."""


def main() -> None:
    """Make all pictures, or those of one method."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300, help="training time of a method without an example")
    parser.add_argument("--only", default="", help="how the names of runs begin: metanet, maml-glyphs")
    parser.add_argument("--examples", type=Path, default=DEMOS, help="a library of examples")
    options = parser.parse_args()
    application = QApplication(["metascope"])
    application.setApplicationName("Metascope gallery")
    application.setOrganizationName("Metascope")
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        appearance.start(application)
        runs = Runs(kept_catalogue(), Path(folder) / "library", slots=1, in_thread=True, examples=options.examples)
        window = Window(runs, runs.catalogue, Path(folder))
        window.show()
        Gallery(window, application.processEvents).make([r for r in RUNS if "-".join(r).startswith(options.only)], options.seconds)
        window.close()
    _page()


class Gallery:
    """A window whose views are looked at one after the other."""

    def __init__(self, window: Window, process: Callable[[], None]) -> None:
        self._window = window
        self._process = process

    def make(self, wanted: list[tuple[str, str]], seconds: float) -> None:
        """Picture each run's task and what it has inside."""
        learn, runs = self._window.learn, self._window.runs
        for algorithm, dataset in wanted:
            self._window.resize(*ROOM)
            self._wait(0.2)
            below = [dock for dock in learn.docks if dock.objectName() in ("adaptation", "inside")]
            learn.resizeDocks(below, [LOW, LOW], Qt.Orientation.Vertical)
            history = self._opened(algorithm, dataset) or self._trained(algorithm, dataset, seconds)
            name, task = f"{algorithm}-{dataset}", learn._task.currentWidget()
            if self._see(task, history):
                learn.scrubber.set_step(max(1, learn.scrubber.step))
                self._picture(f"{name}-task", task)
            for tab in range(learn.inside.tabs.count()):
                if learn.inside.tabs.isTabVisible(tab):
                    learn.inside.tabs.setCurrentIndex(tab)
                    self._look(f"{name}-{_plain(learn.inside.tabs.tabText(tab))}", learn.inside.shown(), history)
            if (algorithm, dataset) == WHOLE:
                self._window.resize(*WINDOW)
                learn.inside.tabs.setCurrentIndex(0)
                for offered in self._window.cards.sentences():
                    self._window.cards.withdraw(offered)
                self._picture(f"{name}-window", self._window)
            print(name, history.at, flush=True)
            runs.remove(history.info.id)
            self._wait(1)

    def _look(self, name: str, view: View, history: RunHistory) -> None:
        """Picture a view of the inside, where the run has what it shows."""
        if not self._see(view, history):
            return
        self._picture(name, view)
        for chosen in FURTHER.get(type(view), ()):
            view.which.setCurrentIndex(chosen)  # type: ignore[attr-defined]
            self._picture(f"{name}-{_plain(view.which.currentText())}", view)  # type: ignore[attr-defined]

    def _opened(self, algorithm: str, dataset: str) -> RunHistory | None:
        """The example, if there is one."""
        runs, run = self._window.runs, f"{algorithm}-{dataset}{ENDING}"
        if not any(row.id == run for row in runs.shelf.rows()):
            return None
        runs.open(run)
        if dataset == "sinusoid":
            runs.probes[dataset] = PROBE
        self._window.learn.choose(run)
        return runs.histories[run]

    def _trained(self, algorithm: str, dataset: str, seconds: float) -> RunHistory:
        """A run that has had so many seconds of its own, however long that takes a busy machine (within reason), and paused."""
        learn, runs = self._window.learn, self._window.runs
        learn.form.show_config(configured(runs.catalogue, algorithm, dataset, {}))
        learn.start()
        run = runs.current
        assert run is not None, self._window.cards.sentences()
        history = runs.histories[run]
        self._until(lambda: history.at.seconds >= seconds or history.state in ("finished", "failed"), SLOWEST * max(seconds, PATIENCE))
        runs.command(run, Pause())
        return history

    def _see(self, view: QWidget | None, history: RunHistory) -> bool:
        """Wait until a view has been drawn with what it shows of exactly now; whether it has."""
        assert isinstance(view, View)

        def there() -> bool:
            if history.state == "running":
                return False
            kept = (history.past.taken(name) for name in view.wanted() if name in history.info.algorithm.readings)
            return all(at is not None and at.step == history.at.step for at in kept) and not view.dirty

        self._wait(0.5)
        self._until(there, PATIENCE)
        self._wait(0.5)
        return there()

    def _until(self, done: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not done() and time.monotonic() < end:
            self._wait(0.2)

    def _picture(self, name: str, widget: QWidget | None) -> None:
        assert widget is not None
        (HERE / "gallery").mkdir(exist_ok=True)
        for theme in ("light", "dark"):
            appearance.choose(theme)
            self._wait(0.6)
            widget.grab().save(str(HERE / "gallery" / f"{name}-{theme}.webp"), "WEBP", SHARP)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._process()
            time.sleep(0.005)


def _plain(text: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in text.lower())


def _page() -> None:
    """The page that shows every picture there is."""
    lines = [
        "# Gallery",
        "",
        "Every view, light and dark, of the examples that come with the program; made by `python docs/gallery.py`.",
        "",
    ]
    titles = {a.id: a.title for a in kept_catalogue().algorithms} | {d.id: d.title for d in kept_catalogue().datasets}
    for algorithm, dataset in RUNS:
        pictures = sorted((HERE / "gallery").glob(f"{algorithm}-{dataset}-*-light.webp"), key=lambda p: "window" not in p.name)
        if not pictures:
            continue
        lines += [f"## {titles[algorithm]}, {titles[dataset].lower()}", ""]
        for light in pictures:
            what = light.stem.removeprefix(f"{algorithm}-{dataset}-").removesuffix("-light").replace("-", " ")
            dark = light.name.replace("-light.webp", "-dark.webp")
            lines += [f"| {what} | |", "| --- | --- |", f"| ![{what}, light](gallery/{light.name}) | ![{what}, dark](gallery/{dark}) |", ""]
    (HERE / "GALLERY.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
