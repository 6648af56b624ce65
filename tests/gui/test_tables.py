"""Rows are copied as a table as it is shown; columns are remembered by name, whatever columns this version has."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Evaluated, Scalar, StateChanged
from gui.columns import ColumnLayout, apply_layout, layout_of, parse_layout
from gui.runs import Runs
from gui.table import NumberTable
from gui.table_copy import table_mime
from gui.widgets.library_table import COLUMNS, EARLIER, EARLIER_COLUMNS, LibraryTable
from gui.widgets.run_details import ConfigPane
from gui.window import Window

ODD = "a\tb\r\n<b>&amp;\u2028c"


@pytest.fixture
def filled(window: Window, qtbot: QtBot) -> Window:
    """A window whose library holds three runs, one of them with an odd name."""
    window.runs.slots = 0
    library = window.runs.library()
    for algorithm in ("maml", "prototypical", "reptile"):
        run = library.new_run(configured(kept_catalogue(), algorithm, "glyphs", {}))
        at = At(10, 12_345, 1600, 2.5)
        library.write([Scalar(run, at, {"query_loss_after": 0.5}), StateChanged(run, "finished", "", at)])
        if algorithm == "maml":
            library.say(run, "name", "odd <b>&amp; name")
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("library")
    return window


def cells(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")]


def html_cells(html: str) -> list[list[str]]:
    table = ElementTree.fromstring(html[html.index("<table>") :])
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def section(table: LibraryTable, name: str) -> int:
    return table._library.at[name]


def order(table: LibraryTable) -> list[str]:
    header, names = table.horizontalHeader(), table._names()
    shown = [header.logicalIndex(place) for place in range(header.count())]
    return [names[i] for i in shown if not header.isSectionHidden(i)]


# -- copying
def test_copy_gives_the_selected_rows_as_a_table_as_it_is_shown(filled: Window, qtbot: QtBot) -> None:
    table = filled.library.table
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(section(table, "state")), 0)
    header.setSectionHidden(section(table, "device"), True)
    table.sortByColumn(section(table, "method"), Qt.SortOrder.AscendingOrder)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    heading, *rows = cells(mime.text())
    assert heading[0] == "state" and "device" not in heading and "name" in heading and "" not in heading
    assert len(rows) == 3 and all(len(row) == len(heading) for row in rows)
    name = heading.index("name")
    methods = [row[heading.index("method")] for row in rows]
    assert methods == [table.model().index(row, section(table, "method")).data() for row in range(3)]
    assert [row[name] for row in rows].count("odd <b>&amp; name") == 1
    assert {row[heading.index("tasks")] for row in rows} == {"12345"}
    assert html_cells(mime.html()) == [heading, *rows] and "<b>" not in mime.html()


def test_one_row_is_copied_with_its_headings_and_only_what_is_selected(filled: Window, qtbot: QtBot) -> None:
    table = filled.library.table
    filled.library.choose([filled.library.model.run(filled.library.found.mapToSource(filled.library.found.index(1, 0)).row())])
    table.copy()
    heading, row = cells(QGuiApplication.clipboard().text())
    assert row[heading.index("name")] == table.model().index(1, section(table, "name")).data()
    table.clearSelection()
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"


def test_other_tables_copy_rows_too(filled: Window, qtbot: QtBot) -> None:
    pane = filled.library.findChild(ConfigPane)
    assert isinstance(pane, ConfigPane) and pane.rowCount() > 3
    pane.selectAll()
    qtbot.keyClick(pane, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(cells(QGuiApplication.clipboard().text())) == pane.rowCount()
    numbers = NumberTable("numbers", [["a", "b"], ["1", "2"], ["3", "4"]])
    qtbot.addWidget(numbers)
    numbers.view.selectAll()
    numbers.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert cells(mime.text()) == html_cells(mime.html()) == [["1", "2"], ["3", "4"]]
    keys = filled.actions_list.key_list()
    qtbot.addWidget(keys)
    keys.choose("undo")
    qtbot.keyClick(keys.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert cells(QGuiApplication.clipboard().text()) == [["Action", "Keys", "Menu"], ["Undo", "Ctrl+Z", "Edit"]]


def test_compared_methods_are_copied_as_text_and_as_a_table(filled: Window, qtbot: QtBot) -> None:
    filled.show_place("compare")
    for algorithm in ("maml", "reptile"):
        filled.compare.contest.add(algorithm)
    table = filled.compare.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == table.written("text") and len(html_cells(mime.html())) == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), min_size=1, max_size=4))
def test_no_text_of_a_cell_breaks_the_table(rows: list[list[str]]) -> None:
    mime = table_mime([*rows, [ODD, ODD]])
    found = cells(mime.text())
    assert len(found) == len(rows) + 1 and all(len(row) == 2 for row in found)
    assert mime.html().count("<td>") + mime.html().count("<th>") == 2 * (len(rows) + 1)


# -- columns
def test_columns_are_remembered_by_name(filled: Window, make_runs: Callable[..., Runs], qtbot: QtBot) -> None:
    table = filled.library.table
    header = table.horizontalHeader()
    header.setSectionHidden(section(table, "seed"), True)
    header.moveSection(header.visualIndex(section(table, "date")), 3)
    header.resizeSection(section(table, "method"), 201)
    table.sortByColumn(section(table, "tasks"), Qt.SortOrder.AscendingOrder)
    before = order(table)
    table.keep_columns()
    kept = json.loads(str(QSettings().value(COLUMNS)))
    assert kept["hidden"] == ["seed"] and kept["sort"] == "tasks" and kept["order"].index("date") == 3
    again = LibraryTable(table._library, filled.library.found)
    qtbot.addWidget(again)
    assert order(again) == before and again.horizontalHeader().sectionSize(section(again, "method")) == 201
    assert again.horizontalHeader().sortIndicatorSection() == section(again, "tasks")


def test_what_an_earlier_version_remembered_by_position_is_taken_over(filled: Window, qtbot: QtBot) -> None:
    header = QHeaderView(Qt.Orientation.Horizontal)
    header.setModel(model := QStandardItemModel(0, len(EARLIER_COLUMNS)))
    header.setSectionsMovable(True)
    header.setSectionHidden(EARLIER_COLUMNS.index("seed"), True)
    header.moveSection(EARLIER_COLUMNS.index("note"), 3)
    QSettings().setValue(EARLIER, header.saveState())
    table = LibraryTable(filled.library.model, filled.library.found)
    qtbot.addWidget(table)
    assert "seed" not in order(table) and order(table)[3] == "note"
    del model


@pytest.mark.parametrize("kept", ["", "[]", "{}", "no json", '{"order": 3}', '{"order": [], "hidden": [], "widths": {"name": "wide"}}', 7])
@pytest.mark.parametrize("earlier", [None, b"", b"rubbish", b"\x00\x00\x00\xff" * 40])
def test_damaged_settings_leave_the_columns_of_the_first_day(filled: Window, qtbot: QtBot, kept: object, earlier: bytes | None) -> None:
    QSettings().setValue(COLUMNS, kept)
    if earlier is not None:
        QSettings().setValue(EARLIER, QByteArray(earlier))
    table = LibraryTable(filled.library.model, filled.library.found)
    qtbot.addWidget(table)
    assert order(table) == list(filled.library.table._names())


def headed(names: list[str]) -> tuple[QTableView, QStandardItemModel]:
    view, model = QTableView(), QStandardItemModel(0, len(names))
    view.setModel(model)
    view.horizontalHeader().setSectionsMovable(True)
    return view, model


NAMES = st.lists(st.sampled_from([f"c{i}" for i in range(8)]), min_size=1, max_size=8, unique=True)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES, st.data())
def test_columns_that_came_and_went_do_not_move_or_hide_others(before: list[str], now: list[str], data: st.DataObject) -> None:
    hidden = frozenset(data.draw(st.sets(st.sampled_from(before))))
    layout = ColumnLayout(tuple(data.draw(st.permutations(before))), hidden, {name: 60.0 for name in before}, before[0], True)
    restored = parse_layout(layout.to_json())
    assert restored == layout
    view, model = headed(now)
    apply_layout(view.horizontalHeader(), now, layout, 1.0, now[0])
    found = layout_of(view.horizontalHeader(), now, 1.0)
    both = [name for name in layout.order if name in now]
    assert [name for name in found.order if name in both] == both and sorted(found.order) == sorted(now)
    assert found.hidden == (hidden & set(now)) - {now[0]}
    view.setModel(None)
    model.deleteLater()


def test_the_table_of_compared_methods_stays_sorted_by_the_same_column(filled: Window, qtbot: QtBot) -> None:
    filled.show_place("compare")
    contest, table = filled.compare.contest, filled.compare.table
    for algorithm in ("maml", "reptile"):
        contest.add(algorithm)
    at = table._columns.index("seconds")
    table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    run = contest.comparison.runs[0]
    scores = np.full(4, 0.5, np.float32)
    filled.runs.mailbox.put(None, [Evaluated(run, At(5), "validation", "accuracy", 0.5, 0.01, scores, scores[:1])])
    qtbot.waitUntil(lambda: bool(filled.runs.histories[run].evaluations))
    filled.compare.show_all()
    assert "validation mean" in table._columns and table._columns.index("seconds") != at
    assert table.horizontalHeader().sortIndicatorSection() == table._columns.index("seconds")
