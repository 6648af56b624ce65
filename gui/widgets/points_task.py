"""A task of regression that a person makes: points to drag, and the sine wave they begin on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.protocol import Fit, Floats
from gui.drag_points import DragPoints
from gui.labels import Label
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.undo import give_way
from gui.widgets.flow import Flow, in_a_row
from gui.widgets.inputs import Slider, SpinBox

REACH = 5.0
"""x from -5 to 5, amplitudes to 5: the tasks of the MAML paper."""
GRID = np.linspace(-REACH, REACH, 161).astype(np.float32)
MOST = 20
"""Points."""
FINE = 100
"""Places of a slider for one unit."""
SLIDER = 90
"""px of a slider, at least."""


State = tuple[int, int, tuple[float, ...], tuple[float, ...], bool]
"""Places of the sliders of amplitude and phase, the points' x and y, and whether any is off the wave."""


class PointsTask(QWidget):
    """K points on a sine wave of chosen amplitude and phase; each can be dragged off it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(self.tr("Your task, and every learner's curve after its inner steps"), "x", "y")
        self._tell_who(False)
        self.panel.y_range = (-1.1 * REACH, 1.1 * REACH)
        self.points = DragPoints(self._drag)
        self.panel.plot.addItem(self.points, ignoreBounds=True)
        self.panel.plot.scene().sigMouseClicked.connect(self._clicked)
        self.panel.setToolTip(self.tr("Drag a point; click to add one; right-click a point to remove it"))
        self.panel.keys = self.points.key
        self.amplitude, self.phase = Slider(), Slider()
        self.count = SpinBox()
        self.count.setRange(1, MOST)
        self.count.setValue(5)
        self.count.setAccessibleName(self.tr("Points"))
        give_way(self.count)
        self._amplitude_told, self._phase_told = Label(), Label()
        for slider, high, value, name in (
            (self.amplitude, 5.0, 3.0, self.tr("Amplitude")),
            (self.phase, np.pi, 1.0, self.tr("Phase")),
        ):
            slider.setRange(0, round(FINE * high))
            slider.setValue(round(FINE * value))
            slider.setAccessibleName(name)
            slider.setMinimumWidth(SLIDER)
            slider.valueChanged.connect(self._wave)
        self.count.valueChanged.connect(self._wave)
        again = QPushButton(self.tr("Back onto the wave"))
        again.clicked.connect(self._wave)
        above = QWidget()
        row = Flow(above, SPACE)
        row.addWidget(in_a_row(Label(self.tr("Points")), self.count))
        row.add_wide(in_a_row(Label(self.tr("Amplitude")), self.amplitude, self._amplitude_told))
        row.add_wide(in_a_row(Label(self.tr("Phase")), self.phase, self._phase_told))
        row.addWidget(again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(above)
        layout.addWidget(self.panel, 1)
        self.at_x: Floats = np.empty(0, np.float32)
        self.at_y: Floats = np.empty(0, np.float32)
        self.off_wave = False
        self._answers: dict[str, tuple[str, tuple[str, int], Fit]] = {}
        self._wave()

    @property
    def truth(self) -> Floats | None:
        """The wave on `GRID`; None once a point was dragged off it."""
        return None if self.off_wave else self._sine(GRID)

    def _sine(self, x: Floats) -> Floats:
        return np.asarray(self.amplitude.value() / FINE * np.sin(x - self.phase.value() / FINE), np.float32)

    def _wave(self, _: object = None) -> None:
        """The points on the wave again, where chance puts them for this number of points."""
        self._tell_wave()
        self.at_x = np.sort(np.random.default_rng(self.count.value()).uniform(-REACH, REACH, self.count.value())).astype(np.float32)
        self.at_y, self.off_wave = self._sine(self.at_x), False
        self.show_task()
        self.changed.emit()

    def _tell_wave(self) -> None:
        self._amplitude_told.setText(f"{self.amplitude.value() / FINE:.1f}")
        self._phase_told.setText(f"{self.phase.value() / FINE:.1f}")

    def _clicked(self, event: Any) -> None:
        """A click on an empty place adds a point there; a right click on a point removes it."""
        box = self.panel.plot.getViewBox()
        at = box.mapSceneToView(event.scenePos())
        near = self.points.nearest(at)
        if not box.sceneBoundingRect().contains(event.scenePos()) or not self._answers:
            return
        if event.button() == Qt.MouseButton.LeftButton and not event.double() and near is None and len(self.at_x) < MOST:
            at_x, at_y = np.append(self.at_x, 0), np.append(self.at_y, 0)
            self._become(at_x.astype(np.float32), at_y.astype(np.float32))
            self._drag(len(at_x) - 1, at)
        elif event.button() == Qt.MouseButton.RightButton and near is not None and len(self.at_x) > 1:
            event.accept()
            self._become(np.delete(self.at_x, near), np.delete(self.at_y, near))
            self.show_task()
            self.changed.emit()

    def _become(self, x: Floats, y: Floats) -> None:
        """Other points; their number follows."""
        self.at_x, self.at_y = x, y
        self.count.blockSignals(True)
        self.count.setValue(len(x))
        self.count.blockSignals(False)

    def _drag(self, index: int, to: QPointF) -> None:
        self.at_x, self.at_y = self.at_x.copy(), self.at_y.copy()
        self.at_x[index] = np.clip(to.x(), -REACH, REACH)
        self.at_y[index] = np.clip(to.y(), -1.05 * REACH, 1.05 * REACH)
        self.off_wave = True
        self.show_task()
        self.changed.emit()

    def state(self) -> State:
        """The wave and the points as they stand."""
        return self.amplitude.value(), self.phase.value(), tuple(self.at_x.tolist()), tuple(self.at_y.tolist()), self.off_wave

    def put(self, state: State) -> None:
        """The wave and the points as they were."""
        amplitude, phase, at_x, at_y, self.off_wave = state
        for control, value in ((self.amplitude, amplitude), (self.phase, phase), (self.count, len(at_x))):
            with QSignalBlocker(control):
                control.setValue(value)
        self._tell_wave()
        self.at_x, self.at_y = np.array(at_x, np.float32), np.array(at_y, np.float32)
        self.show_task()
        self.changed.emit()

    def difference(self, before: State, after: State) -> tuple[str, str]:
        """What a person moved, in words."""
        if len(before[2]) != len(after[2]):
            return "count", self.tr("number of points")
        if before[0] != after[0]:
            return "amplitude", self.tr("amplitude")
        if before[1] != after[1]:
            return "phase", self.tr("phase")
        moved = [i for i, pair in enumerate(zip(before[2], before[3], strict=True)) if pair != (after[2][i], after[3][i])]
        return (f"point {moved[0]}" if len(moved) == 1 else ""), self.tr("moved point") if len(moved) == 1 else self.tr("moved points")

    def show_answer(self, run: str, name: str, colour: tuple[str, int], fit: Fit) -> None:
        """A learner's curve for the task as it was asked."""
        self._answers[run] = (name, colour, fit)
        self.show_task()

    def keep(self, runs: set[str]) -> None:
        """Show the curves of these learners only."""
        self._answers = {run: answer for run, answer in self._answers.items() if run in runs}
        self._tell_who(bool(runs))
        self.show_task()

    def _tell_who(self, ticked: bool) -> None:
        """What is said while no curve is there: that learners get ready, or how to come by some."""
        nobody = self.tr("Tick a run that learned sinusoids, or train one: MAML on sinusoids takes a minute.")
        self.panel.set_empty_text(self.tr("The learners are getting ready.") if ticked else nobody)

    def show_task(self) -> None:
        """Draw points, wave and curves."""
        theme = appearance.theme
        curves = []
        if self.truth is not None:
            curves.append(Curve("truth", self.tr("truth"), GRID.astype(float), self.truth.astype(float), theme.muted, 1.5, dashed=True))
        for run, (name, colour, fit) in self._answers.items():
            y = fit.curves[-1].astype(float)
            sure = None if fit.spread is None else 2 * fit.spread[-1].astype(float)
            band = {} if sure is None else {"low": y - sure, "high": y + sure}
            curves.append(Curve(run, name, fit.grid.astype(float), y, theme.run(*colour), 2.2, run=run, **band))
        self.panel.set_curves(curves if self._answers else [])
        brush, outline = pg.mkBrush(theme.text), pg.mkPen(theme.panel, width=1)
        shown = (self.at_x, self.at_y) if self._answers else ([], [])
        self.points.setData(*shown, symbol="o", size=11 * appearance.zoom, pen=outline, brush=brush)
        self.panel.set_caption(self._words())

    def _words(self) -> str:
        if not self._answers:
            return ""
        told = []
        for name, _, fit in self._answers.values():
            before, after = (float(np.mean((np.interp(self.at_x, fit.grid, fit.curves[k]) - self.at_y) ** 2)) for k in (0, -1))
            text = self.tr("{name}: error on the points {before}, then {after}") if len(fit.curves) > 1 else self.tr("{name}: {after}")
            told.append(text.format(name=name, before=readable(before), after=readable(after)))
        return self.tr("Drag a point: every learner adapts again. {errors}.").format(errors="; ".join(told))

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self.panel.retheme()
        self.show_task()
