"""The one door to the engine: a QThread that owns the worker process of one run, or the warm spare that will become one."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from engine.protocol import At, Close, Command, Credit, Event, Failed, Start, StateChanged
from engine.worker import LOWEST, SOON, WorkerProcess
from gui.mailbox import Mailbox

PATIENCE = 2.0
"""Seconds a worker has to checkpoint and leave before it is ended."""


class EngineThread(QThread):
    """The background engine as the window sees it: give it commands, find its events in the mailbox.

    It starts as a spare that warms up; `send(Start(...))` makes it the engine of that run. `gone` is emitted when its worker has
    left, for whatever reason; a worker that dies ends its run in `Failed`.
    """

    gone = Signal()

    def __init__(self, mailbox: Mailbox, parent: QObject | None = None, *, prompt: bool = False) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._sending = threading.Lock()
        self._worker = WorkerProcess(SOON if prompt else LOWEST)
        self._closing: float | None = None
        self._run = ""
        self._ended = False
        """whether what the worker's death means is known already: no failure"""

    @property
    def pid(self) -> int | None:
        """The worker's process id."""
        return self._worker.process.pid

    def begin(self) -> None:
        """Start the worker process and the thread that listens to it."""
        self._worker.start()
        self.start()

    def send(self, command: Command) -> None:
        """Hand a command to the engine; returns at once."""
        if isinstance(command, Start):
            self._run = command.run
        if isinstance(command, Close):
            self._closing = time.monotonic()
            if not self._run:  # nothing to keep, and a spare that is still importing would not hear
                self._worker.process.kill()
                return
        with self._sending, contextlib.suppress(OSError, ValueError):
            self._worker.connection.send(command)

    def end(self) -> None:
        """End the worker without asking it; what its last checkpoint holds stays. No failure is said."""
        self._ended = True
        self._worker.process.kill()

    def acknowledge(self, batches: int) -> None:
        """The frame clock has drained so many batches of this engine."""
        self.send(Credit(batches))

    def run(self) -> None:
        """Listen until the worker has left."""
        connection: Connection[Any, Any] = self._worker.connection
        try:
            while True:
                if connection.poll(0.1):
                    self._listen(connection.recv())
                elif self._closing is not None and time.monotonic() - self._closing > PATIENCE:
                    self._worker.process.kill()
        except (EOFError, OSError):
            pass
        self._worker.process.join(PATIENCE)
        if self._closing is None and self._run and not self._ended:
            code = self._worker.process.exitcode
            sentence = QCoreApplication.translate(
                "EngineThread", "The run's process ended unexpectedly (code {code}); what its last checkpoint holds can be continued."
            ).format(code=code)
            self._mailbox.put(self, [Failed(self._run, At(), "crash", sentence, ""), StateChanged(self._run, "failed", sentence)])
        self._worker.close(0)
        self.gone.emit()

    def _listen(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, StateChanged):
                self._ended = event.state in ("finished", "stopped", "failed")
        self._mailbox.put(self, events)


class InThreadEngine(QThread):
    """The same door with the generator on the QThread itself, for debuggers (`--engine=thread`); it imports torch here."""

    gone = Signal()
    pid: int | None = None

    def __init__(self, mailbox: Mailbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()

    def begin(self) -> None:
        self.start()

    def send(self, command: Command) -> None:
        self._commands.put(command)

    def acknowledge(self, batches: int) -> None:
        """Nothing crosses a pipe here, so nothing is owed."""

    def poll(self) -> Command | None:
        """The next command, or None (the engine's inbox)."""
        return None if self._commands.empty() else self._commands.get()

    def wait_for_command(self) -> Command:
        return self._commands.get()

    def run(self) -> None:
        from engine.answers import Answers
        from engine.inbox import Beginning
        from engine.jobs import estimate, started
        from engine.judging import judged, looked
        from engine.protocol import Hold, Judge, Look, Measure, Show
        from engine.showing import shown

        inbox = _Inbox(self)
        while True:
            command = self.wait_for_command()
            match command:
                case Start():
                    for event in started(command, inbox, 1):
                        self._mailbox.put(self, [event])
                    break
                case Hold():
                    for event in Answers(Beginning(command, inbox)).events():
                        self._mailbox.put(self, [event])
                    break
                case Show():
                    for event in shown(command, inbox):
                        self._mailbox.put(self, [event])
                    break
                case Measure():
                    self._mailbox.put(self, estimate(command.config, request=command.request))
                case Judge():
                    for event in judged(command, 1):
                        self._mailbox.put(self, [event])
                case Look():
                    self._mailbox.put(self, looked(command, 1))
                case Close():
                    break
                case _:
                    pass
        self.gone.emit()


class _Inbox:
    """The engine's view of `InThreadEngine` (whose own `wait` is QThread's)."""

    def __init__(self, engine: InThreadEngine) -> None:
        self._engine = engine

    def poll(self) -> Command | None:
        return self._engine.poll()

    def wait(self) -> Command:
        return self._engine.wait_for_command()


Engine = EngineThread | InThreadEngine
