"""All runs of the window: their engines, what they have said, who waits for a core, and the frame clock that feeds the views."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.catalogue import chosen_spec
from engine.examples import is_example
from engine.failures import StorageError
from engine.library import Library, RunRow
from engine.protocol import (
    Adapt,
    Adapted,
    Catalogue,
    Close,
    Command,
    Download,
    Downloaded,
    Estimate,
    Event,
    Failed,
    HyperChanged,
    Judge,
    Judged,
    Judging,
    Look,
    Measure,
    NewProbe,
    Observe,
    Pause,
    Progress,
    Read,
    ReadingFailed,
    Ready,
    Refused,
    Restart,
    Resume,
    RunConfig,
    Saved,
    SaveTo,
    Show,
    Start,
    Started,
    StateChanged,
    Step,
    Stop,
    Threads,
    Value,
)
from engine.settings import Rejected
from gui.answers import Kept
from gui.engine_thread import Engine, EngineThread, InThreadEngine, RemoteEngine
from gui.history import RunHistory, RunInfo
from gui.kept import remembered
from gui.mailbox import Mailbox
from gui.open_library import OpenLibrary
from gui.shelf import Shelf
from gui.view_fault import guarded
from gui.views.base import View
from gui.watchdog import Watchdog

if TYPE_CHECKING:
    from engine.cluster import Cluster

FRAME = 16
"""ms between two looks into the mailbox."""
CURVE_FRAMES = 8
"""A view is drawn every so many frames, each on a frame of its own: 8 frames are 128 ms."""
IDLE_WORKERS = 6
"""Engines of ended runs kept to answer adaptation requests; older ones are let go."""
ON_CARD = 4
"""Runs that share a GPU at most: each holds some hundred megabytes of it before it computes anything."""
KEPT_SHOWN = 100
STOOD_STILL = 10.0
"""Seconds between two steps after which, where steps usually take far less, the computer has slept: they say nothing about speed."""
BUSY = ("loading", "running", "paused")
ENDED = ("finished", "stopped", "failed")
VIEWER = ""
"""In place of a run: the worker that shows finished ones."""
AT_WORK = ("loading", "running")

log = logging.getLogger(__name__)


class Pace:
    """How fast a run goes: tasks and steps a second over the last seconds."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int, int]] = deque(maxlen=40)

    def mark(self, tasks: int, step: int) -> None:
        now = time.monotonic()
        if len(self._marks) > 1:
            usual = (self._marks[-1][0] - self._marks[0][0]) / (len(self._marks) - 1)
            if now - self._marks[-1][0] > max(STOOD_STILL, 10 * usual):
                self._marks.clear()
        if not self._marks or now - self._marks[-1][0] > 0.1:
            self._marks.append((now, tasks, step))

    def clear(self) -> None:
        self._marks.clear()

    def per_second(self) -> tuple[float, float]:
        """(tasks, steps) a second; zeros while unknown."""
        if len(self._marks) < 2 or self._marks[-1][0] - self._marks[0][0] < 0.2:
            return 0.0, 0.0
        (t0, tasks0, step0), (t1, tasks1, step1) = self._marks[0], self._marks[-1]
        return (tasks1 - tasks0) / (t1 - t0), (step1 - step0) / (t1 - t0)


