"""Comparing runs on the same episodes: the statistics, the words, and the command."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from engine import commands
from engine.catalogue import configured, kept_catalogue
from engine.comparison import Entrant, Scored, differences, episodes_alike, headline, paired, sentences, table
from engine.protocol import At, RunConfig
from engine.settings import Rejected

G = np.random.default_rng(0)


def config(algorithm: str = "maml", dataset: str = "glyphs", **chosen: object) -> RunConfig:
    return configured(kept_catalogue(), algorithm, dataset, chosen)


def scored(run: str, scores: np.ndarray, tasks: int = 100, metric: str = "accuracy") -> Scored:
    return Scored(run, config(), At(10, tasks, tasks, 1.0), metric, scores.astype(np.float32))  # type: ignore[arg-type]


def test_a_paired_difference_sees_what_two_intervals_do_not() -> None:
    hard = G.normal(0.5, 0.2, 400)  # what makes an episode hard makes it hard for both
    a, b = scored("a", hard + 0.01), scored("b", hard + G.normal(0, 0.02, 400))
    found = differences([a, b])[0]
    assert (found.better, found.worse) == ("a", "b") and found.mean == pytest.approx(0.01, abs=0.004)
    assert abs(a.mean - b.mean) < a.ci95 and found.p < 1e-6
    apart = a.scores.astype(float) - b.scores.astype(float)
    assert found.ci95 == pytest.approx(1.959964 * apart.std(ddof=1) / 20, rel=1e-6)


def test_p_is_corrected_by_holms_method() -> None:
    # three runs of noise: raw p of the pairs, sorted, times 3, 2, 1 and never falling
    runs = [scored(name, G.normal(0.5, 0.1, 300)) for name in "abc"]
    raw = []
    for x, y in ((0, 1), (0, 2), (1, 2)):
        apart = runs[x].scores.astype(float) - runs[y].scores.astype(float)
        raw.append(math.erfc(abs(apart.mean()) / (apart.std(ddof=1) / math.sqrt(300)) / math.sqrt(2)))
    expected, highest = [], 0.0
    for rank, p in enumerate(sorted(raw)):
        highest = max(highest, min(1.0, p * (3 - rank)))
        expected.append(highest)
    assert sorted(d.p for d in differences(runs)) == pytest.approx(expected)


def test_the_words_say_who_is_better_who_cannot_be_told_apart_and_what_is_not_known() -> None:
    hard = G.normal(0.5, 0.2, 400)
    said = " ".join(sentences([scored("good", hard + 0.1), scored("same", hard + 0.1 + G.normal(0, 0.2, 400), 50), scored("bad", hard)]))
    assert "good is better than bad by 10.0 ± 0.0 points (p < 0.001)." in said
    assert "cannot be told apart" in said and "corrected for 3 pairs" in said and "another seed" in said
    assert "Not the same: tasks seen (100; 50; 100)." in said


def test_less_error_is_better_where_error_is_measured() -> None:
    found = differences([scored("a", np.full(10, 2.0), metric="mse"), scored("b", np.full(10, 1.0), metric="mse")])[0]
    assert (found.better, found.mean, found.p) == ("b", 1.0, 0.0)


def test_runs_of_other_tasks_or_metrics_are_not_paired() -> None:
    scores = np.linspace(0, 1, 20, dtype=np.float32)
    accurate = Entrant("MAML", (scored("a", scores),))
    wrong = Scored("b", config(dataset="sinusoid"), At(10, 100, 100, 1.0), "mse", scores[::-1].copy())
    shots = Scored("c", config(shot=5), At(10, 100, 100, 1.0), "accuracy", scores[::-1].copy())
    for other in (Entrant("CNP", (wrong,)), Entrant("ANIL", (shots,))):
        assert paired([accurate, other]) == []
        assert "not tested on the same tasks" in headline([accurate, other])


def test_tables_are_ranked_and_written_for_paper_and_page() -> None:
    runs = [scored("maml-glyphs-0001", np.full(4, 0.5)), scored("reptile_x", np.full(4, 0.75))]
    text, markdown, latex = (table(runs, form) for form in ("text", "markdown", "latex"))
    assert text.splitlines()[1].startswith("reptile_x") and "75.0 ± 0.0" in text
    assert markdown.splitlines()[1] == "| --- | --- | --- | --- |"
    assert r"reptile\_x & 75.0 $\pm$ 0.0" in latex and latex.endswith(r"\end{tabular}") and r"accuracy, \%" in latex


def test_runs_that_are_not_tested_on_the_same_episodes_are_refused() -> None:
    with pytest.raises(Rejected, match=r"same episodes: shots \(shot\) is 1 in a and 5 in b"):
        episodes_alike([("a", config()), ("b", config(shot=5))])
    with pytest.raises(Rejected, match="dataset is glyphs in a and sinusoid in b"):
        episodes_alike([("a", config()), ("b", config(dataset="sinusoid"))])
    episodes_alike([("a", config()), ("b", config("prototypical", seed=3))])


def test_the_command_compares_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for algorithm in ("maml", "reptile"):
        sizes = ["--steps", "2", "--meta-batch", "2", "--validation-episodes", "2", "--threads", "1"]
        assert (
            commands.main(["train", "--algorithm", algorithm, "--dataset", "sinusoid", *sizes, "--library", str(tmp_path), "--json"]) == 0
        )
    capsys.readouterr()
    both = ["maml-sinusoid-0001", "reptile-sinusoid-0002"]
    assert commands.main(["compare", *both, "--episodes", "20", "--library", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [r["run"] for r in told["runs"]] == both and told["episodes"] == 20 and told["metric"] == "mse"
    assert len(told["differences"]) == 1
    assert commands.main(["compare", *both, "--episodes", "20", "--library", str(tmp_path), "--format", "markdown"]) == 0
    assert "| run | test MSE |" in capsys.readouterr().out
    for wrong, words in (([both[0]], "two runs or more"), ([*both, "nobody"], "nobody"), ([*both, "--format", "word"], "Format (format)")):
        assert commands.main(["compare", *wrong, "--library", str(tmp_path)]) == 2
        assert words in capsys.readouterr().err
