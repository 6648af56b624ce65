"""What each query looks at in the support set."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.protocol import Attention, Episode
from gui.heat import Heat, on_own_class, which
from gui.labels import Label
from gui.plotting import PlotPanel, readable
from gui.theme import SPACE
from gui.thumbnails import captioned
from gui.views.reading import ReadingView
from gui.widgets.inputs import Slider


class AttentionView(ReadingView):
    """Queries down, support examples across; bright where a query looks."""

    title: ClassVar[str] = "attention"
    kind = Attention
    readings: ClassVar[tuple[str, ...]] = ("Attention", "Episode")

    def __init__(self) -> None:
        super().__init__()
        self.panel = PlotPanel(
            self.tr("What each query looks at"),
            self.tr("support example"),
            self.tr("query"),
            self.tr(
                "How much attention every query pays to every support example, for methods that look their answer up.\n"
                "Press Space to start: the blocks of the diagonal light up."
            ),
        )
        self.heat = Heat(self.panel, says=self._says)
        self.read = Slider()
        self.read.setAccessibleName(self.tr("Read"))
        self.read.setToolTip(self.tr("Each read of the support set in turn; the last one is the answer"))
        self.read.valueChanged.connect(lambda _: self.draw())
        self._which = Label()
        self._which.setObjectName("muted")
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(SPACE, 0, SPACE, SPACE // 2)
        row.addWidget(self._which)
        row.addWidget(self.read, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self._row)
        self.draw()

    def draw(self) -> None:
        self.dirty = False
        reading = self.newest(Attention)
        reads = 0 if reading is None else len(reading.weights)
        self._row.setVisible(reads > 1)
        if reading is None or not reading.weights.size:
            self.heat.show(None)
            self.panel.set_caption("")
            return
        if self.read.maximum() != reads - 1:
            self.read.setRange(0, reads - 1)
            self.read.setValue(reads - 1)
        chosen = self.read.value()
        answer = chosen == reads - 1
        self._which.setText(self.tr("answer") if answer else self.tr("read {read} of {reads}").format(read=chosen + 1, reads=reads - 1))
        weights = reading.weights[chosen]
        self.heat.show(weights)
        self.heat.classes(reading.query_labels, reading.support_labels)
        share = on_own_class(weights, reading.query_labels, reading.support_labels)
        chance = float((reading.query_labels[:, None] == reading.support_labels[None]).mean())
        text = self.tr("Queries pay {share} % of their attention to examples of their own class ({chance} % were it spread evenly).")
        self.panel.set_caption(text.format(share=round(100 * share), chance=round(100 * chance)))

    def _says(self, row: int, column: int) -> str:
        reading = self.newest(Attention)
        if reading is None or row >= len(reading.query_labels) or column >= len(reading.support_labels):
            return ""
        value = float(reading.weights[min(self.read.value(), len(reading.weights) - 1), row, column])
        text = self.tr("query {query} looks at {example}: {value}")
        query, example = which(reading.query_labels, row), which(reading.support_labels, column)
        told = text.format(query=query, example=example, value=readable(value))
        episode = self.newest(Episode)
        if episode is None or len(episode.query_images) <= row or len(episode.support_images) <= column:
            return told
        return captioned(told, episode.query_images[row], episode.support_images[column])

    def retheme(self) -> None:
        self.panel.retheme()
        self.heat.recolour()
        self.draw()
