"""Work on files done on a thread, one job after the other; one that takes a while has a card, on which it can be cancelled."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from engine.background import Cancelled
from engine.failures import explained
from gui.cards import Cards

Work = Callable[[Callable[[], bool]], Any]
"""What a job does; it is given a function that says whether it was cancelled."""
CARD_AFTER = 400
"""ms after which a job that still runs gets a card."""
AT_ONCE = 0.05
"""Seconds that the caller waits for a job that is expected to be quick."""
CLOSING = 10_000
"""ms that closing waits for jobs that read."""


class Job(QRunnable):
    """One piece of work. `ended` is emitted on its thread when it has come to an end, however it did."""

    class _Signals(QObject):
        ended = Signal()

    def __init__(self, work: Work, lasting: bool) -> None:
        super().__init__()
        self.lasting = lasting
        self.setAutoDelete(False)
        self._work = work
        self._signals = Job._Signals()
        self.ended = self._signals.ended
        self.cancelled = threading.Event()
        self.over = threading.Event()
        self.found: Any = None
        self.sentence: str | None = None

    def run(self) -> None:
        try:
            if not self.cancelled.is_set():
                self.found = self._work(self.cancelled.is_set)
        except Cancelled:
            self.cancelled.set()
        except Exception as error:
            kind, self.sentence = explained(error)
            if kind == "bug":
                logging.getLogger(__name__).exception("a file")
        self.over.set()
        self.ended.emit()


class BackgroundJobs(QObject):
    """Jobs of one kind. What a job finds goes to `then`; why it could not, to a card; a cancelled one is not heard of again."""

    def __init__(self, cards: Cards, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: dict[Job, Callable[[Any], object]] = {}
        self._reading: set[Job] = set()

    @property
    def busy(self) -> bool:
        """Whether a job has not come to its end."""
        return bool(self._jobs)

    def start(
        self,
        work: Work,
        then: Callable[[Any], object],
        words: str,
        *,
        cancellable: bool = True,
        at_once: bool = False,
        lasting: bool = False,
        warning: bool = False,
        topic: str = "",
    ) -> Job:
        """Do `work` on a thread. `words` stand on the card of a job that takes a while.

        `at_once`: wait for a moment first, so that a job which is quick is over when this returns; `lasting`: what it has done stays
        done, so its result is delivered even where it was cancelled too late; `warning`: a refusal is a note; `topic`: what the card of a
        refusal is about, which a later success resolves.
        """
        job = Job(work, lasting)
        self._jobs[job] = then
        if cancellable:
            self._reading.add(job)
        job.ended.connect(partial(self._end, job, words, warning, topic))
        self._pool.start(job)
        if at_once and job.over.wait(AT_ONCE):
            self._end(job, words, warning, topic)
        else:
            QTimer.singleShot(CARD_AFTER, self, partial(self._show, job, words))
        return job

    def cancel(self, job: Job) -> None:
        """Give a job up: whatever it still does, nothing comes of it."""
        job.cancelled.set()

    def cancel_all(self) -> None:
        """Give up every job that reads."""
        for job in self._reading:
            job.cancelled.set()

    def close(self) -> None:
        """Give up what is read, and wait until what is written is whole."""
        self.cancel_all()
        self._pool.waitForDone(CLOSING if len(self._reading) == len(self._jobs) else -1)
        self._jobs.clear()
        self._reading.clear()

    def _show(self, job: Job, words: str) -> None:
        if job in self._jobs and not job.cancelled.is_set():
            action = (self.tr("Cancel"), partial(self.cancel, job)) if job in self._reading else None
            self._cards.show_card(words, kind="progress", action=action)

    def _end(self, job: Job, words: str, warning: bool, topic: str) -> None:
        then = self._jobs.pop(job, None)
        if then is None:  # its end was seen at once
            return
        self._reading.discard(job)
        self._cards.withdraw(words)
        if job.cancelled.is_set() and (job.found is None or not job.lasting):
            return
        if job.sentence is None:
            if topic:
                self._cards.resolve(topic)
            then(job.found)
        else:
            self._cards.show_card(job.sentence, warning=warning, topic=topic)
