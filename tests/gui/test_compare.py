"""The Compare place as a person meets it: one click adds an algorithm on the same terms; table, curves, race, chains, files."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.comparisons import Comparison
from engine.protocol import At, Estimate, Evaluated, StateChanged
from engine.settings import Rejected
from gui.pages.compare import ComparePage
from gui.views.race import Bar, Lanes
from gui.window import Window

SOON = 20_000


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ComparePage:
    """The place on screen; its runs wait for ever, so that only the test speaks for them."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("compare")
    return window.compare


def add(page: ComparePage, *algorithms: str) -> list[str]:
    """Choose algorithms from the menu of the button."""
    before = set(page.runs.histories)
    for algorithm in algorithms:
        title = next(s.title for s in page.runs.catalogue.algorithms if s.id == algorithm)
        next(a for a in page.terms.add.menu().actions() if a.text().endswith(f" {title}")).trigger()
    return [run for run in page.runs.histories if run not in before]


def say(page: ComparePage, run: str, tasks: list[int], means: list[float], split: str = "validation", n: int = 64, state: str = "") -> None:
    """A run tells its scores."""
    rng = np.random.default_rng(n)
    hard = rng.normal(0, 0.05, n)
    for at, mean in zip(tasks, means, strict=True):
        scores = (hard - hard.mean() + mean).astype(np.float32)
        half = 1.96 * float(scores.std(ddof=1)) / math.sqrt(n)
        event = Evaluated(run, At(at, at, at, at / 100), split, "accuracy", mean, half, scores, scores[:1])  # type: ignore[arg-type]
        page.runs.histories[run].at = event.at
        page.runs.mailbox.put(None, [event])
    if state:
        page.runs.mailbox.put(None, [StateChanged(run, state)])  # type: ignore[arg-type]


def cells(page: ComparePage) -> dict[str, list[str]]:
    """The table's columns by heading."""
    table = page.table
    heading = [table.horizontalHeaderItem(c).text() for c in range(table.columnCount())]  # type: ignore[union-attr]
    return {name: [table.item(r, c).text() for r in range(table.rowCount())] for c, name in enumerate(heading)}  # type: ignore[union-attr]


def test_at_first_it_says_what_it_is_for_and_one_button_compares_four(page: ComparePage, qtbot: QtBot) -> None:
    assert page.welcome.isVisible() and not page.welcome.window_runs.isVisible()
    qtbot.mouseClick(page.welcome.first, Qt.MouseButton.LeftButton)
    assert not page.welcome.isVisible()
    configs = [h.config for h in page.contest.histories()]
    assert [c.algorithm for c in configs] == ["maml", "reptile", "prototypical", "finetune"]
    assert len({(c.dataset, c.way, c.shot, c.queries, c.seed, c.hyper["filters"], c.steps * c.meta_batch) for c in configs}) == 1
    assert "4 methods on Glyphs, 5-way 1-shot" in page.header.title.text() and "not the same" not in page.header.title.text()


def test_the_task_is_fixed_by_the_first_run_and_seeds_give_each_method_more_runs(page: ComparePage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.welcome.own, Qt.MouseButton.LeftButton)
    page.terms.shot.setValue(5)
    page.terms.seeds.setValue(2)
    runs = add(page, "maml", "prototypical")
    assert [page.runs.histories[r].config.seed for r in runs] == [0, 1, 0, 1]
    assert {page.runs.histories[r].config.shot for r in runs} == {5}
    assert not page.terms.shot.isEnabled() and not page.terms.dataset.isEnabled()
    assert len(page.contest.entries()) == page.table.rowCount() == 2
    page.terms.seeds.setValue(3)
    assert page.header.lacking.isVisible()
    qtbot.mouseClick(page.header.lacking, Qt.MouseButton.LeftButton)
    assert sorted(h.config.seed for h in page.contest.histories()) == [0, 0, 1, 1, 2, 2] and not page.header.lacking.isVisible()


