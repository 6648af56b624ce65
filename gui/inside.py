"""The inside of a method: a tab for each of its readings, whose view is made when it is first looked at."""

from __future__ import annotations

from typing import TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.catalogue import unsuitable
from engine.protocol import AlgorithmSpec, Catalogue, DatasetSpec
from engine.toy import METHODS
from gui.labels import Label
from gui.theme import SPACE
from gui.views.adaptation import AdaptationView
from gui.views.attention import AttentionView
from gui.views.base import View
from gui.views.conflict import ConflictView
from gui.views.embedding import EmbeddingView
from gui.views.fast_weights import FastWeightsView
from gui.views.memory import MemoryView
from gui.views.movement import MovementView
from gui.views.path import PathView
from gui.views.presentations import PresentationView
from gui.views.rates import RatesView
from gui.views.sample_weights import SampleWeightsView
from gui.views.toy import ToyView
from gui.widgets.elsewhere import Elsewhere
from gui.widgets.tabs import Tabs

V = TypeVar("V", bound=View)
TOY = "toy"
"""In place of a reading: the toy problem needs none, but one of its methods."""


class Later(QWidget):
    """The place of a view that is `made` when it is first seen: the window shows sooner without pictures nobody looks at."""

    made = Signal(object)

    def __init__(self, kind: type[View]) -> None:
        super().__init__()
        self.kind = kind
        self._view: View | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def view(self) -> View:
        """The view, made now if it was not yet."""
        if self._view is None:
            self._view = self.kind()
            self._layout.addWidget(self._view)
            self._view.show()  # with this place; a layout would do so an event later
            self.made.emit(self._view)
        return self._view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        _ = self.view


class Inside(QStackedWidget):
    """Tabs of what the method on screen has inside, or a sentence where it has nothing; either offers what other methods have."""

    made = Signal(object)
    """A view that was just made."""
    chosen = Signal(str)
    """The id of a method that a person wants to look into."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.parts: tuple[tuple[str, Later, str], ...] = (
            (self.tr("Loss by step"), Later(AdaptationView), "Adaptation"),
            (self.tr("Path"), Later(PathView), "Path"),
            (self.tr("Toy problem"), Later(ToyView), TOY),
            (self.tr("Memory"), Later(MemoryView), "Memory"),
            (self.tr("Presentations"), Later(PresentationView), "Memory"),
            (self.tr("Attention"), Later(AttentionView), "Attention"),
            (self.tr("Fast weights"), Later(FastWeightsView), "FastWeights"),
            (self.tr("Step sizes"), Later(RatesView), "Rates"),
            (self.tr("Sample weights"), Later(SampleWeightsView), "SampleWeights"),
            (self.tr("Task conflict"), Later(ConflictView), "Conflict"),
            (self.tr("Layers"), Later(MovementView), "Movement"),
            (self.tr("Embedding"), Later(EmbeddingView), "Embedding"),
        )
        """Tab, place of the view, and the reading that a learner must have for it."""
        self.tabs = Tabs()
        self.tabs.setAccessibleName(self.tr("Inside"))
        for title, place, _ in self.parts:
            self.tabs.addTab(place, title)
            place.made.connect(self.made)
        nothing = Label(self.tr("This method has nothing inside to show: what it does is all in the picture of the task."))
        nothing.setObjectName("muted")
        nothing.setWordWrap(True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._elsewhere = Elsewhere(), Elsewhere()
        for button in self._elsewhere:
            button.chosen.connect(self.chosen)
        self.tabs.setCornerWidget(self._elsewhere[0])
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        column.setSpacing(SPACE)
        column.addStretch(1)
        column.addWidget(nothing)
        column.addWidget(self._elsewhere[1], 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.addWidget(self.tabs)
        self.addWidget(self._nothing)

    def view(self, kind: type[V]) -> V:
        """The view of this class."""
        return cast(V, next(place.view for _, place, _ in self.parts if place.kind is kind))

    @property
    def bare(self) -> bool:
        """Whether this method has nothing to show inside on such data."""
        return self.currentWidget() is self._nothing

    def shown(self) -> View:
        """The view in front."""
        return self.parts[self.tabs.currentIndex()][1].view  # while it is detached, its tab holds a stand-in

    def show_view(self, name: str) -> None:
        """Bring a view to the front: 'Embedding', 'Memory', 'Toy' ... as its class is called."""
        for tab, (_, place, _) in enumerate(self.parts):
            if place.kind.__name__ == f"{name}View":
                self.tabs.setCurrentIndex(tab)

    def suit(self, algorithm: AlgorithmSpec, dataset: DatasetSpec) -> None:
        """Show the tabs that this method has; the others are offered with the methods that have them and can learn this data."""
        there = [_has(algorithm, reading, dataset) for _, _, reading in self.parts]
        self.tabs.show_only(there)
        others = {
            title: [a for a in self._catalogue.algorithms if _has(a, reading, dataset) and not unsuitable(a, dataset)]
            for title, _, reading in self.parts
            if not _has(algorithm, reading, dataset) and reading != TOY
        }
        for button in self._elsewhere:
            button.offer(others)
        self.setCurrentWidget(self.tabs if any(there) else self._nothing)


def _has(algorithm: AlgorithmSpec, reading: str, dataset: DatasetSpec) -> bool:
    """Whether a method has this reading inside when it learns such data."""
    if reading == TOY:
        return algorithm.id in METHODS
    if reading == "Embedding" and dataset.task != "classification":  # it is of classes
        return False
    return algorithm.has_steps if reading == "Adaptation" else reading in algorithm.readings
