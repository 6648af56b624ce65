"""MANN against its own equations: least-used writing, usage, reads, labels a step late, and learning by presentation."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from tasks import image_episodes, learner, slopes_along

from engine.algorithm import Params
from engine.algorithms.mann import MANN, presentation
from engine.episode import Episodes, Labelled
from engine.functional import shuffled
from engine.protocol import Memory

TINY = {"slots": 16, "width": 4, "hidden": 5, "heads": 2, "side": 4}


def made(episodes: Episodes, **more: object) -> tuple[MANN, Params]:
    algorithm, theta = learner("mann", episodes, **(TINY | more))
    assert isinstance(algorithm, MANN)
    return algorithm, theta


def states_of(**more: object) -> tuple[MANN, Params, list[Params]]:
    episodes = image_episodes(2, 3, 1, 4)
    algorithm, theta = made(episodes, **more)
    # weights as large as after training, so that memories differ
    g = torch.Generator().manual_seed(5)
    theta = {name: t + torch.randn(t.shape, generator=g, dtype=t.dtype) for name, t in theta.items()}
    states = algorithm.sequence(theta, episodes.query.x, episodes.query.y)
    return algorithm, theta, states


def untied(state: Params) -> Params:
    """The same state with no two slots equally used, so that there is one answer to which is used least."""
    return state | {"usage": state["usage"] + 1e-6 * torch.randperm(16, generator=torch.Generator().manual_seed(1))}


@pytest.mark.parametrize("more", [{}, {"controller": "feed-forward"}, {"written": "separate vector"}])
def test_reads_are_weights_and_usage_follows_its_recursion(more: dict[str, object]) -> None:
    algorithm, _, states = states_of(**more)
    usage = algorithm.wiped(2)["usage"].numpy()
    for state in states:
        assert torch.allclose(state["read_weights"].sum(2), torch.ones(2, 2, dtype=torch.float64))
        for task in range(2):
            assert int(state["least_used"][task]) in np.flatnonzero(usage[task] == usage[task].min())
        usage = 0.95 * usage + state["read_weights"].detach().numpy().sum(1) + state["write_weights"].detach().numpy().sum(1)
        assert np.allclose(usage, state["usage"].numpy())


def test_a_closed_gate_writes_to_the_least_used_slots_and_an_open_one_where_it_last_read() -> None:
    algorithm, theta, states = states_of()
    state = untied(states[5])
    seen = torch.zeros(2, 4 * 5, dtype=torch.float64)
    for gate, expected in ((-60.0, None), (60.0, state["read_weights"])):
        bias = theta["heads.bias"].clone()
        bias[:2] = gate
        weight = theta["heads.weight"].clone()
        weight[:, :2] = 0
        after = algorithm.step(theta | {"heads.bias": bias, "heads.weight": weight}, state, seen)
        if expected is None:
            for task in range(2):
                lowest = state["usage"][task].argsort()[:2]
                assert torch.allclose(after["write_weights"][task].argmax(1), lowest)
                assert torch.allclose(after["write_weights"][task].amax(1), torch.ones(2, dtype=torch.float64))
        else:
            assert torch.allclose(after["write_weights"], expected)


def test_memory_and_read_equal_a_loop_over_heads_and_slots() -> None:
    algorithm, theta, states = states_of()
    state = untied(states[3])
    seen = torch.randn(2, 20, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    after = algorithm.step(theta, state, seen)
    said = (after["hidden"] @ theta["heads.weight"] + theta["heads.bias"]).detach().numpy()
    for task in range(2):
        gate, keys = 1 / (1 + np.exp(-said[task, :2])), np.tanh(said[task, 2:]).reshape(2, 4)
        old, reads, usage = (state[n][task].detach().numpy() for n in ("memory", "read_weights", "usage"))
        lowest = usage.argsort()[:2]
        memory = old.copy()
        memory[lowest[0]] = 0
        for h in range(2):
            for slot in range(16):
                memory[slot] += (gate[h] * reads[h, slot] + (1 - gate[h]) * (slot == lowest[h])) * keys[h]
        assert np.allclose(memory, after["memory"][task].detach().numpy())
        for h in range(2):
            lengths = np.linalg.norm(memory, axis=1)
            cosine = np.divide(memory @ keys[h], lengths * np.linalg.norm(keys[h]), where=lengths > 0, out=np.zeros(16))
            weights = np.exp(cosine) / np.exp(cosine).sum()
            assert np.allclose(weights, after["read_weights"][task, h].detach().numpy())
            assert np.allclose(weights @ memory, after["read"][task, 4 * h : 4 * h + 4].detach().numpy())


def test_an_answer_knows_the_labels_before_it_and_no_other() -> None:
    episodes = image_episodes(1, 3, 1, 4)
    algorithm, theta = made(episodes)
    x, labels = episodes.query.x, episodes.query.y
    now = 6

    def told(changed: int) -> torch.Tensor:
        other = labels.clone()
        if changed >= 0:
            other[0, changed] = (other[0, changed] + 1) % 3
        return algorithm.told(theta, algorithm.sequence(theta, x, other))[0, now]

    assert all(torch.equal(told(-1), told(t)) for t in range(now, 12))
    assert all(not torch.equal(told(-1), told(t)) for t in range(now))


def test_presentations_are_counted_by_class_and_the_order_hides_the_classes() -> None:
    assert presentation(torch.tensor([[0, 1, 0, 0, 2, 1]]), 3).tolist() == [[1, 1, 2, 3, 1, 2]]
    x = image_episodes(40, 5, 1, 10).query.x
    order = shuffled(x)
    assert torch.equal(order.sort(1).values, torch.arange(50).expand(40, -1))
    places = order.argsort(1).view(40, 5, 10).double().mean((0, 2))  # where each class comes, on average
    assert bool((places - 24.5).abs().max() < 3)
    mixed = x[:, torch.randperm(50, generator=torch.Generator().manual_seed(0))]
    assert torch.equal(mixed[0][shuffled(mixed)[0]], x[0][order[0]])


@pytest.mark.parametrize("more", [{}, {"controller": "feed-forward", "written": "separate vector"}])
def test_the_outer_gradient_equals_finite_differences(more: dict[str, object]) -> None:
    episodes = image_episodes(3, 3, 1, 2)
    algorithm, theta = made(episodes, **more)
    along, measured = slopes_along(algorithm, theta, episodes)
    assert along == pytest.approx(measured, rel=1e-5)


def test_its_reading_tells_the_whole_episode() -> None:
    episodes = image_episodes(1, 3, 1, 4)
    algorithm, theta = made(episodes)
    reading = algorithm.reading("Memory", theta, episodes, algorithm.adapt(theta, episodes.support))
    assert isinstance(reading, Memory)
    assert reading.matrix.shape == (15, 16, 4) and reading.images.shape == (15, 12, 12) and reading.read.shape == (15, 2, 16)
    assert sorted(reading.presentation.tolist()) == sorted([1, 2, 3, 4, 5] * 3)
    assert np.allclose(reading.probabilities.sum(1), 1)
    # a slot that is wiped and not written to holds nothing
    assert all(np.isfinite(a).all() for a in (reading.matrix, reading.read, reading.write, reading.usage))


def test_test_episodes_are_told_by_presentation_as_in_training() -> None:
    episodes = image_episodes(4, 3, 1, 4)
    algorithm, theta = made(episodes)
    told = algorithm.further(theta, episodes)
    assert list(told) == [f"accuracy, {k} presentation" for k in ("1st", "2nd", "3rd", "5th")]
    seen = algorithm.outer_gradient(theta, episodes).metrics
    for k in ("1st", "2nd", "3rd", "5th"):
        assert float(told[f"accuracy, {k} presentation"].mean()) == pytest.approx(float(seen[f"accuracy_{k}"]))


def patterns(tasks: int, redrawn: bool, g: torch.Generator) -> Episodes:
    """Three random patterns of 16 pixels, four copies of each; `redrawn`: labels that mean nothing."""
    base = (torch.rand(tasks, 3, 1, 1, 4, 4, generator=g) > 0.5).float()
    x = (base + 0.05 * torch.rand(tasks, 3, 6, 1, 4, 4, generator=g)).flatten(1, 2)
    y = torch.randint(3, (tasks, 18), generator=g) if redrawn else torch.arange(3).repeat_interleave(6).expand(tasks, -1)
    return Episodes(
        Labelled(x[:, ::6], y[:, ::6]),
        Labelled(x.unflatten(1, (3, 6))[:, :, 1:].flatten(1, 2), y.unflatten(1, (3, 6))[:, :, 1:].flatten(1)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("redrawn", [False, True])
def test_it_learns_to_remember_and_learns_nothing_from_labels_that_mean_nothing(redrawn: bool) -> None:
    g = torch.Generator().manual_seed(0)
    algorithm, theta = learner("mann", patterns(2, False, g), slots=16, width=12, hidden=40, heads=2, side=4)
    optimiser = algorithm.optimiser(list(theta.values()))
    for group in optimiser.param_groups:
        group["lr"] = 0.01
    for _ in range(1200):  # how long it guesses before it begins to remember differs between processors: 600 to 900 steps here
        outer = algorithm.outer_gradient(theta, patterns(32, redrawn, g))
        for name, t in theta.items():
            t.grad = outer.gradient[name]
        optimiser.step()
    seen = algorithm.outer_gradient(theta, patterns(400, redrawn, g)).metrics
    if redrawn:
        assert max(float(v) for name, v in seen.items() if name.startswith("accuracy")) < 0.40
    else:
        assert float(seen["accuracy_1st"]) < 0.6 < 0.8 < float(seen["accuracy_5th"])
        assert float(seen["accuracy_2nd"]) > 0.6
