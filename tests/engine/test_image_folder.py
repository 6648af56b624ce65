"""A person's own pictures: found in every layout, split, decoded, kept; and what is damaged, hostile or missing, in one sentence."""

from __future__ import annotations

import io
import json
import logging
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine import pictures, pixels
from engine.catalogue import catalogue, configured
from engine.datasets.image_folder import ImageFolder, Settings, by_class
from engine.episode import DataError
from engine.keep import kept_rows
from engine.pictures import Look
from engine.settings import Rejected
from engine.training import Training

CPU = torch.device("cpu")
SPLITS = ("train", "validation", "test")


def png(level: int | tuple[int, int, int] = 200, size: tuple[int, int] = (10, 10), form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("L" if isinstance(level, int) else "RGB", size, level).save(out, form)
    return out.getvalue()


def fill(folder: Path, classes: int = 10, of: tuple[int, ...] = (4, 7), suffix: str = "png") -> Path:
    """Class k has `of[k % len(of)]` pictures; picture i is a level of 10 k + i all over."""
    for k in range(classes):
        (folder / f"class{k:02d}").mkdir(parents=True)
        for i in range(of[k % len(of)]):
            (folder / f"class{k:02d}" / f"{i}.{suffix}").write_bytes(png(10 * k + i))
    return folder


def packed(folder: Path, path: Path, top: str = "") -> zipfile.ZipFile:
    file = zipfile.ZipFile(path, "w")
    for picture in sorted(folder.rglob("*")):
        if picture.is_file():
            file.write(picture, top + picture.relative_to(folder).as_posix())
    return file


def load(root: Path, cache: Path | None = None, **settings: object) -> ImageFolder:
    return ImageFolder(Settings(**settings), root, cache or root.parent / "cache", CPU, lambda what, fraction: None)  # type: ignore[arg-type]


def named(data: ImageFolder, split: str) -> set[str]:
    return {data.class_name(int(i)) for i in data.split_classes[split]}


def test_a_class_of_every_size_gives_its_own_pictures_and_no_others(tmp_path: Path) -> None:
    data = load(fill(tmp_path / "mine"))
    assert data.input_shape == (1, 28, 28) and data.counts.tolist() == [4, 7] * 5
    for split in SPLITS:
        episodes = data.sample(split, 50, 2, 2, 2, torch.Generator().manual_seed(0))  # type: ignore[arg-type]
        fixed = data.fixed(split, range(20), 2, 2, 2)  # type: ignore[arg-type]
        for e in (episodes, fixed):
            assert e.support_index is not None and e.query_index is not None
            for part, index in ((e.support, e.support_index), (e.query, e.query_index)):
                told = index[..., 0] * 10 + index[..., 1]
                assert torch.equal((part.x * 255).round().long().amin((2, 3, 4)), told)
                assert torch.equal((part.x * 255).round().long().amax((2, 3, 4)), told)
                assert (index[..., 1] < data.counts[index[..., 0]]).all()
                assert {data.class_name(int(c)) for c in index[..., 0].unique()} <= named(data, split)
            both = torch.cat([e.support_index, e.query_index], 1)
            assert all(len({tuple(i) for i in t.tolist()}) == 8 for t in both)  # no picture twice in a task
        assert data.picture(fixed.query_index[0]).shape == (4, 28, 28)  # type: ignore[index]
    large = data.sample("train", 400, 2, 2, 2, torch.Generator().manual_seed(1))
    assert large.query_index is not None and int(large.query_index[..., 1].max()) == 6  # the last picture of a larger class is met


def test_a_task_too_large_for_the_smallest_class_is_refused_with_its_name(tmp_path: Path) -> None:
    data = load(fill(tmp_path / "mine"))
    data.check(2, 2, 2)
    with pytest.raises(Rejected, match=r"at most 4, the drawings of the smallest class \(class00\) in My pictures; 3 \+ 2 is 5\."):
        data.check(2, 3, 2)
    with pytest.raises(Rejected, match="at most 2, the number of validation classes in My pictures; it was 5"):
        data.check(5, 1, 1)


def test_classes_are_dealt_by_their_names_alone(tmp_path: Path) -> None:
    names = [f"class{k:03d}" for k in range(100)]
    first, again, more = by_class(names, tmp_path), by_class(names[::-1], tmp_path), by_class([*names, "zebra"], tmp_path)
    assert [len(first[s]) for s in SPLITS] == [64, 16, 20] and first == again
    assert len(set().union(*first.values())) == 100
    assert sum(len(set(first[s]) & set(more[s])) for s in SPLITS) >= 97
    with pytest.raises(DataError, match=r"has 5 classes of at least two pictures; .* so six in all"):
        by_class(names[:5], tmp_path)


@pytest.mark.parametrize("layout", ["itself", "named", "zip", "zip of a folder", "named zip", "deep"])
def test_every_layout_gives_the_same_pictures(tmp_path: Path, layout: str) -> None:
    plain = load(fill(tmp_path / "plain"))
    root = tmp_path / "root"
    root.mkdir()
    if layout == "itself":
        fill(root)
    elif layout == "named":
        fill(root / "image_folder")
    elif layout == "deep":
        fill(root / "image_folder" / "download" / "pictures")
        (root / "image_folder" / "download" / "cover.png").write_bytes(png())
    else:
        name = "image_folder.zip" if layout == "named zip" else "holiday.zip"
        packed(tmp_path / "plain", root / name, "" if layout == "zip" else "my holiday/").close()
        root = root if layout == "named zip" else root / name
    data = load(root, tmp_path / "other")
    assert torch.equal(data.flat, plain.flat) and data.names == plain.names
    assert all(named(data, s) == named(plain, s) for s in SPLITS)
    assert ("1 picture in no class's folder left out" in data.describe()) == (layout == "deep")


def test_folders_named_as_splits_are_splits_unless_they_share_classes(tmp_path: Path) -> None:
    source = fill(tmp_path / "plain", 9)
    for split, ids in (("train", range(4)), ("val", range(4, 6)), ("test", range(6, 9))):
        (tmp_path / "split" / split).mkdir(parents=True)
        for k in ids:
            (source / f"class{k:02d}").rename(tmp_path / "split" / split / f"class{k:02d}")
    data = load(tmp_path / "split")
    assert named(data, "validation") == {"class04", "class05"} and named(data, "test") == {"class06", "class07", "class08"}
    assert named(load(tmp_path / "split", split="by class"), "validation") != {"class04", "class05"}
    for split in ("train", "val", "test"):  # as for ordinary classification
        fill(tmp_path / "ordinary" / split, 8, (3,))
    ordinary = load(tmp_path / "ordinary")
    assert ordinary.counts.tolist() == [9] * 8 and sum(len(named(ordinary, s)) for s in SPLITS) == 8


def test_tables_and_lists_say_the_split(tmp_path: Path) -> None:
    parts = {"train": [0, 1, 2], "val": [3, 4], "test": [5, 6]}
    folder = fill(tmp_path / "lists", 8, (3,))
    for split, ids in parts.items():
        listed = [["super", f"class{k:02d}"] for k in ids] if split != "val" else [f"class{k:02d}" for k in ids]
        (folder / f"{split}.json").write_text(json.dumps(listed))
    data = load(folder)
    assert named(data, "train") == {"class00", "class01", "class02"} and named(data, "validation") == {"class03", "class04"}
    assert "1 class without two pictures or a split left out" in data.describe()

    flat = tmp_path / "tables"
    (flat / "images").mkdir(parents=True)
    for split, ids in parts.items():
        rows = ["filename,label"]
        for k in ids:
            for i in range(3):
                (flat / "images" / f"n{k}_{i}.png").write_bytes(png(10 * k + i))
                rows.append(f"n{k}_{i}.png,wnid{k}")
        (flat / f"{split}.csv").write_text("\n".join(rows))
    table = load(flat)
    assert named(table, "test") == {"wnid5", "wnid6"} and table.counts.tolist() == [3] * 7
    assert int(table.flat[7, 0, 0, 0]) == 21

    (flat / "test.csv").write_text("filename,label\nn0_0.png,wnid0\nn5_0.png,wnid5")
    with pytest.raises(DataError, match="1 classes are in more than one part"):
        load(flat)
    (folder / "val.json").write_text("{not json")
    with pytest.raises(DataError, match=r"val\.json in .* is not a list of classes"):
        load(folder)


def test_pictures_are_decoded_once_and_again_when_one_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    plain = Look.decoded
    monkeypatch.setattr(Look, "decoded", lambda self, data, *more: read.append(data) or plain(self, data, *more))  # type: ignore[func-returns-value]
    folder = fill(tmp_path / "mine")
    first = load(folder)
    assert len(read) == 55 and isinstance(first.flat, torch.Tensor)
    assert torch.equal(load(folder).flat, first.flat) and len(read) == 55
    load(folder, size=20)
    assert len(read) == 110
    (folder / "class03" / "2.png").write_bytes(png(99, (12, 12)))
    assert int(load(folder).flat[17, 0, 0, 0]) == 99 and len(read) == 165
    kept = next((tmp_path / "cache").glob("*.u8"))
    kept.write_bytes(b"damaged")
    assert len(list((tmp_path / "cache").iterdir())) == 6  # three arrays and what is known of each
    load(folder), load(folder, size=20), load(folder, size=21), load(folder, size=22), load(folder, size=23)
    assert len(list((tmp_path / "cache").glob("*.u8"))) == 4


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    assert len(load(fill(tmp_path / "mine"), tmp_path / "blocked").flat) == 55


def test_stopping_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def report(what: str, fraction: float | None) -> None:
        if fraction:
            raise Stopped

    folder = fill(tmp_path / "mine", 10, (60,))
    with pytest.raises(Stopped):
        ImageFolder(Settings(), folder, tmp_path / "cache", CPU, report)
    assert list((tmp_path / "cache").iterdir()) == []


def test_colour_ink_and_transparency(tmp_path: Path) -> None:
    assert Look(8, True).decoded(png((10, 20, 30))).tolist() == [[[c] * 8] * 8 for c in (10, 20, 30)]
    assert Look(8, False, invert=True).decoded(png(200)).max() == 55
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert Look(8, True).decoded(out.getvalue()).min() == 255  # paper is white
    out = io.BytesIO()
    Image.fromarray(np.full((4, 4), 257 * 40, np.uint16)).save(out, "PNG")
    assert Look(8, False).decoded(out.getvalue()).tolist() == [[[40] * 8] * 8]
    half = np.zeros((20, 40, 3), np.uint8)
    half[:, 20:, 0] = 255
    for form in ("PNG", "BMP", "GIF", "WEBP", "JPEG"):
        out = io.BytesIO()
        Image.fromarray(half).save(out, form)
        seen = Look(16, True).decoded(out.getvalue()).astype(int)
        assert abs(seen[0, :, 12:] - 255).max() < 25 and abs(seen[:, :, :4]).max() < 25, form
    turned = Image.fromarray(half)
    turned.getexif()[0x0112] = 3  # held upside down
    out = io.BytesIO()
    turned.save(out, "JPEG", exif=turned.getexif())
    assert Look(16, True).decoded(out.getvalue())[0, :, :4].min() > 220


def test_colour_pictures_are_learned_from_and_turned_whole(tmp_path: Path) -> None:
    folder = tmp_path / "colour"
    rng = np.random.default_rng(0)
    for k in range(8):
        (folder / f"c{k}").mkdir(parents=True)
        for i in range(4):
            Image.fromarray(rng.integers(0, 255, (12, 12, 3), np.uint8)).save(folder / f"c{k}" / f"{i}.png")
    data = load(folder, size=12, colour="colour", rotations="everywhere")
    assert data.input_shape == (3, 12, 12)
    e = data.fixed("train", [3], 2, 1, 2)
    assert e.query_index is not None
    plain = data.picture(e.query_index[0])
    assert plain.shape == (4, 12, 12, 3)
    for x, p in zip(e.query.x[0], plain.permute(0, 3, 1, 2).float() / 255, strict=True):
        assert any(torch.equal(torch.rot90(p, k, (1, 2)), x) for k in range(4))
    chosen = {"way": 2, "shot": 1, "queries": 2, "filters": 4, "device": "cpu", "colour": "colour", "size": 12}
    config = configured(catalogue(), "prototypical", "image_folder", chosen)
    training = Training(config, load(folder, size=12, colour="colour"), CPU, 1)
    assert training.theta["conv1.weight"].shape == (4, 3, 3, 3)
    assert np.isfinite(training.outer_step()["query_loss_after"])


def test_unreadable_pictures_are_skipped_logged_and_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = fill(tmp_path / "mine")
    whole = png(50, (200, 200), "JPEG")
    (folder / "class00" / "0.png").write_bytes(b"no picture")
    (folder / "class02" / "cut.png").write_bytes(png(3)[:40])
    (folder / "class03" / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "class04" / "empty.gif").write_bytes(b"")
    (folder / "lonely").mkdir()
    (folder / "lonely" / "1.png").write_bytes(png())
    with caplog.at_level(logging.WARNING):
        data = load(folder)
    assert "class00/0.png" in caplog.text and "class03/cut.jpg" in caplog.text
    assert data.counts.tolist()[:5] == [3, 7, 4, 7, 4]
    line = data.describe()
    assert "4 unreadable pictures left out" in line and "1 class without two pictures" in line and "\n" not in line
    assert "lonely" not in set().union(*(named(data, s) for s in SPLITS))
    assert load(folder).describe() == line  # the kept array knows it too


def test_a_huge_picture_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "LARGEST_PICTURE", 5000)
    monkeypatch.setattr(pictures, "LARGEST", 2000)
    folder = fill(tmp_path / "mine")
    (folder / "class00" / "wide.png").write_bytes(png(1, (100, 51)))
    (folder / "class01" / "heavy.bmp").write_bytes(png(1, (60, 60), "BMP"))
    line = load(folder).describe()
    assert "2 unreadable pictures" in line and "2 of the unreadable pictures too large" in line


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ("../evil.png", "points outside"),
        ("/etc/evil.png", "points outside"),
        ("C:/evil.png", "points outside"),
        ("a\\..\\b.png", "points outside"),
    ],
)
def test_a_hostile_path_in_an_archive_is_refused(tmp_path: Path, member: str, sentence: str) -> None:
    with packed(fill(tmp_path / "mine"), tmp_path / "mine.zip") as file:
        file.writestr(member, png())
    with pytest.raises(DataError, match=sentence) as refusal:
        load(tmp_path / "mine.zip")
    assert "\n" not in str(refusal.value)


