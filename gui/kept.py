"""What the library remembers of a run, as the window's own history of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.failures import kind_of
from engine.library import Library, RunRow
from engine.protocol import Failed, StateChanged
from gui.history import RunHistory, RunInfo, Series


def remembered(library: Library, row: RunRow, info: RunInfo) -> RunHistory:
    """The curves, evaluations and state of a run; one that another window trains is seen as it stands, stopped."""
    history = RunHistory(info)
    curves, history.evaluations, damage = library.contents(row.id)
    history.series = {name: Series.of(at, values) for name, (at, values) in curves.items()}
    history.at = row.at
    note = " ".join(filter(None, (row.note, *damage)))
    if row.held:
        note = QCoreApplication.translate("Kept", "Another window of Metascope has this run; here it is as it stood when it was opened.")
    state = row.state if row.state in ("finished", "failed") or (row.state == "waiting" and not row.held) else "stopped"
    if state == "failed":
        history.failure = Failed(row.id, row.at, kind_of(row.note), row.note, "")
    history.feed(StateChanged(row.id, state, note))
    return history
