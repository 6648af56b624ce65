"""Prototypical Networks: class means, squared distance, and the linear classifier they amount to."""

from __future__ import annotations

import torch
from tasks import image_episodes, learner, query_loss, relative_error

from engine.functional import prototypes, squared_distance


def test_a_prototype_is_the_mean_of_its_class() -> None:
    embedded = torch.tensor([[[0.0, 0.0], [2.0, 4.0], [5.0, 5.0]]])
    labels = torch.tensor([[0, 0, 1]])
    assert prototypes(embedded, labels, 2).tolist() == [[[1.0, 2.0], [5.0, 5.0]]]


def test_a_repeated_support_point_pulls_its_prototype_towards_it() -> None:
    embedded = torch.tensor([[[0.0], [3.0], [3.0]]])
    assert prototypes(embedded, torch.tensor([[0, 0, 0]]), 1).item() == 2.0


def test_squared_distance_is_what_it_says() -> None:
    a, b = torch.randn(2, 4, 3, dtype=torch.float64), torch.randn(2, 5, 3, dtype=torch.float64)
    assert torch.allclose(squared_distance(a, b), torch.cdist(a, b).square())


def test_logits_equal_the_linear_head_up_to_a_constant_of_each_query() -> None:
    episodes = image_episodes(2, 3, 2, 4)
    algorithm, theta = learner("prototypical", episodes, filters=4)
    adapted = algorithm.adapt(theta, episodes.support)
    logits = algorithm.predict(adapted, episodes.query.x)
    c, f = adapted.extra["prototypes"], algorithm.embed(adapted, episodes.query.x)
    linear = 2 * f @ c.transpose(1, 2) - c.square().sum(-1).unsqueeze(1)
    difference = logits - linear
    assert torch.allclose(difference, difference[..., :1].expand_as(difference))


def test_the_gradient_by_threads_equals_autograd_over_the_whole_batch() -> None:
    episodes = image_episodes(5, 3, 2, 2)
    algorithm, theta = learner("prototypical", episodes, threads=2, filters=4)
    slow = {n: t.clone().requires_grad_() for n, t in theta.items()}
    loss = query_loss(algorithm, slow, episodes, 0)
    expected = dict(zip(slow, torch.autograd.grad(loss, list(slow.values())), strict=True))
    assert relative_error(algorithm.outer_gradient(theta, episodes).gradient, expected) < 1e-9
