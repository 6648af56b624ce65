"""The Try place: a task drawn by mouse is answered by every ticked learner; points are dragged; pictures are brought in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from gui.runs import Runs
from gui.stories import bundled
from gui.widgets.beside import Beside
from gui.widgets.draw_pad import SEEN, DrawPad, Hand, as_example, seen
from gui.widgets.rounds import ROUNDS, WAY
from gui.window import Window

SOON = 90_000


def draw(qtbot: QtBot, pad: DrawPad, points: list[tuple[float, float]]) -> None:
    """A stroke by mouse through places in parts of the pad."""
    places = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in points]
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(pad, place)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])


@pytest.fixture
def pad(qtbot: QtBot) -> DrawPad:
    pad = DrawPad(120, Hand(), "pad")
    qtbot.addWidget(pad)
    pad.show()
    return pad


def test_answers_stand_beside_the_task_or_where_it_is_narrow_beneath_it(opened: Window, qtbot: QtBot) -> None:
    opened.show_place("try")
    place = opened.try_place

    def apart() -> tuple[bool, bool]:
        both = place.tabs.currentWidget()
        assert isinstance(both, Beside)
        draw, answers, whole = both.widget(0).geometry(), both.widget(1).geometry(), both.rect()
        assert whole.contains(draw) and whole.contains(answers) and not draw.intersects(answers)
        return draw.right() < answers.left(), draw.bottom() < answers.top()

    qtbot.waitUntil(lambda: apart() == (True, False))
    assert opened.desk.stories.open(bundled("en")[7], 0)
    opened.resize(1024, 640)
    qtbot.waitUntil(lambda: place.draw.isVisible() and apart() == (False, True))
    opened.desk.stories.close()
    opened.resize(1280, 800)
    qtbot.waitUntil(lambda: apart() == (True, False))


def test_before_the_first_round_one_sees_what_a_round_looks_like(opened: Window, qtbot: QtBot) -> None:
    opened.show_place("try")
    opened.try_place.show_tab("rounds")
    pictures = [opened.try_place.rounds._picture, *opened.try_place.rounds._support]
    qtbot.waitUntil(lambda: not any(label.pixmap().isNull() for label in pictures))
    assert not any(button.isEnabled() for button in opened.try_place.rounds.buttons)


# -- the pad
def test_a_stroke_in_a_corner_is_centred_and_as_large_as_the_data(pad: DrawPad, qtbot: QtBot) -> None:
    draw(qtbot, pad, [(0.1, 0.1), (0.3, 0.2), (0.2, 0.4)])
    picture = pad.picture()
    assert picture.shape == (SEEN, SEEN) and picture.max() > 200
    rows, columns = np.nonzero(picture > 100)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(pad.hand.box, abs=2)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(13.5, abs=1) and (columns.min() + columns.max()) / 2 == pytest.approx(13.5, abs=1)


def test_a_dot_stays_a_dot(pad: DrawPad, qtbot: QtBot) -> None:
    draw(qtbot, pad, [(0.7, 0.7), (0.7, 0.7)])
    assert not pad.empty and 0 < (pad.picture() > 100).sum() <= 12


def test_nothing_drawn_is_a_black_picture() -> None:
    assert not seen([], Hand()).any()


def photograph() -> QImage:
    """Dark ink on bright paper, off the middle."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#EEE8D5"))
    painter = QPainter(image)
    painter.fillRect(20, 30, 20, 120, QColor("#102040"))
    painter.end()
    return image


def test_a_photograph_is_made_an_example_and_told_so(pad: DrawPad, qtbot: QtBot) -> None:
    told: list[str] = []
    pad.told.connect(told.append)
    pad.take(photograph())
    picture = pad.picture()
    rows, columns = np.nonzero(picture > 128)
    assert np.ptp(rows) + 1 == pytest.approx(pad.hand.box, abs=2) and np.ptp(columns) < 6
    assert "300 x 200" in told[0] and "inverted" in told[0]