def test_a_broken_chain_is_told_in_the_title(page: ComparePage, qtbot: QtBot) -> None:
    page.contest.begin()
    qtbot.mouseClick(page.welcome.own, Qt.MouseButton.LeftButton)
    add(page, "maml")
    assert not page.terms.chains["budget"].isChecked()
    qtbot.mouseClick(page.terms.chains["budget"], Qt.MouseButton.LeftButton)
    add(page, "reptile")
    assert "not the same tasks seen (16,000; 5,000)" in page.header.title.text()
    qtbot.mouseClick(page.terms.chains["budget"], Qt.MouseButton.LeftButton)
    assert not page.contest.terms.broken


def test_an_algorithm_that_cannot_serve_the_task_is_offered_greyed_with_the_reason(page: ComparePage) -> None:
    action = next(a for a in page.terms.add.menu().actions() if a.text().endswith("CNP"))
    assert not action.isEnabled() and "regression" in action.toolTip()


def test_curves_of_seeds_become_a_mean_and_a_band_that_says_what_it_is(page: ComparePage, qtbot: QtBot) -> None:
    page.contest.set_terms(page.contest.terms)
    page.terms.seeds.setValue(3)
    runs = add(page, "maml", "prototypical")
    for i, run in enumerate(runs[:3]):
        say(page, run, [100, 200, 300], [0.5 + 0.02 * i, 0.6 + 0.02 * i, 0.7 + 0.02 * i])
    say(page, runs[3], [100, 200], [0.7, 0.8])
    qtbot.waitUntil(lambda: len(page.overlay.panel.curves()) >= 5, timeout=SOON)
    curves = {c.name: c for c in page.overlay.panel.curves() if c.labelled}
    assert curves["MAML"].y.tolist() == pytest.approx([0.52, 0.62, 0.72])
    assert curves["MAML"].high is not None and curves["MAML"].high[0] - 0.52 == pytest.approx(4.3027 * 0.02 / math.sqrt(3), rel=1e-3)
    assert sum(c.pale for c in page.overlay.panel.curves()) == 3
    words = page.overlay.panel._caption.text()
    assert "95 % CI over 3 seeds" in words and "one seed, training luck is not measured" in words
    page.curve_bar.axis.setCurrentIndex(3)
    page.curve_bar.axis.activated.emit(3)
    qtbot.waitUntil(lambda: page.overlay.panel.x_title == "compute seconds", timeout=SOON)
    assert {c.name: c for c in page.overlay.panel.curves() if c.labelled}["MAML"].x.tolist() == pytest.approx([1.0, 2.0, 3.0])


def test_the_table_shows_only_what_differs_marks_the_best_sorts_and_copies(page: ComparePage, qtbot: QtBot) -> None:
    runs = add(page, "maml", "prototypical", "reptile")
    for run, mean in zip(runs, (0.8, 0.9, 0.7), strict=True):
        say(page, run, [100], [mean])
    qtbot.waitUntil(lambda: "validation accuracy, %" in cells(page), timeout=SOON)
    table = cells(page)
    assert "seed" not in table and "filters" not in table and "meta-batch" in table
    best = [text for text in table["validation accuracy, %"] if text.startswith("★")]
    assert len(best) == 1 and best[0].startswith("★ 90.0 ±") and table["n"] == ["64"] * 3
    header = page.table.horizontalHeader()
    column = list(table).index("validation accuracy, %")
    at = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
    assert [t.split()[-1] for t in cells(page)["method"]] == ["Reptile", "MAML", "Networks"]
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[1].startswith("Reptile") and "★ 90.0" in text
    latex = page.table.written("latex")
    assert r"$\star$ 90.0 $\pm$" in latex and latex.startswith(r"\begin{tabular}")
    assert page.table.written("markdown").startswith("| method |")


def test_an_unticked_method_leaves_the_curves_and_the_race(page: ComparePage, qtbot: QtBot) -> None:
    runs = add(page, "maml", "reptile")
    for run in runs:
        say(page, run, [100, 200], [0.5, 0.6])
    qtbot.waitUntil(lambda: len(page.race.lanes.bars) == 2 and math.isfinite(page.race.lanes.bars[0].value), timeout=SOON)
    item = page.table.item(0, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: [b.name for b in page.race.lanes.bars] == ["Reptile"], timeout=SOON)
    qtbot.waitUntil(lambda: {c.name for c in page.overlay.panel.curves()} == {"Reptile"}, timeout=SOON)


