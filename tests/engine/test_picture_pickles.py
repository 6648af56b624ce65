"""miniImageNet and CIFAR-FS from the pickles their field passes round: every form, every place, and what does not fit."""

from __future__ import annotations

import io
import pickle
import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from test_photographs import LABELS, NAMES, PIXELS, SPLITS, binary, listed, old, pickled, quiet

from engine.datasets import cifar_fs
from engine.datasets.cifar_fs import CifarFS
from engine.datasets.mini_imagenet import LIST, MiniImageNet
from engine.episode import DataError
from engine.picture_pickles import split_of_name
from engine.pictures import own_places

EACH = 2
RNG = np.random.default_rng(5)
CLASSES = listed(LIST)
WORDS = {"train": "train", "validation": "val", "test": "test"}
Form = dict[str, Any]


def pictures(split: str, side: int = 84) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Two pictures a class; the first pixel is (class number, picture, split)."""
    count = len(CLASSES[split])
    made = np.zeros((count * EACH, side, side, 3), np.uint8)
    made[:, 0, 0, 0] = np.tile(np.arange(count), EACH)
    made[:, 0, 0, 1] = np.repeat(np.arange(EACH), count)
    made[:, 0, 0, 2] = SPLITS.index(split)
    made[:, 5:] = RNG.integers(0, 256, (side - 5, side, 3), np.uint8)
    return made


def by_index(split: str) -> Form:
    names = CLASSES[split]
    return {"image_data": pictures(split), "class_dict": {n: [k, k + len(names)] for k, n in enumerate(names)}}


def by_label(split: str) -> Form:
    names = CLASSES[split]
    numbers = {n: 64 + k for k, n in enumerate(names)}
    labels = [numbers[n] for n in names] * EACH
    return {"data": pictures(split), "labels": labels, "catname2label": numbers, "label2catname": {v: k for k, v in numbers.items()}}


def by_class(split: str) -> Form:
    return {n: pictures(split)[k :: len(CLASSES[split])] for k, n in enumerate(CLASSES[split])}


def write(folder: Path, form: Any, pattern: str = "mini-imagenet-cache-{}.pkl", protocol: int = 2) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        (folder / pattern.format(WORDS[split])).write_bytes(pickle.dumps(form(split), protocol))
    return folder


def mini(root: Path) -> MiniImageNet:
    return MiniImageNet(MiniImageNet.Settings(), root, root.parent / "cache", torch.device("cpu"), quiet)


def cifar(root: Path) -> CifarFS:
    return CifarFS(CifarFS.Settings(), root, root.parent / "cache", torch.device("cpu"), quiet)


def check(data: MiniImageNet) -> None:
    assert {s: sorted(data.class_name(int(i)) for i in data.split_classes[s]) for s in SPLITS} == {s: sorted(CLASSES[s]) for s in SPLITS}
    assert data.counts.tolist() == [EACH] * 100 and data.input_shape == (3, 84, 84)
    for at, split in enumerate(SPLITS):
        for k, name in enumerate(CLASSES[split]):
            i = data.names.index(name)
            corner = data.flat[int(data.offsets[i]) : int(data.offsets[i + 1]), :, 0, 0]
            assert corner.tolist() == [[k, j, at] for j in range(EACH)]
    assert "64/16/20 classes" in data.describe() and "84 x 84 colour" in data.describe()


@pytest.mark.parametrize("form", [by_index, by_label, by_class])
@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_every_form_of_mini_imagenet_in_old_and_new_protocols(tmp_path: Path, form: Any, protocol: int) -> None:
    check(mini(write(tmp_path / "root", form, protocol=protocol)))


def test_pickles_of_python_2(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for split in SPLITS:
        (root / f"mini-imagenet-cache-{WORDS[split]}.pkl").write_bytes(old(by_index(split)))
    check(mini(root))


@pytest.mark.parametrize(
    ("place", "pattern"),
    [
        ("", "mini-imagenet-cache-{}.pkl"),
        ("", "miniImageNet_category_split_{}.pickle"),
        ("mini_imagenet", "{}.pkl"),
        ("miniImageNet", "mini-imagenet-cache-{}.pkl"),
        ("mini-imagenet", "MINI-IMAGENET-CACHE-{}.PKL"),
        ("mini-imagenet-cache", "mini-imagenet-cache-{}.pkl"),
        ("mini_imagenet/data", "{}.pickle"),
    ],
)
def test_pickles_in_every_place_and_spelling(tmp_path: Path, place: str, pattern: str) -> None:
    folder = write(tmp_path / "root" / place, by_index, pattern)
    (folder / "._mini-imagenet-cache-train.pkl").write_bytes(b"\0\5\x16\7macOS")
    (folder / "miniImageNet_category_split_train_phase_val.pickle").write_bytes(b"not read")
    shutil.copy(folder / pattern.format("train"), folder / ("copy of " + pattern.format("train")))
    data = mini(tmp_path / "root")
    check(data)
    assert ("other pickles left out: 2" in data.describe()) == (place not in ("", "mini-imagenet-cache"))


@pytest.mark.parametrize("whole", [True, False])
def test_pickles_in_a_zip(tmp_path: Path, whole: bool) -> None:
    folder = write(tmp_path / "plain", by_index)
    root = tmp_path / "root"
    root.mkdir()
    path = root / ("mini-imagenet.zip" if whole else "download.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for pickle_file in folder.iterdir():
            file.write(pickle_file, f"mini-imagenet/{pickle_file.name}")
            file.writestr(f"__MACOSX/mini-imagenet/._{pickle_file.name}", b"x")
    check(mini(root if whole else path))


def test_they_are_read_once_and_again_when_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "root", by_index)
    first = mini(root)
    reports: list[str] = []
    again = MiniImageNet(MiniImageNet.Settings(), root, tmp_path / "cache", torch.device("cpu"), lambda what, _: reports.append(what))
    assert not reports and torch.equal(first.flat, again.flat) and first.describe() == again.describe()
    form = by_index("test")
    form["image_data"] = 255 - form["image_data"]
    (root / "mini-imagenet-cache-test.pkl").write_bytes(pickle.dumps(form, 4))
    assert not torch.equal(mini(root).flat, first.flat)


def test_pictures_of_no_class_are_counted(tmp_path: Path) -> None:
    def form(split: str) -> Form:
        whole = by_index(split)
        whole["image_data"] = np.concatenate([whole["image_data"], whole["image_data"][:3]])
        return whole

    assert "9 pictures of no class left out" in mini(write(tmp_path / "root", form)).describe()


def changed(**values: Any) -> Any:
    def form(split: str) -> Form:
        whole = by_index(split)
        return {key: values.get(key, lambda v: v)(value) for key, value in whole.items()}

    return form


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (changed(image_data=lambda v: v[:, :32, :32]), r"its pictures have the shape \(32, 32, 3\), not \(84, 84, 3\)"),
        (changed(image_data=lambda v: v.astype(np.float32)), "its pictures are float32, not arrays of bytes"),
        (changed(image_data=lambda v: v[:5]), "its class_dict goes beyond its 5 pictures"),
        (changed(class_dict=lambda v: {key: [0, 1] for key in v}), "lists a picture twice"),
        (changed(class_dict=lambda v: {key: [0.5] for key in v}), "are not whole numbers"),
        (changed(class_dict=lambda v: dict.fromkeys(v, "x")), "are not whole numbers"),
        (changed(class_dict=lambda v: [1, 2]), "is not a dictionary of classes"),
        (lambda split: {"x": 1, "y": [2]}, "it needs image_data and class_dict.*; it holds x, y"),
        (lambda split: {"data": pictures(split), "labels": [1, 2]}, "pictures and 2 labels"),
        (lambda split: [1, 2], "it holds a list, not a dictionary"),
        (lambda split: {"data": np.array([object()])}, "an array of 'O8'"),
        (lambda split: by_index("train"), "shares the class"),
        (
            lambda split: {"data": pictures(split)[:9], "labels": [0, 0, 0, 1, 1, 1, 2, 2, 2]},
            "holds 3/3/3 classes for train/validation/test",
        ),
        (lambda split: {k: v[:1] for k, v in by_class(split).items()}, "100 classes of miniImageNet .* fewer than two pictures"),
        (lambda split: {**by_class(split), "extra": pictures(split)[:2]}, "shares the class extra"),
        (lambda split: {("a",): 1}, "it has a tuple for a key"),
    ],
)
def test_what_does_not_fit_is_one_sentence(tmp_path: Path, form: Any, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence) as refused:
        mini(write(tmp_path / "root", form))
    assert "\n" not in str(refused.value) and str(refused.value).endswith(".")
    assert not list((tmp_path / "cache").glob("*"))


def test_missing_and_mistaken_files_are_named(tmp_path: Path) -> None:
    root = write(tmp_path / "root", by_index)
    (root / "mini-imagenet-cache-val.pkl").rename(root / "kept.pkl")
    with pytest.raises(DataError, match=r"holds mini-imagenet-cache-train\.pkl of miniImageNet, but no such file for validation"):
        mini(root)
    (root / "kept.pkl").rename(root / "mini-imagenet-cache-val.pkl")
    (root / "mini-imagenet-cache-test.pkl").rename(root / "other.pkl")
    (root / "mini-imagenet-cache-train.pkl").rename(root / "mini-imagenet-cache-test.pkl")
    (root / "other.pkl").rename(root / "mini-imagenet-cache-train.pkl")
    with pytest.raises(DataError, match="are the files named after the right splits"):
        mini(root)
    whole = (root / "mini-imagenet-cache-val.pkl").read_bytes()
    (root / "mini-imagenet-cache-val.pkl").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"mini-imagenet-cache-val\.pkl in .* is no pickle of pictures that can be read"):
        mini(root)


def test_names_of_files_tell_the_split() -> None:
    for name, split in {
        "mini-imagenet-cache-train.pkl": "train",
        "mini-imagenet-cache-val (1).pkl": "validation",
        "mini-imagenet-cache-validation.pkl": "validation",
        "miniImageNet_category_split_train_phase_train.pickle": "train",
        "miniImageNet_category_split_train_phase_test.pickle": "",
        "miniImageNet_category_split_test.pickle": "test",
        "CIFAR_FS_val.pickle": "validation",
        "train": "",
        "train.csv": "",
        "contest.pkl": "",
    }.items():
        assert split_of_name(name) == split, name


# ------------------------------------------------------------------------------------------------------------ CIFAR-FS
def cifar_form(split: str, flat: str = "image", named: bool = True) -> Form:
    names = listed(cifar_fs.LIST)[split]
    rows = np.concatenate([np.flatnonzero(NAMES.index(n) == LABELS) for n in names])
    data = PIXELS[rows]
    shaped = {"image": data.transpose(0, 2, 3, 1), "channels": data, "flat": data.reshape(len(rows), -1)}[flat]
    labels = np.repeat(np.arange(len(names)), 3)
    form: Form = {"data": np.ascontiguousarray(shaped), "labels": labels.tolist()}
    return form | ({"label2catname": dict(enumerate(names))} if named else {})


@pytest.mark.parametrize("flat", ["image", "channels", "flat"])
@pytest.mark.parametrize("named", [True, False])
def test_cifar_fs_of_every_shape_with_and_without_names(tmp_path: Path, flat: str, named: bool) -> None:
    root = write(tmp_path / "root", lambda split: cifar_form(split, flat, named), "CIFAR_FS_{}.pickle")
    data = cifar(root)
    assert [len(data.split_classes[s]) for s in SPLITS] == [64, 16, 20] and data.counts.tolist() == [3] * 100
    if named:
        assert {s: sorted(data.class_name(int(i)) for i in data.split_classes[s]) for s in SPLITS} == {
            s: sorted(names) for s, names in listed(cifar_fs.LIST).items()
        }
    else:
        assert data.class_name(int(data.split_classes["test"][0])) == "test 0"
    for i in (0, 40, 99):
        name = data.class_name(i)
        split, number = (name.split(" ")) if not named else next((s, n.index(name)) for s, n in listed(cifar_fs.LIST).items() if name in n)
        expected = PIXELS[NAMES.index(listed(cifar_fs.LIST)[split][int(number)]) :: 100]
        assert np.array_equal(data.flat[int(data.offsets[i]) : int(data.offsets[i + 1])].numpy(), expected)


def files_of(form: str) -> dict[str, bytes]:
    return binary() if form == "binary" else pickled()


@pytest.mark.parametrize("form", ["binary", "python"])
@pytest.mark.parametrize(
    "layout",
    [
        "loose",
        "own folder",
        "doubled",
        "second download",
        "plain tar",
        "tgz",
        "zip",
        "itself",
        "archive itself",
        "spelled otherwise",
        "copies",
    ],
)
def test_cifar_100_as_other_tools_leave_it(tmp_path: Path, form: str, layout: str) -> None:
    root = tmp_path / "root"
    name = f"cifar-100-{form}"
    folder = {
        "loose": root,
        "own folder": root / "cifar_fs",
        "doubled": root / name / name,
        "itself": root,
        "spelled otherwise": root / "CIFAR-FS" / f"{name} (1)",
        "copies": root / name,
    }.get(layout)
    if folder is not None:
        folder.mkdir(parents=True)
        for file, data in files_of(form).items():
            (folder / file).write_bytes(data)
            (folder / f"._{file}").write_bytes(b"macOS")
    else:
        root.mkdir()
        ending = {"second download": " (1).tar.gz", "plain tar": ".tar", "tgz": ".tgz", "zip": ".zip"}.get(layout, ".tar.gz")
        path = root / (name + ending)
        if ending == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for file, data in files_of(form).items():
                    archive.writestr(f"{name}/{file}", data)
                    archive.writestr(f"__MACOSX/{name}/._{file}", b"macOS")
        else:
            with tarfile.open(path, "w" if ending == ".tar" else "w:gz") as tar:
                for file, data in files_of(form).items():
                    for inside, content in ((f"{name}/._{file}", b"macOS"), (f"{name}/{file}", data)):
                        member = tarfile.TarInfo(inside)
                        member.size = len(content)
                        tar.addfile(member, io.BytesIO(content))
        root = path if layout == "archive itself" else root
    data = cifar(root)
    assert {s: [data.class_name(int(i)) for i in data.split_classes[s]] for s in SPLITS} == listed(cifar_fs.LIST)
    assert data.counts.tolist() == [3] * 100


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("form", ["binary", "python", "pictures"])
def test_what_is_called_cifar100_is_looked_into(tmp_path: Path, form: str, packed: bool) -> None:
    root = tmp_path / "root"
    root.mkdir()
    files = files_of(form) if form != "pictures" else {}
    if form == "pictures":
        for i, label in enumerate(LABELS):
            out = io.BytesIO()
            Image.fromarray(PIXELS[i].transpose(1, 2, 0)).save(out, "PNG")
            files[f"data/{NAMES[label]}/{i:03d}.png"] = out.getvalue()
    if packed:
        with zipfile.ZipFile(root / "cifar100.zip", "w") as archive:
            for file, data in files.items():
                archive.writestr(f"cifar100/{file}", data)
    else:
        for file, data in files.items():
            path = root / "cifar100" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    data = cifar(root)
    assert {s: [data.class_name(int(i)) for i in data.split_classes[s]] for s in SPLITS} == listed(cifar_fs.LIST)


@pytest.mark.parametrize("method", ["bz2", "xz"])
def test_a_tar_packed_otherwise_is_not_unpacked(tmp_path: Path, method: str) -> None:
    with tarfile.open(tmp_path / "cifar-100-binary.tar.gz", f"w:{method}") as tar:  # type: ignore[call-overload]
        member = tarfile.TarInfo("train.bin")
        member.size = 1000
        tar.addfile(member, io.BytesIO(bytes(1000)))
    with pytest.raises(DataError, match="is not CIFAR-100, or damaged"):
        cifar(tmp_path)


def test_folders_of_pictures_called_train_and_test_are_no_pickles(tmp_path: Path) -> None:
    for name in ("train", "test", "meta"):
        (tmp_path / "root" / name).mkdir(parents=True)
    with pytest.raises(DataError, match="does not hold CIFAR-FS"):
        cifar(tmp_path / "root")


def test_a_dataset_has_its_folder_in_any_spelling(tmp_path: Path) -> None:
    for name in ("miniImageNet", "mini-imagenet.zip", "mini imagenet", "tiered_imagenet"):
        (tmp_path / name).mkdir() if "." not in name else (tmp_path / name).write_bytes(b"")
    assert [p.name for p in own_places(tmp_path, "mini_imagenet")] == ["mini imagenet", "miniImageNet", "mini-imagenet.zip"]
    (tmp_path / "mini_imagenet").mkdir()
    assert own_places(tmp_path, "mini_imagenet")[0].name == "mini_imagenet"
    assert own_places(tmp_path / "nowhere", "mini_imagenet") == []
