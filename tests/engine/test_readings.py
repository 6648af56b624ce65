"""Pictures of classification: what they hold, and the answer to a task somebody drew."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
import torch

from engine.algorithm import Trace
from engine.catalogue import catalogue, configured
from engine.protocol import READINGS, Adapt, Adaptation, Embedding, Episode, Movement, Path, Reading
from engine.readings import Plane, answer, pictures, shown_steps
from engine.settings import Rejected
from engine.training import Training, dataset_of
from engine.watch import INTERVAL, SHARE, Watch


def training_of(algorithm: str) -> Training:
    config = configured(catalogue(), algorithm, "glyphs", {"filters": 4, "device": "cpu", "threads": 1, "queries": 3, "shot": 2})
    cpu = torch.device("cpu")
    return Training(config, dataset_of(config, cpu, lambda what, fraction: None), cpu, 1)


def look(training: Training, planes: dict[str, Plane] | None = None) -> dict[str, Reading]:
    config = training.config
    tasks = training.dataset.fixed("validation", range(3), config.way, config.shot, config.queries)
    seen: Iterator[Reading] = pictures(
        READINGS, training.algorithm, training.theta, training.dataset, tasks, {} if planes is None else planes
    )
    return {type(reading).__name__: reading for reading in seen}


@pytest.mark.parametrize("algorithm", ["maml", "prototypical", "reptile"])
def test_an_episode_shows_pictures_labels_and_probabilities_of_every_step(algorithm: str) -> None:
    training = training_of(algorithm)
    seen = look(training)
    episode, adaptation = seen["Episode"], seen["Adaptation"]
    assert isinstance(episode, Episode) and isinstance(adaptation, Adaptation)
    rows = shown_steps(training.algorithm) + 1
    assert episode.support_images.shape == (10, 28, 28) and episode.query_images.shape == (15, 28, 28)
    assert episode.support_images.max() > 128 and episode.support_images.dtype == np.uint8
    assert episode.probabilities.shape == (rows, 15, 5) and np.allclose(episode.probabilities.sum(-1), 1, atol=1e-5)
    assert sorted(episode.support_labels.tolist()) == sorted([0, 1, 2, 3, 4] * 2) and len(episode.class_names) == 5
    assert adaptation.query_accuracy is not None and adaptation.query_accuracy.shape == (3, rows)
    right = (episode.probabilities[-1].argmax(-1) == episode.query_labels).mean()
    assert right == pytest.approx(adaptation.query_accuracy[0, -1], abs=1e-6)
    if algorithm == "maml":
        moved = seen["Movement"]
        assert isinstance(moved, Movement) and moved.relative.shape == (rows, len(moved.layers))
        assert (moved.relative[0] == 0).all() and (moved.relative[-1] > 0).all()


@pytest.mark.parametrize("algorithm", ["maml", "anil", "meta_sgd", "reptile", "finetune", "scratch", "prototypical"])
def test_the_learners_of_all_inner_steps_answer_together_as_each_would_alone(algorithm: str) -> None:
    training = training_of(algorithm)
    probe = training.dataset.fixed("validation", [0], 5, 2, 3)
    trace = Trace()
    with torch.no_grad():
        learner = training.algorithm.adapt(training.theta, probe.support, trace, steps=shown_steps(training.algorithm))
        alone = [training.algorithm.predict(one, probe.query.x)[0].softmax(-1) for one in trace.learners or [learner]]
    episode = look(training)["Episode"]
    assert isinstance(episode, Episode)
    assert np.allclose(episode.probabilities, torch.stack(alone).numpy(), atol=1e-5)
    if len(alone) > 1:
        assert not np.allclose(episode.probabilities[0], episode.probabilities[-1], atol=1e-3)


def test_the_plane_of_embeddings_stays_while_the_learner_learns() -> None:
    training = training_of("prototypical")
    planes: dict[str, Plane] = {}
    first = look(training, planes)["Embedding"]
    training.outer_step()
    kept = {name: (a.clone(), b.clone()) for name, (a, b) in planes.items()}
    second = look(training, planes)["Embedding"]
    assert isinstance(first, Embedding) and isinstance(second, Embedding)
    assert first.points.shape == (25, 2) and first.prototypes is not None and first.prototypes.shape == (5, 2)
    assert first.is_query.sum() == 15 and 0 < first.explained <= 1
    assert all(torch.equal(a, b) for name in kept for a, b in zip(kept[name], planes[name], strict=True))
    assert not np.allclose(first.points, second.points)


@pytest.mark.parametrize("algorithm", ["maml", "prototypical"])
def test_a_single_drawn_query_is_classified_as_it_would_be_among_others(algorithm: str) -> None:
    training = training_of(algorithm)
    episode = look(training)["Episode"]
    assert isinstance(episode, Episode)

    def asked(queries: slice) -> Episode:
        request = Adapt(1, episode.support_images, episode.support_labels, episode.query_images[queries])
        reading = answer(training.algorithm, training.theta, request)
        assert isinstance(reading, Episode)
        return reading

    together, alone = asked(slice(None)), asked(slice(4, 5))
    assert np.allclose(together.probabilities[:, 4:5], alone.probabilities, atol=1e-4)
    assert np.allclose(together.probabilities, episode.probabilities, atol=1e-3)
    assert (alone.query_labels == -1).all()


def test_a_task_that_does_not_fit_the_learner_is_refused_in_a_sentence() -> None:
    training = training_of("prototypical")
    pictures_drawn = np.zeros((4, 28, 28), np.uint8)
    with pytest.raises(Rejected, match="tells 5 classes apart"):
        answer(training.algorithm, training.theta, Adapt(1, pictures_drawn, np.arange(4), pictures_drawn))
    with pytest.raises(Rejected, match="must be 28 x 28 pixels"):
        answer(training.algorithm, training.theta, Adapt(1, pictures_drawn[:, :20], np.arange(4), pictures_drawn))


@pytest.mark.parametrize("algorithm", ["maml", "anil", "reptile", "finetune", "meta_sgd"])
def test_the_path_lies_on_the_support_loss_in_the_plane_that_shows_most_of_it(algorithm: str) -> None:
    training = training_of(algorithm)
    training.outer_step()
    seen = look(training)
    found, adaptation = seen["Path"], seen["Adaptation"]
    assert isinstance(found, Path) and isinstance(adaptation, Adaptation)
    assert np.allclose(found.losses, adaptation.support_loss[0], rtol=1e-3, atol=1e-4)
    assert np.allclose(found.points[0], 0, atol=1e-5) and 0.5 < found.explained <= 1 + 1e-6
    # near the path the loss around it is the loss on it
    for (x, y), loss in zip(found.points, found.losses, strict=True):
        j, i = int(np.abs(found.across - x).argmin()), int(np.abs(found.down - y).argmin())
        around = found.loss[max(0, i - 1) : i + 2, max(0, j - 1) : j + 2]
        if found.explained > 0.98 and algorithm != "finetune":  # whose cosine head is steep where its weights are small
            assert around.min() - 0.1 - 0.1 * loss <= loss <= around.max() + 0.1 + 0.1 * loss


def test_the_first_pictures_pay_for_what_is_made_once_and_the_next_are_not_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    config = configured(catalogue(), "maml", "sinusoid", {"device": "cpu"})
    device = torch.device("cpu")
    training = Training(config, dataset_of(config, device, lambda what, fraction: None), device, 1)
    watch = Watch("r")
    watch.observe(("Fit",))

    def slow(*_: object) -> Iterator[Reading]:
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        return iter(())

    monkeypatch.setattr("engine.watch.pictures", slow)
    list(watch.while_training(training))
    assert watch._due - time.monotonic() <= INTERVAL
    watch._due = 0.0
    list(watch.while_training(training))
    assert watch._due - time.monotonic() > 0.08 / SHARE  # they take their share and pay back what the first ones took
    watch._due = 0.0
    list(watch.while_training(training))
    assert 0.04 / SHARE < watch._due - time.monotonic() < 0.08 / SHARE  # from then on their share alone
    watch._due = 0.0
    monkeypatch.setattr("engine.watch.pictures", lambda *_: iter(time.sleep(0.05) or ()))
    list(watch.while_training(training))
    assert watch._due - time.monotonic() < 0.04 / SHARE  # waiting is no work
