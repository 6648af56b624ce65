"""Tables beside a person's pictures: CSV in every order of columns, the JSON forms of other libraries, and rows that fit nothing."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import classes, every, levels_of, load, put, tree

from engine.episode import DataError
from engine.picture_index import PictureIndex, Row
from engine.pictures import Entry
from engine.split_names import split_of
from engine.split_tables import NotATable, Table, read_csv, read_json

CLASSES = [f"class{letter}" for letter in "abcdefghijkl"]
PARTS = {"train": CLASSES[:6], "val": CLASSES[6:9], "test": CLASSES[9:]}
NAMES = ("1.png", "2.png", "3.png")


def table(root: Path, part: str, rows: list[list[str]], delimiter: str = ",", coding: str = "utf-8") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    (root / f"{part}.csv").write_bytes(out.getvalue().encode(coding))


ROWS = {
    "path,class": lambda c, n: [f"{c}/{n}", c],
    "class,path": lambda c, n: [c, f"{c}/{n}"],
    "backslashes": lambda c, n: [f"{c}\\{n}", c],
    "path only": lambda c, n: [f"{c}/{n}"],
    "absolute": lambda c, n: [f"/home/other/data/pictures/{c}/{n}", c],
    "Windows": lambda c, n: [f"D:\\data\\pictures\\{c}\\{n}", c],
    "dot": lambda c, n: [f"./{c}/{n}", c],
    "name and class": lambda c, n: [n, c],
    "without suffix": lambda c, n: [f"{c}/{n.removesuffix('.png')}", c],
    "other case": lambda c, n: [f"{c}/{n.upper()}", c],
    "index": lambda c, n: ["", f"{c}/{n}", c],
}
HEADINGS = {
    "path,class": [None, ["filename", "label"], ["image_path", "class"]],
    "class,path": [None, ["label", "filename"], ["Category", "File Name"]],
    "index": [["", "filename", "label"]],
    "path only": [None, ["filename"]],
}


@pytest.mark.parametrize(("form", "heading"), [(form, h) for form in ROWS for h in HEADINGS.get(form, [["filename", "label"]])])
def test_rows_of_every_form_give_each_picture_the_class_of_its_path(tmp_path: Path, form: str, heading: list[str] | None) -> None:
    """The names repeat in every class, so only the path, or the class beside the name, tells which picture is meant."""
    levels = tree(CLASSES, NAMES)
    root = put(tmp_path / "mine", levels)
    for part, members in PARTS.items():
        rows = [ROWS[form](c, n) for c in members for n in NAMES]
        if form == "index":
            rows = [[str(i), *row[1:]] for i, row in enumerate(rows)]
        table(root, part, ([heading] if heading else []) + rows)
    data = load(root)
    assert levels_of(data) == {c: {v for p, v in levels.items() if p.startswith(f"{c}/")} for c in CLASSES}
    assert [classes(data, split) for split in ("train", "validation", "test")] == [set(m) for m in PARTS.values()]
    assert "left out" not in data.describe()


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_spreadsheets_write_tables_in_their_own_ways(tmp_path: Path, delimiter: str, coding: str) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        table(root, part.upper(), [["filename", "label"], *([f"{c}/{n}", c] for c in members for n in NAMES)], delimiter, coding)
    assert every(load(root)) == set(CLASSES)


def test_labels_of_a_table_count_more_than_folders(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(["images"], [f"{c}{n}" for c in CLASSES for n in NAMES]))
    for part, members in PARTS.items():
        table(root, part, [["label", "filename"], *([c.upper(), f"{c}{n}"] for c in members for n in NAMES)])
    assert every(load(root)) == {c.upper() for c in CLASSES}


def test_a_missing_file_is_counted_and_never_replaced_by_one_of_another_class(tmp_path: Path) -> None:
    levels = tree(CLASSES, NAMES)
    del levels["classa/1.png"]
    levels["classb/only.png"] = 250
    root = put(tmp_path / "mine", levels)
    rows = {part: [[f"{c}/{n}", c] for c in members for n in NAMES] for part, members in PARTS.items()}
    rows["train"].append(["classa/only.png", "classa"])  # the one file of that name is another class's
    for part, listed in rows.items():
        table(root, part, listed)
    data = load(root)
    assert levels_of(data)["classa"] == {1, 2} and 250 not in set().union(*levels_of(data).values())
    assert "2 rows without a file left out" in data.describe() and "1 picture in no row left out" in data.describe()


def test_names_that_fit_several_files_are_counted(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        table(root, part, [[f"{c}/{n}", c] for c in members for n in NAMES] + ([["3.png", "unknown"]] if part == "test" else []))
    assert "1 row whose name fits several files left out" in load(root).describe()
    for part in PARTS:
        table(root, part, [["3.png", "unknown"]])
    with pytest.raises(DataError, match=r"holds none of the pictures .* the first, 3\.png, fits several files; write its folder before it"):
        load(root)


def test_another_suffix_is_found_and_reported(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        table(root, part, [[f"{c}/{n.replace('.png', '.jpg')}", c] for c in members for n in NAMES])
    data = load(root)
    assert every(data) == set(CLASSES) and "36 listed pictures found under another suffix or spelling" in data.describe()


def test_a_picture_listed_as_two_classes_is_refused(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        table(root, part, [[f"{c}/{n}", c] for c in members for n in NAMES] + ([["classj/1.png", "classk"]] if part == "test" else []))
    with pytest.raises(DataError, match=r"list classj/1\.png twice, as classj and as classk"):
        load(root)


def test_two_tables_suffice_and_the_third_part_is_taken_from_training(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    table(root, "Training", [[f"{c}/{n}", c] for c in CLASSES[:8] for n in NAMES])
    table(root, "testing", [[f"{c}/{n}", c] for c in CLASSES[8:] for n in NAMES])
    data = load(root)
    assert classes(data, "test") == set(CLASSES[8:]) and classes(data, "train") | classes(data, "validation") == set(CLASSES[:8])
    assert "no validation part" in data.describe()


def test_one_table_with_a_column_of_parts(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    rows = [[f"{c}/{n}", c, part] for part, members in PARTS.items() for c in members for n in NAMES]
    table(root, "labels", [["filename", "label", "split"], *rows])
    data = load(root)
    assert classes(data, "validation") == set(PARTS["val"]) and classes(data, "test") == set(PARTS["test"])


def test_accents_in_tables_and_folders_may_be_written_in_two_ways(tmp_path: Path) -> None:
    names = [f"caf\u00e9 {letter}" for letter in "abcdefghi"]
    root = put(tmp_path / "mine", tree([unicodedata.normalize("NFD", n) for n in names], NAMES))
    for part, members in zip(PARTS, (names[:4], names[4:6], names[6:]), strict=True):
        table(root, part, [[f"{n}/{file}", n] for n in members for file in NAMES])
    assert every(load(root)) == set(names)
    for part, members in zip(PARTS, (names[:4], names[4:6], names[6:]), strict=True):
        (root / f"{part}.csv").unlink()
        (root / f"{part}.json").write_text(json.dumps([unicodedata.normalize("NFC", n) for n in members]))
    assert classes(load(root), "test") == set(names[6:])


# ---------------------------------------------------------------------------------------------------------- JSON
def whole(members: list[str]) -> list[str]:
    return [f"/data/pictures/{c}/{n}" for c in members for n in NAMES]


FORMS = {
    "list": lambda m: m,
    "pairs": lambda m: [["group", c] for c in m],
    "names and roots": lambda m: {"class_names": m, "roots": [f"/data/{c}" for c in m]},
    "names and one root": lambda m: {"class_names": m, "root": "/data"},
    "other names, class roots": lambda m: {"class_names": [c.upper() + "!" for c in m], "class_roots": [f"/data/{c}" for c in m]},
    "roots": lambda m: {"roots": [f"/data/{c}" for c in m]},
    "names to roots": lambda m: {"roots": {c: f"/data/{c}" for c in m}},
    "closer look": lambda m: {
        "label_names": CLASSES,
        "image_names": whole(m),
        "image_labels": [CLASSES.index(c) for c in m for _ in NAMES],
    },
    "numbers": lambda m: {c: i for i, c in enumerate(m)},
    "pictures of each": lambda m: {c: list(NAMES) for c in m},
    "groups": lambda m: {"all": {"some": m}},
    "paths": whole,
    "path and class": lambda m: [[p, p.split("/")[-2]] for p in whole(m)],
    "objects": lambda m: [{"file_name": p, "label": p.split("/")[-2]} for p in whole(m)],
    "classes as objects": lambda m: [{"name": c} for c in m],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wrapped", ["", "group/"])
def test_json_tables_of_other_libraries(tmp_path: Path, form: str, wrapped: str) -> None:
    levels = tree([f"{wrapped}{c}" for c in CLASSES], NAMES)
    root = put(tmp_path / "mine", levels)
    for part, members in PARTS.items():
        (root / f"{'base' if part == 'train' else part}.json").write_text(json.dumps(FORMS[form](members)))
    data = load(root)
    assert [classes(data, split) for split in ("train", "validation", "test")] == [set(m) for m in PARTS.values()]
    assert levels_of(data)["classc"] == {20, 21, 22}


@pytest.mark.parametrize(
    "keys", [("train", "valid", "test"), ("meta_train", "meta_val", "meta_test"), ("base", "val", "novel"), ("TRAIN", "TEST")]
)
@pytest.mark.parametrize("within", [False, True])
def test_one_json_file_may_hold_all_parts(tmp_path: Path, keys: tuple[str, ...], within: bool) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    members = list(PARTS.values()) if len(keys) == 3 else [CLASSES[:9], CLASSES[9:]]
    parts = dict(zip(keys, members, strict=True))
    (root / "my_splits.json").write_text(json.dumps({"name": "mine", "splits": parts} if within else parts))
    data = load(root)
    assert classes(data, "test") == set(CLASSES[9:])
    assert len(keys) < 3 or classes(data, "validation") == set(CLASSES[6:9])


def test_listed_classes_decide_the_level(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree([f"{c}/{s}" for c in CLASSES for s in ("one", "two")], NAMES[:2]))
    for part, members in PARTS.items():
        (root / f"{part}.json").write_text(json.dumps(members))
    assert classes(load(root), "test") == set(PARTS["test"])


def test_listed_classes_without_a_folder_are_named(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        (root / f"{part}.json").write_text(json.dumps([*members[1:], f"<i>{part}"]))
    line = load(root).describe()
    assert "3 listed classes without a folder (<i>train, <i>val, <i>test) left out" in line
    assert "3 classes without two pictures or a split left out" in line
    for part in PARTS:
        (root / f"{part}.json").write_text(json.dumps(["nothing"]))
    with pytest.raises(DataError, match="holds none of the classes that its tables list: the first, nothing, is not there"):
        load(root)


def test_a_listed_class_of_another_group_is_not_taken_for_one_of_that_name(tmp_path: Path) -> None:
    folders = [f"{a}/character{n:02d}" for a in ("Greek", "Latin", "Thai") for n in range(1, 5)]
    root = put(tmp_path / "mine", tree(folders, NAMES[:2]))
    listed = {"train": folders[:6], "val": folders[6:9], "test": [*folders[9:], "Hebrew/character01"]}
    for part, members in listed.items():
        (root / f"{part}.json").write_text(json.dumps(members))
    data = load(root)
    assert classes(data, "test") == set(folders[9:])
    assert "1 listed class without a folder (Hebrew/character01) left out" in data.describe()
    (root / "test.json").write_text(json.dumps(["character01", "character02"]))
    with pytest.raises(DataError, match="list the class character01, as which several folders are named"):
        load(root)


# ----------------------------------------------------------------------------------------------------------- hostile
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["a/1.png", "train"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["train", "test", "class_names", "roots", "image_names", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_a_table_or_refused_with_a_sentence(value: object) -> None:
    try:
        found = read_json(json.dumps(value).encode())
    except NotATable as error:
        assert str(error).startswith("is ")
        return
    for part in [found] if isinstance(found, Table) else found.values():
        assert all(isinstance(row.path, str) and isinstance(row.label, str) for row in part.rows)
        assert all(isinstance(name, str) for name in part.classes)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_csv_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        assert read_csv(data).rows
    except NotATable as error:
        assert "\n" not in str(error)


def test_deeply_nested_json_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    with pytest.raises(NotATable, match="nested too deeply"):
        read_json(b"[" * 200_000)
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    (root / "train.json").write_bytes(b'{"a":' * 50_000)
    with pytest.raises(DataError, match=r"train\.json in .* is not a list of classes: it is nested too deeply\."):
        load(root)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from("123")), min_size=1, max_size=20, unique=True),
    st.sampled_from(["", "/other/place/", "C:\\there\\"]),
    st.integers(1, 3),
)
def test_a_path_never_finds_another_file_than_its_own(files: list[tuple[str, str, str]], root: str, kept: int) -> None:
    """Rows name all of `files`; only some of them are there."""
    paths = ["/".join(f) + ".png" for f in files]
    there = [Entry(path, 1, 0) for path in paths[::kept]]
    matches = PictureIndex(there).matched([Row(root + path, path.split("/")[1]) for path in paths])
    for row, file in matches.found:
        assert row.path == root + file.name  # type: ignore[attr-defined]
    assert len(matches.found) + len(matches.missing) + len(matches.unclear) == len(paths)
    assert len(matches.found) == len(there)


LINES = {
    "classes": lambda m: m,
    "paths": whole,
    "path and number": lambda m: [f"{p} {i}" for i, p in enumerate(whole(m))],
    "path and class": lambda m: [f"{p}\t{p.split('/')[-2]}" for p in whole(m)],
}


@pytest.mark.parametrize("form", LINES)
def test_plain_lists_of_a_class_or_a_picture_a_line(tmp_path: Path, form: str) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        (root / f"{part}.txt").write_text("# made by hand\n" + "\r\n".join(LINES[form](members)) + "\n")
    (root / "README.txt").write_text("train: these are mine\n")
    data = load(root)
    assert [classes(data, split) for split in ("train", "validation", "test")] == [set(m) for m in PARTS.values()]
    assert levels_of(data)["classc"] == {20, 21, 22}


def test_of_several_kinds_of_tables_one_counts_and_the_others_are_named(tmp_path: Path) -> None:
    root = put(tmp_path / "mine", tree(CLASSES, NAMES))
    for part, members in PARTS.items():
        table(root, part, [[f"{c}/{n}", c] for c in members for n in NAMES])
        (root / f"{part}.json").write_text(json.dumps(CLASSES))
    data = load(root)
    assert classes(data, "test") == set(PARTS["test"])
    assert "3 tables (test.json, train.json, val.json) left out" in data.describe()


def test_a_text_that_never_ends_costs_no_time() -> None:
    with pytest.raises(NotATable, match="no JSON"):
        read_json(b'["' + b'\\"' * 250_000)


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("train1", "train"),
        ("train_part2", "train"),
        ("2021_train_mini", "train"),
        ("val.X1", "validation"),
        ("test_small", "test"),
    ],
)
def test_numbered_and_sized_parts_are_recognised(name: str, split: str) -> None:
    assert split_of(name) == split
