"""Words beside the picture: what the algorithm does, its equations with live values, and where it differs from its paper."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from engine.protocol import AlgorithmSpec, DatasetSpec, Published, RunConfig, Started
from engine.settings import Field, Value, fields_of
from gui.formula import coloured, drawn, mentions
from gui.glossary import linked, meaning
from gui.labels import show_tip
from gui.language import language, phrase
from gui.theme import FAMILY_GLYPHS, SPACE, appearance

VALUES = "values:"
"""Links of formulas, by their place in the list."""
FORMULA = 1.07
"""Mathematical type is smaller than its number says."""


class ExplainPanel(QWidget):
    """A page of text about the chosen algorithm and dataset."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[AlgorithmSpec, DatasetSpec, RunConfig, Started | None] | None = None
        self._now: tuple[str, str, str] | None = None
        self._painted = False
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("Explanation"))
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
        self.retheme()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.retheme)  # the first formulas take 0.4 s: the window shows before them

    def _formula(self, latex: str, colour: str, url: str = "") -> str:
        """The formula as a picture of the page's width at most; where it has a `url`, hovering tells its values."""
        theme, size = appearance.theme, appearance.size("title") * FORMULA
        width = self.page.viewport().width() - 2 * self.page.document().documentMargin() - SPACE
        picture = drawn(coloured(latex, colour, theme.support_ink), size, theme.text, width, self.devicePixelRatioF())
        name = f"formula:{picture.cacheKey()}"  # a URL would mangle LaTeX
        self.page.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
        shown = picture.deviceIndependentSize()
        image = f"<img src='{name}' width='{shown.width():.1f}' height='{shown.height():.1f}'>"
        return f"<a href='{url}'>{image}</a>" if url else image

    def _aim(self, algorithm: AlgorithmSpec, colour: str) -> str:
        """The field's formal objective; that of transfer where nothing is practised in episodes."""
        if algorithm.family == "transfer":
            formulas = [r"\min_{f,W} L(W f, D_{\mathrm{source}})", r"\min_{w} L(w f, D_{\mathrm{train}})"]
            words = self.tr("First, then: what was learned from many classes is the start for a few new ones; the query set judges it.")
        else:
            formulas = [r"\min_\theta \mathbb{E}\left[L(f_\theta(D_{\mathrm{train}}), D_{\mathrm{val}})\right]"]
            words = self.tr("Over tasks, a small loss on the query set after learning from the support set.")
        shown = "<br>".join(self._formula(formula, colour) for formula in formulas)
        return f"{shown}<br>{linked(words, appearance.theme.text)}{self._reached()}"

    def _reached(self) -> str:
        """What the selected run has reached of that aim."""
        if self._now is None:
            return ""
        name, before, after = self._now
        text = self.tr("{name} on unseen tasks now: {after}.")
        if before:
            text = self.tr("{name} on unseen tasks now: {after}, before adaptation {before}.")
        return "<br>" + text.format(name=name, after=f"<b>{after}</b>", before=before)

    def _hint(self, url: QUrl) -> None:
        show_tip(QCursor.pos(), self._told(url), self.page)

    def _told(self, url: QUrl) -> str:
        """The meaning of a word, or the values now of the symbols in a formula."""
        text = url.toString()
        if not text.startswith(VALUES) or self._shown is None:
            return meaning(text)
        algorithm, dataset, config, _ = self._shown
        latex = algorithm.equations[int(text.removeprefix(VALUES))][1]
        found = [
            f"{f.symbol} = {_value(v)}  ({phrase(f.label).lower()})"
            for f, v in _symbols(algorithm, dataset, config)
            if mentions(latex, f.symbol)
        ]
        return "\n".join(found) or self.tr("None of its symbols is a setting.")

    def _follow(self, url: QUrl) -> None:
        if sentence := self._told(url):
            show_tip(QCursor.pos(), sentence, self.page)
        else:
            QDesktopServices.openUrl(url)

    def set_reached(self, metric: str, before: str, after: str) -> None:
        """The aim's own number, as the selected run was last validated; empty texts where it was not yet."""
        now = (metric, before, after) if after else None
        if now != self._now:
            self._now = now
            self.retheme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.retheme()  # formulas are as wide as the page at most

    def retheme(self) -> None:
        """Write the page, once it was ever looked at."""
        if self._shown is not None and self._painted:
            bar = self.page.verticalScrollBar().value()
            self.page.setHtml(self._html(*self._shown))
            self.page.verticalScrollBar().setValue(bar)

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
        badges = tuple(map(language.said, started.badges)) if started else ()
        if badges:
            chips = " ".join(
                f"<span style='background:{theme.mixed(theme.warning, 0.25)}'>&nbsp;{html.escape(b)}&nbsp;</span>" for b in badges
            )
            parts.append(f"<p>{chips}</p>")
        if started and started.note:
            parts.append(f"<p style='{small}'>{html.escape(language.said(started.note))}</p>")
        for i, (what, formula) in enumerate(algorithm.equations):
            parts.append(f"<p style='{small}; margin-bottom:2px'>{html.escape(what)}</p>")
            parts.append(f"<p style='margin-top:0'>{self._formula(formula, colour, f'{VALUES}{i}')}</p>")
        values = [
            f"<tr><td style='padding-right:10px'><b>{f.symbol}</b></td><td style='padding-right:10px'>{_value(value)}</td>"
            f"<td style='{small}'>{html.escape(phrase(f.label).lower())}</td></tr>"
            for f, value in _symbols(algorithm, dataset, config)
        ]
        parts.append(f"<table cellspacing='2'>{''.join(values)}</table>")
        parts.append(f"<p style='{head}'>{self.tr('WHAT TO SEE')}</p><p style='margin-top:0'>{linked(algorithm.watch_for, theme.text)}</p>")
        parts.append(f"<p style='{head}'>{self.tr('THE AIM')}</p><p style='margin-top:0'>{self._aim(algorithm, colour)}</p>")
        if algorithm.differs:
            items = "".join(f"<li>{html.escape(d)}</li>" for d in algorithm.differs)
            parts.append(f"<p style='{head}'>{self.tr('DIFFERS FROM THE PAPER')}</p><ul style='margin:0 0 0 -24px; {small}'>{items}</ul>")
        found = [p for p in algorithm.published if p.dataset == dataset.id]
        if found:
            rows = "".join(f"<tr><td>{_setting(p)}</td><td align='right'><b>{_score(p)}</b></td></tr>" for p in found)
            parts.append(f"<p style='{head}'>{self.tr('PUBLISHED')}</p><table cellspacing='3'>{rows}</table>")
        data = language.said(started.data) if started else f"{dataset.title}: {dataset.honest}"
        about = f"{html.escape(data)}<br>{html.escape(dataset.source)}"
        parts.append(f"<p style='{head}'>{self.tr('DATA')}</p><p style='margin-top:0; {small}'>{about}</p>")
        parts.append(f"<p style='{head}'>{self.tr('PAPER')}</p><p style='margin-top:0; {small}'>{html.escape(algorithm.paper)}</p>")
        return f"<div style='color:{theme.text}'>{''.join(parts)}</div>"


def _symbols(algorithm: AlgorithmSpec, dataset: DatasetSpec, config: RunConfig) -> list[tuple[Field, Value]]:
    """The settings that have a symbol, with their values."""
    common = [(f, getattr(config, f.name)) for f in fields_of(RunConfig)]
    own = [(f, config.hyper[f.name]) for f in algorithm.fields]
    return [(f, v) for f, v in (*common, *own) if f.symbol and not (dataset.task == "regression" and f.name == "way")]


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else html.escape(str(value))


def _setting(published: Published) -> str:
    return html.escape(language.said(published.setting))


def _score(published: Published) -> str:
    if published.metric == "accuracy":
        return f"{100 * published.value:.1f} %" + (f" ± {100 * published.ci95:.1f}" if published.ci95 is not None else "")
    return f"{published.value:g}"
