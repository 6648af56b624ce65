"""Text from outside is shown letter for letter, in labels, tool tips, menus, titles and plots, however much it looks like markup."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hostile import ENTITY, HOSTILE, PICTURE, Opened, raw_tags, read_as, spots, without_mnemonics
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import Progress, StateChanged
from gui.export import save
from gui.labels import Label, progress_dialog, warn
from gui.phrases import Phrasebook
from gui.plain import Markup, cleaned, joined, markup, menu_text, one_line, plain_tip, window_title
from gui.plotting import Curve, Mark, PlotPanel
from gui.translations import SOURCE
from gui.window import Window

TEXTS = (HOSTILE, ENTITY, "didn't & won't", "one\n<i>two</i>", "a < b", "two  spaces", "<!-- x", "<?xml version='1.0'?>", "")
PIECES = ["<", ">", "&", "lt;", "gt;", "amp;", "b", "img ", "src=", "/", '"', "'", "!--", "?xml ", "\n", "  ", "#60;", "qt", "x", "元"]
ANY_TEXT = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@pytest.mark.parametrize("text", TEXTS)
def test_a_tool_tip_shows_every_letter(qapp: QApplication, text: str) -> None:
    assert read_as(plain_tip(text), Text.mightBeRichText(plain_tip(text))) == text


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_as_it_is_and_loads_nothing(qapp: QApplication, text: str) -> None:
    tip = plain_tip(text)
    assert raw_tags(tip) == [] or not Text.mightBeRichText(tip)
    if Text.mightBeRichText(tip):
        assert read_as(tip, rich=True) == text
    rich = markup("<b>{text}</b>", text=text)
    assert raw_tags(rich) == [] and read_as(rich, rich=True).split() == text.split()
    assert without_mnemonics(menu_text(text)) == one_line(text)


def test_a_label_is_plain_unless_it_is_given_markup_of_ours(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    QImage(333, 77, QImage.Format.Format_RGB32).save(str(tmp_path / PICTURE))
    monkeypatch.chdir(tmp_path)
    opened = Opened(tmp_path / PICTURE)
    label = Label(HOSTILE)
    for text in (HOSTILE, markup("<i>{name}</i>", name=HOSTILE), HOSTILE, joined(" · ", [HOSTILE, markup("<b>x</b>")]), ENTITY):
        label.setText(text)
        label.adjustSize()
        label.grab()
        assert (label.textFormat() == Qt.TextFormat.RichText) == isinstance(text, Markup)
        assert (ENTITY if text == ENTITY else HOSTILE) in read_as(label.text(), isinstance(text, Markup))
    assert opened.count() == 0
    plain = QLabel(HOSTILE)
    plain.adjustSize()
    assert plain.width() >= 333  # what Qt's own label does: the picture is drawn
    opened.close()


def test_texts_are_bounded_and_hide_nothing(qapp: QApplication) -> None:
    assert cleaned("a\x00b\x1bc\u202ed\u2066e\r\nf\ud800") == "a\ufffdb\ufffdc\ufffdd\ufffde\nf\ufffd"
    assert one_line("a\nb\tc\u2028d\r\ne") == "a b c d e"
    for make, most in ((cleaned, 4_000), (one_line, 300), (plain_tip, 2_200), (menu_text, 100)):
        assert len(make("x" * 1_000_000)) <= most
    assert window_title("a [*] b") == "a [*][*] b"
    assert menu_text("a & b\tCtrl+Q") == "a && b Ctrl+Q"
    label = Label("\ud800 half a character")
    label.adjustSize()
    assert label.text().startswith("\ufffd")


def test_dialogs_say_it_plainly(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = Label()
    qtbot.addWidget(owner)
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box))
    warn(owner, HOSTILE, HOSTILE)
    assert boxes[0].textFormat() == Qt.TextFormat.PlainText and boxes[0].text() == HOSTILE
    dialog = progress_dialog(HOSTILE, "Cancel", owner)
    assert HOSTILE in [label.text() for label in dialog.findChildren(Label)] and dialog.maximum() == 100
    dialog.close()


def test_a_plot_shows_names_titles_and_marks_as_text(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    panel = PlotPanel(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    qtbot.addWidget(panel)
    panel.resize(700, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    x = np.arange(5.0)
    panel.set_curves([Curve("a", HOSTILE, x, x, "#ff0000", run="a", note=HOSTILE)], [Mark(2.0, HOSTILE, "#00ff00")])
    panel.set_caption(HOSTILE)
    panel.show_cursor(2.0)
    panel.grab()
    found = [spot for widget in (panel, *panel.findChildren(QLabel), panel.widget) for spot in spots(widget)]
    assert all(raw_tags(text) == [] for _, text, rich in found if rich)
    shown = [(where, read_as(text, rich)) for where, text, rich in found if text]
    assert sum(HOSTILE in text for where, text in shown if where.endswith("graphics")) >= 2  # both axes
    assert sum(HOSTILE in text for where, text in shown if where.endswith("label")) >= 3  # title, caption, read-out
    for kind in ("svg", "py", "json", "csv"):
        save(panel.figure(), tmp_path / f"figure.{kind}")
    texts = [element.text or "" for element in ElementTree.parse(tmp_path / "figure.svg").iter()]
    assert any(HOSTILE[:20] in text for text in texts)
    compile((tmp_path / "figure.py").read_text(), "figure.py", "exec")


NAMES = ("'); import os; ('", '"""', "\\", "\\'", "\n# x", "{title}", "${x}$", "\u2028", "=cmd|' /C calc'!A0", "\x1b]0;x\x07")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_does_not_escape_a_script_a_picture_or_a_table(qapp: QApplication, tmp_path: Path, name: str) -> None:
    panel = PlotPanel(name, name, name)
    x = np.arange(3.0)
    panel.set_curves([Curve("a", name, x, x, "#ff0000")])
    for kind in ("svg", "py", "csv"):
        save(panel.figure(), tmp_path / f"figure.{kind}")
    script = compile((tmp_path / "figure.py").read_text(encoding="utf-8"), "figure.py", "exec")
    assert "os" not in script.co_names and script.co_names.count("Path") == 1
    ElementTree.parse(tmp_path / "figure.svg")
    rows = (tmp_path / "figure.csv").read_text(encoding="utf-8-sig").splitlines()
    assert not any(cell.startswith("=") for row in rows for cell in row.split(","))
    panel.deleteLater()


