"""Checkpoints judged while nothing trains: the scores of the headless evaluation, other shots and steps, pictures, refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import configured, kept_catalogue
from engine.inbox import Quiet
from engine.jobs import estimate, evaluated, started
from engine.judging import judged, looked
from engine.library import Library
from engine.protocol import Estimate, Evaluated, Fit, Judge, Judged, Judging, Look, Read, Refused, Start, Started


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The folder of a library, and a run in it of two outer steps."""
    folder = tmp_path_factory.mktemp("library")
    small = {"steps": 2, "meta_batch": 2, "validate_every": 2, "validation_episodes": 2, "device": "cpu", "threads": 1}
    config = configured(kept_catalogue(), "maml", "sinusoid", small)
    library = Library(folder)
    run = library.new_run(config)
    library.close()
    assert list(started(Start(run, config, str(folder)), Quiet(), 1, hosted=False))
    return str(folder), run


def test_the_judge_scores_as_the_command_does_and_the_library_keeps_it(trained: tuple[str, str]) -> None:
    folder, run = trained
    *way, last = judged(Judge(7, run, folder, 40), 1)
    assert isinstance(last, Judged) and (last.request, len(last.scores), last.at.step) == (7, 40, 2)
    fractions = [e.fraction for e in way if isinstance(e, Judging)]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    library = Library(Path(folder))
    kept = [e for e in library.evaluations(run) if e.split == "test"]
    assert len(kept) == 1 and np.array_equal(kept[0].scores, last.scores)
    again = [e for e in evaluated(run, library.run(run).config, library, 40, 1) if isinstance(e, Evaluated)]
    library.close()
    assert np.array_equal(again[0].scores, last.scores)


def test_other_shots_and_steps_are_tested_but_not_kept_as_the_runs_own(trained: tuple[str, str]) -> None:
    folder, run = trained
    found = {}
    for chosen in ({"shot": 5}, {"test_steps": 3}):
        *_, last = judged(Judge(1, run, folder, 8, chosen), 1)  # type: ignore[arg-type]
        assert isinstance(last, Judged)
        found[next(iter(chosen))] = last
    assert found["shot"].config.shot == 5 and len(found["test_steps"].per_step) == 4
    library = Library(Path(folder))
    assert all(len(e.scores) != 8 for e in library.evaluations(run))
    library.close()


def test_who_gives_up_hears_no_score(trained: tuple[str, str]) -> None:
    folder, run = trained
    assert not [e for e in judged(Judge(1, run, folder, 40), 1, lambda: True) if isinstance(e, Judged)]


@pytest.mark.parametrize(
    ("run", "chosen", "words"),
    [("nobody", {}, "There is no checkpoint"), ("", {"meta_batch": 3.5}, "Meta-batch"), ("", {"filters": 8}, "cannot change")],
)
def test_what_cannot_be_judged_is_one_sentence_with_the_request(
    trained: tuple[str, str], run: str, chosen: dict[str, float], words: str
) -> None:
    folder, known = trained
    *_, last = judged(Judge(3, run or known, folder, 4, chosen), 1)
    assert isinstance(last, Refused) and last.request == 3 and words in last.sentence and "\n" not in last.sentence


def test_a_checkpoint_shows_its_probe_task_as_the_run_did(trained: tuple[str, str]) -> None:
    folder, run = trained
    events = list(looked(Look(run, folder, ("Fit",), 0), 1))
    assert isinstance(events[0], Started) and events[0].at.step == 2
    fits = [e.reading for e in events if isinstance(e, Read) and isinstance(e.reading, Fit)]
    others = [e.reading for e in looked(Look(run, folder, ("Fit",), 1), 1) if isinstance(e, Read) and isinstance(e.reading, Fit)]
    assert len(fits) == 1 and not np.array_equal(fits[0].support_x, others[0].support_x)
    assert isinstance(next(iter(looked(Look("nobody", folder, ("Fit",)), 1))), Refused)


def test_a_cost_comes_back_with_the_request_that_asked_for_it() -> None:
    config = configured(kept_catalogue(), "maml", "sinusoid", {"meta_batch": 1, "device": "cpu", "threads": 1})
    found = list(estimate(config, request=5))
    assert isinstance(found[0], Estimate) and found[0].request == 5 and found[0].seconds_per_step > 0
    assert "inusoid" in found[0].data  # what the dataset says of itself
