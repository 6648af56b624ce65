"""Write a headless run to a library of the application's own when its library disappears during training. (no torch)"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from engine.atomic_write import write_bytes
from engine.checkpoint_header import rewritten
from engine.failures import StorageError, disk_sentence
from engine.inbox import Inbox
from engine.library import Library
from engine.library_place import LibraryGone
from engine.packing import joined, stretch
from engine.places import recovery_folder
from engine.protocol import At, Close, Command, Evaluated, Event, Failed, Saved, SaveTo, Scalar, Start, StateChanged
from engine.run_row import RunRow
from engine.settings import Rejected

RECENT = 20_000
"""Newest events held in memory; the library lags by half a second of them at most."""


class RecoveryInbox:
    """The inbox of such a run: after the failure it yields one `SaveTo`, then `Close`."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._commands: deque[Command] | None = None

    def ask_for(self, file: Path | None) -> None:
        """Request a checkpoint at `file`, or only the end of the run where it is None."""
        self._commands = deque([SaveTo(str(file))] if file else [])

    def poll(self) -> Command | None:
        if self._commands is None:
            return self._inbox.poll()
        return self._commands.popleft() if self._commands else None

    def wait(self) -> Command:
        if self._commands is None:
            return self._inbox.wait()
        return self._commands.popleft() if self._commands else Close()


def recovered(events: Iterator[Event], library: Library, start: Start, inbox: RecoveryInbox) -> Iterator[Event]:
    """Pass events on; when the library disappears, store the run elsewhere and end in a `Failed` whose sentence names the place."""
    recent: deque[Scalar | Evaluated] = deque(maxlen=RECENT)
    failure: Failed | None = None
    saved: At | None = None
    file: Path | None = None
    for event in events:
        if failure is not None:
            saved = event.at if isinstance(event, Saved) else saved
            continue
        if isinstance(event, Scalar | Evaluated):
            recent.append(event)
        if isinstance(event, Failed) and _gone(library, start.run):
            failure, file = event, _file(start.run)
            inbox.ask_for(file)
            continue
        yield event
    if failure is None:
        return
    if saved is not None and file is not None:
        try:
            run = _write(library, start, saved, list(recent), file)
            home = file.parents[1]
            hint = f"What it has learned is in the library {home} now: `train --resume {run} --library {home}` goes on with it."
            failure = replace(failure, sentence=f"{failure.sentence} {hint}")
        except StorageError as error:
            failure = replace(failure, sentence=f"{failure.sentence} {error}")
    yield failure
    yield StateChanged(start.run, "failed", failure.sentence, failure.at)


def _gone(library: Library, run: str) -> bool:
    try:
        library.run(run)
    except (LibraryGone, Rejected):
        return True
    except StorageError:
        return False
    return False


def _file(run: str) -> Path | None:
    """Where the run's checkpoint is to be written; None where there is no room for a library."""
    folder = recovery_folder()
    try:
        with closing(Library(folder)) as library:
            return library.checkpoints / f".{run}.recovered"
    except StorageError:
        return None


def _write(library: Library, start: Start, at: At, recent: list[Scalar | Evaluated], file: Path) -> str:
    """Enter the run in the library that `file` lies in, with all that is known of it; returns its id there. Raises `StorageError`."""
    stored = library.recover_run(start.run)
    points = [(event.at, dict(event.values)) for event in recent if isinstance(event, Scalar)]
    evaluations = [event for event in recent if isinstance(event, Evaluated)]
    if stored is not None:
        row, numbers, known = stored
        last = numbers.at[0, -1] if numbers.at.size else -1
        parts = [numbers, stretch([point for point in points if point[0].step > last])]
        there = {(event.split, event.at.step) for event in known}
        evaluations = [*known, *(event for event in evaluations if (event.split, event.at.step) not in there)]
    else:
        row = RunRow(start.run, time.time(), start.config, "stopped", "", at, uid=library.uid(start.run))
        parts = [stretch(points)]
    row = replace(row, state="stopped", note="", at=at, unfinished=True)
    with closing(Library(file.parents[1])) as target:
        run = target.insert_copy(row, joined([part for part in parts if part.at.size]), evaluations)
        try:
            write_bytes(target.checkpoint(run), rewritten(file.read_bytes(), run, target.run(run).config))
            if file != target.checkpoint(run):
                file.unlink()
        except OSError as error:
            raise StorageError(disk_sentence(error, f"the checkpoint {target.checkpoint(run)}")) from error
    return run
