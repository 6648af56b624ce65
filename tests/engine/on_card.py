"""Every method on the card of `card.py`, held against the CPU: a line of JSON for each, for `test_card.py` to judge.

`--variants`: with each choice that its settings offer, instead of its presets. `--part 0 2`: the first of two parts of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import tempfile
import traceback
from pathlib import Path
from typing import Any

import torch
from card import CARD, Card, OnCard, card, home
from pairs import PAIRS, asked, config_of, training_of, variants

from engine import landscape
from engine.evaluation import further, score_chunks, summary
from engine.protocol import READINGS, RunConfig
from engine.readings import answer, pictures
from engine.training import stages_of

THREADS = 2
"""On the CPU; on the card they must change nothing."""


def launched(inside: Card, config: RunConfig) -> int:
    """Kernels of one outer gradient."""
    training = training_of(config, CARD, THREADS)
    episodes = training.upcoming()
    inside.launched.clear()
    training.algorithm.outer_gradient(training.theta, episodes)
    return inside.launched.total()


def compared(config: RunConfig) -> dict[str, Any]:
    """One outer gradient and one adaptation, and how far the gradient is from the CPU's, in its own length."""
    cpu = training_of(config, threads=THREADS)
    expected = cpu.algorithm.outer_gradient(cpu.theta, cpu.upcoming()).gradient
    with card() as inside:
        training = training_of(config, CARD, THREADS)
        episodes = training.upcoming()
        inside.waited.clear()
        outer = training.algorithm.outer_gradient(training.theta, episodes)
        waits = {"in the outer gradient": dict(inside.waited)}
        inside.waited.clear()
        with torch.no_grad():
            training.algorithm.adapt(training.theta, episodes.support)
        waits["in adaptation"] = dict(inside.waited)
        apart = torch.cat([(t - expected[name]).flatten() for name, t in home(outer.gradient).items()]).norm()
        length = torch.cat([t.flatten() for t in expected.values()]).norm()
        return {
            "waits": waits,
            "off the card": [name for name, t in outer.gradient.items() if not isinstance(t, OnCard)],
            "apart": float(apart / length.clamp_min(1e-12)),
        }


def used(config: RunConfig) -> dict[str, Any]:
    """All that a run does on the card: steps, pictures, answers to a person, a test, a checkpoint; and its kernels by tasks."""
    with card() as inside:
        training = training_of(config, CARD, THREADS)
        algorithm = training.algorithm
        training.outer_step()
        tasks = training.dataset.fixed("validation", range(2), config.way, config.shot, config.queries)
        for shown in pictures(READINGS, algorithm, training.theta, training.dataset, tasks, {}):
            request = asked(shown)
            if request is not None:
                answer(algorithm, training.theta, request)
        stages_of("run", training, training.upcoming())
        summary(algorithm, list(score_chunks(algorithm, training.theta, training.dataset, config, "test", 2)))
        further(algorithm, training.theta, training.dataset, config, 2)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "run.safetensors"
            training.save(path)
            again = training_of(config, CARD, THREADS)
            again.restore(path)
        again.outer_step()
        again.mixed_note()
        return {"launched": [launched(inside, dataclasses.replace(config, meta_batch=tasks)) for tasks in (3, 6)]}


if __name__ == "__main__":
    landscape.PLACES = 4  # a coarse one
    parser = argparse.ArgumentParser()
    parser.add_argument("--variants", action="store_true")
    parser.add_argument("--part", type=int, nargs=2, default=(0, 1))
    wish = parser.parse_args()
    every = [v for v in variants() if "mixed" not in v[2]] if wish.variants else [(*pair, {}) for pair in PAIRS]
    for algorithm, dataset, chosen in every[wish.part[0] :: wish.part[1]]:
        row: dict[str, Any] = {"method": algorithm, "dataset": dataset, "chosen": chosen}
        try:
            config = config_of(algorithm, dataset, chosen)
            row |= compared(config)
            if not chosen and (dataset != "points2d" or algorithm == "maml"):  # once for each kind of network will do
                row |= used(config)
        except Exception:
            row["failed"] = traceback.format_exc()
        print(json.dumps(row), flush=True)
