"""What a first launch shows: a finished example in Learn whose inner steps play once, and four examples in Compare."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, QTimer

from engine.examples import COMPARED, ENDING, FIRST, PROBE
from engine.failures import StorageError
from engine.settings import Rejected
from gui.theme import appearance
from gui.window import Window

LOOK = 2500
"""ms that a person looks before the scrubber moves by itself."""
READY = 8_000
"""ms after which a worker for Try gets ready: when the window and its first picture no longer need the cores."""


class FirstLook(QObject):
    """Sets the scene in a window whose library is empty; does nothing in any other."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._runs = window.runs
        self._play = QTimer(self)
        self._play.setSingleShot(True)
        self._play.setInterval(LOOK)
        self._play.timeout.connect(self._played)
        with contextlib.suppress(StorageError, Rejected):
            if self._runs.shelf.library() is None or self._used():
                return
            self._learn()
            window.compare.shown_first.connect(self._compare)
            QTimer.singleShot(READY, self, window.try_place.answers.warm)

    def _used(self) -> bool:
        return self._runs.store.exists() and bool(self._runs.library().runs())

    def _learn(self) -> None:
        run = FIRST + ENDING
        self._runs.open(run)
        self._runs.probes[self._runs.histories[run].info.dataset.id] = PROBE
        learn = self._window.learn
        learn.choose(run)
        learn.undo.clear()  # a choice that nobody made is not taken back
        self._steps = int(self._runs.histories[run].config.hyper.get("test_steps", 0))
        learn.fit.steps_available.connect(self._seen)

    def _seen(self, steps: int, trained: int) -> None:
        """The picture is there: show the good curve, then how it came about."""
        learn = self._window.learn
        learn.fit.steps_available.disconnect(self._seen)
        learn.scrubber.set_step(self._steps)
        learn.scrubber.taken.connect(self._play.stop)
        if not appearance_still():
            self._play.start()

    def _played(self) -> None:
        learn = self._window.learn
        if learn.isVisible() and not learn.fit.edited and self._runs.current == FIRST + ENDING:
            learn.scrubber.play(self._steps)

    def _compare(self) -> None:
        """Four examples side by side, unless the person has begun a comparison of their own."""
        contest = self._window.compare.contest
        if contest.comparison.runs:
            return
        there = {row.id for row in self._runs.shelf.rows()}
        runs = [run for name in COMPARED if (run := f"{name}{ENDING}") in there]
        with contextlib.suppress(StorageError, Rejected):
            for run in runs:
                self._runs.open(run)
            contest.include(runs, keep=False)


def appearance_still() -> bool:
    """Whether nothing shall move by itself."""
    return bool(getattr(appearance, "reduce_motion", False))
