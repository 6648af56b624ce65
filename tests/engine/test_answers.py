"""Trained learners held ready: every task answered by all of them, the newest first, and one sentence where one cannot."""

from __future__ import annotations

import dataclasses
from collections import deque
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.answers import Answers
from engine.catalogue import configured, kept_catalogue
from engine.protocol import Adapt, Adapted, Close, Command, Deal, Dealt, Episode, Event, Fit, Held, Hold, Refused
from engine.readings import Memo, answer
from engine.training import Training, config_in, dataset_of
from engine.worker import WorkerProcess


class Told:
    """An inbox that has been told everything in advance, and closes after it."""

    def __init__(self, *commands: Command) -> None:
        self.commands = deque(commands)

    def poll(self) -> Command | None:
        return None

    def wait(self) -> Command:
        return self.commands.popleft() if self.commands else Close()


class AllAtOnce(Told):
    """An inbox in which everything has arrived before anything is read."""

    def poll(self) -> Command | None:
        return self.commands.popleft() if self.commands else None


def checkpoint(folder: Path, algorithm: str, dataset: str = "glyphs", steps: int = 1, **chosen: object) -> tuple[str, str]:
    small = {"meta_batch": 2, **({"filters": 4} if dataset == "glyphs" and algorithm != "mann" else {}), **chosen}
    config = configured(kept_catalogue(), algorithm, dataset, small)  # type: ignore[arg-type]
    cpu = torch.device("cpu")
    training = Training(config, dataset_of(config, cpu, lambda what, share: None), cpu, 1)
    for _ in range(steps):
        training.outer_step()
    path = folder / f"{algorithm}.safetensors"
    training.save(path)
    return algorithm, str(path)


def task(request: int = 1, way: int = 5, shot: int = 1, queries: int = 2) -> Adapt:
    draw = np.random.default_rng(request)
    pictures = draw.integers(0, 255, (way * shot + queries, 28, 28)).astype(np.uint8)
    return Adapt(request, pictures[: way * shot], np.repeat(np.arange(way), shot), pictures[way * shot :])


def said(*commands: Command, at_once: bool = False) -> list[Event]:
    return list(Answers((AllAtOnce if at_once else Told)(*commands)).events())


def test_every_held_learner_answers_as_it_would_by_itself(tmp_path: Path) -> None:
    held = tuple(checkpoint(tmp_path, name) for name in ("maml", "prototypical", "matching_networks"))
    events = said(Hold(held), task())
    assert [e.run for e in events if isinstance(e, Held)] == [run for run, _ in held]
    answers = {e.run: e.reading for e in events if isinstance(e, Adapted)}
    assert set(answers) == {run for run, _ in held}
    config = next(e.config for e in events if isinstance(e, Held) and e.run == "maml")
    cpu = torch.device("cpu")
    alone = Training(config, dataset_of(config, cpu, lambda what, share: None), cpu, 1)
    alone.restore(Path(held[0][1]))
    expected = answer(alone.algorithm, alone.theta, task())
    assert isinstance(expected, Episode) and isinstance(answers["maml"], Episode)
    assert np.allclose(answers["maml"].probabilities, expected.probabilities, atol=1e-5)
    assert len(answers["maml"].probabilities) > 1 and len(answers["prototypical"].probabilities) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["maml", "reptile", "prototypical", "matching_networks", "mann", "metanet", "finetune", "scratch"])
def test_another_query_on_the_same_drawings_needs_no_adaptation_and_is_answered_alike(tmp_path: Path, name: str) -> None:
    _, place = checkpoint(tmp_path, name)
    cpu = torch.device("cpu")
    config = config_in(Path(place))
    alone = Training(config, dataset_of(config, cpu, lambda what, share: None), cpu, 1)
    alone.restore(Path(place))
    first, other = task(), dataclasses.replace(task(), query_x=task().query_x[:, ::-1].copy())
    expected = [answer(alone.algorithm, alone.theta, asked) for asked in (first, other)]
    memo = Memo()
    found = [answer(alone.algorithm, alone.theta, asked, memo) for asked in (first, other, first)]
    for one, two in zip(found, [*expected, expected[0]], strict=True):
        assert isinstance(one, Episode) and isinstance(two, Episode)
        assert np.allclose(one.probabilities, two.probabilities, atol=1e-5)
    kept = memo.learners
    answer(alone.algorithm, alone.theta, other, memo)
    assert memo.learners is kept
    answer(alone.algorithm, alone.theta, dataclasses.replace(first, support_x=first.support_x[::-1].copy()), memo)
    assert memo.learners is not kept  # other drawings


