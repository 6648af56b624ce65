"""Host one run in a process of its own: commands in, batched events out; a warm spare waits with torch imported. (no torch here)

The window's side is `WorkerProcess`; what it owns is a duplex `connection`: it sends `Command`s and receives lists of `Event`s.
At most `CREDIT` lists are under way before the window answers with `Credit`; until then the worker computes on and gathers.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import Any

from engine.allocator import keep_freed_memory
from engine.inbox import Beginning
from engine.protocol import (
    Close,
    Command,
    Credit,
    Download,
    Event,
    Hold,
    Judge,
    Look,
    Measure,
    Progress,
    Read,
    Ready,
    Show,
    Start,
    StateChanged,
    Stop,
    Threads,
)
from engine.standard_streams import flush_all

CREDIT = 4
"""Lists of events a worker may send before the window has said that it drained one."""
LOWEST, SOON = 19, 8
"""Niceness of what trains, and of what answers a person who draws while something trains."""
INTERVAL = 1 / 30
"""Seconds between two lists of events."""
GRACE = 10.0
"""Seconds a worker whose window has died may take to end its outer step and write a checkpoint."""


class WorkerProcess:
    """A worker process as the window holds it. After `start` it warms up, says `Ready`, and waits for `Start`."""

    def __init__(self, nice: int = LOWEST) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=True)
        self.connection: Connection[Any, Any] = ours
        self._theirs: Connection[Any, Any] = theirs
        # daemon: if the window ends without closing it, multiprocessing sends SIGTERM, on which a worker checkpoints and leaves
        self.process = context.Process(target=host, args=(theirs, nice), name="metascope-worker", daemon=True)

    def start(self) -> None:
        """Start the process; returns at once (torch is being imported over there)."""
        self.process.start()
        self._theirs.close()  # or the end of the worker would never show as end of file

    def close(self, patience: float = 2.0) -> None:
        """Ask the worker to checkpoint and leave; after `patience` seconds end it."""
        with contextlib.suppress(OSError):
            self.connection.send(Close())
        deadline = time.monotonic() + patience
        while self.process.is_alive() and time.monotonic() < deadline:
            # a worker with much to say must be read, or it would wait for the pipe and never leave
            with contextlib.suppress(OSError, EOFError):
                while self.connection.poll(0.02):
                    self.connection.recv()
            self.process.join(0.01)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


class Post:
    """The worker's end of the pipe: an inbox of commands, and an outbox that sends lists of events while there is credit.

    Samples keep their order and are never dropped; of `Read` (per kind of reading) and `Progress` only the newest is kept.
    """

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self._connection = connection
        self._commands: deque[Command] = deque()
        self._events: dict[object, Event] = {}
        self._credit = CREDIT
        self._sent = 0.0
        self._lost = False
        self._asleep = False
        self.on_leaving: Callable[[], None] = lambda: None

    # -- inbox
    def poll(self) -> Command | None:
        """The next command, or None; sends what has gathered if it is time."""
        self._receive(block=False)
        self._flush()
        return self._commands.popleft() if self._commands else None

    def wait(self) -> Command:
        """The next command; sends everything first, then sleeps until one comes. `Close` when the window is gone."""
        while not self._commands and not self._lost:
            self._flush(now=True)
            self._receive(block=True)
        return self._commands.popleft() if self._commands else Close()

    # -- outbox
    def put(self, event: Event) -> None:
        """Add an event to the next list."""
        key: object = id(event)
        if isinstance(event, Read):
            key = (Read, event.run, type(event.reading))
            self._events.pop(key, None)  # the newest stands where it was said, after the samples before it
        elif isinstance(event, Progress):
            key = (Progress, event.run)
        self._events[key] = event
        if isinstance(event, (Progress, StateChanged)):  # said while something slow is about to begin
            self._flush(now=isinstance(event, StateChanged))

    def told_to_give_up(self) -> bool:
        """Whether `Stop` or `Close` has come; the `Stop` is then taken."""
        self._receive(block=False)
        self._flush()
        stops = [c for c in self._commands if isinstance(c, Stop)]
        for stop in stops:
            self._commands.remove(stop)
        return bool(stops) or any(isinstance(c, Close) for c in self._commands)

    def drain(self, patience: float = 1.0) -> None:
        """Send everything, waiting up to `patience` seconds for credit."""
        deadline = time.monotonic() + patience
        while self._events and not self._lost and time.monotonic() < deadline:
            self._flush(now=True)
            if self._events and self._connection.poll(0.02):
                self._receive(block=False)

    def interrupt(self) -> None:
        """Behave from now on as if the window had asked to close (called from a signal handler)."""
        self._commands.append(Close())
        self.on_leaving()
        if self._asleep:  # a system call interrupted by a signal is begun again, unless the handler raises
            raise InterruptedError

    def _receive(self, block: bool) -> None:
        if self._lost:
            return
        try:
            while block or self._connection.poll():
                self._asleep = block and not self._commands
                command = self._connection.recv()
                self._asleep = False
                if isinstance(command, Credit):
                    self._credit += command.batches
                else:
                    self._commands.append(command)
                    if isinstance(command, Close):
                        self.on_leaving()
                if block:
                    return
        except InterruptedError:
            self._asleep = False
        except (EOFError, OSError):
            self._lost = True
            self._commands.append(Close())

    def _flush(self, now: bool = False) -> None:
        time_now = time.monotonic()
        if not self._events or self._credit < 1 or self._lost or (not now and time_now - self._sent < INTERVAL):
            return
        batch, self._events = list(self._events.values()), {}
        try:
            self._connection.send(batch)
        except OSError:
            self._lost = True
            self._commands.append(Close())
        self._credit -= 1
        self._sent = time_now


def host(connection: Connection[Any, Any], nice: int = LOWEST) -> None:
    """The life of a worker process: warm up, wait for `Start`, `Hold` or `Show`, do that, leave at once."""
    _step_back(nice)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the window's terminal is the window's to answer
    threading.Thread(target=_leave_with_the_window, name="window watch", daemon=True).start()
    post = Post(connection)
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # a closing terminal or session sends its signal to every process at once
        if (number := getattr(signal, name, None)) is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: post.interrupt())
    code = 1
    try:
        _serve(post)
        post.drain()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        flush_all()
        os._exit(code)  # torch's own exit takes 0.9 s


def _leave_with_the_window() -> None:
    """The pipe tells a run between two outer steps that its window has died; one that does not get there is ended from here."""
    window = multiprocessing.parent_process()
    if window is not None:
        window.join()
        time.sleep(GRACE)
        os._exit(1)


def _serve(post: Post) -> None:
    warm_up()
    from engine.answers import Answers
    from engine.catalogue import catalogue
    from engine.jobs import estimate, fetch, started
    from engine.judging import judged, looked
    from engine.showing import shown

    post.put(Ready("", catalogue()))
    threads = os.cpu_count() or 1
    while True:
        command = post.wait()
        match command:
            case Start():
                _post_all(started(command, post, threads), post)
                return
            case Hold():
                _post_all(Answers(Beginning(command, post)).events(), post)
                return
            case Show():
                _post_all(shown(command, post), post)
                return
            case Measure():
                _post_all(estimate(command.config, post.told_to_give_up, command.request), post)
            case Judge():
                _post_all(judged(command, threads, post.told_to_give_up), post)
            case Look():
                _post_all(looked(command, threads), post)
            case Download():
                _post_all(fetch(command, post.told_to_give_up), post)
            case Threads(count):
                threads = count
            case Close():
                return
            case _:
                pass  # nothing runs yet that could be paused or stopped


def _post_all(events: Iterable[Event], post: Post) -> None:
    for event in events:
        post.put(event)


def warm_up() -> None:
    """Pay for the slow imports before a person waits for them: torch 0.95 s, its first optimiser another second."""
    keep_freed_memory()
    import torch

    weight = torch.zeros(1, requires_grad=True)
    weight.grad = torch.zeros(1)
    torch.optim.Adam([weight]).step()


def _step_back(nice: int) -> None:
    """Take a lower priority, so that the window stays smooth."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x00004000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        with contextlib.suppress(OSError):
            os.nice(nice)
