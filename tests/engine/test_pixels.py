"""Pictures of every mode, 12 bits in 16, transparent grounds, empty and oversized ones: what becomes of them in a dataset."""

from __future__ import annotations

import io
import json
import logging
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.datasets.image_folder import ImageFolder, Settings
from engine.picture_set import value_range
from engine.pixels import Look, Rendering, TooLargeError, decode

GREY = np.add.outer(np.linspace(0, 60, 16), np.linspace(0, 1, 16) * 4000).clip(0, 4095)
"""Values of 12 bits (16, 16), dark at the left."""


def encoded(image: Image.Image, form: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def deep_png(values: NDArray[np.uint16]) -> bytes:
    """A 16-bit PNG of values (height, width) or (height, width, 2 to 4), which Pillow cannot write."""
    channels = 1 if values.ndim == 2 else values.shape[2]
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", values.shape[1], values.shape[0], 16, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def drawing(ink: int, ground: int = 0, size: int = 24) -> Image.Image:
    """A cross of one brightness on a transparent ground whose hidden colour is `ground`."""
    pixels = np.full((size, size, 4), (ground, ground, ground, 0), np.uint8)
    pixels[size // 2 - 3 : size // 2 + 3, 3:-3] = pixels[3:-3, size // 2 - 3 : size // 2 + 3] = (ink, ink, ink, 255)
    return Image.fromarray(pixels)


def folder_of(folder: Path, pictures: list[bytes], suffix: str = "png", classes: int = 6) -> Path:
    """The same pictures in each of `classes` folders."""
    for k in range(classes):
        (folder / f"c{k}").mkdir(parents=True)
        for i, data in enumerate(pictures):
            (folder / f"c{k}" / f"{i}.{suffix}").write_bytes(data)
    return folder


def load(folder: Path, **chosen: object) -> ImageFolder:
    return ImageFolder(Settings(**chosen), folder, folder.parent / "cache", torch.device("cpu"), lambda what, fraction: None)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------------ 16 bits
@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
def test_values_of_any_number_of_bits_fill_the_range(tmp_path: Path, bits: int) -> None:
    values = np.tile(np.linspace(0, 2**bits - 1, 28), (28, 1))
    data = load(folder_of(tmp_path / "mine", [encoded(Image.fromarray(values.astype(np.uint16)))] * 2))
    assert abs(data.flat[0, 0, 0].float() - torch.linspace(0, 255, 28)).max() <= 1.5
    assert ("16-bit brightness" in data.describe()) == (bits != 16)


def test_a_set_is_scaled_as_one_so_that_dark_pictures_stay_dark(tmp_path: Path) -> None:
    bright, dark = GREY.astype(np.uint16), (GREY / 4).astype(np.uint16)
    data = load(folder_of(tmp_path / "mine", [encoded(Image.fromarray(v)) for v in (bright, dark)]), size=16)
    assert data.flat[0].max() > 250 and 58 <= int(data.flat[1].max()) <= 66
    again = load(tmp_path / "mine", size=16)
    assert torch.equal(again.flat, data.flat) and again.describe() == data.describe()  # from the cache


def test_values_with_an_offset_fill_the_range(tmp_path: Path) -> None:
    values = (np.tile(np.linspace(0, 1000, 28), (28, 1)) + 32768).astype(np.uint16)
    data = load(folder_of(tmp_path / "mine", [encoded(Image.fromarray(values))] * 2))
    assert int(data.flat.min()) < 5 and int(data.flat.max()) > 250
    assert "16-bit brightness 32768 to 33768 scaled to 0 to 255" in data.describe()


def test_a_few_saturated_pixels_do_not_darken_a_set(tmp_path: Path) -> None:
    values = np.tile(np.linspace(0, 4095, 200), (200, 1)).astype(np.uint16)
    values[100, 100] = 65535
    data = load(folder_of(tmp_path / "mine", [encoded(Image.fromarray(values))] * 2))
    assert int(data.flat[0, 0, 0].max()) > 245
    histogram = np.zeros(65536, np.int64)
    assert value_range(histogram) == (0, 65535)
    histogram[[300, 4000]] = 1000
    assert value_range(histogram) == (300, 4000)
    histogram[65535] = 1  # more than one in ten thousand: it counts
    assert value_range(histogram) == (300, 65535)


@pytest.mark.parametrize("channels", [2, 3, 4])
def test_every_16_bit_png_keeps_both_bytes(tmp_path: Path, channels: int) -> None:
    levels = np.tile(np.linspace(0, 4095, 28), (28, 1))
    values = np.stack([levels] * (channels - 1) + [np.full_like(levels, 65535)], 2) if channels != 3 else np.stack([levels] * 3, 2)
    data = load(folder_of(tmp_path / "mine", [deep_png(values.astype(np.uint16))] * 2), colour="colour")
    for channel in data.flat[0]:
        assert abs(channel[0].float() - torch.linspace(0, 255, 28)).max() <= 2


def test_a_16_bit_picture_of_full_range_is_what_it_was(tmp_path: Path) -> None:
    rng = np.random.default_rng(0).integers(0, 65536, (28, 28)).astype(np.uint16)
    rng[0, :2] = 0, 65535
    data = load(folder_of(tmp_path / "mine", [encoded(Image.fromarray(rng))] * 2))
    assert abs(data.flat[0, 0].numpy().astype(int) - rng / 257).max() < 1.01


# ------------------------------------------------------------------------------------------------------- transparency
INKS = ("as it is", "dark on light becomes bright")


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("form", ["RGBA", "LA", "P", "GIF", "WEBP"])
@pytest.mark.parametrize("level", [0, 255])
def test_a_drawing_on_a_transparent_ground_shows_whatever_its_ink(tmp_path: Path, ink: str, form: str, level: int) -> None:
    image = drawing(level, ground=level)
    if form == "P":
        image = Image.merge("RGBA", image.split()).quantize(4)
    elif form == "LA":
        image = image.convert("LA")
    data = encoded(image, form if form in ("GIF", "WEBP") else "PNG", **({"lossless": True} if form == "WEBP" else {}))
    found = load(folder_of(tmp_path / "mine", [data] * 2, form.lower() if form in ("GIF", "WEBP") else "png"), ink=ink)
    assert int(found.flat.min()) < 20 and int(found.flat.max()) > 235
    drawn_bright = int(found.flat[0, 0, 14, 14]) > int(found.flat[0, 0, 1, 1])
    assert drawn_bright == (level == 255 or ink != INKS[0])
    assert ("transparent ground shown as black" in found.describe()) == (level == 255) and "empty" not in found.describe()


@pytest.mark.parametrize("ink", INKS)
def test_light_and_dark_drawings_in_one_set_all_show_in_the_same_way(tmp_path: Path, ink: str) -> None:
    found = load(folder_of(tmp_path / "mine", [encoded(drawing(level)) for level in (0, 255, 128)]), ink=ink)
    assert "empty" not in found.describe() and "opacity taken as the drawing" in found.describe()
    assert torch.equal(found.flat[0], found.flat[1])
    assert (int(found.flat[0, 0, 14, 14]) > 200) == (ink != INKS[0])


def test_one_white_shape_among_coloured_ones_shows_too(tmp_path: Path) -> None:
    coloured = np.asarray(drawing(200)).copy()
    coloured[..., 0] = 20
    found = load(folder_of(tmp_path / "mine", [encoded(Image.fromarray(coloured))] * 5 + [encoded(drawing(255))]), colour="colour")
    assert "empty" not in found.describe() and found.flat[0, 0].max() < 60 < 150 < found.flat[0, 1].max()


def test_empty_pictures_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blank = Image.new("RGBA", (9, 9), (0, 0, 0, 0))
    pictures = [encoded(drawing(0)), encoded(blank), encoded(Image.new("L", (9, 9), 255)), encoded(drawing(0))]
    with caplog.at_level(logging.INFO):
        found = load(folder_of(tmp_path / "mine", pictures))
    assert "12 empty pictures (of one brightness all over)" in found.describe()
    assert "c0/1.png" in caplog.text and found.counts.tolist() == [4] * 6
    assert load(tmp_path / "mine").describe() == found.describe()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_animated_pictures_give_their_first_frame_and_are_counted(tmp_path: Path, form: str) -> None:
    frames = [Image.fromarray(np.tile(np.linspace(0, 255, 20), (20, 1)).astype(np.uint8)), Image.new("L", (20, 20), 90)]
    moving = encoded(frames[0], form, save_all=True, append_images=frames[1:])
    folder = folder_of(tmp_path / "mine", [moving, encoded(frames[0], form)], form.lower())
    found = load(folder)
    assert "first frames of 6 animated pictures" in found.describe() and int(found.flat.max()) > 240 > 15 > int(found.flat.min())


# -------------------------------------------------------------------------------------------------- modes and formats
@pytest.mark.parametrize(
    ("mode", "form"),
    [(m, "PNG") for m in ("1", "L", "P", "LA", "RGB", "RGBA", "I;16")]
    + [(m, "JPEG") for m in ("L", "RGB", "CMYK")]
    + [(m, "BMP") for m in ("1", "L", "P", "RGB", "RGBA")]
    + [(m, "GIF") for m in ("1", "L", "P", "RGB")]
    + [(m, "WEBP") for m in ("RGB", "RGBA")],
)
def test_every_mode_of_every_format_becomes_the_same_picture(mode: str, form: str) -> None:
    half = np.zeros((20, 40), np.uint8)
    half[:, 20:] = 255
    image = Image.fromarray(half)
    image = Image.fromarray(half.astype(np.uint16) * 257) if mode == "I;16" else image.convert(mode)
    data = encoded(image, form)
    for colour in (False, True):
        seen = Look(16, colour).decoded(data).astype(int)
        assert seen.shape == (3 if colour else 1, 16, 16)
        assert seen[:, :, :6].max() < 12 and seen[:, :, 10:].min() > 243


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "16-bit"])
def test_every_orientation_of_every_format_is_turned_upright(orientation: int, form: str) -> None:
    upright = np.zeros((16, 24), np.uint8)
    upright[:8, :8] = 255  # bright in the upper left corner
    # the picture as the camera keeps it, whose turn gives the upright one
    turns = (None, None, 0, 3, 1, 5, 2, 6, 4)
    back = turns[orientation]
    kept = Image.fromarray(upright if back is None else np.asarray(Image.fromarray(upright).transpose(Image.Transpose(back))))
    if form == "16-bit":
        kept = Image.fromarray(np.asarray(kept).astype(np.uint16) * 257)
    exif = Image.Exif()
    exif[0x0112] = orientation
    image, _ = decode(encoded(kept, "PNG" if form == "16-bit" else form, exif=exif))
    seen = np.asarray(image.convert("L").resize((24, 16))).astype(int)
    assert image.size == (24, 16) and seen[2:6, 2:6].min() > 200 and seen[11:, 11:].max() < 60


