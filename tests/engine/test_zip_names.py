"""Class names inside zips of every packing program, and files that systems add, which are no content."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.datasets.image_folder import ImageFolder, Settings
from engine.episode import DataError
from engine.pictures import Source
from engine.zip_names import UTF8_FLAG, guess_encoding, member_names, metadata_kind

CHINESE = ["猫", "狗", "鸟", "图片", "长颈鹿", "甲骨 文"]
TRADITIONAL = ["貓", "狗", "鳥", "圖片", "長頸鹿", "功能"]
JAPANESE = ["猫", "犬", "鳥", "ソース", "表", "ひまわり"]
KOREAN = ["고양이", "강아지", "새", "사진", "기린", "코끼리", "호랑이", "사과", "바나나"]
WESTERN = ["Bär", "café", "Vögel", "Größe", "niño", "été"]
RUSSIAN = ["кошка", "собака", "птица", "яблоко", "лошадь", "слон"]


def png(level: int = 100) -> bytes:
    out = io.BytesIO()
    Image.new("L", (6, 6), level).save(out, "PNG")
    return out.getvalue()


def archive(
    path: Path, names: list[bytes], flags: int = 0, system: int = 0, extra: dict[bytes, bytes] | None = None, utf8: bool = False
) -> Path:
    """An archive whose members' names are these bytes, as a packing program wrote them."""
    with zipfile.ZipFile(path, "w") as file:
        for i, _ in enumerate(names):
            # a placeholder of the same length, replaced in both headers below
            info = zipfile.ZipInfo(f"{i:0{len(names[i])}d}"[: len(names[i])])
            info.create_system = system
            info.extra = (extra or {}).get(names[i], b"")
            file.writestr(info, png(i % 200))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        infos = file.infolist()
        at = file.start_dir
    for info, name in zip(infos, names, strict=True):
        local = info.header_offset
        data[local + 30 : local + 30 + len(name)] = name
        data[at + 46 : at + 46 + len(name)] = name
        if utf8 or flags:
            for place in (local + 6, at + 8):
                struct.pack_into("<H", data, place, flags or UTF8_FLAG)
        name_size, extra_size, comment_size = struct.unpack_from("<HHH", data, at + 28)
        at += 46 + name_size + extra_size + comment_size
    path.write_bytes(data)
    return path


def members(classes: list[str], encoding: str, separator: str = "/", each: int = 3) -> list[bytes]:
    return [f"{name}{separator}{i:02d}.png".encode(encoding) for name in classes for i in range(each)]


def classes(path: Path) -> set[str]:
    source = Source(path, True)
    try:
        assert all(source.read(entry).startswith(b"\x89PNG") for entry in source.pictures)
        return {entry.parts[-2] for entry in source.pictures}
    finally:
        source.close()


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "cp932"),
        (KOREAN, "cp949"),
        (WESTERN, "cp437"),
        (WESTERN, "cp850"),
        (RUSSIAN, "cp866"),
        *((names, "utf-8") for names in (CHINESE, TRADITIONAL, JAPANESE, WESTERN, RUSSIAN)),
    ],
)
def test_names_without_a_mark_of_their_encoding_are_read_in_the_one_they_are_in(tmp_path: Path, names: list[str], encoding: str) -> None:
    assert classes(archive(tmp_path / "a.zip", members(names, encoding))) == set(names)


@pytest.mark.parametrize(("word", "encoding"), [*((w, "gbk") for w in CHINESE), *((w, "cp932") for w in JAPANESE)])
def test_one_foreign_name_among_others_suffices(tmp_path: Path, word: str, encoding: str) -> None:
    names = [*members(["cat", "dog"], "ascii"), *members([word], encoding)]
    assert classes(archive(tmp_path / "a.zip", names)) == {"cat", "dog", word}


