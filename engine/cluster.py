"""Runs on the machines of a Dask cluster: commands go there; events and checkpoints come home, into the library. (no torch)"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import time
import uuid
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.atomic_write import write_bytes
from engine.failures import StorageError, disk_sentence, failed
from engine.far import BEAT, Carried, Ear, Failure, Hello, Parcel, channel, host_run, score_run, version
from engine.inbox import Inbox
from engine.library import Library
from engine.protocol import (
    At,
    Close,
    Command,
    Credit,
    Evaluated,
    Event,
    HyperChanged,
    NewProbe,
    Observe,
    RunConfig,
    Start,
    State,
    StateChanged,
    Stop,
    Threads,
)
from engine.recording import record
from engine.settings import Rejected, library_name

LISTENING, ASLEEP = 0.05, 0.5
"""Seconds between two looks for commands: of a run that trains, and of one that waits for a worker."""
LEAVING = 10.0
"""Seconds a run has to bring its last checkpoint home when the window closes."""
CONNECTING = 10
GONE = "The cluster's scheduler is gone; what the run's last checkpoint holds can be continued."
STANDING = (Observe, NewProbe)
"""Commands that stay in force, and are told again to a worker that takes the place of a lost one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cluster's scheduler is; an empty address stands for workers on this computer, started when they are needed.

    The three files are for a cluster that speaks TLS. `fetch` lets workers download what data they lack.
    """

    address: str = ""
    authority: str = ""
    certificate: str = ""
    key: str = ""
    fetch: bool = False

    @property
    def secure(self) -> bool:
        return bool(self.authority or self.certificate or self.key)

    @property
    def url(self) -> str:
        """As Dask names it."""
        return f"{'tls' if self.secure else 'tcp'}://{self.address}"


_ADDRESS = re.compile(r"(?:(dask|tcp|tls)://)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})/?", re.ASCII)


def place(executor: str, authority: str = "", certificate: str = "", key: str = "", fetch: bool = False) -> Place:
    """Parse `dask` or the address of a scheduler, and the TLS files that go with it; raises `Rejected`.

    An address is HOST:PORT, alone or after dask://, tcp:// or tls:// (schedulers print the last two).
    """
    executor = executor.strip()
    match = _ADDRESS.fullmatch(executor)
    if executor != "dask" and (match is None or not 0 < int(match[3]) < 65536):
        raise Rejected(f"The executor must be dask, or the address of a Dask scheduler such as tcp://HOST:PORT; it was {executor!r}.")
    files = {"authority": authority, "certificate": certificate, "key": key}
    if match is None and any(files.values()):
        raise Rejected("Workers on this computer make their own TLS certificates; they take no TLS files.")
    if match is not None and match[1] == "tcp" and any(files.values()):
        raise Rejected(f"An address with tcp:// takes no TLS files, and one that uses TLS begins with tls://; it was {executor!r}.")
    if match is not None and match[1] == "tls" and not any(files.values()):
        raise Rejected(f"An address with tls:// takes three files: the authority, the certificate and its key; it was {executor!r}.")
    for what, file in files.items():
        if file and not Path(file).is_file():
            raise Rejected(f"There is no file {file} for the TLS {what}.")
    if any(files.values()) and not all(files.values()):
        raise Rejected("TLS takes three files: the authority, the certificate and its key.")
    return Place(f"{match[2]}:{match[3]}" if match else "", **files, fetch=fetch)


class Cluster:
    """A connection to a Dask scheduler. Raises `Rejected` where there is no Dask, `StorageError` where nobody answers."""

    def __init__(self, where: Place, workers: int | None = None) -> None:
        try:
            from distributed import Client, Security

            if not where.address:
                import cryptography  # noqa: F401 (`Security.temporary` needs it)
        except ImportError as error:
            raise Rejected("A cluster needs Dask; install it with: python -m pip install 'metascope[cluster]'") from error
        self.where = where
        self._own: Any = None
        security: dict[str, Any] = {}
        if not where.address:
            self._own = _local_cluster(workers or os.cpu_count() or 1)
        elif where.secure:
            files = {"tls_ca_file": where.authority, "tls_client_cert": where.certificate, "tls_client_key": where.key}
            security = {"security": Security(require_encryption=True, **files)}
        try:
            self._client = Client(self._own or where.url, timeout=CONNECTING, set_as_default=False, **security)
        except Exception as error:
            self._stop_own()
            raise StorageError(f"No Dask scheduler answers at {where.url} ({_reason(error)}).") from error

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        with contextlib.suppress(Exception):
            self._client.close()
        self._stop_own()

    def _stop_own(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

    def size(self) -> tuple[int, int]:
        """(workers, threads): as many runs as threads can train at once."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return len(workers), sum(w["nthreads"] for w in workers)

    def started(self, start: Start, inbox: Inbox, hosted: bool = False) -> Generator[Event, None, None]:
        """The events of a run trained by the cluster, written to its library on the way; as `engine.jobs.started`.

        A worker that is lost is replaced by another, which goes on from the last checkpoint that came home.
        """
        library: Library | None = None
        try:
            library = Library(Path(start.library), create=False)
            library.hold(start.run)
        except (StorageError, Rejected) as error:
            if library is not None:
                library.close()
            yield failed(start.run, At(), error)
            yield StateChanged(start.run, "failed", str(error))
            return
        with contextlib.closing(library):
            yield from record(_Absent(self._client, self.where, start, inbox, library, hosted).events(), library, start.run)

    def scored(self, run: str, config: RunConfig, library: Library, episodes: int) -> Any:
        """A future of the run's score on test episodes 0..episodes-1; see `result`."""
        file = _read(library.checkpoint(run))
        return self._client.submit(
            score_run, config, run, file, episodes, self.where.fetch, key=f"metascope-{uuid.uuid4().hex}", pure=False
        )

    def result(self, future: Any) -> Evaluated:
        """What a future of `scored` gives, when it does; raises `StorageError`."""
        try:
            evaluated: Evaluated = future.result()
        except Exception as error:
            raise StorageError(_sentence(error)) from error
        return evaluated


