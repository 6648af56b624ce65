"""Omniglot's files may be missing, damaged or hostile: one sentence each, and no file outside its place."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine.datasets import omniglot
from engine.datasets.omniglot import Omniglot
from engine.episode import DataError


def quiet(what: str, fraction: float | None) -> None:
    pass


def drawing(size: int = 105) -> bytes:
    out = io.BytesIO()
    Image.new("1", (size, size), 1).save(out, "PNG")
    return out.getvalue()


def archive(path: Path, part: str, members: dict[str, bytes] | None = None, drawings: int = 20) -> None:
    """A small archive in Omniglot's layout, and `members` besides."""
    with zipfile.ZipFile(path, "w") as file:
        for i in range(drawings):
            file.writestr(f"images_{part}/Script_{part}/character01/0001_{i + 1:02d}.png", drawing())
        for name, data in (members or {}).items():
            file.writestr(name, data)


def load(root: Path) -> Omniglot:
    return Omniglot(Omniglot.Settings(split="lake"), root, root / "cache", torch.device("cpu"), quiet)


def both(root: Path, **background: object) -> Path:
    archive(root / "images_background.zip", "background", **background)  # type: ignore[arg-type]
    archive(root / "images_evaluation.zip", "evaluation")
    return root


def test_archives_load_once_and_from_the_cache_after_that(tmp_path: Path) -> None:
    data = load(both(tmp_path))
    assert data.images.shape == (2, 20, 28, 28) and int(data.images.max()) == 0  # blank paper holds no ink
    kept = list((tmp_path / "cache").glob("*.u8"))
    assert len(kept) == 1
    kept[0].write_bytes(b"damaged")
    assert load(tmp_path).images.shape == (2, 20, 28, 28)
    next((tmp_path / "cache").glob("*.json")).write_text('{"rows": 2, "facts": {}}')
    assert len(load(tmp_path).names) == 2


