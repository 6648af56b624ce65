"""The runs of a library as rows and columns: found by words and by score, ticked, and written into."""

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
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from engine.library import RunRow, Score
from engine.protocol import Catalogue
from gui.history import scored
from gui.language import language
from gui.plain import one_line, plain_tip
from gui.theme import FAMILY_GLYPHS, appearance
from gui.widgets.run_list import SIGNS, clock

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOTHING = "–"
SORTED = Role.UserRole + 1
"""Role of what a column is sorted by."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what a cell says, what it is sorted by, and the part of a run that a person may write there."""

    id: str
    title: str
    text: Callable[[RunRow, Score | None], str]
    order: Callable[[RunRow, Score | None], Any]
    said: str = ""
    number: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("LibraryTable", text)


def state_words(row: RunRow) -> str:
    """A run's state with its sign."""
    if row.damage:
        return _tr("{sign} unreadable").format(sign="✖")
    if row.unfinished and row.state != "waiting":
        return _tr("{sign} interrupted").format(sign=SIGNS["paused"])
    words = {
        "waiting": _tr("waits"),
        "loading": _tr("loads"),
        "running": _tr("trains"),
        "paused": _tr("paused"),
        "finished": _tr("finished"),
        "stopped": _tr("stopped"),
        "failed": _tr("failed"),
    }
    return f"{SIGNS[row.state]} {words[row.state]}"


def date(seconds: float) -> str:
    """A time (seconds since 1970) in the table; a dash where the library does not have it."""
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M") if seconds > 0 else NOTHING


def columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The table's columns, in order."""
    families = {a.id: FAMILY_GLYPHS[a.family] for a in catalogue.algorithms}
    methods = {a.id: a.title for a in catalogue.algorithms}
    data = {d.id: d.title for d in catalogue.datasets}
    regression = {d.id for d in catalogue.datasets if d.task == "regression"}

    def shape(row: RunRow) -> str:
        c = row.config
        if row.damage:
            return NOTHING
        if c.dataset in regression:
            return _tr("{shot} points").format(shot=c.shot)
        return _tr("{way}-way {shot}-shot").format(way=c.way, shot=c.shot)

    def score(row: RunRow, found: Score | None) -> str:
        return scored(found.metric, found.mean, found.ci95) if found is not None else "–"

    def order(row: RunRow, found: Score | None) -> tuple[int, float]:
        """Accuracies above errors, the better the higher."""
        if found is None or not math.isfinite(found.mean):
            return 0, 0.0
        return (2, found.mean) if found.metric == "accuracy" else (1, -found.mean)

    return (
        Column("tick", "", lambda r, s: "", lambda r, s: 0),
        Column("star", "★", lambda r, s: "★" if r.star else "☆", lambda r, s: r.star, "star"),
        Column("colour", "", lambda r, s: families.get(r.config.algorithm, "?"), lambda r, s: r.config.algorithm),
        Column("name", _tr("name"), lambda r, s: r.name or r.id, lambda r, s: (r.name or r.id).lower(), "name"),
        Column(
            "method",
            _tr("method"),
            lambda r, s: methods.get(r.config.algorithm, r.config.algorithm) or NOTHING,
            lambda r, s: r.config.algorithm,
        ),
        Column("data", _tr("data"), lambda r, s: data.get(r.config.dataset, r.config.dataset) or NOTHING, lambda r, s: r.config.dataset),
        Column("task", _tr("task"), lambda r, s: shape(r), lambda r, s: (r.config.way, r.config.shot)),
        Column("seed", _tr("seed"), lambda r, s: NOTHING if r.damage else str(r.config.seed), lambda r, s: r.config.seed, number=True),
        Column("score", _tr("score"), score, order, number=True),
        Column("tasks", _tr("tasks"), lambda r, s: f"{r.at.tasks:,}".replace(",", "\u2009"), lambda r, s: r.at.tasks, number=True),
        Column("time", _tr("time"), lambda r, s: clock(r.at.seconds), lambda r, s: r.at.seconds, number=True),
        Column("device", _tr("device"), lambda r, s: r.device.upper().replace("CUDA", "GPU"), lambda r, s: r.device),
        Column("state", _tr("state"), lambda r, s: state_words(r), lambda r, s: r.state),
        Column("date", _tr("date"), lambda r, s: date(r.created), lambda r, s: r.created),
        Column("tags", _tr("tags"), lambda r, s: r.tags, lambda r, s: r.tags.lower(), "tags"),
        Column("note", _tr("note"), lambda r, s: " ".join(r.remark.split()), lambda r, s: r.remark.lower(), "remark"),
    )


