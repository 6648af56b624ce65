"""Markdown as rich text for labels: paragraphs apart, lines with room, tables with lines."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from gui.theme import SPACE, appearance

LEADING = 128
"""Height of a line in per cent."""
HAN = re.compile(r"[\u3400-\u9fff]")
BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
"""A line broken between two Chinese characters, where no space belongs."""


def prose(markdown: str, font: QFont) -> str:
    """HTML of `markdown` in the type `font`, for the theme in force."""
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setMarkdown(BROKEN.sub("", markdown), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format().toTableFormat()
            form.setBorder(0)
            form.setCellPadding(SPACE / 2)
            form.setCellSpacing(0)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
            form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            form.setHeaderRowCount(1)
            form.setBackground(QColor(appearance.theme.grid))
            frame.setFormat(form)
    _upright(document)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        inside = cursor.currentTable() is not None or block.textList() is not None
        spaced.setBottomMargin(0 if cursor.currentTable() is not None else SPACE / 2 if inside else SPACE * appearance.zoom)
        before = QTextCursor(block.previous())
        if block.previous().isValid() and before.currentTable() is not None and cursor.currentTable() is None:
            spaced.setTopMargin(SPACE * appearance.zoom)
        cursor.mergeBlockFormat(spaced)
        block = block.next()
    return document.toHtml()


def _upright(document: QTextDocument) -> None:
    """Chinese is not slanted: what is stressed is bold there."""
    found = []
    block = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            if fragment.charFormat().fontItalic() and HAN.search(fragment.text()):
                found.append((fragment.position(), fragment.length()))
            place += 1
        block = block.next()
    for begin, length in found:
        cursor = QTextCursor(document)
        cursor.setPosition(begin)
        cursor.setPosition(begin + length, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setFontItalic(False)
        form.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(form)
