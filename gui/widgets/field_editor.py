"""One setting on screen: symbol, name, slider and field; a value out of range is told at once and the old one stays in force."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from engine.settings import Field, Rejected, Value
from gui.labels import Label
from gui.language import language, phrase
from gui.plain import markup, plain_tip
from gui.theme import appearance
from gui.undo import give_way
from gui.widgets.inputs import ComboBox, Slider

NOTCHES = 200
"""Positions of a slider that runs over numbers."""


class FieldEditor(QWidget):
    """Edits one `Field`. `value` is always valid; `changed` tells a new one."""

    changed = Signal(str, object)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.value: Value = field.default
        self._mark = Label()
        self._problem = Label()
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._slider: QSlider | None = None
        self._line: QLineEdit | None = None
        self._combo: QComboBox | None = None
        self._check: QCheckBox | None = None
        self._written: QComboBox | None = None
        label = Label(phrase(field.label))
        self._name = label
        name = QHBoxLayout()
        name.setSpacing(4)
        name.addWidget(label)
        if field.symbol:
            symbol = Label(field.symbol)
            symbol.setObjectName("muted")
            name.addWidget(symbol)
        name.addWidget(self._mark)
        name.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        if field.kind == "bool":
            self._check = QCheckBox(phrase(field.label))
            self._check.toggled.connect(self._take)
            label.hide()
            row.addWidget(self._check)
            row.addWidget(self._mark)
            row.addStretch(1)
            name = QHBoxLayout()
        elif field.kind == "choice":
            self._combo = ComboBox()
            for choice in field.choices:
                self._combo.addItem(phrase(choice), choice)
            self._combo.setMinimumContentsLength(6)
            self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._combo.currentIndexChanged.connect(lambda i: self._take(field.choices[i]))
            row.addWidget(self._combo, 1)
        elif field.kind == "text":
            self._written = ComboBox()
            self._written.setEditable(True)
            self._written.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self._written.setMinimumContentsLength(6)
            self._written.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            if line := self._written.lineEdit():
                line.setAccessibleName(phrase(field.label))
                give_way(line)
            self._written.currentTextChanged.connect(lambda text: self._take(text.strip()))
            row.addWidget(self._written, 1)
        else:
            self._slider = Slider()
            self._slider.setRange(0, self._positions())
            self._slider.valueChanged.connect(self._slid)
            self._slider.setMinimumWidth(60)
            self._line = QLineEdit()
            self._line.setFixedWidth(round(74 * appearance.zoom))
            self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._line.textEdited.connect(self._typed)
            self._line.editingFinished.connect(self._tidy)
            give_way(self._line)
            row.addWidget(self._slider, 1)
            row.addWidget(self._line)
            if field.slider is None:
                self._slider.hide()
                row.insertStretch(0, 1)
        for control in self._controls():
            control.setAccessibleName(phrase(field.label))
        layout.addLayout(name)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        when = self.tr("Live: takes effect at once in a running run.") if field.live else self.tr("Takes effect in the next run.")
        about = "<p><b>{label}</b> {symbol}</p><p>{doc}</p><p>{range}<br>{when}</p>"
        described = {"doc": phrase(field.doc), "range": language.said(field.range_text), "when": when}
        self.setToolTip(plain_tip(markup(about, label=phrase(field.label), symbol=field.symbol, **described)))
        self.set_value(field.default)

    # -- values
    def set_value(self, value: Value) -> None:
        """Show a value without telling `changed`."""
        self.value = value
        for control in self._controls():
            with QSignalBlocker(control):
                self._put(control, value)
        self._complain("")

    def mark(self, text: str, tip: str = "") -> None:
        """A small word beside the name, such as 'next run'."""
        style = f"color:{appearance.theme.warning}; font-size:{appearance.size('small')}px"
        self._mark.setText(markup("<span style='{style}'>● {text}</span>", style=style, text=text) if text else "")
        self._mark.setToolTip(plain_tip(tip))

    def name_choices(self, titles: Mapping[str, str]) -> None:
        """Show choices by these titles; choices without one cannot be taken here."""
        if self._combo is None:
            return
        model = self._combo.model()
        assert isinstance(model, QStandardItemModel)
        for i in range(self._combo.count()):
            choice = str(self._combo.itemData(i))
            self._combo.setItemText(i, titles.get(choice, choice))
            model.item(i).setEnabled(choice in titles)

    def offer(self, texts: Sequence[str], nothing: str) -> None:
        """Texts to choose from; an empty field shows `nothing`. Any other text can be written."""
        if self._written is None:
            return
        with QSignalBlocker(self._written):
            self._written.clear()
            self._written.addItems(["", *texts])
            self._written.setEditText(str(self.value))
            if line := self._written.lineEdit():
                line.setPlaceholderText(nothing)

    @property
    def marked(self) -> str:
        """The word of `mark`, or empty."""
        return self._mark.text()

    @property
    def problem(self) -> str:
        """The sentence shown beneath the field, or empty."""
        return self._problem.text()

    def _controls(self) -> list[QWidget]:
        every = (self._slider, self._line, self._combo, self._check, self._written)
        return [control for control in every if control is not None]

    def _put(self, control: QWidget, value: Value) -> None:
        if isinstance(control, QSlider):
            control.setValue(self._position(float(value)))
        elif isinstance(control, QLineEdit):
            control.setText(self._text(value))
        elif isinstance(control, QComboBox) and control.isEditable():
            control.setEditText(str(value))
        elif isinstance(control, QComboBox):
            control.setCurrentIndex(control.findData(str(value)))
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(value))

    def _take(self, value: object) -> None:
        try:
            checked = self.field.check(value)
        except Rejected as error:
            self._complain(language.said(str(error)))
            return
        self._complain("")
        if checked != self.value:
            self.value = checked
            self.changed.emit(self.field.name, checked)

    def _typed(self, text: str) -> None:
        self._take(text.strip())
        if self._slider is not None:
            with QSignalBlocker(self._slider):
                self._slider.setValue(self._position(float(self.value)))

    def _tidy(self) -> None:
        if not self.problem and self._line is not None:
            self._line.setText(self._text(self.value))

    def _slid(self, position: int) -> None:
        value = self._at(position)
        if self._line is not None:
            self._line.setText(self._text(value))
        self._take(value)

    def _complain(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        if self._line is not None:
            self._line.setProperty("problem", bool(sentence))
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    # -- slider positions
    def _bounds(self) -> tuple[float, float]:
        return self.field.slider or (float(self.field.low or 0), float(self.field.high or 1))

    def _positions(self) -> int:
        low, high = self._bounds()
        return int(high - low) if self.field.kind == "int" and not self.field.log and high - low <= 1000 else NOTCHES

    def _at(self, position: int) -> Value:
        low, high = self._bounds()
        share = position / self._positions()
        number = low * (high / low) ** share if self.field.log and low > 0 else low + share * (high - low)
        if self.field.kind == "int":
            digits = max(0, len(str(int(number))) - 2) if self.field.log else 0
            return max(math.ceil(low), round(number, -digits) if digits else round(number))
        return float(f"{number:.2g}")

    def _position(self, value: float) -> int:
        low, high = self._bounds()
        value = min(high, max(low, value))
        share = math.log(value / low) / math.log(high / low) if self.field.log and low > 0 else (value - low) / ((high - low) or 1)
        return round(share * self._positions())

    def _text(self, value: Value) -> str:
        return f"{value:g}" if isinstance(value, float) else str(value)
