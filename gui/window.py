"""The window: its places, menus, theme and layout, and how it closes."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QRect, QSettings, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QActionGroup, QCloseEvent, QDesktopServices, QGuiApplication, QWindowStateChangeEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from engine.protocol import Catalogue
from gui.actions import Actions
from gui.cards import Cards
from gui.cluster import Clusters
from gui.desktop import Desktop
from gui.detach import Fill
from gui.files import Files
from gui.joining import Joining
from gui.language import CHOICES, SpokenCatalogue, language
from gui.lecture import Lecture
from gui.pages.base import Page
from gui.pages.compare import ComparePage
from gui.pages.learn import LearnPage
from gui.pages.library import LibraryPage
from gui.pages.try_ import TryPage
from gui.recovery import Recovery
from gui.retell import retell
from gui.runs import Runs
from gui.screens import ScreenGuard, bring_back
from gui.story_desk import StoryDesk
from gui.theme import appearance, missing_font
from gui.whole_screen import set_full_screen
from gui.widgets.corner import Corner
from gui.widgets.rail import Rail
from gui.widgets.scrolled import Scrolled

_COVERING = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


class Window(QMainWindow):
    """Metascope's main window: a rail of places, one of them shown. A run selected in one stays selected in the others."""

    def __init__(self, runs: Runs, catalogue: Catalogue, log_folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("Metascope")
        self.setMinimumSize(720, 440)
        self._normal = QRect()
        """the geometry to return to: under X11 Qt takes that of the full screen for it once a maximised window was on the full screen"""
        self.runs = runs
        self._words = SpokenCatalogue(catalogue)
        self.actions_list = Actions(self)
        self.cards = Cards(self)
        self.learn = LearnPage(runs, self.actions_list, self.cards, catalogue)
        self.compare = ComparePage(runs, self.actions_list, self.cards, catalogue, self.learn.curves)
        self.try_place = TryPage(runs)
        self.try_place.train_asked.connect(lambda: self.show_place("learn"))
        self.library = LibraryPage(runs, self.cards)
        self.library.opened.connect(self._show_run)
        self.joining = Joining(runs, self.actions_list, self.cards, self.learn, self.compare)
        self.library.compare_asked.connect(self._compare)
        self.places: dict[str, Page] = {"learn": self.learn, "compare": self.compare, "try": self.try_place, "library": self.library}
        self._group = QActionGroup(self)
        for name in self.places:
            action = self.actions_list[f"place_{name}"]
            self._group.addAction(action)
            self.actions_list.on(f"place_{name}", lambda name=name: self.show_place(name))  # type: ignore[misc]
        self.rail = Rail(self._group.actions())
        self._stack = QStackedWidget()
        self._areas: dict[str, Scrolled] = {}
        for name, place in self.places.items():
            self._areas[name] = Scrolled(place)
            self._stack.addWidget(self._areas[name])
        centre = QWidget()
        chrome: list[QWidget] = [self.menuBar(), self.rail]
        self.lecture = Lecture(self, chrome, list(self.places.values()), self.learn.form.leave_out)
        self.desk = StoryDesk(self, runs, self.actions_list, self.cards, catalogue, self.places, self.lecture, self.show_place)
        self.fill = Fill(self, [*chrome, self.desk.panel])
        layout = QGridLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail, 0, 0)
        layout.addWidget(self._stack, 0, 1)
        layout.addWidget(self.desk.panel, 0, 2)
        layout.addWidget(self.lecture.subtitle, 1, 0, 1, 3)
        self.setCentralWidget(centre)
        self.cards.strip = layout
        self.cards.avoided += [self.desk.panel, self.try_place.list, self.try_place.draw.query, self.compare.race]
        self.desktop = Desktop(self, self.places, self.show_place, runs, self.actions_list, self.cards, self.learn.form)
        self.menu_corner = Corner(self.actions_list, self.menuBar())
        self.desktop.name_button(self.menu_corner.search, "palette")
        self.menuBar().setCornerWidget(self.menu_corner)
        view = self.actions_list.menus["view"]
        view.addSeparator()
        self._dock_actions = {name: [dock.toggleViewAction() for dock in place.docks] for name, place in self.places.items()}
        for toggle in itertools.chain.from_iterable(self._dock_actions.values()):
            view.addAction(toggle)
        self.files = Files(self, runs, self.actions_list, self.cards, self.library, self.compare)
        self.files.opened.connect(self._show_run)
        self.recovery = Recovery(self, runs, self.cards)
        self.files.place_asked.connect(self.show_place)
        self.show_place("learn")
        self.learn.step_told.connect(self.lecture.say)
        self._connect(log_folder)
        self._restore()
        appearance.changed.connect(self._retheme)
        language.changed.connect(self._retell)
        self._retheme()

    def show_place(self, name: str) -> None:
        """Go to a place; its docks are those of the View menu."""
        self._stack.setCurrentWidget(self._areas[name])
        self.actions_list[f"place_{name}"].setChecked(True)
        self.actions_list.go(name)
        self.desktop.go(name)
        for place, actions in self._dock_actions.items():
            for action in actions:
                action.setVisible(place == name)
        self.cards.arrange(anew=True)

    def place(self) -> Page:
        """The place one is at."""
        return next(self.places[name] for name, area in self._areas.items() if area is self._stack.currentWidget())

    def _show_run(self, run: str) -> None:
        """Look at a run that was opened."""
        self.show_place("learn")
        self.learn.choose(run)

    def _compare(self, runs: list[str]) -> None:
        self.show_place("compare")
        self.compare.compare_runs(runs)

    def _connect(self, log_folder: Path) -> None:
        on = self.actions_list.on
        for choice in ("system", "light", "dark"):
            on(f"theme_{choice}", lambda choice=choice: appearance.choose(choice))  # type: ignore[misc]
        for choice in CHOICES:
            on(f"language_{choice}", lambda choice=choice: language.choose(choice))  # type: ignore[misc]
        on("language_other", lambda: language.choose(language.other()))
        for name, zoom in (
            ("zoom_in", lambda: appearance.zoom + 0.125),
            ("zoom_out", lambda: appearance.zoom - 0.125),
            ("zoom_reset", lambda: 1.0),
        ):
            on(name, lambda zoom=zoom: appearance.set_zoom(zoom(), remember=not self.lecture.on))  # type: ignore[misc]
        on("full_screen", lambda: set_full_screen(self, not self.isFullScreen()))
        on("lecture", self.lecture.toggle)
        on("fill", lambda: self.fill.toggle(self.place()))
        on("reset_layout", self._reset_layout)
        on("palette", self.actions_list.show_palette)
        on("keys", self.actions_list.show_keys)
        on("show_log", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder))))
        on("show_library", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.runs.library_folder))))
        on("quit", self.close)
        self.clusters = Clusters(self, self.runs, self.actions_list["cluster"], self.cards)

    def _restore(self) -> None:
        """The size and place of last time, if a screen still shows it."""
        geometry = QSettings().value("window/geometry")
        self._plain_size()
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        normal, state = QSettings().value("window/normal"), self.windowState()
        if isinstance(normal, QRect) and state & _COVERING:
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.setGeometry(normal)
            self.setWindowState(state)
        bring_back(self)
        self._screen_guard = ScreenGuard(self)

    def _plain_size(self) -> None:
        """1280 x 800, or what the screen has room for beside the frame and the panel of the desktop."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen is not None else QSize(1280, 800)
        self.resize(min(1280, room.width() - 8), min(800, room.height() - 40))

    def _reset_layout(self) -> None:
        """Every dock back in its place; the size of the first day, unless the window is maximised or on the full screen."""
        self.lecture.leave()
        self.fill.leave()
        if not self.isMaximized() and not self.isFullScreen():
            self._plain_size()
        for place in self.places.values():
            place.reset_layout()

    def _retheme(self) -> None:
        for choice in ("system", "light", "dark"):
            self.actions_list[f"theme_{choice}"].setChecked(appearance.choice == choice)
        for choice in CHOICES:
            self.actions_list[f"language_{choice}"].setChecked(language.choice == choice)
        self.actions_list.retheme()
        self.rail.retheme()
        self.desk.retheme()
        for place in self.places.values():
            place.retheme()

    def _retell(self) -> None:
        """Another language: every text is said again where it stands."""
        self._words.speak()
        for history in self.runs.histories.values():
            history.info.retell(language.again)
        retell()
        self.actions_list.retell()
        self.desktop.name_undo()
        self.joining.say()
        self.desk.stories.speak()
        appearance.refresh()

    def warm_up(self) -> None:
        """After the window is on screen: have a worker ready, and tell of runs that may go on."""
        QTimer.singleShot(0, self.runs.warm)
        QTimer.singleShot(0, self.files.offer_to_go_on)
        if sentence := missing_font():
            self.cards.show_card(sentence, warning=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if isinstance(event, QWindowStateChangeEvent):
            normal = self.normalGeometry()
            if self.windowState() & _COVERING and not event.oldState() & _COVERING and normal.size() != self.screen().size():
                self._normal = normal
            self.actions_list["full_screen"].setChecked(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.recovery.holds_back():
            event.ignore()
            return
        self.fill.leave()
        self.desk.leave()
        self.lecture.leave()  # the layout that is remembered is the ordinary one
        QSettings().setValue("window/geometry", self.saveGeometry())
        QSettings().setValue("window/normal", self._normal if self.windowState() & _COVERING else self.geometry())
        for place in self.places.values():
            place.keep_layout()
        self.hide()
        self.files.close()
        self.recovery.close()
        self.try_place.close_answers()
        self.runs.close()
        event.accept()