class LibraryModel(QAbstractTableModel):
    """Runs and their newest scores; `said(run, what, value)` is called when a person writes into a cell."""

    ticks_changed = Signal()

    def __init__(self, catalogue: Catalogue, said: Callable[[str, str, str | bool], None]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._columns = columns(catalogue)
        self.at = {column.id: i for i, column in enumerate(self._columns)}
        """Where each column is."""
        self._said = said
        self.rows: list[tuple[RunRow, Score | None]] = []
        self.words: list[str] = []
        """What can be found of each run, in small letters."""
        self.ticked: set[str] = set()

    def show(self, rows: list[tuple[RunRow, Score | None]]) -> None:
        """List these runs; those that are listed already stay where they are."""
        same = [row.id for row, _ in rows] == [row.id for row, _ in self.rows]
        if same and rows == self.rows:
            return
        if not same:
            self.beginResetModel()
        self.rows = rows
        self.words = [self._words(row, score) for row, score in rows]
        if not same:
            self.ticked &= {row.id for row, _ in rows}
            self.endResetModel()
            self.ticks_changed.emit()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))

    def retell(self) -> None:
        """Name the columns and say every cell in the language in force."""
        self._columns = columns(self._catalogue)
        self.words = [self._words(row, score) for row, score in self.rows]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self._columns) - 1))

    def tick(self, runs: list[str]) -> None:
        """Tick these runs for Compare, or untick them where all are."""
        self.ticked = self.ticked - set(runs) if set(runs) <= self.ticked else self.ticked | set(runs)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0), [Role.CheckStateRole])
        self.ticks_changed.emit()

    def run(self, row: int) -> str:
        """The id of the run in a row."""
        return self.rows[row][0].id

    def column(self, index: int) -> Column:
        return self._columns[index]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        match role:
            case Role.DisplayRole:
                return column.title
            case Role.TextAlignmentRole:
                return _side(column)
            case Role.ToolTipRole if column.id == "tick":
                return _tr("Ticked runs are compared (Space)")
            case _:
                return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, score = self.rows[index.row()]
        column = self._columns[index.column()]
        match role:
            case Role.DisplayRole:
                return one_line(column.text(row, score))
            case Role.CheckStateRole if column.id == "tick":
                return Qt.CheckState.Checked if row.id in self.ticked else Qt.CheckState.Unchecked
            case Role.ToolTipRole:
                return plain_tip(self._tip(column, row, score))
            case Role.EditRole:
                return getattr(row, column.said) if column.said else None
            case Role.TextAlignmentRole:
                return _side(column)
            case Role.ForegroundRole:
                return self._ink(column, row, score)
            case Role.AccessibleTextRole:
                damage = f". {language.said(row.damage)}" if row.damage and column.id == "state" else ""
                return one_line(f"{column.title or column.id}: {column.text(row, score)}{damage}")
            case _ if role == SORTED:
                return row.id in self.ticked if column.id == "tick" else column.order(row, score)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        column = self._columns[index.column()]
        if column.id == "tick" and role == Role.CheckStateRole:
            self.tick([self.run(index.row())])
            return True
        if role != Role.EditRole or not column.said:
            return False
        self._said(self.run(index.row()), column.said, bool(value) if column.said == "star" else str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        column = self._columns[index.column()]
        editable = Qt.ItemFlag.ItemIsEditable if column.said and column.said != "star" else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable | (Qt.ItemFlag.ItemIsUserCheckable if column.id == "tick" else Qt.ItemFlag.NoItemFlags)

    def _words(self, row: RunRow, score: Score | None) -> str:
        said = " ".join(column.text(row, score) for column in self._columns)
        return f"{said} {row.id} {row.config.algorithm} {row.config.dataset} {row.note} {row.damage}".lower()

    def _tip(self, column: Column, row: RunRow, score: Score | None) -> str:
        if column.id == "score" and score is not None:
            return _tr("test episodes, mean ± 95 % interval") if score.split == "test" else _tr("validation episodes, mean ± 95 % interval")
        if row.damage:
            return language.said(row.damage)
        if column.id == "state":
            return row.note
        return row.remark if column.id == "note" else column.text(row, score)

    def _ink(self, column: Column, row: RunRow, score: Score | None) -> QColor | None:
        theme = appearance.theme
        if row.damage:
            return QColor(theme.error if column.id == "state" else theme.muted)
        if column.id == "colour":
            return QColor(theme.algorithm(row.config.algorithm))
        if column.id == "star":
            return QColor(theme.warning if row.star else theme.mixed(theme.muted, 0.5))
        if column.id == "state":
            signs = {"failed": theme.error, "running": theme.good, "paused": theme.warning}
            return QColor(theme.warning if row.unfinished else signs.get(row.state, theme.muted))
        quiet = column.id in ("device", "date", "seed") or (column.id == "score" and score is not None and score.split != "test")
        return QColor(theme.muted) if quiet else None


def _side(column: Column) -> Qt.AlignmentFlag:
    if column.id in ("star", "colour"):
        return Qt.AlignmentFlag.AlignCenter
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft)


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
        _, score = self._model.rows[source_row]
        if not all(word in self._model.words[source_row] for word in self._words):
            return False
        percent = 100 * score.mean if score is not None and score.metric == "accuracy" else math.nan
        return all(percent > bound if sign == ">" else percent < bound for sign, bound in self._bounds)

    def lessThan(self, left: Index, right: Index) -> bool:
        a, b = (self._model.data(index, SORTED) for index in (left, right))
        return bool(a < b)
