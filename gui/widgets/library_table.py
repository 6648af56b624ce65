"""The library as a table on screen: its keys, its columns, its menu."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from gui.columns import apply_layout, layout_from_positions, layout_of, store_layout, stored_layout
from gui.library_model import Found, LibraryModel
from gui.popups import run_menu
from gui.table_copy import CopyKey, copy_rows
from gui.theme import appearance

ROW = 26
"""px of a row at zoom 1."""
WIDTHS = {
    "tick": 26, "star": 26, "colour": 24, "name": 162, "method": 136, "data": 92, "task": 96, "seed": 44, "score": 112, "tasks": 72,
    "time": 54, "device": 52, "state": 94, "date": 118, "tags": 70, "note": 160,
}  # fmt: skip
"""px of each column at zoom 1, until a person draws it wider."""
COLUMNS, EARLIER = "library/columns_by_name", "library/columns"
"""Settings that hold how the columns stand, now and in earlier versions."""
EARLIER_COLUMNS = (
    "tick", "star", "colour", "name", "method", "data", "task", "seed", "score", "tasks", "time", "device", "state", "date", "tags", "note",
)  # fmt: skip
"""What the positions in those of earlier versions stand for."""


class LibraryTable(QTableView):
    """The rows on screen. Its keys are its own while it has the focus, whatever they mean elsewhere in the window."""

    asked = Signal(str)
    """'open', 'bin', 'tick' or 'star' of the selected rows."""
    menu_asked = Signal(QPoint)
    """Where a context menu is wanted, on the screen."""

    KEYS = {
        Qt.Key.Key_Return: "open",
        Qt.Key.Key_Enter: "open",
        Qt.Key.Key_Delete: "bin",
        Qt.Key.Key_Space: "tick",
        Qt.Key.Key_Asterisk: "star",
    }

    def __init__(self, model: LibraryModel, found: Found) -> None:
        super().__init__()
        self._library = model
        self.setModel(found)
        self.setSortingEnabled(True)
        self.sortByColumn(model.at["date"], Qt.SortOrder.DescendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(22)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: run_menu(self.column_menu(), header.mapToGlobal(at)))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at)))
        self.setAccessibleName(self.tr("Runs of the library"))
        self.setToolTip(self.tr("Enter opens, Space ticks for Compare, F2 renames, * stars, Delete throws away"))
        self._zoom = 0.0
        self.retheme()
        CopyKey(self)
        self._restore_columns()

    def _restore_columns(self) -> None:
        """The columns as they were last time, or as an earlier version remembered them."""
        layout, earlier = stored_layout(COLUMNS), QSettings().value(EARLIER)
        if layout is None and isinstance(earlier, QByteArray):
            layout = layout_from_positions(earlier, EARLIER_COLUMNS, appearance.zoom)
        if layout is not None:
            apply_layout(self.horizontalHeader(), self._names(), layout, appearance.zoom, "name")

    def _names(self) -> list[str]:
        return sorted(self._library.at, key=self._library.at.__getitem__)

    def keep_columns(self) -> None:
        """Remember widths, order, sorting and which columns are shown."""
        store_layout(COLUMNS, layout_of(self.horizontalHeader(), self._names(), appearance.zoom))

    def reset_columns(self) -> None:
        """Every column as on the first day."""
        header = self.horizontalHeader()
        for i, (column, width) in enumerate(WIDTHS.items()):
            header.moveSection(header.visualIndex(self._library.at[column]), i)
            header.setSectionHidden(self._library.at[column], False)
            header.resizeSection(self._library.at[column], round(width * appearance.zoom))

    def column_menu(self) -> QMenu:
        """Which columns are shown."""
        menu, header = QMenu(self), self.horizontalHeader()
        for column, i in self._library.at.items():
            if column == "name":
                continue
            title = {"tick": self.tr("ticks"), "star": self.tr("stars"), "colour": self.tr("colours")}.get(column)
            action: QAction = menu.addAction(title or self._library.column(i).title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(i))
            action.toggled.connect(lambda on, i=i: header.setSectionHidden(i, not on))
        menu.addSeparator()
        menu.addAction(self.tr("All columns as at first"), self.reset_columns)
        return menu

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        copy_rows(self)

    def rename(self) -> None:
        """Write into the name of the row that has the cursor."""
        current = self.currentIndex()
        if current.isValid():
            self.setCurrentIndex(current.siblingAtColumn(self._library.at["name"]))
            self.edit(self.currentIndex())

    def retheme(self) -> None:
        """The theme or zoom changed."""
        zoom = appearance.zoom
        self.verticalHeader().setDefaultSectionSize(round(ROW * zoom))
        if self._zoom != zoom:
            header = self.horizontalHeader()
            for column, width in WIDTHS.items():
                i = self._library.at[column]
                header.resizeSection(i, round(width * zoom) if not self._zoom else round(header.sectionSize(i) * zoom / self._zoom))
            self._zoom = zoom
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        # Space and Del are also actions of the whole window: unclaimed, they would be done there, or nowhere since two want them
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = self._meant(event)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the Enter that ends a name comes here too
        elif event.key() == Qt.Key.Key_F2:
            self.rename()
        elif meant:
            self.asked.emit(meant)
        else:
            super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> str:
        free = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        return self.KEYS.get(Qt.Key(event.key()), "") if not event.modifiers() & ~free else ""
