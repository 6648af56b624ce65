"""Omniglot: 1,623 handwritten characters of 50 alphabets, 20 drawings each, by 20 people.

Lake, Salakhutdinov, Tenenbaum: Human-level concept learning through probabilistic program induction. Science 350 (2015) 1332.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.download import RemoteFile, fetch
from engine.episode import DataError, Report
from engine.images import ROTATION_DOC, ROTATION_RULES, ImageClasses
from engine.keep import kept_rows
from engine.omniglot_files import candidates, identity, opened
from engine.settings import setting
from engine.texts import printable

SIZE = 28
DRAWN = 105  # px: the size of a drawing in the files
DRAWINGS = 20
PARTS = {"background": 964, "evaluation": 659}
"""The two archives and their characters."""
LIST = Path(__file__).parents[2] / "assets" / "splits" / "omniglot-vinyals.txt"
"""'split Alphabet/characterNN' a line: the class split of Vinyals et al. 2016, as the field uses it."""
BASE = "https://raw.githubusercontent.com/brendenlake/omniglot/057f034baf2ecb8530bc5710e5a23584d2a519cc/python"
FILES = (
    RemoteFile("images_background.zip", 9_464_212, "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640"),
    RemoteFile("images_evaluation.zip", 6_462_886, "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee"),
)
VERSION = 2


@dataclass(frozen=True)
class Settings:
    split: str = setting(
        "vinyals",
        "Class split",
        "vinyals: the fixed list of 1,028/172/423 characters; lake: background alphabets for training (one in six characters held "
        "out for validation), evaluation alphabets for the test.",
        choices=("vinyals", "lake"),
    )
    rotations: str = setting("train", "Rotations", ROTATION_DOC, choices=ROTATION_RULES)
    resize: str = setting(
        "area", "Resize", "How 105 x 105 drawings become 28 x 28: mean over the area, or the nearest pixel.", choices=("area", "nearest")
    )


class Omniglot(ImageClasses):
    id = "omniglot"
    title = "Omniglot"
    summary = "Tell handwritten characters apart from one drawing of each: the field's first benchmark."
    honest = "real handwriting of twenty people, 50 alphabets"
    source = "Lake, Salakhutdinov & Tenenbaum 2015, Science 350:1332 (MIT licence)"
    Settings = Settings
    needs_files = True
    downloadable = True
    drawings = DRAWINGS
    defaults = {"steps": 2000}
    order = 30

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        sources = {part: _sources(root, part) for part in PARTS}
        known = [identity(source) for found in sources.values() for source in found]
        key = hashlib.sha256(repr((VERSION, settings.resize, known)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
        facts: dict[str, Any] = {}

        def make() -> Iterator[NDArray[np.uint8]]:
            images, names, ignored = _loaded(sources, settings.resize, report)
            facts.update(names=names, ignored=ignored)
            yield images

        images, facts = kept_rows(cache / f"omniglot-{key}.u8", (DRAWINGS, SIZE, SIZE), make, facts, ("names", "ignored"))
        names = [str(name) for name in facts["names"]]
        self.ignored = {str(reason): int(count) for reason, count in facts["ignored"].items()}
        self.place(torch.from_numpy(images), _split(names, settings.split), names)

    def describe(self) -> str:
        sizes = "/".join(str(len(ids)) for ids in self.split_classes.values())
        s = self.settings
        line = (
            f"Omniglot, {s.split} split, {sizes} classes for train/validation/test, rotations: {s.rotations}, "
            f"{SIZE} x {SIZE} by {s.resize}, ink = 1"
        )
        reasons = "; ".join(f"{reason}: {count}" for reason, count in sorted(self.ignored.items()))
        return f"{line}, {sum(self.ignored.values())} files left out ({reasons})" if reasons else line

    def class_name(self, index: int) -> str:
        return printable(str(self.names[index]).split("/", 1)[1])


def download(root: Path, report: Report, base: str = BASE) -> Path:
    """Fetch the two official archives into `root`/omniglot, on a person's request. Raises `DataError`."""
    folder = root / "omniglot"
    for file in FILES:
        fetch(file, base, folder, report)
    return folder


def _sources(root: Path, part: str) -> list[Path]:
    """The archives and folders of a part of the data below `root`; raises `DataError` where there is none."""
    if found := candidates(root, part):
        return found
    name = f"images_{part}"
    if not root.exists():
        raise DataError(f"The data folder {root} does not exist; choose one that holds {name}.zip, or download Omniglot.")
    packed = [p.name for p in sorted(root.glob("*.zip")) if re.fullmatch(r"omniglot.*", p.stem, re.I)]
    if packed:
        raise DataError(f"The folder {root} does not hold {name}.zip or a folder {name}; unpack {printable(packed[0])} there first.")
    raise DataError(
        f"The folder {root} does not hold Omniglot: neither {name}.zip nor a folder {name} is in it, in a folder omniglot or omniglot-py, "
        "or in the folder python of the official repository."
    )


