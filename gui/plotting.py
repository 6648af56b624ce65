"""The panel every plot stands in: title, axes that follow the data, cursor and read-out, names, menu and export."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from gui.figure import Figure, Raster
from gui.labels import Label
from gui.log_ticks import LIMIT, power_of_ten
from gui.plain import Markup, escaped, one_line, plain_tip
from gui.plot_items import Axis, Curve, CurveItems, Grid, Mark, RimMarks, has_place, scaled
from gui.plot_labels import ROOM, EndLabels, Readout
from gui.plot_menu import figure, plot_menu
from gui.popups import run_menu
from gui.theme import appearance
from gui.traces import finite, nearest, readable, smoothed, thinned
from gui.view_fault import FaultCover

__all__ = ["Curve", "Mark", "PlotPanel", "finite", "link_cursors", "readable", "smoothed", "thinned"]
NEAR = 0.04
"""Share of the plot within which a click belongs to a curve, and the cursor to a mark."""
NARROWEST = 200
"""px a plot is wide at least."""
LOWEST = 64
"""px of a plot with its axis, at least: a view of no height and a locked aspect ends the process when dashes are drawn."""
CAPTIONED = 96
"""px of a plot with its axis that a caption must leave, at zoom 1."""
UNLIMITED = 1e307
"""How far a linear axis can be zoomed out, pyqtgraph's default."""
KEY_ZOOM = 1.25
"""How much more or less of the x-axis a key shows."""
CURSOR_STEP = 0.02
"""Share of the plot that an arrow key moves the cursor by."""


