"""A run as the library lists it, its newest score, and a copy of all it said. (no torch)"""

from __future__ import annotations

import re
import uuid
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any, get_args

from engine.catalogue import with_new_settings
from engine.packing import PackedPoints, Point
from engine.protocol import At, Evaluated, RunConfig, State
from engine.settings import RUN_NAME
from engine.stored_config import Unusable, config_of_cell

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
    damage: str = ""
    """why this version can neither show the run nor go on with it, in one sentence; its other attributes are then placeholders"""


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
    "SELECT rowid, id, created, config, algorithm, dataset, state, note, step, tasks, samples, seconds, name, star, tags, remark, binned, "
    "uid, device, touched, unfinished, holder FROM runs"
)
HOLDER = -1
"""Where a row of `SELECT` has its holder."""
UNREADABLE = "damaged-row-"
"""How the handle begins of a row whose id cannot be used; the number of the row follows."""
LATEST = 3.2e10
"""Seconds since 1970 of the last time that every system can put into words."""
MOST = 2**53
LONGEST = 1_000_000
"""Characters of a text that are taken from a cell."""
STATES = get_args(State)


def row_of(values: tuple[Any, ...], held: bool, seen: Container[str] = ()) -> RunRow:
    """Build the row from values of `SELECT`; `held`: whether its holder lives; `seen`: ids of earlier rows.

    A cell may hold a value of any type. An unusable one is left out and named in `note`; an unusable id or unusable settings are
    explained in `damage`.
    """
    rowid, run, created, config, algorithm, dataset, state, note, *place = values[:12]
    name, star, tags, remark, binned, uid, device, touched, unfinished, _ = values[12:]
    cells = _Cells()
    settings = config_of_cell(config)
    damage = str(settings) if isinstance(settings, Unusable) else ""
    usable_id = isinstance(run, str) and re.fullmatch(RUN_NAME, run) is not None and run not in seen
    if not usable_id:
        run, damage = f"{UNREADABLE}{rowid}", "The name of this run is damaged in the library, so that what belongs to it cannot be found."
    if isinstance(settings, Unusable):
        settings = RunConfig(algorithm=algorithm if isinstance(algorithm, str) else "", dataset=dataset if isinstance(dataset, str) else "")
    began = cells.number("date", created, LATEST)
    own_state: State = state if state in STATES else "stopped"
    if own_state != state:
        cells.lost.append("state")
    words = {n: cells.text(n, value) for n, value in (("name", name), ("tags", tags), ("remark", remark), ("device", device))}
    at = At(*(int(cells.number(n, v, MOST, whole=True)) for n, v in zip(("step", "tasks", "samples"), place, strict=False)))
    at = replace(at, seconds=cells.number("seconds", place[3], MOST))
    last_word = cells.text("note", note)
    return RunRow(
        run,
        began,
        with_new_settings(settings),
        own_state if held or own_state not in BUSY else "stopped",
        " ".join(filter(None, (last_word, cells.sentence()))),
        at,
        words["name"],
        bool(star),
        words["tags"],
        words["remark"],
        None if binned is None else float(binned) if isinstance(binned, int | float) else 0.0,
        uid if isinstance(uid, str) and re.fullmatch("[0-9a-f]{32}", uid) else uuid.uuid5(uuid.NAMESPACE_OID, run).hex,
        words["device"],
        float(touched) if isinstance(touched, int | float) else began,
        held,
        bool(unfinished) and not held,
        damage,
    )


def unreadable(rowid: int) -> RunRow:
    """A row that the database cannot read at all."""
    sentence = "What the library has of this run lies in a damaged part of its file."
    return RunRow(f"{UNREADABLE}{rowid}", 0.0, RunConfig(algorithm="", dataset=""), "stopped", "", At(), damage=sentence)


class _Cells:
    """The small cells of a row, each as its type or as nothing; `lost` names those that could not be used."""

    def __init__(self) -> None:
        self.lost: list[str] = []

    def text(self, name: str, value: object) -> str:
        if isinstance(value, str) and len(value) <= LONGEST:
            return value
        self.lost.append(name)
        return ""

    def number(self, name: str, value: object, most: float, whole: bool = False) -> float:
        if isinstance(value, int if whole else int | float) and 0 <= value <= most:
            return value
        self.lost.append(name)
        return 0

    def sentence(self) -> str:
        return f"Damaged in the library and left out: {', '.join(self.lost)}." if self.lost else ""
