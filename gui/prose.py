"""Markdown as rich text for labels: paragraphs apart, lines with room, tables with lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from gui.language import language
from gui.plain import Markup, cleaned, one_line
from gui.story_pictures import Shown
from gui.theme import SPACE, appearance

LEADING = 128
"""Height of a line in per cent."""
HAN = re.compile(r"[\u3400-\u9fff]")
BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
"""A line broken between two Chinese characters, where no space belongs."""


MOST_PICTURES = 12
"""Pictures that one text shows."""
FindPicture = Callable[[str], Shown | None]
"""The picture of a name; None while it is being read."""


class _ClosedDocument(QTextDocument):
    """A document that loads nothing: what it shows is put into it."""

    def loadResource(self, kind: int, url: QUrl | str) -> QImage:
        return QImage(1, 1, QImage.Format.Format_ARGB32)  # for nothing at all Qt would open the file itself


def prose(markdown: str, font: QFont, find: FindPicture | None = None) -> Markup:
    """The text of a story in the type `font`, for the theme in force; HTML in it is text, and pictures are those of `find`."""
    document = _ClosedDocument()
    document.setDefaultFont(font)
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(BROKEN.sub("", cleaned(markdown, len(markdown))), features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    _place_pictures(document, find)
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
        spaced.setLineHeight(100 if _holds_picture(block) else LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        inside = cursor.currentTable() is not None or block.textList() is not None
        spaced.setBottomMargin(0 if cursor.currentTable() is not None else SPACE / 2 if inside else SPACE * appearance.zoom)
        before = QTextCursor(block.previous())
        if block.previous().isValid() and before.currentTable() is not None and cursor.currentTable() is None:
            spaced.setTopMargin(SPACE * appearance.zoom)
        cursor.mergeBlockFormat(spaced)
        block = block.next()
    return Markup(document.toHtml())


def _holds_picture(block: QTextBlock) -> bool:
    """Whether a line is as high as a picture, which leaves no room for more."""
    place = block.begin()
    while not place.atEnd():
        if place.fragment().charFormat().isImageFormat():
            return True
        place += 1
    return False


def _place_pictures(document: QTextDocument, find: FindPicture | None) -> None:
    """Put the pictures in, which Markdown only names; where there is none, say why, or what it would show."""
    named = []
    block = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            form = fragment.charFormat()
            if form.isImageFormat():
                named += [(fragment.position() + i, form.toImageFormat()) for i in range(fragment.length())]
            place += 1
        block = block.next()
    for number, (position, form) in reversed(list(enumerate(named))):
        shown = find(form.name()) if find is not None and number < MOST_PICTURES else Shown()
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if shown is not None and shown.url:
            image = QTextImageFormat()
            image.setName(shown.url)
            image.setWidth(shown.width)
            image.setHeight(shown.height)
            cursor.insertImage(image)
        else:
            alternative = str(form.property(QTextFormat.Property.ImageAltText) or "")
            reason = "…" if shown is None else language.said(shown.problem)
            words = QTextCharFormat()
            words.setForeground(QColor(appearance.theme.muted))
            cursor.insertText(one_line(f"[{': '.join(filter(None, (alternative, reason)))}]"), words)


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
