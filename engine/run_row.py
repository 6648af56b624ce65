"""A run as the library lists it, its newest score, and a copy of all it said. (no torch)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.catalogue import with_new_settings
from engine.packing import PackedPoints, Point
from engine.protocol import At, Evaluated, RunConfig, State

BUSY = ("loading", "running", "paused")
"""States of a run that some process trains."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as the library lists it; times in seconds since 1970. `note` is the program's last sentence on it.

    A run whose process died while it trained is `stopped` here, and `unfinished`.
    """

    id: str
    created: float
    config: RunConfig
    state: State
    note: str
    at: At
    name: str = ""
    star: bool = False
    tags: str = ""
    remark: str = ""
    binned: float | None = None
    uid: str = ""
    """the same wherever the run is copied to"""
    device: str = ""
    touched: float = 0.0
    """when it was last opened, or changed its state"""
    held: bool = False
    """whether a process that lives trains it, or has it in its queue"""
    unfinished: bool = False
    """whether it was to go on when its window closed or its process died"""


@dataclass(frozen=True, slots=True)
class Score:
    """The newest evaluation of a run, on test episodes where there is one of both kinds."""

    metric: str
    mean: float
    ci95: float
    split: str = "validation"


@dataclass(frozen=True, slots=True)
class Copy:
    """A run with all its numbers, as it travels between libraries."""

    row: RunRow
    points: list[Point] | PackedPoints
    evaluations: list[Evaluated]


SELECT = (
    "SELECT id, created, config, state, note, step, tasks, samples, seconds, name, star, tags, remark, binned, uid, device, touched, "
    "holder, unfinished FROM runs"
)


def row_of(values: tuple[Any, ...], held: bool) -> RunRow:
    """What a row of `SELECT` says; `held`: whether its holder lives."""
    run, created, config, state, note, *place, name, star, tags, remark, binned, uid, device, touched, _, unfinished = values
    return RunRow(
        run,
        created,
        with_new_settings(RunConfig.from_json(config)),
        state if held or state not in BUSY else "stopped",
        note,
        At(*place),
        name,
        bool(star),
        tags,
        remark,
        binned,
        uid,
        device,
        touched,
        held,
        bool(unfinished) and not held,
    )
