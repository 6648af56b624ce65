"""The pictures of a memory tell the truth: in a run that has learned to remember, reads peak where the first presentation wrote."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from pytestqt.qtbot import QtBot
from test_insides import shown

from engine.algorithm import Problem
from engine.algorithms.mann import MANN
from engine.episode import Episodes, Labelled
from engine.protocol import Memory
from gui.slots import LookUps, look_ups
from gui.views.memory import MemoryView

STEPS, TASKS = 700, 32


def patterns(tasks: int, g: torch.Generator) -> Episodes:
    """Two random patterns of 16 pixels a task, four copies of each."""
    base = (torch.rand(tasks, 2, 1, 1, 4, 4, generator=g) > 0.5).float()
    x = (base + 0.05 * torch.rand(tasks, 2, 4, 1, 4, 4, generator=g)).flatten(1, 2)
    y = torch.arange(2).repeat_interleave(4).expand(tasks, -1)
    return Episodes(
        Labelled(x[:, ::4], y[:, ::4]),
        Labelled(x.unflatten(1, (2, 4))[:, :, 1:].flatten(1, 2), y.unflatten(1, (2, 4))[:, :, 1:].flatten(1)),
    )


def together(found: list[LookUps]) -> tuple[float, float]:
    """The share found, and the share by luck, over several episodes."""
    counted = [f for f in found if f.count]
    weights = [f.count for f in counted]
    return float(np.average([f.found for f in counted], weights=weights)), float(np.average([f.luck for f in counted], weights=weights))


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Steps this small are faster so, and the same everywhere."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_reads_of_a_repeated_class_peak_on_the_slot_that_its_first_presentation_wrote(qtbot: QtBot) -> None:
    g = torch.Generator().manual_seed(0)
    problem = Problem("classification", 2, 1, 3, tuple(patterns(2, g).support.x.shape[2:]), 2, threads=1)
    algorithm = MANN(problem, MANN.Hyper(slots=16, width=12, hidden=40, heads=1, side=4))
    theta = algorithm.init(torch.Generator().manual_seed(0))
    optimiser = algorithm.optimiser(list(theta.values()))
    for group in optimiser.param_groups:
        group["lr"] = 0.01
    for _ in range(STEPS):
        outer = algorithm.outer_gradient(theta, patterns(TASKS, g))
        for name, t in theta.items():
            t.grad = outer.gradient[name]
        optimiser.step()
    unseen = patterns(60, torch.Generator().manual_seed(9))
    assert float(algorithm.outer_gradient(theta, unseen).metrics["accuracy_2nd"].mean()) > 0.8  # it remembers

    readings = []
    for i in range(60):
        reading = algorithm.reading("Memory", theta, unseen[i : i + 1], algorithm.adapt(theta, unseen[i : i + 1].support))
        assert isinstance(reading, Memory)
        readings.append(reading)
    # at the second presentation only the first one can have written what is found
    second, by_luck = together([look_ups(reading, (2,)) for reading in readings])
    every, _ = together([look_ups(reading) for reading in readings])
    assert second > 0.7 and second > 1.5 * by_luck and every > 0.7
    # the same count says luck where the slots that are read are mixed up
    mixed = np.random.default_rng(0)
    blind = [Memory(**(fields(r) | {"read": mixed.permuted(r.read, axis=2)})) for r in readings]
    assert abs(together([look_ups(reading) for reading in blind])[0] - together([look_ups(reading) for reading in blind])[1]) < 0.12

    # and the view says so, with the slot that is read most standing out on the board
    view = MemoryView()
    shown(qtbot, view, readings[0])
    told = round(100 * look_ups(readings[0]).found)
    assert f"{told} %" in view._told.text()
    above = readings[0].read.mean(1)
    for t in (3, 5, 7):
        view.place.setValue(t)
        assert view.board.reads.argmax() == above[t].argmax()


def fields(reading: Memory) -> dict[str, np.ndarray]:
    return {name: getattr(reading, name) for name in reading.__dataclass_fields__}
