"""One run: load, train, validate, checkpoint, obey -> events (a generator)."""

from __future__ import annotations

import contextlib
import logging
import math
import time
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

import torch
from torch import Tensor

from engine import protocol as say
from engine.background import Cancelled, reported
from engine.catalogue import live_value
from engine.evaluation import score_chunks, summary
from engine.examples import EXAMPLES, is_example
from engine.failures import StorageError, explained, failed
from engine.inbox import LEAVING, Inbox, Waiting
from engine.library_place import LibraryGone
from engine.protocol import At, Command, Event, RunConfig, State, Value
from engine.readings import STEPS_SHOWN, answer
from engine.score_text import not_finite_sentence
from engine.settings import Rejected, library_name
from engine.training import WATCHED_TASKS, Training, dataset_of, device_of, stages_of, without_classes_of
from engine.watch import Watch

CHECKPOINT_INTERVAL = 5.0
"""Seconds between two checkpoints that nobody asked for, at least."""
UNVALIDATED_INTERVAL = 30.0
"""Seconds after which a checkpoint is written even if no validation came."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How a run is to be held. `checkpoints` is a folder (None: keep nothing); a `hosted` run serves commands until `Close`.

    A `recoverable` run also serves commands until `Close` once its library is gone, since only it holds the learner.
    `data_root`, where it is told, is where the data lie on the machine that trains, which need not be the one that asked.
    """

    checkpoints: Path | None = None
    resume: bool = False
    paused: bool = False
    hosted: bool = False
    threads: int = 1
    data_root: str | None = None
    recoverable: bool = False


def run(config: RunConfig, run_id: str, inbox: Inbox, orders: Orders) -> Generator[Event, None, None]:
    """The events of one run. Whatever goes wrong, also an error thrown in at a yield, ends in `Failed` with one sentence.

    A hosted run goes on serving commands after its end or failure; `Resume` then tries to go on.
    """
    return _Run(config, run_id, inbox, orders).events()


class _Closed(Exception):
    """The host leaves."""


