"""What a window of a desktop is expected to do: everything found and given keys, layouts by name, pictures dropped on it, less motion."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.protocol import Estimate, Refused
from gui.actions import Actions
from gui.palette import Offer, Palette, fit, found
from gui.theme import appearance
from gui.views.race import Bar, Lanes
from gui.window import Window


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window on screen whose runs wait for ever."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


def offers(*texts: str) -> list[Offer]:
    return [Offer(text.lower(), text, "View", lambda: None) for text in texts]


def test_words_letters_with_gaps_and_explanations_are_found_and_the_best_comes_first() -> None:
    every = offers("Reset layout", "Restart, same seed", "Lecture mode", "Dark theme")
    assert [o.text for o in found("rest", every)] == ["Restart, same seed", "Reset layout"]
    assert found("rslay", every)[0].text == "Reset layout"
    assert [o.text for o in found("theme dark", every)] == ["Dark theme"]
    assert found("xyz", every) == []
    told = Offer("m", "MAML", "Algorithm", lambda: None, tip="Learns an initialisation")
    assert found("initialisation", [*every, told]) == [told]
    assert fit("seed", "Restart, same seed") > fit("rstart", "Restart, same seed") > 0  # type: ignore[operator]
    assert fit("esam", "Restart, same seed") is None  # gaps are forgiven from the beginning of a word on


def test_what_was_chosen_last_comes_first(qtbot: QtBot) -> None:
    done: list[str] = []
    every = [Offer(text.lower(), text, "View", lambda text=text: done.append(text), "Alt+T") for text in ("Larger", "Smaller", "Layout")]  # type: ignore[misc]
    palette = Palette(every, None)  # type: ignore[arg-type]
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, "sma")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["Smaller"]
    again = Palette(every, None)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    assert again.texts() == ["Smaller", "Larger", "Layout"]
    qtbot.keyClicks(again.field, "la")
    assert again.texts() == ["Layout", "Larger"] or again.texts() == ["Larger", "Layout"]
    qtbot.keyClick(again.field, Qt.Key.Key_Down)
    assert again.list.currentIndex().row() == 1
    assert again.list.topLevelItem(0).text(2) == "Alt+T"  # type: ignore[union-attr]


def test_the_palette_finds_panels_algorithms_datasets_and_layouts(shown: Window, qtbot: QtBot) -> None:
    shown.desktop.layouts.save("My evening")
    palette = shown.actions_list.palette()
    qtbot.addWidget(palette)
    for text, what in (
        ("reptile", "Reptile"),
        ("sinus", "Sinusoids"),
        ("my eve", "My evening"),
        ("panel race", "Race"),
        ("compare", "Compare"),
    ):
        palette.field.setText(text)
        assert what in palette.texts()[:3], text
    palette.field.setText("algorithm reptile")
    shown.show_place("try")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert shown.learn.isVisible() and shown.learn.form.algorithm().id == "reptile"
    shown.actions_list.palette()
    dock = next(d for d in shown.compare.docks if d.objectName() == "race")
    dock.close()
    offer = next(o for o in shown.actions_list.offers() if o.key == "dock/compare/race")
    offer.do()
    assert shown.compare.isVisible() and dock.isVisible()


def test_an_action_can_have_another_key_and_conflicts_are_told(shown: Window, qtbot: QtBot) -> None:
    keys = shown.actions_list.key_list()
    qtbot.addWidget(keys)
    keys.search.setText("lecture")
    assert [b.id for b in keys.shown()] == ["lecture"]
    keys.search.setText("F5")
    assert [b.id for b in keys.shown()] == ["lecture"]
    keys.choose("lecture")
    keys.field.setKeySequence(QKeySequence("Ctrl+K"))
    qtbot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
    assert keys.said.text() == "Ctrl+K belongs to “Search actions…”; give that another key first."
    keys.field.setKeySequence(QKeySequence("Ctrl+L"))
    qtbot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
    assert shown.actions_list["lecture"].shortcut() == QKeySequence("Ctrl+L")
    keys.search.setText("")
    keys.choose("palette")
    keys.field.setKeySequence(QKeySequence("F5"))
    qtbot.mouseClick(keys.give, Qt.MouseButton.LeftButton)
    assert "F5" in shown.menu_corner.search.text()
    keys.choose("lecture")
    qtbot.mouseClick(keys.own, Qt.MouseButton.LeftButton)
    assert keys.said.text() == "F5 belongs to “Search actions…” now; give that another key first."
    later = Actions(shown)  # as the next start has it
    assert later["palette"].shortcut() == QKeySequence("F5") and later["lecture"].shortcut() == QKeySequence("Ctrl+L")
    qtbot.mouseClick(keys.copy, Qt.MouseButton.LeftButton)
    assert "Lecture mode\tCtrl+L" in QGuiApplication.clipboard().text()
    assert "Lecture mode" in keys.document().toPlainText()
    qtbot.mouseClick(keys.reset, Qt.MouseButton.LeftButton)
    assert shown.actions_list["lecture"].shortcut() == QKeySequence("F5") and not [
        k for k in QSettings().allKeys() if k.startswith("keys/")
    ]


def test_a_layout_has_a_name_and_a_floating_panel_returns(shown: Window, qtbot: QtBot) -> None:
    layouts = shown.desktop.layouts
    docks = {d.objectName(): d for d in shown.learn.docks}
    docks["explain"].close()
    docks["setup"].setFloating(True)
    assert layouts.save("  Two   plots ") == "Two plots" and layouts.save(" ") == ""
    shown.actions_list["reset_layout"].trigger()
    assert docks["explain"].isVisible() and not docks["setup"].isFloating()
    layouts.choose("Two plots")
    assert not docks["explain"].isVisible() and docks["setup"].isFloating()
    shown.actions_list["dock_all"].trigger()
    assert not docks["setup"].isFloating() and docks["setup"].isVisible()
    layouts.pictures_only()
    assert not docks["setup"].isVisible() and docks["explain"].isVisible()
    assert layouts.names() == ["Two plots"]
    layouts.delete("Two plots")
    assert layouts.names() == []
    shown.actions_list["reset_layout"].trigger()
    docks["setup"].setFloating(True)
    docks["setup"].move(9000, 9000)
    state = shown.learn.arrangement()
    docks["setup"].setFloating(False)
    shown.learn.arrange(state)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert not docks["setup"].isFloating() or screen.intersects(docks["setup"].frameGeometry())


def test_reduced_motion_is_remembered_and_bars_jump(shown: Window, qtbot: QtBot) -> None:
    lanes = Lanes()
    qtbot.addWidget(lanes)
    lanes.show()
    a, b = (Bar(n, n, "●", "#336699", v, 0.01, 10, 1.0) for n, v in (("a", 0.9), ("b", 0.8)))
    lanes.set_bars([a, b], True)
    lanes.set_bars([b, a], True)
    assert lanes.places["a"] == 0.0  # it glides from where it was
    shown.actions_list["reduce_motion"].trigger()
    lanes.set_bars([a, b], True)
    lanes.set_bars([b, a], True)
    assert lanes.places["a"] == 1.0
    assert QSettings().value("appearance/reduce_motion") in (True, "true")
    shown.actions_list["reduce_motion"].trigger()
    assert not appearance.reduce_motion


def drop(window: Window, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, none))
    return enter.isAccepted()


def test_a_folder_dropped_on_the_window_becomes_the_data_and_what_is_in_it_is_said(shown: Window, tmp_path: Path) -> None:
    folder = tmp_path / "数据 集"
    folder.mkdir()
    asked: list[object] = []
    shown.runs.ask_judge = asked.append  # type: ignore[method-assign]
    shown.show_place("try")
    assert drop(shown, folder)
    form = shown.learn.form
    assert shown.learn.isVisible() and form.config().dataset == "image_folder" and form.config().data_root == str(folder)
    request = asked[0].request  # type: ignore[attr-defined]
    shown.runs.said.emit(Estimate("", 1, 0.1, request, "My pictures (数据 集), split by class, 10/3/4 classes for train/validation/test"))
    assert any("10/3/4 classes" in s for s in shown.cards.sentences())
    drop(shown, folder)
    shown.runs.said.emit(Refused("", "No pictures.", asked[1].request))  # type: ignore[attr-defined]
    assert shown.cards.sentences().count("No pictures.") == 1
    (tmp_path / "notes.txt").write_text("no")
    assert not drop(shown, tmp_path / "notes.txt")
    form.choose("cnp", "sinusoid")
    drop(shown, folder)
    assert form.dataset().id == "sinusoid" and any("cannot learn from that dataset" in s for s in shown.cards.sentences())
