"""Standard output and error that never end a command: closed, full, without a reader, or without some characters. (stdlib only)"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO, cast

_PLAIN = {"±": "+-", "×": "x", "–": "-", "—": "-", "−": "-", "…": "...", "★": "*", "→": "->", "≥": ">=", "≤": "<="}
_PLAIN |= dict.fromkeys("\u2009\u202f\u00a0", " ") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"')
_CONTROL = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}
_SUBSTITUTE = "metascope.substitute"


def _substitute(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that an encoding lacks: a plain sign, or an escape that tells which character it was."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(ch) or ch.encode("ascii", "backslashreplace").decode() for ch in lacking), error.end


codecs.register_error(_SUBSTITUTE, _substitute)


class Stream:
    """A text stream that can be written to whatever becomes of `inner` (None: there is none, and texts are dropped).

    The first failure is stored in `error` and passed to `on_lost`; later texts are dropped. Control characters, which could command a
    terminal, are replaced.
    """

    def __init__(self, inner: TextIO | None) -> None:
        self._inner = inner
        self.error: OSError | ValueError | None = None
        self.on_lost: Callable[[], None] = lambda: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    @property
    def encoding(self) -> str:
        return getattr(self._inner, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write `text`, with substitutes for what the encoding lacks."""
        if self._inner is not None and self.error is None:
            shown = text.translate(_CONTROL)
            try:
                shown.encode(self.encoding)
            except UnicodeEncodeError:
                shown = shown.encode(self.encoding, _SUBSTITUTE).decode(self.encoding)
            try:
                self._inner.write(shown)
            except (OSError, ValueError) as error:
                self._lose(error)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        if self._inner is not None and self.error is None:
            try:
                self._inner.flush()
            except (OSError, ValueError) as error:
                self._lose(error)

    def isatty(self) -> bool:
        """Whether people read it on a terminal."""
        try:
            return self._inner is not None and self.error is None and self._inner.isatty()
        except ValueError:
            return False

    def _lose(self, error: OSError | ValueError) -> None:
        self.error = error
        with contextlib.suppress(OSError, ValueError, AttributeError):  # the interpreter flushes what is left when it ends
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, cast(TextIO, self._inner).fileno())
            os.close(nowhere)
        self.on_lost()


def open_standard_descriptors() -> None:
    """Open the null device for standard input, output and error that are closed, or the next file opened would become one of them."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def flush_all() -> None:
    """Write out what standard output and error still hold, as far as that is possible."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


@contextlib.contextmanager
def lasting_streams() -> Iterator[Stream]:
    """Have `sys.stdout` and `sys.stderr` never raise within the block; gives standard output."""
    before = sys.stdout, sys.stderr
    out, err = Stream(before[0]), Stream(before[1])
    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, err)
    try:
        yield out
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before
