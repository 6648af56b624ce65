"""Which keys do what: a person can give an action another key; the list can be searched, copied and printed."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.labels import Label
from gui.palette import fit
from gui.plain import entry_name, plain_tip
from gui.table_copy import CopyKey
from gui.theme import SPACE, appearance

GROUP = "keys"
NATIVE = QKeySequence.SequenceFormat.NativeText
PLAIN = QKeySequence.SequenceFormat.PortableText


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)


@dataclass(frozen=True, slots=True)
class Bound:
    """An action of the window, the menu it is in, and the keys it has by itself."""

    id: str
    menu: str
    action: QAction
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the action is called."""
        return entry_name(self.action.text())


def chosen(action: str, keys: Sequence[str]) -> list[QKeySequence]:
    """The keys in force: those a person chose, or else `keys`."""
    kept = QSettings().value(f"{GROUP}/{action}")
    if kept is None:
        return [QKeySequence(key) for key in keys]
    texts = [str(key) for key in kept] if isinstance(kept, list) else [str(kept)]
    return [QKeySequence.fromString(text, PLAIN) for text in texts if text]


def keep(bound: Bound, keys: Sequence[QKeySequence] | None) -> None:
    """Give an action these keys and remember them; None: its own again."""
    if keys is None or [key.toString(PLAIN) for key in keys] == [QKeySequence(key).toString(PLAIN) for key in bound.keys]:
        QSettings().remove(f"{GROUP}/{bound.id}")
        keys = [QKeySequence(key) for key in bound.keys]
    else:
        QSettings().setValue(f"{GROUP}/{bound.id}", [key.toString(PLAIN) for key in keys])
    bound.action.setShortcuts(list(keys))


def written(action: QAction) -> str:
    """The keys of an action for a person's eyes."""
    return " · ".join(key.toString(NATIVE) for key in action.shortcuts())


class KeyList(QDialog):
    """Every action and its keys; the selected one can be given another, unless that key belongs to an action already."""

    def __init__(self, actions: Sequence[Bound], menus: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("All keys"))
        zoom = appearance.zoom
        self.resize(round(600 * zoom), round(480 * zoom))
        self._actions = list(actions)
        self._menus = dict(menus)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_tr("Search by name or key"))
        self.search.setAccessibleName(_tr("Search by name or key"))
        self.search.setClearButtonEnabled(True)
        self.table = QTableWidget(len(self._actions), 3)
        self._set_up_table()
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(_tr("Key for the selected action"))
        self.give, self.none, self.own = QPushButton(_tr("Give it this key")), QPushButton(_tr("No key")), QPushButton(_tr("Its first key"))
        self.own.setToolTip(_tr("The key that the selected action had on the first day"))
        self.reset = QPushButton(_tr("All as on the first day"))
        self.copy, self.print = QPushButton(_tr("Copy")), QPushButton(_tr("Print…"))
        self.said = Label()
        self.said.setObjectName("muted")
        self.said.setWordWrap(True)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.table.itemSelectionChanged.connect(self._selected)
        self.give.clicked.connect(lambda: self._give(self.field.keySequence()))
        self.none.clicked.connect(lambda: self._put([]))
        self.own.clicked.connect(lambda: self._put(None))
        self.reset.clicked.connect(self._reset)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.written()))
        self.print.clicked.connect(self._print)
        for row in range(len(self._actions)):
            self._show(row)
        self._selected()

    def _set_up_table(self) -> None:
        self.table.setHorizontalHeaderLabels([_tr("Action"), _tr("Keys"), _tr("Menu")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_tr("Keys of every action"))
        self.table.verticalHeader().hide()
        CopyKey(self.table)
        self.table.verticalHeader().setDefaultSectionSize(round(26 * appearance.zoom))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        for widgets in ((self.field, self.give, self.none, self.own), (self.reset, self.copy, self.print)):
            row = QHBoxLayout()
            row.setSpacing(SPACE)
            for widget in widgets:
                row.addWidget(widget, 1 if widget is self.field else 0)
                if isinstance(widget, QPushButton):
                    widget.setAutoDefault(False)  # Enter belongs to the field that has the focus
            if self.field not in widgets:
                row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.said)

    # -- what it says
    def written(self) -> str:
        """The rows that are shown, as text with tabs."""
        return "\n".join(f"{bound.name}\t{written(bound.action)}" for bound in self.shown() if bound.action.shortcuts())

    def shown(self) -> list[Bound]:
        """The actions that the search leaves, in the order of the menus."""
        return [bound for row, bound in enumerate(self._actions) if not self.table.isRowHidden(row)]

    def owner(self, key: QKeySequence, other: Bound) -> Bound | None:
        """Which action beside `other` has that key."""
        return next((b for b in self._actions if b is not other and key in b.action.shortcuts()), None)

    def _show(self, row: int) -> None:
        bound = self._actions[row]
        for column, text in enumerate((bound.name, written(bound.action), self._menus.get(bound.menu, ""))):
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tip(bound.action.statusTip()))
            self.table.setItem(row, column, item)

    def _filter(self, text: str) -> None:
        for row, bound in enumerate(self._actions):
            here = f"{bound.name} {written(bound.action)} {self._menus.get(bound.menu, '')}"
            self.table.setRowHidden(row, fit(text, here) is None)

    # -- what a person does
    def choose(self, action: str) -> None:
        """Select an action's row."""
        self.table.selectRow(next(row for row, bound in enumerate(self._actions) if bound.id == action))

    def _current(self) -> Bound | None:
        rows = self.table.selectionModel().selectedRows()
        return self._actions[rows[0].row()] if rows else None

    def _selected(self) -> None:
        bound = self._current()
        for widget in (self.field, self.give, self.none, self.own):
            widget.setEnabled(bound is not None)
        self.field.clear()
        words = _tr("Press a key for “{name}”.") if bound else _tr("Select an action to change its key.")
        self.said.setText(words.format(name=bound.name if bound else ""))

    def _give(self, key: QKeySequence) -> None:
        bound = self._current()
        if bound is None or key.isEmpty():
            return
        text = key.toString(NATIVE)
        if (taken := self.owner(key, bound)) is not None:
            self.said.setText(_tr("{key} belongs to “{name}”; give that another key first.").format(key=text, name=taken.name))
            return
        self._put([key])
        self.said.setText(_tr("{key} is “{name}” from now on.").format(key=text, name=bound.name))

    def _put(self, keys: list[QKeySequence] | None) -> None:
        bound = self._current()
        if bound is None:
            return
        for key in map(QKeySequence, bound.keys if keys is None else ()):
            if (taken := self.owner(key, bound)) is not None:
                words = _tr("{key} belongs to “{name}” now; give that another key first.")
                self.said.setText(words.format(key=key.toString(NATIVE), name=taken.name))
                return
        keep(bound, keys)
        self._show(self._actions.index(bound))
        self.field.clear()

    def _reset(self) -> None:
        for row, bound in enumerate(self._actions):
            keep(bound, None)
            self._show(row)
        self.said.setText(_tr("Every action has the key of the first day."))

    def document(self) -> QTextDocument:
        """The list as a page to print."""
        pairs = [(html.escape(b.name), html.escape(written(b.action))) for b in self.shown() if b.action.shortcuts()]
        rows = "".join(f"<tr><td style='padding:2px 24px 2px 0'>{name}</td><td><b>{keys}</b></td></tr>" for name, keys in pairs)
        document = QTextDocument()
        document.setHtml(f"<h2>{html.escape(_tr('Keys of Metascope'))}</h2><table>{rows}</table>")
        return document

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self.document().print_(printer)
