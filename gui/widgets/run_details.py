"""The panes beside the library's table: what a run was for and how it went, its settings, its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.catalogue import preset
from engine.protocol import Catalogue, Evaluated, RunConfig, Value
from engine.run_row import RunRow
from engine.settings import fields_of
from gui.history import scored
from gui.labels import Label
from gui.language import language, phrase
from gui.plain import markup, one_line, plain_tip
from gui.plotting import Curve, PlotPanel
from gui.table_copy import CopyKey
from gui.theme import FAMILY_GLYPHS, FAMILY_MARKERS, SPACE, appearance
from gui.widgets.run_list import clock

SAVED_AFTER = 800
"""ms after the last letter of a note until it is written to the library."""
DATA_FIELDS = ("way", "shot", "queries")


class Notes(QPlainTextEdit):
    """A note on one run; `written(run, text)` a moment after the last letter, and when one goes elsewhere."""

    written = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._run = ""
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("What was this run for? What did it show?"))
        self.setAccessibleName(self.tr("Note"))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SAVED_AFTER)
        self._clock.timeout.connect(self.keep)
        self.textChanged.connect(self._clock.start)

    def show_run(self, run: str, text: str) -> None:
        """The note of another run, or the same from elsewhere; what is being written stays."""
        if run == self._run and (self.hasFocus() or text == self._kept):
            return
        self.keep()
        self._run, self._kept = run, text
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def keep(self) -> None:
        """Have what was written kept."""
        self._clock.stop()
        text = self.toPlainText()
        if self._run and text != self._kept:
            self._kept = text
            self.written.emit(self._run, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keep()
        super().focusOutEvent(event)


PLOT = 180
"""px of height that the curve of a run keeps at zoom 1."""


class NotesPane(QWidget):
    """Which run it is, its curve, tags and note."""

    said = Signal(str, str, str)
    """A run, 'tags' or 'remark', and what was written."""
    go_on_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._run = self._worded = ""
        self.title = Label()
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.told = Label()
        self.told.setObjectName("muted")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.go_on = QPushButton(self.tr("Go on"))
        self.go_on.clicked.connect(lambda: self.go_on_asked.emit(self._run))
        self.panel = PlotPanel("", self.tr("tasks seen"), "", self.tr("This run was not validated yet."))
        self.panel.setMinimumHeight(round(PLOT * appearance.zoom))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("Tags: lecture, paper"))
        self.tags.setAccessibleName(self.tr("Tags"))
        self.tags.editingFinished.connect(self._tag)
        self.note = Notes()
        self.note.written.connect(lambda run, text: self.said.emit(run, "remark", text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self.title)
        layout.addWidget(self.told)
        layout.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.panel, 3)
        layout.addWidget(self.tags)
        layout.addWidget(self.note, 2)
        layout.addStretch(0)
        self.clear()

    def clear(self) -> None:
        """No run is chosen."""
        self._run = ""
        self.title.setText(self.tr("No run is selected."))
        self.told.setText("")
        self.go_on.hide()
        self.panel.set_curves([])
        self.tags.setText("")
        self.note.show_run("", "")
        for field in (self.panel, self.tags, self.note):
            field.hide()

    def show_run(self, row: RunRow, evaluations: list[Evaluated], catalogue: Catalogue) -> None:
        """This run's own words, validations and what a person said of it."""
        other, self._run = row.id != self._run, row.id
        algorithm = next((a for a in catalogue.algorithms if a.id == row.config.algorithm), None)
        colour, glyph = appearance.theme.algorithm(row.config.algorithm), FAMILY_GLYPHS[algorithm.family] if algorithm else "?"
        heading = "<span style='color:{colour}'>{glyph}</span> {name}"
        # a long name without spaces can break, so that the table keeps its room
        name = re.sub(r"\S{30,}", lambda word: re.sub(r"(.{16}|[_./-])", "\\1\u200b", word[0]), one_line(row.name or row.id))
        self.title.setText(markup(heading, colour=colour, glyph=glyph, name=name))
        if row.damage:
            self._show_damage(row)
            return
        self.told.setText("\n".join(filter(None, (row.id if row.name else "", self._progress(row), *self._tests(evaluations), row.note))))
        self.go_on.setVisible(row.unfinished or (row.state in ("stopped", "failed") and not row.held))
        validations = [e for e in evaluations if e.split == "validation"]
        x = np.array([e.at.tasks for e in validations], np.float64)
        mean = np.array([e.mean for e in validations], np.float64)
        half = np.array([e.ci95 for e in validations], np.float64)
        accuracy = not evaluations or evaluations[-1].metric == "accuracy"
        marker = FAMILY_MARKERS[algorithm.family] if algorithm else "o"
        curve = Curve("score", "", x, mean, colour, 2.0, low=mean - half, high=mean + half, symbol=marker, labelled=False)
        self.panel.set_titles(
            self.tr("Accuracy on unseen classes") if accuracy else self.tr("Error on unseen tasks"),
            self.tr("tasks seen"),
            self.tr("accuracy") if accuracy else self.tr("MSE"),
        )
        self.panel.y_range = (0.0, 1.02) if accuracy else None
        if other:
            self.panel.follow(True)
        self.panel.set_curves([curve] if len(x) else [])
        self.panel.show()
        self._show_words(row)

    def _show_damage(self, row: RunRow) -> None:
        """Show why the run cannot be used, with its tags and note."""
        self.told.setText("\n".join((*([row.id] if row.name else []), language.said(row.damage))))
        self.go_on.hide()
        self.panel.set_curves([])
        self.panel.hide()
        self._show_words(row)

    def _show_words(self, row: RunRow) -> None:
        if self._worded != row.id or not self.tags.hasFocus():
            self.tags.setText(row.tags)
        self._worded = row.id
        self.tags.show()
        self.note.show()
        self.note.show_run(row.id, row.remark)

    def _progress(self, row: RunRow) -> str:
        words = self.tr("Step {step} of {steps}, {time} of computing, begun {date}.")
        date = datetime.fromtimestamp(row.created).strftime("%Y-%m-%d %H:%M")
        steps, all_of = (f"{n:,}".replace(",", "\u2009") for n in (row.at.step, row.config.steps))
        return words.format(step=steps, steps=all_of, time=clock(row.at.seconds), date=date)

    def _tests(self, evaluations: list[Evaluated]) -> list[str]:
        tests = [e for e in evaluations if e.split == "test"]
        if not tests:
            return []
        e = tests[-1]
        words = self.tr("Test: {score} over {n} episodes at step {step}.")
        return [words.format(score=scored(e.metric, e.mean, e.ci95), n=len(e.scores), step=e.at.step)]

    def _tag(self) -> None:
        if self._run:
            self.said.emit(self._run, "tags", self.tags.text())

    def retheme(self) -> None:
        self.panel.setMinimumHeight(round(PLOT * appearance.zoom))
        self.panel.retheme()


