"""Logarithmic axes: painted, with numbers that can be read, in every range, on screen and in every exported form."""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Evaluated, Scalar, Started, frozen_array
from gui.comparison import Entry, entries
from gui.export import cells, save, ticks
from gui.figure_script import as_script
from gui.history import RunHistory, RunInfo
from gui.log_ticks import log_texts, log_ticks
from gui.plotting import Curve, PlotPanel
from gui.views.curves import CurveControls, CurveSettings, LossView, ScoreView
from gui.views.multiples import MultiplesView
from gui.views.overlay import OverlayView
from gui.window import Window

Array = NDArray[np.float64]
CATALOGUE = kept_catalogue()
SCALES = [(True, False), (False, True), (True, True)]
RANGES = {
    "under one decade": (1.5, 8.0),
    "within a part of a decade": (2.30, 2.31),
    "one decade": (1.0, 10.0),
    "three decades": (0.02, 30.0),
    "over six decades": (1e-7, 3e3),
    "very large": (1e12, 1e14),
    "very small": (1e-30, 1e-26),
    "a single value": (0.7, 0.7),
}


def number(text: str) -> float:
    """A tick's text as the number that a reader takes it for."""
    return float(text.replace("\u2009", ""))


def texts(panel: PlotPanel, side: str) -> list[tuple[float, str]]:
    """(place in decades or units, text) of what the axis writes when it is painted."""
    axis = panel._axes[side]
    picture = QPicture()
    painter = QPainter(picture)
    specs = axis.generateDrawSpecs(painter)
    painter.end()
    assert specs is not None
    box, found = panel.plot.getViewBox(), []
    for rect, _, text in specs[2]:
        if text:
            middle = axis.mapToScene(rect.center())
            place = box.mapSceneToView(middle)
            found.append((place.x() if side == "bottom" else place.y(), text))
    return sorted(found)


def check_axis(panel: PlotPanel, side: str) -> None:
    """Numbers stand on the axis, at their places, each different from its neighbours, and none over another."""
    found = texts(panel, side)
    low, high = panel.plot.getViewBox().viewRange()[0 if side == "bottom" else 1]
    assert len(found) >= 2, f"{len(found)} numbers between {low} and {high} decades"
    values = [number(text) for _, text in found]
    assert values == sorted(set(values)), values
    box = panel.plot.getViewBox()
    per = (box.width() if side == "bottom" else box.height()) / (high - low)
    for (place, _), value in zip(found, values, strict=True):
        assert abs(math.log10(value) - place) * per < 3, f"{value} is written at {10**place}"
    assert all((b - a) * per > 12 for (a, _), (b, _) in itertools.pairwise(found))


def panel_of(qtbot: QtBot, *curves: Curve, scales: tuple[bool, bool] = (False, False), size: tuple[int, int] = (620, 420)) -> PlotPanel:
    panel = PlotPanel("Loss", "steps", "loss", "Nothing yet.")
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    panel.set_log(*scales)
    panel.set_curves(curves)
    return panel


