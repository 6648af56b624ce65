"""Readings fit every number of tasks and steps; one that raises is reported once, costs no other, and never touches training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from pairs import PAIRS, SPECS, config_of, training_of
from test_run import Script, played, scalars, small

from engine import judging, protocol
from engine.answers import Answers
from engine.beside import Beside
from engine.catalogue import algorithms
from engine.datasets.sinusoid import Sinusoid
from engine.evaluation import PerStep
from engine.failures import explained, explained_picture
from engine.inbox import Beginning
from engine.jobs import started
from engine.library import Library
from engine.protocol import (
    READINGS,
    Adaptation,
    Close,
    Event,
    Finished,
    Hold,
    Look,
    Movement,
    NewProbe,
    Observe,
    Pause,
    Read,
    Reading,
    ReadingFailed,
    Resume,
    RunConfig,
    SetHyper,
    Show,
    Start,
    Started,
    StateChanged,
    Step,
)
from engine.readings import pictures
from engine.showing import shown
from engine.watch import TASKS

SIZES = {"way": 5, "shot": 2, "queries": 4}
"""Pairwise different, and different from the 3 probe tasks and the inner steps."""


def look(config: RunConfig, tasks: int) -> dict[str, Reading]:
    """Every reading, none of which may raise."""
    training = training_of(config)
    training.outer_step()
    probe = training.dataset.fixed("validation", range(tasks), config.way, config.shot, config.queries)
    seen = pictures(READINGS, training.algorithm, training.theta, training.dataset, probe, {})
    return {type(reading).__name__: reading for reading in seen}


def sized(algorithm: str, dataset: str, **chosen: object) -> RunConfig:
    fields = {f.name for a in SPECS.algorithms if a.id == algorithm for f in a.fields}
    sizes = SIZES if dataset != "sinusoid" else {"shot": 2, "queries": 4}
    return config_of(algorithm, dataset, sizes | ({"inner_steps": 2} if "inner_steps" in fields else {}) | chosen)


@pytest.mark.slow
@pytest.mark.parametrize("tasks", [3, TASKS])
@pytest.mark.parametrize(("algorithm", "dataset"), PAIRS)
def test_every_reading_of_every_method_fits_sizes_that_all_differ(
    algorithm: str, dataset: str, tasks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.landscape.PLACES", 4)  # a coarse landscape
    seen = look(sized(algorithm, dataset), tasks)
    adaptation = seen["Adaptation"]
    assert isinstance(adaptation, Adaptation) and adaptation.query_loss.shape[0] == tasks


@pytest.mark.parametrize("inner_steps", [2, TASKS - 1])
@pytest.mark.parametrize("tasks", [3, TASKS])
@pytest.mark.parametrize("norm", [{}, {"norm": "tasknorm"}], ids=["own", "tasknorm"])
def test_movement_with_norms_by_step_is_that_of_each_task_alone(tasks: int, inner_steps: int, norm: dict[str, str]) -> None:
    config = config_of("maml", "glyphs", SIZES | norm | {"inner_steps": inner_steps, "step_norms": True})
    training = training_of(config)
    training.outer_step()
    probe = training.dataset.fixed("validation", range(tasks), config.way, config.shot, config.queries)

    def movement(some: Any) -> np.ndarray[Any, Any]:
        (found,) = pictures(["Movement"], training.algorithm, training.theta, training.dataset, some, {})
        assert isinstance(found, Movement)
        return found.relative

    together = movement(probe)
    alone = np.mean([movement(probe[i : i + 1]) for i in range(tasks)], axis=0)
    np.testing.assert_allclose(together[:3], alone[:3], rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(together, alone, rtol=0.1)  # rounding grows from step to step
    assert (together[0] == 0).all() and (together[1:].max(1) > 0).all()


@pytest.mark.parametrize("algorithm", ["maml", "anil", "boil", "reptile", "meta_sgd"])
def test_movement_without_norms_by_step_is_measured_over_whole_layers(algorithm: str) -> None:
    if algorithm not in algorithms():
        pytest.skip(f"{algorithm} is not a method of this version")
    config = sized(algorithm, "glyphs")
    training = training_of(config)
    probe = training.dataset.fixed("validation", range(3), config.way, config.shot, config.queries)
    (found,) = pictures(["Movement"], training.algorithm, training.theta, training.dataset, probe, {})
    assert isinstance(found, Movement) and found.layers == tuple(training.algorithm.layers(training.theta))
    with torch.no_grad():
        learner = training.algorithm.adapt(training.theta, probe.support, steps=len(found.relative) - 1)
    for layer, names in training.algorithm.layers(training.theta).items():
        start = torch.cat([training.theta[n].reshape(-1) for n in names])
        now = torch.cat([learner.params[n].expand(3, *training.theta[n].shape).reshape(3, -1) for n in names], 1)
        expected = float(((now - start).norm(dim=1) / start.norm()).mean())
        assert found.relative[-1, found.layers.index(layer)] == pytest.approx(expected, rel=1e-4, abs=1e-7)


def test_a_run_with_norms_by_step_shows_everything_that_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.landscape.PLACES", 4)
    config = config_of("maml", "glyphs", SIZES | {"inner_steps": 2, "step_norms": True, "steps": 2})
    events = played(config, Script(Observe(tuple(READINGS)), Resume()), hosted=True, paused=True)
    assert not failures(events) and {"Movement", "Adaptation", "Episode", "Embedding"} <= readings(events)


# -- one that raises
def broken(*_: object, **__: object) -> Any:
    raise ValueError("a shape that does not fit")


class BrokenSteps(PerStep):
    """Raises at the first inner step; training has the class it derives from."""

    step = broken


FAULTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], RunConfig, set[str]]] = {
    "a layer's movement": (lambda m: m.setattr("engine.readings._Moved._moved", broken), small(), {"Movement"}),
    "loss by step": (lambda m: m.setattr("engine.readings.PerStep", BrokenSteps), small(), {"Adaptation"}),
    "the end of loss by step": (lambda m: m.setattr("engine.readings._adaptation", broken), small(), {"Adaptation"}),
    "the fit": (lambda m: m.setattr("engine.readings._fit", broken), small(), {"Fit"}),
    "the path": (lambda m: m.setattr("engine.readings.path", broken), small(), {"Path"}),
    "the method's own reading": (lambda m: m.setattr(algorithms()["meta_sgd"], "reading", broken), small("meta_sgd"), {"Rates"}),
    "the runs beside": (lambda m: m.setattr(Beside, "walks", broken), small(), {"Path"}),
    "the episode": (lambda m: m.setattr("engine.readings._episode", broken), config_of("maml", "glyphs"), {"Episode"}),
    "the plane": (lambda m: m.setattr("engine.readings._boundary", broken), config_of("maml", "points2d"), {"Episode", "Boundary"}),
    "the embedding": (lambda m: m.setattr("engine.readings._embedding", broken), config_of("prototypical", "glyphs"), {"Embedding"}),
}


def failures(events: list[Event]) -> Counter[str]:
    return Counter(e.name for e in events if isinstance(e, ReadingFailed))


def readings(events: list[Event]) -> set[str]:
    return {type(e.reading).__name__ for e in events if isinstance(e, Read)}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reading_that_raises_is_reported_once_and_training_has_the_same_numbers(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks, config, names = FAULTS[fault]
    config = config.having("steps", 8).having("validate_every", 4).having("validation_episodes", 2)
    monkeypatch.setattr("engine.landscape.PLACES", 4)
    monkeypatch.setattr("engine.watch.INTERVAL", 0.0)
    monkeypatch.setattr("engine.watch.SHARE", 1e9)  # pictures at every step
    quiet = played(config, Script())
    breaks(monkeypatch)
    events = played(config, Script(Observe(tuple(READINGS)), Resume()), hosted=True, paused=True)
    found = failures(events)
    assert set(found) <= names and found and set(found.values()) == {1}, found
    assert scalars(events) == scalars(quiet)
    assert [e.reason for e in events if isinstance(e, Finished)] == ["completed"]
    assert "failed" not in [e.state for e in events if isinstance(e, StateChanged)]
    others = readings(played(config, Script(Observe(tuple(READINGS)), Resume()), hosted=True, paused=True))
    assert not others & set(found) and (others or config.algorithm == "prototypical")
    event = next(e for e in events if isinstance(e, ReadingFailed))
    assert event.sentence.count(".") == 1 and "ValueError" in event.sentence and "a shape that does not fit" in event.details


def test_a_failed_reading_is_tried_again_when_something_it_depends_on_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.readings._fit", broken)
    commands = (
        Observe(("Fit", "Adaptation")),
        Step(1),
        Step(1),
        Observe(("Fit",)),  # still looked at: it stays failed
        NewProbe(2),  # another task: 2
        Observe(()),
        Observe(("Fit",)),  # looked at anew: 3
        SetHyper("outer_lr", 0.01),  # other settings: 4
    )
    events = played(small(), Script(*commands), hosted=True, paused=True)
    assert failures(events) == Counter({"Fit": 4})
    assert "Adaptation" in readings(events)


def test_probe_tasks_that_cannot_be_drawn_cost_the_pictures_and_not_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    fixed = Sinusoid.fixed

    def partly(self: Any, split: str, indices: Any, *sizes: int) -> Any:
        return broken() if isinstance(indices, range) and len(indices) == TASKS else fixed(self, split, indices, *sizes)

    quiet = played(small(), Script())
    monkeypatch.setattr(Sinusoid, "fixed", partly)
    events = played(small(), Script(Observe(("Fit", "Movement")), Resume()), hosted=True, paused=True)
    assert failures(events) == Counter({"Fit": 1, "Movement": 1}) and scalars(events) == scalars(quiet)


def test_stages_taken_slowly_survive_a_reading_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.readings._fit", broken)
    events = played(small(), Script(Observe(("Fit",)), *[protocol.InnerStep()] * 8), hosted=True, paused=True)
    assert failures(events) == Counter({"Fit": 1})
    assert any(isinstance(e, protocol.Stage) and e.stage == "update" for e in events)


# -- finished runs
@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library")
    run = library.new_run(small(steps=2))
    list(started(Start(run, small(steps=2), str(library.folder), False), Script(Close()), 1))
    assert library.checkpoint(run).exists()
    return library


def test_a_finished_run_is_shown_without_the_picture_that_raises(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (run,) = [row.id for row in library.runs()]
    monkeypatch.setattr("engine.readings._fit", broken)
    first = Show(run, str(library.checkpoint(run)))
    commands = [Observe(("Fit", "Adaptation")), NewProbe(1), Observe(("Fit", "Adaptation", "Movement")), Pause(), Close()]
    events = list(shown(first, Script(*commands)))
    assert failures(events) == Counter({"Fit": 2})  # once a task
    assert {"Adaptation", "Movement"} <= readings(events) and [e for e in events if isinstance(e, Started)]
    looked = list(judging.looked(Look(run, str(library.folder), ("Fit", "Adaptation"), 0), 1))
    assert failures(looked) == Counter({"Fit": 1}) and readings(looked) == {"Adaptation"}


def test_learners_held_for_tasks_by_hand_are_not_concerned(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (run,) = [row.id for row in library.runs()]
    monkeypatch.setattr("engine.readings._fit", broken)
    inbox = Script(Close())
    held = list(Answers(Beginning(Hold(((run, str(library.checkpoint(run))),)), inbox)).events())
    assert [type(e).__name__ for e in held if not isinstance(e, protocol.Progress)] == ["Held"]


def test_an_exception_without_words_is_explained() -> None:
    class Mute(ValueError):
        def __str__(self) -> str:
            raise RuntimeError("no words")

    assert "Mute" in explained_picture(Mute()) and "Mute" in explained(Mute())[1]
