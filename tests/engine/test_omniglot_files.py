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
    kept = list((tmp_path / "cache").glob("*.npz"))
    assert len(kept) == 1
    kept[0].write_bytes(b"damaged")
    assert load(tmp_path).images.shape == (2, 20, 28, 28)


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
