"""The race: one bar a method, the best on top, with its 95 % interval, the tasks it has seen and the seconds it took."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engine.comparison import Entrant
from engine.protocol import Evaluated, Event, Scalar, Started
from gui.comparison import Entry, judged_by, so_far
from gui.history import RunHistory, not_finite
from gui.labels import Label
from gui.plotting import readable
from gui.theme import FAMILY_GLYPHS, appearance
from gui.view_fault import guarded_paint
from gui.views.base import View

SWAP = 200
"""ms that two bars take to change places."""
ROW = 40
"""px a bar and its words take at zoom 1."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One method in the race; `value` and `half` are an accuracy or an error and half its interval, NaN before there is one."""

    key: str
    name: str
    glyph: str
    colour: str
    value: float
    half: float
    tasks: int
    seconds: float
    scored: bool = False


class Lanes(QWidget):
    """Paints the bars. Each has a place that moves to where its rank puts it."""

    clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[Bar] = []
        self.places: dict[str, float] = {}
        """Where each bar is painted now, in rows from the top."""
        self._before: dict[str, float] = {}
        self.accuracy = True
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setDuration(SWAP)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at = 0

    def set_bars(self, bars: list[Bar], accuracy: bool) -> None:
        """Show these bars, the first on top; those whose rank changed glide there."""
        order = [bar.key for bar in bars]
        changed = [bar.key for bar in self.bars] != order
        known = set(order) == {bar.key for bar in self.bars}
        self.bars, self.accuracy = bars, accuracy
        self.setMinimumHeight(self.sizeHint().height())
        if changed:
            self._motion.stop()
            self._before = {key: self.places.get(key, float(i)) for i, key in enumerate(order)}
            if known and not appearance.reduce_motion and self.isVisible():
                self._motion.start()
            else:
                self._move(1.0)
        self.setAccessibleDescription("; ".join(f"{bar.name} {self.words(bar)}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, round((ROW * len(self.bars) + 24) * appearance.zoom))

    def words(self, bar: Bar) -> str:
        """The number at the end of a bar."""
        if not math.isfinite(bar.value):
            return not_finite() if bar.scored else "–"
        if self.accuracy:
            return f"{100 * bar.value:.1f} ± {100 * bar.half:.1f} %"
        return f"{readable(bar.value)} ± {bar.half:.2g}"

    def _move(self, share: float) -> None:
        for i, bar in enumerate(self.bars):
            begin = self._before.get(bar.key, float(i))
            self.places[bar.key] = begin + (i - begin) * share
        self.update()

    def _reach(self) -> float:
        """What the right end of the lanes stands for."""
        if self.accuracy:
            return 1.0
        return max((bar.value + bar.half for bar in self.bars if math.isfinite(bar.value)), default=1.0) or 1.0

    def row_of(self, key: str) -> QRectF:
        """Where a bar's row lies."""
        height = ROW * appearance.zoom
        return QRectF(0, self.places.get(key, 0.0) * height + 4, self.width(), height)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, zoom = appearance.theme, appearance.zoom
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reach = self._reach()
        for bar in reversed(self.bars):
            row = self.row_of(bar.key)
            head = QRectF(10, row.top(), row.width() - 20, 18 * zoom)
            lane = QRectF(10, head.bottom() + 2, row.width() - 20, 12 * zoom)
            font = painter.font()
            font.setPixelSize(appearance.size("caption"))
            painter.setFont(font)
            painter.setPen(QColor(bar.colour))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, bar.glyph)
            painter.setPen(QColor(theme.text))
            painter.drawText(head.adjusted(18 * zoom, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, bar.name)
            painter.setPen(QColor(theme.muted))
            spent = self.tr("{tasks} tasks · {seconds} s").format(tasks=readable(bar.tasks), seconds=readable(bar.seconds))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            width = painter.fontMetrics().horizontalAdvance(self.words(bar)) + 16
            painter.drawText(head.adjusted(0, 0, -width, 0), right, spent)
            painter.setPen(QColor(theme.text))
            painter.drawText(head, right, self.words(bar))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.grid))
            painter.drawRoundedRect(lane, 3, 3)
            if math.isfinite(bar.value):
                self._paint_bar(painter, lane, bar, reach)
            if self.hasFocus() and bar is self.bars[min(self._at, len(self.bars) - 1)]:
                painter.setPen(QPen(QColor(theme.accent), appearance.pen(1.5)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(row.adjusted(4, 0, -4, -4), 4, 4)

    def _paint_bar(self, painter: QPainter, lane: QRectF, bar: Bar, reach: float) -> None:
        theme = appearance.theme

        def x(value: float) -> float:
            return lane.left() + lane.width() * min(1.0, max(0.0, value / reach))

        painter.setBrush(QColor(bar.colour))
        painter.drawRoundedRect(QRectF(lane.left(), lane.top(), x(bar.value) - lane.left(), lane.height()), 3, 3)
        middle = lane.center().y()
        low, high = x(bar.value - bar.half), x(bar.value + bar.half)
        for colour, width in ((theme.panel, 3.6), (theme.text, 1.6)):  # the pale rim keeps it readable on every bar
            painter.setPen(QPen(QColor(colour), appearance.pen(width)))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for end in (low, high):
                painter.drawLine(QPointF(end, lane.top() + 2), QPointF(end, lane.bottom() - 2))
        painter.setPen(Qt.PenStyle.NoPen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for bar in self.bars:
            if self.row_of(bar.key).contains(event.position()):
                self.clicked.emit(bar.key)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from bar to bar and choose it."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0}.get(Qt.Key(event.key()))
        if step is None or not self.bars:
            super().keyPressEvent(event)
            return
        self._at = min(max(self._at + step, 0), len(self.bars) - 1)
        self.clicked.emit(self.bars[self._at].key)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class RaceView(View):
    """Tested methods race with their test scores, as soon as all are tested; until then with their newest validation."""

    title: ClassVar[str] = "race"
    events: ClassVar[tuple[type, ...]] = (Evaluated, Scalar, Started)

    chosen = Signal(str)
    """The key of the entry whose bar was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.episodes = 600
        self.lanes = Lanes()
        self.lanes.setAccessibleName(self.tr("Race"))
        self.lanes.clicked.connect(self.chosen)
        self.caption = Label()
        self.caption.setObjectName("muted")
        self.caption.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.lanes)
        for part in (scroll.viewport(), self.lanes):
            part.setAutoFillBackground(False)  # the panel shows through
        frame = QFrame()
        frame.setObjectName("panel")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(scroll, 1)
        column.addWidget(self.caption)
        self.caption.setContentsMargins(10, 0, 10, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_entries(self, entries: list[Entry]) -> None:
        """Let these race; unticked ones stand aside."""
        self.entries = entries
        self.dirty = True

    def feed(self, history: RunHistory, event: Event) -> None:
        self.dirty = self.dirty or any(history in entry.histories for entry in self.entries)

    def draw(self) -> None:
        self.dirty = False
        shown = [e for e in self.entries if e.shown]
        judged = [judged_by(e, self.episodes) for e in shown]
        tested = bool(shown) and all(judged)
        entrants: list[Entrant | None] = judged if tested else [so_far(e) for e in shown]
        metric = next((e.metric for e in entrants if e), "accuracy")
        bars = [self._bar(entry, entrant) for entry, entrant in zip(shown, entrants, strict=True)]
        sign = -1 if metric == "accuracy" else 1
        bars.sort(key=lambda bar: sign * bar.value if math.isfinite(bar.value) else math.inf)
        self.lanes.set_bars(bars, metric == "accuracy")
        self.caption.setText(self._words(tested, [e for e in entrants if e]))

    def _bar(self, entry: Entry, entrant: Entrant | None) -> Bar:
        at, glyph = entry.at(), FAMILY_GLYPHS[entry.histories[0].info.algorithm.family]
        value, half = (entrant.mean, entrant.ci95) if entrant else (math.nan, math.nan)
        return Bar(entry.key, entry.name, glyph, entry.colour, value, half, at.tasks, at.seconds, entrant is not None)

    def _words(self, tested: bool, entrants: list[Entrant]) -> str:
        if not entrants:
            return self.tr("The bars grow with the first validation.")
        episodes = max(len(e.runs[0].scores) for e in entrants)
        seeds = max(len(e.runs) for e in entrants)
        if tested:
            text = self.tr("Mean and 95 % interval on {episodes} identical test tasks.")
        else:
            text = self.tr("Mean and 95 % interval on {episodes} validation tasks, as they stand now.")
        if seeds > 1:
            text += " " + self.tr("Intervals cover tasks and seeds.")
        return text.format(episodes=episodes)

    def retheme(self) -> None:
        self.lanes.setMinimumHeight(self.lanes.sizeHint().height())
        self.lanes.update()
        self.dirty = True
