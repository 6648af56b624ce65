"""The pictures of a memory tell the truth: a network that has learned reads where the class was written, an untrained one does not."""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from pytestqt.qtbot import QtBot
from test_insides import shown

from engine.algorithm import Params
from engine.examples import ENDING, EXAMPLES
from engine.protocol import Memory
from engine.training import Training, config_in, dataset_of, device_of
from gui.slots import LookUps, look_ups
from gui.views.memory import MemoryView

EPISODES = 40


@cache
def trained() -> Training:
    """The example that comes with the program."""
    path = EXAMPLES / f"mann-glyphs{ENDING}.safetensors"
    config = config_in(path)
    device = device_of(config)
    training = Training(config, dataset_of(config, device, lambda what, fraction: None), device, 1)
    training.restore(path)
    return training


def readings(theta: Params) -> list[Memory]:
    """The memory over test episodes, of classes that no training saw."""
    training = trained()
    config, algorithm = training.config, training.algorithm
    tasks = training.dataset.fixed("test", range(EPISODES), config.way, config.shot, config.queries)
    found = []
    with torch.no_grad():
        for i in range(EPISODES):
            one = tasks[i : i + 1]
            reading = algorithm.reading("Memory", theta, one, algorithm.adapt(theta, one.support))
            assert isinstance(reading, Memory)
            found.append(reading)
    return found


def together(found: list[LookUps]) -> tuple[float, float]:
    """The share found, and the share by luck, over several episodes."""
    counted = [f for f in found if f.count]
    weights = [f.count for f in counted]
    return float(np.average([f.found for f in counted], weights=weights)), float(np.average([f.luck for f in counted], weights=weights))


def test_reads_of_a_repeated_class_peak_where_it_was_written_and_it_is_training_that_makes_them() -> None:
    learned = readings(trained().theta)
    # at the second presentation only the first one can have written what is found
    second, by_luck = together([look_ups(reading, (2,)) for reading in learned])
    every, luck = together([look_ups(reading) for reading in learned])
    assert second > 2 * by_luck and every > 2 * luck, (second, by_luck, every, luck)
    for seed in range(3):
        untrained = readings(trained().algorithm.init(torch.Generator().manual_seed(seed)))
        before, _ = together([look_ups(reading, (2,)) for reading in untrained])
        assert second > 1.5 * before, (second, before)
    # the same count says luck where the slots that are read are mixed up
    mixed = np.random.default_rng(0)
    blind = [Memory(**(fields(r) | {"read": mixed.permuted(r.read, axis=2)})) for r in learned]
    share, by_luck = together([look_ups(reading) for reading in blind])
    assert abs(share - by_luck) < 0.12


def test_the_view_says_how_often_reads_find_the_class_and_marks_the_slot_that_is_read_most(qtbot: QtBot) -> None:
    view, reading = MemoryView(), readings(trained().theta)[0]
    shown(qtbot, view, reading)
    assert f"{round(100 * look_ups(reading).found)} %" in view._told.text()
    above = reading.read.mean(1)
    for t in (3, 15, 30):
        view.place.setValue(t)
        assert view.board.reads.argmax() == above[t].argmax()


def fields(reading: Memory) -> dict[str, np.ndarray]:
    return {name: getattr(reading, name) for name in reading.__dataclass_fields__}
