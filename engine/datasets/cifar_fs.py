"""CIFAR-FS: the 100 classes of CIFAR-100, 600 colour pictures of 32 x 32 each, split 64/16/20.

Bertinetto, Henriques, Torr, Vedaldi: Meta-learning with differentiable closed-form solvers. ICLR 2019 (arXiv:1805.08136).
Pictures: Krizhevsky: Learning Multiple Layers of Features from Tiny Images. 2009.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.datasets.image_folder import PictureClasses, labelled_by_names, published_classes, published_split, whole_source
from engine.episode import DataError, Report
from engine.images import ROTATION_DOC, ROTATION_RULES
from engine.pictures import Look
from engine.plain_pickle import plain_values
from engine.settings import setting

SIZE = 32
ROW = 2 + 3 * SIZE * SIZE
"""Bytes of a picture in the binary version: coarse label, fine label, red, green and blue."""
LARGEST = 50_000 * ROW + (16 << 20)
LIST = Path(__file__).parents[2] / "assets" / "splits" / "cifar-fs.txt"
"""'split class' a line: the published split."""
VERSIONS = ("cifar-100-binary", "cifar-100-python")
PARTS = ("train", "test")


@dataclass(frozen=True)
class Settings:
    rotations: str = setting("none", "Rotations", ROTATION_DOC, choices=ROTATION_RULES)


class CifarFS(PictureClasses):
    id = "cifar_fs"
    title = "CIFAR-FS"
    summary = "Tell small colour photographs of animals, plants and things apart: CIFAR-100, split for few-shot learning."
    honest = "real photographs of 32 x 32 pixels, 100 classes; its pictures come from the web and have no licence of their own"
    source = (
        "CIFAR-100 (Krizhevsky 2009) from cs.toronto.edu/~kriz/cifar.html, free to use where the 2009 report is cited; put "
        "cifar-100-python.tar.gz or cifar-100-binary.tar.gz in the data folder; split by Bertinetto et al. 2019"
    )
    Settings = Settings
    needs_files = True
    classes = {"train": 64, "validation": 16, "test": 20}
    defaults = {"steps": 5000}
    order = 50

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        official = _official(root)
        if official is not None:
            report(f"reading {official.name}", None)
            pixels, labels, names = _read(official)
            order = np.argsort(labels, kind="stable")
            present, counts = np.unique(labels, return_counts=True)
            every = [names[i] for i in present.tolist()]
            numbers = {s: [every.index(n) for n in members] for s, members in published_split(LIST, every, official).items()}
            self.place(torch.from_numpy(pixels[order]), numbers, every, counts.tolist())
            return
        source = whole_source(root, self.id, "cifar-100-python.tar.gz, cifar-100-binary.tar.gz or the pictures of CIFAR-FS")
        try:
            pictures = labelled_by_names(source, (name for _, name in published_classes(LIST)))
            if not pictures:
                raise DataError(
                    f"{root} does not hold CIFAR-FS: neither {VERSIONS[1]}.tar.gz, {VERSIONS[0]}.tar.gz nor a folder for each class."
                )
            splits = published_split(LIST, [p.label for p in pictures], source.path)
            self.place_pictures(source, pictures, Look(SIZE, True), splits, cache, report)
            self.report_rest(source, pictures)
        finally:
            source.close()

    def describe(self) -> str:
        return f"CIFAR-FS; {self.counted()}"


def _official(root: Path) -> Path | None:
    """The archive or unpacked folder of CIFAR-100 in or at `root`."""
    if root.name.startswith(VERSIONS) and root.exists():
        return root
    candidates = (folder / f"{v}{end}" for folder in (root / "cifar_fs", root) for v in VERSIONS for end in (".tar.gz", ""))
    return next((c for c in candidates if c.exists()), None)


def _read(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64], list[str]]:
    """Pixels (n, 3, 32, 32), class numbers (n,) and class names of CIFAR-100, training and test pictures together."""
    try:
        files = dict(_files(path))
        if "train.bin" in files:
            names = files["fine_label_names.txt"].decode("ascii").split()
            rows = np.concatenate([np.frombuffer(files[f"{part}.bin"], np.uint8).reshape(-1, ROW) for part in PARTS])
            pixels, labels = rows[:, 2:], rows[:, 1].astype(np.int64)
        else:
            names = [str(name) for name in plain_values(files["meta"])["fine_label_names"]]
            both = [plain_values(files[part]) for part in PARTS]
            pixels = np.concatenate([b["data"].astype(np.uint8) for b in both])
            labels = np.array([int(label) for b in both for label in b["fine_labels"]], np.int64)
        pixels = pixels.reshape(len(labels), 3, SIZE, SIZE)
    except KeyError as error:
        raise DataError(f"{path} is not CIFAR-100: it holds no {error.args[0]}.") from error
    except (
        OSError,
        EOFError,
        tarfile.TarError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        StopIteration,
        RecursionError,
        zlib.error,
    ) as error:
        raise DataError(f"{path} is not CIFAR-100, or damaged ({error}); fetch it again.") from error
    if not len(labels) or labels.min() < 0 or labels.max() >= len(names):
        raise DataError(f"{path} is not CIFAR-100: its labels go beyond its {len(names)} class names.")
    return pixels, labels, names


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the files of CIFAR-100 in a folder or tar archive; nothing is unpacked to the disk."""
    wanted = {"train.bin", "test.bin", "fine_label_names.txt", "train", "test", "meta"}
    if path.is_dir():
        for name in sorted(wanted):
            file = path / name
            if file.is_file():
                if file.stat().st_size > LARGEST:
                    raise DataError(f"{path} is refused: {name} is larger than CIFAR-100.")
                yield name, file.read_bytes()
        return
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            name = PurePosixPath(member.name).name
            if member.size > LARGEST:
                raise DataError(f"{path} is refused: {name} would unpack to {member.size:,} bytes, more than CIFAR-100.")
            if member.isfile() and name in wanted:
                wanted.remove(name)
                content = archive.extractfile(member)
                if content is not None:
                    yield name, content.read()
