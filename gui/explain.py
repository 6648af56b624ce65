"""Words beside the picture: what the algorithm does, its equations with live values, and where it differs from its paper."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QTextBrowser, QToolTip, QVBoxLayout, QWidget

from engine.protocol import AlgorithmSpec, DatasetSpec, Published, RunConfig, Started
from engine.settings import fields_of
from gui.glossary import linked, meaning
from gui.theme import FAMILY_GLYPHS, appearance


class ExplainPanel(QWidget):
    """A page of text about the chosen algorithm and dataset."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[AlgorithmSpec, DatasetSpec, RunConfig, Started | None] | None = None
        self.page = QTextBrowser()
        self.page.setOpenExternalLinks(False)
        self.page.setOpenLinks(False)
        self.page.highlighted.connect(self._hint)
        self.page.anchorClicked.connect(self._follow)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setMinimumWidth(200)

    def show(self, algorithm: AlgorithmSpec, dataset: DatasetSpec, config: RunConfig, started: Started | None) -> None:  # type: ignore[override]
        """Explain a run, or what would be run."""
        self._shown = (algorithm, dataset, config, started)
        bar = self.page.verticalScrollBar().value()
        self.page.setHtml(self._html(*self._shown))
        self.page.verticalScrollBar().setValue(bar)

    def _coloured(self, formula: str, colour: str) -> str:
        """Losses in the colours of their curves: the query's is the run's own, the support set's that of support marks."""
        formula = re.sub(r"L<sub>Q(,i)?</sub>", lambda m: f"<span style='color:{colour}'>{m.group()}</span>", formula)
        return re.sub(r"L<sub>S</sub>", lambda m: f"<span style='color:{appearance.theme.support_ink}'>{m.group()}</span>", formula)

    def _aim(self, algorithm: AlgorithmSpec) -> str:
        """The field's formal objective; that of transfer where nothing is practised in episodes."""
        if algorithm.family == "transfer":
            first = "min<sub>f,W</sub> L(W f, D<sub>source</sub>),  then  min<sub>w</sub> L(w f, D<sub>train</sub>)"
            words = self.tr("what was learned from many classes is the start for a few new ones; the query set judges it.")
        else:
            first = "min<sub>θ</sub> E[ L(f<sub>θ</sub>(D<sub>train</sub>), D<sub>val</sub>) ]"
            words = self.tr("over tasks, a small loss on the query set after learning from the support set.")
        return f"{first}: {linked(words, appearance.theme.text)}"

    def _hint(self, url: QUrl) -> None:
        QToolTip.showText(QCursor.pos(), meaning(url.toString()), self.page)

    def _follow(self, url: QUrl) -> None:
        if sentence := meaning(url.toString()):
            QToolTip.showText(QCursor.pos(), sentence, self.page)
        else:
            QDesktopServices.openUrl(url)

    def retheme(self) -> None:
        if self._shown is not None:
            self.show(*self._shown)

    def _html(self, algorithm: AlgorithmSpec, dataset: DatasetSpec, config: RunConfig, started: Started | None) -> str:
        theme = appearance.theme
        colour = theme.algorithm(algorithm.id)
        small = f"font-size:{appearance.size('small')}px; color:{theme.muted}"
        head = f"font-size:{appearance.size('small')}px; color:{theme.muted}; font-weight:600; margin-top:12px; margin-bottom:2px"
        parts = [
            f"<p style='font-size:{appearance.size('title')}px; font-weight:600; margin-bottom:4px'>"
            f"<span style='color:{colour}'>{FAMILY_GLYPHS[algorithm.family]}</span> {html.escape(algorithm.title)}</p>",
            f"<p style='margin-top:0'>{linked(algorithm.summary, theme.text)}</p>",
        ]
        badges = started.badges if started else ()
        if badges:
            chips = " ".join(
                f"<span style='background:{theme.mixed(theme.warning, 0.25)}'>&nbsp;{html.escape(b)}&nbsp;</span>" for b in badges
            )
            parts.append(f"<p>{chips}</p>")
        for what, formula in algorithm.equations:
            parts.append(f"<p style='{small}; margin-bottom:0'>{html.escape(what)}</p>")
            parts.append(f"<p style='font-size:{appearance.size('title')}px; margin-top:0'>{self._coloured(formula, colour)}</p>")
        values = [
            f"<tr><td style='padding-right:10px'><b>{f.symbol}</b></td><td style='padding-right:10px'>{_value(value)}</td>"
            f"<td style='{small}'>{html.escape(f.label.lower())}</td></tr>"
            for f, value in (
                *((f, getattr(config, f.name)) for f in fields_of(RunConfig)),
                *((f, config.hyper[f.name]) for f in algorithm.fields),
            )
            if f.symbol and not (dataset.task == "regression" and f.name == "way")
        ]
        parts.append(f"<table cellspacing='2'>{''.join(values)}</table>")
        parts.append(f"<p style='{head}'>{self.tr('WHAT TO SEE')}</p><p style='margin-top:0'>{linked(algorithm.watch_for, theme.text)}</p>")
        parts.append(f"<p style='{head}'>{self.tr('THE AIM')}</p><p style='margin-top:0'>{self._aim(algorithm)}</p>")
        if algorithm.differs:
            items = "".join(f"<li>{html.escape(d)}</li>" for d in algorithm.differs)
            parts.append(f"<p style='{head}'>{self.tr('DIFFERS FROM THE PAPER')}</p><ul style='margin:0 0 0 -24px; {small}'>{items}</ul>")
        found = [p for p in algorithm.published if p.dataset == dataset.id]
        if found:
            rows = "".join(f"<tr><td>{html.escape(p.setting)}</td><td align='right'><b>{_score(p)}</b></td></tr>" for p in found)
            parts.append(f"<p style='{head}'>{self.tr('PUBLISHED')}</p><table cellspacing='3'>{rows}</table>")
        data = started.data if started else f"{dataset.title}: {dataset.honest}"
        about = f"{html.escape(data)}<br>{html.escape(dataset.source)}"
        parts.append(f"<p style='{head}'>{self.tr('DATA')}</p><p style='margin-top:0; {small}'>{about}</p>")
        parts.append(f"<p style='{head}'>{self.tr('PAPER')}</p><p style='margin-top:0; {small}'>{html.escape(algorithm.paper)}</p>")
        return f"<div style='color:{theme.text}'>{''.join(parts)}</div>"


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else html.escape(str(value))


def _score(published: Published) -> str:
    if published.metric == "accuracy":
        return f"{100 * published.value:.1f} %" + (f" ± {100 * published.ci95:.1f}" if published.ci95 is not None else "")
    return f"{published.value:g}"
