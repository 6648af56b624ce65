"""A grid of methods and seeds: fair terms, taken up again where it was left, words and exit codes of the command."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from engine.catalogue import catalogue
from engine.commands import main
from engine.grid import Here, cells, entrants, named, terms, trained
from engine.inbox import Inbox
from engine.library import Library
from engine.protocol import Event, RunConfig, Scalar, Start, StateChanged
from engine.settings import Rejected

SMALL = ["compare", "--algorithms", "maml,fomaml", "--datasets", "sinusoid", "--seeds", "2", "--tasks", "100", "--episodes", "10"]


def test_every_method_sees_the_same_tasks_with_the_same_seeds(tmp_path: Path) -> None:
    specs = catalogue()
    found = cells(specs, Library(tmp_path), [terms(specs, "sinusoid", 3, 1000, {}, "")], ["maml", "fomaml"], {"device": "cpu"})
    assert len(found) == 6 and {c.config.seed for c in found} == {0, 1, 2}
    assert {round(c.config.steps * c.config.meta_batch, -2) for c in found} == {1000}
    assert {c.config.device for c in found} == {"cpu"}


def test_a_grid_that_was_broken_off_goes_on_and_takes_what_is_finished(tmp_path: Path) -> None:
    specs, library = catalogue(), Library(tmp_path)
    wanted = [terms(specs, "sinusoid", 1, 500, {}, "")]
    first = cells(specs, library, wanted, ["maml", "fomaml"], {"device": "cpu"})
    stopped = threading.Event()
    for event in trained(Here(), [c.start for c in first if c.start], 1, stopped):
        if isinstance(event, Scalar) and event.run == first[1].run and event.at.step == 2:
            stopped.set()
    again = cells(specs, library, wanted, ["maml", "fomaml"], {"device": "cpu"})
    assert [c.run for c in again] == [c.run for c in first]
    assert again[0].start is None and again[1].start is not None and again[1].start.resume


def test_the_command_trains_tests_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--device", "cpu", "--threads", "1", "--library", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "MAML" in out and "FOMAML" in out and "10 test episodes, the same for all" in out and "2 seeds each" in out
    assert main([*SMALL, "--device", "cpu", "--library", str(tmp_path), "--json"]) == 0
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {m["method"] for m in line["methods"]} == {"MAML", "FOMAML"} and all(len(m["runs"]) == 2 for m in line["methods"])
    assert len(Library(tmp_path).runs()) == 4  # the second time nothing was trained anew


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--algorithms", "mamml"], "did you mean"),
        (["--algorithms", "maml", "--datasets", "glyfs"], "glyfs"),
        (["--algorithms", "maml", "--seeds", "0"], "Seeds"),
        (["--algorithms", "maml", "--tasks", "many"], "Tasks seen"),
        (["--algorithms", "maml", "--shot", "many"], "Shots"),
        (["--algorithms", "cnp"], "glyph"),
        (["--algorithms", "maml", "--executor", "http://x:1"], "tcp://HOST:PORT"),
        (["--algorithms", "maml", "--tls-ca", "x"], "--executor"),
        (["a-run", "--algorithms", "maml"], "two runs or more"),
        ([], "two runs or more"),
    ],
)
def test_a_wrong_word_is_one_sentence_and_exit_code_2(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *words, "--library", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert told.lower() in error.lower() and len(error.splitlines()) == 1


def test_ids_are_named_with_commas_or_spaces() -> None:
    assert named("a, b a", ["a", "b"], "thing") == ["a", "b"]
    with pytest.raises(Rejected, match="no thing"):
        named("c", ["a"], "thing")


def test_nothing_scored_is_nobody_entered() -> None:
    assert entrants(catalogue(), []) == []


def test_a_grid_that_is_left_does_not_wait_for_a_step_under_way() -> None:
    release, left = threading.Event(), threading.Event()

    class Stuck:
        def started(self, start: Start, inbox: Inbox) -> Generator[Event, None, None]:
            yield StateChanged(start.run, "running")
            release.wait(60)
            left.set()

    stopped = threading.Event()
    events = trained(Stuck(), [Start(run, RunConfig(), "") for run in ("a", "b")], 1, stopped)  # type: ignore[arg-type]
    assert isinstance(next(events), StateChanged)
    events.close()
    assert stopped.is_set() and not left.is_set()
    release.set()
    assert left.wait(60)
