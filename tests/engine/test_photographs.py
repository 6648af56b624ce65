"""CIFAR-FS and miniImageNet, read from what a person has; stand-ins of three pictures a class."""

from __future__ import annotations

import io
import os
import pickle
import struct
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine import cifar100
from engine.datasets import cifar_fs
from engine.datasets.cifar_fs import CifarFS
from engine.datasets.mini_imagenet import LIST, MiniImageNet
from engine.episode import DataError

CPU = torch.device("cpu")
EACH = 3
SPLITS = ("train", "validation", "test")


def quiet(what: str, fraction: float | None) -> None:
    pass


def listed(path: Path) -> dict[str, list[str]]:
    lines = [line.split() for line in path.read_text().splitlines()]
    return {split: [name for s, name in lines if s == split] for split in SPLITS}


NAMES = sorted(name for names in listed(cifar_fs.LIST).values() for name in names)
RNG = np.random.default_rng(0)
LABELS = np.tile(np.arange(100), EACH)
PIXELS = RNG.integers(0, 255, (100 * EACH, 3, 32, 32), np.uint8)
CUT = 200
"""Pictures in the training part."""


def binary() -> dict[str, bytes]:
    rows = np.concatenate([np.zeros((300, 1), np.uint8), LABELS[:, None].astype(np.uint8), PIXELS.reshape(300, -1)], 1)
    return {"train.bin": rows[:CUT].tobytes(), "test.bin": rows[CUT:].tobytes(), "fine_label_names.txt": "\n".join(NAMES).encode()}


class OldPickler(pickle._Pickler):  # type: ignore[name-defined,misc]
    """Writes what Python 2 wrote, as the published files are: text and bytes are one kind of string."""

    def old_string(self, text: str | bytes) -> None:
        raw = text if isinstance(text, bytes) else text.encode("latin1")
        self.write(b"T" + struct.pack("<i", len(raw)) + raw)
        self.memoize(text)

    dispatch = pickle._Pickler.dispatch | {bytes: old_string, str: old_string}  # type: ignore[attr-defined]


def old(value: object) -> bytes:
    out = io.BytesIO()
    OldPickler(out, 2).dump(value)
    return out.getvalue().replace(b"numpy._core.multiarray", b"numpy.core.multiarray")


def pickled() -> dict[str, bytes]:
    def part(rows: slice) -> bytes:
        return old({"data": PIXELS[rows].reshape(-1, 3072), "fine_labels": LABELS[rows].tolist()})

    meta = old({"fine_label_names": NAMES})
    return {"train": part(slice(CUT)), "test": part(slice(CUT, None)), "meta": meta}


