"""Undo, ordinals and durations in the language in force, also after it changed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.language import CHINESE, language
from gui.phrases import HAN
from gui.quantities import duration_text, localized_ordinal, ordinal_text
from gui.window import Window

pytestmark = pytest.mark.usefixtures("english_again")


def test_undo_and_redo_name_their_change_in_the_language_in_force(window: Window, qtbot: QtBot) -> None:
    undo, redo = window.actions_list["undo"], window.actions_list["redo"]
    window.learn.form._editors["outer_lr"]._take(0.02)
    assert undo.text().startswith("Undo: change of") and redo.text() == "Redo"
    language.choose(CHINESE)
    assert undo.text().startswith("撤销：") and "change" not in undo.text() and redo.text() == "重做"
    undo.trigger()
    assert undo.text() == "撤销" and redo.text().startswith("重做：")
    window.learn.form._editors["queries"]._take(7)
    assert undo.text().startswith("撤销：") and HAN.search(undo.text().removeprefix("撤销："))
    language.choose("en")
    assert undo.text().startswith("Undo: change of") and not HAN.search(undo.text()) and redo.text() == "Redo"
    for place in ("library", "learn"):
        window.show_place(place)
    assert undo.text().startswith("Undo: change of")


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (0.2, "1 s", "1 秒"),
        (59.4, "59 s", "59 秒"),
        (59.7, "1:00 min", "1:00 分"),
        (250, "4:10 min", "4:10 分"),
        (3599.8, "1:00 h", "1:00 小时"),
        (7500, "2:05 h", "2:05 小时"),
    ],
)
def test_durations(window: Window, seconds: float, english: str, chinese: str) -> None:
    assert duration_text(seconds) == english
    language.choose(CHINESE)
    assert duration_text(seconds) == chinese


def test_ordinals(window: Window) -> None:
    assert [ordinal_text(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip
    assert localized_ordinal("2nd") == "2nd" and localized_ordinal("second") == "second"
    assert language.said("accuracy, 2nd presentation") == "accuracy, 2nd presentation"
    language.choose(CHINESE)
    assert ordinal_text(2) == localized_ordinal("2nd") == "第 2 次" and localized_ordinal("second") == "second"
    assert language.said("accuracy, 2nd presentation") == "准确率，第 2 次出现"
    assert language.again("准确率，第 2 次出现") == "准确率，第 2 次出现"
