"""Every view draws exactly the numbers it was fed, paints only when told, and bears strange readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import (
    Adaptation,
    At,
    Embedding,
    Episode,
    Evaluated,
    Event,
    Fit,
    HyperChanged,
    Movement,
    Read,
    Reading,
    Scalar,
    Started,
    frozen_array,
)
from gui.history import RunHistory, RunInfo
from gui.plotting import PlotPanel
from gui.views.adaptation import AdaptationView
from gui.views.base import View, letter
from gui.views.curves import CurveSettings, LossView, ScoreView
from gui.views.embedding import EmbeddingView
from gui.views.episode import EpisodeView
from gui.views.fit import FitView
from gui.views.movement import MovementView
from gui.widgets.episode_board import picture

CATALOGUE = kept_catalogue()
K, TASKS = 4, 6
NOISE = np.random.default_rng(0)


def noise(*shape: int) -> NDArray[np.float32]:
    return frozen_array(NOISE.random(shape))


def episode(way: int = 5, shot: int = 1, queries: int = 2, side: int = 28, colour: bool = False) -> Episode:
    labels = np.arange(way)
    shape = (side, side, 3) if colour else (side, side)
    chances = NOISE.random((K + 1, way * queries, way))
    return Episode(
        frozen_array(NOISE.integers(0, 256, (way * shot, *shape)), np.uint8),
        frozen_array(np.repeat(labels, shot), np.int64),
        frozen_array(NOISE.integers(0, 256, (way * queries, *shape)), np.uint8),
        frozen_array(np.repeat(labels, queries), np.int64),
        frozen_array(chances / chances.sum(2, keepdims=True)),
        tuple(f"glyph {i}" for i in labels),
        frozen_array(np.zeros((way * shot, 2)), np.int64),
    )


GRID = frozen_array(np.linspace(-5, 5, 50))
FIT = Fit(GRID, noise(50), frozen_array([-3, 0, 2]), frozen_array([1, -2, 3]), noise(7), noise(7), noise(K + 1, 50))
ADAPTATION = Adaptation(noise(TASKS, K + 1), noise(TASKS, K + 1), noise(TASKS, K + 1), noise(TASKS, K + 1), 2)
MOVEMENT = Movement(("first", "second", "head"), noise(K + 1, 3))
EMBEDDING = Embedding(noise(20, 2), frozen_array(np.arange(20) % 5, np.int64), frozen_array(np.arange(20) > 4, bool), noise(5, 2), 0.75)
EPISODE = episode()


def history(algorithm: str = "maml", dataset: str = "glyphs", run: str = "run", ordinal: int = 0) -> RunHistory:
    a = next(a for a in CATALOGUE.algorithms if a.id == algorithm)
    d = next(d for d in CATALOGUE.datasets if d.id == dataset)
    config = configured(CATALOGUE, algorithm, dataset, {})
    made = RunHistory(RunInfo(run, a.title, a, d, config, ordinal))
    accuracy = d.task == "classification"
    made.feed(Started(run, config, At(), "cpu", 10, "accuracy" if accuracy else "mse", 0.2 if accuracy else None, "data", ()))
    return made


def loss() -> LossView:
    return LossView(CurveSettings())


def score() -> ScoreView:
    return ScoreView(CurveSettings())


VIEWS: list[tuple[Callable[[], View], Event]] = [
    (loss, Scalar("run", At(1, 16, 80, 0.1), {"query_loss_after": 1.0, "support_loss_after": 0.5})),
    (score, Evaluated("run", At(1, 16, 80, 0.1), "validation", "accuracy", 0.5, 0.05, noise(64), noise(K + 1))),
    (FitView, Read("run", At(1), FIT)),
    (EpisodeView, Read("run", At(1), EPISODE)),
    (AdaptationView, Read("run", At(1), ADAPTATION)),
    (MovementView, Read("run", At(1), MOVEMENT)),
    (EmbeddingView, Read("run", At(1), EMBEDDING)),
]
IDS = ["loss", "score", "fit", "episode", "adaptation", "movement", "embedding"]
every_view = pytest.mark.parametrize(("make", "event"), VIEWS, ids=IDS)


def shown(view: View, run: RunHistory | None, qtbot: QtBot) -> View:
    """The view on screen, looking at `run`."""
    qtbot.addWidget(view)
    view.resize(600, 420)
    if run is not None:
        view.add(run)
        view.select(run.info.id)
    view.show()
    return view


def say(view: View, run: RunHistory, *events: Event) -> None:
    for event in events:
        run.feed(event)
        view.feed(run, event)


def after(view: View, reading: Reading, qtbot: QtBot) -> View:
    """The view once it has drawn this reading."""
    run = history()
    shown(view, run, qtbot)
    say(view, run, Read("run", At(1), reading))
    view.draw()
    view.grab()
    return view


def line(panel: PlotPanel, key: str) -> NDArray[np.float64]:
    """What the item of a curve draws."""
    return np.asarray(panel._items[key].line.getData()[1])


def words(view: QWidget) -> str:
    """Everything the view says."""
    return "\n".join(label.text() for label in view.findChildren(QLabel) if not label.isHidden())


def marked(panel: PlotPanel) -> float:
    """Where the vertical line that is shown stands."""
    (value,) = (float(i.value()) for i in panel.plot.items if isinstance(i, pg.InfiniteLine) and i.isVisible())
    return value


class Paints(QObject):
    """Counts what is painted."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.count = 0
        for widget in (view, *view.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


# -- what holds for every view
@every_view
def test_feeding_paints_nothing_until_the_clock_says_draw(make: Callable[[], View], event: Event, qtbot: QtBot, qapp: QApplication) -> None:
    run = history()
    view = shown(make(), run, qtbot)
    qtbot.waitExposed(view)
    view.draw()
    for _ in range(5):
        qapp.processEvents()
    paints = Paints(view)
    for _ in range(100):
        say(view, run, event)
    qapp.processEvents()
    assert paints.count == 0 and view.dirty
    view.draw()
    assert not view.dirty
    qtbot.waitUntil(lambda: paints.count > 0)


@every_view
def test_a_view_without_runs_and_one_whose_run_is_silent_or_gone_draws_its_empty_state(
    make: Callable[[], View], event: Event, qtbot: QtBot
) -> None:
    view = shown(make(), None, qtbot)
    view.draw()
    run = history()
    view.add(run)
    view.select("run")
    view.draw()
    view.grab()
    say(view, run, event)
    view.draw()
    view.retheme()
    view.forget("run")
    view.select(None)
    view.draw()
    view.grab()
    assert all(panel.isHidden() or not panel.curves() for panel in view.findChildren(PlotPanel))


@every_view
def test_a_view_opened_late_shows_what_was_said_before(make: Callable[[], View], event: Event, qtbot: QtBot) -> None:
    run = history()
    run.feed(event)
    early, late = history(), shown(make(), run, qtbot)
    watching = shown(make(), early, qtbot)
    say(watching, early, event)
    for view in (late, watching):
        view.draw()
    assert late.grab().toImage() == watching.grab().toImage()


@pytest.mark.parametrize(
    ("make", "reading", "broken"),
    [
        (FitView, FIT, ["curves"]),
        (EpisodeView, EPISODE, ["probabilities"]),
        (AdaptationView, ADAPTATION, ["support_loss", "query_loss", "support_accuracy", "query_accuracy"]),
        (MovementView, MOVEMENT, ["relative"]),
        (EmbeddingView, EMBEDDING, ["points", "prototypes"]),
    ],
    ids=IDS[2:],
)
def test_what_a_diverged_learner_reads_is_borne(make: Callable[[], View], reading: Reading, broken: list[str], qtbot: QtBot) -> None:
    for share in (1.0, 0.5):
        values = {name: np.array(getattr(reading, name)) for name in broken}
        for value in values.values():
            value[NOISE.random(value.shape) < share] = np.nan
        view = after(make(), replace(reading, **{name: frozen_array(value) for name, value in values.items()}), qtbot)  # type: ignore[arg-type]
        if isinstance(view, FitView | EpisodeView | AdaptationView | MovementView):
            view.set_step(K)
        view.grab()


# -- curves over meta-training
@pytest.mark.parametrize(("axis", "factor"), [("step", 1), ("tasks", 16), ("samples", 80), ("seconds", 0.5)])
def test_the_loss_is_drawn_over_the_chosen_axis(axis: str, factor: float, qtbot: QtBot) -> None:
    settings = CurveSettings()
    settings.axis, settings.smoothing = axis, 0.0
    run = history()
    view = shown(LossView(settings), run, qtbot)
    assert isinstance(view, LossView)
    values = NOISE.random(300)
    for i, value in enumerate(values, 1):
        say(view, run, Scalar("run", At(i, 16 * i, 80 * i, i / 2), {"query_loss_after": value, "support_loss_after": value / 2}))
    view.draw()
    np.testing.assert_array_equal(line(view.panel, "run/query"), values)
    np.testing.assert_array_equal(line(view.panel, "run/support"), values / 2)
    np.testing.assert_allclose(view.panel._items["run/query"].line.getData()[0], factor * np.arange(1, 301))


def test_the_raw_loss_stays_visible_behind_the_smoothed_one_and_broken_values_are_counted(qtbot: QtBot) -> None:
    run = history()
    view = shown(loss(), run, qtbot)
    assert isinstance(view, LossView)
    view.settings.axis = "step"
    values = np.concatenate([NOISE.random(50), [np.nan, np.nan], NOISE.random(50)])
    for i, value in enumerate(values):
        say(view, run, Scalar("run", At(i), {"query_loss_after": value}))
    say(view, run, HyperChanged("run", At(60), "inner_lr", 0.25))
    view.draw()
    items = view.panel._items["run/query"]
    assert items.raw is not None
    np.testing.assert_array_equal(items.raw.getData()[1], values)
    assert np.nanstd(items.line.getData()[1]) < np.nanstd(values)
    assert "2 values are not numbers" in words(view)
    marks = [(m.x, m.broken, m.text) for m in view.panel._marks]
    assert marks == [(60.0, False, "inner_lr = 0.25"), (50.0, True, f"{run.info.label}: the loss is not a number")]


def test_the_score_shows_means_intervals_and_chance_and_leaves_out_another_metric(qtbot: QtBot) -> None:
    run, other = history(), history("reptile", "sinusoid", "other")
    view = shown(score(), run, qtbot)
    assert isinstance(view, ScoreView)
    view.add(other)
    means = [0.25, 0.5, 0.75]
    for i, mean in enumerate(means):
        say(view, run, Evaluated("run", At(i), "validation", "accuracy", mean, 0.05, noise(64), noise(K + 1)))
        say(view, other, Evaluated("other", At(i), "validation", "mse", 3.0, 0.1, noise(64), noise(K + 1)))
    say(view, run, Evaluated("run", At(9), "test", "accuracy", 0.1, 0.05, noise(64), noise(K + 1)))
    view.draw()
    drawn = {curve.key: curve for curve in view.panel.curves()}
    assert set(drawn) == {"run/validation", "chance/0.2"}
    np.testing.assert_allclose(line(view.panel, "run/validation"), means)
    curve = drawn["run/validation"]
    assert curve.low is not None and curve.high is not None
    np.testing.assert_allclose([curve.low, curve.high], [np.array(means) - 0.05, np.array(means) + 0.05])
    caption = words(view)
    assert "75.0 ± 5.0 %" in caption and "n = 64" in caption and "Runs with another metric, not drawn here: 1." in caption


# -- the inside of one task
@pytest.mark.parametrize("step", range(K + 1))
def test_the_fit_after_step_k_is_the_curve_of_step_k(step: int, qtbot: QtBot) -> None:
    view = after(FitView(), FIT, qtbot)
    assert isinstance(view, FitView)
    view.set_step(step)
    keys = {curve.key for curve in view.panel.curves()}
    assert keys == {"truth", *(f"step {k}" for k in range(step + 1))}
    np.testing.assert_array_equal(line(view.panel, f"step {step}"), FIT.curves[step])
    np.testing.assert_array_equal(line(view.panel, "truth"), FIT.truth)
    scattered = [np.stack(item.getData()) for item in view.panel.plot.items if isinstance(item, pg.ScatterPlotItem)]
    for x, y in ((FIT.support_x, FIT.support_y), (FIT.query_x, FIT.query_y)):
        assert any(np.array_equal(points, np.stack([x, y])) for points in scattered)
    error = np.mean((np.interp(FIT.support_x, FIT.grid, FIT.curves[step]) - FIT.support_y) ** 2)
    assert f"{error:.3g}" in words(view)


def drag(widget: QWidget, begin: QPoint, end: QPoint) -> None:
    """Press, move and release with the left button, as a hand does."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    places = [(QEvent.Type.MouseButtonPress, begin, left, left)]
    places += [(QEvent.Type.MouseMove, begin + (end - begin) * i / 5, none, left) for i in range(1, 6)]
    places += [(QEvent.Type.MouseButtonRelease, end, left, none)]
    for kind, place, button, held in places:
        event = QMouseEvent(kind, QPointF(place), QPointF(widget.mapToGlobal(place)), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)


def test_dragging_a_support_point_asks_for_the_fit_of_the_changed_task(qtbot: QtBot) -> None:
    view = after(FitView(), FIT, qtbot)
    assert isinstance(view, FitView)
    box = view.panel.plot.getViewBox()
    ranges = box.viewRange()

    def at(x: float, y: float) -> QPoint:
        return view.panel.widget.mapFromScene(box.mapViewToScene(QPointF(x, y)))

    asked: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = []
    view.task_edited.connect(lambda x, y: asked.append((x, y)))
    drag(view.panel.widget.viewport(), at(0, -2), at(1, 4))
    assert box.viewRange() == ranges and view.points.held is None
    qtbot.waitUntil(lambda: bool(asked))
    answer = replace(FIT, truth=None, curves=noise(K + 1, 50))
    view.show_answer(answer)
    pixel = box.viewPixelSize()

    def asked_where_the_hand_let_go() -> None:
        np.testing.assert_allclose(asked[-1][0], [-3, 1, 2], atol=2 * pixel[0])
        np.testing.assert_allclose(asked[-1][1], [1, 4, 3], atol=2 * pixel[1])

    qtbot.waitUntil(asked_where_the_hand_let_go)
    # the probe's own readings wait while the person's task is on screen, and come back with it
    run = view.runs["run"]
    say(view, run, Read("run", At(2), replace(FIT, curves=noise(K + 1, 50))))
    view.draw()
    np.testing.assert_array_equal(line(view.panel, "step 0"), answer.curves[0])
    assert "truth" not in view.panel._items
    view._own.click()
    found = run.reading("Fit")
    assert isinstance(found, Fit)
    np.testing.assert_array_equal(line(view.panel, "step 0"), found.curves[0])


def test_dragging_beside_the_points_moves_none(qtbot: QtBot) -> None:
    view = after(FitView(), FIT, qtbot)
    assert isinstance(view, FitView)
    box = view.panel.plot.getViewBox()
    assert view.points.nearest(QPointF(-4.5, -5)) is None and view.points.nearest(QPointF(-3, 1)) == 0

    def at(x: float, y: float) -> QPoint:
        return view.panel.widget.mapFromScene(box.mapViewToScene(QPointF(x, y)))

    with qtbot.assertNotEmitted(view.task_edited, wait=50):
        drag(view.panel.widget.viewport(), at(-4.5, -4), at(0, 0))


@pytest.mark.parametrize("step", range(K + 1))
def test_the_episode_counts_the_queries_that_are_right_after_step_k(step: int, qtbot: QtBot) -> None:
    view = EpisodeView()
    told: list[tuple[int, int]] = []
    view.steps_available.connect(lambda steps, trained: told.append((steps, trained)))
    after(view, EPISODE, qtbot)
    assert [steps for steps, _ in told] == [K]
    before = view.board.grab().toImage()
    view.set_step(step)
    right = int((EPISODE.probabilities[step].argmax(1) == EPISODE.query_labels).sum())
    assert f" {right} of {len(EPISODE.query_labels)} " in words(view)
    assert view.board.step == step and (view.board.grab().toImage() != before) == (step > 0)


@pytest.mark.parametrize(
    "strange",
    [
        episode(side=1),
        episode(side=1, colour=True),
        episode(way=100, queries=1),
        episode(way=2, shot=20, queries=15),
        episode(side=84, colour=True),
    ],
    ids=["1 x 1", "1 x 1 in colour", "100 ways", "20 shots", "84 x 84 in colour"],
)
def test_an_episode_of_any_shape_is_painted(strange: Episode, qtbot: QtBot) -> None:
    view = after(EpisodeView(), strange, qtbot)
    assert isinstance(view, EpisodeView)
    image = view.board.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 4
    assert set(view.board.boxes) == set(range(len(strange.query_labels))), "a query was not painted"


def test_ink_is_dark_on_paper_and_bright_in_the_dark_and_rows_keep_their_order() -> None:
    pixels = frozen_array([[255, 0, 0], [0, 0, 100]], np.uint8)
    for dark, expected in ((True, [255, 0, 0, 0, 0, 100]), (False, [0, 255, 255, 255, 255, 155])):
        image = picture(pixels, dark)
        assert [image.pixelColor(x, y).red() for y in range(2) for x in range(3)] == expected
    colour = picture(frozen_array([[[10, 20, 30], [40, 50, 60], [1, 2, 3]]], np.uint8), False)
    assert colour.pixelColor(1, 0).getRgb()[:3] == (40, 50, 60)


def test_adaptation_draws_every_task_and_their_mean_and_shades_what_was_never_trained_for(qtbot: QtBot) -> None:
    view = after(AdaptationView(), ADAPTATION, qtbot)
    assert isinstance(view, AdaptationView)
    for panel, support, query in (
        (view.loss, ADAPTATION.support_loss, ADAPTATION.query_loss),
        (view.accuracy, ADAPTATION.support_accuracy, ADAPTATION.query_accuracy),
    ):
        assert support is not None and query is not None
        np.testing.assert_allclose(line(panel, "query"), query.mean(0), rtol=1e-6)
        np.testing.assert_allclose(line(panel, "support"), support.mean(0), rtol=1e-6)
        for i in range(TASKS):
            np.testing.assert_array_equal(line(panel, f"task {i}"), query[i])
        (region,) = (item for item in panel.plot.items if isinstance(item, pg.LinearRegionItem))
        assert region.isVisible() and region.getRegion()[0] == ADAPTATION.trained_steps
    for step in range(1, K + 1):
        view.set_step(step)
        assert [marked(panel) for panel in (view.loss, view.accuracy)] == [step, step]


def test_a_regression_task_has_no_accuracy_beside_its_loss(qtbot: QtBot) -> None:
    view = after(AdaptationView(), replace(ADAPTATION, support_accuracy=None, query_accuracy=None), qtbot)
    assert isinstance(view, AdaptationView)
    assert view.accuracy.isHidden() and not view.loss.isHidden()


def test_movement_draws_a_line_a_layer_and_marks_step_k(qtbot: QtBot) -> None:
    view = after(MovementView(), MOVEMENT, qtbot)
    assert isinstance(view, MovementView)
    for i, layer in enumerate(MOVEMENT.layers):
        np.testing.assert_array_equal(line(view.panel, layer), MOVEMENT.relative[:, i])
    for step in range(1, K + 1):
        view.set_step(step)
        assert marked(view.panel) == step


def test_the_embedding_draws_every_point_in_place_and_keeps_its_axes(qtbot: QtBot) -> None:
    view = after(EmbeddingView(), EMBEDDING, qtbot)
    assert isinstance(view, EmbeddingView) and EMBEDDING.prototypes is not None
    items = view.panel.plot.items
    drawn = np.concatenate([np.stack(item.getData(), 1) for item in items if isinstance(item, pg.ScatterPlotItem)])
    expected = np.concatenate([EMBEDDING.points, EMBEDDING.prototypes]).astype(float)
    np.testing.assert_allclose(drawn[np.lexsort(drawn.T)], expected[np.lexsort(expected.T)], rtol=1e-6)
    assert [item.textItem.toPlainText() for item in items if isinstance(item, pg.TextItem)] == list("ABCDE")
    assert "75 %" in words(view)
    before = view.panel.plot.getViewBox().viewRange()
    say(view, view.runs["run"], Read("run", At(2), replace(EMBEDDING, points=frozen_array(0.9 * EMBEDDING.points))))
    view.draw()
    assert view.panel.plot.getViewBox().viewRange() == before


def test_classes_beyond_the_alphabet_have_names_of_their_own() -> None:
    names = [letter(i) for i in range(100)]
    assert len(set(names)) == 100 and names[0] == "A" and names[26] == "A1"
