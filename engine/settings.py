"""Settings that describe themselves: default, range, symbol and one sentence each. (stdlib only)

A settings class is a frozen dataclass whose fields are made by `setting`. The form, the tooltips, the command line and the
contract tests all read the same `Field` descriptions.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Value = bool | int | float | str
T = TypeVar("T")


class Rejected(ValueError):
    """A value a person gave cannot be used; `str()` is one sentence that names the thing, the rule and the value.

    Each of `remedies` gives values of settings that would work.
    """

    def __init__(self, sentence: str = "", remedies: Sequence[Mapping[str, Value]] = ()) -> None:
        super().__init__(sentence)
        self.remedies = tuple(remedies)


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: what it is called, what it may be, what it does.

    `low` and `high` are the accepted range (inclusive, numbers only); `slider` is the narrower range worth dragging through.
    `live` settings may change while a run trains; `log` ranges are explored by factors; `paper` is the paper's symbol.
    """

    name: str
    label: str
    doc: str
    default: Value
    low: float | None = None
    high: float | None = None
    slider: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()
    symbol: str = ""
    unit: str = ""
    live: bool = False
    log: bool = False
    advanced: bool = False

    @property
    def kind(self) -> str:
        """'choice', 'bool', 'int', 'float' or 'text'."""
        if self.choices:
            return "choice"
        return {bool: "bool", int: "int", float: "float", str: "text"}[type(self.default)]

    @property
    def range_text(self) -> str:
        """The rule in words: 'a whole number from 1 to 100'."""
        if self.choices:
            return f"one of these: {', '.join(self.choices)}"
        if self.kind == "bool":
            return "true or false"
        if self.kind == "text":
            return "a text"
        what = "a whole number" if self.kind == "int" else "a number"
        return f"{what} from {_number(self.low)} to {_number(self.high)}"

    def check(self, value: object) -> Value:
        """`value` (or its text) as this setting's type, within range; raises `Rejected` with one sentence otherwise."""
        if isinstance(value, int) and abs(value) > 1 << 64:
            value = math.inf if value > 0 else -math.inf  # too long for a float, or for a sentence
        rejected = Rejected(f"{self.label} ({self.name}) must be {self.range_text}; it was {_shown(value)}.")
        if self.kind == "choice":
            if value in self.choices:
                return str(value)
            close = difflib.get_close_matches(str(value), self.choices, 1)
            raise Rejected(str(rejected) + (f" Did you mean {close[0]}?" if close else "")) from None
        if self.kind == "text":
            return str(value)
        if self.kind == "bool":
            text = str(value).strip().lower()
            if text in ("true", "1", "yes", "on"):
                return True
            if text in ("false", "0", "no", "off"):
                return False
            raise rejected
        if isinstance(value, bool):
            raise rejected
        try:
            number = float(str(value))
        except ValueError:
            raise rejected from None
        if not math.isfinite(number) or (self.kind == "int" and number != int(number)):
            raise rejected
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise rejected
        return int(number) if self.kind == "int" else number


def setting(default: Value, label: str, doc: str, **described: Any) -> Any:
    """A dataclass field that carries its description; `described` are further attributes of `Field`."""
    return dataclasses.field(default=default, metadata={"label": label, "doc": doc, **described})


def fields_of(settings: type) -> tuple[Field, ...]:
    """The descriptions of a settings class, in the order they are declared."""
    return tuple(
        Field(name=f.name, default=f.default, **f.metadata)  # type: ignore[arg-type]
        for f in dataclasses.fields(settings)
        if "label" in f.metadata
    )


def checked(settings: type[T], values: Mapping[str, object], owner: str) -> T:
    """An instance of `settings` from `values`, every one checked; `owner` is named when a setting is unknown."""
    known = {f.name: f for f in fields_of(settings)}
    for name in values:
        if name not in known:
            raise Rejected(f"{owner} has no setting named {_shown(name)}{suggestion(name, list(known))}")
    return settings(**{name: known[name].check(value) for name, value in values.items()})


def suggestion(word: str, known: Sequence[str]) -> str:
    """The end of a sentence about an unknown word: '; did you mean maml?' or the list of what there is."""
    close = difflib.get_close_matches(word, known, 1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; there is {', '.join(known)}." if known else "."


RUN_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
"""What the name of a run looks like: it is also the name of a file."""


def library_name(text: str) -> str:
    """`text` as the name of a run, which never leaves the library's folder; raises `Rejected`."""
    if not re.fullmatch(RUN_NAME, text):
        raise Rejected(f"Start from (init) must be the name of a run in the library; it was {_shown(text)}.")
    return text


def _number(value: float | None) -> str:
    return "any" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _shown(value: object) -> str:
    try:
        text = str(value)
    except ValueError:  # Python does not write out whole numbers of thousands of digits
        return "a number of thousands of digits"
    return repr(text if len(text) <= 60 else text[:57] + "...") if isinstance(value, str) else text[:60]
