"""Which classes are for training, validation and test: as files and folders say, completed where a part is missing, or by name."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from engine.episode import DataError
from engine.run_classes import WORDS, named
from engine.split_names import SPLITS, normalized

SHARES = {"by class": (0.16, 0.20), "by class, half to train": (0.25, 0.25)}
"""Validation's and test's shares of the classes."""
HELD_OUT = 0.2
"""Share of the training classes that become a part which is missing."""
FEWEST = 2
"""Classes that each part needs."""
ANEW = ({"split": "by class"},)
"""The setting that leaves the given parts aside."""
Splits = dict[str, list[str]]
"""Labels by split."""


def by_class(labels: Sequence[str], path: Path, rule: str = "by class") -> Splits:
    """Shares of the classes, dealt by a hash of their names: a class more moves few of the others."""
    if len(labels) < 3 * FEWEST:
        raise DataError(
            f"{path} has {len(labels)} classes of at least two pictures; training, validation and test need two each, so six in all."
        )
    dealt = _by_hash(labels)
    _, validation, test = sizes(len(labels), rule)
    return {
        "train": sorted(dealt[validation + test :]),
        "validation": sorted(dealt[:validation]),
        "test": sorted(dealt[validation : validation + test]),
    }


def sizes(count: int, rule: str) -> tuple[int, int, int]:
    """How many of `count` classes a rule gives to training, validation and test."""
    validation, test = (max(FEWEST, round(share * count)) for share in SHARES[rule])
    return count - validation - test, validation, test


def _by_hash(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=lambda label: hashlib.sha256(label.encode("utf-8", "surrogatepass")).digest())


def completed(parts: Mapping[str, Iterable[str]], usable: set[str], path: Path, what: str) -> tuple[Splits, list[str]]:
    """The split that `parts` give, and what had to be decided for it, in notes; {} where they give none.

    A class is in one part only. Where validation or test is missing it is taken from the training classes, so that no class that is
    held out for one is ever trained on. `what` gave the parts: 'folders' or 'tables'. Raises `DataError`.
    """
    found = {split: [c for c in dict.fromkeys(parts.get(split, ()))] for split in SPLITS}
    there = [split for split in SPLITS if found[split]]
    parts_there = " and ".join(WORDS[split] for split in there)
    if not there:
        return {}, []
    if there == ["train"]:
        return {}, [f"only a training part among its {what}"]
    if "train" not in there:
        raise DataError(
            f"{path} has {what} for {parts_there} but none for training; add them, or set Class split (split) to by class to split "
            "its classes anew.",
            ANEW,
        )
    shared = sorted(c for c in set().union(*found.values()) if sum(c in found[s] for s in SPLITS) > 1)
    if shared and all(set(found[split]) <= set(found["train"]) for split in there):
        # as for ordinary classification: parts of the pictures, not of the classes
        return {}, [f"the {what} for {parts_there} hold the same classes, so their pictures are pooled"]
    if shared:
        raise DataError(
            f"{path} is split so that {len(shared)} classes are in more than one part ({named(shared)}); classes of the test must be new. "
            "Keep each in one part, or set Class split (split) to by class to split them anew.",
            ANEW,
        )
    splits = {split: [c for c in found[split] if c in usable] for split in SPLITS}
    notes = []
    for split in ("validation", "test"):
        if split not in there:
            training = len(splits["train"])
            count = max(FEWEST, round(HELD_OUT * training))
            if training - count < FEWEST:
                raise DataError(
                    f"{path} has no {WORDS[split]} part, and its {training} training classes are too few to take {count} for it."
                )
            splits[split] = sorted(_by_hash(splits["train"])[:count])
            splits["train"] = [c for c in splits["train"] if c not in splits[split]]
            notes.append(f"no {WORDS[split]} part, so {count} of the training classes are held out for it")
    return splits, notes


class Names:
    """Labels by the names that tables may give them: whole, or the end of the path of either."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._ends: dict[str, set[str]] = defaultdict(set)
        for label in labels:
            parts = normalized(label).casefold().split("/")
            for k in range(1, len(parts) + 1):
                self._ends["/".join(parts[-k:])].add(label)

    def label(self, name: str) -> str | None:
        """The label that `name` means; None where there is none, '' where there are several."""
        parts = normalized(name).replace("\\", "/").strip("/").casefold().split("/")
        for k in range(len(parts), 0, -1):
            if found := self._ends.get("/".join(parts[-k:])):
                if k < len(parts):  # of two paths that differ above, neither means the other
                    found = {label for label in found if label.count("/") < k}
                exact = found if len(found) < 2 else {label for label in found if normalized(label) == normalized(name)}
                return next(iter(exact)) if len(exact) == 1 else "" if found else None
        return None
