"""The Library place: runs are found by words and score, named, starred, opened as they were left, thrown away and taken back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Evaluated, Scalar, Started, StateChanged
from gui.widgets.library_table import LibraryTable
from gui.window import Window

RUNS = (("maml", "glyphs", 0.91), ("prototypical", "glyphs", 0.95), ("mann", "omniglot", 0.62), ("reptile", "sinusoid", None))


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window whose library holds four runs that ended, none of them on screen."""
    window.runs.slots = 0
    library = window.runs.library()
    for algorithm, dataset, score in RUNS:
        config = configured(kept_catalogue(), algorithm, dataset, {})
        run = library.new_run(config)
        at = At(10, 160, 1600, 2.5)
        events = [Started(run, config, At(), "cpu", 5, "accuracy", 0.2, "", ()), Scalar(run, at, {"query_loss_after": 0.5})]
        if score is not None:
            scores = np.full(4, score, np.float32)
            events.append(Evaluated(run, at, "validation", "accuracy", score, 0.01, scores, scores[:1]))
        library.write([*events, StateChanged(run, "finished", "", at)])
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("library")
    return window


def names(window: Window) -> set[str]:
    """The methods that are listed."""
    page = window.library
    return {page.model.rows[page.found.mapToSource(page.found.index(i, 0)).row()][0].config.algorithm for i in range(page.found.rowCount())}


def choose(window: Window, algorithm: str) -> str:
    page = window.library
    for i in range(page.found.rowCount()):
        row, _ = page.model.rows[page.found.mapToSource(page.found.index(i, 0)).row()]
        if row.config.algorithm == algorithm:
            page.table.selectRow(i)
            return row.id
    raise AssertionError(algorithm)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"maml", "prototypical", "mann", "reptile"}),
        ("omniglot", {"mann"}),
        ("glyphs >90", {"maml", "prototypical"}),
        ("> 92.5 %", {"prototypical"}),
        ("<70", {"mann"}),
        ("glyphs MANN", set()),
        ("<b>", set()),
    ],
)
def test_runs_are_found_by_words_and_by_score(shown: Window, qtbot: QtBot, text: str, found: set[str]) -> None:
    qtbot.keyClicks(shown.library.search, text)
    assert names(shown) == found


def test_a_run_opens_as_it_was_left(shown: Window, qtbot: QtBot) -> None:
    run = choose(shown, "maml")
    qtbot.keyClick(shown.library.table, Qt.Key.Key_Return)
    assert shown.learn.isVisible() and shown.runs.current == run
    history = shown.runs.histories[run]
    assert history.state == "finished" and history.at.step == 10 and history.evaluations[-1].mean == pytest.approx(0.91)
    assert shown.learn.form.config().algorithm == "maml"


