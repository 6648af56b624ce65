"""Named arrangements of the docks in every place: saved under a name, chosen, deleted; two that are always there."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from gui.pages.base import Page
from gui.plain import menu_text

KEPT = "layouts"
LONGEST = 60


def _tr(text: str) -> str:
    return QCoreApplication.translate("Layouts", text)


class Layouts:
    """The arrangements of these places. What was saved is kept with the application's settings."""

    def __init__(self, places: Mapping[str, Page]) -> None:
        self._places = places

    def names(self) -> list[str]:
        """What a person saved, in the order of saving."""
        return list(self._kept())

    def save(self, name: str) -> str:
        """Keep the present arrangement, in place of one of the same name; returns the name as kept, empty if it has no letters."""
        name = " ".join(name.split())[:LONGEST]
        if name:
            states = {place: base64.b64encode(page.arrangement().data()).decode() for place, page in self._places.items()}
            self._write(self._kept() | {name: states})
        return name

    def choose(self, name: str) -> None:
        """Arrange every place so; places that are newer than the arrangement stay as they are."""
        for place, state in self._kept().get(name, {}).items():
            if place in self._places:
                self._places[place].arrange(QByteArray(base64.b64decode(state)))

    def delete(self, name: str) -> None:
        """Forget an arrangement."""
        self._write({kept: states for kept, states in self._kept().items() if kept != name})

    def pictures_only(self) -> None:
        """Every dock in its place, but those with controls closed: the pictures share the room."""
        for page in self._places.values():
            page.reset_layout()
            for dock in page.docks:
                dock.setVisible(dock.objectName() not in page.controls)

    # -- the menu
    def fill(self, menu: QMenu) -> None:
        """The arrangements as they are now."""
        menu.clear()
        menu.addAction(_tr("Pictures only"), self.pictures_only)
        for name in self.names():
            menu.addAction(menu_text(name), partial(self.choose, name))
        menu.addSeparator()
        menu.addAction(_tr("Save the present arrangement…"), partial(self.ask_name, menu))
        forget = menu.addMenu(_tr("Delete"))
        forget.setEnabled(bool(self.names()))
        for name in self.names():
            forget.addAction(menu_text(name), partial(self.delete, name))

    def ask_name(self, parent: QWidget) -> None:
        """Ask under which name the present arrangement shall be kept."""
        name, agreed = QInputDialog.getText(parent.window(), _tr("Save the arrangement"), _tr("Name of the arrangement"))
        if agreed:
            self.save(name)

    # -- kept
    def _kept(self) -> dict[str, dict[str, str]]:
        try:
            kept = json.loads(str(QSettings().value(KEPT, "{}")))
            return {str(name): {str(p): str(s) for p, s in states.items()} for name, states in kept.items()}
        except (ValueError, AttributeError):
            return {}

    def _write(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        QSettings().setValue(KEPT, json.dumps(kept))
