"""Several seeds of a method: intervals that cover the luck of training, and the sentence on top."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.catalogue import configured, kept_catalogue
from engine.comparison import SURE, Entrant, Scored, headline, paired, written
from engine.protocol import At
from engine.student import critical, two_sided_p


def entrant(name: str, seeds: list[np.ndarray], seconds: float = 10.0, metric: str = "accuracy") -> Entrant:
    config = configured(kept_catalogue(), "maml", "glyphs", {})
    runs = [Scored(f"{name}-{i}", config, At(1, 10, 10, seconds), metric, s.astype(np.float32)) for i, s in enumerate(seeds)]  # type: ignore[arg-type]
    return Entrant(name, tuple(runs))


@pytest.mark.parametrize(("freedom", "value"), [(1, 12.706), (2, 4.303), (4, 2.776), (10, 2.228), (100, 1.984), (1e9, 1.960)])
def test_students_interval_is_as_wide_as_the_tables_say(freedom: float, value: float) -> None:
    assert critical(freedom) == pytest.approx(value, abs=6e-4)
    assert two_sided_p(value, freedom) == pytest.approx(0.05, abs=1e-4)
    assert two_sided_p(0.0, freedom) == pytest.approx(1.0)


def test_an_interval_over_seeds_covers_the_luck_of_training_which_one_seed_does_not() -> None:
    rng = np.random.default_rng(0)
    wide = wrong = 0
    for _ in range(100):  # two methods equally good, each seed off by its own luck: a sound test errs in 5 % of such worlds
        hard = rng.normal(0.6, 0.1, 200)
        a, b = ([hard + rng.normal(0, 0.03) + rng.normal(0, 0.05, 200) for _ in range(4)] for _ in range(2))
        wide += paired([entrant("a", a), entrant("b", b)])[0].p < 0.05
        wrong += paired([entrant("a", a[:1]), entrant("b", b[:1])])[0].p < 0.05
    assert wide / 100 < 0.12
    assert wrong / 100 > 0.5


def test_without_luck_of_training_seeds_change_the_interval_little() -> None:
    rng = np.random.default_rng(1)
    hard = rng.normal(0.6, 0.1, 600)
    a, b = ([hard + gain + rng.normal(0, 0.05, 600) for _ in range(5)] for gain in (0.01, 0.0))
    found = paired([entrant("a", a), entrant("b", b)])[0]
    apart = np.mean(a, 0) - np.mean(b, 0)
    alone = 1.96 * apart.std(ddof=1) / np.sqrt(600)
    assert found.better == "a" and found.mean == pytest.approx(apart.mean(), abs=1e-6)
    assert alone < found.ci95 < 2.5 * alone


def test_the_sentence_names_task_difference_interval_time_and_what_one_seed_leaves_open() -> None:
    rng = np.random.default_rng(2)
    hard = rng.normal(0.6, 0.1, 600)
    fast, slow = entrant("ProtoNet", [hard + 0.05 + rng.normal(0, 0.02, 600)], 10.0), entrant("MAML", [hard], 30.0)
    said = headline([slow, fast])
    assert said.startswith("On 600 identical 5-way 1-shot tasks ProtoNet is better than MAML by 4.9 points")
    assert "(95 % CI 4.8 to 5.1)" in said and "in a third of the time." in said
    assert said.endswith("One seed: training luck is not measured.")
    begun = Entrant("MAML 2", tuple(dataclasses.replace(r, config=dataclasses.replace(r.config, init="x")) for r in slow.runs))
    assert "the time" not in headline([begun, fast])  # what it began with took time too
    alike = headline([entrant("A", [hard]), entrant("B", [hard + rng.normal(0, 0.2, 600)])])
    assert "cannot be told apart" in alike and "in a third" not in alike
    both = [entrant(n, [hard + rng.normal(0, 0.02, 600) for _ in range(3)]) for n in "AB"]
    assert "Intervals cover the luck of training: 3 seeds each." in headline(both)
    assert "One seed only of MAML" in headline([both[0], slow])


def test_error_is_told_as_error() -> None:
    rng = np.random.default_rng(3)
    base = rng.uniform(0.5, 1.0, 100)
    said = headline([entrant("A", [base], metric="mse"), entrant("B", [base + 0.2], metric="mse")])
    assert "1-shot tasks A is better than B by an error 0.2 lower" in said and "points" not in said


def test_a_table_is_fit_for_latex_whatever_stands_in_it() -> None:
    text = written([["method", "accuracy, %"], ["a_b", "★ 98.4 ± 0.2"]], "latex")
    assert r"a\_b & $\star$ 98.4 $\pm$ 0.2 \\" in text and r"\begin{tabular}{lr}" in text


def test_nobody_is_told_better_where_the_interval_holds_zero() -> None:
    rng = np.random.default_rng(3)
    told = silent = 0
    for _ in range(300):
        seeds, apart = int(rng.integers(1, 5)), float(rng.choice([0.0, 0.004, 0.01]))
        hard = rng.normal(0, 0.2, 200)
        entrants = [
            entrant(name, [0.7 + shift + rng.normal(0, 0.01) + hard + rng.normal(0, 0.1, 200) for _ in range(seeds)])
            for name, shift in (("a", 0.0), ("b", apart), ("c", 2 * apart))
        ]
        for d in paired(entrants):
            if d.p < SURE:
                assert d.mean - d.ci95 > 0
                told += 1
            else:
                silent += 1
    assert told > 50 and silent > 50  # the control: both happen
