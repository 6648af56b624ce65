"""Mixed precision: close to float32 in what it trains with, float32 in what it judges with, said in a sentence."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import torch
from tasks import image_episodes, learner

from engine.catalogue import catalogue, configured
from engine.commands import main
from engine.conv import convolve
from engine.evaluation import score_chunks, summary
from engine.protocol import RunConfig
from engine.training import Training, dataset_of, device_of

METHODS = ("maml", "fomaml", "anil", "meta_sgd", "reptile", "prototypical", "matching_networks", "metanet", "finetune", "multitask")


def config_of(algorithm: str, dataset: str = "glyphs", **chosen: object) -> RunConfig:
    fixed: dict[str, object] = {"device": "cpu", "threads": 1, "mixed": True}
    return configured(catalogue(), algorithm, dataset, fixed | chosen)


def training_of(config: RunConfig) -> Training:
    device = device_of(config)
    return Training(config, dataset_of(config, device, lambda what, fraction: None), device, 1)


@pytest.mark.parametrize("name", METHODS)
def test_the_outer_gradient_is_that_of_float32_but_for_rounding(name: str) -> None:
    episodes = image_episodes(4, 5, 1, 5, size=28, dtype=torch.float32)
    algorithm, theta = learner(name, episodes, filters=8)
    full = algorithm.outer_gradient(theta, episodes).gradient
    algorithm.problem = dataclasses.replace(algorithm.problem, mixed=True)
    mixed = algorithm.outer_gradient(theta, episodes).gradient
    assert {t.dtype for t in mixed.values()} == {torch.float32}
    a, b = (torch.cat([t.flatten() for t in g.values()]) for g in (full, mixed))
    assert float((a - b).norm() / a.norm()) > 1e-3, "it was another arithmetic"
    assert float(torch.cosine_similarity(a, b, dim=0)) > 0.9  # normalisation by five pictures magnifies what rounding does


def test_every_order_of_a_convolution_is_rounded_and_no_more_than_that() -> None:
    """Forward, both gradients and their gradients: each within what operands of eight binary digits allow."""
    g = torch.Generator().manual_seed(0)
    x, w, v = (torch.randn(s, generator=g) for s in ((4, 6, 9, 9), (8, 3, 3, 3), (4, 8, 9, 9)))

    def all_orders(mixed: bool) -> list[torch.Tensor]:
        a, b = x.clone().requires_grad_(), w.clone().requires_grad_()
        y = convolve(a, b, 1, 2, mixed)
        first = torch.autograd.grad((y.square() * v).sum(), (a, b), create_graph=True)
        return [t.detach() for t in (y, *first, *torch.autograd.grad(sum(t.square().sum() for t in first), (a, b)))]

    for full, mixed in zip(all_orders(False), all_orders(True), strict=True):
        assert mixed.dtype == torch.float32
        assert 1e-4 < float((full - mixed).norm() / full.norm()) < 0.03


def test_it_learns_as_float32_does_and_is_judged_in_float32() -> None:
    def learned(mixed: bool) -> tuple[Training, float, float]:
        training = training_of(config_of("prototypical", mixed=mixed, meta_batch=4, filters=16))
        for _ in range(60):
            training.outer_step()
        scores = list(score_chunks(training.algorithm, training.theta, training.dataset, training.config, "validation", 100))
        result = summary(training.algorithm, scores)
        return training, result.mean, result.ci95

    full, expected, interval = learned(False)
    mixed, found, _ = learned(True)
    assert {t.dtype for t in mixed.theta.values()} == {torch.float32}
    assert any(not torch.equal(t, full.slow[name]) for name, t in mixed.slow.items()), "it was trained in another arithmetic"
    assert expected > 0.45, "something was learned"
    assert abs(found - expected) < interval
    full.slow = mixed.slow
    again = list(score_chunks(full.algorithm, full.theta, full.dataset, full.config, "validation", 100))
    assert summary(full.algorithm, again).mean == found, "the same weights have the same score, whichever arithmetic trained them"


def test_the_run_says_how_far_from_float32_it_is() -> None:
    training = training_of(config_of("maml", meta_batch=4))
    before = {name: t.clone() for name, t in training.theta.items()}
    note = training.mixed_note()
    rounding, tasks = map(int, re.findall(r"by (\d+)%", note))
    assert 0 < rounding < tasks, note
    assert all(torch.equal(t, before[name]) for name, t in training.theta.items()), "to say it changes nothing"


def test_a_network_without_convolutions_computes_in_float32_and_says_so() -> None:
    assert "has none" in training_of(config_of("maml", "sinusoid")).mixed_note()


def test_the_command_line_passes_the_sentence_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--steps", "1", "--validation-episodes", "2", "--mixed", "true", "--library", str(tmp_path)]
    assert main(["train", "--algorithm", "maml", "--dataset", "sinusoid", *chosen]) == 0
    assert "this network has none" in capsys.readouterr().out


def test_float32_rounds_nothing_by_itself_on_a_gpu() -> None:
    assert not torch.backends.cudnn.allow_tf32 and not torch.backends.cuda.matmul.allow_tf32
