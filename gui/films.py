"""What can be filmed of the selected run, from the readings that were kept: inner steps of its task, and its inside over meta-training."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QProgressDialog, QWidget

from gui.cards import Cards
from gui.export import HEIGHT, WIDTH
from gui.figure import Figure
from gui.film import FAST, LONGEST, PACE, Film, Shot, kinds
from gui.history import RunHistory
from gui.labels import progress_dialog
from gui.plotting import PlotPanel
from gui.theme import LIGHT, appearance, palette, style_sheet
from gui.views.adaptation import AdaptationView
from gui.views.base import View
from gui.views.movement import MovementView
from gui.views.reading import ReadingView

HEAD = 34
"""px above a picture that is no plot, for its title."""
FEWEST = 3
"""Moments of meta-training that make a film."""
STILL = (AdaptationView, MovementView)
"""Views that show all inner steps at once."""


class Films(QObject):
    """Offers the films of `views` (as they show the selected run of `histories`) and makes one at a time."""

    def __init__(self, window: QWidget, views: Sequence[View], cards: Cards) -> None:
        super().__init__(window)
        self._window, self._cards = window, cards
        self._views: list[ReadingView] = []
        self.film: Film | None = None
        self._twin: ReadingView | None = None
        self._dialog: QProgressDialog | None = None
        for view in views:
            self.include(view)

    def include(self, view: View) -> None:
        """Offer the films of this view too, where it shows what a run reads."""
        if isinstance(view, ReadingView):
            self._views.append(view)
            panel = getattr(view, "panel", None)
            if isinstance(panel, PlotPanel):
                panel.films = partial(self.fill, of=view)

    def offers(self, of: ReadingView | None = None) -> list[Shot]:
        """What can be filmed now: of one view, or of all that can be seen."""
        views = [of] if of is not None else [view for view in self._views if view.isVisible()]
        return [shot for view in views for shot in (self._steps(view), self._moments(view)) if shot is not None]

    def fill(self, menu: QMenu, of: ReadingView | None = None) -> None:
        """An entry for each film and kind of file."""
        menu.clear()
        for shot in self.offers(of):
            for kind in kinds():
                text = self.tr("{name}, {count} frames, as {kind}…").format(name=shot.name, count=shot.count, kind=kind.upper())
                menu.addAction(text, partial(self.ask, shot, kind))
        if not menu.isEmpty() and "mp4" not in kinds() and not getattr(sys, "frozen", False):
            menu.addSeparator()
            menu.addAction(self.tr("MP4: how to get it…"), self._tell_how)
        if menu.isEmpty():
            menu.addAction(self.tr("Nothing to film yet: select a run that shows its task")).setEnabled(False)

    def _tell_how(self) -> None:
        text = self.tr("MP4 needs one more package: python -m pip install imageio-ffmpeg, in the environment of Metascope.")
        self._cards.show_card(text, kind="tip")

    def ask(self, shot: Shot, kind: str) -> None:
        """Choose a file and make the film."""
        name = "".join(ch if ch.isalnum() else "-" for ch in shot.name.lower()).strip("-")
        path, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save a film"), f"{name}.{kind}", f"{kind.upper()} (*.{kind})")
        if path:
            self.make(shot, Path(path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"))

    def make(self, shot: Shot, path: Path) -> Film:
        """Begin the film; a bar that does not block the window tells how far it is, and can cancel it."""
        if self.film is not None:
            self.film.cancel()
        self.film = film = Film(shot, path, self)
        self._dialog = dialog = progress_dialog(self.tr("Making {name}").format(name=path.name), self.tr("Cancel"), self._window)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setMinimumDuration(400)
        dialog.canceled.connect(film.cancel)
        film.progressed.connect(lambda share: dialog.setValue(min(99, round(100 * share))))
        film.done.connect(partial(self._done, film, dialog))
        film.begin()
        return film

    def _done(self, film: Film, dialog: QProgressDialog, path: Path | None, sentence: str) -> None:
        dialog.deleteLater()
        if self.film is film:
            self.film = None
        if sentence:
            self._cards.show_card(sentence, topic="film")
        elif path is not None:
            text = self.tr("Saved {name}: {count} frames, {seconds} s, {size} kB.")
            seconds = f"{film.seconds:.1f}"
            self._cards.show_card(
                text.format(name=path.name, count=film.count, seconds=seconds, size=round(path.stat().st_size / 1000)),
                str(path),
                kind="success",
                topic="film",
            )

    # -- shots
    def _steps(self, view: ReadingView) -> Shot | None:
        """The inner steps of the task."""
        count = self._count(view)
        if isinstance(view, STILL) or not hasattr(view, "set_step") or count < 2 or view.history is None:
            return None
        label, last = view.history.info.label, count - 1
        twin: list[ReadingView] = []

        def frame(k: int) -> Figure | QImage:
            if not twin:
                twin.append(self._twin_of(view, view.history))
            twin[0].set_step(k)  # type: ignore[attr-defined]
            return self._drawn(twin[0], self.tr("{name}, inner step {step} of {steps}").format(name=label, step=k, steps=last))

        name = self.tr("{view}: inner steps of {name}").format(view=_title(view), name=label)
        return Shot(name, count, frame, PACE)

    def _moments(self, view: ReadingView) -> Shot | None:
        """The view over meta-training, wherever a reading was kept."""
        history = view.history
        if history is None:
            return None
        moments = history.past.moments_of(view.kind.__name__)[-LONGEST:]
        if len(moments) < FEWEST:
            return None
        label = history.info.label
        twin: list[ReadingView] = []

        def frame(i: int) -> Figure | QImage:
            looking = dataclasses.replace(history, looking=moments[i])
            if not twin:
                twin.append(self._twin_of(view, looking))
            twin[0].add(looking)
            twin[0].draw()
            return self._drawn(twin[0], self.tr("{name}, outer step {step}").format(name=label, step=moments[i]))

        name = self.tr("{view}: meta-training of {name}").format(view=_title(view), name=label)
        return Shot(name, len(moments), frame, FAST)

    def _count(self, view: ReadingView) -> int:
        """Inner steps that the newest reading holds, step 0 among them."""
        reading = view.newest(view.kind)
        rows = next((getattr(reading, name) for name in ("curves", "probabilities", "points") if hasattr(reading, name)), ())
        return len(rows) if view.kind.__name__ in ("Fit", "Episode", "Boundary", "Path") else 0

    def _twin_of(self, view: ReadingView, history: RunHistory | None) -> ReadingView:
        """A view of its own, never seen, so that what is on screen stays as it is."""
        twin = type(view)()
        twin.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        twin.setParent(self._window, Qt.WindowType.Tool)
        twin.resize(WIDTH, HEIGHT - HEAD)
        for other in view.runs.values():
            twin.add(other)
        if history is not None:
            twin.add(history)
            twin.select(history.info.id)
        twin.show()
        if hasattr(twin, "set_step") and hasattr(view, "step"):
            twin.set_step(view.step)
        twin.draw()
        if self._twin is not None:
            self._twin.deleteLater()
        self._twin = twin
        return twin

    def _drawn(self, twin: ReadingView, title: str) -> Figure | QImage:
        panel = getattr(twin, "panel", None)
        if isinstance(panel, PlotPanel):
            panel.fit()
            return dataclasses.replace(panel.figure(), title=f"{panel.title_text}: {title}")
        return _pictured(twin, title)


def _title(view: ReadingView) -> str:
    panel = getattr(view, "panel", None)
    return panel.title_text if isinstance(panel, PlotPanel) else view.title


def _pictured(view: ReadingView, title: str) -> QImage:
    """The view itself in the light theme, under a title."""
    before = appearance.theme, appearance.zoom
    appearance.theme, appearance.zoom = LIGHT, 1.0
    try:
        view.setPalette(palette(LIGHT))
        view.setStyleSheet(style_sheet(LIGHT, appearance))
        view.retheme()
        picture = view.grab().toImage()
    finally:
        appearance.theme, appearance.zoom = before
    result = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    result.fill(QColor("white"))
    painter = QPainter(result)
    font = QFont(view.font())
    font.setPixelSize(14)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(QRectF(12, 0, WIDTH - 24, HEAD), Qt.AlignmentFlag.AlignVCenter, title)
    painter.drawImage(QRectF(0, HEAD, WIDTH, HEIGHT - HEAD), picture)
    painter.end()
    return result
