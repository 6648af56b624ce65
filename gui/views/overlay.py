"""The compared methods' validation curves over one another: mean and band over seeds, single seeds thin behind."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout

from engine.fair import printed
from engine.protocol import Evaluated, Event, Started
from gui.bands import Spread
from gui.comparison import Entry, so_far, validation
from gui.history import RunHistory
from gui.overlaid import COLOURED, Axis, curves_of, faded, leading, notes
from gui.plotting import Curve, PlotPanel
from gui.theme import appearance
from gui.views.base import View

LOWEST = 136
"""px of height that the curves keep at zoom 1, at least."""


class OverlayView(View):
    """Accuracy or error on the same validation episodes over what the runs have spent; the axis changes without a rerun."""

    title: ClassVar[str] = "overlay"
    events: ClassVar[tuple[type, ...]] = (Evaluated, Started)

    chosen = Signal(str)
    """The key of the entry whose curve was clicked."""

    def __init__(self, axis: Axis) -> None:
        super().__init__()
        self._axis = axis
        self.entries: list[Entry] = []
        self.spread: Spread = "ci95"
        self.panel = PlotPanel("", "", "")
        self.panel.set_titles(self.tr("Accuracy on unseen classes"), axis.axis_title(axis.axis), self.tr("accuracy"))
        self.panel.set_empty_text(
            self.tr("The curves of the compared runs will appear here, over one another,\nas soon as the first is validated.")
        )
        self.panel.curve_clicked.connect(self.chosen)
        self.panel.run_pointed.connect(self._point)
        self._pointed = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, round(LOWEST * appearance.zoom)))

    def show_entries(self, entries: list[Entry]) -> None:
        """Compare these; unticked ones are not drawn."""
        self.entries = entries
        self.dirty = True

    def feed(self, history: RunHistory, event: Event) -> None:
        self.dirty = self.dirty or any(history in entry.histories for entry in self.entries)

    def coloured(self, shown: list[Entry]) -> set[str]:
        """The keys of those that are not grey: the leading ones, the selected run's, and the one that is pointed at."""
        selected = {e.key for e in shown if any(h.info.id == self.current for h in e.histories)}
        return leading(shown) | selected | {self._pointed}

    def _point(self, key: str) -> None:
        """The cursor came upon a curve, or left it."""
        self._pointed = key
        if sum(e.shown for e in self.entries) > COLOURED:
            self.draw()

    def refit(self) -> None:
        """The axis or the kind of band was changed."""
        self.panel.follow(True)
        self.dirty = True

    def draw(self) -> None:
        self.dirty = False
        shown = [e for e in self.entries if e.shown]
        metrics = [v[-1].metric for e in shown for h in e.histories if (v := validation(h))]
        accuracy = not metrics or metrics[0] == "accuracy"
        self.panel.set_titles(
            self.tr("Accuracy on unseen classes") if accuracy else self.tr("Error on unseen tasks"),
            self._axis.axis_title(self._axis.axis),
            self.tr("accuracy") if accuracy else self.tr("MSE"),
        )
        self.panel.y_range = (0.0, 1.02) if accuracy else None
        self.panel.set_log(self._axis.x_log, False)
        coloured, told = self.coloured(shown), notes(shown)
        curves = []
        for entry in shown:
            of_it = curves_of(entry, self._axis.axis, self.spread, told[entry.key])
            curves += of_it if entry.key in coloured else faded(of_it)
        end = max((float(c.x[-1]) for c in curves if len(c.x)), default=0.0)
        if end > 0:
            curves += self._references(shown, end)
        self.panel.set_curves(curves)
        self.panel.set_caption(self._caption(shown))

    def _references(self, shown: list[Entry], end: float) -> list[Curve]:
        """Chance, and what was printed about the same setting, as a labelled tick at the end."""
        theme = appearance.theme
        curves = []
        for chance in sorted({h.started.chance for e in shown for h in e.histories if h.started and h.started.chance is not None}):
            x = np.array([0.0, end])
            curves.append(Curve(f"chance/{chance}", self.tr("chance"), x, np.full(2, chance), theme.muted, 1.0, dashed=True))
        for entry in shown:
            for result in printed(entry.histories[0].info.algorithm, entry.config):
                value = f"{100 * result.value:.1f}" if result.metric == "accuracy" else f"{result.value:.2g}"
                name = self.tr("{source}: {value}").format(source=result.source, value=value)
                x = np.array([0.96, 1.0]) * end
                curves.append(Curve(f"{entry.key}/{result.source}", name, x, np.full(2, result.value), entry.colour, 2.0, run=entry.key))
        return curves

    def _caption(self, shown: list[Entry]) -> str:
        """What the bands are, and over how many."""
        counts = {e.name: sum(bool(validation(h)) for h in e.histories) for e in shown}
        some = sorted({n for n in counts.values() if n})
        if not some:
            return ""
        episodes = max(len(validation(h)[-1].scores) for e in shown for h in e.histories if validation(h))
        parts = []
        if several := [n for n in some if n > 1]:
            what = {
                "ci95": self.tr("Band: 95 % CI over {count} seeds, thin: each seed."),
                "sd": self.tr("Band: ± 1 standard deviation over {count} seeds, thin: each seed."),
                "range": self.tr("Band: lowest to highest of {count} seeds, thin: each seed."),
            }[self.spread]
            parts.append(what.format(count=self.tr(" or ").join(map(str, several))))
        if some[0] == 1:
            what = self.tr("One seed: training luck is not measured; band: 95 % CI over {count} validation tasks.")
            if len(some) > 1:
                what = self.tr("Where there is one seed, training luck is not measured; band there: 95 % CI over {count} validation tasks.")
            parts.append(what.format(count=episodes))
        if lacking := [e.name for e in shown if (entrant := so_far(e)) is not None and not entrant.finite]:
            parts.append(self.tr("Newest validation not finite: {names}.").format(names=", ".join(lacking)))
        if len(shown) > COLOURED:
            parts.append(self.tr("Grey until one points at them: all but the {count} leading and the selected one.").format(count=COLOURED))
        return " ".join(parts)

    def retheme(self) -> None:
        self.panel.retheme()
        self.dirty = True
