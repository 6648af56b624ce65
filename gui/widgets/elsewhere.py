"""Insides that the method on screen does not have: which methods have them, and a way to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.protocol import AlgorithmSpec
from gui.language import language


class Elsewhere(QToolButton):
    """A button with a menu: an inside, and beneath it the methods that have it. `chosen` tells the method's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("More…"))
        self.setToolTip(self.tr("What other methods have inside"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setStyleSheet("min-height: 0; padding: 1px 6px")  # no higher than the tabs that it stands beside
        self.setMenu(QMenu(self))

    def offer(self, insides: Mapping[str, Sequence[AlgorithmSpec]]) -> None:
        """These insides by name, each with the methods that have it; the button hides where there is none."""
        menu = self.menu()
        menu.clear()
        for name, methods in insides.items():
            for method in methods:
                text = self.tr("{inside}: {method}").format(inside=language.again(name), method=method.title)
                menu.addAction(text, partial(self.chosen.emit, method.id))
        self.setVisible(any(insides.values()))
