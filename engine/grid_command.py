"""`compare --algorithms ... --datasets ... --seeds N`: train a grid, here or on a cluster, and say what the test found. (no torch)"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from engine import stop_signals
from engine.catalogue import catalogue
from engine.cluster import Cluster, Place, place
from engine.comparison import Scored, headline, paired
from engine.failures import StorageError
from engine.grid import Cell, Here, Host, cells, entrants, named, table, terms, trained
from engine.library import Library
from engine.live_line import LiveLine
from engine.protocol import Catalogue, Failed, RunConfig, Scalar, Started, StateChanged
from engine.settings import Field, Rejected, fields_of
from engine.terminal import as_json, plain

REPORT = 2.0
"""Seconds between two lines about how the grid goes, where they are not drawn over one another."""


def executor_of(options: argparse.Namespace) -> Place | None:
    """Where the command line sends runs; None for this computer. Raises `Rejected`."""
    if not options.executor:
        if options.tls_ca or options.tls_cert or options.tls_key or options.fetch:
            raise Rejected("--tls-ca, --tls-cert, --tls-key and --fetch belong to --executor tcp://HOST:PORT or tls://HOST:PORT.")
        return None
    return place(options.executor, options.tls_ca, options.tls_cert, options.tls_key, options.fetch)


def compare_trained(options: argparse.Namespace, chosen: dict[str, object], root: str, library: Library, form: str, episodes: int) -> int:
    """Carry the command out; returns its exit code."""
    specs = catalogue()
    algorithms = named(options.algorithms, [a.id for a in specs.algorithms], "algorithm")
    datasets = named(options.datasets or "glyphs", [d.id for d in specs.datasets], "dataset")
    seeds = int(Field("seeds", "Seeds", "", 1, low=1, high=1000).check(options.seeds))
    amount = float(Field("tasks", "Tasks seen", "", 16_000.0, low=1, high=1e12).check(options.tasks)) if options.tasks else None
    checked = {field.name: field.check(chosen[field.name]) for field in fields_of(RunConfig) if field.name in chosen}
    device: dict[str, object] = {name: value for name, value in checked.items() if name in ("device", "threads")}
    shape = {name: value for name, value in checked.items() if name not in device}
    where = executor_of(options)
    found = [terms(specs, dataset, seeds, amount, shape, root) for dataset in datasets]
    before = {row.id for row in library.runs()}
    wanted = cells(specs, library, found, algorithms, device)
    refused: dict[str, str] = {}
    with host_of(where) as (host, at_once):
        stopped = _train(host, wanted, at_once, options.json, refused)
        for run, sentence in refused.items():
            print(f"{run}: {sentence}", file=sys.stderr)
            if run not in before:  # it never began: there is nothing of it to keep
                library.remove(run)
        if stopped:
            return stop_signals.exit_code(stopped)
        wanted = [c for c in wanted if c.run not in refused]
        failures = [c for c in wanted if library.run(c.run).state != "finished"]
        scored = _score(host, [c for c in wanted if c not in failures], library, episodes)
    _say(specs, scored, datasets, form, episodes, options.json)
    for cell in failures:
        print(f"{cell.run}: {library.run(cell.run).note}", file=sys.stderr)
    return 1 if failures or refused else 0


@contextlib.contextmanager
def host_of(where: Place | None) -> Iterator[tuple[Host, int]]:
    """Who trains, and how many runs it can be given at once (a cluster queues what it has no worker for)."""
    if where is None:
        yield Here(), 1
        return
    with contextlib.closing(Cluster(where)) as cluster:
        if not cluster.size()[1] and where.address:
            print("The cluster has no worker yet; the runs wait for one.", file=sys.stderr)
        yield _Far(cluster), 1000


class _Far:
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.started = cluster.started

    def scored(self, run: str, config: Any, library: Library, episodes: int) -> Any:
        future = self._cluster.scored(run, config, library, episodes)
        return lambda: self._cluster.result(future)


def _train(host: Host, wanted: Sequence[Cell], at_once: int, as_lines: bool, refused: dict[str, str]) -> int:
    """Train what is not there yet; returns the number of the signal that ended it, or 0. Runs that cannot begin go into `refused`."""
    starts = [cell.start for cell in wanted if cell.start is not None]
    stopped = threading.Event()
    states: dict[str, str] = {}
    steps: dict[str, float] = {}
    line = LiveLine(REPORT)
    try:
        begun: set[str] = set()
        with stop_signals.stopping(stopped.set) as numbers:
            for event in trained(host, starts, at_once, stopped):
                if isinstance(event, Started):
                    begun.add(event.run)
                if isinstance(event, Failed):
                    logging.getLogger("metascope").error("%s: %s", event.run, event.details)
                    if event.kind in ("usage", "data") and event.run not in begun:
                        refused[event.run] = event.sentence
                if as_lines:
                    if isinstance(event, (StateChanged, Failed)):
                        print(as_json(event), flush=True)
                elif isinstance(event, StateChanged):
                    states[event.run] = event.state
                elif isinstance(event, Scalar):
                    steps[event.run] = event.at.step
                if not as_lines and line.due():
                    line.draw(_progress(wanted, states, steps))
    finally:
        line.clear()
    return numbers[0] if numbers else 0


def _progress(wanted: Sequence[Cell], states: dict[str, str], steps: dict[str, float]) -> list[str]:
    """How far the grid is, the longest version first."""
    ended = sum(c.start is None or states.get(c.run) in ("finished", "failed", "stopped") for c in wanted)
    going = [f"{c.run} {steps.get(c.run, 0) / c.config.steps:.0%}" for c in wanted if states.get(c.run) == "running"]
    count = f"{ended} of {len(wanted)} runs done"
    versions = []
    for listed in range(min(4, len(going)), 0, -1):
        more = f" and {len(going) - listed} more" if len(going) > listed else ""
        versions.append(f"{count}; {', '.join(going[:listed])}{more}")
    return [*versions, count]


def _score(host: Host, wanted: Sequence[Cell], library: Library, episodes: int) -> list[Scored]:
    asked = [(cell, host.scored(cell.run, cell.config, library, episodes)) for cell in wanted]
    scored = []
    for cell, answer in asked:
        try:
            event = answer()
        except StorageError as error:
            print(f"{cell.run}: {error}", file=sys.stderr)
            continue
        if event.whole:
            library.write([dataclasses.replace(event, run=cell.run)])
        if event.note:
            print(f"{cell.run}: {event.note}", file=sys.stderr)
        scored.append(Scored(cell.run, cell.config, event.at, event.metric, event.scores, event.classes))
    return scored


def _say(specs: Catalogue, scored: Sequence[Scored], datasets: Sequence[str], form: str, episodes: int, as_lines: bool) -> None:
    for dataset in datasets:
        found = entrants(specs, [s for s in scored if s.config.dataset == dataset])
        if not found:
            continue
        if as_lines:
            methods = [
                {"method": e.name, "runs": [r.run for r in e.runs], "mean": e.mean, "ci95": e.ci95, "tasks": e.tasks, "seconds": e.seconds}
                for e in found
            ]
            pairs = [dataclasses.asdict(d) for d in paired(found)]
            line = {"dataset": dataset, "metric": found[0].metric, "episodes": episodes, "methods": methods, "differences": pairs}
            print(json.dumps(plain(line)), flush=True)
            continue
        print(f"\n{dataset}, {episodes} test episodes, the same for all\n{table(found, form)}")
        if len(found) > 1:
            print(headline(found))
