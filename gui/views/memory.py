"""An external memory over one episode: what it holds, where it wrote and read, and what it answered, picture by picture."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from engine.protocol import Event, Floats, Memory, Scalar, Started
from gui.heat import Heat
from gui.history import RunHistory
from gui.icons import icon
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.views.base import letter
from gui.views.reading import ReadingView
from gui.widgets.episode_board import picture

PLAY = 180
"""ms between two pictures while it plays."""
THUMBNAIL = 34
Array = NDArray[np.float64]
KINDS = ("memory", "write", "read", "usage")


def over_slots(reading: Memory, kind: str) -> Floats:
    """Write or read weights, the mean over heads, or usage: (slots, L).

    Cosine reads over many slots are nearly flat; what they add to an even spread is what tells (it sums to zero).
    """
    if kind == "usage":
        return reading.usage.T
    weights = (reading.write if kind == "write" else reading.read).mean(1).T
    even: Floats = weights - np.float32(1 / len(weights))
    return even if kind == "read" else weights


class MemoryView(ReadingView):
    """The probe episode as a sequence: the memory after the chosen picture, or its weights over all pictures."""

    title: ClassVar[str] = "memory"
    kind = Memory
    readings: ClassVar[tuple[str, ...]] = ("Memory",)

    def __init__(self) -> None:
        super().__init__()
        self._reading: Memory | None = None
        self.panel = PlotPanel(
            self.tr("Memory of one episode"),
            "",
            self.tr("slot"),
            self.tr("The memory of one episode, picture by picture, for methods that have one.\nPress Space to start."),
        )
        self.heat = Heat(self.panel, signed=True, says=self._says)
        self.now = pg.InfiniteLine(angle=90, movable=False)
        self.panel.plot.addItem(self.now, ignoreBounds=True)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Show"))
        names = (self.tr("what it holds"), self.tr("where it wrote"), self.tr("where it read"), self.tr("usage of slots"))
        for kind, text in zip(KINDS, names, strict=True):
            self.which.addItem(text, kind)
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self._picture, self._words = QLabel(), QLabel()
        self._words.setObjectName("muted")
        self._words.setWordWrap(True)
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setAccessibleName(self.tr("Picture"))
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
        for widgets in (((self.play, 0), (self.place, 1), (self.which, 0)), ((self._picture, 0), (self._words, 1))):
            row = QHBoxLayout()
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
            foot.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self._foot)
        self.retheme()

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Memory)
        if reading is not None and not len(reading.labels):
            reading = None
        self._reading = reading
        if reading is not None and self.place.maximum() != len(reading.labels) - 1:
            self.place.setRange(0, len(reading.labels) - 1)
            self.place.setValue(len(reading.labels) - 1)
        self._show()

    def _show(self) -> None:
        reading = self._reading
        kind = str(self.which.currentData())
        self._foot.setVisible(reading is not None)
        self.now.setVisible(reading is not None and kind != "memory")
        if reading is None:
            self.heat.show(None)
            self.panel.set_caption("")
            return
        t = min(self.place.value(), len(reading.labels) - 1)
        signed = kind in ("memory", "read")
        # levels of the whole episode, so that colours mean the same at every picture
        whole = reading.matrix if kind == "memory" else over_slots(reading, kind)
        top = float(np.nan_to_num(np.quantile(np.abs(whole), 0.995 if kind == "memory" else 0.999))) or 1.0
        self.heat.sign(signed)
        self.heat.show(reading.matrix[t] if kind == "memory" else whole, (-top if signed else 0.0, top))
        if kind == "memory":
            self.panel.set_titles(x_title=self.tr("place in the slot"))
            self.heat.name_columns([str(i + 1) for i in range(reading.matrix.shape[2])])
            self.panel.set_caption(self.tr("After picture {place} of {count}.").format(place=t + 1, count=len(reading.labels)))
        else:
            self.panel.set_titles(x_title=self.tr("picture, by its class"))
            self.heat.name_columns([letter(int(n)) for n in reading.labels])
            self.now.setPos(t + 0.5)
            more = self.tr(" What reads add to an even spread over the slots.") if kind == "read" else ""
            self.panel.set_caption(self._by_presentation(reading) + more)
        self._tell(reading, t)

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
            f"{k}. {round(100 * float(right[reading.presentation == k].mean()))} %"
            for k in (1, 2, 3, 5, 10)
            if (reading.presentation == k).any()
        ]
        return self.tr("Right in this episode, by presentation of the class: {shares}.").format(shares=",  ".join(shares))

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

    def _says(self, row: int, column: int) -> str:
        reading = self._reading
        if reading is None:
            return ""
        if self.which.currentData() == "memory":
            value = reading.matrix[min(self.place.value(), len(reading.labels) - 1), row, column]
            text = self.tr("slot {slot}, place {place}: {value}")
            return text.format(slot=row + 1, place=column + 1, value=readable(float(value)))
        value = over_slots(reading, str(self.which.currentData()))[row, column]
        text = self.tr("picture {picture} ({name}), slot {slot}: {value}")
        name = letter(int(reading.labels[column]))
        return text.format(picture=column + 1, name=name, slot=row + 1, value=readable(float(value)))

    def retheme(self) -> None:
        self.now.setPen(pg.mkPen(appearance.theme.accent, width=1.5))
        self.play.setIcon(icon("pause" if self.play.isChecked() else "start", appearance.theme.text))
        self.panel.retheme()
        self.heat.recolour()
        self._show()


class PresentationView(ReadingView):
    """Accuracy by how often the class has come up, over meta-training: the curves that tell memory from guessing."""

    title: ClassVar[str] = "presentations"
    kind = Memory
    events: ClassVar[tuple[type, ...]] = (Scalar, Started)
    readings: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("Accuracy by presentation"),
            self.tr("outer steps"),
            self.tr("accuracy"),
            self.tr("How often the 1st, 2nd, 5th ... picture of a class is told right.\nPress Space to start."),
        )
        self.panel.y_range = (0.0, 1.02)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def feed(self, history: RunHistory, event: Event) -> None:
        self.dirty = True

    def draw(self) -> None:
        self.dirty = False
        history, theme = self.history, appearance.theme
        curves = []
        if history is not None:
            found = [(name.removeprefix("accuracy_"), s) for name, s in history.series.items() if name.startswith("accuracy_")]
            for i, (name, series) in enumerate(found):
                # one hue, lighter the earlier the presentation
                colour = theme.mixed(self.colour(), 0.4 + 0.6 * (i + 1) / len(found))
                y = smooth(series.values)
                curves.append(Curve(name, name, series.x("step"), y, colour, 1.2 + 0.3 * i, symbol=None))
            if found and found[0][1].count and history.started is not None and history.started.chance is not None:
                end = float(found[0][1].x("step")[-1])
                chance = np.full(2, history.started.chance)
                curves.append(Curve("chance", self.tr("chance"), np.array([0.0, end]), chance, theme.muted, 1.0, dashed=True))
        self.panel.set_curves(curves)
        self.panel.set_caption(
            self.tr("On training episodes, a running mean. The first can only be guessed; the second is where memory shows.")
            if curves
            else ""
        )

    def retheme(self) -> None:
        self.panel.retheme()
        self.draw()


def smooth(values: Array) -> Array:
    """A running mean over the last fiftieth of a series."""
    width = max(1, len(values) // 50)
    sums = np.cumsum(np.concatenate([np.zeros(width), np.nan_to_num(values)]))
    counts = np.minimum(np.arange(1, len(values) + 1), width)
    means: Array = (sums[width:] - sums[:-width]) / counts
    return means
