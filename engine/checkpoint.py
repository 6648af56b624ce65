"""One file for a run as it stands: tensors and a JSON description in safetensors, replaced in one move."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from engine.atomic_write import write_bytes
from engine.checkpoint_header import FORMAT as FORMAT
from engine.episode import DataError
from engine.failures import StorageError, disk_sentence
from engine.run_classes import ClassSplit, class_split_from
from engine.trained_config import checked_header


def save(path: Path, tensors: dict[str, Tensor], description: dict[str, Any]) -> None:
    """Write `tensors` and `description` (JSON values) to `path`; a reader sees the old file or the new one, never half of one.

    Raises `StorageError` with one sentence; the old file is then untouched.
    """
    whole = {name: t.detach().cpu().clone(memory_format=torch.contiguous_format) for name, t in tensors.items()}
    data = safetensors.torch.save(whole, {"format": FORMAT, "description": json.dumps(description)})
    try:
        path.parent.mkdir(exist_ok=True)  # without its parents: a library that was moved away is not made again
        write_bytes(path, data)
    except OSError as error:
        raise StorageError(disk_sentence(error, f"the checkpoint {path}")) from error


def load(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """What `save` wrote; raises `DataError` with one sentence where the file is missing, damaged, somebody else's or another run's."""
    header = checked_header(path)
    try:
        with safetensors.safe_open(str(path), framework="pt") as file:
            tensors = {name: _whole(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118 (it is no dict)
        return tensors, header.description
    except FileNotFoundError as error:
        raise DataError(f"There is no checkpoint {path}.") from error
    except OSError as error:
        raise DataError(f"The checkpoint {path} cannot be read ({error.strerror or error}).") from error
    except (safetensors.SafetensorError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(f"The checkpoint {path} is damaged and cannot be used.") from error


def load_description(path: Path) -> dict[str, Any]:
    """The description that `save` wrote, without the tensors; raises as `load` does."""
    return checked_header(path).description


def classes_in(path: Path) -> tuple[ClassSplit | None, frozenset[str]]:
    """The classes that the run of a checkpoint was trained with (None where an earlier version did not keep them), and those that the
    weights it began with were trained on."""
    try:
        description = load_description(path)
        met = description.get("met", [])
        if not isinstance(met, list) or not all(isinstance(name, str) for name in met):
            raise ValueError("met")
        return class_split_from(description.get("classes")), frozenset(met)
    except ValueError as error:
        raise DataError(f"The checkpoint {path} is damaged and cannot be used.") from error


def _whole(t: Tensor) -> Tensor:
    """Examples keep their weights in half precision; nobody computes with that."""
    return t.float() if t.dtype is torch.float16 else t
