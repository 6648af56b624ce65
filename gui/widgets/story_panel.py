"""The page of a story beside the pictures: its text, and a question whose answer waits until it is asked for."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QFont, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.icons import icon
from gui.labels import Label, show_tip
from gui.plain import menu_text, one_line, plain_tip
from gui.prose import FindPicture, prose
from gui.story import Ask, Page
from gui.story_pictures import Shown, StoryPictures
from gui.theme import SPACE, appearance

WIDTH = 318
"""px at zoom 1."""
LONGEST_CHOICE = 300
"""Characters of a choice on its button."""
PICTURE_MARGIN = 70
"""px beside the text: margins of the panel and of a question, and a scroll bar."""
MOST = 0.34
"""Share of the window's width, at most."""


class StoryPanel(QFrame):
    """One page at a time. `back` and `forth` turn pages, `again` sets the page up again, `closed` ends the story."""

    back = Signal()
    forth = Signal()
    again = Signal()
    closed = Signal()
    link_asked = Signal(str)
    """A link of the text was clicked; it leads wherever the author of the story chose."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(self.tr("Story"))
        self._page: Page | None = None
        self._folder: Path | None = None
        self._pictures = StoryPictures(self)
        self._pictures.changed.connect(self._set_texts)
        self.place, self.title = Label(), Label()
        self.place.setObjectName("muted")
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self._reset, self._close = QToolButton(), QToolButton()
        for button, tip, signal in (
            (self._reset, self.tr("Set this page up again"), self.again),
            (self._close, self.tr("End the story and bring the window back as it was"), self.closed),
        ):
            button.setToolTip(plain_tip(tip))
            button.setAccessibleName(tip)
            button.setAutoRaise(True)
            button.clicked.connect(signal)
        self.text, self.state = Label(), Label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.linkActivated.connect(self.link_asked)
        self.text.linkHovered.connect(lambda link: show_tip(QCursor.pos(), link, self.text))
        self.state.setObjectName("muted")
        for label in (self.text, self.state):
            label.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.question = QuestionBox(self._find)
        self.question.revealed.connect(self._to_answer)
        self.left, self.right = QPushButton(), QPushButton()
        self.left.clicked.connect(self.back)
        self.right.clicked.connect(self.forth)
        self.counter = Label()
        self.counter.setObjectName("muted")
        self._lay_out()
        self.retheme()

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self._reset)
        top.addWidget(self._close)
        below.addWidget(self.left)
        below.addWidget(self.counter, 1, Qt.AlignmentFlag.AlignCenter)
        below.addWidget(self.right)
        inner = QWidget()
        inner.setObjectName("page")
        self.setStyleSheet("QWidget#page { background: transparent }")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE + 4)
        column.addWidget(self.text)
        column.addWidget(self.question)
        column.addStretch(1)
        self.pages = QScrollArea()
        self.pages.setWidget(inner)
        self.pages.setWidgetResizable(True)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, SPACE, 10, 10)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addWidget(self.title)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.state)
        layout.addLayout(below)

    def show_page(self, page: Page, place: str, counter: str, first: bool, last: str, folder: Path | None = None) -> None:
        """Show a page of a story that lies in `folder`.

        `place` says which story, `last` what the button for the next page is called on the last page (empty: it has none).
        """
        self._page, self._folder = page, folder
        self.place.setText(one_line(place))
        self.title.setText(one_line(page.title))
        self._set_text()
        self.text.setVisible(bool(page.text))
        self.question.show_ask(page.ask)
        self.counter.setText(counter)
        self.left.setEnabled(not first)
        self.right.setText(last or self.tr("Next"))
        self.right.setEnabled(True)
        self.pages.verticalScrollBar().setValue(0)
        self.say("")

    def _fit(self) -> None:
        """As wide as a line of prose, but the pictures keep two thirds of the window."""
        window = self.window().width() if self.window() is not self else 10_000
        self.setFixedWidth(min(round(WIDTH * appearance.zoom), max(260, round(MOST * window))))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _set_text(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(appearance.size("base") + 1)
        self.text.setText(prose(self._page.text, font, self._find) if self._page is not None else "")

    def _set_texts(self) -> None:
        """Another picture has been read."""
        self._set_text()
        self.question.retheme()

    def _find(self, name: str) -> Shown | None:
        """A picture of the story, no wider than the text, and as fine as the screen."""
        if self._folder is None:
            return Shown()
        width = max(100, self.width() - PICTURE_MARGIN)
        shown = self._pictures.find(self._folder, name, round(width * self.devicePixelRatioF()))
        if shown is None or shown.width <= width:
            return shown
        return dataclasses.replace(shown, width=width, height=round(shown.height * width / shown.width))

    def forget_pictures(self) -> None:
        """Read the pictures anew: another story is opened."""
        self._pictures.forget()

    def close_pictures(self) -> None:
        """Read no more pictures."""
        self._pictures.close()

    def end(self) -> None:
        """There is no page after this one."""
        self.right.setEnabled(False)

    def say(self, text: str) -> None:
        """One quiet line: what the runs of the page do."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _to_answer(self) -> None:
        QTimer.singleShot(0, self, lambda: self.pages.ensureWidgetVisible(self.question.answer, 0, SPACE))  # once it is laid out

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self._fit()
        self.left.setText(self.tr("Back"))
        for button, name in ((self._reset, "same_seed"), (self._close, "remove")):
            button.setIcon(icon(name, appearance.theme.muted))
        self._set_text()
        self.question.retheme()


