"""The window's end of the job that answers tasks: which learners are ready, what has been asked, and who has answered."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from engine.protocol import Adapt, Adapted, Close, Command, Deal, Dealt, Floats, Held, Hold, Progress, Refused, RunConfig
from gui.engine_thread import Engine, EngineThread, InThreadEngine
from gui.mailbox import Mailbox

Values = NDArray[Any]
FRAME = 8
"""ms between two looks for answers."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A trained learner on disk."""

    run: str
    label: str
    config: RunConfig
    checkpoint: Path


class Answers(QObject):
    """A worker of its own, begun when it is first needed. Signals carry the events of `engine.answers`."""

    held = Signal(object)
    answered = Signal(object)
    dealt = Signal(object)
    refused = Signal(object)
    loading = Signal(object)

    def __init__(self, *, in_thread: bool = False) -> None:
        super().__init__()
        self._in_thread = in_thread
        self._engine: Engine | None = None
        self._mailbox = Mailbox()
        self._requests = itertools.count(1)
        self._clock = QTimer(self)
        self._clock.setInterval(FRAME)
        self._clock.timeout.connect(self._tick)

    def hold(self, learners: list[Kept]) -> None:
        """Have these ready, and no others."""
        if self._engine is None and not learners:
            return
        self._send(Hold(tuple((kept.run, str(kept.checkpoint)) for kept in learners)))

    def ask(self, support_x: Values, support_y: Values, query_x: Values, truth: Floats | None = None) -> int:
        """Have every learner adapt to this task; the number that its answers will carry."""
        request = next(self._requests)
        self._send(Adapt(request, support_x, support_y, query_x, None, truth))
        return request

    def deal(self, run: str, index: int, way: int, shot: int, queries: int) -> int:
        """Ask for a test episode of the data of a held run; the number that it will carry."""
        request = next(self._requests)
        self._send(Deal(request, run, index, way, shot, queries))
        return request

    def close(self) -> None:
        """End the worker."""
        self._clock.stop()
        if self._engine is not None:
            self._engine.send(Close())
            self._engine.wait(10_000)
            self._engine = None

    def warm(self) -> None:
        """Have a worker ready before somebody asks."""
        if self._engine is None:
            self._engine = InThreadEngine(self._mailbox) if self._in_thread else EngineThread(self._mailbox, prompt=True)
            self._engine.gone.connect(self._gone)
            self._engine.begin()
            self._clock.start()

    def _send(self, command: Command) -> None:
        self.warm()
        assert self._engine is not None
        self._engine.send(command)

    def _gone(self) -> None:
        """The worker ended by itself: the next task begins another."""
        if self._engine is not None:
            self._engine.wait()
            self._engine = None
            self._clock.stop()

    def _tick(self) -> None:
        events, batches = self._mailbox.drain()
        for engine, count in batches.items():
            if isinstance(engine, EngineThread | InThreadEngine):
                engine.acknowledge(count)
        for event in events:
            match event:
                case Held():
                    self.held.emit(event)
                case Adapted():
                    self.answered.emit(event)
                case Dealt():
                    self.dealt.emit(event)
                case Refused():
                    self.refused.emit(event)
                case Progress():
                    self.loading.emit(event)
                case _:
                    pass
