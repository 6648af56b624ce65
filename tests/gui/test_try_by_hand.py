"""What a hand does in Try beyond drawing: points in the plane and on a wave, fingers, odd pictures; nothing drawn is ever lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QPointingDevice, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.protocol import Boundary, Episode, Fit
from gui.pages.try_ import drawn_from
from gui.undo import Watch
from gui.widgets.draw_pad import DrawPad, Hand
from gui.widgets.draw_task import DrawTask
from gui.widgets.plane_task import PlaneTask
from gui.widgets.points_task import GRID, PointsTask

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


# -- the plane
@pytest.fixture
def plane(qtbot: QtBot) -> PlaneTask:
    task = PlaneTask()
    qtbot.addWidget(task)
    task.set_learners([("run", "Some learner", "metric", ("prototypical", 0)), ("other", "Another", "gradient", ("maml", 0))])
    task.resize(700, 460)
    task.show()
    return task


def test_clicks_place_points_of_the_chosen_class_in_every_learners_plane(plane: PlaneTask, qtbot: QtBot) -> None:
    tile = plane.tiles["run"]
    assert plane.problem() == "Class A has no point yet: every class needs one."
    for k, (x, y) in enumerate([(-0.8, -0.5), (0.7, -0.6), (0.1, 0.9)]):
        qtbot.mouseClick(plane._buttons[k], LEFT)
        qtbot.mouseClick(tile, LEFT, pos=tile.at(x, y).toPoint())
    assert plane.labels.tolist() == [0, 1, 2] and not plane.problem()
    assert np.allclose(plane.places, [(-0.8, -0.5), (0.7, -0.6), (0.1, 0.9)], atol=0.02)
    assert np.array_equal(plane.tiles["other"]._x, plane.places)


def test_a_point_is_dragged_and_removed_and_all_of_it_can_be_undone(plane: PlaneTask, qtbot: QtBot) -> None:
    tile, changes = plane.tiles["run"], []
    plane.fill(np.array([(-0.5, 0), (0.5, 0)], np.float32), np.array([0, 1]))
    stack = QUndoStack(plane)
    Watch(stack, plane.changed, plane.state, plane.put, plane.difference)
    plane.changed.connect(lambda: changes.append(plane.places.copy()))
    qtbot.mousePress(tile, LEFT, pos=tile.at(0.5, 0).toPoint())
    for x in (0.6, 0.8, 1.0):
        qtbot.mouseMove(tile, tile.at(x, 0.4).toPoint())
    qtbot.mouseRelease(tile, LEFT, pos=tile.at(1.0, 0.4).toPoint())
    assert len(changes) == 3 and np.allclose(plane.places[1], (1.0, 0.4), atol=0.02)  # asked while it is dragged
    qtbot.mouseClick(tile, RIGHT, pos=tile.at(1.0, 0.4).toPoint())
    assert plane.labels.tolist() == [0]
    stack.undo()
    assert np.allclose(plane.places[1], (1.0, 0.4), atol=0.02)
    stack.undo()
    assert np.allclose(plane.places[1], (0.5, 0), atol=0.02)
    plane.clear()
    stack.undo()
    assert plane.labels.tolist() == [0, 1]


def test_an_answer_colours_the_plane_and_says_how_many_points_are_right(plane: PlaneTask) -> None:
    plane.fill(np.array([(-0.5, 0), (0.5, 0), (0.9, 0)], np.float32), np.array([0, 1, 0]))
    grid = np.linspace(-1.3, 1.3, 40).astype(np.float32)
    right = np.broadcast_to(1 / (1 + np.exp(-8 * grid)), (40, 40))
    before, after = np.full((40, 40, 2), 0.5), np.stack([1 - right, right], -1)
    answer = Boundary(plane.places, plane.labels, plane.places, plane.labels, grid, np.stack([before, after]).astype(np.float32))
    plane.show_answer("run", answer)
    tile = plane.tiles["run"]
    assert plane.scrubber.step == tile.step == 1 and tile.right() == 2 and "2 of 3" in tile.accessibleDescription()
    assert not tile.grab().isNull()
    plane.scrubber.set_step(0)
    assert tile.step == 0


def test_in_little_room_the_planes_and_what_is_above_them_stand_beside_one_another(plane: PlaneTask, qtbot: QtBot) -> None:
    plane.set_learners([(f"run {i}", f"Learner {i}", "gradient", ("maml", i)) for i in range(6)])
    columns = {}
    for width in (420, 300, 900):
        plane.resize(width, 520)
        qtbot.wait(20)
        tiles = [tile.geometry() for tile in plane.tiles.values()]
        assert not any(a.intersects(b) for i, a in enumerate(tiles) for b in tiles[:i])
        assert max(t.right() for t in tiles) <= width
        above = [b for b in plane.findChildren(QPushButton) if b.isVisible()]
        places = [QRect(b.mapTo(plane, QPoint(0, 0)), b.size()) for b in above]
        assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])
        assert all(b.width() >= b.minimumSizeHint().width() or b.text() in "ABC" for b in above)
        columns[width] = len({t.x() for t in tiles})
    assert columns == {420: 3, 300: 2, 900: 3}


# -- the wave
def test_a_click_adds_a_point_and_a_right_click_removes_it(qtbot: QtBot) -> None:
    task = PointsTask()
    qtbot.addWidget(task)
    task.resize(700, 500)
    with qtbot.waitExposed(task):
        task.show()
    curve = np.zeros((2, len(GRID)), np.float32)
    task.show_answer("run", "Learner", ("maml", 0), Fit(GRID, None, task.at_x, task.at_y, task.at_x[:0], task.at_y[:0], curve))
    qtbot.waitUntil(lambda: task.panel.plot.getViewBox().viewRange()[1][0] < -5, timeout=5000)
    viewport, box = task.panel.widget.viewport(), task.panel.plot.getViewBox()

    def place(x: float, y: float) -> QPoint:
        return task.panel.widget.mapFromScene(box.mapViewToScene(QPointF(x, y)))

    before = len(task.at_x)
    qtbot.mouseClick(viewport, LEFT, pos=place(0.5, -4.5))
    assert len(task.at_x) == before + 1 == task.count.value() and task.truth is None
    assert (task.at_x[-1], task.at_y[-1]) == (pytest.approx(0.5, abs=0.1), pytest.approx(-4.5, abs=0.1))
    qtbot.mouseClick(viewport, RIGHT, pos=place(float(task.at_x[-1]), float(task.at_y[-1])))
    assert len(task.at_x) == before == task.count.value()


# -- pads
@pytest.fixture
def pad(qtbot: QtBot) -> DrawPad:
    pad = DrawPad(120, Hand(), "pad")
    qtbot.addWidget(pad)
    pad.show()
    return pad


def test_a_finger_draws_as_a_mouse_does(pad: DrawPad, qtbot: QtBot) -> None:
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    QTest.touchEvent(pad, finger).press(0, QPoint(20, 20), pad)
    for i in (40, 60, 90):
        QTest.touchEvent(pad, finger).move(0, QPoint(i, i), pad)
    QTest.touchEvent(pad, finger).release(0, QPoint(90, 90), pad)
    assert not pad.empty and not pad.in_hand and pad.picture().max() > 200


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(pad: DrawPad, tmp_path: Path) -> None:
    told: list[str] = []
    pad.told.connect(told.append)
    file = tmp_path / "notes.txt"
    file.write_text("no picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    pad.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier))
    assert told == ["notes.txt is not a picture that can be read: PNG, JPEG, BMP, GIF and WebP are."] and pad.empty


@pytest.fixture
def task(qtbot: QtBot) -> DrawTask:
    task = DrawTask()
    qtbot.addWidget(task)
    task.resize(620, 640)
    task.show()
    return task


def stroke(qtbot: QtBot, pad: DrawPad, *places: QPoint) -> None:
    qtbot.mousePress(pad, LEFT, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(pad, place)
    qtbot.mouseRelease(pad, LEFT, pos=places[-1])


def test_a_dot_is_asked_about_and_remarked_upon(task: DrawTask, qtbot: QtBot) -> None:
    for row in task.pads:
        stroke(qtbot, row[0], QPoint(10, 10), QPoint(30, 30))
    assert task.problem() == "The query is empty: draw one of the classes again."
    stroke(qtbot, task.query, QPoint(50, 50), QPoint(50, 50))
    assert not task.problem() and "only a dot" in task.remark()
    stroke(qtbot, task.query, QPoint(50, 50), QPoint(90, 90))
    assert not task.remark()


def test_twenty_classes_with_one_drawing_say_which_class_lacks_one(task: DrawTask, qtbot: QtBot) -> None:
    task.ways.setValue(20)
    stroke(qtbot, task.pads[0][0], QPoint(10, 10), QPoint(30, 30))
    assert task.problem() == "Class B has no drawing yet: every class needs one."
    assert not task.pads[0][0].empty and len(task.pads) == 20


def test_pads_grow_with_the_room_and_what_is_drawn_grows_with_them(task: DrawTask, qtbot: QtBot) -> None:
    stroke(qtbot, task.pads[0][0], QPoint(10, 10), QPoint(30, 30))
    before = task.pads[0][0].width(), task.pads[0][0].picture()
    task.shots.setValue(1)
    task.ways.setValue(2)
    assert task.pads[0][0].width() > before[0]
    assert np.array_equal(task.pads[0][0].picture(), before[1])


def test_a_first_task_is_made_of_an_episodes_own_pictures() -> None:
    labels = np.repeat(np.arange(5), 5)
    queries = np.random.default_rng(0).integers(0, 256, (25, 28, 28)).astype(np.uint8)
    support = np.zeros((5, 28, 28), np.uint8)
    episode = Episode(support, np.arange(5), queries, labels, np.zeros((1, 25, 5), np.float32), tuple("ABCDE"), np.zeros((5, 2), np.int64))
    x, y, query, truth = drawn_from(episode, 3)
    assert x.shape == (15, 28, 28) and y.tolist() == np.repeat(np.arange(5), 3).tolist()
    assert truth == 0 and not any(np.array_equal(query, picture) for picture in x)
