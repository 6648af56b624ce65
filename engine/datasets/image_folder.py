"""Pictures of a person's own: a folder (or a zip archive) with a folder for each class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import torch

from engine.class_splits import SHARES, Splits, completed, sizes
from engine.class_splits import by_class as by_class
from engine.episode import DataError, Report
from engine.folder_layout import LEVELS
from engine.images import ROTATION_DOC, ROTATION_RULES, ImageClasses
from engine.picture_classes import LeftOut, classified
from engine.pictures import KINDS, Entry, Look, Picture, Source, found_source, kept_pictures
from engine.settings import Value, setting
from engine.split_names import SPLITS, normalized, split_of
from engine.texts import printable

OTHERS = ("omniglot", "cifar_fs", "mini_imagenet", "cifar-100-python", "cifar-100-binary")
"""Folders of other datasets, which may lie beside a person's pictures."""


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
        "As found: by folders of parts (train, val and test in any common spelling) or by tables named after them (.csv of "
        "filename,label or .json), a missing part taken from the training classes; where there are none, 64/16/20 % of the classes. "
        "By class: always 64/16/20 %, the same for the same names; half to train: 50/25/25 %, for few classes.",
        choices=("as found", *SHARES),
    )
    level: str = setting(
        "automatic",
        "Class level",
        "Which folders are the classes where folders lie within folders: the outermost (CLASS/SESSION), the second, or the innermost "
        "(ALPHABET/CHARACTER). Automatic decides by names and depths, and says what it took.",
        choices=LEVELS,
    )
    # it says what the classes are, not which of them an episode draws
    unseeded: ClassVar[tuple[str, ...]] = ("level",)


class PictureClasses(ImageClasses):
    """What datasets of picture files share: classes of different sizes, of which those with fewer than two pictures are left out."""

    unreadable = 0
    remarks: Sequence[str] = ()
    skipped = 0
    aside = 0
    left_out: Sequence[LeftOut] = ()
    ignored: Mapping[str, int] = {}
    """what the source holds beside pictures and tables, by reason"""
    notes: Sequence[str] = ()

    def place_pictures(self, source: Source, pictures: Sequence[Picture], look: Look, splits: Splits, cache: Path, report: Report) -> None:
        """Decode `pictures`, and deal their classes to the splits as `splits` says."""
        pixels, facts = kept_pictures(cache, self.id, source, pictures, look, report)
        if not len(pixels):
            raise DataError(f"None of the {len(pictures)} pictures in {source.path} can be read.")
        self.unreadable = int(facts["unreadable"])
        self.remarks = [str(remark) for remark in facts["remarks"]]
        self.ignored = dict(getattr(source, "ignored", {}))
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

    def report_rest(self, source: Source, pictures: Sequence[Picture]) -> None:
        """Count what was found beside the pictures of the known classes."""
        rest = len(source.pictures) - len(pictures)
        self.left_out = [(rest, "picture of no class of the split", "pictures of no class of the split")]

    def class_name(self, index: int) -> str:
        # a file name may hold bytes that are no text
        return printable(self.names[index])

    def counted(self) -> str:
        """Classes, pictures and what was left out, for one line."""
        used = torch.cat(list(self.split_classes.values()))
        low, high = int(self.counts[used].min()), int(self.counts[used].max())
        sizes = "/".join(str(len(ids)) for ids in self.split_classes.values())
        channels, height, width = self.input_shape
        left_out = (
            (self.unreadable, "unreadable picture", "unreadable pictures"),
            (self.skipped, "class without two pictures or a split", "classes without two pictures or a split"),
            (self.aside, "picture in no class's folder", "pictures in no class's folder"),
            *self.left_out,
        )
        parts = [
            f"{sizes} classes for train/validation/test",
            *self.notes,
            f"{low} pictures each" if low == high else f"{low} to {high} pictures each",
            *(f"{n} {one if n == 1 else more} left out of the data" for n, one, more in left_out if n),
            *self.remarks,
            *(f"passed over: {reason} ({n})" for reason, n in sorted(self.ignored.items()) if n),
            f"rotations: {self.settings.rotations}",
            f"{width} x {height} grey" if channels == 1 else f"{width} x {height} colour",
        ]
        return "; ".join(parts)


