"""One query seen closely: what it looks at or lies nearest to, and how the answer to it changes from inner step to inner step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.protocol import Attention, Bytes, Embedding, Episode, Floats
from gui.labels import Label
from gui.plotting import Curve, PlotPanel, readable
from gui.theme import SPACE, appearance
from gui.view_fault import guarded_paint
from gui.views.base import letter
from gui.widgets.episode_board import answers, picture

HEIGHT = 132
"""px at zoom 1: the task itself keeps the rest."""
SIDE = 40
NEIGHBOURS = 6
"""Support examples shown, at most."""
CURVES = 8
"""Classes whose probability is drawn over the inner steps, at most: the true one, then the most probable."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The support examples closest to a query, the closest first: `values` are attention, or distances in the embedding."""

    order: tuple[int, ...]
    values: tuple[float, ...]
    attended: bool


def neighbours(query: int, attention: Attention | None, embedding: Embedding | None, supports: int) -> Neighbours | None:
    """Those the query pays most attention to, else those nearest in the embedding; None where neither is known or is a number."""
    row: Floats | None = None
    if attention is not None and attention.weights.size and attention.weights.shape[2] == supports and query < attention.weights.shape[1]:
        row = attention.weights[-1, query]
    elif embedding is not None and embedding.distances is not None and embedding.distances.shape[1:] == (supports,):
        row = embedding.distances[query] if query < len(embedding.distances) else None
    if row is None or not np.isfinite(row).all():
        return None
    attended = attention is not None and attention.weights.size > 0
    order = np.argsort(-row if attended else row, kind="stable")[:NEIGHBOURS].tolist()
    return Neighbours(tuple(order), tuple(float(row[i]) for i in order), attended)


class QueryDetail(QWidget):
    """A query, its neighbours among the support examples, and its class probabilities over the inner steps."""

    def __init__(self) -> None:
        super().__init__()
        self.strip = _Strip()
        self.words = Label()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.panel = PlotPanel(self.tr("The answer, step by step"), self.tr("inner step"), self.tr("probability"))
        self.panel.y_range = (-0.03, 1.05)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self.strip)
        left.addWidget(self.words)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE // 2, 0, 0)
        row.addLayout(left, 1)
        row.addWidget(self.panel, 1)
        self.panel.setMaximumWidth(320)
        self.panel.plot.getAxis("bottom").setTickSpacing(1, 1)

    def show_query(self, episode: Episode, query: int, step: int, near: Neighbours | None, colour: str) -> None:
        """This query of an episode, as it is after `step` inner steps."""
        self.setFixedHeight(round(HEIGHT * appearance.zoom))
        self.strip.show_query(episode, query, near, colour)
        guess, truth = answers(episode, step)[query], int(episode.query_labels[query])
        name = episode.class_names[truth] if 0 <= truth < len(episode.class_names) else ""
        if truth < 0:
            text = self.tr("A query of no known class, answered {guess}.").format(guess=letter(guess) if guess >= 0 else "?")
        elif guess == truth:
            text = self.tr("✓ {truth} ({name}), answered right.").format(truth=letter(truth), name=name)
        else:
            text = self.tr("✗ {truth} ({name}), answered {guess}.")
            text = text.format(truth=letter(truth), name=name, guess=letter(guess) if guess >= 0 else "?")
        self.words.setText(f"{text} {self._found(episode, truth, near)}")
        steps = len(episode.probabilities) - 1
        self.panel.setVisible(steps > 0)
        if steps:
            self.panel.set_curves(self._curves(episode, query, truth))

    def _found(self, episode: Episode, truth: int, near: Neighbours | None) -> str:
        if near is None:
            return ""
        first = int(episode.support_labels[near.order[0]])
        if near.attended:
            text = self.tr("It looks most at an example of {name} ({value} of its attention).")
        else:
            text = self.tr("Its nearest example is of {name} (distance {value}).")
        return text.format(name=letter(first), value=readable(near.values[0]))

    def _curves(self, episode: Episode, query: int, truth: int) -> list[Curve]:
        theme = appearance.theme
        p = episode.probabilities[:, query].astype(float)
        order = np.argsort(-np.nan_to_num(p[-1]), kind="stable").tolist()
        if truth in order:
            order.remove(truth)
            order.insert(0, truth)
        x, colours = np.arange(len(p), dtype=float), theme.class_colours()
        return [
            Curve(
                f"class {c}",
                letter(c),
                x,
                p[:, c],
                colours[c % len(colours)],
                2.6 if c == truth else 1.4,
                symbol="o" if c == truth else None,
            )
            for c in order[:CURVES]
        ]

    def retheme(self) -> None:
        """The theme or zoom changed."""
        self.panel.retheme()
        self.strip.update()


class _Strip(QWidget):
    """The query, then its neighbours with a bar for their attention or nearness."""

    def __init__(self) -> None:
        super().__init__()
        self._query: Bytes | None = None
        self._near: list[tuple[Bytes, int, float]] = []
        self._colour = "#292994"

    def show_query(self, episode: Episode, query: int, near: Neighbours | None, colour: str) -> None:
        self._query, self._near, self._colour = episode.query_images[query], [], colour
        if near is not None:
            # bars: attention as it is, distances as how much nearer than the farthest shown
            values = np.array(near.values)
            shares = values if near.attended else 1 - values / max(float(values.max()), 1e-9) * 0.9
            labels = episode.support_labels
            self._near = [(episode.support_images[i], int(labels[i]), float(s)) for i, s in zip(near.order, shares, strict=True)]
        self.setMinimumSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        zoom = appearance.zoom
        return QSize(round((SIDE + SPACE) * 2.5 * zoom), round((SIDE + 24) * zoom))

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._query is None:
            return
        theme, zoom = appearance.theme, appearance.zoom
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        painter.setFont(font)
        side, x = SIDE * zoom, 2.0
        painter.drawImage(QRectF(QPointF(x, 2), QSizeF(side, side)), picture(self._query, theme.dark))
        painter.setPen(QColor(theme.query_ink))
        painter.drawText(QRectF(x, side + 3, side, 16 * zoom), Qt.AlignmentFlag.AlignCenter, self.tr("query"))
        x += side + 2 * SPACE
        for image, label, share in self._near:
            if x + side > self.width():
                break
            painter.drawImage(QRectF(QPointF(x, 2), QSizeF(side, side)), picture(image, theme.dark))
            painter.fillRect(QRectF(x, side + 4, side, 4), QColor(theme.border))
            painter.fillRect(QRectF(x, side + 4, side * min(1.0, max(0.0, share)), 4), QColor(self._colour))
            painter.setPen(QColor(theme.support_ink))
            painter.drawText(QRectF(x, side + 8, side, 14 * zoom), Qt.AlignmentFlag.AlignCenter, letter(label))
            x += side + SPACE
