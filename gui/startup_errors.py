"""Say in one sentence why no window can open here, instead of ending with Qt's own text and an abort. (no Qt before it is needed)"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

NO_WINDOW = 2
"""The exit code."""
_NO_CONNECTION = ("could not connect to display", "Failed to create wl_display", "Could not create wl_display")


def sentence(messages: list[str]) -> str:
    """Why Qt could not begin, from what it said, and what works without a window."""
    program = "python main.py" if Path(sys.argv[0]).name == "main.py" else "metascope"
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not any(sign in message for message in messages for sign in _NO_CONNECTION):
        lines = [line.strip() for message in messages for line in message.splitlines() if line.strip()]
        reason = f"The window cannot open here ({lines[0].rstrip('.') if lines else 'Qt does not say why'})"
    elif display:
        reason = f"The display {display} does not answer, so no window can open"
    else:
        reason = "There is no display, so no window can open"
    commands = "list, train, evaluate, compare, export, import and download"
    return f"{reason}; the commands {commands} need none: `{program} --help`."


def refuse(messages: list[str]) -> int:
    """Print the sentence; returns the exit code."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(sentence(messages), file=sys.stderr, flush=True)
    return NO_WINDOW


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """End the process with one sentence where Qt would abort it within the block; what Qt says otherwise comes out at its end."""
    if sys.platform in ("win32", "darwin"):
        yield
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    messages: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
        messages.append(message or "")
        if kind == QtMsgType.QtFatalMsg:
            os._exit(refuse(messages))

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        if sys.stderr is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.writelines(f"{message}\n" for message in messages)
