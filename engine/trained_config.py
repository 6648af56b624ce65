"""The settings that a checkpoint is read with: those of its run in the library, which the checkpoint must agree with."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from engine.agreement import MACHINE, disagreement
from engine.bounded_json import read_bounded_json, shorten
from engine.catalogue import algorithms, config_from
from engine.checkpoint_header import RUN, ForeignFile, Header, read_header
from engine.database_copy import in_memory
from engine.episode import DataError
from engine.failures import StorageError, disk_sentence
from engine.protocol import RunConfig
from engine.settings import Rejected, fields_of


def trained_config(path: Path) -> RunConfig:
    """The settings that the learner in the checkpoint `path` was trained with.

    They are those of the run in the library that the checkpoint lies in; outside a library the checkpoint's own, without the paths in
    them. Raises `DataError` where the checkpoint is missing, damaged or of another run, `Rejected` where a setting cannot be.
    """
    header = checked_header(path)
    own = config_from(header.description.get("config"))
    return library_config(path) or own.having("data_root", "")


def checked_header(path: Path) -> Header:
    """The header of a checkpoint that belongs where it lies: its run's id, and the settings of its run in the library, are in it.

    Raises `DataError`, `Rejected`, `StorageError` with one sentence.
    """
    try:
        header = read_header(path)
        run = header.description.get(RUN, path.stem)
        if not isinstance(run, str):
            raise ValueError
    except ForeignFile as error:
        raise DataError(f"{path} is not a checkpoint of Metascope.") from error
    except Rejected as error:
        raise DataError(f"There is no checkpoint {path}." if not path.exists() else f"{path} is not a checkpoint of Metascope.") from error
    except StorageError as error:
        raise DataError(f"The checkpoint {path} cannot be read ({_reason(error)}).") from error
    except ValueError as error:
        raise DataError(f"The checkpoint {path} is damaged and cannot be used.") from error
    if run != path.stem:
        raise DataError(f"The checkpoint {path} belongs to the run {shorten(run)}, not to {path.stem!r}.")
    stored = library_config(path)
    if stored is not None:
        check_agreement(path, config_from(header.description.get("config")), stored)
    return header


def check_agreement(path: Path, own: RunConfig, expected: RunConfig, aside: Collection[str] = ()) -> None:
    """That the checkpoint's own settings are those expected, but for live ones, the computer's, `init`, and those in `aside`.

    Live settings may have changed since it was written, and `init` is a name that differs between libraries; both are read from the
    library only. Raises `DataError` with the first setting in which they differ.
    """
    live = {f.name for f in (*fields_of(RunConfig), *fields_of(algorithms()[expected.algorithm].Hyper)) if f.live}
    if found := disagreement(own, expected, {*aside, *MACHINE, *live, "init"}):
        name, theirs, ours = found
        if name in ("algorithm", "dataset"):
            raise DataError(f"The checkpoint {path} is one of {theirs}; this run is one of {ours}.")
        raise DataError(f"The checkpoint {path} belongs to another run: {name} is {shorten(theirs)} in it and {shorten(ours)} in this run.")


def library_config(checkpoint: Path) -> RunConfig | None:
    """The settings, every value checked, that the library around a checkpoint has of its run; None where it lies in no library.

    Raises `Rejected` where the library has no such run or a setting cannot be, `StorageError` where it cannot be read.
    """
    base = checkpoint.parent.parent / "runs.sqlite"
    if checkpoint.parent.name != "checkpoints" or not base.exists():
        return None
    try:
        found = _stored(base, checkpoint.stem)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(disk_sentence(error, f"the library {base.parent}")) from error
    if found is None:
        raise Rejected(f"There is no run called {checkpoint.stem!r} in {base.parent}.")
    try:
        return config_from(read_bounded_json(str(found).encode("utf-8", "replace")))
    except Rejected:
        raise
    except ValueError as error:
        raise Rejected(f"The settings of {checkpoint.stem} in {base.parent} are damaged.") from error


def _stored(base: Path, run: str) -> object:
    """The text of a run's settings, read without changing anything; None where there is no such run."""

    def config_in(db: sqlite3.Connection) -> object:
        row = db.execute("SELECT config FROM runs WHERE id = ?", (run,)).fetchone()
        return row[0] if row else None

    try:
        with closing(sqlite3.connect(f"{base.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as db:
            return config_in(db)
    except sqlite3.OperationalError:  # a folder that cannot be written has no room for the files of write-ahead logging
        with closing(in_memory(base)) as db:
            return config_in(db)


def _reason(error: StorageError) -> str:
    cause = error.__cause__
    return getattr(cause, "strerror", None) or str(cause or error)
