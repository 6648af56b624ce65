"""Several runs on the same test episodes: paired differences, corrected for how many pairs there are, and the words for them. (numpy)"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.protocol import At, Floats, RunConfig
from engine.score_text import NOT_FINITE
from engine.settings import Rejected
from engine.student import critical, two_sided_p
from engine.texts import printable

SURE = 0.05
"""Differences with a corrected p below this are told as differences."""
_TEX = {"%": r"\%", "_": r"\_", "&": r"\&", "#": r"\#", "$": r"\$", "±": r"$\pm$", "–": "--", "\u2009": r"\,", "★": r"$\star$"} | {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": "$<$", ">": "$>$",
}  # fmt: skip
_MARKDOWN = frozenset("\\`*_[]<>|~&")
"""Characters that mean something within a line of Markdown, each escaped by a backslash."""
Metric = Literal["accuracy", "mse"]
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """A run's scores on test episodes 0..n-1, of its checkpoint at `at`."""

    run: str
    config: RunConfig
    at: At
    metric: Metric
    scores: Floats
    classes: str = ""
    """a fingerprint of the classes it was tested on; '' where it is not known"""

    @property
    def mean(self) -> float:
        return float(np.mean(self.scores, dtype=np.float64))

    @property
    def ci95(self) -> float:
        """Half the width of the 95 % interval of the mean over episodes."""
        return _half_width(np.asarray(self.scores, np.float64))


@dataclass(frozen=True)
class Entrant:
    """What is compared: one method in one setting, trained with one seed or several; all scores on the same episodes."""

    name: str
    runs: tuple[Scored, ...]

    @property
    def metric(self) -> Metric:
        return self.runs[0].metric

    @property
    def scores(self) -> Doubles:
        """The mean over seeds on every episode (n,)."""
        scores: Doubles = np.mean([np.asarray(run.scores, np.float64) for run in self.runs], 0)
        return scores

    @property
    def mean(self) -> float:
        return float(self.scores.mean())

    @property
    def ci95(self) -> float:
        """Half the width of the 95 % interval: over episodes, and over seeds where there are several."""
        return _interval(self.scores, [self])[0]

    @property
    def classes(self) -> set[str]:
        """Fingerprints of the classes its runs were tested on, as far as they are known."""
        return {run.classes for run in self.runs if run.classes}

    @property
    def finite(self) -> bool:
        """Whether every score is a number; no statistic can be had of others."""
        return bool(np.isfinite(self.scores).all())

    @property
    def seconds(self) -> float:
        """Mean computing time of a run."""
        return float(np.mean([run.at.seconds for run in self.runs]))

    @property
    def tasks(self) -> int:
        """Mean number of tasks seen by a run."""
        return round(float(np.mean([run.at.tasks for run in self.runs])))


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


def same_episodes(a: Entrant, b: Entrant) -> bool:
    """Whether two entrants were tested on the same number of the same episodes, and judged by the same metric."""
    try:
        episodes_alike([(a.name, a.runs[0].config), (b.name, b.runs[0].config)])
    except Rejected:
        return False
    return a.metric == b.metric and len(a.scores) == len(b.scores)


def differences(scored: Sequence[Scored]) -> list[Difference]:
    """Every pair's paired difference, the largest first. p: two-sided, normal approximation, Holm-corrected over all pairs."""
    return paired([Entrant(s.run, (s,)) for s in scored])


def paired(entrants: Sequence[Entrant]) -> list[Difference]:
    """Every pair's paired difference, the largest first; p is two-sided and Holm-corrected over all pairs.

    Entrants whose scores are not all finite are left out.
    Where entrants have several seeds, the interval covers other episodes and other seeds: the variance of the mean difference is
    that over episodes (of the mean over seeds) plus that over each entrant's seeds, with Welch and Satterthwaite's degrees of
    freedom; chance common to both parts is counted twice, which errs towards caution. Entrants that were tested on other tasks or
    classes are not paired.
    """
    found = []
    for a, b in itertools.combinations([e for e in entrants if e.finite], 2):
        if len(a.classes | b.classes) > 1 or not same_episodes(a, b):
            continue
        apart = a.scores - b.scores
        if a.metric == "mse":
            apart = -apart
        better, worse = (a, b) if apart.mean() >= 0 else (b, a)
        half, error, freedom = _interval(apart, [a, b])
        mean = abs(float(apart.mean()))
        p = two_sided_p(mean / error, freedom) if error > 0 else float(mean == 0)
        found.append(Difference(better.name, worse.name, mean, half, p))
    corrected: dict[int, float] = {}
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(found)), key=lambda i: found[i].p)):
        highest = max(highest, min(1.0, found[i].p * (len(found) - rank)))
        corrected[i] = highest
    result = [Difference(d.better, d.worse, d.mean, d.ci95, corrected[i]) for i, d in enumerate(found)]
    return sorted(result, key=lambda d: -d.mean)


