"""The classes a run was trained, validated and tested on: what its checkpoint says, and how that differs from today. (no torch)"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Mapping, Sequence

from engine.settings import Rejected
from engine.split_names import SPLITS
from engine.texts import printable

ClassSplit = dict[str, dict[str, int]]
"""By split, the number of pictures of each class, in the order the run numbers them."""
MOST = 1_000_000
WORDS = {"train": "training", "validation": "validation", "test": "test"}
"""What the parts are called in sentences."""
NAMED = 4
"""Classes that a sentence names."""


def class_split_from(values: object) -> ClassSplit | None:
    """The split that a checkpoint's description holds; None where it holds none. Raises `ValueError` where it is no split."""
    if values is None:
        return None
    if not isinstance(values, dict) or set(values) != set(SPLITS):
        raise ValueError("classes")
    split: ClassSplit = {}
    for part in SPLITS:
        members = values[part]
        if not isinstance(members, dict) or len(members) > MOST:
            raise ValueError("classes")
        if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in members.values()):
            raise ValueError("classes")
        split[part] = dict(members)
    if len(set().union(*split.values())) < sum(map(len, split.values())):
        raise ValueError("classes")
    return split


def fingerprint(members: Mapping[str, int]) -> str:
    """What changes when the classes of a part, their order or their numbers of pictures do."""
    return hashlib.sha256(json.dumps(list(members.items())).encode()).hexdigest()[:16]


def difference(trained: ClassSplit, present: ClassSplit, there: Mapping[str, int]) -> list[str]:
    """Sentences on what has changed since a run was trained: `present` is the split of today, `there` all classes with pictures."""
    notes = []
    for split in SPLITS:
        if missing := [name for name in trained[split] if name not in there]:
            count = len(trained[split])
            notes.append(f"Of the {count} {WORDS[split]} classes of this run {len(missing)} cannot be found ({named(missing)}).")
    part_of = {name: split for split, members in trained.items() for name in members}
    today = {name: split for split, members in present.items() for name in members}
    if later := sorted(name for name in today if name not in part_of):
        notes.append(f"Classes that this run has never met are left out: {len(later)} ({named(later)}).")
    if moved := sorted(name for name, split in today.items() if part_of.get(name, split) != split):
        notes.append(f"Classes that are in another part today stay where this run had them: {len(moved)} ({named(moved)}).")
    pictures = [name for members in trained.values() for name, count in members.items() if there.get(name, count) != count]
    if pictures:
        notes.append(f"Classes with more or fewer pictures than when this run began: {len(pictures)} ({named(pictures)}).")
    return notes


def check_same_tests(runs: Sequence[tuple[str, ClassSplit | None]]) -> None:
    """Raises `Rejected` unless all runs whose classes are known have the same test classes."""
    known = [(run, split) for run, split in runs if split]
    for (first, a), (run, b) in itertools.pairwise(known):
        if list(a["test"]) == list(b["test"]):
            continue
        for here, other, one, two in ((first, run, a, b), (run, first, b, a)):
            for name in one["test"]:
                if name not in two["test"]:
                    part = next((split for split in SPLITS if name in two[split]), "")
                    what = f"a {WORDS[part]} class" if part else "none"
                    raise Rejected(
                        f"Runs compared must be tested on the same classes: {named([name])} is a test class of {here} and {what} of "
                        f"{other}; train one of them again."
                    )
        raise Rejected(f"Runs compared must be tested on the same classes in one order; those of {first} and {run} differ.")


def named(names: Sequence[str]) -> str:
    """The first few of some names, for a sentence."""
    first = ", ".join(printable(name) for name in names[:NAMED])
    return f"{first}, …" if len(names) > NAMED else first