def test_another_language_keeps_the_letters_of_a_name(qapp: QApplication) -> None:
    book = Phrasebook(SOURCE)
    plain = book.translated("R&D <x> · paused")
    assert "R&D <x>" in plain
    rich = book.translated("<b>R&amp;D &lt;img&gt;</b> · paused")
    assert "R&amp;D &lt;img&gt;" in rich and "<img" not in rich
    long = "Saved as " + "x. " * 100_000
    assert book.translated(long) == long


def test_a_note_with_markup_stays_text_in_the_window(qtbot: QtBot, window: Window) -> None:
    runs = window.runs
    runs.slots = 0
    run = runs.start(configured(kept_catalogue(), "maml", "sinusoid", {}))
    runs.select(run)
    runs._take([StateChanged(run, "loading"), Progress(run, HOSTILE, 0.5), StateChanged(run, "loading", HOSTILE)])
    window.learn.loss.panel.set_caption(HOSTILE)
    labels = [label for label in window.findChildren(QLabel) if "BOLD" in label.text()]
    assert len(labels) >= 3
    for label in labels:
        assert HOSTILE in read_as(label.text(), label.textFormat() == Qt.TextFormat.RichText)
        assert not label.toolTip() or HOSTILE in read_as(label.toolTip(), rich=True)
    runs.stop_waiting(run)
