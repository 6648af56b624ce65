"""Scrub and play through the inner steps of an adaptation."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gui.theme import SPACE, appearance

PACE = 450
"""ms a step when playing."""


class _Track(QWidget):
    """A line with one tick an inner step; the part beyond the trained steps is shaded."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.steps = self.trained = self.step = 0
        self.setMinimumSize(80, 28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _x(self, step: float) -> float:
        return 10 + (self.width() - 20) * step / max(1, self.steps)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self.trained < self.steps:
            beyond = QRectF(self._x(self.trained), 3, self._x(self.steps) - self._x(self.trained) + 8, self.height() - 6)
            painter.fillRect(beyond, QColor(theme.grid))
        painter.setPen(QPen(QColor(theme.border), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(int(self._x(0)), int(middle), int(self._x(self.steps)), int(middle))
        colour = QColor(theme.accent if self.isEnabled() else theme.muted)
        painter.setPen(QPen(colour, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(int(self._x(0)), int(middle), int(self._x(self.step)), int(middle))
        painter.setPen(Qt.PenStyle.NoPen)
        for k in range(self.steps + 1):
            painter.setBrush(colour if k <= self.step else QColor(theme.border))
            painter.drawEllipse(QRectF(self._x(k) - 2.5, middle - 2.5, 5, 5))
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(self._x(self.step) - 7, middle - 7, 14, 14))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        share = (event.position().x() - 10) / max(1.0, self.width() - 20)
        self.moved.emit(round(share * self.steps))


class StepScrubber(QWidget):
    """Play button, track and 'step 2 / 5'. `stepped` tells the chosen step, 0 being the learner before adaptation."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.steps = self.trained = self.step = 0
        self._touched = False
        self._play = QToolButton()
        self._play.setText("▶")
        self._play.setToolTip(self.tr("Play the inner steps once"))
        self._play.setAccessibleName(self.tr("Play inner steps"))
        self._play.clicked.connect(self.play)
        self._track = _Track()
        self._track.setToolTip(self.tr("Inner steps; [ and ] move one step. Steps on the shaded part were never trained for."))
        self._track.moved.connect(self.set_step)
        self._label = QLabel()
        self._label.setMinimumWidth(84)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 4)
        row.setSpacing(SPACE)
        row.addWidget(self._play)
        row.addWidget(self._track, 1)
        row.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setInterval(PACE)
        self._timer.timeout.connect(self._tick)
        self.set_steps(0, 0)

    def set_steps(self, steps: int, trained: int) -> None:
        """There are so many inner steps, of which so many were trained for. Starts at the last trained step."""
        fresh = (steps, trained) != (self.steps, self.trained)
        self.steps, self.trained = steps, min(trained, steps)
        self._track.steps, self._track.trained = steps, self.trained
        self._play.setEnabled(steps > 0)
        self._track.setEnabled(steps > 0)
        if fresh and not (self._touched and self.step <= steps):
            self.step = self.trained
        self._show()

    def set_step(self, step: int) -> None:
        """Choose a step, within what there is."""
        step = max(0, min(step, self.steps))
        if step != self.step:
            self.step, self._touched = step, True
            self._show()
            self.stepped.emit(step)

    def play(self) -> None:
        """From step 0 to the last, once; again to stop."""
        if self._timer.isActive():
            self._stop()
            return
        self.set_step(0)
        self._play.setText("❚❚")
        self._timer.start()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def retheme(self) -> None:
        self._track.update()

    def _tick(self) -> None:
        if self.step >= self.steps:
            self._stop()
        else:
            self.set_step(self.step + 1)

    def _stop(self) -> None:
        self._timer.stop()
        self._play.setText("▶")

    def _show(self) -> None:
        self._track.step = self.step
        self._track.update()
        self._label.setText(
            self.tr("step {step} / {steps}").format(step=self.step, steps=self.steps) if self.steps else self.tr("no inner steps")
        )
