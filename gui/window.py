"""The window: its places, menus, theme and layout, and how it closes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QPushButton

from engine.protocol import Catalogue
from gui.actions import Actions
from gui.cards import Cards
from gui.pages.learn import LearnPage
from gui.runs import Runs
from gui.theme import appearance


class Window(QMainWindow):
    """Metascope's main window. There is one place so far; a rail to change places comes with the second."""

    def __init__(self, runs: Runs, catalogue: Catalogue, log_folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("Metascope")
        self.setMinimumSize(900, 600)
        self.runs = runs
        self.actions_list = Actions(self)
        self.cards = Cards(self)
        self.learn = LearnPage(runs, self.actions_list, self.cards, catalogue)
        self.setCentralWidget(self.learn)
        search = QPushButton(self.tr("Search actions…  Ctrl+K"), self.menuBar())  # the menu bar would not keep it alive
        search.clicked.connect(self.actions_list.show_palette)
        self.menuBar().setCornerWidget(search)
        view = self.actions_list.menus["view"]
        view.addSeparator()
        for dock in self.learn.docks:
            view.addAction(dock.toggleViewAction())
        self._connect(log_folder)
        self._restore()
        appearance.changed.connect(self._retheme)
        self._retheme()

    def _connect(self, log_folder: Path) -> None:
        on = self.actions_list.on
        for choice in ("system", "light", "dark"):
            on(f"theme_{choice}", lambda choice=choice: appearance.choose(choice))  # type: ignore[misc]
        on("zoom_in", lambda: appearance.set_zoom(appearance.zoom + 0.125))
        on("zoom_out", lambda: appearance.set_zoom(appearance.zoom - 0.125))
        on("zoom_reset", lambda: appearance.set_zoom(1.0))
        on("full_screen", lambda: self.showNormal() if self.isFullScreen() else self.showFullScreen())
        on("reset_layout", self._reset_layout)
        on("palette", self.actions_list.show_palette)
        on("keys", self.actions_list.show_keys)
        on("show_log", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder))))
        on("show_library", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.runs.library_folder))))
        on("quit", self.close)

    def _restore(self) -> None:
        """The size and place of last time, if a screen still shows it."""
        geometry = QSettings().value("window/geometry")
        self._plain_size()
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        screen = QGuiApplication.primaryScreen()
        if screen is not None and not any(s.availableGeometry().intersects(self.geometry()) for s in QGuiApplication.screens()):
            self.setGeometry(screen.availableGeometry().adjusted(20, 20, -20, -20))

    def _plain_size(self) -> None:
        """1280 x 800, or what the screen has room for beside the frame and the panel of the desktop."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen is not None else QSize(1280, 800)
        self.resize(min(1280, room.width() - 8), min(800, room.height() - 40))

    def _reset_layout(self) -> None:
        self.showNormal()
        self._plain_size()
        self.learn.reset_layout()

    def _retheme(self) -> None:
        for choice in ("system", "light", "dark"):
            self.actions_list[f"theme_{choice}"].setChecked(appearance.choice == choice)
        self.actions_list.retheme()
        self.learn.retheme()

    def warm_up(self) -> None:
        """After the window is on screen: have a worker ready."""
        QTimer.singleShot(0, self.runs.warm)

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue("window/geometry", self.saveGeometry())
        self.learn.keep_layout()
        self.hide()
        self.runs.close()
        event.accept()
