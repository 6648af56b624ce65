"""Ten minutes of work in the window: while runs train, views are switched and dialogs opened, its memory stays flat."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QTabBar
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from gui.language import language
from gui.theme import appearance
from gui.window import Window

RUNS = (("maml", "sinusoid"), ("mann", "glyphs"), ("prototypical", "glyphs"))
DIALOGS = ("palette", "keys", "cluster", "audience")
MINUTES = 10
WARM_UP = 3
"""Minutes in which every view, dialog, language and theme is seen for the first time."""
A_NUMBER = 6 * 8
"""Bytes of one number of a curve: its value, its place on four axes and its smoothed value."""
MOST = 6 << 20
"""Bytes that the window may grow by in the remaining minutes, beside the numbers of the curves."""


def resident() -> int:
    """Bytes of memory that this process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_language_leaves_no_translator_behind(opened: Window, qapp: QApplication) -> None:
    def switch() -> None:
        language.choose("zh_CN")
        language.choose("en")
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]

    for _ in range(3):
        switch()
        assert not language.findChildren(QTranslator)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process holds now")
def test_the_memory_of_a_busy_window_stays_flat(opened: Window, qtbot: QtBot) -> None:
    window, runs = opened, opened.runs
    runs.slots = len(RUNS)
    started = [runs.start(configured(kept_catalogue(), a, d, {"steps": 10_000_000, "device": "cpu"})) for a, d in RUNS]
    qtbot.waitUntil(lambda: all(runs.histories[run].at.step > 0 for run in started), timeout=1_800_000)
    bars = {name: place.findChildren(QTabBar) for name, place in window.places.items()}
    places, dialogs, chosen = itertools.cycle(window.places), itertools.cycle(DIALOGS), itertools.cycle(started)

    def close_dialogs() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.close()

    def numbers() -> int:
        return sum(series.count for run in started for series in runs.histories[run].series.values())

    marks: list[tuple[float, int, int]] = []
    begin = time.monotonic()
    for second in itertools.count():
        if second % 2 == 0:
            window.show_place(next(places))
        for bar in bars[window.place().name]:
            if bar.isVisible() and bar.count() > 1:
                bar.setCurrentIndex((bar.currentIndex() + 1) % bar.count())
        if second % 3 == 0:
            window.learn.choose(next(chosen))
        if second % 5 == 0:
            QTimer.singleShot(300, close_dialogs)
            window.actions_list[next(dialogs)].trigger()
        if second % 30 == 15:
            appearance.choose("dark" if second % 60 == 15 else "light")
            language.choose("zh_CN" if second % 60 == 15 else "en")
        qtbot.wait(1000)  # the pace of the soak; nothing is awaited
        minute = (time.monotonic() - begin) / 60
        if minute >= len(marks) + 1:
            marks.append((minute, resident(), numbers()))
        if minute >= MINUTES:
            break
    for minute, held, count in marks:
        print(f"{minute:5.1f} min: {held / 2**20:6.1f} MiB, {count:,} numbers")
    (_, held_before, count_before), (_, held_after, count_after) = marks[WARM_UP - 1], marks[-1]
    # the arrays of a curve double as they grow
    assert held_after - held_before < MOST + 2 * A_NUMBER * (count_after - count_before)
