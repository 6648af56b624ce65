"""Evaluation: paired episodes, an interval that is what it says, the same whatever the chunks."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine import evaluation
from engine.catalogue import catalogue, configured
from engine.evaluation import PerStep, score_chunks, summary
from engine.protocol import RunConfig
from engine.training import Training, dataset_of


def training_of(config: RunConfig) -> Training:
    device = torch.device("cpu")
    return Training(config, dataset_of(config, device, lambda what, fraction: None), device, 1)


SINE = configured(catalogue(), "maml", "sinusoid", {"device": "cpu", "threads": 1})


def test_mean_and_interval_are_those_of_the_episodes_scores() -> None:
    training = training_of(SINE)
    chunks = list(score_chunks(training.algorithm, training.theta, training.dataset, SINE, "test", 30))
    result = summary(training.algorithm, chunks)
    scores = result.scores.astype(np.float64)
    assert result.metric == "mse" and len(scores) == 30
    assert result.mean == pytest.approx(scores.mean(), rel=1e-6)
    assert result.ci95 == pytest.approx(1.96 * scores.std(ddof=1) / np.sqrt(30), rel=1e-6)
    assert len(result.per_step) == training.algorithm.test_steps + 1 and result.per_step[-1] == pytest.approx(result.mean, rel=1e-6)


def test_an_episodes_score_does_not_depend_on_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    training = training_of(SINE)

    def scores() -> np.ndarray:
        chunks = list(score_chunks(training.algorithm, training.theta, training.dataset, SINE, "test", 7))
        return summary(training.algorithm, chunks).scores

    together = scores()
    monkeypatch.setattr(evaluation, "EXAMPLES_AT_ONCE", 1)
    assert np.allclose(together, scores(), rtol=1e-5)


def test_evaluation_leaves_the_learner_and_its_future_as_they_were() -> None:
    training, twin = training_of(SINE), training_of(SINE)
    list(score_chunks(training.algorithm, training.theta, training.dataset, SINE, "test", 5))
    assert training.outer_step() == twin.outer_step()


def test_the_score_after_k_steps_is_that_of_adapting_k_steps() -> None:
    training = training_of(SINE)
    algorithm, theta = training.algorithm, training.theta
    tasks = training.dataset.fixed("test", range(4), SINE.way, SINE.shot, SINE.queries)
    steps = PerStep(algorithm, tasks.query)
    with torch.no_grad():
        algorithm.adapt(theta, tasks.support, steps, steps=3)
        for k in range(4):
            alone = algorithm.score(algorithm.predict(algorithm.adapt(theta, tasks.support, steps=k), tasks.query.x), tasks.query.y)
            assert torch.allclose(steps.scores[0][k], alone, rtol=1e-5)


def test_last_step_only_gives_the_last_scores() -> None:
    training = training_of(SINE)
    every = torch.cat(list(score_chunks(training.algorithm, training.theta, training.dataset, SINE, "test", 5)), 1)
    last = torch.cat(list(score_chunks(training.algorithm, training.theta, training.dataset, SINE, "test", 5, every_step=False)), 1)
    assert last.shape == (1, 5) and torch.equal(last[0], every[-1])
