"""Start, pause, step, restart; where training is; and the strip of slow motion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from gui.actions import PlacedAction
from gui.history import RunHistory
from gui.icons import icon
from gui.labels import Label
from gui.language import language
from gui.plain import one_line, plain_tip
from gui.theme import SPACE, appearance
from gui.widgets.run_list import clock
from gui.widgets.stage_strip import StageStrip
from gui.widgets.time_line import TimeLine


class TransportBar(QFrame):
    """The bar at the bottom. Its buttons are the window's actions."""

    looked_back = Signal(object)
    """The outer step to look at, or None for now."""

    def __init__(self, actions: dict[str, PlacedAction]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._actions = actions
        self._buttons: dict[str, QPushButton] = {}
        self._words: dict[str, tuple[str, str]] = {}
        self._said = 2
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, text, key in (
            ("start", self.tr("Start"), ""),
            ("toggle", self.tr("Pause"), self.tr("Space")),
            ("step", self.tr("Step"), "."),
            ("inner_step", self.tr("Inner step"), ","),
            ("slow", self.tr("Slow"), "S"),
            ("same_seed", self.tr("Same seed"), "R"),
            ("new_seed", self.tr("New seed"), "⇧R"),
            ("stop", self.tr("Stop"), ""),
        ):
            button = QPushButton()
            button.setAccessibleName(actions[name].text())
            button.setToolTip(plain_tip(actions[name].toolTip()))
            button.clicked.connect(actions[name].trigger)
            button.setCheckable(actions[name].isCheckable())
            actions[name].changed.connect(lambda n=name: self._enable(n))
            self._buttons[name] = button
            self._words[name] = (text, key)
            row.addWidget(button)
        self._buttons["start"].setObjectName("primary")
        self._note = Label()
        self._note.setObjectName("muted")
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._note, 1)
        self._row = row
        self.strip = StageStrip()
        self._counters = Label()
        self._line = TimeLine()
        self._line.looked_back.connect(self.looked_back)
        self._now = QPushButton(self.tr("Back to now"))
        self._now.setToolTip(self.tr("Show the inside as it is, and follow the run again"))
        self._now.clicked.connect(lambda: self.looked_back.emit(None))
        self._now.hide()
        progress = QHBoxLayout()
        progress.setSpacing(SPACE)
        progress.addWidget(self._line, 1)
        progress.addWidget(self._now)
        progress.addWidget(self._counters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 5)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(row)
        layout.addWidget(self.strip)
        layout.addLayout(progress)
        self.show_run(None, 0.0, None)
        self.setMinimumWidth(400)
        for name in self._buttons:
            self._enable(name)
            self._name(name)

    def show_run(self, history: RunHistory | None, speed: float, left: float | None, memory: int | None = None) -> None:
        """Counters, progress and last quiet sentence of the selected run; `memory` in bytes."""
        if history is None:
            self._counters.setText(self.tr("No run yet"))
            self._note.setText("")
            self._line.show_run(0, 1, [], None)
            self._now.hide()
            self._name_toggle("")
            return
        at = history.at
        parts = [self.tr("inside as at step {step}").format(step=thin(history.looking))] if history.looking is not None else []
        parts += [
            self.tr("step {step}").format(step=thin(at.step)),
            self.tr("{count} tasks").format(count=thin(at.tasks)),
        ]
        if speed:
            parts.append(self.tr("{count} tasks/s").format(count=thin(round(speed))))
        if left is not None and history.state == "running":
            parts.append(self.tr("{time} left").format(time=clock(left)))
        if memory:
            parts.append(self.tr("RAM {size} GB").format(size=f"{memory / 2**30:.1f}"))
        self._counters.setText(" · ".join(parts))
        note = language.said(history.note)
        self._note.setText(one_line(note))
        self._note.setToolTip(plain_tip(note))
        self._line.show_run(at.step, history.config.steps, [moment.step for moment in history.past.moments()], history.looking)
        self._now.setVisible(history.looking is not None)
        self._name_toggle(history.state)

    def retell(self, say: Callable[[str], str]) -> None:
        self._words = {name: (say(text), say(key)) for name, (text, key) in self._words.items()}

    def _name_toggle(self, state: str) -> None:
        text = self.tr("Go on") if state == "paused" else self.tr("Pause")
        self._words["toggle"] = (text, self.tr("Space"))
        self._buttons["toggle"].setEnabled(state in ("running", "paused"))
        self._name("toggle")
        self._buttons["toggle"].setIcon(icon("start" if state == "paused" else "pause", appearance.theme.text))

    def _name(self, name: str) -> None:
        text, key = self._words[name]
        words = {0: text if name == "start" else "", 1: text, 2: f"{text}  {key}".strip()}
        self._buttons[name].setText(words[self._said])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words and keys stand on the buttons where there is room for both, or words, or else only on what begins a run."""
        for self._said in (2, 1, 0):
            for name in self._buttons:
                self._name(name)
            wanted = sum(button.sizeHint().width() + self._row.spacing() for button in self._buttons.values())
            if wanted < self.width() - 20:
                return

    def _enable(self, name: str) -> None:
        if name != "toggle":
            self._buttons[name].setEnabled(self._actions[name].possible)
            self._buttons[name].setChecked(self._actions[name].isChecked())

    def retheme(self) -> None:
        style = f"color: {appearance.theme.text}; font-size: {appearance.size('caption')}px"
        self._counters.setStyleSheet(style)
        theme, side = appearance.theme, round(16 * appearance.zoom)
        for name, button in self._buttons.items():
            button.setIconSize(QSize(side, side))
            if name != "toggle":
                button.setIcon(icon(name, theme.on_accent if name == "start" else theme.text))
        self.strip.retheme()
        self._fit()


def thin(number: int) -> str:
    """A whole number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u2009")
