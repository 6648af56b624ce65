"""The far side of a run on a cluster: a Dask task that hosts the run, reads commands and sends events and checkpoints home."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import platform
import queue
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from engine.atomic_write import write_bytes
from engine.places import data_folder
from engine.protocol import Close, Command, Download, Evaluated, Event, Failed, Refused, RunConfig, Saved, Start
from engine.settings import library_name
from engine.worker import CREDIT, Post

BEAT = 5.0
"""Seconds between two signs of life from home."""
SILENCE = 60.0
"""Seconds without a sign of life after which a run takes its home for gone, and leaves."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to the far side: a command (None is a sign of life), and checkpoints that it needs, by run.

    The first parcel answers a `Hello`; whatever was sent to an earlier attempt does not carry its word.
    """

    command: Command | None
    answers: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    fetch: bool = False
    hosted: bool = False


@dataclass(frozen=True, slots=True)
class Hello(Event):
    """An attempt at the run begins on a worker; it waits for its `Start`."""

    word: str
    version: str
    machine: str


@dataclass(frozen=True, slots=True)
class Carried(Event):
    """A checkpoint comes home."""

    saved: Saved
    file: bytes


@cache
def version() -> str:
    """A fingerprint of the engine's code: both sides must have the same, or the same settings would not give the same numbers."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def channel(name: str, client: Any) -> tuple[Any, Any]:
    """The two queues between home and the far side: commands out, events home."""
    from distributed import Queue

    return Queue(f"{name}-commands", client=client), Queue(f"{name}-events", client=client, maxsize=2 * CREDIT)


def host_run(name: str) -> None:
    """The task: say hello, wait for `Start`, and be the engine of that run until it ends or its home is gone."""
    from distributed import get_client

    with tempfile.TemporaryDirectory(prefix="metascope-") as folder, contextlib.closing(Line(name, get_client(), Path(folder))) as line:
        post = Post(line)  # type: ignore[arg-type]  # it speaks as a pipe does
        try:
            for event in _events(post, line, Path(folder)):
                post.put(event)
        finally:
            post.drain(patience=30)


def score_run(config: RunConfig, run: str, file: bytes, episodes: int, fetch: bool) -> Evaluated:
    """The task: score a checkpoint on test episodes 0..episodes-1. Raises `Failure` with one sentence."""
    from engine.failures import explained
    from engine.jobs import scored

    with tempfile.TemporaryDirectory(prefix="metascope-") as folder:
        try:
            checkpoint = Path(folder) / f"{library_name(run)}.safetensors"
            write_bytes(checkpoint, file, sync=False)
            if fetch:
                list(_fetched(config, lambda: False))
            here = replace(config, data_root=local_data(config.data_root))
            return next(e for e in scored(run, here, checkpoint, episodes, 1) if isinstance(e, Evaluated))
        except Exception as error:
            raise Failure(f"{explained(error)[1]} (on {platform.node()})") from error


class Failure(Exception):
    """A task failed on its worker; `str()` is one sentence."""


def local_data(root: str) -> str:
    """The folder a run names for its data if it is there on this machine too; else empty, which means this machine's own."""
    return root if root and Path(root).is_dir() else ""


def _events(post: Post, line: Line, folder: Path) -> Iterator[Event]:
    word = uuid.uuid4().hex
    yield Hello("", word, version(), platform.node())
    while not isinstance(start := post.wait(), Start):
        if isinstance(start, Close):
            return
    from engine.run import Orders, run
    from engine.worker import warm_up

    warm_up()
    if line.first.fetch:
        yield from _fetched(start.config, post.told_to_give_up, start.run)
    orders = Orders(folder, start.resume, start.paused, line.first.hosted, 1, local_data(start.config.data_root))
    for event in run(start.config, start.run, post, orders):
        if isinstance(event, Saved):
            yield Carried(event.run, event, Path(event.path).read_bytes())
        elif isinstance(event, Failed):
            yield replace(event, sentence=f"{event.sentence} (on {platform.node()})")
        else:
            yield event


def _fetched(config: RunConfig, give_up: Callable[[], bool], run: str = "") -> Iterator[Event]:
    """Download the run's data to this machine if it can be and is not there."""
    import torch

    from engine.catalogue import datasets
    from engine.episode import DataError
    from engine.jobs import fetch
    from engine.training import dataset_of

    if not datasets()[config.dataset].downloadable:
        return
    here = replace(config, data_root=local_data(config.data_root))
    try:
        dataset_of(here, torch.device("cpu"), lambda what, fraction: None)
    except DataError:
        for event in fetch(Download(config.dataset, here.data_root or str(data_folder())), give_up):
            if isinstance(event, Refused):
                raise DataError(event.sentence) from None
            if run:
                yield replace(event, run=run)


class Ear:
    """Waits on a queue of the cluster in a thread of its own; what it hears can then be taken without asking the scheduler."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._heard: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._listen, name="metascope-ear", daemon=True)
        self._thread.start()

    def take(self, timeout: float) -> bytes | None:
        """The next message, or None where there is none in time; raises `EOFError` where the scheduler is gone."""
        try:
            message = self._heard.get(timeout=timeout)
        except queue.Empty:
            return None
        if message is None:
            raise EOFError
        return message

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._source.put(b"", timeout=5)  # a `get` with a time limit would leave an error in the scheduler's log each time
        self._thread.join(5)

    def _listen(self) -> None:
        with contextlib.suppress(Exception):
            while message := self._source.get():
                self._heard.put(message)
        self._heard.put(None)


class Line:
    """The far end of the two queues, spoken to as if it were a pipe: batches of events go home, commands come.

    Threads do the waiting, so that an outer step never does.
    """

    def __init__(self, name: str, client: Any, folder: Path) -> None:
        self.first = Parcel(None)
        commands, self._events = channel(name, client)
        self._folder = folder
        self._ear = Ear(commands)
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._next: Command | None = None
        self._word = ""
        self._heard = time.monotonic()
        self._speaker = threading.Thread(target=self._speak, name="metascope-speaker", daemon=True)
        self._speaker.start()

    # -- as a pipe
    def send(self, batch: list[Event]) -> None:
        for event in batch:
            if isinstance(event, Hello):
                self._word = event.word
        self._outbox.put(pickle.dumps(batch))

    def poll(self, timeout: float = 0.0) -> bool:
        """Whether a command waits; raises `EOFError` where home is gone."""
        while self._next is None:
            message = self._ear.take(max(timeout, 1e-6))
            if message is None:
                if time.monotonic() - self._heard > SILENCE:
                    raise EOFError
                return False
            self._next = self._open(pickle.loads(message))
        return True

    def recv(self) -> Command:
        while not self.poll(1.0):
            pass
        command, self._next = self._next, None
        assert command is not None
        return command

    def close(self) -> None:
        """Send what is left, say that there is no more, and end."""
        self._outbox.put(pickle.dumps([]))
        self._outbox.put(None)
        self._speaker.join(30)
        self._ear.close()

    def _open(self, parcel: Parcel) -> Command | None:
        """The parcel's command, with the checkpoints that came with it put where runs look for them."""
        if parcel.answers:
            if parcel.answers != self._word:
                return None
            self.first = parcel
        elif self.first.command is None:
            return None  # meant for an earlier attempt
        self._heard = time.monotonic()
        for run, file in parcel.files.items():
            write_bytes(self._folder / f"{library_name(run)}.safetensors", file, sync=False)
        return parcel.command

    def _speak(self) -> None:
        while (batch := self._outbox.get()) is not None:
            with contextlib.suppress(Exception):
                self._events.put(batch, timeout=SILENCE)
