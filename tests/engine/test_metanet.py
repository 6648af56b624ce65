"""Meta Networks: fast weights from gradients as data, layer augmentation, a memory read by attention."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from tasks import image_episodes, learner

from engine.algorithm import Params
from engine.algorithms.metanet import CONVOLUTIONS, EXAMPLE, TASK, UNTRAINED, MetaNetworks, prepared
from engine.episode import Episodes
from engine.protocol import FastWeights


def made(episodes: Episodes, **more: object) -> tuple[MetaNetworks, Params]:
    algorithm, theta = learner("metanet", episodes, **({"filters": 4} | more))
    assert isinstance(algorithm, MetaNetworks)
    g = torch.Generator().manual_seed(7)  # fast weights as large as after training
    generators = {n: t + 0.3 * torch.randn(t.shape, generator=g, dtype=t.dtype) for n, t in theta.items() if n.startswith((TASK, EXAMPLE))}
    return algorithm, theta | generators


def of(theta: Params, prefix: str) -> Params:
    return {n.removeprefix(prefix): t for n, t in theta.items() if n.startswith(prefix)}


def plain(weights: Params, x: torch.Tensor, key: bool = False) -> torch.Tensor:
    """The base learner or the representation in plain torch, for x (n, C, H, W)."""
    for name in CONVOLUTIONS:
        x = F.max_pool2d(F.conv2d(x, weights[name], padding=1).relu(), 2, ceil_mode=True)
    x = x.flatten(1) @ weights["fc1"].T
    return x if key else x.relu() @ weights["fc2"].T


def test_a_picture_of_28_pixels_shrinks_to_one() -> None:
    episodes = image_episodes(1, 2, 1, 1, 28)
    _, theta = made(episodes)
    assert theta["base.fc1"].shape == (4, 4)  # 28, 14, 7, 4, 2, 1
    _, theta = made(image_episodes(1, 2, 1, 1, 84))
    assert theta["base.fc1"].shape == (4, 36)  # 84, 42, 21, 11, 6, 3


@pytest.mark.parametrize("augmented", ["last layers", "all layers"])
def test_without_fast_weights_both_networks_are_plain(augmented: str) -> None:
    episodes = image_episodes(2, 3, 1, 2)
    algorithm, theta = made(episodes, augmented=augmented)
    still = theta | {n: torch.zeros_like(t) for n, t in theta.items() if n.endswith("output")}
    adapted = algorithm.adapt(still, episodes.support)
    for task in range(2):
        x = episodes.query.x[task]
        assert torch.allclose(algorithm.predict(adapted, episodes.query.x)[task], plain(of(theta, "base."), x))
        assert torch.allclose(algorithm.embed(adapted, episodes.query.x)[task], plain(of(theta, "embed."), x, key=True))


def test_an_augmented_layer_sums_both_paths_and_a_convolution_of_mixed_weights_is_the_mix_of_convolutions() -> None:
    episodes = image_episodes(1, 3, 1, 2)
    algorithm, theta = made(episodes)
    kept = algorithm.adapt(theta, episodes.support).extra
    g = torch.Generator().manual_seed(0)
    attention = torch.rand(1, 6, 3, generator=g, dtype=torch.float64).softmax(2)
    found = algorithm.answered(theta, kept, episodes.query.x, attention)[0]
    base, fast = of(theta, "base."), of(kept, EXAMPLE)
    for j in range(6):
        h = episodes.query.x[0, j : j + 1]
        for name in CONVOLUTIONS[:-1]:
            h = F.max_pool2d(F.conv2d(h, base[name], padding=1).relu(), 2, ceil_mode=True)
        quick = sum(attention[0, j, i] * F.conv2d(h, fast["conv5"][0, i], padding=1) for i in range(3))
        h = F.max_pool2d(F.conv2d(h, base["conv5"], padding=1).relu() + quick.relu(), 2, ceil_mode=True).flatten(1)
        mixed = {name: torch.einsum("n,n...->...", attention[0, j], fast[name][0]) for name in ("fc1", "fc2")}
        h = (h @ base["fc1"].T).relu() + (h @ mixed["fc1"].T).relu()
        assert torch.allclose(found[j], (h @ base["fc2"].T + h @ mixed["fc2"].T)[0])


def test_attention_on_one_example_takes_exactly_its_fast_weights() -> None:
    episodes = image_episodes(1, 3, 1, 2)
    algorithm, theta = made(episodes)
    kept = algorithm.adapt(theta, episodes.support).extra
    for i in range(3):
        attention = F.one_hot(torch.full((1, 6), i), 3).double()
        alone = {name: t[:, i : i + 1] if name.startswith(EXAMPLE) else t for name, t in kept.items()}
        expected = algorithm.answered(theta, alone, episodes.query.x, torch.ones(1, 6, 1, dtype=torch.float64))
        assert torch.allclose(algorithm.answered(theta, kept, episodes.query.x, attention), expected)


def test_slopes_are_each_examples_own_gradient() -> None:
    episodes = image_episodes(1, 3, 1, 2)
    algorithm, theta = made(episodes)
    base = {n: t.clone().requires_grad_() for n, t in of(theta, "base.").items()}
    x, y = episodes.support.x[0], episodes.support.y[0]
    found = algorithm.slopes(base, x.unsqueeze(1), y.unsqueeze(1), algorithm.augmented)
    for i in range(3):
        loss = F.cross_entropy(plain(base, x[i : i + 1]), y[i : i + 1])
        for name, expected in zip(found, torch.autograd.grad(loss, [base[n] for n in found]), strict=True):
            assert torch.allclose(found[name][i], expected)
    assert not any(t.requires_grad for t in found.values())


def test_prepared_gradients_are_the_two_numbers_of_the_published_rule() -> None:
    slopes = torch.tensor([1e-9, -1e-3, 0.5, -2.0, 0.0], dtype=torch.float64)
    expected = []
    for g in slopes.tolist():
        if abs(g) >= math.exp(-7):
            expected.append((math.log(abs(g)) / 7, math.copysign(1, g)))
        else:
            expected.append((-1.0, g * math.exp(7)))
    assert np.allclose(prepared(slopes).numpy(), expected)


def test_the_writers_serve_every_coordinate_alike_and_tasks_by_torchs_lstm() -> None:
    episodes = image_episodes(1, 3, 1, 2)
    algorithm, theta = made(episodes)
    g = torch.Generator().manual_seed(0)
    slope = {"fc1": 0.01 * torch.randn(6, 4, 4, generator=g, dtype=torch.float64)}
    order = torch.randperm(16, generator=g)
    mixed = {"fc1": slope["fc1"].flatten(1)[:, order].view(6, 4, 4)}
    for write in (lambda s: algorithm.of_task(theta, s, 3), lambda s: algorithm.of_example(theta, s)):
        assert torch.allclose(write(slope)["fc1"].flatten(1)[:, order], write(mixed)["fc1"].flatten(1))
    lstm = torch.nn.LSTM(2, 20, dtype=torch.float64)
    gates = [0, 1, 3, 2]  # torch lists input, forget, cell, output
    with torch.no_grad():
        for ours, theirs in (("input", "weight_ih_l0"), ("hidden", "weight_hh_l0"), ("bias", "bias_ih_l0")):
            parts = theta[f"{TASK}full.{ours}"].chunk(4)
            getattr(lstm, theirs).copy_(torch.cat([parts[i] for i in gates]))
        lstm.bias_hh_l0.zero_()
        looks = prepared(slope["fc1"][:3].flatten(1))
        expected = lstm(looks)[0][-1] @ theta[f"{TASK}full.output"].T
        assert torch.allclose(algorithm.of_task(theta, {"fc1": slope["fc1"][:3]}, 3)["fc1"].flatten(), expected.flatten())


def test_support_losses_train_nothing_by_themselves_and_every_network_learns_from_queries() -> None:
    episodes = image_episodes(2, 3, 1, 2)
    algorithm, theta = made(episodes)
    slow = {n: t.clone().requires_grad_() for n, t in theta.items()}
    slopes = algorithm.slopes(
        of(slow, "base."), episodes.support.x[:, :, None].flatten(0, 1), episodes.support.y.view(-1, 1), algorithm.augmented
    )
    assert not any(t.requires_grad for t in slopes.values())
    found = algorithm.outer_gradient(theta, episodes).gradient
    assert UNTRAINED not in found
    assert all(float(t.abs().max()) > 0 for t in found.values())


@pytest.mark.parametrize("variant", ["MetaNet", "MetaNet-"])
def test_the_outer_gradient_equals_finite_differences_with_gradients_held_as_data(variant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    episodes = image_episodes(1, 3, 1, 2)
    algorithm, theta = made(episodes, variant=variant)
    found = algorithm.outer_gradient(theta, episodes).gradient
    taken: list[Params] = []
    real = MetaNetworks.slopes
    monkeypatch.setattr(MetaNetworks, "slopes", lambda *a: taken.append(real(*a)) or taken[-1])
    algorithm.outer_gradient(theta, episodes)
    g = torch.Generator().manual_seed(3)
    direction = {n: torch.randn(t.shape, generator=g, dtype=t.dtype) for n, t in found.items()}

    def at(size: float, held: bool) -> float:
        kept = iter(taken)
        monkeypatch.setattr(MetaNetworks, "slopes", (lambda *a: next(kept)) if held else real)
        moved = theta | {n: theta[n] + size * d for n, d in direction.items()}
        return float(algorithm.outer_gradient(moved, episodes).metrics["query_loss_after"])

    along = sum(float((found[n] * d).sum()) for n, d in direction.items())
    assert along == pytest.approx((at(1e-6, True) - at(-1e-6, True)) / 2e-6, rel=1e-5)
    # the control: with gradients that move along, it is another derivative
    assert along != pytest.approx((at(1e-6, False) - at(-1e-6, False)) / 2e-6, rel=1e-3)


def test_its_reading_shows_slow_beside_fast_weights() -> None:
    episodes = image_episodes(1, 3, 2, 2)
    algorithm, theta = made(episodes)
    reading = algorithm.reading("FastWeights", theta, episodes, algorithm.adapt(theta, episodes.support))
    assert isinstance(reading, FastWeights)
    assert reading.layers == ("conv5", "fc1", "fc2") and reading.fast.shape == (6, 3)
    assert reading.attention.shape == (6, 6) and np.allclose(reading.attention.sum(1), 1, atol=1e-6)
    # every layer whole, or as large a corner as costs little
    assert reading.shapes == ((4, 4, 3, 3), (4, 4), (3, 4))
    assert [w.shape for w in reading.slow_weights] == [(4, 36), (4, 4), (3, 4)]
    for i, (slow, fast) in enumerate(zip(reading.slow_weights, reading.fast_weights, strict=True)):
        assert fast.shape == (6, *slow.shape)
        assert np.linalg.norm(slow) == pytest.approx(reading.slow[i], rel=1e-5)
        assert np.allclose(np.linalg.norm(fast.reshape(6, -1), axis=1), reading.fast[:, i], rtol=1e-5)
    # what a layer makes of an input that slow and fast weights both let through is what their sum makes of it
    kept = algorithm.adapt(theta, episodes.support).extra
    assert np.allclose(reading.slow_weights[1], theta["base.fc1"]) and np.allclose(reading.fast_weights[1], kept["of_example.fc1"][0])
