"""Two languages: what stands on the screen is said again at once, nothing a person did is lost, and every phrase has its Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue
from engine.failures import StorageError, disk_sentence
from engine.settings import Rejected
from gui import translations
from gui.language import CHINESE, FOLDER, Language, language
from gui.phrases import HAN, Phrasebook, finished
from gui.plotting import PlotPanel
from gui.runs import Runs
from gui.widgets.run_details import ConfigPane
from gui.window import Window

TS = FOLDER / f"metascope_{CHINESE}.ts"


pytestmark = pytest.mark.usefixtures("english_again")


def texts(window: Window) -> set[tuple[str, str]]:
    """Everything a window says, and where."""
    found: set[tuple[str, str]] = set()
    for widget in window.findChildren(QWidget):
        if isinstance(widget.parent(), QTabBar):
            continue  # its arrows speak as Qt made them
        said = [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QMenu):
            said.append(widget.title())
        if isinstance(widget, QDockWidget):
            said.append(widget.windowTitle())
        if isinstance(widget, QLineEdit):
            said.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            said += [widget.itemText(i) for i in range(widget.count())]
        if isinstance(widget, PlotPanel):
            said += [widget.title_text, widget.x_title, widget.y_title]
        if isinstance(widget, QTextBrowser):
            said.append(widget.toPlainText())
        for action in widget.actions():
            said += [action.text(), action.toolTip()] if action.menu() is None else []  # a narrow menu bar has them twice
        found |= {(type(widget).__name__, text.replace("回车", "Return").replace("空格", "Space")) for text in said if text}
    return found


def made(tmp_path: Path, name: str) -> Window:
    """A window on a library of its own."""
    runs = Runs(kept_catalogue(), tmp_path / name, slots=1)
    return Window(runs, runs.catalogue, tmp_path)


def test_a_window_told_to_speak_chinese_says_what_one_built_in_chinese_says(qtbot: QtBot, tmp_path: Path) -> None:
    told = made(tmp_path, "told")
    english = texts(told)
    language.choose(CHINESE)
    built = made(tmp_path, "built")
    assert texts(told) ^ texts(built) == set()
    assert sum(bool(HAN.search(said)) for _, said in texts(told)) > 300
    language.choose("en")
    assert texts(told) ^ english == set()
    for window in (told, built):
        window.close()
        window.deleteLater()


def test_what_was_set_and_drawn_is_still_there_in_the_other_language(window: Window, qtbot: QtBot) -> None:
    window.show()
    rate = window.learn.form._editors["inner_lr"]
    assert rate._line is not None
    rate._line.setText("0.123")
    rate._typed("0.123")
    queries = window.learn.form._editors["queries"]
    assert queries._line is not None
    queries._line.setText("no number")
    queries._typed("no number")
    docks = [(dock.objectName(), window.learn.dockWidgetArea(dock), dock.isVisible()) for dock in window.learn.docks]
    language.choose(CHINESE)
    assert rate.value == 0.123 and rate._line.text() == "0.123"
    assert queries._line.text() == "no number" and "必须是" in queries.problem
    assert docks == [(dock.objectName(), window.learn.dockWidgetArea(dock), dock.isVisible()) for dock in window.learn.docks]
    assert window.learn.form._editors["inner_lr"] is rate


def test_the_button_in_the_corner_and_the_menu_change_the_language(window: Window, qtbot: QtBot) -> None:
    window.show()
    window.menu_corner.language.click()
    assert language.code == CHINESE and window.actions_list["start"].text() == "开始"
    window.actions_list["language_en"].trigger()
    assert language.code == "en" and window.actions_list["start"].text() == "Start"
    again = Language()
    again.start()
    assert again.code == "en" and QSettings().value("appearance/language") == "en"
    again.uninstall()


def test_sentences_of_the_engine_are_said_in_chinese_with_their_values(window: Window) -> None:
    language.choose(CHINESE)
    said = language.said(disk_sentence(PermissionError(13, "no"), "/tmp/数据 和 空格/runs.sqlite"))
    assert said == "没有写入 /tmp/数据 和 空格/runs.sqlite 的权限。"
    for error in (
        Rejected("All 40 outer steps (steps) are taken; raise their number to go on."),
        StorageError(disk_sentence(OSError(28, ""), "D:")),
    ):
        window.cards.show_card(str(error))
    assert window.cards.sentences() == ["全部 40 个外循环步 (steps) 都已走完；要继续，请增大步数。", "磁盘空间不足，无法写入 D:。"]
    where = "On 600 identical 5-way 1-shot tasks Prototypical Networks is better than MAML by 0.5 points "
    rest = "(95 % CI 0.2 to 0.8), in a third of the time. One seed: training luck is not measured."
    said = language.said(where + rest)
    assert said == (
        "在 600 个相同的 5-way 1-shot 任务上，原型网络优于MAML：0.5 个百分点（95 % 置信区间 0.2 至 0.8），用时为其三分之一。"
        "只有一个种子：训练的偶然性没有测量。"
    )


def test_a_text_nobody_knows_stays_as_it_is() -> None:
    language.choose(CHINESE)
    assert language.said("my own run 7") == "my own run 7"
    assert language.said("") == ""


def test_the_compiled_translation_is_that_of_its_source(tmp_path: Path) -> None:
    translations.compile_to(tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == TS.with_suffix(".qm").read_bytes(), "run python -m gui.translations"


def test_every_translation_has_the_holes_of_its_phrase() -> None:
    for context, source, translation in finished(TS):
        assert set(re.findall(r"\{(\w+)", source)) == set(re.findall(r"\{(\w+)", translation)), (context, source)
        assert source.count("%n") == translation.count("%n")


def test_the_phrasebook_finds_its_way_back(tmp_path: Path) -> None:
    book = Phrasebook(TS)
    for context, source, translation in finished(TS):
        if "{" not in source:
            assert book.translated(source, (context,)) == translation
    assert book.english("学习率", ("Catalogue",)) == "Rate"
    assert QCoreApplication.instance() is QApplication.instance()


def test_every_phrase_the_program_can_show_has_its_chinese(tmp_path: Path) -> None:
    fresh = tmp_path / TS.name
    fresh.write_bytes(TS.read_bytes())
    translations.collect(fresh)
    assert translations.unfinished(fresh) == [], "run python -m gui.translations and translate what it prints"
    kept, used = ({(context, source) for context, source, _ in finished(file)} for file in (TS, fresh))
    assert kept == used, "run python -m gui.translations: some phrases are used no longer"


def test_settings_of_a_run_and_reasons_of_a_menu_speak_chinese(window: Window) -> None:
    window.show()
    language.choose(CHINESE)
    pane = ConfigPane()
    pane.show_config(window.learn.form.config(), window.runs.catalogue)
    words = [pane.item(row, 0) for row in range(pane.rowCount())]
    assert all(item is not None and HAN.search(item.text()) and (not item.toolTip() or HAN.search(item.toolTip())) for item in words)
    assert language.said("one of these: one for all, by tensor and step").startswith("以下之一")
    reasons = [reason for _, reason in window.compare.terms.algorithms() if reason]
    assert reasons and all(HAN.search(reason) and "dataset" not in reason for reason in reasons)
