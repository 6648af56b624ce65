"""Write what a run says to its library while it is said. (no torch)"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Iterator
from pathlib import Path

from engine.failures import StorageError
from engine.library import Library
from engine.protocol import Event, Failed, Finished, Saved, Saving, StateChanged
from engine.run_row import BUSY
from engine.settings import Rejected

WRITE_INTERVAL = 0.5
"""Seconds of metrics that a power cut may take."""


def record(events: Generator[Event, None, None], library: Library, run: str) -> Iterator[Event]:
    """Pass the events of `run` on, and write them to the library at least twice a second, and at once when the state changes.

    Where the disk refuses, the error is thrown into the run, which ends in `Failed`; what could not be written is tried again
    with whatever comes next.
    """
    waiting: list[Event] = []
    written = time.monotonic()
    refused = ended = False
    try:
        for event in events:
            if isinstance(event, Saved) and Path(event.path).parent != library.checkpoints:
                yield event  # written outside this library, which may be gone: nothing to store
                continue
            waiting.append(event)
            if isinstance(event, StateChanged) and event.state in ("loading", "running", "paused"):
                refused = False  # resumed after a refusal: the next refusal must end it again, not pass unnoticed
            if not isinstance(event, Saving):
                yield event
            forked = isinstance(event, Saved) and event.run != run
            if forked or isinstance(event, (StateChanged, Saving, Finished, Failed)) or time.monotonic() - written >= WRITE_INTERVAL:
                written = time.monotonic()
                try:
                    library.write(waiting)
                    waiting, refused = [], False
                    if forked:
                        library.branch(run, event.run)
                except StorageError as error:
                    if not refused:
                        refused = True
                        try:
                            failure = events.throw(error)
                        except StopIteration:  # it was leaving anyway
                            return
                        waiting.append(failure)
                        yield failure
        ended = True
    finally:
        if waiting and not refused:
            library.write(waiting)
        if not ended:  # interrupted at once: the run must not look as if it went on
            with contextlib.suppress(StorageError, Rejected):
                if library.run(run).state in BUSY:
                    library.write([StateChanged(run, "stopped")])