def test_test_scores_give_the_sentence_the_differences_and_the_race(page: ComparePage, qtbot: QtBot) -> None:
    runs = add(page, "maml", "prototypical")
    for run, mean in zip(runs, (0.8, 0.9), strict=True):
        say(page, run, [100], [mean], "test", 600, "finished")
    qtbot.waitUntil(lambda: page.panel.table.rowCount() == 1, timeout=SOON)
    assert "On 600 identical 5-way 1-shot tasks Prototypical Networks is better than MAML by 10.0 points" in page.header.sentence.text()
    assert "One seed: training luck is not measured." in page.header.sentence.text()
    row = page.panel.table.written("text").splitlines()[1]
    assert row.startswith("Prototypical Networks − MAML") and "+10.0" in row and row.endswith("better")
    qtbot.waitUntil(lambda: [b.name for b in page.race.lanes.bars] == ["Prototypical Networks", "MAML"], timeout=SOON)
    assert "600 identical test tasks" in page.race.caption.text()
    text = page.written("markdown")
    assert "| pair |" in text and "| method |" in text and "2 methods on Glyphs" in text


def test_bars_change_places_and_arrive(qtbot: QtBot) -> None:
    lanes = Lanes()
    qtbot.addWidget(lanes)
    with qtbot.waitExposed(lanes):
        lanes.show()
    bars = [Bar(key, key, "●", "#292994", value, 0.01, 10, 1.0) for key, value in (("a", 0.5), ("b", 0.4))]
    lanes.set_bars(bars, True)
    assert lanes.places == {"a": 0.0, "b": 1.0}
    lanes.set_bars(bars[::-1], True)
    assert lanes.places["b"] > 0  # it is still under way
    qtbot.waitUntil(lambda: lanes.places == {"a": 1.0, "b": 0.0}, timeout=SOON)
    with qtbot.waitSignal(lanes.clicked) as clicked:
        qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=lanes.row_of("b").center().toPoint())
    assert clicked.args == ["b"]


