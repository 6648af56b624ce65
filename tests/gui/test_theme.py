"""Colours can be told apart and read, in light and dark, and follow a person's choice at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue
from gui.theme import DARK, FAMILY_GLYPHS, FAMILY_MARKERS, LIGHT, Theme, appearance


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_reads_on_every_ground_it_stands_on(theme: Theme) -> None:
    for ground in (theme.window, theme.panel, theme.raised, theme.support, theme.query):
        assert contrast(theme.text, ground) >= 7
    for ink in (theme.muted, theme.error, theme.warning, theme.good):
        assert contrast(ink, theme.panel) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_algorithm_has_a_colour_of_its_own_that_shows_on_the_panel(theme: Theme) -> None:
    ids = [a.id for a in kept_catalogue().algorithms]
    colours = {theme.algorithm(name) for name in ids}
    assert len(colours) == len(ids) and theme.text not in colours
    assert all(contrast(colour, theme.panel) >= 3 for colour in colours)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_several_runs_of_one_algorithm_keep_the_hue_and_differ(theme: Theme) -> None:
    shades = [theme.run("reptile", ordinal) for ordinal in range(6)]
    assert len(set(shades)) == 6
    hues = [QColor(shade).hslHueF() for shade in shades]
    assert max(hues) - min(hues) < 0.02


def test_every_family_has_a_marker_so_that_colour_is_never_alone() -> None:
    families = {a.family for a in kept_catalogue().algorithms}
    assert families <= set(FAMILY_GLYPHS) and families <= set(FAMILY_MARKERS)


def test_a_chosen_theme_and_zoom_take_hold_at_once_and_are_remembered(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(appearance.changed):
        appearance.choose("dark")
    assert appearance.theme is DARK and qapp.palette().window().color().name().upper() == DARK.window
    base = qapp.font().pixelSize()
    appearance.set_zoom(1.5)
    assert qapp.font().pixelSize() == round(1.5 * base)
    appearance.choice, appearance.zoom = "light", 1.0
    appearance.start(qapp)
    assert (appearance.choice, appearance.zoom) == ("dark", 1.5)
    appearance.choose("system")
    appearance.set_zoom(1.0)
