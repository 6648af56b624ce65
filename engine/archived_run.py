"""A run as files that anybody can read: JSON, CSV and safetensors; and back, every value checked. (no torch)"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalogue import chosen_spec, configured
from engine.packing import Point
from engine.protocol import At, Catalogue, Evaluated, Floats, RunConfig
from engine.run_row import Copy, RunRow
from engine.sealed_zip import plain_json, shown
from engine.settings import fields_of, library_name

AXES = ("step", "tasks", "samples", "seconds")
ENDED = ("waiting", "finished", "stopped", "failed")
MOST_NUMBERS = 200
"""Names of numbers that a run may have."""
MOST_TEXT = {"name": 200, "tags": 500, "remark": 100_000, "note": 2_000, "device": 40}
LARGEST = 2**53
LARGEST_SCORE = 3.4028235e38
"""The largest float32, as `_numbers` rounds it: an error that grew so far is still a number."""
FORMAT = "metascope-checkpoint-1"


class Wrong(Exception):
    """A value in a file is none that Metascope writes; `str()` says what and why, to follow the name of the file."""


# -------------------------------------------------------------------------------------------------------------- writing
def written(copy: Copy) -> dict[str, bytes]:
    """The files of a run but its checkpoint, by name. The folder of its data, which is this computer's own, is left out."""
    row = copy.row
    about = {
        "id": row.id,
        "uid": row.uid,
        "created": row.created,
        "state": row.state if row.state in ENDED else "stopped",
        "at": dataclasses.asdict(row.at),
        "star": row.star,
        "config": json.loads(dataclasses.replace(row.config, data_root="").to_json()),
        **{name: getattr(row, name) for name in MOST_TEXT},
    }
    scores = [
        {"split": e.split, "at": dataclasses.asdict(e.at), "metric": e.metric, "mean": _number(e.mean), "ci95": _number(e.ci95)}
        | {"scores": _numbers(e.scores), "per_step": _numbers(e.per_step)}
        for e in copy.evaluations
    ]
    return {
        "run.json": json.dumps(about, ensure_ascii=False, indent=1).encode(),
        "metrics.csv": _table(copy.points).encode(),
        "evaluations.json": json.dumps(scores).encode(),
    }


def portable(checkpoint: bytes) -> bytes:
    """The checkpoint without the folder of its data, which is this computer's own; raises `ValueError` where it is none."""
    end = 8 + int.from_bytes(checkpoint[:8], "little")
    head = json.loads(checkpoint[8:end])
    description = json.loads(head["__metadata__"]["description"])
    description["config"]["data_root"] = ""
    head["__metadata__"]["description"] = json.dumps(description)
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + checkpoint[end:]


def _table(points: list[Point]) -> str:
    names = list(dict.fromkeys(name for _, values in points for name in values))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*AXES, *names])
    for at, values in points:
        table.writerow([at.step, at.tasks, at.samples, repr(at.seconds), *(f"{values[n]:.9g}" if n in values else "" for n in names)])
    return text.getvalue()


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _numbers(values: Floats) -> list[float | None]:
    return [_number(float(f"{value:.9g}")) for value in values.tolist()]


# -------------------------------------------------------------------------------------------------------------- reading
def read(run: str, file: Callable[[str], bytes], specs: Catalogue) -> Copy:
    """The run that `written` wrote, from its files by name; raises `Wrong`, `Rejected` or `ValueError` where they are not that."""
    about = plain_json(file("run.json"))
    if not isinstance(about, dict):
        raise ValueError
    text = {name: _text(about, name, most) for name, most in MOST_TEXT.items()}
    state, uid = about.get("state"), about.get("uid")
    if state not in ENDED or not isinstance(uid, str) or not re.fullmatch(r"[0-9a-f]{32}", uid):
        raise Wrong("its state or its mark is none that Metascope writes")
    row = RunRow(
        run,
        _between(about.get("created"), 0, 1e11, "created"),
        checked_config(about.get("config"), specs),
        state,
        text["note"],
        _at(about.get("at")),
        text["name"],
        about.get("star") is True,
        text["tags"],
        text["remark"],
        uid=uid,
        device=text["device"],
    )
    scores = plain_json(file("evaluations.json"))
    if not isinstance(scores, list):
        raise ValueError
    return Copy(row, _points(file("metrics.csv").decode("utf-8")), [_evaluated(run, e) for e in scores])


