"""A library, a dataset, a comparison and files whose every string is markup: each is shown letter for letter, and no file is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hostile import ENTITY, FOLDER_NAME, HOSTILE, MARK, PICTURE, Opened, hover, walk
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from engine import archive, comparisons
from engine.catalogue import configured, kept_catalogue
from engine.comparisons import Comparison
from engine.library import Library
from engine.protocol import At, Episode, Evaluated, Failed, Progress, Read, Scalar, Started, StateChanged, frozen_array
from gui.language import CHINESE, language
from gui.library_model import Role
from gui.runs import Runs
from gui.window import Window

REFERENCE = Path(__file__).parents[1] / "files" / "comparison-1.metascope"
RUNS = (("maml", "glyphs"), ("prototypical", "glyphs"), ("mann", "glyphs"), ("maml", "sinusoid"))


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """The picture that the markup names lies where Qt would find it; every opening of it is counted."""
    picture = QImage(333, 77, QImage.Format.Format_RGB32)
    picture.fill(QColor("magenta"))
    assert picture.save(str(tmp_path / PICTURE))
    monkeypatch.chdir(tmp_path)
    opened = Opened(tmp_path / PICTURE)
    yield opened
    opened.close()


def episode(way: int = 5) -> Episode:
    rng = np.random.default_rng(0)
    pictures = frozen_array(rng.integers(0, 255, (way, 28, 28)), np.uint8)
    labels = frozen_array(np.arange(way), np.int64)
    chances = frozen_array(np.full((2, way, way), 1 / way))
    return Episode(pictures, labels, pictures, labels, chances, (HOSTILE,) * way, frozen_array(np.zeros((way, 2)), np.int64))


def filled(runs: Runs) -> list[str]:
    """Runs of every kind of state whose names, tags, notes and sentences are markup, in the library and on screen."""
    library, made = runs.library(), []
    for algorithm, dataset in RUNS:
        config = configured(kept_catalogue(), algorithm, dataset, {})
        run = library.new_run(config)
        at, scores = At(10, 160, 1600, 2.5), np.full(64, 0.5, np.float32)
        metric = "mse" if dataset == "sinusoid" else "accuracy"
        library.write(
            [
                Started(run, config, At(), "cpu", 5, metric, 0.2, HOSTILE, (HOSTILE,), note=HOSTILE),
                Scalar(run, at, {"query_loss_after": 0.5, "query_accuracy_after": 0.5}),
                Evaluated(run, at, "validation", metric, 0.5, 0.01, scores, scores[:1]),
                StateChanged(run, "finished", HOSTILE, at),
            ]
        )
        for what in ("name", "tags", "remark"):
            library.say(run, what, HOSTILE if what != "remark" else f"{ENTITY}\n{HOSTILE}")
        made.append(run)
    return made


@pytest.fixture
def hostile(window: Window, qtbot: QtBot, tmp_path: Path, trap: Opened) -> Window:
    """A window on such a library, with its runs opened, compared and speaking in markup."""
    runs = window.runs
    runs.slots = 0
    made = filled(runs)
    with qtbot.waitExposed(window):
        window.show()
    comparison = Comparison(HOSTILE, window.compare.contest.terms, made[:3])
    file = comparisons.keep(comparison, comparisons.folder_in(runs.library_folder))
    window.show_place("compare")
    window.compare.files.open(file)
    for run in made:
        runs.open(run)
        config = runs.histories[run].config
        runs._take([Started(run, config, At(), "cpu", 5, "accuracy", 0.2, HOSTILE, (HOSTILE,), note=HOSTILE)])
        runs._take([StateChanged(run, "loading", HOSTILE), Progress(run, HOSTILE, 0.5)])
        runs._take([Read(run, At(), episode()), Failed(run, At(), "data", HOSTILE, HOSTILE), StateChanged(run, "failed", HOSTILE)])
    window.desktop.layouts.save(HOSTILE)
    folder = tmp_path / FOLDER_NAME
    folder.mkdir()
    window.show_place("learn")
    window.learn.form.choose("prototypical", "image_folder")
    window.learn.form.use_folder(str(folder))
    window.cards.show_card(HOSTILE, HOSTILE, action=("OK", lambda: None))
    window.learn.choose(made[0])
    return window


def look_around(window: Window) -> None:
    """Bring every place, dock, tab and menu on screen, so that all of it is laid out and painted."""
    for name, place in window.places.items():
        window.show_place(name)
        for dock in place.docks:
            dock.show()
            dock.raise_()
        window.grab()
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
        menu.grab()


def test_every_label_tool_tip_heading_and_menu_shows_markup_as_text(hostile: Window, trap: Opened, english_again: None) -> None:
    page = hostile.library
    look_around(hostile)
    hostile.show_place("library")
    page.table.selectRow(0)
    palette, keys = hostile.actions_list.palette(), hostile.actions_list.key_list()
    palette.field.setText(MARK)
    for widget in (palette, keys, hostile.window()):
        widget.show()
        widget.grab()
    found = walk()
    for where in (
        "LibraryTable/ cell",
        "LibraryTable/ cell tool tip",
        "Label/title label",
        "Label/muted label",
        "QTreeWidget/ cell",
        "QMenu/ menu",
        "Notes/ text",
        "_Row/row tool tip",
        "RunTable/ cell tool tip",
        "QTextBrowser/ text",
    ):
        assert where in found, (where, sorted(found))
    whole = [shown for texts in found.values() for shown in texts]
    assert all(HOSTILE in text or ENTITY in text or FOLDER_NAME in text or "…" in text for text in whole), whole
    for name in (CHINESE, "en"):
        language.choose(name)
        look_around(hostile)
        assert all(MARK in text for texts in walk().values() for text in texts)
    palette.close()
    keys.close()
    assert trap.count() == 0


def test_hovering_over_every_cell_reads_the_text_as_it_is(hostile: Window, trap: Opened, qtbot: QtBot) -> None:
    hostile.show_place("library")
    page = hostile.library
    for name in ("name", "tags", "note", "state"):
        index = page.found.index(0, page.model.at[name])
        page.table.scrollTo(index)
        read = hover(page.table.viewport(), page.table.visualRect(index).center())
        row = page.model.rows[page.found.mapToSource(index).row()][0]
        assert read == {"name": row.name, "tags": row.tags, "note": row.remark, "state": row.note}[name] and MARK in read
    hostile.show_place("compare")
    table = hostile.compare.table
    table.horizontalHeader().resizeSections()
    index = table.model().index(0, 1)
    table.scrollTo(index)
    assert HOSTILE in hover(table.viewport(), table.visualRect(index).center())
    assert trap.count() == 0


def test_a_class_called_like_markup_is_named_in_tool_tip_and_detail(hostile: Window, trap: Opened, qtbot: QtBot) -> None:
    hostile.show_place("learn")
    view = hostile.learn.episode
    hostile.learn.choose(next(run for run, h in hostile.runs.histories.items() if h.info.dataset.id == "glyphs"))
    for dock in hostile.learn.docks:
        dock.show()
        dock.raise_()
    view.draw()
    board = view.board
    board.repaint()
    qtbot.waitUntil(lambda: bool(board.boxes), timeout=30_000)
    box = next(iter(board.boxes.values()))
    assert HOSTILE in hover(board, box.center().toPoint())
    assert trap.count() == 0


def test_a_comparison_named_like_a_picture_is_offered_opened_and_copied_as_text(hostile: Window, trap: Opened) -> None:
    compare = hostile.compare
    hostile.show_place("compare")
    assert HOSTILE not in compare.header.title.text() and MARK in compare.words.heading()
    menu = QMenu()
    compare.files.fill_comparisons(menu, lambda: None)
    entry = next(action for action in menu.actions() if MARK in action.text())
    assert entry.text().replace("&&", "&").startswith(HOSTILE) and entry.text().count("&") == 2 * HOSTILE.count("&")
    compare.welcome.offer(2, compare.contest.kept())
    button = next(b for b in compare.welcome.findChildren(QPushButton) if MARK in b.text())
    assert button.text().replace("&&", "&").startswith(HOSTILE)
    compare.contest.begin()
    compare.show_all()
    hostile.grab()
    assert trap.count() == 0


def test_a_metascope_file_whose_every_string_is_markup(window: Window, trap: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    library = Library(tmp_path / "other")
    taken = archive.take_in(REFERENCE, library)
    for run in taken.runs:
        for what in ("name", "tags", "remark"):
            library.say(run, what, HOSTILE)
    assert taken.comparison is not None
    comparison = comparisons.read(taken.comparison)
    comparison.name = HOSTILE
    file = tmp_path / f"{FOLDER_NAME}{archive.ENDING}"
    archive.write(file, library, list(taken.runs), comparison)
    library.close()
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    window.files.open([file])
    qtbot.waitUntil(lambda: not window.files.busy, timeout=30_000)
    assert window.compare.isVisible() and HOSTILE in window.compare.words.heading(), window.cards.sentences()
    assert FOLDER_NAME in window.cards.sentences()[-1]
    look_around(window)
    found = walk()
    assert {"Label/title label", "LibraryTable/ cell", "QMenu/ menu", "Label/ label"} <= found.keys()
    assert trap.count() == 0


def test_the_results_are_copied_in_each_form_as_they_read(hostile: Window) -> None:
    compare = hostile.compare
    compare.contest.comparison.name = HOSTILE + r" | \input{x} $y$ *z* [a](b)" + "\n# heading"
    text, markdown, latex = (compare.written(form) for form in ("text", "markdown", "latex"))
    assert compare.contest.comparison.name.replace("\n", " ") in text.splitlines()[0]
    first = markdown.splitlines()[0]
    assert r"\<img" in first and r"\| \\input{x}" in first and r"\*z\* \[a\](b)" in first and "# heading" in first
    assert r"\textbackslash{}input\{x\} \$y\$" in latex.splitlines()[0] and "$<$img" in latex and r"R\&D" in latex.splitlines()[0]


def test_names_that_hide_or_turn_their_letters_and_endless_ones_are_bounded(window: Window, qtbot: QtBot) -> None:
    runs = window.runs
    runs.slots = 0
    run = runs.library().new_run(configured(kept_catalogue(), "maml", "sinusoid", {}))
    name = "run\u202egnp.exe\x1b[31m\x00\nsecond\tline " + 5_000 * "very long "
    for what in ("name", "tags", "remark"):
        runs.library().say(run, what, name)
    with qtbot.waitExposed(window):
        window.show()
    window.show_place("library")
    model = window.library.model
    for column in ("name", "tags", "note"):
        index = model.index(0, model.at[column])
        cell, tip = (str(model.data(index, role)) for role in (Role.DisplayRole, Role.ToolTipRole))
        assert len(cell) <= 300 and len(tip) <= 4_000
        assert not any(sign in cell + tip for sign in "\u202e\x1b\x00") and "\n" not in cell and "\t" not in cell
    assert len(window.library.notes.title.text()) < 1_000
    recent = window.files.recent
    recent.aboutToShow.emit()
    assert all(len(action.text()) <= 110 and "\t" not in action.text() for action in recent.actions())


def test_a_tool_tip_of_a_button_in_a_window_of_numbers_is_text(window: Window, trap: Opened, qtbot: QtBot) -> None:
    from gui.table import NumberTable

    table = NumberTable(f"{HOSTILE} [*]", [[HOSTILE, "x"], [HOSTILE, "1.0"]])
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    assert hover(table.view.viewport(), table.view.visualRect(table.view.model().index(0, 0)).center()) == HOSTILE
    table.grab()
    assert trap.count() == 0 and "[*][*]" in table.windowTitle()


def test_a_card_of_an_endless_sentence_stays_a_card(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitExposed(window):
        window.show()
    sentence = HOSTILE + 20_000 * " and so on"
    window.cards.show_card(sentence)
    assert window.cards.sentences() == [sentence]
    assert window.cards.height() < window.height()
