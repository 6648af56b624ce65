"""Pictures of a person's own: a folder (or a zip archive) with a folder for each class."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.episode import DataError, Report
from engine.images import ROTATION_DOC, ROTATION_RULES, ImageClasses
from engine.pictures import KINDS, Entry, Look, Picture, Source, found_source, kept_pictures
from engine.settings import setting
from engine.texts import printable

SPLIT_NAMES = {"train": "train", "val": "validation", "valid": "validation", "validation": "validation", "test": "test"}
"""What files and folders of a split are called."""
SPLITS = ("train", "validation", "test")
SHARES = (0.64, 0.16, 0.20)
Splits = dict[str, list[str]]
"""Labels by split."""


@dataclass(frozen=True)
class Settings:
    size: int = setting(28, "Size", "Pictures are squeezed into a square of this side.", low=8, high=224, slider=(14, 84), unit="px")
    colour: str = setting("grey", "Colour", "Grey levels, or red, green and blue.", choices=("grey", "colour"))
    ink: str = setting(
        "as it is",
        "Ink",
        "Learners of drawings expect bright ink on black; dark ink on light paper can be turned round.",
        choices=("as it is", "dark on light becomes bright"),
    )
    rotations: str = setting("none", "Rotations", ROTATION_DOC, choices=ROTATION_RULES)
    split: str = setting(
        "as found",
        "Class split",
        "As found: train, val and test folders, or train.csv, val.csv, test.csv (filename,label) or .json lists of classes beside the "
        "pictures, and 64/16/20 % of the classes where there are none. By class: always 64/16/20 %, the same for the same names.",
        choices=("as found", "by class"),
    )


class PictureClasses(ImageClasses):
    """What datasets of picture files share: classes of different sizes, of which those with fewer than two pictures are left out."""

    unreadable = 0
    remarks: Sequence[str] = ()
    skipped = 0
    aside = 0

    def place_pictures(self, source: Source, pictures: Sequence[Picture], look: Look, splits: Splits, cache: Path, report: Report) -> None:
        """Decode `pictures`, and deal their classes to the splits as `splits` says."""
        pixels, facts = kept_pictures(cache, self.id, source, pictures, look, report)
        if not len(pixels):
            raise DataError(f"None of the {len(pictures)} pictures in {source.path} can be read.")
        self.unreadable = int(facts["unreadable"])
        self.remarks = [str(remark) for remark in facts["remarks"]]
        labels, counts = list(facts["labels"]), [int(n) for n in facts["counts"]]
        usable = {label: i for i, (label, n) in enumerate(zip(labels, counts, strict=True)) if n >= 2}
        dealt = {split: [usable[label] for label in members if label in usable] for split, members in splits.items()}
        for split, members in dealt.items():
            if len(members) < 2:
                raise DataError(
                    f"{source.path} has {len(usable)} classes of at least two pictures, {len(members)} of them for {split}; "
                    f"each of {', '.join(SPLITS[:2])} and {SPLITS[2]} needs two."
                )
        self.skipped = len({p.label for p in pictures}) - sum(map(len, dealt.values()))
        self.place(torch.from_numpy(pixels), dealt, labels, counts)

    def class_name(self, index: int) -> str:
        # a file name may hold bytes that are no text
        return printable(self.names[index])

    def counted(self) -> str:
        """Classes, pictures and what was left out, for one line."""
        used = torch.cat(list(self.split_classes.values()))
        low, high = int(self.counts[used].min()), int(self.counts[used].max())
        sizes = "/".join(str(len(ids)) for ids in self.split_classes.values())
        channels, height, width = self.input_shape
        said = [
            f"{sizes} classes for train/validation/test",
            f"{low} pictures each" if low == high else f"{low} to {high} pictures each",
            f"rotations: {self.settings.rotations}",
            f"{width} x {height} {'grey' if channels == 1 else 'colour'}",
        ]
        left_out = (
            (self.unreadable, "unreadable picture", "unreadable pictures"),
            (self.skipped, "class without two pictures or a split", "classes without two pictures or a split"),
            (self.aside, "picture in no class's folder", "pictures in no class's folder"),
        )
        said += [f"{n} {one if n == 1 else more} left out" for n, one, more in left_out if n]
        said += self.remarks
        return ", ".join(said)


class ImageFolder(PictureClasses):
    id = "image_folder"
    title = "My pictures"
    summary = "Tell classes of your own pictures apart: a folder, or a zip archive, with a folder of pictures for each class."
    honest = "your own pictures, read from your disk and kept there"
    source = "You; a folder named image_folder in the data folder, or the folder or zip archive you choose"
    Settings = Settings
    needs_files = True
    defaults = {"steps": 2000}
    order = 40

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        report("listing pictures", None)
        source = found_source(root, self.id, "your pictures, a folder for each class")
        path = source.path
        try:
            pictures, found = labelled(source)
            if not pictures:
                raise DataError(f"{path} holds no pictures of classes: it needs a folder for each class, with {KINDS} files in it.")
            self.rule = "by files and folders" if found and settings.split == "as found" else "by class"
            splits = found if found and settings.split == "as found" else by_class(sorted({p.label for p in _of_two(pictures)}), path)
            look = Look(settings.size, settings.colour == "colour", settings.ink != "as it is")
            self.place_pictures(source, pictures, look, splits, cache, report)
        finally:
            source.close()
        self.aside = len(source.pictures) - len(pictures)
        self.name = path.name

    def describe(self) -> str:
        return f"My pictures ({self.name}), split {self.rule}, {self.counted()}"


def _of_two(pictures: Sequence[Picture]) -> list[Picture]:
    """The pictures of classes that have at least two."""
    counts: dict[str, int] = {}
    for p in pictures:
        counts[p.label] = counts.get(p.label, 0) + 1
    return [p for p in pictures if counts[p.label] >= 2]


def by_class(labels: Sequence[str], path: Path) -> Splits:
    """64/16/20 % of the classes, dealt by a hash of their names: a class more moves few of the others."""
    if len(labels) < 6:
        raise DataError(
            f"{path} has {len(labels)} classes of at least two pictures; training, validation and test need two each, so six in all."
        )
    dealt = sorted(labels, key=lambda label: hashlib.sha256(label.encode("utf-8", "surrogatepass")).digest())
    validation, test = (max(2, round(share * len(labels))) for share in SHARES[1:])
    return {
        "train": sorted(dealt[validation + test :]),
        "validation": sorted(dealt[:validation]),
        "test": sorted(dealt[validation : validation + test]),
    }


def labelled(source: Source) -> tuple[list[Picture], Splits]:
    """Every picture with its class, and the split that files or folders give ({} where they give none)."""
    tables = _of_splits(source.texts, ".csv")
    if tables:
        rows = {split: _table(source, entry) for split, entry in tables.items()}
        label_of = {name: label for table in rows.values() for name, label in table.items()}
        pictures = [Picture(label_of[e.parts[-1]], e) for e in source.pictures if e.parts[-1] in label_of]
        if not pictures:
            raise DataError(f"{source.path} holds none of the pictures that its train.csv, val.csv and test.csv list.")
        there = {p.label for p in pictures}
        return pictures, _disjoint(source, {split: sorted(set(table.values()) & there) for split, table in rows.items()})
    placed = placed_in_folders(source.pictures, source.nested)
    pictures = [Picture(label, e) for _, label, e in placed]
    there = {p.label for p in pictures}
    lists = _of_splits(source.texts, ".json")
    if lists:
        named = {split: [label for label in _names(source, entry) if label in there] for split, entry in lists.items()}
        return pictures, _disjoint(source, named)
    by_folder = {split: sorted({label for s, label, _ in placed if s == split}) for split in SPLITS}
    # the same classes in train and test, as for ordinary classification, are no split of classes
    apart = all(by_folder.values()) and sum(map(len, by_folder.values())) == len(there)
    return pictures, by_folder if apart else {}


def placed_in_folders(entries: Sequence[Entry], nested: bool) -> list[tuple[str, str, Entry]]:
    """(split or '', class, file) of files in class/file or split/class/file; where `nested`, below the folder that has most of them."""
    placed: dict[tuple[str, ...], list[tuple[str, str, Entry]]] = {}
    for entry in entries:
        if len(entry.parts) > 1:
            *above, label, _ = entry.parts
            split = SPLIT_NAMES.get(above[-1].lower(), "") if above else ""
            placed.setdefault(tuple(above[:-1] if split else above), []).append((split, label, entry))
    return max(placed.values(), key=len, default=[]) if nested else placed.get((), [])


def labelled_by_folder(source: Source) -> list[Picture]:
    """Every picture with the folder it is in as its class."""
    return [Picture(label, e) for _, label, e in placed_in_folders(source.pictures, source.nested)]


def published_split(path: Path, present: Iterable[str], place: Path) -> Splits:
    """The split in a list of 'split class' lines; raises `DataError` unless all its classes are present."""
    listed = [line.split(" ", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    there = set(present)
    missing = [name for _, name in listed if name not in there]
    if missing:
        raise DataError(f"The published split needs {len(listed)} classes; {place} lacks {len(missing)}, the first {missing[0]}.")
    return {split: [name for s, name in listed if s == split] for split in SPLITS}


def _of_splits(texts: Mapping[str, Entry], suffix: str) -> dict[str, Entry]:
    """The files train, val and test of one kind, by split; {} unless there is one for each."""
    found = {
        SPLIT_NAMES[name[: -len(suffix)]]: e for name, e in texts.items() if name.endswith(suffix) and name[: -len(suffix)] in SPLIT_NAMES
    }
    return {split: found[split] for split in SPLITS} if len(found) == len(SPLITS) else {}


def _table(source: Source, entry: Entry) -> dict[str, str]:
    """File name to label, of a table 'filename,label'."""
    try:
        rows = [row for row in csv.reader(io.StringIO(_text(source, entry))) if row]
    except csv.Error as error:
        raise DataError(f"{entry.name} in {source.path} is not a table of filename,label ({error}).") from error
    if not rows or any(len(row) < 2 for row in rows):
        raise DataError(f"{entry.name} in {source.path} is not a table of filename,label.")
    rows = rows[1:] if rows[0][0].strip().lower() in ("filename", "file", "image") else rows
    return {row[0].strip().replace("\\", "/").rsplit("/", 1)[-1]: row[1].strip() for row in rows}


def _names(source: Source, entry: Entry) -> list[str]:
    """Classes of a list of names, or of [superclass, name] pairs."""
    try:
        listed = json.loads(_text(source, entry))
        names = [item if isinstance(item, str) else item[-1] for item in listed]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise DataError(f"{entry.name} in {source.path} is not a list of classes.") from error
    if not all(isinstance(name, str) for name in names):
        raise DataError(f"{entry.name} in {source.path} is not a list of classes.")
    return list(dict.fromkeys(names))


def _text(source: Source, entry: Entry) -> str:
    try:
        return source.read(entry).decode("utf-8-sig")
    except Exception as error:  # the archive, the disk or the encoding
        raise DataError(f"{entry.name} in {source.path} cannot be read ({error}).") from error


def _disjoint(source: Source, splits: Splits) -> Splits:
    total = sum(map(len, splits.values()))
    shared = total - len(set().union(*splits.values()))
    if shared:
        raise DataError(f"{source.path} is split so that {shared} classes are in more than one part; classes of the test must be new.")
    return splits
