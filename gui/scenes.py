"""Put on the places what a page of a story sets: runs found or trained, task, steps, tabs; in whatever order they become possible."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from engine.protocol import READINGS, Restart, Resume, RunConfig, Stop
from engine.settings import Rejected
from gui.cards import Cards
from gui.pages.base import Page
from gui.pages.compare import ComparePage
from gui.pages.learn import LearnPage
from gui.pages.try_ import TryPage
from gui.runs import Runs
from gui.story import Scene
from gui.views.memory import MemoryView
from gui.views.toy import ToyView
from gui.widgets.points_task import FINE
from gui.widgets.ring import Ring

LOOK = 60
"""ms between two looks at what has become possible."""
ASIDE = {"device": "auto", "threads": 0, "compiled": False, "data_root": "", "validate_every": 1, "validation_episodes": 2}
"""Settings in which a run may differ from the story's and still be its run."""
EXAMPLE = "-example"
"""How the names of the program's own runs end."""
ENDED = ("finished", "stopped")
TASK_READINGS = ("Fit", "Episode", "Boundary")
"""Pictures of a task."""


def same(a: RunConfig, b: RunConfig) -> bool:
    """Whether two runs have the same numbers, as far as their settings decide."""
    return dataclasses.replace(a, **ASIDE) == dataclasses.replace(b, **ASIDE)  # type: ignore[arg-type]


def once(do: Callable[[], object]) -> Callable[[], bool]:
    """A step that is possible at once."""
    return lambda: (do(), True)[1]


