"""What stands on the screen, said again in another language: nothing is built anew, so nothing a person did is lost.

Each text is traced back to the phrase it was made from (`gui.phrases`). What a person typed is never touched. A widget that keeps
texts to show later has a method `retell(say)`, which is given the function that says a text again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QTabBar, QTextEdit, QToolBox, QWidget

from gui.language import language

Say = Callable[[str], str]
PROPERTIES = ("text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription", "placeholderText", "title")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
MOST_ROWS = 2000


def retell() -> None:
    """Say every text of every widget and action again, in the language in force."""
    for widget in QApplication.allWidgets():
        say = _near(widget)
        _properties(widget, say)
        for action in widget.actions():
            _properties(action, say)
        if isinstance(widget, QTabBar) and widget.parent() is not None:
            for i in range(widget.count()):
                widget.setTabText(i, say(widget.tabText(i)))
                widget.setTabToolTip(i, say(widget.tabToolTip(i)))
        if isinstance(widget, QToolBox):
            for i in range(widget.count()):
                widget.setItemText(i, say(widget.itemText(i)))
        if isinstance(widget, QComboBox):
            with QSignalBlocker(widget):
                written = widget.currentText() if widget.isEditable() else None
                _items(widget.model(), say)
                if written is not None:
                    widget.setEditText(written)
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None and not isinstance(widget.parent(), QComboBox):
            _items(widget.model(), say)
        own = getattr(widget, "retell", None)
        if callable(own):
            own(say)
        widget.update()


def _near(widget: QObject) -> Say:
    """Say a text again, looking first where the classes of this widget and of those around it have their phrases."""
    contexts: dict[str, None] = {}
    around: QObject | None = widget
    while around is not None:
        contexts.update(dict.fromkeys(kind.__name__ for kind in type(around).__mro__))
        around = around.parent()
    contexts["Actions"] = None
    near = tuple(contexts)
    return lambda text: language.again(text, near) if text else text


def _properties(thing: QObject, say: Say) -> None:
    names = [*PROPERTIES, *(["windowTitle"] if isinstance(thing, QWidget) and not isinstance(thing, QMenu) else [])]
    if isinstance(thing, QLineEdit | QTextEdit):
        names.remove("text")
    for name in names:
        old = thing.property(name)
        if isinstance(old, str) and old and (new := say(old)) != old:
            thing.setProperty(name, new)


def _items(model: QAbstractItemModel, say: Say) -> None:
    """The items and headings of a model that takes texts."""
    rows = min(MOST_ROWS, model.rowCount())
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()  # private there
    for orientation, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, rows)):
        for i in range(count):
            old = model.headerData(i, orientation)
            if isinstance(old, str) and (new := say(old)) != old:
                model.setHeaderData(i, orientation, new)
    for row in range(rows):
        for column in range(columns):
            _item(model, model.index(row, column), say)


def _item(model: QAbstractItemModel, index: QModelIndex, say: Say) -> None:
    for role in ROLES:
        old = index.data(role)
        if isinstance(old, str) and old and (new := say(old)) != old:
            model.setData(index, new, role)
