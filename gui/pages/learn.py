"""The Learn place: what is this one algorithm doing now? Set-up, curves, adaptation, inside, explain, transport."""

from __future__ import annotations

import contextlib
import random

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QToolBar, QVBoxLayout, QWidget

from engine.catalogue import preset
from engine.protocol import (
    Adapt,
    Adapted,
    AlgorithmSpec,
    Catalogue,
    Checkpoint,
    DatasetSpec,
    Downloaded,
    Estimate,
    Event,
    Failed,
    Fit,
    InnerStep,
    NewProbe,
    Pause,
    Progress,
    Refused,
    Restart,
    Resume,
    SetHyper,
    Stage,
    Step,
    Stop,
)
from engine.settings import Rejected, Value
from gui.actions import Actions
from gui.cards import Cards
from gui.explain import ExplainPanel
from gui.form import SetupForm
from gui.history import RunHistory, scored
from gui.inside import Inside
from gui.pages.base import Page
from gui.plotting import link_cursors
from gui.remedies import remedies, silent_action, silent_words
from gui.runs import Runs
from gui.start_problems import StartProblems
from gui.theme import SPACE
from gui.undo import Change, Watch
from gui.view_fault import guarded
from gui.views.adaptation import AdaptationView
from gui.views.base import View
from gui.views.boundary import BoundaryView
from gui.views.curves import CurveControls, CurvePair, CurveSettings, LossView, ScoreView
from gui.views.embedding import EmbeddingView
from gui.views.episode import EpisodeView
from gui.views.fit import FitView
from gui.views.movement import MovementView
from gui.views.path import PathView
from gui.views.reading import TaskView
from gui.widgets.run_list import RunList
from gui.widgets.step_scrubber import StepScrubber
from gui.widgets.transport import TransportBar, thin

SLOW, SLOW_INNER = 1250, 400
"""ms that a stage of slow motion stays lit, and one of several inner steps."""
BESIDE = 4
"""Other runs in one picture, at most."""
REFRESH = 250
"""ms between two updates of speeds, progress and times left."""


class Stages(View):
    """Not a picture of its own: hands the stages of the selected run's slow outer step on."""

    events = (Stage,)
    reached = Signal(object)

    def feed(self, history: object, event: Event) -> None:
        assert isinstance(event, Stage)
        if event.run == self.current:
            self.reached.emit(event)


