"""What stands on the screen, said again in another language: nothing is built anew, so nothing a person did is lost.

Each text is traced back to the phrase it was made from (`gui.phrases`). What a person typed is never touched. A widget that keeps
texts to show later has a method `retell(say)`, which is given the function that says a text again.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractProxyModel, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QTabBar, QTextEdit

from gui.language import language

Say = Callable[[str], str]
PROPERTIES = (
    "text",
    "toolTip",
    "statusTip",
    "whatsThis",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "title",
    "windowTitle",
)
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
MOST_ROWS = 2000


_before: WeakKeyDictionary[QObject, dict[object, tuple[str, str]]] = WeakKeyDictionary()
"""What a text was before it was said again, and what it became: the way back is then exact."""


def retell() -> None:
    """Say every text of every widget and action again, in the language in force; nothing where that is done."""
    if language.shown == language.code:
        return
    language.shown = language.code
    known: dict[tuple[str, tuple[str, ...]], str] = {}
    done: dict[int, QObject] = {}  # actions and models belong to several widgets
    for widget in QApplication.allWidgets():
        say = _near(widget, known)
        _properties(widget, say)
        for action in widget.actions():
            if id(action) not in done:
                done[id(action)] = action
                _properties(action, say)
        if isinstance(widget, QTabBar):
            for i in range(widget.count()):
                widget.setTabText(i, say(widget.tabText(i)))
                widget.setTabToolTip(i, say(widget.tabToolTip(i)))
        if isinstance(widget, QComboBox):
            with QSignalBlocker(widget):
                written = widget.currentText() if widget.isEditable() else None
                done[id(widget.model())] = widget.model()
                _items(widget.model(), say)
                if written is not None:
                    widget.setEditText(written)
        own = getattr(widget, "retell", None)
        if callable(own):
            own(say)
        widget.update()
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractItemView) and id(model := widget.model()) not in done and _of_items(model):
            with QSignalBlocker(widget):
                _items(model, _near(widget, known))


def _of_items(model: QAbstractItemModel | None) -> bool:
    """Whether a model only holds texts that were put there; one of ours makes its own, and may write what it is given to the library."""
    return model is not None and type(model).__module__.startswith("PySide6.") and not isinstance(model, QAbstractProxyModel)


def _near(widget: QObject, known: dict[tuple[str, tuple[str, ...]], str]) -> Say:
    """Say a text again, looking first where the classes of this widget and of those around it have their phrases."""
    contexts: dict[str, None] = {}
    around: QObject | None = widget
    while around is not None:
        contexts.update(dict.fromkeys(kind.__name__ for kind in type(around).__mro__ if kind.__module__.startswith("gui.")))
        around = around.parent()
    near = tuple(contexts)

    def say(text: str) -> str:
        if (text, near) not in known:
            known[text, near] = language.again(text, near) if text else text
        return known[text, near]

    return say


def _said(thing: QObject, place: object, text: str, say: Say) -> str:
    """`text`, which stands at a place of a thing, said again: as it was before where that is known."""
    kept = _before.setdefault(thing, {})
    earlier, made = kept.get(place, ("", ""))
    new = earlier if text == made and earlier else say(text)
    kept[place] = text, new
    return new


def _properties(thing: QObject, say: Say) -> None:
    for name in PROPERTIES:
        if (name == "text" and isinstance(thing, QLineEdit | QTextEdit)) or (name == "windowTitle" and isinstance(thing, QMenu)):
            continue
        if name == "toolTip" and isinstance(thing, QAction) and thing.toolTip() == thing.text().replace("&", ""):
            continue  # made from the text by Qt
        old = thing.property(name)
        if isinstance(old, str) and old and (new := _said(thing, name, old, say)) != old:
            thing.setProperty(name, new)


def _items(model: QAbstractItemModel, say: Say) -> None:
    """The items and headings of a model that takes texts."""
    rows = min(MOST_ROWS, model.rowCount())
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()  # private there
    for orientation, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, rows)):
        for i in range(count):
            old = model.headerData(i, orientation)
            if isinstance(old, str) and (new := _said(model, (orientation, i), old, say)) != old:
                model.setHeaderData(i, orientation, new)
    for row in range(rows):
        for column in range(columns):
            index = model.index(row, column)
            for role in ROLES:
                old = index.data(role)
                if isinstance(old, str) and old and (new := _said(model, (row, column, role), old, say)) != old:
                    model.setData(index, new, role)
