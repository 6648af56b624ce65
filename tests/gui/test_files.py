"""Files in the window: dropped, opened, saved; recent runs; runs that were interrupted are offered, and never begun unasked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.library import Library
from engine.protocol import At, Finished, Scalar, Started, StateChanged
from gui.window import Window

REFERENCE = Path(__file__).parents[1] / "files" / "comparison-1.metascope"
SOON = 10_000


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window where nothing trains."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


def drop(window: Window, *paths: Path) -> bool:
    """Drop files on the window as a file manager would; whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(window.rect().center()), copy, mime, left, none))
    return enter.isAccepted()


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.files.busy, timeout=SOON)


def trained(library: Library, *, ended: bool) -> str:
    config = configured(kept_catalogue(), "maml", "sinusoid", {})
    run = library.new_run(config)
    at = At(10, 40, 400, 1.0)
    library.write(
        [
            Started(run, config, At(), "cpu", 5, "mse", None, "", ()),
            StateChanged(run, "running"),
            Scalar(run, at, {"query_loss_after": 0.5}),
        ]
    )
    library.write([*([Finished(run, at, "completed")] if ended else []), StateChanged(run, "finished" if ended else "stopped", "", at)])
    return run


def test_a_comparison_dropped_on_the_window_is_shown_as_it_was_saved(shown: Window, qtbot: QtBot) -> None:
    shown.compare.set_spread("ci95")
    assert drop(shown, REFERENCE)
    idle(shown, qtbot)
    assert shown.compare.isVisible() and shown.compare.contest.comparison.runs == ["maml-points2d-0001", "prototypical-points2d-0002"]
    assert [e.shown for e in shown.compare.contest.entries()] == [True, False] and shown.learn.curves.axis == "tasks"
    tests = [e for e in shown.compare.contest.histories()[0].evaluations if e.split == "test"]
    assert len(tests) == 1 and len(tests[0].scores) == 50
    assert drop(shown, REFERENCE)
    idle(shown, qtbot)
    assert len(shown.runs.library().runs()) == 2 and len(shown.compare.contest.kept()) == 1


def test_a_run_saved_from_the_library_opens_in_another(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    run = trained(shown.runs.library(), ended=True)
    shown.files.save(tmp_path / "一个 run.metascope", [run])
    idle(shown, qtbot)
    shown.runs.library().remove(run)
    shown.show_place("learn")
    shown.files.open([tmp_path / "一个 run.metascope"])
    idle(shown, qtbot)
    assert shown.runs.current == "maml-sinusoid-0001" and shown.learn.isVisible()
    assert shown.runs.histories["maml-sinusoid-0001"].series["query_loss_after"].values.tolist() == [0.5]
    shown.show_place("library")
    shown.files.open([tmp_path / "一个 run.metascope"])
    idle(shown, qtbot)
    assert shown.library.isVisible() and shown.library.chosen() == ["maml-sinusoid-0001"]


def test_a_comparison_is_saved_with_its_look(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    drop(shown, REFERENCE)
    idle(shown, qtbot)
    shown.compare.set_spread("sd")
    shown.files.save_comparison(tmp_path / "c.metascope")
    idle(shown, qtbot)
    shown.compare.set_spread("ci95")
    shutil.rmtree(shown.compare.contest.folder)
    shown.files.open([tmp_path / "c.metascope"])
    idle(shown, qtbot)
    assert shown.compare.overlay.spread == "sd" and shown.compare.curve_bar.spread.currentIndex() == 1


def test_what_cannot_be_opened_or_written_is_told_in_a_sentence(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "bad.metascope"
    bad.write_bytes(REFERENCE.read_bytes()[:-50])
    assert drop(shown, bad) and not drop(shown, tmp_path / "bad.txt")
    idle(shown, qtbot)
    assert shown.cards.sentences() == ["bad.metascope is damaged, or is not a file saved by Metascope."]
    run = trained(shown.runs.library(), ended=True)
    shown.files.save(tmp_path / "nowhere" / "a.metascope", [run])
    idle(shown, qtbot)
    assert "no file or folder" in shown.cards.sentences()[-1]
    shown.show_place("compare")
    shown.files.ask_save()
    assert "nothing to save" in shown.cards.sentences()[-1]


def test_recent_runs_stand_in_the_file_menu_and_open(shown: Window) -> None:
    first, second = (trained(shown.runs.library(), ended=True) for _ in range(2))
    shown.runs.library().say(first, "name", "Tom & Jerry")
    shown.runs.library().touch(first)
    shown.files.fill_recent()
    assert [action.text() for action in shown.files.recent.actions()] == ["● Tom && Jerry", f"● {second}"]
    shown.files.recent.actions()[0].trigger()
    assert shown.runs.current == first and shown.learn.isVisible()


def test_runs_that_were_interrupted_are_offered_and_go_on_by_one_click(shown: Window, qtbot: QtBot) -> None:
    library = shown.runs.library()
    trained(library, ended=True)
    one, two = (trained(library, ended=False) for _ in range(2))
    elsewhere = trained(library, ended=False)
    other = Library(library.folder)
    other.hold(elsewhere)
    shown.files.offer_to_go_on()
    (sentence,) = shown.cards.sentences()
    assert one in sentence and two in sentence and elsewhere not in sentence and "10 / " in sentence
    assert not shown.runs.histories, "nothing goes on unasked"
    button = next(b for b in shown.cards._cards[0].findChildren(type(shown.library.delete)) if b.text() == "Go on")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [h.state for h in shown.runs.histories.values()] == ["waiting", "waiting"] and shown.runs.current == one
    shown.runs.stop_waiting(one)
    shown.runs.remove(two)
    assert not library.unfinished(), "who was taken out is not offered again"
    other.close()
    assert [row.id for row in library.unfinished()] == [elsewhere]


def test_a_run_that_another_window_has_is_seen_and_not_taken(shown: Window) -> None:
    library = shown.runs.library()
    run = trained(library, ended=False)
    other = Library(library.folder)
    other.hold(run)
    other.write([StateChanged(run, "running")])
    shown.runs.open(run)
    history = shown.runs.histories[run]
    assert history.state == "stopped" and "Another window" in history.note
    shown.library._busy(run)
    shown.runs.remove(run)
    assert library.run(run).state == "running" and library.run(run).held
    other.close()
