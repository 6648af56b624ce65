"""What an episode did to a memory's slots: who wrote, what reads find, what is amiss; the board and one slot's history."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from test_insides import memory, shown

from engine.protocol import Memory
from gui.slots import flatness, heads_alike, last_writers, look_ups, slots_alike, wrote
from gui.theme import appearance
from gui.views.memory import MemoryView

SLOTS = 6


def story(labels: list[int], writes: list[int], reads: list[int]) -> Memory:
    """One head that writes each picture to a slot and reads another; the rest of a read is spread evenly."""
    length, way = len(labels), max(labels) + 1
    write, read = (np.full((length, 1, SLOTS), 0.02, np.float32) for _ in range(2))
    for t in range(length):
        write[t, 0, writes[t]] = read[t, 0, reads[t]] = 0.9
    seen = [labels[: t + 1].count(label) for t, label in enumerate(labels)]
    matrix = np.zeros((length, SLOTS, 3), np.float32)
    matrix[:] = np.eye(SLOTS, 3)
    images = np.arange(length, dtype=np.uint8)[:, None, None] * np.ones((1, 4, 4), np.uint8)
    usage = np.cumsum(write[:, 0], 0)
    p = np.full((length, way), 1 / way, np.float32)
    return Memory(images, np.array(labels), np.array(seen), matrix, read, write, usage.astype(np.float32), np.array(writes), p)


def test_a_slot_belongs_to_the_last_picture_that_wrote_there_and_a_flat_write_writes_nowhere() -> None:
    reading = story([0, 1, 0], [2, 3, 2], [0, 0, 2])
    assert last_writers(reading, 0).tolist() == [-1, -1, 0, -1, -1, -1]
    assert last_writers(reading, 2).tolist() == [-1, -1, 2, 1, -1, -1]
    flat = np.full_like(reading.write, 1 / SLOTS)
    assert not wrote(Memory(*(flat if name == "write" else getattr(reading, name) for name in reading.__dataclass_fields__))).any()


def test_a_read_finds_its_class_where_an_earlier_picture_of_it_was_written() -> None:
    # classes A and B are written to slots 0 and 1; the third picture is an A again and writes to slot 2 before it reads
    finds, misses = story([0, 1, 0], [0, 1, 2], [0, 0, 0]), story([0, 1, 0], [0, 1, 2], [0, 0, 1])
    assert look_ups(finds) == look_ups(finds, (2,)) and look_ups(finds).found == 1 and look_ups(finds).luck == 0.5
    assert look_ups(misses).found == 0 and look_ups(misses).count == 1
    # what it finds of itself does not count
    itself = look_ups(story([0, 1, 0], [0, 1, 2], [0, 0, 2]))
    assert itself.count == 1
    assert look_ups(finds, (3,)).count == 0 and np.isnan(look_ups(finds, (3,)).found)


def test_alike_slots_alike_heads_and_flat_reads_are_told_apart_from_sound_ones() -> None:
    sound = story([0, 1, 0], [0, 1, 2], [0, 0, 0])
    assert slots_alike(sound) == pytest.approx(0) and np.isnan(heads_alike(sound)) and flatness(sound) < 0.6
    values = {name: getattr(sound, name) for name in sound.__dataclass_fields__}
    same = Memory(**(values | {"matrix": np.ones_like(sound.matrix), "read": np.full((3, 2, SLOTS), 1 / SLOTS, np.float32)}))
    assert slots_alike(same) == pytest.approx(1) and heads_alike(same) == pytest.approx(1) and flatness(same) == pytest.approx(1)


def test_the_board_shows_the_last_writers_and_a_click_the_history_of_a_slot(qtbot: QtBot) -> None:
    view, reading = MemoryView(), story([0, 1, 0], [2, 3, 2], [0, 0, 2])
    shown(qtbot, view, reading)
    view.resize(520, 520)
    view.show()
    assert view.board.writers.tolist() == [-1, -1, 2, 1, -1, -1] and view.board.reads[2] == 1 and view.board.reads[0] == 0
    view.place.setValue(1)
    assert view.board.writers.tolist() == [-1, -1, 0, 1, -1, -1]
    assert "picture 1, class A" in view.board.words(2) and "nothing written" in view.board.words(5)
    for slot in range(SLOTS):
        assert view.board.slot_at(view.board.box(slot).center()) == slot
    assert view.board.slot_at(QPointF(-1, -1)) == -1
    qtbot.mouseClick(view.board, Qt.MouseButton.LeftButton, pos=view.board.box(2).center().toPoint())
    assert view.slot == 2 and view.history_of_slot.isVisible() and view.board.isVisible()
    curves = {c.key: c.y for c in view.history_of_slot.panel.curves()}
    assert np.allclose(curves["write"], reading.write[:, 0, 2])
    assert [m.x for m in view.history_of_slot.panel._marks] == [1, 3]
    view.resize(420, 260)  # no room for both
    assert view.history_of_slot.isVisible() and not view.board.isVisible()
    view.all_slots.click()
    assert view.board.isVisible() and not view.history_of_slot.isVisible()
    qtbot.keyClick(view.board, Qt.Key.Key_Right)
    assert view.slot == 0


def test_the_board_is_copied_light_whatever_the_theme_and_listed_as_a_table(qtbot: QtBot) -> None:
    appearance.choose("dark")
    view = MemoryView()
    shown(qtbot, view, story([0, 1, 0], [2, 3, 2], [0, 0, 2]))
    view.show()
    view.board_menu.copy()
    copied = QGuiApplication.clipboard().image()
    assert QImage(copied).pixelColor(1, 1).lightnessF() > 0.95
    assert appearance.theme.dark
    appearance.choose("light")
    rows = view._rows()
    assert rows[3][:3] == ["3", "3", "A"] and rows[1][1] == ""


def test_a_head_and_a_cell_are_chosen_by_hand(qtbot: QtBot) -> None:
    view, reading = MemoryView(), memory()
    shown(qtbot, view, reading)
    view.which.setCurrentIndex(2)  # where it wrote
    view.head.setCurrentIndex(2)
    assert np.allclose(view.heat.image.image, reading.write[:, 1].T)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(view.panel.widget, key)
    assert view.heat.at == (1, 1)
    qtbot.keyClick(view.panel.widget, Qt.Key.Key_Return)
    assert view.slot == 1 and view.place.value() == 1
