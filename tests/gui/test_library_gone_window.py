"""A library that goes away under the window: it says so, starts nothing there, and writes its runs elsewhere, where they go on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.library import Library
from engine.protocol import At, Evaluated, Failed, Pause, Restart, RunConfig, Scalar, Started, StateChanged
from gui.cards import Card
from gui.window import Window

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")
SOON = 240_000
"""ms a slow machine may take; each wait ends as soon as what it waits for has come."""
QUICK = {"meta_batch": 2, "validate_every": 100, "validation_episodes": 2, "device": "cpu", "threads": 1}


def small(**chosen: object) -> RunConfig:
    return configured(kept_catalogue(), "maml", "sinusoid", QUICK | {"steps": 1_000_000} | chosen)


def delete(folder: Path) -> None:
    shutil.rmtree(folder)


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("away"))


def replace(folder: Path) -> None:
    shutil.rmtree(folder)
    with closing(Library(folder)) as other:
        other.new_run(small())


def unlink(folder: Path) -> None:
    (folder / "runs.sqlite").unlink()


Loss = Callable[[Path], None]
lost_in_any_way = pytest.mark.parametrize("lose", [delete, rename, replace, unlink], ids=lambda lose: lose.__name__)


def card_of(window: Window, words: str) -> Card:
    return next(card for card in window.cards._cards if words in card.sentence)


def press(window: Window, words: str, button: str) -> None:
    next(b for b in card_of(window, words).findChildren(QPushButton) if b.text() == button).click()


def lost_card(window: Window) -> str:
    sentences = [s for s in window.cards.sentences() if str(window.runs.library_folder) in s]
    assert len(sentences) == 1, window.cards.sentences()
    return sentences[0]


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window with a run that stands at step 40, another that waits, and no worker at all."""
    window.runs.slots = 0
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.learn.form.show_config(small())
    window.learn.start()
    run = window.runs.current
    assert run is not None
    window.runs._unqueue(run)
    scores = np.zeros(2, np.float32)
    events = [Started(run, small(), At(), "cpu", 5, "mse", None, "", ())]
    numbers = [Scalar(run, At(n, 2 * n, 20 * n, n / 10), {"query_loss_after": 1 / n, "outer_lr": 0.1}) for n in range(1, 41)]
    all_events = [*events, *numbers, Evaluated(run, At(40, 80, 800, 4.0), "validation", "mse", 0.5, 0.1, scores, scores)]
    window.runs._take([*all_events, StateChanged(run, "stopped")])
    window.runs.library().write([*all_events, StateChanged(run, "stopped")])
    window.runs.library().say(run, "remark", "for the lecture")
    window.learn.start()
    return window


@lost_in_any_way
def test_the_window_says_what_happened_and_starts_nothing_there(shown: Window, qtbot: QtBot, lose: Loss) -> None:
    folder = shown.runs.library_folder
    lose(folder)
    before = sorted(folder.rglob("*")) if folder.exists() else []
    qtbot.waitUntil(lambda: bool(shown.runs.store.sentence), timeout=SOON)
    sentence = lost_card(shown)
    buttons = [b.text() for b in card_of(shown, sentence).findChildren(QPushButton)]
    assert buttons[:2] == ["Write the runs to another folder…", "Look again"]
    count = len(shown.runs.histories)
    shown.learn.start()
    shown.runs.slots = 2
    shown.runs._fill()
    assert len(shown.runs.histories) == count and not shown.runs.busy() and lost_card(shown) == sentence
    for place in ("library", "compare", "try", "learn"):
        shown.show_place(place)
    shown.show_place("library")
    assert shown.library.gone.text() == sentence and shown.library.gone.isVisible() and shown.library.model.rowCount() == 0
    shown.runs.slots = 0
    run = next(iter(shown.runs.histories))
    shown.learn._remove(run)
    assert run in shown.runs.histories, "what is nowhere else is not taken off the screen"
    assert (sorted(folder.rglob("*")) if folder.exists() else []) == before, "nothing was made there"


