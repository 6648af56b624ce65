"""A run for other programs: weights, numbers, event files of TensorBoard; by what the name of the file ends with. (no torch)"""

from __future__ import annotations

import csv
import io
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.atomic_write import write_bytes
from engine.failures import StorageError, disk_sentence
from engine.library import Library
from engine.score_text import count_not_finite
from engine.settings import Rejected
from engine.terminal import plain
from engine.texts import harmless, printable


def export(library: Library, run: str, path: Path, adapted: int | None = None) -> None:
    """Write the run to `path` in the form its name ends with; raises `Rejected`, `StorageError`, `DataError` with one sentence."""
    library.run(run)
    kind = path.suffix.lower()
    if kind not in FORMS:
        raise Rejected(f"A run can be exported as {', '.join(list(FORMS)[:-1])} or {list(FORMS)[-1]}; the name was {path.name!r}.")
    if adapted is not None and kind != ".safetensors":
        raise Rejected(f"Only weights can be those adapted to a task; {path.name!r} does not end with .safetensors.")
    try:
        FORMS[kind](library, run, path, adapted)
    except OSError as error:
        raise StorageError(disk_sentence(error, str(path))) from error


def _weights(library: Library, run: str, path: Path, adapted: int | None) -> None:
    from engine.weights import write_weights

    write_weights(path, library.checkpoint(run), adapted)


def _csv(library: Library, run: str, path: Path, adapted: int | None) -> None:
    """One row an outer step: what was said there, and the validation or test that was taken there."""
    rows: dict[int, dict[str, object]] = {}
    for at, values in library.metrics(run):
        rows[at.step] = {"step": at.step, "tasks": at.tasks, "samples": at.samples, "seconds": at.seconds, **values}
    for e in library.evaluations(run):
        place = {"step": e.at.step, "tasks": e.at.tasks, "samples": e.at.samples, "seconds": e.at.seconds}
        rows[e.at.step] = place | rows.get(e.at.step, {}) | {f"{e.split}_{e.metric}": e.mean, f"{e.split}_ci95": e.ci95}
    names = list(dict.fromkeys(name for step in sorted(rows) for name in rows[step]))
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(map(harmless, names))
    table.writerows([_cell(rows[step].get(name)) for name in names] for step in sorted(rows))
    write_bytes(path, out.getvalue().encode("utf-8"))


def _cell(value: object) -> object:
    """Nothing for what was not measured; nan, inf and -inf by these names."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def _json(library: Library, run: str, path: Path, adapted: int | None) -> None:
    """The settings, every outer step's numbers, and every evaluation with each episode's score."""
    row = library.run(run)
    steps = [{"step": a.step, "tasks": a.tasks, "samples": a.samples, "seconds": a.seconds} | v for a, v in library.metrics(run)]
    evaluations: list[dict[str, Any]] = [
        {
            "split": e.split,
            "step": e.at.step,
            "metric": e.metric,
            "mean": e.mean,
            "ci95": e.ci95,
            "not_finite": count_not_finite(e.scores),
            "scores": e.scores,
            "per_step": e.per_step,
        }
        for e in library.evaluations(run)
    ]
    whole = {"run": run, "state": row.state, "settings": row.config, "steps": steps, "evaluations": evaluations}
    write_bytes(path, (json.dumps(plain(whole), allow_nan=False) + "\n").encode())


FORMS: dict[str, Callable[[Library, str, Path, int | None], None]] = {".safetensors": _weights, ".csv": _csv, ".json": _json}
"""What writes a run to a file, by the end of the file's name."""


def write_tensorboard(library: Library, run: str, folder: Path) -> Path:
    """Write the run as event files below `folder`/RUN, where TensorBoard looks; returns that folder. Raises `Rejected`, `StorageError`."""
    try:
        from tensorboardX import SummaryWriter
    except ImportError as error:
        raise Rejected("Event files need the package tensorboardX: python -m pip install 'metascope[tensorboard]'.") from error
    row = library.run(run)
    place = folder / printable(run)
    try:
        place.mkdir(parents=True, exist_ok=True)
        before = set(place.glob("events.out.tfevents.*"))  # the run as it was exported before, kept until the new export is complete
        with SummaryWriter(str(place), filename_suffix=f".{secrets.token_hex(4)}") as writer:  # names hold seconds only
            writer.add_text("settings", f"```\n{json.dumps(json.loads(row.config.to_json()), indent=1)}\n```", 0, row.created)
            for at, values in library.metrics(run):
                for name, value in values.items():
                    writer.add_scalar(f"train/{name}", value, at.step, row.created + at.seconds)
            for e in library.evaluations(run):
                for name, value in ((e.metric, e.mean), ("ci95", e.ci95)):
                    writer.add_scalar(f"{e.split}/{name}", value, e.at.step, row.created + e.at.seconds)
        for old in before:
            old.unlink()
    except OSError as error:
        raise StorageError(disk_sentence(error, str(place))) from error
    return place
