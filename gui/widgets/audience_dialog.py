"""What the audience of a lecture sees: untick panels and settings that shall be hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gui.labels import Label


class AudienceDialog(QDialog):
    """Not modal: a change shows at once in a lecture. `changed` brings the names of what is hidden."""

    changed = Signal(object)

    def __init__(self, groups: Iterable[tuple[str, Sequence[tuple[str, str]]]], hidden: Iterable[str], parent: QWidget) -> None:
        """`groups` are headings with (name, title) of what can be hidden."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the audience sees"))
        self.resize(360, 460)
        said = Label(self.tr("Lecture mode (F5) leaves out what is not ticked. Save as a story keeps the choice in the story file."))
        said.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self._kept = [name for name in hidden]
        for heading, things in groups:
            top = QTreeWidgetItem(self.tree, [heading])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for name, title in things:
                item = QTreeWidgetItem(top, [title])
                item.setData(0, Qt.ItemDataRole.UserRole, name)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
                item.setCheckState(0, Qt.CheckState.Unchecked if name in self._kept else Qt.CheckState.Checked)
        self.tree.expandAll()
        self.tree.itemChanged.connect(lambda item, _: self._ticked(item))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)

    def items(self) -> dict[str, QTreeWidgetItem]:
        """What can be ticked, by name."""
        tops = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        found = [top.child(j) for top in tops if top is not None for j in range(top.childCount())]
        return {str(item.data(0, Qt.ItemDataRole.UserRole)): item for item in found if item is not None}

    def _ticked(self, item: QTreeWidgetItem) -> None:
        name = str(item.data(0, Qt.ItemDataRole.UserRole))
        self._kept = [other for other in self._kept if other != name]
        if item.checkState(0) == Qt.CheckState.Unchecked:
            self._kept.append(name)
        self.changed.emit(tuple(self._kept))