@pytest.mark.filterwarnings("ignore:.*EXIF")
def test_damaged_exif_data_cost_the_turn_and_not_the_picture() -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01" * 30
    image, _ = decode(encoded(Image.new("L", (8, 8), 90), "JPEG", exif=exif))
    assert image.size == (8, 8)


def test_a_bitmap_whose_fourth_byte_is_empty_is_opaque() -> None:
    pixels = np.full((8, 8, 4), 200, np.uint8)
    pixels[..., 3], pixels[2:6, 2:6, :3] = 0, 20
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    header = struct.pack("<IiiHHIIiiII", 108, 8, 8, 1, 32, 3, pixels.nbytes, 0, 0, 0, 0) + masks + bytes(52)
    data = b"BM" + struct.pack("<IHHI", 14 + len(header) + pixels.nbytes, 0, 0, 14 + len(header)) + header + pixels[::-1].tobytes()
    with Image.open(io.BytesIO(data)) as image:
        assert image.mode == "RGBA"
    seen = Look(8, False).decoded(data)
    assert int(seen.min()) == 20 and int(seen.max()) == 200


# ---------------------------------------------------------------------------------------------------------------- size
@pytest.mark.parametrize("side", [(12_000, 9_000), (40_000, 40_000)])
def test_a_scan_of_too_many_pixels_is_too_large_and_says_how_large(tmp_path: Path, side: tuple[int, int]) -> None:
    header = struct.pack(">IIBBBBB", *side, 1, 0, 0, 0, 0)
    ihdr = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    huge = b"\x89PNG\r\n\x1a\n" + ihdr + encoded(drawing(0))[33:]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # as in the program; without it Pillow raises by itself
        with pytest.raises(TooLargeError, match=r"pixels; at most 80,000,000 are read"):
            decode(huge)
    with pytest.raises(TooLargeError, match=r"pixels; at most 80,000,000 are read"):
        decode(huge)
    found = load(folder_of(tmp_path / "mine", [encoded(drawing(0)), encoded(drawing(0)), huge]))
    assert "6 unreadable pictures left out" in found.describe() and "6 of the unreadable pictures too large" in found.describe()


def test_what_was_decided_is_part_of_what_is_cached(tmp_path: Path) -> None:
    load(folder_of(tmp_path / "mine", [encoded(drawing(255))] * 2))
    facts = json.loads(next((tmp_path / "cache").glob("*.json")).read_text())["facts"]
    assert facts["remarks"] == ["transparent ground shown as black"] and facts["empty"] == 0 == facts["too_large"]
    assert Rendering() == Rendering(0, 65535, "white")
