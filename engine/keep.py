"""Arrays that took long to make, kept in the cache folder; a damaged or missing file is only a reason to make them again."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.atomic_write import atomic_file, write_text

Arrays = tuple[NDArray[np.uint8], NDArray[np.str_]]
Rows = tuple[NDArray[np.uint8], dict[str, Any]]
NEWEST = 4
"""Large arrays kept of one dataset: a folder that changes makes a new one each time."""


class _NoRowsError(Exception):
    """There is nothing to keep."""


def kept_arrays(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """Pictures and names kept at `path`, made and kept if they are not there. A disk that refuses costs time, not the run."""
    with contextlib.suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile), np.load(path, allow_pickle=False) as file:
        images, names = file["images"], file["names"]
        if images.dtype == np.uint8 and images.ndim == 4 and len(images) == len(names):
            return images, names
    images, names = make()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path, sync=False) as file:
            np.savez(file, images=images, names=names)
    except OSError as error:
        logging.getLogger(__name__).warning("%s could not be kept (%s); it will be made again next time", path, error)
    return images, names


def kept_rows(
    path: Path,
    shape: tuple[int, ...],
    make: Callable[[], Iterator[NDArray[np.uint8]]],
    facts: dict[str, Any],
    needed: Sequence[str] = (),
) -> Rows:
    """Pictures (n, *shape) too many to hold in memory, mapped from `path`, and facts about them kept beside.

    If they are not there, `make` gives them, some at a time, and fills `facts` (what JSON can hold) on the way. The newest few
    files whose names begin alike are kept. A disk that refuses costs time and memory, not the run; and so do kept facts without
    those that are `needed`.
    """
    known = path.with_suffix(".json")
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(known.read_text(encoding="utf-8"))
        rows = int(kept["rows"])
        known_facts = dict(kept["facts"])
        if rows > 0 and path.stat().st_size == rows * math.prod(shape) and all(name in known_facts for name in needed):
            return _mapped(path, (rows, *shape)), known_facts
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # written, not mapped: a full disk is then an error to be told, not a signal that ends the process
        with atomic_file(path, sync=False) as file:
            rows = 0
            for some in make():
                file.write(np.ascontiguousarray(some).data)
                rows += len(some)
            if not rows:
                raise _NoRowsError
        write_text(known, json.dumps({"rows": rows, "facts": facts}), sync=False)
        _forget(path)
        return _mapped(path, (rows, *shape)), facts
    except OSError as error:
        logging.getLogger(__name__).warning("%s could not be kept (%s); it will be made again next time", path, error)
        return np.concatenate([np.empty((0, *shape), np.uint8), *make()]), facts
    except _NoRowsError:
        return np.empty((0, *shape), np.uint8), facts


def _mapped(path: Path, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    # copy on write: torch warns of memory it may not write to
    return np.memmap(path, np.uint8, mode="c", shape=shape)


def _forget(path: Path) -> None:
    """Delete all but the newest arrays of the same dataset."""
    with contextlib.suppress(OSError):
        alike = sorted(path.parent.glob(f"{path.stem.rsplit('-', 1)[0]}-*{path.suffix}"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in alike[NEWEST:]:
            old.unlink(missing_ok=True)
            old.with_suffix(".json").unlink(missing_ok=True)
