"""Rows of a table on the clipboard: as text with tabs for a spreadsheet, and as an HTML table for a document."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""What would end a cell or a row."""
_THIN = re.compile(r"(?<=\d)\u2009(?=\d)")
"""A space among the digits of a number, which a spreadsheet would take for text."""


def table_mime(rows: Sequence[Sequence[str]], text: str | None = None, *, heading: bool = True) -> QMimeData:
    """Give rows of cells, the first of them a heading, as text (its own, or with tabs) and as an escaped HTML table."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(row) for row in cells) if text is None else text)
    lines = []
    for i, row in enumerate(cells):
        tag = "th" if heading and i == 0 else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>")
    mime.setHtml(f'<meta charset="utf-8"><table>{"".join(lines)}</table>')
    return mime


def selected_rows(view: QTableView) -> list[list[str]]:
    """The selected rows as they are shown, from the top: the columns in view from left to right, their headings first.

    Columns without a heading, such as those of ticks and marks, are left out.
    """
    model, header = view.model(), view.horizontalHeader()
    selection = view.selectionModel().selectedIndexes()
    rows = sorted({index.row() for index in selection if not view.isRowHidden(index.row())})
    if not rows:
        return []
    columns = [header.logicalIndex(place) for place in range(header.count())]
    columns = [column for column in columns if not header.isSectionHidden(column)]
    if view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectItems:
        columns = [column for column in columns if any(index.column() == column for index in selection)]
    heading = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    body = [[_shown(model.index(row, column, QModelIndex())) for column in columns] for row in rows]
    titled = [] if header.isHidden() else [heading]
    kept = [i for i, title in enumerate(heading) if title or not titled]
    return [[line[i] for i in kept] for line in (*titled, *body)]


def copy_rows(view: QTableView) -> None:
    """Put the selected rows on the clipboard; nothing where none is selected."""
    if rows := selected_rows(view):
        QGuiApplication.clipboard().setMimeData(table_mime(rows, heading=not view.horizontalHeader().isHidden()))


class CopyKey(QObject):
    """Copies the selected rows of a table with the key for it, which Qt would give the one cell under the cursor."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                copy_rows(self._view)
                return True
        return False


def _shown(index: QModelIndex) -> str:
    text = index.data(Qt.ItemDataRole.DisplayRole)
    return "" if text is None else str(text)


def _cell(text: str) -> str:
    return _THIN.sub("", _BREAKS.sub(" ", text))
