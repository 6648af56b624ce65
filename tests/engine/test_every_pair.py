"""Every algorithm on every dataset that comes with the program: it learns, shows all it says it shows, answers a person, and resumes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from pairs import OFFLINE, PAIRS, SPECS, asked, config_of, training_of, variants

from engine.catalogue import algorithms, unsuitable
from engine.protocol import READINGS, Boundary, Episode, Fit, Reading
from engine.readings import answer, pictures
from engine.settings import Rejected
from engine.training import Training


def look(training: Training) -> dict[str, Reading]:
    config = training.config
    tasks = training.dataset.fixed("validation", range(3), config.way, config.shot, config.queries)
    seen = pictures(READINGS, training.algorithm, training.theta, training.dataset, tasks, {})
    return {type(reading).__name__: reading for reading in seen}


@pytest.mark.parametrize(("algorithm", "dataset"), PAIRS)
def test_it_learns_and_shows_what_it_says_it_shows(algorithm: str, dataset: str) -> None:
    training = training_of(config_of(algorithm, dataset))
    for _ in range(3):
        values = training.outer_step()
        assert all(np.isfinite(v) for v in values.values())
    seen = look(training)
    spec = next(a for a in SPECS.algorithms if a.id == algorithm)
    task = {"Fit"} if training.dataset.task == "regression" else {"Boundary"} if dataset == "points2d" else {"Episode"}
    expected = set(spec.readings) - {"Fit", "Episode", "Boundary"} | task
    optional = {"Rates"} if algorithm == "maml" else set()  # only where rates are learned
    optional |= {"Embedding", "Movement"} if training.dataset.task == "regression" else set()
    assert expected - optional <= set(seen) <= expected | {"Adaptation", "Movement"}
    for reading in seen.values():
        for field in dataclasses.fields(reading):
            value = getattr(reading, field.name)
            if isinstance(value, np.ndarray) and value.dtype == np.float32:
                assert np.isfinite(value).all(), (type(reading).__name__, field.name)
                assert not value.flags.writeable


@pytest.mark.parametrize(("algorithm", "dataset", "chosen"), list(variants()))
def test_every_choice_of_its_settings_learns_and_shows_too(
    algorithm: str, dataset: str, chosen: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.landscape.PLACES", 4)  # a coarse landscape
    training = training_of(config_of(algorithm, dataset, chosen))
    for _ in range(2):
        assert all(np.isfinite(v) for v in training.outer_step().values())
    spec = next(a for a in SPECS.algorithms if a.id == algorithm)
    assert set(spec.readings) - {"Fit", "Boundary", "Rates"} <= set(look(training))


@pytest.mark.parametrize(("algorithm", "dataset"), PAIRS)
def test_it_answers_the_task_of_a_person(algorithm: str, dataset: str) -> None:
    training = training_of(config_of(algorithm, dataset))
    training.outer_step()
    shown = next(r for r in look(training).values() if isinstance(r, Fit | Episode | Boundary))
    request = asked(shown)
    assert request is not None
    found = answer(training.algorithm, training.theta, request)
    if isinstance(found, Episode) and isinstance(shown, Episode):
        assert np.allclose(found.probabilities, shown.probabilities[:, :1], atol=1e-3)
    elif isinstance(found, Fit) and isinstance(shown, Fit):
        assert np.allclose(found.curves, shown.curves, atol=1e-3)
    else:
        assert isinstance(found, Boundary) and isinstance(shown, Boundary)
        assert np.allclose(found.probabilities, shown.probabilities, atol=1e-3)


@pytest.mark.parametrize(("algorithm", "dataset"), [(a.id, d.id) for a in SPECS.algorithms for d in OFFLINE if unsuitable(a, d)])
def test_what_it_cannot_serve_is_said_before_it_starts(algorithm: str, dataset: str) -> None:
    with pytest.raises(Rejected) as refused:
        config_of(algorithm, dataset)
    title = next(d.title for d in OFFLINE if d.id == dataset)
    assert algorithms()[algorithm].title in str(refused.value) and title in str(refused.value) and str(refused.value).count(". ") == 0