def test_a_thrown_away_run_comes_back_by_one_click_and_a_deleted_one_never(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    run = choose(shown, "mann")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "mann" not in names(shown) and run in shown.cards.sentences()[0]
    page.bin.setChecked(True)
    assert names(shown) == {"mann"}
    choose(shown, "mann")
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    page.bin.setChecked(False)
    choose(shown, "mann")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    page.bin.setChecked(True)
    choose(shown, "mann")
    qtbot.mouseClick(page.forget, Qt.MouseButton.LeftButton)
    assert not names(shown)
    page.bin.setChecked(False)
    assert names(shown) == {"maml", "prototypical", "reptile"}


def test_a_run_that_trains_is_not_thrown_away(shown: Window, qtbot: QtBot) -> None:
    shown.learn.start()
    shown.library.refresh()
    run = shown.runs.current
    assert run is not None
    config = shown.runs.histories[run].info.config.algorithm
    shown.library.table.sortByColumn(shown.library.model.at["name"], Qt.SortOrder.DescendingOrder)
    choose(shown, config)
    page = shown.library
    page.table.selectAll()
    page.throw_away()
    assert any("still training" in sentence for sentence in shown.cards.sentences())
    assert run in {row.id for row, _ in page.model.rows}


def test_names_notes_and_stars_are_written_into_the_table(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    run = choose(shown, "maml")
    source = next(i for i, (row, _) in enumerate(page.model.rows) if row.id == run)
    assert page.model.setData(page.model.index(source, page.model.at["name"]), "  five points  ")
    page._clicked(page.found.mapFromSource(page.model.index(source, page.model.at["star"])))
    row = shown.runs.library().run(run)
    assert row.name == "five points" and row.star
    page.search.setText("five points")
    assert names(shown) == {"maml"}


def test_an_empty_library_says_what_will_be_there(window: Window, qtbot: QtBot) -> None:
    window.runs.slots = 0
    window.show()
    window.show_place("library")
    assert window.library._stack.currentIndex() == 1
    window.learn.start()
    assert window.library.model.rowCount() == 0
    window.show_place("library")
    window.library.refresh()
    assert window.library.model.rowCount() == 1 and window.library._stack.currentIndex() == 0


def test_space_ticks_and_the_ticked_runs_are_compared(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    one = choose(shown, "maml")
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    two = choose(shown, "prototypical")
    assert not page.compare.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.model.ticked == {one, two} and page.compare.text() == "Compare 2 ticked"
    assert all(h.state != "running" for h in shown.runs.histories.values()), "Space starts nothing here"
    qtbot.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    assert shown.compare.isVisible() and set(shown.compare.contest.comparison.runs) == {one, two}
    shown.show_place("library")
    choose(shown, "maml")
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.model.ticked == {two}


def test_keys_rename_star_find_and_leave_the_search(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    run = choose(shown, "maml")
    qtbot.keyClick(page.table, Qt.Key.Key_Asterisk)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Lecture 3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.runs.library().run(run).name == "Lecture 3")
    assert shown.runs.library().run(run).star and page.isVisible(), "Enter in a field opens nothing"
    qtbot.keyClicks(page.search, "no such run")
    assert page.empty.isVisible() and "Esc" in page.empty.text()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert not page.search.text() and page.found.rowCount() == 4


def test_the_panes_tell_of_the_run_under_the_cursor_and_keep_its_note(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    run = choose(shown, "maml")
    assert run in page.notes.title.text() and "Step 10 of" in page.notes.told.text()
    assert page.notes.panel.curves()[0].y.tolist() == pytest.approx([0.91])
    config = {page.config.item(i, 0).text(): page.config.item(i, 1).text() for i in range(page.config.rowCount())}  # type: ignore[union-attr]
    assert config["Method"] == "MAML" and config["Ways N"] == "5"
    page.notes.note.setFocus()
    qtbot.keyClicks(page.notes.note, "good seed <i>")
    choose(shown, "mann")
    assert shown.runs.library().run(run).remark == "good seed <i>" and page.notes.note.toPlainText() == ""
    page.notes.tags.setText("talk")
    page.notes.tags.editingFinished.emit()
    page.search.setText("talk")
    assert names(shown) == {"mann"}
    page.search.setText("good seed")
    assert names(shown) == {"maml"}


def test_the_context_menu_does_what_the_keys_do(shown: Window) -> None:
    page = shown.library
    run = choose(shown, "maml")
    actions = {action.text().partition("\t")[0]: action for action in page.menu().actions()}
    assert not actions["Compare selected"].isEnabled() and "Go on" not in actions
    actions["Star"].trigger()
    assert shown.runs.library().run(run).star
    actions["Throw away"].trigger()
    assert "maml" not in names(shown)
    page.bin.setChecked(True)
    choose(shown, "maml")
    assert [action.text() for action in page.menu().actions()] == ["Take back", "Delete for ever"]


def test_columns_that_a_person_hid_and_sorted_stay_so(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    menu = page.table.column_menu()
    next(action for action in menu.actions() if action.text() == "device").trigger()
    page.table.sortByColumn(page.model.at["score"], Qt.SortOrder.DescendingOrder)
    assert [page.model.rows[page.found.mapToSource(page.found.index(i, 0)).row()][0].config.algorithm for i in range(3)] == [
        "prototypical",
        "maml",
        "mann",
    ]
    page.table.keep_columns()
    again = LibraryTable(page.model, page.found)
    assert again.isColumnHidden(page.model.at["device"]) and again.horizontalHeader().sortIndicatorSection() == page.model.at["score"]
    page.table.reset_columns()
    assert not page.table.isColumnHidden(page.model.at["device"])


def test_a_long_name_leaves_the_table_its_room(shown: Window, qtbot: QtBot) -> None:
    shown.resize(1280, 800)
    table = shown.library.table
    table.selectRow(0)
    before = table.width()
    run = next(iter(shown.library.chosen()))
    shown.runs.library().say(run, "name", "maml_omniglot_20way_5shot_second_order_" * 6)
    shown.library.refresh()
    qtbot.waitUntil(lambda: "second" in shown.library.notes.title.text(), timeout=30_000)
    assert table.width() > 0.8 * before
