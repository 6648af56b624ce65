"""What the compared runs have alike, each with a chain that can be broken, and the button that adds an algorithm."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSpinBox, QToolButton, QWidget

from engine.catalogue import unsuitable
from engine.fair import LOCKS, Budget, Lock, Terms
from engine.protocol import AlgorithmSpec, Catalogue
from gui.icons import icon
from gui.labels import Label
from gui.language import language
from gui.plain import plain_tip
from gui.theme import FAMILY_GLYPHS, SPACE, appearance
from gui.undo import give_way
from gui.widgets.flow import Flow
from gui.widgets.inputs import ComboBox, DoubleSpinBox, SpinBox

BUDGETS: tuple[Budget, ...] = ("tasks", "seconds", "step")


class TermsBar(QWidget):
    """`changed` tells new terms; `added` the id of an algorithm to add; `grid_asked` that many shall be queued."""

    changed = Signal(object)
    added = Signal(str)
    grid_asked = Signal()

    def __init__(self, specs: Catalogue, terms: Terms) -> None:
        super().__init__()
        self._specs = specs
        self.terms = terms
        self.add = QPushButton(self.tr("+ Algorithm"))
        self.add.setObjectName("primary")
        self.add.setToolTip(self.tr("Add an algorithm: it gets the same tasks, seeds, budget, network and test episodes"))
        self.add.setMenu(QMenu(self))
        self.grid = QPushButton(self.tr("Grid…"))
        self.grid.setToolTip(self.tr("Queue several algorithms, seeds and datasets at once"))
        self.grid.clicked.connect(self.grid_asked)
        self.dataset = ComboBox()
        for spec in specs.datasets:
            self.dataset.addItem(spec.title, spec.id)
        self.dataset.setAccessibleName(self.tr("Dataset"))
        self.way, self.shot, self.seeds = self._spin(2, 100, self.tr("Ways")), self._spin(1, 100, self.tr("Shots")), self._spin(1, 50, "")
        self.seeds.setAccessibleName(self.tr("Seeds"))
        self.seeds.setToolTip(self.tr("Runs of every algorithm, each with a seed of its own; more of them measure the luck of training"))
        self.budget = ComboBox()
        words = {"tasks": self.tr("tasks seen"), "seconds": self.tr("compute seconds"), "step": self.tr("outer steps")}
        for budget in BUDGETS:
            self.budget.addItem(words[budget], budget)
        self.budget.setAccessibleName(self.tr("Budget"))
        self.amount = DoubleSpinBox()
        self.amount.setRange(1, 1e9)
        self.amount.setDecimals(0)
        self.amount.setGroupSeparatorShown(True)
        self.amount.setKeyboardTracking(False)
        self.amount.setAccessibleName(self.tr("Budget"))
        give_way(self.way, self.shot, self.seeds, self.amount)
        self.chains = {lock: self._chain(lock) for lock in LOCKS}
        self._lay_out()
        self.dataset.activated.connect(lambda _: self._task())
        for spin in (self.way, self.shot):
            spin.valueChanged.connect(lambda _: self._task())
        self.seeds.valueChanged.connect(lambda n: self._change(seeds=tuple(range(n))))
        self.budget.activated.connect(self._budget_chosen)
        self.amount.valueChanged.connect(lambda amount: self._change(amount=float(amount)))
        self.set_terms(terms, False)

    def set_terms(self, terms: Terms, fixed: bool) -> None:
        """Show these terms; the task is `fixed` once there are runs, for they were trained on it."""
        self.terms = terms
        blockers = [QSignalBlocker(w) for w in (self.dataset, self.way, self.shot, self.seeds, self.budget, self.amount)]
        self.dataset.setCurrentIndex(self.dataset.findData(terms.dataset))
        self.way.setValue(terms.way)
        self.shot.setValue(terms.shot)
        self.seeds.setValue(len(terms.seeds))
        self.budget.setCurrentIndex(self.budget.findData(terms.budget))
        self.amount.setValue(terms.amount)
        del blockers
        classification = self._dataset_task() == "classification"
        tip = self.tr("The runs that are here were trained on these tasks; a new comparison can have others.") if fixed else ""
        for widget in (self.dataset, self.way, self.shot):
            widget.setEnabled(not fixed)
            widget.setToolTip(plain_tip(tip))
        self._way_group.setVisible(classification)
        self._fill_menu()
        self.retheme()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self.amount.setFixedWidth(self.amount.fontMetrics().horizontalAdvance("0,000,000") + 40)
        theme = appearance.theme
        for lock, chain in self.chains.items():
            broken = lock in self.terms.broken
            chain.setChecked(broken)
            chain.setIcon(icon("chain_broken" if broken else "chain", theme.warning if broken else theme.muted))
            chain.setToolTip(plain_tip(self._lock_words(lock, broken)))

    def algorithms(self) -> list[tuple[AlgorithmSpec, str]]:
        """Every algorithm, and why it cannot serve the dataset (empty where it can)."""
        dataset = next(d for d in self._specs.datasets if d.id == self.terms.dataset)
        return [(spec, language.said(unsuitable(spec, dataset))) for spec in self._specs.algorithms]

    # -- layout
    def _lay_out(self) -> None:
        flow = Flow(self, SPACE + SPACE // 2)
        self._way_label = Label(self.tr("-way"))
        self._way_group = _group(self.way, self._way_label)
        groups = (
            _group(self.add, self.grid),
            _group(self.chains["task"], self.dataset, self._way_group, self.shot, Label(self.tr("-shot"))),
            _group(self.chains["seeds"], self.seeds, Label(self.tr("seeds"))),
            _group(self.chains["budget"], self.amount, self.budget),
            _group(self.chains["network"], Label(self.tr("same network"))),
        )
        for group in groups:
            flow.addWidget(group)

    def _spin(self, low: int, high: int, name: str) -> QSpinBox:
        spin = SpinBox()
        spin.setRange(low, high)
        spin.setKeyboardTracking(False)
        spin.setAccessibleName(name)
        return spin

    def _chain(self, lock: Lock) -> QToolButton:
        chain = QToolButton()
        chain.setCheckable(True)
        chain.setAutoRaise(True)
        chain.setStyleSheet("QToolButton { border: 0; padding: 2px; background: transparent; }")
        chain.setAccessibleName(self._lock_words(lock, False))
        chain.clicked.connect(lambda broken: self._break(lock, broken))
        return chain

    def _lock_words(self, lock: Lock, broken: bool) -> str:
        closed, opened = {
            "task": (
                self.tr("Same ways and shots for all. Click to let each algorithm have its own preset's."),
                self.tr("Not the same ways and shots: each algorithm gets its own preset's. Click to join them again."),
            ),
            "seeds": (
                self.tr("Same seeds for all. Click to give every algorithm seeds of its own."),
                self.tr("Not the same seeds: every algorithm gets seeds of its own. Click to join them again."),
            ),
            "budget": (
                self.tr("Same budget for all. Click to let each algorithm train as long as its preset says."),
                self.tr("Not the same budget: each algorithm trains as long as its preset says. Click to join them again."),
            ),
            "network": (
                self.tr("Same network for all that have one of this kind. Click to let each have its own preset's."),
                self.tr("Not the same network: each algorithm has its own preset's. Click to join them again."),
            ),
        }[lock]
        return opened if broken else closed

    def _fill_menu(self) -> None:
        menu = self.add.menu()
        menu.clear()
        menu.setToolTipsVisible(True)
        for spec, reason in self.algorithms():
            action = menu.addAction(f"{FAMILY_GLYPHS[spec.family]}  {spec.title}", self._adder(spec.id))
            action.setEnabled(not reason)
            action.setToolTip(plain_tip(reason or spec.summary))

    def _adder(self, algorithm: str) -> Callable[[], None]:
        return lambda: self.added.emit(algorithm)

    def _dataset_task(self) -> str:
        return next(d.task for d in self._specs.datasets if d.id == self.terms.dataset)

    # -- what a person does
    def _change(self, **values: object) -> None:
        self.terms = dataclasses.replace(self.terms, **values)  # type: ignore[arg-type]
        self.changed.emit(self.terms)

    def _task(self) -> None:
        self._change(dataset=str(self.dataset.currentData()), way=self.way.value(), shot=self.shot.value())

    def _budget_chosen(self, index: int) -> None:
        """Another unit, with an amount in it that is near to what it was, as far as one can say."""
        budget, terms = BUDGETS[index], self.terms
        if budget == terms.budget:
            return
        amounts = {"seconds": 60.0, "step": 1000.0, "tasks": 16_000.0}
        self._change(budget=budget, amount=amounts[budget])

    def _break(self, lock: Lock, broken: bool) -> None:
        self._change(broken=self.terms.broken | {lock} if broken else self.terms.broken - {lock})


def _group(*widgets: QWidget) -> QWidget:
    """Widgets that stay together in a row."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE // 2)
    for widget in widgets:
        row.addWidget(widget)
    return group