class PlotPanel(QFrame):
    """A plot with its title, axis titles, caption, read-out under the cursor, and what it says while it is empty.

    Wheel zooms x, Shift and wheel y; drag pans; a double click fits. A click on a name hides or shows its run, a double click
    shows it alone. Arrows move the cursor, Enter pins it, + and - zoom, Home fits.

    Panels given the same `linked` list share cursor, x-range and what is hidden.
    """

    curve_clicked = Signal(str)
    """The run of a curve that was clicked."""
    run_pointed = Signal(str)
    """The run whose curve or name is under the cursor; empty once there is none."""
    pointed = Signal(object)
    """Where the cursor was put (data units), or None."""
    followed = Signal(bool)
    """Whether the axes follow the data; off once a person zooms."""
    scale_chosen = Signal(bool, bool)
    """A person chose logarithmic axes (x, y) from the menu."""

    def __init__(self, title: str, x_title: str, y_title: str, empty_text: str = "", linked: list[PlotPanel] | None = None) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.title_text, self.x_title, self.y_title = title, x_title, y_title
        self.x_log = self.y_log = False
        self.scalable = False
        """Whether the menu offers logarithmic axes."""
        self.following = True
        self.y_range: tuple[float, float] | None = None
        self.raster: Callable[[], Raster | None] | None = None
        """What a view draws behind the curves, for figures and tables."""
        self.keys: Callable[[QKeyEvent], bool] | None = None
        """What a view does with keys of its own; whether it did."""
        self.films: Callable[[QMenu], None] | None = None
        """Fills a menu with the films that can be made of what is shown."""
        self.own_lines: dict[str, pg.PlotCurveItem] = {}
        """Lines a view draws by itself, by name, for figures and tables."""
        self._linked = linked if linked is not None else []
        self._hidden: set[str] = self._linked[0]._hidden if self._linked else set()
        self._linked.append(self)
        self._items: dict[str, CurveItems] = {}
        self._marks: tuple[Mark, ...] = ()
        self._busy = False
        self._pinned = False
        self._at: float | None = None
        self._pointed = ""
        self._ink = ""
        self._title = Label(title)
        self._title.setWordWrap(True)  # a long title does not keep the plot wide
        self.setMinimumWidth(NARROWEST)
        self._caption = Label()
        self._caption.setObjectName("muted")
        self._caption.setWordWrap(True)
        self._axes = {"left": Axis("left"), "bottom": Axis("bottom")}
        self.widget = pg.PlotWidget(axisItems=self._axes, background=None, enableMenu=False)
        self.widget.setFrameShape(QFrame.Shape.NoFrame)
        self.plot: pg.PlotItem = self.widget.getPlotItem()
        self._set_up_plot()
        self._labels = EndLabels(self.plot)
        self._readout = Readout(self.widget)
        self._empty_text, self._waiting = empty_text, ""
        self._empty = Label(empty_text, self.widget)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addWidget(self.widget, 1)
        layout.addWidget(self._caption)
        self.retheme()
        self.set_caption("")
        self._tell()

    @property
    def faulty(self) -> bool:
        """Whether a sentence stands in place of the plot."""
        return bool(self.findChildren(FaultCover, options=Qt.FindChildOption.FindDirectChildrenOnly))

    def show_drawing_fault(self, sentence: str) -> None:
        """Painting raised: say so in place of the plot, until someone asks for it again."""
        if not self.faulty:
            cover = FaultCover(self, sentence, lambda: cover.uncover())

    def _set_up_plot(self) -> None:
        box = self.plot.getViewBox()
        self.plot.hideButtons()
        self.plot.setContentsMargins(0, 6, 6, 0)
        box.setMouseEnabled(x=True, y=False)
        box.disableAutoRange()
        for axis in self._axes.values():
            axis.enableAutoSIPrefix(False)
        self._grid, self._rim = Grid(self.plot), RimMarks(self.plot)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setVisible(False)
        self._cursor.setZValue(50)
        for item in (self._grid, self._rim, self._cursor):
            self.plot.addItem(item, ignoreBounds=True)
        box.sigRangeChangedManually.connect(lambda *_: self._taken_in_hand())
        box.sigRangeChanged.connect(lambda *_: self._redraw())
        box.sigResized.connect(lambda *_: self.fit() if self.following else self._redraw())
        self.widget.scene().sigMouseMoved.connect(self._hovered)
        self.widget.scene().sigMouseClicked.connect(self._clicked)
        self.widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.widget.installEventFilter(self)
        self.widget.viewport().installEventFilter(self)

    # -- what it shows
    def set_titles(self, title: str | None = None, x_title: str | None = None, y_title: str | None = None) -> None:
        """Change the words around the plot."""
        before = self.title_text, self.x_title, self.y_title
        self.title_text = title if title is not None else self.title_text
        self.x_title = x_title if x_title is not None else self.x_title
        self.y_title = y_title if y_title is not None else self.y_title
        if before != (self.title_text, self.x_title, self.y_title):
            self._title.setText(self.title_text)
            self._axis_titles()
            self._tell()

    def _tell(self) -> None:
        """Name the plot, and say what is on it, for whoever cannot see it."""
        ends = [(c.name, c.y[np.isfinite(c.y)][-1:]) for c in self.curves() if c.labelled and c.name and len(c.y)]
        said = "; ".join(f"{name} {readable(float(y[0]))}" for name, y in ends if len(y))
        name = self.title_text or self.y_title or self.tr("Plot")
        for widget in (self, self.widget):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(said or self._empty.text())

    def set_ink(self, colour: str) -> None:
        """Write the title in a colour of its own; empty: that of text."""
        self._ink = colour
        ink = colour or appearance.theme.text
        self._title.setStyleSheet(f"font-weight: 600; font-size: {appearance.size('base')}px; color: {ink}")

    def set_caption(self, text: str) -> None:
        """The line beneath the plot, plain or a `Markup`; empty takes no room."""
        self._caption.setText(text)
        self._hold_caption()

    def _hold_caption(self) -> None:
        """Every line of the caption keeps its room, or where axes would have none, the caption is read by hovering over the title.

        Docks know nothing of heights that follow from widths.
        """
        text = self._caption.text()
        high = max(0, self._caption.heightForWidth(self.width() - 20)) if text else 0
        title = max(0, self._title.heightForWidth(self.width() - 20))
        room = self.height() - title - high >= CAPTIONED * appearance.zoom
        self._title.setMinimumHeight(title)
        self._caption.setMinimumHeight(high if room else 0)
        self._caption.setVisible(bool(text) and room)
        rich = self._caption.textFormat() == Qt.TextFormat.RichText
        tip = Markup(text) if rich else text
        self._title.setToolTip(plain_tip("" if room else tip))

    def say_empty(self, empty: bool) -> None:
        """Show or hide what the plot says while it is empty (`set_curves` does so by itself)."""
        self._empty.setVisible(empty)
        for name in ("left", "bottom"):
            self.plot.showAxis(name, not empty)
        self._grid.setVisible(not empty)
        self._rim.setVisible(not empty)
        self._place_empty()

    def set_empty_text(self, text: str) -> None:
        """Say this while there is nothing to draw."""
        if text != self._empty_text:
            self._empty_text = text
            self._show_empty_text()

    def set_waiting(self, words: str) -> None:
        """Why there is nothing to draw now, in place of the invitation in the last line of the empty text; empty: nothing is on its way."""
        if words != self._waiting:
            self._waiting = words
            self._show_empty_text()

    def _show_empty_text(self, reason: str = "") -> None:
        text = reason or with_state(self._empty_text, self._waiting)
        if text != self._empty.text():
            self._empty.setText(text)
            self._place_empty()

    def set_curves(self, curves: Sequence[Curve], marks: Sequence[Mark] = ()) -> None:
        """Show these curves (x ascending) and marks on the x-axis, reusing items by key; axes follow if nobody zoomed."""
        wanted = {c.key for c in curves}
        for key in [k for k in self._items if k not in wanted]:
            self._items.pop(key).remove()
        for curve in curves:
            if curve.key in self._items:
                self._items[curve.key].curve = curve
            else:
                self._items[curve.key] = CurveItems(self.plot, curve)
        self._marks = tuple(marks)
        empty = not any(len(c.x) for c in curves)
        reason = ""
        if not empty and not any(np.isfinite(c.y).any() for c in curves):
            reason = self.tr("None of the values is a finite number, so there is nothing to draw.")
        elif not empty and (self.x_log or self.y_log) and not any(has_place(c, self.x_log, self.y_log) for c in curves):
            reason = self.tr("No value is above zero, so a logarithmic scale has nothing to show.")
        self._show_empty_text(reason)
        self.say_empty(empty or bool(reason))
        self._tell()
        self._busy = True
        if self.following:
            self.fit()
        self._busy = False
        self._redraw()

    def curves(self) -> list[Curve]:
        """What is shown now, hidden ones left out."""
        return [i.curve for i in self._items.values() if i.curve.group not in self._hidden]

    def _redraw(self) -> None:
        """Draw what the view shows of each curve, the names and the marks."""
        if self._busy:
            return
        self._say_thousands()
        for items in self._items.values():
            shown = items.curve.group not in self._hidden
            if shown:
                items.draw(self.x_log, self.y_log)
            items.show(shown)
        self._labels.place([i.curve for i in self._items.values()], self._hidden, self.x_log, self.y_log)
        places = scaled(np.array([m.x for m in self._marks]), self.x_log)
        self._rim.set_marks([(float(p), m) for p, m in zip(places, self._marks, strict=True) if math.isfinite(p)])

    # -- what is hidden
    def hide_run(self, group: str, hidden: bool) -> None:
        """Leave the curves of a run (or one curve without a run) out, or show them again, here and in linked panels."""
        (self._hidden.add if hidden else self._hidden.discard)(group)
        self._show_all()

    def solo(self, run: str) -> None:
        """Show this run alone; where it is alone already, show all."""
        others = {i.curve.run for panel in self._linked for i in panel._items.values() if i.curve.run} - {run}
        alone = others <= self._hidden
        self._hidden.clear()
        self._hidden.update(set() if alone else others)
        self._show_all()

    def groups(self) -> dict[str, tuple[str, bool]]:
        """What can be hidden: its name, and whether it is shown."""
        named = [i.curve for i in self._items.values() if i.curve.labelled and i.curve.name]
        return {c.group: (c.name, c.group not in self._hidden) for c in named}

    def _show_all(self) -> None:
        for panel in self._linked:
            if panel.following:
                panel.fit()
            panel._redraw()

    # -- axes
    def set_log(self, x: bool, y: bool) -> None:
        """Logarithmic axes or not; the next `set_curves` shows it. Linked panels over the same x-axis take its scale too."""
        if (x, y) == (self.x_log, self.y_log):
            return
        shared = self._linked if x != self.x_log else []
        changed = [self, *(panel for panel in shared if panel is not self and panel.x_title == self.x_title)]
        for panel in changed:
            panel._set_scales(x, y if panel is self else panel.y_log)
        for panel in changed:
            panel.follow(True)

    def _set_scales(self, x: bool, y: bool) -> None:
        """Change the scales of the axes; the curves are drawn on them when the ranges are set again."""
        self.x_log, self.y_log = x, y
        self._busy, before = True, self._busy
        self._axes["bottom"].setLogMode(x)
        self._axes["left"].setLogMode(y)
        wide, high = LIMIT if x else UNLIMITED, LIMIT if y else UNLIMITED
        self.plot.getViewBox().setLimits(xMin=-wide, xMax=wide, yMin=-high, yMax=high)
        self._busy = before

    def follow(self, on: bool) -> None:
        """Let the axes follow the data, or keep what the person chose."""
        if on != self.following:
            self.following = on
            self.followed.emit(on)
        if on:
            self.fit()

    def fit(self) -> None:
        """Show everything; the loss range forgives a few points far outside."""
        shown = self.curves()
        extents = [e for panel in self._linked for c in panel.curves() if panel.x_title == self.x_title and (e := self._extent(c))]
        if not shown:
            return
        if not extents and not self.x_log:
            return
        low, high = min((e[0] for e in extents), default=0.0), max((e[1] for e in extents), default=1.0)
        if high <= low:
            high = low + 1
        names = max(panel._labels.width(panel.curves()) for panel in self._linked)
        for panel in self._linked:  # the others may have fitted while this one still had curves of other runs
            if panel is self or (panel.following and panel.x_title == self.x_title):
                room = min(ROOM, names / max(1.0, panel.plot.getViewBox().width()))
                panel.plot.setXRange(low, high + (high - low) * room / (1 - room), padding=0)
        if self.y_range is not None and not self.y_log:
            self.plot.setYRange(*self.y_range, padding=0)
        elif (heights := range_of(shown, self.y_log)) is not None:
            self.plot.setYRange(*heights, padding=0)
        elif self.y_log:
            self.plot.setYRange(0.0, 1.0, padding=0)

    def _extent(self, curve: Curve) -> tuple[float, float] | None:
        """First and last place on the x-axis, in axis units."""
        x = curve.x[np.searchsorted(curve.x, 0, side="right") :] if self.x_log else curve.x
        if not len(x) or not (math.isfinite(x[0]) and math.isfinite(x[-1])):
            return None
        low, high = scaled(x[[0, -1]], self.x_log).tolist()
        return low, high

    def _taken_in_hand(self) -> None:
        """The person zoomed or panned: nothing follows until told so, and linked panels show the same stretch."""
        sides = self.plot.getViewBox().viewRange()[0]
        for panel in self._linked:
            panel.follow(False)
            if panel is not self and panel.x_title == self.x_title:
                panel.plot.setXRange(*sides, padding=0)

    def _say_thousands(self) -> None:
        axis = self._axes["bottom"]
        highest = 0.0 if self.x_log else abs(self.plot.getViewBox().viewRange()[0][1])
        divisor = 1e6 if highest >= 2e6 else 1e3 if highest >= 2e4 else 1.0
        if divisor != axis.divisor:
            axis.divisor = divisor
            axis.picture = None
            axis.update()
            self._axis_titles()

    # -- mouse and keyboard
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and watched is self.widget.viewport():
            self._wheel(event)
            return True
        if event.type() == QEvent.Type.Leave and watched is self.widget:
            self._point_all(None)
            self._tell_pointed("")
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.widget:
            return self._key(event)
        return False

    def _wheel(self, event: Any) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()  # with Alt, and on some systems with Shift, it turns sideways
        where = self.plot.getViewBox().mapSceneToView(self.widget.mapToScene(event.position().toPoint()))
        self._zoom(1.02 ** (-turned / 8), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier), where)

    def _zoom(self, factor: float, upright: bool, where: QPointF | None = None) -> None:
        """Show `factor` times as much of an axis, about a place or the middle."""
        self.plot.getViewBox().scaleBy(x=None if upright else factor, y=factor if upright else None, center=where)
        self._taken_in_hand()

    def _key(self, event: QKeyEvent) -> bool:
        """Arrows move the cursor, Enter pins it or lets it go, Escape takes it away; + and - zoom, Home shows everything."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Minus if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._zoom(1 / KEY_ZOOM if event.key() != Qt.Key.Key_Minus else KEY_ZOOM, upright=False)
            case Qt.Key.Key_Home:
                self.follow_all()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                low, high = self.plot.getViewBox().viewRange()[0]
                place = (low + high) / 2 if self._at is None else float(self._cursor.value())
                place += (high - low) * CURSOR_STEP * (1 if event.key() == Qt.Key.Key_Right else -1)
                self._point_all(self._from_axis(min(max(place, low), high)), insist=True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._at is not None:
                self._pinned = not self._pinned
            case Qt.Key.Key_Escape if self._at is not None:
                self._point_all(None, insist=True)
            case _:
                return self.keys is not None and self.keys(event)
        return True

    def _hovered(self, position: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = box.sceneBoundingRect().contains(position)
        self._point_all(self._from_axis(box.mapSceneToView(position).x()) if inside else None)
        key = self._labels.at(position)
        self._tell_pointed(self._items[key].curve.run if key in self._items else self._run_at(position) if inside else "")

    def _tell_pointed(self, run: str) -> None:
        if run != self._pointed:
            self._pointed = run
            self.run_pointed.emit(run)

    def _from_axis(self, place: float) -> float:
        return power_of_ten(place) if self.x_log else place

    def _point_all(self, x: float | None, insist: bool = False) -> None:
        """Move the cursor of all linked panels; a pinned one only if insisted."""
        if not insist and any(panel._pinned for panel in self._linked):
            return
        for panel in self._linked:
            panel._pinned = panel._pinned and x is not None
            panel.show_cursor(x)
        self.pointed.emit(x)

    def show_cursor(self, x: float | None) -> None:
        """Put the cursor at `x` (data units) and read every curve there; None takes it away."""
        self._at = x if self.curves() else None
        if x is None or self._at is None:
            self._cursor.setVisible(False)
            self._readout.hide()
            return
        self._cursor.setVisible(True)
        place = math.log10(max(x, power_of_ten(-LIMIT))) if self.x_log else x
        self._cursor.setPos(place)
        low, high = self.plot.getViewBox().viewRange()[0]
        marks = [m for m in self._marks if m.x > 0 or not self.x_log]
        close = [m for m in marks if abs(scaled(np.array([m.x]), self.x_log)[0] - place) < NEAR / 4 * (high - low)]
        found = self._readout.read(x, self.x_title, self.curves(), close)
        at = self.plot.getViewBox().mapViewToScene(QPointF(place, 0)).x()
        wide = self._readout.width()
        left = at + 12 if at + 24 + wide < self.widget.width() else at - 12 - wide
        self._readout.move(int(max(0, left)), 6)
        self._readout.setVisible(found or bool(close))

    def _clicked(self, event: Any) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        key = self._labels.at(event.scenePos()) if left else None
        if key is not None and key in self._items:
            curve = self._items[key].curve
            if event.double() and curve.run:
                self.solo(curve.run)
            else:
                self.hide_run(curve.group, curve.group not in self._hidden)
        elif event.double():
            self.follow_all()
        elif left and (run := self._run_at(event.scenePos())):
            self.curve_clicked.emit(run)

    def follow_all(self) -> None:
        """Let the axes of this and all linked panels follow the data."""
        for panel in self._linked:
            panel.follow(True)

    def _run_at(self, scene: QPointF) -> str:
        """The run whose curve passes there; empty if none does."""
        box = self.plot.getViewBox()
        where = box.mapSceneToView(scene)
        (x0, x1), (y0, y1) = box.viewRange()
        closest, run = NEAR, ""
        for c in self.curves():
            if not (len(c.x) and c.run):
                continue
            i = nearest(c.x, self._from_axis(where.x()))
            x, y = scaled(c.x[i : i + 1], self.x_log)[0], scaled(c.y[i : i + 1], self.y_log)[0]
            beyond = max(0.0, abs(where.x() - x) if i in (0, len(c.x) - 1) else 0.0)
            distance = abs(y - where.y()) / max(y1 - y0, 1e-12) + beyond / max(x1 - x0, 1e-12)
            if distance < closest:
                closest, run = float(distance), c.run
        return run

    # -- menu and export
    def marker_items(self) -> list[pg.ScatterPlotItem]:
        """The markers on curves; all other scattered points are the view's own."""
        return [items.points for items in self._items.values() if items.points is not None]

    def figure(self) -> Figure:
        """What is shown, for export."""
        return figure(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        run_menu(plot_menu(self), event.globalPos())

    # -- appearance
    def retheme(self) -> None:
        """Take colours and sizes from the theme."""
        theme = appearance.theme
        self.widget.setBackground(theme.panel)
        self.widget.setMinimumHeight(round(LOWEST * appearance.zoom))
        self.set_ink(self._ink)
        font = self.font()
        font.setPixelSize(appearance.size("small"))
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setTickFont(font)
            axis.setStyle(tickLength=-4)
        self._axes["left"].setWidth(round(52 * appearance.zoom))
        self._cursor.setPen(pg.mkPen(theme.muted, width=1))
        self._readout.retheme()
        self._place_empty()
        self._axis_titles()
        self._redraw()

    def retell(self, say: Callable[[str], str]) -> None:
        self._empty_text, self._waiting = say(self._empty_text), say(self._waiting)
        self.set_titles(say(self.title_text), say(self.x_title), say(self.y_title))
        self._place_empty()

    def _axis_titles(self) -> None:
        style = {"color": appearance.theme.muted, "font-size": f"{appearance.size('small')}px"}
        units = {1e3: self.tr("{title} (thousands)"), 1e6: self.tr("{title} (millions)")}
        x_title = units.get(self._axes["bottom"].divisor, "{title}").format(title=self.x_title)
        for name, title in (("bottom", x_title), ("left", self.y_title)):
            self._axes[name].setLabel(escaped(one_line(title)), **style)  # the plot's own would show the axis, though it may be empty

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place_empty()
        self._hold_caption()

    def _place_empty(self) -> None:
        """What an empty plot says, in smaller type where the room is small."""
        room = self.widget.rect()
        self._empty.setGeometry(room)
        for size, padding in (("base", 24), ("small", 6)):
            style = f"color: {appearance.theme.muted}; font-size: {appearance.size(size)}px; padding: {padding}px"
            if style != self._empty.styleSheet():
                self._empty.setStyleSheet(style)
            self._empty.ensurePolished()
            if self._empty.heightForWidth(room.width()) <= room.height():
                self.widget.setToolTip("")
                return
        self.widget.setToolTip(plain_tip(self._empty.text() if not self._empty.isHidden() else ""))


def with_state(text: str, words: str) -> str:
    """An empty view's text whose last line, which says how to begin, gives way to words about what is going on."""
    if not words:
        return text
    about, _, _ = text.rpartition("\n")
    return f"{about}\n{words}" if about else words


def range_of(curves: Sequence[Curve], log: bool) -> tuple[float, float] | None:
    """The y-range (axis units) that shows all `curves` but the few points far above them; None without a finite value."""
    lows, highs = [], []
    for c in curves:
        y = scaled(c.y[:: max(1, len(c.y) // 2000)], log)
        y = y[np.isfinite(y)]
        if len(y):
            lows.append(float(np.min(y)))
            highs.append(float(np.quantile(y, 0.995)) if len(y) > 50 else float(np.max(y)))
    if not lows:
        return None
    low, high = min(lows), max(highs)
    pad = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    bottom = low - pad
    if not log and low >= 0 and bottom < 0.25 * high:
        bottom = min(0.0, low)
    return bottom, high + pad


def link_cursors(panels: Sequence[PlotPanel]) -> None:
    """Panels over the same kind of axis point at the same place; each keeps its own range, and what it hides."""
    for panel in panels:
        for other in panels:
            if other not in panel._linked:
                panel.pointed.connect(other.show_cursor)
