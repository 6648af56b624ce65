"""miniImageNet: 100 classes of ImageNet, 600 colour pictures of 84 x 84 each, split 64/16/20.

Vinyals, Blundell, Lillicrap, Kavukcuoglu, Wierstra: Matching Networks for One Shot Learning. NeurIPS 2016; the split in use is
that of Ravi, Larochelle: Optimization as a Model for Few-Shot Learning. ICLR 2017.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.datasets.image_folder import PictureClasses, published_split, whole_source
from engine.episode import DataError, Report
from engine.images import ROTATION_DOC, ROTATION_RULES
from engine.pickled_benchmark import Benchmark, read_benchmark
from engine.pictures import Look, Picture, Source, own_places
from engine.settings import setting

SIZE = 84
LIST = Path(__file__).parents[2] / "assets" / "splits" / "mini-imagenet.txt"
"""'split class' a line: the classes of Ravi & Larochelle's split, by WordNet number."""
NAMED = re.compile(r"n\d{8}")
"""What names of class folders begin with; or names of pictures, as the published tables list them."""


@dataclass(frozen=True)
class Settings:
    rotations: str = setting("none", "Rotations", ROTATION_DOC, choices=ROTATION_RULES)


class MiniImageNet(PictureClasses):
    id = "mini_imagenet"
    title = "miniImageNet"
    summary = "Tell photographs of a hundred kinds of things apart: the benchmark most few-shot papers report."
    honest = "real photographs from ImageNet, made 84 x 84; Metascope may not give them away"
    source = (
        "ILSVRC2012 from image-net.org, under ImageNet's terms (research and education only, not to be passed on): put a folder or "
        "mini_imagenet.zip of the 100 classes, or mini-imagenet-cache-train.pkl, -val.pkl and -test.pkl, in the data folder; split by "
        "Ravi & Larochelle 2017"
    )
    Settings = Settings
    needs_files = True
    classes = {"train": 64, "validation": 16, "test": 20}
    defaults = {"steps": 10_000}
    order = 60

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        super().__init__(settings, root, cache, device, report)
        benchmark = Benchmark(self.id, self.title, "imagenet", SIZE, LIST, self.classes)
        pickled = read_benchmark(benchmark, root, own_places(root, self.id), cache, report)
        if pickled is not None:
            self.remarks = pickled.remarks
            self.place(torch.from_numpy(pickled.pixels), pickled.split_classes, pickled.names, pickled.counts)
            return
        source = whole_source(root, self.id, "the pictures of miniImageNet")
        try:
            report("listing pictures", None)
            pictures = _of_classes(source)
            if not pictures:
                raise DataError(
                    f"{source.path} does not hold miniImageNet: no folder or picture is named after a class such as n01532829, and there "
                    "are no pickles for train, val and test."
                )
            splits = published_split(LIST, [p.label for p in pictures], source.path)
            listed = set().union(*splits.values())
            wanted = [p for p in pictures if p.label in listed]
            self.place_pictures(source, wanted, Look(SIZE, True), splits, cache, report)
            self.report_rest(source, wanted)
        finally:
            source.close()

    def describe(self) -> str:
        return f"miniImageNet; {self.counted()}"


def _of_classes(source: Source) -> list[Picture]:
    """Pictures by the class that the innermost of their folders, or else their own name, is named after."""
    found = []
    for entry in source.pictures:
        named = (NAMED.match(part) for part in (*reversed(entry.parts[:-1]), entry.parts[-1]))
        if (match := next(filter(None, named), None)) is not None:
            found.append(Picture(match[0], entry))
    return found