def _local_cluster(workers: int) -> Any:
    """Start a scheduler and workers on this computer that only this program can use.

    A scheduler runs whatever code it is sent, and every local process reaches the loopback interface: both sides of each
    connection must show a certificate made for this cluster, which exists in memory only. The HTTP servers, which Dask
    starts whether or not there is a dashboard, have no pages.
    """
    import dask
    from distributed import LocalCluster, Security

    with dask.config.set({"distributed.scheduler.http.routes": []}):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tls://",
            security=Security.temporary(),
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            config={"distributed.worker.http.routes": []},  # of the workers, also of those that replace lost ones
        )


class _Absent:
    """A run that trains elsewhere, seen from home."""

    def __init__(self, client: Any, where: Place, start: Start, inbox: Inbox, library: Library, hosted: bool) -> None:
        self._where = where
        self._start = start
        self._inbox = inbox
        self._library = library
        self._hosted = hosted
        self._at = At()
        self._state: State = "waiting"
        self._known = False  # a worker has said hello, and was told what to do
        self._asked: deque[Command] = deque()
        self._standing: dict[type[Command], Command] = {}
        self._closing: float | None = None
        name = f"metascope-{uuid.uuid4().hex}"
        self._commands, events = channel(name, client)
        self._ear = Ear(events)
        self._task = client.submit(host_run, name, key=name, pure=False)
        self._beaten = time.monotonic()

    def events(self) -> Generator[Event, None, None]:
        try:
            yield StateChanged(self._start.run, "waiting")
            yield from self._talk()
        except Exception as cause:
            error = StorageError(GONE) if isinstance(cause, EOFError) else cause
            event = failed(self._start.run, self._at, error)
            yield event
            yield StateChanged(self._start.run, "failed", event.sentence, self._at)
        finally:
            with contextlib.suppress(Exception):
                self._send(Parcel(Close()))
                self._task.release()
                self._ear.close()

    def _talk(self) -> Iterator[Event]:
        while True:
            self._listen_at_home()
            if not self._known and any(isinstance(c, Stop | Close) for c in self._asked):
                self._task.cancel()
                yield StateChanged(self._start.run, "stopped")
                return
            if self._known:
                self._pass_on()
            message = self._ear.take(LISTENING if self._known else ASLEEP)
            if message is None:
                if self._task.status in ("error", "cancelled", "lost"):
                    raise StorageError(_lost(self._task))
                if self._closing is not None and time.monotonic() - self._closing > LEAVING:
                    return
                continue
            batch: list[Event] = pickle.loads(message)
            if not batch:
                return
            for event in batch:
                yield from self._hear(event)
            if self._known:
                self._send(Parcel(Credit()))

    def _hear(self, event: Event) -> Iterator[Event]:
        match event:
            case Hello(_, word, theirs, machine):
                if theirs != version():
                    raise Rejected(
                        f"Metascope on the cluster's machine {machine} is not the one on this computer ({theirs}, {version()}); "
                        "install the same on both."
                    )
                self._begin(word)
            case Carried(run, saved, file):
                path = self._library.checkpoint(run)
                _write(path, file)
                yield replace(saved, path=str(path))
            case _:
                if isinstance(event, StateChanged):
                    self._state = event.state
                if isinstance(event, HyperChanged):
                    self._start = replace(self._start, config=self._start.config.having(event.name, event.value))
                self._at = getattr(event, "at", self._at)
                yield event

    def _begin(self, word: str) -> None:
        """Tell a worker that said hello what to do: begin, or, where an earlier one was lost, go on."""
        again = self._known
        self._known = True
        resume = (self._start.resume or again) and self._library.checkpoint(self._start.run).exists()
        start = replace(self._start, resume=resume, paused=self._state == "paused" if again else self._start.paused, library="")
        runs = [library_name(start.config.init)] if start.config.init else []
        runs += [start.run] if resume else []
        self._send(Parcel(start, word, self._files(runs), self._where.fetch, self._hosted))
        if again:
            self._asked.extendleft(self._standing.values())

    def _files(self, runs: list[str]) -> dict[str, bytes]:
        paths = {run: self._library.checkpoint(run) for run in runs}
        return {run: _read(path) for run, path in paths.items() if path.exists()}

    def _listen_at_home(self) -> None:
        while (command := self._inbox.poll()) is not None:
            if isinstance(command, STANDING):
                before = self._standing.get(type(command))
                if isinstance(command, Observe) and command.beside is None and isinstance(before, Observe):
                    self._standing[Observe] = replace(command, beside=before.beside)
                else:
                    self._standing[type(command)] = command
            if not isinstance(command, Credit | Threads):  # those are about this machine
                self._asked.append(command)

    def _pass_on(self) -> None:
        """Send what the person asked for, and a sign of life where there was nothing for a while."""
        while self._asked:
            command = self._asked.popleft()
            if isinstance(command, Close):
                self._closing = time.monotonic()
            beside = command.beside if isinstance(command, Observe) else None
            self._send(Parcel(command, files=self._files(list(beside or ()))))
        if time.monotonic() - self._beaten > BEAT:
            self._send(Parcel(None))

    def _send(self, parcel: Parcel) -> None:
        self._beaten = time.monotonic()
        self._commands.put(pickle.dumps(parcel))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(disk_sentence(error, f"the checkpoint {path}")) from error


def _write(path: Path, file: bytes) -> None:
    try:
        write_bytes(path, file)
    except OSError as error:
        raise StorageError(disk_sentence(error, f"the checkpoint {path}")) from error


def _lost(task: Any) -> str:
    """Why a task will not go on."""
    if task.status == "error":
        return _sentence(task.exception(timeout=5))
    return GONE


def _sentence(error: BaseException) -> str:
    if isinstance(error, Failure):
        return str(error)
    if isinstance(error, ModuleNotFoundError):
        return f"The cluster's workers lack the module {error.name!r}; install Metascope there as on this computer."
    if type(error).__name__ == "KilledWorker":
        return "Several workers were lost while they trained this run; what its last checkpoint holds can be continued."
    return f"The cluster could not train this run ({_reason(error)})."


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no reason given'}"
