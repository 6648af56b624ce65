"""Other runs beside the one that is looked at: the same task, from their last checkpoints, on one plane."""

from __future__ import annotations

import os
from pathlib import Path as Folder

import numpy as np
import pytest
import torch

from engine import protocol
from engine.algorithm import Trace
from engine.beside import Beside
from engine.catalogue import configured, kept_catalogue
from engine.landscape import path
from engine.settings import Rejected, Value
from engine.training import Training, dataset_of

STEPS = 4


def training_of(algorithm: str, **chosen: Value) -> Training:
    config = configured(kept_catalogue(), algorithm, "sinusoid", {"seed": 0, "meta_batch": 4, **chosen})
    device = torch.device("cpu")
    return Training(config, dataset_of(config, device, lambda what, share: None), device, 1)


def trained(folder: Folder, run: str, algorithm: str, **chosen: Value) -> Training:
    training = training_of(algorithm, **chosen)
    for _ in range(3):
        training.outer_step()
    training.save(folder / f"{run}.safetensors")
    return training


def seen(own: Training, beside: Beside) -> protocol.Path:
    task = own.dataset.fixed("validation", [0], own.config.way, own.config.shot, own.config.queries)
    steps = Trace()
    with torch.no_grad():
        own.algorithm.adapt(own.theta, task.support, steps, steps=STEPS)
        found = path(own.algorithm, own.theta, steps.learners, beside.walks(own, task, STEPS))
    assert found is not None
    return found


def test_runs_of_one_network_walk_the_same_task_on_one_plane(tmp_path: Folder) -> None:
    own = trained(tmp_path, "maml-1", "maml")
    other = trained(tmp_path, "reptile-1", "reptile", inner_lr=0.02, hidden=40)
    beside = Beside(tmp_path)
    beside.choose(("reptile-1",))
    found = seen(own, beside)
    ((run, points, losses),) = found.beside
    assert run == "reptile-1" and points.shape == (STEPS + 1, 2) and losses.shape == (STEPS + 1,)
    # its own start, not ours: and its losses are those it has by itself
    assert not np.allclose(points[0], found.points[0]) and np.allclose(found.points[0], 0, atol=1e-6)
    task = own.dataset.fixed("validation", [0], own.config.way, own.config.shot, own.config.queries)
    start = other.algorithm.adapt(other.theta, task.support, steps=0)
    with torch.no_grad():
        loss = other.algorithm.task_loss(other.algorithm.predict(start, task.support.x), task.support.y)
    assert losses[0] == pytest.approx(float(loss), rel=1e-4)
    assert 0.3 < found.explained <= 1 + 1e-6


def test_a_run_beside_itself_walks_its_own_path(tmp_path: Folder) -> None:
    own = trained(tmp_path, "maml-1", "maml")
    beside = Beside(tmp_path)
    beside.choose(("maml-1",))
    found = seen(own, beside)
    assert np.allclose(found.beside[0][1], found.points, atol=1e-5) and np.allclose(found.beside[0][2], found.losses, rtol=1e-4)


def test_runs_of_another_network_other_data_or_no_checkpoint_are_left_out(tmp_path: Folder) -> None:
    own = trained(tmp_path, "maml-1", "maml")
    trained(tmp_path, "wide-1", "maml", hidden=64)
    (tmp_path / "torn-1.safetensors").write_bytes(b"not a checkpoint")
    beside = Beside(tmp_path)
    beside.choose(("wide-1", "torn-1", "missing-1"))
    assert seen(own, beside).beside == ()
    with pytest.raises(Rejected):
        beside.choose(("../../etc/passwd",))


def test_a_checkpoint_written_anew_is_read_anew(tmp_path: Folder) -> None:
    own = trained(tmp_path, "maml-1", "maml")
    other = trained(tmp_path, "reptile-1", "reptile", hidden=40)
    beside = Beside(tmp_path)
    beside.choose(("reptile-1",))
    before = seen(own, beside).beside[0][2]
    for _ in range(5):
        other.outer_step()
    other.save(tmp_path / "reptile-1.safetensors")
    os.utime(tmp_path / "reptile-1.safetensors", (1, 1))
    assert not np.allclose(seen(own, beside).beside[0][2], before)
