"""Omniglot: 1,623 handwritten characters of 50 alphabets, 20 drawings each, by 20 people.

Lake, Salakhutdinov, Tenenbaum: Human-level concept learning through probabilistic program induction. Science 350 (2015) 1332.
"""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.download import RemoteFile, fetch
from engine.episode import DataError, Report
from engine.images import ROTATION_DOC, ROTATION_RULES, ImageClasses
from engine.keep import kept_arrays
from engine.settings import setting
from engine.texts import printable

SIZE = 28
DRAWN = 105  # px: the size of a drawing in the files
DRAWINGS = 20
PARTS = {"background": 964, "evaluation": 659}
"""The two archives and their characters."""
LARGEST = 100_000
"""Bytes an honest drawing stays far below, packed or not."""
LIST = Path(__file__).parents[2] / "assets" / "splits" / "omniglot-vinyals.txt"
"""'split Alphabet/characterNN' a line: the class split of Vinyals et al. 2016, as the field uses it."""
BASE = "https://raw.githubusercontent.com/brendenlake/omniglot/057f034baf2ecb8530bc5710e5a23584d2a519cc/python"
FILES = (
    RemoteFile("images_background.zip", 9_464_212, "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640"),
    RemoteFile("images_evaluation.zip", 6_462_886, "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee"),
)
VERSION = 1


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
        sources = [_source(root, part) for part in PARTS]
        key = hashlib.sha256(repr((VERSION, settings.resize, [_identity(s) for s in sources])).encode()).hexdigest()[:12]
        images, names = kept_arrays(cache / f"omniglot-{key}.npz", lambda: _loaded(sources, settings.resize, report))
        self.place(torch.from_numpy(images), _split(names.tolist(), settings.split), names.tolist())

    def describe(self) -> str:
        sizes = "/".join(str(len(ids)) for ids in self.split_classes.values())
        s = self.settings
        return (
            f"Omniglot, {s.split} split, {sizes} classes for train/validation/test, rotations: {s.rotations}, "
            f"{SIZE} x {SIZE} by {s.resize}, ink = 1"
        )

    def class_name(self, index: int) -> str:
        return printable(str(self.names[index]).split("/", 1)[1])


def download(root: Path, report: Report, base: str = BASE) -> Path:
    """Fetch the two official archives into `root`/omniglot, on a person's request. Raises `DataError`."""
    folder = root / "omniglot"
    for file in FILES:
        fetch(file, base, folder, report)
    return folder


def _source(root: Path, part: str) -> Path:
    """The archive or unpacked folder of a part of the data below `root`; raises `DataError` where there is none."""
    name = f"images_{part}"
    for folder in (root, root / "omniglot"):
        for candidate in (folder / f"{name}.zip", folder / name):
            if candidate.exists():
                return candidate
    if not root.exists():
        raise DataError(f"The data folder {root} does not exist; choose one that holds {name}.zip, or download Omniglot.")
    raise DataError(f"The folder {root} does not hold Omniglot: neither {name}.zip nor a folder {name} is in it or in its omniglot folder.")


def _identity(source: Path) -> object:
    """What changes when the data do."""
    try:
        if source.is_dir():
            return [(p.name, p.stat().st_mtime_ns, [(c.name, c.stat().st_mtime_ns) for c in sorted(p.iterdir())]) for p in _folders(source)]
        return (str(source), source.stat().st_size, source.stat().st_mtime_ns)
    except OSError as error:
        raise _unreadable(source, error) from error


def _folders(source: Path) -> list[Path]:
    return sorted(p for p in source.iterdir() if p.is_dir())


def _loaded(sources: Iterable[Path], resize: str, report: Report) -> tuple[NDArray[np.uint8], NDArray[np.str_]]:
    """All drawings (classes, 20, SIZE, SIZE) and names 'part/Alphabet/characterNN', in order of the names."""
    found: dict[str, list[tuple[str, NDArray[np.uint8]]]] = {}
    total, done = sum(PARTS.values()) * DRAWINGS, 0
    for source, part in zip(sources, PARTS, strict=True):
        before = len(found)
        try:
            for alphabet, character, drawing, data in _drawings(source):
                if done % 500 == 0:
                    report("reading Omniglot", done / total)
                done += 1
                if done > 4 * total:
                    raise DataError(f"{source} is refused: it holds far more drawings than Omniglot.")
                found.setdefault(f"{part}/{alphabet}/{character}", []).append((drawing, _picture(data, resize, source, drawing)))
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError) as error:
            if type(error) is DataError:
                raise
            raise DataError(f"{source} is not a whole zip archive ({error}); fetch it again.") from error
        except OSError as error:
            raise _unreadable(source, error) from error
        if len(found) == before:
            raise DataError(f"{source} is not Omniglot: it holds no Alphabet/characterNN/*.png.")
    for name, drawings in found.items():
        if len(drawings) != DRAWINGS:
            raise DataError(f"Omniglot must have {DRAWINGS} drawings of each character; {name} has {len(drawings)}.")
    report("reading Omniglot", 1.0)
    names = sorted(found)
    images = np.stack([np.stack([picture for _, picture in sorted(found[name], key=lambda d: d[0])]) for name in names])
    return images, np.array(names)


def _drawings(source: Path) -> Iterator[tuple[str, str, str, bytes]]:
    """(alphabet, character, file name, bytes) of every drawing in an archive or folder."""
    if source.is_dir():
        for file in sorted(source.glob("*/character*/*.png")):
            yield file.parts[-3], file.parts[-2], file.name, file.read_bytes()
        return
    with zipfile.ZipFile(source) as archive:
        for member in archive.infolist():
            path = PurePosixPath(member.filename)
            hostile = path.is_absolute() or ".." in path.parts or "\\" in member.filename or stat.S_ISLNK(member.external_attr >> 16)
            if hostile:
                raise DataError(f"{source} is refused: its member {member.filename!r} points outside the archive.")
            if member.is_dir() or path.suffix != ".png" or len(path.parts) < 3 or path.parts[0] == "__MACOSX":
                continue
            if member.file_size > LARGEST:
                raise DataError(f"{source} is refused: {member.filename} would unpack to {member.file_size:,} bytes, not a drawing's size.")
            yield path.parts[-3], path.parts[-2], path.name, archive.read(member)


def _picture(data: bytes, resize: str, source: Path, name: str) -> NDArray[np.uint8]:
    """A drawing as (SIZE, SIZE) uint8, ink bright. Files hold 1-bit pictures, paper white."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            if image.size != (DRAWN, DRAWN):
                raise DataError(
                    f"Omniglot's drawings are {DRAWN} x {DRAWN} pixels; {name} in {source} is {image.size[0]} x {image.size[1]}."
                )
            how = Image.Resampling.BOX if resize == "area" else Image.Resampling.NEAREST
            # to grey levels first: Pillow resizes 1-bit pictures by nearest whatever it is asked
            return np.uint8(255) - np.asarray(image.convert("L").resize((SIZE, SIZE), how), dtype=np.uint8)
    except DataError:
        raise
    except Exception as error:  # Pillow raises whatever a damaged or hostile file provokes
        raise DataError(f"{name} in {source} is not a readable picture.") from error


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


def _unreadable(source: Path, error: OSError) -> DataError:
    return DataError(f"{source} cannot be read: {error.strerror or error}.")
