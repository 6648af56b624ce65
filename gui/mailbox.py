"""Hand events to the GUI thread: samples are kept in order, pictures never pile up."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable

from engine.protocol import Event, Progress, Read


class Mailbox:
    """Filled by engine threads, emptied by the frame clock.

    The law: every sample comes out once and in order; of `Read` (per run and kind of reading) and `Progress` (per run) only the
    newest comes out, at the place where it was put.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = itertools.count()
        self._events: dict[object, Event] = {}
        self._batches: dict[object, int] = {}

    def put(self, sender: object, events: Iterable[Event]) -> None:
        """Add one batch of a sender."""
        with self._lock:
            for event in events:
                key: object = next(self._places)
                if isinstance(event, Read):
                    key = (event.run, type(event.reading))
                elif isinstance(event, Progress):
                    key = (event.run, Progress)
                self._events.pop(key, None)
                self._events[key] = event
            self._batches[sender] = self._batches.get(sender, 0) + 1

    def drain(self) -> tuple[list[Event], dict[object, int]]:
        """Everything that waits, and how many batches of each sender that was (the credit to give back)."""
        with self._lock:
            events, batches = list(self._events.values()), self._batches
            self._events, self._batches = {}, {}
        return events, batches
