"""Dialogs and context menus that are deleted when they close."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu

# A closed dialog or menu stays a child of its window, with every widget and callback it holds, until the window closes.


def run_dialog(dialog: QDialog) -> bool:
    """Show `dialog` until it closes; return whether it was accepted. It is deleted when control returns to the event loop."""
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()


def open_dialog(dialog: QDialog, *, modal: bool = True) -> None:
    """Show `dialog` and return at once; it is deleted when it closes."""
    dialog.finished.connect(dialog.deleteLater)
    if modal:
        dialog.open()
    else:
        dialog.show()


def run_menu(menu: QMenu, at: QPoint) -> None:
    """Show `menu` at the global position `at` until it closes, then delete it."""
    try:
        menu.exec(at)
    finally:
        menu.deleteLater()
