"""The compared methods as a table: only what differs, the best marked; a click on a heading sorts, Ctrl+C copies."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableWidget, QTableWidgetItem

from engine.comparison import Entrant, written
from gui.comparison import NOTHING, Entry, differing, judged_by, short_name, shown_value, so_far
from gui.history import not_finite
from gui.language import language
from gui.plain import one_line, plain_tip
from gui.plotting import readable
from gui.popups import run_menu
from gui.table_copy import table_mime
from gui.theme import FAMILY_GLYPHS, appearance
from gui.widgets.run_list import SIGNS

KEY = Qt.ItemDataRole.UserRole
BEST = "★"
ROW = 26
"""px of a row at zoom 1."""
FORMS = ("text", "markdown", "latex")


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunTable", text)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, what it is sorted by, and whether it is the best of its column."""

    text: str
    order: float | str
    best: bool = False
    tip: str = ""


class _Item(QTableWidgetItem):
    def __init__(self, cell: Cell) -> None:
        super().__init__(one_line(f"{BEST} {cell.text}" if cell.best else cell.text))
        self.cell = cell
        self.setToolTip(plain_tip(cell.tip))
        if cell.best:
            font = self.font()
            font.setBold(True)
            self.setFont(font)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        assert isinstance(other, _Item)
        a, b = self.cell.order, other.cell.order
        if isinstance(a, str) or isinstance(b, str):
            return str(a) < str(b)
        return (math.inf if math.isnan(a) else a) < (math.inf if math.isnan(b) else b)


