"""The job behind the Try place: trained learners held ready, each new task answered by all of them, the newest first."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.background import Cancelled, reported
from engine.episode import Dataset
from engine.failures import explained
from engine.inbox import Inbox
from engine.protocol import Adapt, Adapted, Close, Command, Deal, Dealt, Event, Held, Hold, Refused, RunConfig, frozen_array
from engine.readings import Memo, answer
from engine.settings import Rejected
from engine.trained_config import trained_config
from engine.training import Training, dataset_of, device_of, with_classes_of


class Answers:
    """Learners by run, and what has been asked of them. Of several tasks that wait only the newest is answered."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._waiting: deque[Command] = deque()
        self._held: dict[str, Training] = {}
        self._written: dict[str, tuple[str, float]] = {}
        self._other_ways: dict[tuple[str, int], Training | Rejected] = {}
        self._memos: dict[tuple[str, int], Memo] = {}
        self._took: dict[str, float] = {}  # seconds of the last answer: who is quick is not kept waiting by who is slow

    def events(self) -> Iterator[Event]:
        """Serve until `Close`."""
        torch.set_num_threads(1)
        while True:
            command = self._next()
            match command:
                case Hold(checkpoints):
                    yield from self._hold(dict(checkpoints))
                case Adapt():
                    yield from self._answer(command)
                case Deal():
                    yield self._deal(command)
                case Close():
                    return
                case _:
                    pass

    def _next(self) -> Command:
        if not self._waiting:
            self._waiting.append(self._inbox.wait())
        self._take()
        return self._waiting.popleft()

    def _take(self) -> None:
        """Take in what has come; tasks that are older than the newest will not be answered any more."""
        while (command := self._inbox.poll()) is not None:
            self._waiting.append(command)
        tasks = [c for c in self._waiting if isinstance(c, Adapt)]
        if len(tasks) > 1:
            self._waiting = deque(c for c in self._waiting if not isinstance(c, Adapt) or c is tasks[-1])

    # -- learners
    def _hold(self, checkpoints: dict[str, str]) -> Iterator[Event]:
        """Have exactly these learners ready; one `Held` or `Refused` each."""
        for run in [r for r in self._held if r not in checkpoints]:
            del self._held[run], self._written[run]
        self._other_ways = {key: t for key, t in self._other_ways.items() if key[0] in self._held}
        self._memos = {key: memo for key, memo in self._memos.items() if key[0] in self._held}
        for run, place in checkpoints.items():
            try:
                path = Path(place)
                written = (place, path.stat().st_mtime)
                if self._written.get(run) != written:
                    self._held[run] = yield from self._loaded(run, path)
                    self._written[run] = written
                    self._other_ways = {key: t for key, t in self._other_ways.items() if key[0] != run}
                    self._memos = {key: memo for key, memo in self._memos.items() if key[0] != run}
                yield Held(run, self._held[run].config, self._held[run].at, self._held[run].dataset.split_note)
            except Cancelled:
                return
            except Exception as error:
                yield Refused(run, explained(error)[1])

    def _loaded(self, run: str, path: Path) -> Generator[Event, None, Training]:
        config = trained_config(path)
        device = device_of(config)
        dataset = next((t.dataset for t in self._held.values() if _source(t.config) == _source(config)), None)
        if dataset is None:
            dataset = yield from reported(run, lambda report: dataset_of(config, device, report, path), self._told_to_leave)
        else:
            dataset = with_classes_of(dataset, path)
        training = Training(config, dataset, device, 1)
        training.restore(path)
        return training

    def _told_to_leave(self) -> bool:
        self._take()
        return any(isinstance(c, Close | Hold) for c in self._waiting)

    def _of_way(self, run: str, way: int) -> Training:
        """The learner for tasks of so many classes; raises `Rejected` where its weights are made for another number."""
        own = self._held[run]
        if own.dataset.task == "regression" or way == own.config.way:
            return own
        key = (run, way)
        if key not in self._other_ways:
            self._other_ways[key] = _made_for(own, way)
        found = self._other_ways[key]
        if isinstance(found, Rejected):
            raise found
        return found

    # -- tasks
    def _answer(self, task: Adapt) -> Iterator[Event]:
        way = len(set(task.support_y.tolist())) if task.support_y.dtype.kind == "i" else 0
        for run in sorted(self._held, key=lambda run: self._took.get(run, 0.0)):
            try:
                training = self._of_way(run, way)
                began = time.perf_counter()
                reading = answer(training.algorithm, training.theta, task, self._memos.setdefault((run, way), Memo()))
                self._took[run] = time.perf_counter() - began
                yield Adapted(run, task.request, reading)
            except Exception as error:
                yield Refused(run, explained(error)[1])
            self._take()
            if any(isinstance(c, Adapt | Close | Hold) for c in self._waiting):
                return

    def _new_to_all(self, training: Training) -> Dataset:
        """The data of a run, its test classes without those that another held learner was trained on."""
        split = training.dataset.class_split()
        if split is None:
            return training.dataset
        met: set[str] = set()
        for other in self._held.values():
            if other.config.dataset == training.config.dataset:
                met |= other.dataset.met | set((other.dataset.class_split() or split)["train"])
        rest = {name: count for name, count in split["test"].items() if name not in met}
        if len(rest) == len(split["test"]):
            return training.dataset
        if not rest:
            raise Rejected("The learners that are held ready were trained on each other's test classes, so no test task is new to all.")
        return (training.dataset.origin or training.dataset).with_class_split({**split, "test": rest}, False)

    def _deal(self, asked: Deal) -> Event:
        """A test episode of the data that a held run learned from."""
        try:
            training = self._held.get(asked.run)
            if training is None:
                raise Rejected(f"The run {asked.run!r} is not held ready, so its data cannot deal a task.")
            dataset = self._new_to_all(training)
            dataset.check(asked.way, asked.shot, asked.queries)
            tasks = dataset.fixed("test", [asked.index], asked.way, asked.shot, asked.queries)
            support, query = tasks.support, tasks.query
            if training.dataset.task == "regression":
                parts = [frozen_array(t[0].reshape(-1)) for t in (support.x, support.y, query.x, query.y)]
            else:
                given = (_plain(support.x[0]), support.y[0].numpy(), _plain(query.x[0]), query.y[0].numpy())
                parts = [frozen_array(values, values.dtype) for values in given]
            return Dealt(asked.run, asked.request, *parts)
        except Exception as error:
            return Refused(asked.run, explained(error)[1])


