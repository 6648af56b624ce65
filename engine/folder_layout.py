"""Which folders are classes and which are parts of a split, in a tree of pictures as people keep them. (stdlib only)

Understood: CLASS/file, GROUP/CLASS/file, CLASS/SESSION/file, each also below folders of parts (train/CLASS/file), within them
(CLASS/train/file) and below folders that hold everything.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from engine.split_names import assigned_splits, normalized

LEVELS = ("automatic", "outermost folder", "second folder", "innermost folder")
FEWEST = 6
"""Classes that training, validation and test need in all."""
_CONTAINER = re.compile(
    "images|image|imgs|img|pictures|pics|photos|photo|frames|jpg|jpeg|jpegs|png|pngs|jpegimages|data|raw|files|图片|照片|图像"
)
"""Names of a folder that only holds pictures."""
_COUNT = r"[ _.-]*\d{1,4}([ _.-]?\d{1,2}){0,5}([ _.-]?[a-z])?(次|组|天|号)?"
_SESSION = re.compile(
    r"(session|sess|ses|seq|sequence|take|trial|run|rec|recording|visit|day|date|week|month|batch|part|cam|camera|view|angle|shot|clip|"
    rf"video|vid|scene|round|rep|fold|page|roll|shoot|拍摄|会话|批次|第){_COUNT}"
)
"""Occasions on which one thing was photographed."""
_DATE = re.compile(r"((19|20)\d\d[ _.-]?[01]\d[ _.-]?[0-3]\d|[0-3]?\d[ _.-][0-3]?\d[ _.-](19|20)\d\d).*")
_COUNTED = re.compile(rf"(s|set|series|group|subject|person|user|writer|folder|no|nr)?{_COUNT}")
"""Numbers, which could as well count classes."""
_OCCASION = re.compile("morning|afternoon|evening|night|front|back|left|right|top|bottom|side|indoor|outdoor|inside|outside")
_NUMBERED_CLASS = re.compile(r"(character|char|class|cls|category|kind|species|glyph|letter|symbol|sign|type|object|obj)[ _.-]*\d+")
MOST_OF = 0.8
FEW_REPEATED = 0.2


class File(Protocol):
    """A listed file; `parts` are its folders and its name."""

    @property
    def parts(self) -> tuple[str, ...]: ...


Chain = tuple[str, ...]
Item = tuple[str, Chain, list[File]]
"""(part or '', folders, files in the innermost of them)"""


class AmbiguousLevel(Exception):
    """Folders lie within folders, and either could be the classes: `outer` folders hold `inner` ones, such as `example`."""

    def __init__(self, outer: int, inner: int, example: str) -> None:
        super().__init__(f"{outer} folders hold {inner} folders, such as {example}")
        self.outer, self.inner, self.example = outer, inner, example


@dataclass
class Layout:
    """Files by part and class. `level` says which of `depth` levels of folders are the classes, '' where there is one level."""

    placed: list[tuple[str, str, File]] = field(default_factory=list)
    """(part or '', class, file)"""
    level: str = ""
    depth: int = 1
    unclassed: int = 0
    """files in no class's folder"""
    outside: dict[str, int] = field(default_factory=dict)
    """files beside the folders of the parts, by folder"""
    folders: dict[str, set[str]] = field(default_factory=dict)
    """names of the folders of each part"""


