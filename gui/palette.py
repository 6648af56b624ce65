"""Type a few letters, find what the window can do or show: actions with their keys, places, docks, algorithms, datasets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gui.labels import Label
from gui.plain import one_line
from gui.theme import SPACE, appearance

RECENT = "palette/recent"
REMEMBERED = 12
"""Things done last, which come first."""
MOST = 60
"""Rows that are shown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to find: what it is called, of what kind it is, its keys, what else is said of it, and what choosing it does."""

    key: str
    text: str
    kind: str
    do: Callable[[], object]
    keys: str = ""
    tip: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


def fit(query: str, text: str) -> float | None:
    """How well a text answers a query, higher is better; None where some word of the query is not in it, not even with gaps.

    A word that begins a word of the text counts most, then one within a word, then its letters in their order.
    """
    text, total = text.lower(), 0.0
    for word in query.lower().split():
        at = text.find(word)
        if at >= 0:
            begins = any(not text[i - 1 : i].isalnum() for i in _all(text, word))
            total += 3.0 if begins else 2.0
            total -= at / 1000
            continue
        gaps = _gaps(word, text)
        if gaps is None or gaps > 2 * len(word):
            return None
        total += 1.0 - gaps / 100
    return total - len(text) / 10_000


def _all(text: str, word: str) -> list[int]:
    return [i for i in range(len(text)) if text.startswith(word, i)]


def _gaps(word: str, text: str) -> int | None:
    """Letters skipped within the tightest stretch of `text` that begins a word and holds the letters of `word` in order, if any."""
    best = None
    for begin in (i for i in _all(text, word[0]) if not text[i - 1 : i].isalnum()):
        at = begin
        for letter in word[1:]:
            at = text.find(letter, at + 1)
            if at < 0:
                break
        else:
            skipped = at - begin + 1 - len(word)
            best = skipped if best is None else min(best, skipped)
    return best


def recent() -> list[str]:
    """The keys of what was chosen last, the newest first."""
    kept = QSettings().value(RECENT, [])
    return [str(key) for key in kept] if isinstance(kept, list) else [str(kept)]


def found(query: str, offers: Sequence[Offer]) -> list[Offer]:
    """The offers that answer `query`, the best first; of equal ones what was chosen lately, then as they come."""
    last = {key: rank for rank, key in enumerate(recent())}
    ranked = []
    for place, offer in enumerate(offers):
        # with its kind only as it is written: gaps across both would find too much
        whole = fit(query, f"{offer.kind} {offer.text}")
        names = [s for s in (fit(query, offer.text), whole if whole and whole > 1.5 * len(query.split()) else None) if s is not None]
        if names:
            score = max(names) + (0.5 - 0.02 * last[offer.key] if offer.key in last else 0.0)
        elif (told := fit(query, offer.tip)) is not None and told > 2.5:  # whole words of the explanation
            score = told - 2.5
        else:
            continue
        ranked.append((-score if query else last.get(offer.key, REMEMBERED), place, offer))
    return [offer for _, _, offer in sorted(ranked, key=lambda row: row[:2])]


class Palette(QDialog):
    """A field and what it finds; arrows choose, Enter does it."""

    def __init__(self, offers: Sequence[Offer], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Search actions"))
        zoom = appearance.zoom
        self.resize(round(520 * zoom), round(420 * zoom))
        self._offers = list(offers)
        self._shown: list[Offer] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(_tr("An action, a place, a panel, an algorithm or a dataset"))
        self.field.setAccessibleName(_tr("What you look for"))
        self.field.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setStyleSheet(f"QTreeView::item {{ padding: {round(4 * zoom)}px {round(6 * zoom)}px; }}")
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName(_tr("What was found"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._foot = Label()
        self._foot.setObjectName("muted")
        self._foot.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        for widget in (self.field, self.list, self._foot):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._do)
        self.list.itemActivated.connect(lambda *_: self._do())
        self.list.currentItemChanged.connect(lambda *_: self._explain())
        self._filter("")

    def texts(self) -> list[str]:
        """What is found now, from the top."""
        return [offer.text for offer in self._shown]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}.get(Qt.Key(event.key()))
            if step is not None:
                self._choose(min(max(self.list.currentIndex().row() + step, 0), len(self._shown) - 1))
                return True
        return False

    def _filter(self, text: str) -> None:
        self._shown = found(text, self._offers)[:MOST]
        self.list.clear()
        muted = QBrush(QColor(appearance.theme.muted))
        for offer in self._shown:
            item = QTreeWidgetItem([one_line(offer.text), offer.kind, offer.keys])
            item.setForeground(1, muted)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self._choose(0)
        self._explain()

    def _choose(self, row: int) -> None:
        if (item := self.list.topLevelItem(row)) is not None:
            self.list.setCurrentItem(item)

    def _current(self) -> Offer | None:
        index = self.list.currentIndex()
        return self._shown[index.row()] if index.isValid() else None

    def _explain(self) -> None:
        offer = self._current()
        self._foot.setText((offer.tip or offer.text) if offer else _tr("Nothing here is called that."))

    def _do(self) -> None:
        offer = self._current()
        if offer is not None:
            QSettings().setValue(RECENT, [offer.key, *(key for key in recent() if key != offer.key)][:REMEMBERED])
            self.accept()
            offer.do()
