"""Quiet cards at the bottom right: what happened, in one sentence; one card per cause, with a count; never a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.failures import StorageError
from engine.settings import Rejected
from gui.icons import icon
from gui.labels import Label
from gui.language import language
from gui.plain import cleaned, markup
from gui.theme import SPACE, appearance
from gui.widgets.flow import Flow

WIDTH = 380
LONGEST = 800
"""Characters of a sentence that a card shows; all of it is copied."""
Action = tuple[str, Callable[[], object]]
"""Words on a button, and what it does."""


class Card(QFrame):
    """One message: an icon and a word, a sentence, and what can be done about it."""

    def __init__(self, stack: Cards, sentence: str, details: str, warning: bool, actions: Sequence[Action]) -> None:
        super().__init__(stack)
        self._stack = stack
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentence, self.details, self._warning = sentence, details, warning
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
            text = Label(details[-3000:])
            text.setObjectName("muted")
            text.setWordWrap(True)
            text.setVisible(False)

            def unfold() -> None:
                text.setVisible(not text.isVisible())
                stack.arrange()

            more.clicked.connect(unfold)
            buttons.addWidget(more)
            layout.addWidget(text)
        copy = QPushButton(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{sentence}\n{details}".strip()))
        buttons.addWidget(copy)
        layout.addWidget(row)
        appearance.changed.connect(self._title)
        self._title()

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self._stack.dismiss(self)

    def fit(self, width: int) -> None:
        """Take so much room that every word is seen."""
        self._column.activate()
        self.setFixedSize(width, self._column.totalHeightForWidth(width))

    def again(self) -> None:
        """The same cause once more."""
        self._count += 1
        self._title()

    def retell(self, say: Callable[[str], str]) -> None:
        self.sentence = say(self.sentence)

    def _title(self) -> None:
        theme = appearance.theme
        colour, sign, word = (theme.warning, "▲", self.tr("Note")) if self._warning else (theme.error, "✖", self.tr("Problem"))
        count = f" × {self._count}" if self._count > 1 else ""
        self._head.setText(markup("<b style='color:{colour}'>{sign} {word}{count}</b>", colour=colour, sign=sign, word=word, count=count))


class Cards(QWidget):
    """The stack of cards over the bottom right corner of a window."""

    MOST = 3

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._cards: list[Card] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)
        window.installEventFilter(self)
        appearance.changed.connect(self.arrange)
        self.hide()

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do what may be refused; a card says why. Returns whether it was done."""
        try:
            do()
        except (StorageError, Rejected) as error:
            self.show_card(str(error))
            return False
        return True

    def show_card(
        self,
        sentence: str,
        details: str = "",
        *,
        warning: bool = False,
        action: Action | None = None,
        actions: Sequence[Action] = (),
    ) -> None:
        """Show a message, or count it where it is already shown."""
        sentence = language.said(sentence)
        for card in self._cards:
            if card.sentence == sentence:
                card.again()
                return
        while len(self._cards) >= self.MOST:
            self.dismiss(self._cards[0])
        card = Card(self, sentence, details, warning, [*([action] if action else []), *actions])
        self._cards.append(card)
        self._layout.addWidget(card)
        self.show()
        self.raise_()
        self.arrange()

    def sentences(self) -> list[str]:
        """What the cards say now."""
        return [card.sentence for card in self._cards]

    def withdraw(self, sentence: str) -> None:
        """Take a message back that is no longer true, if it is still shown."""
        for card in [card for card in self._cards if card.sentence == sentence]:
            self.dismiss(card)

    def dismiss(self, card: Card) -> None:
        """Take a card away."""
        if card not in self._cards:
            return
        self._cards.remove(card)
        self._layout.removeWidget(card)
        card.deleteLater()
        self.setVisible(bool(self._cards))
        self.arrange()

    def arrange(self) -> None:
        """Stand in the corner."""
        window, width = self._window, round(WIDTH * appearance.zoom)
        for card in self._cards:
            card.fit(width)
        self.resize(width, sum(card.height() + SPACE for card in self._cards) - SPACE)
        self.move(window.width() - self.width() - 16, window.height() - self.height() - 96)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False
