"""The progress line on terminals of any width: drawn over itself, never wrapped; without a terminal, ordinary lines."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import live_line, terminal
from engine.live_line import LiveLine, cut_to_width, display_width
from engine.protocol import At, Evaluated, Finished, Progress, RunConfig, Scalar, Started
from engine.terminal import ProgressLine

WIDTHS = (200, 80, 60, 40, 20, 8)


class Screen:
    """A terminal of some columns that understands what the program writes to it; wraps as real ones do."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows: list[list[str]] = [[]]
        self.wraps = 0
        self._at = 0

    def feed(self, text: str) -> None:
        for character in text:
            if character == "\r":
                self._at = 0
            elif character == "\n":
                self.rows.append([])
                self._at = 0
            elif (width := display_width(character)) == 0:
                continue
            else:
                if self._at + width > self.columns:
                    self.wraps += 1
                    self.rows.append([])
                    self._at = 0
                row = self.rows[-1]
                row.extend([" "] * (self._at + width - len(row)))
                row[self._at : self._at + width] = [character, *[""] * (width - 1)]
                self._at += width

    def shown(self) -> list[str]:
        return ["".join(row).rstrip() for row in self.rows]


def events(data: str = "Sinusoids") -> Iterator[object]:
    config = RunConfig(steps=12_000)
    yield Progress("maml-sinusoid-0001", f"reading {data}", 0.5)
    yield Started("maml-sinusoid-0001", config, At(), "cpu", 123, "mse", None, data, ())
    for step in range(1, 200):
        values = {"query_loss_after": 10.0 ** (step % 9), "query_accuracy_after": 0.5}
        yield Scalar("maml-sinusoid-0001", At(step, 4 * step, 40 * step, step / 100), values)
    scores = np.array([0.1, 0.2], np.float32)
    yield Evaluated("maml-sinusoid-0001", At(199, 796, 7960, 2.0), "validation", "mse", 0.15, 0.05, scores, scores)
    yield Finished("maml-sinusoid-0001", At(199, 796, 7960, 2.0), "completed")


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
@pytest.mark.parametrize("columns", WIDTHS)
def test_on_a_terminal_the_line_never_wraps_and_leaves_nothing_behind(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl
    import pty
    import struct
    import termios
    import threading

    monkeypatch.setattr(live_line, "REFRESH", 0.0)
    monkeypatch.setenv("COLUMNS", "200")  # the terminal knows better
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    written: list[bytes] = []

    def listen() -> None:
        try:
            while block := os.read(ours, 65536):
                written.append(block)
        except OSError:  # how a terminal ends
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    with open(theirs, "w", encoding="utf-8") as tty:
        monkeypatch.setattr(sys, "stdout", tty)
        line = ProgressLine()
        drawn = []
        for event in events():
            line.tell(event)  # type: ignore[arg-type]
            drawn.append(isinstance(event, Scalar | Progress))
        line.close()
        monkeypatch.undo()
    listener.join(60)
    os.close(ours)
    text = b"".join(written).decode().replace("\r\n", "\n")
    live = Screen(columns)
    lasting = [part for part in text.split("\n") if "\r" in part or part]
    for part in lasting:  # what is drawn over itself stands before the ordinary line that follows it
        redrawn, _, _ = part.rpartition("\r")
        live.feed(redrawn + "\r")
    assert live.wraps == 0 and len(live.rows) == 1
    whole = Screen(10_000)
    whole.feed(text)
    assert [row.split(":")[0] for row in whole.shown()] == ["maml-sinusoid-0001", "step 199", "maml-sinusoid-0001", ""]
    assert text.count("\r") >= sum(drawn)


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_longest_version_that_fits_is_shown(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_line, "terminal_columns", lambda: columns)
    monkeypatch.setattr(live_line, "REFRESH", 0.0)
    out = io.StringIO()
    out.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    line = ProgressLine()
    for event in events():
        if not isinstance(event, Finished | Evaluated):
            line.tell(event)  # type: ignore[arg-type]
    last = out.getvalue().rpartition("\r")[2].rstrip()
    assert last and display_width(last) < columns
    assert ("tasks/s" in last) == (columns >= 80)
    assert ("199/12000" in last) == (columns >= 20)


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=6), columns=st.integers(1, 60))
def test_whatever_is_said_stays_on_one_line(texts: list[str], columns: int) -> None:
    out = io.StringIO(newline="")
    out.isatty = lambda: True  # type: ignore[method-assign]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_line, "terminal_columns", lambda: columns)
        patch.setattr(sys, "stdout", out)
        patch.setenv("TERM", "xterm")
        line = LiveLine()
        for text in texts:
            line.draw([text])
        line.clear()
    screen = Screen(columns)
    if columns > 2:
        screen.feed(out.getvalue())
        assert screen.wraps == 0 and screen.shown() == [""]


def test_without_a_terminal_there_are_lines_and_no_control_characters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LiveLine, "due", lambda line: True)
    for term in ("xterm", "dumb"):
        monkeypatch.setenv("TERM", term)
        line = ProgressLine()
        for event in events("a \x1b[2J folder"):
            line.tell(event)  # type: ignore[arg-type]
        line.close()
        text = capsys.readouterr().out
        assert "\r" not in text and "\x1b" not in text and "tasks/s" in text and "validation MSE 0.1500 ± 0.0500" in text


def test_widths_are_those_of_a_terminal() -> None:
    assert display_width("abc") == 3 and display_width("读取 glyphs") == 11 and display_width("e\u0301") == 1
    assert cut_to_width("读取 glyphs", 3) == "读" and cut_to_width("abc", 9) == "abc"


def test_a_method_without_a_loss_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    line.tell(Scalar("r", At(1, 1, 1, 0.1), {"outer_lr": 0.1}))
    assert "loss" not in capsys.readouterr().out and terminal.called()
