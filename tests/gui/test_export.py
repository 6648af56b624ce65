"""An exported figure holds the plotted numbers and every word its reader needs, and a failure is one sentence."""

from __future__ import annotations

import csv
import io
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from engine.settings import Rejected
from gui.export import HEIGHT, WIDTH, save, ticks
from gui.figure import Figure, Line

X = np.array([1.0, 2.0, 4.0])
LINES = (
    Line("MAML", X, np.array([0.1, np.nan, 1 / 3]), raw=np.array([0.5, 0.25, 0.125]), colour="#292994"),
    Line("Reptile (transductive)", X[:2], np.array([0.9, 0.8]), low=np.array([0.7, 0.6]), high=np.array([1.1, 1.0]), dashed=True),
)
FIGURE = Figure("Loss & accuracy", "tasks seen", "loss", LINES, x_range=(0.0, 5.0), y_range=(0.0, 1.2))


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    """Text is painted with the application's fonts."""


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_csv_holds_every_value_exactly_unsmoothed_and_with_its_band(tmp_path: Path) -> None:
    path = tmp_path / "loss.csv"
    save(FIGURE, path)
    head, *values = rows(path)
    two = "Reptile (transductive)"
    assert head == ["MAML: tasks seen", "MAML: loss", f"{two}: tasks seen", f"{two}: loss", f"{two}: low", f"{two}: high"]
    columns = [[float(cell) for cell in column if cell] for column in zip(*values, strict=True)]
    assert columns == [[1.0, 2.0, 4.0], [0.5, 0.25, 0.125], [1.0, 2.0], [0.9, 0.8], [0.7, 0.6], [1.1, 1.0]]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path, name: str) -> None:
    path = tmp_path / "loss.csv"
    save(replace(FIGURE, lines=(replace(LINES[0], name=name),)), path)
    assert all(cell.startswith("'") for cell in rows(path)[0])


def test_svg_is_whole_xml_and_says_title_axes_and_names(tmp_path: Path) -> None:
    path = tmp_path / "loss.svg"
    save(FIGURE, path)
    root = ET.parse(path).getroot()
    text = " ".join("".join(root.itertext()).split())
    for words in (FIGURE.title, FIGURE.x_title, FIGURE.y_title, *(line.name for line in LINES)):
        assert words in text


def test_svg_leaves_a_gap_where_a_value_is_not_a_number(tmp_path: Path) -> None:
    def moves(y: list[float]) -> int:
        path = tmp_path / "line.svg"
        save(replace(FIGURE, lines=(Line("MAML", np.arange(5.0), np.array(y)),)), path)
        return path.read_text().count("M")

    assert moves([1, 1, np.nan, 1, 1]) == moves([1, 1, 1, 1, 1]) + 1


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_png_has_the_size_that_was_asked_for_and_the_curves_colour_on_white(tmp_path: Path, scale: int) -> None:
    path = tmp_path / "loss.png"
    save(replace(FIGURE, lines=(replace(LINES[0], y=np.full(3, 0.5), width=4.0),)), path, scale)
    image = QImage(str(path))
    assert (image.width(), image.height()) == (WIDTH * scale, HEIGHT * scale)
    assert image.pixelColor(1, 1) == QColor("white")
    found = {image.pixelColor(WIDTH * scale // 3, y).name() for y in range(image.height())}
    assert LINES[0].colour in found


def test_pdf_is_one_page(tmp_path: Path) -> None:
    path = tmp_path / "loss.pdf"
    save(FIGURE, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF") and b"%%EOF" in data[-16:] and b"/Count 1" in data


@pytest.mark.parametrize(
    ("change", "name", "words"),
    [
        ({"lines": ()}, "loss.png", "nothing to save yet: Loss & accuracy"),
        ({}, "loss.bmp", "'loss.bmp'"),
        ({}, "nowhere/loss.csv", "could not be written"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_one_sentence(tmp_path: Path, change: dict[str, object], name: str, words: str) -> None:
    with pytest.raises(Rejected) as refused:
        save(replace(FIGURE, **change), tmp_path / name)  # type: ignore[arg-type]
    sentence = str(refused.value)
    assert words in sentence and sentence.endswith(".") and "\n" not in sentence
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_a_folder_without_leave_to_write_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(Rejected, match="locked"):
        save(FIGURE, folder / "loss.csv")


def test_a_figure_that_cannot_be_put_in_place_leaves_the_old_one_and_no_scrap(tmp_path: Path) -> None:
    taken = tmp_path / "loss.csv"
    taken.mkdir()
    with pytest.raises(Rejected, match=r"could not be written"):
        save(FIGURE, taken)
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.parametrize(("low", "high", "log"), [(0.0, 1.02, False), (-5.6, 5.6, False), (-3.0, 2.0, True), (0.0, 60_000.0, False)])
def test_ticks_lie_within_the_axis_and_are_few(low: float, high: float, log: bool) -> None:
    places = [place for place, _ in ticks(low, high, log)]
    assert 3 <= len(places) <= 7 and places == sorted(places)
    assert low - 1e-9 <= places[0] and places[-1] <= high + 1e-9


def test_an_axis_without_extent_has_no_ticks() -> None:
    assert ticks(1.0, 1.0, False) == ticks(float("nan"), 1.0, False) == []
