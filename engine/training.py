"""One run's moving parts: dataset, algorithm, theta, optimiser, generators; the outer step; what a checkpoint keeps of it."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor

from engine import checkpoint
from engine.agreement import EVALUATED_APART
from engine.algorithm import Algorithm, Outer, Params, Problem
from engine.catalogue import algorithms, build_hyper, config_from, datasets
from engine.checkpoint_header import RUN
from engine.episode import DataError, Dataset, Episodes, Report
from engine.evaluation import PerStep
from engine.failures import Diverged
from engine.places import cache_folder, data_folder, folder_stamp
from engine.protocol import At, RunConfig, Stage, Started, Value
from engine.run_classes import named
from engine.settings import Rejected, checked
from engine.trained_config import check_agreement, trained_config

# a GPU's convolutions would round their operands to 10 bits by themselves; here that is a setting, `mixed`, which says what it does
torch.backends.cudnn.allow_tf32 = False

WATCHED_TASKS = 8
OWN = "source."
"""Prefix of what belongs to the classes of one dataset, and is never taken over."""


def device_of(config: RunConfig) -> torch.device:
    """The device a run computes on; raises `Rejected` where it asks for a GPU that is not there."""
    if config.device == "cuda" and not torch.cuda.is_available():
        raise Rejected("Device (device) cannot be cuda: torch finds no CUDA GPU on this computer; choose cpu or auto.")
    return torch.device("cuda" if config.device != "cpu" and torch.cuda.is_available() else "cpu")


_loaded: dict[str, Dataset] = {}


def dataset_of(config: RunConfig, device: torch.device, report: Report, kept: Path | None = None, training: bool = False) -> Dataset:
    """The dataset a run learns from, checked against its shape; the last one loaded is kept, since the next run often wants it.

    `kept` is the run's checkpoint, where it has one: the classes are then split as they were when it was trained. Where it is to go
    on `training`, all its training classes must be there.
    """
    cls = datasets()[config.dataset]
    root = Path(config.data_root) if config.data_root else data_folder()
    stamp = folder_stamp(root) if cls.own_classes else ""
    key = json.dumps([config.dataset, dict(config.data), config.data_root, str(device), stamp], sort_keys=True)
    dataset = _loaded.get(key)
    if dataset is None:
        dataset = cls(checked(cls.Settings, config.data, cls.title), root, cache_folder(), device, report)
        _loaded.clear()
        _loaded[key] = dataset
    if kept is not None:
        dataset = with_classes_of(dataset, kept, training)
    try:
        dataset.check(config.way, config.shot, config.queries)
    except Rejected as error:
        if dataset.split_note:
            raise Rejected(f"{error} {dataset.split_note}", error.remedies) from error
        raise
    return dataset


def with_classes_of(dataset: Dataset, kept: Path, training: bool = False) -> Dataset:
    """The dataset with the class split of the run whose checkpoint is `kept`; raises `DataError`."""
    trained, met = checkpoint.classes_in(kept)
    whole = dataset.origin or dataset
    found = whole.with_class_split(trained, training) if trained is not None else whole
    if found is whole and (met or (trained is None and whole.own_classes)):
        found = copy.copy(whole)
        found.origin = whole
    found.met = met
    if trained is None and whole.own_classes:
        found.split_note = "This run comes from a version that did not keep the classes it was trained on, so they are split anew."
    return found


def without_classes_of(dataset: Dataset, run: str, path: Path) -> Dataset:
    """The dataset without those validation and test classes that another run, whose weights are taken over, was trained on."""
    split = dataset.class_split()
    if split is None or not path.exists() or checkpoint.load_description(path)["config"]["dataset"] != dataset.id:
        return dataset
    trained, met = checkpoint.classes_in(path)
    met |= frozenset(trained["train"] if trained else ())
    rest = {s: {name: n for name, n in members.items() if s == "train" or name not in met} for s, members in split.items()}
    taken = [name for s in ("validation", "test") for name in split[s] if name not in rest[s]]
    found = dataset.with_class_split(rest, False) if taken else copy.copy(dataset)
    found.met, found.origin = met, dataset.origin or dataset
    if taken:
        found.split_note = f"Classes left out of validation and test, since {run} was trained on them: {len(taken)} ({named(taken)})."
    return found


class Training:
    """A meta-learner in training. Everything random comes from two generators of its own, seeded from `config.seed`."""

    def __init__(self, config: RunConfig, dataset: Dataset, device: torch.device, threads: int) -> None:
        cls = algorithms()[config.algorithm]
        sample = dataset.fixed("validation", [0], config.way, config.shot, config.queries)
        classification = dataset.task == "classification"
        problem = Problem(
            task=dataset.task,
            way=config.way if classification else 1,
            shot=config.shot,
            queries=config.queries,
            input_shape=dataset.input_shape,
            outputs=config.way if classification else sample.support.y.shape[-1],
            device=device,
            dtype=sample.support.x.dtype,
            threads=threads,
            source_classes=dataset.source_classes,
        )
        self.config = config
        self.dataset = dataset
        self.device = device
        self.algorithm: Algorithm = cls(problem, build_hyper(cls, config.hyper))
        self.shape = self.algorithm.training_shape(config.shot, config.queries)
        dataset.check(config.way, *self.shape)
        theta = self.algorithm.init(torch.Generator().manual_seed(config.seed))
        self.slow: Params = {name: t.detach().clone() for name, t in theta.items() if not name.startswith("~")}
        self.carried: Params = {name: t for name, t in theta.items() if name.startswith("~")}
        self.optimiser = self.algorithm.optimiser(list(self.slow.values()))
        # a second stream, apart from the first one for every seed
        self.generator = torch.Generator().manual_seed(config.seed + (1 << 40))
        self.at = At()
        self.validated_at = -1
        self._pending: Episodes | None = None
        self._before_pending: Tensor | None = None
        self.carried = self.algorithm.begun(self.theta, self.upcoming)

    @property
    def theta(self) -> Params:
        """Meta-parameters and carried state, live."""
        return self.slow | self.carried

    @property
    def parameters(self) -> int:
        return sum(t.numel() for t in self.slow.values())

    def upcoming(self) -> Episodes:
        """The meta-batch that the next outer step will take; asking twice draws once."""
        if self._pending is None:
            self._before_pending = self.generator.get_state()
            self._pending = self.dataset.sample("train", self.config.meta_batch, self.config.way, *self.shape, self.generator)
        return self._pending

    def begin_with(self, run: str, path: Path | None) -> str:
        """Take over the weights of another run that have the same name and shape here; says which layers they are.

        A head that was made for other classes has another name or shape, and stays random. Raises `Rejected` where nothing fits.
        """
        if path is None or not path.exists():
            raise Rejected(f"Start from (init) must name a run of this library that has a checkpoint; it was {run!r}.")
        other = trained_config(path).algorithm
        tensors, _ = checkpoint.load(path)
        found = {name.removeprefix("theta."): t for name, t in tensors.items() if name.startswith("theta.")}
        fitting = [name for name, t in self.slow.items() if name in found and found[name].shape == t.shape and not name.startswith(OWN)]
        if not fitting:
            unlike = [name for name, t in self.slow.items() if name in found and not name.startswith(OWN)]
            if unlike:
                theirs, ours = (" x ".join(map(str, t.shape)) for t in (found[unlike[0]], self.slow[unlike[0]]))
                raise Rejected(
                    f"Start from (init) must name a run whose layers are as large as these: {unlike[0]} is {theirs} in {run!r} ({other}) "
                    f"and {ours} here; give both the same number of filters or hidden units."
                )
            raise Rejected(f"Start from (init) must name a run with a layer like one of this network; {run!r} ({other}) has none.")
        for name in fitting:
            self.slow[name].copy_(found[name])
        self.carried = self.algorithm.begun(self.theta, self.upcoming)
        layers = [layer for layer, names in self.algorithm.layers(self.theta).items() if any(n in fitting for n in names)]
        return f"Begins with {len(fitting)} of {len(self.slow)} tensors of {run}" + (f" ({', '.join(layers)})." if layers else ".")

    def outer_step(self) -> dict[str, float]:
        """Take one outer step and say its numbers. Raises `Diverged`, with theta as it was, where they are not finite.

        `At.seconds` grows by the lesser of wall and CPU time, so that waiting for a core shared with other runs does not count.
        """
        episodes = self.upcoming()
        seen = watched(self.algorithm, self.theta, episodes[:WATCHED_TASKS]) if self.at.step % self.algorithm.watched_every == 0 else {}
        wall, cpu = time.perf_counter(), time.process_time()
        rate = self.algorithm.outer_lr(self.at.step, self.config.steps)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        outer = self._outer(episodes, self.config.mixed)
        values = {name: float(value) for name, value in outer.metrics.items()}
        gradient = _flat(outer.gradient, self.slow)
        if not all(map(math.isfinite, values.values())) or not bool(gradient.isfinite().all()):
            raise Diverged(self._diverged())
        before = _flat(self.slow, self.slow)
        for name, parameter in self.slow.items():
            parameter.grad = outer.gradient[name]
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.carried = outer.carried
        values["step_norm"] = float((_flat(self.slow, self.slow) - before).norm())
        values["outer_lr"] = rate
        spent = time.perf_counter() - wall
        if self.device.type == "cpu":
            spent = min(spent, time.process_time() - cpu)
        self._pending = self._before_pending = None
        self.at = At(self.at.step + 1, self.at.tasks + episodes.tasks, self.at.samples + episodes.samples, self.at.seconds + spent)
        return seen | values

    def _outer(self, episodes: Episodes, mixed: bool) -> Outer:
        """The outer gradient, in mixed precision or not. What is judged or looked at never is."""
        problem = self.algorithm.problem
        self.algorithm.problem = dataclasses.replace(problem, mixed=mixed)
        try:
            return self.algorithm.outer_gradient(self.theta, episodes)
        finally:
            self.algorithm.problem = problem

    def mixed_note(self) -> str:
        """What mixed precision does to the outer gradient of the tasks that come next, beside what other tasks do to it."""
        half = max(1, self.config.meta_batch // 2)
        here, others = self.upcoming()[:half], self.upcoming()[-half:]
        full = _flat(self._outer(here, False).gradient, self.slow)

        def away(episodes: Episodes, mixed: bool) -> float:
            return float((_flat(self._outer(episodes, mixed).gradient, self.slow) - full).norm() / full.norm())

        rounded = away(here, True)
        if not rounded > 0:
            return "Mixed precision rounds the operands of convolutions; this network has none, so it computes in float32."
        return (
            f"Mixed precision: rounding moves the first outer gradient by {rounded:.0%} of its length; "
            f"other tasks move it by {away(others, False):.0%}."
        )

    def change(self, name: str, value: Value) -> None:
        """Set a live setting (already checked) from the next outer step on."""
        self.config = self.config.having(name, value)
        if name in self.config.hyper:
            self.algorithm.hyper = dataclasses.replace(self.algorithm.hyper, **{name: value})

    @property
    def complete(self) -> bool:
        """Whether all outer steps are taken."""
        return self.at.step >= self.config.steps

    def started(self, run: str, restarted: bool, viewing: bool = False) -> Started:
        """What a run says when it begins."""
        classification = self.dataset.task == "classification"
        return Started(
            run,
            self.config,
            self.at,
            self.device.type,
            self.parameters,
            "accuracy" if classification else "mse",
            1 / self.config.way if classification else None,
            self.dataset.describe(),
            self.algorithm.badges(),
            restarted,
            self.dataset.split_note,
            viewing=viewing,
        )

    def use_threads(self, count: int) -> None:
        """Compute with `count` CPU threads from now on."""
        torch.set_num_threads(count)
        self.algorithm.problem = dataclasses.replace(self.algorithm.problem, threads=count)

    def save(self, path: Path) -> None:
        """Write everything the next outer step depends on."""
        tensors = {f"theta.{name}": t for name, t in self.theta.items()}
        plain: dict[str, Any] = {}
        for i, state in self.optimiser.state_dict()["state"].items():
            for key, value in state.items():
                if isinstance(value, Tensor):
                    tensors[f"optimiser.{i}.{key}"] = value
                else:
                    plain[f"{i}.{key}"] = value
        state_now = self.generator.get_state() if self._before_pending is None else self._before_pending
        tensors["generator"] = state_now
        description = {
            "config": json.loads(dataclasses.replace(self.config, data_root="").to_json()),
            RUN: path.stem,
            "at": dataclasses.asdict(self.at),
            "validated_at": self.validated_at,
            "optimiser": plain,
        }
        if (classes := self.dataset.class_split()) is not None:
            description |= {"classes": classes, "met": sorted(self.dataset.met)}
        checkpoint.save(path, tensors, description)

    def restore(self, path: Path) -> None:
        """Become what `save` wrote; raises `DataError` with one sentence where that is not possible, or it is another run's."""
        tensors, description = checkpoint.load(path)
        check_agreement(path, config_from(description.get("config")), self.config, EVALUATED_APART)
        try:
            self._become(tensors, description, path)
        except (LookupError, TypeError, ValueError, AttributeError, RuntimeError, OverflowError) as error:
            if isinstance(error, DataError | Rejected | torch.OutOfMemoryError):
                raise
            raise DataError(f"The checkpoint {path} is damaged and cannot be used.") from error

    def _become(self, tensors: Params, description: dict[str, Any], path: Path) -> None:
        theta = {name.removeprefix("theta."): t for name, t in tensors.items() if name.startswith("theta.")}
        if {n: (t.shape, t.dtype) for n, t in theta.items()} != {n: (t.shape, t.dtype) for n, t in self.theta.items()}:
            ways = description["config"].get("way")
            if ways != self.config.way:
                raise Rejected(
                    f"Ways (way) must be {ways} here, as in training: {self.algorithm.title} has an output for each; they were "
                    f"{self.config.way}."
                )
            raise DataError(f"The checkpoint {path} belongs to another network than these settings describe.")
        self.carried = {name: theta.pop(name).to(t.device) for name, t in self.carried.items()}
        for name, t in self.slow.items():
            t.copy_(theta[name])  # in place: the optimiser holds these, and their memory format is part of the arithmetic
        states: dict[int, dict[str, Any]] = {}
        for name, t in tensors.items():
            if name.startswith("optimiser."):
                _, i, key = name.split(".", 2)
                states.setdefault(int(i), {})[key] = t
        for name, value in description["optimiser"].items():
            i, key = name.split(".", 1)
            states.setdefault(int(i), {})[key] = value
        shapes = [t.shape for t in self.slow.values()]
        if any(isinstance(t, Tensor) and t.dim() and t.shape != shapes[k] for k, state in states.items() for t in state.values()):
            raise ValueError("the optimiser's state has another shape than its parameter")
        self.optimiser.load_state_dict({"state": states, "param_groups": self.optimiser.state_dict()["param_groups"]})
        self.generator.set_state(tensors["generator"])
        self._pending = self._before_pending = None
        at = description["at"]
        self.at = At(int(at["step"]), int(at["tasks"]), int(at["samples"]), float(at["seconds"]))
        self.validated_at = int(description["validated_at"])

    def _diverged(self) -> str:
        hyper: Mapping[str, Value] = self.config.hyper
        name = next((n for n in ("inner_lr", "outer_lr") if n in hyper), None)
        if name is None:
            return f"The loss is no longer a finite number at outer step {self.at.step + 1}; try another seed or smaller rates."
        what = "inner rate" if name == "inner_lr" else "outer rate"
        return (
            f"The loss is no longer a finite number at outer step {self.at.step + 1} with {what} {hyper[name]:g}; "
            f"a smaller {name}, such as {float(hyper[name]) / 4:.2g}, usually helps."
        )


