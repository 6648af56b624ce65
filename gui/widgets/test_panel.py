"""The test on identical episodes: who is better, by how much, and how sure; one button to run it, one to give it up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.comparison import SURE, Difference, Entrant, paired, written
from gui.labels import Label
from gui.plain import plain_tip
from gui.plotting import readable
from gui.sweeps import Sweep
from gui.table_copy import table_mime
from gui.theme import SPACE, appearance
from gui.trials import Trials
from gui.widgets.flow import Flow

PAGES: tuple[Sweep | None, ...] = (None, "shot", "way", "test_steps")
"""What the panel shows: the differences, or a sweep."""


ROW = 24
"""px of a row at zoom 1."""


class Differences(QTableWidget):
    """Every pair, the largest difference first; Ctrl+C copies."""

    def __init__(self) -> None:
        super().__init__()
        self.heading: list[str] = []
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("Paired differences"))

    def show_pairs(self, pairs: Sequence[Difference], accuracy: bool) -> None:
        """One row a pair."""
        what = self.tr("difference, points") if accuracy else self.tr("difference in MSE")
        self.heading = [self.tr("pair"), what, self.tr("95 % CI"), self.tr("p (Holm)"), self.tr("verdict")]
        self.setColumnCount(len(self.heading))
        self.setHorizontalHeaderLabels(self.heading)
        self.setRowCount(len(pairs))
        self.verticalHeader().setDefaultSectionSize(round(ROW * appearance.zoom))
        for row, d in enumerate(pairs):
            for column, text in enumerate(self._words(d, accuracy)):
                item = QTableWidgetItem(text)
                if d.p < SURE and column in (0, 4):
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(row, column, item)

    def written(self, form: str) -> str:
        """The table as 'text', 'markdown' or 'latex'."""
        return written(self._rows(), form)

    def _rows(self) -> list[list[str]]:
        rows = [[self._text(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        return [self.heading, *rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setMimeData(table_mime(self._rows(), self.written("text")))
        else:
            super().keyPressEvent(event)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""

    def _words(self, d: Difference, accuracy: bool) -> list[str]:
        pair = self.tr("{better} − {worse}").format(better=d.better, worse=d.worse)
        verdict = self.tr("better") if d.p < SURE else self.tr("cannot be told apart")
        p = "< 0.001" if d.p < 0.001 else f"{d.p:.2g}"
        if accuracy:
            low, high = 100 * (d.mean - d.ci95), 100 * (d.mean + d.ci95)
            return [pair, f"{100 * d.mean:+.1f} ± {100 * d.ci95:.1f}", f"{low:.1f} … {high:.1f}", p, verdict]
        pair = self.tr("{better} − {worse}").format(better=d.worse, worse=d.better)  # error: the worse one has more of it
        ends = f"{readable(d.mean - d.ci95)} … {readable(d.mean + d.ci95)}"
        word = self.tr("{name} is better").format(name=d.better) if d.p < SURE else verdict
        return [pair, f"+{readable(d.mean)} ± {d.ci95:.2g}", ends, p, word]


class TestPanel(QWidget):
    """`test_asked`, `cancel_asked`, and `sweep_asked` with what shall be varied."""

    __test__ = False  # pytest shall not take it for a test

    test_asked = Signal()
    cancel_asked = Signal()
    page_chosen = Signal(object)

    def __init__(self, trials: Trials, sweep: QWidget) -> None:
        super().__init__()
        self._trials = trials
        self.test = QPushButton(self.tr("Test on {count} identical tasks").format(count=trials.episodes))
        self.test.setToolTip(self.tr("Every checkpoint on the same test tasks of classes nobody has seen, in the background"))
        self.test.clicked.connect(self.test_asked)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_asked)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.table = Differences()
        self.note = Label()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        words = (self.tr("Differences"), self.tr("by shots"), self.tr("by ways"), self.tr("by inner steps"))
        tips = (
            self.tr("Paired differences on the same test tasks"),
            self.tr("Test the same checkpoints with fewer and with more shots"),
            self.tr("Test the same checkpoints with fewer and with more ways, where a method allows it"),
            self.tr("Test the same checkpoints after fewer and after more inner steps"),
        )
        self.pages = QButtonGroup(self)
        top = QWidget()
        row = Flow(top, SPACE // 2)
        row.addWidget(self.test)
        row.addWidget(self.cancel)
        for i, (word, tip) in enumerate(zip(words, tips, strict=True)):
            button = QToolButton()
            button.setText(word)
            button.setToolTip(plain_tip(tip))
            button.setCheckable(True)
            button.setChecked(i == 0)
            self.pages.addButton(button, i)
            row.addWidget(button)
        self.pages.idClicked.connect(self._page)
        differences = QWidget()
        column = QVBoxLayout(differences)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._stack = QStackedWidget()
        self._stack.addWidget(differences)
        self._stack.addWidget(sweep)
        frame = QFrame()
        frame.setObjectName("panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(SPACE, 6, SPACE, 6)
        inner.addWidget(top)
        inner.addWidget(self.bar)
        inner.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        trials.progressed.connect(self.show_progress)
        trials.finished.connect(self.show_progress)
        self.show_progress()

    @property
    def page(self) -> Sweep | None:
        """The sweep that is shown; None: the differences."""
        return PAGES[self.pages.checkedId()]

    def show_progress(self) -> None:
        """How far the tests are."""
        busy = self._trials.busy
        self.cancel.setVisible(busy)
        self.bar.setVisible(busy)
        self.bar.setValue(round(1000 * self._trials.fraction))
        self.bar.setAccessibleName(self.tr("Tests done"))

    def show_results(self, entrants: Sequence[Entrant], ready: bool, words: str) -> None:
        """The differences between tested entrants; `ready` says whether there is something to test, `words` what is missing."""
        self.test.setEnabled(ready and not self._trials.busy)
        for button in self.pages.buttons()[1:]:
            button.setEnabled(ready)
        pairs = paired(entrants) if len(entrants) > 1 else []
        if len(entrants) > 1 and not pairs:
            words = self.tr("They were tested on different classes, so their scores are not paired.")
        self.table.setVisible(bool(pairs))
        self.table.show_pairs(pairs, not entrants or entrants[0].metric == "accuracy")
        self.note.setText(words)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop if pairs else Qt.AlignmentFlag.AlignCenter)

    def _page(self, index: int) -> None:
        self._stack.setCurrentIndex(1 if index else 0)
        self.page_chosen.emit(PAGES[index])