class Runs(QObject):
    """Start, command and watch runs. Views added here are fed and drawn by its clock."""

    added = Signal(str)
    changed = Signal(str)
    """A run's state changed, or a setting in force."""
    removed = Signal(str)
    selection_changed = Signal(str)
    """Another run is the selected one, by whatever way; empty where none is."""
    said = Signal(object)
    """An event that is not a sample of a curve: answers, refusals, failures, estimates, downloads."""
    discarded = Signal(str)
    """A run that could not begin with its data and settings is about to be taken out of the window and the library."""
    renamed = Signal(dict)
    """Runs have other ids from now on: new ones by old ones."""
    elsewhere_asked = Signal()
    """The runs are to be written to another folder."""
    continued = Signal(str, str)
    """An example was begun again or gone on with: as a run of the person's own."""
    silent = Signal(str)
    """A run that should be at work has not said anything for long."""
    answered = Signal(str)
    """A silent run speaks again, or has ended."""
    judge_lost = Signal()
    """The worker that judges ended unexpectedly; what was asked of it will not be answered."""
    ready = Signal(object)
    """The machine's catalogue (with its devices), once the spare is warm."""

    def __init__(
        self, catalogue: Catalogue, library: Path, *, in_thread: bool = False, slots: int | None = None, examples: Path | None = None
    ) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.store = OpenLibrary(library)
        self.histories: dict[str, RunHistory] = {}
        self.paces: dict[str, Pace] = {}
        self.slots = slots or max(1, os.cpu_count() or 1)
        self._card = False
        self.current: str | None = None
        self.probes: dict[str, int] = {}
        """the validation task that is looked at, by dataset, where it is not the first"""
        self.shelf = Shelf(examples)
        self._viewer: Engine | None = None
        self._viewed = ""
        self._in_thread = in_thread
        self._cluster: Cluster | None = None
        self._former: list[Cluster] = []
        self.mailbox = Mailbox()
        self._engines: dict[str, Engine] = {}
        self._waiting: deque[Start] = deque()
        self._spare: Engine | None = None
        self._downloader: Engine | None = None
        self._judge: Engine | None = None
        self._also: tuple[frozenset[str], tuple[str, ...]] = frozenset(), ()
        self._leaving: set[Engine] = set()
        self._following: dict[Engine, Start] = {}
        self._fresh: set[str] = set()
        """runs that were made here and have not begun"""
        self._discarding: dict[Engine, str] = {}
        self._unanswered: dict[str, Command] = {}
        """by run: a command to go on that its worker has not answered, and may never hear if it is leaving"""
        self._views: list[View] = []
        self.watchdog = Watchdog()
        self._looked = time.monotonic()
        self._observed: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._beside: tuple[str, ...] = ()
        self._frame = 0
        self._requests = itertools.count(1)
        self._clock = QTimer(self)
        self._clock.setInterval(FRAME)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    # -- views
    def watch(self, view: View) -> None:
        """Feed and draw `view` from now on; it learns at once what was said before."""
        self._views.append(view)
        view.retry_asked.connect(lambda: self._retry(view))
        for history in self.histories.values():
            guarded(view, view.add, history)
        guarded(view, view.select, self.current)
        self._show_unreadable()

    # -- runs
    def warm(self) -> None:
        """Have a spare worker ready, so that the next Start need not wait for imports; nothing once closed."""
        if self._spare is None and self._clock.isActive():
            self._spare = self._engine()

    def use_cluster(self, cluster: Cluster | None) -> None:
        """Runs begun from now on train there, or on this computer again; those under way stay where they are."""
        former, self._cluster = self._cluster, cluster
        if former is not None and former is not cluster:
            self._former.append(former)
        self._let_clusters_go()

    def on_cluster(self) -> bool:
        """Whether runs begun from now on train on a cluster."""
        return self._cluster is not None

    def _let_clusters_go(self) -> None:
        """Leave clusters that are no longer chosen, once nothing trains there."""
        if self._former and not any(self.histories[run].far for run in self._engines if run in self.histories):
            for cluster in self._former:
                threading.Thread(target=cluster.close, name="leaving-a-cluster").start()  # its workers take their time
            self._former.clear()

    def start(self, config: RunConfig, *, paused: bool = False) -> str:
        """Begin a run, now or when a core is free; returns its id. Raises `StorageError`, `Rejected` with one sentence."""
        self.store.check()  # shows the card with its actions before the error is raised
        run = self.library().new_run(config)
        self._fresh.add(run)
        self.library().hold(run)
        self._add(RunHistory(self._info(run, config)))
        if self._cluster is not None:
            self.histories[run].far = True
        self._waiting.append(Start(run, config, str(self.library_folder), False, paused))
        self.added.emit(run)
        self._fill()
        return run

    def open(self, run: str) -> None:
        """Put a run of the library on the screen as it was left; one that waited does so again. Raises `StorageError`, `Rejected`."""
        if run in self.histories:
            return
        library = self.home(run)
        row = library.run(run)
        info = self._info(run, row.config)
        waits = row.state == "waiting" and not row.held
        if waits:
            library.hold(run)
        library.touch(run)
        self._add(remembered(library, row, info))
        self._take([Read(run, row.at, reading) for reading in self.shelf.pictures(run)])
        if waits:
            begun = self.library().checkpoint(run).exists()
            self._waiting.append(Start(run, row.config, str(self.library_folder), begun))
        self.added.emit(run)
        self._fill()

    def unfinished(self) -> list[RunRow]:
        """Runs of the library that were to go on, from when a window closed or a process died; raises `StorageError`."""
        if not self.store.exists():
            return []
        return [row for row in self.library().unfinished() if row.id not in self.histories]

    def left_waiting(self) -> list[str]:
        """Those of them that never began; raises `StorageError`."""
        return [row.id for row in self.unfinished() if row.state == "waiting"]

    def go_on(self, run: str) -> None:
        """Put a run of the library on the screen and go on with it. Raises `StorageError`, `Rejected`."""
        self.open(run)
        if self.histories[run].state in ("stopped", "failed"):
            self.command(run, Resume())

    def give_up(self, runs: list[str]) -> None:
        """They shall not go on, and not be offered again; raises `StorageError`."""
        self.library().give_up(runs)

    def library(self) -> Library:
        """The library, opened when it is first needed; raises `StorageError`."""
        return self.store.get()

    @property
    def library_folder(self) -> Path:
        """Where the library lies."""
        return self.store.folder

    def home(self, run: str) -> Library:
        """The library that holds a run: a person's own, or that of the examples; raises `StorageError`."""
        return self.shelf.home(run) or self.library()

    def kept_there(self, run: str) -> bool:
        """Whether there is a checkpoint of the run."""
        return (self.shelf.home(run) is not None or self.library_folder.exists()) and self.home(run).checkpoint(run).exists()

    def _info(self, run: str, config: RunConfig) -> RunInfo:
        algorithm = chosen_spec("algorithm", config.algorithm, {a.id: a for a in self.catalogue.algorithms})
        dataset = chosen_spec("dataset", config.dataset, {d.id: d for d in self.catalogue.datasets})
        alike = config.algorithm, config.dataset
        taken = {h.info.ordinal for h in self.histories.values() if (h.info.algorithm.id, h.info.dataset.id) == alike}
        ordinal = next(i for i in itertools.count() if i not in taken)
        label = algorithm.title if ordinal == 0 else f"{algorithm.title} {ordinal + 1}"
        return RunInfo(run, label, algorithm, dataset, config, ordinal)

    def _add(self, history: RunHistory) -> None:
        self.histories[history.info.id], self.paces[history.info.id] = history, Pace()
        for view in self._views:
            guarded(view, view.add, history)

    def kept(self) -> list[str]:
        """Names of the library's runs that have a checkpoint, newest first."""
        files = (self.library_folder / "checkpoints").glob("*.safetensors")
        own = [file.stem for file in sorted(files, key=lambda file: -file.stat().st_mtime)[:KEPT_SHOWN]]
        return own + [row.id for row in self.shelf.rows()]

    def learners(self) -> list[Kept]:
        """Runs that have a checkpoint, newest first, then the examples; those of this window by their label there."""
        titles = {a.id: a.title for a in self.catalogue.algorithms}
        found = []
        own: list[RunRow] = []
        try:
            own = self.library().runs() if self.store.exists() else []
        except StorageError:
            log.exception("the library cannot be read")  # other places show the sentence; the examples remain available
        for row in (*reversed(own), *self.shelf.rows()):
            path = self.home(row.id).checkpoint(row.id)
            if not row.damage and row.config.algorithm in titles and path.exists():
                shown = self.histories.get(row.id)
                label = shown.info.label if shown is not None else titles[row.config.algorithm]
                found.append(Kept(row.id, label, row.config, path))
        return found

    def command(self, run: str, command: Command) -> None:
        """Ask something of a run."""
        if isinstance(command, Restart) and self.store.sentence:
            self.store.lost.emit(self.store.sentence)  # what the run has learned is stored nowhere, and would be lost
            return
        engine = self._engines.get(run)
        if engine is None and isinstance(command, Restart) and is_example(run):
            config = self.histories[run].config
            self.continued.emit(run, self.start(config if command.seed is None else config.having("seed", command.seed)))
        elif engine is None and isinstance(command, Restart | Resume | Step):
            self._revive(run, command)
        elif engine is not None:
            if isinstance(command, Restart | Resume | Step) and self.histories[run].state not in AT_WORK:
                self._unanswered[run] = command
            elif isinstance(command, Pause | Stop):
                self._unanswered.pop(run, None)
            engine.send(command)
        elif self._viewer is not None and run == self._viewed and isinstance(command, Adapt | NewProbe):
            self._viewer.send(command)

    def train_on(self, run: str) -> str:
        """Go on with a finished run for as many steps again: the run itself, or one of the person's own begun with an example's state.

        Returns its id; raises `StorageError`.
        """
        history = self.histories[run]
        steps = history.at.step + history.info.config.steps
        if is_example(run):
            run = self.shelf.taken(run, self.library())
            row = self.library().run(run)
            self._add(remembered(self.library(), row, self._info(run, row.config.having("steps", steps))))
            self.added.emit(run)
        self.go_on_with(run, {"steps": steps})
        return run

    def pid(self, run: str) -> int | None:
        """The process id of the run's worker, if it has one."""
        engine = self._engines.get(run)
        return engine.pid if engine else None

    def memory(self, run: str) -> int | None:
        """Bytes that the run's worker holds, where the system tells."""
        pid = self.pid(run)
        try:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if pid else None
        except (OSError, ValueError, AttributeError):
            return None

    def ask(self) -> int:
        """A fresh request id for `Adapt`."""
        return next(self._requests)

    def stop_waiting(self, run: str) -> None:
        """Take a run that has not begun out of the queue, be it the cluster's."""
        if run in self._engines:
            self._engines[run].send(Stop())
            return
        self._unqueue(run)
        self._take([StateChanged(run, "stopped")])

    def _unqueue(self, run: str) -> None:
        if any(s.run == run for s in self._waiting):
            self._waiting = deque(s for s in self._waiting if s.run != run)
            with contextlib.suppress(StorageError):  # it will be offered again, which is no great harm
                self.give_up([run])

    def remove(self, run: str) -> None:
        """Take a run off the screen; it stays in the library, and is not offered again to go on."""
        self._unqueue(run)
        self._fresh.discard(run)
        with contextlib.suppress(StorageError, Rejected):
            if run in self._engines or not self.library().run(run).held:
                self.give_up([run])
        self._let_go(run)
        if self.histories.pop(run, None) is None:
            return
        self.paces.pop(run, None)
        self._unanswered.pop(run, None)
        self._hear(run)
        self.watchdog.forget(run)
        for view in self._views:
            guarded(view, view.forget, run)
        if self.current == run:
            self.select(next(reversed(self.histories), None))
        self.removed.emit(run)
        self._fill()

    def select(self, run: str | None) -> None:
        """Make this run the one that is looked at. No run is told anything but which pictures are looked at."""
        changed, self.current = run != self.current, run
        if changed:
            self._beside = ()
        for view in self._views:
            if changed:
                view.clear_drawing_fault()
            guarded(view, view.select, run)
        self._show_unreadable()
        if changed:
            self.selection_changed.emit(run or "")
        self.observe()

    def put_beside(self, runs: tuple[str, ...]) -> None:
        """Show these runs beside the selected one, where a picture can."""
        if runs != self._beside:
            self._beside = runs
            self.observe()

    def measure(self, config: RunConfig) -> None:
        """Ask the spare what a run would cost; the `Estimate` comes through `said`."""
        if self._spare is not None and not self.busy():
            self._spare.send(Measure(config))

    def ask_judge(self, command: Judge | Look | Measure) -> None:
        """Have a worker that never trains judge or look at checkpoints, or measure a cost; its answers come through `said` and views."""
        if self._judge is None:
            self._judge = self._engine()
        self._judge.send(Threads(1 if self.busy() else max(1, self.slots)))
        self._judge.send(command)

    def dismiss_judge(self) -> None:
        """Give up everything that was asked of it and has not been answered."""
        if self._judge is not None:
            self._dismiss(self._judge)
            self._judge = None

    def download(self, dataset: str, folder: str) -> None:
        """Fetch a dataset's files; `Progress`, `Downloaded` or `Refused` come through `said`."""
        if self._downloader is None:
            self._downloader = self._engine()
        self._downloader.send(Download(dataset, folder))

    def cancel_download(self) -> None:
        if self._downloader is not None:
            self._dismiss(self._downloader)
            self._downloader = None

    def busy(self) -> list[str]:
        """Runs that hold a core of this computer."""
        return [run for run in self._engines if self.histories[run].state in BUSY and not self.histories[run].far]

    def observe(self) -> None:
        """Tell the engines which readings are looked at: those of the selected run, in views that can be seen."""
        wanted = tuple(sorted({name for view in self._views if view.isVisible() and not view.drawing_failed for name in view.wanted()}))
        runs, also = self._also
        for run, engine in self._engines.items():
            names = tuple(sorted({*(wanted if run == self.current else ()), *(also if run in runs else ())}))
            self._send_observe(run, engine, names, self._beside if run == self.current else ())
        self._view(wanted)

    def _send_observe(self, key: str, engine: Engine, names: tuple[str, ...], beside: tuple[str, ...]) -> None:
        """Tell an engine what is looked at, where that is news to it."""
        known = self._observed.get(key)
        if known != (names, beside):
            self._observed[key] = names, beside
            engine.send(Observe(names, beside if known is None or known[1] != beside else None))

    def _view(self, wanted: tuple[str, ...]) -> None:
        """Have the selected run shown by what its checkpoint holds, where no worker of its own can show it."""
        run = self.current
        history = self.histories.get(run or "")
        if run is None or history is None or run in self._engines or history.state not in ENDED or not self._clock.isActive():
            return
        if run != self._viewed and wanted and self.kept_there(run):
            self._viewed = run
            if self._viewer is None:
                self._viewer = self._engine()
            self._viewer.send(Show(run, str(self.home(run).checkpoint(run))))
            self._send_probe(self._viewer, run)
            self._observed.pop(VIEWER, None)
        if run == self._viewed and self._viewer is not None:
            self._send_observe(VIEWER, self._viewer, wanted, self._beside)

    def _send_probe(self, engine: Engine, run: str) -> None:
        if probe := self.probes.get(self.histories[run].info.dataset.id):
            engine.send(NewProbe(probe))

    def _show_unreadable(self) -> None:
        """In views of the selected run: what of it could not be made."""
        history = self.histories.get(self.current or "")
        for view in self._views:
            known = history.unreadable if history is not None else {}
            view.show_reading_fault(next((known[name] for name in view.wanted() if name in known), ""))

    def _retry(self, view: View) -> None:
        """Ask for a view's readings of the selected run once more."""
        history = self.histories.get(self.current or "")
        if history is None or self.current is None:
            return
        again = [name for name in view.wanted() if history.unreadable.pop(name, None)]
        self._show_unreadable()
        key, engine = self.current, self._engines.get(self.current)
        if engine is None and self.current == self._viewed:
            key, engine = VIEWER, self._viewer
        if again and engine is not None and key in self._observed:
            names, beside = self._observed[key]
            self._send_observe(key, engine, tuple(name for name in names if name not in again), beside)
        self.observe()

    def observe_also(self, runs: frozenset[str], readings: tuple[str, ...]) -> None:
        """Look at these readings of several runs at once, beside what is looked at of the selected one; nothing with no runs."""
        if (runs, readings) != self._also:
            self._also = runs, readings
            self.observe()

    def has_worker(self, run: str) -> bool:
        """Whether the run has a worker that answers."""
        return run in self._engines

    def close(self) -> None:
        """Checkpoint and end every worker; returns when all have left."""
        self._clock.stop()
        self._waiting.clear()
        self._following.clear()
        engines = [*self._engines.values(), *self._leaving, *([self._spare] if self._spare else [])]
        engines += [engine for engine in (self._downloader, self._judge, self._viewer) if engine]
        for engine in engines:
            engine.send(Close())
        for engine in engines:
            engine.wait(10_000)
        for run in self._discarding.values():
            self._forget(run)
        self._discarding.clear()
        self._engines.clear()
        self._leaving.clear()
        self._spare = self._downloader = self._judge = self._viewer = None
        self.use_cluster(None)
        self.store.close()

    # -- inside
    def _engine(self) -> Engine:
        return self._begun(InThreadEngine(self.mailbox) if self._in_thread else EngineThread(self.mailbox))

    def _begun(self, engine: Engine) -> Engine:
        engine.gone.connect(lambda: self._gone(engine))
        engine.begin()
        return engine

    def _gone(self, engine: Engine) -> None:
        engine.wait()
        self._leaving.discard(engine)
        if self._unanswered:  # its last words may be the answer
            self._drain()
        lost: dict[str, Command] = {}
        for run in [r for r, e in self._engines.items() if e is engine]:
            del self._engines[run]
            self._observed.pop(run, None)
            if run in self._unanswered:
                lost[run] = self._unanswered.pop(run)
        if self._spare is engine:
            self._spare = None
        if self._downloader is engine:
            self._downloader = None
        if self._viewer is engine:
            self._viewer, self._viewed = None, ""
        if self._judge is engine:
            self._judge = None
            self.judge_lost.emit()
        if engine in self._discarding:
            self._forget(self._discarding.pop(engine))
        following = self._following.pop(engine, None)
        if following is not None and following.run in self.histories:
            self._queue(following)
        for run, command in lost.items():
            self._revive(run, command)
        self._let_clusters_go()

    def _dismiss(self, engine: Engine) -> None:
        self._leaving.add(engine)
        engine.send(Close())

    def _let_go(self, run: str) -> None:
        engine = self._engines.pop(run, None)
        self._observed.pop(run, None)
        if engine is not None:
            self._dismiss(engine)

    def discards(self, failure: Failed) -> bool:
        """Whether a run fails that was made here and cannot begin, so that there is nothing of it to keep."""
        return failure.run in self._fresh and failure.kind in ("usage", "data")

    def _discard(self, run: str) -> None:
        """A run could not begin with its data and settings: take it off the screen, and out of the library once its worker has left."""
        self._fresh.discard(run)
        self.discarded.emit(run)
        engine = self._engines.get(run)
        self.remove(run)
        if engine is None:
            self._forget(run)
        else:
            self._discarding[engine] = run

    def _forget(self, run: str) -> None:
        with contextlib.suppress(StorageError):
            self.library().remove(run)

    def _fill(self) -> None:
        """Begin waiting runs: those of a cluster at once, since it queues them, the others while cores, and the GPU, are free."""
        for start in [start for start in self._waiting if self.histories[start.run].far]:
            self._waiting.remove(start)
            if self._cluster is None:  # it was left meanwhile
                self.histories[start.run].far = False
                self._waiting.append(start)
                continue
            self._hand_over(start, self._begun(RemoteEngine(self.mailbox, self._cluster)))
        while not self.store.sentence and len(self.busy()) < self.slots and (turn := next(filter(self._fits, self._waiting), None)):
            self._waiting.remove(turn)
            engine, self._spare = self._spare or self._engine(), None
            engine.send(Stop())  # a spare may be measuring a cost: what is to be trained comes first
            self.histories[turn.run].state = "loading"
            self._hand_over(turn, engine)
        self._share_cores()
        self.observe()
        idle = [run for run in self._engines if self.histories[run].state not in BUSY and not self.histories[run].far]
        for run in idle[:-IDLE_WORKERS] if not self.store.sentence else []:  # their learners exist nowhere else
            self._let_go(run)
        QTimer.singleShot(300, self.warm)

    def _fits(self, start: Start) -> bool:
        """Whether a waiting run may begin; one for the CPU may overtake those that wait for the GPU."""
        sharing = [run for run in self.busy() if self._wants_card(self.histories[run].config)]
        return not self._wants_card(start.config) or len(sharing) < ON_CARD

    def _wants_card(self, config: RunConfig) -> bool:
        return self._card and config.device != "cpu"

    def _hand_over(self, start: Start, engine: Engine) -> None:
        """From now on the engine holds the run."""
        with contextlib.suppress(StorageError):  # the engine will say what the disk refuses
            self.library().let_go(start.run)
        self._engines[start.run] = engine
        engine.send(start)
        self._send_probe(engine, start.run)
        self.changed.emit(start.run)

    def _share_cores(self) -> None:
        running = self.busy()
        count = 1 if len(running) > 1 else self.slots
        for run in running:
            self._engines[run].send(Threads(count))

    def _revive(self, run: str, command: Command) -> None:
        """Go on with a run whose worker has left, from its last checkpoint (or from the start again)."""
        history = self.histories[run]
        config = history.config
        again = isinstance(command, Restart)
        if isinstance(command, Restart):
            config = config if command.seed is None else config.having("seed", command.seed)
            history.clear()
        self._queue(Start(run, config, str(self.library_folder), not again, isinstance(command, Step)))

    def go_on_with(self, run: str, chosen: Mapping[str, Value]) -> None:
        """Go on with a run from its last checkpoint, in a new worker, with these of its settings changed."""
        if run not in self.histories:
            return
        config = self.histories[run].config
        for name, value in chosen.items():
            config = config.having(name, value)
        start = Start(run, config, str(self.library_folder), True)
        engine = self._engines.get(run)
        if engine is None:
            self._queue(start)
        else:  # two workers must not hold one run
            self._following[engine] = start
            self._let_go(run)
            self._take([StateChanged(run, "waiting")])

    def save_to(self, run: str, file: Path) -> bool:
        """Have the run's worker write a checkpoint to a file outside the library; `Saved` comes through `said`.

        Returns whether there is a worker that can.
        """
        engine, history = self._engines.get(run), self.histories[run]
        if engine is None or history.far or history.started is None:
            return False
        engine.send(SaveTo(str(file)))
        return True

    def move_to(self, folder: Path, ids: Mapping[str, str]) -> None:
        """Work with the library in another folder, which holds the runs on screen under these ids; those under way go on there.

        Raises `StorageError`.
        """
        self.store.use(folder)
        if others := {old: new for old, new in ids.items() if old in self.histories and old != new}:
            self._rename(others)
        self._waiting = deque(replace(start, run=ids.get(start.run, start.run), library=str(folder)) for start in self._waiting)
        for start in self._waiting:
            self.library().hold(start.run)
        for run in ids.values():
            history = self.histories.get(run)
            if history is None or any(start.run == run for start in self._waiting):
                continue
            stopped = history.state == "failed" and history.failure is not None and history.failure.kind == "disk"
            goes_on = (history.state in BUSY or stopped) and (self.kept_there(run) or not history.at.step)
            start = Start(run, history.config, str(folder), True, history.state == "paused")
            engine = self._engines.get(run)
            self._let_go(run)
            if goes_on and engine is not None:  # two workers must not hold one run
                self._following[engine] = start
                self._take([StateChanged(run, "waiting")])
            elif goes_on:
                self._queue(start)
            elif stopped or history.state in BUSY:
                self._take([StateChanged(run, "stopped")])
        self.store.moved.emit()
        self._fill()

    def _rename(self, ids: Mapping[str, str]) -> None:
        """Runs have other ids in the library that they were written to: new ones by old ones."""
        parts = [(old, self.histories.pop(old), self.paces.pop(old), self._engines.pop(old, None)) for old in ids]
        for old, *_ in parts:
            self._observed.pop(old, None)
            self.watchdog.forget(old)
            for view in self._views:
                view.forget(old)
        for old, history, pace, engine in parts:
            new = ids[old]
            object.__setattr__(history.info, "id", new)
            self.histories[new], self.paces[new] = history, pace
            if engine is not None:
                self._engines[new] = engine
            for view in self._views:
                view.add(history)
        self.renamed.emit(dict(ids))
        if self.current is not None and self.current in ids:
            self.select(ids[self.current])
        for old in ids:
            self.removed.emit(old)
        for new in ids.values():
            self.added.emit(new)

    def end_and_go_on(self, run: str) -> None:
        """End a worker that does not answer, without asking it, and go on from its last checkpoint in a new one."""
        engine = self._engines.get(run)
        if isinstance(engine, EngineThread):
            engine.end()
            self.go_on_with(run, {})

    def _queue(self, start: Start) -> None:
        """Have a run that was begun before wait for a core."""
        if not any(s.run == start.run for s in self._waiting):
            self._waiting.append(start)
            self._take([StateChanged(start.run, "waiting")])
            self._fill()

    def _watch_over(self) -> None:
        """Say which runs have not answered for long."""
        now = time.monotonic()
        passed, self._looked = now - self._looked, now
        at_work = [run for run, e in self._engines.items() if isinstance(e, EngineThread) and self.histories[run].state in AT_WORK]
        for run in self.watchdog.passed(passed, at_work):
            log.warning("%s has not answered for %.0f s", run, self.watchdog.patience(run))
            self.silent.emit(run)

    def _hear(self, run: str) -> None:
        if self.watchdog.heard(run):
            self.answered.emit(run)

    def _drain(self) -> None:
        events, batches = self.mailbox.drain()
        for engine, count in batches.items():
            if isinstance(engine, EngineThread | InThreadEngine):
                engine.acknowledge(count)
        if events:
            self._take(events)

    def _tick(self) -> None:
        self._drain()
        self._frame += 1
        if self._frame % 30 == 0:
            self._watch_over()
            self.store.check()
            self.observe()
        for i, view in enumerate(self._views):
            if (self._frame + i) % CURVE_FRAMES == 0 and view.dirty and not view.faulty and view.isVisible():
                guarded(view, view.draw)

    def _take(self, events: list[Event]) -> None:
        states: set[str] = set()
        discarded: list[str] = []
        for event in events:
            history = self.histories.get(event.run)
            if isinstance(event, Failed) and event.kind == "disk":
                self.store.check()
            if isinstance(event, Ready):
                self._card = any(device == "cuda" for device, _ in event.catalogue.devices)
                self.ready.emit(event.catalogue)
            elif isinstance(event, Adapted | Refused | Failed | Estimate | Downloaded | Judging | Judged | Saved) or (
                isinstance(event, Progress) and not event.run
            ):
                self.said.emit(event)
            if history is None:
                continue
            if isinstance(event, Started):
                self._fresh.discard(event.run)
            if isinstance(event, Failed) and self.discards(event):
                discarded.append(event.run)
            if isinstance(event, Refused) or (isinstance(event, StateChanged) and event.state in BUSY):
                self._unanswered.pop(event.run, None)
            if isinstance(event, StateChanged | Failed):
                states.add(event.run)
                log.info("%s: %s", event.run, event)
            if isinstance(event, Started) or (isinstance(event, StateChanged) and event.state == "running"):
                self.paces[event.run].clear()
            if isinstance(event, Started | HyperChanged):
                states.add(event.run)
            self._hear(event.run)
            history.feed(event)
            self.paces[event.run].mark(history.at.tasks, history.at.step)
            for view in self._views:
                if isinstance(event, view.events):
                    guarded(view, view.feed, history, event)
            if isinstance(event, ReadingFailed):
                log.error("%s: %s could not be made\n%s", event.run, event.name, event.details)
            if isinstance(event, Started | Read | ReadingFailed | HyperChanged) and event.run == self.current:
                self._show_unreadable()
        for run in discarded:
            self._discard(run)
        for run in states & set(self.histories):
            self.changed.emit(run)
        if states:
            self._fill()
