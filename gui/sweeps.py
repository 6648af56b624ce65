"""What a sweep varies at test, and what its points are: scores of the same checkpoints with other shots, ways or inner steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.comparison import Scored
from engine.protocol import RunConfig

Sweep = Literal["shot", "way", "test_steps"]
VALUES: Mapping[Sweep, tuple[int, ...]] = {"shot": (1, 2, 3, 5, 8, 10), "way": (2, 3, 5, 8, 10, 15, 20), "test_steps": (0, 1, 2, 3, 5, 10)}
Point = tuple[str, Sweep, int]
"""A run, what is varied, and its value."""


@dataclass
class Points:
    """The points that came back, and why others cannot; each of `episodes` test tasks."""

    episodes: int
    found: dict[Point, Scored] = field(default_factory=dict)
    impossible: dict[Point, str] = field(default_factory=dict)

    def forget(self, run: str) -> None:
        """The run learned on: its points are no longer those of this learner."""
        self.found = {key: value for key, value in self.found.items() if key[0] != run}
        self.impossible = {key: value for key, value in self.impossible.items() if key[0] != run}


def trained_at(config: RunConfig, sweep: Sweep) -> int | None:
    """The value that a run was trained with, or is tested with by itself."""
    value = getattr(config, sweep) if sweep != "test_steps" else config.hyper.get("test_steps")
    return value if isinstance(value, int) else None
