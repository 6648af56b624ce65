"""Fair terms: whoever joins gets the same task, budget, network and episodes, and what is not the same is named."""

from __future__ import annotations

import dataclasses

import pytest

from engine.catalogue import kept_catalogue
from engine.comparison import episodes_alike
from engine.fair import Terms, config_on, learns, not_same, printed, terms_of
from engine.protocol import At, RunConfig
from engine.settings import Rejected

SPECS = kept_catalogue()


def joined(terms: Terms, *algorithms: str, seed: int = 0) -> list[tuple[RunConfig, At, bool]]:
    return [(config_on(SPECS, terms, a, seed), At(), False) for a in algorithms]


@pytest.mark.parametrize("dataset", ["glyphs", "sinusoid", "points2d", "omniglot"])
def test_all_that_can_serve_a_dataset_join_on_the_same_terms(dataset: str) -> None:
    terms = dataclasses.replace(terms_of(SPECS, dataset), amount=8000.0)
    runs = []
    for spec in SPECS.algorithms:
        try:
            runs.append((config_on(SPECS, terms, spec.id, 0), At(), False))
        except Rejected:
            continue
    assert len(runs) >= 5
    episodes_alike([(c.algorithm, c) for c, _, _ in runs])
    assert len({c.validation_episodes for c, _, _ in runs}) == 1
    for config, _, _ in runs:
        if learns(config):
            assert config.steps * config.meta_batch == pytest.approx(8000, abs=config.meta_batch)
    assert not_same(terms, runs) == []


def test_training_from_scratch_has_no_budget_to_spend() -> None:
    config = config_on(SPECS, terms_of(SPECS, "glyphs"), "scratch", 0)
    assert not learns(config) and config.steps < 100


def test_other_budgets_are_told_in_steps() -> None:
    base = terms_of(SPECS, "glyphs")
    steps = dataclasses.replace(base, budget="step", amount=50.0)
    assert {c.steps for c, _, _ in joined(steps, "maml", "reptile", "prototypical")} == {50}
    assert config_on(SPECS, dataclasses.replace(base, budget="seconds", amount=60.0), "maml", 0, 0.5).steps == 120


def test_a_broken_lock_is_named() -> None:
    terms = terms_of(SPECS, "glyphs")
    for lock, word in (("budget", "tasks seen ("), ("network", "filters (")):
        free = dataclasses.replace(terms, broken=frozenset({lock}))
        unlike = not_same(terms, joined(terms, "maml") + joined(free, "metanet", "reptile"))
        assert [what for what in unlike if what.startswith(word)], unlike
    assert not_same(terms, joined(terms, "maml") + joined(terms, "reptile", seed=7)) == ["seeds (0; 7)"]
    assert "shots (1; 5)" in not_same(terms, joined(terms, "maml") + joined(dataclasses.replace(terms, shot=5), "reptile"))


def test_a_run_that_was_stopped_early_has_not_the_same_budget() -> None:
    terms = terms_of(SPECS, "glyphs")
    (maml, _, _), (reptile, _, _) = joined(terms, "maml", "reptile")
    unlike = not_same(terms, [(maml, At(10, 160, 160, 1.0), True), (reptile, At(3200, 16_000, 16_000, 2.0), True)])
    assert unlike == ["tasks seen (160; 16,000)"]


def test_terms_survive_being_written() -> None:
    terms = dataclasses.replace(terms_of(SPECS, "sinusoid"), seeds=(0, 1, 5), broken=frozenset({"seeds"}))
    assert Terms.from_dict(terms.to_dict()) == terms


def test_published_numbers_stand_only_beside_the_same_setting() -> None:
    maml = next(a for a in SPECS.algorithms if a.id == "maml")
    config = config_on(SPECS, terms_of(SPECS, "omniglot"), "maml", 0)
    assert printed(maml, config) == []  # theirs is transductive, ours is not
    found = printed(maml, config.having("norm", "transductive"))
    assert [p.value for p in found] == [0.987]
    assert printed(maml, config.having("norm", "transductive").having("way", 6)) == []
    sine = config_on(SPECS, terms_of(SPECS, "sinusoid"), "maml", 0).having("shot", 5)
    assert [p.value for p in printed(maml, sine.having("test_steps", 5))] == [0.38]
    proto = next(a for a in SPECS.algorithms if a.id == "prototypical")
    assert printed(proto, config_on(SPECS, terms_of(SPECS, "omniglot"), "prototypical", 0)) == []  # trained 60-way there
