"""Do slow work beside a generator: what it reports comes out as it is made, and it can be told to give up. (no torch)"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from typing import TypeVar

from engine.protocol import Progress

T = TypeVar("T")
PATIENCE = 0.05


class Cancelled(Exception):
    """The work was told to give up, and did."""


def reported(
    run: str, work: Callable[[Callable[[str, float | None], None]], T], give_up: Callable[[], bool]
) -> Generator[Progress, None, T]:
    """What `work`, on a thread of its own, reports, as events of `run`; returns its result or raises what it raised.

    `give_up` is asked some twenty times a second; once it says yes, the next report raises `Cancelled` inside the work.
    """
    said: queue.SimpleQueue[Progress] = queue.SimpleQueue()
    told = threading.Event()
    outcome: list[T] = []
    trouble: list[BaseException] = []

    def report(what: str, fraction: float | None) -> None:
        if told.is_set():
            raise Cancelled
        said.put(Progress(run, what, fraction))

    def life() -> None:
        try:
            outcome.append(work(report))
        except BaseException as error:
            trouble.append(error)

    thread = threading.Thread(target=life, name="slow work", daemon=True)
    thread.start()
    while thread.is_alive() or not said.empty():
        if give_up():
            told.set()
        try:
            yield said.get(timeout=PATIENCE if thread.is_alive() else 0)
        except queue.Empty:
            continue
    if trouble:
        raise trouble[0]
    return outcome[0]