def test_bombs_links_and_locks_are_refused(tmp_path: Path) -> None:
    fill(tmp_path / "mine")
    with packed(tmp_path / "mine", tmp_path / "bomb.zip") as file:
        file.writestr("class00/bomb.bmp", b"\0" * (3 << 20), zipfile.ZIP_DEFLATED)
    with pytest.raises(DataError, match=r"class00/bomb\.bmp would unpack to far more"):
        load(tmp_path / "bomb.zip")
    with packed(tmp_path / "mine", tmp_path / "link.zip") as file:
        link = zipfile.ZipInfo("class00/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="points outside"):
        load(tmp_path / "link.zip")
    packed(tmp_path / "mine", tmp_path / "locked.zip").close()
    data = bytearray((tmp_path / "locked.zip").read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    with pytest.raises(DataError, match="is encrypted"):
        load(tmp_path / "locked.zip")


def test_an_archive_may_not_add_up_to_more_than_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed(fill(tmp_path / "mine"), tmp_path / "mine.zip").close()
    size = sum(p.stat().st_size for p in (tmp_path / "mine").rglob("*.png"))
    monkeypatch.setattr(pictures, "LARGEST_TOTAL", size)
    assert len(load(tmp_path / "mine.zip").flat) == 55
    monkeypatch.setattr(pictures, "LARGEST_TOTAL", size - 1)
    with pytest.raises(DataError, match="would unpack to far more"):
        load(tmp_path / "mine.zip")


def test_a_damaged_member_costs_one_picture_and_half_an_archive_everything(tmp_path: Path) -> None:
    packed(fill(tmp_path / "mine"), tmp_path / "mine.zip").close()
    whole = bytearray((tmp_path / "mine.zip").read_bytes())
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="not a whole zip archive"):
        load(tmp_path / "half.zip")
    at = whole.index(b"PNG") + 20
    whole[at : at + 10] = b"\0" * 10
    (tmp_path / "mine.zip").write_bytes(whole)
    assert "1 unreadable picture left out" in load(tmp_path / "mine.zip").describe()


def test_what_is_missing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere does not exist; choose a folder"):
        load(tmp_path / "nowhere")
    (tmp_path / "text.txt").write_text("x")
    with pytest.raises(DataError, match="is not a folder or a zip archive"):
        load(tmp_path / "text.txt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="holds no pictures of classes: it needs a folder for each class"):
        load(tmp_path / "empty")
    fill(tmp_path / "others" / "cifar_fs")  # another dataset's folder is nobody's pictures
    with pytest.raises(DataError, match="holds no pictures of classes"):
        load(tmp_path / "others")
    with pytest.raises(DataError, match="has 4 classes of at least two pictures"):
        load(fill(tmp_path / "few", 4))
    broken = fill(tmp_path / "broken", 6)
    for picture in broken.rglob("*.png"):
        picture.write_bytes(b"x")
    with pytest.raises(DataError, match="None of the 33 pictures"):
        load(broken)


def test_rows_that_cannot_be_trusted_are_made_again(tmp_path: Path) -> None:
    facts: dict[str, object] = {}

    def make() -> object:
        facts["made"] = facts.get("made", 0) + 1  # type: ignore[operator]
        yield np.full((2, 3), 7, np.uint8)

    for _ in range(2):
        rows, known = kept_rows(tmp_path / "a-1.u8", (3,), make, facts)  # type: ignore[arg-type]
        assert rows.tolist() == [[7] * 3] * 2 and known["made"] == 1
    (tmp_path / "a-1.json").write_text('{"rows": 3, "facts": {}}')
    assert kept_rows(tmp_path / "a-1.u8", (3,), make, facts)[1]["made"] == 2  # type: ignore[arg-type]
