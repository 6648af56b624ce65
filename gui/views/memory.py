"""An external memory over one episode: what it holds, where it wrote and read, and what it answered, picture by picture."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.protocol import Floats, Memory
from gui.heat import Heat
from gui.icons import icon
from gui.labels import Label
from gui.picture_menu import PictureMenu
from gui.plotting import PlotPanel, readable
from gui.quantities import ordinal_text
from gui.slots import ALIKE, FLAT, flatness, heads_alike, last_writers, look_ups, slots_alike
from gui.theme import SPACE, appearance
from gui.thumbnails import captioned
from gui.views.base import letter
from gui.views.reading import ReadingView
from gui.widgets.choice import Choice
from gui.widgets.episode_board import picture
from gui.widgets.inputs import Slider
from gui.widgets.slot_board import SlotBoard
from gui.widgets.slot_history import SlotHistory

PLAY = 180
"""ms between two pictures while it plays."""
THUMBNAIL = 34
KINDS = ("slots", "memory", "write", "read", "usage")
ROOM_FOR_BOTH = 380
"""px of height from which the history of a slot stands beneath all slots, instead of in their place."""


def over_slots(reading: Memory, kind: str, head: int | None = None) -> Floats:
    """Write or read weights of a head (None: the mean over heads), or usage: (slots, L).

    Cosine reads over many slots are nearly flat; what they add to an even spread is what tells (it sums to zero).
    """
    if kind == "usage":
        return reading.usage.T
    weights = reading.write if kind == "write" else reading.read
    chosen: Floats = (weights.mean(1) if head is None else weights[:, head]).T
    return chosen - np.float32(1 / len(chosen)) if kind == "read" else chosen


class MemoryView(ReadingView):
    """The probe episode as a sequence: the slots after the chosen picture, or their weights over all pictures; one slot's history."""

    title: ClassVar[str] = "memory"
    kind = Memory
    readings: ClassVar[tuple[str, ...]] = ("Memory",)

    def __init__(self) -> None:
        super().__init__()
        self._reading: Memory | None = None
        self.slot = -1
        """whose history is shown; -1: none"""
        self.panel = PlotPanel(
            self.tr("Memory of one episode"),
            "",
            self.tr("slot"),
            self.tr("The memory of one episode, picture by picture, for methods that have one.\nPress Space to start."),
        )
        self.heat = Heat(self.panel, signed=True, says=self._says, chosen=self._chosen)
        self.now = pg.InfiniteLine(angle=90, movable=False)
        self.panel.plot.addItem(self.now, ignoreBounds=True)
        self.board = SlotBoard()
        self.board.chosen.connect(self.choose_slot)
        self.board_menu = PictureMenu(self.board, self.tr("Slots of the memory"), self._rows, self._show)
        self._told = Label()
        self._told.setObjectName("muted")
        self._told.setWordWrap(True)
        board = QFrame()
        board.setObjectName("panel")
        column = QVBoxLayout(board)
        column.setContentsMargins(SPACE // 2, SPACE // 2, SPACE // 2, SPACE // 2)
        column.addWidget(self.board, 1)
        column.addWidget(self._told)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(board)
        self.history_of_slot = SlotHistory()
        self._choices()
        self._picture, self._words = Label(), Label()
        self._words.setObjectName("muted")
        self._words.setWordWrap(True)
        self.place = Slider()
        self.place.setAccessibleName(self.tr("Picture"))
        self.place.setMinimumWidth(50)
        self.place.valueChanged.connect(lambda _: self._show())
        self.play = QToolButton()
        self.play.setCheckable(True)
        self.play.setToolTip(self.tr("Play the episode"))
        self.play.setAccessibleName(self.tr("Play the episode"))
        self.play.toggled.connect(self._play)
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY)
        self._timer.timeout.connect(self._advance)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(SPACE, 0, SPACE, SPACE // 2)
        foot.setSpacing(SPACE // 2)
        for widgets in (
            ((self.play, 0), (self.place, 1), (self.all_slots, 0), (self.head, 0), (self.which, 0)),
            ((self._picture, 0), (self._words, 1)),
        ):
            row = QHBoxLayout()
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
            foot.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._stack, 3)
        layout.addWidget(self.history_of_slot, 2)
        layout.addWidget(self._foot)
        self.retheme()

    def _choices(self) -> None:
        self.which = Choice()
        self.which.setAccessibleName(self.tr("Show"))
        names = (
            self.tr("slots as pictures"),
            self.tr("what it holds"),
            self.tr("where it wrote"),
            self.tr("where it read"),
            self.tr("usage of slots"),
        )
        for kind, text in zip(KINDS, names, strict=True):
            self.which.addItem(text, kind)
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.head = Choice()
        self.head.setAccessibleName(self.tr("Head"))
        self.head.addItem(self.tr("all heads"))
        self.head.currentIndexChanged.connect(lambda _: self._show())
        self.all_slots = QPushButton(self.tr("All slots"))
        self.all_slots.setToolTip(self.tr("Close the history of the slot"))
        self.all_slots.clicked.connect(lambda: self.choose_slot(-1))

    def select(self, run: str | None) -> None:
        if run != self.current:
            self.slot = -1
        super().select(run)

    def choose_slot(self, slot: int) -> None:
        """Show the history of this slot; -1: of none."""
        self.slot = slot
        self._show()

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Memory)
        if reading is not None and not len(reading.labels):
            reading = None
        self._reading = reading
        if reading is not None and self.place.maximum() != len(reading.labels) - 1:
            self.place.setRange(0, len(reading.labels) - 1)
            self.place.setValue(len(reading.labels) - 1)
        if reading is not None and self.head.count() != reading.read.shape[1] + 1:
            self.head.blockSignals(True)
            while self.head.count() > 1:
                self.head.removeItem(1)
            self.head.addItems([self.tr("head {number}").format(number=h + 1) for h in range(reading.read.shape[1])])
            self.head.blockSignals(False)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Where there is no room for both, a chosen slot's history stands in place of all slots."""
        one = self._reading is not None and self.slot >= 0
        self.history_of_slot.setVisible(one)
        self.all_slots.setVisible(one)
        self._stack.setVisible(not one or self.height() >= ROOM_FOR_BOTH * appearance.zoom)

    def _show(self) -> None:
        reading = self._reading
        kind = str(self.which.currentData())
        if reading is None or self.slot >= reading.read.shape[2]:
            self.slot = -1
        self._stack.setCurrentIndex(1 if reading is not None and kind == "slots" else 0)
        self._share_room()
        self._foot.setVisible(reading is not None)
        self.head.setVisible(kind in ("write", "read") and self.head.count() > 2)
        self.now.setVisible(reading is not None and kind != "memory")
        if reading is None:
            self.heat.show(None)
            self.board.show_reading(None, 0, -1, self.colour())
            self.history_of_slot.show_slot(None, -1, 0, self.colour())
            self.panel.set_caption("")
            return
        t = min(self.place.value(), len(reading.labels) - 1)
        self.history_of_slot.show_slot(reading, self.slot, t, self.colour())
        if kind == "slots":
            self.board.show_reading(reading, t, self.slot, self.colour())
            legend = self.tr("Bold: written now; bar: read now; a click shows a slot's history.")
            self._told.setText(f"{legend} {self._diagnosis(reading)}")
        else:
            self._show_matrix(reading, kind, t)
        self._tell(reading, t)

    def _head(self) -> int | None:
        return self.head.currentIndex() - 1 if self.head.currentIndex() > 0 else None

    def _show_matrix(self, reading: Memory, kind: str, t: int) -> None:
        signed = kind in ("memory", "read")
        # levels of the whole episode, so that colours mean the same at every picture
        whole = reading.matrix if kind == "memory" else over_slots(reading, kind, self._head())
        top = float(np.nan_to_num(np.quantile(np.abs(whole), 0.995 if kind == "memory" else 0.999))) or 1.0
        self.heat.sign(signed)
        self.heat.show(reading.matrix[t] if kind == "memory" else whole, (-top if signed else 0.0, top))
        if kind == "memory":
            self.panel.set_titles(x_title=self.tr("place in the slot"))
            self.heat.name_columns([str(i + 1) for i in range(reading.matrix.shape[2])])
            text = self.tr("After picture {place} of {count}. {diagnosis}")
            self.panel.set_caption(text.format(place=t + 1, count=len(reading.labels), diagnosis=self._diagnosis(reading)))
        else:
            self.panel.set_titles(x_title=self.tr("picture, by its class"))
            self.heat.name_columns([letter(int(n)) for n in reading.labels])
            self.now.setPos(t + 0.5)
            more = self.tr(" What reads add to an even spread over the slots.") if kind == "read" else ""
            self.panel.set_caption(self._by_presentation(reading) + more)

    def _tell(self, reading: Memory, t: int) -> None:
        side = round(THUMBNAIL * appearance.zoom)
        self._picture.setFixedSize(side, side)
        self._picture.setVisible(reading.images.shape[1] > 1)
        if reading.images.shape[1] > 1:
            image = QPixmap.fromImage(picture(reading.images[t], appearance.theme.dark))
            self._picture.setPixmap(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        label, guess = int(reading.labels[t]), int(np.nan_to_num(reading.probabilities[t]).argmax())
        text = self.tr("{name}, presentation {k}: {mark} answered {guess}, {share} % sure. Slot {slot} was wiped for it.")
        self._words.setText(
            text.format(
                name=letter(label),
                k=int(reading.presentation[t]),
                mark="✓" if guess == label else "✗",
                guess=letter(guess),
                share=round(100 * float(np.nan_to_num(reading.probabilities[t, guess]))),
                slot=int(reading.least_used[t]) + 1,
            )
        )

    def _by_presentation(self, reading: Memory) -> str:
        right = reading.probabilities.argmax(1) == reading.labels
        shares = [
            f"{ordinal_text(k)} {round(100 * float(right[reading.presentation == k].mean()))} %"
            for k in (1, 2, 3, 5, 10)
            if (reading.presentation == k).any()
        ]
        return self.tr("Right in this episode, by presentation of the class: {shares}.").format(shares=",  ".join(shares))

    def _diagnosis(self, reading: Memory) -> str:
        """Whether reads find their class again, and what is amiss with slots or heads."""
        told = []
        found = look_ups(reading)
        if found.count:
            text = self.tr("The earlier slot read most is of the picture's own class in {found} % ({luck} % by luck).")
            told.append(text.format(found=round(100 * found.found), luck=round(100 * found.luck)))
        if (alike := slots_alike(reading)) > ALIKE:
            told.append(self.tr("⚠ The slots are all alike (cosine {value}).").format(value=readable(alike)))
        if (heads := heads_alike(reading)) > ALIKE:
            told.append(self.tr("⚠ The heads read alike (cosine {value}).").format(value=readable(heads)))
        elif math.isfinite(flat := flatness(reading)) and flat > FLAT:
            told.append(self.tr("⚠ Reads are nearly flat: an average of all slots."))
        return " ".join(told)

    def _play(self, on: bool) -> None:
        self.play.setIcon(icon("pause" if on else "start", appearance.theme.text))
        if on and self.place.value() == self.place.maximum():
            self.place.setValue(0)
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def _advance(self) -> None:
        if self.place.value() < self.place.maximum():
            self.place.setValue(self.place.value() + 1)
        else:
            self.play.setChecked(False)

    def _chosen(self, row: int, column: int) -> None:
        """A cell was clicked: its picture, and the history of its slot."""
        if self.which.currentData() != "memory":
            self.place.setValue(column)
        self.choose_slot(row)

    def _says(self, row: int, column: int) -> str:
        reading, kind = self._reading, str(self.which.currentData())
        if reading is None:
            return ""
        if kind == "memory":
            t = min(self.place.value(), len(reading.labels) - 1)
            writer = int(last_writers(reading, t)[row])
            text = self.tr("slot {slot}, place {place}: {value}")
            text = text.format(slot=row + 1, place=column + 1, value=readable(float(reading.matrix[t, row, column])))
            return captioned(text, reading.images[writer]) if writer >= 0 else text
        weights = over_slots(reading, kind, self._head())
        text = self.tr("picture {picture} ({name}), slot {slot}: {value}")
        name = letter(int(reading.labels[column]))
        told = text.format(picture=column + 1, name=name, slot=row + 1, value=readable(float(weights[row, column])))
        writers = last_writers(reading, column)
        best = [int(s) for s in np.argsort(-np.nan_to_num(weights[:, column]))[:3] if kind != "usage" and writers[s] >= 0]
        if best:
            slots = ", ".join(f"{s + 1} ({letter(int(reading.labels[writers[s]]))})" for s in best)
            told += self.tr("; most: slots {slots}").format(slots=slots)
        return captioned(told, reading.images[column], *(reading.images[writers[s]] for s in best))

    def _rows(self) -> list[list[str]]:
        """The board as a table."""
        reading, board = self._reading, self.board
        heading = [self.tr("slot"), self.tr("last written for picture"), self.tr("class"), self.tr("read"), self.tr("usage")]
        if reading is None or board.reading is None:
            return [heading]
        rows = [heading]
        for slot, writer in enumerate(board.writers.tolist()):
            name = letter(int(reading.labels[writer])) if writer >= 0 else ""
            read, usage = reading.read[board.place, :, slot].mean(), reading.usage[board.place, slot]
            rows.append([str(slot + 1), str(writer + 1) if writer >= 0 else "", name, f"{read:.6g}", f"{usage:.6g}"])
        return rows

    def retheme(self) -> None:
        self.now.setPen(pg.mkPen(appearance.theme.accent, width=1.5))
        self.play.setIcon(icon("pause" if self.play.isChecked() else "start", appearance.theme.text))
        self.panel.retheme()
        self.history_of_slot.retheme()
        self.heat.recolour()
        self._show()
