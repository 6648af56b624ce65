"""Going back through meta-training: readings kept at a bounded cost, and the inside shown as it was."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from engine.protocol import Adaptation, At, Conflict
from gui.past import BUDGET, MOST, Past, size_of
from gui.widgets.time_line import TimeLine


def reading(value: float, side: int = 2) -> Conflict:
    return Conflict(("1", "2"), np.full((side, side), value, np.float32))


def test_the_past_is_bounded_keeps_both_ends_and_is_coarser_with_age() -> None:
    past = Past()
    for step in range(0, 20_000, 10):
        past.add(At(step), reading(step))
    steps = [at.step for at in past.moments()]
    assert len(steps) == MOST and steps[0] == 0 and steps[-1] == 19_990
    gaps = np.diff(steps)
    assert gaps[-10:].max() * 5 < gaps[:10].max()
    assert max(g / (20_000 - s) for g, s in zip(gaps[:-4].tolist(), steps, strict=False)) < 0.35  # no hole anywhere


def test_large_readings_are_kept_in_smaller_numbers() -> None:
    past = Past()
    for step in range(100):
        past.add(At(step), reading(step, 1000))
    kept = len(past.moments())
    assert kept >= 2 and kept * size_of(reading(0, 1000)) <= BUDGET


def test_looking_back_gives_the_newest_until_then_and_before_the_first_the_first() -> None:
    past = Past()
    for step in (10, 20, 30):
        past.add(At(step), reading(step))
    past.add(At(30), reading(31))  # looked at again while paused
    found = {until: past.newest("Conflict", until) for until in (None, 5, 10, 25, 99)}
    assert [r.cosine[0, 0] for r in found.values() if isinstance(r, Conflict)] == [31, 10, 10, 20, 31]
    assert past.newest(Adaptation.__name__) is None
    past.clear()
    assert past.newest("Conflict") is None


def test_dragging_the_line_back_looks_back_and_its_end_is_now(qtbot: QtBot) -> None:
    line = TimeLine()
    qtbot.addWidget(line)
    line.resize(214, 18)
    line.show()
    asked: list[object] = []
    line.looked_back.connect(asked.append)
    line.show_run(100, 200, [10, 50, 90], None)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(7 + 52, 9))
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(7 + 180, 9))
    line.show_run(100, 200, [10, 50, 90], 50)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(line, key)
    assert asked == [50, None, 10, 90, 10, None]
    line.grab()
