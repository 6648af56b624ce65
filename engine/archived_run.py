"""A run as files that anybody can read: JSON, CSV and safetensors; and back, every value checked. (no torch)"""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from engine.agreement import MACHINE, disagreement
from engine.bounded_json import iterate_bounded_json, read_bounded_json, shorten
from engine.catalogue import chosen_spec, configured
from engine.checkpoint_header import RUN, Header
from engine.library_schema import STRETCH
from engine.packing import PackedPoints, Point
from engine.protocol import At, Catalogue, Evaluated, Floats, RunConfig
from engine.run_row import Copy, RunRow
from engine.sealed_zip import shown
from engine.settings import fields_of, library_name

AXES = ("step", "tasks", "samples", "seconds")
ENDED = ("waiting", "finished", "stopped", "failed")
MOST_NUMBERS = 200
"""Names of numbers that a run may have."""
MOST_TEXT = {"name": 200, "tags": 500, "remark": 100_000, "note": 2_000, "device": 40}
LARGEST = 2**53
LARGEST_STEP = 10_000_000
"""Outer steps that a run can have, as `RunConfig.steps` allows."""
LARGEST_FLOAT = float(np.finfo(np.float32).max)
LARGEST_SCORE = 3.4028235e38
"""The largest float32, as `_numbers` rounds it: an error that grew so far is still a number."""
MOST_LINE = 32_768
"""Bytes of a row of numbers, at most."""
MOST_SCORES, MOST_SCORED, MOST_EVALUATIONS = 1_000_000, 8_000_000, 100_000
"""Scores of one evaluation, values in all evaluations of a run, and these evaluations, at most."""
MB = 1 << 20
LIMITS = {"run.json": MB, "metrics.csv": 1024 * MB, "evaluations.json": 64 * MB, "checkpoint.safetensors": 2048 * MB}
"""The files of a run, and how many bytes each may have."""


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


def _table(points: Iterable[Point]) -> str:
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
def read(run: str, chunks: Callable[[str], Iterator[bytes]], specs: Catalogue) -> Copy:
    """The run that `written` wrote, from the chunks of its files by name.

    Raises `Wrong`, `Rejected` or `ValueError` where they are not that, or do not agree with each other.
    """
    about = read_bounded_json(b"".join(chunks("run.json")), LIMITS["run.json"])
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
    scores = iterate_bounded_json(b"".join(chunks("evaluations.json")), LIMITS["evaluations.json"], MOST_SCORED)
    metric = "accuracy" if next(d.task for d in specs.datasets if d.id == row.config.dataset) == "classification" else "mse"
    evaluations = [_evaluated(run, e, metric) for e in itertools.islice(scores, MOST_EVALUATIONS + 1)]
    if len(evaluations) > MOST_EVALUATIONS:
        raise Wrong(f"it has more than {MOST_EVALUATIONS:,} evaluations")
    if any(e.at.step > row.at.step for e in evaluations):
        raise Wrong(f"it was evaluated after outer step {row.at.step}, where it stands")
    return Copy(row, PackedPoints.of(_points(_lines(chunks("metrics.csv")), row.at.step), STRETCH), evaluations)


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
    config = configured(specs, algorithm.id, dataset.id, chosen)
    if config.init:
        library_name(config.init)
    return config


def live_names(config: RunConfig, specs: Catalogue) -> list[str]:
    """The settings of a run that may change while it trains."""
    algorithm = next(a for a in specs.algorithms if a.id == config.algorithm)
    return [f.name for f in (*fields_of(RunConfig), *algorithm.fields) if f.live]


def check_checkpoint(header: Header, row: RunRow, specs: Catalogue) -> None:
    """That the checkpoint holds tensors of this run and nothing else, trained with its settings; raises `Wrong`, `Rejected`."""
    description = header.description
    if not all(re.match(r"(theta|optimiser|reading)\.|generator$", name) for name in header.tensors):
        raise Wrong("its checkpoint is none of Metascope")
    if not header.dtypes <= {"F16", "F32", "F64", "I64", "U8", "BOOL"}:
        raise Wrong("its checkpoint holds numbers of a kind that Metascope does not write")
    at = _at(description.get("at"))
    if at.step > row.at.step or (row.state == "finished" and at.step != row.at.step):
        raise Wrong(f"its checkpoint is of outer step {at.step}, the run stands at step {row.at.step}")
    _between(description.get("validated_at"), -1, LARGEST, "validated_at")
    if description.get(RUN, row.id) != row.id:
        raise Wrong(f"its checkpoint belongs to the run {shorten(description[RUN])}")
    own = checked_config(description.get("config"), specs)
    if (own.algorithm, own.dataset) != (row.config.algorithm, row.config.dataset):
        raise Wrong(
            f"its checkpoint is one of {own.algorithm} on {own.dataset}, the run one of {row.config.algorithm} on {row.config.dataset}"
        )
    # a run that was interrupted may have changed live settings, or moved to another computer, since its last checkpoint
    aside = {"data_root", *((*live_names(own, specs), *MACHINE) if at.step < row.at.step else ())}
    if RUN not in description:  # of an earlier version, which gave the run of `init` another name when it took a file in
        aside.add("init")
    if found := disagreement(own, row.config, aside):
        name, theirs, ours = found
        raise Wrong(f"its checkpoint was trained with {name} {shorten(theirs)}, the run with {shorten(ours)}")


