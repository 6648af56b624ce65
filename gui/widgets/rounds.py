"""You against the machines: ten test episodes, the same for all; a person answers first, then everyone's answers are shown."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.protocol import Bytes, Dealt, Floats, Ints
from gui.labels import Label
from gui.plain import plain_tip
from gui.theme import SPACE, appearance
from gui.views.base import letter
from gui.widgets.episode_board import picture

ROUNDS, WAY = 10, 5
FIRST = 500
"""The first test episode of a contest; each contest goes on where the one before ended."""
CLASS_SIDES, QUERY_SIDES = (48, 140), (96, 240)
"""px of a class's picture and of the query's, at least and at most, at zoom 1: as large as there is room for."""
NOT_YET = 0.35
"""Opacity of the pictures that only show what a round looks like."""
BAR = (30, 46)
"""px of height of a player's row, at least and at most, at zoom 1."""

NARROWEST = 390
"""px of the pictures and buttons of a round at zoom 1."""


class TenRounds(QWidget):
    """Signals ask for an episode and for everyone's answers; `dealt` and `answered` bring them."""

    deal_wanted = Signal(int)
    ask_wanted = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.round = 0
        self._next_episode = FIRST
        self._task: Dealt | None = None
        self._sample: tuple[Bytes, Ints, Bytes] | None = None
        self._query = 0
        self._own: int | None = None
        self._said: dict[str, int] = {}
        self._counted: set[str] = set()
        self.right: dict[str, int] = {}
        self.names: dict[str, tuple[str, tuple[str, int]]] = {}
        self.words = Label()
        self.words.setWordWrap(True)
        self._picture = Label()
        self._picture.setAccessibleName(self.tr("Query"))
        self.buttons: list[QPushButton] = []
        self._support: list[Label] = []
        grid = QGridLayout()
        grid.setSpacing(SPACE)
        for k in range(WAY):
            shown, button = Label(), QPushButton(letter(k))
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            button.setShortcut(str(k + 1))
            button.setToolTip(plain_tip(self.tr("The query is of class {letter}").format(letter=letter(k))))
            button.clicked.connect(lambda _=False, k=k: self.choose(k))
            grid.addWidget(shown, 0, k)
            grid.addWidget(button, 1, k)
            self._support.append(shown)
            self.buttons.append(button)
        self.go = QPushButton(self.tr("Begin ten rounds"))
        self.go.setObjectName("primary")
        self.go.clicked.connect(self.next_round)
        row = QHBoxLayout()
        row.addWidget(self._picture)
        row.addSpacing(2 * SPACE)
        row.addLayout(grid)
        row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.go)
        below.addStretch(1)
        self.scores = Scores(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self.words)
        layout.addLayout(row)
        layout.addLayout(below)
        layout.addWidget(self.scores, 1)
        self._begin()
        self.retheme()

    def set_learners(self, names: dict[str, tuple[str, tuple[str, int]]]) -> None:
        """Who plays, with name and colour; a change of players begins the contest anew."""
        if set(names) != set(self.names):
            self.names = names
            self._begin()
        self.names = names
        self.scores.update()

    def _begin(self) -> None:
        self.round, self.right, self._task, self._own = 0, {}, None, None
        self._said, self._counted = {}, set()
        self.go.setText(self.tr("Begin ten rounds"))
        self.go.setEnabled(bool(self.names))
        self.words.setText(
            self.tr(
                "Five characters nobody has seen, one drawing of each. Say which of them the large one is; the machines answer the same."
            )
            if self.names
            else self.tr("Tick runs that learned five classes of pictures: they are whom you play against.")
        )
        self._enable(False)
        self._show()

    def show_sample(self, support: Bytes, labels: Ints, query: Bytes) -> None:
        """Before the first round, show pale what a round looks like: drawings (n, 28, 28), their classes (n,), and a query (28, 28)."""
        self._sample = support, labels, query
        self._show()

    def next_round(self) -> None:
        """The next episode, or a new contest after the last."""
        if self.round == ROUNDS:
            self._begin()
        self.round += 1
        self._own, self._said, self._counted = None, {}, set()
        self.go.setEnabled(False)
        self.deal_wanted.emit(self._next_episode)
        self._next_episode += 1

    def dealt(self, task: Dealt) -> None:
        """The episode of this round: one of its queries is asked of all."""
        self._task = task
        self._query = (7 * self._next_episode) % len(task.query_x)
        self.ask_wanted.emit(task.support_x, task.support_y, task.query_x[self._query : self._query + 1])
        self.words.setText(self.tr("Round {round} of {rounds}: which class is the large one?").format(round=self.round, rounds=ROUNDS))
        self._enable(True)
        self._show()

    def answered(self, run: str, probabilities: Floats) -> None:
        """A learner's answer (K + 1, N) to this round; kept to itself until the person has answered."""
        self._said[run] = int(np.nan_to_num(probabilities[-1]).argmax())
        self._count()

    def choose(self, k: int) -> None:
        """The person's answer."""
        if self._task is None or self._own is not None:
            return
        self._own = k
        self._enable(False)
        truth = int(self._task.query_y[self._query])
        self.right["you"] = self.right.get("you", 0) + (k == truth)
        told = self.tr("Right: it is {letter}.") if k == truth else self.tr("It is {letter}.")
        self.words.setText(told.format(letter=letter(truth)))
        self._count()
        last = self.round == ROUNDS
        self.go.setText(self.tr("Play again") if last else self.tr("Next round"))
        self.go.setEnabled(True)
        self.go.setFocus()

    def _count(self) -> None:
        """Count the answers of those who have said theirs, once the person has."""
        if self._own is None or self._task is None:
            return
        truth = int(self._task.query_y[self._query])
        for run, said in self._said.items():
            if run not in self._counted:
                self._counted.add(run)
                self.right[run] = self.right.get(run, 0) + (said == truth)
        self.scores.update()

    def _enable(self, on: bool) -> None:
        for button in self.buttons:
            button.setEnabled(on)

    def _show(self) -> None:
        task = self._task
        shown = self._sample if task is None else (task.support_x, task.support_y, task.query_x[self._query])
        width = self.width() / appearance.zoom - 6 * SPACE
        large = round(min(QUERY_SIDES[1], max(QUERY_SIDES[0], 0.24 * width)))
        small = round(min(CLASS_SIDES[1], max(CLASS_SIDES[0], (width - large) / WAY - SPACE)))
        for k, label in enumerate(self._support):
            of_class = [] if shown is None else np.flatnonzero(shown[1] == k).tolist()
            self._put(label, shown[0][of_class[0]] if shown is not None and of_class else None, small)
        self._put(self._picture, None if shown is None else shown[2], large)
        self.scores.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _put(self, label: Label, pixels: Bytes | None, side: int) -> None:
        edge = round(side * appearance.zoom)
        label.setFixedSize(edge, edge)
        theme = appearance.theme
        label.setStyleSheet(f"background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 4px")
        if pixels is None:
            label.clear()
            return
        image = QPixmap(edge - 4, edge - 4)
        image.fill(QColor(theme.panel))
        painter = QPainter(image)
        painter.setOpacity(NOT_YET if self._task is None else 1.0)
        painter.drawImage(image.rect(), picture(pixels, theme.dark))
        painter.end()
        label.setPixmap(image)

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self.setMinimumWidth(round(NARROWEST * appearance.zoom))
        self._show()


