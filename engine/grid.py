"""A grid of algorithms x datasets x seeds on fair terms: trained here or on a cluster, then tested on the same episodes. (no torch)"""

from __future__ import annotations

import dataclasses
import os
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from engine.comparison import Entrant, Scored, ranking, written
from engine.fair import Terms, config_on, terms_of
from engine.inbox import Inbox, Quiet
from engine.library import Library
from engine.protocol import Catalogue, Evaluated, Event, RunConfig, Start, Value
from engine.score_text import NOT_FINITE
from engine.settings import Rejected, suggestion

MAY_DIFFER = ("device", "threads", "data_root")
"""Settings that do not tell two runs apart."""


class Host(Protocol):
    """Who trains and who tests: this computer, or a cluster."""

    def started(self, start: Start, inbox: Inbox) -> Generator[Event, None, None]:
        """As `engine.jobs.started`."""

    def scored(self, run: str, config: RunConfig, library: Library, episodes: int) -> Callable[[], Evaluated]:
        """Begin to score a run; what comes back waits for the score."""


class Here:
    """This computer, one run after the other, each on all cores."""

    def started(self, start: Start, inbox: Inbox) -> Generator[Event, None, None]:
        from engine.jobs import started

        return started(start, inbox, os.cpu_count() or 1, hosted=False)

    def scored(self, run: str, config: RunConfig, library: Library, episodes: int) -> Callable[[], Evaluated]:
        from engine.jobs import evaluated

        threads = os.cpu_count() or 1
        return lambda: next(e for e in evaluated(run, config, library, episodes, threads) if isinstance(e, Evaluated))


@dataclass(frozen=True)
class Cell:
    """One run of the grid: `start` is None where the library holds it finished already."""

    run: str
    config: RunConfig
    start: Start | None


def terms(specs: Catalogue, dataset: str, seeds: int, amount: float | None, chosen: dict[str, Value], root: str) -> Terms:
    """The terms of a dataset's comparison: MAML's preset there, with what a person chose (way, shot, queries; tasks seen)."""
    own = terms_of(specs, dataset)
    return dataclasses.replace(own, seeds=tuple(range(seeds)), amount=amount or own.amount, data_root=root, **chosen)  # type: ignore[arg-type]


def cells(specs: Catalogue, library: Library, terms: Sequence[Terms], algorithms: Sequence[str], device: dict[str, object]) -> list[Cell]:
    """The runs of the grid, entered in the library; one that is there with the same settings is taken, or gone on with.

    Raises `Rejected` where an algorithm cannot serve a dataset.
    """
    configs = [config_on(specs, t, algorithm, seed) for t in terms for seed in t.seeds for algorithm in algorithms]
    known = {_same(row.config): row for row in library.runs() if not row.damage}
    found = []
    for config in configs:
        config = dataclasses.replace(config, **device)  # type: ignore[arg-type]
        row = known.get(_same(config))
        if row is not None and row.state == "finished" and library.checkpoint(row.id).exists():
            found.append(Cell(row.id, config, None))
            continue
        run = row.id if row is not None else library.new_run(config)
        found.append(Cell(run, config, Start(run, config, str(library.folder), resume=library.checkpoint(run).exists())))
    return found


def _same(config: RunConfig) -> str:
    plain = RunConfig()
    return dataclasses.replace(config, **{name: getattr(plain, name) for name in MAY_DIFFER}).to_json()


def trained(host: Host, starts: Sequence[Start], at_once: int, stopped: threading.Event) -> Iterator[Event]:
    """The events of all runs as they come, `at_once` of them side by side; where `stopped` is set, they checkpoint and end."""
    heard: queue.SimpleQueue[Event | BaseException | None] = queue.SimpleQueue()

    def carry(start: Start) -> None:
        inbox = Quiet()
        told = False
        try:
            if stopped.is_set():
                return
            for event in host.started(start, inbox):
                heard.put(event)
                if stopped.is_set() and not told:
                    told = True
                    inbox.stop()
        except BaseException as error:
            heard.put(error)
        finally:
            heard.put(None)

    pool = ThreadPoolExecutor(max(1, min(at_once, len(starts))))
    try:
        for start in starts:
            pool.submit(carry, start)
        left = len(starts)
        while left:
            try:
                event = heard.get(timeout=0.5)
            except queue.Empty:
                continue
            if event is None:
                left -= 1
            elif isinstance(event, BaseException):
                raise event
            else:
                yield event
    except BaseException:
        stopped.set()
        pool.shutdown(wait=False, cancel_futures=True)  # an outer step under way may take minutes
        raise
    pool.shutdown()


def entrants(specs: Catalogue, scored: Sequence[Scored]) -> list[Entrant]:
    """The runs of one dataset, those of an algorithm together."""
    titles = {a.id: a.title for a in specs.algorithms}
    runs: dict[str, list[Scored]] = {}
    for one in scored:
        runs.setdefault(one.config.algorithm, []).append(one)
    return [Entrant(titles[algorithm], tuple(found)) for algorithm, found in runs.items()]


def table(found: Sequence[Entrant], form: str) -> str:
    """Methods with their scores over seeds as 'text', 'markdown' or 'latex', the best first."""
    accuracy = found[0].metric == "accuracy"
    heading = ["method", "test accuracy, %" if accuracy else "test MSE", "seeds", "tasks seen", "computing, s"]
    rows = [
        [
            e.name,
            _score(e, accuracy),
            str(len(e.runs)),
            f"{e.tasks:,}",
            f"{e.seconds:,.0f}",
        ]
        for e in ranking(found)
    ]
    return written([heading, *rows], form)


def _score(entrant: Entrant, accuracy: bool) -> str:
    if not entrant.finite:
        return NOT_FINITE
    if accuracy:
        return f"{100 * entrant.mean:.1f} ± {100 * entrant.ci95:.1f}"
    return f"{entrant.mean:.3g} ± {entrant.ci95:.2g}"


def named(text: str, known: Sequence[str], what: str) -> list[str]:
    """Ids named on the command line, with commas or spaces between; raises `Rejected` for one that is not there."""
    ids = text.replace(",", " ").split()
    for one in ids:
        if one not in known:
            raise Rejected(f"There is no {what} {one!r}{suggestion(one, known)}")
    return list(dict.fromkeys(ids))