class ImageFolder(PictureClasses):
    id = "image_folder"
    title = "My pictures"
    summary = "Tell classes of your own pictures apart: a folder, or a zip archive, with a folder of pictures for each class."
    honest = "your own pictures, read from your disk and kept there"
    source = "You; a folder named image_folder in the data folder, or the folder or zip archive you choose"
    Settings = Settings
    needs_files = True
    own_classes = True
    defaults = {"steps": 2000}
    order = 40

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        report("listing pictures", None)
        source = whole_source(root, self.id, "your pictures, a folder for each class")
        path = source.path
        try:
            files = _own(source, root)
            found = classified(source, files, settings.level)
            if not found.pictures:
                raise DataError(f"{path} holds no pictures of classes: it needs a folder for each class, with {KINDS} files in it.")
            usable = _of_two(found.pictures)
            splits: Splits = {}
            notes = list(found.notes)
            if settings.split == "as found":
                splits, more = completed(found.parts, usable, path, found.what)
                notes += more
            elif found.parts:
                notes.append(f"the {found.what} of its parts are not used")
            self.rule = "by files and folders" if splits else "by class" if settings.split == "as found" else settings.split
            if not splits:
                splits = by_class(sorted(usable), path, self.rule)
            self.notes, self.left_out = notes, found.left_out
            if others := len(source.pictures) - len(files):
                words = "in folders of other datasets"
                self.left_out = [*found.left_out, (others, f"picture {words}", f"pictures {words}")]
            look = Look(settings.size, settings.colour == "colour", settings.ink != "as it is")
            self.place_pictures(source, found.pictures, look, splits, cache, report)
        finally:
            source.close()
        self.name = path.name

    def wider_splits(self, way: int) -> list[dict[str, Value]]:
        if self.trained is not None or not self.rule.startswith("by class"):
            return []
        count = sum(map(len, self.split_classes.values()))
        return [{"split": rule} for rule in SHARES if rule != self.rule and min(sizes(count, rule)) >= way]

    def describe(self) -> str:
        return f"My pictures ({printable(self.name)}), split {self.rule}; {self.counted()}"


def whole_source(root: Path, name: str, title: str, also: Sequence[str] = ()) -> Source:
    """Where the pictures of the dataset called `name` are; in a folder that was chosen they may lie at any depth."""
    source = found_source(root, name, title, also)
    if source.nested or source.path != root or not root.is_dir():
        return source
    source.close()
    return Source(root, True)


def _own(source: Source, root: Path) -> list[Entry]:
    """The pictures of a source without those that lie in folders of other datasets."""
    if source.path != root or not root.is_dir():
        return list(source.pictures)
    return [e for e in source.pictures if len(e.parts) < 2 or e.parts[0].lower() not in OTHERS]


def _of_two(pictures: Sequence[Picture]) -> set[str]:
    """The classes that have at least two pictures."""
    counts: dict[str, int] = {}
    for p in pictures:
        counts[p.label] = counts.get(p.label, 0) + 1
    return {label for label, count in counts.items() if count >= 2}


def labelled_by_names(source: Source, known: Iterable[str]) -> list[Picture]:
    """Every picture that lies in a folder, at any depth, named as one of the `known` classes; the innermost such folder counts.

    A folder called train is the class of that name only beside folders of other classes.
    """
    names = {normalized(name).casefold(): name for name in known}
    paths = [tuple(normalized(part).casefold() for part in entry.parts[:-1]) for entry in source.pictures]
    beside: dict[tuple[str, ...], set[str]] = {}
    for path in set(paths):
        for i, folder in enumerate(path):
            beside.setdefault(path[:i], set()).add(folder)
    among_classes = {above for above, folders in beside.items() if any(f in names and not split_of(f) for f in folders)}
    found = []
    for entry, path in zip(source.pictures, paths, strict=True):
        for i in reversed(range(len(path))):
            if path[i] in names and (not split_of(path[i]) or path[:i] in among_classes):
                found.append(Picture(names[path[i]], entry))
                break
    return found


def published_split(path: Path, present: Iterable[str], place: Path) -> Splits:
    """The split in a list of 'split class' lines; raises `DataError` unless all its classes are present."""
    listed = published_classes(path)
    there = set(present)
    missing = [name for _, name in listed if name not in there]
    if missing:
        raise DataError(f"The published split needs {len(listed)} classes; {place} lacks {len(missing)}, the first {missing[0]}.")
    return {split: [name for s, name in listed if s == split] for split in SPLITS}


def published_classes(path: Path) -> list[tuple[str, str]]:
    """(split, class) of every line of a list."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(split, name) for split, name in (line.split(" ", 1) for line in lines)]