def checked_config(values: object, specs: Catalogue) -> RunConfig:
    """Settings from a file, every one known and within its range; raises `Rejected` or `Wrong` with what is not."""
    if not isinstance(values, dict):
        raise Wrong("it has no settings")
    hyper, data = values.get("hyper"), values.get("data")
    if not isinstance(hyper, dict) or not isinstance(data, dict):
        raise Wrong("its settings are none that Metascope writes")
    algorithm = chosen_spec("algorithm", str(values.get("algorithm")), {a.id: a for a in specs.algorithms})
    dataset = chosen_spec("dataset", str(values.get("dataset")), {d.id: d for d in specs.datasets})
    common = {f.name for f in fields_of(RunConfig)}
    chosen = {name: value for name, value in values.items() if name in common} | data | hyper
    unknown = set(values) - common - {"algorithm", "dataset", "hyper", "data", "data_root", "version"}
    unknown |= set(hyper) - {f.name for f in algorithm.fields} | set(data) - {f.name for f in dataset.fields}
    if unknown:
        raise Wrong(f"it has a setting that this Metascope does not know ({shown(min(unknown))})")
    if not all(isinstance(value, bool | int | float | str) for value in chosen.values()):
        raise Wrong("one of its settings is no value")
    if chosen.get("init"):
        library_name(str(chosen["init"]))
    return configured(specs, algorithm.id, dataset.id, chosen)


def check_checkpoint(path: Path, config: RunConfig, specs: Catalogue) -> None:
    """That the file holds tensors of this run and nothing else; raises `Wrong`, `Rejected` or `ValueError`."""
    import safetensors

    try:
        with safetensors.safe_open(str(path), framework="np") as file:
            metadata, names = file.metadata() or {}, list(file.keys())
            kinds = {file.get_slice(name).get_dtype() for name in names}
    except (safetensors.SafetensorError, OSError) as error:
        raise Wrong("its checkpoint is damaged") from error
    if metadata.get("format") != FORMAT or not all(re.match(r"(theta|optimiser|reading)\.|generator$", name) for name in names):
        raise Wrong("its checkpoint is none of Metascope")
    if not kinds <= {"F16", "F32", "F64", "I64", "U8", "BOOL"}:
        raise Wrong("its checkpoint holds numbers of a kind that Metascope does not write")
    description = plain_json(metadata.get("description", "").encode())
    if not isinstance(description, dict) or not isinstance(description.get("optimiser"), dict):
        raise Wrong("its checkpoint is none of Metascope")
    own = checked_config(description.get("config"), specs)
    if (own.algorithm, own.dataset) != (config.algorithm, config.dataset):
        raise Wrong(f"its checkpoint is one of {own.algorithm} on {own.dataset}, the run one of {config.algorithm} on {config.dataset}")
    _at(description.get("at"))
    _between(description.get("validated_at"), -1, LARGEST, "validated_at")


def _text(values: Mapping[str, Any], name: str, most: int) -> str:
    value = values.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Wrong(f"its {name} is no text of at most {most:,} letters")
    return "".join(c for c in value if c.isprintable() or c in "\n\t")


def _between(value: object, low: float, high: float, what: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise Wrong(f"{what} must be a number from {low:g} to {high:g}; it was {value!r:.60}")
    return float(value)


def _at(values: object) -> At:
    if not isinstance(values, dict) or set(values) != set(AXES):
        raise Wrong("it does not say where it stands")
    step, tasks, samples, seconds = (_between(values[name], 0, LARGEST, name) for name in AXES)
    return At(int(step), int(tasks), int(samples), seconds)


def _points(text: str) -> list[Point]:
    rows = csv.reader(io.StringIO(text))
    head = next(rows, [])
    names = head[4:]
    if tuple(head[:4]) != AXES or len(names) > MOST_NUMBERS or len(set(names)) < len(names) or not all(_is_name(n) for n in names):
        raise Wrong("its numbers have no such heading as Metascope writes")
    points: list[Point] = []
    before = 0
    for row in rows:
        if len(row) != len(head):
            raise Wrong("its numbers have rows of different lengths")
        step, tasks, samples = (int(row[i]) for i in range(3))
        seconds = float(row[3])
        if not before < step <= LARGEST or not 0 <= tasks <= LARGEST or not 0 <= samples <= LARGEST or not 0 <= seconds <= LARGEST:
            raise Wrong(f"the row after step {before} of its numbers is out of order")
        before = step
        points.append((At(step, tasks, samples, seconds), {n: float(cell) for n, cell in zip(names, row[4:], strict=True) if cell}))
    return points


def _is_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_. -]{0,79}", name) is not None


def _evaluated(run: str, values: object) -> Evaluated:
    if not isinstance(values, dict) or values.get("split") not in ("validation", "test") or values.get("metric") not in ("accuracy", "mse"):
        raise Wrong("one of its evaluations is none that Metascope writes")
    most = 4 * LARGEST_SCORE
    mean, ci95 = (math.nan if values.get(n) is None else _between(values[n], -most, most, n) for n in ("mean", "ci95"))
    scores, per_step = (_floats(values.get(name), name) for name in ("scores", "per_step"))
    return Evaluated(run, _at(values.get("at")), values["split"], values["metric"], mean, ci95, scores, per_step)


def _floats(values: object, what: str) -> Floats:
    if not isinstance(values, list) or len(values) > 1_000_000:
        raise Wrong(f"the {what} of an evaluation are no list of numbers")
    return np.array([math.nan if v is None else _between(v, -LARGEST_SCORE, LARGEST_SCORE, what) for v in values], np.float32)
