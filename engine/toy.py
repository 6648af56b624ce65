"""A problem of two parameters, solved exactly: what MAML, FOMAML and Reptile do to the same start, with nothing left to chance. (numpy)

Three tasks, each a bowl L_i(theta) = 1/2 (theta - c_i)' A_i (theta - c_i). One gradient step contracts the distance to c_i by
I - alpha A_i, so everything has a closed form:

    theta_i,k - c_i = (I - alpha A_i)^k (theta - c_i)
    MAML      (1/3) sum_i (I - alpha A_i)^k A_i (theta_i,k - c_i)       Finn et al. 2017: the gradient of the loss after k steps
    FOMAML    (1/3) sum_i A_i (theta_i,k - c_i)                         the same without the derivative of the steps
    Reptile   (1/3) sum_i (theta - theta_i,k) / (alpha k)               Nichol et al. 2018
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
METHODS = ("maml", "fomaml", "reptile")


@dataclass(frozen=True)
class Bowl:
    """A task: where its loss is least (2,), and its curvature (2, 2), symmetric and positive."""

    centre: Array
    curvature: Array


def _bowl(x: float, y: float, flat: float, steep: float, turned: float) -> Bowl:
    turn = np.array([[np.cos(turned), -np.sin(turned)], [np.sin(turned), np.cos(turned)]])
    return Bowl(np.array([x, y]), turn @ np.diag([flat, steep]) @ turn.T)


TASKS = (_bowl(-1.6, 0.9, 0.15, 1.5, 0.5), _bowl(1.7, 1.1, 0.4, 2.0, -0.7), _bowl(0.2, -1.6, 0.2, 1.0, 1.4))


def adapted(theta: Array, task: Bowl, rate: float, steps: int) -> Array:
    """theta (..., 2) after `steps` gradient steps on the task."""
    shrink = np.linalg.matrix_power(np.eye(2) - rate * task.curvature, steps)
    result: Array = task.centre + (theta - task.centre) @ shrink.T
    return result


def meta_loss(theta: Array, rate: float, steps: int) -> Array:
    """Mean loss of the tasks after adaptation, for theta (..., 2): what MAML descends."""
    apart = [(adapted(theta, task, rate, steps) - task.centre, task.curvature) for task in TASKS]
    total: Array = sum(0.5 * np.einsum("...i,ij,...j", d, a, d) for d, a in apart) / len(TASKS)
    return total


def direction(method: str, theta: Array, rate: float, steps: int) -> Array:
    """What the method subtracts (times the outer rate) at theta (2,)."""
    total = np.zeros(2)
    for task in TASKS:
        end = adapted(theta, task, rate, steps)
        if method == "reptile":
            total += (theta - end) / (rate * max(1, steps))
            continue
        slope = task.curvature @ (end - task.centre)
        if method == "maml":
            slope = np.linalg.matrix_power(np.eye(2) - rate * task.curvature, steps).T @ slope
        total += slope
    return total / len(TASKS)


def outer_path(method: str, start: Array, rate: float, steps: int, outer_rate: float = 0.4, count: int = 200) -> Array:
    """Where the method takes `start` (2,): (count + 1, 2)."""
    path = [np.asarray(start, float)]
    for _ in range(count):
        path.append(path[-1] - outer_rate * direction(method, path[-1], rate, steps))
    return np.array(path)


def best(rate: float, steps: int) -> Array:
    """The theta (2,) of least loss after adaptation."""
    weight, pull = np.zeros((2, 2)), np.zeros(2)
    for task in TASKS:
        shrink = np.linalg.matrix_power(np.eye(2) - rate * task.curvature, steps)
        part = shrink.T @ task.curvature @ shrink
        weight += part
        pull += part @ task.centre
    return np.asarray(np.linalg.solve(weight, pull), np.float64)
