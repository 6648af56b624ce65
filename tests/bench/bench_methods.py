"""Meta-training speed of every method at its preset: tasks/s, and the ratio to its own tasks taken one by one.

    python tests/bench/bench_methods.py [--dataset glyphs] [--seconds 5]

One by one is the same outer step on each task of the meta-batch by itself, as a loop over tasks would take it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import torch

from engine.allocator import keep_freed_memory
from engine.catalogue import configured, kept_catalogue, unsuitable
from engine.training import Training, dataset_of


def per_second(step: Callable[[], None], tasks: int, seconds: float) -> float:
    """Tasks a second of `step`, which takes `tasks` of them."""
    step()
    began, steps = time.perf_counter(), 0
    while time.perf_counter() - began < seconds or steps < 2:
        step()
        steps += 1
    return steps * tasks / (time.perf_counter() - began)


def main() -> None:
    """Print a line for each method that can serve the dataset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dataset", default="")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--data", default="")
    wish = parser.parse_args()
    keep_freed_memory()
    threads = torch.get_num_threads()
    specs = kept_catalogue()
    for dataset in (d for d in specs.datasets if (d.id == wish.dataset if wish.dataset else not d.needs_files)):
        print(f"\n{dataset.title}, {threads} threads{'':30s} tasks/s   one by one   ratio")
        for algorithm in specs.algorithms:
            if unsuitable(algorithm, dataset):
                continue
            config = configured(specs, algorithm.id, dataset.id, {"device": "cpu"}, wish.data)
            training = Training(config, dataset_of(config, torch.device("cpu"), lambda what, share: None), torch.device("cpu"), threads)
            method, theta, episodes = training.algorithm, training.theta, training.upcoming()

            def loop() -> None:
                for i in range(episodes.tasks):  # noqa: B023
                    method.outer_gradient(theta, episodes[i : i + 1])  # noqa: B023

            batched = per_second(lambda: void(method.outer_gradient(theta, episodes)), episodes.tasks, wish.seconds)  # noqa: B023
            alone = per_second(loop, episodes.tasks, wish.seconds)
            print(f"  {algorithm.title:28s} meta-batch {config.meta_batch:3d}  {batched:10.0f}   {alone:10.0f}   {batched / alone:5.2f}")


def void(_: object) -> None:
    """Drop a result."""


if __name__ == "__main__":
    main()
