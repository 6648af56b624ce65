"""The command line: exactly the words scripts rely on, exit codes, one sentence for every bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from engine.commands import main
from engine.library import Library

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "tests" / "files" / "comparison-1.metascope"
SMALL = ["--meta-batch", "4", "--validate-every", "10", "--validation-episodes", "4", "--device", "cpu", "--threads", "1"]
SINE = ["train", "--algorithm", "maml", "--dataset", "sinusoid", "--steps", "12", *SMALL]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("METASCOPE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_list_names_everything_with_defaults_and_ranges(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    known = said(capsys)[0]
    assert {"maml", "reptile", "prototypical"} <= {a["id"] for a in known["algorithms"]}
    assert {"sinusoid", "glyphs", "omniglot"} <= {d["id"] for d in known["datasets"]}
    maml = next(a for a in known["algorithms"] if a["id"] == "maml")
    assert maml["title"] and maml["family"] == "gradient" and maml["paper"]
    inner = next(h for h in maml["hyper_parameters"] if h["name"] == "inner_lr")
    assert inner["range"][0] <= inner["default"] <= inner["range"][1]
    assert main(["list"]) == 0 and "maml" in capsys.readouterr().out


def test_train_then_evaluate_then_resume(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    library = ["--library", str(tmp_path / "lib")]
    assert main([*SINE, *library, "--seed", "3", "--set", "inner_lr=0.0005", "--json"]) == 0
    lines = said(capsys)
    assert lines[-1]["event"] == "finished" and lines[-1]["reason"] == "completed" and lines[-1]["step"] == 12
    scalars = [line for line in lines if line["event"] == "scalar"]
    assert len(scalars) == 12 and scalars[0]["tasks"] == 4 and scalars[0]["values"]["query_loss_after"] > 0
    assert next(line for line in lines if line["event"] == "started")["config"]["hyper"]["inner_lr"] == 0.0005
    run = lines[-1]["run"]

    assert main(["evaluate", run, "--episodes", "20", *library, "--json"]) == 0
    result = said(capsys)[0]
    assert result["metric"] == "mse" and result["episodes"] == 20 and result["ci95"] > 0
    assert result["per_step"][-1] == pytest.approx(result["mean"], rel=1e-5) and len(result["per_step"]) > 1
    assert main(["evaluate", run, "--episodes", "20", *library, "--json"]) == 0
    assert said(capsys)[0] == result

    assert main(["train", "--resume", run, "--steps", "15", *library, "--json"]) == 0
    more = said(capsys)
    assert [line["step"] for line in more if line["event"] == "scalar"] == [13, 14, 15]
    assert more[-1]["run"] == run


def test_without_json_a_person_reads_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(SINE) == 0
    text = capsys.readouterr().out
    assert "maml-sinusoid-0001" in text and "tasks/s" in text and "left" in text and "MSE" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["trian"], 2, "There is no command 'trian'; did you mean train?"),
        (["train"], 2, "`train` needs --algorithm"),
        (["train", "--algorithm"], 2, "--algorithm"),
        (["train", "--algorithm", "mamll", "--dataset", "glyphs"], 2, "did you mean maml?"),
        (["train", "--algorithm", "maml", "--dataset", "omniglott"], 2, "did you mean omniglot?"),
        ([*SINE, "--wya", "5"], 2, "did you mean --way?"),
        ([*SINE, "--shot", "0"], 2, "Shots (shot) must be a whole number from 1 to 100; it was '0'."),
        ([*SINE, "--set", "inner_lr"], 2, "--set takes NAME=VALUE"),
        ([*SINE, "--set", "iner_lr=0.1"], 2, "did you mean inner_lr?"),
        ([*SINE, "--set", "inner_lr=fast"], 2, "it was 'fast'"),
        ([*SINE, "--data", "/nowhere/at/all"], 2, "There is no folder /nowhere/at/all."),
        ([*SINE, "--library", "/proc/nothing/here"], 1, "library"),
        (["train", "--algorithm", "prototypical", "--dataset", "sinusoid"], 2, "regression"),
        (["train", "--algorithm", "maml", "--dataset", "glyphs", "--shot", "10", "--queries", "15"], 2, "10 + 15 is 25"),
        (["train", "--algorithm", "maml", "--dataset", "omniglot"], 1, "Omniglot"),
        (["evaluate"], 2, "RUN"),
        (["evaluate", "r", "--episodes", "0"], 2, "Episodes"),
        (["evaluate", "r"], 2, "There is no run library"),
        (["train", "--resume", "r"], 2, "There is no run library"),
        (["download", "omniglott"], 2, "did you mean omniglot?"),
        (["download", "sinusoid"], 1, "needs no download"),
    ],
)
def test_a_bad_input_is_one_sentence_and_an_exit_code(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert main(arguments) == code
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1 and "Traceback" not in told


def test_a_failed_run_says_so_in_its_last_line_without_a_traceback_and_leaves_no_row(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    assert main(["train", "--algorithm", "maml", "--dataset", "omniglot", "--library", str(tmp_path), "--json"]) == 1
    captured = capsys.readouterr()
    last = json.loads(captured.out.splitlines()[-1])
    assert last["event"] == "failed" and last["kind"] == "data" and last["sentence"] in captured.err
    assert "Traceback" not in captured.out and "Traceback" in caplog.text
    with closing(Library(tmp_path)) as library:
        assert not library.runs()


def test_cuda_where_there_is_none_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this computer has a CUDA GPU")
    assert main([*SINE, "--device", "cuda"]) == 2
    assert "no CUDA GPU" in capsys.readouterr().err


def test_an_unknown_run_gets_a_suggestion(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([*SINE, "--library", str(tmp_path), "--json"]) == 0
    capsys.readouterr()
    assert main(["evaluate", "maml-sinusoid-0002", "--library", str(tmp_path)]) == 2
    assert "did you mean maml-sinusoid-0001" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a child differently there")
def test_ctrl_c_checkpoints_and_exits_130(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", *SINE, "--steps", "1000000", "--library", str(tmp_path), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        for line in child.stdout:
            if json.loads(line)["event"] == "scalar":
                break
        time.sleep(0.1)
        os.kill(child.pid, signal.SIGINT)
        lines = child.stdout.read().splitlines()
        assert child.wait(10) == 130 and child.stderr.read() == ""
    last = json.loads(lines[-1])
    assert last["event"] == "finished" and last["reason"] == "stopped"
    assert (tmp_path / "checkpoints" / f"{last['run']}.safetensors").exists()


def test_the_command_line_needs_no_qt(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['PySide6'] = sys.modules['pyqtgraph'] = None; from main import main; sys.exit(main())"
    command = [sys.executable, "-c", blocked, *SINE, "--library", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["event"] == "finished"


def test_a_comparison_goes_from_one_library_to_another(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, second = ["--library", str(tmp_path / "one")], ["--library", str(tmp_path / "two")]
    assert main(["import", str(REFERENCE), *first, "--json"]) == 0
    taken = said(capsys)[0]
    assert taken["comparison"] == "comparison-0001" and taken["runs"] == ["maml-points2d-0001", "prototypical-points2d-0002"]
    file = str(tmp_path / "again.metascope")
    assert main(["export", "comparison-0001", file, *first, "--json"]) == 0 and said(capsys)[0]["written"] == [file]
    assert main(["import", file, *second]) == 0 and "comparison-0001: maml-points2d-0001" in capsys.readouterr().out
    assert main(["evaluate", "maml-points2d-0001", "--episodes", "4", *second, "--json"]) == 0  # what came is a learner
    assert (
        main(["export", "maml-points2d-0001", str(tmp_path / "run.metascope"), *second]) == 0 and "run.metascope" in capsys.readouterr().out
    )
    for words, sentence in (
        (["export", "maml-points2d-0009", file, *second], "There is no run called"),
        (["export", "maml-points2d-0001", str(tmp_path / "none" / "run.metascope"), *second], "must be a name that ends in .metascope"),
        (["import", str(tmp_path / "nothing.metascope"), *second], "There is no file"),
        (["import", __file__, *second], "is damaged, or is not a file saved by Metascope"),
    ):
        assert main(words) == 2
        out = capsys.readouterr()
        assert sentence in out.err and len(out.err.splitlines()) == 1 and not out.out


def test_a_test_may_have_other_ways_where_no_last_layer_counts_them(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    shape = ["--dataset", "glyphs", "--way", "4", "--queries", "2", "--steps", "2", "--set", "filters=4", *SMALL]
    for algorithm in ("prototypical", "maml"):
        assert main(["train", "--algorithm", algorithm, *shape]) == 0
    capsys.readouterr()
    assert main(["evaluate", "prototypical-glyphs-0001", "--way", "7", "--episodes", "4", "--json"]) == 0
    assert said(capsys)[-1]["episodes"] == 4
    with closing(Library(home / "library")) as library:  # the score of another test is not the run's own
        assert all(e.split == "validation" for e in library.evaluations("prototypical-glyphs-0001"))
    assert main(["evaluate", "maml-glyphs-0002", "--way", "7", "--episodes", "4"]) == 2
    assert "Ways (way) must be 4 here, as in training: MAML has an output for each; they were 7." in capsys.readouterr().err
