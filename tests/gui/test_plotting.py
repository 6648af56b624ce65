"""Thinning keeps what the eye would see, smoothing is the plain average, and a panel shows the numbers it was given."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from gui.plotting import Curve, PlotPanel, readable, smoothed, thinned
from gui.theme import appearance
from gui.traces import pushed_apart, tick_text

Array = NDArray[np.float64]
NUMBERS = st.lists(st.one_of(st.floats(-1e3, 1e3), st.just(float("nan"))), max_size=200)


def curve(y: Array, **style: object) -> Curve:
    return Curve("key", "MAML", np.arange(len(y), dtype=float), y, "#292994", **style)  # type: ignore[arg-type]


@given(st.integers(1, 9000), st.integers(0, 2**32 - 1))
def test_thinning_keeps_every_columns_extremes_and_both_ends(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = np.arange(n, dtype=float), rng.normal(size=n)
    for spike in (-1e3, 1e6):
        y[rng.integers(n)] = spike
    tx, ty = thinned(x, y, 100)
    assert (tx[0], tx[-1]) == (0.0, n - 1.0) and (ty[0], ty[-1]) == (y[0], y[-1])
    assert len(tx) <= 2 * 100 + 2 and (np.diff(tx) > 0).all()
    assert np.array_equal(ty, y[tx.astype(int)])
    assert (ty.min(), ty.max()) == (y.min(), y.max())


@pytest.mark.parametrize("n", [1201, 2999, 5999])
def test_thinning_keeps_a_spike_among_the_newest_points(n: int) -> None:
    for place in range(n - 599, n):
        y = np.zeros(n)
        y[place] = 1.0
        assert thinned(np.arange(n, dtype=float), y)[1].max() == 1.0, f"the spike at {place} of {n} is gone"


def test_thinning_shows_a_long_gap_as_a_gap() -> None:
    y = np.ones(60_000)
    y[20_000:30_000] = np.nan
    tx, ty = thinned(np.arange(60_000, dtype=float), y)
    gap = np.isnan(ty)
    assert gap.any() and (tx[gap].min() >= 20_000) and (tx[gap].max() < 30_000)
    assert not np.isnan(ty[(tx < 20_000) | (tx >= 30_000)]).any()


@given(NUMBERS, st.floats(0.01, 0.999))
def test_smoothing_is_the_debiased_recursion_and_begins_anew_after_a_gap(numbers: list[float], weight: float) -> None:
    expected, total, count = [], 0.0, 0
    for number in numbers:
        if np.isnan(number):
            total, count = 0.0, 0
            expected.append(number)
            continue
        total, count = weight * total + (1 - weight) * number, count + 1
        expected.append(total / (1 - weight**count))
    np.testing.assert_allclose(smoothed(np.array(numbers, dtype=float), weight), expected, rtol=1e-7, atol=1e-6)


@given(st.floats(-1e6, 1e6), st.integers(1, 3000), st.floats(0.0, 0.999))
def test_smoothing_keeps_a_constant(value: float, n: int, weight: float) -> None:
    np.testing.assert_allclose(smoothed(np.full(n, value), weight), value, rtol=1e-9)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.123456, "0.123"), (999.4, "999"), (12_345.6, "12\u2009346"), (float("nan"), "–"), (float("inf"), "–"), (1e-5, "1e-05")],
)
def test_numbers_read_with_three_digits_and_thin_spaces(value: float, text: str) -> None:
    assert readable(value) == text


def test_a_panel_draws_what_it_is_given_and_forgets_what_is_gone(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss", "Nothing yet.")
    qtbot.addWidget(panel)
    y = np.array([3.0, 2.0, np.nan, 1.0])
    panel.set_curves([curve(y)])
    x, drawn = panel._items["key"].line.getData()
    np.testing.assert_array_equal(drawn, y)
    np.testing.assert_array_equal(x, np.arange(4))
    assert panel._empty.isHidden()
    (low, high), (bottom, top) = panel.plot.getViewBox().viewRange()
    assert low <= 0 and high >= 3 and bottom <= 1 and top >= 3
    panel.set_curves([])
    assert not panel.curves() and not panel._empty.isHidden()


def test_a_logarithmic_panel_leaves_out_what_has_no_logarithm(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.set_log(False, True)
    panel.set_curves([curve(np.array([100.0, 0.0, -1.0, 10.0]))])
    np.testing.assert_allclose(panel._items["key"].line.getData()[1], [2.0, np.nan, np.nan, 1.0])


def test_axes_stay_where_a_person_zoomed_until_they_follow_again(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.set_curves([curve(np.arange(10.0))])
    panel.follow(False)
    before = panel.plot.getViewBox().viewRange()
    panel.set_curves([curve(np.arange(100.0))])
    assert panel.plot.getViewBox().viewRange() == before
    with qtbot.waitSignal(panel.followed):
        panel.follow(True)
    assert panel.plot.getViewBox().viewRange()[0][1] >= 99


def test_linked_panels_read_their_curves_at_one_place(qtbot: QtBot) -> None:
    linked: list[PlotPanel] = []
    panels = [PlotPanel(name, "steps", name, linked=linked) for name in ("loss", "accuracy")]
    for panel in panels:
        qtbot.addWidget(panel)
        panel.resize(500, 300)
        panel.show()
        panel.set_curves([curve(np.arange(10.0) ** 2)])
    scene = panels[0].plot.getViewBox().mapViewToScene(QPointF(3.0, 9.0))
    panels[0].widget.scene().sigMouseMoved.emit(scene)
    for panel in panels:
        assert panel._cursor.isVisible() and panel._cursor.value() == pytest.approx(3.0, abs=0.1)
        assert "MAML" in panel._readout.text()
    panels[0].show_cursor(3.0)
    assert ">9<" in panels[0]._readout.text()


def wave(key: str, n: int, run: str = "", level: float = 0.0) -> Curve:
    x = np.arange(1.0, n + 1)
    return Curve(key, key, x, level + np.sin(x / 7), "#292994", run=run or key)


def test_zooming_in_shows_every_point_of_the_stretch(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    panel.set_curves([wave("a", 50_000)])
    line = panel._items["a"].line
    assert len(line.getData()[0]) < 2000
    panel.follow(False)
    panel.plot.setXRange(20_000, 20_100, padding=0)
    shown = line.getData()[0]
    assert set(range(20_000, 20_101)) <= set(shown.tolist()) and len(shown) < 120


def test_a_hidden_run_is_left_out_everywhere_and_solo_shows_one_alone(qtbot: QtBot) -> None:
    linked: list[PlotPanel] = []
    panels = [PlotPanel("Loss", "steps", "loss", linked=linked), PlotPanel("Score", "steps", "score", linked=linked)]
    for panel in panels:
        qtbot.addWidget(panel)
        panel.set_curves([wave("a", 30), wave("b", 30, level=5)])
    panels[0].hide_run("a", True)
    assert [[c.key for c in p.curves()] for p in panels] == [["b"], ["b"]]
    panels[1].solo("a")
    assert [[c.key for c in p.curves()] for p in panels] == [["a"], ["a"]]
    panels[1].solo("a")
    assert all(len(p.curves()) == 2 for p in panels)
    assert {name for name, shown in panels[0].groups().values() if shown} == {"a", "b"}


def test_arrow_keys_move_the_cursor_and_enter_pins_it(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.set_curves([wave("a", 100)])
    qtbot.keyClick(panel.widget, Qt.Key.Key_Right)
    first = panel._at
    qtbot.keyClick(panel.widget, Qt.Key.Key_Right)
    assert first is not None and panel._at is not None and panel._at > first
    qtbot.keyClick(panel.widget, Qt.Key.Key_Return)
    panel._point_all(None)
    assert panel._at is not None
    qtbot.keyClick(panel.widget, Qt.Key.Key_Escape)
    assert panel._at is None


def test_names_at_the_ends_stand_apart_and_within_the_plot(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    panel.set_curves([wave(f"run {i}", 30, level=1e-3 * i) for i in range(8)])
    low, high = panel.plot.getViewBox().viewRange()[1]
    heights = sorted(label.pos().y() for label in panel._labels.items.values())
    assert len(heights) == 8 and low < heights[0] and heights[-1] < high
    assert min(np.diff(heights)) * panel.plot.getViewBox().height() / (high - low) > appearance.size("small")


def test_markup_in_a_name_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    panel = PlotPanel("Loss", "steps", "loss")
    qtbot.addWidget(panel)
    panel.set_curves([dataclasses.replace(wave("a", 30), name="<b>bold</b>")])
    panel.show_cursor(10.0)
    assert "&lt;b&gt;" in panel._readout.text()


@pytest.mark.parametrize(
    ("value", "step", "text"), [(20_001.5, 0.5, "20\u2009001.5"), (0.00012, 0.00001, "0.00012"), (3.0, 1.0, "3"), (1e-9, 1.0, "0")]
)
def test_a_tick_has_the_digits_that_tell_it_from_the_next(value: float, step: float, text: str) -> None:
    assert tick_text(value, step) == text


@given(st.lists(st.floats(0, 1), max_size=12))
def test_names_pushed_apart_keep_their_order_and_their_distance(places: list[float]) -> None:
    moved = pushed_apart(sorted(places), 0.05, 0.0, 1.0)
    assert len(moved) == len(places)
    assert all(b - a >= 0.05 - 1e-9 for a, b in itertools.pairwise(moved)) and all(-1e-9 <= m <= 1 for m in moved)