def test_a_picture_of_one_brightness_is_refused_and_what_was_there_stays(pad: DrawPad, qtbot: QtBot) -> None:
    draw(qtbot, pad, [(0.1, 0.1), (0.9, 0.9)])
    before, told = pad.picture(), []
    pad.told.connect(told.append)
    blank = QImage(50, 50, QImage.Format.Format_RGB32)
    blank.fill(QColor("#808080"))
    for image in (blank, QImage()):
        pad.take(image)
    assert np.array_equal(pad.picture(), before) and len(told) == 2
    assert as_example(blank, Hand()) == (None, True)


def test_a_picture_can_be_pasted_and_dropped(pad: DrawPad, qtbot: QtBot) -> None:
    QApplication.clipboard().setImage(photograph())
    qtbot.keyClick(pad, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pasted = pad.picture()
    pad.clear()
    data = QMimeData()
    data.setImageData(photograph())
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    pad.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))
    assert pasted.any() and np.array_equal(pad.picture(), pasted)


# -- the place, with real learners
@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    """A library with four learners of a few steps each."""
    from engine.commands import main

    folder = tmp_path_factory.mktemp("trained")
    for algorithm, dataset, *more in (
        ("maml", "glyphs", "--set", "filters=4"),
        ("prototypical", "glyphs", "--set", "filters=4"),
        ("maml", "sinusoid"),
        ("cnp", "sinusoid"),
    ):
        given = ["--algorithm", algorithm, "--dataset", dataset, "--steps", "2", "--meta-batch", "2", *more]
        assert main(["train", *given, "--library", str(folder), "--validation-episodes", "2", "--json"]) == 0
    return folder


@pytest.fixture
def shown(library: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    runs = Runs(kept_catalogue(), library, slots=0)
    window = Window(runs, runs.catalogue, tmp_path)
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("try")
    yield window
    window.close()
    window.deleteLater()


def test_a_drawn_query_is_answered_by_every_ticked_learner(shown: Window, qtbot: QtBot) -> None:
    place = shown.try_place
    rows = place.list.rows
    qtbot.waitUntil(lambda: len(rows) == 2 and all(row.probabilities is not None for row in place.list.rows.values()), timeout=SOON)
    assert not any(pad.empty for row in place.draw.pads for pad in row)  # it opens filled in
    assert all(row.truth is not None for row in place.list.rows.values())  # a test episode knows its answer
    before = {run: row.probabilities for run, row in place.list.rows.items()}
    place.draw.query.clear()
    assert "query is empty" in place.message.text()
    assert not any(row.probabilities is not None for row in place.list.rows.values())  # there is no whole task
    draw(qtbot, place.draw.query, [(0.2, 0.2), (0.8, 0.2), (0.5, 0.9)])
    qtbot.waitUntil(lambda: all(row.probabilities is not None for row in place.list.rows.values()), timeout=SOON)
    assert all(row.probabilities is not before[run] for run, row in place.list.rows.items())
    for row in place.list.rows.values():
        assert row.probabilities is not None and np.allclose(row.probabilities.sum(1), 1, atol=1e-4)
        assert row.truth is None and row.name in row.accessibleDescription()
    steps = {row.name: len(row.probabilities) for row in place.list.rows.values() if row.probabilities is not None}
    assert steps["MAML"] > 1 and steps["Prototypical Networks"] == 1


def test_other_numbers_of_classes_are_answered_by_those_who_can(shown: Window, qtbot: QtBot) -> None:
    place = shown.try_place
    qtbot.waitUntil(lambda: len(place.list.rows) == 2 and all(r.probabilities is not None for r in place.list.rows.values()), timeout=SOON)
    place.draw.ways.setValue(3)
    by_name = {row.name: row for row in place.list.rows.values()}
    qtbot.waitUntil(lambda: "give it a task of 5" in by_name["MAML"].sentence, timeout=SOON)
    metric = by_name["Prototypical Networks"]
    qtbot.waitUntil(lambda: metric.probabilities is not None and metric.probabilities.shape[1] == 3, timeout=SOON)
    place.draw.ways.setValue(4)
    assert "Class D has no drawing yet" in place.message.text()


def test_unticked_learners_answer_no_more(shown: Window, qtbot: QtBot) -> None:
    place = shown.try_place
    qtbot.waitUntil(lambda: len(place.list.rows) == 2, timeout=SOON)
    place.who.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: len(place.list.rows) == 1, timeout=SOON)
    place.who.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: "Nobody answers" in place.message.text(), timeout=SOON)