class ConfigPane(QTableWidget):
    """Every setting of a run; what differs from the validated preset is bold."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.setAccessibleName(self.tr("Settings of the run"))
        CopyKey(self)

    def show_config(self, config: RunConfig | None, catalogue: Catalogue) -> None:
        """List these settings, the method's first."""
        self.setRowCount(0)
        if config is None:
            return
        algorithm = next((a for a in catalogue.algorithms if a.id == config.algorithm), None)
        dataset = next((d for d in catalogue.datasets if d.id == config.dataset), None)
        base = preset(algorithm, dataset) if algorithm and dataset else config
        known = {f.name: f for f in (*fields_of(RunConfig), *(algorithm.fields if algorithm else ()), *(dataset.fields if dataset else ()))}
        common = [f.name for f in fields_of(RunConfig)]
        self._add(self.tr("Method"), algorithm.title if algorithm else config.algorithm, False, algorithm.summary if algorithm else "")
        self._add(self.tr("Dataset"), dataset.title if dataset else config.dataset, False, dataset.summary if dataset else "")
        values: list[tuple[str, Value, object]] = [
            *((n, getattr(config, n), getattr(base, n)) for n in common),
            *((n, v, base.hyper.get(n)) for n, v in config.hyper.items()),
            *((n, v, base.data.get(n)) for n, v in config.data.items()),
        ]
        values.sort(key=lambda item: item[0] not in DATA_FIELDS)
        for name, value, usual in values:
            field = known.get(name)
            label = f"{phrase(field.label)} {field.symbol}".strip() if field else name
            self._add(label, _shown(value), value != usual and name != "seed", phrase(field.doc) if field else "")
        if config.data_root:
            self._add(self.tr("Data folder"), config.data_root, False, "")
        self.verticalHeader().setDefaultSectionSize(round(22 * appearance.zoom))

    def _add(self, label: str, value: str, bold: bool, tip: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate((label, value)):
            item = QTableWidgetItem(one_line(text))
            item.setToolTip(plain_tip(tip))
            font = item.font()
            font.setBold(bold)
            item.setFont(font)
            self.setItem(row, column, item)


class FilesPane(QWidget):
    """Where a run lies, and saving it as one file."""

    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self.told = QPlainTextEdit()  # a label would not break the long name of a file
        self.told.setReadOnly(True)
        self.told.setAccessibleName(self.tr("Where the run lies"))
        self.told.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.told.viewport().setAutoFillBackground(False)
        self.save = QPushButton(self.tr("Save as a file…"))
        self.save.setToolTip(self.tr("Settings, curves, evaluations and checkpoint in one .metascope file"))
        self.save.clicked.connect(self.save_asked)
        folder = QPushButton(self.tr("Show folder"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE)
        layout.addWidget(self.told, 1)
        layout.addLayout(buttons)

    def retell(self, say: Callable[[str], str]) -> None:
        self.told.setPlainText(say(self.told.toPlainText()))

    def show_run(self, run: str, library: Path, checkpoint: Path | None) -> None:
        """The files of this run ('' for none)."""
        self._folder = checkpoint.parent if checkpoint is not None and checkpoint.exists() else library
        self.save.setEnabled(bool(run))
        if not run:
            self.told.setPlainText(self.tr("No run is selected."))
        elif checkpoint is not None and checkpoint.exists():
            found = checkpoint.stat()
            words = self.tr("Checkpoint: {file}\n{size} kB, written {date}\n\nSettings, curves and evaluations: {database}")
            date = datetime.fromtimestamp(found.st_mtime).strftime("%Y-%m-%d %H:%M")
            size = f"{found.st_size / 1000:,.0f}".replace(",", "\u2009")
            self.told.setPlainText(words.format(file=checkpoint, size=size, date=date, database=library / "runs.sqlite"))
        else:
            words = self.tr("There is no checkpoint of this run yet.\n\nSettings, curves and evaluations: {database}")
            self.told.setPlainText(words.format(database=library / "runs.sqlite"))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