class LearnPage(Page):
    """Docks around the curves."""

    controls = ("setup", "runs")
    pictures = ("adaptation", "inside")

    step_told = Signal(str)
    """Where the selected run and the scrubber are, in words."""
    viewed = Signal(object)
    """A view that was made just now, when it was first looked at."""

    def __init__(self, runs: Runs, actions: Actions, cards: Cards, catalogue: Catalogue) -> None:
        super().__init__("learn")
        self.runs = runs
        self._actions = actions
        self._cards = cards
        self._catalogue = catalogue
        self._answer_to: dict[int, str] = {}
        self.form = SetupForm(catalogue)
        self.run_list = RunList()
        self.explain = ExplainPanel()
        self.curves = CurveSettings()
        self.loss, self.score = LossView(self.curves), ScoreView(self.curves)
        self.fit, self.episode, self.boundary = FitView(), EpisodeView(), BoundaryView()
        self.inside = Inside(catalogue)
        self.adaptation, self.path = self.inside.view(AdaptationView), self.inside.view(PathView)
        self.movement, self.embedding = self.inside.view(MovementView), self.inside.view(EmbeddingView)
        self.scrubber = StepScrubber()
        self.transport = TransportBar(actions.by_id)
        self.problems = StartProblems(self.form, cards, self.start)
        self._stages = Stages()
        self._slow_timer = QTimer(self)
        self._slow_timer.setSingleShot(True)
        task_views = (self.fit, self.episode, self.boundary)
        self.views: list[View] = [self.loss, self.score, *task_views, self.adaptation, self.path, self.movement, self.embedding]
        """Every view of this place that was made so far."""
        self._lay_out()
        for view in (*self.views, self._stages):
            runs.watch(view)
        self.inside.made.connect(self._made)
        self._connect()
        self._restore_layout()
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setInterval(REFRESH)
        self._refresh_timer.timeout.connect(self._refresh)
        self._refresh_timer.start()
        self._measure_timer = QTimer(self)
        self._measure_timer.setSingleShot(True)
        self._measure_timer.setInterval(600)
        self._measure_timer.timeout.connect(self._measure)
        self.form.offer_runs(runs.kept())
        self._show_config()

    # -- layout
    def _lay_out(self) -> None:
        curves = QWidget()
        layout = QVBoxLayout(curves)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        controls = CurveControls(self.curves)
        controls.watch_panels()
        layout.addWidget(controls)
        layout.addWidget(CurvePair(self.loss, self.score), 1)
        self.setCentralWidget(curves)
        self._task = QStackedWidget()
        for task_view in (self.episode, self.fit, self.boundary):
            self._task.addWidget(task_view)
        task = QWidget()
        column = QVBoxLayout(task)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._task, 1)
        column.addWidget(self.scrubber)
        left, right, below = (
            Qt.DockWidgetArea.LeftDockWidgetArea,
            Qt.DockWidgetArea.RightDockWidgetArea,
            Qt.DockWidgetArea.BottomDockWidgetArea,
        )
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        setup = self._dock("setup", self.tr("SET-UP"), self.form, left)
        runs = self._dock("runs", self.tr("RUNS"), self.run_list, left)
        adaptation = self._dock("adaptation", self.tr("ADAPTATION"), task, below)
        inside = self._dock("inside", self.tr("INSIDE"), self.inside, below)
        explain = self._dock("explain", self.tr("EXPLAIN"), self.explain, right)
        self.parts = {"curves": curves, "scrubber": self.scrubber, "transport": self.transport}
        self.splitDockWidget(setup, runs, Qt.Orientation.Vertical)
        self.splitDockWidget(adaptation, inside, Qt.Orientation.Horizontal)
        bar = QToolBar(self.tr("Transport"))
        bar.setObjectName("transport")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.toggleViewAction().setEnabled(False)
        bar.addWidget(self.transport)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bar)
        self.resizeDocks([setup, explain], [250, 250], Qt.Orientation.Horizontal)
        self.resizeDocks([setup, runs], [420, 200], Qt.Orientation.Vertical)
        self.resizeDocks([adaptation, inside], [390, 390], Qt.Orientation.Vertical)
        self.resizeDocks([adaptation, inside], [400, 330], Qt.Orientation.Horizontal)

    def _made(self, view: View) -> None:
        """A view of the inside was looked at for the first time."""
        self.views.append(view)
        view.selected.connect(self.choose)
        self.runs.watch(view)
        view.set_waiting(self._waiting_words())
        self.viewed.emit(view)

    # -- wiring
    def _connect(self) -> None:
        on, runs = self._actions.on, self.runs
        on("start", self.start, self)
        on("toggle", self._toggle, self)
        on("step", lambda: self._command(Step()))
        on("inner_step", self._inner_step)
        on("slow", self._slow)
        self._slow_timer.timeout.connect(self._inner_step)
        self._stages.reached.connect(self._show_stage)
        on("same_seed", lambda: self._command(Restart()))
        on("new_seed", lambda: self._command(Restart(random.randrange(1_000_000))))
        on("train_on", self._train_on, self)
        on("stop", lambda: self._stop(runs.current))
        on("checkpoint", lambda: self._command(Checkpoint()))
        on("remove", lambda: self._remove(runs.current))
        on("next_task", self._open_task, self)
        link_cursors((self.adaptation.loss, self.adaptation.accuracy, self.movement.panel, self.episode.detail.panel))
        self.inside.chosen.connect(self._switch_to)
        self.inside.currentChanged.connect(lambda _: self.filled.emit())
        self.adaptation.task_chosen.connect(self._open_task)
        self.embedding.plane_asked.connect(self._turn_plane)
        on("back", lambda: self.scrubber.set_step(self.scrubber.step - 1), self)
        on("forth", lambda: self.scrubber.set_step(self.scrubber.step + 1), self)
        on("x_axis", self.curves.next_axis)
        on("log_y", lambda: self.curves.set_log(not self.curves.log))
        runs.added.connect(self._added)
        runs.changed.connect(self._changed)
        runs.removed.connect(self._removed)
        runs.selection_changed.connect(self._selection_changed)
        runs.said.connect(self._said)
        runs.continued.connect(lambda _, run: self.choose(run))
        runs.silent.connect(self._silent)
        runs.answered.connect(self._answered)
        runs.ready.connect(lambda catalogue: self.form.set_devices(catalogue.devices))
        self.run_list.selected.connect(self.choose)
        self.run_list.pause_asked.connect(lambda run: runs.command(run, Pause()))
        self.run_list.resume_asked.connect(lambda run: runs.command(run, Resume()))
        self.run_list.stop_asked.connect(self._stop)
        self.run_list.remove_asked.connect(self._remove)
        self.form.changed.connect(self._show_config)
        self.form.live_changed.connect(self._live)
        self.form.download_asked.connect(self.runs.download)
        self.form.download_cancelled.connect(self.runs.cancel_download)
        self.transport.looked_back.connect(self.look_back)
        self.scrubber.stepped.connect(self._stepped)
        for view in self.views:
            view.selected.connect(self.choose)
        for view in (self.fit, self.episode, self.boundary):
            view.steps_available.connect(self._steps_available)
            view.next_task.connect(self._open_task)
        self.fit.task_edited.connect(self._task_edited)
        self._edits = Watch(self.undo, self.form.changed, self.form.filled, self.form.restore, self.form.difference)

    # -- what a person does
    def start(self) -> None:
        """Begin a run with the settings on screen."""
        try:
            self._select(self.runs.start(self.form.config()))
            self._cards.resolve("settings")
        except (Rejected, RuntimeError) as error:
            self.problems.refused(error)

    def _toggle(self) -> None:
        state = self._state()
        if state == "running":
            self._command(Pause())
        elif state == "paused":
            self._command(Resume())
        elif state not in ("waiting", "loading"):
            self.start()

    def _train_on(self) -> None:
        """Go on with the selected finished run."""
        run = self.runs.current or ""
        self._cards.attempt(lambda: self._select(self.runs.train_on(run)), f"train on:{run}")

    def _inner_step(self) -> None:
        if self._state() == "running":
            self._command(Pause())
        self._command(InnerStep())

    def _slow(self) -> None:
        """Play the stages of outer steps by themselves, or stop doing so; the run stays paused then."""
        if self._actions["slow"].isChecked():
            self._inner_step()
        else:
            self._slow_timer.stop()

    def _show_stage(self, stage: Stage) -> None:
        self.transport.strip.show_stage(self.runs.histories[stage.run].info.algorithm, stage)
        if self._actions["slow"].isChecked():
            self._slow_timer.start(SLOW_INNER if stage.stage == "adapt" and stage.inner_steps > 1 else SLOW)

    def play_slowly(self, on: bool) -> None:
        """Slow motion, or no longer."""
        if self._actions["slow"].isChecked() != on:
            self._actions["slow"].setEnabled(True)
            self._actions["slow"].trigger()

    def _end_slow(self) -> None:
        """The stages of another run, or of a run that goes on by itself, are not these."""
        self._actions["slow"].setChecked(False)
        self._slow_timer.stop()
        self.transport.strip.hide()

    def _open_task(self, further: int = 1) -> None:
        """Look at the probe task so many places further; the probe tasks beside it are those that follow."""
        self.show_task(self.task + further)

    def show_task(self, index: int) -> None:
        """Look at this probe task with the selected run: validation episode `index`."""
        history = self.runs.histories.get(self.runs.current or "")
        if history is None:
            return
        self.look_back(None)
        if index != self.task:
            history.past.clear()  # they are of another task
        self.runs.probes[history.info.dataset.id] = index
        self._command(NewProbe(index))

    @property
    def task(self) -> int:
        """Which probe task of the selected run's dataset is looked at."""
        history = self.runs.histories.get(self.runs.current or "")
        return self.runs.probes.get(history.info.dataset.id, 0) if history is not None else 0

    def _turn_plane(self) -> None:
        """The same task, in the plane of the embedding that shows most now."""
        history = self.runs.histories.get(self.runs.current or "")
        if history is not None:
            self.look_back(None)
            history.past.forget("Embedding")
            self._command(NewProbe(self.task))

    def look_back(self, step: int | None) -> None:
        """Show the inside as it was at an outer step, or as it is now."""
        history = self.runs.histories.get(self.runs.current or "")
        if history is None or history.looking == step:
            return
        history.looking = step
        for view in self.views:
            view.dirty = True
        self._show_row(history.info.id)

    def _remove(self, run: str | None) -> None:
        """Take a run off the list; undo brings it back as the library has it."""
        if run is None:
            return
        if self.runs.store.sentence:
            sentence = self.tr("The library is gone, so this list is all there is of the run; write it to a folder first.")
            self._cards.show_card(sentence, topic="remove without library")
            return
        label = self.runs.histories[run].info.label

        def put(there: bool) -> None:
            def do() -> None:
                with self._edits.unrecorded():  # the form shows the run that is selected then: no change of its own to take back
                    if there:
                        self.runs.open(run)
                        self._select(run)
                    else:
                        self.runs.remove(run)

            self._cards.attempt(do, f"open:{run}")

        put(False)

        self.undo.push(Change(self.tr("removal of {name}").format(name=label), put, True, False))

    def _stop(self, run: str | None) -> None:
        if run is None:
            return
        if self.runs.histories[run].state == "waiting":
            self.runs.stop_waiting(run)
        else:
            self.runs.command(run, Stop())

    def _command(self, command: object) -> None:
        if self.runs.current is not None:
            self.runs.command(self.runs.current, command)  # type: ignore[arg-type]

    def _live(self, name: str, value: Value) -> None:
        if self._state() in ("running", "paused"):
            self._command(SetHyper(name, value))

    def _task_edited(self, support_x: NDArray[np.float32], support_y: NDArray[np.float32]) -> None:
        """The person dragged a support point: have the selected run adapt to the task as it is now."""
        run = self.runs.current
        history = self.runs.histories.get(run or "")
        fit = history.reading("Fit") if history is not None else None
        if run is None or not isinstance(fit, Fit):
            return
        self.look_back(None)  # it is the learner of now that answers
        request = self.runs.ask()
        self._answer_to = {request: run}
        self.runs.command(run, Adapt(request, support_x, support_y, fit.grid, len(fit.curves) - 1, fit.truth))

    # -- what happens
    def _added(self, run: str) -> None:
        self._changed(run)

    def _removed(self, run: str) -> None:
        self._cards.resolve(f"failed:{run}", f"silent:{run}", f"refused:{run}")
        self.run_list.remove_run(run)
        self._select(self.runs.current)

    def _changed(self, run: str) -> None:
        history = self.runs.histories.get(run)
        if history is None:
            return
        self._show_row(run)
        if history.started is not None and history.state == "running":
            self.problems.started()
        if history.state != "failed":
            self._cards.resolve(f"failed:{run}")
        if history.state in ("finished", "stopped"):
            self.form.offer_runs(self.runs.kept())
        if run == self.runs.current:
            self._show_selected()

    def _select(self, run: str | None) -> None:
        if run == self.runs.current:
            self._show_selected()
        self.runs.select(run or None)

    def choose(self, run: str) -> None:
        """The person picked a run: look at it, with its settings on screen."""
        self._select(run)

    def _selection_changed(self, run: str) -> None:
        """Another run is selected, here or in another place: what is shown is of it, and nothing goes on that was meant for the former."""
        self.run_list.select(run or None)
        self._end_slow()
        self._show_running()
        if run:
            self.form.show_config(self.runs.histories[run].config)
        self._show_selected()

    def _waiting_words(self) -> str:
        """Why an empty picture of the selected run is empty; nothing where starting a run would fill it."""
        state = self._state()
        if state in ("finished", "stopped") and self.runs.current is not None and not self.runs.kept_there(self.runs.current):
            return self.tr("The run has ended without a checkpoint.")
        return {
            "waiting": self.tr("The run waits for a free core."),
            "loading": self.tr("The run is loading; pictures follow as they are made."),
            "running": self.tr("The run is training; pictures follow as they are made."),
            "paused": self.tr("The run is paused; go on with it for more pictures."),
            "finished": self.tr("The run has ended; pictures are made from its checkpoint."),
            "stopped": self.tr("The run was stopped; pictures are made from its checkpoint."),
            "failed": self.tr("The run failed; its card and the log say why."),
        }.get(state, "")

    def _show_running(self) -> None:
        """Tell the form which run takes its live settings."""
        run = self.runs.current or ""
        history = self.runs.histories.get(run)
        live = history is not None and history.state in ("loading", "running", "paused")
        self.form.set_running(history.config if history is not None and live else None, run)
        self._edits.refresh()

    def _show_selected(self) -> None:
        run = self.runs.current
        history = self.runs.histories.get(run or "")
        if history is not None:
            self._suit(history.info.algorithm, history.info.dataset)
            self._put_beside()
        self._show_running()
        for view in self.views:
            view.set_waiting(self._waiting_words())
        self._explain()
        self._enable()
        self._refresh()

    def _put_beside(self) -> None:
        """The other runs on the same data walk the selected run's task too, where a picture can show them."""
        history = self.runs.histories.get(self.runs.current or "")
        if history is None:
            return
        own = history.info
        others = [
            run
            for run, other in self.runs.histories.items()
            if run != own.id and other.info.dataset == own.dataset and other.info.algorithm.has_steps and other.at.step
        ]
        self.runs.put_beside(tuple(others[-BESIDE:]))

    def _suit(self, algorithm: AlgorithmSpec, dataset: DatasetSpec) -> None:
        """Offer the view of such tasks, and the insides this algorithm has."""
        self._task.setCurrentWidget(self._task_view(dataset))
        self.inside.suit(algorithm, dataset)
        self.scrubber.setVisible(algorithm.has_steps)

    def bare(self) -> tuple[str, ...]:
        return ("inside",) if self.inside.bare else ()

    def _switch_to(self, algorithm: str) -> None:
        """Set up a method that has what the one on screen does not, on the same data."""
        chosen = next(a for a in self._catalogue.algorithms if a.id == algorithm)
        self.form.show_config(preset(chosen, self.form.dataset()))

    def _task_view(self, dataset: DatasetSpec) -> TaskView:
        if dataset.task == "regression":
            return self.fit
        return self.boundary if dataset.inputs == "vectors" else self.episode

    def _show_config(self) -> None:
        """The form changed: explain what would be trained, and ask what it would cost; a refusal of what it held before goes."""
        with contextlib.suppress(Rejected):
            self.form.config()
            self._cards.resolve("settings")
        self._explain()
        self.form.set_estimate(None)
        self._measure_timer.start()

    def _explain(self) -> None:
        """Explain the selected run, or what the form would train where that is something else."""
        algorithm, dataset = self.form.algorithm(), self.form.dataset()
        history = self.runs.histories.get(self.runs.current or "")
        if history is not None and (history.info.algorithm, history.info.dataset) == (algorithm, dataset):
            self.explain.show(algorithm, dataset, history.config, history.started)
            return
        self.explain.set_reached("", "", "")
        if history is None:
            self._suit(algorithm, dataset)
        with contextlib.suppress(Rejected):  # the form says beneath the field what is wrong; the words stay
            self.explain.show(algorithm, dataset, self.form.config(), None)

    def _measure(self) -> None:
        try:
            self.runs.measure(self.form.config())
        except Rejected:
            return

    def _said(self, event: Event) -> None:
        match event:
            case Adapted(request=request, reading=reading) if request in self._answer_to:
                if isinstance(reading, Fit):
                    self.fit.show_answer(reading)
            case Failed() if self.runs.discards(event):
                config = self.runs.histories[event.run].config
                self.problems.failed(event, config, remedies(self.runs, event, self.form.choose_folder))
            case Failed():
                actions = remedies(self.runs, event, self.form.choose_folder)
                self._cards.show_card(event.sentence, event.details, topic=f"failed:{event.run}", actions=actions)
            case Refused(config=config, request=0) if config is not None:
                self.problems.measured(event)
            case Refused(run=run, sentence=sentence, request=0):
                if run == self.runs.current:
                    self.fit.no_answer()
                if run:
                    self._cards.show_card(sentence, kind="tip", topic=f"refused:{run}")
                elif self.form.downloading:
                    self._cards.show_card(sentence, warning=True, topic="download")
                if not run:
                    self.form.set_download_progress("", None)
            case Estimate(request=0):
                self.form.set_estimate(event)
                self.problems.measured(event)
            case Progress(what=what, fraction=fraction):
                self.form.set_download_progress(what, fraction)
            case Downloaded(folder=folder):
                self._cards.resolve("download")
                self.form.set_download_progress("", None)
                self.form.use_folder(folder)
            case _:
                pass

    def _silent(self, run: str) -> None:
        """A run does not answer: say so once, with a way out; what was said is taken back when it speaks again."""
        self._cards.show_card(silent_words(self.runs, run), warning=True, topic=f"silent:{run}", action=silent_action(self.runs, run))

    def _answered(self, run: str) -> None:
        self._cards.resolve(f"silent:{run}")

    def _steps_available(self, steps: int, trained: int) -> None:
        self.scrubber.set_steps(steps, trained)
        self._stepped(self.scrubber.step)

    def _stepped(self, step: int) -> None:
        self._tell_step()
        for view in (self.fit, self.episode, self.boundary, self.adaptation, self.path, self.movement):
            view.set_step(step)

    def _tell_step(self) -> None:
        """Where one is, in words for a subtitle."""
        history = self.runs.histories.get(self.runs.current or "")
        if history is None:
            self.step_told.emit("")
            return
        outer = self.tr("{name}, outer step {step}").format(name=history.info.label, step=thin(history.looking or history.at.step))
        if history.info.algorithm.has_steps:
            outer = self.tr("{outer}, inner step {inner}").format(outer=outer, inner=self.scrubber.step)
        self.step_told.emit(outer)

    # -- keeping up
    def _state(self) -> str:
        history = self.runs.histories.get(self.runs.current or "")
        return history.state if history else ""

    def _enable(self) -> None:
        state = self._state()
        if state != "paused" and self.transport.strip.isVisible():
            self._end_slow()
        for name, states in (
            ("step", ("running", "paused")),
            ("inner_step", ("running", "paused")),
            ("slow", ("running", "paused")),
            ("same_seed", ("running", "paused", "finished", "stopped", "failed")),
            ("new_seed", ("running", "paused", "finished", "stopped", "failed")),
            ("train_on", ("finished",)),
            ("stop", ("waiting", "loading", "running", "paused")),
            ("checkpoint", ("running", "paused")),
            ("next_task", ("running", "paused", "finished", "stopped")),
        ):
            self._actions[name].setEnabled(state in states)
        self._actions["remove"].setEnabled(bool(state))
        self._actions["toggle"].setText({"running": self.tr("Pause"), "paused": self.tr("Go on")}.get(state, self.tr("Start or pause")))

    def _show_row(self, run: str) -> None:
        history = self.runs.histories[run]
        tasks, steps = self.runs.paces[run].per_second() if history.state == "running" else (0.0, 0.0)
        total = history.config.steps
        left = (total - history.at.step) / steps if steps > 0 else None
        self.run_list.update_run(history, tasks, left, history.at.step, total)
        if run == self.runs.current:
            self.transport.show_run(history, tasks, left, self.runs.memory(run))
            self._show_reached(history)
            self._tell_step()

    def _show_reached(self, history: RunHistory) -> None:
        """Tie the aim in words to its number on screen: the newest validation."""
        if not history.evaluations or history.info.algorithm != self.form.algorithm():
            self.explain.set_reached("", "", "")
            return
        last = history.evaluations[-1]
        after = scored(last.metric, last.mean, last.ci95)
        before = scored(last.metric, float(last.per_step[0])) if history.info.algorithm.has_steps and len(last.per_step) > 1 else ""
        self.explain.set_reached(self.tr("Accuracy") if last.metric == "accuracy" else self.tr("Error"), before, after)

    def _refresh(self) -> None:
        for run in self.runs.histories:
            self._show_row(run)
        if self.runs.current is None:
            self.transport.show_run(None, 0.0, None)

    def retheme(self) -> None:
        """The theme or zoom changed."""
        for view in self.views:
            view.clear_drawing_fault()
            guarded(view, view.retheme)
        for widget in (self.form, self.run_list, self.transport, self.explain, self.scrubber):
            widget.retheme()
        self._show_selected()
