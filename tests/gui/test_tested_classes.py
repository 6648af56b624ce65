"""What Compare shows of runs that were tested on different classes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.comparison import Entrant, Scored
from engine.protocol import At, Judged, RunConfig
from gui.runs import Runs
from gui.trials import Asked, Trials
from gui.widgets.test_panel import TestPanel as Panel
from gui.window import Window


def entrant(name: str, classes: str) -> Entrant:
    scores = np.linspace(0.4, 0.8, 20, dtype=np.float32) + len(name) / 50
    return Entrant(name, (Scored(name, RunConfig(), At(1), "accuracy", scores, classes),))


def test_scores_on_different_classes_are_not_paired_and_said_so(make_runs: Callable[..., Runs], qtbot: QtBot) -> None:
    panel = Panel(Trials(make_runs()), QWidget())
    qtbot.addWidget(panel)
    panel.show_results([entrant("a", "x"), entrant("bb", "y")], True, "words")
    assert panel.table.isHidden() and panel.note.text() == "They were tested on different classes, so their scores are not paired."
    panel.show_results([entrant("a", "x"), entrant("bb", "x")], True, "words")
    assert not panel.table.isHidden() and panel.note.text() == "words"


def test_what_a_test_found_changed_is_said_on_a_card(window: Window) -> None:
    trials = window.compare.trials
    trials.noted.emit("maml-1", "Of the 4 test classes of this run 1 cannot be found (cat).")
    assert any("1 cannot be found (cat)" in sentence for sentence in window.cards.sentences())


def test_a_test_hands_its_classes_and_its_note_on(make_runs: Callable[..., Runs]) -> None:
    runs = make_runs()
    trials = Trials(runs)
    heard: list[tuple[str, str]] = []
    trials.noted.connect(lambda run, note: heard.append((run, note)))
    runs.ask_judge = lambda command: None  # type: ignore[method-assign,assignment]
    run = runs.library().new_run(RunConfig(algorithm="maml", dataset="glyphs", hyper={}, data={}))
    runs.open(run)
    trials._ask(Asked(run), 4, {})
    request = next(iter(trials._asked))
    scores = np.array([0.5, 0.75, 0.25, 0.5], np.float32)
    runs.said.emit(Judged(run, request, RunConfig(), At(), "accuracy", scores, scores[:1], "mark", "One is gone."))
    assert heard == [(run, "One is gone.")]
    assert [e.classes for e in runs.histories[run].evaluations] == ["mark"]
