"""The runs of a comparison, put together by method, whatever their seed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass

from engine.comparison import Entrant, Scored
from engine.protocol import At, Evaluated, RunConfig
from engine.settings import Value, fields_of
from gui.history import RunHistory
from gui.language import language, phrase
from gui.theme import appearance

ASIDE = ("seed", "device", "threads", "compiled", "data_root", "validate_every", "validation_episodes")
"""Settings in which the runs of one method may differ."""
NOTHING = "–"
COLUMNS = ("way", "shot", "queries", "meta_batch", "steps", "init")


@dataclass(frozen=True)
class Entry:
    """One method in one setting, with a run for each seed. `ordinal` counts the settings of the same algorithm."""

    key: str
    name: str
    ordinal: int
    histories: tuple[RunHistory, ...]
    shown: bool = True

    @property
    def colour(self) -> str:
        return appearance.theme.run(self.histories[0].info.algorithm.id, self.ordinal)

    @property
    def config(self) -> RunConfig:
        """The settings of the first seed's run, as they are in force."""
        return self.histories[0].config

    @property
    def badges(self) -> tuple[str, ...]:
        started = next((h.started for h in self.histories if h.started is not None), None)
        return tuple(map(language.said, started.badges)) if started else ()

    @property
    def state(self) -> str:
        """The state of the busiest of its runs."""
        states = [h.state for h in self.histories]
        return next(s for s in ("running", "loading", "paused", "waiting", "failed", "stopped", "finished") if s in states)

    @property
    def done(self) -> float:
        """Share of its outer steps that are taken, 0..1."""
        return sum(h.at.step for h in self.histories) / max(1, sum(h.config.steps for h in self.histories))

    def at(self) -> At:
        """Where its runs stand, on average."""
        n = len(self.histories)
        places = [dataclasses.astuple(h.at) for h in self.histories]
        step, tasks, samples, seconds = (sum(column) / n for column in zip(*places, strict=True))
        return At(round(step), round(tasks), round(samples), seconds)


def entries(histories: Iterable[RunHistory], hidden: Iterable[str] = ()) -> list[Entry]:
    """The runs by method, in the order they were added."""
    groups: dict[str, list[RunHistory]] = {}
    for history in histories:
        groups.setdefault(signature(history.info.config), []).append(history)
    counts: dict[str, int] = {}
    found, unticked = [], set(hidden)
    for key, group in groups.items():
        algorithm = group[0].info.algorithm
        ordinal = counts.get(algorithm.id, 0)
        counts[algorithm.id] = ordinal + 1
        name = algorithm.title if ordinal == 0 else f"{algorithm.title} {ordinal + 1}"
        group.sort(key=lambda h: h.info.config.seed)
        found.append(Entry(key, name, ordinal, tuple(group), not any(h.info.id in unticked for h in group)))
    return found


def signature(config: RunConfig) -> str:
    """What the seeds of one method have alike."""
    values = dataclasses.asdict(config)
    return json.dumps({name: value for name, value in values.items() if name not in ASIDE}, sort_keys=True)


def validation(history: RunHistory) -> list[Evaluated]:
    """The validations of a run, in order."""
    return [e for e in history.evaluations if e.split == "validation"]


def tested(history: RunHistory, episodes: int) -> Scored | None:
    """The newest test of a run on so many episodes; nothing where it has learned on since."""
    found = [e for e in history.evaluations if e.split == "test" and len(e.scores) == episodes]
    if not found or (found[-1].at.step != history.at.step and history.state in ("finished", "stopped")):
        return None
    last = found[-1]
    return Scored(history.info.id, history.config, last.at, last.metric, last.scores, last.classes)


def judged_by(entry: Entry, episodes: int) -> Entrant | None:
    """The entry as tested: every seed that was, if any."""
    scored = [s for s in (tested(h, episodes) for h in entry.histories) if s is not None]
    return Entrant(entry.name, tuple(scored)) if scored else None


def so_far(entry: Entry) -> Entrant | None:
    """The entry as its newest validations show it; they are on the same validation episodes."""
    scored = []
    for history in entry.histories:
        if found := validation(history):
            last = found[-1]
            scored.append(Scored(history.info.id, history.config, last.at, last.metric, last.scores, last.classes))
    sizes = {len(s.scores) for s in scored}
    return Entrant(entry.name, tuple(scored)) if len(sizes) == 1 else None


def differing(found: Iterable[Entry]) -> list[tuple[str, list[Value | None]]]:
    """Only the settings in which the entries differ: name, and each entry's value (None where it has no such setting)."""
    rows = list(found)
    configs = [entry.config for entry in rows]
    names = dict.fromkeys(name for c in configs for name in (*c.hyper, *c.data))
    table: list[tuple[str, list[Value | None]]] = [(name, [getattr(c, name) for c in configs]) for name in COLUMNS]
    table += [(name, [c.hyper.get(name, c.data.get(name)) for c in configs]) for name in names]
    return [(name, values) for name, values in table if len({repr(v) for v in values if v is not None}) > 1]


def short_name(entries: Iterable[Entry], name: str) -> str:
    """A setting's symbol where it has one, else its name."""
    fields = (f for e in entries for f in (*e.histories[0].info.algorithm.fields, *e.histories[0].info.dataset.fields))
    if (found := next((f for f in fields if f.name == name), None)) is not None:
        return found.symbol or found.label.lower()
    common = next((f for f in fields_of(RunConfig) if f.name == name), None)
    return phrase(common.label).lower() if common is not None else language.said(name.replace("_", " "))


def shown_value(value: Value) -> str:
    """A setting's value in a table."""
    if isinstance(value, bool):
        return "✓" if value else NOTHING
    return f"{value:g}" if isinstance(value, float) else str(value)