def test_of_several_tasks_that_wait_only_the_newest_is_answered(tmp_path: Path) -> None:
    held = (checkpoint(tmp_path, "prototypical"),)
    events = said(Hold(held), task(1), task(2), task(3), at_once=True)
    assert [e.request for e in events if isinstance(e, Adapted)] == [3]


def test_a_metric_method_takes_any_number_of_ways_and_others_say_which_they_need(tmp_path: Path) -> None:
    held = tuple(checkpoint(tmp_path, name) for name in ("maml", "prototypical", "finetune"))
    events = said(Hold(held), task(way=3, shot=2), task(2, way=12))
    told = {(e.run, e.request) for e in events if isinstance(e, Adapted)}
    assert {("prototypical", 1), ("prototypical", 2), ("finetune", 1), ("finetune", 2)} <= told
    sentences = [e.sentence for e in events if isinstance(e, Refused)]
    assert len(sentences) == 2 and all(s.startswith("MAML was trained to tell 5 classes apart") for s in sentences)
    three = next(e.reading for e in events if isinstance(e, Adapted) and e.run == "prototypical")
    assert isinstance(three, Episode) and three.probabilities.shape[-1] == 3


def test_what_cannot_be_held_is_one_sentence_and_the_others_answer(tmp_path: Path) -> None:
    (tmp_path / "torn.safetensors").write_bytes(b"not a checkpoint")
    held = (
        ("torn", str(tmp_path / "torn.safetensors")),
        ("gone", str(tmp_path / "gone.safetensors")),
        checkpoint(tmp_path, "prototypical"),
    )
    events = said(Hold(held), task())
    refused = {e.run: e.sentence for e in events if isinstance(e, Refused)}
    assert set(refused) == {"torn", "gone"} and all(s and "\n" not in s for s in refused.values())
    assert [e.run for e in events if isinstance(e, Adapted)] == ["prototypical"]


def test_a_run_let_go_answers_no_more_and_one_trained_on_answers_anew(tmp_path: Path) -> None:
    first, second = checkpoint(tmp_path, "maml"), checkpoint(tmp_path, "prototypical")
    answers = Answers(Told())
    assert [e.run for e in answers._hold(dict((first, second)))] == ["maml", "prototypical"]
    kept = answers._held["prototypical"]
    list(answers._hold(dict((second,))))
    assert list(answers._held) == ["prototypical"] and answers._held["prototypical"] is kept
    checkpoint(tmp_path, "prototypical", steps=3)
    list(answers._hold(dict((second,))))
    assert answers._held["prototypical"].at.step == 3


def test_regression_is_answered_and_a_test_episode_is_dealt(tmp_path: Path) -> None:
    held = (checkpoint(tmp_path, "maml", "sinusoid"),)
    x = np.linspace(-4, 4, 5).astype(np.float32)
    asked = Adapt(1, x, np.sin(x), np.linspace(-5, 5, 50).astype(np.float32))
    events = said(Hold(held), asked, Deal(2, "maml", 0, 1, 5, 7))
    fit = next(e.reading for e in events if isinstance(e, Adapted))
    dealt = next(e for e in events if isinstance(e, Dealt))
    assert isinstance(fit, Fit) and fit.curves.shape[1] == 50 and np.isfinite(fit.curves).all()
    assert dealt.support_x.shape == (5,) and dealt.query_x.shape == (7,)


def test_a_dealt_episode_is_the_one_everybody_is_tested_on(tmp_path: Path) -> None:
    held = (checkpoint(tmp_path, "prototypical"),)
    events = said(Hold(held), Deal(1, "prototypical", 4, 5, 2, 3), Deal(2, "prototypical", 4, 5, 40, 3), Deal(3, "nobody", 0, 5, 1, 1))
    dealt = next(e for e in events if isinstance(e, Dealt))
    assert dealt.support_x.shape == (10, 28, 28) and dealt.support_x.dtype == np.uint8 and dealt.query_x.shape == (15, 28, 28)
    assert sorted(set(dealt.support_y.tolist())) == [0, 1, 2, 3, 4]
    assert len([e for e in events if isinstance(e, Refused)]) == 2


@pytest.mark.parametrize("leave", [True, False])
def test_a_worker_process_answers_and_leaves(tmp_path: Path, leave: bool) -> None:
    worker = WorkerProcess(8)
    worker.start()
    connection = worker.connection
    try:
        connection.send(Hold((checkpoint(tmp_path, "prototypical"),)))
        connection.send(task())
        events: list[Event] = []
        while not any(isinstance(e, Adapted) for e in events):
            assert connection.poll(60)
            events += connection.recv()
    finally:
        worker.close(2.0 if leave else 0.0)
    assert not worker.process.is_alive() if leave else True
