"""The language in force: the system's, or the one a person chose; changed while the window is open."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QSettings, QTranslator, Signal

from engine.protocol import AlgorithmSpec, Catalogue, DatasetSpec
from gui.phrases import HAN, Phrasebook

FOLDER = Path(__file__).parents[1] / "assets" / "translations"
CHINESE = "zh_CN"
CHOICES = ("system", "en", CHINESE)
NAMES = {"en": "English", CHINESE: "中文"}
"""Each language in its own words."""
Spec = AlgorithmSpec | DatasetSpec
SPOKEN = ("title", "summary", "stages", "watch_for", "differs", "equations", "honest", "source", "label", "doc")
"""Attributes of what the catalogue holds that people read."""


class Language(QObject):
    """Which language the program speaks. The engine speaks English; `said` puts its sentences into the language in force."""

    changed = Signal()
    """Another language is in force; whatever stands on the screen is said again before."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.code = "en"
        self.shown = "en"
        """The language of what stands on the screen."""
        self._installed: list[QTranslator] = []

    @cached_property
    def book(self) -> Phrasebook:
        """The phrases, read when they are first needed."""
        return Phrasebook(FOLDER / f"metascope_{CHINESE}.ts", without=("CommandLine",))

    def start(self) -> None:
        """Speak the language a person chose before, or else the system's."""
        self.choice = str(QSettings().value("appearance/language", "system"))
        self._install()
        self.shown = self.code

    def choose(self, choice: str) -> None:
        """Take 'system', 'en' or 'zh_CN' and remember it."""
        QSettings().setValue("appearance/language", choice)
        self.choice = choice
        before = self.code
        self._install()
        if before != self.code:
            self.changed.emit()

    def other(self) -> str:
        """The language that is not in force."""
        return "en" if self.code == CHINESE else CHINESE

    def said(self, text: str, near: tuple[str, ...] = ()) -> str:
        """An English text of the engine, its values among it, in the language in force."""
        return self.book.translated(text, near) if self.code == CHINESE else text

    def again(self, text: str, near: tuple[str, ...] = ()) -> str:
        """A text said in either language, in the one in force."""
        if self.code == CHINESE:
            return self.book.translated(text, near)
        return self.book.english(text, near) if HAN.search(text) else text

    def _install(self) -> None:
        self.code = self.choice if self.choice in NAMES else CHINESE if _system_is_chinese() else "en"
        QLocale.setDefault(QLocale(CHINESE if self.code == CHINESE else "en_US"))
        self.uninstall()
        application = QCoreApplication.instance()
        assert application is not None
        if self.code == CHINESE:
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for name, folder in (("qtbase", qt_folder), ("metascope", str(FOLDER))):  # the last one is asked first
                translator = QTranslator(self)
                if translator.load(f"{name}_{CHINESE}", folder):
                    application.installTranslator(translator)
                    self._installed.append(translator)

    def uninstall(self) -> None:
        """Take the translators out of the application."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()  # it holds the whole catalogue, and its parent lives as long as the program
        self._installed.clear()


def _system_is_chinese() -> bool:
    return QLocale.system().language() == QLocale.Language.Chinese


language = Language()
"""The one language of this process."""


def phrase(text: str) -> str:
    """A text of the catalogue in the language in force."""
    return QCoreApplication.translate("Catalogue", text) if text else text


class SpokenCatalogue:
    """The window's catalogue, whose words are put into the language in force where they stand: specs are held by many."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._own: tuple[Spec, ...] = (*catalogue.algorithms, *catalogue.datasets)
        self._english = copy.deepcopy(self._own)
        self.speak()

    def speak(self) -> None:
        """Say every word in the language in force."""
        for spec, english in zip(self._own, self._english, strict=True):
            for own, meant in zip((spec, *spec.fields), (english, *english.fields), strict=True):
                for name in set(SPOKEN) & {f.name for f in dataclasses.fields(meant)}:
                    object.__setattr__(own, name, _each(getattr(meant, name), phrase))


def catalogue_texts(catalogue: Catalogue) -> list[str]:
    """Every text of the catalogue that people read, in English."""
    found: list[str] = []
    specs: tuple[Spec, ...] = (*catalogue.algorithms, *catalogue.datasets)
    for spec in specs:
        for described in (spec, *spec.fields):
            for name in SPOKEN:
                _each(getattr(described, name, ""), lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
    return found


def _each(value: Any, say: Callable[[str], str]) -> Any:
    """A text, or texts within texts, said; formulas stay."""
    if isinstance(value, tuple):
        return tuple(_each(part, say) for part in value)
    return value if "\\" in value else say(value)
