"""The Try place: what happens with *my* task? Draw classes and a query, or drag points; every ticked learner answers at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.catalogue import configured
from engine.protocol import Adapted, Bytes, Dealt, Episode, Fit, Held, Ints, Progress, Refused
from gui.answers import Answers, Kept
from gui.language import language
from gui.pages.base import Page
from gui.runs import Runs
from gui.theme import SPACE
from gui.undo import Watch
from gui.widgets.answer_list import AnswerList
from gui.widgets.draw_pad import Hand
from gui.widgets.draw_task import DrawTask
from gui.widgets.points_task import GRID, PointsTask
from gui.widgets.rounds import WAY, TenRounds

HANDS = {"glyphs": Hand(20.0, 2.1), "omniglot": Hand(17.0, 1.5)}
"""As the drawings of these datasets measure on average: their box, and the pen that gives as much ink."""
DRAWN = tuple(HANDS)
"""Datasets whose learners take drawings."""
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
        self._asked = 0
        self._deal_at = -1
        self._deal_asked = 0
        self._filled = False
        self._truth: int | None = None
        self._hold_timer = QTimer(self)
        self._hold_timer.setSingleShot(True)
        self._hold_timer.setInterval(150)
        self._hold_timer.timeout.connect(self._hold)
        self.draw, self.points, self.rounds = DrawTask(), PointsTask(), TenRounds()
        self._round_deal = self._round_ask = 0
        self.list = AnswerList()
        self.who = QListWidget()
        self.who.setWordWrap(True)
        self.who.setMinimumWidth(200)
        self.who.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.who.setAccessibleName(self.tr("Who answers"))
        self.who.itemChanged.connect(lambda _: self._hold_timer.start())
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setObjectName("muted")
        self.quick = QPushButton(self.tr("Train three quick ones on glyphs"))
        self.quick.setObjectName("primary")
        self.quick.clicked.connect(self._train_quickly)
        self._lay_out()
        self._connect()
        self._restore_layout()

    # -- layout
    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Kind of task"))
        drawing = QSplitter(Qt.Orientation.Horizontal)
        drawing.addWidget(self.draw)
        self.list.setMinimumWidth(360)
        drawing.addWidget(self.list)
        drawing.setStretchFactor(0, 0)
        drawing.setStretchFactor(1, 1)
        drawing.setChildrenCollapsible(False)
        self.tabs.addTab(drawing, self.tr("Draw"))
        self.tabs.addTab(self.points, self.tr("Points"))
        self.tabs.addTab(self.rounds, self.tr("You against the machines"))
        nobody = QWidget()
        column = QVBoxLayout(nobody)
        column.addStretch(1)
        said = QLabel(
            self.tr(
                "Draw a few classes, then a query, and every trained learner says what it is.\n"
                "No run has been trained yet: three small ones take about a minute, and answer here as they learn."
            )
        )
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said.setWordWrap(True)
        column.addWidget(said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.quick)
        row.addStretch(1)
        column.addSpacing(2 * SPACE)
        column.addLayout(row)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(nobody)
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
        self.draw.told.connect(self.message.setText)
        self.points.changed.connect(self._ask)
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
        self.draw.undo.clicked.connect(self.undo.undo)
        for task, changed in ((self.draw, self.draw.settled), (self.points, self.points.changed)):
            Watch(self.undo, changed, task.state, task.put, task.difference)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # -- who answers
    @property
    def drawing(self) -> bool:
        """Whether the task is one of pictures."""
        return self.tabs.currentWidget() is not self.points

    @property
    def playing(self) -> bool:
        """Whether a person plays against the learners."""
        return self.tabs.currentWidget() is self.rounds

    def _fits(self, kept: Kept) -> bool:
        return kept.config.dataset in (DRAWN if self.drawing else ("sinusoid",))

    def refresh(self) -> None:
        """Offer every trained run there is for such tasks; what was ticked stays ticked."""
        self._known = {kept.run: kept for kept in self._runs.learners()}
        any_fits = any(k.config.dataset in (*DRAWN, "sinusoid") for k in self._known.values())
        self._stack.setCurrentIndex(0 if any_fits else 1)
        ticked = {str(self.who.item(i).data(Qt.ItemDataRole.UserRole)): self._is_ticked(i) for i in range(self.who.count())}
        fitting = [kept for kept in self._known.values() if self._fits(kept)]
        titles = {spec.id: spec.title for spec in self._runs.catalogue.datasets}
        first = self._newest_of_each([kept for kept in fitting if kept.run not in ticked]) if not any(ticked.values()) else []
        self.who.blockSignals(True)
        self.who.clear()
        for kept in fitting:
            text = self.tr("{label}\n{dataset}, {way}-way {shot}-shot") if self.drawing else self.tr("{label}\n{dataset}, {shot} points")
            config = kept.config
            item = QListWidgetItem(text.format(label=kept.label, dataset=titles[config.dataset], way=config.way, shot=config.shot))
            item.setData(Qt.ItemDataRole.UserRole, kept.run)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = ticked.get(kept.run, kept in first or kept.run in self._runs.histories)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.who.addItem(item)
        self.who.blockSignals(False)
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
        self.list.set_rows([(kept.run, kept.label, self._family(kept), self._colour(kept)) for kept in ticked])
        self.points.keep({kept.run for kept in ticked})
        if ticked and self.drawing:
            self.draw.use_hand(HANDS[ticked[0].config.dataset])
        able = [kept for kept in ticked if kept.config.way == WAY] if self.drawing else []
        self.rounds.set_learners({kept.run: (kept.label, self._colour(kept)) for kept in able})
        self.answers.hold(ticked)
        if not ticked and self._stack.currentIndex() == 0:
            self.message.setText(self.tr("Nobody answers: tick a run at the left."))

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
        if not self._held or self.playing:
            return
        if not self.drawing:
            self._asked = self.answers.ask(self.points.at_x, self.points.at_y, GRID, self.points.truth)
            return
        if self.sender() is self.draw:
            self._truth = None
        problem = self.draw.problem()
        self.message.setText(problem)
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
        self._deal_asked = self.answers.deal(run, self._deal_at, self.draw.ways.value(), self.draw.shots.value(), 1)

    def _deal_round(self, index: int) -> None:
        run = next((run for run in self.rounds.names if run in self._held), None)
        if run is not None:
            self._round_deal = self.answers.deal(run, index, WAY, 1, 1)

    def _ask_round(self, support: Bytes, labels: Ints, query: Bytes) -> None:
        self._round_ask = self.answers.ask(support, labels, query)

    def _is_held(self, held: Held) -> None:
        self._held[held.run] = held
        self.message.setText("")
        if self.drawing and not self._filled:
            self._filled = True
            self._deal()
        else:
            self._ask()

    def _dealt(self, dealt: Dealt) -> None:
        if dealt.request == self._round_deal:
            self.rounds.dealt(dealt)
        if dealt.request != self._deal_asked:
            return
        query = self._deal_at % len(dealt.query_x)  # not always the first class
        self.draw.fill(dealt.support_x, dealt.support_y, dealt.query_x[query])
        self._truth = int(dealt.query_y[query])

    def _answered(self, answer: Adapted) -> None:
        kept = self._known.get(answer.run)
        if kept is None or (answer.request < self._asked and not self.drawing):
            return
        if answer.request == self._round_ask:
            if isinstance(answer.reading, Episode):
                self.rounds.answered(answer.run, answer.reading.probabilities[:, 0])
        elif isinstance(answer.reading, Fit):
            self.points.show_answer(answer.run, kept.label, self._colour(kept), answer.reading)
        elif isinstance(answer.reading, Episode) and answer.run in self.list.rows:
            row = self.list.rows[answer.run]
            row.show_answer(answer.reading.probabilities[:, 0])
            row.show_truth(self._truth)

    def _refused(self, refused: Refused) -> None:
        if refused.run in self.list.rows and self.drawing:
            self.list.rows[refused.run].show_sentence(language.said(refused.sentence))
        else:
            self.message.setText(language.said(refused.sentence))

    def _loading(self, progress: Progress) -> None:
        self.message.setText(self.tr("Getting ready: {what}").format(what=progress.what))

    # -- the window's asks
    def close_answers(self) -> None:
        """End the worker."""
        self.answers.close()

    def retheme(self) -> None:
        for widget in (self.draw, self.points, self.rounds, self.list):
            widget.retheme()
