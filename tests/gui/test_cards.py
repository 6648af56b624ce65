"""Cards: each kind looks and stays as it should, none covers a table or a field, and what is solved or taken back goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from engine.catalogue import configured
from engine.protocol import At, Failed, StateChanged
from engine.settings import Rejected
from gui.card_place import free_place, obstacles
from gui.cards import SECONDS, Card, Cards, Kind
from gui.language import CHINESE, language
from gui.theme import appearance
from gui.window import Window

LONG = 10_000.0
"""Seconds after which any card that leaves by itself has left."""


@pytest.fixture
def shown(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Window:
    for kind in (Card, Cards):
        monkeypatch.setattr(kind, "underMouse", lambda self: False)  # wherever the pointer of this machine stands
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def only(cards: Cards) -> Card:
    (card,) = cards._cards
    return card


def press(cards: Cards, words: str) -> None:
    next(b for b in cards.findChildren(QPushButton) if b.text() == words).click()


def started(window: Window, algorithm: str = "maml") -> str:
    return window.runs.start(configured(window.runs.catalogue, algorithm, "glyphs", {}))


def ended(window: Window, algorithm: str = "maml") -> str:
    """A run of the library that ended and is not on screen."""
    library = window.runs.library()
    run = library.new_run(configured(window.runs.catalogue, algorithm, "glyphs", {}))
    library.write([StateChanged(run, "finished", "", At(10, 160, 1600, 2.5))])
    return run


# -- kinds
@pytest.mark.parametrize(("kind", "word"), [("success", "Done"), ("tip", "Tip"), ("warning", "Note"), ("error", "Problem")])
def test_each_kind_has_its_word_and_only_some_leave_by_themselves(shown: Window, kind: Kind, word: str) -> None:
    cards = shown.cards
    cards.show_card("A sentence.", kind=kind)
    assert any(word in label.text() for label in only(cards).findChildren(QLabel))
    cards.look(0.5)
    assert cards.sentences()
    cards.look(LONG)
    assert bool(cards.sentences()) == (kind not in SECONDS)


def test_a_card_waits_while_it_is_used_and_while_the_window_is_not_looked_at(shown: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = shown.cards
    cards.show_card("Saved.", kind="success", action=("Open", lambda: None))
    monkeypatch.setattr(Card, "underMouse", lambda self: True)
    cards.look(LONG)
    assert cards.sentences()
    monkeypatch.setattr(Card, "underMouse", lambda self: False)
    button = next(b for b in cards.findChildren(QPushButton) if b.text() == "Open")
    button.setFocus()
    cards.look(LONG)
    assert cards.sentences()
    shown.rail.buttons[0].setFocus()
    monkeypatch.setattr(shown, "isActiveWindow", lambda: False)
    cards.look(LONG)
    assert cards.sentences()
    monkeypatch.setattr(shown, "isActiveWindow", lambda: True)
    cards.look(LONG)
    assert not cards.sentences()


def test_longer_and_chinese_sentences_stay_longer() -> None:
    cards = Cards(QLabel())
    times = [
        Card(cards, text, "", "tip", []).lifetime()
        for text in ("Short.", "A rather longer sentence to read.", "一个长得多的句子需要更多时间来阅读")
    ]
    assert times == sorted(times) and len(set(times)) == 3


def test_a_newer_card_about_the_same_replaces_the_older_and_a_repetition_counts(shown: Window) -> None:
    cards = shown.cards
    cards.show_card("Ways must be 2 or more.", topic="settings")
    cards.show_card("Shots must be 1 or more.", topic="settings")
    cards.show_card("Shots must be 1 or more.", topic="settings")
    assert cards.sentences() == ["Shots must be 1 or more."]
    assert any("× 2" in label.text() for label in cards.findChildren(QLabel))


def test_what_leaves_by_itself_makes_room_for_others_first(shown: Window) -> None:
    cards = shown.cards
    cards.show_card("A problem.")
    cards.show_card("Saved.", kind="success")
    cards.show_card("Another problem.")
    cards.show_card("A third problem.")
    assert cards.sentences() == ["A problem.", "Another problem.", "A third problem."]


def test_a_card_about_several_things_goes_with_the_last_of_them(shown: Window) -> None:
    cards = shown.cards
    cards.show_card("Two runs.", topics=["failed:a", "failed:b"])
    cards.show_card("About nothing in particular.")
    cards.resolve("failed:a", "lost:")
    assert len(cards.sentences()) == 2
    cards.resolve("failed:")
    assert cards.sentences() == ["About nothing in particular."]


# -- what is solved
def test_a_refused_start_is_forgotten_once_the_form_is_valid(shown: Window) -> None:
    editor = shown.learn.form._editors["way"]
    editor._typed("1")
    shown.actions_list["start"].trigger()
    assert len(shown.cards.sentences()) == 1
    editor._typed("4")
    assert not shown.cards.sentences()


def test_a_failure_is_forgotten_once_the_run_goes_on_and_when_it_is_removed(shown: Window, qtbot: QtBot) -> None:
    run = started(shown)
    failed = [Failed(run, At(4), "crash", "The process ended.", ""), StateChanged(run, "failed")]
    for after in (lambda: shown.runs.mailbox.put(None, [StateChanged(run, "running")]), lambda: shown.runs.remove(run)):
        shown.runs.mailbox.put(None, failed)
        qtbot.waitUntil(lambda: shown.cards.sentences() == ["The process ended."])
        after()
        qtbot.waitUntil(lambda: not shown.cards.sentences())


def test_what_is_done_at_last_takes_its_problem_away(shown: Window) -> None:
    def refuse() -> None:
        raise Rejected("It cannot be done yet.")

    assert not shown.cards.attempt(refuse, "something")
    assert shown.cards.attempt(lambda: None, "something else") and shown.cards.sentences()
    assert shown.cards.attempt(lambda: None, "something") and not shown.cards.sentences()


def test_a_method_that_comes_back_into_a_comparison_takes_its_card_away(shown: Window) -> None:
    shown.show_place("compare")
    shown.compare.contest.add("maml")
    run = shown.compare.contest.comparison.runs[0]
    shown.runs.remove(run)
    assert any("goes on without it" in sentence for sentence in shown.cards.sentences())
    shown.runs.open(run)
    assert not shown.cards.sentences()
    shown.runs.remove(run)
    shown.compare._new()
    assert not shown.cards.sentences()


def test_a_story_that_opens_at_last_takes_its_problem_away(shown: Window, tmp_path: Path) -> None:
    story = tmp_path / "own.md"
    story.write_text("nothing of a story", encoding="utf-8")
    shown.desk.stories.open(story)
    assert len(shown.cards.sentences()) == 1
    story.unlink()
    shown.desk.stories.save(story, shown.desk.captured())
    assert shown.desk.stories.story is not None and not shown.cards.sentences()


# -- undo
@pytest.mark.parametrize("way", ["card", "key", "bin", "for ever"])
def test_the_undo_card_of_a_thrown_run_goes_when_that_is_undone_or_final(shown: Window, way: str) -> None:
    run = ended(shown)
    shown.show_place("library")
    page = shown.library
    page.show_runs([run])
    page.throw_away()
    assert page.undo.canUndo() and len(shown.cards.sentences()) == 1 and only(shown.cards).kind == "success"
    if way == "card":
        press(shown.cards, "Undo")
    elif way == "key":
        shown.actions_list["undo"].trigger()
    else:
        page.bin.setChecked(True)
        page.choose([run])
        page.take_back() if way == "bin" else page.delete_for_ever()
    assert not shown.cards.sentences()
    if way == "card":
        assert not page.undo.canUndo() and page.undo.canRedo()
    page.bin.setChecked(False)
    assert (run in [row.id for row, _ in page.model.rows]) == (way != "for ever")


def test_undo_on_a_card_takes_back_its_own_change_and_not_a_newer_one(shown: Window) -> None:
    first, second = ended(shown), ended(shown, "reptile")
    shown.show_place("library")
    page = shown.library
    page.refresh()
    page.throw([first])
    card = only(shown.cards)
    page.throw([second])
    next(b for b in card.findChildren(QPushButton) if b.text() == "Undo").click()
    assert [row.id for row, _ in page.model.rows] == [first]


# -- where they stand
def fill_library(window: Window, count: int) -> None:
    for _ in range(count):
        ended(window)


def covers(window: Window) -> list[QRect]:
    """What the cards cover of what they must not."""
    place = window.cards.geometry()
    assert window.rect().contains(place)
    return [rect for rect in obstacles(window, [window.desk.panel], window.cards) if rect.intersects(place)]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (960, 560)])
@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_no_card_covers_a_table(shown: Window, qtbot: QtBot, size: tuple[int, int], zoom: float) -> None:
    fill_library(shown, 40)
    for algorithm in ("maml", "prototypical", "reptile"):
        shown.compare.contest.add(algorithm)
    shown.resize(*size)
    appearance.set_zoom(zoom)
    try:
        for place in shown.places:
            shown.show_place(place)
            QApplication.processEvents()
            for count in (1, 2, 3):
                shown.cards.show_card(f"Message {count} in one sentence that is neither short nor long.", "details " * 400, warning=True)
                QApplication.processEvents()
                assert not covers(shown), (place, count)
            while shown.cards._cards:
                shown.cards.dismiss(shown.cards._cards[0])
            assert shown.cards.strip is not None and shown.cards.strip.contentsMargins().bottom() == 0
    finally:
        appearance.set_zoom(1.0)


def test_cards_step_aside_when_a_table_fills_or_a_field_is_written_in(shown: Window, qtbot: QtBot) -> None:
    shown.show_place("library")
    shown.cards.show_card("A message.", warning=True)
    fill_library(shown, 40)
    shown.library.refresh()
    QApplication.processEvents()
    shown.cards.look(1.0)
    assert not covers(shown)
    shown.library.notes.note.setFocus()
    shown.cards.look(1.0)
    assert not covers(shown)


def test_a_card_may_go_on_where_nothing_is(shown: Window) -> None:
    shown.show_place("learn")
    shown.cards.show_card("A message.", warning=True)
    assert shown.cards.strip is not None and shown.cards.strip.contentsMargins().bottom() == 0
    assert free_place(shown.cards.size(), shown.size(), []) == shown.cards.pos()
    table = next(view for view in shown.findChildren(QTableView) if view is shown.library.table)
    assert not table.isVisible()


def test_a_card_never_leaves_the_window_and_its_details_scroll(shown: Window, qtbot: QtBot) -> None:
    shown.resize(960, 560)
    for count in range(3):
        shown.cards.show_card(f"{count}: " + "a long sentence that says very much " * 6, "details " * 2000)
    for button in shown.cards.findChildren(QPushButton):
        if button.text() == "Details":
            button.click()
    QApplication.processEvents()
    assert shown.rect().contains(shown.cards.geometry())
    assert any(not card.isHidden() for card in shown.cards._cards)
    qtbot.mouseClick(shown.cards, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_kinds_are_named_in_chinese_too(shown: Window) -> None:
    language.choose(CHINESE)
    try:
        shown.cards.show_card("Saved.", kind="success")
        shown.cards.show_card("Try this.", kind="tip")
        heads = " ".join(label.text() for label in shown.cards.findChildren(QLabel))
        assert "完成" in heads and "提示" in heads
    finally:
        language.choose("en")
        language.choice = "system"