def test_no_run_begins_again_while_its_only_copy_is_on_screen(shown: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    runs, run = shown.runs, next(iter(shown.runs.histories))
    shutil.rmtree(runs.library_folder)
    qtbot.waitUntil(lambda: bool(runs.store.sentence), timeout=SOON)
    monkeypatch.setattr(runs, "_revive", lambda *_: pytest.fail("the run was begun again"))
    for command in (Restart(), Restart(seed=7)):
        runs.command(run, command)
    assert runs.histories[run].at.step == 40 and lost_card(shown)


def test_the_window_closes_at_the_second_try_only_where_something_would_be_lost(shown: Window, qtbot: QtBot) -> None:
    delete(shown.runs.library_folder)
    qtbot.waitUntil(lambda: bool(shown.runs.store.sentence), timeout=SOON)
    assert not shown.close() and shown.isVisible()
    assert any("stored nowhere" in sentence for sentence in shown.cards.sentences())
    assert shown.close()


def test_a_library_that_is_back_is_used_again(shown: Window, qtbot: QtBot) -> None:
    folder = shown.runs.library_folder
    rename(folder)
    qtbot.waitUntil(lambda: bool(shown.runs.store.sentence), timeout=SOON)
    sentence = lost_card(shown)
    press(shown, sentence, "Look again")
    qtbot.waitUntil(lambda: sentence in shown.cards.sentences(), timeout=SOON)
    folder.with_name("away").rename(folder)
    qtbot.waitUntil(lambda: not shown.runs.store.sentence, timeout=SOON)
    assert sentence not in shown.cards.sentences() and any("is there again" in s for s in shown.cards.sentences())
    count = len(shown.runs.histories)
    shown.learn.start()
    assert len(shown.runs.histories) == count + 1


@lost_in_any_way
def test_runs_without_a_worker_are_written_with_their_numbers_and_words(
    shown: Window, qtbot: QtBot, tmp_path: Path, lose: Loss, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, (run, waiting) = shown.runs, list(shown.runs.histories)
    before = runs.library().run(run)
    lose(runs.library_folder)
    qtbot.waitUntil(lambda: bool(runs.store.sentence), timeout=SOON)
    sentence = lost_card(shown)
    new = tmp_path / "new place"
    new.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(new))
    press(shown, sentence, "Write the runs to another folder…")
    qtbot.waitUntil(lambda: runs.library_folder == new, timeout=SOON)
    assert not runs.store.sentence and sentence not in shown.cards.sentences()
    assert any(str(new) in s for s in shown.cards.sentences())
    row = runs.library().run(run)
    assert (row.uid, row.remark, row.at.step, row.state, row.config) == (before.uid, "for the lecture", 40, "stopped", before.config)
    curves, evaluations, damage = runs.library().contents(run)
    assert curves["query_loss_after"][0][0].tolist() == list(range(1, 41)) and len(evaluations) == 1 and not damage
    assert [start.library for start in runs._waiting] == [str(new)] and [start.run for start in runs._waiting] == [waiting]
    shown.learn.start()
    assert len(runs.library().runs()) == 3
    assert not [path for path in (new / "checkpoints").iterdir()]


def test_a_run_whose_name_is_taken_there_has_another_one_everywhere(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    runs, (run, _) = shown.runs, list(shown.runs.histories)
    shown.compare.contest.include([run])
    delete(runs.library_folder)
    new = tmp_path / "new"
    with closing(Library(new)) as other:
        assert other.new_run(small()) == run
        own = other.run(run).uid
    shown.recovery.write(new)
    qtbot.waitUntil(lambda: runs.library_folder == new, timeout=SOON)
    assert runs.library().run(run).uid == own
    (renamed,) = (name for name in runs.histories if runs.histories[name].at.step == 40)
    assert renamed != run and runs.library().run(renamed).at.step == 40 and run not in runs.histories
    assert runs.histories[renamed].info.id == renamed and shown.compare.contest.comparison.runs == [renamed]
    assert {start.run for start in runs._waiting} < set(runs.histories)
    for view in shown.learn.views:
        assert set(view.runs) == set(runs.histories)
    shown.learn.loss.draw()


def test_a_folder_that_refuses_is_one_sentence_and_another_may_be_chosen(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    delete(shown.runs.library_folder)
    qtbot.waitUntil(lambda: bool(shown.runs.store.sentence), timeout=SOON)
    wrong = tmp_path / "a file"
    wrong.write_text("no folder")
    count = len(shown.cards.sentences())
    shown.recovery.write(wrong)
    assert len(shown.cards.sentences()) == count + 1 and str(wrong) in shown.cards.sentences()[-1]
    assert not shown.recovery.busy
    shown.recovery.write(tmp_path / "right")
    qtbot.waitUntil(lambda: shown.runs.library_folder == tmp_path / "right", timeout=SOON)


def test_runs_under_way_go_on_in_the_other_folder_with_no_step_lost(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.runs.slots = 2
    with qtbot.waitExposed(window):
        window.show()
    runs, folder = window.runs, window.runs.library_folder
    config = small()
    trains, rests = runs.start(config), runs.start(small(seed=1))
    for run in (trains, rests):
        qtbot.waitUntil(lambda run=run: runs.histories[run].at.step > 20, timeout=SOON)  # type: ignore[misc]
    runs.command(rests, Pause())
    qtbot.waitUntil(lambda: runs.histories[rests].state == "paused", timeout=SOON)
    delete(folder)
    qtbot.waitUntil(lambda: runs.histories[trains].state == "failed", timeout=SOON)
    failure = runs.histories[trains].failure
    assert isinstance(failure, Failed) and failure.kind == "disk" and failure.sentence == lost_card(window)
    reached = {run: runs.histories[run].at.step for run in (trains, rests)}
    new = tmp_path / "new"
    window.recovery.write(new)
    qtbot.waitUntil(lambda: runs.library_folder == new, timeout=SOON)
    qtbot.waitUntil(lambda: runs.histories[trains].at.step > reached[trains] + 20, timeout=SOON)
    qtbot.waitUntil(lambda: runs.histories[rests].state == "paused", timeout=SOON)
    assert runs.histories[rests].at.step == reached[rests]
    series = runs.histories[trains].series["outer_lr"]
    assert series.x("step").tolist() == list(range(1, series.count + 1))
    runs.command(trains, Pause())
    qtbot.waitUntil(lambda: runs.histories[trains].state == "paused", timeout=SOON)
    at = runs.histories[trains].at
    qtbot.waitUntil(lambda: runs.library().run(trains).at == at, timeout=SOON)
    assert [a.step for a, _ in runs.library().metrics(trains)] == list(range(1, at.step + 1))
    assert runs.library().checkpoint(trains).exists() and runs.library().checkpoint(rests).exists()
    assert not folder.exists()


def test_a_disk_that_refuses_leaves_the_same_way_out(shown: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs, run = shown.runs, next(iter(shown.runs.histories))
    sentence = f"There is no space left on the disk for the library {runs.library_folder}."
    runs.library().checkpoint(run).write_bytes(b"the last one")
    runs._take([Failed(run, At(40), "disk", sentence, ""), StateChanged(run, "failed", sentence)])
    buttons = [b.text() for b in card_of(shown, sentence).findChildren(QPushButton)]
    assert buttons[:2] == ["Go on from the checkpoint", "Write the runs to another folder…"]
    new = tmp_path / "new"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(new))
    press(shown, sentence, "Write the runs to another folder…")
    qtbot.waitUntil(lambda: runs.library_folder == new, timeout=SOON)
    assert runs.library().checkpoint(run).read_bytes() == b"the last one"
    starts = {start.run: start for start in runs._waiting}
    assert starts[run].resume and starts[run].library == str(new) and runs.histories[run].state == "waiting"
