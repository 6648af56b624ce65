"""Discover algorithms and datasets; describe them as specs; make a checked RunConfig of what a person chose."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engine.protocol import AlgorithmSpec, Catalogue, DatasetSpec, RunConfig, Value, catalogue_from_json
from engine.settings import Rejected, checked, fields_of, library_name, suggestion

S = TypeVar("S")

KEPT = Path(__file__).parents[1] / "assets" / "catalogue.json"
"""Written by `python main.py list --write`; a test fails where it is not current."""

if TYPE_CHECKING:
    from engine.algorithm import Algorithm
    from engine.episode import Dataset


@cache
def algorithms() -> dict[str, type[Algorithm]]:
    """Every algorithm class by id (imports torch)."""
    from engine.algorithm import Algorithm

    return _found("engine.algorithms", Algorithm)


@cache
def datasets() -> dict[str, type[Dataset]]:
    """Every dataset class by id (imports torch)."""
    from engine.episode import Dataset

    return _found("engine.datasets", Dataset)


def catalogue() -> Catalogue:
    """Everything that can be chosen, as specs (imports torch)."""
    import torch

    from engine.algorithm import describe_algorithm
    from engine.episode import describe_dataset

    devices = [("cpu", "CPU")]
    if torch.cuda.is_available():
        devices.append(("cuda", f"GPU ({torch.cuda.get_device_name(0)})"))
    return Catalogue(
        tuple(describe_algorithm(a) for a in algorithms().values()),
        tuple(describe_dataset(d) for d in datasets().values()),
        tuple(devices),
    )


def kept_catalogue() -> Catalogue:
    """The catalogue as it lies in `assets`, without devices but the CPU: read at once, without torch."""
    return catalogue_from_json(KEPT.read_text(encoding="utf-8"))


def preset(algorithm: AlgorithmSpec, dataset: DatasetSpec) -> RunConfig:
    """The validated starting point: defaults, then the dataset's, then the algorithm's for this task kind and dataset."""
    common: dict[str, Any] = {}
    hyper: dict[str, Value] = {f.name: f.default for f in algorithm.fields}
    names = {f.name for f in fields_of(RunConfig)}
    for source in (dataset.defaults, algorithm.defaults.get(dataset.task, {}), algorithm.defaults.get(dataset.id, {})):
        for name, value in source.items():
            (common if name in names else hyper)[name] = value
    data = {f.name: f.default for f in dataset.fields}
    return RunConfig(algorithm=algorithm.id, dataset=dataset.id, hyper=hyper, data=data, **common)


def configured(specs: Catalogue, algorithm: str, dataset: str, chosen: Mapping[str, object], data_root: str = "") -> RunConfig:
    """A checked config: the preset with `chosen` settings (common, algorithm's or dataset's) on top.

    Raises `Rejected` with one sentence: unknown id or setting, value out of range, more ways than classes, too few drawings,
    an algorithm that cannot serve the dataset.
    """
    a = chosen_spec("algorithm", algorithm, {s.id: s for s in specs.algorithms})
    d = chosen_spec("dataset", dataset, {s.id: s for s in specs.datasets})
    if reason := unsuitable(a, d):
        raise Rejected(reason)
    base = preset(a, d)
    common_names = {f.name for f in fields_of(RunConfig)}
    hyper_names, data_names = {f.name for f in a.fields}, {f.name for f in d.fields}
    parts: dict[str, dict[str, object]] = {"common": {}, "hyper": {}, "data": {}}
    for name, value in chosen.items():
        part = "common" if name in common_names else "hyper" if name in hyper_names else "data" if name in data_names else ""
        if not part:
            known = sorted(common_names | hyper_names | data_names)
            raise Rejected(f"{a.title} on {d.title} has no setting named {name!r}{suggestion(name, known)}")
        parts[part][name] = value
    common = {f.name: f.check(parts["common"][f.name]) for f in fields_of(RunConfig) if f.name in parts["common"]}
    hyper = {f.name: f.check(parts["hyper"].get(f.name, base.hyper[f.name])) for f in a.fields}
    data = {f.name: f.check(parts["data"].get(f.name, base.data[f.name])) for f in d.fields}
    config = dataclasses.replace(base, hyper=hyper, data=data, data_root=data_root, **common)  # type: ignore[arg-type]
    check_shape(d, config)
    return config


def config_from(values: object) -> RunConfig:
    """The config that somebody else wrote (JSON values of `RunConfig.to_json`), every value checked; raises `Rejected`."""
    from engine.algorithm import describe_algorithm
    from engine.episode import describe_dataset

    if not isinstance(values, dict):
        raise Rejected("Settings of a run must be a list of names and values.")
    rest = {name: value for name, value in values.items() if name not in ("version", "algorithm", "dataset", "hyper", "data", "data_root")}
    known: dict[str, Any] = {"hyper": {}, "data": {}, "data_root": "", "algorithm": "", "dataset": ""}
    given = {name: values.get(name, default) for name, default in known.items()}
    for name, default in known.items():
        if not isinstance(given[name], type(default)):
            raise Rejected(f"The setting {name} of a run must be a {'text' if default == '' else 'list of names and values'}.")
    algorithm = chosen_spec("algorithm", given["algorithm"], algorithms())
    dataset = chosen_spec("dataset", given["dataset"], datasets())
    specs = Catalogue((describe_algorithm(algorithm),), (describe_dataset(dataset),))
    config = configured(specs, given["algorithm"], given["dataset"], {**rest, **given["data"], **given["hyper"]}, given["data_root"])
    if config.init:
        library_name(config.init)
    return config


def with_new_settings(config: RunConfig) -> RunConfig:
    """The config of an earlier version with the defaults of those settings that its dataset has got since."""
    lacking = {n: v for n, v in _data_defaults().get(config.dataset, {}).items() if n not in config.data} if config.data else {}
    return dataclasses.replace(config, data={**config.data, **lacking}) if lacking else config


@cache
def _data_defaults() -> dict[str, dict[str, Value]]:
    """The defaults of every dataset's settings, by id and name."""
    return {d.id: {f.name: f.default for f in d.fields} for d in kept_catalogue().datasets}


