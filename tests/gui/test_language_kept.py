"""What a person has drawn, compared and scrubbed stands through a change of the language, there and back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gui.language import CHINESE, language
from gui.phrases import HAN
from gui.widgets.answer_list import AnswerRow
from gui.window import Window

SOON = 30_000


@pytest.fixture(autouse=True)
def english_again(opened: Window) -> Iterator[None]:
    """The other tests are told in English."""
    yield
    language.choose("en")
    language.choice = "system"


def test_drawings_a_comparison_and_a_scrubbed_step_survive_there_and_back(opened: Window, qtbot: QtBot) -> None:
    learn, compare, place = opened.learn, opened.compare, opened.try_place
    qtbot.waitUntil(lambda: learn.scrubber.step == 5, timeout=SOON)
    learn.scrubber.set_step(2)
    opened.show_place("compare")
    qtbot.waitUntil(lambda: "better than" in compare.header.sentence.text(), timeout=SOON)
    shown = [entry.key for entry in compare.contest.entries()]
    opened.show_place("try")
    pad = place.draw.query
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for at in (QPoint(60, 90), QPoint(90, 30)):
        qtbot.mouseMove(pad, at)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 30))
    drawn, sentence = pad.picture().copy(), compare.header.sentence.text()
    assert drawn.any()

    def as_it_was() -> bool:
        same = [entry.key for entry in compare.contest.entries()] == shown and learn.scrubber.step == 2
        return same and place.isVisible() and np.array_equal(pad.picture(), drawn)

    language.choose(CHINESE)
    assert as_it_was()
    opened.show_place("compare")
    qtbot.waitUntil(lambda: bool(HAN.search(compare.header.sentence.text())), timeout=SOON)
    assert "better than" not in compare.header.sentence.text()
    opened.show_place("learn")
    assert learn.scrubber.step == 2 and bool(HAN.search(learn.fit._caption.text()))
    opened.show_place("try")
    language.choose("en")
    assert as_it_was()
    opened.show_place("compare")
    qtbot.waitUntil(lambda: compare.header.sentence.text() == sentence, timeout=SOON)
    opened.show_place("try")
    pad.setFocus()
    opened.actions_list["undo"].trigger()
    assert not np.array_equal(pad.picture(), drawn)  # and what was drawn can still be taken back


def test_the_names_of_those_who_answer_follow_the_language(opened: Window, qtbot: QtBot) -> None:
    row = AnswerRow("Prototypical Networks", "metric", ("prototypical", 0))
    qtbot.addWidget(row)
    language.choose(CHINESE)
    assert HAN.search(row.name)
    language.choose("en")
    assert row.name == "Prototypical Networks"