class _Run:
    def __init__(self, config: RunConfig, run_id: str, inbox: Inbox, orders: Orders) -> None:
        self.config = config
        self.id = run_id
        self.waiting = Waiting(inbox)
        self.orders = orders
        self.threads = config.threads or orders.threads
        self.resume = orders.resume
        self.restarted = False
        self.training: Training | None = None
        self.watch = Watch(run_id, orders.checkpoints)
        self.state: State = "waiting"
        self.said_at = At()  # the place of the last StateChanged
        self.owed = 0  # outer steps to take while paused
        self.stages: deque[say.Stage] = deque()
        self.saved_at: At | None = None
        self.saved_time = 0.0
        self.not_finite = ""  # what the last validation lacks

    def events(self) -> Generator[Event, None, None]:
        while True:
            try:
                yield from self._live()
                return
            except _Closed:
                yield from self._leave()
                return
            except Exception as error:
                self.owed = 0
                event = failed(self.id, self._at(), error)
                with contextlib.suppress(StorageError):  # a disk that refuses this event too changes nothing
                    yield event
                with contextlib.suppress(StorageError):
                    yield from self._change("failed", event.sentence)
                lingers = self.orders.recoverable and isinstance(error, LibraryGone) and self.training is not None
                if not self.orders.hosted and not lingers:
                    return

    def _live(self) -> Iterator[Event]:
        if self.training is None and self.state != "failed":
            yield from self._begin()
        while True:
            yield from self._settle()
            if not self._over():
                yield from self._attend()
            if self._over():
                return
            if self.training is None:
                yield from self._begin()
            elif not self.training.complete:
                yield from self._outer_step(self.training)

    def _begin(self) -> Iterator[Event]:
        """Load the data, build the learner, and go on from the checkpoint where there is one to go on from."""
        yield from self._change("loading")
        torch.set_num_threads(self.threads)
        device = device_of(self.config)
        root = self.config.data_root if self.orders.data_root is None else self.orders.data_root
        begun = self._path(self.id) if self.resume else None
        kept = begun if begun is not None and begun.exists() else None
        source = partial(dataset_of, replace(self.config, data_root=root), device, kept=kept, training=True)
        loading = reported(self.id, source, partial(self.waiting.any_of, *LEAVING))
        try:
            dataset = yield from loading
        except Cancelled:
            return  # whoever asked for it is answered next
        init = self._path(library_name(self.config.init)) if self.config.init else None
        if init is not None and kept is None:
            dataset = without_classes_of(dataset, self.config.init, init)
            dataset.check(self.config.way, self.config.shot, self.config.queries)
        training = Training(self.config, dataset, device, self.threads)
        note = ""
        if self.config.init:
            note = training.begin_with(self.config.init, init)
        path = self._path(self.id)
        outdated = path is not None and path.exists() and not self.resume
        if kept is not None:
            training.restore(kept)
            self.saved_at = training.at
        elif begun is not None:
            note = f"{note} The run had ended before its first checkpoint, so it begins again.".strip()
        if dataset.split_note:
            note = f"{note} {dataset.split_note}".strip()
        self.training = training
        self.watch.forget()
        self.stages.clear()
        if self.config.compiled:
            yield say.Progress(self.id, "compiling", None)
            note = f"{note} {training.algorithm.compile(training.theta, training.upcoming())}".strip()
        if self.config.mixed:
            note = f"{note} {training.mixed_note()}".strip()
        if note:
            yield say.StateChanged(self.id, "loading", note, training.at)
        yield replace(training.started(self.id, self.restarted), note=note)
        self.restarted = False
        if outdated:  # that checkpoint is of the run as it was before, perhaps with another seed
            yield from self._save()
        yield from self._change("paused" if self.orders.paused or self.owed else "running")

    def _leave(self) -> Iterator[Event]:
        """The host leaves: keep what was learned, but not what a failed step may have spoilt."""
        if self.state in ("loading", "running", "paused"):
            with contextlib.suppress(StorageError):
                yield from self._save()
            with contextlib.suppress(StorageError):  # a missing library must not keep the host alive
                yield from self._change("stopped")

    def _settle(self) -> Iterator[Event]:
        """Validate if it is time, and end the run where all steps are taken."""
        training = self.training
        if training is None or not (self.state == "running" or self.owed or self.said_at != training.at):
            return
        complete = training.complete
        due = complete or training.at.step % self.config.validate_every == 0
        if due and training.validated_at != training.at.step and not (yield from self._validated(training)):
            return
        if complete and self.state not in ("finished", "failed"):
            yield from self._end("completed")

    def _validated(self, training: Training) -> Generator[Event, None, bool]:
        """Score the validation episodes; False if a command that cannot wait came: the validation will be done another time."""
        chunks: list[Tensor] = []
        algorithm, episodes = training.algorithm, self.config.validation_episodes
        every_step = algorithm.test_steps <= STEPS_SHOWN
        for chunk in score_chunks(algorithm, training.theta, training.dataset, self.config, "validation", episodes, every_step):
            chunks.append(chunk)
            if self.waiting.any_of(*LEAVING, say.Pause):
                return False
        result = summary(algorithm, chunks)
        classes = training.dataset.fingerprint("validation")
        event = say.Evaluated(
            self.id, training.at, "validation", result.metric, result.mean, result.ci95, result.scores, result.per_step, classes=classes
        )
        self.not_finite = not_finite_sentence(event)
        yield event
        training.validated_at = training.at.step
        if time.monotonic() - self.saved_time >= CHECKPOINT_INTERVAL:
            yield from self._save()
        return True

    def _outer_step(self, training: Training) -> Iterator[Event]:
        self.owed = max(0, self.owed - 1)
        self.stages.clear()
        values = training.outer_step()
        yield say.Scalar(self.id, training.at, values)
        yield from self.watch.while_training(training)
        if time.monotonic() - self.saved_time >= UNVALIDATED_INTERVAL:
            yield from self._save()

    def _end(self, reason: Literal["completed", "stopped"]) -> Iterator[Event]:
        self.owed = 0
        yield from self._save()
        yield say.Finished(self.id, self._at(), reason)
        yield from self._change("finished" if reason == "completed" else "stopped", self.not_finite)

    def _attend(self) -> Iterator[Event]:
        """Obey what was asked; return when an outer step is to be taken."""
        while True:
            idle = self.state not in ("running", "loading") and not self.owed
            if idle and self.training is not None:
                if self.said_at != self.training.at:
                    yield from self._change(self.state)
                yield from self.watch.at_rest(self.training)
            for command in self.waiting.commands(sleep=idle):
                try:
                    yield from self._obey(command)
                except Rejected as error:
                    yield say.Refused(self.id, str(error))
            if self.state in ("running", "loading") or self.owed or self._over():
                return

    def _over(self) -> bool:
        """Whether nobody waits for more: a run that is not hosted leaves when it has ended."""
        return not self.orders.hosted and self.state in ("finished", "stopped")

    def _obey(self, command: Command) -> Iterator[Event]:
        match command:
            case say.Close():
                raise _Closed
            case say.Pause() if self.state == "running":
                yield from self._save()
                yield from self._change("paused")
            case say.Resume() if self.state not in ("running", "loading"):
                if self.state != "failed":  # one that failed at its very end may still be brought to it
                    self._check_steps_left()
                self.orders = replace(self.orders, paused=False)
                yield from self._change("running" if self.training else "loading")
            case say.Stop() if self.state in ("running", "paused", "loading"):
                yield from self._end("stopped")
            case say.Step(outer):
                self._check_steps_left()
                self.owed = max(1, outer)
                if self.state != "paused":
                    yield from self._change("paused")
            case say.InnerStep():
                yield from self._inner_step(self._needed())
            case say.Restart(seed):
                self.config = self.config if seed is None else replace(self.config, seed=seed)
                self.training, self.resume, self.restarted, self.owed = None, False, True, 0
                self.orders, self.saved_at, self.saved_time = replace(self.orders, paused=False), None, 0.0
                yield from self._change("loading")
            case say.SetHyper(name, value):
                yield from self._set(name, value)
            case say.Threads(count) if not self.config.threads:
                self.threads = max(1, count)
                if self.training:
                    self.training.use_threads(self.threads)
            case say.Observe(names, beside):
                if beside is not None:
                    self.watch.put_beside(beside)
                self.watch.observe(names)
            case say.NewProbe(index):
                self.watch.look_at(index)
            case say.Checkpoint():
                yield from self._save(asked=True)
            case say.SaveTo(path):
                yield self._saved_to(self._needed(), Path(path))
            case say.Fork(run):
                yield from self._save(asked=True, run=run)
            case say.Adapt():
                yield self._answer(self._needed(), command)

    def _inner_step(self, training: Training) -> Iterator[Event]:
        """The next stage of one outer step. The update is the ordinary outer step on the meta-batch that was looked at."""
        self._check_steps_left()
        if self.state != "paused":
            yield from self._change("paused")
        if not self.stages:
            tasks = training.upcoming()
            self.stages.extend(stages_of(self.id, training, tasks[:WATCHED_TASKS]))
            yield from self.watch.of(training, tasks)
        stage = self.stages.popleft()
        if self.stages:
            yield stage
            return
        before = {name: t.clone() for name, t in training.slow.items()}
        yield from self._outer_step(training)
        moved = math.sqrt(sum(float((t - before[name]).square().sum()) for name, t in training.slow.items()))
        yield replace(stage, at=training.at, values={**stage.values, "update_norm": moved})
        yield from self._settle()

    def _answer(self, training: Training, request: say.Adapt) -> Event:
        try:
            return say.Adapted(self.id, request.request, answer(training.algorithm, training.theta, request))
        except Rejected:
            raise
        except Exception as error:  # a strange task is no reason to end the training
            logging.getLogger("metascope").exception("a task could not be adapted to")
            raise Rejected(explained(error)[1]) from error

    def _set(self, name: str, value: Value) -> Iterator[Event]:
        training = self._needed()
        checked = live_value(training.algorithm, name, value)
        training.change(name, checked)
        self.watch.try_again()
        self.config, self.saved_at = training.config, None
        yield say.HyperChanged(self.id, training.at, name, checked)

    def _needed(self) -> Training:
        if self.training is None:
            raise Rejected("The run has not begun, so there is no learner yet.")
        return self.training

    def _check_steps_left(self) -> None:
        if self.training is not None and self.training.complete:
            raise Rejected(f"All {self.config.steps} outer steps (steps) are taken; raise their number to go on.")

    def _at(self) -> At:
        return self.training.at if self.training else At()

    def _path(self, run: str) -> Path | None:
        folder = EXAMPLES if is_example(run) else self.orders.checkpoints
        return folder / f"{run}.safetensors" if folder else None

    def _change(self, state: State, note: str = "") -> Iterator[Event]:
        self.state, self.said_at = state, self._at()
        yield say.StateChanged(self.id, state, note, self.said_at)

    def _saved_to(self, training: Training, path: Path) -> Event:
        try:
            training.save(path)
        except StorageError as error:
            raise Rejected(str(error)) from error
        return say.Saved(self.id, training.at, str(path))

    def _save(self, asked: bool = False, run: str = "") -> Iterator[Event]:
        """A checkpoint, unless exactly this one lies on disk already."""
        path = self._path(run or self.id)
        if path is None or self.training is None or (not asked and self.saved_at == self.training.at):
            return
        yield say.Saving(self.id)
        self.training.save(path)
        if not run:
            self.saved_at, self.saved_time = self.training.at, time.monotonic()
        yield say.Saved(run or self.id, self.training.at, str(path))
