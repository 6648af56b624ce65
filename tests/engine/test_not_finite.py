"""A run whose scores are not finite says so everywhere, takes no part in statistics, and comes back from its file as it was."""

from __future__ import annotations

import csv
import dataclasses
import json
import math
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import archive
from engine.catalogue import algorithms, catalogue, configured, kept_catalogue
from engine.commands import main
from engine.comparison import Entrant, Scored, headline, paired, ranking, sentences, table
from engine.grid import table as grid_table
from engine.library import Library
from engine.protocol import At, Evaluated, RunConfig, Scalar, Started
from engine.score_text import NOT_FINITE, count_not_finite, score_text
from engine.terminal import as_json

# a rate at which adaptation grows without bound: finite after the one step of training, not after the eighty of a test
SMALL = ["--meta-batch", "2", "--validate-every", "5", "--validation-episodes", "4", "--device", "cpu", "--threads", "1", "--steps", "5"]
SINE = ["train", "--algorithm", "maml", "--dataset", "sinusoid", *SMALL, "--set", "inner_steps=1"]
DIVERGES = [*SINE, "--set", "inner_lr=0.9", "--set", "test_steps=80"]
DIVERGENT, SOUND = "maml-sinusoid-0001", "maml-sinusoid-0002"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A library with a run whose validations are not finite, and one whose are."""
    monkeypatch.setenv("METASCOPE_HOME", str(tmp_path))
    assert main(DIVERGES) == 0
    assert main([*SINE, "--set", "inner_lr=0.01"]) == 0
    return tmp_path


def test_training_and_testing_say_so_in_words(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = capsys.readouterr().out
    assert f"{DIVERGENT}: completed after 5 steps, 10 tasks; validation MSE not finite (in 4 of 4 episodes)" in text
    assert main(["evaluate", DIVERGENT, "--episodes", "6"]) == 0
    assert re.search(r"test MSE not finite \(in [1-6] of 6 episodes\), n = 6", capsys.readouterr().out)
    for form in ("text", "markdown", "latex"):
        assert main(["compare", DIVERGENT, SOUND, "--episodes", "6", "--format", form]) == 0
        text += (said := capsys.readouterr().out)
        rows = [line for line in said.splitlines() if "maml" in line]
        assert "0002" in rows[0] and "0001" in rows[1] and NOT_FINITE in rows[1], "the finite one ranks first"
        assert f"The scores of {DIVERGENT} are not finite, so it is not compared." in said
    assert "nan" not in text
    with closing(Library(library)) as opened:
        row = opened.run(DIVERGENT)
        assert (row.state, row.note) == ("finished", "The last validation is not finite (in 4 of 4 episodes).")
        assert opened.run(SOUND).note == ""


def strict(text: str) -> Any:
    """JSON as its standard has it, without NaN."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_printed_json_stays_json_and_counts_them(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main([*DIVERGES, "--json"]) == 0
    lines = [strict(line) for line in capsys.readouterr().out.splitlines()]
    evaluated = [line for line in lines if line["event"] == "evaluated"]
    assert evaluated and all(line["mean"] is None and line["not_finite"] == 4 for line in evaluated)
    assert lines[-1]["event"] == "finished" and lines[-1]["mean"] is None and lines[-1]["not_finite"] == 4
    lacking = []
    for run in (DIVERGENT, SOUND):
        assert main(["evaluate", run, "--episodes", "6", "--json"]) == 0
        line = strict(capsys.readouterr().out)
        lacking.append(line["not_finite"])
        assert (line["mean"] is None) == bool(lacking[-1])
    assert lacking[0] > 0 and lacking[1] == 0
    assert main(["compare", DIVERGENT, SOUND, "--episodes", "6", "--json"]) == 0
    line = strict(capsys.readouterr().out)
    assert [run["not_finite"] for run in line["runs"]] == lacking and line["differences"] == []


