"""No label, button or field is clipped: every place, in both languages, as it is and at one and a half times the size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from room import cramped

from engine.catalogue import configured
from engine.protocol import At, Scalar, Started, StateChanged
from gui.language import CHINESE, language
from gui.stories import bundled
from gui.theme import appearance
from gui.window import Window


@pytest.fixture(autouse=True)
def as_before(english_again: None) -> Iterator[None]:
    yield
    appearance.set_zoom(1.0)


def show_two_runs(window: Window, qtbot: QtBot, width: int, height: int) -> None:
    """A window of this size, and in it two methods that say they train, selected and compared."""
    window.resize(width, height)
    with qtbot.waitExposed(window):
        window.show()
    runs = window.runs
    runs.slots = 0
    began = []
    for algorithm in ("maml", "prototypical"):
        run = runs.start(configured(runs.catalogue, algorithm, "glyphs", {}))
        config = runs.histories[run].info.config
        events = [
            Started(run, config, At(), "cpu", 100, "accuracy", 0.2, "Glyphs", ("transductive",)),
            StateChanged(run, "running"),
            *(Scalar(run, At(step, 16 * step, 400 * step, 1.0 * step), {"query_loss_after": 1.5 - 0.01 * step}) for step in range(1, 30)),
        ]
        runs.mailbox.put(None, events)
        began.append(run)
    runs.select(began[0])
    window.compare.contest.include(began)
    qtbot.waitUntil(lambda: all(h.state == "running" for h in runs.histories.values()))


def every_tab(window: Window) -> Iterator[None]:
    """The place as it is, then with each of its tabs in front."""
    settle()
    yield
    for bar in window.findChildren(QTabBar):
        for i in range(1, bar.count()) if bar.isVisible() else ():
            bar.setCurrentIndex(i)
            settle()
            yield
        bar.setCurrentIndex(0)


def settle() -> None:
    """A wrapped row tells its height only once it has a width."""
    for _ in range(3):
        QApplication.processEvents()


def test_nothing_is_clipped_in_any_place_in_either_language_at_either_size(window: Window, qtbot: QtBot) -> None:
    show_two_runs(window, qtbot, 1280, 800)
    window.learn.form._more.click()
    clipped = []
    for code in ("en", CHINESE):
        language.choose(code)
        for zoom in (1.0, 1.5):
            appearance.set_zoom(zoom)
            for place in window.places:
                window.show_place(place)
                for _ in every_tab(window):
                    clipped += [f"{code} {zoom} {place}: {told}" for told in cramped(window)]
    assert not clipped, "\n".join(sorted(set(clipped)))


def test_beside_a_story_in_a_small_window_no_panel_covers_another(window: Window, qtbot: QtBot) -> None:
    show_two_runs(window, qtbot, 1024, 640)
    covered = []
    for code in ("en", CHINESE):
        language.choose(code)
        window.desk.stories.open(bundled(code)[0])
        for tile in window.compare.same.tiles.values():
            tile.view.steps_available.emit(10, 5)
        for place in window.places:
            window.show_place(place)
            for _ in every_tab(window):
                page = window.places[place]
                shown = [w for w in (*page.docks, page.centralWidget()) if w.isVisible() and not w.visibleRegion().isEmpty()]
                places = [(w, QRect(w.mapTo(window, QPoint()), w.size())) for w in shown]
                for j, (a, one) in enumerate(places):
                    covered += [
                        f"{code} {place}: {a.objectName()} and {b.objectName()}" for b, other in places[:j] if one.intersects(other)
                    ]
    assert not covered, "\n".join(sorted(set(covered)))


def test_a_label_and_a_button_without_room_are_noticed(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    label, button = QLabel("a rather long label"), QPushButton("a rather long button")
    row.addWidget(label)
    row.addWidget(button)
    whole.show()
    assert not cramped(whole)
    label.setFixedWidth(20)
    button.setFixedWidth(20)
    QApplication.processEvents()
    assert len(cramped(whole)) == 2
