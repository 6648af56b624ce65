"""What the tests of hostile text share: a text that is markup, a window whose every string is it, and what reaches the screen."""

from __future__ import annotations

import ctypes
import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

PICTURE = "trap.png"
FOLDER_NAME = f'<img src="{PICTURE}"><b>BOLD & more'
"""Markup that a folder may be called."""
HOSTILE = f'<img src="{PICTURE}"><b>BOLD</b> &lt;i&gt; R&D'
ENTITY = "&lt;b&gt;BOLD&lt;/b&gt; without a tag"
"""What Qt takes for rich text though it has no tag."""
MARK = "BOLD"
_IN_OPEN = 0x20


class Opened:
    """Counts how often a file is opened, by whatever in this process; only Linux tells, elsewhere it counts none."""

    def __init__(self, path: Path) -> None:
        self._handle = -1
        if sys.platform == "linux":
            libc = ctypes.CDLL(None)
            self._handle = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            assert libc.inotify_add_watch(self._handle, os.fsencode(path), _IN_OPEN) >= 0

    def count(self) -> int:
        """How often since the last call."""
        if self._handle < 0:
            return 0
        try:
            data = os.read(self._handle, 1 << 16)
        except BlockingIOError:
            return 0
        at = found = 0
        while at < len(data):
            _, mask, _, length = struct.unpack_from("iIII", data, at)
            at += 16 + length
            found += bool(mask & _IN_OPEN)
        return found

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)


def read_as(text: str, rich: bool) -> str:
    """What a person reads of a text."""
    if not rich:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText().replace("\u2028", "\n")


def raw_tags(html: str) -> list[str]:
    """The tags in rich text that are not ours: pictures of files, links, and the tag around the mark."""
    found = re.findall(r"<(?:img|a|link|object|script|iframe)\b[^>]*>", html)
    ours = [tag for tag in found if "data:image/png;base64," in tag or "term:" in tag or "values:" in tag or "formula:" in tag]
    return [tag for tag in found if tag not in ours] + re.findall(rf"<b>{MARK}", html)


def spots(widget: QWidget) -> Iterator[tuple[str, str, bool]]:
    """(where, text, whether it is shown as rich text) of everything a widget shows."""
    name = f"{type(widget).__name__}/{widget.objectName()}"
    yield f"{name} tool tip", widget.toolTip(), Text.mightBeRichText(widget.toolTip())
    if isinstance(widget, QLabel):
        kind = widget.textFormat()
        guessed = kind == Qt.TextFormat.AutoText and Text.mightBeRichText(widget.text())
        yield f"{name} label", widget.text(), kind == Qt.TextFormat.RichText or guessed
    if isinstance(widget, QAbstractButton):
        yield f"{name} button", without_mnemonics(widget.text()), False
    if isinstance(widget, QTabBar):
        for i in range(widget.count()):
            yield f"{name} tab", without_mnemonics(widget.tabText(i)), False
            yield f"{name} tab tool tip", widget.tabToolTip(i), Text.mightBeRichText(widget.tabToolTip(i))
    if isinstance(widget, QDockWidget) or widget.isWindow():
        yield f"{name} title", widget.windowTitle(), False
    if isinstance(widget, QPlainTextEdit):
        yield f"{name} text", widget.toPlainText(), False
    if isinstance(widget, QTextEdit):
        yield f"{name} text", widget.toHtml(), True
    if isinstance(widget, QMenu):
        for action in widget.actions():
            yield f"{name} menu", without_mnemonics(action.text()), False
            if widget.toolTipsVisible():
                yield f"{name} menu tool tip", action.toolTip(), Text.mightBeRichText(action.toolTip())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from model_spots(name, widget.model())
    if isinstance(widget, QGraphicsView) and widget.scene() is not None:
        for item in widget.scene().items():
            yield f"{name} item tool tip", item.toolTip(), Text.mightBeRichText(item.toolTip())
            if isinstance(item, QGraphicsTextItem):
                yield f"{name} graphics", item.toHtml(), True


def model_spots(name: str, model: QAbstractItemModel) -> Iterator[tuple[str, str, bool]]:
    """The same of the cells and headings of a model, and of what lies within its rows."""
    todo, list_like = [QModelIndex()], isinstance(model, QAbstractListModel)  # where the count of columns is private
    while todo:
        parent = todo.pop()
        for row in range(min(50, model.rowCount(parent))):
            todo.append(model.index(row, 0, parent))
            for column in range(1 if list_like else model.columnCount(parent)):
                index = model.index(row, column, parent)
                tip = index.data(Qt.ItemDataRole.ToolTipRole)
                yield f"{name} cell", str(index.data(Qt.ItemDataRole.DisplayRole) or ""), False
                yield f"{name} cell tool tip", str(tip or ""), Text.mightBeRichText(str(tip or ""))
    for orientation in Qt.Orientation:
        columns = 1 if list_like else model.columnCount()
        for i in range(min(50, columns if orientation == Qt.Orientation.Horizontal else model.rowCount())):
            tip = str(model.headerData(i, orientation, Qt.ItemDataRole.ToolTipRole) or "")
            yield f"{name} heading", str(model.headerData(i, orientation) or ""), False
            yield f"{name} heading tool tip", tip, Text.mightBeRichText(tip)


def without_mnemonics(text: str) -> str:
    """The text as a button or menu shows it: a single & is not shown, a double one is one."""
    return re.sub("&(.?)", r"\1", text, flags=re.DOTALL)


def walk(links: bool = False) -> dict[str, list[str]]:
    """Everything on every widget there is; fails where text from outside is rich. Returns what shows the mark, by place.

    `links`: a story is open, whose links are shown as such.
    """
    found: dict[str, list[str]] = {}
    for widget in QApplication.allWidgets():
        for where, text, rich in spots(widget):
            if rich:
                assert [tag for tag in raw_tags(text) if not (links and tag.startswith("<a "))] == [], where
            if MARK in (shown := read_as(text, rich) if MARK in text else ""):
                found.setdefault(where, []).append(shown)
    return found


def hover(widget: QWidget, at: QPoint) -> str:
    """Let the pointer rest at a place of a widget; returns the text that is read in the tool tip."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    return read_as(QToolTip.text(), Text.mightBeRichText(QToolTip.text()))
