"""Slow motion: the four stages of one outer step in a method's own words, lit one after the other with their numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.protocol import AlgorithmSpec, Stage
from gui.labels import Label
from gui.plain import plain_tip
from gui.theme import SPACE, appearance
from gui.traces import readable

STAGES = ("sample", "adapt", "evaluate", "update")


class StageStrip(QWidget):
    """sample -> adapt -> evaluate -> update; hidden until a stage is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._lit = ""
        self._boxes: dict[str, QFrame] = {}
        self._names: dict[str, Label] = {}
        self._numbers: dict[str, Label] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        for stage in STAGES:
            if self._boxes:
                arrow = Label("→")
                arrow.setObjectName("muted")
                layout.addWidget(arrow)
            layout.addWidget(self._box(stage), 1)
        self.hide()

    def _box(self, stage: str) -> QFrame:
        box = QFrame()
        name, number = Label(), Label()
        for label in (name, number):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(box)
        column.setContentsMargins(SPACE, 3, SPACE, 3)
        column.setSpacing(0)
        column.addWidget(name)
        column.addWidget(number)
        box.setMinimumHeight(round(2.6 * appearance.size("base")))
        self._boxes[stage], self._names[stage], self._numbers[stage] = box, name, number
        return box

    def show_stage(self, algorithm: AlgorithmSpec, stage: Stage) -> None:
        """Light `stage`; those before it keep their numbers, those after it have none yet."""
        reached = STAGES.index(stage.stage)
        for i, (name, word) in enumerate(zip(STAGES, algorithm.stages, strict=True)):
            self._names[name].setText(f"{i + 1}  {word}")
            if i > reached:
                self._numbers[name].setText("")
        self._numbers[stage.stage].setText(self._told(stage))
        self._numbers[stage.stage].setToolTip(plain_tip(self._told(stage)))
        self._lit = stage.stage
        for number in self._numbers.values():
            number.setVisible(bool(number.text()))
        self.retheme()
        self.show()

    def _told(self, stage: Stage) -> str:
        """The numbers of a stage in words."""
        values = {name: readable(value) for name, value in stage.values.items()}
        query, support = values.get("query_loss", "–"), values.get("support_loss", "–")
        if stage.stage == "sample":
            return self.tr("query loss {query} before").format(query=query) if stage.inner_steps else ""
        if stage.stage == "adapt":
            if not stage.inner_steps:
                return self.tr("one pass over the support set")
            return self.tr("step {step} of {steps}, support loss {support}").format(
                step=stage.inner_step, steps=stage.inner_steps, support=support
            )
        if stage.stage == "evaluate":
            accuracy = stage.values.get("query_accuracy")
            if accuracy is None:
                return self.tr("query loss {query}").format(query=query)
            return self.tr("query loss {query}, accuracy {accuracy}").format(query=query, accuracy=f"{100 * accuracy:.0f} %")
        norm = stage.values.get("update_norm")
        return self.tr("‖Δθ‖ {norm}").format(norm=readable(norm)) if norm is not None else ""

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        theme, size = appearance.theme, appearance.size("small")
        for name, box in self._boxes.items():
            lit = name == self._lit
            ground, ink = (theme.accent, theme.on_accent) if lit else (theme.grid, theme.text)
            box.setStyleSheet(f"background: {ground}; border-radius: 4px")
            self._names[name].setStyleSheet(f"color: {ink}; font-size: {appearance.size('caption')}px; font-weight: 600")
            self._numbers[name].setStyleSheet(f"color: {ink if lit else theme.muted}; font-size: {size}px")
