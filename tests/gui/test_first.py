"""A first launch: finished examples on screen at once, real weights behind them, and nothing of them ever changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.examples import COMPARED, DEMOS, ENDING, FIRST, is_example
from engine.library import Library
from gui.first import FirstLook
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

SOON = 90_000


def test_a_bad_curve_and_a_good_one_are_there_before_any_worker_has_spoken(opened: Window, qtbot: QtBot) -> None:
    learn, run = opened.learn, FIRST + ENDING
    assert opened.runs.current == run and not opened.runs.busy()
    assert opened.runs.histories[run].started is None  # what a worker would say
    qtbot.waitUntil(lambda: learn.fit._fit is not None and learn.scrubber.step == 5, timeout=SOON)
    fit = learn.fit._fit
    assert fit is not None and len(fit.support_x) == 5
    assert learn.fit._caption.text().startswith("Before and after 5 steps on 5 points")
    qtbot.waitUntil(lambda: bool(learn.score.panel.curves() and learn.loss.panel.curves()), timeout=SOON)
    assert learn.form.config().dataset == "sinusoid" and learn.form.config().shot == 5
    assert not learn.undo.canUndo()  # the person has chosen nothing yet


def test_the_scrubber_moves_once_by_itself_and_stops(opened: Window, qtbot: QtBot) -> None:
    scrubber, seen = opened.learn.scrubber, []
    qtbot.waitUntil(lambda: scrubber.step == 5, timeout=SOON)
    scrubber.stepped.connect(seen.append)
    qtbot.waitUntil(lambda: seen[-1:] == [5] and not scrubber.playing, timeout=SOON)
    assert seen == [0, 1, 2, 3, 4, 5]


def test_nothing_moves_by_itself_where_motion_is_reduced(opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearance, "reduce_motion", True, raising=False)
    qtbot.waitUntil(lambda: opened.learn.scrubber.step == 5, timeout=SOON)
    assert not opened.findChild(FirstLook)._play.isActive()


def test_a_dragged_point_is_answered_with_the_examples_own_weights(opened: Window, qtbot: QtBot) -> None:
    fit = opened.learn.fit
    qtbot.waitUntil(lambda: fit._fit is not None, timeout=SOON)
    assert fit._fit is not None
    before = fit._fit.curves[-1].copy()
    qtbot.waitUntil(lambda: opened.runs.histories[FIRST + ENDING].started is not None, timeout=SOON)
    fit.move_point(2, QPointF(float(fit._fit.support_x[2]), 4.5))
    qtbot.waitUntil(lambda: fit._answered, timeout=SOON)
    after = fit._fit.curves[-1]
    at = int(np.abs(fit._fit.grid - fit._fit.support_x[2]).argmin())
    assert after[at] > before[at] + 0.2 or before[at] > 4.0  # the curve follows the point


def test_compare_holds_examples_tested_on_the_same_episodes(opened: Window, qtbot: QtBot) -> None:
    opened.show_place("compare")
    contest = opened.compare.contest
    there = {row.id for row in opened.runs.shelf.rows()}
    assert contest.comparison.runs == [run for name in COMPARED if (run := name + ENDING) in there] and len(contest.comparison.runs) > 1
    assert not contest.unequal() and contest.file is None and not (opened.runs.library_folder / "comparisons").exists()
    assert "600 identical" in opened.compare.header.sentence.text()
    count = len(contest.comparison.runs)
    assert opened.compare.panel.table.rowCount() == count * (count - 1) // 2  # every pair


def test_beginning_an_example_again_makes_a_run_of_ones_own(opened: Window, qtbot: QtBot) -> None:
    opened.actions_list["same_seed"].trigger()
    run = opened.runs.current
    assert run is not None and not is_example(run)
    own, example = opened.runs.histories[run], opened.runs.histories[FIRST + ENDING]
    assert own.config == example.config and own.state == "waiting" and example.state == "finished"


def test_going_on_with_an_example_takes_its_weights_into_the_library(opened: Window, qtbot: QtBot) -> None:
    opened.actions_list["train_on"].trigger()
    run = opened.runs.current
    assert run is not None and not is_example(run)
    example = opened.runs.histories[FIRST + ENDING]
    assert opened.runs.library().checkpoint(run).exists()
    assert opened.runs.histories[run].info.config.steps == 2 * example.config.steps
    assert opened.runs.histories[run].series["query_loss_after"].count == example.series["query_loss_after"].count


def test_a_digit_lets_a_method_join_with_the_same_seed_and_then_hides_it(opened: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_2)
    added = [h for run, h in opened.runs.histories.items() if not is_example(run)]
    assert [h.info.algorithm.id for h in added] == ["reptile"]
    example = opened.runs.histories[FIRST + ENDING].config
    assert (added[0].config.seed, added[0].config.shot, added[0].config.dataset) == (example.seed, example.shot, "sinusoid")
    qtbot.keyClick(opened, Qt.Key.Key_3)
    assert any("Prototypical Networks" in sentence for sentence in opened.cards.sentences())  # it cannot learn sinusoids
    panel = opened.learn.score.panel
    qtbot.waitUntil(lambda: FIRST + ENDING in panel.groups(), timeout=SOON)
    qtbot.keyClick(opened, Qt.Key.Key_1)
    assert not panel.groups()[FIRST + ENDING][1]
    qtbot.keyClick(opened, Qt.Key.Key_1)
    assert panel.groups()[FIRST + ENDING][1]


def test_the_library_lists_the_examples_and_keeps_them_as_they_are(opened: Window, qtbot: QtBot) -> None:
    opened.show_place("library")
    page = opened.library
    ids = {row.id for row, _ in page.model.rows}
    assert f"maml-glyphs{ENDING}" in ids and all(row.tags == "example" for row, _ in page.model.rows)
    page.table.selectRow(0)
    page.throw_away()
    assert {row.id for row, _ in page.model.rows} == ids
    assert any("comes with the program" in sentence for sentence in opened.cards.sentences())


def test_a_library_with_runs_is_greeted_as_ever(tmp_path: Path, qtbot: QtBot) -> None:
    library = Library(tmp_path / "library")
    library.new_run(configured(kept_catalogue(), "maml", "glyphs", {}))
    library.close()
    runs = Runs(kept_catalogue(), tmp_path / "library", examples=DEMOS)
    window = Window(runs, runs.catalogue, tmp_path)
    FirstLook(window)
    assert not runs.histories
    window.close()
    window.deleteLater()


def test_without_examples_nothing_is_missed(tmp_path: Path, qtbot: QtBot) -> None:
    runs = Runs(kept_catalogue(), tmp_path / "library", examples=tmp_path / "no such folder")
    window = Window(runs, runs.catalogue, tmp_path)
    FirstLook(window)
    assert not runs.histories and not runs.learners()
    window.close()
    window.deleteLater()
