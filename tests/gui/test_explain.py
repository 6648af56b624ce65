"""The words beside the picture: terms explained on hover, formulas in the colours of their curves, the aim of the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue, preset, unsuitable
from engine.protocol import AlgorithmSpec, At, Started
from gui.explain import ExplainPanel
from gui.formula import coloured, drawn, mentions
from gui.glossary import GLOSSARY, linked, meaning
from gui.language import CHINESE, language

CATALOGUE = kept_catalogue()


@pytest.fixture
def panel(qtbot: QtBot) -> ExplainPanel:
    """A panel that is looked at: it writes nothing before."""
    shown = ExplainPanel()
    qtbot.addWidget(shown)
    shown.setVisible(True)
    qtbot.waitUntil(lambda: shown._painted)
    return shown


def test_the_first_mention_of_a_term_is_a_link_and_text_is_never_markup() -> None:
    text = linked("The Query set, the query set and <b>5 queries</b>", "#000000")
    assert text.count("<a ") == 2 and "<b>" not in text and "&lt;b&gt;" in text
    assert meaning("term:query_set") == GLOSSARY["query set"] and meaning("https://example.org") == ""


@pytest.mark.parametrize("algorithm", CATALOGUE.algorithms, ids=lambda a: a.id)
def test_every_algorithm_is_explained_with_its_equations_values_and_aim(panel: ExplainPanel, algorithm: object) -> None:
    dataset = next(d for d in CATALOGUE.datasets if not unsuitable(algorithm, d))  # type: ignore[arg-type]
    panel.show(algorithm, dataset, preset(algorithm, dataset), None)  # type: ignore[arg-type]
    text = panel.page.toPlainText()
    assert algorithm.paper in text and algorithm.watch_for in text  # type: ignore[attr-defined]
    aim = "the start for a few new ones" if algorithm.family == "transfer" else "a small loss on the query set"  # type: ignore[attr-defined]
    assert aim in text
    assert all(what in text for what, _ in algorithm.equations)  # type: ignore[attr-defined]


@pytest.mark.parametrize("algorithm", CATALOGUE.algorithms, ids=lambda a: a.id)
def test_every_formula_can_be_drawn_and_is_no_wider_than_asked(qtbot: QtBot, algorithm: AlgorithmSpec) -> None:
    for _, latex in algorithm.equations:
        picture = drawn(coloured(latex, "#AA0000", "#00AA00"), 18, "#102030", 220, 2.0)
        assert 0 < picture.deviceIndependentSize().width() <= 220.5
        assert inks(picture), latex


def test_losses_in_a_formula_have_the_colours_of_their_curves(qtbot: QtBot) -> None:
    picture = drawn(coloured(r"\nabla L_S + L_{Q,i}(\theta) + L_Q", "#AA0000", "#00AA00"), 18, "#000000", 900, 1.0)
    assert {"#aa0000", "#00aa00", "#000000"} <= inks(picture)
    assert "aa0000" not in coloured(r"L_{source} + L_{Qx}", "#aa0000", "#00aa00")


def test_symbols_are_found_in_formulas_and_not_in_their_words() -> None:
    assert mentions(r"\theta - \beta \nabla_\theta \frac{1}{B}\sum_i L_{Q,i}", "β")
    assert mentions(r"\frac{1}{B}\sum_i", "B") and not mentions(r"\frac{1}{B}\sum_i", "K")
    assert not mentions(r"\mathrm{LSTM}(x)", "L") and not mentions(r"\alpha_t", "a")


def test_hovering_a_formula_tells_the_values_of_its_symbols(panel: ExplainPanel) -> None:
    maml = next(a for a in CATALOGUE.algorithms if a.id == "maml")
    glyphs = next(d for d in CATALOGUE.datasets if d.id == "glyphs")
    panel.show(maml, glyphs, preset(maml, glyphs), None)
    assert "α = 0.4" in panel._told(QUrl("values:0")) and "B = 16" in panel._told(QUrl("values:1"))
    assert "β" not in panel._told(QUrl("values:0"))


def test_the_aim_says_what_the_run_has_reached_of_it(panel: ExplainPanel) -> None:
    maml = next(a for a in CATALOGUE.algorithms if a.id == "maml")
    glyphs = next(d for d in CATALOGUE.datasets if d.id == "glyphs")
    panel.show(maml, glyphs, preset(maml, glyphs), None)
    panel.set_reached("accuracy", "20.1 %", "87.5 ± 2.0 %")
    assert "accuracy on unseen tasks now: 87.5 ± 2.0 %, before adaptation 20.1 %." in panel.page.toPlainText()
    panel.set_reached("accuracy", "", "")
    assert "unseen tasks now" not in panel.page.toPlainText()


def test_what_the_run_said_when_it_began_is_told_in_the_language_of_the_window(panel: ExplainPanel) -> None:
    maml = next(a for a in CATALOGUE.algorithms if a.id == "maml")
    glyphs = next(d for d in CATALOGUE.datasets if d.id == "glyphs")
    config = preset(maml, glyphs)
    note = "Mixed precision: rounding moves the first outer gradient by 23% of its length; other tasks move it by 130%."
    panel.show(maml, glyphs, config, Started("r", config, At(), "cpu", 1, "accuracy", 0.2, "", (), note=note))
    assert note in panel.page.toPlainText()
    language.choose(CHINESE)
    try:
        panel.retheme()
        assert "混合精度" in panel.page.toPlainText() and "23%" in panel.page.toPlainText() and note not in panel.page.toPlainText()
    finally:
        language.choose("en")


def inks(picture: QImage) -> set[str]:
    """The colours of the fully inked pixels."""
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {colour.name() for colour in pixels if colour.alpha() == 255}
