"""What an empty view says fits what is going on: nothing asks for Space, Test or a tick while something runs, loads or is tested."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from test_only_shown import STATES, Bench

from engine.protocol import Adapted, At, Boundary, Episode, Evaluated, Held, Judged, Judging, frozen_array
from gui.answers import Kept
from gui.language import FOLDER, language
from gui.plotting import PlotPanel, with_state
from gui.trials import Asked
from gui.views.base import View
from gui.widgets.nobody import Nobody
from gui.window import Window

INVITATIONS = re.compile(r"Press Space|按空格")


@pytest.fixture
def bench(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with qtbot.waitExposed(window):
        window.show()
    made = Bench(window, monkeypatch)
    yield made
    made.end()


def every_inside(window: Window) -> None:
    """Have every view of the inside made, whatever method is on screen."""
    for _, place, _ in window.learn.inside.parts:
        _ = place.view


def words_of(view: View) -> list[str]:
    """What a view says while it is empty, on screen or not."""
    return [panel._empty.text() for panel in view.findChildren(PlotPanel)] + [label.text() for label in view.findChildren(QLabel)]


@pytest.mark.parametrize("state", STATES)
def test_no_view_of_learn_asks_for_space_once_there_is_a_run(bench: Bench, state: str) -> None:
    window = bench.window
    window.learn.choose(bench.by_state[state])
    every_inside(window)
    for view in window.learn.views:
        assert not [words for words in words_of(view) if INVITATIONS.search(words)], type(view).__name__
    texts = {panel._empty.text().rpartition("\n")[2] for panel in window.learn.movement.findChildren(PlotPanel)}
    expected = {
        "waiting": "waits for a free core",
        "loading": "is loading",
        "running": "is training",
        "paused": "is paused",
        "failed": "failed",
        "finished": "ended",
        "stopped": "ended",  # no checkpoint was written
    }
    assert all(expected[state] in text for text in texts), texts


def test_with_no_run_every_view_says_how_to_begin_and_again_when_all_are_gone(window: Window, qtbot: QtBot) -> None:
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    every_inside(window)
    asking = [view for view in window.learn.views if any(INVITATIONS.search(words) for words in words_of(view))]
    assert len(asking) >= 10
    run = window.runs.start(window.learn.form.config())
    window.learn.choose(run)
    assert not [view for view in window.learn.views if any(INVITATIONS.search(words) for words in words_of(view))]
    window.runs.remove(run)
    again = [view for view in window.learn.views if any(INVITATIONS.search(words) for words in words_of(view))]
    assert again == asking


def test_words_follow_the_state_of_the_run_and_the_language(bench: Bench) -> None:
    window, run = bench.window, bench.by_state["loading"]
    window.learn.choose(run)
    panel = window.learn.movement.panel
    assert "is loading" in panel._empty.text()
    bench.feed(run, "running")
    assert "is training" in panel._empty.text()
    try:
        language.choose("zh_CN")
        assert "训练" in panel._empty.text() and not INVITATIONS.search(panel._empty.text())
        bench.feed(run, "paused")
        assert "暂停" in panel._empty.text()
    finally:
        language.choose("en")
    assert "is paused" in panel._empty.text() and "How far every layer moves" in panel._empty.text()
    language.choose("system")


def test_the_invitation_is_the_last_line_in_both_languages() -> None:
    text = (FOLDER / "metascope_zh_CN.ts").read_text(encoding="utf-8")
    pairs = re.findall(r"<source>([^<]*\nPress Space to start[^<]*)</source>\s*<translation>([^<]*)</translation>", text)
    assert len(pairs) >= 12
    for source, translation in pairs:
        assert "Press Space" in source.rpartition("\n")[2] and INVITATIONS.search(translation.rpartition("\n")[2]), translation
        assert not INVITATIONS.search(with_state(source, "words")) and not INVITATIONS.search(with_state(translation, "words"))


# -- Compare
def scores(value: float) -> np.ndarray:
    return frozen_array(np.clip(np.random.default_rng(0).normal(value, 0.1, 600), 0, 1))


def put_score(bench: Bench, run: str, value: float) -> None:
    found = scores(value)
    history = bench.runs.histories[run]
    history.feed(Evaluated(run, history.at, "test", "accuracy", float(found.mean()), 0.01, found, frozen_array([value])))


@pytest.fixture
def compared(bench: Bench) -> tuple[Bench, list[str]]:
    """A comparison of two methods that have ended, on screen."""
    from engine.catalogue import configured

    runs = [bench.by_state["stopped"]]
    other = bench.runs.start(configured(bench.runs.catalogue, "reptile", "glyphs", {}))
    bench.runs._unqueue(other)
    bench.feed(other, "stopped")
    runs.append(other)
    bench.window.show_place("compare")
    bench.window.compare.contest.include(runs, keep=False)
    return bench, runs


def said(bench: Bench) -> tuple[str, str]:
    page = bench.window.compare
    page.show_all()
    return page.header.sentence.text(), page.panel.note.text()


def test_compare_says_press_test_only_where_that_can_be_done(compared: tuple[Bench, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    bench, runs = compared
    page = bench.window.compare
    monkeypatch.setattr(page.trials, "testable", lambda run: False)
    sentence, note = said(bench)
    assert "Press Test" not in sentence and "no" in sentence.lower() and not page.panel.test.isEnabled()
    monkeypatch.setattr(page.trials, "testable", lambda run: True)
    sentence, note = said(bench)
    assert "Press Test" in sentence and "once two methods are tested" in note
    page.trials._asked[1] = Asked(runs[0])
    sentence, note = said(bench)
    assert "Testing" in sentence and "Testing" in note and "Press" not in sentence and "appear here" not in note
    page.trials._asked.clear()
    put_score(bench, runs[0], 0.8)
    assert "once two" not in said(bench)[1]
    put_score(bench, runs[1], 0.6)
    sentence, note = said(bench)
    assert "Press Test" not in sentence and "appear here" not in note and page.panel.table.rowCount() == 1
    entry = page.contest.entries()[0]
    page.contest.tick(entry, False)
    assert "Tick two tested" in said(bench)[1]
    page.contest.tick(page.contest.entries()[0], True)
    bench.runs.histories[runs[0]].at = At(9, 9, 9, 9.0)  # it went on since
    assert "appear here" not in said(bench)[1]


def test_a_difference_is_shown_as_soon_as_two_are_tested_though_a_third_is_not(compared: tuple[Bench, list[str]]) -> None:
    bench, runs = compared
    page = bench.window.compare
    for number, run in enumerate(runs, 1):
        page.trials._asked[number] = Asked(run)
    page.trials._asked[3] = Asked("another")
    page.trials._total = 3
    for number, run in enumerate(runs, 1):
        history = bench.runs.histories[run]
        judged = Judged(run, number, history.config, history.at, "accuracy", scores(0.7), frozen_array([0.7]))
        bench.runs._take([Judging(run, number, 0.5), judged])
    assert page.trials.busy and page.panel.table.rowCount() == 1 and "appear here" not in page.panel.note.text()


def test_a_sweep_says_under_way_only_while_it_is(bench: Bench) -> None:
    page = bench.window.compare
    page.sweep.draw()
    assert "under way" not in page.sweep.panel._empty.text()
    page.trials._asked[1] = Asked("run", "shot", 1)
    page.sweep.draw()
    assert "under way" in page.sweep.panel._empty.text()
    page.trials._asked.clear()


# -- Try
def picture(seed: int = 0) -> Episode:
    chances = np.random.default_rng(seed).random((2, 1, 5))
    pixels = frozen_array(np.full((5, 28, 28), 200), np.uint8)
    labels = frozen_array(np.arange(5), np.int64)
    return Episode(pixels, labels, pixels[:1], labels[:1], frozen_array(chances), tuple("abcde"), frozen_array(np.zeros((5, 2)), np.int64))


@pytest.fixture
def drawing(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Bench:
    """Try with two learners ready and a task drawn, answered once."""
    page, runs = bench.window.try_place, list(bench.by_state.values())[:2]
    known = [Kept(run, run, bench.runs.histories[run].config, bench.runs.library_folder) for run in runs]
    monkeypatch.setattr(bench.runs, "learners", lambda: known)
    monkeypatch.setattr(page.answers, "hold", lambda learners: None)
    numbers = iter(range(1, 1000))
    monkeypatch.setattr(page.answers, "ask", lambda *_: next(numbers))
    bench.window.show_place("try")
    page.tick(runs)
    page._hold()
    page._held = {run: Held(run, bench.runs.histories[run].config, At()) for run in runs}
    shown = picture()
    page.draw.fill(np.repeat(shown.support_images, 3, 0), np.repeat(shown.support_labels, 3), shown.query_images[0])
    for run in runs:
        page._answered(Adapted(run, page._asked, shown))
    assert all(row.answer is not None for row in page.list.rows.values()) and len(page.list.rows) == 2
    return bench


def test_clear_takes_the_answers_away_and_none_comes_late(drawing: Bench) -> None:
    page = drawing.window.try_place
    before = page._asked
    page.draw.wipe.click()
    rows = page.list.rows
    assert all(row.answer is None and row.truth is None and not row.accessibleDescription() for row in rows.values())
    for run in rows:
        page._answered(Adapted(run, before, picture(1)))  # it was on its way
    assert all(row.answer is None for row in rows.values()) and "no drawing yet" in page.message.text()
    page.undo.undo()
    for run in rows:
        page._answered(Adapted(run, page._asked, picture(2)))
    assert all(row.answer is not None for row in rows.values())


def test_emptying_one_pad_that_the_task_needs_takes_the_answers_away_too(drawing: Bench) -> None:
    page = drawing.window.try_place
    page.draw.query.clear()
    assert page.draw.problem() and all(row.answer is None for row in page.list.rows.values())


def test_a_plane_without_points_has_no_answers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = bench.window.try_place
    monkeypatch.setattr(page, "refresh", lambda: None)
    bench.window.show_place("try")
    page._stack.setCurrentIndex(0)
    page.tabs.setCurrentWidget(page.plane)
    page.plane.fill(np.array([[0.1, 0.2], [0.5, -0.5]], np.float32), np.array([0, 1]))
    page.plane.set_learners([("run", "MAML", "gradient", ("maml", 0))])
    grid, x, y = frozen_array(np.linspace(-1.3, 1.3, 4)), frozen_array(page.plane.places), frozen_array(page.plane.labels, np.int64)
    answer = Boundary(x, y, x, y, grid, frozen_array(np.full((1, 4, 4, 2), 0.5)))
    page.plane.tiles["run"].show_answer(answer)
    page.plane.clear()
    assert page.plane.problem() and page.plane.tiles["run"].answer is None


def test_try_says_that_runs_are_on_their_way_while_they_train(bench: Bench, qtbot: QtBot) -> None:
    page = bench.window.try_place
    bench.window.show_place("try")
    assert "being trained now" in page.nobody.said.text() and page.nobody.quick.isHidden()
    alone = Nobody()
    qtbot.addWidget(alone)
    assert "No run has been trained yet" in alone.said.text() and not alone.quick.isHidden()


def test_points_say_getting_ready_for_who_is_ticked(bench: Bench) -> None:
    points = bench.window.try_place.points
    points.keep(set())
    assert "Tick a run" in points.panel._empty.text()
    points.keep({"run"})
    assert "getting ready" in points.panel._empty.text()
