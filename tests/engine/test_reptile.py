"""Reptile moves towards where ordinary training ends, and nowhere else."""

from __future__ import annotations

import pytest
import torch
from tasks import image_episodes, learner, sine_episodes


def test_one_sgd_step_on_the_whole_set_moves_by_the_mean_gradient() -> None:
    episodes = sine_episodes(3, 6, 4)
    algorithm, theta = learner("reptile", episodes, inner_optimiser="sgd", inner_lr=0.02, inner_steps=1, inner_batch=6, hidden=8)
    direction = algorithm.outer_gradient(theta, episodes).gradient
    for name in theta:
        expected = torch.zeros_like(theta[name])
        for i in range(episodes.tasks):
            slow = {n: t.clone().requires_grad_() for n, t in theta.items()}
            hidden = episodes.support.x[i]
            for layer in (1, 2, 3):
                hidden = hidden @ slow[f"layer{layer}.weight"].T + slow[f"layer{layer}.bias"]
                hidden = hidden.relu() if layer < 3 else hidden
            loss = (hidden - episodes.support.y[i]).square().mean()
            expected += 0.02 * torch.autograd.grad(loss, slow[name])[0] / episodes.tasks
        assert torch.allclose(direction[name], expected, rtol=1e-9, atol=1e-12)


def test_a_first_adam_step_moves_every_weight_by_the_rate_at_most() -> None:
    episodes = image_episodes(2, 3, 4, 2)
    algorithm, theta = learner("reptile", episodes, inner_lr=0.001, inner_steps=1, filters=4)
    outer = algorithm.outer_gradient(theta, episodes)
    assert all(float(d.abs().max()) <= 0.001 + 1e-9 for d in outer.gradient.values())
    assert float(outer.carried["~count"]) == 1
    assert any(float(t.abs().max()) > 0 for n, t in outer.carried.items() if n != "~count")


def test_adams_second_moment_is_carried_from_one_outer_step_to_the_next() -> None:
    episodes = image_episodes(2, 3, 4, 2)
    algorithm, theta = learner("reptile", episodes, inner_steps=3, filters=4)
    first = algorithm.outer_gradient(theta, episodes)
    second = algorithm.outer_gradient({**theta, **first.carried}, episodes)
    assert float(second.carried["~count"]) == 6
    assert any(not torch.equal(first.gradient[n], second.gradient[n]) for n in first.gradient)


def test_the_order_of_tasks_changes_nothing() -> None:
    episodes = sine_episodes(4, 10, 5)
    algorithm, theta = learner("reptile", episodes, inner_optimiser="sgd", inner_lr=0.02)
    turned = type(episodes)(*(type(s)(s.x.flip(0), s.y.flip(0)) for s in (episodes.support, episodes.query)))
    a, b = (algorithm.outer_gradient(theta, e).gradient for e in (episodes, turned))
    assert all(torch.allclose(a[n], b[n], atol=1e-12) for n in a)


def test_the_outer_step_is_annealed_to_nothing() -> None:
    algorithm, _ = learner("reptile", sine_episodes(1, 5, 5), outer_lr=0.5, inner_optimiser="sgd")
    assert algorithm.outer_lr(0, 100) == 0.5
    assert algorithm.outer_lr(50, 100) == pytest.approx(0.25)
    assert algorithm.outer_lr(100, 100) == 0


def test_minibatches_walk_through_the_whole_set_before_any_example_comes_again() -> None:
    from engine.algorithms.reptile import _order

    order = _order(50, 5, torch.device("cpu"))
    assert sorted(order.tolist()) == list(range(50))
    # each minibatch of 10 holds two examples of each of the five class-major classes
    assert all(torch.bincount(order[i : i + 10] // 10, minlength=5).tolist() == [2] * 5 for i in range(0, 50, 10))