def arranged(files: Sequence[File], level: str = "automatic", listed: Iterable[str] = ()) -> Layout:
    """Find the class and the part of every file. `listed`: names of classes that a table gives, which decide the level where they fit.

    Raises `AmbiguousLevel` where the level is automatic and two are equally likely.
    """
    layout = Layout()
    folders: dict[Chain, list[File]] = defaultdict(list)
    for file in files:
        folders[file.parts[:-1]].append(file)
    items: list[Item] = [("", tuple(map(normalized, chain)), found) for chain, found in folders.items()]
    parted = _parted(_without_wrappers(items, layout), layout)
    parted = _without_containers(_without_wrappers(parted, layout, parts_known=True))
    counts = Counter[Chain]()
    for _, chain, found in parted:
        if chain:
            counts[chain] += len(found)
    layout.depth = max(map(len, counts), default=1)
    taken = _level(counts, level, list(listed))
    for split, chain, found in parted:
        if not chain or (taken > 1 and len(chain) < taken and level == "automatic"):
            layout.unclassed += len(found)
        else:
            label = "/".join(chain[:taken])
            layout.placed += [(split, label, file) for file in found]
    heads = {label.split("/", 1)[0] for _, label, _ in layout.placed}
    if len(heads) == 1 and taken > 1:
        layout.placed = [(split, label.split("/", 1)[1], file) for split, label, file in layout.placed]
    if layout.depth > 1:
        layout.level = "innermost" if taken >= layout.depth else "outermost" if taken == 1 else "second" if taken == 2 else "third"
    return layout


def _without_wrappers(items: list[Item], layout: Layout, parts_known: bool = False) -> list[Item]:
    """Take away folders that hold all others, in every part alike; files beside them are in no class's folder."""
    while items:
        heads: dict[str, set[str]] = defaultdict(set)
        for split, chain, _ in items:
            heads[split].update(chain[:1])
        count = sum(len(found) for _, _, found in items)
        loose = sum(len(found) for _, chain, found in items if len(chain) < 2)
        single = all(len(names) == 1 for names in heads.values()) and loose < count
        # with many files beside its folders it is a class, not a wrapper; a folder named as a part is looked at by that name
        if not single or (loose > 1 and loose * 10 > count) or (not parts_known and assigned_splits(heads[""])):
            break
        layout.unclassed += loose
        items = [(split, chain[1:], found) for split, chain, found in items if len(chain) > 1]
    return items


def _parted(items: list[Item], layout: Layout) -> list[Item]:
    """Find the folders of parts, at the top or within every class, and take them out of the chains."""
    below: dict[Chain, set[str]] = defaultdict(set)
    for _, chain, _ in items:
        for i, name in enumerate(chain):
            below[chain[:i]].add(name)
    parts: dict[Chain, dict[str, str]] = {}
    found = {above: assigned_splits(names) for above, names in below.items()}
    whole = {above for above, names in below.items() if len(found[above]) == len(names)}
    top = found.get((), {})
    if any((name,) in below for name in top) and (len(set(top.values())) > 1 or () in whole):
        parts = {(): top}
    else:
        depths = {len(above) for above in whole if above and len(set(found[above].values())) > 1}
        parts = {above: found[above] for above in whole if len(above) in depths}
    kept: list[Item] = []
    for _, chain, files in items:
        at = next((i for i in range(len(chain)) if chain[:i] in parts), None)
        if at is None:
            kept.append(("", chain, files))
        elif split := parts[chain[:at]].get(chain[at], ""):
            layout.folders.setdefault(split, set()).add(chain[at])
            kept.append((split, chain[:at] + chain[at + 1 :], files))
        else:
            layout.outside[chain[at]] = layout.outside.get(chain[at], 0) + len(files)
    return kept


def _without_containers(items: list[Item]) -> list[Item]:
    """Take away folders such as 'images' that are all there is in their folder."""
    below: dict[tuple[str, Chain], set[str]] = defaultdict(set)
    for split, chain, _ in items:
        for i in range(len(chain)):
            below[split, chain[:i]].add(chain[i])

    def plain(split: str, chain: Chain) -> Chain:
        return tuple(
            name for i, name in enumerate(chain) if not (_CONTAINER.fullmatch(name.casefold()) and len(below[split, chain[:i]]) == 1)
        )

    return [(split, plain(split, chain), files) for split, chain, files in items]


