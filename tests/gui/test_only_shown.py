"""What only shows commands nothing: selecting runs, filling and undoing in the form, other places, languages, layouts, comparisons."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.examples import DEMOS
from engine.protocol import (
    At,
    Failed,
    HyperChanged,
    InnerStep,
    NewProbe,
    Observe,
    RunConfig,
    Scalar,
    SetHyper,
    Stage,
    Started,
    StateChanged,
    Stop,
)
from gui.form import Filled, SetupForm
from gui.language import language
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

CATALOGUE = kept_catalogue()
STATES = ("waiting", "loading", "running", "paused", "finished", "stopped", "failed")


class Recorder:
    """In place of a run's worker: keeps what it is sent."""

    pid = None
    far = False

    def __init__(self) -> None:
        self.sent: list[object] = []

    def send(self, command: object) -> None:
        self.sent.append(command)

    def wait(self, _: int = 0) -> bool:
        return True

    def acknowledge(self, batches: int) -> None:
        """Nothing is owed."""

    def commands(self) -> list[object]:
        """What was sent beside which pictures are looked at."""
        return [command for command in self.sent if not isinstance(command, Observe)]


class Bench:
    """A window with a run of every state, each with settings of its own, and a record of every command."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self.runs = window, window.runs
        self.engines: dict[str, Recorder] = {}
        self.asked: list[tuple[str, object]] = []
        self.runs.slots = 0
        monkeypatch.setattr(self.runs, "warm", lambda: None)
        monkeypatch.setattr(self.runs, "_view", lambda wanted: None)  # a worker that shows finished runs
        self.by_state = {state: self.add(state, i) for i, state in enumerate(STATES)}
        command = self.runs.command

        def recorded(run: str, what: Any) -> None:
            self.asked.append((run, what))
            command(run, what)

        monkeypatch.setattr(self.runs, "command", recorded)
        self.forget()

    def add(self, state: str, number: int) -> str:
        """A run of the same method and data as all others, with its own rates and batch."""
        rates = {"inner_lr": round(0.01 * (number + 1), 4), "outer_lr": round(0.001 * (number + 1), 5)}
        chosen = rates | {"meta_batch": 2 + number, "seed": number}
        run = self.runs.start(configured(CATALOGUE, "maml", "glyphs", chosen))
        if state != "waiting":
            self.runs._unqueue(run)
            self.engines[run] = Recorder()
            self.runs._engines[run] = self.engines[run]  # type: ignore[assignment]
        self.feed(run, state)
        return run

    def feed(self, run: str, state: str) -> None:
        config = self.runs.histories[run].info.config
        if state in ("running", "paused", "finished", "stopped", "failed"):
            self.runs._take([Started(run, config, At(), "cpu", 10, "accuracy", 0.2, "data", ())])
            self.runs._take([Scalar(run, At(step, step, step, step), {"query_loss_after": 1.0}) for step in range(1, 4)])
        if state == "failed":
            self.runs._take([Failed(run, At(3), "data", "The data are gone.", "")])
        self.runs._take([StateChanged(run, state)])  # type: ignore[arg-type]

    def left(self) -> list[object]:
        """Every command that left since `forget`."""
        return [*self.asked, *(command for engine in self.engines.values() for command in engine.commands())]

    def forget(self) -> None:
        self.asked.clear()
        for engine in self.engines.values():
            engine.sent.clear()

    def end(self) -> None:
        """The recorders are no workers that could leave."""
        for run in self.engines:
            self.runs._engines.pop(run, None)


@pytest.fixture
def bench(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with qtbot.waitExposed(window):
        window.show()
    made = Bench(window, monkeypatch)
    yield made
    made.end()


def in_form(form: SetupForm) -> RunConfig:
    return form.config()


MIXED = ("paused", "running", "paused", "loading", "running", "failed", "paused", "waiting")


@pytest.mark.parametrize("order", [STATES, STATES[::-1], MIXED], ids=["forward", "backward", "mixed"])
def test_selecting_among_runs_of_every_state_commands_none_and_shows_each_ones_settings(bench: Bench, order: tuple[str, ...]) -> None:
    learn = bench.window.learn
    for state in order:
        run = bench.by_state[state]
        learn.choose(run)
        assert bench.runs.current == run and in_form(learn.form) == bench.runs.histories[run].config, state
        assert not bench.left(), f"{state}: {bench.left()}"


def test_every_pair_of_runs_can_be_chosen_one_after_the_other_without_a_command(bench: Bench) -> None:
    for one, other in itertools.permutations(bench.by_state.values(), 2):
        bench.window.learn.choose(one)
        bench.window.learn.choose(other)
    assert not bench.left()


def test_clicks_and_keys_in_the_list_of_runs_command_none(bench: Bench, qtbot: QtBot) -> None:
    rows = bench.window.learn.run_list._rows
    for row in rows.values():
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
        for row in rows.values():
            qtbot.keyClick(row, key)
    assert not bench.left()


def test_an_edit_reaches_the_selected_run_only_and_once(bench: Bench) -> None:
    learn = bench.window.learn
    for state in ("running", "paused", "loading", "waiting", "finished", "stopped", "failed"):
        run = bench.by_state[state]
        learn.choose(run)
        bench.forget()
        learn.form._editors["inner_lr"]._take(0.5)
        expected = [(run, SetHyper("inner_lr", 0.5))] if state in ("running", "paused") else []
        assert bench.asked == expected, state
        learn.form._editors["inner_lr"]._take(bench.runs.histories[run].config.hyper["inner_lr"])
        bench.forget()


def test_a_changed_run_keeps_its_value_when_another_is_chosen_and_shows_it_again(bench: Bench) -> None:
    learn, one, other = bench.window.learn, bench.by_state["running"], bench.by_state["paused"]
    learn.choose(one)
    learn.form._editors["inner_lr"]._take(0.029)
    bench.runs._take([HyperChanged(one, At(3), "inner_lr", 0.029)])
    bench.forget()
    learn.choose(other)
    assert not bench.left() and in_form(learn.form).hyper["inner_lr"] != 0.029
    learn.choose(one)
    assert not bench.left() and in_form(learn.form).hyper["inner_lr"] == 0.029
    assert len(bench.runs.histories[other].changes) == 0


def test_undo_gives_a_live_setting_back_to_its_own_run_and_to_no_other(bench: Bench) -> None:
    learn, one, other = bench.window.learn, bench.by_state["running"], bench.by_state["paused"]
    learn.choose(one)
    before = in_form(learn.form).hyper["inner_lr"]
    learn.form._editors["inner_lr"]._take(0.029)
    bench.runs._take([HyperChanged(one, At(3), "inner_lr", 0.029)])
    bench.forget()
    learn.undo.undo()
    assert bench.asked == [(one, SetHyper("inner_lr", before))]
    learn.undo.redo()
    assert bench.asked[1:] == [(one, SetHyper("inner_lr", 0.029))]
    learn.choose(other)
    bench.forget()
    while learn.undo.canUndo():
        learn.undo.undo()
    while learn.undo.canRedo():
        learn.undo.redo()
    assert not bench.left()


def test_undoing_back_through_choices_of_runs_tells_a_run_only_its_own_edit(bench: Bench) -> None:
    learn, one, other = bench.window.learn, bench.by_state["running"], bench.by_state["paused"]
    learn.choose(one)
    own = in_form(learn.form).hyper["inner_lr"]
    learn.form._editors["inner_lr"]._take(0.029)
    bench.runs._take([HyperChanged(one, At(3), "inner_lr", 0.029)])
    learn.choose(other)
    learn.choose(one)
    bench.forget()
    for _ in range(2):
        learn.undo.undo()
        assert not bench.left()
    learn.undo.undo()
    assert bench.asked == [(one, SetHyper("inner_lr", own))]


def test_undo_before_the_run_confirms_is_sent_too(bench: Bench) -> None:
    learn, run = bench.window.learn, bench.by_state["running"]
    learn.choose(run)
    before = in_form(learn.form).hyper["inner_lr"]
    learn.form._editors["inner_lr"]._take(0.029)
    learn.undo.undo()  # the run has said nothing yet
    assert [what for _, what in bench.asked] == [SetHyper("inner_lr", 0.029), SetHyper("inner_lr", before)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(STATES), st.sampled_from(["undo", "redo"])), min_size=2, max_size=12))
def test_any_walk_among_runs_with_undo_and_redo_commands_none(bench: Bench, walk: list[str]) -> None:
    learn = bench.window.learn
    for step in walk:
        if step in STATES:
            another = bench.runs.current != bench.by_state[step]
            learn.choose(bench.by_state[step])
            assert not another or in_form(learn.form) == bench.runs.histories[bench.by_state[step]].config
        else:
            getattr(learn.undo, step)()
    assert not bench.left()


def test_places_languages_themes_sizes_and_layouts_command_none(bench: Bench) -> None:
    window = bench.window
    run = bench.by_state["running"]
    window.learn.choose(run)
    for place in ("compare", "try", "library", "learn"):
        window.show_place(place)
    for choice in ("zh_CN", "en"):
        language.choose(choice)
        appearance.refresh()
    for theme in ("dark", "light"):
        appearance.choose(theme)
    window._reset_layout()
    window.desktop.layouts.pictures_only()
    window._reset_layout()
    assert in_form(window.learn.form) == bench.runs.histories[run].config
    language.choose("system")
    assert not bench.left()


def test_filling_a_form_emits_no_live_change_whatever_it_held(bench: Bench) -> None:
    form = bench.window.learn.form
    emitted: list[object] = []
    form.live_changed.connect(lambda *args: emitted.append(args))
    for state in STATES:
        bench.window.learn.choose(bench.by_state[state])
        for other in STATES:
            form.show_config(bench.runs.histories[bench.by_state[other]].config)
            form.fill(Filled("maml", "glyphs", form.filled().values | {"inner_lr": 0.7}, "", form.filled().run))
    for algorithm in CATALOGUE.algorithms:
        form.choose(algorithm.id, None)
    assert not emitted and not bench.left()


def test_choosing_in_compare_selects_in_learn_with_its_settings_and_ends_slow_motion(bench: Bench, qtbot: QtBot) -> None:
    window, one, other = bench.window, bench.by_state["paused"], bench.by_state["running"]
    window.compare.contest.include([one, other], keep=False)
    window.learn.choose(one)
    window.learn.play_slowly(True)
    bench.runs._take([Stage(one, At(3), "sample", 0, 1, {})])
    window.learn._slow_timer.start(1)
    bench.forget()
    window.show_place("compare")
    entry = next(e for e in window.compare.contest.entries() if any(h.info.id == other for h in e.histories))
    bench.runs.select(other)
    assert entry is not None and not window.learn._slow_timer.isActive()
    qtbot.wait(30)  # longer than the timer would have taken
    assert not [what for _, what in bench.asked if isinstance(what, InnerStep)]
    assert in_form(window.learn.form) == bench.runs.histories[other].config
    assert not bench.left()


def test_a_removed_run_leaves_the_form_to_the_next_one_without_a_command(bench: Bench) -> None:
    learn = bench.window.learn
    learn.choose(bench.by_state["failed"])
    bench.forget()
    learn._remove(bench.by_state["failed"])
    now = bench.runs.current
    assert now is not None and in_form(learn.form) == bench.runs.histories[now].config
    assert not [what for run, what in bench.asked if run == now]
    assert learn.undo.undoText().startswith("removal")


def test_a_comparison_stops_a_run_once_at_the_end_of_its_seconds_and_not_one_that_is_only_shown(bench: Bench) -> None:
    contest, run = bench.window.compare.contest, bench.by_state["running"]
    contest.comparison.terms = dataclasses.replace(contest.terms, budget="seconds", amount=30)
    history = bench.runs.histories[run]
    history.at = At(3, 3, 3, 40.0)
    contest.comparison.runs.append(run)
    for _ in range(3):
        contest.enforce()
    assert not bench.left()
    history.at = At(3, 3, 3, 20.0)
    contest.enforce()
    history.at = At(4, 4, 4, 31.0)
    contest.enforce()
    assert bench.asked == [(run, Stop())]


def test_opening_the_first_examples_commands_no_run(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(CATALOGUE, tmp_path / "library", examples=DEMOS)
    runs.slots = 0
    monkeypatch.setattr(runs, "warm", lambda: None)
    monkeypatch.setattr(runs, "_view", lambda wanted: None)
    asked: list[object] = []
    monkeypatch.setattr(runs, "command", lambda run, what: asked.append(what))
    window = Window(runs, runs.catalogue, tmp_path)
    try:
        shown = [row.id for row in runs.shelf.rows()][:4]
        for run in shown:
            runs.open(run)
        for run in (*shown, *reversed(shown)):
            window.learn.choose(run)
        assert shown and not [what for what in asked if not isinstance(what, NewProbe)] and not asked
    finally:
        window.close()
        window.deleteLater()


def test_selection_tells_a_worker_only_what_is_looked_at(bench: Bench) -> None:
    for state in ("running", "paused", "running"):
        bench.window.learn.choose(bench.by_state[state])
    sent = [command for engine in bench.engines.values() for command in engine.sent]
    assert sent and all(isinstance(command, Observe) for command in sent)
