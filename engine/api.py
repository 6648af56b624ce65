"""The engine in three calls, for scripts and notebooks: train, evaluate, adapt. (torch is imported when one of them is called)"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.failures import RunFailed
from engine.places import library_folder
from engine.protocol import At, Evaluated, Event, Failed, Floats, RunConfig, Start, Started, Value

if TYPE_CHECKING:
    from engine.algorithm import Learner
    from engine.library import Library
    from engine.training import Training

Folder = str | Path | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a library: its id there, the settings it was trained with, and how far it came."""

    id: str
    library: Path
    config: RunConfig
    at: At


@dataclass(frozen=True, slots=True)
class Score:
    """What a run reached on test episodes 0..n-1, which are the same for every run: mean and half width of its 95 % interval."""

    metric: Literal["accuracy", "mse"]
    mean: float
    ci95: float
    scores: Floats = field(repr=False)  # (n,)
    per_step: Floats = field(repr=False)  # (K + 1,) means after 0..K inner steps, or (1,)
    note: str = ""  # how the classes that are there differ from those of the run, in sentences


class Adapted:
    """A learner that has adapted to one task. Call it with queries."""

    def __init__(self, training: Training, learner: Learner, request: Callable[[NDArray[Any]], Any]) -> None:
        self._training = training
        self._learner = learner
        self._request = request

    def __call__(self, queries: NDArray[Any]) -> NDArray[np.float32]:
        """Class probabilities (n, way), or values (n,) of a regression; queries as `adapt` takes its examples."""
        import torch

        from engine.readings import asked

        algorithm = self._training.algorithm
        with torch.no_grad():
            answer = algorithm.predict(self._learner, asked(algorithm, self._request(np.asarray(queries)))[1])[0].float()
        values: NDArray[np.float32] = (answer.softmax(-1) if algorithm.problem.task == "classification" else answer[:, 0]).cpu().numpy()
        return values

    @property
    def weights(self) -> dict[str, NDArray[Any]]:
        """The adapted weights by name, without the task axis; what the method keeps of the support set is named `task.*`."""
        from engine.weights import adapted_weights

        return {name: t.numpy() for name, t in adapted_weights(self._learner, self._training.theta).items()}


def train(
    algorithm: str = "",
    dataset: str = "",
    *,
    library: Folder = None,
    data: Folder = None,
    resume: Run | str = "",
    on_event: Callable[[Event], object] | None = None,
    **settings: Value,
) -> Run:
    """Train a learner and keep it in `library` (a folder; None: the one the window uses); `on_event` hears everything on the way.

    `settings` are those of `python main.py train --help` and `--set`; `data` is the folder that holds a dataset's files. With
    `resume`, goes on with that run. Raises `Rejected` for a setting that cannot be, `RunFailed` where training ended in an error.
    """
    import os

    from engine.catalogue import catalogue, configured
    from engine.inbox import Quiet
    from engine.jobs import resumed, started
    from engine.settings import Rejected

    if bool(resume) == bool(algorithm or dataset):
        raise Rejected("train takes an algorithm and a dataset, or a run to resume.")
    if resume:
        base = _opened(resume, library)
        run, config = _id(resume), resumed(base, _id(resume), settings, _text(data))
    else:
        from engine.library import Library

        config = configured(catalogue(), algorithm, dataset, settings, _text(data))
        base = Library(_folder(library))
        run = base.new_run(config)
    folder = base.folder
    base.close()
    failure: Failed | None = None
    began = bool(resume)
    for event in started(Start(run, config, str(folder), resume=bool(resume)), Quiet(), os.cpu_count() or 1, hosted=False):
        failure = event if isinstance(event, Failed) else failure
        began = began or isinstance(event, Started)
        if on_event is not None:
            on_event(event)
    if failure is not None and not began:  # it never began: there is nothing of it to keep
        with contextlib.closing(_opened(run, folder)) as base:
            base.remove(run)
    if failure is not None:
        raise RunFailed(failure.sentence)
    return find(run, folder)


def find(run: str, library: Folder = None) -> Run:
    """A run of a library by its id; raises `Rejected` where there is none."""
    base = _opened(run, library)
    try:
        row = base.run(run)
    finally:
        base.close()
    return Run(run, base.folder, row.config, row.at)


def evaluate(run: Run | str, *, episodes: int = 600, library: Folder = None, data: Folder = None, **settings: Value) -> Score:
    """Score a run's checkpoint on fixed test episodes; `settings` may change way, shot, queries, device, threads and live settings.

    A score in the run's own settings is kept in its library.
    """
    import os

    from engine.jobs import EVALUATED_APART, evaluated, resumed

    base = _opened(run, library)
    try:
        config = resumed(base, _id(run), settings, _text(data), also=EVALUATED_APART)
        found = [e for e in evaluated(_id(run), config, base, episodes, os.cpu_count() or 1) if isinstance(e, Evaluated)][-1]
        if found.whole and not set(settings) & set(EVALUATED_APART):
            base.write([found])
    finally:
        base.close()
    return Score(found.metric, found.mean, found.ci95, found.scores, found.per_step, found.note)


def adapt(run: Run | str, examples: NDArray[Any], answers: NDArray[Any], *, steps: int | None = None, library: Folder = None) -> Adapted:
    """Adapt a run's learner to a task of your own.

    Classification: `examples` (n, height, width[, 3]) uint8, ink bright, or (n, numbers); `answers` (n,) labels 0..way-1, each at
    least once. Regression: both (n,). `steps` inner steps; None: as many as it is judged with. Raises `Rejected` where the task
    does not fit the learner.
    """
    import os

    import torch

    from engine.judging import restored
    from engine.protocol import Adapt
    from engine.readings import asked
    from engine.trained_config import trained_config

    base = _opened(run, library)
    path = base.checkpoint(_id(run))
    base.close()
    training = restored(path, trained_config(path), os.cpu_count() or 1)

    def request(queries: NDArray[Any]) -> Adapt:
        return Adapt(0, np.asarray(examples), np.asarray(answers), queries)

    support, _ = asked(training.algorithm, request(np.asarray(examples)[:1]))
    with torch.no_grad():
        learner = training.algorithm.adapt(training.theta, support, steps=steps)
    return Adapted(training, learner, request)


def _folder(library: Folder) -> Path:
    return Path(library).expanduser().resolve() if library else library_folder()


def _opened(run: Run | str, library: Folder) -> Library:
    """The library that holds a run; raises `Rejected` where there is none."""
    from engine.library import Library
    from engine.settings import Rejected

    folder = run.library if isinstance(run, Run) else _folder(library)
    if not (folder / "runs.sqlite").exists():
        raise Rejected(f"There is no run library in {folder}.")
    return Library(folder, create=False)


def _id(run: Run | str) -> str:
    return run.id if isinstance(run, Run) else run


def _text(folder: Folder) -> str:
    return str(Path(folder).expanduser().resolve()) if folder else ""
