"""What a painted picture offers on a right click: copy, save as PNG, SVG, PDF or CSV, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QRegion
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from engine.settings import Rejected
from gui import paper
from gui.detach import can_detach, detach
from gui.labels import warn
from gui.popups import run_menu
from gui.table import NumberTable
from gui.theme import LIGHT, appearance


class PictureMenu(QObject):
    """The context menu of `widget`. `rows` are its numbers, a heading first; `refresh` paints anew in the theme in force.

    What is saved or copied is light, whatever the theme, as a figure in a paper is.
    """

    def __init__(
        self, widget: QWidget, title: str, rows: Callable[[], list[list[str]]], refresh: Callable[[], object] | None = None
    ) -> None:
        super().__init__(widget)
        self._widget, self._title, self._rows, self._refresh = widget, title, rows, refresh
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(self._open)

    def menu(self) -> QMenu:
        """The menu, as it stands now."""
        menu = QMenu(self._widget)
        menu.addAction(self.tr("Copy picture"), self.copy)
        menu.addAction(self.tr("Save as PNG…"), partial(self.ask, "png"))
        for kind in ("SVG", "PDF", "CSV"):
            menu.addAction(self.tr("Save as {kind}…").format(kind=kind), partial(self.ask, kind.lower()))
        menu.addAction(self.tr("View as table"), self.show_table)
        if can_detach(self._widget):
            menu.addSeparator()
            menu.addAction(self.tr("Detach, or put back"), partial(detach, self._widget))
        return menu

    def copy(self) -> None:
        """The picture to the clipboard."""
        with self._light():
            QGuiApplication.clipboard().setImage(paper.image(self._paint, self._widget.size(), 2))

    def save(self, path: Path) -> None:
        """Write .png, .svg, .pdf or .csv; raises `Rejected` with one sentence."""
        with self._light():
            paper.save(path, self._paint, self._widget.size(), self._title, self._rows)

    def ask(self, kind: str) -> None:
        """Ask for a file and write it there."""
        name = "".join(ch if ch.isalnum() else "-" for ch in self._title.lower()).strip("-")
        path, _ = QFileDialog.getSaveFileName(self._widget, self.tr("Save figure"), f"{name}.{kind}", f"{kind.upper()} (*.{kind})")
        if path:
            try:
                self.save(Path(path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"))
            except Rejected as error:
                warn(self._widget, self._title, str(error))

    def show_table(self) -> None:
        """The numbers, in a window of their own."""
        NumberTable(self._title, self._rows(), self._widget.window()).show()

    def _open(self, at: QPoint) -> None:
        run_menu(self.menu(), self._widget.mapToGlobal(at))

    def _paint(self, painter: QPainter) -> None:
        self._widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)

    @contextmanager
    def _light(self) -> Iterator[None]:
        before, appearance.theme = appearance.theme, LIGHT
        try:
            if self._refresh is not None:
                self._refresh()
            yield
        finally:
            appearance.theme = before
            if self._refresh is not None:
                self._refresh()
