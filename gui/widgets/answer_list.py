"""What each learner answers: one row each, with the class, how sure it is, and how that came about step by step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from engine.protocol import Floats
from gui.labels import Label
from gui.plain import plain_tip
from gui.theme import FAMILY_GLYPHS, SPACE, appearance
from gui.views.base import letter

LEAST, MOST = 54, 100
"""px of a row at zoom 1: as high as there is room for."""


class AnswerRow(QWidget):
    """One learner's answer to one query: class, probability, and its probability after each inner step."""

    def __init__(self, name: str, family: str, colour: tuple[str, int]) -> None:
        super().__init__()
        self.name = name
        self._family = family
        self._colour = colour
        self.probabilities: Floats | None = None
        self.sentence = ""
        self.truth: int | None = None
        self.asked = True
        """whether an answer is on its way or here"""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(plain_tip(name))  # a long name is cut off
        self.retheme()

    @property
    def answer(self) -> int | None:
        """The class it finds likeliest after its last step."""
        return None if self.probabilities is None else int(np.nan_to_num(self.probabilities[-1]).argmax())

    def show_answer(self, probabilities: Floats) -> None:
        """(K + 1, N) class probabilities after each inner step."""
        self.probabilities, self.sentence, self.asked = probabilities, "", True
        found = self.answer
        assert found is not None
        share = round(100 * float(probabilities[-1, found]))
        told = self.tr("{name} answers {letter} with {share} %").format(name=self.name, letter=letter(found), share=share)
        self.setAccessibleDescription(told)
        self.setToolTip(plain_tip(told))
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Why there is no answer."""
        self.probabilities, self.sentence, self.asked = None, sentence, True
        self.setAccessibleDescription(sentence)
        self.setToolTip(plain_tip(sentence))
        self.update()

    def clear_answer(self, asked: bool = False) -> None:
        """No answer, since there is no whole task, or since one was just asked for."""
        self.show_sentence("")
        self.truth, self.asked = None, asked

    def show_truth(self, truth: int | None) -> None:
        """Mark whether the answer is right; None where nobody knows."""
        self.truth = truth
        self.update()

    def retell(self, say: Callable[[str], str]) -> None:
        """Say the name again, in another language."""
        self.name = say(self.name)

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self.setMinimumHeight(round(LEAST * appearance.zoom))
        self.setMaximumHeight(round(MOST * appearance.zoom))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, zoom = appearance.theme, appearance.zoom
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.run(*self._colour))
        height, width = self.height(), self.width()
        small = QFont(self.font())
        small.setPixelSize(appearance.size("small"))
        name_width = min(0.36 * width, 170 * zoom)
        painter.setPen(colour)
        painter.drawText(QRectF(0, 0, 18 * zoom, height), Qt.AlignmentFlag.AlignVCenter, FAMILY_GLYPHS[self._family])
        painter.setPen(QColor(theme.text))
        box = QRectF(18 * zoom, 0, name_width - 18 * zoom, height)
        shown = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        rest = QRectF(name_width + SPACE, 0, width - name_width - SPACE, height)
        if self.probabilities is None:
            painter.setPen(QColor(theme.muted))
            painter.setFont(small)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rest, flags, self.sentence or (self.tr("…") if self.asked else ""))
            return
        self._paint_answer(painter, rest, colour, small)

    def _paint_answer(self, painter: QPainter, rest: QRectF, colour: QColor, small: QFont) -> None:
        assert self.probabilities is not None
        theme, zoom = appearance.theme, appearance.zoom
        found = int(np.nan_to_num(self.probabilities[-1]).argmax())
        share = float(np.nan_to_num(self.probabilities[-1, found]))
        big = QFont(self.font())
        big.setPixelSize(appearance.size("lecture"))
        big.setBold(True)
        right = self.truth is None or self.truth == found
        painter.setFont(big)
        painter.setPen(QColor(theme.text if self.truth is None else theme.good if right else theme.error))
        mark = "" if self.truth is None else " ✓" if right else " ✗"
        letter_width = 46 * zoom
        painter.drawText(QRectF(rest.left(), 0, letter_width, rest.height()), Qt.AlignmentFlag.AlignVCenter, letter(found) + mark)
        steps = len(self.probabilities)
        strip_width = min(0.3 * rest.width(), 110 * zoom)
        left = rest.left() + letter_width
        thick = 0.22 * rest.height()
        bar = QRectF(left, (rest.height() - thick) / 2, rest.width() - letter_width - strip_width - 6.5 * SPACE * zoom, thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.grid))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(3.0, bar.width() * share), bar.height()), 3, 3)
        painter.setFont(small)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(bar.right() + 6, 0, 5 * SPACE * zoom, rest.height()), Qt.AlignmentFlag.AlignVCenter, f"{100 * share:.0f} %")
        strip = QRectF(rest.right() - strip_width, 0.2 * rest.height(), strip_width, 0.6 * rest.height())
        if steps == 1:
            painter.setPen(QColor(theme.muted))
            whole = QRectF(strip.left(), 0, strip.width(), rest.height())
            painter.drawText(whole, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.tr("no steps: one pass"))
            return
        each = strip.width() / steps
        painter.setPen(Qt.PenStyle.NoPen)
        for k, value in enumerate(np.nan_to_num(self.probabilities[:, found])):
            tall = max(1.5, float(value) * strip.height())
            painter.setBrush(colour if k == steps - 1 else QColor(theme.mixed(colour.name(), 0.35 + 0.4 * k / steps)))
            painter.drawRect(QRectF(strip.left() + k * each, strip.bottom() - tall, max(1.0, each - 2), tall))


class AnswerList(QScrollArea):
    """The rows of all learners that answer, by run."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, AnswerRow] = {}
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._column.setSpacing(2)
        self._caption = Label(
            self.tr("Letter and bar: the answer and how sure. Small bars: how sure after each inner step. ✓ ✗: where the truth is known.")
        )
        self._caption.setObjectName("muted")
        self._caption.setWordWrap(True)
        self._column.addWidget(self._caption)
        self._column.addStretch(0)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_rows(self, learners: list[tuple[str, str, str, tuple[str, int]]]) -> None:
        """(run, name, family, (algorithm, ordinal)) of each; answers of those that stay are kept."""
        kept = self.rows
        self.rows = {}
        for run, name, family, colour in learners:
            row = kept.pop(run, None) or AnswerRow(name, family, colour)
            self.rows[run] = row
            self._column.insertWidget(len(self.rows) - 1, row, 1)
        self._caption.setVisible(bool(self.rows))
        for row in kept.values():
            self._column.removeWidget(row)
            row.deleteLater()

    def clear_answers(self) -> None:
        """There is no whole task, so that nobody has an answer."""
        for row in self.rows.values():
            row.clear_answer()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        for row in self.rows.values():
            row.retheme()
