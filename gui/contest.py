"""The comparisons of this window: what is compared now, how a method joins on the same terms, and where comparisons are kept."""

from __future__ import annotations

import contextlib
import dataclasses
import random
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine import comparisons
from engine.comparisons import Comparison
from engine.examples import is_example
from engine.failures import StorageError
from engine.fair import Terms, config_on, learns, not_same, terms_of
from engine.protocol import Catalogue, Estimate, Event, Measure, Refused, RunConfig, Stop
from engine.settings import Rejected
from gui.comparison import Entry, entries
from gui.history import RunHistory
from gui.runs import Runs

FIRST = "glyphs"
"""The dataset a first comparison is on: it needs no files."""


class Contest(QObject):
    """The comparison on screen. Whatever starts runs raises `Rejected` or `StorageError` with one sentence."""

    changed = Signal()
    """Other runs, other terms, or another comparison."""
    lost = Signal(str)
    """A run of the comparison is not in the window any more."""

    def __init__(self, runs: Runs, specs: Catalogue) -> None:
        super().__init__()
        self._runs = runs
        self._specs = specs
        self._measuring: dict[int, tuple[Comparison, str, tuple[int, ...], int]] = {}
        self.comparison = self._new(terms_of(specs, FIRST))
        self._file: Path | None = None
        self._unusable: list[str] = []
        """runs of this comparison that are in its file, but that this version cannot use"""
        runs.said.connect(self._said)
        self._gone: list[str] = []
        runs.discarded.connect(self._discarded)
        self._within_budget: set[str] = set()
        """runs that were seen with seconds left"""
        runs.removed.connect(self._removed)
        runs.added.connect(self._back)
        runs.renamed.connect(self._renamed)
        runs.store.moved.connect(self._moved)
        runs.judge_lost.connect(self.measure_again)

    # -- what is compared
    @property
    def terms(self) -> Terms:
        return self.comparison.terms

    def histories(self) -> list[RunHistory]:
        """The runs of this comparison that are in the window, in the order they were added."""
        return [self._runs.histories[run] for run in self.comparison.runs if run in self._runs.histories]

    def entries(self) -> list[Entry]:
        return entries(self.histories(), self.comparison.hidden)

    def measuring(self) -> list[str]:
        """Algorithms whose cost is being measured before they start."""
        return [algorithm for comparison, algorithm, *_ in self._measuring.values() if comparison is self.comparison]

    def unequal(self) -> list[str]:
        """What the runs have not the same, locks that were broken among it."""
        ended = ("finished", "stopped", "failed")
        found = [(h.config, h.at, h.state in ended) for h in self.histories()]
        return not_same(self.terms, found) if len(found) > 1 else []

    # -- changing it
    def set_terms(self, terms: Terms) -> None:
        """Change the terms of what will be added; on another dataset they are that dataset's own."""
        if terms.dataset != self.terms.dataset:
            terms = terms_of(self._specs, terms.dataset)
        if not self.comparison.runs:
            self.comparison.name = self._title(terms)
        self.comparison.terms = terms
        self.keep()
        self.changed.emit()

    def add(self, algorithm: str, seeds: Iterable[int] | None = None) -> None:
        """Let an algorithm join: a run for each seed, in everything else on the same terms."""
        wanted = tuple(seeds) if seeds is not None else self._seeds()
        if self.terms.budget == "seconds" and "budget" not in self.terms.broken:
            config = config_on(self._specs, self.terms, algorithm, wanted[0])
            if learns(config):
                self._measure(self.comparison, algorithm, wanted, 0)
                self.changed.emit()
                return
        self._start(self.comparison, algorithm, wanted, None)

    def one_more_seed(self, entry: Entry) -> None:
        """Another run of a method, with the next seed."""
        seed = max(h.info.config.seed for h in entry.histories) + 1
        self._enter(self.comparison, [self._runs.start(dataclasses.replace(entry.histories[0].info.config, seed=seed))])

    def fill_seeds(self) -> int:
        """Start the runs that lack, where the terms ask for more seeds than there are; returns how many."""
        begun = []
        for entry in self.entries():
            there = {h.info.config.seed for h in entry.histories}
            for seed in self.terms.seeds:
                if seed not in there and len(there) < len(self.terms.seeds):
                    there.add(seed)
                    begun.append(self._runs.start(dataclasses.replace(entry.histories[0].info.config, seed=seed)))
        if begun:
            self._enter(self.comparison, begun)
        return len(begun)

    def lacking(self) -> int:
        """How many runs `fill_seeds` would start."""
        return sum(max(0, len(self.terms.seeds) - len(e.histories)) for e in self.entries())

    def include(self, runs: Iterable[str], *, keep: bool = True) -> None:
        """Compare runs that are in the window already; the terms become those of the first."""
        found = [self._runs.histories[run] for run in runs]
        if not self.comparison.runs and found:
            self.comparison.terms = terms_like(self._specs, found[0].config, {h.info.config.seed for h in found})
            self.comparison.name = self._title(self.comparison.terms)
        new = [h.info.id for h in found if h.info.id not in self.comparison.runs]
        if keep:
            self._enter(self.comparison, new)
        else:  # the program's own proposal is no comparison of the person's until they change it
            self.comparison.runs += new
            self.changed.emit()

    def take_out(self, runs: Iterable[str]) -> None:
        """These runs leave the comparison; they stay where they are."""
        gone = set(runs)
        self.comparison.runs = [run for run in self.comparison.runs if run not in gone]
        self.keep()
        self.changed.emit()

    def take_in(self, runs: Iterable[str]) -> None:
        """Runs that were taken out are compared again."""
        self._enter(self.comparison, [run for run in runs if run not in self.comparison.runs])

    def tick(self, entry: Entry, shown: bool) -> None:
        """Draw a method or leave it out."""
        runs = {h.info.id for h in entry.histories}
        self.comparison.hidden = self.comparison.hidden - runs if shown else self.comparison.hidden | runs
        self.keep()
        self.changed.emit()

    def grid(self, algorithms: list[str], seeds: int, datasets: list[str]) -> int:
        """Queue algorithms x seeds x datasets, a comparison for each dataset; the first is shown. Returns how many runs that is."""
        terms, first, count = self.terms, None, 0
        for dataset in datasets:
            base = terms if dataset == terms.dataset else dataclasses.replace(terms_of(self._specs, dataset), broken=terms.broken)
            wanted = dataclasses.replace(base, seeds=tuple(range(seeds)))
            if dataset == terms.dataset:
                self.comparison.terms = wanted
            else:
                self.begin(wanted)
            for algorithm in algorithms:
                with contextlib.suppress(Rejected):  # what a method cannot serve is left out of the grid
                    self.add(algorithm)
                    count += seeds
            first = first or self._file
        if first is not None and len(datasets) > 1:
            self.open(first)
        return count

    def begin(self, terms: Terms | None = None) -> None:
        """A new comparison, by default on the terms of this one."""
        self.comparison, self._file = self._new(terms or dataclasses.replace(self.terms, broken=frozenset())), None
        self._gone, self._unusable = [], []
        self.changed.emit()

    def left_waiting(self) -> list[str]:
        """Runs of the library that waited when the window was closed; raises `StorageError`."""
        return self._runs.left_waiting()

    def forget_waiting(self, runs: list[str]) -> None:
        """They shall not be offered again; raises `StorageError`."""
        self._runs.give_up(runs)

    def spent(self) -> list[str]:
        """Runs that train on though they have spent the seconds of the budget."""
        if self.terms.budget != "seconds" or "budget" in self.terms.broken:
            return []
        return [h.info.id for h in self.histories() if h.state == "running" and h.at.seconds >= self.terms.amount]

    def enforce(self) -> None:
        """Stop the runs that spend the last of their seconds while they are compared.

        One that had spent more before, and trains on because someone went on with it, is only shown.
        """
        for run in self.spent():
            if run in self._within_budget:
                self._runs.command(run, Stop())
        self._within_budget = {h.info.id for h in self.histories() if h.at.seconds < self.terms.amount}

    # -- kept
    @property
    def folder(self) -> Path:
        return comparisons.folder_in(self._runs.library_folder)

    @property
    def file(self) -> Path | None:
        """Where this comparison is kept, once there is something to keep."""
        return self._file

    def kept(self) -> list[tuple[Path, Comparison]]:
        """The comparisons of the library, the newest first; files that cannot be read are left alone."""
        return comparisons.kept(self.folder)

    def keep(self) -> None:
        """Write the comparison to the library; raises `StorageError`."""
        if self.comparison.runs:
            self._runs.library().check()  # must not recreate a folder that was moved away
            # stays in the file for a version that can use these runs
            whole = dataclasses.replace(self.comparison, runs=[*self.comparison.runs, *self._unusable])
            self._file = comparisons.keep(whole, self.folder, self._file)

    def unusable(self, runs: Iterable[str]) -> list[str]:
        """Those of these runs that the library has, but that this version cannot use; raises `StorageError`."""
        wanted = set(runs)
        library = self._runs.library()
        return [row.id for row in (*library.runs(), *library.runs(binned=True)) if row.damage and row.id in wanted] if wanted else []

    def open(self, path: Path) -> list[str]:
        """Show a comparison of the library; returns the runs that cannot be shown. Raises `Rejected`, `StorageError`."""
        return self.show(comparisons.usable(comparisons.read(path), self._specs), path)

    def show(self, comparison: Comparison, file: Path | None = None) -> list[str]:
        """Make this the comparison on screen and bring its runs there; returns those that cannot be shown."""
        lost = []
        for run in comparison.runs:
            try:
                self._runs.open(run)
            except Rejected:
                lost.append(run)
        self._unusable = self.unusable(lost)
        comparison.runs = [run for run in comparison.runs if run not in lost]
        self.comparison, self._file = comparison, file
        self._gone = []
        self.changed.emit()
        return lost

    # -- inside
    def _new(self, terms: Terms) -> Comparison:
        return Comparison(self._title(terms), terms)

    def _title(self, terms: Terms) -> str:
        dataset = next(d for d in self._specs.datasets if d.id == terms.dataset)
        if dataset.task == "classification":
            return self.tr("{dataset}, {way}-way {shot}-shot").format(dataset=dataset.title, way=terms.way, shot=terms.shot)
        return self.tr("{dataset}, {shot}-shot").format(dataset=dataset.title, shot=terms.shot)

    def _seeds(self) -> tuple[int, ...]:
        if "seeds" in self.terms.broken:
            return tuple(random.sample(range(1000, 1_000_000), len(self.terms.seeds)))
        return self.terms.seeds

    def _start(self, comparison: Comparison, algorithm: str, seeds: tuple[int, ...], cost: float | None) -> None:
        configs = [config_on(self._specs, comparison.terms, algorithm, seed, cost) for seed in seeds]
        self._enter(comparison, [self._runs.start(config) for config in configs])

    def _measure(self, comparison: Comparison, algorithm: str, seeds: tuple[int, ...], tried: int) -> None:
        """Ask what a step costs, so that the seconds can be told in steps."""
        request = self._runs.ask()
        self._measuring[request] = comparison, algorithm, seeds, tried
        self._runs.ask_judge(Measure(config_on(self._specs, comparison.terms, algorithm, seeds[0]), request))

    def measure_again(self) -> None:
        """The worker that was measuring is gone; ask another one, once."""
        asked, self._measuring = self._measuring, {}
        for comparison, algorithm, seeds, tried in asked.values():
            if not tried:
                self._measure(comparison, algorithm, seeds, 1)
        self.changed.emit()

    def _enter(self, comparison: Comparison, runs: list[str]) -> None:
        comparison.runs += runs
        if comparison is self.comparison:
            self.keep()
            self.changed.emit()

    def _said(self, event: Event) -> None:
        if not isinstance(event, Estimate | Refused) or event.request not in self._measuring:
            return
        comparison, algorithm, seeds, _ = self._measuring.pop(event.request)
        if isinstance(event, Estimate):
            self._start(comparison, algorithm, seeds, event.seconds_per_step)
        self.changed.emit()

    def _discarded(self, run: str) -> None:
        """A run could not begin, so that there is nothing to compare; a comparison without runs is not kept."""
        if run not in self.comparison.runs:
            return
        self.comparison.runs.remove(run)
        with contextlib.suppress(StorageError, OSError):
            self.keep()
            if not self.comparison.runs and self._file is not None:
                self._file.unlink(missing_ok=True)
                self._file = None
        self.changed.emit()

    def _removed(self, run: str) -> None:
        """A run was taken off the screen while it is being compared: go on without it, and take it in again should it come back."""
        if run in self.comparison.runs:
            self.comparison.runs.remove(run)
            self._gone.append(run)
            with contextlib.suppress(StorageError):
                self.keep()
            self.changed.emit()
            self.lost.emit(run)

    def _renamed(self, ids: dict[str, str]) -> None:
        self.comparison.runs = [ids.get(run, run) for run in self.comparison.runs]
        self.comparison.hidden = {ids.get(run, run) for run in self.comparison.hidden}

    def _moved(self) -> None:
        """The library is another one, which does not have this comparison yet."""
        self._file = None
        with contextlib.suppress(StorageError):
            if not all(map(is_example, self.comparison.runs)):
                self.keep()

    def _back(self, run: str) -> None:
        if run in self._gone:
            self._gone.remove(run)
            with contextlib.suppress(StorageError):
                self.take_in([run])


def terms_like(specs: Catalogue, config: RunConfig, seeds: Iterable[int]) -> Terms:
    """The terms on which a run with these settings is compared."""
    base = terms_of(specs, config.dataset)
    return dataclasses.replace(
        base,
        way=config.way,
        shot=config.shot,
        queries=config.queries,
        seeds=tuple(sorted(seeds)),
        amount=float(config.steps * config.meta_batch),
        data=config.data,
        data_root=config.data_root,
        network={name: config.hyper.get(name, value) for name, value in base.network.items()},
        validation_episodes=config.validation_episodes,
    )