def curve(x: Array, y: Array, key: str = "run", **more: object) -> Curve:
    return Curve(key, "MAML", x, y, "#292994", run=key, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("values", RANGES.values(), ids=RANGES.keys())
@pytest.mark.parametrize("scales", SCALES, ids=["x", "y", "both"])
def test_a_painted_log_axis_carries_numbers_in_every_range(qtbot: QtBot, scales: tuple[bool, bool], values: tuple[float, float]) -> None:
    steps = np.geomspace(*values, 40)
    panel = panel_of(qtbot, curve(steps, steps[::-1].copy()), scales=scales)
    for size in ((620, 420), (280, 180)):
        panel.resize(*size)
        assert not panel.grab().isNull()  # an error while painting fails the test
        for side, log in zip(("bottom", "left"), scales, strict=True):
            if log:
                check_axis(panel, side)


@pytest.mark.parametrize("factor", [0.5, 0.02, 1e-4, 3.0, 50.0, 1e6])
def test_numbers_stay_after_a_zoom(qtbot: QtBot, factor: float) -> None:
    panel = panel_of(qtbot, curve(np.geomspace(1, 1e4, 50), np.geomspace(10, 0.1, 50)), scales=(True, True))
    for upright in (False, True):
        panel._zoom(factor, upright, QPointF(2.2, 0.3))
    panel.grab()
    for side in ("bottom", "left"):
        check_axis(panel, side)


def test_under_a_decade_two_and_five_are_labelled_and_over_six_only_powers_of_ten(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, curve(np.arange(1.0, 41.0), np.geomspace(1.2, 9.0, 40)), scales=(False, True))
    assert {number(text) for _, text in texts(panel, "left")} >= {2.0, 5.0}
    panel.set_curves([curve(np.arange(1.0, 41.0), np.geomspace(1e-6, 1e2, 40))])
    axis = panel._axes["left"]
    levels = axis.tickValues(*axis.range, 400.0)
    assert all(abs(place - round(place)) < 1e-9 for _, places in levels for place in places)
    assert all(math.log10(number(text)) % 1 in (0.0, 1.0) or abs(math.log10(number(text)) % 1) < 1e-9 for _, text in texts(panel, "left"))


def test_an_inverted_log_axis_has_the_same_numbers(qtbot: QtBot) -> None:
    panel = panel_of(qtbot, curve(np.arange(1.0, 41.0), np.geomspace(0.01, 50, 40)), scales=(False, True))
    before = {text for _, text in texts(panel, "left")}
    panel.plot.getViewBox().invertY(True)
    panel.grab()
    assert {text for _, text in texts(panel, "left")} == before


@pytest.mark.parametrize(
    "y",
    [np.array([]), np.full(30, np.nan), np.zeros(30), -np.arange(30.0), np.full(30, np.inf), np.array([1e-320] * 30), np.array([0.4] * 30)],
    ids=["empty", "nan", "zero", "negative", "infinite", "denormal", "constant"],
)
def test_scales_can_be_switched_whatever_the_values_are(qtbot: QtBot, y: Array) -> None:
    panel = panel_of(qtbot, *([curve(np.arange(float(len(y))), y)] if len(y) else []))
    for scales in [*SCALES, (False, False), (True, True), (False, True)]:
        panel.set_log(*scales)
        panel.set_curves([curve(np.arange(float(len(y))), y)])
        panel.grab()
        panel.show_cursor(3.0)
        assert all(math.isfinite(side) for sides in panel.plot.getViewBox().viewRange() for side in sides)
    if len(y) and not (y > 0).any():
        reason = "above zero" if np.isfinite(y).any() else "finite number"
        assert panel._empty.isVisible() and reason in panel._empty.text()
    panel.set_log(False, False)
    panel.set_curves([curve(np.arange(30.0), np.arange(30.0))])
    assert not panel._empty.isVisible()


def test_switching_the_scale_of_long_curves_back_and_forth_keeps_linked_panels_together(qtbot: QtBot) -> None:
    linked: list[PlotPanel] = []
    panels = [PlotPanel(name, "tasks", name, linked=linked) for name in ("loss", "accuracy")]
    x = np.arange(1.0, 50_001.0)
    for panel in panels:
        qtbot.addWidget(panel)
        panel.resize(500, 300)
        panel.show()
        panel.set_curves([curve(x, 1 + 1 / x)])
    for log in (True, False, True, False):
        panels[0].set_log(log, log)
        for panel in panels:
            panel.grab()
            assert panel.x_log == log
            assert panel.plot.getViewBox().viewRange()[0][1] == pytest.approx(panels[0].plot.getViewBox().viewRange()[0][1])
        high = panels[1].plot.getViewBox().viewRange()[0][1]
        assert (high < 10) if log else (high >= 50_000)


def test_the_read_out_gives_plain_numbers_on_log_axes(qtbot: QtBot) -> None:
    x = np.geomspace(1, 1e5, 101)
    panel = panel_of(qtbot, curve(x, 1 / x), scales=(True, True))
    panel.widget.scene().sigMouseMoved.emit(panel.plot.getViewBox().mapViewToScene(QPointF(3.0, -3.0)))
    assert ">0.001<" in panel._readout.text() and "1\u2009000" in panel._readout.text()
    assert panel._cursor.value() == pytest.approx(3.0, abs=0.05)


def test_a_band_that_reaches_below_zero_runs_out_at_the_bottom(qtbot: QtBot) -> None:
    x = np.arange(1.0, 31.0)
    panel = panel_of(qtbot, curve(x, np.full(30, 0.5), low=np.full(30, -0.1), high=np.full(30, 1.1)), scales=(False, True))
    band = panel._items["run"].band
    assert band is not None
    bottom = panel.plot.getViewBox().viewRange()[1][0]
    assert band.boundingRect().top() < bottom and band.boundingRect().width() == pytest.approx(29)
    panel.grab()


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-320, 320),
    st.one_of(st.floats(0, 8), st.floats(0, 600), st.floats(1e-6, 1e-2)),
    st.floats(20, 3000),
    st.sampled_from([20.0, 32.0, 55.0, 110.0]),
)
@example(0.0, 0.0, 300.0, 32.0)
@example(float("nan"), 1.0, 300.0, 32.0)
def test_ticks_are_few_within_the_axis_and_tell_true_numbers(low: float, span: float, size: float, apart: float) -> None:
    high = low + span
    found = log_ticks(low, high, size, apart)
    assert found == log_ticks(high, low, size, apart)
    assert len(found.labelled) <= size / (0.75 * apart) + 2 and len(found.minor) <= size
    assert all(min(low, high) - 1e-9 <= place <= max(low, high) + 1e-9 for place in (*found.labelled, *found.minor))
    written = log_texts(found.labelled)
    assert len(set(written)) == len(written)
    for place, text in zip(found.labelled, written, strict=True):
        assert number(text) == pytest.approx(10.0**place, rel=1e-6)


