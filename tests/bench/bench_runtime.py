"""What a run costs beside its outer steps: events, library, worker process, pictures; and how soon the first point comes.

    python tests/bench/bench_runtime.py [--times 8] [--rounds 3]

`--times` makes the runs longer: the first pictures are made whatever they cost, so that a short run pays more for them. In a round each
kind of run is had once; a ratio is the median of those within a round, with the smallest and the largest beside it. Speeds of two runs
differ by what else the machine did; the share of a run's time that its outer steps have does not, and tells what views take of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import torch

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.catalogue import catalogue, configured
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import READINGS, At, Credit, Observe, Ready, RunConfig, Scalar, Start, StateChanged
from engine.training import Training, dataset_of
from engine.worker import WorkerProcess

CASES = (("maml", "sinusoid", 1500), ("prototypical", "glyphs", 60), ("maml", "glyphs", 40))


def config_of(algorithm: str, dataset: str, steps: int) -> RunConfig:
    fixed: dict[str, object] = {"steps": steps, "validate_every": 1_000_000, "validation_episodes": 8, "device": "cpu", "threads": 1}
    return configured(catalogue(), algorithm, dataset, fixed)


def bare(config: RunConfig) -> float:
    """Tasks a second of the outer steps alone."""
    training = Training(config, dataset_of(config, torch.device("cpu"), lambda what, fraction: None), torch.device("cpu"), 1)
    training.outer_step()
    began = time.perf_counter()
    for _ in range(config.steps - 1):
        training.outer_step()
    return (config.steps - 1) * config.meta_batch / (time.perf_counter() - began)


def recorded(config: RunConfig, folder: Path) -> float:
    """Tasks a second with events and library, in this process."""
    library = Library(folder)
    times = [
        time.perf_counter()
        for event in started(Start(library.new_run(config), config, str(folder)), Quiet(), 1, hosted=False)
        if isinstance(event, Scalar)
    ]
    return (len(times) - 1) * config.meta_batch / (times[-1] - times[0])


def hosted(config: RunConfig, folder: Path, readings: tuple[str, ...]) -> tuple[float, float, float]:
    """Tasks a second in a worker, the share of the time that outer steps have, and seconds from `Start` to the first point."""
    library = Library(folder)
    worker = WorkerProcess()
    worker.start()
    while not any(isinstance(e, Ready) for e in worker.connection.recv()):
        pass
    began = time.perf_counter()
    worker.connection.send(Start(library.new_run(config), config, str(folder)))
    worker.connection.send(Observe(readings))
    first, last, at, first_at = 0.0, 0.0, At(), At()
    done = False
    while not done:
        for event in worker.connection.recv():
            if isinstance(event, Scalar):
                at, last = event.at, time.perf_counter()
                if not first:
                    first, first_at = last, at
            done = done or (isinstance(event, StateChanged) and event.state in ("finished", "failed"))
        worker.connection.send(Credit())
    worker.close()
    return (at.tasks - first_at.tasks) / (last - first), (at.seconds - first_at.seconds) / (last - first), first - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=1, help="how many times as long as some five seconds")
    parser.add_argument("--rounds", type=int, default=1)
    wish = parser.parse_args()
    torch.set_num_threads(1)
    print("tasks/s on one thread; the ratio in brackets")
    for algorithm, dataset, steps in CASES:
        config = config_of(algorithm, dataset, steps * wish.times)
        rounds = []
        for _ in range(wish.rounds):
            with tempfile.TemporaryDirectory() as folder:
                quiet, share, first = hosted(config, Path(folder), ())
                watched, left, _ = hosted(config, Path(folder), tuple(READINGS))
                rounds.append((bare(config), recorded(config, Path(folder)), quiet, watched, share, left, first))
        alone, here, quiet, watched, share, left, first = map(list, zip(*rounds, strict=True))
        print(
            f"{algorithm:>13} on {dataset:<9} bare {median(alone):8.0f}   recorded {beside(here, alone)}   "
            f"in a worker {beside(quiet, alone)}   all views open {beside(watched, quiet)} of that   "
            f"outer steps' share of the time {median(left):.3f} of {median(share):.3f} ({median(left) / median(share):.3f})   "
            f"first point {median(first):.2f} s after Start",
            flush=True,
        )


def beside(speeds: list[float], others: list[float]) -> str:
    """The median of some speeds, and that of their ratios to those of the same round."""
    ratios = sorted(a / b for a, b in zip(speeds, others, strict=True))
    return f"{median(speeds):8.0f} ({median(ratios):.2f}; {ratios[0]:.2f} to {ratios[-1]:.2f})"


if __name__ == "__main__":
    main()
