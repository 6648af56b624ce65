"""The words beside the picture: terms explained on hover, formulas in the colours of their curves, the aim of the field."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue, preset, unsuitable
from gui.explain import ExplainPanel
from gui.glossary import GLOSSARY, linked, meaning
from gui.theme import appearance

CATALOGUE = kept_catalogue()


def test_the_first_mention_of_a_term_is_a_link_and_text_is_never_markup() -> None:
    text = linked("The Query set, the query set and <b>5 queries</b>", "#000000")
    assert text.count("<a ") == 2 and "<b>" not in text and "&lt;b&gt;" in text
    assert meaning("term:query_set") == GLOSSARY["query set"] and meaning("https://example.org") == ""


@pytest.mark.parametrize("algorithm", CATALOGUE.algorithms, ids=lambda a: a.id)
def test_every_algorithm_is_explained_with_its_equations_values_and_aim(qtbot: QtBot, algorithm: object) -> None:
    panel = ExplainPanel()
    qtbot.addWidget(panel)
    dataset = next(d for d in CATALOGUE.datasets if not unsuitable(algorithm, d))  # type: ignore[arg-type]
    panel.show(algorithm, dataset, preset(algorithm, dataset), None)  # type: ignore[arg-type]
    text = panel.page.toPlainText()
    assert algorithm.paper in text and algorithm.watch_for in text  # type: ignore[attr-defined]
    assert ("Dsource" if algorithm.family == "transfer" else "E[ L(fθ(Dtrain), Dval) ]") in text  # type: ignore[attr-defined]
    assert all(what in text for what, _ in algorithm.equations)  # type: ignore[attr-defined]


def test_losses_in_a_formula_have_the_colours_of_their_curves(qtbot: QtBot) -> None:
    panel = ExplainPanel()
    qtbot.addWidget(panel)
    found = panel._coloured("∇ L<sub>S</sub> + L<sub>Q,i</sub>(θ)", "#123456")
    assert f"color:{appearance.theme.support_ink}'>L<sub>S</sub>" in found and "color:#123456'>L<sub>Q,i</sub>" in found
