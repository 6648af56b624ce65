"""Labels, tool tips and message boxes that show text as it is: the only places where Qt's own, which guess at markup, are used."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QProgressDialog, QToolTip, QWidget

from gui.plain import Markup, cleaned, plain_tip, window_title


class Label(QLabel):
    """A label whose text is plain; rich only where it is given a `Markup`."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text` letter for letter, or the markup that we wrote."""
        rich = isinstance(text, Markup)
        wanted = Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText
        if self.textFormat() != wanted:
            self.clear()  # else Qt would read the text before in the new format
            super().setTextFormat(wanted)
        super().setText(str(text) if rich else cleaned(text))


def show_tip(at: QPoint, text: str, widget: QWidget) -> None:
    """Show a tool tip at a place of the screen; an empty text hides it."""
    QToolTip.showText(at, plain_tip(text), widget)


def hide_tip() -> None:
    """Take the tool tip away."""
    QToolTip.hideText()


def warn(parent: QWidget, title: str, text: str) -> None:
    """Show a message box with one sentence until it is closed."""
    box = QMessageBox(QMessageBox.Icon.Warning, window_title(title), "", QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(cleaned(text))
    box.exec()


def progress_dialog(text: str, cancel: str, parent: QWidget) -> QProgressDialog:
    """A dialog with a bar of 100 parts, a line of text, and a button that cancels."""
    dialog = QProgressDialog(parent)
    dialog.setLabel(Label(text, dialog))
    dialog.setCancelButtonText(cancel)
    dialog.setRange(0, 100)
    return dialog
