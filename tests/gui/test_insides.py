"""The views of what methods have inside: they draw the numbers they were fed, bear any shape of them, and say what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as Path_

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextDocumentFragment
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue, preset
from engine.protocol import (
    At,
    Attention,
    Boundary,
    Conflict,
    Embedding,
    Episode,
    FastWeights,
    Fit,
    Memory,
    Path,
    Rates,
    Read,
    Reading,
    SampleWeights,
    Scalar,
    Started,
)
from engine.toy import outer_path
from gui.export import cells, save
from gui.heat import which
from gui.history import RunHistory, RunInfo
from gui.plot_menu import figure
from gui.plotting import readable
from gui.table import NumberTable
from gui.theme import appearance
from gui.views.attention import AttentionView
from gui.views.boundary import BoundaryView, shaded
from gui.views.conflict import ConflictView
from gui.views.embedding import EmbeddingView
from gui.views.fast_weights import FastWeightsView, filters, tiled
from gui.views.fit import FitView
from gui.views.memory import MemoryView, over_slots
from gui.views.path import PathView
from gui.views.presentations import PresentationView
from gui.views.rates import RatesView
from gui.views.reading import ReadingView
from gui.views.sample_weights import SampleWeightsView
from gui.views.toy import ToyView

CATALOGUE = kept_catalogue()
G = np.random.default_rng(0)


def history(algorithm: str = "mann", dataset: str = "glyphs") -> RunHistory:
    a = next(x for x in CATALOGUE.algorithms if x.id == algorithm)
    d = next(x for x in CATALOGUE.datasets if x.id == dataset)
    config = preset(a, d)
    found = RunHistory(RunInfo("r", a.title, a, d, config))
    found.feed(Started("r", config, At(), "cpu", 1, "accuracy", 0.2, "", (), False))
    return found


def f32(*shape: int) -> np.ndarray:
    return G.random(shape).astype(np.float32)


def labels(way: int, each: int) -> np.ndarray:
    return np.repeat(np.arange(way), each).astype(np.int64)


def attention(way: int = 3, shot: int = 2, queries: int = 4, reads: int = 1) -> Attention:
    weights = f32(reads, way * queries, way * shot)
    return Attention(weights / weights.sum(2, keepdims=True), labels(way, shot), labels(way, queries))


def memory(length: int = 12, slots: int = 8, width: int = 5, way: int = 3, side: int = 6) -> Memory:
    return Memory(
        (255 * f32(length, side, side)).astype(np.uint8),
        G.integers(0, way, length),
        np.arange(1, length + 1),
        f32(length, slots, width) - 0.5,
        f32(length, 2, slots),
        f32(length, 2, slots),
        f32(length, slots),
        G.integers(0, slots, length),
        f32(length, way),
    )


def boundary(way: int = 3, steps: int = 2, grid: int = 9) -> Boundary:
    p = f32(steps + 1, grid, grid, way)
    places = np.linspace(-1.3, 1.3, grid).astype(np.float32)
    return Boundary(f32(way * 2, 2), labels(way, 2), f32(way * 3, 2), labels(way, 3), places, p / p.sum(-1, keepdims=True))


def fast_weights(way: int = 3, shot: int = 1) -> FastWeights:
    n, m = way * shot, way * 4
    weights = f32(m, n)
    return FastWeights(
        ("conv5", "fc1", "fc2"),
        f32(3),
        f32(n, 3),
        weights / weights.sum(1, keepdims=True),
        labels(way, shot),
        labels(way, 4),
        ((20, 8, 3, 3), (6, 6), (way, 6)),
        (f32(20, 36) - 0.5, f32(6, 6) - 0.5, f32(way, 6) - 0.5),  # of the first half the inputs
        (f32(n, 20, 36) - 0.5, f32(n, 6, 6) - 0.5, f32(n, way, 6) - 0.5),
    )


def sample_weights(side: int = 8, colour: bool = False) -> SampleWeights:
    shape = (6, side, side, 3) if colour else (6, side, side)
    images = (255 * f32(*shape)).astype(np.uint8)
    return SampleWeights(f32(4, 50), images, f32(6), images, 0.01 * f32(6), 31.4)


def rates(spread: bool = True) -> Rates:
    none = np.empty((0, 0), np.float32)
    edges = np.sort(f32(2, 11) - 0.2, axis=1)
    if not spread:
        return Rates(("conv 1", "head"), none, none, f32(2), f32(3, 2), 0.4)
    return Rates(("conv 1", "head"), edges, f32(2, 10), f32(2), f32(3, 2), 0.4, (f32(4, 1) - 0.5, f32(5, 4)))


def path(steps: int = 5, places: int = 9) -> Path:
    axis = np.linspace(-1, 1, places).astype(np.float32)
    return Path(f32(steps + 1, 2), 0.9, axis, axis, f32(places, places), f32(steps + 1), 1)


CASES: list[tuple[type[ReadingView], list[Reading]]] = [
    (AttentionView, [attention(), attention(reads=4), attention(way=40, shot=1, queries=1), attention(way=1, shot=1, queries=1)]),
    (MemoryView, [memory(), memory(side=1), memory(length=1, slots=16, width=1, way=2)]),
    (BoundaryView, [boundary(), boundary(way=30, steps=0), boundary(way=1)]),
    (ConflictView, [Conflict(("1", "2"), f32(2, 2)), Conflict(("1",), np.ones((1, 1), np.float32)), Conflict((), f32(0, 0))]),
    (FastWeightsView, [fast_weights(), fast_weights(way=12, shot=2), fast_weights(way=1)]),
    (SampleWeightsView, [sample_weights(), sample_weights(1), sample_weights(colour=True)]),
    (RatesView, [rates(), rates(False)]),
    (PathView, [path(), path(places=2), path(steps=1)]),
]


def nan(reading: Reading) -> Reading:
    """The same, all of its numbers no numbers."""
    values = {}
    for name in reading.__dataclass_fields__:
        value = getattr(reading, name)
        values[name] = tuple(map(no_number, value)) if isinstance(value, tuple) else no_number(value)
    return type(reading)(**values)


def no_number(value: object) -> object:
    return np.full_like(value, np.nan) if isinstance(value, np.ndarray) and value.dtype == np.float32 else value


@pytest.mark.parametrize(("view", "readings"), CASES, ids=[view.__name__ for view, _ in CASES])
def test_every_view_draws_every_shape_of_its_reading_and_no_number_at_all(
    qtbot: QtBot, view: type[ReadingView], readings: list[Reading]
) -> None:
    shown = view()
    qtbot.addWidget(shown)
    shown.resize(420, 330)
    shown.show()
    shown.draw()  # nothing selected yet: it says what it will show
    past = history()
    shown.add(past)
    shown.select("r")
    for theme in ("light", "dark"):
        appearance.choose(theme)
        shown.retheme()
        for reading in [r for one in readings for r in (one, nan(one), one)]:
            event = Read("r", At(), reading)
            past.feed(event)
            shown.feed(past, event)
            shown.draw()
            assert not shown.dirty
            shown.grab()
    appearance.choose("light")
    shown.forget("r")
    shown.draw()


def shown(qtbot: QtBot, view: ReadingView, reading: Reading, algorithm: str = "mann") -> RunHistory:
    qtbot.addWidget(view)
    view.resize(420, 330)
    past = history(algorithm)
    past.feed(Read("r", At(), reading))
    view.add(past)
    view.select("r")
    view.draw()
    return past


def test_attention_says_where_queries_look(qtbot: QtBot) -> None:
    view = AttentionView()
    reading = Attention(np.array([[[0.9, 0.1], [0.3, 0.7]]], np.float32), labels(2, 1), labels(2, 1))
    shown(qtbot, view, reading)
    assert np.allclose(view.heat.image.image, reading.weights[0])
    assert "80 %" in view.panel._caption.text() and "50 %" in view.panel._caption.text()
    assert view._says(1, 0) == "query B1 looks at A1: 0.3"
    assert which(labels(3, 2), 3) == "B2"


def test_the_memory_is_that_of_the_chosen_picture_at_levels_of_the_whole_episode(qtbot: QtBot) -> None:
    view, reading = MemoryView(), memory()
    shown(qtbot, view, reading)
    view.which.setCurrentIndex(1)
    levels = view.heat.image.levels
    for t in (11, 0, 5):
        view.place.setValue(t)
        assert np.allclose(view.heat.image.image, reading.matrix[t]) and np.allclose(view.heat.image.levels, levels)
    for i, kind in enumerate(("memory", "write", "read", "usage")):
        view.which.setCurrentIndex(1 + i)
        if kind != "memory":
            assert np.allclose(view.heat.image.image, over_slots(reading, kind))
    assert np.allclose(over_slots(reading, "write"), reading.write.mean(1).T)
    assert np.allclose(over_slots(reading, "read"), reading.read.mean(1).T - 1 / 8)
    view.place.setValue(0)
    view.play.setChecked(True)
    qtbot.waitUntil(lambda: view.place.value() >= 2, timeout=5000)
    view.play.setChecked(False)


def test_presentations_are_curves_over_meta_training_beside_chance(qtbot: QtBot) -> None:
    view = PresentationView()
    past = shown(qtbot, view, memory())
    for step in range(1, 6):
        past.feed(Scalar("r", At(step), {"accuracy_1st": 0.2, "accuracy_2nd": 0.5, "query_loss_after": 1.0}))
    view.draw()
    found = {curve.curve.name: curve.curve.y for curve in view.panel._items.values()}
    assert set(found) == {"1st", "2nd", "chance"} and np.allclose(found["2nd"], 0.5)


def test_a_boundary_has_the_colour_of_the_class_and_is_pale_where_unsure(qtbot: QtBot) -> None:
    view, reading = BoundaryView(), boundary()
    steps: list[tuple[int, int]] = []
    view.steps_available.connect(lambda a, b: steps.append((a, b)))
    shown(qtbot, view, reading, "maml")
    assert steps and steps[-1][0] == 2
    view.set_step(1)
    paper, colours = QColor("#FFFFFF"), [QColor("#FF0000"), QColor("#0000FF")]
    p = np.array([[[1.0, 0.0], [0.5, 0.5]], [[0.0, 1.0], [0.75, 0.25]]], np.float32)
    found = shaded(p, colours, paper)
    assert found[0, 1].tolist() == [255, 255, 255]
    assert found[0, 0].tolist() == [255, 127, 127] and found[1, 0].tolist() == [127, 127, 255]
    assert found[1, 1].tolist() == [255, 191, 191]


def test_filters_are_tiled_slow_above_fast() -> None:
    slow, fast = np.ones((2, 3, 3), np.float32), np.full((1, 2, 3, 3), -1, np.float32)
    picture = tiled(slow, fast)
    assert picture.shape == (7, 7)
    assert (picture[:3, :3] == 1).all() and (picture[4:, 4:] == -1).all() and (picture[3] == 0).all()


def test_the_filters_are_those_of_the_first_convolution() -> None:
    reading = fast_weights()
    found = filters(reading)
    assert found is not None and found[0].shape == (16, 3, 3) and found[1].shape == (3, 16, 3, 3)
    assert np.array_equal(found[0][4].ravel(), reading.slow_weights[0][4, :9])
    assert np.array_equal(found[1][2, 4].ravel(), reading.fast_weights[0][2, 4, :9])
    assert filters(replace(reading, shapes=((20, 36), (6, 6), (3, 6)))) is None


def test_a_layer_is_its_slow_weights_its_fast_ones_and_their_sum_side_by_side(qtbot: QtBot) -> None:
    view, reading = FastWeightsView(), fast_weights(shot=2)
    shown(qtbot, view, reading, "metanet")
    view.show()
    layers = view.layers
    assert layers.layer.isHidden()  # a choice for layers is there where layers are
    view.which.setCurrentIndex(2)
    assert layers.panel.isVisible() and layers.layer.isVisible()
    layers.layer.setCurrentText("fc1")
    layers.whose.setCurrentText("example B2")
    slow, fast = reading.slow_weights[1], reading.fast_weights[1][3]
    picture = layers.heat.image.image
    assert picture.shape == (6, 20)
    assert np.allclose(picture[:, :6], slow) and np.allclose(picture[:, 7:13], fast) and np.allclose(picture[:, 14:], slow + fast)
    assert not picture[:, 6].any() and not picture[:, 13].any()
    low, high = layers.heat.image.levels
    assert low == -high
    a, b = float(slow[2, 4]), float(fast[2, 4])
    assert layers._says(2, 18) == f"input 5 to output 3: {readable(a)} slow + {readable(b)} fast = {readable(a + b)}"
    assert layers._says(2, 6) == ""
    assert readable(float(np.linalg.norm(fast) / np.linalg.norm(slow))) in layers.panel._caption.text()
    assert "outputs" not in layers.panel._caption.text()
    # a query takes what its attention takes of each example; a click on its row asks for it, and the colours stay
    view.which.setCurrentIndex(0)
    view.heat._chosen(5, 1)  # type: ignore[misc]
    assert layers.panel.isVisible() and layers.whose.currentText() == "query B2"
    mixed = sum(w * f for w, f in zip(reading.attention[5], reading.fast_weights[1], strict=True))
    assert np.allclose(layers.heat.image.image[:, 7:13], mixed, atol=1e-6)
    assert tuple(layers.heat.image.levels) == (low, high)
    # of a large layer a corner is shown, and said
    layers.layer.setCurrentText("conv5")
    assert "first 20 of 20 outputs and 36 of 72 inputs" in layers.panel._caption.text()
    # what was chosen stays when the next reading comes
    view.draw()
    assert (layers.layer.currentText(), layers.whose.currentText()) == ("conv5", "query B2")


def test_a_fit_that_says_how_sure_it_is_has_a_band(qtbot: QtBot) -> None:
    grid = np.linspace(-5, 5, 20).astype(np.float32)
    curves, spread = f32(1, 20), f32(1, 20)
    view = FitView()
    shown(qtbot, view, Fit(grid, None, f32(3), f32(3), f32(2), f32(2), curves, spread), "cnp")
    drawn = next(item.curve for item in view.panel._items.values() if item.curve.key == "step 0")
    assert drawn.low is not None and np.allclose(drawn.low, curves[0] - 2 * spread[0], atol=1e-6)
    assert "two standard deviations" in view._caption.text()


def test_a_layers_step_sizes_are_a_map_that_its_line_and_its_name_open(qtbot: QtBot) -> None:
    view, reading = RatesView(), rates()
    shown(qtbot, view, reading, "meta_sgd")
    view.show()
    view.panel.curve_clicked.emit("conv 1")
    assert view.which.currentText() == "conv 1" and view.map.isVisible() and not view.panel.isVisible()
    assert np.allclose(view.heat.image.image, reading.maps[0])
    low, high = view.heat.image.levels
    assert low == -high and high == pytest.approx(np.abs(reading.maps[0]).max())
    assert "output 2" in view._says(1, 0)
    view.which.setCurrentIndex(0)
    assert view.panel.isVisible()
    shown(qtbot, view, rates(False), "maml")  # one rate a layer has no map
    assert not view.which.isVisible() and view.panel.isVisible()


def test_colours_in_captions_are_colours_and_a_run_of_equal_steps_says_so(qtbot: QtBot) -> None:
    toy, view = ToyView(), RatesView()
    for each in (toy, view):
        qtbot.addWidget(each)
    shown(qtbot, view, rates(), "meta_sgd")
    for caption in (toy.panel._caption, view.panel._caption):
        text = QTextDocumentFragment.fromHtml(caption.text()).toPlainText()
        assert caption.textFormat() == Qt.TextFormat.RichText and "<" not in text
    equal = RatesView()
    qtbot.addWidget(equal)
    equal.add(history("maml"))
    equal.select("r")
    equal.draw()
    assert "“Inner rates”" in equal.panel._empty.text()


def test_other_runs_walk_the_same_plane_in_their_own_colours_with_their_names(qtbot: QtBot) -> None:
    view, reading = PathView(), path()
    other = replace(history("reptile"), info=replace(history("reptile").info, id="r2"))
    view.add(other)
    points = reading.points[:, ::-1].copy()
    shown(qtbot, view, replace(reading, beside=(("r2", points, reading.losses), ("gone", points, reading.losses))), "maml")
    assert len(view.other_lines) == 1 and view.other_names[0].toPlainText() == other.info.label
    assert np.allclose(view.other_lines[0].getData(), points.T) and len(view.others.data) == len(points)
    assert view.other_lines[0].opts["pen"].color().name().upper() == appearance.theme.algorithm("reptile").upper()
    shown(qtbot, view, reading, "maml")
    assert not view.other_lines and len(view.others.data) == 0


def test_the_path_stands_on_the_loss_and_marks_the_chosen_step(qtbot: QtBot) -> None:
    view, reading = PathView(), path()
    shown(qtbot, view, reading, "maml")
    view.set_step(2)
    assert "Step 2" in view.panel._caption.text() and "90 %" in view.panel._caption.text()
    assert np.allclose(view.landscape.image.image, np.log10(reading.loss), atol=1e-5)
    rect = view.landscape.image.mapRectToParent(view.landscape.image.boundingRect())
    assert rect.center().x() == pytest.approx(0, abs=1e-6) and rect.width() == pytest.approx(2 + 0.25)
    assert np.allclose(view.now.data["x"][-1], reading.points[2, 0])


def test_pictures_of_source_samples_are_copied_and_listed_with_their_weights(qtbot: QtBot, tmp_path: Path_) -> None:
    view, reading = SampleWeightsView(), sample_weights()
    appearance.choose("dark")
    shown(qtbot, view, reading, "sample_reuse")
    view.show()
    view.menu.copy()
    copied = QImage(QGuiApplication.clipboard().image())
    view.menu.save(tmp_path / "weights.csv")
    assert appearance.theme.dark
    appearance.choose("light")
    assert copied.pixelColor(1, 1) == QColor("white")  # on paper, whatever the theme
    # ink is dark on it: the pictures are there
    assert min(copied.pixelColor(x, y).lightnessF() for x in range(20, 90, 2) for y in range(30, 90, 2)) < 0.3
    rows = [row.split(",") for row in (tmp_path / "weights.csv").read_text(encoding="utf-8-sig").splitlines()]
    assert [float(row[1]) for row in rows[1:]] == pytest.approx(reading.most_weights.tolist(), rel=1e-5)
    assert [float(row[2]) for row in rows[1:]] == pytest.approx(reading.least_weights.tolist(), rel=1e-5)


def test_matrices_are_saved_as_figures_and_listed_as_tables(qtbot: QtBot, tmp_path: Path_) -> None:
    view = AttentionView()
    reading = Attention(np.array([[[0.9, 0.1], [0.3, 0.7]]], np.float32), labels(2, 1), labels(2, 1))
    appearance.choose("dark")
    shown(qtbot, view, reading)
    made = figure(view.panel)
    appearance.choose("light")
    for kind in ("png", "svg", "pdf", "csv"):
        save(made, tmp_path / f"attention.{kind}")
    drawn = QImage(str(tmp_path / "attention.png"))
    # A1 looks at A1: top left, the brightest; the paper is white whatever the theme
    left, right = (QColor(drawn.pixel(x, drawn.height() // 4)) for x in (drawn.width() // 4, int(drawn.width() * 0.7)))
    assert left.lightnessF() > 1.5 * right.lightnessF() and QColor(drawn.pixel(2, 2)) == QColor("white")
    rows = (tmp_path / "attention.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "query \\ support example,1,2"
    assert [[float(v) for v in row.split(",")] for row in rows[1:]] == [
        [1, pytest.approx(0.9), pytest.approx(0.1)],
        [2, pytest.approx(0.3), pytest.approx(0.7)],
    ]
    table = NumberTable("Attention", cells(made))
    qtbot.addWidget(table)
    table.show()
    model = table.view.model()
    assert model.rowCount() == 2 and model.data(model.index(1, 2)) == "0.7"
    table.view.selectAll()
    table.copy()
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[0] == "1"


@pytest.mark.parametrize(("view", "reading"), [(PathView, path()), (BoundaryView, boundary()), (MemoryView, memory())])
def test_every_picture_goes_into_its_figure(qtbot: QtBot, tmp_path: Path_, view: type[ReadingView], reading: Reading) -> None:
    drawn = view()
    shown(qtbot, drawn, reading, "maml")
    if isinstance(drawn, MemoryView):
        drawn.which.setCurrentIndex(1)  # what it holds
    made = figure(drawn.panel)  # type: ignore[attr-defined]
    assert made.raster is not None and made.raster.rgb.shape[:2] == made.raster.values.shape
    save(made, tmp_path / "figure.png")
    assert len(cells(made)) > made.raster.values.shape[0]
    if view is PathView:
        assert any(line.name == "path" for line in made.lines)


def test_dragging_the_start_of_the_toy_problem_moves_all_three(qtbot: QtBot) -> None:
    view = ToyView()
    qtbot.addWidget(view)
    view.resize(420, 330)
    view.show()
    before = {name: np.array(line.getData()) for name, line in view.paths.items()}
    view.move_start(QPointF(-2, 1))
    for name, line in view.paths.items():
        now = np.array(line.getData())
        assert now[:, 0].tolist() == [-2, 1] and not np.allclose(now[:, 0], before[name][:, 0])
        assert np.allclose(now[:, -1], before[name][:, -1], atol=0.05)  # one bowl: the end does not depend on the start
    view.rate_slider.setValue(4)
    view.steps_slider.setValue(5)
    assert view.rate == pytest.approx(0.2) and view.steps == 5
    assert np.allclose(np.array(view.paths["maml"].getData())[:, -1], outer_path("maml", np.array([-2, 1]), 0.2, 5)[-1])
    assert {line.name for line in figure(view.panel).lines} >= {"MAML", "FOMAML", "Reptile"}


def test_a_point_of_the_embedding_shows_its_picture(qtbot: QtBot) -> None:
    view = EmbeddingView()
    points = np.array([[0, 0], [1, 1], [-1, 1]], np.float32)
    reading = Embedding(points, np.array([0, 1, 0]), np.array([False, False, True]), None, 0.5)
    past = shown(qtbot, view, reading, "prototypical")
    view.show()
    assert view.told(QPointF(1, 1)) == "support example of B" and view.told(QPointF(0.5, -0.7)) == ""
    images = (255 * f32(3, 8, 8)).astype(np.uint8)
    one = np.zeros((2, 2), np.int64)
    past.feed(Read("r", At(), Episode(images[:2], np.array([0, 1]), images[2:], np.array([0]), f32(1, 1, 2), ("a", "b"), one)))
    found = view.told(QPointF(-1, 1))
    assert "query of A" in found and "data:image/png;base64," in found