class QuestionBox(QFrame):
    """A question: one may first say what one believes, then see the answer."""

    revealed = Signal()

    def __init__(self, find: FindPicture | None = None) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._find = find
        self._ask: Ask | None = None
        self.believed: int | None = None
        self.question, self.answer, self.verdict = Label(), Label(), Label()
        for label in (self.question, self.answer, self.verdict):
            label.setWordWrap(True)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(SPACE // 2)
        self.choices: list[QPushButton] = []
        self.show_button = QPushButton(self.tr("Show the answer"))
        self.show_button.clicked.connect(self.reveal)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(SPACE)
        for widget in (self.question, self.verdict, self.answer):
            column.addWidget(widget)
        column.insertLayout(1, self._choices)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def waiting(self) -> bool:
        """Whether there is an answer that has not been shown."""
        return self._ask is not None and self.answer.isHidden()

    def show_ask(self, ask: Ask | None) -> None:
        """A question with its answer hidden, or nothing."""
        self._ask, self.believed = ask, None
        self.setVisible(ask is not None)
        for button in self.choices:
            self._choices.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.choices = []
        self.answer.hide()
        self.verdict.hide()
        self.show_button.show()
        if ask is None:
            return
        self._set_text()
        for i, text in enumerate(ask.choices):
            button = QPushButton(menu_text(text, LONGEST_CHOICE))
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long choice must not widen the page
            button.setToolTip(plain_tip(text))
            button.clicked.connect(lambda _=False, i=i: self.believe(i))
            self._choices.addWidget(button)
            self.choices.append(button)

    def _set_text(self) -> None:
        if self._ask is not None:
            font = QFont(self.font())
            font.setPixelSize(appearance.size("base") + 1)
            self.answer.setText(prose(self._ask.answer, font, self._find))
            font.setBold(True)
            self.question.setText(prose(self._ask.question, font, self._find))

    def believe(self, choice: int) -> None:
        """The person says what they believe; it can be changed until the answer is shown."""
        self.believed = choice
        for i, button in enumerate(self.choices):
            button.setChecked(i == choice)

    def reveal(self) -> None:
        """Show the answer, and beside it what was believed."""
        if self._ask is None or not self.waiting:
            return
        right = self._ask.right
        for i, button in enumerate(self.choices):
            button.setEnabled(i in (right, self.believed))
            if i == right:
                button.setText(menu_text(f"✓ {self._ask.choices[i]}", LONGEST_CHOICE))
        if self.believed is not None and right >= 0:
            self.verdict.setText(self.tr("As you believed.") if self.believed == right else self.tr("You believed otherwise."))
            self.verdict.show()
        self.show_button.hide()
        self.answer.show()
        self.revealed.emit()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        theme = appearance.theme
        self._set_text()
        self.setStyleSheet(
            f"QuestionBox {{ background: {theme.mixed(theme.accent, 0.1)}; border-left: 3px solid {theme.accent}; border-radius: 4px }}"
            " QPushButton { text-align: left }"
        )
        self.verdict.setStyleSheet(f"color: {theme.accent}; font-weight: 600")
