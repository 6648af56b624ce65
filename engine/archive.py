"""Runs, or a comparison with all its runs, as one `.metascope` file; and back into a library, checked before anything is kept. (no torch)

The file is a zip: `manifest.json`, for each run a folder `runs/ID` with `run.json`, `metrics.csv`, `evaluations.json` and
`checkpoint.safetensors`, and for a comparison `comparison.json`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine import comparisons
from engine.agreement import MACHINE, disagreement
from engine.archived_run import LIMITS, Wrong, check_checkpoint, checked_config, live_names, read, written
from engine.atomic_write import move_into_place
from engine.bounded_json import read_bounded_json
from engine.catalogue import kept_catalogue
from engine.checkpoint_header import RUN as HEADER_RUN
from engine.checkpoint_header import ForeignFile, Header, parse_header, rewrite_in_place, written_header
from engine.comparisons import Comparison
from engine.examples import is_example
from engine.failures import StorageError, disk_sentence
from engine.fair import checked_terms
from engine.library import Library
from engine.protocol import Catalogue
from engine.run_row import Copy, RunRow
from engine.sealed_zip import Opened, sealed, shown
from engine.settings import Rejected

ENDING = ".metascope"
RUNS, COMPARISON = "runs", "comparison"
RUN = "[a-z0-9_]{1,60}-[a-z0-9_]{1,60}-[a-z0-9]{1,12}"
ALLOWED = {f"runs/{RUN}/{re.escape(name)}": most for name, most in LIMITS.items()} | {"comparison.json": comparisons.LARGEST}
"""Everything that such a file may hold, and how large it may be."""
MOST_JSON = 128 << 20
"""Bytes of all JSON in a file, at most: it is held in memory until the library has it."""
MOST_LAYOUT = 200
"""Entries of a comparison's layout, and characters of each, at most: the window reads the library's comparisons whenever it lists them."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came out of a file: the runs' ids in this library, in the file's order, and where their comparison is kept."""

    runs: tuple[str, ...]
    comparison: Path | None = None


def write(path: Path, library: Library, runs: Sequence[str], comparison: Comparison | None = None) -> None:
    """Write these runs (all of the comparison, where there is one) to `path`, whole or not at all; raises `Rejected`, `StorageError`."""
    with sealed(path, COMPARISON if comparison else RUNS, _program()) as file:
        for run in dict.fromkeys(runs):
            for name, data in written(library.copy_of(run)).items():
                file.write(f"runs/{run}/{name}", data)
            with contextlib.suppress(FileNotFoundError):
                checkpoint = library.checkpoint(run).read_bytes()
                file.write(f"runs/{run}/checkpoint.safetensors", _portable(checkpoint, library.run(run)), dense=True)
        if comparison:
            values = comparison.to_dict()
            values["terms"]["data_root"] = ""
            file.write("comparison.json", json.dumps(values, ensure_ascii=False, indent=1).encode())


def save(path: Path, library: Library, name: str) -> list[str]:
    """Write a run, or a comparison of the library (comparison-0001), to `path`; returns its runs. Raises `Rejected`, `StorageError`."""
    if path.suffix != ENDING or not path.absolute().parent.is_dir():
        raise Rejected(f"FILE must be a name that ends in {ENDING}, in a folder that is there; it was {str(path)!r}.")
    kept = comparisons.folder_in(library.folder).glob("*.json")
    comparison = next((comparisons.read(file) for file in kept if file.stem == name), None)
    runs = comparison.runs if comparison else [name]
    write(path, library, runs, comparison)
    return runs


def _portable(checkpoint: bytes, row: RunRow) -> bytes:
    """A checkpoint with the settings that its run has in the library; raises `Rejected` where it is damaged or another run's."""
    try:
        header, tensors = parse_header([checkpoint], len(checkpoint))
        specs = kept_catalogue()
        own, expected = (checked_config(c, specs) for c in (header.description.get("config"), json.loads(row.config.to_json())))
        if header.description.get(HEADER_RUN, row.id) != row.id:
            raise Wrong("it belongs to another run")
        if own.algorithm != expected.algorithm or disagreement(own, expected, {*live_names(own, specs), *MACHINE, "init"}):
            raise Wrong("it was trained with other settings")
        return written_header(header, row.id, row.config) + tensors
    except Wrong as error:
        raise Rejected(f"The checkpoint of {row.id} cannot be saved as a file: {error}.") from error
    except (ValueError, LookupError, TypeError) as error:
        raise Rejected(f"The checkpoint of {row.id} is damaged, so the run cannot be saved as a file.") from error


def take_in(path: Path, library: Library, specs: Catalogue | None = None, cancelled: Callable[[], bool] = lambda: False) -> Taken:
    """Enter what the file holds into the library, all or nothing.

    Raises `Rejected`, `StorageError` with one sentence; `Cancelled` soon after `cancelled` says so, the library as it was.
    """
    specs = specs or kept_catalogue()
    with Opened(path, ALLOWED, cancelled) as file:
        names = list(dict.fromkeys(name.split("/")[1] for name in file.names if name.startswith("runs/")))
        if not names:
            raise file.refused("there is no run in it")
        if sum(file.size(name) for name in file.names if name.endswith(".json")) > MOST_JSON:
            raise file.refused(f"its settings and evaluations are larger than {MOST_JSON >> 20} MB together")
        copies = [_copy(file, name, specs) for name in names]
        comparison = _comparison(file, names, specs) if "comparison.json" in file.names else None
        with tempfile.TemporaryDirectory(dir=library.checkpoints, prefix=".import-") as folder:
            checkpoints = {copy.row.id: _unpacked(file, copy, Path(folder), specs) for copy in copies}
            before = {row.id for row in (*library.runs(), *library.runs(binned=True))}
            ids = library.take_in([_with_known_init(copy, names) for copy in copies], f"From {path.name}.")
            fresh = [name for name in names if ids[name] not in before]
            try:
                for name in fresh:
                    if (found := checkpoints[name]) is not None:
                        _put(found, library, ids[name])
                kept = _keep(comparison, ids, library) if comparison else None
            except (OSError, StorageError) as error:
                for name in fresh:
                    library.remove(ids[name])
                raise error if isinstance(error, StorageError) else StorageError(disk_sentence(error, str(library.folder))) from error
    return Taken(tuple(ids[name] for name in names), kept)


