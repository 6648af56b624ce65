"""Learned weights for other programs: meta-learned, or adapted to a task, as plain named tensors in a safetensors file."""

from __future__ import annotations

import os
from pathlib import Path

import safetensors.torch
import torch

from engine import checkpoint
from engine.algorithm import Learner, Params
from engine.atomic_write import write_bytes
from engine.judging import restored
from engine.trained_config import trained_config


def write_weights(path: Path, kept: Path, adapted: int | None = None) -> None:
    """Write to `path` the meta-learned weights of the checkpoint `kept`, or those adapted to test episode `adapted`.

    The file's metadata tell the run's settings, in JSON. Raises `DataError`, `Rejected`, `OSError`.
    """
    config = trained_config(kept)
    if adapted is None:
        tensors, _ = checkpoint.load(kept)
        weights = {name.removeprefix("theta."): t for name, t in tensors.items() if name.startswith("theta.")}
    else:
        training = restored(kept, config, os.cpu_count() or 1)
        task = training.dataset.fixed("test", [adapted], config.way, config.shot, config.queries)
        with torch.no_grad():
            weights = adapted_weights(training.algorithm.adapt(training.theta, task.support), training.theta)
    told = {"format": "pt", "made_by": "Metascope", "settings": config.to_json()}
    if adapted is not None:
        told["adapted_to"] = f"test episode {adapted}"
    write_bytes(path, safetensors.torch.save({name: t.contiguous() for name, t in weights.items()}, told))


def adapted_weights(learner: Learner, theta: Params) -> Params:
    """The weights of a learner of one task without the task axis; what it keeps of the support set under `task.`."""
    weights = {
        name: (t[0] if t.dim() > (theta[name].dim() if name in theta else 0) else t).detach().cpu() for name, t in learner.params.items()
    }
    kept = {f"task.{name}": (t[0] if t.dim() and t.shape[0] == 1 else t).detach().cpu() for name, t in learner.extra.items()}
    return {name: t.clone(memory_format=torch.contiguous_format) for name, t in (weights | kept).items()}