def _loaded(sources: dict[str, list[Path]], resize: str, report: Report) -> tuple[NDArray[np.uint8], list[str], dict[str, int]]:
    """All drawings (classes, 20, SIZE, SIZE), names 'part/Alphabet/characterNN' in order, and what was left out by reason.

    Of several archives and folders of a part the first one that can be read counts.
    """
    images: dict[str, NDArray[np.uint8]] = {}
    ignored: Counter[str] = Counter()
    for part, found in sources.items():
        failures: list[DataError] = []
        for source in found:
            try:
                read, left_out = _part(source, part, resize, report)
            except DataError as error:
                logging.getLogger(__name__).warning("%s", error)
                failures.append(error)
                continue
            images |= read
            ignored.update(left_out)
            break
        else:
            raise failures[0]
    report("reading Omniglot", 1.0)
    names = sorted(images)
    return np.stack([images[name] for name in names]), names, dict(ignored)


def _part(source: Path, part: str, resize: str, report: Report) -> tuple[dict[str, NDArray[np.uint8]], dict[str, int]]:
    """The drawings (20, SIZE, SIZE) of each character in an archive or folder, and what was left out. Raises `DataError`."""
    total = sum(PARTS.values()) * DRAWINGS
    done = 0 if part == "background" else PARTS["background"] * DRAWINGS
    images = {}
    try:
        with opened(source) as drawings:
            if not drawings.characters:
                raise DataError(f"{source} is not Omniglot: it holds no Alphabet/characterNN/*.png.")
            if sum(map(len, drawings.characters.values())) > 4 * total:
                raise DataError(f"{source} is refused: it holds far more drawings than Omniglot.")
            for (alphabet, character), entries in sorted(drawings.characters.items()):
                name = f"{part}/{alphabet}/{character}"
                report("reading Omniglot", min(1.0, done / total))
                done += DRAWINGS
                ordered = sorted(entries, key=lambda entry: entry.parts[-1])
                images[name] = np.stack([_picture(drawings.read(entry), resize, source, entry.parts[-1]) for entry in ordered])
                if len(entries) != DRAWINGS:
                    raise DataError(f"Omniglot must have {DRAWINGS} drawings of each character; {printable(name)} has {len(entries)}.")
            return images, drawings.ignored
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{source} is not a whole zip archive ({error}); fetch it again.") from error
    except OSError as error:
        raise DataError(f"{source} cannot be read: {error.strerror or error}.") from error


def _picture(data: bytes, resize: str, source: Path, name: str) -> NDArray[np.uint8]:
    """A drawing as (SIZE, SIZE) uint8, ink bright. Files hold 1-bit pictures, paper white."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            if image.size != (DRAWN, DRAWN):
                raise DataError(
                    f"Omniglot's drawings are {DRAWN} x {DRAWN} pixels; {printable(name)} in {source} is {image.size[0]} x {image.size[1]}."
                )
            how = Image.Resampling.BOX if resize == "area" else Image.Resampling.NEAREST
            # to grey levels first: Pillow resizes 1-bit pictures by nearest whatever it is asked
            return np.uint8(255) - np.asarray(image.convert("L").resize((SIZE, SIZE), how), dtype=np.uint8)
    except DataError:
        raise
    except Exception as error:  # Pillow raises whatever a damaged or hostile file provokes
        raise DataError(f"{printable(name)} in {source} is not a readable picture.") from error


def _split(names: list[str], rule: str) -> dict[str, list[int]]:
    """Class numbers by split."""
    if rule == "vinyals":
        number = {name.split("/", 1)[1]: i for i, name in enumerate(names)}
        listed = [line.split(" ", 1) for line in LIST.read_text(encoding="utf-8").splitlines()]
        missing = [name for _, name in listed if name not in number]
        if missing:
            raise DataError(
                f"The Vinyals split needs all 1,623 characters of Omniglot; {len(missing)} are missing, the first {missing[0]}."
            )
        return {split: [number[name] for s, name in listed if s == split] for split in ("train", "validation", "test")}
    background = [i for i, name in enumerate(names) if name.startswith("background/")]
    order = torch.randperm(len(background), generator=torch.Generator().manual_seed(964)).tolist()
    held_out = {background[i] for i in order[: len(background) // 6]}
    return {
        "train": [i for i in background if i not in held_out],
        "validation": sorted(held_out),
        "test": [i for i, name in enumerate(names) if name.startswith("evaluation/")],
    }
