"""Classes of pictures as one uint8 tensor on the device, and episodes gathered from it by index."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor

from engine.episode import DataError, Dataset, Episodes, Labelled, Split
from engine.run_classes import WORDS, ClassSplit, difference, fingerprint
from engine.settings import Rejected, Value

ROTATION_RULES = ("train", "classes", "everywhere", "none")
ROTATION_DOC = (
    "Quarter turns: drawn per class and task in training only; each turn a class of its own in training; drawn per class and task "
    "everywhere; or none. Support and query of a class always share the angle."
)


def task_generator(dataset: str, settings: Any, split: str, way: int, shot: int, index: int, part: int = 0) -> torch.Generator:
    """The generator of fixed episode `index`: a function of its arguments on every machine and in every process."""
    unseeded = getattr(settings, "unseeded", ())
    values = {key: value for key, value in asdict(settings).items() if key not in unseeded}
    name = json.dumps([dataset, values, split, way, shot, index, part], sort_keys=True)
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") >> 1
    return torch.Generator().manual_seed(seed)


class ImageClasses(Dataset):
    """A dataset of classes of pictures, uint8, ink bright; `split_classes` ids by split.

    `flat` (pictures, channels, H, W) holds them class after class, class c from `offsets[c]` to `offsets[c + 1]`: classes may have
    different numbers of pictures. Subclasses call `place` while they load. `settings` has a field `rotations` of `ROTATION_RULES`.
    """

    task = "classification"
    fixed_classes = True
    flat: Tensor
    offsets: Tensor
    split_classes: dict[str, Tensor]
    names: Sequence[str]
    trained: ClassSplit | None = None
    """The class split of a run, where it is not the one of the files."""
    positions: Tensor
    """(training classes that are there,) the number that each has among those a run was trained on"""
    trained_classes: int
    """Training classes, also those that are no longer there."""

    def place(
        self, images: Tensor, split_classes: Mapping[str, Sequence[int]], names: Sequence[str], counts: Sequence[int] | None = None
    ) -> None:
        """Take what was loaded: pixels to the device, once.

        `images` (classes, drawings, H, W) or (classes, drawings, 3, H, W); or, with the `counts` of each class, all pictures one
        after the other.
        """
        if counts is None:
            counts = [images.shape[1]] * len(images)
            images = images.flatten(0, 1)
        self.flat = (images if images.dim() == 4 else images.unsqueeze(1)).to(self.device)
        self.counts = torch.as_tensor(counts)
        self.offsets = torch.cat([torch.zeros(1, dtype=torch.int64), self.counts.cumsum(0)])
        self.split_classes = {split: torch.as_tensor(ids) for split, ids in split_classes.items()}
        self.names = names
        self.trained_classes = len(split_classes["train"])
        self.positions = torch.arange(self.trained_classes)
        # whoever learns to tell all classes apart takes a turned character for another one
        self.source_classes = len(split_classes["train"]) * (1 if self.settings.rotations == "none" else 4)
        channels, height, width = self.flat.shape[1:]
        self.input_shape = (channels, height, width)
        # pixel order of each quarter turn, so that turning is one gather
        plain = torch.arange(height * width).view(height, width)
        self._turns = torch.stack([torch.rot90(plain, k).reshape(-1) for k in range(4)]).to(self.device)

    @property
    def images(self) -> Tensor:
        """All pictures (classes, drawings, [3,] H, W) where every class has as many."""
        whole: Tensor = self.flat.unflatten(0, (len(self.counts), int(self.counts[0])))
        return whole.squeeze(2) if whole.shape[2] == 1 else whole

    def sample(self, split: Split, tasks: int, way: int, shot: int, queries: int, generator: torch.Generator) -> Episodes:
        ids = self.split_classes[split]
        rule = self.settings.rotations
        as_classes = rule == "classes" and split == "train"
        count = len(ids) * (4 if as_classes else 1)
        chosen = _without_replacement(torch.full((tasks,), count), count, way, generator)
        classes = ids[chosen % len(ids)]
        drawings = _without_replacement(self.counts[classes.view(-1)], int(self.counts.max()), shot + queries, generator)
        source = self.positions[chosen % len(ids)] if split == "train" else chosen
        if as_classes:
            turns = chosen // len(ids)
            source = source + self.trained_classes * turns
        elif rule == "everywhere" or (rule == "train" and split == "train"):
            turns = torch.randint(4, (tasks, way), generator=generator)
            source = source + self.trained_classes * turns
        else:
            turns = None
        episodes = self._gather(classes, drawings.view(tasks, way, -1), turns, shot)
        return dataclasses.replace(episodes, source=source.to(self.device)) if split == "train" else episodes

    def fixed(self, split: Split, indices: Sequence[int], way: int, shot: int, queries: int) -> Episodes:
        ids = self.split_classes[split]
        classes, drawings, turns = [], [], []
        for index in indices:
            generator = task_generator(self.id, self.settings, split, way, shot, index)
            classes.append(ids[torch.randperm(len(ids), generator=generator)[:way]])
            turns.append(torch.randint(4, (way,), generator=generator))
            # all drawings are put in order, so that asking for more queries extends the same episode
            there = self.counts[classes[-1]].tolist()
            drawings.append(torch.stack([torch.randperm(n, generator=generator)[: shot + queries] for n in there]))
        turned = torch.stack(turns) if self.settings.rotations == "everywhere" else None
        return self._gather(torch.stack(classes), torch.stack(drawings), turned, shot)

    def _gather(self, classes: Tensor, drawings: Tensor, turns: Tensor | None, shot: int) -> Episodes:
        """Episodes of `classes` (T, N), `drawings` (T, N, shot + queries) and quarter `turns` (T, N), labels 0..N-1 class-major."""
        tasks, way, each = drawings.shape
        pixels = self.flat[(self.offsets[classes].unsqueeze(-1) + drawings).to(self.device)].flatten(4)  # (T, N, each, C, H*W)
        if turns is not None:
            order = self._turns[turns.to(self.device)][:, :, None, None].expand_as(pixels)
            pixels = pixels.gather(4, order)
        x = pixels.to(torch.float32).div_(255).view(tasks, way, each, *self.input_shape)
        index = torch.stack([classes.unsqueeze(-1).expand(-1, -1, each), drawings], -1)
        labels = torch.arange(way, device=self.device)

        def part(begin: int, end: int) -> tuple[Labelled, Tensor]:
            y = labels.repeat_interleave(end - begin).expand(tasks, -1)
            return Labelled(x[:, :, begin:end].flatten(1, 2), y), index[:, :, begin:end].flatten(1, 2)

        (support, support_index), (query, query_index) = part(0, shot), part(shot, each)
        return Episodes(support, query, support_index, query_index)

    def check(self, way: int, shot: int, queries: int) -> None:
        used = torch.cat(list(self.split_classes.values()))
        fewest = int(used[self.counts[used].argmin()])
        there = int(self.counts[fewest])
        fits = {} if shot + queries <= there else {"queries": there - shot} if there > shot else {"shot": 1, "queries": max(1, there - 1)}
        for split, ids in self.split_classes.items():
            if way > len(ids):
                most = min(map(len, self.split_classes.values()))
                remedies = ([{"way": most, **fits}] if most > 1 else []) + [{**wider, **fits} for wider in self.wider_splits(way)]
                raise Rejected(
                    f"Ways (way) must be at most {len(ids)}, the number of {split} classes in {self.title}; it was {way}.", remedies
                )
        if shot + queries > there:
            which = "each class" if bool((self.counts == there).all()) else f"the smallest class ({self.class_name(fewest)})"
            raise Rejected(
                f"Shots + queries must be at most {there}, the drawings of {which} in {self.title}; "
                f"{shot} + {queries} is {shot + queries}.",
                [fits] if there > 1 else [],
            )

    def wider_splits(self, way: int) -> list[dict[str, Value]]:
        """Settings that split the classes so that every part has `way` of them."""
        return []

    def class_split(self) -> ClassSplit:
        return self.trained or self._present()

    def fingerprint(self, split: Split) -> str:
        return fingerprint(self._present()[split])

    def whole(self, split: Split) -> bool:
        return self.trained is None or len(self.trained[split]) == len(self.split_classes[split])

    def _present(self) -> ClassSplit:
        """The classes that are there, by split."""
        names, counts = self._unique_names(), self.counts.tolist()
        return {split: {names[i]: counts[i] for i in ids.tolist()} for split, ids in self.split_classes.items()}

    def _unique_names(self) -> list[str]:
        """The names of all classes; of several of one name the later ones are numbered."""
        met: dict[str, int] = {}
        names = []
        for name in map(str, self.names):
            met[name] = met.get(name, 0) + 1
            names.append(name if met[name] == 1 else f"{name} ({met[name]})")
        return names

    def with_class_split(self, trained: ClassSplit, training: bool) -> ImageClasses:
        present = self._present()
        if trained == present and all(list(trained[s]) == list(present[s]) for s in trained):
            return self
        number = {name: i for i, name in enumerate(self._unique_names()) if int(self.counts[i]) > 1}
        there = {name: int(self.counts[i]) for name, i in number.items()}
        found = copy.copy(self)
        found.origin, found.trained = self, trained
        found.split_note = " ".join(difference(trained, present, there))
        if training and any(name not in number for name in trained["train"]):
            raise DataError(f"The run cannot go on with other training classes than it began with. {found.split_note}")
        found.split_classes = {
            s: torch.tensor([number[n] for n in members if n in number], dtype=torch.int64) for s, members in trained.items()
        }
        found.positions = torch.tensor([k for k, name in enumerate(trained["train"]) if name in number], dtype=torch.int64)
        found.trained_classes = len(trained["train"])
        found.source_classes = found.trained_classes * (1 if self.settings.rotations == "none" else 4)
        if empty := [s for s in found.split_classes if not len(found.split_classes[s])]:
            raise DataError(f"None of the {WORDS[empty[0]]} classes of this run can be found. {found.split_note}")
        return found

    def class_name(self, index: int) -> str:
        return self.names[index]

    def picture(self, index: Tensor) -> Tensor:
        found = self.flat[(self.offsets[index[:, 0]] + index[:, 1]).to(self.device)]
        return found[:, 0] if found.shape[1] == 1 else found.permute(0, 2, 3, 1)


def _without_replacement(counts: Tensor, most: int, take: int, generator: torch.Generator) -> Tensor:
    """`take` different numbers below each of `counts` (rows,), none above `most`, in random order: (rows, take)."""
    keys = torch.rand(len(counts), most, generator=generator)
    if int(counts.min()) < most:
        keys.masked_fill_(torch.arange(most) >= counts.unsqueeze(1), -1)
    return keys.topk(take, dim=1, sorted=True).indices
