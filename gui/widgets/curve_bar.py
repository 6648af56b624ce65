"""One row of controls above the overlaid curves: x-axis, kind of band, and whether the axes follow."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from gui.history import AXES
from gui.plotting import PlotPanel
from gui.theme import SPACE
from gui.widgets.flow import Flow
from gui.widgets.inputs import ComboBox


class Axis(Protocol):
    """What of the curves' settings is needed here."""

    axis: str
    changed: SignalInstance

    def set_axis(self, axis: str) -> None: ...

    def axis_title(self, axis: str) -> str: ...


class CurveBar(QWidget):
    """The axis is that of all curves of the window; the band is chosen here; `multiples` sets the methods apart."""

    def __init__(self, settings: Axis, panel: PlotPanel, multiples: QAction) -> None:
        super().__init__()
        self._settings = settings
        self.axis, self.spread, self.follow = ComboBox(), ComboBox(), QToolButton()
        for axis in AXES:
            self.axis.addItem(settings.axis_title(axis), axis)
        self.axis.setAccessibleName(self.tr("x-axis"))
        self.axis.setToolTip(self.tr("What the curves are drawn over (A); nothing is run again"))
        self.axis.activated.connect(lambda i: settings.set_axis(AXES[i]))
        for text in (self.tr("band: 95 % CI"), self.tr("band: ± 1 SD"), self.tr("band: lowest to highest")):
            self.spread.addItem(text)
        self.spread.setAccessibleName(self.tr("Band"))
        self.spread.setToolTip(self.tr("What the band around a mean over seeds is"))
        self.follow.setText(self.tr("● Follow"))
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.follow.setToolTip(self.tr("Axes follow the data; zooming switches this off, a click on again"))
        self.follow.clicked.connect(panel.follow)
        panel.followed.connect(self.follow.setChecked)
        apart = QToolButton()
        apart.setDefaultAction(multiples)
        apart.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        row = Flow(self, SPACE)
        row.setContentsMargins(10, 4, 10, 0)
        for widget in (self.axis, self.spread):
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(widget)
        row.addWidget(apart)
        row.addWidget(self.follow)
        settings.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        blocker = QSignalBlocker(self.axis)
        self.axis.setCurrentIndex(AXES.index(self._settings.axis))
        del blocker
