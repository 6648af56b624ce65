"""A worker process: warm spare, batches on credit, crash, checkpoint on leaving."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import checkpoint
from engine.catalogue import catalogue, configured
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import (
    Close,
    Credit,
    Download,
    Estimate,
    Event,
    Finished,
    Measure,
    Observe,
    Pause,
    Progress,
    Read,
    Ready,
    Refused,
    RunConfig,
    Scalar,
    Start,
    StateChanged,
    Stop,
)
from engine.worker import CREDIT, Post, WorkerProcess


def small(**chosen: object) -> RunConfig:
    settings: dict[str, object] = {
        "steps": 60,
        "meta_batch": 4,
        "validate_every": 50,
        "validation_episodes": 4,
        "device": "cpu",
        "threads": 1,
    }
    return configured(catalogue(), "maml", "sinusoid", settings | chosen)


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess()
    process.start()
    yield process
    process.close(0.5)
    assert not process.process.is_alive()


def heard(worker: WorkerProcess, until: type[Event], patience: float = 30, credit: bool = True) -> list[Event]:
    """Events up to one of class `until` (or the end of the worker)."""
    events: list[Event] = []
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and worker.connection.poll(deadline - time.monotonic()):
        try:
            events += worker.connection.recv()
        except (EOFError, OSError):
            return events
        if credit:
            worker.connection.send(Credit())
        if any(isinstance(e, until) for e in events):
            return events
    raise AssertionError(f"no {until.__name__} in {patience} s; heard {[type(e).__name__ for e in events][-5:]}")


def states(events: list[Event]) -> list[str]:
    return [e.state for e in events if isinstance(e, StateChanged)]


def test_a_spare_says_what_there_is_measures_a_cost_and_runs(worker: WorkerProcess) -> None:
    ready = heard(worker, Ready)[0]
    assert isinstance(ready, Ready) and ready.catalogue.algorithms and ready.catalogue.devices[0][0] == "cpu"
    worker.connection.send(Measure(small()))
    cost = heard(worker, Estimate)[-1]
    assert isinstance(cost, Estimate) and cost.bytes > 10_000_000 and 0 < cost.seconds_per_step < 5
    worker.connection.send(Download("sinusoid", ""))
    assert "needs no download" in next(e.sentence for e in heard(worker, Refused) if isinstance(e, Refused))
    worker.connection.send(Start("r", small()))
    events = heard(worker, Finished)
    assert [e.at.step for e in events if isinstance(e, Scalar)] == list(range(1, 61))


def test_two_workers_racing_and_one_resumed_equal_a_run_alone(tmp_path: Path) -> None:
    config = small(steps=400, validate_every=400)
    library = Library(tmp_path)
    alone, beside, parted = (library.new_run(config) for _ in range(3))
    list(started(Start(alone, config, str(tmp_path)), Quiet(), 1, hosted=False))
    workers = [WorkerProcess(), WorkerProcess()]
    try:
        for worker, run in zip(workers, (beside, parted), strict=True):
            worker.start()
            worker.connection.send(Start(run, config, str(tmp_path)))
        heard(workers[1], Scalar)
        workers[1].connection.send(Close())
        workers[1].process.join(10)
        assert workers[1].process.exitcode == 0
        cut = library.run(parted)
        assert cut.state == "stopped" and 0 < cut.at.step < 400
        heard(workers[0], Finished)
        list(started(Start(parted, config, str(tmp_path), resume=True), Quiet(), 1, hosted=False))
    finally:
        for worker in workers:
            worker.close(0.5)
    whole = [values for _, values in library.metrics(alone)]
    assert len(whole) == 400
    for run in (beside, parted):
        assert [values for _, values in library.metrics(run)] == whole
        a, b = (checkpoint.load(library.checkpoint(r))[0] for r in (alone, run))
        assert a.keys() == b.keys() and all(a[name].equal(b[name]) for name in a)


def test_without_credit_the_worker_computes_on_and_tells_everything_later(worker: WorkerProcess) -> None:
    heard(worker, Ready)
    worker.connection.send(Start("r", small()))
    batches = []
    while worker.connection.poll(1.5):
        batches.append(worker.connection.recv())
    assert len(batches) <= CREDIT
    worker.connection.send(Credit(100))
    late = heard(worker, Finished)
    steps = [e.at.step for e in (*(e for batch in batches for e in batch), *late) if isinstance(e, Scalar)]
    assert steps == list(range(1, 61))


def test_a_worker_leaves_with_a_checkpoint_when_its_window_dies(tmp_path: Path) -> None:
    library = Library(tmp_path)
    config = small(steps=1_000_000)
    run = library.new_run(config)
    worker = WorkerProcess()
    worker.start()
    worker.connection.send(Start(run, config, str(tmp_path)))
    heard(worker, Scalar)
    worker.connection.close()
    worker.process.join(10)
    assert worker.process.exitcode == 0
    row = library.run(run)
    assert row.state == "stopped" and row.at.step > 0 and library.checkpoint(run).exists()


def test_closing_a_busy_worker_takes_under_two_seconds(tmp_path: Path) -> None:
    library = Library(tmp_path)
    config = small(steps=1_000_000)
    run = library.new_run(config)
    worker = WorkerProcess()
    worker.start()
    worker.connection.send(Start(run, config, str(tmp_path)))
    heard(worker, Scalar, credit=False)
    began = time.monotonic()
    worker.close()
    assert time.monotonic() - began < 2
    assert worker.process.exitcode == 0 and library.run(run).state == "stopped"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_in_the_terminal_is_the_windows_to_answer_and_a_kill_loses_at_most_a_second(tmp_path: Path) -> None:
    library = Library(tmp_path)
    config = small(steps=1_000_000)
    run = library.new_run(config)
    worker = WorkerProcess()
    worker.start()
    worker.connection.send(Start(run, config, str(tmp_path)))
    heard(worker, Scalar)
    pid = worker.process.pid
    assert pid is not None
    os.kill(pid, signal.SIGINT)
    began = time.monotonic()
    last = 0
    while time.monotonic() - began < 1.5:
        last = max([last, *(e.at.step for e in heard(worker, Scalar) if isinstance(e, Scalar))])
    told = last
    os.kill(pid, signal.SIGKILL)
    heard(worker, Finished)
    worker.process.join(5)
    assert worker.process.exitcode == -signal.SIGKILL
    steps = [at.step for at, _ in library.metrics(run)]
    assert steps == list(range(1, len(steps) + 1)) and len(steps) > told / 4
    worker.close(0.1)


def test_a_paused_worker_sleeps(worker: WorkerProcess) -> None:
    heard(worker, Ready)
    worker.connection.send(Start("r", small(steps=1_000_000), paused=True))
    while "paused" not in states(heard(worker, StateChanged)):
        pass
    if not Path(f"/proc/{worker.process.pid}/stat").exists():
        pytest.skip("the system does not show a process's CPU time")

    def ticks() -> int:
        fields = Path(f"/proc/{worker.process.pid}/stat").read_text().split()
        return int(fields[13]) + int(fields[14])

    time.sleep(0.2)
    before = ticks()
    time.sleep(0.5)
    assert ticks() - before <= 2


class Wire:
    """The connection of a `Post`, in one process: keeps what was sent, gives what it is told."""

    def __init__(self, *commands: object) -> None:
        self.commands = list(commands)
        self.sent: list[list[Event]] = []

    def poll(self, timeout: float = 0) -> bool:
        return bool(self.commands)

    def recv(self) -> object:
        if not self.commands:
            raise EOFError
        return self.commands.pop(0)

    def send(self, batch: list[Event]) -> None:
        self.sent.append(batch)


def test_pictures_give_way_to_newer_ones_and_samples_never_do() -> None:
    import numpy as np

    from engine.protocol import At, Movement

    wire = Wire(*[Pause()] * 0)
    post = Post(wire)  # type: ignore[arg-type]
    post._credit = 0
    for step in range(100):
        post.put(Scalar("r", At(step), {}))
        post.put(Read("r", At(step), Movement(("a",), np.zeros((1, 1), np.float32))))
        post.put(Progress("r", "x", step / 100))
    post._credit = 1
    post.drain()
    batch = wire.sent[0]
    assert [e.at.step for e in batch if isinstance(e, Scalar)] == list(range(100))
    assert [e.at.step for e in batch if isinstance(e, Read)] == [99]
    assert [e.fraction for e in batch if isinstance(e, Progress)] == [0.99]


def test_a_lost_window_reads_as_close() -> None:
    post = Post(Wire(Observe(("Fit",))))  # type: ignore[arg-type]
    assert post.wait() == Observe(("Fit",))
    assert post.wait() == Close()


def test_a_start_does_not_wait_for_a_cost_that_is_being_measured(worker: WorkerProcess) -> None:
    heard(worker, Ready)
    worker.connection.send(Measure(small(meta_batch=1024)))
    worker.connection.send(Stop())
    worker.connection.send(Start("r", small(steps=3)))
    events = heard(worker, Finished)
    assert not [e for e in events if isinstance(e, Estimate)]
