"""The wheel scrolls; it changes a setting only where the setting has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.widgets.grid_dialog import GridDialog
from gui.widgets.inputs import ComboBox, DoubleSpinBox, Slider, SpinBox
from gui.window import Window

INPUTS = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)


def turn(over: QWidget, steps: int) -> None:
    """Turn the wheel over the middle of a widget: what it ignores goes to its parent, as with an event of the window system."""
    widget: QWidget | None = over
    spot = over.mapToGlobal(over.rect().center())
    while widget is not None:
        place, turned = QPointF(widget.mapFromGlobal(spot)), QPoint(0, -120 * steps)
        keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, QPointF(spot), QPoint(), turned, Qt.MouseButton.NoButton, keys, phase, False)
        event.ignore()
        QApplication.sendEvent(widget, event)
        if event.isAccepted():
            break
        widget = widget.parentWidget()


def value(widget: QWidget) -> object:
    if isinstance(widget, QComboBox | QTabBar):
        return widget.currentIndex()
    assert isinstance(widget, QAbstractSpinBox | QAbstractSlider)
    return widget.text() if isinstance(widget, QAbstractSpinBox) else widget.value()


def inputs(root: QWidget) -> Iterator[QWidget]:
    """What the wheel could change: everything in the places and dialogs, and tabs but those of docks, which Qt makes."""
    for widget in root.findChildren(QWidget):
        of_docks = isinstance(widget, QTabBar) and not isinstance(widget.parent(), QTabWidget)
        if isinstance(widget, INPUTS) and not isinstance(widget, QScrollBar) and not of_docks:
            yield widget


def test_the_wheel_changes_nothing_that_has_no_focus(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitExposed(window):
        window.show()
    dialog = GridDialog(window.runs.catalogue, window.compare.contest.terms, ["maml"], window)
    found = [*inputs(window), *inputs(dialog)]
    assert len(found) > 40
    window.rail.setFocus()
    for widget in found:
        if widget.hasFocus():
            widget.clearFocus()
        before = value(widget)
        for steps in (1, -1, 3, -3):
            turn(widget, steps)
            assert value(widget) == before, (type(widget), widget.accessibleName())
        assert not widget.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus, widget


def test_the_wheel_over_a_setting_scrolls_the_set_up(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitExposed(window):
        window.show()
    form = window.learn.form
    form._more.click()
    area = form.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 100)
    settings = form.config()
    bar = area.verticalScrollBar()
    for widget in inputs(area):
        bar.setValue(0)
        turn(widget, 1)
        assert bar.value() > 0
    assert form.config() == settings and form.algorithm().id == "maml"


@pytest.mark.parametrize("kind", [ComboBox, SpinBox, DoubleSpinBox, Slider])
def test_a_setting_with_the_focus_takes_the_wheel(qtbot: QtBot, kind: type[QWidget]) -> None:
    whole, widget = QWidget(), kind()
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    row.addWidget(first := QLineEdit())
    row.addWidget(widget)
    if isinstance(widget, QComboBox):
        widget.addItems(["a", "b", "c"])
        widget.setCurrentIndex(1)
    elif isinstance(widget, QAbstractSlider | SpinBox | DoubleSpinBox):
        widget.setValue(50)
    with qtbot.waitExposed(whole):
        whole.show()
    whole.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    before = value(widget)
    turn(widget, 1)
    assert value(widget) == before
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    turn(widget, 1)
    assert value(widget) != before
