"""Accuracy against shots, ways or inner steps: one curve a method, from tests of the same checkpoints in other settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from engine.comparison import Entrant, Scored
from gui.comparison import Entry
from gui.plotting import Curve, PlotPanel
from gui.sweeps import VALUES, Points, Sweep, trained_at
from gui.theme import FAMILY_MARKERS, appearance
from gui.views.base import View


class SweepView(View):
    """Draws what `Points` holds so far; what a method was trained with is told in the caption."""

    title: ClassVar[str] = "sweep"

    def __init__(self, points: Points, testing: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._points, self._testing = points, testing
        self.entries: list[Entry] = []
        self.sweep: Sweep = "shot"
        self.panel = PlotPanel("", "", "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def soil(self) -> None:
        """Another point came back."""
        self.dirty = True

    def show_entries(self, entries: list[Entry]) -> None:
        """Compare these; unticked ones are not drawn."""
        self.entries = entries
        self.dirty = True

    def set_sweep(self, sweep: Sweep) -> None:
        """What is varied."""
        self.sweep = sweep
        self.panel.follow(True)
        self.dirty = True

    def draw(self) -> None:
        self.dirty = False
        shown = [e for e in self.entries if e.shown]
        curves = [c for e in shown if (c := self._of(e)) is not None]
        accuracy = all(s.metric == "accuracy" for s in self._points.found.values())
        x_title = {"shot": self.tr("shots"), "way": self.tr("ways"), "test_steps": self.tr("inner steps at test")}[self.sweep]
        y_title = self.tr("accuracy") if accuracy else self.tr("MSE")
        self.panel.set_titles(
            self.tr("{what} against {x}").format(what=self.tr("Test {what}").format(what=y_title), x=x_title), x_title, y_title
        )
        self.panel.y_range = (0.0, 1.02) if accuracy else None
        if curves and self.sweep == "way" and accuracy:
            ways = np.array(VALUES["way"], dtype=float)
            ways = ways[ways <= max(float(c.x[-1]) for c in curves)]
            curves.append(Curve("chance", self.tr("chance"), ways, 1 / ways, appearance.theme.muted, 1.0, dashed=True))
        none = self.tr("Nothing is tested in these settings; choose them above to begin.")
        self.panel.set_empty_text(self.tr("The first tests are under way.") if self._testing() else none)
        self.panel.set_curves(curves)
        self.panel.set_caption(self._caption(shown) if curves else "")

    def entrants(self, entry: Entry) -> list[tuple[int, Entrant]]:
        """The entry at each value that all its tested seeds have come to."""
        by_value: dict[int, list[Scored]] = {}
        runs = [h.info.id for h in entry.histories]
        for (run, sweep, value), scored in sorted(self._points.found.items(), key=lambda item: item[0][2]):
            if sweep == self.sweep and run in runs:
                by_value.setdefault(value, []).append(scored)
        most = max(map(len, by_value.values()), default=0)
        return [(value, Entrant(entry.name, tuple(found))) for value, found in by_value.items() if len(found) == most]

    def _of(self, entry: Entry) -> Curve | None:
        found = self.entrants(entry)
        if not found:
            return None
        x = np.array([value for value, _ in found], dtype=float)
        mean, half = np.array([e.mean for _, e in found]), np.array([e.ci95 for _, e in found])
        marker = FAMILY_MARKERS[entry.histories[0].info.algorithm.family]
        return Curve(entry.key, entry.name, x, mean, entry.colour, 2.0, run=entry.key, low=mean - half, high=mean + half, symbol=marker)

    def _caption(self, shown: list[Entry]) -> str:
        words = [self.tr("{count} test tasks for each point; band: 95 % CI.").format(count=self._points.episodes)]
        trained = {e.name: trained_at(e.config, self.sweep) for e in shown}
        values = {v for v in trained.values() if v is not None}
        if self.sweep == "test_steps":
            if without := [name for name, value in trained.items() if value is None]:
                words.append(self.tr("No inner steps: {names}.").format(names=", ".join(without)))
        elif len(values) == 1:
            words.append(
                (self.tr("Trained with {n}-shot tasks.") if self.sweep == "shot" else self.tr("Trained with {n}-way tasks.")).format(
                    n=values.pop()
                )
            )
        if lacking := [e.name for e in shown if not all(entrant.finite for _, entrant in self.entrants(e))]:
            words.append(self.tr("Scores not finite at some places: {names}.").format(names=", ".join(lacking)))
        if self.sweep == "way" and (stuck := [e.name for e in shown if self._stuck(e)]):
            words.append(self.tr("Made for their number of ways only: {names}.").format(names=", ".join(stuck)))
        return " ".join(words)

    def _stuck(self, entry: Entry) -> bool:
        runs = {h.info.id for h in entry.histories}
        return any(run in runs and sweep == "way" for run, sweep, _ in self._points.impossible)

    def retheme(self) -> None:
        self.panel.retheme()
        self.dirty = True
