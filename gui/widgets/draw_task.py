"""A task of pictures that a person draws: classes with a few drawings each, and a query."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.protocol import Bytes, Ints
from gui.labels import Label
from gui.picture_files import PictureFile, PictureReader, summary
from gui.plain import markup
from gui.theme import SPACE, appearance
from gui.undo import give_way
from gui.views.base import letter
from gui.widgets.draw_pad import SEEN, Drawn, DrawPad, Hand
from gui.widgets.episode_board import picture
from gui.widgets.flow import Flow, in_a_row
from gui.widgets.inputs import SpinBox

SIDES, QUERY_SIDES = (44, 160), (150, 320)
"""px of a class's pad and of the query's, at least and at most, at zoom 1: as large as there is room for."""
MOST_WAYS, MOST_SHOTS = 20, 5
AT_FIRST = 3
"""Drawings of each class."""
LETTER, BAR, ABOVE = 24, 14, 64
"""px of a class's letter, of the scroll bar, and of what stands above the pads."""
WHILE_DRAWING = 40
"""ms between two questions while a stroke goes on."""


State = tuple[int, int, tuple[Drawn, ...]]
"""Classes, drawings of each, and what is on every pad."""


class DrawTask(QWidget):
    """Pads for N classes of K drawings, and one for the query. `changed` when the task is another one."""

    changed = Signal()
    dealt_wanted = Signal()
    """The person asks for another test episode."""
    told = Signal(str)
    settled = Signal()
    """A change is whole: a stroke ended, a picture came, a pad was emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.hand = Hand()
        self.reader = PictureReader(self)
        self.pads: list[list[DrawPad]] = []
        self._rows: list[QWidget] = []
        self.ways, self.shots = SpinBox(), SpinBox()
        for box, low, high, name in ((self.ways, 2, MOST_WAYS, self.tr("Classes")), (self.shots, 1, MOST_SHOTS, self.tr("Drawings each"))):
            box.setRange(low, high)
            box.setAccessibleName(name)
            give_way(box)
            box.valueChanged.connect(self._resize)
        self.deal = QPushButton(self.tr("From a test episode"))
        self.deal.setToolTip(self.tr("Fill every pad from the next test episode, whose classes no learner has seen"))
        self.deal.clicked.connect(self.dealt_wanted)
        self.wipe = QPushButton(self.tr("Clear"))
        self.wipe.clicked.connect(self.clear)
        head = QWidget()
        above = Flow(head, SPACE)
        for text, box in ((self.tr("Classes"), self.ways), (self.tr("Drawings each"), self.shots)):
            above.addWidget(in_a_row(Label(text), box))
        above.addWidget(self.deal)
        above.addWidget(self.wipe)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self._column.addStretch(1)
        self._classes = QScrollArea()
        self._classes.setWidget(inner)
        self._classes.setWidgetResizable(True)
        self._classes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QHBoxLayout()
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._classes)
        layout.addWidget(self._query_side())
        layout.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        whole.setSpacing(SPACE)
        whole.addWidget(head)
        whole.addLayout(layout, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WHILE_DRAWING)
        self._timer.timeout.connect(self._show_seen)
        self._timer.timeout.connect(self.changed)
        self.ways.setValue(5)
        self.shots.setValue(AT_FIRST)
        self._resize()

    def _query_side(self) -> QWidget:
        side = QFrame()
        self._side = side
        self.query = self._pad(self.query_side, self.tr("Query"))
        self._seen = Label()
        self._seen.setAccessibleName(self.tr("What the networks see"))
        self.undo, load = QPushButton(self.tr("Undo")), QPushButton(self.tr("Open…"))
        self.undo.setToolTip(self.tr("Take the last stroke or picture back, whichever pad it is on"))
        load.setToolTip(self.tr("Take a picture as the query"))
        load.clicked.connect(self._load)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        title = Label(self.tr("Query: draw one of the classes again"))
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self.query)
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo)
        buttons.addWidget(load)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.addWidget(self._seen)
        caption = Label(self.tr("what the networks see, {side} x {side} px").format(side=SEEN))
        caption.setObjectName("muted")
        caption.setWordWrap(True)
        row.addWidget(caption, 1)
        column.addLayout(row)
        column.addStretch(1)
        return side

    def _pad(self, side: int, name: str) -> DrawPad:
        pad = DrawPad(side, self.hand, name)
        pad.changed.connect(self._changed)
        pad.drawing.connect(self._going_on)
        pad.told.connect(self.told)
        pad.take_files = partial(self._share_out, pad)
        return pad

    # -- the task
    def problem(self) -> str:
        """What is still missing, in one sentence; empty where the task is whole."""
        for k, row in enumerate(self.pads):
            if all(pad.empty for pad in row):
                return self.tr("Class {letter} has no drawing yet: every class needs one.").format(letter=letter(k))
        return self.tr("The query is empty: draw one of the classes again.") if self.query.empty else ""

    def remark(self) -> str:
        """What is odd about a whole task, in one sentence, or empty."""
        if self.query.dot:
            return self.tr("The query is only a dot, which looks alike in every class: draw the whole shape.")
        return ""

    @property
    def in_hand(self) -> bool:
        """Whether a stroke goes on."""
        return any(pad.in_hand for pad in self._all())

    def support(self) -> tuple[Bytes, Ints]:
        """The drawings (n, 28, 28) that are there, and their classes (n,)."""
        found = [(pad.picture(), k) for k, row in enumerate(self.pads) for pad in row if not pad.empty]
        return np.stack([p for p, _ in found]), np.array([k for _, k in found], np.int64)

    def asked(self) -> Bytes:
        """The query (1, 28, 28)."""
        return self.query.picture()[None]

    def fill(self, support: Bytes, labels: Ints, query: Bytes | None) -> None:
        """Put a task on the pads: as many classes and drawings as it has."""
        ways = int(labels.max()) + 1
        for box, value in ((self.ways, ways), (self.shots, max(1, len(labels) // ways))):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self._resize(quiet=True)
        places = [0] * ways
        for example, k in zip(support, labels.tolist(), strict=True):
            if places[k] < len(self.pads[k]):
                self._quietly(self.pads[k][places[k]], example)
                places[k] += 1
        if query is not None:
            self._quietly(self.query, query)
        self._changed()

    def clear(self) -> None:
        """Empty every pad."""
        for pad in self._all():
            pad.blockSignals(True)
            pad.clear()
            pad.blockSignals(False)
        self._changed()

    def state(self) -> State:
        """How many pads there are and what is on each, the query's last."""
        return self.ways.value(), self.shots.value(), tuple(pad.state() for pad in self._all())

    def put(self, state: State) -> None:
        """The pads as they were."""
        ways, shots, drawn = state
        for box, value in ((self.ways, ways), (self.shots, shots)):
            with QSignalBlocker(box):
                box.setValue(value)
        self._resize(quiet=True)
        for pad, what in zip(self._all(), drawn, strict=True):
            pad.put(what)
        self._changed()

    def difference(self, before: State, after: State) -> tuple[str, str]:
        """What a person did to the pads, in words."""
        if before[:2] != after[:2]:
            return "", self.tr("number of drawings")
        changed = [(a, b) for a, b in zip(before[2], after[2], strict=True) if a != b]
        if len(changed) > 1:
            return "", self.tr("all drawings")
        (old, new) = changed[0]
        return "", self.tr("stroke") if len(new[0]) > len(old[0]) else self.tr("drawing")

    def use_hand(self, hand: Hand) -> None:
        """Draw as the data of other learners are drawn."""
        self.hand = hand
        for pad in self._all():
            pad.hand = hand
            pad.update()

    def _all(self) -> list[DrawPad]:
        return [pad for row in self.pads for pad in row] + [self.query]

    def _quietly(self, pad: DrawPad, example: Bytes) -> None:
        pad.blockSignals(True)
        pad.set_picture(example)
        pad.blockSignals(False)

    def _resize(self, _: int = 0, quiet: bool = False) -> None:
        """As many pads as asked for; what was drawn stays where it was."""
        while len(self.pads) > self.ways.value():
            self.pads.pop()
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        while len(self.pads) < self.ways.value():
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(SPACE // 2)
            name = Label(markup("<b>{letter}</b>", letter=letter(len(self.pads))))
            name.setFixedWidth(round(LETTER * appearance.zoom))
            line.addWidget(name)
            line.addStretch(1)
            self._rows.append(row)
            self.pads.append([])
            self._column.insertWidget(len(self.pads) - 1, row)
        for k, (pads, row) in enumerate(zip(self.pads, self._rows, strict=True)):
            beside = row.layout()
            assert isinstance(beside, QHBoxLayout)
            while len(pads) > self.shots.value():
                pads.pop().deleteLater()
            while len(pads) < self.shots.value():
                text = self.tr("Class {letter}, drawing {number}").format(letter=letter(k), number=len(pads) + 1)
                pads.append(self._pad(self.side, text))
                beside.insertWidget(len(pads), pads[-1])
        self._give_room()
        if not quiet:
            self._changed()

    @property
    def query_side(self) -> int:
        """px of the query's pad at zoom 1."""
        return round(min(QUERY_SIDES[1], max(QUERY_SIDES[0], 0.31 * self.width() / appearance.zoom)))

    @property
    def side(self) -> int:
        """px of a class's pad at zoom 1."""
        width = self.width() / appearance.zoom - self.query_side - 6 * SPACE - LETTER - BAR
        height = self.height() / appearance.zoom - ABOVE
        room = min(width / self.shots.value(), height / self.ways.value()) - SPACE // 2
        return round(min(SIDES[1], max(SIDES[0], room)))

    def _give_room(self) -> None:
        """The classes are as wide as their drawings, so that the query stands beside them."""
        for row in self.pads:
            for pad in row:
                pad.set_side(self.side)
        self.query.set_side(self.query_side)
        self._side.setFixedWidth(round(self.query_side * appearance.zoom))
        pads = self.shots.value() * (self.side + SPACE // 2)
        self._classes.setFixedWidth(round((LETTER + SPACE + pads) * appearance.zoom) + BAR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    # -- what a person does
    def _changed(self) -> None:
        self._timer.stop()
        self._show_seen()
        self.changed.emit()
        self.settled.emit()

    def _going_on(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _show_seen(self) -> None:
        side = round(2 * SEEN * appearance.zoom)
        image = picture(self.query.picture(), appearance.theme.dark)
        self._seen.setPixmap(QPixmap.fromImage(image).scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        self._seen.setFixedSize(side, side)

    def _load(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open a picture as the query"), "", kinds)
        if name:
            self._share_out(self.query, [Path(name)])

    def _share_out(self, first: DrawPad, paths: Sequence[Path]) -> None:
        """Read files for a pad and, if there are several, for the other pads of its class."""
        self.told.emit(self.tr("Reading…"))
        self.reader.read(paths, len(self._places(first)), partial(self._put_files, first, len(paths)))

    def _places(self, first: DrawPad) -> list[DrawPad]:
        """The pad, those after it in its class, and the empty ones before it."""
        row = next((row for row in [*self.pads, [self.query]] if first in row), [])
        at = row.index(first) if row else 0
        return row[at:] + [pad for pad in row[:at] if pad.empty]

    def _put_files(self, first: DrawPad, count: int, files: Sequence[PictureFile]) -> None:
        """Put what was read on the pads in one step, and say what was not used and why."""
        places = self._places(first)  # there may be fewer by now
        if count == 1 and places:
            if problem := first.take_file(files[0]):
                self.told.emit(problem)
            return
        problems: list[str] = []
        taken = used = 0
        for file in files:
            if taken == len(places):
                break
            used += 1
            with QSignalBlocker(places[taken]):
                problem = places[taken].take_file(file)
            if problem:
                problems.append(problem)
            else:
                taken += 1
        if taken:
            self._changed()
        k = next((k for k, row in enumerate(self.pads) if first in row), None)
        if first is self.query:
            why = self.tr("the query is one picture")
        elif k is None:
            why = self.tr("their class is gone")
        else:
            why = self.tr("class {letter} had room for {room}; raise Drawings each for more").format(letter=letter(k), room=len(places))
        self.told.emit(summary(taken, problems, count - used, why))

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        for pad in self._all():
            pad.retheme()
        self._give_room()
        self._show_seen()