def _copy(file: Opened, run: str, specs: Catalogue) -> Copy:
    try:
        return read(run, lambda name: file.chunks(f"runs/{run}/{name}"), specs)
    except (Wrong, Rejected) as error:
        raise _because(file, run, error) from error
    except (ValueError, LookupError, OverflowError, TypeError) as error:
        raise file.refused(f"the run {run} in it is damaged") from error


def _with_known_init(copy: Copy, names: Sequence[str]) -> Copy:
    """The run, with the name of the run it began from marked where that is not in the file: here another run may have this name."""
    init = copy.row.config.init
    if not init or init in names or is_example(init):
        return copy
    config = dataclasses.replace(copy.row.config, init=f"{init[:80]}.not-imported")
    return dataclasses.replace(copy, row=dataclasses.replace(copy.row, config=config))


def _unpacked(file: Opened, copy: Copy, folder: Path, specs: Catalogue) -> tuple[Path, Header] | None:
    """The run's checkpoint in `folder`, checked, with a header that can be rewritten; None where it has none."""
    name = f"runs/{copy.row.id}/checkpoint.safetensors"
    if name not in file.names:
        return None
    path = folder / f"{copy.row.id}.safetensors"
    try:
        chunks = file.chunks(name)
        header, begin = parse_header(chunks, file.size(name))
        check_checkpoint(header, copy.row, specs)
        with path.open("wb") as target:
            target.write(written_header(header, copy.row.id, copy.row.config) + begin)
            target.writelines(chunks)
        _check_tensors(path)
    except OSError as error:
        raise StorageError(disk_sentence(error, str(folder.parent))) from error
    except (Wrong, Rejected) as error:
        raise _because(file, copy.row.id, error) from error
    except ForeignFile as error:
        raise _because(file, copy.row.id, Wrong("its checkpoint is none of Metascope")) from error
    except (ValueError, LookupError, TypeError) as error:
        raise _because(file, copy.row.id, Wrong("its checkpoint is damaged")) from error
    return path, header


def _check_tensors(path: Path) -> None:
    """That safetensors finds every tensor where the header says; raises `Wrong`."""
    import safetensors

    try:
        with safetensors.safe_open(str(path), framework="np"):
            pass
    except safetensors.SafetensorError as error:
        raise Wrong("its checkpoint is damaged") from error


def _put(unpacked: tuple[Path, Header], library: Library, run: str) -> None:
    """Give the checkpoint the id and the settings that its run has in this library, and put it in its place."""
    path, header = unpacked
    with path.open("r+b") as file:
        rewrite_in_place(file, header, run, library.run(run).config)
    move_into_place(path, library.checkpoint(run))


def _comparison(file: Opened, runs: Sequence[str], specs: Catalogue) -> Comparison:
    try:
        found = Comparison.from_dict(read_bounded_json(file.read("comparison.json"), comparisons.LARGEST))
        found.terms = checked_terms(specs, found.terms)
        if len(found.layout) > MOST_LAYOUT or any(len(str(part)) > MOST_LAYOUT for item in found.layout.items() for part in item):
            raise ValueError
    except Rejected as error:
        raise file.refused(f"its comparison is refused: {str(error).rstrip('.')}") from error
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        raise file.refused("its comparison is damaged") from error
    if lacking := [run for run in found.runs if run not in runs]:
        raise file.refused(f"the run {shown(lacking[0])} of its comparison is not in it")
    found.name = "".join(c for c in found.name if c.isprintable())[:200]
    return found


def _keep(comparison: Comparison, ids: dict[str, str], library: Library) -> Path:
    """The comparison among the library's own; the same one is kept once."""
    runs = [ids[run] for run in comparison.runs]
    here = dataclasses.replace(comparison, runs=runs, hidden={ids[run] for run in comparison.hidden if run in ids})
    folder = comparisons.folder_in(library.folder)
    same = next((path for path, other in comparisons.kept(folder) if (other.name, other.runs) == (here.name, here.runs)), None)
    return same or comparisons.keep(here, folder)


def _because(file: Opened, run: str, error: Exception) -> Rejected:
    return file.refused(f"the run {run} in it is refused: {str(error).rstrip('.')}")


def file_name(text: str) -> str:
    """`text` as the name of a file that every system takes."""
    return " ".join(re.sub(r"[^\w. -]", " ", text).split()).strip(" .")[:80] + ENDING


def _program() -> str:
    import importlib.metadata  # where it is needed: the window shows sooner

    try:
        return importlib.metadata.version("metascope")
    except importlib.metadata.PackageNotFoundError:
        return ""
