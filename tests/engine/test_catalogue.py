"""The catalogue: what can be chosen, checked before anything is built."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from engine.catalogue import catalogue, configured, kept_catalogue, preset, unsuitable
from engine.protocol import Catalogue, RunConfig, catalogue_from_json, catalogue_to_json
from engine.settings import Rejected

ROOT = Path(__file__).parents[2]
SPECS = catalogue()


def test_the_stored_catalogue_is_the_one_the_code_describes() -> None:
    """Where this fails, `python main.py list --write` makes it current."""
    assert kept_catalogue() == Catalogue(SPECS.algorithms, SPECS.datasets)


def test_specs_survive_json() -> None:
    assert catalogue_from_json(catalogue_to_json(SPECS)) == SPECS


def test_every_preset_is_accepted_and_survives_json() -> None:
    for algorithm in SPECS.algorithms:
        for dataset in SPECS.datasets:
            if not unsuitable(algorithm, dataset):
                config = configured(SPECS, algorithm.id, dataset.id, {})
                assert config == preset(algorithm, dataset)
                assert RunConfig.from_json(config.to_json()) == config


@pytest.mark.parametrize(
    ("algorithm", "dataset", "chosen", "words"),
    [
        ("mamel", "glyphs", {}, "There is no algorithm called 'mamel'; did you mean maml?"),
        ("maml", "omniglott", {}, "There is no dataset called 'omniglott'; did you mean omniglot?"),
        ("maml", "glyphs", {"wya": 3}, "did you mean way?"),
        ("maml", "glyphs", {"way": "101"}, "Ways (way) must be a whole number from 2 to 100; it was '101'."),
        ("maml", "omniglot", {"shot": 10, "queries": 11}, "10 + 11 is 21"),
        ("prototypical", "sinusoid", {}, "is a regression dataset"),
    ],
)
def test_a_bad_choice_is_one_sentence(algorithm: str, dataset: str, chosen: dict[str, object], words: str) -> None:
    with pytest.raises(Rejected) as caught:
        configured(SPECS, algorithm, dataset, chosen)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_more_ways_than_classes_is_refused_with_both_numbers() -> None:
    spec = next(d for d in SPECS.datasets if d.classes)
    few = dataclasses.replace(spec, classes={"test": 4})
    specs = dataclasses.replace(SPECS, datasets=(few,))
    with pytest.raises(Rejected, match=r"at most 4, the number of test classes in .*; it was 5"):
        configured(specs, "prototypical", few.id, {"way": 5})


def test_the_window_can_read_the_specs_and_start_a_worker_without_torch() -> None:
    code = (
        "import sys, engine.catalogue, engine.worker, engine.library, engine.places\n"
        "engine.catalogue.kept_catalogue()\n"
        "assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
