"""The numbers behind a figure, as a table one can read, select and copy."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QTableView, QVBoxLayout, QWidget

from gui.plain import one_line, plain_tip, window_title
from gui.table_copy import table_mime
from gui.theme import SPACE

Index = QModelIndex | QPersistentModelIndex


class _Cells(QAbstractTableModel):
    """Rows of text; the first is the heading. Only what is seen is asked for, however many there are."""

    def __init__(self, rows: list[list[str]]) -> None:
        super().__init__()
        self._heading = rows[0] if rows else []
        self._rows = rows[1:]
        self._width = max((len(row) for row in rows), default=0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return _short(one_line(text))
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return one_line(self._heading[section]) if section < len(self._heading) else ""

    def whole(self, row: int, column: int) -> str:
        """The text of a cell, unshortened."""
        cells = self._rows[row]
        return cells[column] if column < len(cells) else ""


class NumberTable(QDialog):
    """A window with a table. Ctrl+C copies what is selected, as text that a spreadsheet takes."""

    def __init__(self, title: str, rows: list[list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self.resize(640, 420)
        self._cells = _Cells(rows)
        self.view = QTableView()
        self.view.setModel(self._cells)
        self.view.setAccessibleName(title)
        self.view.setTabKeyNavigation(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """What is selected, to the clipboard."""
        chosen = sorted((index.row(), index.column()) for index in self.view.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in chosen:
            rows.setdefault(row, []).append(self._cells.whole(row, column))
        QGuiApplication.clipboard().setMimeData(table_mime(list(rows.values()), heading=False))


def _short(text: str) -> str:
    """A number to six digits; anything else as it is."""
    try:
        return f"{float(text):.6g}"
    except ValueError:
        return text
