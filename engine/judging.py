"""Judge trained learners by their checkpoints: scores on test episodes, and pictures of a probe task, while nothing trains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import torch

from engine.agreement import EVALUATED_APART
from engine.catalogue import algorithms, live_value
from engine.evaluation import score_chunks, summary
from engine.examples import opened
from engine.failures import explained, reading_failed
from engine.protocol import Evaluated, Event, Judge, Judged, Judging, Look, Read, Refused, RunConfig, Value
from engine.readings import pictures
from engine.trained_config import trained_config
from engine.training import Training, dataset_of, device_of

PROBES = 12


def judged(command: Judge, threads: int, give_up: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """Score a run's checkpoint: `Judging` on the way, then `Judged`, or `Refused` with one sentence; nothing if told to give up."""
    run, request = command.run, command.request
    try:
        with closing(opened(Path(command.library))) as library:
            config = _tested(trained_config(library.checkpoint(run)), command.chosen)
            training = restored(library.checkpoint(run), config, threads)
            chunks: list[torch.Tensor] = []
            scored = 0
            for chunk in score_chunks(training.algorithm, training.theta, training.dataset, config, "test", command.episodes):
                if give_up():
                    return
                chunks.append(chunk)
                scored += chunk.shape[1]
                yield Judging(run, request, scored / command.episodes)
            found = summary(training.algorithm, chunks)
            dataset = training.dataset
            classes, note = dataset.fingerprint("test"), dataset.split_note
            scores = found.metric, found.mean, found.ci95, found.scores, found.per_step
            if not command.chosen and dataset.whole("test"):
                library.write([Evaluated(run, training.at, "test", *scores, classes=classes)])
        yield Judged(run, request, config, training.at, found.metric, found.scores, found.per_step, classes, note)
    except Exception as error:
        yield Refused(run, explained(error)[1], request)


def looked(command: Look, threads: int) -> Iterator[Event]:
    """What the checkpoint's learner is (`Started`), and its readings of the probe task; `Refused` with one sentence if not."""
    try:
        with closing(opened(Path(command.library))) as library:
            path = library.checkpoint(command.run)
        training = restored(path, trained_config(path), threads)
        yield training.started(command.run, False, viewing=True)
        config = training.config
        indices = range(command.probe, command.probe + PROBES)
        tasks = training.dataset.fixed("validation", indices, config.way, config.shot, config.queries)
        failures: list[Event] = []

        def failed(name: str, error: Exception) -> None:
            failures.append(reading_failed(command.run, training.at, name, error))

        learner = training.algorithm, training.theta, training.dataset
        for reading in pictures(command.readings, *learner, tasks, {}, failed=failed):
            yield Read(command.run, training.at, reading)
        yield from failures
    except Exception as error:
        yield Refused(command.run, explained(error)[1])


def _tested(config: RunConfig, chosen: Mapping[str, Value]) -> RunConfig:
    """The run's settings with those of the test; raises `Rejected` for one that a test cannot change."""
    for name, value in chosen.items():
        config = config.having(name, live_value(algorithms()[config.algorithm], name, value, also=EVALUATED_APART))
    return config


def restored(path: Path, config: RunConfig, threads: int) -> Training:
    """The learner of a checkpoint, with its data; raises `DataError`, `Rejected`."""
    torch.set_num_threads(config.threads or threads)
    device = device_of(config)
    training = Training(config, dataset_of(config, device, lambda what, fraction: None, path), device, config.threads or threads)
    training.restore(path)
    return training
