"""Signals that end a command: Ctrl-C, SIGTERM, and SIGHUP, which a closing terminal sends. (stdlib only)"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Those that this system has; Windows sends SIGBREAK for Ctrl-Break and for a closing console."""
AGAIN = 0.5
"""Seconds after which a second Ctrl-C is one. `timeout` sends its signal twice, and a closing session one of each kind."""


_stopped_by: list[int] = []
"""The signal that stopped the command, if one has."""


class Interrupted(KeyboardInterrupt):
    """A signal ends the command."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def exit_code(number: int) -> int:
    """What a shell calls the end by this signal: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP."""
    return 128 + number


@contextlib.contextmanager
def raising() -> Iterator[None]:
    """Have these signals raise `Interrupted` within the block, so that what is half done is cleaned up.

    Once a `stopping` block within it has been stopped, only Ctrl-C still does so.
    """

    def handle(number: int, _: FrameType | None) -> None:
        if not _stopped_by or number == signal.SIGINT:
            raise Interrupted((*_stopped_by, number)[0])

    _stopped_by.clear()
    with _handled(handle):
        yield


def ignore() -> None:
    """Ignore these signals from now on: the process ends already, with the exit code of the first of them."""
    for name in NAMES:
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[list[int]]:
    """Have the first of these signals call `stop`; a second Ctrl-C raises `Interrupted`. Gives the numbers of the signals so far."""
    numbers: list[int] = []
    first = 0.0

    def handle(number: int, _: FrameType | None) -> None:
        nonlocal first
        if not numbers:
            first = time.monotonic()
            numbers.append(number)
            _stopped_by.append(number)
            stop()
        elif number == signal.SIGINT and time.monotonic() - first > AGAIN:
            raise Interrupted(numbers[0])

    with _handled(handle):
        yield numbers


@contextlib.contextmanager
def _handled(handle: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Handle these signals within the block, but for those that are ignored (`nohup` ignores SIGHUP, a shell Ctrl-C of a job with &)."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in NAMES:
            if (number := getattr(signal, name, None)) is not None and signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
