"""What a window of a desktop is expected to do: undo, named layouts, everything to be found, pictures dropped on it, a telling title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QUndoGroup
from PySide6.QtWidgets import QDockWidget, QMainWindow, QPushButton

from engine.protocol import Estimate, Event, Measure, Refused
from engine.settings import Rejected
from gui.actions import Actions
from gui.cards import Cards
from gui.form import SetupForm
from gui.keys import written
from gui.language import language
from gui.layouts import Layouts
from gui.pages.base import Page
from gui.palette import Offer
from gui.plain import menu_text, window_title
from gui.runs import Runs
from gui.theme import appearance

PICTURES = "image_folder"
"""The dataset that a folder of pictures becomes."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Desktop", text)


class Desktop(QObject):
    """Connects a window's places to what is done in all of them alike."""

    def __init__(
        self,
        window: QMainWindow,
        places: Mapping[str, Page],
        show_place: Callable[[str], object],
        runs: Runs,
        actions: Actions,
        cards: Cards,
        form: SetupForm,
    ) -> None:
        super().__init__(window)
        self._window, self._places, self._show_place = window, places, show_place
        self._runs, self._actions, self._cards, self._form = runs, actions, cards, form
        self._dropped = 0
        self.layouts = Layouts(places)
        self.undo = QUndoGroup(actions["undo"])  # it ends with the actions, before the stacks say that they are empty
        for place in places.values():
            self.undo.addStack(place.undo)
        self._connect_undo()
        menu = actions.menus["view"].addMenu(_tr("Layouts"))
        menu.aboutToShow.connect(lambda: self.layouts.fill(menu))
        actions.on("dock_all", self._dock_all)
        actions["reduce_motion"].toggled.connect(appearance.set_reduce_motion)
        appearance.changed.connect(self._show_motion)
        self._show_motion()
        actions.offer(self._more)
        runs.said.connect(self._said)
        runs.added.connect(lambda _: cards.resolve("found"))
        form.changed.connect(lambda: cards.resolve("unsuitable"))
        runs.changed.connect(lambda _: self.tell_progress())
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def _show_motion(self) -> None:
        self._actions["reduce_motion"].setChecked(appearance.reduce_motion)

    def go(self, name: str) -> None:
        """A place is on screen: undo is that of it."""
        self.undo.setActiveStack(self._places[name].undo)

    # -- undo
    def _connect_undo(self) -> None:
        for name, can, text, do in (
            ("undo", self.undo.canUndoChanged, self.undo.undoTextChanged, self.undo.undo),
            ("redo", self.undo.canRedoChanged, self.undo.redoTextChanged, self.undo.redo),
        ):
            action = self._actions[name]
            action.setEnabled(False)
            can.connect(action.setEnabled)
            text.connect(lambda _: self.name_undo())
            self._actions.on(name, do)

    def name_undo(self) -> None:
        """Say what undo and redo would change, in the language in force."""
        for name, what, bare, words in (
            ("undo", self.undo.undoText(), _tr("Undo"), _tr("Undo: {what}")),
            ("redo", self.undo.redoText(), _tr("Redo"), _tr("Redo: {what}")),
        ):
            self._actions[name].setText(menu_text(words.format(what=language.again(what))) if what else bare)

    def _dock_all(self) -> None:
        for place in self._places.values():
            place.dock_all()

    def name_button(self, button: QPushButton, name: str) -> None:
        """The button says the action's name and the key it has now."""
        action = self._actions[name]

        def tell() -> None:
            button.setText(f"{action.text()}  {written(action)}".strip())

        action.changed.connect(tell)
        tell()

    # -- what the palette finds beside the actions
    def _more(self) -> Iterator[Offer]:
        panel, layout = _tr("Panel"), _tr("Layout")
        for name, place in self._places.items():
            where = self._actions[f"place_{name}"].text()
            for dock in place.docks:
                key = f"dock/{name}/{dock.objectName()}"
                text = dock.windowTitle().capitalize()
                yield Offer(key, text, panel, self._shower(name, dock), tip=_tr("Show this panel of {place}").format(place=where))
        for spec in self._form.catalogue.algorithms:
            yield Offer(f"algorithm/{spec.id}", spec.title, _tr("Algorithm"), self._chooser(spec.id, None), tip=spec.summary)
        for data in self._form.catalogue.datasets:
            yield Offer(f"dataset/{data.id}", data.title, _tr("Dataset"), self._chooser(None, data.id), tip=data.summary)
        yield Offer("layout/pictures", _tr("Pictures only"), layout, self.layouts.pictures_only)
        for name in self.layouts.names():
            yield Offer(f"layout/{name}", name, layout, lambda name=name: self.layouts.choose(name))  # type: ignore[misc]

    def _shower(self, place: str, dock: QDockWidget) -> Callable[[], None]:
        def show() -> None:
            self._show_place(place)
            dock.show()
            dock.raise_()
            dock.widget().setFocus()

        return show

    def _chooser(self, algorithm: str | None, dataset: str | None) -> Callable[[], None]:
        def choose() -> None:
            self._show_place("learn")
            if not self._form.choose(algorithm, dataset):
                self._say_unsuitable()

        return choose

    def _say_unsuitable(self) -> None:
        text = _tr("{algorithm} cannot learn from that dataset; choose another algorithm first.")
        self._cards.show_card(text.format(algorithm=self._form.algorithm().title), warning=True, topic="unsuitable")

    # -- pictures dropped on the window
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            path = pictures_of(event)
            if path is None:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take_pictures(path)
            return True
        if event.type() == QEvent.Type.WindowStateChange:
            self.tell_progress()
        return False

    def take_pictures(self, path: Path) -> None:
        """Set a run up on the pictures of a folder or zip archive, and say what was found in it."""
        self._show_place("learn")
        if not self._form.choose(None, PICTURES):
            self._say_unsuitable()
            return
        self._form.use_folder(str(path))
        self._dropped = self._runs.ask()
        try:
            self._runs.ask_judge(Measure(self._form.config(), self._dropped))
        except Rejected as error:
            self._cards.show_card(str(error), warning=True, topic="settings")

    def _start(self) -> None:
        """Train with what the form holds, wherever the card was read."""
        self._show_place("learn")
        self._actions["start"].trigger()

    def _said(self, event: Event) -> None:
        if isinstance(event, Estimate | Refused) and self._dropped and event.request == self._dropped:
            self._dropped = 0
            if isinstance(event, Estimate):
                start = _tr("Start"), self._start
                found = _tr("Found: {what}.").format(what=language.said(event.data))
                self._cards.show_card(found, kind="success", topic="found", action=start)

    # -- the title
    def tell_progress(self) -> None:
        """While the window is minimised its title tells how far the runs are."""
        busy = [self._runs.histories[run] for run in self._runs.busy()] if self._window.isMinimized() else []
        if not busy:
            self._window.setWindowTitle("Metascope")
            return
        share = sum(min(1.0, h.at.step / max(1, h.config.steps)) for h in busy) / len(busy)
        self._window.setWindowTitle(window_title(_tr("{share} % · Metascope").format(share=round(100 * share))))


def pictures_of(event: QDropEvent) -> Path | None:
    """The one folder or zip archive that is dragged, if it is one."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and (path.is_dir() or path.suffix.lower() == ".zip") else None
