"""Names of files are shown letter for letter, however much they look like markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue
from engine.protocol import Progress, StateChanged
from gui.plain import plain_tip
from gui.window import Window

HOSTILE = "<b>bold</b><img src=x> & 'quoted'"


def shown(text: str) -> str:
    """What a person reads of a text that Qt takes for rich or plain by itself."""
    if "<" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def test_a_tool_tip_shows_every_letter() -> None:
    for text in (HOSTILE, "didn't & won't", "one\n<i>two</i>"):
        assert shown(plain_tip(text)).replace("\u2028", "\n") == text


def test_a_note_with_markup_stays_text_in_the_window(qtbot: QtBot, window: Window) -> None:
    runs = window.runs
    runs.slots = 0
    run = runs.start(configured(kept_catalogue(), "maml", "sinusoid", {}))
    runs.select(run)
    runs._take([StateChanged(run, "loading"), Progress(run, HOSTILE, 0.5), StateChanged(run, "loading", HOSTILE)])
    window.learn.loss.panel.set_caption(HOSTILE)
    labels = [label for label in window.findChildren(QLabel) if "bold" in label.text()]
    assert len(labels) >= 3
    for label in labels:
        read = label.text() if label.textFormat() == Qt.TextFormat.PlainText else shown(label.text())
        assert "<b>bold</b>" in read
        assert not label.toolTip() or "<b>bold</b>" in shown(label.toolTip())
    runs.stop_waiting(run)