def test_the_compared_runs_are_observed_only_while_the_place_is_on_screen(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    runs = add(page, "maml", "reptile")
    assert page.runs._also[0] == frozenset(runs) and "Episode" in page.runs._also[1]
    window.show_place("learn")
    assert page.runs._also == (frozenset(), ())


def test_a_comparison_is_kept_and_opened_again_with_its_runs(page: ComparePage, qtbot: QtBot) -> None:
    runs = add(page, "maml", "reptile")
    file = page.contest.file
    assert file is not None and json.loads(file.read_text())["runs"] == runs
    page._new()
    assert not page.contest.histories() and page.table.rowCount() == 0
    page.files.open(file)
    assert [h.info.id for h in page.contest.histories()] == runs and page.table.rowCount() == 2
    assert Comparison.from_dict(page.contest.comparison.to_dict()) == page.contest.comparison


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "damaged"), ("[]", "damaged"), ('{"kind": "metascope-comparison", "version": 99}', "newer Metascope")],
)
def test_a_file_that_is_no_comparison_is_refused_in_a_sentence(
    page: ComparePage, window: Window, tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "比较.json"
    file.write_text(text, encoding="utf-8")
    page.files.open(file)
    assert words in window.cards.sentences()[0]
    with pytest.raises(Rejected):
        Comparison.from_json(text)


def test_a_run_removed_while_it_is_compared_leaves_the_others_standing(page: ComparePage) -> None:
    runs = add(page, "maml", "reptile")
    page.runs.remove(runs[0])
    assert [h.info.id for h in page.contest.histories()] == runs[1:] and page.table.rowCount() == 1


def test_a_grid_becomes_a_queue_with_a_comparison_for_each_dataset(page: ComparePage) -> None:
    assert page.contest.grid(["maml", "prototypical"], 2, ["glyphs", "points2d"]) == 8
    states = {h.state for h in page.runs.histories.values()}
    assert len(page.runs.histories) == 8 and states == {"waiting"}
    assert sorted(len(c.runs) for _, c in page.contest.kept()) == [4, 4]
    assert page.contest.terms.dataset == "glyphs" and len(page.contest.entries()) == 2


def test_the_figure_set_and_the_words_are_written_into_a_folder(page: ComparePage, qtbot: QtBot, tmp_path: Path) -> None:
    for run in add(page, "maml", "reptile"):
        say(page, run, [100, 200], [0.5, 0.6])
    qtbot.waitUntil(lambda: bool(page.overlay.panel.curves()), timeout=SOON)
    written = page.files.export(tmp_path)
    assert {p.name for p in written} == {"curves.svg", "curves.pdf", "curves.csv", "comparison.txt", "comparison.md", "comparison.tex"}
    assert all(p.stat().st_size > 100 for p in written)


def test_runs_of_the_window_can_be_compared(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    for seed in (0, 1):
        window.runs.start(window.learn.form.config().having("seed", seed))
    assert page.welcome.window_runs.isVisible() and isinstance(page.welcome.window_runs, QPushButton)
    qtbot.mouseClick(page.welcome.window_runs, Qt.MouseButton.LeftButton)
    assert len(page.contest.histories()) == 2 and len(page.contest.entries()) == 1


def test_a_budget_of_seconds_is_told_in_steps_once_their_cost_is_known(page: ComparePage, qtbot: QtBot) -> None:
    page.terms.budget.setCurrentIndex(1)
    page.terms.budget.activated.emit(1)
    page.terms.amount.setValue(30)
    add(page, "maml")
    assert not page.runs.histories and page.contest.measuring() == ["maml"] and "Measuring" in page.header.sentence.text()
    request = next(iter(page.contest._measuring))
    page.runs.mailbox.put(None, [Estimate("", 1, 0.05, request)])
    qtbot.waitUntil(lambda: len(page.runs.histories) == 1, timeout=SOON)
    history = page.contest.histories()[0]
    assert history.config.steps == 600 and not page.contest.measuring()
    assert page.contest.spent() == []
    history.at, history.state = At(500, 8000, 8000, 31.0), "running"
    assert page.contest.spent() == [history.info.id]


def test_beyond_six_methods_the_rest_is_grey_until_one_points_at_it(page: ComparePage, qtbot: QtBot) -> None:
    page.contest.begin()
    names = ("maml", "reptile", "prototypical", "finetune", "anil", "fomaml", "meta_sgd", "scratch")
    for algorithm in names:
        page.contest.add(algorithm)
    for i, run in enumerate(page.contest.comparison.runs):
        say(page, run, [100, 200], [0.3, 0.9 - 0.05 * i])
    qtbot.waitUntil(lambda: sum(c.labelled for c in page.overlay.panel.curves()) == 8, timeout=SOON)
    grey = [c.name for c in page.overlay.panel.curves() if c.behind]
    assert grey == ["Meta-SGD", "From scratch"] and all(c.low is None for c in page.overlay.panel.curves() if c.behind)
    assert "6 leading" in page.overlay.panel._caption.text()
    last = page.contest.entries()[-1]
    page.overlay.panel.run_pointed.emit(last.key)  # the cursor is upon its curve
    assert [c.name for c in page.overlay.panel.curves() if c.behind] == ["Meta-SGD"]
    page.overlay.panel.run_pointed.emit("")
    page.runs.select(last.histories[0].info.id)  # and so does whoever selects it by keys
    qtbot.waitUntil(lambda: [c.name for c in page.overlay.panel.curves() if c.behind] == ["Meta-SGD"], timeout=SOON)
    note = next(c.note for c in page.overlay.panel.curves() if c.name == "MAML")
    assert "α" in note  # what tells it from the others is read under the cursor

    page._actions["small_multiples"].trigger()
    qtbot.waitUntil(lambda: page.multiples.isVisible() and not page.multiples.dirty, timeout=SOON)
    panels = page.multiples.panels
    assert [p.title_text for p in panels.values()] == [e.name for e in page.contest.entries()]
    first = panels[page.contest.entries()[0].key]
    own = [c for c in first.curves() if not c.behind]
    assert len(first.curves()) == 8 and [c.name for c in own] == ["MAML"] and own[0].low is not None
    assert {p.y_range for p in panels.values()} == {(0.0, 1.02)}
    with qtbot.waitSignal(page.multiples.chosen) as told:
        first.curve_clicked.emit(own[0].run)
    assert told.args == [page.contest.entries()[0].key]
    page._actions["small_multiples"].trigger()
    assert page.overlay.isVisible()