class Scenes(QObject):
    """Sets one scene at a time; `told` says what it waits for, `settled` that everything stands as the page wants it."""

    told = Signal(str)
    settled = Signal()

    def __init__(
        self,
        window: QWidget,
        runs: Runs,
        cards: Cards,
        learn: LearnPage,
        compare: ComparePage,
        try_place: TryPage,
        go: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._runs, self._cards, self._go = window, runs, cards, go
        self._learn, self._compare, self._try = learn, compare, try_place
        self._places: dict[str, Page] = {"learn": learn, "compare": compare, "try": try_place}
        self._configs: Mapping[str, RunConfig] = {}
        self._examples: Collection[str] = ()
        self._scene: Scene | None = None
        self._steps: list[Callable[[], bool]] = []
        self._ids: dict[str, str] = {}
        self._trained: set[str] = set()
        self._begun: set[str] = set()
        """runs that train because pages wanted them"""
        self._put_away: list[QWidget] = []
        self._brought: list[QDockWidget] = []
        self._before: tuple[Page, QByteArray] | None = None
        """the place that was arranged for a page, and where its docks were"""
        self._left_out: list[str] = []
        """runs whose curves a page does without"""
        self.rings: list[Ring] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)

    @property
    def waiting(self) -> bool:
        """Whether something of the scene is not there yet."""
        return bool(self._steps)

    def show(self, scene: Scene, configs: Mapping[str, RunConfig], examples: Collection[str] = ()) -> None:
        """Set this scene; whatever of the one before has not come is given up."""
        self.leave()
        self._scene, self._configs, self._examples = scene, configs, examples
        self._ids, self._trained = {}, set()
        place = self._places.get(scene.place)
        self._go(scene.place)
        if place is not None:
            self._arrange(place, scene)
        names = [name for name in (scene.run, *scene.beside) if name]
        self._let_go([self._configs[name] for name in names])
        self._steps = []
        if scene.place == "learn":  # what is spoken of is in front while its run still learns
            self._steps += [lambda name=name: self._there(name) for name in names]  # type: ignore[misc]
            self._steps += self._in_front()
        self._steps += [lambda name=name: self._have(name) for name in names]  # type: ignore[misc]
        self._steps += {"learn": self._in_learn, "compare": self._in_compare, "try": self._in_try}.get(scene.place, list)()
        self._timer.start()
        self._look()

    def end(self) -> None:
        """The story is over: nothing of it trains any longer."""
        self.leave()
        self._let_go(())

    def leave(self) -> None:
        """Set nothing any longer, and bring docks back as they were."""
        self._timer.stop()
        self._steps = []
        self.told.emit("")
        self._learn.play_slowly(False)
        for thing in self._put_away:
            thing.show()
        for dock in self._brought:
            dock.hide()
        self._put_away, self._brought = [], []
        if self._before is not None:
            place, docks = self._before
            place.arrange(docks)
            self._before = None
        for run in self._left_out:
            self._learn.loss.panel.hide_run(run, False)
        for ring in self.rings:
            ring.end()
        self._left_out, self.rings = [], []

    def _look(self) -> None:
        """Do what can be done, in order; what cannot yet is looked at again."""
        try:
            while self._steps and self._steps[0]():
                self._steps.pop(0)
        except (Rejected, RuntimeError) as error:
            self._steps = []
            self._cards.show_card(str(error), warning=isinstance(error, Rejected), topic="scene")
        else:
            self._cards.resolve("scene")
        if not self._steps:
            self._timer.stop()
            self.told.emit("")
            self.settled.emit()

    # -- docks
    def arrange_again(self, told: bool) -> None:
        """A lecture has put docks back: arrange them. Without a story `told` before it, they return to where they are."""
        if self._before is not None and self._scene is not None:
            for ring in self.rings:
                ring.end()
            before, self.rings, self._put_away, self._brought = self._before, [], [], []
            self._arrange(before[0], self._scene)
            self._before = before if told else self._before

    def _arrange(self, place: Page, scene: Scene) -> None:
        docks = {dock.objectName(): dock for dock in place.docks}
        self._before = place, place.arrangement()
        for name in scene.hide:
            thing = docks.get(name) or place.parts.get(name)
            if thing is not None and not thing.isHidden():
                thing.hide()
                self._put_away.append(thing)
        for name in scene.highlight:
            target = docks.get(name) or place.parts.get(name)
            if target is None:
                continue
            if isinstance(target, QDockWidget):
                if target.isHidden():
                    target.show()
                    self._brought.append(target)
                target.raise_()
            self.rings.append(Ring(self._window, target))
        QTimer.singleShot(0, self, lambda: self._share(place))  # once the layout knows what is left

    def _share(self, place: Page) -> None:
        """The room of a centre that is put away goes to all docks, not to the last."""
        centre = place.centralWidget()
        if self._before is not None and place is self._before[0] and centre is not None and centre.isHidden():
            left = [dock for dock in place.docks if dock.isVisible() and not dock.isFloating()]
            place.resizeDocks(left, [place.width() // max(1, len(left))] * len(left), Qt.Orientation.Horizontal)

    # -- runs
    def _there(self, name: str) -> bool:
        """Whether there is such a run; it is found, opened or begun, and looked at if it is the page's."""
        if name not in self._ids:
            if (run := self._found(name)) is None:
                return False
            self._ids[name] = run
            if self._scene is not None and name == self._scene.run and self._scene.place == "learn":
                self._learn.choose(run)
        return True

    def _let_go(self, wanted: Sequence[RunConfig]) -> None:
        """Runs that earlier pages began give the cores to those that are wanted now; where they are is kept, and they go on from there."""
        for run in sorted(self._begun):
            history = self._runs.histories.get(run)
            if history is not None and any(same(history.config, config) for config in wanted):
                continue
            self._begun.discard(run)
            if history is not None and history.state == "waiting":
                self._runs.stop_waiting(run)
            elif history is not None and history.state not in (*ENDED, "failed"):
                self._runs.command(run, Stop())

    def _have(self, name: str) -> bool:
        """Whether the run is there and has learned all it should; it is trained, or trained on."""
        if not self._there(name):
            return False
        run = self._ids[name]
        history = self._runs.histories.get(run)
        if history is None or history.state == "failed":
            self._steps = []  # its card says why
            return False
        slow = self._scene is not None and self._scene.slow and name == self._scene.run
        if slow or (history.state in ENDED and history.at.step >= history.config.steps):
            return True
        if history.state in (*ENDED, "paused") and run not in self._trained:
            self._trained.add(run)
            self._begun.add(run)
            self._runs.command(run, Resume())
        text = self.tr("Training {name} now, on this machine: step {step} of {steps}.")
        if history.state == "waiting":
            text = self.tr("{name} waits for a free core.")
        self.told.emit(text.format(name=history.info.label, step=history.at.step, steps=history.config.steps))
        return False

    def _found(self, name: str) -> str | None:
        """The run of this window or of the library with the settings of the story, or a new one; None while its start is not there."""
        config = self._configs[name]
        if config.init in self._configs:
            if not self._have(config.init):
                return None
            config = config.having("init", self._ids[config.init])
        learners = self._runs.learners()
        example = f"{config.algorithm}-{config.dataset}{EXAMPLE}"
        if name in self._examples and any(kept.run == example for kept in learners):
            self._runs.open(example)
            return example
        for run, history in reversed(self._runs.histories.items()):
            if history.state != "failed" and same(history.config, config):
                return run
        for kept in learners:
            if same(kept.config, config):
                self._runs.open(kept.run)
                return kept.run
        slow = self._scene is not None and self._scene.slow and name == self._scene.run
        run = self._runs.start(config, paused=slow)
        self._begun.add(run)
        return run

    def _run(self) -> str:
        """The run to look at."""
        return self._ids[self._scene.run] if self._scene is not None and self._scene.run else ""

    # -- Learn
    def _in_front(self) -> list[Callable[[], bool]]:
        """What the page speaks of, whatever its run has learned so far."""
        assert self._scene is not None
        scene, learn = self._scene, self._learn
        steps = [once(lambda: learn.curves.set_log(scene.log_loss))]
        if scene.alone:
            steps.append(once(self._show_alone))
        if scene.inside:
            steps.append(once(lambda: learn.inside.show_view(scene.inside)))
        if scene.inside == "Toy":
            steps.append(once(self._set_toy))
        return steps

    def _in_learn(self) -> list[Callable[[], bool]]:
        assert self._scene is not None
        scene, learn = self._scene, self._learn
        steps: list[Callable[[], bool]] = []
        if not scene.run:
            return steps
        if scene.again:
            steps.append(once(lambda: self._runs.command(self._run(), Restart())))
        if scene.slow:
            return [*steps, self._play_slowly]
        steps += [once(lambda: learn.show_task(scene.task) if scene.outer_step < 0 else None), self._seen]
        if scene.outer_step >= 0:
            steps.append(once(lambda: learn.look_back(scene.outer_step)))
        if scene.inner_step >= 0:
            steps.append(lambda: learn.scrubber.stand(scene.inner_step))
        if scene.play:
            steps.append(once(learn.scrubber.play))
        if scene.inside == "Memory":
            steps.append(self._set_memory)
        return steps

    def _seen(self) -> bool:
        """Whether the pictures that the page looks at are there: of the task, of the inside."""
        history, scene = self._runs.histories[self._run()], self._scene
        assert scene is not None
        shown = {dock.objectName() for dock in self._learn.docks if not dock.isHidden()}
        wanted: list[tuple[str, ...]] = [TASK_READINGS] if "adaptation" in shown else []
        if "inside" in shown and scene.inside in READINGS:
            wanted.append((scene.inside,))
        there = all(any(history.reading(kind) is not None for kind in kinds) for kinds in wanted)
        self.told.emit("" if there else self.tr("{name} is asked about this task…").format(name=history.info.label))
        return there

    def _play_slowly(self) -> bool:
        """From the first step on, whatever the run has done before."""
        run = self._run()
        history = self._runs.histories[run]
        if (history.at.step or history.state in ENDED) and run not in self._trained:
            self._trained.add(run)
            self._begun.add(run)
            self._runs.command(run, Restart())
        if history.state not in ("running", "paused") or history.at.step:
            return False
        self._learn.play_slowly(True)
        return True

    def _show_alone(self) -> None:
        self._left_out = [run for run in self._runs.histories if run != self._run()]
        for run in self._left_out:
            self._learn.loss.panel.hide_run(run, True)

    def _set_toy(self) -> None:
        scene = self._scene
        assert scene is not None
        self._learn.inside.view(ToyView).begin(scene.toy_x, scene.toy_y, scene.toy_rate, scene.toy_steps)

    def _set_memory(self) -> bool:
        scene = self._scene
        assert scene is not None
        view = self._learn.inside.view(MemoryView)
        if not view.isVisible() or view.newest(view.kind) is None:
            return not view.isVisible()
        view.draw()
        view.which.setCurrentIndex(view.which.findData(scene.memory_show))
        view.place.setValue(scene.memory_picture if scene.memory_picture >= 0 else view.place.maximum())
        return True

    # -- Compare
    def _in_compare(self) -> list[Callable[[], bool]]:
        assert self._scene is not None
        scene, compare = self._scene, self._compare

        def include() -> bool:
            names = [name for name in (*scene.beside, scene.run) if name]
            compare.compare([self._ids[name] for name in dict.fromkeys(names)])
            if scene.run:
                self._runs.select(self._run())
            compare.show_task(scene.task)
            return True

        def begin_test() -> bool:
            if not compare.tested():
                compare.test()
            return True

        def inner() -> bool:
            return compare.same.scrubber.stand(scene.inner_step)

        return [include, *([begin_test] if scene.test else []), *([inner] if scene.inner_step >= 0 else [])]

    # -- Try
    def _in_try(self) -> list[Callable[[], bool]]:
        assert self._scene is not None
        scene, place = self._scene, self._try

        def who() -> bool:
            place.show_tab(scene.tab)
            place.tick([self._ids[name] for name in dict.fromkeys((scene.run, *scene.beside)) if name])
            return True

        def points() -> bool:
            task = place.points
            task.count.setValue(scene.points_count)
            task.amplitude.setValue(round(FINE * scene.points_amplitude))
            task.phase.setValue(round(FINE * scene.points_phase))
            return True

        steps = [who]
        if scene.tab == "points":
            steps.append(points)
        elif scene.tab == "draw" and scene.episode >= 0:
            steps.append(lambda: place.fill(scene.episode))
        return steps
