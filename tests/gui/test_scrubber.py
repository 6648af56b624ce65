"""The inner-step scrubber stays within the steps there are, keeps what a person chose, and plays once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gui.widgets.step_scrubber import StepScrubber


@pytest.fixture
def scrubber(qtbot: QtBot) -> StepScrubber:
    made = StepScrubber()
    qtbot.addWidget(made)
    made.resize(400, 40)
    made.show()
    return made


def test_it_starts_at_the_last_step_trained_for(scrubber: StepScrubber) -> None:
    scrubber.set_steps(10, 5)
    assert (scrubber.step, scrubber._label.text()) == (5, "step 5 / 10")


@pytest.mark.parametrize(("asked", "taken"), [(-3, 0), (4, 4), (99, 10)])
def test_a_step_is_taken_within_what_there_is_and_told_once(scrubber: StepScrubber, asked: int, taken: int) -> None:
    scrubber.set_steps(10, 5)
    told: list[int] = []
    scrubber.stepped.connect(told.append)
    scrubber.set_step(asked)
    scrubber.set_step(asked)
    assert scrubber.step == taken and told == [taken]


def test_what_a_person_chose_survives_a_task_with_as_many_steps_and_no_fewer(scrubber: StepScrubber) -> None:
    scrubber.set_steps(10, 5)
    scrubber.set_step(2)
    scrubber.set_steps(12, 5)
    assert scrubber.step == 2
    scrubber.set_steps(1, 1)
    assert scrubber.step == 1


def test_a_method_without_inner_steps_cannot_be_scrubbed(scrubber: StepScrubber) -> None:
    scrubber.set_steps(0, 0)
    assert not scrubber._play.isEnabled() and scrubber._label.text() == "no inner steps"
    scrubber.set_step(3)
    assert scrubber.step == 0


def test_a_press_on_the_track_goes_to_the_nearest_step(scrubber: StepScrubber, qtbot: QtBot) -> None:
    scrubber.set_steps(4, 4)
    track = scrubber._track
    for step in (0, 3, 1, 4):
        qtbot.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track._x(step)), track.height() // 2))
        assert scrubber.step == step


def test_playing_goes_through_every_step_once_and_stops(scrubber: StepScrubber, qtbot: QtBot) -> None:
    scrubber._timer.setInterval(1)
    scrubber.set_steps(3, 3)
    told: list[int] = []
    scrubber.stepped.connect(told.append)
    scrubber.play()
    qtbot.waitUntil(lambda: not scrubber.playing)
    assert told == [0, 1, 2, 3]
    scrubber.play()
    scrubber.play()
    assert not scrubber.playing and scrubber.step == 0
