"""How much faster several Dask workers train several runs than one does, and what a run pays for being far from home.

python tests/bench/bench_cluster.py [--workers 2] [--runs 4] [--steps 60]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.catalogue import catalogue, configured
from engine.cluster import Cluster, Place
from engine.grid import Here, Host, trained
from engine.library import Library
from engine.protocol import RunConfig, Scalar, Start


def configs(runs: int, steps: int) -> list[RunConfig]:
    chosen: dict[str, object] = {"steps": steps, "validate_every": steps, "validation_episodes": 8, "device": "cpu", "threads": 1}
    return [configured(catalogue(), "maml", "glyphs", chosen | {"seed": seed}) for seed in range(runs)]


def timed(host: Host, wanted: list[RunConfig], at_once: int) -> float:
    """Steps a second of all runs together, from the first step to the last."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        starts = [Start(library.new_run(config), config, folder) for config in wanted]
        times, steps = [], 0
        for event in trained(host, starts, at_once, threading.Event()):
            if isinstance(event, Scalar):
                times.append(time.perf_counter())
                steps += 1
        library.close()
    return steps / (times[-1] - times[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--steps", type=int, default=60)
    options = parser.parse_args()
    wanted = configs(options.runs, options.steps)
    timed(Here(), configs(1, 2), 1)  # pay for imports
    home = timed(Here(), wanted, 1)
    found = {}
    for workers in (1, options.workers):
        with closing(Cluster(Place(), workers=workers)) as cluster:
            timed(cluster, configs(workers, 2), workers)  # every worker imports torch before the clock runs
            found[workers] = timed(cluster, wanted, len(wanted))
    print(f"{options.runs} runs of MAML on glyphs, {options.steps} steps each, one thread a run")
    print(f"one worker against no cluster: {found[1] / home:.2f} x")
    ratio = found[options.workers] / found[1]
    print(f"{options.workers} workers against one: {ratio:.2f} x, efficiency {ratio / options.workers:.0%}")


if __name__ == "__main__":
    main()
