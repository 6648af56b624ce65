"""The engine in three calls, and what leaves it for other programs: documented examples are run, files are read back."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file

import engine
from engine import adapt, evaluate, find, train
from engine.api import Run
from engine.commands import DONE, FAILED, USAGE, main
from engine.failures import RunFailed
from engine.judging import restored
from engine.library import Library
from engine.protocol import Event, Scalar
from engine.settings import Rejected
from engine.training import config_in

ROOT = Path(__file__).parents[2]
QUICK: dict[str, Any] = {"meta_batch": 2, "validate_every": 10, "validation_episodes": 2, "device": "cpu", "threads": 1}


def examples(page: str) -> list[str]:
    """The Python in a page of docs/."""
    return re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def sines(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return train("maml", "sinusoid", library=tmp_path_factory.mktemp("sines"), steps=30, **QUICK)


@pytest.fixture(scope="module")
def glyphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    folder = tmp_path_factory.mktemp("glyphs")
    return {a: train(a, "glyphs", library=folder, steps=3, filters=8, **QUICK) for a in ("maml", "anil", "prototypical")}


def test_the_examples_of_the_api_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for example in examples("API.md"):
        exec(compile(example, "API.md", "exec"), names)
    assert names["classifier"](names["drawings"]).sum(1) == pytest.approx(np.ones(5), abs=1e-5)
    assert len(names["losses"]) == 20 and names["score"].per_step[0] > names["score"].mean


def test_importing_the_engine_costs_no_torch_and_no_qt() -> None:
    code = "import sys, engine, engine.api; assert not {'torch', 'PySide6', 'pyqtgraph', 'PIL'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert all(getattr(engine, name).__doc__ for name in engine.__all__)


def test_training_evaluating_and_going_on_agree_with_the_library(sines: Run) -> None:
    heard: list[Event] = []
    score = evaluate(sines, episodes=4)
    assert score.metric == "mse" and len(score.scores) == 4 and score.mean == pytest.approx(float(score.scores.mean()))
    assert [e.mean for e in Library(sines.library).evaluations(sines.id) if e.split == "test"] == [score.mean]
    assert evaluate(sines.id, episodes=4, library=sines.library).mean == score.mean
    on = train(resume=sines, steps=32, on_event=heard.append)
    assert [e.at.step for e in heard if isinstance(e, Scalar)] == [31, 32] and on.at.step == 32 == find(sines.id, sines.library).at.step


def test_what_cannot_be_is_refused_in_one_sentence(tmp_path: Path, sines: Run) -> None:
    with pytest.raises(Rejected, match="train takes an algorithm and a dataset, or a run to resume"):
        train()
    with pytest.raises(Rejected, match="did you mean maml"):
        train("mamll", "sinusoid", library=tmp_path)
    with pytest.raises(Rejected, match="There is no run library"):
        evaluate("maml-1", library=tmp_path / "nothing")
    with pytest.raises(Rejected, match="There is no run called"):
        find("maml-1", sines.library)
    with pytest.raises(Rejected, match="as many answers as examples"):
        adapt(sines, np.zeros(3), np.zeros(2))
    with pytest.raises(RunFailed, match="does not exist"):
        train("maml", "omniglot", library=tmp_path, data=tmp_path / "nowhere", **QUICK)


def test_an_adapted_learner_answers_as_the_engine_does_and_gives_its_weights(sines: Run) -> None:
    x = np.array([-4.0, -2.0, 0.0, 2.0, 4.0])
    before, after = adapt(sines, x, np.sin(x), steps=0), adapt(sines, x, np.sin(x), steps=5)
    assert before(x).shape == (5,) and not np.allclose(before(x), after(x))
    theta = load_file(exported(sines, sines.library / "theta.safetensors"))
    assert before.weights.keys() == theta.keys() == after.weights.keys()
    assert all(np.array_equal(before.weights[name], t.numpy()) for name, t in theta.items())
    assert not np.array_equal(after.weights["layer1.weight"], before.weights["layer1.weight"])


def exported(run: Run, file: Path, *more: str) -> Path:
    assert main(["export", run.id, str(file), "--library", str(run.library), *more]) == DONE
    return file


def test_the_snippet_of_the_weights_page_answers_as_the_engine_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sines: Run, glyphs: dict[str, Run]
) -> None:
    monkeypatch.chdir(tmp_path)
    for method in ("maml", "anil"):
        exported(sines, Path("adapted.safetensors"), "--adapted", "3")
        exported(glyphs[method], Path("pictures.safetensors"), "--adapted", "3")
        for run, snippet in ((sines, examples("WEIGHTS.md")[0]), (glyphs[method], examples("WEIGHTS.md")[1])):
            names: dict[str, Any] = {}
            exec(compile(snippet, "WEIGHTS.md", "exec"), names)
            path = Library(run.library).checkpoint(run.id)
            training = restored(path, config_in(path), 1)
            c = training.config
            task = training.dataset.fixed("test", [3], c.way, c.shot, c.queries)
            with torch.no_grad():
                wanted = training.algorithm.predict(training.algorithm.adapt(training.theta, task.support), task.query.x)[0]
                found = names["network"](task.query.x[0]) if run is sines else names["classify"](task.support.x[0], task.query.x[0])
            assert torch.allclose(found, wanted, atol=1e-4)


def test_weights_say_what_they_are_and_keep_the_support_sets_summary(tmp_path: Path, glyphs: dict[str, Run]) -> None:
    file = exported(glyphs["prototypical"], tmp_path / "weights.safetensors", "--adapted", "0")
    with safe_open(str(file), framework="pt") as opened:
        told = opened.metadata()
    assert json.loads(told["settings"])["algorithm"] == "prototypical" and told["adapted_to"] == "test episode 0"
    assert any(name.startswith("task.") for name in load_file(file))


def test_numbers_of_a_run_as_csv_and_json(tmp_path: Path, sines: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(sines, tmp_path / "run.csv").read_text(encoding="utf-8"))))
    assert [row["step"] for row in rows[:3]] == ["0", "1", "2"] and float(rows[0]["validation_mse"]) > 0 and rows[0]["step_norm"] == ""
    whole = json.loads(exported(sines, tmp_path / "run.json").read_text())
    assert whole["settings"]["algorithm"] == "maml" and len(whole["steps"]) == len(rows) - 1
    assert [float(row["query_loss_after"]) for row in rows[1:]] == [step["query_loss_after"] for step in whole["steps"]]
    capsys.readouterr()
    for words, code in ((["x.exe"], USAGE), ([], USAGE), (["x.csv", "--adapted", "1"], USAGE), (["nowhere/x.csv"], FAILED)):
        assert main(["export", sines.id, *words, "--library", str(sines.library)]) == code
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and said.endswith(".\n")


def test_event_files_are_what_tensorboard_reads(tmp_path: Path, sines: Run) -> None:
    pytest.importorskip("tensorboardX")
    from tensorboardX.proto.event_pb2 import Event as Record

    for _ in range(2):  # once more takes the place of the first
        assert main(["export", sines.id, "--tensorboard", str(tmp_path), "--library", str(sines.library)]) == DONE
    (file,) = (tmp_path / sines.id).iterdir()
    data, records = file.read_bytes(), []
    while data:  # length (8), its checksum (4), the record, its checksum (4)
        length = int.from_bytes(data[:8], "little")
        records.append(Record.FromString(data[12 : 12 + length]))
        data = data[16 + length :]
    told = {(value.tag, record.step): value.simple_value for record in records for value in record.summary.value}
    library = Library(sines.library)
    metrics = {at.step: values for at, values in library.metrics(sines.id)}
    assert all(told["train/query_loss_after", step] == pytest.approx(values["query_loss_after"]) for step, values in metrics.items())
    first = library.evaluations(sines.id)[0]
    assert told["validation/mse", 0] == pytest.approx(first.mean) and any(tag.startswith("settings") for tag, _ in told)