# -- the window's own plots
def run_history(algorithm: str = "maml", run: str = "run", dataset: str = "glyphs", losses: Array | None = None) -> RunHistory:
    a = next(a for a in CATALOGUE.algorithms if a.id == algorithm)
    d = next(d for d in CATALOGUE.datasets if d.id == dataset)
    config = configured(CATALOGUE, algorithm, dataset, {})
    history = RunHistory(RunInfo(run, a.title, a, d, config, 0))
    metric = "accuracy" if d.task == "classification" else "mse"
    history.feed(Started(run, config, At(), "cpu", 10, metric, 0.2, "data", ()))
    for step, loss in enumerate(np.geomspace(2, 0.01, 900) if losses is None else losses, 1):
        history.feed(
            Scalar(run, At(step, 16 * step, 80 * step, 0.1 * step), {"query_loss_after": float(loss), "query_accuracy_after": 0.5})
        )
    for step in (0, 200, 400, 800):
        history.feed(
            Evaluated(
                run,
                At(step, 16 * step, 80 * step, 0.1 * step),
                "validation",
                metric,
                0.5,
                0.05,
                frozen_array([0.5] * 8),
                frozen_array([0.5]),
            )
        )
    return history


def test_the_tick_box_above_the_curves_gives_the_loss_a_log_axis_with_numbers(qtbot: QtBot) -> None:
    settings_ = CurveSettings()
    loss, score, controls = LossView(settings_), ScoreView(settings_), CurveControls(settings_)
    for view in (loss, score):
        qtbot.addWidget(view)
        view.resize(560, 420)
        view.add(run_history())
        view.select("run")
        view.show()
        view.draw()
    qtbot.addWidget(controls)
    box = next(box for box in controls.findChildren(QCheckBox) if "log" in box.text())
    box.click()
    for x_log in (False, True, False):
        settings_.set_scales(x_log, True)
        for view in (loss, score):
            view.draw()
            view.grab()
        check_axis(loss.panel, "left")
        if x_log:
            check_axis(loss.panel, "bottom")
            check_axis(score.panel, "bottom")


def test_losses_without_a_logarithm_are_counted_in_the_caption(qtbot: QtBot) -> None:
    view = LossView(CurveSettings())
    qtbot.addWidget(view)
    view.resize(560, 420)
    view.add(run_history(losses=np.concatenate([np.geomspace(2, 0.1, 30), np.linspace(0.05, -1, 10)])))
    view.select("run")
    view.show()
    view.settings.set_log(True)
    view.draw()
    view.grab()
    count = int((np.linspace(0.05, -1, 10) <= 0).sum())
    assert f"{count} values are not above zero" in view.panel._caption.text()


