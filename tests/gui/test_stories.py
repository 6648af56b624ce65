"""Stories in the window: every page of the eight, the answer that waits, people's own files, and everything back afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.cards import Card
from gui.stories import FOLDER, bundled
from gui.story import read_story
from gui.theme import appearance
from gui.window import Window

SOON = 30_000


@pytest.fixture
def shown(window: Window, qtbot: QtBot) -> Window:
    """A window whose runs wait for ever, so that nothing is trained."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    return window


def docks(window: Window) -> dict[str, bool]:
    return {dock.objectName(): dock.isHidden() for place in window.places.values() for dock in place.docks}


def test_page_down_goes_through_all_eight_stories_and_nothing_is_refused(shown: Window, qtbot: QtBot) -> None:
    stories, panel, before = shown.desk.stories, shown.desk.panel, docks(shown)
    stories.open(stories.list()[0][0])
    seen = [(stories.file, 0)]
    while True:
        where = stories.file, stories.index
        waits = panel.question.waiting
        qtbot.keyClick(shown, Qt.Key.Key_PageDown)
        if waits:  # belief first, then the answer, then the next page
            assert not panel.question.waiting and (stories.file, stories.index) == where
        elif (stories.file, stories.index) == where:
            break
        else:
            seen.append((stories.file, stories.index))
    pages = [(path, i) for path in bundled("en") for i in range(len(read_story(path, shown.runs.catalogue).pages))]
    assert seen == pages and len({path for path, _ in pages}) == 8
    assert shown.cards.sentences() == []
    qtbot.keyClick(shown, Qt.Key.Key_PageUp)
    assert stories.index == len(stories.story.pages) - 2  # type: ignore[union-attr]
    shown.actions_list["story_close"].trigger()
    assert docks(shown) == before and panel.isHidden() and not shown.desk.scenes.rings
    assert not shown.actions_list["story_forth"].isEnabled()


def test_the_answer_waits_and_stands_beside_what_one_believed(shown: Window, qtbot: QtBot) -> None:
    shown.desk.stories.open(bundled("en")[0])
    question = shown.desk.panel.question
    assert question.answer.isHidden() and not question.question.isHidden()
    qtbot.mouseClick(question.choices[1], Qt.MouseButton.LeftButton)
    assert question.believed == 1 and question.answer.isHidden()
    qtbot.mouseClick(question.show_button, Qt.MouseButton.LeftButton)
    assert question.answer.isVisible() and question.verdict.text() == "You believed otherwise."
    assert question.choices[0].text().startswith("✓")
    shown.desk.stories.forth()
    shown.desk.stories.back()
    assert question.answer.isHidden()  # the next audience believes first, too


def test_a_page_hides_docks_shows_its_place_and_rings_what_it_speaks_of(shown: Window) -> None:
    shown.desk.stories.open(bundled("en")[7])
    assert shown.try_place.isVisible() and len(shown.desk.scenes.rings) == 1
    ring = shown.desk.scenes.rings[0]
    assert ring.isVisible() and ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert ring.size() == ring.target.size()
    shown.desk.stories.open(bundled("en")[0])
    assert shown.learn.isVisible() and docks(shown)["setup"] and not docks(shown)["adaptation"]


def test_both_languages_tell_of_the_same_runs_and_set_the_same_scenes() -> None:
    from engine.catalogue import kept_catalogue

    specs = kept_catalogue()
    for english in bundled("en"):
        chinese = FOLDER / "zh_CN" / english.name
        a, b = read_story(english, specs), read_story(chinese, specs)
        assert (a.runs, a.examples, a.hidden) == (b.runs, b.examples, b.hidden), english.name
        assert [p.scene for p in a.pages] == [p.scene for p in b.pages], english.name
        for one, other in zip(a.pages, b.pages, strict=True):
            assert (one.ask is None) == (other.ask is None)
            if one.ask is not None and other.ask is not None:
                assert (len(one.ask.choices), one.ask.right) == (len(other.ask.choices), other.ask.right)


