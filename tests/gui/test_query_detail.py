"""A query seen closely: its neighbours or what it looks at, its answer step by step, and the readings asked for meanwhile."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_insides import f32, labels, shown

from engine.protocol import At, Attention, Embedding, Episode, Read
from gui.plotting import Curve, PlotPanel, link_cursors
from gui.views.adaptation import AdaptationView
from gui.views.attention import AttentionView
from gui.views.embedding import EmbeddingView
from gui.views.episode import EpisodeView
from gui.widgets.query_detail import neighbours


def episode(steps: int = 2) -> Episode:
    p = np.zeros((steps + 1, 4, 2), np.float32)
    p[:, :, 0], p[:, :, 1] = 0.75, 0.25
    images = (255 * f32(6, 8, 8)).astype(np.uint8)
    index = np.zeros((2, 2), np.int64)
    return Episode(images[:2], labels(2, 1), images[2:], labels(2, 2), p, ("a", "b"), index)


def embedding() -> Embedding:
    distances = np.array([[1, 2], [3, 1], [5, 4], [1, 9]], np.float32)
    return Embedding(f32(6, 2), np.array([0, 1, 0, 0, 1, 1]), np.arange(6) > 1, None, 0.4, 0.9, distances)


def test_neighbours_are_by_attention_where_there_is_some_else_by_distance() -> None:
    attention = Attention(np.array([[[0.9, 0.1]], [[0.3, 0.7]]], np.float32), labels(2, 1), np.zeros(1, np.int64))
    found = neighbours(0, attention, embedding(), 2)
    assert found is not None and found.order == (1, 0) and found.attended and np.allclose(found.values, (0.7, 0.3))
    near = neighbours(3, None, embedding(), 2)
    assert near is not None and near.order == (0, 1) and not near.attended and near.values == (1, 9)
    assert neighbours(0, None, None, 2) is None and neighbours(0, None, embedding(), 5) is None


def test_a_click_on_a_query_asks_for_what_tells_its_neighbours_and_shows_them(qtbot: QtBot) -> None:
    view = EpisodeView()
    past = shown(qtbot, view, episode(), "maml")
    view.show()
    view.draw()
    view.grab()  # where the queries lie is known once they are painted
    assert view.wanted() == ("Episode",) and not view.detail.isVisible()
    qtbot.mouseClick(view.board, Qt.MouseButton.LeftButton, pos=view.board.boxes[3].center().toPoint())
    assert view.board.query == 3 and view.wanted() == ("Episode", "Embedding") and view.detail.isVisible()
    assert "✗ B (b), answered A." in view.detail.words.text() and "nearest" not in view.detail.words.text()
    read = Read("r", At(1), embedding())
    past.feed(read)
    view.feed(past, read)
    assert view.dirty
    view.draw()
    assert "nearest example is of A (distance 1)" in view.detail.words.text()
    curves = {c.name: c.y for c in view.detail.panel.curves()}
    assert np.allclose(curves["B"], 0.25) and np.allclose(curves["A"], 0.75)
    qtbot.keyClick(view.board, Qt.Key.Key_Left)
    assert view.board.query == 2
    qtbot.keyClick(view.board, Qt.Key.Key_Escape)
    assert view.board.query == -1 and not view.detail.isVisible()
    assert view._rows()[3] == ["3", "B", "A", "0.75", "0.25"]


def test_another_plane_is_offered_where_it_would_show_much_more(qtbot: QtBot) -> None:
    view = EmbeddingView()
    shown(qtbot, view, embedding(), "prototypical")
    view.show()
    assert view.turn.isVisible() and "40 %" in view.panel._caption.text() and "90 %" in view.panel._caption.text()
    with qtbot.waitSignal(view.plane_asked, timeout=1000):
        view.turn.click()


def test_a_thin_line_opens_its_task(qtbot: QtBot) -> None:
    view = AdaptationView()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.task_chosen, timeout=1000) as caught:
        view.accuracy.curve_clicked.emit("task 7")
    assert caught.args == [7]


def test_plots_over_inner_steps_point_at_the_same_step(qtbot: QtBot) -> None:
    first, second = (PlotPanel(name, "inner step", "loss") for name in ("a", "b"))
    for panel in (first, second):
        qtbot.addWidget(panel)
        panel.set_curves([Curve("c", "c", np.arange(6.0), np.ones(6), "#292994")])
    link_cursors((first, second))
    first._point_all(3.0)
    assert second._at == 3.0 and second._cursor.isVisible()
    second._point_all(None)
    assert first._at is None and not first._cursor.isVisible()


def test_a_cell_of_the_attention_shows_its_two_pictures(qtbot: QtBot) -> None:
    view = AttentionView()
    weights = f32(1, 4, 2)
    past = shown(qtbot, view, Attention(weights, labels(2, 1), labels(2, 2)), "matching_networks")
    assert "<img" not in view._says(1, 0)
    past.feed(Read("r", At(), episode()))
    assert view._says(1, 0).count("<img") == 2 and "query A2 looks at A1" in view._says(1, 0)