class Scores(QWidget):
    """A bar of ten cells for each player: rounds told right, of the rounds played; empty before the first."""

    def __init__(self, contest: TenRounds) -> None:
        super().__init__()
        self._contest = contest
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def rows(self) -> list[tuple[str, int, str]]:
        """(name, rounds right, colour), the best first."""
        contest, theme = self._contest, appearance.theme
        players = [("you", self.tr("You"), theme.accent)]
        players += [(run, name, theme.run(*colour)) for run, (name, colour) in contest.names.items()]
        found = [(name, contest.right.get(run, 0), colour) for run, name, colour in players]
        return sorted(found, key=lambda row: -row[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._contest.names:
            return
        theme, zoom = appearance.theme, appearance.zoom
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, played = self.rows(), self._contest.round
        name_width = min(190 * zoom, 0.36 * self.width())
        high = min(BAR[1] * zoom, max(BAR[0] * zoom, self.height() / len(rows)))
        cell = min(self.width() - name_width - 90 * zoom, 620 * zoom) / ROUNDS
        for i, (name, right, colour) in enumerate(rows):
            top = i * high
            painter.setPen(QColor(theme.text))
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(name_width - SPACE))
            painter.drawText(QRectF(0, top, name_width, high), Qt.AlignmentFlag.AlignVCenter, shown)
            painter.setPen(Qt.PenStyle.NoPen)
            for k in range(ROUNDS):
                painter.setBrush(QColor(colour if k < right else theme.border))
                painter.drawRoundedRect(QRectF(name_width + k * cell, top + 0.28 * high, cell - 2 * zoom, 0.44 * high), 3, 3)
            if played:
                painter.setPen(QColor(theme.text))
                told = self.tr("{right} of {played}").format(right=right, played=played)
                left = name_width + ROUNDS * cell + SPACE
                painter.drawText(QRectF(left, top, 90 * zoom, high), Qt.AlignmentFlag.AlignVCenter, told)