def compared() -> list[Entry]:
    return entries([run_history("maml", "a"), run_history("reptile", "b")], frozenset())


@pytest.mark.parametrize("x_log", [True, False])
def test_compares_plots_have_numbers_over_a_log_x_axis(qtbot: QtBot, x_log: bool) -> None:
    settings_ = CurveSettings()
    for view in (OverlayView(settings_), MultiplesView(settings_)):
        qtbot.addWidget(view)
        view.resize(700, 460)
        view.show_entries(compared())
        view.show()
        settings_.set_scales(x_log, False)
        view.draw()
        view.grab()
        for panel in view.panels.values() if isinstance(view, MultiplesView) else [view.panel]:
            if x_log:
                check_axis(panel, "bottom")
            else:
                assert len(texts(panel, "bottom")) >= 2


def test_the_window_paints_log_axes_without_an_error_card(window: Window, qtbot: QtBot) -> None:
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    for log in (True, False, True):
        window.learn.curves.set_scales(log, log)
        for place in ("learn", "compare"):
            window.show_place(place)
            for view in window.runs._views:
                if view.isVisible():
                    view.draw()
            window.grab()
    assert not window.cards.sentences()


# -- exported
def exported(qtbot: QtBot, values: tuple[float, float]) -> PlotPanel:
    steps = np.geomspace(*values, 40)
    y = steps[::-1].copy()
    y[3] = 0.0
    return panel_of(qtbot, curve(steps, y, low=y - 2 * y, high=y * 2), scales=(True, True))


@pytest.mark.parametrize("values", RANGES.values(), ids=RANGES.keys())
def test_exported_figures_have_numbers_on_log_axes(qtbot: QtBot, tmp_path: Path, values: tuple[float, float]) -> None:
    figure = exported(qtbot, values).figure()
    for low, high in (figure.x_range, figure.y_range):
        found = ticks(low, high, True)
        assert len(found) >= 2 and all(math.log10(number(text)) == pytest.approx(place, abs=1e-4) for place, text in found)
    for kind in ("svg", "pdf", "png", "csv", "json", "py"):
        save(figure, tmp_path / f"figure.{kind}")
        assert (tmp_path / f"figure.{kind}").stat().st_size > 100
    words = {element.text for element in ET.parse(tmp_path / "figure.svg").iter() if element.tag.endswith("text")}
    wanted = {text for low, high in (figure.x_range, figure.y_range) for _, text in ticks(low, high, True)}
    assert {text.replace("\u2009", "") for text in wanted} <= {(word or "").replace("\u2009", "") for word in words}
    assert float(cells(figure)[1][0]) == pytest.approx(values[0], rel=1e-3) or len(cells(figure)) > 1


def test_the_matplotlib_script_writes_its_own_numbers_on_log_axes(qtbot: QtBot, tmp_path: Path) -> None:
    figure = exported(qtbot, (0.02, 30.0)).figure()
    script = as_script(figure)
    compile(script, "figure.py", "exec")
    assert "set_xticks([" in script and "minor=True" in script and "'0.1'" in script
    pytest.importorskip("matplotlib")
    path = tmp_path / "figure.py"
    report = "\nfig.canvas.draw()\nprint([t.get_text() for t in ax.get_yticklabels(which='both') if t.get_text()])\n"
    path.write_text(script.replace("plt.show()", "") + report)
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, env=os.environ | {"MPLBACKEND": "Agg", "MPLCONFIGDIR": str(tmp_path)}
    )
    assert done.returncode == 0, done.stderr
    assert "$" not in done.stdout and "0.1" in done.stdout


def test_a_figure_keeps_its_curves_when_one_has_no_logarithm(qtbot: QtBot, tmp_path: Path) -> None:
    panel = exported(qtbot, (0.02, 30.0))
    panel.set_curves([*panel.curves(), replace(curve(np.arange(1.0, 5.0), -np.ones(4), key="other"), name="CNP")])
    save(panel.figure(), tmp_path / "figure.png")
    assert [line.name for line in panel.figure().lines] == ["MAML", "CNP"]