def watched(algorithm: Algorithm, theta: Params, episodes: Episodes) -> dict[str, float]:
    """Support and query loss (and accuracy) before and after adaptation, as in training, mean over tasks."""
    sides = _adapted(algorithm, theta, episodes)
    last = len(sides.losses[0]) - 1
    values: dict[str, float] = {}
    for when, k in ({"before": 0, "after": last} if last else {"after": 0}).items():
        values |= {f"{name}_{when}": value for name, value in _numbers(algorithm, sides, k).items()}
    return values


def stages_of(run: str, training: Training, episodes: Episodes) -> list[Stage]:
    """One outer step taken slowly: sample, each inner step, evaluate, update, with support and query numbers there."""
    algorithm = training.algorithm
    sides = _adapted(algorithm, training.theta, episodes)
    table = [_numbers(algorithm, sides, k) for k in range(len(sides.losses[0]))]
    last = len(table) - 1

    def stage(name: Literal["sample", "adapt", "evaluate", "update"], k: int) -> Stage:
        return Stage(run, training.at, name, k, last, table[k])

    adapted = [stage("adapt", k) for k in range(1, last + 1)] or [stage("adapt", 0)]  # without inner steps: one pass
    return [stage("sample", 0), *adapted, stage("evaluate", last), stage("update", last)]


def _adapted(algorithm: Algorithm, theta: Params, episodes: Episodes) -> PerStep:
    sides = PerStep(algorithm, episodes.support, episodes.query)
    with torch.no_grad():
        sides.finish(algorithm.adapt(theta, episodes.support, sides, steps=algorithm.trained_steps))
    return sides


def _numbers(algorithm: Algorithm, sides: PerStep, k: int) -> dict[str, float]:
    values = {f"{name}_loss": float(sides.losses[i][k].mean()) for i, name in enumerate(("support", "query"))}
    if algorithm.problem.task == "classification":
        values |= {f"{name}_accuracy": float(sides.scores[i][k].mean()) for i, name in enumerate(("support", "query"))}
    return values


def config_in(path: Path) -> RunConfig:
    """The settings that a checkpoint itself states, without the paths in them; what is shown or scored uses `trained_config`."""
    return config_from(checkpoint.load_description(path).get("config")).having("data_root", "")


def _flat(values: Params, names: Mapping[str, object]) -> Tensor:
    return torch.cat([values[name].reshape(-1) for name in names])