def headline(entrants: Sequence[Entrant]) -> str:
    """The one sentence on top: the best two, by how much, in what time; and what is not known (at least two entrants)."""
    ranked = ranking([e for e in entrants if e.finite])
    lacking = not_compared([e.name for e in entrants if not e.finite])
    if len(ranked) < 2:
        return lacking
    best, second = ranked[:2]
    d = next((d for d in paired(entrants) if {d.better, d.worse} == {best.name, second.name}), None)
    if d is None and not same_episodes(best, second):
        return f"{best.name} and {second.name} were not tested on the same tasks, so they cannot be compared."
    if d is None:
        return f"{best.name} and {second.name} were tested on different classes, so they cannot be compared; train one of them again."
    config, metric, n = best.runs[0].config, best.metric, len(best.runs[0].scores)
    shape = f"{config.way}-way {config.shot}-shot" if metric == "accuracy" else f"{config.shot}-shot"
    low, high = _points(d.mean - d.ci95, metric), _points(d.mean + d.ci95, metric)
    size, first, other = _points(d.mean, metric), best.name, second.name
    if d.p < SURE:
        by = f"{size} points" if metric == "accuracy" else f"an error {size} lower"
        begun = [{run.config.init for run in entrant.runs} for entrant in (best, second)]
        if begun[0] == begun[1]:
            time = _in_time(best.seconds, second.seconds)
            said = f"On {n} identical {shape} tasks {first} is better than {other} by {by} (95 % CI {low} to {high}), {time}."
        else:  # who began with another run's weights has that run's time behind it too
            said = f"On {n} identical {shape} tasks {first} is better than {other} by {by} (95 % CI {low} to {high})."
    else:
        by = f"{size} points" if metric == "accuracy" else size
        said = f"On {n} identical {shape} tasks {first} and {other} cannot be told apart (difference {by}, 95 % CI {low} to {high})."
    return " ".join(filter(None, (said, lacking, luck(entrants))))


def not_compared(names: Sequence[str]) -> str:
    """One sentence about what has scores that are not finite; empty where there is nothing of that kind."""
    if not names:
        return ""
    if len(names) == 1:
        return f"The scores of {names[0]} are not finite, so it is not compared."
    return f"The scores of {', '.join(names)} are not finite, so they are not compared."


def luck(entrants: Sequence[Entrant]) -> str:
    """What the seeds allow to be said."""
    single = [e.name for e in entrants if len(e.runs) < 2]
    if len(single) == len(entrants):
        return "One seed: training luck is not measured."
    if single:
        return f"One seed only of {' and '.join(single)}: training luck is not measured there."
    counts = sorted({len(e.runs) for e in entrants})
    return f"Intervals cover the luck of training: {' or '.join(map(str, counts))} seeds each."


def ranking(entrants: Sequence[Entrant]) -> list[Entrant]:
    """The best first; those whose mean is not finite last."""
    return sorted(entrants, key=lambda e: _rank(e.mean, e.metric))


def _rank(mean: float, metric: Metric) -> float:
    if not math.isfinite(mean):
        return math.inf
    return -mean if metric == "accuracy" else mean


def _in_time(seconds: float, other: float) -> str:
    """'in a third of the time'."""
    ratio = seconds / other if other > 0 else math.nan
    if not math.isfinite(ratio) or ratio <= 0:
        return "in a time that is not known"
    words = {2: "half", 3: "a third of", 4: "a quarter of", 5: "a fifth of", 10: "a tenth of"}
    for part, word in words.items():
        if abs(ratio * part - 1) < 0.08:
            return f"in {word} the time"
    if abs(ratio - 1) < 0.08:
        return "in the same time"
    return f"in {ratio:.1f} times the time" if ratio > 1 else f"in {100 * ratio:.2g} % of the time"


