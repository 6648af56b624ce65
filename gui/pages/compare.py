"""The Compare place: which is better, on what, and is it luck?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.comparison import escaped
from engine.comparisons import Comparison
from engine.fair import Terms
from engine.protocol import Catalogue, DatasetSpec, Look, NewProbe, Pause, Refused, Resume, Stop, Value
from engine.settings import Rejected
from gui.actions import Actions
from gui.bands import SPREADS, Spread
from gui.cards import Cards
from gui.compare_files import CompareFiles
from gui.compare_words import CompareWords
from gui.comparison import Entry, tested
from gui.contest import Contest
from gui.history import AXES
from gui.pages.base import Page
from gui.plotting import PlotPanel
from gui.popups import run_dialog
from gui.runs import Runs
from gui.sweeps import Sweep
from gui.theme import SPACE
from gui.trials import Trials
from gui.undo import Change
from gui.view_fault import guarded
from gui.views.base import View
from gui.views.boundary import BoundaryView
from gui.views.curves import CurveSettings
from gui.views.fit import FitView
from gui.views.multiples import MultiplesView
from gui.views.overlay import OverlayView
from gui.views.race import RaceView
from gui.views.reading import TaskView
from gui.views.same_task import SameTaskView
from gui.views.small_episode import SmallEpisodeView
from gui.views.sweep import SweepView
from gui.widgets.compare_header import CompareHeader
from gui.widgets.compare_welcome import Welcome
from gui.widgets.curve_bar import CurveBar
from gui.widgets.grid_dialog import GridDialog
from gui.widgets.run_table import RunTable
from gui.widgets.terms_bar import TermsBar
from gui.widgets.test_panel import TestPanel

FOUR = ("maml", "reptile", "prototypical", "finetune")
"""What the first button compares."""
REFRESH = 500
"""ms between two looks at the numbers in the table."""
SHOWN = ("Fit", "Episode", "Boundary")
"""Readings of the same task."""


class ComparePage(Page):
    """Terms and table at the top left, curves beside, the same task and the test below."""

    shown_first = Signal()
    """The place comes on screen."""

    def __init__(self, runs: Runs, actions: Actions, cards: Cards, catalogue: Catalogue, curves: CurveSettings) -> None:
        super().__init__("compare")
        self.runs = runs
        self._actions = actions
        self._cards = cards
        self._specs = catalogue
        self._curves = curves
        self._probe = 0
        self._looked: set[tuple[str, int]] = set()
        self.contest = Contest(runs, catalogue)
        self._comparison = self.contest.comparison
        self.trials = Trials(runs)
        self.terms = TermsBar(catalogue, self.contest.terms)
        self.table = RunTable()
        self.overlay, self.multiples, self.race = OverlayView(curves), MultiplesView(curves), RaceView()
        self.same = SameTaskView(_task_view)
        self.sweep = SweepView(self.trials.points, lambda: self.trials.busy)
        self.panel = TestPanel(self.trials, self.sweep)
        self.curve_bar = CurveBar(curves, self.overlay.panel, actions["small_multiples"])
        self.header = CompareHeader(self.terms)
        self.welcome = Welcome()
        self.words = CompareWords(self.contest, self.trials)
        self.files = CompareFiles(
            self, self.contest, self._try, self.written, self._panels, lambda text: cards.show_card(text, warning=True, topic="lost runs")
        )
        self._views: tuple[View, ...] = (self.overlay, self.multiples, self.race, self.same, self.sweep)
        self._own = False
        self._lay_out()
        for view in self._views:
            runs.watch(view)
        self._connect()
        self._restore_layout()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self.welcome.setParent(self)
        self.show_all()

    # -- layout
    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.curve_bar)
        self._curve_stack = QStackedWidget()
        self._curve_stack.addWidget(self.overlay)
        self._curve_stack.addWidget(self.multiples)
        column.addWidget(self._curve_stack, 1)
        self.setCentralWidget(centre)
        self.parts = {"curves": centre}
        self.resize(1200, 760)  # docks are given their shares of it
        area = Qt.DockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, area.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, area.BottomDockWidgetArea)
        table = self._dock("compared", self.tr("RUNS"), self.table, area.LeftDockWidgetArea)
        same = self._dock("same_task", self.tr("SAME TASK"), self.same, area.LeftDockWidgetArea)
        race = self._dock("race", self.tr("RACE"), self.race, area.BottomDockWidgetArea)
        test = self._dock("test", self.tr("TEST"), self.panel, area.BottomDockWidgetArea)
        self.splitDockWidget(table, same, Qt.Orientation.Vertical)
        self.tabifyDockWidget(race, test)
        race.raise_()
        self._race_dock, self._test_dock = race, test
        self.resizeDocks([table], [540], Qt.Orientation.Horizontal)
        self.resizeDocks([table, same], [230, 380], Qt.Orientation.Vertical)
        self.resizeDocks([race], [290], Qt.Orientation.Vertical)
        self.setMenuWidget(self.header)  # a tool bar would not give wrapped lines their height

    # -- wiring
    def _connect(self) -> None:
        runs, contest = self.runs, self.contest
        contest.changed.connect(self.show_all)
        contest.lost.connect(self._lost)
        runs.changed.connect(self._run_changed)
        runs.added.connect(lambda _: self._offer())
        runs.added.connect(lambda run: self._cards.resolve(f"lost:{run}"))
        runs.said.connect(self._said)
        self.terms.changed.connect(self._terms)
        self.terms.added.connect(lambda algorithm: self._try(lambda: contest.add(algorithm)))
        self.terms.grid_asked.connect(self._grid)
        self.table.ticked.connect(self._tick)
        self.table.chosen.connect(self._choose)
        self.table.asked.connect(self._asked)
        for view in (self.overlay, self.multiples, self.race):
            view.chosen.connect(self._choose)
        self.same.next_task.connect(self._next_task)
        self._actions["small_multiples"].toggled.connect(lambda on: self._curve_stack.setCurrentIndex(1 if on else 0))
        for curve_view in (self.overlay, self.multiples):
            self._curves.changed.connect(curve_view.refit)
        self.curve_bar.spread.activated.connect(self._spread)
        self.panel.test_asked.connect(self.test)
        self.panel.cancel_asked.connect(self._cancel)
        self.panel.page_chosen.connect(self._page)
        self.trials.finished.connect(self.show_all)
        self.trials.scored.connect(self.show_all)
        self.trials.progressed.connect(self.sweep.soil)
        for sentences in (self.trials.noted, self.trials.refused):
            sentences.connect(lambda run, sentence: self._cards.show_card(f"{run}: {sentence}", warning=True, topic=f"test:{run}"))
        self.header.figures.clicked.connect(self.files.ask_export)
        self.header.lacking.clicked.connect(lambda: self._try(contest.fill_seeds))
        comparisons, copying = self.header.comparisons.menu(), self.header.copying.menu()
        comparisons.aboutToShow.connect(lambda: self.files.fill_comparisons(comparisons, self._new))
        copying.aboutToShow.connect(lambda: self.files.fill_copying(copying))
        self.welcome.first_asked.connect(self._first)
        self.welcome.own_asked.connect(self._choose_myself)
        self.welcome.window_asked.connect(lambda: self._try(lambda: contest.include(self._comparable())))
        self.welcome.opened.connect(self.files.open)
        self._actions.on("toggle", self._toggle, self)
        self._actions.on("next_task", self._next_task, self)
        self._actions.on("back", lambda: self.same.scrubber.set_step(self.same.scrubber.step - 1), self)
        self._actions.on("forth", lambda: self.same.scrubber.set_step(self.same.scrubber.step + 1), self)

    def _try(self, do: Callable[[], object]) -> bool:
        """Do what may be refused; one sentence says why."""
        try:
            do()
        except (Rejected, RuntimeError) as error:
            self._cards.show_card(str(error), warning=isinstance(error, Rejected), topic="compare")
            return False
        self._cards.resolve("compare")
        return True

    # -- what a person does
    def test(self) -> None:
        """Test every ticked method on identical episodes."""
        runs = [h.info.id for e in self.contest.entries() if e.shown for h in e.histories]
        if self._try(lambda: self.trials.test(runs)):
            self._cards.resolve("test:")
            self._test_dock.raise_()
            self.show_all()

    def _cancel(self) -> None:
        self.trials.cancel()
        self.contest.measure_again()
        self._looked.clear()

    def _page(self, sweep: Sweep | None) -> None:
        if sweep is None:
            return
        self.sweep.set_sweep(sweep)
        runs = [h.info.id for e in self.contest.entries() if e.shown for h in e.histories]
        self._try(lambda: self.trials.sweep(runs, sweep))
        self.show_all()

    def _first(self) -> None:
        for algorithm in FOUR:
            if not self._try(lambda algorithm=algorithm: self.contest.add(algorithm)):  # type: ignore[misc]
                return

    def _toggle(self) -> None:
        """Pause or go on with the selected run."""
        history = self.runs.histories.get(self.runs.current or "")
        if history is not None and history.state in ("running", "paused"):
            self.runs.command(history.info.id, Pause() if history.state == "running" else Resume())

    def _choose_myself(self) -> None:
        self._own = True
        self.show_all()

    def compare(self, runs: Sequence[str]) -> None:
        """Compare exactly these runs: as they are compared now, as a comparison of the library has them, or in a new one."""
        if self.contest.comparison.runs != list(runs):
            kept = next((file for file, comparison in self.contest.kept() if comparison.runs == list(runs)), None)
            if kept is not None:
                self.files.open(kept)
            else:
                self.contest.begin()
                self.contest.include(runs)

    def tested(self) -> bool:
        """Whether every ticked run is tested as it stands."""
        shown = [h for e in self.contest.entries() if e.shown for h in e.histories]
        return bool(shown) and all(tested(h, self.trials.episodes) is not None for h in shown)

    def _comparable(self) -> list[str]:
        """The runs of this window on the tasks of the selected one, or else of the first."""
        histories = self.runs.histories
        one = histories.get(self.runs.current or "") or next(iter(histories.values()), None)
        if one is None:
            return []
        c = one.info.config
        alike = (c.dataset, c.way, c.shot, c.queries, dict(c.data))
        return [r for r, h in histories.items() if (k := h.info.config) and (k.dataset, k.way, k.shot, k.queries, dict(k.data)) == alike]

    def _terms(self, terms: Terms) -> None:
        before, comparison = self.contest.terms, self.contest.comparison

        def put(wanted: Terms) -> None:
            now = self.contest.terms
            if comparison.runs:  # they were trained on their task
                wanted = dataclasses.replace(wanted, dataset=now.dataset, way=now.way, shot=now.shot)
            if comparison is self.contest.comparison:
                self._try(lambda: self.contest.set_terms(wanted))

        put(terms)
        changed = [f.name for f in dataclasses.fields(Terms) if getattr(before, f.name) != getattr(terms, f.name)]
        self.undo.push(Change(self.tr("change of the terms"), put, before, self.contest.terms, f"terms/{changed}"))

    def _take_out(self, name: str, runs: list[str]) -> None:
        """A method leaves the comparison; undo brings it back."""
        comparison = self.contest.comparison

        def put(there: bool) -> None:
            if comparison is self.contest.comparison:
                self._try(lambda: self.contest.take_in(runs) if there else self.contest.take_out(runs))

        put(False)
        self.undo.push(Change(self.tr("taking out of {name}").format(name=name), put, True, False))

    def _grid(self) -> None:
        chosen = [e.histories[0].info.algorithm.id for e in self.contest.entries()]
        dialog = GridDialog(self._specs, self.contest.terms, chosen, self)
        if run_dialog(dialog):
            self._try(lambda: self.contest.grid(*dialog.chosen()))

    def _entry(self, key: str) -> Entry | None:
        return next((e for e in self.contest.entries() if e.key == key), None)

    def _tick(self, key: str, shown: bool) -> None:
        if entry := self._entry(key):
            self._try(lambda: self.contest.tick(entry, shown))

    def _choose(self, key: str) -> None:
        """Look at the first run of a method, in all places."""
        if entry := self._entry(key):
            self.runs.select(entry.histories[0].info.id)

    def _asked(self, what: str, key: str) -> None:
        entry = self._entry(key)
        if entry is None:
            return
        ids = [h.info.id for h in entry.histories]
        match what:
            case "seed":
                self._try(lambda: self.contest.one_more_seed(entry))
            case "remove":
                self._take_out(entry.name, ids)
            case "learn":
                self.runs.select(ids[0])
                self._actions["place_learn"].trigger()
            case "stop":
                for history in entry.histories:
                    if history.state == "waiting":
                        self.runs.stop_waiting(history.info.id)
                    else:
                        self.runs.command(history.info.id, Stop())
            case _:
                for run in ids:
                    self.runs.command(run, Pause() if what == "pause" else Resume())

    def _next_task(self) -> None:
        self.show_task(self._probe + 1)

    def show_task(self, index: int) -> None:
        """Look at this probe task with every run: validation episode `index`."""
        self._probe = index
        self._looked.clear()
        self.same.show_task(self._probe)
        for history in self.contest.histories():
            history.looking = None
            history.past.clear()
            if self.runs.has_worker(history.info.id):
                self.runs.command(history.info.id, NewProbe(self._probe))
        self._look()

    def _spread(self, index: int) -> None:
        for view in (self.overlay, self.multiples):
            view.spread = SPREADS[index]
            view.refit()

    def set_spread(self, spread: Spread) -> None:
        """What the bands over seeds are."""
        self.curve_bar.spread.setCurrentIndex(SPREADS.index(spread))
        self._spread(SPREADS.index(spread))

    def _new(self) -> None:
        self._own = True
        self.contest.begin()

    def written(self, form: str) -> str:
        """Title, sentence, table and differences as 'text', 'markdown' or 'latex'."""
        parts = [escaped(self.words.heading(), form), escaped(self.header.sentence.text(), form), self.table.written(form)]
        if self.panel.table.rowCount():
            parts.append(self.panel.table.written(form))
        return "\n\n".join(part for part in parts if part)

    def _panels(self) -> list[tuple[str, PlotPanel]]:
        found = [("curves", self.overlay.panel), (f"by-{self.sweep.sweep}", self.sweep.panel)]
        return [(name, panel) for name, panel in found if panel.curves()]

    # -- what happens
    def _said(self, event: object) -> None:
        if isinstance(event, Refused) and not event.run and event.request:
            self._cards.show_card(event.sentence, warning=True, topic="compare")

    def _lost(self, run: str) -> None:
        """A run that is being compared was removed elsewhere."""
        text = self.tr("{run} was removed; the comparison goes on without it, and with it again once it is back.")
        action = self.tr("Bring it back"), lambda: self._try(lambda: self.runs.open(run))
        self._cards.show_card(text.format(run=run), warning=True, topic=f"lost:{run}", action=action)

    def _run_changed(self, run: str) -> None:
        if run in self.contest.comparison.runs:
            history = self.runs.histories.get(run)
            if history is not None and history.state == "running":
                self.trials.points.forget(run)
            self.show_all()

    def _refresh(self) -> None:
        """Speeds and numbers that grow while runs train."""
        self.contest.enforce()
        if self.isVisible() and self.contest.histories():
            found = self.contest.entries()
            self.table.show_entries(found, self.trials.episodes)

    def show_all(self) -> None:
        """Everything after the runs or the terms have changed."""
        if self.contest.comparison is not self._comparison:
            self._comparison = self.contest.comparison
            self._cards.resolve("lost:", "compare")  # they were about another comparison
        found = self.contest.entries()
        self.terms.set_terms(self.contest.terms, bool(self.contest.comparison.runs))
        self.table.show_entries(found, self.trials.episodes)
        for view in (self.overlay, self.multiples, self.race, self.same, self.sweep):
            view.show_entries(found)
        shown = [e for e in found if e.shown]
        self.header.show_words(self.words.rich_heading(), self.words.sentence(shown), self.contest.lacking())
        ready = any(self.trials.testable(h.info.id) for e in shown for h in e.histories)
        self.panel.show_results(self.words.entrants(shown), ready, self.words.note(shown))
        self._observe()
        self._offer()

    # -- looking
    def _observe(self) -> None:
        """Ask the runs of the comparison for the same task while somebody can see it."""
        seen = self.isVisible() and self.same.isVisible()
        runs = frozenset(h.info.id for h in self.contest.histories()) if seen else frozenset()
        self.runs.observe_also(runs, SHOWN if runs else ())
        if seen:
            self._look()

    def _look(self) -> None:
        """Have the checkpoints of runs without a worker looked at, once for each task."""
        for history in self.contest.histories():
            run, kind = history.info.id, _kind(history.info.dataset)
            if history.state not in ("finished", "stopped") or self.runs.has_worker(run) or history.reading(kind) is not None:
                continue
            if (run, self._probe) not in self._looked and self.runs.kept_there(run):
                self._looked.add((run, self._probe))
                self.runs.ask_judge(Look(run, str(self.runs.home(run).folder), (kind,), self._probe))

    def compare_runs(self, runs: Sequence[str]) -> None:
        """Begin a comparison of these runs of the library."""
        opened = [run for run in runs if self._try(partial(self.runs.open, run))]
        if opened:
            self._new()
            self._try(partial(self.contest.include, opened))

    def noted(self) -> Comparison:
        """The comparison, with how it is looked at."""
        layout: dict[str, Value] = {
            "axis": self._curves.axis,
            "x_log": self._curves.x_log,
            "spread": self.overlay.spread,
            "sweep": self.sweep.sweep,
            "page": "test" if self.panel.isVisible() else "race",
        }
        return dataclasses.replace(self.contest.comparison, layout=layout)

    def look_as(self, layout: Mapping[str, Value]) -> None:
        """Look at a comparison as whoever saved it did; what this version does not know is left as it is."""
        if layout.get("axis") in AXES:
            self._curves.set_axis(str(layout["axis"]))
        if isinstance(x_log := layout.get("x_log"), bool):
            self._curves.set_scales(x_log, self._curves.log)
        for spread in SPREADS:
            if layout.get("spread") == spread:
                self.set_spread(spread)
        if layout.get("page") in ("race", "test"):
            (self._test_dock if layout["page"] == "test" else self._race_dock).raise_()

    def show_comparison_of(self, runs: Sequence[str]) -> None:
        """Where nothing is compared yet: the newest comparison that has one of these runs."""
        if not self.contest.comparison.runs and (found := [file for file, c in self.contest.kept() if set(c.runs) & set(runs)]):
            self.files.open(found[0])

    def _offer(self) -> None:
        """The first look: never an empty screen."""
        empty = not self.contest.comparison.runs and not self.contest.measuring() and not self._own
        if empty:
            self.welcome.offer(len(self._comparable()), self.contest.kept())
            self.welcome.setGeometry(self.rect())
            self.welcome.raise_()
        self.welcome.setVisible(empty)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown_first.emit()
        self.show_all()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.runs.observe_also(frozenset(), ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.welcome.setGeometry(self.rect())

    def retheme(self) -> None:
        """The theme or zoom changed."""
        for view in self._views:
            view.clear_drawing_fault()
            guarded(view, view.retheme)
        self.terms.retheme()
        self.show_all()


def _kind(dataset: DatasetSpec) -> str:
    """The reading that shows a task of the dataset."""
    if dataset.task == "regression":
        return "Fit"
    return "Boundary" if dataset.inputs == "vectors" else "Episode"


def _task_view(dataset: DatasetSpec) -> TaskView:
    return {"Fit": FitView, "Boundary": BoundaryView, "Episode": SmallEpisodeView}[_kind(dataset)]()