class RunTable(QTableWidget):
    """One row a method. Ticks choose what is drawn; `asked` tells (what, entry's key) of the context menu."""

    ticked = Signal(str, bool)
    chosen = Signal(str)
    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._cells: list[list[Cell]] = []
        self._heading: list[str] = []
        self._columns: list[str] = []
        """what the columns are, in any language"""
        self._entries: list[Entry] = []
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.itemChanged.connect(self._ticked)
        self.itemSelectionChanged.connect(self._chosen)
        self.setAccessibleName(self.tr("Compared methods"))
        self.setToolTip(self.tr("Only what differs. Click a heading to sort; Ctrl+C copies; right-click for more."))

    def show_entries(self, entries: Sequence[Entry], episodes: int) -> None:
        """Fill the table; order, selection and scrolling stay as they are."""
        self._entries = list(entries)
        self.verticalHeader().setDefaultSectionSize(round(ROW * appearance.zoom))
        columns, heading, cells = self._table(self._entries, episodes)
        if (heading, cells) == (self._heading, self._cells) and self.rowCount() == len(entries):
            return
        selected = self.selected_keys()
        place = self.verticalScrollBar().value()
        header = self.horizontalHeader()
        sorted_by = header.sortIndicatorSection()
        sorted_by_name = self._columns[sorted_by] if 0 <= sorted_by < len(self._columns) else ""
        self._columns, self._heading, self._cells, self._filling = columns, heading, cells, True
        self.setSortingEnabled(False)
        self.setColumnCount(len(heading))
        self.setHorizontalHeaderLabels(list(map(one_line, heading)))
        self.setRowCount(len(cells))
        for row, (entry, line) in enumerate(zip(self._entries, cells, strict=True)):
            for column, cell in enumerate(line):
                item = _Item(cell)
                item.setData(KEY, entry.key)
                if column == 0:
                    item.setCheckState(Qt.CheckState.Checked if entry.shown else Qt.CheckState.Unchecked)
                    item.setForeground(QBrush(QColor(entry.colour)))
                self.setItem(row, column, item)
        if sorted_by >= 0:  # by the same column, wherever that is now
            header.setSortIndicator(columns.index(sorted_by_name) if sorted_by_name in columns else -1, header.sortIndicatorOrder())
        self.setSortingEnabled(True)
        for row in range(self.rowCount()):
            if self._key(row) in selected:
                for column in range(self.columnCount()):
                    self._at(row, column).setSelected(True)
        self._filling = False
        self.verticalScrollBar().setValue(place)

    def selected_keys(self) -> list[str]:
        """The selected methods, from the top."""
        return [self._key(index.row()) for index in self.selectionModel().selectedRows()] if self.selectionModel() else []

    def written(self, form: str) -> str:
        """The table as it stands, as 'text', 'markdown' or 'latex': the selected rows, or all where fewer than two are selected."""
        return written(self._copied(), form)

    def _copied(self) -> list[list[str]]:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = rows if len(rows) > 1 else list(range(self.rowCount()))
        body = []
        for row in rows:
            entry = next(e for e in self._entries if e.key == self._key(row))
            body.append([entry.name, *(self._at(row, column).text() for column in range(1, self.columnCount()))])
        return [self._heading, *body]

    def copy(self, form: str = "text") -> None:
        """Put the table on the clipboard; as text it is a table for documents and spreadsheets, too."""
        if form == "text":
            QGuiApplication.clipboard().setMimeData(table_mime(self._copied(), self.written(form)))
        else:
            QGuiApplication.clipboard().setText(self.written(form))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._cells = []
        if event.type() == QEvent.Type.FontChange and self.columnCount():
            self.resizeColumnsToContents()

    # -- what it says
    def _table(self, entries: list[Entry], episodes: int) -> tuple[list[str], list[str], list[list[Cell]]]:
        validated, judged = [so_far(e) for e in entries], [judged_by(e, episodes) for e in entries]
        accuracy = next((e.metric for e in (*judged, *validated) if e), "accuracy") == "accuracy"
        names, heading = ["method", "state"], [self.tr("method"), self.tr("state")]
        columns = [[self._name(e) for e in entries], [self._state(e) for e in entries]]
        what = self.tr("accuracy, %") if accuracy else self.tr("MSE")
        for title, entrants in ((self.tr("test {what}"), judged), (self.tr("validation {what}"), validated)):
            if any(entrants) and not (entrants is validated and all(judged)):
                names += [f"{'test' if entrants is judged else 'validation'} {part}" for part in ("mean", "n")]
                heading += [title.format(what=what), "n"]
                columns += [_scores(entrants, accuracy), [Cell(*_count(e)) for e in entrants]]
        places = [e.at() for e in entries]
        names += ["tasks", "seconds"]
        heading += [self.tr("tasks seen"), self.tr("seconds")]
        columns += [[Cell(f"{at.tasks:,}", at.tasks) for at in places], [Cell(readable(at.seconds), at.seconds) for at in places]]
        for name, values in differing(entries):
            names.append(f"setting {name}")
            heading.append(short_name(entries, name))
            columns.append([Cell(NOTHING if v is None else shown_value(v), math.nan if v is None else v) for v in values])
        return names, heading, [list(row) for row in zip(*columns, strict=True)]

    def _name(self, entry: Entry) -> Cell:
        seeds = ", ".join(str(h.info.config.seed) for h in entry.histories)
        tip = self.tr("{title}, seeds {seeds}").format(title=entry.name, seeds=seeds)
        badges = f" ({', '.join(entry.badges)})" if entry.badges else ""
        return Cell(f"{FAMILY_GLYPHS[entry.histories[0].info.algorithm.family]} {entry.name}{badges}", entry.name, tip=tip)

    def _state(self, entry: Entry) -> Cell:
        words = {
            "waiting": self.tr("waits"),
            "loading": self.tr("loads"),
            "running": f"{100 * entry.done:.0f} %",
            "paused": f"{100 * entry.done:.0f} %",
            "finished": "",
            "stopped": f"{100 * entry.done:.0f} %",
            "failed": self.tr("failed"),
        }
        notes = [language.said(h.note) for h in entry.histories if h.note]
        return Cell(f"{SIGNS[entry.state]} {words[entry.state]}".strip(), entry.done, tip=" ".join(dict.fromkeys(notes)))

    # -- what a person does
    def _key(self, row: int) -> str:
        return str(self._at(row, 0).data(KEY))

    def _at(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None
        return item

    def _ticked(self, item: QTableWidgetItem) -> None:
        if not self._filling and item.column() == 0:
            self.ticked.emit(str(item.data(KEY)), item.checkState() == Qt.CheckState.Checked)

    def _chosen(self) -> None:
        if not self._filling and (keys := self.selected_keys()):
            self.chosen.emit(keys[0])

    def _menu(self, at: QPoint) -> None:
        run_menu(self.menu_at(at), self.viewport().mapToGlobal(at))

    def menu_at(self, at: QPoint) -> QMenu:
        """The context menu for the row there."""
        menu, item = QMenu(self), self.itemAt(at)
        for form, text in zip(FORMS, (self.tr("Copy as text"), self.tr("Copy as Markdown"), self.tr("Copy as LaTeX")), strict=True):
            menu.addAction(text, self._copier(form))
        if item is None:
            return menu
        key = str(item.data(KEY))
        entry = next((e for e in self._entries if e.key == key), None)
        menu.addSeparator()
        busy = entry is not None and entry.state in ("running", "loading", "waiting")
        for what, text, possible in (
            ("seed", self.tr("One more seed"), True),
            ("pause", self.tr("Pause"), entry is not None and entry.state == "running"),
            ("resume", self.tr("Go on"), entry is not None and entry.state in ("paused", "stopped")),
            ("stop", self.tr("Stop; what it learned is kept"), busy or (entry is not None and entry.state == "paused")),
            ("learn", self.tr("Look inside"), True),
            ("remove", self.tr("Take out of the comparison"), True),
        ):
            action: QAction = menu.addAction(text, self._asker(what, key))
            action.setEnabled(possible)
        return menu

    def _copier(self, form: str) -> Callable[[], None]:
        return lambda: self.copy(form)

    def _asker(self, what: str, key: str) -> Callable[[], None]:
        return lambda: self.asked.emit(what, key)


def _scores(entrants: Sequence[Entrant | None], accuracy: bool) -> list[Cell]:
    """Means with their 95 % intervals; the best is marked where there is something to be better than."""
    known = [e.mean for e in entrants if e and e.finite]
    best = (max(known) if accuracy else min(known)) if len(known) > 1 else math.nan
    cells = []
    for e in entrants:
        if e is None:
            text = NOTHING
        elif not e.finite:
            text = not_finite()
        else:
            text = f"{100 * e.mean:.1f} ± {100 * e.ci95:.1f}" if accuracy else f"{readable(e.mean)} ± {e.ci95:.2g}"
        leads = e is not None and e.mean == best
        tip = _tr("The best mean; whether it is better, the test tells.") if leads else ""
        cells.append(Cell(text, e.mean if e else math.nan, leads, tip))
    return cells


def _count(entrant: Entrant | None) -> tuple[str, float]:
    """Over how many tasks, and seeds where there are several."""
    if entrant is None:
        return NOTHING, math.nan
    n, seeds = len(entrant.runs[0].scores), len(entrant.runs)
    return (f"{n} × {seeds}" if seeds > 1 else str(n)), float(n * seeds)
