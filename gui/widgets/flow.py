"""A layout that sets widgets in a row and breaks it where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget

from gui.theme import SPACE


class Flow(QLayout):
    """Widgets from left to right in as many rows as it takes, `gap` px apart, each row as high as its highest."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._wide: set[QWidget] = set()
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget that takes what its row has left."""
        self._wide.add(widget)
        self.addWidget(widget)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._place(inner, move=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)
        owner, needed = self.parentWidget(), self.heightForWidth(rect.width())
        if owner is not None and owner.layout() is self and owner.minimumHeight() != needed:
            owner.setMinimumHeight(needed)  # docks, splitters and scroll areas ask for no height that depends on a width

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        return self._with_margins(QSize(sum(s.width() + self._gap for s in sizes), max((s.height() for s in sizes), default=0)))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return self._with_margins(QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0)))

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, move: bool) -> int:
        """Give every widget its place, if told to; returns the height of all rows."""
        rows: list[list[QLayoutItem]] = [[]]
        x = 0
        for item in self._shown():
            width = min(rect.width(), item.sizeHint().width())
            if rows[-1] and x + width > rect.width():
                rows.append([])
                x = 0
            rows[-1].append(item)
            x += width + self._gap
        y = rect.y()
        for row in rows:
            height = max((item.sizeHint().height() for item in row), default=0)
            x = rect.x()
            left = rect.width() - sum(item.sizeHint().width() + self._gap for item in row) + self._gap
            wide = [item for item in row if item.widget() in self._wide]
            for item in row:
                size = item.sizeHint()
                size.setWidth(min(rect.width(), size.width()))
                if item in wide:
                    size.setWidth(size.width() + left // len(wide))
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._gap
        return y - self._gap - rect.y()


def in_a_row(*widgets: QWidget) -> QWidget:
    """Widgets that stay beside one another."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE)
    for widget in widgets:
        row.addWidget(widget)
    return group
