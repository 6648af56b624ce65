"""The toy problem: closed forms against derivatives taken numerically, and what is known of the three methods."""

from __future__ import annotations

import numpy as np
import pytest

from engine.toy import METHODS, TASKS, adapted, best, direction, meta_loss, outer_path

START = np.array([2.0, -1.0])


@pytest.mark.parametrize("steps", [1, 3])
def test_adaptation_is_gradient_descent(steps: int) -> None:
    for task in TASKS:
        theta = START.copy()
        for _ in range(steps):
            theta = theta - 0.3 * task.curvature @ (theta - task.centre)
        assert np.allclose(adapted(START, task, 0.3, steps), theta)


@pytest.mark.parametrize("steps", [1, 3])
def test_mamls_direction_is_the_gradient_of_the_loss_after_adaptation_and_fomamls_is_not(steps: int) -> None:
    def slope(axis: int) -> float:
        nudge = 1e-6 * np.eye(2)[axis]
        return float(meta_loss(START + nudge, 0.3, steps) - meta_loss(START - nudge, 0.3, steps)) / 2e-6

    found = np.array([slope(0), slope(1)])
    assert np.allclose(direction("maml", START, 0.3, steps), found, atol=1e-7)
    assert not np.allclose(direction("fomaml", START, 0.3, steps), found, rtol=1e-2)


def test_one_step_of_reptile_is_ordinary_training_on_all_tasks() -> None:
    expected = sum(task.curvature @ (START - task.centre) for task in TASKS) / len(TASKS)
    assert np.allclose(direction("reptile", START, 0.3, 1), expected)


def test_maml_arrives_at_the_best_start_and_no_other_does_better() -> None:
    ends = {method: outer_path(method, START, 0.5, 1, count=2000)[-1] for method in METHODS}
    assert np.allclose(ends["maml"], best(0.5, 1), atol=1e-4)
    losses = {method: float(meta_loss(end, 0.5, 1)) for method, end in ends.items()}
    assert losses["maml"] < losses["fomaml"] and losses["maml"] < losses["reptile"]