def unsuitable(algorithm: AlgorithmSpec, dataset: DatasetSpec) -> str:
    """Why the algorithm cannot serve the dataset, in one sentence; empty where it can."""
    if dataset.task not in algorithm.tasks:
        return f"{algorithm.title} solves {' and '.join(algorithm.tasks)} tasks; {dataset.title} is a {dataset.task} dataset."
    if dataset.inputs not in algorithm.inputs:
        return f"{algorithm.title} takes {' and '.join(algorithm.inputs)}; {dataset.title} is made of {dataset.inputs}."
    if algorithm.needs_source and dataset.task == "classification" and not dataset.fixed_classes:
        return f"{algorithm.title} first learns to tell a fixed set of classes apart; {dataset.title} draws new ones in every task."
    return ""


def check_shape(dataset: DatasetSpec, config: RunConfig) -> None:
    """Raises `Rejected` where the dataset cannot fill such an episode (as far as its spec tells)."""
    if dataset.task != "classification":
        return
    for split, count in dataset.classes.items():
        if config.way > count:
            raise Rejected(
                f"Ways (way) must be at most {count}, the number of {split} classes in {dataset.title}; it was {config.way}.",
                ({"way": min(dataset.classes.values())},),
            )
    if dataset.drawings is not None and config.shot + config.queries > dataset.drawings:
        raise Rejected(
            f"Shots + queries must be at most {dataset.drawings}, the drawings of each class in {dataset.title}; "
            f"{config.shot} + {config.queries} is {config.shot + config.queries}.",
            (
                {"queries": dataset.drawings - config.shot}
                if config.shot < dataset.drawings
                else {"shot": 1, "queries": dataset.drawings - 1},
            ),
        )


def chosen_spec(kind: str, name: str, known: Mapping[str, S]) -> S:
    """The spec called `name`; raises `Rejected` with a suggestion."""
    if name not in known:
        raise Rejected(f"There is no {kind} called {name!r}{suggestion(name, list(known))}")
    return known[name]


def build_hyper(cls: type[Algorithm], values: Mapping[str, Value]) -> Any:
    """The algorithm's `Hyper` from a config's values."""
    return checked(cls.Hyper, values, cls.title)


def live_value(algorithm: type[Algorithm] | Algorithm, name: str, value: object, also: tuple[str, ...] = ()) -> Value:
    """`value` as the setting `name` of a run under way; raises `Rejected` unless it is live, or one of `also`."""
    fields = {f.name: f for f in (*fields_of(RunConfig), *fields_of(algorithm.Hyper))}
    if name not in fields:
        raise Rejected(f"{algorithm.title} has no setting named {name!r}{suggestion(name, list(fields))}")
    field = fields[name]
    if not field.live and name not in also:
        raise Rejected(f"{field.label} ({name}) cannot change while a run is under way; it takes effect in the next run.")
    return field.check(value)


def _found(package: str, base: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        for value in vars(importlib.import_module(f"{package}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, base) and value.__module__.endswith(f".{module.name}") and "id" in vars(value):
                found[vars(value)["id"]] = value
    return dict(sorted(found.items(), key=lambda item: (getattr(item[1], "order", 50), item[0])))
