"""A compiled outer step gives the same gradient, or says in one sentence why there is none."""

from __future__ import annotations

import dataclasses
import shutil

import pytest
import torch
from tasks import image_episodes, learner, relative_error, sine_episodes


@pytest.mark.skipif(shutil.which("gcc") is None and shutil.which("clang") is None, reason="needs a C++ compiler")
def test_the_compiled_step_equals_the_eager_one_and_steps_aside_for_other_settings() -> None:
    episodes = sine_episodes(5, 10, 10, torch.float32)
    algorithm, theta = learner("maml", episodes, inner_lr=0.01, inner_steps=2)
    eager = algorithm.outer_gradient(theta, episodes)
    assert algorithm.compile(theta, episodes) == "The outer step is compiled."
    fast = algorithm.outer_gradient(theta, episodes)
    assert relative_error(fast.gradient, eager.gradient) < 1e-4
    assert {n: round(float(v), 4) for n, v in fast.metrics.items()} == {n: round(float(v), 4) for n, v in eager.metrics.items()}
    algorithm.hyper = dataclasses.replace(algorithm.hyper, inner_lr=0.02)
    other, _ = learner("maml", episodes, inner_lr=0.02, inner_steps=2)
    assert relative_error(algorithm.outer_gradient(theta, episodes).gradient, other.outer_gradient(theta, episodes).gradient) < 1e-6


def test_what_cannot_be_compiled_says_so_and_runs() -> None:
    episodes = image_episodes(2, 3, 1, 1)
    for name in ("maml", "prototypical", "reptile"):
        algorithm, theta = learner(name, episodes, filters=4)
        assert "as it is" in algorithm.compile(theta, episodes)
        algorithm.outer_gradient(theta, episodes)