def test_dragging_a_point_moves_every_curve(shown: Window, qtbot: QtBot) -> None:
    place = shown.try_place
    place.tabs.setCurrentIndex(1)
    points = place.points
    qtbot.waitUntil(lambda: len(points._answers) == 2, timeout=SOON)
    assert points.truth is not None
    before = {run: answer[2].curves[-1].copy() for run, answer in points._answers.items()}
    points._drag(2, QPointF(0.5, 4.0))
    assert points.truth is None and points.at_x[2] == 0.5 and points.at_y[2] == 4.0

    def moved() -> bool:
        return all(not np.allclose(answer[2].curves[-1], before[run]) for run, answer in points._answers.items())

    qtbot.waitUntil(moved, timeout=SOON)
    points.amplitude.setValue(100)
    assert points.truth is not None and np.abs(points.at_y).max() <= 1 + 1e-6


def test_ten_rounds_are_counted_for_the_person_and_for_every_learner(shown: Window, qtbot: QtBot) -> None:
    place = shown.try_place
    rounds = place.rounds
    qtbot.waitUntil(lambda: len(place._held) == 2, timeout=SOON)
    place.tabs.setCurrentWidget(rounds)
    own = {}
    for number in range(1, ROUNDS + 1):
        qtbot.mouseClick(rounds.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(rounds.buttons[0].isEnabled, timeout=SOON)
        assert not rounds.right.get("you", 0) > number - 1 and not rounds.go.isEnabled()
        task = rounds._task
        assert task is not None
        truth = int(task.query_y[rounds._query])
        answer = truth if number % 2 else (truth + 1) % WAY
        own[number] = answer == truth
        qtbot.mouseClick(rounds.buttons[answer], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(rounds._counted) == 2, timeout=SOON)
    assert rounds.right["you"] == sum(own.values()) == ROUNDS // 2
    assert all(0 <= rounds.right[run] <= ROUNDS for run in rounds.names) and len(rounds.scores.rows()) == 3
    assert rounds.scores.rows()[0][1] == max(rounds.right.values())
    qtbot.mouseClick(rounds.go, Qt.MouseButton.LeftButton)  # again, on other episodes
    assert rounds.round == 1 and not rounds.right


def test_a_place_without_learners_offers_to_train_some(window: Window, qtbot: QtBot) -> None:
    window.runs.slots = 0
    window.show()
    window.show_place("try")
    place = window.try_place
    assert place.nobody.quick.isVisible() and not place.tabs.isVisible()
    qtbot.mouseClick(place.nobody.quick, Qt.MouseButton.LeftButton)
    found = [history.info for history in window.runs.histories.values()]
    assert [info.algorithm.id for info in found] == ["prototypical", "maml", "finetune"]
    assert {info.dataset.id for info in found} == {"glyphs"} and window.learn.isVisible()


def test_a_run_that_has_just_finished_is_offered(library: Path, shown: Window, qtbot: QtBot) -> None:
    count = shown.try_place.who.count()
    config = configured(kept_catalogue(), "reptile", "glyphs", {})
    run = shown.runs.start(config)
    source = next((library / "checkpoints").glob("maml-glyphs*"))
    (library / "checkpoints" / f"{run}.safetensors").write_bytes(source.read_bytes())  # as a worker leaves one
    shown.runs.changed.emit(run)
    qtbot.waitUntil(lambda: shown.try_place.who.count() == count + 1, timeout=SOON)
    assert run in shown.try_place.list.rows  # a run of this window is ticked at once
