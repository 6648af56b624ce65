"""The examples that come with the program: train, score and store every one of them again.

    python -m engine.demos            all of them, into assets/demos (about an hour on one core)
    python -m engine.demos ID ID      these only, such as maml-glyphs

Each is an ordinary run of a library: settings, curves (thinned), validations, 600 test episodes, a checkpoint. Weights are stored in
half precision and without the optimiser's state; the test is of the weights as they are stored.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from engine import checkpoint
from engine.album import album
from engine.atomic_write import write_bytes
from engine.catalogue import catalogue, configured, unsuitable
from engine.checkpoint_header import rewritten
from engine.examples import COMPARED, DEMOS, ENDING, FIRST, PROBE
from engine.inbox import Quiet
from engine.jobs import evaluated, started
from engine.library import Library
from engine.protocol import Catalogue, Evaluated, Failed, RunConfig, Start
from engine.readings import pictures
from engine.run_row import Copy
from engine.training import Training, config_in, dataset_of, device_of
from engine.watch import TASKS as TASKS_SHOWN

EPISODES = 600
ROWS = 160
"""Places of a curve that are kept."""
TASKS = {"glyphs": 6_400, "sinusoid": 250_000, "points2d": 16_000}
"""Tasks that a method sees; the four that Compare begins with see equally many."""
OTHERWISE = {
    **dict.fromkeys(("fomaml-sinusoid", "anil-sinusoid", "meta_sgd-sinusoid", "finetune-sinusoid"), 125_000),
    "mann-glyphs": 90_000,
    "metanet-glyphs": 1_200,
    "multitask-glyphs": 800,
    "sample_reuse-glyphs": 1_200,
}
"""Where that is minutes too long, or of no use."""
SHOWN = {FIRST: ("Fit", "Adaptation", "Movement", "Path"), **dict.fromkeys(COMPARED, ("Episode",))}
"""Readings kept with a checkpoint: a first launch shows these."""
FIVE = {"shot": 5}
CHOSEN: Mapping[str, Mapping[str, object]] = {
    "maml-sinusoid": {"test_steps": 5},
    "anil-sinusoid": {"test_steps": 1},
    "reptile-sinusoid": {"shot": 10},
}
IN_THE_PLANE = ("maml", "reptile", "prototypical", "matching_networks", "scratch")
"""Methods with an example on points in the plane."""


def names_of(specs: Catalogue) -> list[str]:
    """Every method on glyphs and on sinusoids, wherever it can learn them, and some on points in the plane."""
    data = {d.id: d for d in specs.datasets}
    pairs = [(a, data[d]) for d in TASKS for a in specs.algorithms if d != "points2d" or a.id in IN_THE_PLANE]
    return [f"{a.id}-{d.id}" for a, d in pairs if not unsuitable(a, d)]


def main(names: Sequence[str]) -> int:
    """Make these examples again; returns the exit code."""
    specs = catalogue()
    known = names_of(specs)
    if unknown := [name for name in names if name not in known]:
        print(f"There is no example called {unknown[0]!r}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    for name in names or known:
        began = time.monotonic()
        score = made(name, config_of(specs, name), DEMOS)
        print(f"{name:28} {score}   {time.monotonic() - began:5.0f} s", flush=True)
    packed(DEMOS)
    size = sum(path.stat().st_size for path in DEMOS.rglob("*") if path.is_file())
    print(f"{size / 1e6:.2f} MB in {DEMOS}")
    return 0


def config_of(specs: Catalogue, name: str) -> RunConfig:
    """The settings of an example: the preset, the seed 0, and the budget of its dataset."""
    method, dataset = name.rsplit("-", 1)
    chosen: dict[str, object] = dict(FIVE) if dataset == "sinusoid" else {}
    chosen |= CHOSEN.get(name, {})
    base = configured(specs, method, dataset, chosen)
    if method != "scratch":
        steps = OTHERWISE.get(name, TASKS[dataset]) // base.meta_batch
        chosen |= {"steps": steps, "validate_every": max(1, steps // (8 if name in OTHERWISE else 20))}
    return configured(specs, method, dataset, chosen)


def made(name: str, config: RunConfig, folder: Path) -> str:
    """Train, store and test one example; returns its score in words."""
    run = f"{name}{ENDING}"
    with tempfile.TemporaryDirectory() as place, closing(Library(Path(place))) as library:
        own = library.new_run(config)
        for event in started(Start(own, config, place), Quiet(), 1, hosted=False):
            if isinstance(event, Failed):
                raise RuntimeError(event.sentence)
        _make_small(library.checkpoint(own), shown=SHOWN.get(name, ()))
        test = next(e for e in evaluated(own, config, library, EPISODES, 1) if isinstance(e, Evaluated))
        library.write([test])
        with closing(Library(folder)) as examples:
            examples.remove(run)
            examples.take_in([_thinned(library.copy_of(own))], "", ENDING)
            weights = rewritten(library.checkpoint(own).read_bytes(), run, examples.run(run).config)
            write_bytes(examples.checkpoint(run), weights)
    return f"{test.metric} {test.mean:.3f} ± {test.ci95:.3f}"


def _thinned(copy: Copy) -> Copy:
    """With so many places of its curve as are kept, the last among them, and its mark.

    Of neighbours the one that says most is kept: what is looked at every few steps only would else be lost by chance.
    """
    *before, last = copy.points
    groups = np.array_split(np.arange(len(before)), min(ROWS - 1, len(before)))
    places = [max(group.tolist(), key=lambda i: len(before[i][1])) for group in groups]
    return Copy(replace(copy.row, tags="example"), [*(before[i] for i in places), last], copy.evaluations)


def _make_small(path: Path, shown: tuple[str, ...]) -> None:
    """Half precision, no optimiser; and the readings `shown`, which are wanted before torch is there."""
    tensors, description = checkpoint.load(path)
    kept = {n: t.half() if t.is_floating_point() else t for n, t in tensors.items() if not n.startswith("optimiser.")}
    checkpoint.save(path, kept, description | {"optimiser": {}})
    if shown:
        config = config_in(path)
        device = device_of(config)
        training = Training(config, dataset_of(config, device, lambda what, fraction: None), device, 1)
        training.restore(path)
        first = PROBE if "Fit" in shown else 0
        tasks = training.dataset.fixed("validation", range(first, first + TASKS_SHOWN), config.way, config.shot, config.queries)
        arrays, words = album(pictures(shown, training.algorithm, training.theta, training.dataset, tasks, {}))
        pages = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
        checkpoint.save(path, kept | pages, description | {"optimiser": {}} | words)


def packed(folder: Path) -> None:
    """One small file that can be read where nothing can be written."""
    with closing(sqlite3.connect(folder / "runs.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode=DELETE")
        base.execute("VACUUM")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
