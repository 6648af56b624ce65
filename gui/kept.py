"""What the library remembers of a run, as the window's own history of it."""

from __future__ import annotations

from engine.library import Library, RunRow
from engine.protocol import StateChanged
from gui.history import RunHistory, RunInfo, Series


def remembered(library: Library, row: RunRow, info: RunInfo) -> RunHistory:
    """The curves, evaluations and state of a run; a run whose window ended before it did is stopped."""
    history = RunHistory(info)
    for at, values in library.metrics(row.id):
        for name, value in values.items():
            history.series.setdefault(name, Series()).append(at, value)
    history.evaluations = list(library.evaluations(row.id))
    history.at = row.at
    state = row.state if row.state in ("waiting", "finished", "stopped", "failed") else "stopped"
    history.feed(StateChanged(row.id, state, row.note))
    return history
