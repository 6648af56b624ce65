"""The Try place: what happens with *my* task? Draw classes and a query, or drag points; every ticked learner answers at once."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from engine.catalogue import configured
from engine.protocol import Adapted, Boundary, Bytes, Dealt, Episode, Fit, Held, Ints, Progress, Refused
from gui.answers import Answers, Kept
from gui.labels import Label
from gui.language import language
from gui.pages.base import Page
from gui.plain import plain_tip
from gui.runs import Runs
from gui.theme import SPACE
from gui.undo import Watch
from gui.widgets.answer_list import AnswerList
from gui.widgets.beside import Beside
from gui.widgets.draw_pad import Hand
from gui.widgets.draw_task import DrawTask
from gui.widgets.inputs import TabWidget
from gui.widgets.nobody import Nobody
from gui.widgets.plane_task import PlaneTask
from gui.widgets.points_task import GRID, PointsTask
from gui.widgets.rounds import WAY, TenRounds
from gui.widgets.scrolled import Scrolled
from gui.widgets.whole_items import WholeItems

log = logging.getLogger(__name__)

HANDS = {"glyphs": Hand(20.0, 2.1), "omniglot": Hand(17.0, 1.5)}
"""As the drawings of these datasets measure on average: their box, and the pen that gives as much ink."""
DATA = {"draw": tuple(HANDS), "points": ("sinusoid",), "plane": ("points2d",)}
"""Of each kind of task, the datasets whose learners take it."""
DEALT = ("draw", "plane")
"""Kinds that a test episode fills."""
IN_A_CLASS = 5
"""Points of each class that a test episode puts into the plane."""
UNDER_WAY = ("waiting", "loading", "running", "paused")
AT_FIRST = 6
"""Learners ticked at first: the newest of each method."""
QUICK = (("prototypical", 120), ("maml", 200), ("finetune", 400))
"""What is trained when nothing is there to answer: method and outer steps."""


class TryPage(Page):
    """Which learners answer is ticked at the left; the task is in the middle, the answers at the right."""

    train_asked = Signal()
    """Runs were started; the window may show where they train."""

    def __init__(self, runs: Runs) -> None:
        super().__init__("try")
        self._runs = runs
        self.answers = Answers()
        self._known: dict[str, Kept] = {}
        self._held: dict[str, Held] = {}
        self._asked = self._void = 0
        self._deal_at = -1
        self._deal_asked = 0
        self._filled: set[str] = set()
        self._truth: int | None = None
        self._hold_timer = QTimer(self)
        self._hold_timer.setSingleShot(True)
        self._hold_timer.setInterval(150)
        self._hold_timer.timeout.connect(self._hold)
        self.draw, self.points, self.plane, self.rounds = DrawTask(), PointsTask(), PlaneTask(), TenRounds()
        self._round_deal = self._round_ask = 0
        self.list = AnswerList()
        self.who = QListWidget()
        self.who.setWordWrap(True)
        self.who.setMinimumWidth(160)
        self.who.setSpacing(2)
        self.who.setResizeMode(QListView.ResizeMode.Adjust)
        self.who.setItemDelegate(WholeItems(self.who))
        self.who.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.who.setAccessibleName(self.tr("Who answers"))
        self.who.itemChanged.connect(lambda _: self._hold_timer.start())
        self.message = Label()
        self._file_message = ""
        self.message.setWordWrap(True)
        self.message.setObjectName("muted")
        self.nobody = Nobody()
        self.nobody.asked.connect(self._train_quickly)
        self._lay_out()
        self._connect()
        self._restore_layout()

    # -- layout
    def _lay_out(self) -> None:
        self.tabs = TabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Kind of task"))
        drawing = Scrolled(self.draw)
        drawing.setMinimumWidth(390)
        self.list.setMinimumWidth(310)
        self.tabs.addTab(Beside(drawing, self.list), self.tr("Draw"))
        self.tabs.addTab(self.points, self.tr("Points"))
        self.tabs.addTab(self.plane, self.tr("Plane"))
        self.tabs.addTab(self.rounds, self.tr("You against the machines"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self.nobody)
        centre = QWidget()
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, SPACE, SPACE)
        whole.setSpacing(SPACE // 2)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.message)
        self.setCentralWidget(centre)
        self.parts = {"task": self._stack}
        dock = self._dock("who", self.tr("WHO ANSWERS"), self.who, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.resizeDocks([dock], [220], Qt.Orientation.Horizontal)

    def _connect(self) -> None:
        self.draw.changed.connect(self._ask)
        self.draw.dealt_wanted.connect(self._deal)
        self.draw.told.connect(self._show_file_message)
        self.points.changed.connect(self._ask)
        self.plane.changed.connect(self._ask)
        self.plane.dealt_wanted.connect(self._deal)
        self.rounds.deal_wanted.connect(self._deal_round)
        self.rounds.ask_wanted.connect(self._ask_round)
        self.tabs.currentChanged.connect(lambda _: self._chosen_kind())
        self._runs.changed.connect(lambda _: self.refresh() if self.isVisible() else None)
        self._runs.removed.connect(lambda _: self.refresh() if self.isVisible() else None)
        self.answers.held.connect(self._is_held)
        self.answers.answered.connect(self._answered)
        self.answers.refused.connect(self._refused)
        self.answers.dealt.connect(self._dealt)
        self.answers.loading.connect(self._loading)
        for task, changed in ((self.draw, self.draw.settled), (self.points, self.points.changed), (self.plane, self.plane.changed)):
            Watch(self.undo, changed, task.state, task.put, task.difference)
        for button in (self.draw.undo, self.plane.undo):
            button.clicked.connect(self.undo.undo)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # -- who answers
    @property
    def kind(self) -> str:
        """What the task is made of: one of `DATA`."""
        shown = self.tabs.currentWidget()
        return "points" if shown is self.points else "plane" if shown is self.plane else "draw"

    @property
    def drawing(self) -> bool:
        """Whether the task is one of pictures."""
        return self.kind == "draw"

    @property
    def playing(self) -> bool:
        """Whether a person plays against the learners."""
        return self.tabs.currentWidget() is self.rounds

    def _fits(self, kept: Kept) -> bool:
        return kept.config.dataset in DATA[self.kind]

    def refresh(self) -> None:
        """Offer every trained run there is for such tasks; what was ticked stays ticked."""
        self._known = {kept.run: kept for kept in self._runs.learners()}
        any_fits = any(k.config.dataset in datasets for k in self._known.values() for datasets in DATA.values())
        self._stack.setCurrentIndex(0 if any_fits else 1)
        every = {dataset for datasets in DATA.values() for dataset in datasets}
        on_their_way = [h for h in self._runs.histories.values() if h.state in UNDER_WAY and h.info.dataset.id in every]
        self.nobody.show_training(len(on_their_way))
        ticked = {str(self.who.item(i).data(Qt.ItemDataRole.UserRole)): self._is_ticked(i) for i in range(self.who.count())}
        fitting = [kept for kept in self._known.values() if self._fits(kept)]
        titles = {spec.id: spec.title for spec in self._runs.catalogue.datasets}
        first = self._newest_of_each([kept for kept in fitting if kept.run not in ticked]) if not any(ticked.values()) else []
        self.who.blockSignals(True)
        self.who.clear()
        several = len({kept.config.dataset for kept in fitting}) > 1
        for kept in fitting:
            config = kept.config
            shape = self.tr("{shot} points") if self.kind == "points" else self.tr("{way}-way {shot}-shot")
            trained = shape.format(way=config.way, shot=config.shot)
            whole = self.tr("{dataset}, {shape}").format(dataset=titles[config.dataset], shape=trained)
            item = QListWidgetItem(f"{kept.label}\n{whole if several else trained}")
            item.setToolTip(plain_tip(whole))
            item.setData(Qt.ItemDataRole.UserRole, kept.run)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = ticked.get(kept.run, kept in first or kept.run in self._runs.histories)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.who.addItem(item)
        self.who.blockSignals(False)
        if self.drawing and fitting and "draw" not in self._filled:
            self._fill_at_once()
        self._hold()

    def _newest_of_each(self, learners: list[Kept]) -> list[Kept]:
        newest: dict[str, Kept] = {}
        for kept in learners:  # the newest come first
            newest.setdefault(kept.config.algorithm, kept)
        return list(newest.values())[:AT_FIRST]

    def _is_ticked(self, row: int) -> bool:
        return self.who.item(row).checkState() == Qt.CheckState.Checked

    def _ticked(self) -> list[Kept]:
        runs = [str(self.who.item(i).data(Qt.ItemDataRole.UserRole)) for i in range(self.who.count()) if self._is_ticked(i)]
        return [self._known[run] for run in runs if run in self._known]

    def _hold(self) -> None:
        """Have the ticked learners ready, a row for each."""
        ticked = self._ticked()
        self._held = {run: held for run, held in self._held.items() if run in {kept.run for kept in ticked}}
        learners = [(kept.run, kept.label, self._family(kept), self._colour(kept)) for kept in ticked]
        self.list.set_rows(learners if self.drawing else [])
        self.plane.set_learners(learners if self.kind == "plane" else [])
        self.points.keep({kept.run for kept in ticked})
        if ticked and self.drawing:
            self.draw.use_hand(HANDS[ticked[0].config.dataset])
        able = [kept for kept in ticked if kept.config.way == WAY] if self.drawing else []
        self.rounds.set_learners({kept.run: (kept.label, self._colour(kept)) for kept in able})
        self.answers.hold(ticked)
        nobody = self.tr("Nobody answers: tick a run at the left.")
        if not ticked and self._stack.currentIndex() == 0:
            self.message.setText(nobody)
        elif self.message.text() == nobody:
            self.message.setText("")

    def _family(self, kept: Kept) -> str:
        return next(a.family for a in self._runs.catalogue.algorithms if a.id == kept.config.algorithm)

    def _colour(self, kept: Kept) -> tuple[str, int]:
        shown = self._runs.histories.get(kept.run)
        return kept.config.algorithm, shown.info.ordinal if shown is not None else 0

    def _chosen_kind(self) -> None:
        self.message.setText("")
        self.who.clear()
        self.refresh()

    def _train_quickly(self) -> None:
        """Three small runs, so that there is somebody to ask."""
        for algorithm, steps in QUICK:
            settings = {"steps": steps, "validate_every": max(1, steps // 4)}
            self._runs.start(configured(self._runs.catalogue, algorithm, "glyphs", settings))
        self.train_asked.emit()

    def show_tab(self, name: str) -> None:
        """Show 'draw', 'points' or 'rounds'."""
        self.tabs.setCurrentWidget(self._tab(name))

    def _tab(self, name: str) -> QWidget:
        shown: QWidget = {"draw": self.draw, "points": self.points, "rounds": self.rounds}[name]
        tabs = [self.tabs.widget(i) for i in range(self.tabs.count())]
        return next(tab for tab in tabs if tab is not None and (tab is shown or tab.isAncestorOf(shown)))

    def tab_shown(self) -> str:
        """Which of 'draw', 'points', 'rounds' is shown."""
        return next((name for name in ("points", "rounds") if self._tab(name) is self.tabs.currentWidget()), "draw")

    def ticked(self) -> list[str]:
        """The runs that answer."""
        return [kept.run for kept in self._ticked()]

    @property
    def episode(self) -> int:
        """Which test episode the pads were filled from last; -1 if none was."""
        return self._deal_at

    def tick(self, runs: Sequence[str]) -> None:
        """Have exactly these runs answer."""
        self.refresh()
        for row in range(self.who.count()):
            on = str(self.who.item(row).data(Qt.ItemDataRole.UserRole)) in runs
            self.who.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def fill(self, episode: int) -> bool:
        """Fill the pads from this test episode, once a learner is ready to deal it; whether it was."""
        if not self._held:
            return False
        self._deal_at = episode - 1
        self._deal()
        return True

    # -- tasks
    def _ask(self) -> None:
        """Ask everyone about the task as it is now."""
        if self.playing:
            return
        if (self.draw if self.drawing else self.plane).problem() and self.kind != "points":
            self._void = max(self._void, self._asked)  # what is on its way answers a task that is gone
            self._truth = None
            self.list.clear_answers()
            self.plane.clear_answers()
        if not self._held:
            return
        if self.kind == "points":
            self._asked = self.answers.ask(self.points.at_x, self.points.at_y, GRID, self.points.truth)
            return
        if self.kind == "plane":
            self.message.setText(self.plane.problem())
            if not self.plane.problem():
                self._asked = self.answers.ask(self.plane.places, self.plane.labels, self.plane.places)
            return
        if self.sender() is self.draw:
            self._truth = None
        problem = self.draw.problem()
        self.message.setText(problem or self.draw.remark() or self._note())
        if not problem:
            pictures, labels = self.draw.support()
            self._asked = self.answers.ask(pictures, labels, self.draw.asked())

    def _deal(self) -> None:
        """Fill the pads from the next test episode."""
        run = next(iter(self._held), None)
        if run is None:
            self.message.setText(self.tr("Tick a run first: its data deal the episode."))
            return
        self._deal_at += 1
        shape = (self.draw.ways.value(), self.draw.shots.value()) if self.drawing else (self.plane.ways.value(), IN_A_CLASS)
        self._deal_asked = self.answers.deal(run, self._deal_at, *shape, 1)

    def _fill_at_once(self) -> None:
        """The first task comes with the program, so that the pads are never empty while a worker gets ready."""
        episode = self._runs.shelf.episode()
        if episode is not None:
            self._filled.add("draw")
            support, labels, query, truth = drawn_from(episode, self.draw.shots.value())
            self.draw.fill(support, labels, query)
            self.rounds.show_sample(support, labels, query)
            self._truth = truth

    def _deal_round(self, index: int) -> None:
        run = next((run for run in self.rounds.names if run in self._held), None)
        if run is not None:
            self._round_deal = self.answers.deal(run, index, WAY, 1, 1)

    def _ask_round(self, support: Bytes, labels: Ints, query: Bytes) -> None:
        self._round_ask = self.answers.ask(support, labels, query)

    def _note(self) -> str:
        """How the data of a learner differ from what it was trained with, or empty."""
        return next((language.said(held.note) for held in self._held.values() if held.note), "")

    def _is_held(self, held: Held) -> None:
        if held.run not in self.ticked():
            return  # it was asked for before the last tick
        self._held[held.run] = held
        self.message.setText(self._note())
        if self.kind in DEALT and self.kind not in self._filled:
            self._filled.add(self.kind)
            self._deal()
        else:
            self._ask()

    def _dealt(self, dealt: Dealt) -> None:
        if dealt.request == self._round_deal:
            self.rounds.dealt(dealt)
        if dealt.request != self._deal_asked:
            return
        if dealt.support_x.ndim == 2:
            self.plane.fill(dealt.support_x, dealt.support_y)
            return
        query = self._deal_at % len(dealt.query_x)  # not always the first class
        self.draw.fill(dealt.support_x, dealt.support_y, dealt.query_x[query])
        self._truth = int(dealt.query_y[query])

    def _answered(self, answer: Adapted) -> None:
        kept = self._known.get(answer.run)
        if kept is None or answer.run not in self.ticked() or (answer.request < self._asked and not self.drawing):
            return  # of a run that is gone or ticked no more, or to a task that has changed since
        if answer.request <= self._void and answer.request != self._round_ask:
            return
        if answer.request == self._round_ask:
            if isinstance(answer.reading, Episode):
                self.rounds.answered(answer.run, answer.reading.probabilities[:, 0])
        elif isinstance(answer.reading, Fit):
            self.points.show_answer(answer.run, kept.label, self._colour(kept), answer.reading)
        elif isinstance(answer.reading, Boundary):
            self.plane.show_answer(answer.run, answer.reading)
        elif isinstance(answer.reading, Episode) and answer.run in self.list.rows:
            row = self.list.rows[answer.run]
            row.show_answer(answer.reading.probabilities[:, 0])
            row.show_truth(self._truth)
            if answer.request == self._asked and not self.draw.in_hand:
                log.info("task %d: %s", answer.request, row.accessibleDescription())

    def _refused(self, refused: Refused) -> None:
        if refused.run in self.list.rows and self.drawing:
            self.list.rows[refused.run].show_sentence(language.said(refused.sentence))
        elif refused.run in self.plane.tiles and self.kind == "plane":
            self.plane.tiles[refused.run].show_sentence(language.said(refused.sentence))
        else:
            self.message.setText(language.said(refused.sentence))

    def _show_file_message(self, text: str) -> None:
        self._file_message = text
        self.message.setText(text)

    def _loading(self, progress: Progress) -> None:
        if self._file_message and self.message.text() == self._file_message:
            return  # what became of a dropped file is not to be read again elsewhere
        self.message.setText(self.tr("Getting ready: {what}").format(what=progress.what))

    # -- the window's asks
    def close_answers(self) -> None:
        """End the worker."""
        self.answers.close()

    def retheme(self) -> None:
        for widget in (self.draw, self.points, self.plane, self.rounds, self.list):
            widget.retheme()


def drawn_from(episode: Episode, shots: int) -> tuple[Bytes, Ints, Bytes, int]:
    """A task of up to `shots` drawings a class made of an episode's pictures: support, labels, a query left over, and its class."""
    pictures = np.concatenate([episode.support_images, episode.query_images])
    labels = np.concatenate([episode.support_labels, episode.query_labels])
    of_class = [np.flatnonzero(labels == k) for k in range(int(labels.max()) + 1)]
    chosen = np.concatenate([places[: min(shots, len(places) - 1)] for places in of_class])
    return pictures[chosen], labels[chosen], pictures[of_class[0][-1]], 0
