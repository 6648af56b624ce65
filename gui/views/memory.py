"""An external memory over one episode: what it holds, where it wrote and read, and what it answered, picture by picture."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from engine.protocol import Event, Floats, Memory, Scalar, Started
from gui.history import RunHistory
from gui.icons import icon
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.views.base import letter
from gui.views.heat import Heat
from gui.views.reading import ReadingView
from gui.widgets.episode_board import picture

PLAY = 180
"""ms between two pictures while it plays."""
THUMBNAIL = 34
Array = NDArray[np.float64]
KINDS = ("write", "read", "usage")


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
    """The probe episode as a sequence: the memory after the chosen picture, and its weights over all of them."""

    title: ClassVar[str] = "memory"
    kind = Memory
    readings: ClassVar[tuple[str, ...]] = ("Memory",)

    def __init__(self) -> None:
        super().__init__()
        self._reading: Memory | None = None
        self.matrix_panel = PlotPanel(
            self.tr("Memory"),
            self.tr("place in the slot"),
            self.tr("slot"),
            self.tr("The memory of one episode, picture by picture, for methods that have one.\nPress Space to start."),
        )
        self.weights_panel = PlotPanel(self.tr("Over the episode"), self.tr("picture"), self.tr("slot"))
        self.matrix = Heat(self.matrix_panel, signed=True, says=self._cell)
        self.weights = Heat(self.weights_panel, says=self._weight)
        self.now = pg.InfiniteLine(angle=90, movable=False)
        self.weights_panel.plot.addItem(self.now, ignoreBounds=True)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Weights"))
        for kind, text in zip(KINDS, (self.tr("written"), self.tr("read, above even"), self.tr("usage")), strict=True):
            self.which.addItem(text, kind)
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self._picture, self._words = QLabel(), QLabel()
        self._picture.setFixedSize(THUMBNAIL, THUMBNAIL)
        self._words.setObjectName("muted")
        self._words.setWordWrap(True)
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setAccessibleName(self.tr("Picture"))
        self.place.valueChanged.connect(lambda _: self._show())
        self.play = QToolButton()
        self.play.setCheckable(True)
        self.play.setToolTip(self.tr("Play the episode"))
        self.play.toggled.connect(self._play)
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY)
        self._timer.timeout.connect(self._advance)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(SPACE, 0, SPACE, SPACE // 2)
        for widget, stretch in ((self.play, 0), (self.place, 2), (self._picture, 0), (self._words, 3), (self.which, 0)):
            foot.addWidget(widget, stretch)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.matrix_panel, 0, 0)
        layout.addWidget(self.weights_panel, 0, 1)
        layout.addWidget(self._foot, 1, 0, 1, 2)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(1, 3)
        layout.setRowStretch(0, 1)
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
        self._foot.setVisible(reading is not None)
        self.weights_panel.setVisible(reading is not None)
        if reading is None:
            self.matrix.show(None)
            self.weights.show(None)
            self.matrix_panel.set_caption("")
            return
        t = min(self.place.value(), len(reading.labels) - 1)
        largest = float(np.nan_to_num(np.quantile(np.abs(reading.matrix), 0.995))) or 1.0
        self.matrix.show(reading.matrix[t], (-largest, largest))
        self.matrix_panel.set_caption(self.tr("After picture {place} of {count}").format(place=t + 1, count=len(reading.labels)))
        kind = str(self.which.currentData())
        values = over_slots(reading, kind)
        top = float(np.nan_to_num(np.quantile(np.abs(values), 0.999))) or 1.0
        signed = kind == "read"
        if self.weights.signed != signed:
            self.weights.signed = signed
            self.weights.recolour()
        self.weights.show(values, (-top if signed else 0.0, top))
        self.weights.name_columns([letter(int(n)) for n in reading.labels])
        self.now.setPos(t + 0.5)
        self.weights_panel.set_caption(self._by_presentation(reading))
        side = round(THUMBNAIL * appearance.zoom)
        self._picture.setFixedSize(side, side)
        self._picture.setVisible(reading.images.shape[1] > 1)
        if reading.images.shape[1] > 1:
            image = QPixmap.fromImage(picture(reading.images[t], appearance.theme.dark))
            self._picture.setPixmap(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        label, guess = int(reading.labels[t]), int(np.nan_to_num(reading.probabilities[t]).argmax())
        right = "✓" if guess == label else "✗"
        text = self.tr("{name}, seen for the {k}. time: {mark} answered {guess} at {share} %; slot {slot} was wiped")
        self._words.setText(
            text.format(
                name=letter(label),
                k=int(reading.presentation[t]),
                mark=right,
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
        return self.tr("Right in this episode, by presentation of the class: {shares}").format(shares=",  ".join(shares))

    def _play(self, on: bool) -> None:
        self.play.setIcon(icon("pause" if on else "play", appearance.theme.text))
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

    def _cell(self, row: int, column: int) -> str:
        if self._reading is None:
            return ""
        t = min(self.place.value(), len(self._reading.labels) - 1)
        value = readable(float(self._reading.matrix[t, row, column]))
        return self.tr("slot {slot}, place {place}: {value}").format(slot=row + 1, place=column + 1, value=value)

    def _weight(self, row: int, column: int) -> str:
        if self._reading is None:
            return ""
        value = readable(float(over_slots(self._reading, str(self.which.currentData()))[row, column]))
        text = self.tr("picture {picture} ({name}), slot {slot}: {value}")
        return text.format(picture=column + 1, name=letter(int(self._reading.labels[column])), slot=row + 1, value=value)

    def retheme(self) -> None:
        self.now.setPen(pg.mkPen(appearance.theme.accent, width=1.5))
        self.play.setIcon(icon("pause" if self.play.isChecked() else "play", appearance.theme.text))
        for panel, heat in ((self.matrix_panel, self.matrix), (self.weights_panel, self.weights)):
            panel.retheme()
            heat.recolour()
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
