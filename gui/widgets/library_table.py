"""The library as a table: one row a run, found by words and by score, with what a person says of it written into its cells."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.library import RunRow, Score
from engine.protocol import Catalogue
from gui.history import scored
from gui.theme import FAMILY_GLYPHS, appearance
from gui.widgets.run_list import clock

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORTED = Role.UserRole + 1
"""Role of what a column is sorted by."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what a cell says, what it is sorted by, and the part of a run that a person may write there."""

    title: str
    text: Callable[[RunRow, Score | None], str]
    order: Callable[[RunRow, Score | None], Any]
    said: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("LibraryTable", text)


def columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The table's columns, in order."""
    methods = {a.id: f"{FAMILY_GLYPHS[a.family]} {a.title}" for a in catalogue.algorithms}
    data = {d.id: d.title for d in catalogue.datasets}

    def shape(row: RunRow) -> str:
        regression = next((d.task == "regression" for d in catalogue.datasets if d.id == row.config.dataset), False)
        c = row.config
        return _tr("{shot} points").format(shot=c.shot) if regression else _tr("{way}-way {shot}-shot").format(way=c.way, shot=c.shot)

    def score(row: RunRow, found: Score | None) -> str:
        return scored(found.metric, found.mean, found.ci95) if found is not None and math.isfinite(found.mean) else "–"

    return (
        Column("★", lambda r, s: "★" if r.star else "☆", lambda r, s: not r.star, "star"),
        Column(_tr("name"), lambda r, s: r.name or r.id, lambda r, s: (r.name or r.id).lower(), "name"),
        Column(_tr("method"), lambda r, s: methods.get(r.config.algorithm, r.config.algorithm), lambda r, s: r.config.algorithm),
        Column(_tr("data"), lambda r, s: data.get(r.config.dataset, r.config.dataset), lambda r, s: r.config.dataset),
        Column(_tr("task"), lambda r, s: shape(r), lambda r, s: (r.config.way, r.config.shot)),
        Column(_tr("seed"), lambda r, s: str(r.config.seed), lambda r, s: r.config.seed),
        Column(_tr("score"), score, lambda r, s: s.mean if s is not None and math.isfinite(s.mean) else -1.0),
        Column(_tr("tasks seen"), lambda r, s: f"{r.at.tasks:,}".replace(",", "\u2009"), lambda r, s: r.at.tasks),
        Column(_tr("computing"), lambda r, s: clock(r.at.seconds), lambda r, s: r.at.seconds),
        Column(_tr("state"), lambda r, s: r.state, lambda r, s: r.state),
        Column(_tr("begun"), lambda r, s: datetime.fromtimestamp(r.created).strftime("%Y-%m-%d %H:%M"), lambda r, s: r.created),
        Column(_tr("tags"), lambda r, s: r.tags, lambda r, s: r.tags.lower(), "tags"),
        Column(_tr("note"), lambda r, s: r.remark, lambda r, s: r.remark.lower(), "remark"),
    )


class LibraryModel(QAbstractTableModel):
    """Runs and their newest scores; `said(run, what, value)` is called when a person writes into a cell."""

    def __init__(self, catalogue: Catalogue, said: Callable[[str, str, str | bool], None]) -> None:
        super().__init__()
        self._columns = columns(catalogue)
        self._said = said
        self.rows: list[tuple[RunRow, Score | None]] = []

    def show(self, rows: list[tuple[RunRow, Score | None]]) -> None:
        """List these runs."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def run(self, row: int) -> str:
        """The id of the run in a row."""
        return self.rows[row][0].id

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        return self._columns[section].title if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, score = self.rows[index.row()]
        column = self._columns[index.column()]
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                return column.text(row, score)
            case Role.EditRole:
                return getattr(row, column.said) if column.said else None
            case Role.ForegroundRole if column.title == _tr("method"):
                return QColor(appearance.theme.algorithm(row.config.algorithm))
            case _ if role == SORTED:
                return column.order(row, score)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        column = self._columns[index.column()]
        if role != Role.EditRole or not column.said:
            return False
        self._said(self.run(index.row()), column.said, bool(value) if column.said == "star" else str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        said = self._columns[index.column()].said
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if said and said != "star" else Qt.ItemFlag.NoItemFlags)


class Found(QSortFilterProxyModel):
    """The runs that a search finds: every word stands somewhere in the row, and `>90` or `<90` holds for the score in %."""

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        self.setSourceModel(model)
        self._model = model
        self._words: list[str] = []
        self._bounds: list[tuple[str, float]] = []

    def search(self, text: str) -> None:
        """Find these words from now on."""
        self.beginFilterChange()
        found = re.findall(r"(?:^|\s)([<>])\s*(\d+(?:[.,]\d+)?)\s*%?", text)
        self._bounds = [(sign, float(number.replace(",", "."))) for sign, number in found]
        self._words = re.sub(r"(?:^|\s)[<>]\s*\d+(?:[.,]\d+)?\s*%?", " ", text).lower().split()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row, score = self._model.rows[source_row]
        columns = range(self._model.columnCount())
        said = " ".join(str(self._model.data(self._model.index(source_row, c))) for c in columns).lower()
        said += f" {row.id} {row.config.algorithm} {row.config.dataset}"
        if not all(word in said for word in self._words):
            return False
        percent = 100 * score.mean if score is not None and score.metric == "accuracy" else math.nan
        return all(percent > bound if sign == ">" else percent < bound for sign, bound in self._bounds)

    def lessThan(self, left: Index, right: Index) -> bool:
        a, b = (self._model.data(index, SORTED) for index in (left, right))
        return bool(a < b)


class LibraryTable(QTableView):
    """The rows on screen. Its keys are its own while it has the focus, whatever they mean elsewhere in the window."""

    opened = Signal()
    thrown_away = Signal()

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.setModel(found)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._keys = {Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened, Qt.Key.Key_Delete: self.thrown_away}

    def event(self, event: QEvent) -> bool:
        # Del is also an action of the whole window: unclaimed, the two would be ambiguous and neither would be done
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meant(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = self._meant(event)
        if meant is None:
            super().keyPressEvent(event)
        else:
            meant.emit()

    def _meant(self, event: QKeyEvent) -> Any:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return self._keys.get(Qt.Key(event.key())) if plain else None
