"""What a command prints, in Chinese where the terminal's locale is; JSON, names and exit codes stay as they are. (no Qt)"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from engine.catalogue import kept_catalogue
from engine.commands import COMMANDS
from engine.protocol import AlgorithmSpec, DatasetSpec, RunConfig
from engine.settings import fields_of
from engine.speech import set_translation
from gui.phrases import Phrasebook

CATALOGUE = Path(__file__).parents[1] / "assets" / "translations" / "metascope_zh_CN.ts"
FORMATS = ("text", "markdown", "latex")
NEAR = ("CommandLine", "Engine", "Catalogue")
TAILS = ("; did you mean {close}?", "; there is {join}.")
"""How sentences end that name what there is."""
_CONTROLS = re.compile(r"([\r\n]|\x1b\[[0-9;?]*[A-Za-z])")
"""What ends a text within a write: ends of lines, and the sequences with which a line is drawn over."""
_GAPS = re.compile(r"( {2,})")
_CHINESE = 0x04
"""Windows' number of the language."""


def wants_chinese(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether the locale asks for Chinese: `LANGUAGE` before `LC_ALL`, `LC_MESSAGES` and `LANG`, as in other programs."""
    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name, ""))), "")
    if locale.split(".")[0] in ("C", "POSIX"):
        return False
    if chosen := environment.get("LANGUAGE", ""):
        locale = chosen.split(":")[0]
    if not locale and platform == "win32":
        import ctypes

        language: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]
        return language & 0x3FF == _CHINESE
    return re.match(r"zh(?![a-z])", locale.lower()) is not None


def can_write(stream: TextIO | None, text: str = "中文，。") -> bool:
    """Tell whether a stream's encoding has these letters."""
    try:
        text.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class SpokenStream:
    """A stream that passes what people read through `say`; everything else about it is the stream's own."""

    def __init__(self, stream: TextIO, say: Callable[[str], str]) -> None:
        self._stream, self._say = stream, say

    def write(self, text: str) -> int:
        """Write `text`, each of its lines translated; returns the number of letters that were given."""
        self._stream.write("".join(part if _CONTROLS.fullmatch(part) else self._say(part) for part in _CONTROLS.split(text)))
        return len(text)

    def writelines(self, lines: Sequence[str]) -> None:
        """Write each of these."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class LineTranslator:
    """Translates a line of output: parts with wide gaps between them each by itself, the gaps made so that columns stay aligned."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book

    def __call__(self, line: str) -> str:
        parts = _GAPS.split(line)
        done, excess = [], 0
        for i, part in enumerate(parts):
            if i % 2:
                gap = max(1, len(part) - excess)
                excess -= len(part) - gap
                done.append(" " * gap)
            else:
                said = self.text(part)
                excess += columns(said) - columns(part)
                done.append(said)
        return "".join(done)

    def text(self, text: str) -> str:
        """A text without gaps in Chinese, with the spaces around it; formulas and rows of LaTeX and Markdown stay."""
        bare = text.strip()
        if not bare or bare.startswith(("{", "|", "\\", "-")):
            return text
        return text.replace(bare, self._said(bare), 1)

    def _said(self, text: str) -> str:
        """A text in Chinese; one that ends in what else could be meant in two parts, since the names there tell nothing."""
        for tail in TAILS:
            before, _, after = tail.partition("{")
            end = after.partition("}")[2]
            at = text.find(before)
            if at > 0 and text.endswith(end):
                names = text[at + len(before) : len(text) - len(end)]
                said = self._book.translated(tail, NEAR)
                return self._said(text[:at]) + re.sub(r"\{\w+\}", lambda _: names, said)  # noqa: B023
        return self._book.translated(text, NEAR)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def typed_names() -> frozenset[str]:
    """What people type on the command line: commands, algorithms, datasets, settings and their choices."""
    specs = kept_catalogue()
    names = {*COMMANDS, *FORMATS}
    described: tuple[AlgorithmSpec | DatasetSpec, ...] = (*specs.algorithms, *specs.datasets)
    for spec in described:
        names |= {spec.id, *(field.name for field in spec.fields), *(choice for field in spec.fields for choice in field.choices)}
    for field in fields_of(RunConfig):
        names |= {field.name, *field.choices}
    return frozenset(names)


@contextlib.contextmanager
def spoken_output(arguments: Sequence[str]) -> Iterator[None]:
    """Within it a command with these arguments prints Chinese, where the locale asks for it and the terminal can show it."""
    if not wants_chinese(os.environ) or not can_write(sys.stderr):
        yield
        return
    translate = LineTranslator(Phrasebook(CATALOGUE, names=typed_names()))
    out, errors = sys.stdout, sys.stderr
    if "--json" not in arguments and can_write(out):
        sys.stdout = SpokenStream(out, translate)
        set_translation(translate.text)
    sys.stderr = SpokenStream(errors, translate)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, errors
        set_translation(None)
