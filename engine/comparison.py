"""Several runs on the same test episodes: paired differences, corrected for how many pairs there are, and the words for them. (numpy)"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.protocol import At, Floats, RunConfig
from engine.settings import Rejected

SURE = 0.05
"""Differences with a corrected p below this are told as differences."""
Metric = Literal["accuracy", "mse"]


@dataclass(frozen=True)
class Scored:
    """A run's scores on test episodes 0..n-1, of its checkpoint at `at`."""

    run: str
    config: RunConfig
    at: At
    metric: Metric
    scores: Floats

    @property
    def mean(self) -> float:
        return float(np.mean(self.scores, dtype=np.float64))

    @property
    def ci95(self) -> float:
        """Half the width of the 95 % interval of the mean over episodes."""
        return _half_width(np.asarray(self.scores, np.float64))


@dataclass(frozen=True)
class Difference:
    """How much better `better` is than `worse`, episode by episode: mean, 95 % interval, and p corrected by Holm's method."""

    better: str
    worse: str
    mean: float
    ci95: float
    p: float


def episodes_alike(configs: Sequence[tuple[str, RunConfig]]) -> None:
    """Raises `Rejected` unless all these runs are tested on the same episodes."""
    first_run, first = configs[0]
    for run, config in configs[1:]:
        for what, a, b in (
            ("dataset", first.dataset, config.dataset),
            ("ways (way)", first.way, config.way),
            ("shots (shot)", first.shot, config.shot),
            ("queries", first.queries, config.queries),
            *((name, first.data.get(name), config.data.get(name)) for name in sorted({*first.data, *config.data})),
        ):
            if a != b:
                raise Rejected(f"Runs compared must be tested on the same episodes: {what} is {a} in {first_run} and {b} in {run}.")


def differences(scored: Sequence[Scored]) -> list[Difference]:
    """Every pair's paired difference, the largest first. p: two-sided, normal approximation, Holm-corrected over all pairs."""
    found = []
    for a, b in itertools.combinations(scored, 2):
        apart = np.asarray(a.scores, np.float64) - np.asarray(b.scores, np.float64)
        if a.metric == "mse":
            apart = -apart
        better, worse = (a, b) if apart.mean() >= 0 else (b, a)
        error = _half_width(apart) / 1.96
        mean = abs(float(apart.mean()))
        p = math.erfc(mean / error / math.sqrt(2)) if error > 0 else float(mean == 0)
        found.append(Difference(better.run, worse.run, mean, 1.96 * error, p))
    corrected: dict[int, float] = {}
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(found)), key=lambda i: found[i].p)):
        highest = max(highest, min(1.0, found[i].p * (len(found) - rank)))
        corrected[i] = highest
    result = [Difference(d.better, d.worse, d.mean, d.ci95, corrected[i]) for i, d in enumerate(found)]
    return sorted(result, key=lambda d: -d.mean)


def sentences(scored: Sequence[Scored]) -> list[str]:
    """What the scores say, and what they do not."""
    ranked = sorted(scored, key=lambda s: s.mean, reverse=scored[0].metric == "accuracy")
    best, pairs = ranked[0], {(d.better, d.worse): d for d in differences(scored)}
    said = []
    for other in ranked[1:]:
        d = pairs.get((best.run, other.run)) or pairs[(other.run, best.run)]
        if d.p < SURE:
            by = f"{_points(d.mean, best.metric)} ± {_points(d.ci95, best.metric)}{' points' if best.metric == 'accuracy' else ''}"
            said.append(f"{best.run} is better than {other.run} by {by} (p {_p(d.p)}).")
        else:
            said.append(f"{best.run} and {other.run} cannot be told apart by these episodes (p {_p(d.p)}).")
    n, count = len(best.scores), len(pairs)
    note = f"Paired on the same {n} episodes" + (f", p corrected for {count} pairs." if count > 1 else ".")
    seeds = " Each is one training run: how far another seed would land is not in these intervals."
    unlike = unequal(scored)
    return [*said, note + seeds, *([f"Not the same: {unlike}."] if unlike else [])]


def unequal(scored: Sequence[Scored]) -> str:
    """What a fair comparison would have alike and these runs have not: 'tasks seen (7,508; 14,256)'; empty where all is alike."""
    parts = []
    for what, values in (
        ("tasks seen", [f"{s.at.tasks:,}" for s in scored]),
        ("filters", [str(s.config.hyper["filters"]) for s in scored if "filters" in s.config.hyper]),
        ("seed", [str(s.config.seed) for s in scored]),
    ):
        if len(set(values)) > 1:
            parts.append(f"{what} ({'; '.join(values)})")
    return ", ".join(parts)


def table(scored: Sequence[Scored], form: str) -> str:
    """The scores as 'text', 'markdown' or 'latex', best first."""
    ranked = sorted(scored, key=lambda s: s.mean, reverse=scored[0].metric == "accuracy")
    plus = r"$\pm$" if form == "latex" else "±"
    heading = ["run", "test accuracy, %" if ranked[0].metric == "accuracy" else "test MSE", "tasks seen", "computing, s"]
    rows = [
        [s.run, f"{_points(s.mean, s.metric)} {plus} {_points(s.ci95, s.metric)}", f"{s.at.tasks:,}", f"{s.at.seconds:,.0f}"]
        for s in ranked
    ]
    if form == "markdown":
        return "\n".join("| " + " | ".join(cells) + " |" for cells in (heading, ["---"] * len(heading), *rows))
    if form == "latex":
        lines = [" & ".join(_tex(cell) for cell in cells) + r" \\" for cells in (heading, *rows)]
        body = [lines[0], r"\midrule", *lines[1:]]
        return "\n".join([r"\begin{tabular}{lrrr}", r"\toprule", *body, r"\bottomrule", r"\end{tabular}"])
    widths = [max(len(cells[i]) for cells in (heading, *rows)) for i in range(len(heading))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in (heading, *rows))


def _tex(text: str) -> str:
    return "".join({"%": r"\%", "_": r"\_", "&": r"\&", "#": r"\#"}.get(letter, letter) for letter in text)


def _half_width(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return 1.96 * float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 0.0


def _points(value: float, metric: Metric) -> str:
    return f"{100 * value:.1f}" if metric == "accuracy" else f"{value:.3g}"


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"= {p:.2g}"
