"""Runs that this version cannot use are listed, greyed, with a sentence; whatever else there is works as ever."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from engine import comparisons
from engine.catalogue import configured, kept_catalogue
from engine.comparisons import Comparison
from engine.examples import DEMOS
from engine.fair import terms_of
from engine.library import Library
from engine.protocol import At, Evaluated, Scalar, Started, StateChanged
from gui.first import FirstLook
from gui.language import language
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

SPECS = kept_catalogue()
CONFIG = configured(SPECS, "maml", "sinusoid", {"steps": 40})
PLAIN = json.loads(CONFIG.to_json())
DAMAGED = {
    "maml-sinusoid-0002": "nonsense",
    "maml-sinusoid-0003": json.dumps(PLAIN | {"algorithm": "<b>gpt</b>"}),
    "maml-sinusoid-0004": json.dumps(PLAIN | {"dataset": "imagenet"}),
    "maml-sinusoid-0005": json.dumps(PLAIN | {"version": 9}),
    "maml-sinusoid-0006": None,
    "maml-sinusoid-0007": json.dumps(PLAIN | {"way": [5]}),
}
GOOD = "maml-sinusoid-0001"


def fill(folder: Path) -> None:
    """Eight runs, six of which this version cannot use, and one whose name is none; numbers of the first are damaged in part."""
    with closing(Library(folder)) as library:
        for _ in range(8):
            run = library.new_run(CONFIG)
            scores = np.full(4, 0.5, np.float32)
            for begin in (1, 600):
                steps = range(begin, begin + 30)
                numbers = [Scalar(run, At(n, 16 * n, 80 * n, n / 10), {"query_loss_after": 1 / n}) for n in steps]
                library.write(numbers if begin > 1 else [Started(run, CONFIG, At(), "cpu", 5, "mse", None, "", ()), *numbers])
            library.write([Evaluated(run, At(630, 1, 1, 1.0), "validation", "mse", 0.5, 0.1, scores, scores[:1])])
            library.write([StateChanged(run, "running")])
            library.checkpoint(run).write_bytes(b"no checkpoint")
        library.say("maml-sinusoid-0002", "remark", "for the lecture")
    with closing(sqlite3.connect(folder / "runs.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA writable_schema = ON")
        base.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'runs'")
        base.execute("PRAGMA writable_schema = RESET")
        for run, cell in DAMAGED.items():
            base.execute("UPDATE runs SET config = ? WHERE id = ?", (cell, run))
        base.execute("UPDATE runs SET id = x'ff00' WHERE id = 'maml-sinusoid-0008'")
        base.execute("UPDATE metrics SET points = x'00' WHERE run = ? AND first = 1", (GOOD,))
        base.execute("INSERT INTO metrics SELECT ?, 600, 629, points FROM metrics WHERE run = 'maml-sinusoid-0002'", (GOOD,))


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Window:
    """A window that opens such a library, all the way as the program opens it."""
    fill(tmp_path / "library")
    runs = Runs(SPECS, tmp_path / "library", examples=DEMOS)
    runs.slots = 0
    window = Window(runs, runs.catalogue, tmp_path)
    qtbot.addWidget(window, before_close_func=lambda w: runs.close())
    window.resize(1280, 800)
    FirstLook(window)
    with qtbot.waitExposed(window):
        window.show()
    window.files.offer_to_go_on()
    window.show_place("library")
    return window


def choose(window: Window, run: str) -> None:
    window.library.choose([run])
    assert window.library.chosen() == [run]


def listed(window: Window) -> dict[str, str]:
    """Runs of the library (no examples) and why they cannot be used."""
    return {row.id: row.damage for row, _ in window.library.model.rows if not row.id.endswith("-example")}


def test_the_window_opens_and_lists_every_run(shown: Window) -> None:
    found = listed(shown)
    assert len(found) == 8 and not found[GOOD] and all(damage for run, damage in found.items() if run != GOOD)
    assert set(DAMAGED) < set(found)
    model = shown.library.model
    for i, (row, _) in enumerate(model.rows):
        cells = [model.index(i, column) for column in range(model.columnCount())]
        for index in cells:
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                assert isinstance(model.data(index, role), str | None)
        if row.damage:
            ink = model.data(cells[model.at["name"]], Qt.ItemDataRole.ForegroundRole)
            assert ink == QColor(appearance.theme.muted)
            assert "unreadable" in model.data(cells[model.at["state"]])
            assert "<b>gpt" not in model.data(cells[model.at["name"]], Qt.ItemDataRole.ToolTipRole)
    for column in range(model.columnCount()):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            shown.library.table.sortByColumn(column, order)
    shown.grab()


def test_a_run_that_cannot_be_used_says_why_and_is_not_opened(shown: Window, qtbot: QtBot) -> None:
    page = shown.library
    for run in [run for run, damage in listed(shown).items() if damage]:
        choose(shown, run)
        assert listed(shown)[run] in page.notes.told.text() and not page.notes.go_on.isVisible()
        assert not page.open_button.isEnabled() and page.config.rowCount() == 0
        menu = {action.text().split("\t")[0]: action.isEnabled() for action in page.menu().actions()}
        assert not menu["Open in Learn"] and "Go on" not in menu and menu["Throw away"]
        before = len(shown.cards.sentences())
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert run not in shown.runs.histories and shown.library.isVisible()
        for card in list(shown.cards._cards)[before:]:
            assert run in card.sentence and card.sentence.count("\n") == 0
        for card in list(shown.cards._cards):
            shown.cards.dismiss(card)
    choose(shown, "maml-sinusoid-0002")
    assert page.notes.note.toPlainText() == "for the lecture"


def test_the_others_open_with_what_is_whole_and_a_sentence_about_the_rest(shown: Window) -> None:
    page = shown.library
    page.table.selectAll()
    page.open()
    assert GOOD in shown.runs.histories and not set(DAMAGED) & set(shown.runs.histories)
    history = shown.runs.histories[GOOD]
    assert history.series["query_loss_after"].count == 0 or history.series["query_loss_after"].x("step")[0] >= 1
    assert "Damaged in the library and left out: parts of this run's numbers (1)." in history.note
    shown.learn.loss.draw()
    shown.learn.score.draw()


def test_such_a_run_is_thrown_away_taken_back_noted_and_deleted(shown: Window) -> None:
    page = shown.library
    for run in [run for run, damage in listed(shown).items() if damage]:
        shown.library.bin.setChecked(False)
        choose(shown, run)
        page._say(run, "remark", "not mine")
        assert next(row.remark for row, _ in page.model.rows if row.id == run) == "not mine"
        page.throw_away()
        assert run not in listed(shown)
        page.bin.setChecked(True)
        choose(shown, run)
        page.take_back()
        page.bin.setChecked(False)
        assert run in listed(shown)
        choose(shown, run)
        page.throw_away()
        page.bin.setChecked(True)
        choose(shown, run)
        page.delete_for_ever()
        assert run not in listed(shown)
    page.bin.setChecked(False)
    assert set(listed(shown)) == {GOOD}


def test_every_other_place_leaves_such_runs_out(shown: Window, qtbot: QtBot) -> None:
    (sentence,) = (s for s in shown.cards.sentences() if "interrupted" in s)
    assert GOOD in sentence and not any(run in sentence for run in DAMAGED)
    shown.files.fill_recent()
    assert not any(run in action.text() for run in DAMAGED for action in shown.files.recent.actions())
    assert {kept.run for kept in shown.runs.learners()} & {*DAMAGED, GOOD} == {GOOD}
    for place in ("try", "compare", "learn", "library"):
        shown.show_place(place)
    shown.learn.start()
    assert shown.runs.current not in DAMAGED
    assert [state for state in (shown.runs.histories[shown.runs.current or ""].state,)] == ["waiting"]


def test_the_sentences_are_said_in_chinese(shown: Window, request: pytest.FixtureRequest) -> None:
    request.addfinalizer(lambda: language.choose("en"))
    language.choose("zh_CN")
    shown.library.refresh()
    for run in [run for run, damage in listed(shown).items() if damage]:
        choose(shown, run)
        assert any("\u4e00" <= letter <= "\u9fff" for letter in shown.library.notes.told.text()), run


# -- comparisons
def compared(folder: Path, change: Callable[[dict[str, object]], None] = lambda values: None, **terms: object) -> Path:
    values = Comparison("mine", terms_of(SPECS, "sinusoid"), [GOOD, "maml-sinusoid-0003"]).to_dict()
    values["terms"] |= terms
    change(values)
    path = comparisons.folder_in(folder) / "comparison-0001.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def test_a_comparison_with_such_a_run_goes_on_without_it_and_keeps_it_in_its_file(shown: Window) -> None:
    file = compared(shown.runs.library_folder)
    shown.show_place("compare")
    shown.compare.files.open(file)
    assert shown.compare.contest.comparison.runs == [GOOD]
    assert any("This version cannot use maml-sinusoid-0003" in s for s in shown.cards.sentences())
    shown.compare.contest.tick(shown.compare.contest.entries()[0], False)
    assert comparisons.read(file).runs == [GOOD, "maml-sinusoid-0003"]


@pytest.mark.parametrize(
    "terms",
    [{"dataset": "imagenet"}, {"way": "5"}, {"shot": None}, {"seeds": "abc"}, {"amount": -1}, {"budget": "hours"}, {"network": {"x": 1}},
     {"dataset": ["glyphs"]}, {"data": 5}, {"broken": ["no such lock"]}, {"validation_episodes": 1e9}],
)  # fmt: skip
def test_a_comparison_whose_terms_cannot_be_used_is_refused_in_one_sentence(shown: Window, terms: dict[str, object]) -> None:
    file = compared(shown.runs.library_folder, **terms)
    shown.show_place("compare")
    before, count = shown.compare.contest.comparison, len(shown.cards.sentences())
    shown.compare.files.open(file)
    if terms != {"way": "5"}:  # text that is a number is one
        assert shown.compare.contest.comparison is before and len(shown.cards.sentences()) == count + 1
    shown.compare.show_all()


def test_damaged_comparisons_are_left_out_of_the_list(shown: Window) -> None:
    file = compared(shown.runs.library_folder)
    for name, text in (("a", "[" * 100_000), ("b", "{}"), ("c", "\x00"), ("d", '{"kind": "metascope-comparison", "version": "x"}')):
        file.with_name(f"{name}.json").write_text(text)
    file.with_name("gone.json").symlink_to(file.with_name("nowhere"))
    file.with_name("folder.json").mkdir()
    assert [path for path, _ in shown.compare.contest.kept()] == [file]


def test_a_library_of_a_newer_version_is_one_sentence_and_the_examples_work(tmp_path: Path, qtbot: QtBot) -> None:
    fill(tmp_path / "library")
    with closing(sqlite3.connect(tmp_path / "library" / "runs.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA user_version = 99")
    runs = Runs(SPECS, tmp_path / "library", examples=DEMOS)
    runs.slots = 0
    window = Window(runs, runs.catalogue, tmp_path)
    qtbot.addWidget(window, before_close_func=lambda w: runs.close())
    FirstLook(window)
    with qtbot.waitExposed(window):
        window.show()
    window.files.offer_to_go_on()
    for place in ("try", "compare", "library", "learn"):
        window.show_place(place)
    window.learn.start()
    assert {s.count("newer Metascope") for s in window.cards.sentences()} == {1}
    assert len(runs.learners()) > 10


@pytest.mark.parametrize("broken", ["gone", "empty", "nonsense", "a checkpoint"])
def test_damaged_examples_hide_nothing_else(tmp_path: Path, qtbot: QtBot, broken: str) -> None:
    import shutil

    demos = tmp_path / "demos"
    shutil.copytree(DEMOS, demos)
    if broken == "gone":
        shutil.rmtree(demos)
    elif broken == "a checkpoint":
        (demos / "checkpoints" / "maml-sinusoid-example.safetensors").write_bytes(b"\xff" * 100)
    else:
        (demos / "runs.sqlite").write_bytes(b"" if broken == "empty" else b"x" * 5000)
    fill(tmp_path / "library")
    runs = Runs(SPECS, tmp_path / "library", examples=demos)
    runs.slots = 0
    window = Window(runs, runs.catalogue, tmp_path)
    qtbot.addWidget(window, before_close_func=lambda w: runs.close())
    FirstLook(window)
    with qtbot.waitExposed(window):
        window.show()
    for place in ("try", "compare", "library", "learn"):
        window.show_place(place)
    assert len(listed(window)) == 8
