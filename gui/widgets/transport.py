"""Start, pause, step, restart; where training is; and the stages of a step taken slowly."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.protocol import Stage
from gui.history import RunHistory
from gui.plotting import readable
from gui.theme import SPACE, appearance
from gui.widgets.run_list import clock

STAGES = ("sample", "adapt", "evaluate", "update")


class TransportBar(QFrame):
    """The bar at the bottom. Its buttons are the window's actions."""

    def __init__(self, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._actions = actions
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, text, key in (
            ("start", self.tr("▶ Start"), ""),
            ("toggle", self.tr("❚❚ Pause"), self.tr("Space")),
            ("step", self.tr("Step"), "."),
            ("inner_step", self.tr("Inner step"), ","),
            ("same_seed", self.tr("↺ Same seed"), "R"),
            ("new_seed", self.tr("New seed"), "⇧R"),
            ("stop", self.tr("■ Stop"), ""),
        ):
            button = QPushButton(f"{text}  {key}".strip())
            button.setToolTip(actions[name].toolTip())
            button.clicked.connect(actions[name].trigger)
            actions[name].changed.connect(lambda n=name: self._enable(n))
            button.setProperty("plain", text)
            self._buttons[name] = button
            row.addWidget(button)
        self._buttons["start"].setObjectName("primary")
        row.addStretch(1)
        self._stages: dict[str, QLabel] = {}
        self._strip = QWidget()
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(4)
        for stage in STAGES:
            label = QLabel()
            self._stages[stage] = label
            strip.addWidget(label)
        row.addWidget(self._strip)
        self._counters = QLabel()
        row.addWidget(self._counters)
        self._line = QProgressBar()
        self._line.setRange(0, 1000)
        self._line.setTextVisible(False)
        self._line.setToolTip(self.tr("Meta-training: how much of the run is done"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 7)
        layout.setSpacing(SPACE - 2)
        layout.addLayout(row)
        layout.addWidget(self._line)
        self.show_stage(None)
        self.show_run(None, 0.0, None)
        for name in self._buttons:
            self._enable(name)

    def show_run(self, history: RunHistory | None, speed: float, left: float | None) -> None:
        """Counters and progress of the selected run."""
        if history is None:
            self._counters.setText(self.tr("No run yet"))
            self._line.setValue(0)
            self._name_toggle("")
            return
        at = history.at
        parts = [
            self.tr("{count} steps").format(count=_thin(at.step)),
            self.tr("{count} tasks").format(count=_thin(at.tasks)),
        ]
        if speed:
            parts.append(self.tr("{count} tasks/s").format(count=_thin(round(speed))))
        if left is not None and history.state == "running":
            parts.append(self.tr("{time} left").format(time=clock(left)))
        self._counters.setText(" · ".join(parts))
        self._line.setValue(round(1000 * at.step / max(1, history.config.steps)))
        self._name_toggle(history.state)

    def show_stage(self, stage: Stage | None) -> None:
        """Light the stage an outer step has reached; None hides the strip."""
        self._strip.setVisible(stage is not None)
        if stage is None:
            return
        theme = appearance.theme
        words = {
            "sample": self.tr("1 sample"),
            "adapt": self.tr("2 adapt {step}/{steps}").format(step=stage.inner_step, steps=stage.inner_steps),
            "evaluate": self.tr("3 evaluate"),
            "update": self.tr("4 update"),
        }
        for name, label in self._stages.items():
            lit = name == stage.stage
            number = next((f" {readable(v)}" for k, v in stage.values.items() if "loss" in k or "norm" in k), "") if lit else ""
            label.setText(words[name] + number)
            ground, ink = (theme.accent, theme.on_accent) if lit else (theme.grid, theme.muted)
            size = appearance.size("small")
            label.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 4px; padding: 3px 7px; font-size: {size}px")

    def _name_toggle(self, state: str) -> None:
        text = self.tr("▶ Go on") if state == "paused" else self.tr("❚❚ Pause")
        button = self._buttons["toggle"]
        button.setText(f"{text}  {self.tr('Space')}")
        button.setEnabled(state in ("running", "paused"))

    def _enable(self, name: str) -> None:
        if name != "toggle":
            self._buttons[name].setEnabled(self._actions[name].isEnabled())

    def retheme(self) -> None:
        style = f"color: {appearance.theme.text}; font-size: {appearance.size('caption')}px"
        self._counters.setStyleSheet(style)


def _thin(number: int) -> str:
    return f"{number:,}".replace(",", "\u2009")
