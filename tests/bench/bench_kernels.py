"""How many kernels an outer step launches on a GPU, all tasks side by side, and chunk by chunk as on a CPU. Needs no GPU.

    python tests/bench/bench_kernels.py [--dataset glyphs]

A small kernel costs a GPU a few microseconds whatever it computes, so that their number is what small networks wait for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1] / "engine")]

from card import CARD, card  # noqa: E402

import engine  # noqa: E402, F401  (before torch)
from engine.algorithm import Problem  # noqa: E402
from engine.catalogue import catalogue, configured, unsuitable  # noqa: E402
from engine.protocol import RunConfig  # noqa: E402
from engine.training import Training, dataset_of  # noqa: E402


def kernels(config: RunConfig) -> int:
    with card() as inside:
        training = Training(config, dataset_of(config, CARD, lambda what, fraction: None), CARD, 1)
        episodes = training.upcoming()
        inside.launched.clear()
        training.algorithm.outer_gradient(training.theta, episodes)
        return inside.launched.total()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--dataset", default="glyphs")
    wish = parser.parse_args()
    specs = catalogue()
    dataset = next(d for d in specs.datasets if d.id == wish.dataset)
    print("| method | tasks | kernels, side by side | chunk by chunk | ratio |\n| --- | --- | --- | --- | --- |")
    for method in specs.algorithms:
        if unsuitable(method, dataset):
            continue
        config = configured(specs, method.id, dataset.id, {})
        together = kernels(config)
        with patch.object(Problem, "at_once", lambda self, tasks, cached: cached):
            apart = kernels(config)
        print(f"| {method.title} | {config.meta_batch} | {together:,} | {apart:,} | {apart / together:.1f} |", flush=True)


if __name__ == "__main__":
    main()
