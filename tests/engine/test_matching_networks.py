"""Matching Networks: cosine attention, its labels' sum, and full context embeddings, against their own equations."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from tasks import image_episodes, learner, slopes_along

from engine.algorithm import Params
from engine.algorithms.matching_networks import MatchingNetworks
from engine.episode import Episodes, Labelled
from engine.functional import answers
from engine.protocol import Attention


def made(episodes: Episodes, **more: object) -> tuple[MatchingNetworks, Params]:
    algorithm, theta = learner("matching_networks", episodes, filters=4, **more)
    assert isinstance(algorithm, MatchingNetworks)
    return algorithm, theta


def test_an_answer_is_the_attention_weighted_sum_of_labels_worked_by_hand() -> None:
    algorithm, theta = made(image_episodes(1, 2, 1, 1), scale=1.0)
    known = torch.tensor([[[1.0, 0.0], [0.0, 2.0], [3.0, 3.0]]], dtype=torch.float64)
    labels = F.one_hot(torch.tensor([[0, 1, 1]]), 2).double()
    asked = torch.tensor([[[5.0, 0.0]]], dtype=torch.float64)
    answer = algorithm.compared(theta, {"known": known, "labels": labels}, asked).exp()
    e = np.exp([1.0, 0.0, 1 / np.sqrt(2)])
    assert np.allclose(answer[0, 0].numpy(), [e[0] / e.sum(), (e[1] + e[2]) / e.sum()])
    assert torch.allclose(algorithm.compared(theta, {"known": 10 * known, "labels": labels}, 0.1 * asked).exp(), answer)


@pytest.mark.parametrize("context", ["none", "full"])
def test_how_the_support_set_is_listed_changes_nothing(context: str) -> None:
    episodes = image_episodes(2, 3, 2, 2)
    algorithm, theta = made(episodes, context=context)
    order = torch.randperm(6, generator=torch.Generator().manual_seed(0))
    listed = Labelled(episodes.support.x[:, order], episodes.support.y[:, order])
    expected = algorithm.predict(algorithm.adapt(theta, episodes.support), episodes.query.x)
    assert torch.allclose(algorithm.predict(algorithm.adapt(theta, listed), episodes.query.x), expected)
    assert torch.allclose(expected.exp().sum(2), torch.ones(2, 6, dtype=torch.float64))


def test_context_depends_on_the_order_it_is_read_in_and_on_the_other_examples() -> None:
    episodes = image_episodes(2, 3, 2, 2)
    algorithm, theta = made(episodes, context="full")
    embedded = answers(algorithm.network, theta, episodes.support)
    straight = torch.arange(6).expand(2, -1)
    first, second = (algorithm.in_context(theta, embedded, order) for order in (straight, straight.flip(1)))
    assert not torch.allclose(first, second)
    changed = embedded.clone()
    changed[:, 5] += 1
    third = algorithm.in_context(theta, changed, straight)
    assert bool((third[:, 0] - first[:, 0]).abs().max() > 1e-6)  # the backward LSTM tells the first of the last


def test_context_equals_torchs_own_lstms() -> None:
    episodes = image_episodes(2, 3, 2, 2)
    algorithm, theta = made(episodes, context="full", reads=3)
    embedded = answers(algorithm.network, theta, episodes.support)
    d = embedded.shape[2]
    both = torch.nn.LSTM(d, d, bidirectional=True, batch_first=True, dtype=torch.float64)
    order = [0, 1, 3, 2]  # torch lists the gates input, forget, cell, output

    def rows(name: str, begin: int, end: int) -> torch.Tensor:
        return torch.cat([theta[f"{name}.weight"][begin:end].chunk(4, 1)[i] for i in order], 1).T

    with torch.no_grad():
        for suffix, name in (("", "context.forward"), ("_reverse", "context.backward")):
            getattr(both, f"weight_ih_l0{suffix}").copy_(rows(name, 0, d))
            getattr(both, f"weight_hh_l0{suffix}").copy_(rows(name, d, 2 * d))
            getattr(both, f"bias_ih_l0{suffix}").zero_()
            getattr(both, f"bias_hh_l0{suffix}").zero_()
        ahead, back = both(embedded)[0].chunk(2, 2)
        known = algorithm.in_context(theta, embedded, torch.arange(6).expand(2, -1))
        assert torch.allclose(known, ahead + back + embedded)
        cell = torch.nn.LSTMCell(2 * d, d, dtype=torch.float64)
        # the hidden state is [h; r]: the cell takes [f'; r] as input and h as its state
        cell.weight_ih.copy_(torch.cat([rows("context.reader", 0, d), rows("context.reader", 2 * d, 3 * d)], 1))
        cell.weight_hh.copy_(rows("context.reader", d, 2 * d))
        cell.bias_ih.zero_()
        cell.bias_hh.zero_()
        asked = answers(algorithm.network, theta, episodes.support, episodes.query.x)
        found, looked = algorithm.read(theta, known, asked)
        for task in range(2):
            state, memory = asked[task], torch.zeros_like(asked[task])
            for k in range(3):
                attention = (state @ known[task].T).softmax(1)
                assert torch.allclose(attention, looked[k][task])
                hidden, memory = cell(torch.cat([asked[task], attention @ known[task]], 1), (state, memory))
                state = hidden + asked[task]
            assert torch.allclose(state, found[task])


@pytest.mark.parametrize("context", ["none", "full"])
def test_the_outer_gradient_equals_finite_differences(context: str) -> None:
    episodes = image_episodes(3, 3, 1, 2)
    algorithm, theta = made(episodes, context=context, reads=2)
    along, measured = slopes_along(algorithm, theta, episodes)
    assert along == pytest.approx(measured, rel=1e-5)


@pytest.mark.parametrize(("context", "reads"), [("none", 1), ("full", 4)])
def test_its_reading_is_attention_over_the_support_set(context: str, reads: int) -> None:
    episodes = image_episodes(1, 3, 2, 2)
    algorithm, theta = made(episodes, context=context, reads=3)
    adapted = algorithm.adapt(theta, episodes.support)
    reading = algorithm.reading("Attention", theta, episodes, adapted)
    assert isinstance(reading, Attention)
    assert reading.weights.shape == (reads, 6, 6) and np.allclose(reading.weights.sum(2), 1, atol=1e-6)
    summed = np.stack([reading.weights[-1][:, reading.support_labels == k].sum(1) for k in range(3)], 1)
    answer = algorithm.predict(adapted, episodes.query.x)[0].exp().detach().numpy()
    assert np.allclose(summed, answer, atol=1e-6)
