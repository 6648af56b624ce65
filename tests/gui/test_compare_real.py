"""Compare with real workers: two tiny runs to the end, tested on identical episodes, looked at again in another window."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.protocol import Boundary, Judge, Refused
from gui import comparison
from gui.runs import Runs
from gui.window import Window

SOON = 90_000


def shown(runs: Runs, folder: Path, qtbot: QtBot) -> Window:
    window = Window(runs, runs.catalogue, folder)
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("compare")
    window.compare.trials.episodes = 20
    window.compare.trials.points.episodes = 4
    return window


def test_two_runs_are_trained_tested_on_the_same_tasks_and_reopened(make_runs: Callable[..., Runs], tmp_path: Path, qtbot: QtBot) -> None:
    runs = make_runs(slots=2)
    window = shown(runs, tmp_path, qtbot)
    page = window.compare
    qtbot.mouseClick(page.welcome.own, Qt.MouseButton.LeftButton)
    page.terms.dataset.setCurrentIndex(page.terms.dataset.findData("points2d"))
    page.terms.dataset.activated.emit(page.terms.dataset.currentIndex())
    page.contest.set_terms(dataclasses.replace(page.contest.terms, amount=64.0, validation_episodes=4))
    for title in ("Prototypical Networks", "MAML"):
        next(a for a in page.terms.add.menu().actions() if a.text().endswith(f" {title}")).trigger()
    names = list(runs.histories)
    qtbot.waitUntil(lambda: all(h.state == "finished" for h in runs.histories.values()), timeout=SOON)
    assert [h.at.tasks for h in runs.histories.values()] == [64, 64] and not page.contest.unequal()
    for run in names:  # the same task of both, side by side
        qtbot.waitUntil(lambda run=run: runs.histories[run].reading("Boundary") is not None, timeout=SOON)  # type: ignore[misc]
    pictures = [r for run in names if isinstance(r := runs.histories[run].reading("Boundary"), Boundary)]
    assert np.array_equal(pictures[0].support_x, pictures[1].support_x)
    qtbot.mouseClick(page.same.next, Qt.MouseButton.LeftButton)

    def another() -> bool:
        found = [runs.histories[run].reading("Boundary") for run in names]
        if not all(isinstance(r, Boundary) for r in found):
            return False
        places = [r.support_x for r in found if isinstance(r, Boundary)]
        return np.array_equal(*places) and not np.array_equal(places[0], pictures[0].support_x)

    qtbot.waitUntil(another, timeout=SOON)

    qtbot.mouseClick(page.panel.test, Qt.MouseButton.LeftButton)
    assert page.panel.cancel.isVisible()
    qtbot.waitUntil(lambda: not page.trials.busy, timeout=SOON)
    qtbot.waitUntil(lambda: page.panel.table.rowCount() == 1, timeout=SOON)
    assert page.header.sentence.text().startswith("On 20 identical 3-way 5-shot tasks")
    scores = {run: s.scores for run in names if (s := comparison.tested(runs.histories[run], 20))}
    assert len(scores) == 2
    qtbot.mouseClick(page.panel.pages.button(2), Qt.MouseButton.LeftButton)  # by ways: the prototypes adapt, MAML's head does not
    qtbot.waitUntil(lambda: not page.trials.busy, timeout=SOON)
    assert {v for r, s, v in page.trials.points.found if r == names[0]} >= {2, 5} and {
        v for r, _, v in page.trials.points.found if r == names[1]
    } == {3}
    assert "MAML" in page.sweep._caption(page.contest.entries())
    file = page.contest.file
    assert file is not None
    window.close()
    window.deleteLater()

    again = make_runs(slots=2)
    window = shown(again, tmp_path, qtbot)
    page = window.compare
    page.files.open(file)
    assert list(again.histories) == names and page.panel.table.rowCount() == 1
    for run in names:
        scored = comparison.tested(again.histories[run], 20)
        assert scored is not None and np.array_equal(scored.scores, scores[run])
        qtbot.waitUntil(lambda run=run: again.histories[run].reading("Boundary") is not None, timeout=SOON)  # type: ignore[misc]
    again.library().checkpoint(names[0]).unlink()
    said: list[object] = []
    again.said.connect(said.append)
    again.ask_judge(Judge(999, names[0], str(again.library_folder), 4))
    qtbot.waitUntil(lambda: any(isinstance(e, Refused) and e.request == 999 for e in said), timeout=SOON)
    window.close()
    window.deleteLater()


def test_waiting_runs_survive_the_window(make_runs: Callable[..., Runs], tmp_path: Path, qtbot: QtBot) -> None:
    runs = make_runs()
    runs.slots = 0
    window = shown(runs, tmp_path, qtbot)
    window.compare.contest.grid(["maml"], 3, ["points2d"])
    names = list(runs.histories)
    runs.stop_waiting(names[2])
    window.close()
    window.deleteLater()

    again = make_runs()
    again.slots = 0
    window = shown(again, tmp_path, qtbot)
    window.files.offer_to_go_on()
    assert "were interrupted" in window.cards.sentences()[0] and names[2] not in window.cards.sentences()[0]
    window.cards._cards[0].findChildren(type(window.compare.panel.test))[0].click()
    assert [again.histories[r].state for r in names[:2]] == ["waiting", "waiting"]
    assert len(window.compare.contest.histories()) == 3  # the comparison they belong to is on screen again
    window.close()
    window.deleteLater()