def test_an_unpacked_folder_serves_as_well(tmp_path: Path) -> None:
    both(tmp_path)
    for part in ("background", "evaluation"):
        with zipfile.ZipFile(tmp_path / f"images_{part}.zip") as file:
            file.extractall(tmp_path)
        (tmp_path / f"images_{part}.zip").unlink()
    assert len(load(tmp_path).names) == 2


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"../evil.png": b"x"}, "points outside the archive"),
        ({"/etc/evil.png": b"x"}, "points outside the archive"),
        ({"images_background/A/character02/0002_01.png": b"\0" * 200_000}, "not a drawing's size"),
        ({"images_background/A/character02/0002_01.png": b"no picture"}, "is not a readable picture"),
        ({"images_background/A/character02/0002_01.png": drawing(50)}, "is 50 x 50"),
        ({"images_background/A/character02/0002_01.png": drawing()}, "background/A/character02 has 1"),
    ],
    ids=["upwards", "absolute", "bomb", "no picture", "another size", "too few drawings"],
)
def test_a_strange_archive_is_refused_in_one_sentence(tmp_path: Path, members: dict[str, bytes], sentence: str) -> None:
    both(tmp_path, members=members)
    with pytest.raises(DataError, match=sentence) as refusal:
        load(tmp_path)
    assert "\n" not in str(refusal.value)
    assert not (tmp_path.parent / "evil.png").exists()


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    both(tmp_path)
    with zipfile.ZipFile(tmp_path / "images_background.zip", "a") as file:
        link = zipfile.ZipInfo("images_background/A/character01/0001_01.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="points outside"):
        load(tmp_path)


def test_a_truncated_zip_is_refused_in_one_sentence(tmp_path: Path) -> None:
    both(tmp_path)
    whole = (tmp_path / "images_background.zip").read_bytes()
    (tmp_path / "images_background.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="not a whole zip archive"):
        load(tmp_path)


def test_a_damaged_member_is_refused_in_one_sentence(tmp_path: Path) -> None:
    both(tmp_path)
    whole = bytearray((tmp_path / "images_background.zip").read_bytes())
    at = whole.index(b"PNG") + 20
    whole[at : at + 10] = b"\0" * 10
    (tmp_path / "images_background.zip").write_bytes(whole)
    with pytest.raises(DataError):
        load(tmp_path)


def test_a_folder_without_omniglot_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"does not hold Omniglot: neither images_background\.zip nor"):
        load(tmp_path)
    with pytest.raises(DataError, match="does not exist"):
        load(tmp_path / "nowhere")
    (tmp_path / "images_background").mkdir()
    (tmp_path / "images_evaluation").mkdir()
    with pytest.raises(DataError, match="it holds no Alphabet"):
        load(tmp_path)


def test_an_incomplete_set_is_refused_by_the_vinyals_split(tmp_path: Path) -> None:
    both(tmp_path)
    with pytest.raises(DataError, match=r"needs all 1,623 characters"):
        Omniglot(Omniglot.Settings(), tmp_path, tmp_path / "cache", torch.device("cpu"), quiet)


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    both(tmp_path)
    (tmp_path / "blocked").write_text("a file where a folder should be")
    data = Omniglot(Omniglot.Settings(split="lake"), tmp_path, tmp_path / "blocked", torch.device("cpu"), quiet)
    assert len(data.names) == 2


def test_real_archives_come_from_the_kept_array_the_second_time(omniglot_root: Path, tmp_path: Path) -> None:
    first: list[str] = []
    again: list[str] = []
    for said in (first, again):
        data = Omniglot(Omniglot.Settings(), omniglot_root, tmp_path, torch.device("cpu"), lambda what, _, said=said: said.append(what))
        assert len(data.names) == 1623 and data.images.dtype == torch.uint8
    assert first and not again  # progress is told only while the archives are read


def test_the_published_files_are_the_ones_asked_for() -> None:
    assert [f.name for f in omniglot.FILES] == ["images_background.zip", "images_evaluation.zip"]
    assert all(len(f.sha256) == 64 for f in omniglot.FILES)


# -------------------------------------------------------------------------------------------- as other tools leave them
def unpacked(folder: Path, part: str, suffix: str = ".png", character: str = "character01") -> None:
    place = folder / f"Script_{part}" / character
    place.mkdir(parents=True)
    for i in range(20):
        (place / f"0001_{i + 1:02d}{suffix}").write_bytes(drawing())


LAYOUTS = {
    "torchvision": "omniglot-py/images_{}/",
    "torchvision, chosen itself": "../omniglot-py/images_{}/",
    "clone of the official repository": "omniglot/python/images_{}/",
    "clone, its own folder": "python/images_{}/",
    "repository from a zip": "omniglot-master/python/images_{}/",
    "extracted twice": "images_{0}/images_{0}/",
    "extracted twice in a clone": "omniglot/python/images_{0}/images_{0}/",
    "three times": "images_{0}/images_{0}/images_{0}/",
    "second download": "images_{} (1)/",
    "raw": "omniglot/raw/images_{}/",
    "upper case": "Images_{}/",
    "with hyphens": "images-{}/",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("suffix", [".png", ".PNG"])
def test_folders_as_other_tools_leave_them(tmp_path: Path, layout: str, suffix: str) -> None:
    root = tmp_path / ("omniglot-py" if "chosen itself" in layout else "root")
    root.mkdir()
    for part in ("background", "evaluation"):
        unpacked(root / LAYOUTS[layout].format(part), part, suffix)
        unpacked(root / f"images_{part}_small1", part)  # another part of the publication, which is not read
    data = load(root)
    assert sorted(data.names) == ["background/Script_background/character01", "evaluation/Script_evaluation/character01"]
    assert "left out" not in data.describe()


@pytest.mark.parametrize(
    "place",
    [
        "images_{}.zip",
        "images_{} (1).zip",
        "images_{}(2).ZIP",
        "images_{} copy.zip",
        "omniglot/images_{}.zip",
        "omniglot-py/images_{}.zip",
        "omniglot/python/images_{}.zip",
        "python/images_{}.zip",
        "images_{0}/images_{0}.zip",
    ],
)
def test_archives_as_other_tools_leave_them(tmp_path: Path, place: str) -> None:
    for part in ("background", "evaluation"):
        path = tmp_path / place.format(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        archive(path, part)
    assert len(load(tmp_path).names) == 2
    chosen = tmp_path / place.format("background")
    if chosen.parent == tmp_path:
        assert len(load(chosen).names) == 2  # the archive itself was chosen; the other one lies beside it


def test_metadata_of_macos_and_windows_costs_nothing_and_is_counted(tmp_path: Path) -> None:
    added = {
        "__MACOSX/images_background/Script_background/character01/._0001_01.png": b"macOS",
        "images_background/Script_background/character01/._0001_01.png": b"macOS",
        "images_background/.DS_Store": b"macOS",
        "images_background/Script_background/Thumbs.db": b"Windows",
        "images_background/Script_background/cover.png": b"no drawing",
        "images_background/readme.txt": b"text",
    }
    both(tmp_path, members=added)
    line = load(tmp_path).describe()
    assert "6 files left out" in line and "macOS metadata: 3" in line and "Windows metadata: 1" in line
    assert load(tmp_path).describe() == line  # from the cache
    folder = tmp_path / "folder"
    for part in ("background", "evaluation"):
        unpacked(folder / f"images_{part}", part)
    for name, data in added.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    assert "5 files left out" in load(folder).describe()  # the folder __MACOSX lies beside it


def test_a_broken_first_download_gives_way_to_the_second(tmp_path: Path) -> None:
    both(tmp_path)
    whole = (tmp_path / "images_background.zip").read_bytes()
    (tmp_path / "images_background (1).zip").write_bytes(whole)
    (tmp_path / "images_background.zip").write_bytes(whole[:500])
    assert len(load(tmp_path).names) == 2
    (tmp_path / "images_background (1).zip").write_bytes(whole[:600])
    with pytest.raises(DataError, match=r"images_background\.zip is not a whole zip archive"):
        load(tmp_path)


def test_of_two_copies_inside_one_another_the_whole_one_counts(tmp_path: Path) -> None:
    for part in ("background", "evaluation"):
        unpacked(tmp_path / f"images_{part}", part)
        unpacked(tmp_path / f"images_{part}" / f"images_{part}", part)
        unpacked(tmp_path / f"images_{part}" / f"images_{part}", part, character="character02")
    data = load(tmp_path)
    assert len(data.names) == 4 and "40 files left out (drawing of another copy: 40)" in data.describe()


def test_archives_of_powershell_are_read(tmp_path: Path) -> None:
    for part in ("background", "evaluation"):
        with zipfile.ZipFile(tmp_path / f"images_{part}.zip", "w") as file:
            for i in range(20):
                info = zipfile.ZipInfo(f"images_{part}\\Script\\character01\\0001_{i + 1:02d}.png")
                info.create_system = 0
                file.writestr(info, drawing())
    assert sorted(load(tmp_path).names) == ["background/Script/character01", "evaluation/Script/character01"]


def test_a_repository_still_packed_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "omniglot-master.zip", "w") as file:
        file.writestr("omniglot-master/python/images_background.zip", b"x")
    with pytest.raises(DataError, match=r"unpack omniglot-master\.zip there first"):
        load(tmp_path)


@pytest.mark.slow
def test_real_omniglot_unpacked_as_torchvision_does_gives_the_same(omniglot_root: Path, tmp_path: Path) -> None:
    first = Omniglot(Omniglot.Settings(), omniglot_root, tmp_path / "cache", torch.device("cpu"), quiet)
    for part in ("background", "evaluation"):
        with zipfile.ZipFile(omniglot_root / "omniglot" / f"images_{part}.zip") as file:
            file.extractall(tmp_path / "root" / "omniglot-py")
    again = Omniglot(Omniglot.Settings(), tmp_path / "root", tmp_path / "cache", torch.device("cpu"), quiet)
    assert torch.equal(first.flat, again.flat) and first.names == again.names and "left out" not in again.describe()