def _level(counts: Mapping[Chain, int], level: str, listed: list[str]) -> int:
    """How many folders of each chain name its class."""
    depth = max(map(len, counts), default=1)
    if level != "automatic":
        return {"outermost folder": 1, "second folder": 2, "innermost folder": depth}[level]
    if depth == 1:
        return 1
    if listed:
        fits = {n: len(_fitting({"/".join(c[:n]) for c in counts if len(c) >= n}, listed)) for n in range(1, depth + 1)}
        best = max(fits.values())
        if best and list(fits.values()).count(best) == 1:
            return max(fits, key=lambda n: fits[n])
    return _automatic(counts, depth)


def _fitting(labels: set[str], listed: Sequence[str]) -> set[str]:
    """Labels that one of the listed names names."""
    names = {name.rsplit("/", 1)[-1].casefold() for name in listed}
    return {label for label in labels if label.rsplit("/", 1)[-1].casefold() in names}


def _automatic(counts: Mapping[Chain, int], depth: int) -> int:
    taken = depth
    while taken > 1 and (found := _kind(counts, taken)) != "class":
        if found == "unclear":
            inner = {c[:taken] for c in counts if len(c) >= taken}
            raise AmbiguousLevel(len({c[: taken - 1] for c in inner}), len(inner), "/".join(min(inner)))
        taken -= 1
    # files that lie higher than the classes: a few are strays; more mean that only a higher level holds the whole
    while taken > 1:
        higher = {c: n for c, n in counts.items() if len(c) < taken}
        parents = {c[:i] for c in counts for i in range(len(c))}
        stray = sum(n for c, n in higher.items() if c in parents and n < 2)
        loose = sum(higher.values()) - stray
        deep = Counter[Chain]()
        for c, n in counts.items():
            if len(c) >= taken:
                deep[c[:taken]] += n
        outer = Counter[Chain]()
        for c, n in counts.items():
            outer[c[: taken - 1]] += n
        if not loose or (usable(outer) < FEWEST <= usable(deep) and loose * 10 <= sum(deep.values())):
            break
        taken -= 1
    return taken


def usable(counts: Mapping[Chain, int]) -> int:
    """How many classes have two pictures."""
    return sum(n > 1 for n in counts.values())


def _kind(counts: Mapping[Chain, int], level: int) -> str:
    """What the folders at a level are: a 'class' each, a 'part' of the class above them, or 'unclear'."""
    folders = sorted({c[:level] for c in counts if len(c) >= level})
    parents = {folder[:-1] for folder in folders}
    names = Counter(folder[-1].casefold() for folder in folders)
    if len(folders) == len(parents) and len(folders) > 1:
        return "part"  # one in each: the same pictures under the name above
    repeated = 1 - len(names) / len(folders)
    if _share(names, _is_occasion) >= MOST_OF:
        return "part"
    if _share(names, lambda name: _COUNTED.fullmatch(name) is not None) >= MOST_OF:
        shots = _share(names, lambda name: name.startswith("s") and not name.startswith("subject"))
        return "part" if repeated > FEW_REPEATED and shots >= MOST_OF else "unclear" if repeated > FEW_REPEATED else "class"
    named_alike = sum(_begins_with(folder[-1], folder[-2]) for folder in folders) / len(folders)
    if named_alike >= MOST_OF:
        return "part"
    if _share(names, lambda name: _NUMBERED_CLASS.fullmatch(name) is not None) >= MOST_OF:
        return "class"
    return "class" if repeated <= FEW_REPEATED else "unclear"


def _is_occasion(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_OCCASION, _SESSION, _DATE))


def _begins_with(name: str, parent: str) -> bool:
    """Whether a folder is named after the one above it, with something added: cat/cat_2."""
    rest = name.casefold().removeprefix(parent.casefold())
    return rest != name.casefold() and re.match(r"[\W_\d]|$", rest) is not None


def _share(names: Collection[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, names)) / len(names) if names else 0.0
