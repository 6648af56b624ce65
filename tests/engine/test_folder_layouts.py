"""Layouts of a person's pictures: nested folders, folders of parts in every spelling and pair, and what is left out, counted."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import SPLITS, classes, every, levels_of, load, put, tree

from engine.datasets import cifar_fs, image_folder, mini_imagenet
from engine.datasets.cifar_fs import CifarFS
from engine.datasets.image_folder import published_classes
from engine.datasets.mini_imagenet import MiniImageNet
from engine.episode import DataError
from engine.folder_layout import AmbiguousLevel, arranged
from engine.pictures import Entry, Source
from engine.split_names import assigned_splits, split_of

CLASSES = [f"kind {letter}" for letter in "abcdefghijkl"]


def entries(paths: list[str]) -> list[Entry]:
    return [Entry(path, 1, 0) for path in paths]


# ------------------------------------------------------------------------------------------------------- levels
@pytest.mark.parametrize(
    "sessions",
    [
        ("session 1", "session 2"),
        ("s1", "s2", "s3"),
        ("2024-01-03", "2024-02-07"),
        ("day_1", "day_2"),
        ("morning", "night"),
        ("20240103", "20240104"),
    ],
)
def test_sessions_within_a_class_are_that_class(tmp_path: Path, sessions: tuple[str, ...]) -> None:
    folders = [f"{c}/{s}" for c in CLASSES[:8] for s in sessions]
    data = load(put(tmp_path / "mine", tree(folders)))
    assert every(data) == set(CLASSES[:8])
    assert set(data.counts.tolist()) == {3 * len(sessions)}
    assert "classes are the outermost of 2 levels of folders" in data.describe()
    assert data.rule == "by class"


def test_characters_within_an_alphabet_are_the_classes(tmp_path: Path) -> None:
    folders = [f"{a}/character{n:02d}" for a in ("Greek", "Latin", "Tifinagh") for n in range(1, 5)]
    data = load(put(tmp_path / "mine", tree(folders)))
    assert every(data) == set(folders) and set(data.counts.tolist()) == {3}
    assert "classes are the innermost of 2 levels of folders" in data.describe()


def test_named_classes_within_groups_are_the_classes(tmp_path: Path) -> None:
    folders = ["animals/cat", "animals/dog", "animals/hen", "vehicles/car", "vehicles/bus", "vehicles/tram"]
    assert every(load(put(tmp_path / "mine", tree(folders)))) == set(folders)


def test_folders_that_could_be_either_are_asked_about_and_the_setting_decides(tmp_path: Path) -> None:
    names = ("alice", "bob", "carol", "dan", "eve", "fay")
    folders = [f"{p}/{e}" for p in names for e in ("happy", "sad")]
    root = put(tmp_path / "mine", tree(folders))
    with pytest.raises(DataError, match=r"6 hold 12, such as alice/happy\. Set Class level \(level\) to outermost folder for 6") as found:
        load(root)
    assert found.value.remedies == ({"level": "outermost folder"}, {"level": "innermost folder"})
    assert every(load(root, level="outermost folder")) == set(names)
    assert every(load(root, level="innermost folder")) == set(folders)


def test_one_class_with_many_sessions_never_becomes_the_dataset(tmp_path: Path) -> None:
    folders = [f"cat/session {n}" for n in range(8)]
    root = put(tmp_path / "mine", tree(folders) | tree(CLASSES[:6], first=10))
    data = load(root)
    assert every(data) == {"cat", *CLASSES[:6]}
    assert len(levels_of(data)["cat"]) == 24


def test_stray_pictures_are_counted_and_the_classes_stay(tmp_path: Path) -> None:
    folders = [f"{a}/character{n:02d}" for a in ("Greek", "Latin") for n in range(1, 5)]
    root = put(tmp_path / "mine", tree(folders) | {"Greek/overview.png": 1, "Latin/overview.png": 2, "cover.png": 3})
    data = load(root)
    assert every(data) == set(folders)
    assert "3 pictures in no class's folder left out" in data.describe()


def test_folders_that_only_hold_pictures_are_looked_through(tmp_path: Path) -> None:
    data = load(put(tmp_path / "mine", tree([f"{c}/images" for c in CLASSES[:7]])))
    assert every(data) == set(CLASSES[:7])


@pytest.mark.parametrize("wrappers", ["", "download/", "my pictures/all of them/"])
def test_a_chosen_folder_may_hold_its_classes_at_any_depth(tmp_path: Path, wrappers: str) -> None:
    assert every(load(put(tmp_path / "mine", tree([f"{wrappers}{c}" for c in CLASSES[:7]])))) == set(CLASSES[:7])


def test_other_datasets_beside_the_pictures_are_left_out_and_counted(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES[:7]) | tree(["omniglot/a/b", "mini_imagenet/n01532829"], first=10))
    data = load(root)
    assert every(data) == set(CLASSES[:7])
    assert "6 pictures in folders of other datasets left out" in data.describe()


# --------------------------------------------------------------------------------------------------------- parts
SPELLINGS = {
    "train": [
        "train",
        "Train",
        "TRAINING",
        "meta-train",
        "meta_train",
        "MetaTrain",
        "train_images",
        "images_background",
        "base",
        "train2017",
        "1_train",
    ],
    "validation": ["val", "Valid", "VALIDATION", "dev", "meta-val", "metaval", "val_set", "2-val"],
    "test": ["test", "Testing", "TEST", "eval", "meta-test", "novel", "images_evaluation", "test-set", "3 test"],
}


@pytest.mark.parametrize(("split", "name"), [(split, name) for split, names in SPELLINGS.items() for name in names])
def test_spellings_of_parts(split: str, name: str) -> None:
    assert split_of(name) == split


@pytest.mark.parametrize(
    "name", ["trains", "testament", "valley", "devil", "contest", "pretrain", "x_train", "cat", "evaluator", "", "2017"]
)
def test_what_only_looks_like_a_part_is_none(name: str) -> None:
    assert split_of(name) == ""


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(SPELLINGS["train"]), st.sampled_from(SPELLINGS["validation"]), st.sampled_from(SPELLINGS["test"]), st.booleans())
def test_parts_in_any_spelling_are_kept_apart(train: str, validation: str, test: str, grouped: bool) -> None:
    group = "group/" if grouped else ""
    names = {"train": CLASSES[:4], "validation": CLASSES[4:6], "test": CLASSES[6:9]}
    folders = {"train": train, "validation": validation, "test": test}
    paths = [f"{folders[s]}/{group}{c}/{n}.png" for s, cs in names.items() for c in cs for n in range(2)]
    layout = arranged(entries(paths))
    assert {s: {label for split, label, _ in layout.placed if split == s} for s in SPLITS} == {s: set(cs) for s, cs in names.items()}


@pytest.mark.parametrize(
    ("train", "other"),
    [("Training", "Testing"), ("base", "novel"), ("meta-train", "META-TEST"), ("images_background", "images_evaluation")],
)
def test_without_a_validation_part_it_is_taken_from_training(tmp_path: Path, train: str, other: str) -> None:
    root = put(tmp_path / "mine", tree([f"{train}/{c}" for c in CLASSES[:8]]) | tree([f"{other}/{c}" for c in CLASSES[8:]], first=8))
    data = load(root)
    assert classes(data, "test") == set(CLASSES[8:])
    assert len(classes(data, "validation")) == 2 and classes(data, "train") | classes(data, "validation") == set(CLASSES[:8])
    assert "no validation part, so 2 of the training classes are held out for it" in data.describe()


def test_without_a_test_part_it_is_taken_from_training(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree([f"train/{c}" for c in CLASSES[:8]]) | tree([f"val/{c}" for c in CLASSES[8:]], first=8))
    data = load(root)
    assert classes(data, "validation") == set(CLASSES[8:]) and len(classes(data, "test")) == 2
    assert classes(data, "train") | classes(data, "test") == set(CLASSES[:8])
    assert "no test part, so 2 of the training classes are held out for it" in data.describe()


def test_eval_beside_test_is_the_validation_part() -> None:
    assert assigned_splits(["train", "eval", "test"]) == {"train": "train", "eval": "validation", "test": "test"}
    assert assigned_splits(["train", "val", "eval"])["eval"] == "test"
    assert assigned_splits(["train", "dev", "test"])["dev"] == "validation"


@pytest.mark.parametrize("parts", [("val", "test"), ("test",), ("eval", "dev")])
def test_held_out_parts_alone_are_not_split_anew_unless_asked(tmp_path: Path, parts: tuple[str, ...]) -> None:
    root = put(tmp_path / "mine", tree([f"{parts[k % len(parts)]}/{c}" for k, c in enumerate(CLASSES)]))
    with pytest.raises(DataError, match="but none for training") as found:
        load(root)
    assert found.value.remedies == ({"split": "by class"},)
    assert every(load(root, split="by class")) == set(CLASSES)


def test_the_same_classes_in_every_part_are_pooled_and_said_so(tmp_path: Path) -> None:
    for layout in ("{part}/{name}", "{name}/{part}"):
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        put(root, tree([layout.format(part=part, name=c) for c in CLASSES[:7] for part in ("train", "test")]))
        data = load(root)
        assert every(data) == set(CLASSES[:7]) and set(data.counts.tolist()) == {6}
        assert "the folders for training and test hold the same classes, so their pictures are pooled" in data.describe()


def test_a_class_in_two_parts_is_named_and_refused(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree([f"train/{c}" for c in CLASSES[:6]]) | tree([f"test/{c}" for c in CLASSES[5:9]], first=8))
    with pytest.raises(DataError, match=r"1 classes are in more than one part \(kind f\)"):
        load(root)


def test_folders_beside_the_parts_are_counted(tmp_path: Path) -> None:
    three = (
        tree([f"train/{c}" for c in CLASSES[:6]]) | tree([f"val/{c}" for c in CLASSES[6:8]]) | tree([f"test/{c}" for c in CLASSES[8:10]])
    )
    data = load(put(tmp_path / "mine", three | tree(["extra/kind k"])))
    assert "kind k" not in every(data)
    assert "3 pictures in extra, which is no part of the split left out" in data.describe()


def test_a_training_part_alone_is_split_by_class_and_said_so(tmp_path: Path) -> None:
    data = load(put(tmp_path / "mine", tree([f"train/{c}" for c in CLASSES]) | {"test/1.png": 1, "test/2.png": 2}))
    assert every(data) == set(CLASSES)
    assert "only a training part among its folders" in data.describe()
    assert "2 pictures in no class's folder left out" in data.describe()


def test_classes_called_train_and_test_are_classes(tmp_path: Path) -> None:
    names = ["bus", "car", "plane", "ship", "train", "tram", "test"]
    assert every(load(put(tmp_path / "mine", tree(names)))) == set(names)


def test_unicode_forms_of_a_name_are_one_class(tmp_path: Path) -> None:
    name = "caf\u00e9"
    both = [f"train/{unicodedata.normalize('NFD', name)}", f"test/{unicodedata.normalize('NFC', name)}"]
    root = put(tmp_path / "mine", tree([*both, *(f"train/{c}" for c in CLASSES[:5]), *(f"test/{c}" for c in CLASSES[6:9])]))
    with pytest.raises(DataError, match=f"more than one part \\({name}\\)"):
        load(root)


NAMES = st.lists(st.text("abcdefghij", min_size=3, max_size=6), min_size=6, max_size=9, unique=True)


@settings(max_examples=25, deadline=None)
@given(NAMES, st.sampled_from(["", "wrapper/", "a/b/"]), st.integers(1, 3), st.sampled_from(["plain", "sessions", "parts", "groups"]))
def test_no_picture_is_lost_or_given_to_another_class(names: list[str], wrapper: str, each: int, kind: str) -> None:
    paths: dict[str, str] = {}
    for k, name in enumerate(names):
        inner = {"plain": [""], "sessions": ["session 1/", "session 2/"], "parts": [""], "groups": [""]}[kind]
        outer = {"parts": f"{('train', 'val', 'test')[k % 3]}/", "groups": f"group{'xy'[k % 2]}/"}.get(kind, "")
        for part, n in itertools.product(inner, range(each)):
            paths[f"{wrapper}{outer}{name}/{part}{n}.png"] = name
    try:
        layout = arranged(entries(list(paths)))
    except AmbiguousLevel:
        return
    assert len(layout.placed) + layout.unclassed + sum(layout.outside.values()) == len(paths)
    assert all(label.rsplit("/", 1)[-1] == paths[file.name] for _, label, file in layout.placed)  # type: ignore[attr-defined]


@settings(max_examples=6, deadline=None)
@given(st.permutations(CLASSES), st.integers(4, 8))
def test_written_trees_give_every_class_its_own_pictures(order: list[str], training: int) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        tops = [f"{'Train' if k < training else 'VALID' if k < training + 2 else 'test_set'}/{c}" for k, c in enumerate(order)]
        levels = tree(tops)
        data = load(put(root / "mine", levels))
        for top in tops:
            assert levels_of(data)[top.split("/")[1]] == {level for path, level in levels.items() if path.startswith(f"{top}/")}
        assert classes(data, "train") == set(order[:training])
    finally:
        shutil.rmtree(root)


def test_what_a_source_passes_over_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = put(tmp_path / "mine", tree(CLASSES[:7]))
    find = image_folder.whole_source

    def found(*place: object) -> Source:
        source = find(*place)  # type: ignore[arg-type]
        source.ignored = {"hidden folder": 2, "unknown suffix .tif": 31}  # type: ignore[attr-defined]
        return source

    monkeypatch.setattr(image_folder, "whole_source", found)
    line = load(root).describe()
    assert "passed over: hidden folder (2)" in line and "passed over: unknown suffix .tif (31)" in line


@pytest.mark.parametrize("layout", ["{split}/{name}/images", "archive/{name}/{split}", "a/b/{split}/{name}", "{name}"])
def test_benchmarks_are_found_by_the_names_of_their_classes_at_any_depth(tmp_path: Path, layout: str) -> None:
    for data, place in ((MiniImageNet, "mini"), (CifarFS, "cifar")):
        listed = published_classes(mini_imagenet.LIST if data is MiniImageNet else cifar_fs.LIST)
        folders = [layout.format(split=split, name=name) for split, name in listed]
        root = put(tmp_path / place, {f"{folder}/{n}.png": n for folder in folders for n in (1, 2)} | {"other/1.png": 9})
        made = data(data.Settings(), root, tmp_path / "cache", torch.device("cpu"), lambda what, fraction: None)
        found = {(split, made.class_name(int(i))) for split, ids in made.split_classes.items() for i in ids}
        assert found == set(listed)
        assert "1 picture of no class of the split left out" in made.describe()
