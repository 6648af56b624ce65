"""CIFAR-FS: the 100 classes of CIFAR-100, 600 colour pictures of 32 x 32 each, split 64/16/20.

Bertinetto, Henriques, Torr, Vedaldi: Meta-learning with differentiable closed-form solvers. ICLR 2019 (arXiv:1805.08136).
Pictures: Krizhevsky: Learning Multiple Layers of Features from Tiny Images. 2009.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.cifar100 import SIDE as SIZE
from engine.cifar100 import find_cifar100, read_cifar100
from engine.datasets.image_folder import PictureClasses, labelled_by_names, published_classes, published_split, whole_source
from engine.episode import DataError, Report
from engine.images import ROTATION_DOC, ROTATION_RULES
from engine.pickled_benchmark import Benchmark, read_benchmark
from engine.pictures import Look, own_places
from engine.settings import setting

OTHER_NAMES = ("cifar100",)
"""What the folder or archive is called that the authors of CIFAR-FS published."""
LIST = Path(__file__).parents[2] / "assets" / "splits" / "cifar-fs.txt"
"""'split class' a line: the published split."""


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
        "cifar-100-python.tar.gz, cifar-100-binary.tar.gz or the pickles CIFAR_FS_train, CIFAR_FS_val and CIFAR_FS_test in the data "
        "folder; split by Bertinetto et al. 2019"
    )
    Settings = Settings
    needs_files = True
    classes = {"train": 64, "validation": 16, "test": 20}
    defaults = {"steps": 5000}
    order = 50

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        own = own_places(root, self.id, OTHER_NAMES)
        pickled = read_benchmark(Benchmark(self.id, self.title, "cifarfs", SIZE, LIST, self.classes), root, own, cache, report)
        if pickled is not None:
            self.remarks = pickled.remarks
            self.place(torch.from_numpy(pickled.pixels), pickled.split_classes, pickled.names, pickled.counts)
            return
        official = find_cifar100(root, own)
        if official is not None:
            report(f"reading {official.name}", None)
            pixels, labels, names = read_cifar100(official)
            order = np.argsort(labels, kind="stable")
            present, counts = np.unique(labels, return_counts=True)
            every = [names[i] for i in present.tolist()]
            numbers = {s: [every.index(n) for n in members] for s, members in published_split(LIST, every, official).items()}
            self.place(torch.from_numpy(pixels[order]), numbers, every, counts.tolist())
            return
        source = whole_source(root, self.id, "cifar-100-python.tar.gz, cifar-100-binary.tar.gz or the pictures of CIFAR-FS", OTHER_NAMES)
        try:
            pictures = labelled_by_names(source, (name for _, name in published_classes(LIST)))
            if not pictures:
                raise DataError(
                    f"{root} does not hold CIFAR-FS: neither cifar-100-python.tar.gz, cifar-100-binary.tar.gz, pickles for train, val and "
                    "test, nor a folder for each class."
                )
            splits = published_split(LIST, [p.label for p in pictures], source.path)
            self.place_pictures(source, pictures, Look(SIZE, True), splits, cache, report)
            self.report_rest(source, pictures)
        finally:
            source.close()

    def describe(self) -> str:
        return f"CIFAR-FS; {self.counted()}"
