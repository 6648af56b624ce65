"""Labelled sets and episodes with a leading task axis, and what every dataset offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import torch
from torch import Tensor

from engine.protocol import DatasetSpec, Inputs, Task
from engine.run_classes import ClassSplit
from engine.settings import Value, fields_of

Split = Literal["train", "validation", "test"]
Report = Callable[[str, float | None], None]
"""Told what slow thing is going on and how far it is (0..1, None unknown); it may raise to cancel."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Examples of T tasks. Classification: x (T, n, channels, H, W) float in 0..1, ink = 1; y (T, n) int64 labels 0..N-1.

    Regression: x (T, n, inputs), y (T, n, outputs).
    """

    x: Tensor
    y: Tensor

    def __getitem__(self, tasks: slice) -> Labelled:
        return Labelled(self.x[tasks], self.y[tasks])


@dataclass(frozen=True, slots=True)
class Episodes:
    """T tasks: a support set to adapt to and a query set to be judged by; the two share no example.

    `support_index`, `query_index` (T, n, 2): class and drawing in the dataset, for images. `latent` (T, p): what generated a
    synthetic task (amplitude and phase), for drawing the truth. `source` (T, N): which of all training classes each label stands
    for, in training episodes of datasets that have a fixed number of them.
    """

    support: Labelled
    query: Labelled
    support_index: Tensor | None = None
    query_index: Tensor | None = None
    latent: Tensor | None = None
    source: Tensor | None = None

    @property
    def tasks(self) -> int:
        return self.support.y.shape[0]

    @property
    def samples(self) -> int:
        """Examples in all tasks together."""
        return self.tasks * (self.support.y.shape[1] + self.query.y.shape[1])

    def __getitem__(self, tasks: slice) -> Episodes:
        def part(t: Tensor | None) -> Tensor | None:
            return None if t is None else t[tasks]

        kept = (self.support_index, self.query_index, self.latent, self.source)
        return Episodes(self.support[tasks], self.query[tasks], *map(part, kept))


class Dataset(ABC):
    """A source of tasks. Constructing one loads it (array cached on disk, then on `device` as uint8); sampling touches no disk.

    `settings` is an instance of `Settings`; `root` the folder that may hold its files; `cache` where arrays may be kept.
    Raises `Rejected` or `DataError` with one sentence.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    task: ClassVar[Task]
    summary: ClassVar[str]
    honest: ClassVar[str]
    source: ClassVar[str]
    Settings: ClassVar[type]
    needs_files: ClassVar[bool] = False
    downloadable: ClassVar[bool] = False
    drawings: ClassVar[int | None] = None
    classes: ClassVar[dict[str, int]] = {}
    """Classes in each split with default settings, where known without the files."""
    defaults: ClassVar[dict[str, Value]] = {}
    """Common settings of `RunConfig` that differ for this dataset."""

    inputs: ClassVar[Inputs] = "images"
    fixed_classes: ClassVar[bool] = False
    """Whether training tasks are drawn from a fixed set of classes."""
    input_shape: tuple[int, ...]
    """(channels, H, W) or (inputs,)"""
    own_classes: ClassVar[bool] = False
    """Whether its classes are a person's own, so that they may differ from one time to the next."""
    origin: Dataset | None = None
    """The dataset as it was loaded, where this one has the classes of a run."""
    met: frozenset[str] = frozenset()
    """Classes that the weights a run began with were trained on."""
    split_note: str = ""
    """What differs between the classes of a run and those that are there, in sentences."""
    source_classes: int = 0
    """Training classes that `Episodes.source` counts; 0 where tasks are drawn from a formula."""

    def __init__(self, settings: Any, root: Path, cache: Path, device: torch.device, report: Report) -> None:
        self.settings = settings
        self.device = device

    @abstractmethod
    def sample(self, split: Split, tasks: int, way: int, shot: int, queries: int, generator: torch.Generator) -> Episodes:
        """`tasks` random episodes of a split; everything random comes from `generator` (a CPU generator)."""

    @abstractmethod
    def fixed(self, split: Split, indices: Sequence[int], way: int, shot: int, queries: int) -> Episodes:
        """Episodes number `indices` of a split: a function of (dataset, split, way, shot, index) only, for everyone.

        More queries extend the query set of the same episode; support sets do not depend on `queries`.
        """

    @abstractmethod
    def check(self, way: int, shot: int, queries: int) -> None:
        """Raises `Rejected` where a split has fewer classes than `way`, or a class fewer drawings than shot + queries."""

    @abstractmethod
    def describe(self) -> str:
        """One line: title, split rule, classes, rotation rule, resize."""

    def class_split(self) -> ClassSplit | None:
        """The classes of each split with their numbers of pictures; None where there are no fixed classes."""
        return None

    def fingerprint(self, split: Split) -> str:
        """What changes when the classes of a split or their numbers of pictures do; '' where there are no fixed classes."""
        return ""

    def whole(self, split: Split) -> bool:
        """Whether all classes are there that a run has in this split."""
        return True

    def with_class_split(self, trained: ClassSplit, training: bool) -> Dataset:
        """This dataset with the classes a run was trained with, its `split_note` saying what differs.

        Raises `DataError` where the run is to go on `training` and lacks classes for it.
        """
        return self

    def class_name(self, index: int) -> str:
        return str(index)

    def picture(self, index: Tensor) -> Tensor:
        """uint8 (n, H, W[, 3]) pictures, ink bright, of `index` (n, 2) class and drawing."""
        raise NotImplementedError

    def truth(self, latent: Tensor, x: Tensor) -> Tensor:
        """The true values (G,) of one synthetic task `latent` (p,) at `x` (G,)."""
        raise NotImplementedError

    def grid(self) -> Tensor:
        """The inputs (G,) over which a fitted curve is drawn."""
        raise NotImplementedError


class DataError(RuntimeError):
    """The data cannot be used (missing, damaged, hostile, no space); `str()` is one sentence.

    Each of `remedies` gives values of settings with which they could be.
    """

    def __init__(self, sentence: str = "", remedies: Sequence[Mapping[str, Value]] = ()) -> None:
        super().__init__(sentence)
        self.remedies = tuple(remedies)


def describe_dataset(cls: type[Dataset]) -> DatasetSpec:
    """The spec the window and the command line read."""
    return DatasetSpec(
        id=cls.id,
        title=cls.title,
        task=cls.task,
        summary=cls.summary,
        honest=cls.honest,
        source=cls.source,
        fields=fields_of(cls.Settings),
        defaults=dict(cls.defaults),
        needs_files=cls.needs_files,
        downloadable=cls.downloadable,
        drawings=cls.drawings,
        classes=dict(cls.classes),
        inputs=cls.inputs,
        fixed_classes=cls.fixed_classes,
    )
