"""What a run usually looks like: how the example of the same method, data and settings was validated, behind one's own curve."""

from __future__ import annotations

import contextlib
from contextlib import closing
from pathlib import Path

from engine.examples import DEMOS, opened
from engine.failures import StorageError
from engine.protocol import Evaluated, RunConfig


class Expected:
    """Validations of the examples that come with the program, read when they are first asked for."""

    def __init__(self, folder: Path = DEMOS) -> None:
        self._folder = folder
        self._known: dict[tuple[object, ...], tuple[str, list[Evaluated]]] | None = None

    def of(self, config: RunConfig) -> tuple[str, list[Evaluated]]:
        """The example that differs from this run in seed and length at most, and its validations; ('', []) where there is none."""
        if self._known is None:
            self._known = {}
            with contextlib.suppress(StorageError), closing(opened(self._folder)) as library:
                for row in filter(lambda row: not row.damage, library.runs()):
                    found = [e for e in library.evaluations(row.id) if e.split == "validation"]
                    self._known[_settings(row.config)] = row.id, found
        return self._known.get(_settings(config), ("", []))


def _settings(config: RunConfig) -> tuple[object, ...]:
    """What a curve of validations depends on, apart from luck."""
    task = config.algorithm, config.dataset, config.way, config.shot, config.queries, config.meta_batch, config.init
    return *task, tuple(sorted(config.hyper.items())), tuple(sorted(config.data.items()))
