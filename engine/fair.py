"""The terms of a fair comparison: what every run of it has alike, and what a person chose not to have alike. (no torch)"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from engine.catalogue import chosen_spec, configured, preset
from engine.protocol import AlgorithmSpec, At, Catalogue, Published, RunConfig, Value
from engine.settings import fields_of

Budget = Literal["tasks", "seconds", "step"]
Lock = Literal["task", "seeds", "budget", "network"]
LOCKS: tuple[Lock, ...] = ("task", "seeds", "budget", "network")
VALIDATIONS = 20
"""Points of each validation curve."""
NETWORK = "Width of the two hidden layers"
"""How the setting `hidden` of the network that all share begins to explain itself; other networks have a `hidden` of their own."""
MOST_SEEDS, MOST_AMOUNT = 1000, 1e12
SLACK = 0.05
"""Share by which two computing times may differ and still be called the same."""


@dataclass(frozen=True)
class Terms:
    """What the runs of a comparison have alike. `amount` is in units of `budget`; `broken` names locks that no longer hold.

    A budget of seconds is trained as outer steps of about that cost, and a run that takes longer is stopped.
    """

    dataset: str
    way: int
    shot: int
    queries: int
    seeds: tuple[int, ...] = (0,)
    budget: Budget = "tasks"
    amount: float = 16_000
    data: Mapping[str, Value] = field(default_factory=dict)
    data_root: str = ""
    network: Mapping[str, Value] = field(default_factory=dict)
    validation_episodes: int = 64
    broken: frozenset[Lock] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self) | {"seeds": list(self.seeds), "broken": sorted(self.broken)}

    @staticmethod
    def from_dict(values: Mapping[str, Any]) -> Terms:
        return Terms(**{**values, "seeds": tuple(values["seeds"]), "broken": frozenset(values["broken"])})


def terms_of(specs: Catalogue, dataset: str) -> Terms:
    """The terms a comparison on `dataset` begins with: the shape and budget of MAML's validated preset there."""
    d = chosen_spec("dataset", dataset, {s.id: s for s in specs.datasets})
    a = next(s for s in specs.algorithms if s.id == "maml")
    base = preset(a, d)
    network = {name: base.hyper[name] for name in ("filters", "hidden")}
    return Terms(
        dataset,
        base.way,
        base.shot,
        base.queries,
        amount=base.steps * base.meta_batch,
        data=base.data,
        network=network,
        validation_episodes=base.validation_episodes,
    )


