"""Classes of pictures as one uint8 tensor on the device, and episodes gathered from it by index."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor

from engine.episode import Dataset, Episodes, Labelled, Split
from engine.settings import Rejected

ROTATION_RULES = ("train", "classes", "everywhere", "none")
ROTATION_DOC = (
    "Quarter turns: drawn per class and task in training only; each turn a class of its own in training; drawn per class and task "
    "everywhere; or none. Support and query of a class always share the angle."
)


def task_generator(dataset: str, settings: Any, split: str, way: int, shot: int, index: int, part: int = 0) -> torch.Generator:
    """The generator of fixed episode `index`: a function of its arguments on every machine and in every process."""
    name = json.dumps([dataset, asdict(settings), split, way, shot, index, part], sort_keys=True)
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") >> 1
    return torch.Generator().manual_seed(seed)


class ImageClasses(Dataset):
    """A dataset of classes of pictures: `images` (classes, drawings, H, W) uint8, ink bright; `split_classes` ids by split.

    Subclasses fill both, and `names`, while they load. `settings` has a field `rotations` of `ROTATION_RULES`.
    """

    task = "classification"
    images: Tensor
    split_classes: dict[str, Tensor]
    names: Sequence[str]

    def place(self, images: Tensor, split_classes: Mapping[str, Sequence[int]], names: Sequence[str]) -> None:
        """Take what was loaded: pixels to the device, once."""
        self.images = images.to(self.device)
        self.split_classes = {split: torch.as_tensor(ids) for split, ids in split_classes.items()}
        self.names = names
        self.source_classes = len(split_classes["train"]) * (4 if self.settings.rotations == "classes" else 1)
        height, width = images.shape[2:]
        self.input_shape = (1, height, width)
        # pixel order of each quarter turn, so that turning is one gather
        plain = torch.arange(height * width).view(height, width)
        self._turns = torch.stack([torch.rot90(plain, k).reshape(-1) for k in range(4)]).to(self.device)

    def sample(self, split: Split, tasks: int, way: int, shot: int, queries: int, generator: torch.Generator) -> Episodes:
        ids = self.split_classes[split]
        rule = self.settings.rotations
        as_classes = rule == "classes" and split == "train"
        count = len(ids) * (4 if as_classes else 1)
        chosen = _without_replacement(tasks, count, way, generator)
        classes = ids[chosen % len(ids)]
        drawings = _without_replacement(tasks * way, self.images.shape[1], shot + queries, generator).view(tasks, way, -1)
        if as_classes:
            turns = chosen // len(ids)
        elif rule == "everywhere" or (rule == "train" and split == "train"):
            turns = torch.randint(4, (tasks, way), generator=generator)
        else:
            turns = None
        episodes = self._gather(classes, drawings, turns, shot)
        return dataclasses.replace(episodes, source=chosen) if split == "train" else episodes

    def fixed(self, split: Split, indices: Sequence[int], way: int, shot: int, queries: int) -> Episodes:
        ids, drawings_there = self.split_classes[split], self.images.shape[1]
        classes, drawings, turns = [], [], []
        for index in indices:
            generator = task_generator(self.id, self.settings, split, way, shot, index)
            classes.append(ids[torch.randperm(len(ids), generator=generator)[:way]])
            turns.append(torch.randint(4, (way,), generator=generator))
            # all drawings are put in order, so that asking for more queries extends the same episode
            order = torch.stack([torch.randperm(drawings_there, generator=generator) for _ in range(way)])
            drawings.append(order[:, : shot + queries])
        turned = torch.stack(turns) if self.settings.rotations == "everywhere" else None
        return self._gather(torch.stack(classes), torch.stack(drawings), turned, shot)

    def _gather(self, classes: Tensor, drawings: Tensor, turns: Tensor | None, shot: int) -> Episodes:
        """Episodes of `classes` (T, N), `drawings` (T, N, shot + queries) and quarter `turns` (T, N), labels 0..N-1 class-major."""
        tasks, way, each = drawings.shape
        height, width = self.images.shape[2:]
        pixels = self.images[classes.to(self.device).unsqueeze(-1), drawings.to(self.device)].flatten(3)  # (T, N, each, H*W)
        if turns is not None:
            order = self._turns[turns.to(self.device)].unsqueeze(2).expand(-1, -1, each, -1)
            pixels = pixels.gather(3, order)
        x = pixels.to(torch.float32).div_(255).view(tasks, way, each, 1, height, width)
        index = torch.stack([classes.unsqueeze(-1).expand(-1, -1, each), drawings], -1)
        labels = torch.arange(way, device=self.device)

        def part(begin: int, end: int) -> tuple[Labelled, Tensor]:
            y = labels.repeat_interleave(end - begin).expand(tasks, -1)
            return Labelled(x[:, :, begin:end].flatten(1, 2), y), index[:, :, begin:end].flatten(1, 2)

        (support, support_index), (query, query_index) = part(0, shot), part(shot, each)
        return Episodes(support, query, support_index, query_index)

    def check(self, way: int, shot: int, queries: int) -> None:
        for split, ids in self.split_classes.items():
            if way > len(ids):
                raise Rejected(f"Ways (way) must be at most {len(ids)}, the number of {split} classes in {self.title}; it was {way}.")
        there = self.images.shape[1]
        if shot + queries > there:
            raise Rejected(
                f"Shots + queries must be at most {there}, the drawings of each class in {self.title}; "
                f"{shot} + {queries} is {shot + queries}."
            )

    def class_name(self, index: int) -> str:
        return self.names[index]

    def picture(self, index: Tensor) -> Tensor:
        return self.images[index[:, 0], index[:, 1]]


def _without_replacement(rows: int, count: int, take: int, generator: torch.Generator) -> Tensor:
    """`take` different numbers below `count` in random order, for each of `rows` rows."""
    return torch.rand(rows, count, generator=generator).topk(take, dim=1, sorted=True).indices
