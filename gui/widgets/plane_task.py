"""A task in the plane that a person makes: points of classes, placed and dragged, and every learner's boundaries around them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.protocol import Boundary, Floats, Ints
from gui.labels import Label
from gui.plain import plain_tip
from gui.theme import FAMILY_GLYPHS, SPACE, appearance
from gui.undo import give_way
from gui.views.base import letter
from gui.views.boundary import shaded
from gui.widgets.flow import Flow, in_a_row
from gui.widgets.inputs import SpinBox
from gui.widgets.step_scrubber import StepScrubber

REACH = 1.3
"""The plane goes from -REACH to REACH both ways."""
GRAB = 12
"""px around a point within which it can be taken hold of."""
SMALLEST, HEAD = 120, 24
"""px of the side of a learner's plane, at least, and of the line above it, at zoom 1."""
MOST_WAYS, MOST_POINTS = 10, 200
State = tuple[int, tuple[tuple[float, float], ...], tuple[int, ...]]
"""Number of classes, places, and the class of each."""


class PlaneTile(QWidget):
    """One learner's plane: its answer at every place after an inner step, and the points, which can be taken hold of."""

    placed = Signal(float, float)
    moved = Signal(int, float, float)
    removed = Signal(int)

    def __init__(self, name: str, family: str, colour: tuple[str, int]) -> None:
        super().__init__()
        self.name, self._family, self._colour = name, family, colour
        self.answer: Boundary | None = None
        self.sentence = ""
        self.step = 0
        self._image: QImage | None = None
        self._x: Floats = np.empty((0, 2), np.float32)
        self._y: Ints = np.empty(0, np.int64)
        self._held: int | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip(self.tr("Click to place a point of the chosen class, drag one to move it, right-click to remove it"))
        self.setAccessibleName(name)

    def show_task(self, x: Floats, y: Ints) -> None:
        """The points (n, 2) and their classes (n,)."""
        self._x, self._y = x, y
        self.update()

    def show_answer(self, answer: Boundary) -> None:
        """The learner's classes of all places, after each inner step."""
        self.answer, self.sentence = answer, ""
        self.set_step(self.step)

    def show_sentence(self, sentence: str) -> None:
        """Why there is no answer."""
        self.answer, self._image, self.sentence = None, None, sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def set_step(self, step: int) -> None:
        """Show the answer after this inner step."""
        self.step = step
        if self.answer is not None:
            p = self.answer.probabilities[min(step, len(self.answer.probabilities) - 1)]
            rows = shaded(p[::-1], [QColor(c) for c in _colours(p.shape[-1])], QColor(appearance.theme.panel))
            data = np.ascontiguousarray(rows)
            self._image = QImage(data.tobytes(), p.shape[1], p.shape[0], 3 * p.shape[1], QImage.Format.Format_RGB888)
            own = self._own(p)
            self.setAccessibleDescription(
                self.tr("{name}: {right} of {count} points on their own side").format(name=self.name, right=own, count=len(self._y))
            )
        self.update()

    def right(self) -> int:
        """How many of the points lie where the learner answers their class."""
        if self.answer is None:
            return 0
        return self._own(self.answer.probabilities[min(self.step, len(self.answer.probabilities) - 1)])

    def _own(self, p: Floats) -> int:
        assert self.answer is not None
        column, row = (np.abs(self._x[:, i : i + 1] - self.answer.grid[None]).argmin(1) for i in (0, 1))
        return int((np.nan_to_num(p[row, column]).argmax(-1) == self._y).sum())

    # -- places
    def plane(self) -> QRectF:
        """The square that shows the plane, below the name."""
        head = HEAD * appearance.zoom
        side = max(10.0, min(self.width(), self.height() - head))
        return QRectF((self.width() - side) / 2, head, side, side)

    def at(self, x: float, y: float) -> QPointF:
        """Where a place of the plane lies, in px."""
        r = self.plane()
        return QPointF(r.left() + r.width() * (x + REACH) / (2 * REACH), r.bottom() - r.height() * (y + REACH) / (2 * REACH))

    def place(self, point: QPointF) -> tuple[float, float]:
        """The place of the plane at `point`, within it."""
        r = self.plane()
        x = 2 * REACH * (point.x() - r.left()) / r.width() - REACH
        y = 2 * REACH * (r.bottom() - point.y()) / r.height() - REACH
        return float(np.clip(x, -REACH, REACH)), float(np.clip(y, -REACH, REACH))

    def _nearest(self, point: QPointF) -> int | None:
        apart = [(self.at(x, y) - point).manhattanLength() for x, y in self._x.tolist()]
        found = int(np.argmin(apart)) if apart else -1
        return found if found >= 0 and apart[found] < GRAB * appearance.zoom else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = None
        near = self._nearest(event.position())
        if event.button() == Qt.MouseButton.RightButton and near is not None:
            self.removed.emit(near)
        elif event.button() == Qt.MouseButton.LeftButton:
            if near is None and self.plane().contains(event.position()):
                self.placed.emit(*self.place(event.position()))
                near = len(self._y) - 1
            self._held = near

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self._held, *self.place(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, zoom, plane = appearance.theme, appearance.zoom, self.plane()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        head = QRectF(plane.left(), 0, plane.width(), plane.top())
        painter.setPen(QColor(theme.run(*self._colour)))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, FAMILY_GLYPHS[self._family])
        painter.setPen(QColor(theme.text))
        told = self.tr("{right} of {count}").format(right=self.right(), count=len(self._y)) if self.answer is not None else ""
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)
        room = head.width() - 26 * zoom - painter.fontMetrics().horizontalAdvance(told)
        shown = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(head.adjusted(18 * zoom, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.fillRect(plane, QColor(theme.panel))
        if self._image is not None:
            painter.drawImage(plane, self._image)
        elif self.sentence:
            painter.setPen(QColor(theme.muted))
            painter.drawText(plane.adjusted(8, 8, -8, -8), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.sentence)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawRect(plane)
        colours = _colours(int(self._y.max()) + 1 if len(self._y) else 1)
        radius = 5.5 * zoom
        for (x, y), k in zip(self._x.tolist(), self._y.tolist(), strict=True):
            painter.setPen(QPen(QColor(theme.panel), 1.5))
            painter.setBrush(QColor(colours[k]))
            spot = self.at(x, y)
            if k % 3 == 0:
                painter.drawEllipse(spot, radius, radius)
            elif k % 3 == 1:
                painter.drawRect(QRectF(spot.x() - radius, spot.y() - radius, 2 * radius, 2 * radius))
            else:
                painter.drawPolygon(
                    [spot + QPointF(0, -1.25 * radius), spot + QPointF(1.2 * radius, radius), spot + QPointF(-1.2 * radius, radius)]
                )


class PlaneTask(QWidget):
    """Points of N classes. `changed` when the task is another one."""

    changed = Signal()
    dealt_wanted = Signal()
    """The person asks for another test episode."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: dict[str, PlaneTile] = {}
        self.places: Floats = np.empty((0, 2), np.float32)
        self.labels: Ints = np.empty(0, np.int64)
        self.ways = SpinBox()
        self.ways.setRange(2, MOST_WAYS)
        self.ways.setValue(3)
        self.ways.setAccessibleName(self.tr("Classes"))
        self.ways.valueChanged.connect(self._resized)
        self._classes = QHBoxLayout()
        self._classes.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        deal = QPushButton(self.tr("From a test episode"))
        deal.clicked.connect(self.dealt_wanted)
        self.undo, clear = QPushButton(self.tr("Undo")), QPushButton(self.tr("Clear"))
        clear.clicked.connect(self.clear)
        head = QWidget()
        above = Flow(head, SPACE)
        above.addWidget(in_a_row(Label(self.tr("Classes")), self.ways))
        places = in_a_row(Label(self.tr("A click places")))
        places.layout().addLayout(self._classes)  # type: ignore[union-attr]
        above.addWidget(places)
        for button in (deal, self.undo, clear):
            above.addWidget(button)
        self.scrubber = StepScrubber()
        self.scrubber.stepped.connect(self._stepped)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(head)
        layout.addWidget(scroll, 1)
        caption = Label(
            self.tr(
                "Click places a point, drag moves it, right-click removes it. Beside each name: points on their own side of the boundary."
            )
        )
        caption.setObjectName("muted")
        caption.setWordWrap(True)
        layout.addWidget(caption)
        layout.addWidget(self.scrubber)
        give_way(self.ways)
        self._resized()

    # -- the task
    def problem(self) -> str:
        """What is still missing, in one sentence; empty where the task is whole."""
        for k in range(self.ways.value()):
            if not (self.labels == k).any():
                return self.tr("Class {letter} has no point yet: every class needs one.").format(letter=letter(k))
        return ""

    def fill(self, x: Floats, y: Ints) -> None:
        """Another task: points (n, 2) and their classes (n,)."""
        with QSignalBlocker(self.ways):
            self.ways.setValue(int(y.max()) + 1)
        self._resized(quiet=True)
        self._become(np.clip(x, -REACH, REACH).astype(np.float32), y.astype(np.int64))

    def state(self) -> State:
        """The classes and the points as they stand."""
        return self.ways.value(), tuple((x, y) for x, y in self.places.tolist()), tuple(self.labels.tolist())

    def put(self, state: State) -> None:
        """The classes and the points as they were."""
        ways, places, labels = state
        with QSignalBlocker(self.ways):
            self.ways.setValue(ways)
        self._resized(quiet=True)
        self._become(np.array(places, np.float32).reshape(-1, 2), np.array(labels, np.int64))

    def difference(self, before: State, after: State) -> tuple[str, str]:
        """What a person changed, in words."""
        if before[0] != after[0]:
            return "ways", self.tr("number of classes")
        if len(before[2]) != len(after[2]):
            return "", self.tr("points placed or removed")
        moved = [i for i, pair in enumerate(zip(before[1], after[1], strict=True)) if pair[0] != pair[1]]
        return (f"point {moved[0]}" if len(moved) == 1 else ""), self.tr("moved point") if len(moved) == 1 else self.tr("moved points")

    def clear(self) -> None:
        """Take every point away; undo brings them back."""
        if len(self.labels):
            self._become(np.empty((0, 2), np.float32), np.empty(0, np.int64))

    @property
    def chosen(self) -> int:
        """The class that a click places."""
        return max(0, self._group.checkedId())

    def set_learners(self, learners: list[tuple[str, str, str, tuple[str, int]]]) -> None:
        """(run, name, family, (algorithm, ordinal)) of each that shows its plane; answers of those that stay are kept."""
        kept = self.tiles
        self.tiles = {}
        for run, name, family, colour in learners:
            self.tiles[run] = kept.pop(run) if run in kept else self._tile(name, family, colour)
        for tile in kept.values():
            self._grid.removeWidget(tile)
            tile.deleteLater()
        for tile in self.tiles.values():
            tile.show_task(self.places, self.labels)
        self._arrange()

    def _arrange(self) -> None:
        """In two rows, or more where there is no room for as many beside one another."""
        count = len(self.tiles)
        columns = max(1, min(-(-count // (2 if count > 3 else 1)), int(self.width() / (SMALLEST * appearance.zoom + SPACE))))
        for i, tile in enumerate(self.tiles.values()):
            tile.setMinimumSize(*(round(side * appearance.zoom) for side in (SMALLEST, SMALLEST + HEAD)))
            self._grid.addWidget(tile, i // columns, i % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def clear_answers(self) -> None:
        """There is no whole task, so that nobody has an answer."""
        for tile in self.tiles.values():
            tile.show_sentence("")

    def show_answer(self, run: str, answer: Boundary) -> None:
        """A learner's boundaries for the task as it was asked."""
        if run in self.tiles:
            self.tiles[run].show_answer(answer)
            steps = max(len(t.answer.probabilities) - 1 for t in self.tiles.values() if t.answer is not None)
            before = self.scrubber.step
            self.scrubber.set_steps(steps, steps)
            self.scrubber.setVisible(steps > 0)
            if self.scrubber.step != before:  # it went to the last step by itself, which it does not tell
                self._stepped(self.scrubber.step)

    def _tile(self, name: str, family: str, colour: tuple[str, int]) -> PlaneTile:
        tile = PlaneTile(name, family, colour)
        tile.set_step(self.scrubber.step)
        tile.placed.connect(self._place)
        tile.moved.connect(self._move)
        tile.removed.connect(self._remove)
        return tile

    # -- what a person does
    def _place(self, x: float, y: float) -> None:
        if len(self.labels) < MOST_POINTS:
            self._become(np.vstack([self.places, [[x, y]]]).astype(np.float32), np.append(self.labels, self.chosen))

    def _move(self, index: int, x: float, y: float) -> None:
        moved = self.places.copy()
        moved[index] = x, y
        self._become(moved, self.labels)

    def _remove(self, index: int) -> None:
        self._become(np.delete(self.places, index, 0), np.delete(self.labels, index))

    def _become(self, x: Floats, y: Ints) -> None:
        self.places, self.labels = x, y
        for tile in self.tiles.values():
            tile.show_task(x, y)
        self.changed.emit()

    def _resized(self, _: int = 0, quiet: bool = False) -> None:
        """As many classes as asked for; points of classes that are gone go with them."""
        while len(self._buttons) > self.ways.value():
            button = self._buttons.pop()
            self._group.removeButton(button)
            button.deleteLater()
        while len(self._buttons) < self.ways.value():
            k = len(self._buttons)
            button = QPushButton(letter(k))
            button.setCheckable(True)
            button.setToolTip(plain_tip(self.tr("Clicks place points of class {letter}").format(letter=letter(k))))
            self._buttons.append(button)
            self._group.addButton(button, k)
            self._classes.addWidget(button)
        if self._group.checkedId() < 0:
            self._buttons[0].setChecked(True)
        self.retheme()
        if not quiet:
            keep = self.labels < self.ways.value()
            self._become(self.places[keep], self.labels[keep])

    def _stepped(self, step: int) -> None:
        for tile in self.tiles.values():
            tile.set_step(step)

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        for k, button in enumerate(self._buttons):
            button.setFixedWidth(round(34 * appearance.zoom))
            button.setStyleSheet(f"QPushButton {{ color: {_colours(k + 1)[k]}; font-weight: bold }}")
        for tile in self.tiles.values():
            tile.set_step(tile.step)
        self._arrange()
        self.scrubber.retheme()


def _colours(count: int) -> list[str]:
    palette = appearance.theme.class_colours()
    return [palette[k % len(palette)] for k in range(count)]
