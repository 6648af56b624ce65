"""What a person did and can take back: one stack a place, all under Ctrl+Z; several steps of one change count as one."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

LIMIT = 200
"""Changes that are remembered."""
ONE_CHANGE = 1.0
"""Seconds within which another step belongs to the same change, as while a slider is dragged."""


class Change(QUndoCommand):
    """Something that was done already: `put(before)` takes it back, `put(after)` does it again. Steps of one `key` become one."""

    def __init__(self, text: str, put: Callable[[Any], object], before: Any, after: Any, key: str = "") -> None:
        super().__init__(text)
        self._put, self._before, self._after, self._key = put, before, after, key
        self._at = time.monotonic()
        self._done = True

    def id(self) -> int:
        return hash(self._key) & 0x7FFFFFFF if self._key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Change) or other._key != self._key or other._at - self._at > ONE_CHANGE:
            return False
        self._after, self._at = other._after, other._at
        self.setObsolete(self._after == self._before)
        return True

    @property
    def is_done(self) -> bool:
        """Whether it stands, and was not taken back."""
        return self._done

    def undo(self) -> None:
        self._done = False
        self._put(self._before)

    def redo(self) -> None:
        if not self._done:  # a stack does what is pushed on it, but this was done by the person
            self._put(self._after)
        self._done = True


def take_back(stack: QUndoStack, change: Change) -> None:
    """Undo one change: by the stack where it is the newest one of it, so that the stack does not offer it again."""
    if stack.index() and stack.command(stack.index() - 1) is change:
        stack.undo()
    elif change.is_done:
        change.undo()


class Watch(QObject):
    """Puts every change of something on a stack: `state` tells how it stands, `put` makes it stand so again.

    `words(before, after)` tells which change it was, for its steps to become one ('' keeps it apart), and what it is called.
    """

    def __init__(
        self,
        stack: QUndoStack,
        changed: SignalInstance,
        state: Callable[[], Any],
        put: Callable[[Any], object],
        words: Callable[[Any, Any], tuple[str, str]],
    ) -> None:
        super().__init__(stack)
        self._stack, self._state, self._give, self._words = stack, state, put, words
        self._last = state()
        self._recording = True
        changed.connect(self._changed)

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Changes made within are the program's own: they cannot be taken back."""
        self._recording, before = False, self._recording
        try:
            yield
        finally:
            self._recording = before
            self._last = self._state()

    def refresh(self) -> None:
        """Take note of what a state carries beside what is compared."""
        if (now := self._state()) == self._last:
            self._last = now

    def _changed(self) -> None:
        if not self._recording:
            return
        before, after = self._last, self._state()
        self._last = after
        if before != after:
            key, text = self._words(before, after)
            self._stack.push(Change(text, self._put, before, after, key))

    def _put(self, state: Any) -> None:
        self._last = state
        self._give(state)


class _Way(QObject):
    """Lets the keys of undo and redo pass a field, which would take them for its own letters."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            standard = QKeySequence.StandardKey
            if event.matches(standard.Undo) or event.matches(standard.Redo):
                event.ignore()
                return True
        return False


def give_way(*fields: QWidget) -> None:
    """Ctrl+Z in these fields takes back the setting, as everywhere in the window, and not the letters of one field."""
    for field in fields:
        field.installEventFilter(_Way(field))
