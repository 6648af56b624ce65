"""The inside as tabs: views are made when first seen, and know what was said before; what a method lacks is offered elsewhere."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from test_insides import memory

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, Read, Started
from engine.toy import METHODS
from gui.inside import Inside
from gui.views.adaptation import AdaptationView
from gui.views.memory import MemoryView
from gui.views.movement import MovementView
from gui.window import Window

CATALOGUE = kept_catalogue()


def tabs(inside: Inside) -> list[str]:
    return [inside.tabs.tabText(i) for i in range(inside.tabs.count()) if inside.tabs.isTabVisible(i)]


def suited(inside: Inside, algorithm: str, dataset: str) -> list[str]:
    inside.suit(next(a for a in CATALOGUE.algorithms if a.id == algorithm), next(d for d in CATALOGUE.datasets if d.id == dataset))
    return tabs(inside)


@pytest.fixture
def inside(qtbot: QtBot) -> Inside:
    found = Inside(CATALOGUE)
    qtbot.addWidget(found)
    return found


def test_a_view_is_made_when_it_is_first_seen(inside: Inside, qtbot: QtBot) -> None:
    made: list[object] = []
    inside.made.connect(made.append)
    suited(inside, "maml", "glyphs")
    inside.show()
    assert [type(view) for view in made] == [AdaptationView]  # the one in front, and no other
    inside.show_view("Movement")
    assert type(made[-1]) is MovementView and inside.shown() is made[-1]
    qtbot.waitUntil(made[-1].isVisible)
    inside.show_view("Adaptation")
    inside.show_view("Movement")
    assert len(made) == 2  # once each


def test_a_view_made_late_draws_what_was_said_before(window: Window, qtbot: QtBot) -> None:
    runs = window.runs
    runs.slots = 0
    window.show()
    run = runs.start(configured(CATALOGUE, "mann", "glyphs", {}))
    window.learn.choose(run)
    config, reading = runs.histories[run].config, memory()
    runs.mailbox.put(None, [Started(run, config, At(5), "cpu", 100, "accuracy", 0.2, "Glyphs", ()), Read(run, At(5), reading)])
    qtbot.waitUntil(lambda: runs.histories[run].past.newest("Memory") is not None)
    inside = window.learn.inside
    place = next(place for _, place, _ in inside.parts if place.kind is MemoryView)
    inside.show_view("Memory")
    view = place.view
    assert isinstance(view, MemoryView) and view in window.learn.views
    qtbot.waitUntil(lambda: not view.dirty)
    assert view.newest(type(reading)) is reading and view.place.maximum() == len(reading.labels) - 1
    # and what is said from now on
    runs.mailbox.put(None, [Read(run, At(6), memory(length=7))])
    qtbot.waitUntil(lambda: view.place.maximum() == 6)


@pytest.mark.parametrize(
    ("algorithm", "dataset", "has", "lacks"),
    [
        ("maml", "glyphs", {"Loss by step", "Path", "Toy problem", "Step sizes", "Layers", "Embedding"}, {"Memory", "Fast weights"}),
        ("maml", "sinusoid", {"Loss by step", "Path"}, {"Embedding"}),
        ("prototypical", "glyphs", {"Embedding"}, {"Loss by step", "Path", "Toy problem"}),
        ("mann", "glyphs", {"Memory", "Presentations", "Embedding"}, {"Loss by step", "Attention"}),
        ("metanet", "glyphs", {"Fast weights", "Embedding"}, {"Memory"}),
    ],
)
def test_a_method_has_the_tabs_of_what_it_has_inside(inside: Inside, algorithm: str, dataset: str, has: set[str], lacks: set[str]) -> None:
    found = suited(inside, algorithm, dataset)
    assert has <= set(found) and not lacks & set(found)
    assert inside.currentWidget() is inside.tabs
    assert ("Toy problem" in found) == (algorithm in METHODS)


def test_a_method_without_an_inside_offers_more(inside: Inside, qtbot: QtBot) -> None:
    inside.show()
    assert suited(inside, "cnp", "sinusoid") == [] and inside.currentWidget() is not inside.tabs
    more = inside._elsewhere[1]
    assert more.isVisible()
    offered = [action.text() for action in more.menu().actions()]
    assert "Path: MAML" in offered and not any("MANN" in text or "Embedding" in text for text in offered)  # of sinusoids only
    chosen: list[str] = []
    inside.chosen.connect(chosen.append)
    next(action for action in more.menu().actions() if action.text() == "Path: MAML").trigger()
    assert chosen == ["maml"]
    assert suited(inside, "maml", "sinusoid") and inside.currentWidget() is inside.tabs
    assert isinstance(inside.shown(), AdaptationView)


def test_a_tab_that_vanishes_hands_on_to_the_first_that_is_there(inside: Inside, qtbot: QtBot) -> None:
    suited(inside, "maml", "glyphs")
    inside.show()
    inside.show_view("Path")
    suited(inside, "mann", "glyphs")
    assert isinstance(inside.shown(), MemoryView)  # what tells most, not the nearest
    qtbot.waitUntil(inside.shown().isVisible)
    suited(inside, "prototypical", "glyphs")
    suited(inside, "matching_networks", "glyphs")
    assert inside.tabs.tabText(inside.tabs.currentIndex()) == "Embedding"  # one that both have stays


def test_tabs_that_go_leave_those_that_stay_in_sight(inside: Inside, qtbot: QtBot) -> None:
    inside.resize(300, 240)
    inside.show()
    bar = inside.tabs.tabBar()
    suited(inside, "reptile", "glyphs")
    inside.show_view("Embedding")
    qtbot.waitUntil(lambda: bar.tabRect(0).left() < 0)  # there is no room for all: the bar was scrolled
    suited(inside, "prototypical", "glyphs")
    assert tabs(inside) == ["Embedding"]
    qtbot.waitUntil(lambda: bar.tabRect(inside.tabs.currentIndex()).left() == 0)
