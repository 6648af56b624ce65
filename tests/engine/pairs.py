"""Every method on every dataset that comes with the program, small, and with every choice that its settings offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch

from engine.algorithm import CPU
from engine.catalogue import catalogue, configured, unsuitable
from engine.protocol import Adapt, Boundary, Episode, Fit, Reading, RunConfig
from engine.training import Training, dataset_of

SPECS = catalogue()
OFFLINE = [d for d in SPECS.datasets if not d.needs_files]
PAIRS = [(a.id, d.id) for a in SPECS.algorithms for d in OFFLINE if not unsuitable(a, d)]
SMALL = {"filters": 4, "hidden": 8, "slots": 16, "width": 4, "heads": 2, "side": 8, "pool": 32}
QUICK = {"inner_steps": 2, "test_steps": 2, "round": 2, "inner_batch": 4, "train_shots": 3, "test_batch": 4}
SHAPE = {"shot": 2, "queries": 3, "meta_batch": 3, "device": "cpu", "threads": 1, "steps": 4}


def config_of(algorithm: str, dataset: str, chosen: Mapping[str, Any] | None = None) -> RunConfig:
    names = {f.name for s in (*SPECS.algorithms, *SPECS.datasets) if s.id in (algorithm, dataset) for f in s.fields}
    sizes = {name: value for name, value in (SMALL | QUICK).items() if name in names}
    return configured(SPECS, algorithm, dataset, SHAPE | sizes | dict(chosen or {}))


def training_of(config: RunConfig, device: torch.device = CPU, threads: int = 1) -> Training:
    return Training(config, dataset_of(config, device, lambda what, fraction: None), device, threads)


def variants(dataset: str = "glyphs") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every method there is for this dataset with each choice, switch and schedule that it does not have by itself, one at a time."""
    spec = next(d for d in OFFLINE if d.id == dataset)
    for algorithm in SPECS.algorithms:
        if unsuitable(algorithm, spec):
            continue
        own = config_of(algorithm.id, dataset).hyper
        for field in algorithm.fields:
            now = own[field.name]
            if field.choices:
                others: list[Any] = [choice for choice in field.choices if choice != now]
            elif isinstance(now, bool):
                others = [not now]
            else:
                others = {"multi_step": [3], "second_order_after": [3], "frozen": [0] if now else []}.get(field.name, [])
            yield from ((algorithm.id, dataset, {field.name: other}) for other in others)
        yield algorithm.id, dataset, {"mixed": True}


def asked(shown: Reading) -> Adapt | None:
    """What a person would ask who sees this picture of a task: the same task again."""
    match shown:
        case Fit():
            return Adapt(1, shown.support_x, shown.support_y, shown.grid)
        case Episode():
            return Adapt(1, shown.support_images, shown.support_labels, shown.query_images[:1])
        case Boundary():
            return Adapt(1, shown.support_x, shown.support_y, shown.query_x[:1])
        case _:
            return None
