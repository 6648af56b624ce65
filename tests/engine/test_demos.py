"""The examples that come with the program: there is one of every method, small, tested, and never written to."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.album import readings_in
from engine.catalogue import kept_catalogue
from engine.demos import ENDING, EPISODES, config_of, names_of
from engine.examples import COMPARED, DEMOS, FIRST, is_example, opened
from engine.jobs import evaluated
from engine.library import RunRow
from engine.protocol import Evaluated, Fit

GOOD = ("maml", "prototypical", "matching_networks")


@pytest.fixture(scope="module")
def rows() -> dict[str, RunRow]:
    with closing(opened(DEMOS)) as library:
        return {row.id.removesuffix(ENDING): row for row in library.runs()}


def test_there_is_everyone_that_the_command_makes_and_what_a_first_launch_shows(rows: dict[str, RunRow]) -> None:
    assert set(rows) == set(names_of(kept_catalogue()))
    assert {FIRST, *COMPARED} <= set(rows)


def test_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in DEMOS.rglob("*") if path.is_file()) < 8_000_000
    assert not list(DEMOS.glob("runs.sqlite-*"))  # one file that can be read where nothing can be written


def test_each_is_a_finished_run_with_curves_and_a_test_of_its_stored_weights(rows: dict[str, RunRow]) -> None:
    with closing(opened(DEMOS)) as library:
        for name, row in rows.items():
            assert row.state == "finished" and is_example(row.id) and row.tags == "example"
            assert row.config == config_of(kept_catalogue(), name), f"{name}: the preset has changed; python -m engine.demos {name}"
            curve = list(library.metrics(row.id))
            assert 2 <= len(curve) <= 160 and curve[-1][0].step == row.config.steps == row.at.step
            watched = [at.step for at, values in curve if "support_loss_after" in values]
            assert watched[-1] > 0.9 * row.at.step or row.at.step < 100, name  # what is looked at now and then goes to the end too
            found = library.evaluations(row.id)
            assert len([e for e in found if e.split == "validation"]) >= 1
            assert [len(e.scores) for e in found if e.split == "test"] == [EPISODES]
            assert library.checkpoint(row.id).exists()


def test_the_good_methods_are_above_90_percent_on_unseen_glyphs() -> None:
    with closing(opened(DEMOS)) as library:
        scores = library.scores()
    for method in GOOD:
        assert scores[f"{method}-glyphs{ENDING}"].mean > 0.9


def test_the_stored_test_can_be_repeated_from_the_stored_weights() -> None:
    run = f"prototypical-glyphs{ENDING}"
    with closing(opened(DEMOS)) as library:
        kept = next(e for e in library.evaluations(run) if e.split == "test")
        again = next(e for e in evaluated(run, library.run(run).config, library, 20, 1) if isinstance(e, Evaluated))
    assert np.allclose(again.scores, kept.scores[:20], atol=0.05)


def test_reading_them_changes_nothing_on_disk_and_writing_reaches_no_file() -> None:
    before = {path: path.stat().st_mtime_ns for path in DEMOS.rglob("*")}
    with closing(opened(DEMOS)) as library:
        run = library.runs()[0].id
        library.say(run, "name", "mine")
    with closing(opened(DEMOS)) as library:
        assert library.run(run).name == ""
    assert {path: path.stat().st_mtime_ns for path in DEMOS.rglob("*")} == before


def test_the_first_example_has_its_picture_with_it() -> None:
    fit = next(r for r in readings_in(DEMOS / "checkpoints" / f"{FIRST}{ENDING}.safetensors") if isinstance(r, Fit))
    assert len(fit.support_x) == 5 and len(fit.curves) >= 6 and fit.truth is not None
    error = [float(np.mean((curve - fit.truth) ** 2)) for curve in fit.curves]
    assert error[5] < error[0] / 3  # a bad curve before, a good one after five steps


def test_a_checkpoint_without_pictures_or_none_at_all_shows_none(tmp_path: Path) -> None:
    assert readings_in(DEMOS / "checkpoints" / f"scratch-sinusoid{ENDING}.safetensors") == []
    assert readings_in(tmp_path / "nothing.safetensors") == []
