"""What the window shows of scores that are not finite: words in every table and plot, never empty axes or the dash of no score."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Evaluated, Scalar, Started, StateChanged
from gui.comparison import Entry
from gui.history import RunHistory, RunInfo, not_finite, scored
from gui.library_model import columns
from gui.overlaid import COLOURED, leading
from gui.plotting import Curve, PlotPanel
from gui.views.curves import CurveSettings, ScoreView
from gui.views.race import Bar, Lanes, RaceView
from gui.widgets.run_table import _scores
from gui.window import Window

CATALOGUE = kept_catalogue()
FINITE = (0.25, 0.75, 0.5, 0.5)
BAD = ((math.nan,) * 4, (0.25, 0.75, math.nan, 0.5), (0.25, math.inf, 0.5, 0.5))


def history(run: str = "run", algorithm: str = "maml", dataset: str = "sinusoid") -> RunHistory:
    a = next(a for a in CATALOGUE.algorithms if a.id == algorithm)
    d = next(d for d in CATALOGUE.datasets if d.id == dataset)
    config = configured(CATALOGUE, algorithm, dataset, {})
    made = RunHistory(RunInfo(run, a.title, a, d, config, 0))
    metric, chance = ("accuracy", 0.2) if d.task == "classification" else ("mse", None)
    made.feed(Started(run, config, At(), "cpu", 10, metric, chance, "data", ()))  # type: ignore[arg-type]
    return made


def validated(made: RunHistory, step: int, *values: float) -> Evaluated:
    """A validation with these scores, as the engine says it."""
    scores = np.array(values, np.float32)
    with np.errstate(invalid="ignore"):
        mean, half = float(scores.mean()), float(scores.std())
    event = Evaluated(made.info.id, At(step, step, step, step), "validation", made.metric, mean, half, scores, scores[:1])  # type: ignore[arg-type]
    made.feed(event)
    return event


def view_of(*histories: RunHistory, qtbot: QtBot) -> ScoreView:
    view = ScoreView(CurveSettings())
    qtbot.addWidget(view)
    view.resize(500, 300)
    for made in histories:
        view.add(made)
    view.select(histories[0].info.id)
    view.show()
    view.draw()
    return view


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("dataset", ["sinusoid", "glyphs"])
def test_the_score_plot_says_so_in_its_caption_and_marks_where_it_begins(bad: tuple[float, ...], dataset: str, qtbot: QtBot) -> None:
    made = history(dataset=dataset)
    validated(made, 1, *FINITE)
    for step in (2, 3):
        validated(made, step, *bad)
    view = view_of(made, qtbot=qtbot)
    count = sum(not math.isfinite(v) for v in bad)
    assert f"MAML: the last validation is not finite (in {count} of 4 episodes)." in view.panel._caption.text()
    assert [(mark.x, mark.broken, mark.text) for mark in view.panel._marks] == [(2.0, True, "MAML: the validation is not finite")]
    assert not view.panel._empty.isVisible()  # the first one is drawn
    view.grab()


@pytest.mark.parametrize("bad", BAD)
def test_where_no_validation_is_finite_the_plot_says_so_in_place_of_axes(bad: tuple[float, ...], qtbot: QtBot) -> None:
    made = history()
    before = view_of(made, qtbot=qtbot)
    waiting = before.panel._empty.text()
    for step in (1, 2):
        validated(made, step, *bad)
    view = view_of(made, qtbot=qtbot)
    text = view.panel._empty.text()
    assert view.panel._empty.isVisible() and "finite" in text and text != waiting
    assert not view.panel._axes["left"].isVisible() and not view.panel._axes["bottom"].isVisible()
    assert text in view.panel.accessibleDescription()
    validated(made, 3, *FINITE)
    view.draw()
    assert not view.panel._empty.isVisible() and view.panel._axes["left"].isVisible()
    made.evaluations.clear()
    view.draw()
    assert view.panel._empty.isVisible() and view.panel._empty.text() == waiting


def test_any_plot_without_a_finite_value_says_so(qtbot: QtBot) -> None:
    panel = PlotPanel("a title", "x", "y", "nothing yet")
    qtbot.addWidget(panel)
    panel.show()
    x = np.arange(3.0)
    for y, said in (
        ([1.0, math.nan, 2.0], None),
        ([math.nan] * 3, "finite"),
        ([math.inf, math.nan, -math.inf], "finite"),
        ([], "nothing yet"),
    ):
        panel.set_curves([Curve("c", "c", x[: len(y)], np.array(y), "#000000", 1.0)] if y else [])
        assert panel._empty.isVisible() == (said is not None) and (said is None or said in panel._empty.text())
        panel.grab()


@pytest.mark.parametrize("metric", ["accuracy", "mse"])
def test_scores_that_are_not_finite_have_one_wording(metric: str) -> None:
    for value in (math.nan, math.inf, -math.inf):
        assert scored(metric, value, value) == scored(metric, value) == not_finite() == "not finite"


def test_the_library_tells_them_from_runs_without_a_score(window: Window) -> None:
    library = window.runs.library()
    scores = {"finite": 0.25, "lacking": math.nan}
    for name in ("none", *scores):
        config = configured(CATALOGUE, "maml", "sinusoid", {})
        run = library.new_run(config)
        library.say(run, "name", name)
        at = At(1, 1, 1, 1.0)
        events: list[object] = [Started(run, config, At(), "cpu", 5, "mse", None, "", ()), Scalar(run, at, {"query_loss_after": 0.5})]
        if name in scores:
            values = np.full(4, scores[name], np.float32)
            events.append(Evaluated(run, at, "validation", "mse", scores[name], 0.1, values, values[:1]))
        library.write([*events, StateChanged(run, "finished", "", at)])  # type: ignore[list-item]
    column = next(c for c in columns(CATALOGUE) if c.id == "score")
    found = library.scores()
    rows = {row.name: (row, found.get(row.id)) for row in library.runs()}
    assert {name: column.text(*row) for name, row in rows.items()} == {"none": "–", "finite": "0.25 ± 0.1", "lacking": "not finite"}
    assert column.order(*rows["lacking"]) < column.order(*rows["finite"])  # type: ignore[operator]
    made = history()
    made.evaluations = list(library.evaluations(rows["lacking"][0].id))
    assert math.isnan(made.evaluations[0].mean)


def entry(name: str, *values: float) -> Entry:
    made = history(name)
    if values:
        validated(made, 1, *values)
    return Entry(name, name, 0, (made,), True)


@pytest.mark.parametrize("bad", BAD)
def test_the_race_and_the_table_of_compare_say_so_and_rank_them_last(bad: tuple[float, ...], qtbot: QtBot) -> None:
    from gui.comparison import so_far

    entries = [entry("bad", *bad), entry("good", *FINITE), entry("none")]
    view = RaceView()
    qtbot.addWidget(view)
    view.entries = entries
    view.draw()
    bars = {bar.key: view.lanes.words(bar) for bar in view.lanes.bars}
    assert bars["bad"] == "not finite" and bars["none"] == "–" and "±" in bars["good"]
    assert view.lanes.bars[0].key == "good"
    view.lanes.grab()
    cells = _scores([so_far(e) for e in entries], False)
    assert [cell.text for cell in cells][:1] == ["not finite"] and cells[1].text == "0.5 ± 0.2" and cells[2].text == "–"


def test_bars_of_runs_without_a_score_keep_their_dash(qtbot: QtBot) -> None:
    lanes = Lanes()
    qtbot.addWidget(lanes)
    for known, words in ((False, "–"), (True, "not finite")):
        assert lanes.words(Bar("k", "n", "●", "#000000", math.nan, math.nan, 1, 1.0, known)) == words


def test_of_many_methods_those_with_finite_scores_keep_their_colours() -> None:
    entries = [entry(f"bad{i}", math.nan, math.nan) for i in range(4)] + [entry(f"good{i}", 0.1 * i, 0.2) for i in range(COLOURED)]
    assert leading(entries) == {f"good{i}" for i in range(COLOURED)}


def test_the_words_of_a_comparison_name_what_is_not_compared(window: Window, qtbot: QtBot) -> None:
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("compare")
    page = window.compare
    page.contest.begin()
    for algorithm in ("maml", "reptile", "fomaml"):
        page.contest.add(algorithm)
    page.trials.episodes = 4
    runs = [h.info.id for h in page.contest.histories()]
    for run, values in zip(runs, ((math.nan,) * 4, FINITE, (0.1, 0.2, 0.3, 0.4)), strict=True):
        scores = np.array(values, np.float32)
        event = Evaluated(run, At(1, 1, 1, 1.0), "test", "accuracy", float(scores.mean()), 0.1, scores, scores[:1])
        page.runs.histories[run].at = event.at
        page.runs.histories[run].feed(event)
    shown = page.contest.entries()
    sentence = "The scores of MAML are not finite, so it is not compared."
    assert sentence in page.words.sentence(shown) and "FOMAML" in page.words.sentence(shown)
    assert sentence in page.words.note(shown) and "p is corrected" not in page.words.note(shown)
    assert page.words.note(shown[:2]) == sentence
    page.panel.show_results(page.words.entrants(shown[:2]), True, page.words.note(shown[:2]))
    assert not page.panel.table.isVisible()
