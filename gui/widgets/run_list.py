"""The runs of this window: colour, state, speed, progress and time left of each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.history import RunHistory
from gui.icons import icon
from gui.labels import Label
from gui.language import language
from gui.plain import joined, markup, one_line, plain_tip
from gui.theme import FAMILY_GLYPHS, SPACE, appearance

SIGNS = {"waiting": "…", "loading": "◌", "running": "▶", "paused": "❚❚", "finished": "✓", "stopped": "■", "failed": "✖"}


class _Row(QFrame):
    clicked = Signal()
    stepped = Signal(int)
    """The person went to the row above (-1) or below (1)."""

    def __init__(self, run: str, owner: RunList) -> None:
        super().__init__()
        self.run = run
        self._state = ""
        self._head = Label()
        self._head.setWordWrap(True)
        self._detail = Label()
        self._detail.setObjectName("muted")
        self._detail.setWordWrap(True)
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._pause, self._stop, self._remove = QToolButton(), QToolButton(), QToolButton()
        for button, tip in (
            (self._pause, self.tr("Pause or go on")),
            (self._stop, self.tr("Stop; what it learned is kept")),
            (self._remove, self.tr("Remove from the list; it stays in the library")),
        ):
            button.setToolTip(plain_tip(tip))
            button.setAccessibleName(tip)
            button.setAutoRaise(True)
            button.setStyleSheet("QToolButton { border: 0; padding: 0; min-height: 0; }")
        self._pause.clicked.connect(lambda: (owner.resume_asked if self._state == "paused" else owner.pause_asked).emit(run))
        self._stop.clicked.connect(lambda: owner.stop_asked.emit(run))
        self._remove.clicked.connect(lambda: owner.remove_asked.emit(run))
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(self._detail, 1)
        for button in (self._pause, self._stop, self._remove):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 4, 6)
        layout.setSpacing(3)
        layout.addWidget(self._head)
        layout.addLayout(below)
        layout.addWidget(self._bar)
        self.setObjectName("row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chosen = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.clicked.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.mark(self._chosen)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.mark(self._chosen)

    def show_run(self, history: RunHistory, speed: float, left: float | None, done: int, total: int) -> None:
        info, theme = history.info, appearance.theme
        self._state = history.state
        colour = theme.run(info.algorithm.id, info.ordinal)
        state = history.state
        word = {"failed": theme.error, "running": theme.good, "paused": theme.warning}.get(state, theme.muted)
        badges = ", ".join(map(language.said, history.started.badges)) if history.started else ""
        head = "<span style='color:{colour}'>{glyph}</span> <b>{name}</b>" + (" <small>{badges}</small>" if badges else "")
        glyph = FAMILY_GLYPHS[info.algorithm.family]
        self._head.setText(markup(head, colour=colour, glyph=glyph, name=one_line(info.label), badges=badges))
        sign = markup("<span style='color:{colour}'>{sign} {word}</span>", colour=word, sign=SIGNS[state], word=self._word(state))
        parts = [sign, info.dataset.title]
        if history.far:
            parts.append(self.tr("on the cluster"))
        if history.progress is not None and state == "loading":
            share = history.progress.fraction
            what = language.said(history.progress.what)
            parts.append(what + (f" {round(100 * share)} %" if share is not None else "…"))
        if speed and state == "running":
            parts.append(self.tr("{speed} tasks/s").format(speed=f"{speed:,.0f}".replace(",", "\u2009")))
        if left is not None and state == "running":
            parts.append(self.tr("{time} left").format(time=clock(left)))
        self._detail.setText(joined(" · ", parts))
        note = language.said(history.note)
        self.setAccessibleName(f"{info.label}, {self._word(state)}")
        self.setAccessibleDescription(one_line(f"{info.dataset.title}. {note}".strip()))
        self.setToolTip(plain_tip(f"{info.id}\n{note}".strip()))
        self._bar.setValue(round(1000 * done / max(1, total)))
        self._pause.setIcon(icon("start" if state == "paused" else "pause", theme.text))
        self._pause.setVisible(state in ("running", "paused"))  # the name has their room once the run has ended
        self._stop.setVisible(state in ("waiting", "loading", "running", "paused"))

    def mark(self, chosen: bool) -> None:
        self._chosen = chosen
        theme = appearance.theme
        side = round(16 * appearance.zoom)
        for button, name in ((self._pause, ""), (self._stop, "stop"), (self._remove, "remove")):
            button.setFixedSize(side + 6, side + 4)
            button.setIconSize(QSize(side, side))
            if name:
                button.setIcon(icon(name, theme.text))
        edge = theme.text if self.hasFocus() else theme.accent if chosen else theme.border
        ground = theme.mixed(theme.accent, 0.08) if chosen else theme.panel
        self.setStyleSheet(f"QFrame#row {{ background: {ground}; border: 1px solid {edge}; border-radius: 6px; }}")

    def _word(self, state: str) -> str:
        return {
            "waiting": self.tr("waiting"),
            "loading": self.tr("loading"),
            "running": self.tr("running"),
            "paused": self.tr("paused"),
            "finished": self.tr("finished"),
            "stopped": self.tr("stopped"),
            "failed": self.tr("failed"),
        }[state]


class RunList(QWidget):
    """One row a run, newest on top."""

    selected = Signal(str)
    pause_asked = Signal(str)
    resume_asked = Signal(str)
    stop_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, _Row] = {}
        self._current: str | None = None
        self._empty = Label(self.tr("Runs appear here, each with its colour. Several may race at once."))
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._column.setSpacing(6)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def update_run(self, history: RunHistory, speed: float, left: float | None, done: int, total: int) -> None:
        """Show a run as it stands; it gets a row if it has none."""
        run = history.info.id
        row = self._rows.get(run)
        if row is None:
            row = _Row(run, self)
            row.clicked.connect(lambda: self.selected.emit(run))
            row.stepped.connect(lambda step: self._step(run, step))
            row.mark(run == self._current)
            self._rows[run] = row
            self._column.insertWidget(0, row)
            self._empty.hide()
        row.show_run(history, speed, left, done, total)

    def remove_run(self, run: str) -> None:
        row = self._rows.pop(run, None)
        if row is not None:
            row.setParent(None)
            row.deleteLater()
        self._empty.setVisible(not self._rows)

    def _step(self, run: str, step: int) -> None:
        """Go to the neighbour of a row and choose it; the newest is on top."""
        names = list(reversed(self._rows))
        place = names.index(run) + step
        if 0 <= place < len(names):
            self._rows[names[place]].setFocus(Qt.FocusReason.TabFocusReason)
            self.selected.emit(names[place])

    def select(self, run: str | None) -> None:
        """Mark the run that is looked at."""
        self._current = run
        for name, row in self._rows.items():
            row.mark(name == run)

    def retheme(self) -> None:
        self.select(self._current)


def clock(seconds: float) -> str:
    """0:42, 12:05 or 1:02:00."""
    whole = int(max(0, seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