def _text(values: Mapping[str, Any], name: str, most: int) -> str:
    value = values.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Wrong(f"its {name} is no text of at most {most:,} letters")
    return "".join(c for c in value if c.isprintable() or c in "\n\t")


def _between(value: object, low: float, high: float, what: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise Wrong(f"{what} must be a number from {low:g} to {high:g}; it was {shorten(value)}")
    return float(value)


def _at(values: object) -> At:
    if not isinstance(values, dict) or set(values) != set(AXES):
        raise Wrong("it does not say where it stands")
    step, tasks, samples, seconds = (_between(values[name], 0, LARGEST, name) for name in AXES)
    return At(int(step), int(tasks), int(samples), seconds)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file that comes in chunks; raises `Wrong` where one is longer than a row of numbers can be."""
    left = b""
    for chunk in chunks:
        *whole, left = (left + chunk).split(b"\n")
        for line in whole:
            if len(line) > MOST_LINE:
                raise Wrong(f"its numbers have a row of more than {MOST_LINE:,} bytes")
            yield line.removesuffix(b"\r").decode("ascii")
        if len(left) > MOST_LINE:
            raise Wrong(f"its numbers have a row of more than {MOST_LINE:,} bytes")
    if left:
        yield left.decode("ascii")


def _points(lines: Iterator[str], last: int) -> Iterator[Point]:
    """The rows of a table of numbers, one at a time; `last` is the outer step at which the run stands."""
    head = next(lines, "").split(",")
    names = head[4:]
    if tuple(head[:4]) != AXES or len(names) > MOST_NUMBERS or len(set(names)) < len(names) or not all(_is_name(n) for n in names):
        raise Wrong("its numbers have no such heading as Metascope writes")
    before = 0
    for line in lines:
        row = line.split(",")
        if len(row) != len(head):
            raise Wrong("its numbers have rows of different lengths")
        step, tasks, samples = map(_whole, row[:3])
        seconds = _float(row[3])
        if not before < step <= LARGEST_STEP or not 0 <= tasks <= LARGEST or not 0 <= samples <= LARGEST or not 0 <= seconds <= LARGEST:
            raise Wrong(f"the row after step {before} of its numbers is out of order")
        if step > last:
            raise Wrong(f"its numbers go on to step {step}, beyond step {last} where it stands")
        before = step
        yield At(step, tasks, samples, seconds), {n: _float(cell) for n, cell in zip(names, row[4:], strict=True) if cell}


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,16}", text):
        raise Wrong(f"one of its numbers is {shorten(text)}, which is no whole number")
    return int(text)


def _float(text: str) -> float:
    """A number as `written` writes it: one that float32 can hold, 'nan' or 'inf'."""
    try:
        value = float(text) if len(text) <= 32 and "_" not in text else None
    except ValueError:
        value = None
    if value is None or LARGEST_FLOAT < abs(value) < math.inf:
        raise Wrong(f"one of its numbers is {shorten(text)}")
    return value


def _is_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_. -]{0,79}", name) is not None


def _evaluated(run: str, values: object, metric: str) -> Evaluated:
    if not isinstance(values, dict) or values.get("split") not in ("validation", "test") or values.get("metric") != metric:
        raise Wrong("one of its evaluations is none that Metascope writes")
    most = 4 * LARGEST_SCORE
    mean, ci95 = (math.nan if values.get(n) is None else _between(values[n], -most, most, n) for n in ("mean", "ci95"))
    scores, per_step = (_floats(values.get(name), name) for name in ("scores", "per_step"))
    return Evaluated(run, _at(values.get("at")), values["split"], values["metric"], mean, ci95, scores, per_step)


def _floats(values: object, what: str) -> Floats:
    if not isinstance(values, list) or len(values) > MOST_SCORES:
        raise Wrong(f"the {what} of an evaluation are no list of numbers")
    return np.array([math.nan if v is None else _between(v, -LARGEST_SCORE, LARGEST_SCORE, what) for v in values], np.float32)
