"""Quiet cards over the window: what happened, in one sentence; one card per cause, with a count; never a dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.failures import StorageError
from engine.settings import Rejected
from gui.card_place import ABOVE, BELOW, EDGE, free_place, is_free, obstacles
from gui.icons import icon
from gui.labels import Label
from gui.language import language
from gui.phrases import HAN
from gui.plain import cleaned, markup
from gui.theme import SPACE, appearance
from gui.widgets.flow import Flow

WIDTH = 380
LONGEST = 800
"""Characters of a sentence that a card shows; all of it is copied."""
DETAILS = 160
"""px of height that details get at zoom 1; more of them scrolls."""
TICK = 1.0
"""Seconds between two looks at which cards may go and whether one covers something."""
SECONDS = {"success": 6.0, "tip": 12.0}
"""How long a card of a kind stays while it is seen; a kind that is missing here stays until it is dismissed or solved."""
READING = 0.06, 0.2
"""Seconds more for each letter, and for each Chinese one."""
WITH_ACTIONS = 6.0
"""Seconds more for a card with something to press."""

Action = tuple[str, Callable[[], object]]
"""Words on a button, and what it does."""
Kind = Literal["success", "tip", "progress", "warning", "error"]


class Card(QFrame):
    """One message: a sign and a word for its kind, a sentence, and what can be done about it."""

    def __init__(
        self, stack: Cards, sentence: str, details: str, kind: Kind, actions: Sequence[Action], topics: Iterable[str] = ()
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentence, self.details, self.kind = sentence, details, kind
        self.topics = set(topics)
        """what it is about, until all of it is solved"""
        self._has_actions = bool(actions)
        self._seen = 0.0
        self._count = 1
        self._head = Label()
        close = QToolButton()
        close.setIcon(icon("remove", appearance.theme.muted))
        close.setToolTip(self.tr("Dismiss"))
        close.setAutoRaise(True)
        close.clicked.connect(lambda: stack.dismiss(self))
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(close)
        body = Label(cleaned(sentence, LONGEST))
        body.setWordWrap(True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(12, SPACE, SPACE, 10)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(body)
        row = QWidget()
        buttons = Flow(row, SPACE // 2)
        for words, act in actions:
            button = QPushButton(words)
            button.clicked.connect(partial(self._do, act))
            buttons.addWidget(button)
        if details:
            more = QPushButton(self.tr("Details"))
            more.clicked.connect(self._unfold)
            buttons.addWidget(more)
            layout.addWidget(self._folded(details))
        copy = QPushButton(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{sentence}\n{details}".strip()))
        buttons.addWidget(copy)
        layout.addWidget(row)
        appearance.changed.connect(self._title)
        self._title()

    def _folded(self, details: str) -> QScrollArea:
        text = Label(details[-3000:])
        text.setObjectName("muted")
        text.setWordWrap(True)
        self._details = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(text)
        area.setVisible(False)
        return area

    def _unfold(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self._stack.arrange()

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self._stack.dismiss(self)

    def fit(self, width: int) -> None:
        """Take so much room that every word is seen, of the details a part."""
        area = self.findChild(QScrollArea)
        if isinstance(area, QScrollArea) and (text := area.widget()) is not None:
            inner = text.heightForWidth(width - 40)
            area.setFixedHeight(min(max(inner, 1), round(DETAILS * appearance.zoom)))
        self._column.activate()
        self.setFixedSize(width, self._column.totalHeightForWidth(width))

    def again(self, topics: Iterable[str]) -> None:
        """The same cause once more."""
        self._count += 1
        self._seen = 0.0
        self.topics |= set(topics)
        self._title()

    def look(self, seconds: float) -> bool:
        """Count the time that the card was seen; tell whether it has been long enough. One that is used stays."""
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._seen = 0.0
        else:
            self._seen += seconds
        return self.kind in SECONDS and self._seen > self.lifetime()

    def lifetime(self) -> float:
        """Seconds that it takes to read the card and to do something about it."""
        chinese = len(HAN.findall(self.sentence))
        letters = len(self.sentence) - chinese
        return SECONDS[self.kind] + letters * READING[0] + chinese * READING[1] + (WITH_ACTIONS if self._has_actions else 0.0)

    def retell(self, say: Callable[[str], str]) -> None:
        self.sentence = say(self.sentence)

    def _title(self) -> None:
        theme = appearance.theme
        colour, sign, word = {
            "success": (theme.good, "✔", self.tr("Done")),
            "tip": (theme.accent, "ℹ", self.tr("Tip")),
            "progress": (theme.accent, "◷", self.tr("Working")),
            "warning": (theme.warning, "▲", self.tr("Note")),
            "error": (theme.error, "✖", self.tr("Problem")),
        }[self.kind]
        count = f" × {self._count}" if self._count > 1 else ""
        self._head.setText(markup("<b style='color:{colour}'>{sign} {word}{count}</b>", colour=colour, sign=sign, word=word, count=count))


class Cards(QWidget):
    """The stack of cards of a window, in a corner where they cover no table; where there is none they get a strip at the bottom."""

    MOST = 3

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._cards: list[Card] = []
        self.avoided: list[QWidget] = []
        """What no card shall cover beside tables and fields."""
        self.strip: QLayout | None = None
        """The layout that gives room at its bottom where no corner is free."""
        self._reserved = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(lambda: self.look(TICK))
        window.installEventFilter(self)
        appearance.changed.connect(self.arrange)
        self.hide()

    def attempt(self, do: Callable[[], object], topic: str = "") -> bool:
        """Do what may be refused; a card says why, and goes once it is done. Returns whether it was done."""
        try:
            do()
        except (StorageError, Rejected) as error:
            self.show_card(str(error), topic=topic)
            return False
        if topic:
            self.resolve(topic)
        return True

    def show_card(
        self,
        sentence: str,
        details: str = "",
        *,
        warning: bool = False,
        kind: Kind | None = None,
        topic: str = "",
        topics: Iterable[str] = (),
        action: Action | None = None,
        actions: Sequence[Action] = (),
    ) -> None:
        """Show a message, or count it where it is already shown.

        `topic` (or several) is what it is about, such as 'failed:maml-1': `resolve` takes the card away, and a newer card replaces it.
        """
        sentence = language.said(sentence)
        about = {*topics, *([topic] if topic else [])}
        for card in self._cards:
            if card.sentence == sentence:
                card.again(about)
                return
        for card in [card for card in self._cards if about and card.topics == about]:
            self.dismiss(card)
        while len(self._cards) >= self.MOST:
            self.dismiss(next((card for card in self._cards if card.kind in SECONDS), self._cards[0]))
        kind = kind or ("warning" if warning else "error")
        card = Card(self, sentence, details, kind, [*([action] if action else []), *actions], about)
        self._cards.append(card)
        self._layout.addWidget(card)
        self.show()
        self.raise_()
        self.arrange()
        self._timer.start()

    def sentences(self) -> list[str]:
        """What the cards say now."""
        return [card.sentence for card in self._cards]

    def withdraw(self, sentence: str) -> None:
        """Take a message back that is no longer true, if it is still shown."""
        for card in [card for card in self._cards if card.sentence == sentence]:
            self.dismiss(card)

    def resolve(self, *topics: str) -> None:
        """These are solved: a card goes once all that it is about is. A topic that ends in ':' stands for all that begin so."""
        for card in [card for card in self._cards if card.topics]:
            ends = tuple(topic for topic in topics if topic.endswith(":"))
            card.topics = {topic for topic in card.topics if topic not in topics and not (ends and topic.startswith(ends))}
            if not card.topics:
                self.dismiss(card)

    def dismiss(self, card: Card) -> None:
        """Take a card away."""
        if card not in self._cards:
            return
        self._cards.remove(card)
        self._layout.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.setVisible(bool(self._cards))
        if not self._cards:
            self._timer.stop()
        self.arrange()

    def look(self, seconds: float) -> None:
        """Let go what was seen for long enough, and step aside where something came to be covered."""
        if not self._window.isActiveWindow() or QApplication.activeModalWidget() is not None:
            return
        for card in [card for card in self._cards if not card.isHidden() and card.look(seconds)]:
            self.dismiss(card)
        if self._cards and not self._reserved and not self.underMouse() and not is_free(self.geometry(), self._taken()):
            self.arrange()

    def arrange(self, *, anew: bool = False) -> None:
        """Stand in the first free corner; `anew`: another place is on screen, whose corners may be free."""
        if not self._cards:
            self._reserve(0)
            return
        if anew:
            self._reserve(0)
        window, width = self._window.size(), min(round(WIDTH * appearance.zoom), self._window.width() - 2 * EDGE)
        self._fit(width, window.height() - ABOVE - BELOW)
        if not self._reserved:
            place = free_place(self.size(), window, self._taken())
            if place is not None:
                self.move(place)
                return
        if self.strip is None:
            self.move(window.width() - self.width() - EDGE, max(0, window.height() - self.height() - BELOW))
            return
        self._fit(width, window.height() // 3)
        self._reserve(self.height() + SPACE)
        self.move(window.width() - self.width() - EDGE, window.height() - self.height() - SPACE // 2)

    def _fit(self, width: int, height: int) -> None:
        """Take the size of the newest cards that this height has room for; the others wait."""
        used = 0
        for card in reversed(self._cards):
            card.fit(width)
            card.setVisible(not used or used + card.height() <= height)
            used += card.height() + SPACE if not card.isHidden() else 0
        self.resize(QSize(width, used - SPACE))

    def _taken(self) -> list[QRect]:
        return [rect for rect in obstacles(self._window, self.avoided, self) if not rect.isEmpty()]

    def _reserve(self, height: int) -> None:
        """Give the cards a strip of this height below everything else."""
        if self.strip is None or height == self._reserved:
            return
        self._reserved = height
        margins = self.strip.contentsMargins()
        margins.setBottom(height)
        self.strip.setContentsMargins(margins)
        self.strip.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False
