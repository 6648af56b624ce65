"""What a host can be asked to do, each a generator of events: run, estimate the cost of a run, download data."""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import torch

from engine.agreement import EVALUATED_APART as EVALUATED_APART
from engine.background import Cancelled, reported
from engine.catalogue import algorithms, chosen_spec, datasets, live_value
from engine.evaluation import further, score_chunks, summary
from engine.failures import StorageError, explained, failed, remedies_of
from engine.inbox import Departing, Inbox
from engine.library import Library
from engine.places import data_folder
from engine.protocol import At, Download, Downloaded, Estimate, Evaluated, Event, Progress, Refused, RunConfig, Start, StateChanged
from engine.recording import record
from engine.recovery import RecoveryInbox, recovered
from engine.run import Orders, run
from engine.settings import Rejected
from engine.trained_config import library_config
from engine.training import Training, dataset_of, device_of

PROBE_STEPS, PROBED = (2, 9), 0.5
"""Probe steps at least and, unless they have taken so many seconds, at most."""


def started(command: Start, inbox: Inbox, threads: int, hosted: bool = True) -> Generator[Event, None, None]:
    """The events of the run that `command` asks for, written to its library on the way."""
    if not command.library:
        yield from run(command.config, command.run, inbox, Orders(None, False, command.paused, hosted, threads))
        return
    library: Library | None = None
    try:
        library = Library(Path(command.library), create=False)
        library.hold(command.run)
    except (StorageError, Rejected) as error:
        if library is not None:
            library.close()
        yield failed(command.run, At(), error)
        yield StateChanged(command.run, "failed", str(error))
        return
    orders = Orders(library.checkpoints, command.resume, command.paused, hosted, threads, recoverable=not hosted)
    if isinstance(inbox, Departing):
        inbox.on_leaving = library.announce_leaving
    try:
        if hosted:
            yield from record(run(command.config, command.run, inbox, orders), library, command.run)
        else:
            own = RecoveryInbox(inbox)
            yield from recovered(record(run(command.config, command.run, own, orders), library, command.run), library, command, own)
    finally:
        library.close()


def estimate(config: RunConfig, give_up: Callable[[], bool] = lambda: False, request: int = 0) -> Iterator[Event]:
    """Predict what a run costs from a few probe steps of a throw-away learner; says nothing if told to give up between them."""
    try:
        device = device_of(config)
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(device)  # the one before may have needed more

        def report(what: str, fraction: float | None) -> None:
            if give_up():
                raise Cancelled

        training = Training(config, dataset_of(config, device, report), device, torch.get_num_threads())
        taken: list[float] = []
        while len(taken) <= PROBE_STEPS[0] or (len(taken) <= PROBE_STEPS[1] and sum(taken[1:]) < PROBED):
            if give_up():
                return
            began = time.perf_counter()
            training.outer_step()
            taken.append(time.perf_counter() - began)
        seconds = statistics.median(taken[1:])  # the first step pays for what is made once; some may wait for a core
        yield Estimate("", _peak_bytes(device), seconds, request, training.dataset.describe())
    except Cancelled:
        return
    except Exception as error:
        yield Refused("", explained(error)[1], request, remedies_of(error), config)


def evaluated(run: str, config: RunConfig, library: Library, episodes: int, threads: int) -> Iterator[Event]:
    """Score the run's checkpoint on test episodes 0..episodes-1: `Progress` on the way, then `Evaluated`.

    Raises what `explained` explains.
    """
    yield from scored(run, config, library.checkpoint(run), episodes, threads)


def scored(run: str, config: RunConfig, checkpoint: Path, episodes: int, threads: int) -> Iterator[Event]:
    """As `evaluated`, of a checkpoint that may lie in no library."""
    torch.set_num_threads(config.threads or threads)
    device = device_of(config)
    dataset = yield from reported(run, lambda report: dataset_of(config, device, report, checkpoint), lambda: False)
    training = Training(config, dataset, device, config.threads or threads)
    training.restore(checkpoint)
    chunks: list[torch.Tensor] = []
    scored = 0
    for chunk in score_chunks(training.algorithm, training.theta, training.dataset, config, "test", episodes):
        chunks.append(chunk)
        scored += chunk.shape[1]
        yield Progress(run, "scoring", scored / episodes)
    result = summary(training.algorithm, chunks)
    more = further(training.algorithm, training.theta, training.dataset, config, episodes)
    scores = result.metric, result.mean, result.ci95, result.scores, result.per_step
    classes = dataset.fingerprint("test"), dataset.split_note, dataset.whole("test")
    yield Evaluated(run, training.at, "test", *scores, more, *classes)


def resumed(library: Library, run: str, chosen: Mapping[str, object], root: str, also: tuple[str, ...] = ()) -> RunConfig:
    """The settings a run goes on with: its own, with live settings, device, threads, data folder and what is in `also` as chosen."""
    row = library.run(run)
    config = library_config(library.checkpoint(run)) or row.config
    for name, value in chosen.items():
        config = config.having(name, live_value(algorithms()[config.algorithm], name, value, also=("device", "threads", *also)))
    return replace(config, data_root=root) if root else config


def fetch(command: Download, give_up: Callable[[], bool]) -> Iterator[Event]:
    """Download a dataset's files into a folder, until `give_up` says so; what has come is kept for another time."""
    folder = Path(command.folder) if command.folder else data_folder()
    try:
        cls = chosen_spec("dataset", command.dataset, datasets())
        if not cls.downloadable:
            raise Rejected(f"{cls.title} needs no download.")
        download = importlib.import_module(cls.__module__).download
        source = {"base": command.mirror} if command.mirror else {}
        yield from reported("", lambda report: download(folder, report, **source), give_up)
        yield Downloaded("", command.dataset, str(folder))
    except Cancelled:
        yield Refused("", f"The download of {command.dataset} was cancelled; it goes on from there when asked again.")
    except Exception as error:
        yield Refused("", explained(error)[1])


def _peak_bytes(device: torch.device) -> int:
    """Memory this process has needed at most, or the card's part of it; 0 where the system does not tell."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device)
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
