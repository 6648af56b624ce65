"""Views of a task as a person uses them: switching runs, moving points while the learner learns, and reading pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import Adaptation, At, Embedding, Episode, Fit, Movement, Read, Reading, Started, frozen_array
from gui.history import RunHistory, RunInfo
from gui.views.adaptation import AdaptationView, task_mean
from gui.views.base import SHAPES, View
from gui.views.embedding import EmbeddingView
from gui.views.episode import EpisodeView
from gui.views.fit import FitView
from gui.views.movement import MovementView
from gui.views.reading import steady
from gui.widgets.episode_board import COMFORTABLE, GAP, LEAST, answers, arranged

GRID = np.linspace(-5, 5, 40, dtype=np.float32)
V = TypeVar("V", bound=View)


def history(run: str = "run", algorithm: str = "maml", dataset: str = "sinusoid", **hyper: object) -> RunHistory:
    specs = kept_catalogue()
    config = configured(specs, algorithm, dataset, hyper)
    a = next(a for a in specs.algorithms if a.id == algorithm)
    d = next(d for d in specs.datasets if d.id == dataset)
    made = RunHistory(RunInfo(run, run, a, d, config))
    made.feed(Started(run, config, At(), "cpu", 10, "mse" if d.task == "regression" else "accuracy", None, "data", ()))
    return made


def fit(steps: int = 3, level: float = 0.0, shift: float = 0.0) -> Fit:
    x = frozen_array([-2 + shift, 0 + shift, 2 + shift])
    curves = np.stack([np.full_like(GRID, level + k) for k in range(steps + 1)])
    return Fit(frozen_array(GRID), frozen_array(np.sin(GRID)), x, frozen_array(np.sin(x)), x, frozen_array(np.sin(x)), frozen_array(curves))


def episode(probabilities: NDArray[np.float64], labels: list[int], way: int = 3) -> Episode:
    return Episode(
        frozen_array(np.full((way, 8, 8), 200), np.uint8),
        frozen_array(np.arange(way), np.int64),
        frozen_array(np.full((len(labels), 8, 8), 200), np.uint8),
        frozen_array(labels, np.int64),
        frozen_array(probabilities),
        tuple(f"glyph {c}" for c in range(way)),
        frozen_array(np.zeros((way, 2)), np.int64),
    )


def shown(view: V, qtbot: QtBot, *runs: RunHistory) -> V:
    qtbot.addWidget(view)
    view.resize(500, 380)
    view.show()
    for run in runs:
        view.add(run)
    view.select(runs[0].info.id)
    view.draw()
    return view


def read(view: View, run: RunHistory, reading: Reading) -> None:
    event = Read(run.info.id, At(), reading)
    run.feed(event)
    view.feed(run, event)
    if view.dirty:
        view.draw()


# -- the number of inner steps
def test_each_selected_run_tells_its_own_steps_even_if_the_view_told_them_before(qtbot: QtBot) -> None:
    short, long = history("short", inner_steps=1), history("long", inner_steps=4)
    view = shown(FitView(), qtbot, short, long)
    told: list[tuple[int, int]] = []
    view.steps_available.connect(lambda steps, trained: told.append((steps, trained)))
    read(view, short, fit(6))
    read(view, short, fit(6))
    assert told == [(6, 1)]
    long.feed(Read("long", At(), fit(9)))
    for run in ("long", "short"):
        view.select(run)
        view.draw()
    assert told == [(6, 1), (9, 4), (6, 1)]


@pytest.mark.parametrize("make", [FitView, EpisodeView])
def test_a_step_chosen_before_the_new_run_is_drawn_does_not_announce_the_old_ones_steps(
    make: Callable[[], FitView | EpisodeView], qtbot: QtBot
) -> None:
    old, new = history("old"), history("new")
    view = shown(make(), qtbot, old, new)
    read(view, old, fit(6) if isinstance(view, FitView) else episode(np.full((7, 2, 3), 1 / 3), [0, 1]))
    told: list[tuple[int, int]] = []
    view.steps_available.connect(lambda steps, trained: told.append((steps, trained)))
    view.select("new")
    view.set_step(1)
    assert told == []


def test_the_reading_of_another_run_changes_nothing(qtbot: QtBot) -> None:
    mine, other = history("mine"), history("other")
    view = shown(FitView(), qtbot, mine, other)
    read(view, mine, fit(level=1))
    other.feed(event := Read("other", At(), fit(level=2)))
    view.feed(other, event)
    assert not view.dirty


# -- a task made by hand
def held(view: FitView, index: int, x: float, y: float) -> None:
    view.move_point(index, QPointF(x, y))


@pytest.fixture
def edited(qtbot: QtBot) -> tuple[FitView, RunHistory, list[NDArray[np.float32]]]:
    """A view whose first support point was moved, its run, and the y of every question asked so far."""
    run = history()
    view = shown(FitView(), qtbot, run)
    asked: list[NDArray[np.float32]] = []
    view.task_edited.connect(lambda x, y: asked.append(y.copy()))
    read(view, run, fit())
    held(view, 0, -2, 3)
    return view, run, asked


def test_while_an_answer_is_awaited_only_the_newest_place_of_the_hand_is_asked_next(
    edited: tuple[FitView, RunHistory, list[NDArray[np.float32]]],
) -> None:
    view, _, asked = edited
    for y in (3.5, 4.0, 4.5):
        held(view, 0, -2, y)
    assert [y[0] for y in asked] == [3]
    view.show_answer(fit(level=0.5))
    assert [y[0] for y in asked] == [3, 4.5]
    view.show_answer(fit(level=0.7))
    assert len(asked) == 2


def test_an_answer_leaves_the_point_under_the_hand_and_shows_no_true_curve(
    edited: tuple[FitView, RunHistory, list[NDArray[np.float32]]],
) -> None:
    view, _, _ = edited
    held(view, 0, -2, 4)
    view.show_answer(fit(level=0.5))
    assert view.points.getData()[1][0] == 4
    keys = {curve.key: curve for curve in view.panel.curves()}
    assert "truth" not in keys and keys["step 0"].y[0] == 0.5


def test_the_learner_is_asked_again_when_it_has_learnt_on(edited: tuple[FitView, RunHistory, list[NDArray[np.float32]]]) -> None:
    view, run, asked = edited
    view.show_answer(fit(level=0.5))
    read(view, run, fit(level=9))
    assert len(asked) == 2 and asked[-1][0] == 3
    assert view.edited and view.panel.curves()[0].y[0] == 0.5


def test_another_probe_task_or_a_new_start_takes_the_place_of_the_one_made_by_hand(
    edited: tuple[FitView, RunHistory, list[NDArray[np.float32]]],
) -> None:
    view, run, _ = edited
    read(view, run, fit(shift=0.5))
    assert not view.edited and view.points.getData()[0][0] == -1.5
    held(view, 0, -2, 3)
    assert view.edited and run.started is not None
    view.feed(run, run.started)
    assert not view.edited


def test_a_point_cannot_leave_the_picture(edited: tuple[FitView, RunHistory, list[NDArray[np.float32]]]) -> None:
    view, _, _ = edited
    held(view, 1, 1e6, -1e6)
    (_, x_high), (y_low, _) = view.panel.plot.getViewBox().viewRange()
    x, y = (values[1] for values in view.points.getData())
    assert x == 5 <= x_high and y_low < y < -5


def test_the_y_axis_of_the_fit_stays_while_the_curves_change(qtbot: QtBot) -> None:
    run = history()
    view = shown(FitView(), qtbot, run)
    read(view, run, fit(level=0))
    before = view.panel.plot.getViewBox().viewRange()[1]
    read(view, run, fit(level=40))
    assert view.panel.plot.getViewBox().viewRange()[1] == before


# -- pictures
def test_a_query_without_a_known_class_is_not_counted_and_one_without_numbers_is_not_answered(qtbot: QtBot) -> None:
    p = np.array([[[0.1, 0.8, 0.1], [0.2, 0.2, 0.6], [np.nan] * 3, [1, 0, 0]]])
    reading = episode(p, [1, 0, 2, -1])
    assert answers(reading, 0) == [1, 2, -1, 0]
    run = history(dataset="glyphs", algorithm="prototypical")
    view = shown(EpisodeView(), qtbot, run)
    read(view, run, reading)
    assert "1 of 3" in view.caption.text() and "one pass" in view.caption.text()


def test_the_words_under_the_pointer_name_the_class_and_the_answers_of_that_query(qtbot: QtBot) -> None:
    run = history(dataset="glyphs")
    view = shown(EpisodeView(), qtbot, run)
    read(view, run, episode(np.array([[[0.1, 0.7, 0.2], [0.2, 0.2, 0.6]]]), [1, 0]))
    view.board.grab()
    words = view.board.words_at(view.board.boxes[0].center())
    assert "B: glyph 1" in words and "B 70 %, C 20 %, A 10 %" in words
    assert view.board.words_at(QPointF(-5, -5)) == ""


@pytest.mark.parametrize("way", [2, 5, 20])
@pytest.mark.parametrize("shots", [1, 5])
@pytest.mark.parametrize("queries", [1, 5, 15])
@pytest.mark.parametrize("room", [(300.0, 200.0), (400.0, 250.0), (900.0, 700.0)])
def test_pictures_never_overlap_nor_leave_the_width_there_is(way: int, shots: int, queries: int, room: tuple[float, float]) -> None:
    cells = arranged(room, way, shots, queries, 50, 1.0)
    assert cells.shots * cells.lines >= shots and cells.queries * cells.lines >= queries
    assert cells.width >= cells.side + GAP and cells.height >= cells.side + GAP
    assert max(50, cells.shots * (cells.side + GAP)) + cells.queries * cells.width <= room[0] + 1
    if way * cells.row > room[1] + 1:
        assert cells.side > LEAST or way == 20
    assert LEAST <= cells.side <= max(COMFORTABLE, 56)


def test_a_five_way_episode_of_fifteen_queries_is_seen_whole_in_its_dock() -> None:
    cells = arranged((338, 190), 5, 1, 15, 50, 1.0)
    assert 5 * cells.row <= 190 and cells.side >= LEAST


# -- curves over inner steps
def test_a_mean_over_tasks_leaves_out_what_is_no_number() -> None:
    values = frozen_array([[1, np.nan, np.inf], [3, 5, np.nan]])
    assert task_mean(values).tolist()[:2] == [2, 5] and np.isnan(task_mean(values)[2])


def test_an_axis_widens_at_once_and_narrows_only_when_far_too_wide() -> None:
    assert steady(1.0, 0.0) == pytest.approx(1.2)
    assert steady(1.1, 1.2) == steady(0.6, 1.2) == 1.2
    assert steady(1.3, 1.2) > 1.3 and steady(0.1, 1.2) == pytest.approx(0.12)
    assert steady(float("nan"), 1.2) == 1.2 and steady(0.0, 0.0) == 1.0


def test_the_loss_axis_stays_while_the_loss_falls_a_little(qtbot: QtBot) -> None:
    run = history()
    view = shown(AdaptationView(), qtbot, run)
    first = Adaptation(frozen_array([[2, 1]]), frozen_array([[2.5, 1.5]]), None, None, 1)
    read(view, run, first)
    before = view.loss.plot.getViewBox().viewRange()[1]
    read(view, run, replace(first, query_loss=frozen_array([[2.2, 1.2]])))
    assert view.loss.plot.getViewBox().viewRange()[1] == before


@pytest.mark.parametrize("width", [160, 260, 900])
def test_inner_steps_are_numbered_in_whole_numbers_with_room_between_them(width: int, qtbot: QtBot) -> None:
    run = history()
    view = shown(AdaptationView(), qtbot, run)
    rows = frozen_array(np.ones((2, 7)))
    read(view, run, Adaptation(rows, rows, None, None, 1))
    view.resize(width, 300)
    view.grab()
    box = view.loss.plot.getViewBox()
    low, high = box.viewRange()[0]
    (spacing, ticks), *_ = view.loss.plot.getAxis("bottom").tickValues(low, high, box.width())
    assert spacing in (1, 2, 5) and spacing * box.width() / (high - low) >= 18
    assert all(float(tick).is_integer() for tick in ticks)


def test_the_layer_that_moved_most_by_the_chosen_step_is_named(qtbot: QtBot) -> None:
    run = history()
    view = shown(MovementView(), qtbot, run)
    read(view, run, Movement(("body", "head"), frozen_array([[0, 0], [0.3, 0.1], [0.3, 0.5]])))
    for step, layer in ((1, "body"), (2, "head")):
        view.set_step(step)
        assert f"At step {step}, {layer} has moved most" in view.panel._caption.text()


def test_classes_differ_by_shape_as_well_as_colour_and_queries_are_hollow(qtbot: QtBot) -> None:
    run = history(dataset="glyphs", algorithm="prototypical")
    view = shown(EmbeddingView(), qtbot, run)
    points, labels = frozen_array(np.arange(20).reshape(10, 2)), frozen_array(np.arange(10) // 2, np.int64)
    read(view, run, Embedding(points, labels, frozen_array(np.arange(10) % 2, bool), None, 0.5))
    spots = {float(spot.pos().x()): spot for spot in view.scatter.points()}
    for i in range(10):
        assert spots[2.0 * i].symbol() == SHAPES[i // 2]
        assert (spots[2.0 * i].brush().style().value == 0) == bool(i % 2)


EMPTY = np.empty((0, 4), np.float32)


@pytest.mark.parametrize(
    ("make", "reading"),
    [
        (FitView, Fit(*(frozen_array([]) for _ in range(6)), frozen_array(np.empty((0, 0))))),
        (FitView, replace(fit(), support_x=frozen_array([]), support_y=frozen_array([]), truth=None)),
        (EpisodeView, episode(np.empty((2, 0, 3)), [])),
        (EpisodeView, episode(np.empty((0, 0, 0)), [], way=0)),
        (AdaptationView, Adaptation(frozen_array(EMPTY), frozen_array(EMPTY), None, None, 1)),
        (MovementView, Movement((), frozen_array(EMPTY.T))),
        (EmbeddingView, Embedding(frozen_array(EMPTY[:, :2]), frozen_array([], np.int64), frozen_array([], bool), None, float("nan"))),
    ],
    ids=["fit", "fit of no points", "episode", "episode of no classes", "adaptation", "movement", "embedding"],
)
def test_readings_of_nothing_are_borne(make: Callable[[], View], reading: Reading, qtbot: QtBot) -> None:
    run = history()
    view = shown(make(), qtbot, run)
    read(view, run, reading)
    view.retheme()
    view.grab()
