"""Meta-training speed of every method at its preset: tasks/s, and the ratio to its own tasks taken one by one.

    python tests/bench/bench_methods.py [--dataset glyphs] [--method anil] [--seconds 5] [--rounds 5] [--device cuda]

On the CPU and, where torch finds one, on the GPU. One by one is the same outer step on each task of the meta-batch by itself, as a loop
over tasks would take it. The two take turns, `--seconds` each a round, so that a machine which slows down slows both: a speed is the
median over the rounds, a ratio the median of the ratios within a round, with the smallest and the largest beside it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import engine  # noqa: F401 (before torch, to which it says how idle threads wait)

# isort: split
import torch

from engine.allocator import keep_freed_memory
from engine.catalogue import configured, kept_catalogue, unsuitable
from engine.protocol import RunConfig
from engine.training import Training, dataset_of


def per_second(step: Callable[[], None], tasks: int, seconds: float, device: torch.device) -> float:
    """Tasks a second of `step`, which takes `tasks` of them."""

    def done() -> float:
        if device.type == "cuda":
            torch.cuda.synchronize()  # else what was only asked for would count as done
        return time.perf_counter()

    step()
    began, steps = done(), 0
    while (now := done()) - began < seconds or steps < 2:
        step()
        steps += 1
    return steps * tasks / (now - began)


def main() -> None:
    """Print a line for each method that can serve the dataset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dataset", default="")
    parser.add_argument("--method", default="", help="one algorithm only")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", default="")
    parser.add_argument("--device", choices=("cpu", "cuda"), help="one of them only")
    wish = parser.parse_args()
    if wish.device == "cuda" and not torch.cuda.is_available():
        parser.error("torch finds no CUDA GPU on this computer")
    keep_freed_memory()
    threads = torch.get_num_threads()
    specs = kept_catalogue()
    devices = [wish.device] if wish.device else ["cpu", "cuda"][: 1 + torch.cuda.is_available()]
    for dataset in (d for d in specs.datasets if (d.id == wish.dataset if wish.dataset else not d.needs_files)):
        for name in devices:
            print(f"\n{dataset.title}, {name}, {threads} threads{'':24s} tasks/s   one by one   ratio")
            for algorithm in (a for a in specs.algorithms if not unsuitable(a, dataset) and wish.method in ("", a.id)):
                config = configured(specs, algorithm.id, dataset.id, {"device": name}, wish.data)
                rounds = speeds(config, torch.device(name), threads, wish.seconds, wish.rounds)
                together, alone = (statistics.median(each) for each in zip(*rounds, strict=True))
                ratios = sorted(a / b for a, b in rounds)
                print(
                    f"  {algorithm.title:28s} meta-batch {config.meta_batch:3d}  {together:10.0f}   {alone:10.0f}   "
                    f"{statistics.median(ratios):5.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})",
                    flush=True,
                )


def speeds(config: RunConfig, device: torch.device, threads: int, seconds: float, rounds: int) -> list[tuple[float, float]]:
    """Of each round, tasks a second of this run's outer step, and of the same step on each of its tasks by itself."""
    training = Training(config, dataset_of(config, device, lambda what, share: None), device, threads)
    method, theta, episodes = training.algorithm, training.theta, training.upcoming()

    def loop() -> None:
        for i in range(episodes.tasks):
            method.outer_gradient(theta, episodes[i : i + 1])

    def together() -> None:
        method.outer_gradient(theta, episodes)

    return [tuple(per_second(step, episodes.tasks, seconds, device) for step in (together, loop)) for _ in range(rounds)]  # type: ignore[misc]


if __name__ == "__main__":
    main()
