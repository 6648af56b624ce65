"""A benchmark of a hundred classes out of the pickles its field passes round, checked against the published split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.episode import DataError, Report
from engine.picture_pickles import SPLITS, cached_classes, find_split_pickles
from engine.texts import printable


@dataclass(frozen=True, slots=True)
class PickledBenchmark:
    """Pixels (n, 3, side, side) of all pictures, class after class; the numbers of each split's classes; names and sizes."""

    pixels: NDArray[np.uint8]
    split_classes: dict[str, list[int]]
    names: list[str]
    counts: list[int]
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What is known of a benchmark: its title, letters of its file names, the side of its pictures, its classes by split."""

    id: str
    title: str
    letters: str
    side: int
    published: Path
    """A list of 'split class' lines."""
    classes: Mapping[str, int]


def read_benchmark(benchmark: Benchmark, root: Path, own: list[Path], cache: Path, report: Report) -> PickledBenchmark | None:
    """The benchmark from pickles in one of its `own` folders and archives, or in `root`; None where there are none.

    Raises `DataError` where files are missing, cannot be read, or hold another split.
    """
    files, others = find_split_pickles(own, benchmark.title, "")
    if not files:
        files, _ = find_split_pickles([root], benchmark.title, benchmark.letters)  # where other data sets may lie too
    if not files:
        return None
    place = next(iter(files.values()))
    where = str(place.archive or place.path.parent)

    def check(splits: dict[str, list[str]], counts: dict[str, int]) -> None:
        _check_split(benchmark, splits, where)
        small = [name for name, count in counts.items() if count < 2]
        if small:
            one = printable(small[0])
            raise DataError(f"{len(small)} classes of {benchmark.title} in {where} have fewer than two pictures, the first {one}.")

    (pixels, facts), splits = cached_classes(cache, benchmark.id, files, benchmark.side, benchmark.title, check, report)
    names, counts = [str(name) for name in facts["labels"]], [int(n) for n in facts["counts"]]
    remarks = [str(remark) for remark in facts["remarks"]]
    if others:
        remarks.append(f"other pickles left out: {others}")
    numbers = {name: i for i, name in enumerate(names)}
    split_classes = {split: [numbers[name] for name in splits[split]] for split in SPLITS}
    return PickledBenchmark(pixels, split_classes, names, counts, remarks)


def _check_split(benchmark: Benchmark, splits: dict[str, list[str]], where: str) -> None:
    """Named classes must be those of the published split; of numbered ones there must be as many."""
    listed = (line.split(" ", 1) for line in benchmark.published.read_text(encoding="utf-8").splitlines())
    published = {name: split for split, name in listed}
    found = {name: split for split, names in splits.items() for name in names}
    if not set(found) & set(published):
        sizes = {split: len(splits[split]) for split in SPLITS}
        if sizes != dict(benchmark.classes):
            there, needed = ("/".join(str(of[split]) for split in SPLITS) for of in (sizes, benchmark.classes))
            raise DataError(f"{where} holds {there} classes for train/validation/test, and {benchmark.title} has {needed}.")
        return
    missing = [name for name in published if name not in found]
    if missing:
        raise DataError(f"The published split needs {len(published)} classes; {where} lacks {len(missing)}, the first {missing[0]}.")
    for name, split in found.items():
        if published.get(name) != split:
            raise DataError(
                f"{where} holds the class {printable(name)} for {split}, and the published split has it for "
                f"{published.get(name, 'nothing')}; are the files named after the right splits?"
            )
