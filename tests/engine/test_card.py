"""What the engine does on a GPU, as far as a computer without one can tell: on a card made of the CPU, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from torch.utils import backend_registration

ENGINE = Path(__file__).parent
BATCH_BY_BATCH = {"finetune", "multitask", "sample_reuse"}
"""Their source stage normalises each batch by itself, so its kernels grow with the batches."""
WAITS = {"multitask": "index"}
"""Once in twenty steps multi-task learning picks the source tasks that it has seen."""


def rows(*arguments: str) -> list[dict[str, Any]]:
    paths = os.pathsep.join([str(ENGINE.parents[1]), str(ENGINE)])
    command = [sys.executable, str(ENGINE / "on_card.py"), *arguments, "--part"]
    halves = [
        subprocess.Popen(
            [*command, half, "2"], text=True, stdout=PIPE, stderr=PIPE, env=os.environ | {"PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
        )
        for half in "01"
    ]
    said = [half.communicate() for half in halves]
    assert not any(half.returncode for half in halves), said
    return [json.loads(line) for out, _ in said for line in out.splitlines()]


pytestmark = pytest.mark.skipif(
    not hasattr(backend_registration, "_setup_privateuseone_for_python_backend"), reason="this torch takes no device written in Python"
)


@pytest.fixture(scope="module")
def presets() -> list[dict[str, Any]]:
    return rows()


def judge(found: list[dict[str, Any]]) -> None:
    failed = {(row["method"], row["dataset"], str(row["chosen"])): row["failed"] for row in found if "failed" in row}
    assert not failed, "\n".join(f"{key}: {text}" for key, text in failed.items())
    for row in found:
        what = row["method"], row["dataset"], row["chosen"]
        assert not row["off the card"], what
        assert row["apart"] < 1e-3, what
        assert not row["waits"]["in adaptation"], what
        assert set(row["waits"]["in the outer gradient"]) <= {WAITS.get(row["method"])}, what


def test_every_method_does_there_what_it_does_on_the_cpu_and_nothing_waits_for_it(presets: list[dict[str, Any]]) -> None:
    assert {row["method"] for row in presets} >= {"mann", "matching_networks", "maml", "reptile", "metanet", "prototypical", "finetune"}
    judge(presets)


def test_twice_the_tasks_launch_as_many_kernels(presets: list[dict[str, Any]]) -> None:
    for row in presets:
        if "launched" in row and row["method"] not in BATCH_BY_BATCH:
            few, many = row["launched"]
            assert many < 1.1 * few, (row["method"], row["dataset"])


@pytest.mark.slow
def test_every_choice_of_their_settings_does_too() -> None:
    judge(rows("--variants"))