def test_names_marked_as_utf8_beside_names_that_are_not(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", members(CHINESE, "utf-8"), utf8=True)
    assert classes(path) == set(CHINESE)
    flagged, plain = zipfile.ZipInfo("鳥/1.png"), zipfile.ZipInfo("猫/2.png".encode("cp932").decode("cp437"))
    flagged.flag_bits = UTF8_FLAG
    assert member_names([flagged, plain]) == ["鳥/1.png", "猫/2.png"]


def test_the_unicode_path_field_wins_unless_its_checksum_is_of_another_name(tmp_path: Path) -> None:
    raw = b"?/1.png"
    for crc, expected in ((zlib.crc32(raw), "猫"), (1, "?")):
        field = b"\1" + struct.pack("<I", crc) + "猫/1.png".encode()
        extra = {raw: struct.pack("<HH", 0x7075, len(field)) + field}
        assert classes(archive(tmp_path / "a.zip", [raw], extra=extra)) == {expected}


def test_names_of_macos_are_composed_and_still_open(tmp_path: Path) -> None:
    decomposed = [unicodedata.normalize("NFD", name) for name in ("Bär", "が", "가나")]
    assert classes(archive(tmp_path / "a.zip", members(decomposed, "utf-8"), system=3)) == {"Bär", "が", "가나"}
    folder = tmp_path / "folder"
    for name in decomposed:
        (folder / name).mkdir(parents=True)
        (folder / name / unicodedata.normalize("NFD", "é.png")).write_bytes(png())
    assert classes(folder) == {"Bär", "が", "가나"}


def test_two_spellings_of_one_name_are_counted(tmp_path: Path) -> None:
    both = [unicodedata.normalize(form, "é/1.png").encode() for form in ("NFC", "NFD")]
    source = Source(archive(tmp_path / "a.zip", both, system=3), True)
    assert [e.name for e in source.pictures] == ["é/1.png"] and source.ignored == {"file of the same name as another": 1}
    source.close()


@pytest.mark.parametrize(("names", "encoding"), [(["cat", "dog"], "ascii"), (CHINESE, "gbk"), (JAPANESE, "cp932")])
def test_backslashes_of_windows_separate_folders(tmp_path: Path, names: list[str], encoding: str) -> None:
    for system in (0, 3):
        assert classes(archive(tmp_path / "a.zip", members(names, encoding, "\\"), system=system)) == set(names)
    mixed = [*members(names[:1], encoding, "\\"), *members(names[1:], encoding, "/")]
    assert classes(archive(tmp_path / "a.zip", mixed, system=0)) == set(names)


def test_some_backslashes_from_elsewhere_are_refused_and_upward_ones_always(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"only some of its names use \\"):
        Source(archive(tmp_path / "a.zip", [b"a/1.png", b"b\\1.png"], system=3), True)
    for name in (b"..\\x.png", b"a\\..\\..\\x.png", b"\\\\server\\x.png", b"C:\\x.png", b"\\x.png"):
        for system in (0, 3):
            with pytest.raises(DataError, match="points outside"):
                Source(archive(tmp_path / "a.zip", [name, b"a\\1.png"], system=system), True)


def test_what_systems_add_is_skipped_and_counted_in_archives_and_folders(tmp_path: Path) -> None:
    added = {
        "macOS metadata": ["__MACOSX/cat/._1.png", "cat/._1.png", "cat/.DS_Store", "__MACOSX/._cat"],
        "Windows metadata": ["cat/Thumbs.db", "desktop.ini", "cat/Desktop.ini"],
        "hidden file": [".git/x.png", "cat/.hidden.png"],
        "unsupported suffix .tif": ["cat/9.tif"],
        "unsupported file": ["README", "cat/strange.*?<b>"],
    }
    content = ["cat/1.png", "dog/1.png"]
    names = [n for kind in added.values() for n in kind] + content
    source = Source(archive(tmp_path / "a.zip", [n.encode() for n in names]), True)
    assert [e.name for e in source.pictures] == content
    assert source.ignored == {reason: len(of) for reason, of in added.items()}
    source.close()
    for name in names:
        place = tmp_path / "folder" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(png())
    source = Source(tmp_path / "folder", True)
    assert [e.name for e in source.pictures] == content
    expected = {"macOS metadata": 3, "Windows metadata": 3, "hidden folder": 1, "hidden file": 1}
    assert source.ignored == expected | {"unsupported suffix .tif": 1, "unsupported file": 2}


def test_links_and_special_files_of_a_folder_are_counted(tmp_path: Path) -> None:
    import os

    folder = tmp_path / "mine"
    (folder / "cat").mkdir(parents=True)
    (folder / "cat" / "1.png").write_bytes(png())
    (folder / "cat" / "gone.png").symlink_to(folder / "nowhere.png")
    (folder / "cat" / "again").symlink_to(folder)
    (folder / "cat" / "loop.png").symlink_to("loop.png")
    os.mkfifo(folder / "cat" / "pipe.png")
    source = Source(folder, True)
    assert [e.name for e in source.pictures] == ["cat/1.png"]
    assert sum(source.ignored.values()) == 4 and source.ignored["link to a folder above"] == 1 and source.ignored["special file"] == 1


def test_reasons_are_few_however_many_suffixes_there_are(tmp_path: Path) -> None:
    names = [*(f"a/{i}.x{i}".encode() for i in range(300)), b"a/1.png"]
    source = Source(archive(tmp_path / "a.zip", names), True)
    assert sum(source.ignored.values()) == 300 and len(source.ignored) <= 17
    source.close()


def test_very_long_names_are_decided_soon() -> None:
    names = [f"{word * 15_000}/{i}.png".encode("gbk") for i, word in enumerate(CHINESE)]
    assert guess_encoding(names) == "gb18030"


def test_classes_of_a_japanese_archive_are_named_in_the_dataset(tmp_path: Path) -> None:
    names = [*JAPANESE, "桜", "象"]
    path = archive(tmp_path / "mine.zip", members(names, "cp932"))
    data = ImageFolder(Settings(), path, tmp_path / "cache", torch.device("cpu"), lambda what, fraction: None)
    assert {data.class_name(i) for ids in data.split_classes.values() for i in ids.tolist()} == set(names)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(min_size=1, max_size=12), min_size=1, max_size=6))
def test_any_bytes_are_some_name(raw: list[bytes]) -> None:
    encoding = guess_encoding(raw)
    assert all(isinstance(name.decode(encoding), str) for name in raw)
    assert guess_encoding(raw[::-1]) == encoding
    infos = [zipfile.ZipInfo(name.decode("cp437")) for name in raw]
    assert len(member_names(infos)) == len(raw)


@pytest.mark.parametrize("folder", ["@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found"])
def test_folders_of_the_system_are_no_classes(folder: str) -> None:
    assert metadata_kind((folder, "1.png")) == metadata_kind(("cat", folder, "1.png")) == "folder of the system"