def test_what_is_on_screen_becomes_a_page_of_a_file_that_sets_it_again(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    shown.learn.form.show_config(shown.learn.form.config().having("seed", 5))
    shown.learn.start()
    shown.learn.show_task(3)
    shown.learn.curves.set_log(True)
    shown.lecture.hide_from_audience(("learn/setup", "field/inner_lr"))
    desk, path = shown.desk, tmp_path / "meine Stunde 元学习.md"
    for _ in range(2):
        desk.stories.save(path, desk.captured())
        qtbot.waitUntil(lambda: not desk.stories.busy, timeout=SOON)
    story = read_story(path, shown.runs.catalogue)
    assert len(story.pages) == 2 and list(story.runs) == ["maml"] and story.runs["maml"].seed == 5
    assert story.hidden == ("learn/setup", "field/inner_lr")
    scene = story.pages[1].scene
    assert (scene.place, scene.run, scene.task, scene.log_loss) == ("learn", "maml", 3, True)
    assert desk.stories.file == path and desk.stories.index == 1
    assert len(shown.runs.histories) == 1  # the run on screen is the story's: none was begun


def test_a_damaged_file_is_one_quiet_sentence_and_the_story_stays(shown: Window, qtbot: QtBot, tmp_path: Path) -> None:
    stories = shown.desk.stories
    stories.open(bundled("en")[0])
    path = tmp_path / "bad.md"
    path.write_text("+++\nkind = 3\n+++\n", encoding="utf-8")
    assert not stories.open(path)
    qtbot.waitUntil(lambda: not stories.busy, timeout=SOON)
    assert shown.cards.sentences() == ["bad.md, head: kind must be 'metascope-story'; it was 3."]
    assert stories.file == bundled("en")[0]


def test_a_lecture_leaves_out_what_the_lecturer_unticked_and_brings_it_back(shown: Window, qtbot: QtBot) -> None:
    shown.actions_list["audience"].trigger()
    dialog = shown.desk.audience
    assert dialog is not None
    items = dialog.items()
    assert items["learn/setup"].checkState(0) == Qt.CheckState.Unchecked
    items["learn/setup"].setCheckState(0, Qt.CheckState.Checked)
    items["learn/explain"].setCheckState(0, Qt.CheckState.Unchecked)
    items["field/meta_batch"].setCheckState(0, Qt.CheckState.Unchecked)
    dialog.close()
    before = docks(shown)
    qtbot.keyClick(shown, Qt.Key.Key_F5)
    during = docks(shown)
    assert not during["setup"] and during["explain"]
    editors = shown.learn.form._editors
    assert editors["meta_batch"].isHidden() and not editors["seed"].isHidden()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert docks(shown) == before and not editors["meta_batch"].isHidden()


def test_turning_pages_in_a_lecture_shows_nothing_the_audience_should_not_see(shown: Window, qtbot: QtBot) -> None:
    shown.desk.stories.open(bundled("en")[0])  # the page itself put the set-up away
    qtbot.keyClick(shown, Qt.Key.Key_F5)
    shown.desk.stories.open(bundled("en")[1], 2)
    shown.desk.stories.open(bundled("en")[5])
    assert docks(shown)["setup"] and docks(shown)["runs"]
    qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_zoom_within_a_lecture_is_not_remembered(shown: Window, qtbot: QtBot) -> None:
    zoom = appearance.zoom
    qtbot.keyClick(shown, Qt.Key.Key_F5)
    shown.actions_list["zoom_in"].trigger()
    assert appearance.zoom == pytest.approx(1.5 * zoom + 0.125)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert appearance.zoom == zoom


def test_one_dock_fills_the_screen_and_everything_comes_back(shown: Window, qtbot: QtBot) -> None:
    before, layout = docks(shown), shown.learn.saveState()
    inside = next(dock for dock in shown.learn.docks if dock.objectName() == "inside")
    shown.fill.enter(shown.learn, inside)
    qtbot.waitUntil(shown.isFullScreen)
    assert [name for name, hidden in docks(shown).items() if not hidden and name in ("inside", "adaptation", "setup", "explain")] == [
        "inside"
    ]
    assert not shown.rail.isVisible() and not shown.desk.panel.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.isFullScreen())
    assert docks(shown) == before and shown.learn.saveState() == layout and shown.rail.isVisible()


def test_the_first_minute_ends_with_one_quiet_card_of_two_actions(shown: Window, qtbot: QtBot) -> None:
    shown.desk._tell()
    shown.desk._tell()
    (sentence,) = shown.cards.sentences()
    assert "Eight short stories" in sentence and "folder of pictures" in sentence
    buttons = {button.text(): button for button in shown.cards.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Draw in Try"], Qt.MouseButton.LeftButton)
    assert shown.try_place.isVisible() and not shown.cards.sentences()
    shown.desk._tell()
    buttons = {button.text(): button for button in shown.cards.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Begin the first story"], Qt.MouseButton.LeftButton)
    assert shown.desk.stories.file == bundled("en")[0]
    shown.cards.dismiss(shown.cards.findChild(Card))
    shown.desk._tell()
    assert not shown.cards.sentences()  # whoever reads a story knows of them


def test_turning_pages_leaves_every_dock_as_wide_as_it_was(shown: Window, qtbot: QtBot) -> None:
    def widths() -> list[int]:
        return [dock.width() for dock in shown.learn.docks if dock.isVisible()]

    before = widths()
    shown.desk.stories.open(bundled("en")[1], 1)
    explain = next(dock for dock in shown.learn.docks if dock.objectName() == "explain")
    adaptation = next(dock for dock in shown.learn.docks if dock.objectName() == "adaptation")
    qtbot.waitUntil(lambda: explain.isVisible() and abs(explain.width() - adaptation.width()) <= 60)  # neither takes all of it
    shown.desk.stories.forth()
    shown.desk.stories.close()
    qtbot.waitUntil(lambda: widths() == before)


def test_runs_of_a_story_that_is_left_do_not_keep_the_cores(shown: Window) -> None:
    stories, runs = shown.desk.stories, shown.runs
    stories.open(bundled("en")[1], 2)
    (run,) = runs.histories
    assert runs.histories[run].state == "waiting"
    stories.open(bundled("en")[1], 1)
    assert runs.histories[run].state == "waiting"  # the same run, wanted by this page too
    stories.open(bundled("en")[2])
    assert runs.histories[run].state == "stopped"
