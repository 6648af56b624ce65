"""Which columns of a table are shown, how wide and in which order, remembered by their names, whatever columns another version has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHeaderView

NARROWEST, WIDEST = 16, 4000
"""px of a column at zoom 1 that settings may ask for."""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """The columns from left to right, those that are hidden, widths at zoom 1, and what the rows are sorted by."""

    order: tuple[str, ...]
    hidden: frozenset[str]
    widths: Mapping[str, float]
    sort: str = ""
    descending: bool = False

    def to_json(self) -> str:
        """As text for the settings."""
        widths = {name: round(width, 2) for name, width in self.widths.items()}
        found = {"order": self.order, "hidden": sorted(self.hidden), "widths": widths, "sort": self.sort, "descending": self.descending}
        return json.dumps(found)


def parse_layout(text: str) -> ColumnLayout | None:
    """Read what `to_json` wrote; None where it is anything else."""
    try:
        found: Any = json.loads(text)
        order = tuple(dict.fromkeys(str(name) for name in found["order"]))
        hidden = frozenset(str(name) for name in found["hidden"])
        widths = {str(name): min(WIDEST, max(NARROWEST, float(width))) for name, width in dict(found["widths"]).items()}
        return ColumnLayout(order, hidden, widths, str(found["sort"]), bool(found["descending"]))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def layout_of(header: QHeaderView, names: Sequence[str], zoom: float) -> ColumnLayout:
    """How the columns stand now; `names` are those of the sections by their logical index."""
    order = tuple(names[header.logicalIndex(place)] for place in range(len(names)))
    hidden = frozenset(name for i, name in enumerate(names) if header.isSectionHidden(i))
    widths = {name: header.sectionSize(i) / zoom for i, name in enumerate(names) if name not in hidden}
    sorted_by = header.sortIndicatorSection()
    sort = names[sorted_by] if 0 <= sorted_by < len(names) else ""
    return ColumnLayout(order, hidden, widths, sort, header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)


def apply_layout(header: QHeaderView, names: Sequence[str], layout: ColumnLayout, zoom: float, always: str = "") -> None:
    """Arrange the columns so. Columns that the layout does not know stand after their neighbour; `always` is never hidden."""
    order = [name for name in layout.order if name in names]
    for i, name in enumerate(names):
        if name not in order:
            order.insert(order.index(names[i - 1]) + 1 if i else 0, name)
    for place, name in enumerate(order):
        section = names.index(name)
        header.moveSection(header.visualIndex(section), place)
        header.setSectionHidden(section, name in layout.hidden and name != always)
        if name in layout.widths:
            header.resizeSection(section, round(layout.widths[name] * zoom))
    if layout.sort in names:
        direction = Qt.SortOrder.DescendingOrder if layout.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(names.index(layout.sort), direction)


def layout_from_positions(state: QByteArray, names: Sequence[str], zoom: float) -> ColumnLayout | None:
    """What an earlier version remembered by position, for the columns that it had; None where it does not fit them."""
    model = QStandardItemModel(0, len(names))
    header = QHeaderView(Qt.Orientation.Horizontal)
    header.setModel(model)
    header.setSectionsMovable(True)
    fits = header.restoreState(state) and header.count() == len(names)
    layout = layout_of(header, names, zoom) if fits else None
    header.setModel(None)
    return layout


def store_layout(key: str, layout: ColumnLayout) -> None:
    """Remember it."""
    QSettings().setValue(key, layout.to_json())


def stored_layout(key: str) -> ColumnLayout | None:
    """What was remembered, where that can be read."""
    text = QSettings().value(key)
    return parse_layout(text) if isinstance(text, str) else None
