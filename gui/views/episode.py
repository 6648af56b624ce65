"""A classification task as pictures: support and query, and the answers to every query after each inner step."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from engine.protocol import Attention, Embedding, Episode, Event, Read
from gui.history import RunHistory
from gui.labels import Label
from gui.picture_menu import PictureMenu
from gui.plotting import with_state
from gui.theme import SPACE
from gui.views.base import letter
from gui.views.reading import TaskView
from gui.widgets.episode_board import EpisodeBoard, answers, picture
from gui.widgets.query_detail import QueryDetail, neighbours

__all__ = ["EpisodeView", "picture"]


class _Scroll(QScrollArea):
    """Tells the board how much of it can be seen."""

    def __init__(self, board: EpisodeBoard) -> None:
        super().__init__()
        self._board = board
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(board)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._board.set_room(self.maximumViewportSize())
        super().resizeEvent(event)


class EpisodeView(TaskView):
    """The probe task of the selected run."""

    title: ClassVar[str] = "episode"
    kind = Episode
    readings: ClassVar[tuple[str, ...]] = ("Episode",)

    def __init__(self) -> None:
        super().__init__()
        self._episode: Episode | None = None
        self.board = EpisodeBoard()
        self.board.chosen.connect(self.choose_query)
        self.menu = PictureMenu(self.board, self.tr("One task"), self._rows, self._show)
        self.detail = QueryDetail()
        self._scroll = _Scroll(self.board)
        self._empty_text = self.tr(
            "One unseen task: its support pictures, its queries, and the answers after every inner step.\n"
            "Press Space to start and see them turn right."
        )
        self._empty = Label(self._empty_text)
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.caption = Label()
        self.caption.setObjectName("muted")
        self.caption.setWordWrap(True)
        self._next = QPushButton(self.tr("Next task"))
        self._next.setToolTip(self.tr("Another task of the validation classes (N)"))
        self._next.clicked.connect(self.next_task)
        frame = QFrame()
        frame.setObjectName("panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(SPACE, 6, SPACE, 6)
        inner.addWidget(self._empty, 1)
        inner.addWidget(self._scroll, 1)
        inner.addWidget(self.detail)
        row = QHBoxLayout()
        row.addWidget(self.caption, 1)
        row.addWidget(self._next)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._show()

    def set_waiting(self, words: str) -> None:
        super().set_waiting(words)
        self._empty.setText(with_state(self._empty_text, words))

    def retell(self, say: Callable[[str], str]) -> None:
        self._empty_text = say(self._empty_text)

    def let_go(self) -> None:
        self._episode = None
        self.board.query = -1

    def wanted(self) -> tuple[str, ...]:
        """While a query is seen closely also what it looks at, or what it lies near."""
        history = self.history
        if self.board.query < 0 or history is None:
            return self.readings
        return self.readings + tuple(name for name in ("Attention", "Embedding") if name in history.info.algorithm.readings)[:1]

    def choose_query(self, query: int) -> None:
        """See this query closely; -1: none."""
        self.board.query = query
        self._show()
        box = self.board.boxes.get(query)
        if box is not None:
            self._scroll.ensureVisible(round(box.center().x()), round(box.center().y()))

    def feed(self, history: RunHistory, event: Event) -> None:
        super().feed(history, event)
        if self.board.query >= 0 and history.info.id == self.current and isinstance(event, Read):
            self.dirty = self.dirty or isinstance(event.reading, Attention | Embedding)

    def draw(self) -> None:
        self.dirty = False
        episode = self.newest(Episode)
        self._episode = episode if episode is not None and episode.probabilities.shape[0] and episode.class_names else None
        self._show()

    def set_step(self, step: int) -> None:
        """Show the answers after this inner step."""
        self.step = step
        self._show()

    def _show(self) -> None:
        episode = self._episode if self.history else None
        self._empty.setVisible(episode is None)
        for widget in (self._scroll, self._next, self.caption):
            widget.setVisible(episode is not None)
        if episode is not None:
            self.caption.setText(self._words(episode))
        self.board.show_episode(episode, self.step, self.colour())
        if episode is None or self.board.query >= len(episode.query_labels):
            self.board.query = -1
        self.detail.setVisible(self.board.query >= 0)
        if episode is not None and self.board.query >= 0:
            near = neighbours(self.board.query, self.newest(Attention), self.newest(Embedding), len(episode.support_labels))
            self.detail.show_query(episode, self.board.query, self.step, near, self.colour())
        if episode is not None:
            self.announce(len(episode.probabilities) - 1)

    def _words(self, episode: Episode) -> str:
        last = len(episode.probabilities) - 1
        step = min(self.step, last)
        known = np.flatnonzero(episode.query_labels >= 0)
        right = int((np.array(answers(episode, step))[known] == episode.query_labels[known]).sum())
        chances = episode.probabilities[step][known, episode.query_labels[known]]
        if last:
            text = self.tr("Step {step}: {right} of {count} queries right")
        else:
            text = self.tr("No inner steps, one pass: {right} of {count} queries right")
        text = text.format(step=step, right=right, count=len(known))
        if len(known) and np.isfinite(chances).all():
            text += self.tr("; the true class gets {chance} % on average").format(chance=f"{100 * float(chances.mean()):.0f}")
        return text + "."

    def _rows(self) -> list[list[str]]:
        """The answers as a table: a row a query."""
        episode = self._episode
        if episode is None:
            return [[self.tr("query")]]
        step = min(self.step, len(episode.probabilities) - 1)
        names = [letter(c) for c in range(episode.probabilities.shape[2])]
        rows = [[self.tr("query"), self.tr("class"), self.tr("answer"), *names]]
        for i, (truth, guess) in enumerate(zip(episode.query_labels.tolist(), answers(episode, step), strict=True)):
            values = [f"{p:.6g}" for p in episode.probabilities[step, i]]
            rows.append([str(i + 1), letter(truth) if truth >= 0 else "?", letter(guess) if guess >= 0 else "?", *values])
        return rows

    def retheme(self) -> None:
        self.detail.retheme()
        self._show()
