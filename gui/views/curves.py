"""Loss and score over meta-training, for all runs at once."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSplitter, QToolButton, QVBoxLayout, QWidget

from engine.protocol import Evaluated, HyperChanged, Scalar, Started, StateChanged
from engine.score_text import count_not_finite
from gui.comparison import validation
from gui.expected import Expected
from gui.history import AXES, RunHistory, Series, scored
from gui.labels import Label
from gui.language import language
from gui.overlaid import points
from gui.plotting import Curve, Mark, PlotPanel
from gui.theme import FAMILY_MARKERS, appearance
from gui.traces import Average
from gui.views.base import View
from gui.widgets.flow import Flow
from gui.widgets.inputs import ComboBox, Slider

Array = NDArray[np.float64]
AHEAD = 2
"""How many times as far as a run is, what is expected of it is shown."""


class CurveSettings(QObject):
    """What the two plots share: x-axis, smoothing, scale, and which losses are drawn."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        axis = str(QSettings().value("curves/axis", "tasks"))
        self.axis = axis if axis in AXES else "tasks"
        self.smoothing = 0.9
        self.log = False
        self.x_log = False
        self.before = False
        self.panels: list[PlotPanel] = []

    def set_axis(self, axis: str) -> None:
        self.axis = axis
        QSettings().setValue("curves/axis", axis)
        self.changed.emit()

    def next_axis(self) -> None:
        """The next of the four x-axes."""
        self.set_axis(AXES[(AXES.index(self.axis) + 1) % len(AXES)])

    def set_smoothing(self, weight: float) -> None:
        self.smoothing = weight
        self.changed.emit()

    def set_log(self, on: bool) -> None:
        self.log = on
        self.changed.emit()

    def set_scales(self, x_log: bool, log: bool) -> None:
        """Logarithmic or not: the x-axis of both plots, the axis of loss and error."""
        self.x_log, self.log = x_log, log
        self.changed.emit()

    def set_before(self, on: bool) -> None:
        self.before = on
        self.changed.emit()

    def axis_title(self, axis: str) -> str:
        """An axis in words, with its unit."""
        return {
            "step": self.tr("outer steps"),
            "tasks": self.tr("tasks seen"),
            "samples": self.tr("samples seen"),
            "seconds": self.tr("compute seconds"),
        }[axis]


WORDY = 500
"""px of width that the controls need with every word."""


class CurveControls(QWidget):
    """One row of controls above the curves."""

    def __init__(self, settings: CurveSettings) -> None:
        super().__init__()
        self._settings = settings
        self.setContentsMargins(10, 4, 10, 0)
        row = Flow(self, 8)
        self._axis = ComboBox()
        for axis in AXES:
            self._axis.addItem(settings.axis_title(axis), axis)
        self._axis.setToolTip(self.tr("What the curves are drawn over; tasks seen compares runs with different meta-batches (A)"))
        self._axis.currentIndexChanged.connect(lambda i: settings.set_axis(AXES[i]))
        self._axis.setAccessibleName(self.tr("x-axis"))
        self._axis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self._axis)
        self._word = Label(self.tr("smoothing"))
        self._word.hide()
        row.addWidget(self._word)
        self._slider = Slider()
        self._slider.setRange(0, 99)
        self._slider.setMinimumWidth(60)
        self._slider.setAccessibleName(self.tr("smoothing"))
        self._slider.setToolTip(self.tr("Weight of the past in the debiased moving average; the raw curve stays visible behind"))
        self._slider.valueChanged.connect(lambda v: settings.set_smoothing(v / 100))
        row.addWidget(self._slider)
        self._weight = Label()
        row.addWidget(self._weight)
        self._log = QCheckBox(self.tr("log scale"))
        self._log.setToolTip(self.tr("Logarithmic y-axis of the loss (Y)"))
        self._log.toggled.connect(settings.set_log)
        row.addWidget(self._log)
        self._before = QCheckBox(self.tr("before"))
        self._before.setToolTip(self.tr("Also draw the query loss of the unadapted learner (dashed)"))
        self._before.toggled.connect(settings.set_before)
        row.addWidget(self._before)
        self._follow = QToolButton()
        self._follow.setText(self.tr("● Follow"))
        self._follow.setCheckable(True)
        self._follow.setChecked(True)
        self._follow.setToolTip(self.tr("Axes follow the data; zooming switches this off, a click on again"))
        self._follow.clicked.connect(self._follow_all)
        row.addWidget(self._follow)
        settings.changed.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # where there is no room, the slider's tool tip says it
        self._word.setVisible(event.size().width() >= WORDY * appearance.zoom)

    def _follow_all(self, on: bool) -> None:
        for panel in self._settings.panels:
            panel.follow(on)

    def watch_panels(self) -> None:
        """Show whether the panels follow, once they exist."""
        for panel in self._settings.panels:
            panel.followed.connect(lambda _: self._follow.setChecked(all(p.following for p in self._settings.panels)))

    def _show(self) -> None:
        for widget in (self._axis, self._slider, self._log, self._before):
            widget.blockSignals(True)
        self._axis.setCurrentIndex(AXES.index(self._settings.axis))
        self._slider.setValue(round(100 * self._settings.smoothing))
        self._weight.setText(f"{self._settings.smoothing:.2f}")
        self._log.setChecked(self._settings.log)
        self._before.setChecked(self._settings.before)
        for widget in (self._axis, self._slider, self._log, self._before):
            widget.blockSignals(False)


