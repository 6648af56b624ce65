"""Train with the papers' own settings, and put what the test says beside what they print.

    python tests/bench/bench_papers.py --data DATA --library FOLDER [--only maml] [--share 0.1] [--device cuda]

`--share` takes a part of the papers' outer steps. What FOLDER has already trained with the same settings is only tested, so that a
broken-off table goes on where it was. The full table is days of one core; it is meant for a GPU.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import engine  # noqa: F401  (before torch)
from engine import Run, evaluate, train
from engine.api import find
from engine.catalogue import algorithms, catalogue, configured
from engine.library import Library
from engine.protocol import RunConfig
from engine.settings import Value


@dataclass(frozen=True)
class Trained:
    """One training, and the tests of it: the settings of each, and the `setting` of the published number beside it."""

    algorithm: str
    steps: int
    settings: dict[str, Value]
    tests: dict[str, dict[str, Value]]
    dataset: str = "omniglot"
    at_step: dict[str, int] = field(default_factory=dict)
    """the inner step whose score is meant, where it is not the last"""


def transductive(way: int, shot: int, lr: float, steps: int, test_steps: int, meta_batch: int) -> dict[str, Value]:
    """MAML's Omniglot: as many queries as shots, all normalised together; its rate, for a mean over examples, times the ways."""
    shape: dict[str, Value] = {"way": way, "shot": shot, "queries": shot, "meta_batch": meta_batch, "filters": 64, "norm": "transductive"}
    return shape | {"inner_lr": lr, "inner_steps": steps, "test_steps": test_steps}


FIVE, TWENTY = (2.0, 1, 3, 32), (2.0, 5, 5, 16)
"""Rate, inner steps in training and at test, and meta-batch of Finn et al. 2017, for 5 and 20 ways."""
SINE: dict[str, Value] = {"shot": 10, "queries": 10, "meta_batch": 25, "inner_lr": 0.01, "inner_steps": 1}
SINE_TEST: dict[str, Value] = {"shot": 5, "queries": 50, "test_steps": 10}
REPTILE: dict[str, Value] = {
    "filters": 64,
    "meta_batch": 5,
    "inner_lr": 0.001,
    "inner_batch": 10,
    "inner_steps": 5,
    "norm": "support+query",
}
PAPERS = (
    Trained(
        "maml",
        70_000,
        SINE,
        {f"5-shot, {k} step{'s' * (k > 1)}": SINE_TEST for k in (1, 5, 10)},
        "sinusoid",
        {"5-shot, 1 step": 1, "5-shot, 5 steps": 5},
    ),
    Trained("maml", 60_000, transductive(5, 1, *FIVE), {"5-way 1-shot, transductive": {}}),
    Trained("maml", 60_000, transductive(5, 5, *FIVE), {"5-way 5-shot, transductive": {}}),
    Trained("maml", 60_000, transductive(20, 1, *TWENTY), {"20-way 1-shot, transductive": {}}),
    Trained("fomaml", 60_000, transductive(5, 1, *FIVE), {"5-way 1-shot, transductive": {}}),
    Trained("fomaml", 60_000, transductive(20, 1, *TWENTY), {"20-way 1-shot, transductive": {}}),
    Trained("anil", 60_000, transductive(20, 1, 0.5, 5, 5, 16), {"20-way 1-shot": {}}),
    Trained("anil", 60_000, transductive(20, 5, 0.5, 5, 5, 16), {"20-way 5-shot": {}}),
    Trained("reptile", 100_000, REPTILE | {"way": 5, "shot": 1, "queries": 1}, {"5-way 1-shot": {}}),
    Trained("reptile", 100_000, REPTILE | {"way": 5, "shot": 5, "queries": 1}, {"5-way 5-shot": {}}),
    Trained(
        "prototypical",
        20_000,
        {"way": 60, "shot": 1, "queries": 5, "meta_batch": 1},
        {f"{way}-way 1-shot, trained 60-way": {"way": way, "queries": 15} for way in (5, 20)},
    ),
    Trained(
        "prototypical",
        20_000,
        {"way": 60, "shot": 5, "queries": 5, "meta_batch": 1},
        {"5-way 5-shot, trained 60-way": {"way": 5, "queries": 15}},
    ),
    Trained("matching_networks", 20_000, {"way": 5, "shot": 1, "queries": 15, "meta_batch": 8}, {"5-way 1-shot": {}}),
    Trained("matching_networks", 20_000, {"way": 20, "shot": 1, "queries": 15, "meta_batch": 4}, {"20-way 1-shot": {}}),
)


def of_paper(algorithm: str, dataset: str, setting: str) -> tuple[float, float | None]:
    """The published number and its interval."""
    found = next(p for p in algorithms()[algorithm].published if (p.dataset, p.setting) == (dataset, setting))
    return found.value, found.ci95


def there(folder: Path, wanted: RunConfig) -> Run | None:
    """The run that a library has of this very training, as far as it went."""
    if not (folder / "runs.sqlite").exists():
        return None
    library = Library(folder)
    rows = [row for row in library.runs() if row.config == wanted]
    library.close()
    return find(rows[-1].id, folder) if rows else None


def lines(paper: Trained, share: float, data: Path, folder: Path, device: str, episodes: int) -> Iterator[str]:
    """Rows of the table."""
    steps = max(1, round(share * paper.steps))
    settings: dict[str, Value] = {**paper.settings, "steps": steps, "device": device, "validate_every": max(1, steps // 10)}
    wanted = configured(catalogue(), paper.algorithm, paper.dataset, settings, str(data))
    run = there(folder, wanted)
    if run is None:
        run = train(paper.algorithm, paper.dataset, library=folder, data=data, **settings)
    elif run.at.step < steps:
        run = train(resume=run)
    title = algorithms()[paper.algorithm].title
    for setting, test in paper.tests.items():
        score = evaluate(run, episodes=episodes, data=data, **test)
        k = paper.at_step.get(setting)
        mean, width = (score.mean, f" ± {score.ci95:.3f}") if k is None else (float(score.per_step[k]), "")
        value, ci95 = of_paper(paper.algorithm, paper.dataset, setting)
        printed = f"{value:g}" + (f" ± {ci95:g}" if ci95 else "")
        tasks = f"{run.at.tasks:,} of {run.at.tasks * paper.steps // max(1, run.at.step):,}"
        yield f"| {title} | {paper.dataset}, {setting} | {mean:.3f}{width} | {printed} | {tasks} | {run.at.seconds / 60:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--only", default="", help="how the ids of the methods begin")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--episodes", type=int, default=1000, help="of each test")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    wish = parser.parse_args()
    began = time.monotonic()
    print("| method | setting | here | paper | tasks seen | computing, min |\n| --- | --- | --- | --- | --- | --- |", flush=True)
    for paper in PAPERS:
        if paper.algorithm.startswith(wish.only):
            for line in lines(paper, wish.share, wish.data.resolve(), wish.library.resolve(), wish.device, wish.episodes):
                print(line, flush=True)
    print(f"\n{(time.monotonic() - began) / 60:.0f} min", file=sys.stderr)


if __name__ == "__main__":
    main()
