"""Choose algorithms, seeds and datasets; every combination becomes a run in the queue."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QListWidget, QListWidgetItem, QWidget

from engine.catalogue import unsuitable
from engine.fair import Terms
from engine.protocol import Catalogue
from gui.labels import Label
from gui.theme import FAMILY_GLYPHS, SPACE
from gui.widgets.inputs import SpinBox

KEY = Qt.ItemDataRole.UserRole


class GridDialog(QDialog):
    """Says how many runs it will be before one agrees."""

    def __init__(self, specs: Catalogue, terms: Terms, chosen: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = specs
        self.setWindowTitle(self.tr("Queue a grid of runs"))
        self.algorithms, self.datasets = QListWidget(), QListWidget()
        for spec in specs.algorithms:
            self._add(self.algorithms, f"{FAMILY_GLYPHS[spec.family]}  {spec.title}", spec.id, spec.id in chosen)
        for dataset in specs.datasets:
            if not dataset.needs_files or dataset.id == terms.dataset:
                self._add(self.datasets, dataset.title, dataset.id, dataset.id == terms.dataset)
        self.seeds = SpinBox()
        self.seeds.setRange(1, 50)
        self.seeds.setValue(len(terms.seeds))
        self.seeds.setAccessibleName(self.tr("Seeds"))
        self.words = Label()
        self.words.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        grid = QGridLayout(self)
        grid.setSpacing(SPACE)
        for column, (title, widget) in enumerate(((self.tr("Algorithms"), self.algorithms), (self.tr("Datasets"), self.datasets))):
            grid.addWidget(Label(title), 0, column)
            grid.addWidget(widget, 1, column)
            widget.setAccessibleName(title)
            widget.itemChanged.connect(lambda _: self._count())
        grid.addWidget(Label(self.tr("Seeds of each")), 2, 0)
        grid.addWidget(self.seeds, 2, 1)
        grid.addWidget(self.words, 3, 0, 1, 2)
        grid.addWidget(self.buttons, 4, 0, 1, 2)
        self.seeds.valueChanged.connect(lambda _: self._count())
        self.resize(520, 460)
        self._count()

    def chosen(self) -> tuple[list[str], int, list[str]]:
        """Algorithms, number of seeds, datasets."""
        return _ticked(self.algorithms), self.seeds.value(), _ticked(self.datasets)

    def count(self) -> int:
        """Runs that this makes; combinations that cannot be are left out."""
        algorithms, seeds, datasets = self.chosen()
        by_id = {d.id: d for d in self._specs.datasets}
        pairs = [(a, d) for a in self._specs.algorithms if a.id in algorithms for d in datasets if not unsuitable(a, by_id[d])]
        return seeds * len(pairs)

    def _count(self) -> None:
        count = self.count()
        text = (
            self.tr("One run waits in the queue for a free core, also when the window is closed meanwhile.")
            if count == 1
            else self.tr(
                "{count} runs wait in the queue for a free core, also when the window is closed meanwhile. Each dataset is a comparison."
            )
        )
        self.words.setText(text.format(count=count) if count else self.tr("Tick an algorithm and a dataset that go together."))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(self.tr("Queue one run") if count == 1 else self.tr("Queue {count} runs").format(count=count))
        ok.setEnabled(count > 0)

    def _add(self, owner: QListWidget, text: str, key: str, ticked: bool) -> None:
        item = QListWidgetItem(text)
        item.setData(KEY, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        owner.addItem(item)


def _ticked(owner: QListWidget) -> list[str]:
    items = (owner.item(i) for i in range(owner.count()))
    return [str(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
