"""Other runs as their last checkpoints have them, walking the same task beside the run that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from engine.algorithm import Algorithm, Learner, Params, Trace
from engine.episode import DataError, Episodes
from engine.examples import EXAMPLES, is_example
from engine.failures import StorageError
from engine.settings import Rejected, library_name
from engine.trained_config import trained_config
from engine.training import Training


@dataclass(frozen=True, slots=True)
class Walk:
    """A run's learners after 0, 1, ... K inner steps of one task."""

    run: str
    algorithm: Algorithm
    theta: Params
    learners: list[Learner]


class Beside:
    """The runs somebody wants beside this one. A checkpoint is read again when it was written anew."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._runs: tuple[str, ...] = ()
        self._read: dict[str, tuple[float, Training]] = {}

    def choose(self, runs: tuple[str, ...]) -> None:
        """Take these from now on; raises `Rejected` for what cannot be a run's name."""
        self._runs = tuple(library_name(run) for run in runs)
        self._read = {run: found for run, found in self._read.items() if run in self._runs}

    def walks(self, own: Training, task: Episodes, steps: int) -> list[Walk]:
        """Each on the same task (T = 1); runs without a checkpoint, of other data or of another number of ways are left out."""
        found: list[Walk] = []
        for run in self._runs:
            other = self._training(run, own)
            if other is not None:
                trace = Trace()
                with torch.no_grad():
                    other.algorithm.adapt(other.theta, task.support, trace, steps=steps)
                found.append(Walk(run, other.algorithm, other.theta, trace.learners))
        return found

    def _training(self, run: str, own: Training) -> Training | None:
        folder = EXAMPLES if is_example(run) else self._folder
        path = folder / f"{run}.safetensors" if folder else None
        try:
            if path is None or self._read.get(run, (0.0, None))[0] == path.stat().st_mtime:
                return self._read[run][1] if path else None
            written, config = path.stat().st_mtime, trained_config(path)
            if (config.dataset, config.data, config.way) != (own.config.dataset, own.config.data, own.config.way):
                return None
            other = Training(config, own.dataset, own.device, 1)
            other.restore(path)
        except (OSError, DataError, Rejected, StorageError):
            return None  # it is being written, or of another kind: the picture does without it
        self._read[run] = written, other
        return other