class CurvePair(QSplitter):
    """The two plots, beside or above each other, whichever leaves them nearer to a square."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self.setChildrenCollapsible(False)
        self.addWidget(first)
        self.addWidget(second)
        self.setSizes([1000, 1000])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() > 1.4 * event.size().height()
        self.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)


class _CurveView(View):
    """What both plots do alike."""

    def __init__(self, settings: CurveSettings, panel: PlotPanel) -> None:
        super().__init__()
        self.settings = settings
        self.panel = panel
        self._averages: dict[tuple[str, str], tuple[Series, int, Average]] = {}
        panel.scalable = True
        panel.scale_chosen.connect(settings.set_scales)
        settings.changed.connect(self._refit)
        panel.curve_clicked.connect(self.selected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)

    def _refit(self) -> None:
        self.panel.follow(True)
        self.dirty = True

    def retheme(self) -> None:
        self.panel.retheme()
        self.dirty = True

    def colour(self, history: RunHistory) -> str:
        return appearance.theme.run(history.info.algorithm.id, history.info.ordinal)

    def _named(self, history: RunHistory, what: str = "") -> str:
        badges = tuple(map(language.said, history.started.badges)) if history.started else ()
        name = history.info.label + (f" ({', '.join(badges)})" if badges else "")
        return f"{name} {what}".strip()

    def _line(self, history: RunHistory, name: str, what: str, series: Series, **style: object) -> Curve:
        smooth = self.settings.smoothing if series.count > 20 else 0.0
        return Curve(
            f"{history.info.id}/{name}",
            self._named(history, what),
            series.x(self.settings.axis),
            self._smoothed(history, name, series, smooth),
            self.colour(history),
            run=history.info.id,
            raw=series.values if smooth else None,
            **style,  # type: ignore[arg-type]
        )

    def _smoothed(self, history: RunHistory, name: str, series: Series, weight: float) -> Array:
        """The average of a series, which takes only what is new since the last frame."""
        known = self._averages.get((history.info.id, name))
        if known is None or known[0] is not series or known[1] != series.cuts or known[2].weight != weight:
            known = self._averages[history.info.id, name] = series, series.cuts, Average(weight)
        average = known[2]
        return average.extend(series.values[average.count :])

    def _changes(self, histories: Iterable[RunHistory]) -> list[Mark]:
        """Where a person changed a setting of a run while it went on, and where one looks back to."""
        column = AXES.index(self.settings.axis)
        histories = list(histories)
        looked = [
            Mark(
                float((at.step, at.tasks, at.samples, at.seconds)[column]),
                self.tr("the inside is shown as it was here"),
                appearance.theme.warning,
            )
            for history in histories
            for at in history.past.moments()
            if at.step == history.looking
        ]
        return looked + [
            Mark(
                float((c.at.step, c.at.tasks, c.at.samples, c.at.seconds)[column]),
                self.tr("{name} = {value}").format(name=c.name, value=c.value),
                self.colour(history),
            )
            for history in histories
            for c in history.changes
        ]


def judged_alike(histories: list[RunHistory], chosen: RunHistory | None) -> list[RunHistory]:
    """The runs that share the metric (and so the kind of loss) of the chosen one, or of the first."""
    one = chosen or next(iter(histories), None)
    return [h for h in histories if one is not None and h.metric == one.metric]


class LossView(_CurveView):
    """Query and support loss of every run, after (and on request before) adaptation."""

    title: ClassVar[str] = "loss"
    events: ClassVar[tuple[type, ...]] = (Scalar, Started, HyperChanged, StateChanged)

    def __init__(self, settings: CurveSettings) -> None:
        panel = PlotPanel("", "", "", linked=settings.panels)
        super().__init__(settings, panel)
        panel.set_titles(self.tr("Loss after adaptation"), settings.axis_title(settings.axis), self.tr("loss"))
        panel.set_empty_text(self.tr("The loss of every run will fall here.\nPress Space to start."))

    def draw(self) -> None:
        self.dirty = False
        self.panel.set_titles(x_title=self.settings.axis_title(self.settings.axis))
        self.panel.set_log(self.settings.x_log, self.settings.log)
        curves: list[Curve] = []
        marks = self._changes(self.runs.values())
        broken = without_logarithm = 0
        alike = judged_alike(list(self.runs.values()), self.runs.get(self.current or ""))
        for history in alike:
            query = history.series.get("query_loss_after")
            if query is None:
                continue
            chosen = history.info.id == self.current
            curves.append(self._line(history, "query", "", query, width=2.5 if chosen else 2.0))
            broken += self._mark_broken(history, query, marks)
            without_logarithm += int(np.count_nonzero(query.values <= 0)) if self.settings.log else 0
            marks += self._failure(history)
            support = history.series.get("support_loss_after")
            if support is not None and chosen:
                curves.append(self._line(history, "support", self.tr("support"), support, width=1.2, pale=True, labelled=False))
            source = history.series.get("source_loss")
            if source is not None and chosen:
                curves.append(self._line(history, "source", self.tr("source"), source, width=1.2, pale=True))
            before = history.series.get("query_loss_before")
            if before is not None and self.settings.before:
                curves.append(self._line(history, "before", self.tr("before"), before, width=1.5, dashed=True, labelled=False))
        self.panel.set_curves(curves, marks)
        self.panel.set_caption(self._caption(broken, without_logarithm, len(self.runs) - len(alike)))

    def _mark_broken(self, history: RunHistory, series: Series, marks: list[Mark]) -> int:
        """Mark where values stopped being numbers; returns how many are none."""
        if math.isfinite(float(series.values.sum())):  # told in a fraction of the time it takes to look where
            return 0
        broken = ~np.isfinite(series.values)
        text = self.tr("{name}: the loss is not a number").format(name=history.info.label)
        marks += [Mark(float(x), text, self.colour(history), True) for x in series.x(self.settings.axis)[begins(broken)]]
        return int(broken.sum())

    def _failure(self, history: RunHistory) -> list[Mark]:
        """Where a run failed, with the sentence that says why."""
        failure = history.failure
        if history.state != "failed" or failure is None:
            return []
        at = failure.at if failure.at.step else history.at  # a process that died does not say where it was
        x = float((at.step, at.tasks, at.samples, at.seconds)[AXES.index(self.settings.axis)])
        return [Mark(x, f"{history.info.label}: {language.said(failure.sentence)}", self.colour(history), True)]

    def _caption(self, broken: int, without_logarithm: int, left_out: int) -> str:
        parts = []
        history = self.runs.get(self.current or "")
        if history is not None and history.series:
            parts.append(self.tr("Strong: query loss; thin: support loss of the selected run."))
            if "source_loss" in history.series:
                parts.append(self.tr("Source: loss on all training classes, which is what it learns from."))
        if history is not None and history.state == "failed" and history.failure is not None:
            parts.append(language.said(history.failure.sentence))
        if broken:
            parts.append(self.tr("{count} values are not numbers.").format(count=broken))
        if without_logarithm:
            parts.append(
                self.tr("{count} values are not above zero: a logarithmic axis has no place for them.").format(count=without_logarithm)
            )
        if left_out:
            parts.append(self.tr("Runs with another kind of loss, not drawn here: {count}.").format(count=left_out))
        return " ".join(parts)


def begins(flags: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Where each stretch of true values begins."""
    return np.flatnonzero(flags & ~np.concatenate([[False], flags[:-1]]))


