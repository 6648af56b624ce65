"""The settings in a cell of the library, checked: the cell may be damaged, or written by a newer version. (no torch)"""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Mapping
from functools import cache, lru_cache

from engine.catalogue import kept_catalogue
from engine.protocol import RunConfig
from engine.settings import Field, Rejected, fields_of

LARGEST = 1_000_000
"""Characters of a cell that are parsed."""
VERSION = 1
"""Of the form that `RunConfig.to_json` writes."""
LONGEST = 4096
"""Characters of one value."""


class Unusable(ValueError):
    """Settings that this version cannot use; `str()` is one sentence."""


@lru_cache(maxsize=8192)
def config_of_cell(cell: object) -> RunConfig | Unusable:
    """The settings in a cell (whatever SQLite returns), or why they cannot be used; cells are few and read often."""
    try:
        return _checked(cell)
    except Unusable as reason:
        return reason


def _checked(cell: object) -> RunConfig:
    if not isinstance(cell, str) or len(cell) > LARGEST:
        raise _damaged("they are not text")
    try:
        values = json.loads(cell)
    except (ValueError, RecursionError):
        raise _damaged("they are not valid JSON") from None
    if not isinstance(values, dict):
        raise _damaged("they are not names and values")
    version = values.pop("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        raise _damaged(f"their version is {_short(version)}")
    if version > VERSION:
        raise Unusable("This run was saved by a newer version of Metascope, whose settings this version cannot read.")
    texts = {name: values.pop(name, getattr(RunConfig(), name)) for name in ("algorithm", "dataset", "data_root")}
    groups = {name: values.pop(name, {}) for name in ("hyper", "data")}
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > LONGEST:
            raise _damaged(f"{name} is not text")
    for name, group in groups.items():
        if not isinstance(group, dict):
            raise _damaged(f"{name} is not names and values")
    algorithms, datasets = known_fields()
    _check_values(values, {f.name: f for f in fields_of(RunConfig)})
    _check_values(groups["hyper"], _fields("algorithm", texts["algorithm"], algorithms))
    _check_values(groups["data"], _fields("dataset", texts["dataset"], datasets))
    return RunConfig(**texts, **groups, **values)


@cache
def known_fields() -> tuple[dict[str, dict[str, Field]], dict[str, dict[str, Field]]]:
    """The settings of every algorithm and of every dataset that this version has, by id and name."""
    specs = kept_catalogue()
    return ({a.id: {f.name: f for f in a.fields} for a in specs.algorithms}, {d.id: {f.name: f for f in d.fields} for d in specs.datasets})


def _fields(kind: str, name: str, known: Mapping[str, Mapping[str, Field]]) -> Mapping[str, Field] | None:
    """The settings of an algorithm or a dataset; None for one that is installed but not in the catalogue's file yet."""
    if name in known:
        return known[name]
    if name.isidentifier() and importlib.util.find_spec(f"engine.{kind}s.{name}") is not None:
        return None
    raise Unusable(f"This version of Metascope has no {kind} called {_short(name)}; a newer version may have it.")


def _check_values(values: Mapping[str, object], fields: Mapping[str, Field] | None) -> None:
    for name, value in values.items():
        if fields is None:
            if not isinstance(value, bool | int | float | str):
                raise _damaged(f"{_short(name)} is not a value")
        elif name not in fields:
            raise Unusable(f"This version of Metascope has no setting called {_short(name)}; a newer version may have it.")
        elif not _fits(fields[name], value):
            raise _damaged(_reason(fields[name], value))


def _fits(field: Field, value: object) -> bool:
    """Whether a value is of the setting's type and within its range, as it stands: `Field.check` would also convert it."""
    match field.kind:
        case "choice":
            return value in field.choices if isinstance(value, str) else False
        case "bool":
            return isinstance(value, bool)
        case "text":
            return isinstance(value, str) and len(value) <= LONGEST
    if isinstance(value, bool) or not isinstance(value, int if field.kind == "int" else int | float):
        return False
    assert isinstance(value, int | float)
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return (field.low is None or value >= field.low) and (field.high is None or value <= field.high)


def _reason(field: Field, value: object) -> str:
    if isinstance(value, bool | int | float | str):
        try:
            field.check(value)
        except Rejected as error:
            return str(error).rstrip(".")
    return f"{field.label} ({field.name}) must be {field.range_text}; it was {_short(value)}"


def _damaged(reason: str) -> Unusable:
    return Unusable(f"The settings of this run are damaged in the library: {reason}.")


def _short(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:  # a whole number of thousands of digits
        return "a number of thousands of digits"
    return text if len(text) <= 60 else text[:57] + "..."
