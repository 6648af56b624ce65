"""Starts that cannot work with one's own pictures: what is said, what mends it in one click, and that nothing is left behind."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.comparisons import kept
from engine.protocol import Refused
from gui.language import language
from gui.runs import Runs
from gui.window import Window

sys.path.append(str(Path(__file__).parents[1] / "engine"))
from layouts import put, tree

WAIT = 120_000


@pytest.fixture
def shown(make_runs: Callable[..., Runs], tmp_path: Path, qtbot: QtBot) -> Window:
    """A window whose engines are threads, set up on 24 classes of own pictures with the default 5 ways."""
    put(tmp_path / "mine", {f"kind {k:02d}/{i}.png": k for k in range(24) for i in range(6)})
    runs = make_runs(in_thread=True)
    window = Window(runs, runs.catalogue, tmp_path)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    form = window.learn.form
    form.choose("prototypical", "image_folder")
    form.change({"steps": 2, "filters": 4, "size": 8, "queries": 2, "meta_batch": 2, "validation_episodes": 2, "device": "cpu"})
    form.use_folder(str(tmp_path / "mine"))
    return window


def card_button(window: Window, words: str) -> QPushButton:
    return next(b for card in window.cards._cards for b in card.findChildren(QPushButton) if words in b.text())


def rows(window: Window) -> list[str]:
    return [row.id for row in window.runs.library().runs()]


def refused(window: Window, qtbot: QtBot) -> str:
    """Press Start, and wait for the card and for the run to be gone."""
    window.learn.start()
    qtbot.waitUntil(lambda: any("must be at most" in s for s in window.cards.sentences()), timeout=WAIT)
    qtbot.waitUntil(lambda: not rows(window), timeout=WAIT)
    assert not window.runs.histories and window.runs.current is None
    return next(s for s in window.cards.sentences() if "must be at most" in s)


@pytest.mark.parametrize(
    ("button", "settings"),
    [("Start with Ways 4", {"way": 4}), ("Start with Class split by class, half to train", {"split": "by class, half to train"})],
)
def test_a_start_that_cannot_work_leaves_no_run_and_one_click_mends_it(
    shown: Window, qtbot: QtBot, button: str, settings: dict[str, object]
) -> None:
    sentence = refused(shown, qtbot)
    assert sentence == "Ways (way) must be at most 4, the number of validation classes in My pictures; it was 5."
    card_button(shown, button).click()
    qtbot.waitUntil(lambda: any(h.state == "finished" for h in shown.runs.histories.values()), timeout=WAIT)
    assert len(rows(shown)) == 1 and sentence not in shown.cards.sentences()
    config = next(iter(shown.runs.histories.values())).config
    assert all(getattr(config, name, config.data.get(name)) == value for name, value in settings.items())


def test_the_card_goes_when_the_value_is_mended(shown: Window, qtbot: QtBot) -> None:
    sentence = refused(shown, qtbot)
    shown.learn.form.changed.emit()  # nothing has changed
    assert sentence in shown.cards.sentences()
    shown.learn.form.change({"way": 4})
    assert sentence not in shown.cards.sentences()


def test_the_card_of_what_the_form_itself_refuses_goes_too(shown: Window) -> None:
    form = shown.learn.form
    form.choose("prototypical", "glyphs")
    form.change({"way": 80})
    shown.learn.start()
    sentence = "Ways (way) must be at most 73, the number of validation classes in Glyphs; it was 80."
    assert sentence in shown.cards.sentences() and not rows(shown) and form.problem == sentence
    form.fixes[0].click()
    assert form.config().way == 73
    assert sentence not in shown.cards.sentences() and not form.fixes and not form.problem


def test_the_form_says_what_was_found_and_offers_what_works(shown: Window, qtbot: QtBot) -> None:
    form, runs = shown.learn.form, shown.runs
    runs.warm()
    qtbot.waitUntil(lambda: "at most 4, the number of validation classes" in form.problem, timeout=WAIT)
    assert [b.text() for b in form.fixes] == ["Ways 4", "By class, half to train"]
    form.fixes[1].click()
    assert form.config().data["split"] == "by class, half to train" and not form.problem
    qtbot.waitUntil(lambda: "12/6/6 classes for train/validation/test" in form.finding, timeout=WAIT)
    assert not form.fixes
    shown.learn.undo.undo()
    assert form.config().data["split"] == "as found"


def test_an_answer_about_other_settings_is_not_shown(shown: Window) -> None:
    form = shown.learn.form
    config = form.config()
    form.change({"way": 3})
    shown.runs.said.emit(Refused("", "Not these.", config=config))
    assert not form.problem
    shown.runs.said.emit(Refused("", "These.", config=form.config()))
    assert form.problem == "These."


def test_ambiguous_folders_are_one_click_to_decide(make_runs: Callable[..., Runs], shown: Window, tmp_path: Path, qtbot: QtBot) -> None:
    names = ("alice", "bob", "carol", "dan", "eve", "fay", "gus", "hal", "ida", "jan")
    put(tmp_path / "faces", tree([f"{n}/{mood}" for n in names for mood in ("glad", "sad")]))
    form = shown.learn.form
    form.use_folder(str(tmp_path / "faces"))
    form.change({"way": 2, "shot": 1, "queries": 1})
    shown.learn.start()
    qtbot.waitUntil(lambda: any("Set Class level (level)" in s for s in shown.cards.sentences()), timeout=WAIT)
    card_button(shown, "Start with Class level outermost folder").click()
    qtbot.waitUntil(lambda: any(h.state == "finished" for h in shown.runs.histories.values()), timeout=WAIT)
    qtbot.waitUntil(lambda: len(rows(shown)) == 1, timeout=WAIT)
    started = next(iter(shown.runs.histories.values())).started
    assert started is not None and "classes are the outermost of 2 levels of folders" in started.data


def test_a_comparison_of_runs_that_cannot_begin_keeps_nothing(shown: Window, qtbot: QtBot) -> None:
    page, runs = shown.compare, shown.runs
    config = shown.learn.form.config()
    from gui.contest import terms_like

    page.contest.begin(terms_like(runs.catalogue, config, {0}))
    page.contest.add("prototypical")
    qtbot.waitUntil(lambda: not page.contest.comparison.runs and not rows(shown), timeout=WAIT)
    assert kept(page.contest.folder) == []
    assert not any("was removed" in sentence for sentence in shown.cards.sentences())
    assert not any("Start with" in b.text() for card in shown.cards._cards for b in card.findChildren(QPushButton))


def test_the_card_goes_in_whatever_language_it_is_by_then(shown: Window) -> None:
    form = shown.learn.form
    form.choose("prototypical", "glyphs")
    form.change({"way": 80})
    shown.learn.start()
    try:
        language.choose("zh_CN")
        assert any("73" in sentence for sentence in shown.cards.sentences())
        form.change({"way": 5})
        assert not any("73" in sentence for sentence in shown.cards.sentences())
    finally:
        language.choose("en")