def _made_for(own: Training, way: int) -> Training | Rejected:
    """A learner of the same weights for another number of classes, where no learned weight has to do with that number.

    A new head that every task begins with is not learned; it is made anew in the size that is wanted.
    """
    other = Training(own.config.having("way", way), own.dataset, own.device, 1)
    if any(other.slow[name].shape != t.shape for name, t in own.slow.items()):
        return Rejected(
            f"{own.algorithm.title} was trained to tell {own.config.way} classes apart; give it a task of {own.config.way}, not {way}."
        )
    for name, t in own.slow.items():
        other.slow[name].copy_(t)
    other.carried |= {name: t for name, t in own.carried.items() if other.carried[name].shape == t.shape}
    return other


def _source(config: RunConfig) -> tuple[object, ...]:
    """What data a run learned from."""
    return config.dataset, tuple(sorted(config.data.items())), config.data_root, config.device


def _plain(x: torch.Tensor) -> NDArray[np.generic]:
    """Inputs of examples as a person meets them: (n, 2) points, or (n, H, W[, 3]) pictures in uint8."""
    if x.dim() < 4:
        return x.float().cpu().numpy()
    pictures = (255 * x).round().to(torch.uint8).cpu()
    return (pictures[:, 0] if pictures.shape[1] == 1 else pictures.permute(0, 2, 3, 1)).numpy()
