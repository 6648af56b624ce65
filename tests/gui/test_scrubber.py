"""The scrubber of inner steps: it keeps within what there is, plays once, and obeys mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gui.widgets.step_scrubber import StepScrubber, _Track


@pytest.fixture
def scrubber(qtbot: QtBot) -> StepScrubber:
    made = StepScrubber()
    qtbot.addWidget(made)
    made.resize(400, 32)
    made.show()
    return made


def track_of(scrubber: StepScrubber) -> _Track:
    (track,) = scrubber.findChildren(_Track)
    return track


def test_it_starts_at_the_last_trained_step(scrubber: StepScrubber) -> None:
    scrubber.set_steps(10, 5)
    assert (scrubber.step, scrubber.steps, scrubber.trained) == (5, 10, 5)


def test_a_step_a_person_chose_stays_when_as_many_steps_come_again_or_more(scrubber: StepScrubber) -> None:
    scrubber.set_steps(5, 5)
    scrubber.set_step(2)
    for steps in (5, 10, 3):
        scrubber.set_steps(steps, steps)
        assert scrubber.step == 2
    scrubber.set_steps(1, 1)
    assert scrubber.step == 1


def test_no_step_lies_outside_and_the_same_step_is_not_told_twice(scrubber: StepScrubber) -> None:
    scrubber.set_steps(4, 2)
    told: list[int] = []
    scrubber.stepped.connect(told.append)
    for step in (99, 4, -3, 0, 1):
        scrubber.set_step(step)
    assert told == [4, 0, 1]


def test_playing_goes_through_every_step_once_and_stops(scrubber: StepScrubber, qtbot: QtBot) -> None:
    scrubber.set_steps(3, 3)
    scrubber._timer.setInterval(1)
    told: list[int] = []
    scrubber.stepped.connect(told.append)
    scrubber.play()
    assert scrubber.playing
    qtbot.waitUntil(lambda: not scrubber.playing)
    assert told == [0, 1, 2, 3]


def test_a_hand_on_the_track_ends_the_playing(scrubber: StepScrubber, qtbot: QtBot) -> None:
    scrubber.set_steps(4, 4)
    scrubber.play()
    track = track_of(scrubber)
    qtbot.mouseClick(track, Qt.MouseButton.LeftButton, pos=track.at(3).toPoint())
    assert scrubber.step == 3 and not scrubber.playing
    qtbot.mouseClick(track, Qt.MouseButton.RightButton, pos=track.at(0).toPoint())
    qtbot.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() - 1, 3))
    assert scrubber.step == 4


def test_arrows_home_and_end_move_it(scrubber: StepScrubber, qtbot: QtBot) -> None:
    scrubber.set_steps(6, 3)
    track = track_of(scrubber)
    assert track.focusPolicy() & Qt.FocusPolicy.TabFocus
    for key, step in ((Qt.Key.Key_Right, 4), (Qt.Key.Key_Left, 3), (Qt.Key.Key_End, 6), (Qt.Key.Key_Right, 6), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(track, key)
        assert scrubber.step == step


def test_without_inner_steps_there_is_nothing_to_play(scrubber: StepScrubber) -> None:
    scrubber.set_steps(5, 5)
    scrubber.play()
    scrubber.set_steps(0, 0)
    assert not scrubber.playing and not scrubber.isEnabled() and scrubber.step == 0


def test_steps_beyond_the_trained_ones_look_different(scrubber: StepScrubber) -> None:
    scrubber.set_steps(10, 10)
    scrubber.set_step(0)
    track = track_of(scrubber)
    place = (track.at(7) + QPoint(0, 9).toPointF()).toPoint()
    plain = track.grab().toImage().pixelColor(place)
    scrubber.set_steps(10, 5)
    assert track.grab().toImage().pixelColor(place) != plain
