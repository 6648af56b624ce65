"""Scrub and play through the inner steps of an adaptation."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.labels import Label
from gui.plain import plain_tip
from gui.theme import SPACE, appearance

PACE = 450
"""ms a step when playing."""
MARGIN = 10


class _Track(QWidget):
    """A line with one tick an inner step; the part beyond the trained steps is shaded and its line dotted."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.steps = self.trained = self.step = 0
        self.setMinimumSize(48, 28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def at(self, step: float) -> QPointF:
        """Where a step lies, in px."""
        return QPointF(MARGIN + (self.width() - 2 * MARGIN) * step / max(1, self.steps), self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.trained < self.steps:
            begin, end = self.at(self.trained), self.at(self.steps)
            painter.setBrush(QColor(theme.border))
            painter.setOpacity(0.45)
            painter.drawRoundedRect(QRectF(begin.x(), 3, end.x() - begin.x() + MARGIN, self.height() - 6), 4, 4)
            painter.setOpacity(1)
        colour = QColor(theme.accent if self.isEnabled() else theme.muted)
        rest = QColor(theme.mixed(theme.muted, 0.6))
        self._line(painter, 0, self.trained, rest, Qt.PenStyle.SolidLine)
        self._line(painter, self.trained, self.steps, rest, Qt.PenStyle.DotLine)
        self._line(painter, 0, self.step, colour, Qt.PenStyle.SolidLine)
        painter.setPen(Qt.PenStyle.NoPen)
        for k in range(self.steps + 1):
            painter.setBrush(colour if k <= self.step else rest)
            painter.drawEllipse(self.at(k), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(self.at(self.step), 7, 7)

    def _line(self, painter: QPainter, begin: int, end: int, colour: QColor, style: Qt.PenStyle) -> None:
        if begin < end:
            painter.setPen(QPen(colour, 2, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(self.at(begin), self.at(end))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        moves = {key.Key_Left: self.step - 1, key.Key_Right: self.step + 1, key.Key_Home: 0, key.Key_End: self.steps}
        if event.key() in moves:
            self.moved.emit(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _go(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            share = (event.position().x() - MARGIN) / max(1.0, self.width() - 2 * MARGIN)
            self.moved.emit(round(share * self.steps))


class StepScrubber(QWidget):
    """Play button, track and 'step 2 / 5'. `stepped` tells the chosen step, 0 being the learner before adaptation."""

    stepped = Signal(int)
    taken = Signal()
    """A person takes it in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = self.trained = self.step = 0
        self._until = 0
        self._touched = False
        self._play = QToolButton()
        self._play.setAccessibleName(self.tr("Play inner steps"))
        self._play.clicked.connect(lambda: self.play())
        self._track = _Track()
        self._track.setAccessibleName(self.tr("Inner step"))
        self._track.setToolTip(self.tr("Inner steps; [ and ] move one step. Steps on the shaded part were never trained for."))
        self._track.moved.connect(self._choose)
        self._label = Label()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 4)
        row.setSpacing(SPACE)
        row.addWidget(self._play)
        row.addWidget(self._track, 1)
        row.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setInterval(PACE)
        self._timer.timeout.connect(self._tick)
        self._stop()
        self.setEnabled(False)
        self.retheme()

    def set_steps(self, steps: int, trained: int) -> None:
        """There are so many inner steps, of which so many were trained for. Starts at the last trained step."""
        fresh = (steps, trained) != (self.steps, self.trained)
        self.steps, self.trained = steps, min(trained, steps)
        if fresh and not (self._touched and self.step <= steps):
            self.step = self.trained
        self.setEnabled(steps > 0)
        if not steps:
            self._stop()
        self._show()

    def set_step(self, step: int) -> None:
        """Choose a step, within what there is."""
        step = max(0, min(step, self.steps))
        if step != self.step:
            self.step, self._touched = step, True
            self._show()
            self.stepped.emit(step)

    def stand(self, step: int) -> bool:
        """Choose a step once it is known how many there are; whether it was."""
        if self.isEnabled():
            self._stop()
            self.set_step(step)
        return self.isEnabled()

    def play(self, until: int | None = None) -> None:
        """From step 0 to the last (or `until`), once; again to stop."""
        if self.playing:
            self._stop()
            return
        self._until = self.steps if until is None else until
        self.set_step(0)
        self._play.setText("❚❚")
        self._play.setToolTip(self.tr("Stop playing"))
        self._timer.start()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self._label.setMinimumWidth(self._label.fontMetrics().horizontalAdvance(self._words(10, 10)) + 4)
        self._track.update()

    def _choose(self, step: int) -> None:
        self.taken.emit()
        self._stop()
        self.set_step(step)

    def _tick(self) -> None:
        self.set_step(self.step + 1)
        if self.step >= min(self._until, self.steps):
            self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._play.setText("▶")
        self._play.setToolTip(self.tr("Play the inner steps once"))

    def _words(self, step: int, steps: int) -> str:
        return self.tr("step {step} / {steps}").format(step=step, steps=steps)

    def _show(self) -> None:
        self._track.steps, self._track.trained, self._track.step = self.steps, self.trained, self.step
        self._track.update()
        self._label.setText(self._words(self.step, self.steps) if self.steps else self.tr("no inner steps"))
        beyond = self.tr("beyond the {count} trained steps").format(count=self.trained)
        self._label.setToolTip(plain_tip(beyond if self.step > self.trained else ""))
