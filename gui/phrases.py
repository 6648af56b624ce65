"""The phrases of a translation: what a text that was made from one of them says in the other language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

HOLE = re.compile(r"\{(\w+)(?:![rs])?(?::[^{}]*)?\}")
"""A place in a phrase where a value is put."""
_PIECES = re.compile(r"(<[^<>]+>|\n| · |[●■◆✚] +| \([^()]{1,16}\)$)")
_TAG = re.compile(r"<[^<>]+>")
_LISTED = re.compile(r"(; )")
_SENTENCES = re.compile(r"(?:(?<=[.?] )|(?<=。))(?=\S)")
HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
REMEMBERED = 4096
"""Texts whose translation is kept: views ask for the same ones at every frame."""
LONGEST = 4000
"""Characters of a text that can be one of our phrases; a longer one comes from elsewhere, and its search would take long."""
SURE = 8
"""Letters of its own by which a phrase with holes is recognised; a Chinese one counts for three."""
FEW = 3
"""Words of a value in a phrase that has fewer letters than that."""
UP_TO_A_LIST = r"(?:(?!; )[^\n<>])*"
"""What a value may hold that touches the next one."""
DEEPEST = 5
"""Values within values that are looked at."""


@dataclass(frozen=True, slots=True)
class _Template:
    """A phrase with holes: how its texts are recognised, what they say instead, and how much of them is fixed."""

    rule: re.Pattern[str]
    """whose values hold no end of a sentence"""
    loose: re.Pattern[str]
    holes: tuple[str, ...]
    other: str
    parts: tuple[str, ...]
    fixed: int


class _Direction:
    """From one language to the other."""

    def __init__(self, pairs: list[tuple[str, str, str]], names: frozenset[str] = frozenset()) -> None:
        self._names = names
        """words that people type as they are, and that therefore stay"""
        self.exact: dict[str, dict[str, str]] = {}
        found: dict[tuple[str, str], _Template] = {}
        for context, own, other in pairs:
            self.exact.setdefault(own, {})[context] = other
            if HOLE.search(own) and (own, other) not in found:
                found[own, other] = _template(own, other)
        ordered = sorted(found.values(), key=lambda t: -t.fixed)
        self.templates = [t for t in ordered if t.fixed >= SURE]
        self.weak = [t for t in ordered if t.fixed < SURE]
        """mostly holes: they fit too much to be tried before a text is taken to pieces"""

    def say(self, text: str, near: tuple[str, ...], depth: int = 0) -> str:
        """`text` in the other language; as it is where nothing in it is known."""
        if text.strip("'`\"") in self._names:
            return text
        if known := self.exact.get(text):
            return next((known[c] for c in near if c in known), next(iter(known.values())))
        if depth > DEEPEST or not _LETTERS.search(text):
            return text
        if (said := self._made(self.templates, text, near, depth, loose=False)) is not None:
            return said
        rich = bool(_TAG.search(text))
        for cut in (_PIECES, _SENTENCES):
            if len(pieces := cut.split(text)) > 1:
                said = "".join(_joined([self._piece(piece, near, depth, rich) for piece in pieces]))
                if said != text:
                    return said
        for templates, loose in ((self.weak, False), (self.templates, True)):
            if (said := self._made(templates, text, near, depth, loose=loose)) is not None:
                return said
        if len(pieces := _LISTED.split(text)) > 1:
            return "".join(self._piece(piece, near, depth, rich) for piece in pieces)
        return text

    def _made(self, templates: list[_Template], text: str, near: tuple[str, ...], depth: int, *, loose: bool) -> str | None:
        """What a text made from a phrase with holes says, its values said too; None where no phrase fits."""
        for template in templates:
            if not all(part in text for part in template.parts):
                continue
            match = (template.loose if loose else template.rule).fullmatch(text)
            if match and (template.fixed >= SURE or all(value.count(" ") < FEW for value in match.groups())):
                values = {name: self.say(value, near, depth + 1) for name, value in zip(template.holes, match.groups(), strict=True)}
                return _filled(template.other, values)
        return None

    def _piece(self, piece: str, near: tuple[str, ...], depth: int, rich: bool) -> str:
        bare = piece.strip()
        if not bare or _PIECES.fullmatch(piece) or _LISTED.fullmatch(piece):
            return piece
        plain = html.unescape(bare) if rich else bare
        said = self.say(plain, near, depth + 1)
        return piece if said == plain else piece.replace(bare, html.escape(said, quote=False) if rich else said)


class Phrasebook:
    """English and one other language, from the file of Qt's translation tools. A text is traced back to the phrase it was made from:
    the phrase itself, or one with holes whose values are then looked at in turn; rich text and lines are taken piece by piece."""

    def __init__(self, path: Path, without: tuple[str, ...] = (), names: frozenset[str] = frozenset()) -> None:
        pairs = [found for found in finished(path) if found[0] not in without]
        self._there = _Direction(pairs, names)
        self._known: dict[tuple[str, tuple[str, ...]], str] = {}
        self._back = _Direction([(context, other, own) for context, own, other in pairs])

    def translated(self, text: str, near: tuple[str, ...] = ()) -> str:
        """What an English text says in the other language; `near` are the contexts to look in first."""
        if len(text) > LONGEST:
            return text
        if (text, near) not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[text, near] = self._there.say(text, near)
        return self._known[text, near]

    def english(self, text: str, near: tuple[str, ...] = ()) -> str:
        """The English of a text in the other language."""
        return self._back.say(text, near) if len(text) <= LONGEST else text


def finished(path: Path) -> Iterator[tuple[str, str, str]]:
    """(context, source, translation) of every finished message of a .ts file."""
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and translation.get("type") is None:
                yield context.findtext("name") or "", message.findtext("source") or "", translation.text


def _joined(pieces: list[str]) -> list[str]:
    """A space between two sentences in English, none in Chinese."""
    for i, piece in enumerate(pieces[:-1]):
        if piece.endswith("。 "):
            pieces[i] = piece[:-1]
        elif piece.endswith(".") and pieces[i + 1][:1].isalpha():
            pieces[i] += " "
    return pieces


def _filled(phrase: str, values: dict[str, str]) -> str:
    return HOLE.sub(lambda hole: values.get(hole[1], hole[0]), phrase)


def _template(own: str, other: str) -> _Template:
    holes = list(dict.fromkeys(hole[1] for hole in HOLE.finditer(own)))
    fixed = [part for i, part in enumerate(HOLE.split(own)) if i % 2 == 0]

    def rule(value: str) -> re.Pattern[str]:
        parts, seen, cut = [], set[str](), HOLE.split(own)
        for i, part in enumerate(cut):
            if i % 2 == 0:
                parts.append(re.escape(part))
            else:
                touching = i + 2 < len(cut) and not cut[i + 1]  # such as a name and '; did you mean ...?' after it
                parts.append(f"(?P={part})" if part in seen else f"(?P<{part}>{UP_TO_A_LIST if touching else value})")
                seen.add(part)
        return re.compile("".join(parts), re.DOTALL)

    within = r"(?:(?![.?] [A-Z]|。)[^\n<>])*?"
    return _Template(
        rule(within),
        rule(".*?"),
        tuple(holes),
        other,
        tuple(part for part in fixed if part),
        sum(3 if HAN.match(c) else c.isalpha() for c in "".join(fixed)),
    )
