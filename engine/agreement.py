"""In which settings two descriptions of one run differ. (no torch)"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from engine.protocol import RunConfig
from engine.settings import fields_of

MACHINE = ("device", "threads", "data_root")
"""Settings of the computer, which do not tell two runs apart."""
EVALUATED_APART = ("way", "shot", "queries")
"""What a test may have otherwise than training had it."""


def disagreement(own: RunConfig, expected: RunConfig, aside: Collection[str] = ()) -> tuple[str, Any, Any] | None:
    """The first setting not in `aside` that differs: its name and both values; None where there is none."""
    for name in ("algorithm", "dataset", *(f.name for f in fields_of(RunConfig)), "data_root"):
        if name not in aside and getattr(own, name) != getattr(expected, name):
            return name, getattr(own, name), getattr(expected, name)
    for theirs, ours in ((own.hyper, expected.hyper), (own.data, expected.data)):
        for name in (*ours, *theirs):
            if name not in aside and theirs.get(name) != ours.get(name):
                return name, theirs.get(name), ours.get(name)
    return None
