"""The conditional neural process: a mean over its points, a likelihood, and how sure it is."""

from __future__ import annotations

import pytest
import torch
from tasks import learner, sine_episodes, slopes_along

from engine.algorithm import Params
from engine.algorithms.cnp import LEAST_SPREAD, ConditionalNeuralProcess
from engine.catalogue import configured, kept_catalogue
from engine.episode import Labelled
from engine.settings import Rejected


def made() -> tuple[ConditionalNeuralProcess, Params]:
    algorithm, theta = learner("cnp", sine_episodes(4, 5, 6), hidden=8, encoder=2, decoder=1)
    assert isinstance(algorithm, ConditionalNeuralProcess)
    return algorithm, theta


def test_the_order_of_the_points_and_a_second_copy_of_them_change_nothing() -> None:
    episodes = sine_episodes(4, 5, 6)
    algorithm, theta = made()
    order = torch.tensor([3, 1, 4, 0, 2])
    expected = algorithm.predict(algorithm.adapt(theta, episodes.support), episodes.query.x)
    for some in (order, torch.cat([order, order])):
        listed = Labelled(episodes.support.x[:, some], episodes.support.y[:, some])
        assert torch.allclose(algorithm.predict(algorithm.adapt(theta, listed), episodes.query.x), expected)


def test_it_is_never_surer_than_its_least_spread() -> None:
    episodes = sine_episodes(4, 5, 6)
    algorithm, theta = made()
    theta = theta | {n: -100 * t.abs() for n, t in theta.items() if n.startswith("decoder.layer2")}
    spread = algorithm.spread(algorithm.adapt(theta, episodes.support), episodes.query.x)
    assert spread is not None and spread.shape == (4, 6) and bool((spread >= LEAST_SPREAD).all())


def test_its_loss_is_torchs_normal_likelihood_of_all_points_given_the_first_of_them() -> None:
    episodes = sine_episodes(1, 1, 6)  # one support point: told whatever the order
    algorithm, theta = made()
    mean, sigma = algorithm.told(
        theta, algorithm.read(theta, episodes.support).mean(1), torch.cat([episodes.support.x, episodes.query.x], 1)
    )
    y = torch.cat([episodes.support.y, episodes.query.y], 1)
    expected = -torch.distributions.Normal(mean, sigma).log_prob(y).mean()
    assert float(algorithm.outer_gradient(theta, episodes).metrics["negative_log_likelihood"]) == pytest.approx(float(expected))


def test_it_is_told_every_number_of_points_in_training() -> None:
    from engine.functional import shuffled

    order = shuffled(sine_episodes(400, 5, 1).support.x)
    told = (order.argsort(1) <= order[:, :1]).sum(1)
    assert torch.bincount(told, minlength=6)[1:].min() > 50


def test_the_outer_gradient_equals_finite_differences() -> None:
    episodes = sine_episodes(4, 5, 6)
    algorithm, theta = made()
    along, measured = slopes_along(algorithm, theta, episodes, "negative_log_likelihood")
    assert along == pytest.approx(measured, rel=1e-6)


def test_it_refuses_classification() -> None:
    with pytest.raises(Rejected, match="solves regression tasks; Glyphs"):
        configured(kept_catalogue(), "cnp", "glyphs", {})
