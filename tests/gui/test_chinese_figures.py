"""Figures with Chinese words, saved under Chinese names: every form is written, and its words are there."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from gui import theme
from gui.export import save
from gui.figure import Figure, Line

CURVE = Line("原型网络", np.arange(5.0), np.arange(5.0) / 5, colour="#DE7B29")
FIGURE = Figure("适应后的损失", "已见任务数", "损失", (CURVE,), x_range=(0, 5))


def test_every_form_is_written_under_a_chinese_name(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "图 与 表"
    folder.mkdir()
    for ending in ("svg", "pdf", "png", "csv", "json", "py"):
        save(FIGURE, folder / f"损失 曲线.{ending}")
        assert (folder / f"损失 曲线.{ending}").stat().st_size > 50
    drawn = " ".join(ElementTree.parse(folder / "损失 曲线.svg").getroot().itertext())
    for word in ("适应后的损失", "已见任务数", "原型网络"):
        assert word in drawn
    assert "已见任务数" in (folder / "损失 曲线.csv").read_text(encoding="utf-8-sig")
    assert not QImage(str(folder / "损失 曲线.png")).isNull()


def test_the_type_of_the_window_has_chinese_letters_where_a_font_has(qapp: QApplication) -> None:
    families = QFont(qapp.font()).families()
    assert list(theme.CHINESE_FAMILIES) == families[1:]


def test_where_no_font_has_chinese_letters_it_is_said_once_with_the_package(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(lambda system=QFontDatabase.WritingSystem.Any: []))
    assert "fonts-noto-cjk" in theme.missing_font()
    assert theme.missing_font() == ""
