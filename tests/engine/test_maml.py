"""MAML's outer gradient is the gradient of its paper, whichever way it is computed."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from tasks import image_episodes, learner, query_loss, relative_error, sine_episodes
from torch import Tensor

from engine.algorithm import Params, Trace
from engine.episode import Episodes
from engine.networks import NORM_RULES


def finite_difference(name: str, episodes: Episodes, theta: Params, direction: Params, **hyper: object) -> float:
    """The slope of the query loss along a direction, by central differences."""
    algorithm, _ = learner(name, episodes, **hyper)
    steps = algorithm.trained_steps
    size = 1e-6 / sum(float(d.square().sum()) for d in direction.values()) ** 0.5

    def at(sign: int) -> float:
        moved = {n: t + sign * size * direction[n] for n, t in theta.items()}
        with torch.no_grad():
            return float(query_loss(algorithm, moved, episodes, steps))

    return (at(1) - at(-1)) / (2 * size)


def slopes(episodes: Episodes, **hyper: object) -> tuple[float, float]:
    """(by the algorithm, by finite differences) along one random direction."""
    algorithm, theta = learner("maml", episodes, **hyper)
    gradient = algorithm.outer_gradient(theta, episodes).gradient
    g = torch.Generator().manual_seed(5)
    direction = {n: torch.randn(t.shape, generator=g, dtype=t.dtype) for n, t in theta.items()}
    analytic = sum(float((gradient[n] * direction[n]).sum()) for n in direction)
    return analytic, finite_difference("maml", episodes, theta, direction, **hyper)


@pytest.mark.parametrize("norm", NORM_RULES)
@pytest.mark.parametrize("steps", [1, 3])
def test_the_outer_gradient_of_images_equals_finite_differences(norm: str, steps: int) -> None:
    found, expected = slopes(image_episodes(2, 3, 2, 2), inner_lr=0.1, inner_steps=steps, filters=4, norm=norm)
    assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("steps", [1, 3])
def test_the_outer_gradient_of_regression_equals_finite_differences(steps: int) -> None:
    found, expected = slopes(sine_episodes(4, 10, 10), inner_lr=0.01, inner_steps=steps)
    assert found == pytest.approx(expected, rel=1e-6)


def test_the_first_order_control_fails_that_test() -> None:
    found, expected = slopes(image_episodes(2, 3, 2, 2), inner_lr=0.1, inner_steps=3, filters=4, first_order=True)
    assert abs(found - expected) > 1e-3 * abs(expected)


def plain_conv4(params: Params, support: Tensor, x: Tensor | None) -> Tensor:
    """One task, as one would write it down: queries normalised with the support set's statistics."""
    h = support if x is None else torch.cat([support, x])
    shots = len(support)
    for i in range(1, 5):
        h = F.conv2d(h, params[f"conv{i}.weight"], stride=2, padding=1)
        var, mean = torch.var_mean(h[:shots], (0, 2, 3), correction=0, keepdim=True)
        scale, shift = (params[f"norm{i}.{n}"].view(1, -1, 1, 1) for n in ("scale", "shift"))
        h = F.relu((h - mean) / (var + 1e-5).sqrt() * scale + shift)
    logits = F.linear(h.mean((2, 3)), params["head.weight"], params["head.bias"])
    return logits if x is None else logits[shots:]


@pytest.mark.parametrize("first_order", [False, True])
@pytest.mark.parametrize("threads", [1, 2])
def test_the_fast_path_equals_a_loop_over_tasks(first_order: bool, threads: int) -> None:
    episodes = image_episodes(11, 3, 2, 2)
    algorithm, theta = learner("maml", episodes, threads, inner_lr=0.3, inner_steps=2, filters=4, first_order=first_order)
    slow = {n: t.clone().requires_grad_() for n, t in theta.items()}
    total = torch.zeros((), dtype=torch.float64)
    for i in range(episodes.tasks):
        task, fast = episodes[i : i + 1], dict(slow)
        for _ in range(2):
            loss = F.cross_entropy(plain_conv4(fast, task.support.x[0], None), task.support.y[0])
            slope = torch.autograd.grad(loss, list(fast.values()), create_graph=not first_order)
            fast = {n: t - 0.3 * g for (n, t), g in zip(fast.items(), slope, strict=True)}
        total = total + F.cross_entropy(plain_conv4(fast, task.support.x[0], task.query.x[0]), task.query.y[0])
    expected = dict(zip(slow, torch.autograd.grad(total / episodes.tasks, list(slow.values())), strict=True))
    outer = algorithm.outer_gradient(theta, episodes)
    assert relative_error(outer.gradient, expected) < 1e-5
    assert float(outer.metrics["query_loss_after"]) == pytest.approx(float(total.detach()) / episodes.tasks)


def test_an_inner_rate_of_zero_gives_the_plain_query_gradient() -> None:
    episodes = image_episodes(3, 3, 1, 2)
    algorithm, theta = learner("maml", episodes, inner_lr=0.0, filters=4)
    slow = {n: t.clone().requires_grad_() for n, t in theta.items()}
    loss = query_loss(algorithm, slow, episodes, 0)
    expected = dict(zip(slow, torch.autograd.grad(loss, list(slow.values())), strict=True))
    assert relative_error(algorithm.outer_gradient(theta, episodes).gradient, expected) < 1e-9


def test_adaptation_leaves_theta_untouched_and_tells_every_step() -> None:
    episodes = sine_episodes(3, 5, 5)
    algorithm, theta = learner("maml", episodes, inner_lr=0.01)
    before = {n: t.clone() for n, t in theta.items()}
    trace = Trace()
    with torch.no_grad():
        adapted = algorithm.adapt(theta, episodes.support, trace, steps=4)
    assert all(torch.equal(before[n], t) for n, t in theta.items())
    assert len(trace.learners) == 5
    assert torch.equal(algorithm.predict(trace.learners[-1], episodes.query.x), algorithm.predict(adapted, episodes.query.x))


def test_the_support_loss_falls_with_inner_steps() -> None:
    episodes = image_episodes(4, 5, 1, 3)
    algorithm, theta = learner("maml", episodes, inner_lr=0.1, filters=8)
    with torch.no_grad():
        losses = [
            float(
                algorithm.task_loss(
                    algorithm.predict(algorithm.adapt(theta, episodes.support, steps=k), episodes.support.x), episodes.support.y
                ).mean()
            )
            for k in (0, 5)
        ]
    assert losses[1] < 0.8 * losses[0]
