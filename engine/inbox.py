"""Where a run reads its commands. (no torch)"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol, runtime_checkable

from engine.protocol import Adapt, Close, Command, Restart, Stop


class Inbox(Protocol):
    """Where a run reads its commands."""

    def poll(self) -> Command | None:
        """The next command, or None."""

    def wait(self) -> Command:
        """The next command; sleeps until there is one."""


@runtime_checkable
class Departing(Protocol):
    """An inbox that knows when its process is going to end; `on_leaving` may be called from a signal handler."""

    on_leaving: Callable[[], None]


class Quiet:
    """The inbox of a run that nobody talks to but through `stop`, which may be called from a signal handler."""

    def __init__(self) -> None:
        self._commands: deque[Command] = deque()
        self.on_leaving: Callable[[], None] = lambda: None

    def stop(self) -> None:
        self._commands.append(Stop())
        self.on_leaving()

    def poll(self) -> Command | None:
        return self._commands.popleft() if self._commands else None

    def wait(self) -> Command:
        return self._commands.popleft() if self._commands else Close()


class Beginning:
    """An inbox whose first command has been read already."""

    def __init__(self, first: Command, inbox: Inbox) -> None:
        self._first: Command | None = first
        self._inbox = inbox

    def poll(self) -> Command | None:
        first, self._first = self._first, None
        return first or self._inbox.poll()

    def wait(self) -> Command:
        first, self._first = self._first, None
        return first or self._inbox.wait()


LEAVING: tuple[type[Command], ...] = (Stop, Close, Restart)
"""Commands for which loading is given up."""


class Waiting:
    """The commands of an inbox that have not been obeyed yet; of several `Adapt` only the newest is kept."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._commands: deque[Command] = deque()

    def commands(self, sleep: bool) -> Iterator[Command]:
        """What is to be obeyed now, one after the other; first sleeps until there is something, if told to."""
        if sleep and not self._commands:
            self._commands.append(self._inbox.wait())
        self._take()
        while self._commands:
            yield self._commands.popleft()

    def any_of(self, *kinds: type[Command]) -> bool:
        """Whether a command of these kinds waits."""
        self._take()
        return any(isinstance(command, kinds) for command in self._commands)

    def _take(self) -> None:
        while (command := self._inbox.poll()) is not None:
            self._commands.append(command)
        asked = [c for c in self._commands if isinstance(c, Adapt)]
        if len(asked) > 1:
            self._commands = deque(c for c in self._commands if not isinstance(c, Adapt) or c is asked[-1])
