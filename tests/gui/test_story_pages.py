"""Every page of every story on the examples that come with the program: what it speaks of is reached, seen and not empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue
from engine.examples import DEMOS
from gui.plotting import PlotPanel
from gui.runs import Runs
from gui.scenes import EXAMPLE, TASK_READINGS
from gui.stories import bundled
from gui.story import Scene, Story, read_story
from gui.window import Window

SOON = 200_000
SPECS = kept_catalogue()
pytestmark = pytest.mark.slow
STORIES = [(path, read_story(path, SPECS)) for path in bundled("en")]
PAGES = [(path, story, index) for path, story in STORIES for index in range(len(story.pages))]


@pytest.fixture(scope="module")
def opened(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for all pages, as a reader of all stories has it."""
    folder = tmp_path_factory.mktemp("stories")
    runs = Runs(SPECS, folder / "library", examples=DEMOS)
    window = Window(runs, SPECS, folder)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QSettings().clear()


def kept(story: Story, name: str) -> bool:
    """Whether the program brings this run along."""
    config = story.runs[name]
    return name in story.examples and (DEMOS / "checkpoints" / f"{config.algorithm}-{config.dataset}{EXAMPLE}.safetensors").exists()


def learns_first(story: Story, scene: Scene) -> bool:
    """Whether runs of the page must be trained, for minutes, before all of it can be shown."""
    named = [name for name in (scene.run, *scene.beside) if name]
    return not scene.slow and any(not kept(story, name) and story.runs[name].steps > 1 for name in named)


@pytest.mark.parametrize(("path", "story", "index"), PAGES, ids=[f"{path.stem}-{index + 1}" for path, _, index in PAGES])
def test_a_page_is_reached_and_shows_what_it_speaks_of(opened: Window, qtbot: QtBot, path: Path, story: Story, index: int) -> None:
    scene, scenes = story.pages[index].scene, opened.desk.scenes
    before = opened.cards.sentences()
    assert opened.desk.stories.open(path, index)
    said = opened.desk.panel.state

    def reached() -> None:
        states = {run: (history.state, history.at.step) for run, history in opened.runs.histories.items()}
        assert not scenes.waiting or (learns_first(story, scene) and said.text()), f"{said.text()} {states}"

    qtbot.waitUntil(reached, timeout=SOON)
    assert bool(said.text()) == scenes.waiting
    assert opened.cards.sentences() == before
    qtbot.waitUntil(lambda: check_rings(opened, scene), timeout=5000)
    {"learn": check_learn, "compare": check_compare, "try": check_try}[scene.place](opened, qtbot, story, scene)


def check_rings(window: Window, scene: Scene) -> None:
    """What is to be looked at is lit, and large enough to be looked at."""
    assert len(window.desk.scenes.rings) == len(scene.highlight)
    for ring in window.desk.scenes.rings:
        assert ring.isVisible() and ring.size() == ring.target.size() and window.rect().contains(ring.geometry())
        assert ring.width() >= 240 and (ring.height() >= 160 or not isinstance(ring.target, QDockWidget))


def check_learn(window: Window, qtbot: QtBot, story: Story, scene: Scene) -> None:
    learn = window.learn
    assert learn.isVisible()
    shown = {dock.objectName() for dock in learn.docks if dock.isVisible()}
    assert not shown & set(scene.hide)
    history = window.runs.histories[window.runs.current or ""]
    assert history.config.algorithm == story.runs[scene.run].algorithm
    if "inside" in shown and scene.inside:
        view = learn.inside.shown()
        assert type(view).__name__ == f"{scene.inside}View" and view.isVisible()
        panel = view.panel
        assert isinstance(panel, PlotPanel)
        if scene.inside != "Presentation":  # which has nothing before the first validation
            qtbot.waitUntil(lambda: not panel._empty.isVisible(), timeout=SOON)
    if "adaptation" in shown:
        qtbot.waitUntil(lambda: any(history.reading(kind) is not None for kind in TASK_READINGS), timeout=SOON)


def check_compare(window: Window, qtbot: QtBot, story: Story, scene: Scene) -> None:
    compare = window.compare
    assert compare.isVisible()
    if learns_first(story, scene):
        return
    methods = sorted(story.runs[name].algorithm for name in {scene.run, *scene.beside})
    assert sorted(entry.histories[0].config.algorithm for entry in compare.contest.entries()) == methods
    if "same_task" not in scene.hide:
        tiles = compare.same.tiles.values()
        assert len(tiles) == len(methods)
        qtbot.waitUntil(lambda: all(tile.view.newest(tile.view.kind) is not None for tile in tiles), timeout=SOON)
    if scene.test:
        qtbot.waitUntil(compare.tested, timeout=SOON)
        qtbot.waitUntil(lambda: bool(compare.header.sentence.text()), timeout=SOON)


def check_try(window: Window, qtbot: QtBot, story: Story, scene: Scene) -> None:
    place = window.try_place
    assert place.isVisible()
    if learns_first(story, scene):
        return
    names = {scene.run, *scene.beside}
    qtbot.waitUntil(lambda: len(place._held) == len(names), timeout=SOON)
    if scene.tab == "draw":
        qtbot.waitUntil(lambda: all(row.answer is not None for row in place.list.rows.values()), timeout=SOON)
    elif scene.tab == "points":
        qtbot.waitUntil(lambda: len(place.points._answers) == len(names), timeout=SOON)