def _interval(apart: Doubles, entrants: Sequence[Entrant]) -> tuple[float, float, float]:
    """Half the 95 % interval of the mean of `apart` (n,), its standard error, and the degrees of freedom behind it."""
    if not np.isfinite(apart).all():
        return math.nan, math.nan, math.inf
    parts = [(float(apart.var(ddof=1)) / len(apart), len(apart) - 1)] if len(apart) > 1 else []
    several = False
    for entrant in entrants:
        if (count := len(entrant.runs)) > 1:
            means = np.array([run.mean for run in entrant.runs])
            parts.append((float(means.var(ddof=1)) / count, count - 1))
            several = True
    variance = sum(v for v, _ in parts)
    if variance <= 0:
        return 0.0, 0.0, math.inf
    freedom = variance**2 / sum(v**2 / f for v, f in parts) if several else math.inf
    return critical(freedom) * math.sqrt(variance), math.sqrt(variance), freedom


def sentences(scored: Sequence[Scored]) -> list[str]:
    """What the scores say, and what they do not."""
    lacking = not_compared([s.run for s in scored if not np.isfinite(s.scores).all()])
    ranked = sorted((s for s in scored if np.isfinite(s.scores).all()), key=lambda s: _rank(s.mean, s.metric))
    if len(ranked) < 2:
        return [lacking]
    best, pairs = ranked[0], {(d.better, d.worse): d for d in differences(scored)}
    said = []
    for other in ranked[1:]:
        d = pairs.get((best.run, other.run)) or pairs.get((other.run, best.run))
        if d is None:
            said.append(
                f"{best.run} and {other.run} were tested on different classes, so they cannot be compared; train one of them again."
            )
        elif d.p < SURE:
            by = f"{_points(d.mean, best.metric)} ± {_points(d.ci95, best.metric)}{' points' if best.metric == 'accuracy' else ''}"
            said.append(f"{best.run} is better than {other.run} by {by} (p {_p(d.p)}).")
        else:
            said.append(f"{best.run} and {other.run} cannot be told apart by these episodes (p {_p(d.p)}).")
    n, count = len(best.scores), len(pairs)
    note = f"Paired on the same {n} episodes" + (f", p corrected for {count} pairs." if count > 1 else ".")
    seeds = " Each is one training run: how far another seed would land is not in these intervals."
    unlike = unequal(scored)
    return [*said, *([lacking] if lacking else []), note + seeds, *([f"Not the same: {unlike}."] if unlike else [])]


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
    ranked = sorted(scored, key=lambda s: _rank(s.mean, s.metric))
    heading = ["run", "test accuracy, %" if ranked[0].metric == "accuracy" else "test MSE", "tasks seen", "computing, s"]
    rows = [[s.run, _with_interval(s.mean, s.ci95, s.metric), f"{s.at.tasks:,}", f"{s.at.seconds:,.0f}"] for s in ranked]
    return written([heading, *rows], form)


def written(cells: Sequence[Sequence[str]], form: str) -> str:
    """A table, its heading first, as 'text', 'markdown' or 'latex' (booktabs); the first column is words, the others numbers."""
    cells = [[escaped(cell, form) for cell in row] for row in cells]
    heading, *rows = cells
    if form == "markdown":
        return "\n".join("| " + " | ".join(row) + " |" for row in (heading, ["---"] * len(heading), *rows))
    if form == "latex":
        lines = [" & ".join(row) + r" \\" for row in cells]
        body = [lines[0], r"\midrule", *lines[1:]]
        columns = "l" + "r" * (len(heading) - 1)
        return "\n".join([rf"\begin{{tabular}}{{{columns}}}", r"\toprule", *body, r"\bottomrule", r"\end{tabular}"])
    widths = [max(len(row[i]) for row in cells) for i in range(len(heading))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)


def escaped(text: str, form: str) -> str:
    """One line of 'text', 'markdown' or 'latex' that reads as `text` does, whatever is in it."""
    line = printable(" ".join(text.splitlines()).replace("\t", " "))
    if form == "latex":
        return "".join(_TEX.get(letter, letter) for letter in line)
    if form == "markdown":
        return "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in line)
    return line


def _half_width(values: Doubles) -> float:
    if not np.isfinite(values).all():
        return math.nan
    return 1.96 * float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 0.0


def _with_interval(mean: float, ci95: float, metric: Metric) -> str:
    return f"{_points(mean, metric)} ± {_points(ci95, metric)}" if math.isfinite(mean) else NOT_FINITE


def _points(value: float, metric: Metric) -> str:
    return f"{100 * value:.1f}" if metric == "accuracy" else f"{value:.3g}"


def _p(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"= {p:.2g}"