def config_on(specs: Catalogue, terms: Terms, algorithm: str, seed: int, seconds_per_step: float | None = None) -> RunConfig:
    """`algorithm`'s validated preset brought to the terms; `seconds_per_step` is its cost, for a budget of seconds.

    Raises `Rejected` where the algorithm cannot serve the dataset.
    """
    a = chosen_spec("algorithm", algorithm, {s.id: s for s in specs.algorithms})
    d = chosen_spec("dataset", terms.dataset, {s.id: s for s in specs.datasets})
    base = preset(a, d)
    chosen: dict[str, object] = {**terms.data, "seed": seed, "validation_episodes": terms.validation_episodes}
    if "task" not in terms.broken:
        chosen |= {"way": terms.way, "shot": terms.shot, "queries": terms.queries}
    if "network" not in terms.broken:
        chosen |= {f.name: terms.network[f.name] for f in a.fields if f.name in terms.network and _shared(f.name, f.doc)}
    if "budget" not in terms.broken and learns(base):
        steps = _steps(terms, base.meta_batch, seconds_per_step)
        chosen |= {"steps": steps, "validate_every": max(1, steps // VALIDATIONS)}
    return configured(specs, algorithm, terms.dataset, chosen, terms.data_root)


def learns(config: RunConfig) -> bool:
    """Whether the method carries anything from task to task; training from scratch does not, and has no budget to spend."""
    return config.hyper.get("outer_lr") != 0.0


def not_same(terms: Terms, runs: Sequence[tuple[RunConfig, At, bool]]) -> list[str]:
    """What these runs (settings, place, whether ended) have not alike, each as 'shots (1; 5)'."""
    configs = [config for config, _, _ in runs]
    learners = [(config, at, over) for config, at, over in runs if learns(config)]
    found = [
        ("dataset", [c.dataset for c in configs]),
        *((name, [str(c.data.get(name)) for c in configs]) for name in sorted({n for c in configs for n in c.data})),
        ("ways", [str(c.way) for c in configs]),
        ("shots", [str(c.shot) for c in configs]),
        ("queries", [str(c.queries) for c in configs]),
        ("filters", [str(c.hyper["filters"]) for c in configs if "filters" in c.hyper and terms_on_images(c)]),
        ("seeds", _seeds(configs)),
        ("start", [c.init or "at random" for c in configs]),
    ]
    parts = [f"{what} ({'; '.join(dict.fromkeys(values))})" for what, values in found if len(set(values)) > 1]
    if (spent := _spent(terms, learners)) and not _alike(terms, learners):
        parts.append(spent)
    return parts


def terms_on_images(config: RunConfig) -> bool:
    """Whether the convolutions' width matters there."""
    return config.dataset not in ("sinusoid", "points2d")


def _shared(name: str, doc: str) -> bool:
    return name == "filters" or doc.startswith(NETWORK)


def _steps(terms: Terms, meta_batch: int, seconds_per_step: float | None) -> int:
    if terms.budget == "step":
        steps = terms.amount
    elif terms.budget == "tasks":
        steps = terms.amount / meta_batch
    else:
        steps = terms.amount / seconds_per_step if seconds_per_step else terms.amount
    return min(10_000_000, max(1, round(steps)))


def _seeds(configs: Sequence[RunConfig]) -> list[str]:
    """The seeds of each method, in words."""
    by_method: dict[str, set[int]] = {}
    for config in configs:
        by_method.setdefault(config.algorithm, set()).add(config.seed)
    return [", ".join(map(str, sorted(seeds))) for seeds in by_method.values()]


def _planned(terms: Terms, config: RunConfig, at: At, over: bool) -> float:
    """What a run spends in units of the budget: what it has spent where it is over, else what it shall."""
    if terms.budget == "seconds":
        return at.seconds if over else terms.amount
    steps = at.step if over else config.steps
    return float(steps) if terms.budget == "step" else float(at.tasks if over else steps * config.meta_batch)


def _alike(terms: Terms, runs: Sequence[tuple[RunConfig, At, bool]]) -> bool:
    values = [_planned(terms, *run) for run in runs]
    room = SLACK * max(values) if terms.budget == "seconds" else max(c.meta_batch for c, _, _ in runs) if terms.budget == "tasks" else 0
    return max(values) - min(values) <= room


def _spent(terms: Terms, runs: Sequence[tuple[RunConfig, At, bool]]) -> str:
    if len(runs) < 2:
        return ""
    words = {"tasks": "tasks seen", "seconds": "compute seconds", "step": "outer steps"}[terms.budget]
    return f"{words} ({'; '.join(dict.fromkeys(f'{_planned(terms, *run):,.0f}' for run in runs))})"


def printed(spec: AlgorithmSpec, config: RunConfig) -> list[Published]:
    """The published results whose setting this run has: way, shot, inner steps, head, and transduction or none."""
    found = []
    for result in spec.published:
        shape, *rest = result.setting.split(", ")
        wanted = f"{config.way}-way {config.shot}-shot" if result.metric == "accuracy" else f"{config.shot}-shot"
        transductive = "transductive" in rest
        same = result.dataset == config.dataset and shape == wanted and transductive == (config.hyper.get("norm") == "transductive")
        if same and all(_holds(word, config) for word in rest if word != "transductive"):
            found.append(result)
    return found


def _holds(word: str, config: RunConfig) -> bool:
    """Whether a further condition of a published setting is met; one that is not known is not."""
    number, _, what = word.partition(" ")
    if what in ("step", "steps") and number.isdigit():
        return config.hyper.get("test_steps") == int(number)
    heads = {"Baseline": "linear", "Baseline++": "cosine"}
    return word in heads and config.hyper.get("head") == heads[word]


def checked_terms(specs: Catalogue, terms: Terms) -> Terms:
    """`terms` from a file, each of its kind and within its range; raises `Rejected`, `TypeError` or `ValueError` where one is not."""
    dataset = chosen_spec("dataset", str(terms.dataset), {d.id: d for d in specs.datasets})
    common, own = {f.name: f for f in fields_of(RunConfig)}, {f.name: f for f in dataset.fields}
    seeds = tuple(int(common["seed"].check(seed)) for seed in terms.seeds)
    amount = float(terms.amount)
    if terms.budget not in get_args(Budget) or not set(terms.broken) <= set(LOCKS) or not 1 <= len(seeds) <= MOST_SEEDS or not amount > 0:
        raise ValueError
    networks = {f.name: f for a in specs.algorithms for f in a.fields if f.name in ("filters", "hidden") and _shared(f.name, f.doc)}
    return dataclasses.replace(
        terms,
        **{name: common[name].check(getattr(terms, name)) for name in ("way", "shot", "queries", "validation_episodes")},  # type: ignore[arg-type]
        seeds=seeds,
        amount=min(amount, MOST_AMOUNT),
        data={name: own[name].check(value) for name, value in terms.data.items()},
        data_root="",
        network={name: networks[name].check(value) for name, value in terms.network.items()},
    )