class ScoreView(_CurveView):
    """Accuracy or mean squared error on fixed validation episodes, with 95 % intervals, and the training score behind."""

    title: ClassVar[str] = "score"
    events: ClassVar[tuple[type, ...]] = (Evaluated, Scalar, Started)

    def __init__(self, settings: CurveSettings) -> None:
        panel = PlotPanel("", "", "", linked=settings.panels)
        super().__init__(settings, panel)
        panel.set_titles(self.tr("Accuracy on unseen classes"), settings.axis_title(settings.axis), self.tr("accuracy"))
        panel.set_empty_text(self.tr("Accuracy on fixed validation tasks, with its 95 % interval, will rise here."))
        self._examples = Expected()

    def draw(self) -> None:
        self.dirty = False
        histories = list(self.runs.values())
        chosen = self.runs.get(self.current or "")
        alike = judged_alike(histories, chosen)
        accuracy = not alike or alike[0].metric == "accuracy"
        self.panel.set_titles(
            self.tr("Accuracy on unseen classes") if accuracy else self.tr("Error on unseen tasks"),
            self.settings.axis_title(self.settings.axis),
            self.tr("accuracy") if accuracy else self.tr("MSE"),
        )
        self.panel.y_range = (0.0, 1.02) if accuracy else None
        self.panel.set_log(self.settings.x_log, self.settings.log and not accuracy)
        curves = [curve for history in alike for curve in self._of(history)]
        marks = [mark for history in alike for mark in self._not_finite(history)]
        ends = [float(c.x[-1]) for c in curves if len(c.x)]
        chances = {h.chance for h in alike if h.chance is not None}
        for chance in sorted(chances):
            if ends:
                x = np.array([0.0, max(ends)])
                name = self.tr("chance")
                curves.append(Curve(f"chance/{chance}", name, x, np.full(2, chance), appearance.theme.muted, 1.0, dashed=True))
        expected = self._expected(chosen)
        self.panel.set_curves([*expected, *curves], marks)
        self.panel.set_caption(self._caption(chosen, len(histories) - len(alike), bool(expected)))

    def _expected(self, history: RunHistory | None) -> list[Curve]:
        """How the example with the settings of this run went, somewhat further than this one is; seconds are of another computer."""
        if history is None or self.settings.axis == "seconds":
            return []
        run, found = self._examples.of(history.config)
        if run in self.runs:
            return []
        x, mean, ci = points(found, self.settings.axis)
        at = (history.at.step, history.at.tasks, history.at.samples)[AXES.index(self.settings.axis)]
        near = x <= AHEAD * at
        if near.sum() < 2:
            return []
        x, mean, ci = x[near], mean[near], ci[near]
        name = self.tr("example")
        return [Curve("expected", name, x, mean, appearance.theme.muted, 1.0, low=mean - ci, high=mean + ci, behind=True)]

    def _of(self, history: RunHistory) -> list[Curve]:
        curves = []
        training = history.series.get("query_accuracy_after")
        if training is not None and history.info.id == self.current and training.count:
            x = training.x(self.settings.axis)
            y = self._smoothed(history, "training", training, max(0.9, self.settings.smoothing))
            name = self._named(history, self.tr("training"))
            key = f"{history.info.id}/training"
            curves.append(Curve(key, name, x, y, self.colour(history), 1.0, pale=True, labelled=False, run=history.info.id))
        x, mean, ci = points(validation(history), self.settings.axis)
        if len(x):
            marker = FAMILY_MARKERS[history.info.algorithm.family]
            key, name = f"{history.info.id}/validation", self._named(history)
            curves.append(
                Curve(key, name, x, mean, self.colour(history), 2.0, run=history.info.id, low=mean - ci, high=mean + ci, symbol=marker)
            )
        return curves

    def _not_finite(self, history: RunHistory) -> list[Mark]:
        """Where validations stopped being finite."""
        x, mean, _ = points(validation(history), self.settings.axis)
        text = self.tr("{name}: the validation is not finite").format(name=history.info.label)
        return [Mark(float(place), text, self.colour(history), True) for place in x[begins(~np.isfinite(mean))]]

    def _caption(self, history: RunHistory | None, left_out: int, expected: bool) -> str:
        parts = []
        found = validation(history) if history else []
        if found and history is not None:
            last = found[-1]
            value = scored(last.metric, last.mean, last.ci95)
            if math.isfinite(last.mean):
                text = self.tr("{name}: {value} (mean ± 95 % CI, n = {count} fixed episodes).")
            else:
                text = self.tr("{name}: the last validation is {value} (in {lacking} of {count} episodes).")
            lacking = count_not_finite(last.scores)
            parts.append(text.format(name=history.info.label, value=value, count=len(last.scores), lacking=lacking))
        if expected:
            parts.append(self.tr("Grey: the example that comes with the program, which has these settings."))
        if left_out:
            parts.append(self.tr("Runs with another metric, not drawn here: {count}.").format(count=left_out))
        return " ".join(parts)