def test_exported_numbers_tell_not_finite_from_not_measured(library: Path) -> None:
    for name in ("run.csv", "run.json", "run.metascope"):
        assert main(["export", DIVERGENT, str(library / name)]) == 0
    with (library / "run.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["step"]: row for row in csv.DictReader(file)}
    assert [rows[step]["validation_mse"] for step in ("0", "3", "5")] == ["nan", "", "nan"]
    values = strict((library / "run.json").read_text(encoding="utf-8"))
    assert [(e["mean"], e["not_finite"]) for e in values["evaluations"]] == [(None, 4)] * 2
    with closing(Library(library / "other")) as other, closing(Library(library)) as own:
        (run,) = archive.take_in(library / "run.metascope", other).runs
        before, after = own.evaluations(DIVERGENT), other.evaluations(run)
        assert [math.isnan(e.mean) for e in after] == [True, True] and math.isnan(other.scores()[run].mean)
        for a, b in zip(before, after, strict=True):
            np.testing.assert_array_equal(np.isfinite(a.scores), np.isfinite(b.scores))
            np.testing.assert_allclose(b.per_step[np.isfinite(b.per_step)], a.per_step[np.isfinite(b.per_step)], rtol=1e-6)
        assert other.run(run).note == own.run(DIVERGENT).note or other.run(run).note


@pytest.mark.parametrize("value", [1e31, 3.4028234e38, math.nan, math.inf])
def test_numbers_of_any_size_come_back_from_a_file(value: float, tmp_path: Path) -> None:
    config = configured(kept_catalogue(), "maml", "sinusoid", {"steps": 2, "device": "cpu"})
    with closing(Library(tmp_path / "one")) as library, closing(Library(tmp_path / "two")) as other:
        run = library.new_run(config)
        scores = np.array([value, value], np.float32)
        mean = float(scores.astype(float).mean())
        at = At(1, 2, 3, 4.0)
        event = Evaluated(run, at, "validation", "mse", mean, 1.96 * abs(mean), scores, scores)
        library.write([Started(run, config, At(), "cpu", 1, "mse", None, "", ()), Scalar(run, at, {"step_norm": 1.0}), event])
        archive.write(tmp_path / "run.metascope", library, [run])
        (taken,) = archive.take_in(tmp_path / "run.metascope", other).runs
        (after,) = other.evaluations(taken)
        assert math.isfinite(after.mean) == math.isfinite(value) and bool(np.isfinite(after.scores).all()) == math.isfinite(value)
        if math.isfinite(value):
            assert after.mean == pytest.approx(mean, rel=1e-6)


def test_event_files_of_tensorboard_take_them(library: Path) -> None:
    pytest.importorskip("tensorboardX")
    assert main(["export", DIVERGENT, "--tensorboard", str(library / "board")]) == 0
    assert list((library / "board").rglob("events.out.tfevents.*"))


# ------------------------------------------------------------------------------------------------------------- statistics
def scored(name: str, *scores: float, metric: str = "mse", seed: int = 0) -> Scored:
    config = dataclasses.replace(RunConfig(), seed=seed)
    return Scored(name, config, At(1, 10, 10, 1.0), metric, np.array(scores, np.float32))  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [(math.nan,) * 4, (1, 2, 3, math.nan), (1, math.inf, 3, 4)])
@pytest.mark.parametrize("metric", ["mse", "accuracy"])
def test_statistics_leave_out_what_is_not_finite(bad: tuple[float, ...], metric: str) -> None:
    runs = [scored("bad", *bad, metric=metric), scored("a", 1, 2, 3, 5, metric=metric), scored("b", 2, 2, 4, 4, metric=metric)]
    found = [Entrant(run.run, (run,)) for run in runs]
    assert [e.name for e in ranking(found)][-1] == "bad"
    pairs = paired(found)
    assert [{d.better, d.worse} for d in pairs] == [{"a", "b"}] and all(map(math.isfinite, (pairs[0].mean, pairs[0].ci95, pairs[0].p)))
    words = [headline(found), " ".join(sentences(runs)), table(runs, "text"), grid_table(found, "text")]
    assert all("nan" not in text and "inf" not in text for text in words)
    assert all("The scores of bad are not finite, so it is not compared." in text for text in words[:2])
    assert all(text.splitlines()[-1].startswith("bad") and NOT_FINITE in text for text in words[2:])


def test_where_fewer_than_two_are_finite_nothing_is_compared() -> None:
    runs = [scored("a", math.nan, 1), scored("b", math.nan, math.nan), scored("c", 1, 2)]
    assert headline([Entrant(r.run, (r,)) for r in runs]) == "The scores of a, b are not finite, so they are not compared."
    assert sentences(runs) == ["The scores of a, b are not finite, so they are not compared."]
    assert paired([Entrant(r.run, (r,)) for r in runs]) == []


def test_a_seed_that_is_not_finite_makes_its_method_so() -> None:
    method = Entrant("m", (scored("m0", 1, 2, seed=0), scored("m1", math.nan, 2, seed=1)))
    assert not method.finite and math.isnan(method.mean) and math.isnan(method.ci95)


def test_outputs_that_are_no_numbers_are_no_answers() -> None:
    config = configured(catalogue(), "maml", "glyphs", {"device": "cpu"})
    from engine.training import Training, dataset_of

    training = Training(config, dataset_of(config, torch.device("cpu"), lambda what, fraction: None), torch.device("cpu"), 1)
    prediction = torch.randn(3, 10, config.way)
    y = prediction.argmax(-1)
    prediction[1, 4] = math.nan
    assert algorithms()["maml"] and training.algorithm.score(prediction, y).isnan().tolist() == [False, True, False]


def test_scores_in_words() -> None:
    assert score_text("accuracy", 0.5, 0.1) == "accuracy 50.00% ± 10.00%"
    assert score_text("mse", 2e12, 1e12) == "MSE 2e+12 ± 1e+12"
    for value in (math.nan, math.inf, -math.inf):
        assert score_text("mse", value, value) == "MSE not finite"
    assert count_not_finite(np.array([1, math.nan, math.inf], np.float32)) == 2
    event = Evaluated("r", At(), "test", "mse", math.inf, math.nan, np.array([math.inf], np.float32), np.array([], np.float32))
    assert strict(as_json(event))["not_finite"] == 1