def tar(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(f"{path.name[:16]}/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def cifar(root: Path) -> CifarFS:
    return CifarFS(CifarFS.Settings(), root, root / "cache", CPU, quiet)


@pytest.mark.parametrize("form", ["binary", "python", "unpacked", "pictures"])
def test_every_form_of_cifar_gives_the_published_split_of_the_same_pictures(tmp_path: Path, form: str) -> None:
    if form == "pictures":
        with zipfile.ZipFile(tmp_path / "cifar_fs.zip", "w") as file:
            for i, (label, pixels) in enumerate(zip(LABELS, PIXELS, strict=True)):
                out = io.BytesIO()
                Image.fromarray(pixels.transpose(1, 2, 0)).save(out, "PNG")
                file.writestr(f"cifar100/data/{NAMES[label]}/{i:03d}.png", out.getvalue())
    elif form == "unpacked":
        (tmp_path / "cifar_fs" / "cifar-100-binary").mkdir(parents=True)
        for name, content in binary().items():
            (tmp_path / "cifar_fs" / "cifar-100-binary" / name).write_bytes(content)
    else:
        tar(tmp_path / f"cifar-100-{form}.tar.gz", binary() if form == "binary" else pickled())
    data = cifar(tmp_path)
    assert data.input_shape == (3, 32, 32) and data.counts.tolist() == [EACH] * 100
    assert {s: [data.class_name(int(i)) for i in data.split_classes[s]] for s in SPLITS} == listed(cifar_fs.LIST)
    for c in (0, 57, 99):
        expected = {p.tobytes() for p in PIXELS[NAMES.index(data.class_name(c)) :: 100]}
        assert {data.images[c, d].numpy().tobytes() for d in range(EACH)} == expected
    assert "64/16/20 classes" in data.describe() and "32 x 32 colour" in data.describe()
    assert data.fixed("test", [0, 1], 5, 1, 2).query.x.shape == (2, 10, 3, 32, 32)


def test_a_pickle_that_would_run_something_is_refused_and_runs_nothing(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> object:
            return os.mkdir, (str(tmp_path / "evil"),)

    for name in ("train", "meta"):
        tar(tmp_path / "cifar-100-python.tar.gz", pickled() | {name: old({"data": Evil()})})
        with pytest.raises(DataError, match=r"is not CIFAR-100, or damaged \(it asks for \w+\.mkdir\)"):
            cifar(tmp_path)
        assert not (tmp_path / "evil").exists()


def test_what_is_no_cifar_is_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match=r"does not hold CIFAR-FS: neither cifar-100-python\.tar\.gz"):
        cifar(tmp_path)
    path = tmp_path / "cifar-100-binary.tar.gz"
    whole = tar(path, binary()).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="or damaged"):
        cifar(tmp_path)
    path.write_bytes(b"nothing")
    with pytest.raises(DataError, match="or damaged"):
        cifar(tmp_path)
    tar(path, {name: data for name, data in binary().items() if name != "test.bin"})
    with pytest.raises(DataError, match=r"it holds no test\.bin"):
        cifar(tmp_path)
    tar(path, binary() | {"fine_label_names.txt": b"apple\nbear"})
    with pytest.raises(DataError, match="labels go beyond its 2 class names"):
        cifar(tmp_path)
    names = [n if n != "whale" else "shark2" for n in NAMES]
    tar(path, binary() | {"fine_label_names.txt": "\n".join(names).encode()})
    with pytest.raises(DataError, match=r"needs 100 classes; .* lacks 1, the first whale"):
        cifar(tmp_path)
    tar(path, binary())
    cifar(tmp_path)
    monkeypatch.setattr(cifar100, "LARGEST", 100_000)
    with pytest.raises(DataError, match="more than CIFAR-100"):
        cifar(tmp_path)


@pytest.mark.parametrize("form", ["folders", "names", "splits", "imagenet"])
def test_every_form_of_mini_imagenet_gives_the_published_split(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "mini_imagenet"
    for split, wnids in listed(LIST).items():
        for k, wnid in enumerate(wnids):
            place = {"names": "images", "splits": f"{split[:5]}/{wnid}".replace("valid/", "val/"), "imagenet": f"{wnid}-thing"}.get(
                form, wnid
            )
            (folder / place).mkdir(parents=True, exist_ok=True)
            for i in range(2):
                Image.new("RGB", (9, 7), (k, i, 100)).save(folder / place / f"{wnid}0000000{i}.jpg", quality=95)
    if form == "imagenet":  # a class that is not among the hundred
        (folder / "n00000001").mkdir()
        Image.new("RGB", (9, 7)).save(folder / "n00000001" / "1.jpg")
        Image.new("RGB", (9, 7)).save(folder / "n00000001" / "2.jpg")
    data = MiniImageNet(MiniImageNet.Settings(), tmp_path, tmp_path / "cache", CPU, quiet)
    assert {s: [data.class_name(int(i)) for i in data.split_classes[s]] for s in SPLITS} == listed(LIST)
    assert data.input_shape == (3, 84, 84) and data.counts.tolist() == [2] * 100
    third = data.picture(torch.tensor([[data.names.index(listed(LIST)["train"][3]), 1]]))
    assert third.shape == (1, 84, 84, 3) and abs(third[0, 40, 40].int() - torch.tensor([3, 1, 100])).max() < 6


def test_mini_imagenet_needs_all_its_classes(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not hold miniImageNet"):
        MiniImageNet(MiniImageNet.Settings(), tmp_path, tmp_path / "cache", CPU, quiet)
    for wnid in ("n01532829", "n01558993"):
        (tmp_path / wnid).mkdir()
        Image.new("RGB", (9, 7)).save(tmp_path / wnid / "1.jpg")
    with pytest.raises(DataError, match=r"needs 100 classes; .* lacks 98"):
        MiniImageNet(MiniImageNet.Settings(), tmp_path, tmp_path / "cache", CPU, quiet)
