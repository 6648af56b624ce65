"""The stories: which one is open, on which page; the bundled eight in the language in force, and those of people's own."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from engine.atomic_write import write_text
from engine.protocol import Catalogue
from engine.settings import Rejected
from gui.background_jobs import BackgroundJobs
from gui.capture import presets
from gui.cards import Cards
from gui.plain import menu_text, one_line
from gui.scenes import Scenes
from gui.story import Story, read_story, written
from gui.widgets.story_panel import StoryPanel

FOLDER = Path(__file__).parents[1] / "assets" / "stories"
ENGLISH = "en"
WEB = ("http", "https")
KEEPERS = (".md", ".markdown", ".txt")


def language() -> str:
    """The folder of the language in force."""
    return "zh_CN" if QLocale().language() == QLocale.Language.Chinese else ENGLISH


def bundled(code: str, folder: Path = FOLDER) -> list[Path]:
    """The stories of the program in order, in a language where there is one, else in English."""
    return [own if (own := folder / code / path.name).exists() else path for path in sorted((folder / ENGLISH).glob("*.md"))]


def is_bundled(path: Path) -> bool:
    """Whether a story is one of the program's own."""
    return path.parent.parent == FOLDER


class Stories(QObject):
    """Opens stories and turns their pages. `hidden_changed` tells what the audience of the open story does not see."""

    hidden_changed = Signal(object)
    opened = Signal(bool)

    def __init__(self, panel: StoryPanel, scenes: Scenes, cards: Cards, specs: Catalogue) -> None:
        super().__init__(panel)
        self.panel, self.scenes = panel, scenes
        self._cards, self._specs = cards, specs
        self.story: Story | None = None
        self.file: Path | None = None
        self.index = 0
        self._jobs = BackgroundJobs(cards, self)
        panel.back.connect(self.back)
        panel.forth.connect(self.forth)
        panel.again.connect(self.set_again)
        panel.closed.connect(self.close)
        panel.link_asked.connect(self._ask_link)
        self.opened.connect(lambda _: panel.forget_pictures())
        scenes.told.connect(panel.say)
        panel.hide()

    # -- what is there
    def list(self) -> list[tuple[Path, str]]:
        """The bundled stories: file and title; one that cannot be read is left out, and the log says why."""
        found = []
        for path in bundled(language()):
            try:
                found.append((path, read_story(path, self._specs).title))
            except (Rejected, RuntimeError) as error:
                logging.getLogger(__name__).error("%s", error)
        return found

    def fill(self, menu: QMenu) -> None:
        """The bundled stories as entries of a menu."""
        menu.clear()
        for number, (path, title) in enumerate(self.list(), 1):
            action = menu.addAction(self.tr("{number}  {title}").format(number=number, title=menu_text(title)), partial(self.open, path))
            action.setCheckable(True)
            action.setChecked(path == self.file)

    # -- opening and closing
    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._jobs.busy

    def open(self, path: Path, index: int = 0) -> bool:
        """Open a story at a page; one sentence on a card says what is wrong with a file, and nothing changes.

        A file that is not the program's own is read on a thread. Returns whether the story is open when this returns.
        """
        if not is_bundled(path):
            self._read(path, partial(self._open, path, index))
            return self.file == path and not self.busy
        try:
            self._open(path, index, read_story(path, self._specs))
        except (Rejected, RuntimeError) as error:
            self._cards.show_card(str(error), warning=True, topic=f"story:{path}")
            return False
        return True

    def _read(self, path: Path, then: Callable[[Story], object]) -> None:
        """Read a story on a thread; one that is still being read is given up."""
        self._jobs.cancel_all()
        words = self.tr("Reading {file}…").format(file=path.name)
        self._jobs.start(lambda _: read_story(path, self._specs), then, words, at_once=True, warning=True, topic=f"story:{path}")

    def _open(self, path: Path, index: int, story: Story) -> None:
        self._jobs.cancel_all()
        self._cards.resolve(f"story:{path}")
        self.story, self.file = story, path
        self.index = max(0, min(index, len(story.pages) - 1))
        self.panel.show()
        self.opened.emit(True)
        self._show()

    def ask_open(self, parent: QWidget) -> None:
        """Choose a file and open it."""
        path, _ = QFileDialog.getOpenFileName(parent, self.tr("Open a story"), "", self.tr("Stories (*.md)"))
        if path:
            self.open(Path(path))

    def close(self) -> None:
        """End the story; docks come back as they were."""
        self._jobs.cancel_all()
        if self.story is None:
            return
        self.story = self.file = None
        self.scenes.end()
        self.panel.hide()
        self.hidden_changed.emit(())
        self.opened.emit(False)

    def speak(self) -> None:
        """Another language is in force: the same page in it. What the page has set stays as it is."""
        if self.file is not None and is_bundled(self.file):
            own = next((path for path in bundled(language()) if path.name == self.file.name), self.file)
            try:
                story = read_story(own, self._specs)
            except (Rejected, RuntimeError) as error:
                self._cards.show_card(str(error), warning=True)
                return
            self.story, self.file, self.index = story, own, min(self.index, len(story.pages) - 1)
            self._write()

    def _ask_link(self, link: str) -> None:
        """Say where a link leads and offer to go there; only addresses of the web are opened."""
        address = QUrl(link, QUrl.ParsingMode.StrictMode)
        if not address.isValid() or address.scheme().lower() not in WEB or not address.host():
            text = self.tr("This link is not opened: a story may lead to web addresses (http or https) only; it was {link}.")
            self._cards.show_card(text.format(link=one_line(link)), warning=True)
            return
        whole = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self._cards.show_card(
            self.tr("This link of the story leads to {link}.").format(link=one_line(whole)),
            warning=True,
            action=(self.tr("Open in the browser"), lambda: QDesktopServices.openUrl(address)),
        )

    # -- turning pages
    def forth(self) -> None:
        """Show the answer that waits, or else the next page, or the next story."""
        if self.story is None:
            return
        if self.panel.question.waiting:
            self.panel.question.reveal()
        elif self.index + 1 < len(self.story.pages):
            self.index += 1
            self._show()
        elif (following := self._beside(1)) is not None:
            self.open(following)

    def back(self) -> None:
        """The page before, or the last of the story before."""
        if self.story is None:
            return
        if self.index:
            self.index -= 1
            self._show()
        elif (before := self._beside(-1)) is not None:
            self.open(before, 10_000)

    def set_again(self) -> None:
        """Set the page up as it was when it was turned to."""
        if self.story is not None:
            self.scenes.show(self.story.pages[self.index].scene, self.story.runs, self.story.examples)
            self.hidden_changed.emit(self.story.hidden)  # a lecture leaves it out on every page

    def _beside(self, by: int) -> Path | None:
        """The bundled story before or after this one."""
        files = bundled(language())
        names = [path.name for path in files]
        if self.file is None or not is_bundled(self.file) or self.file.name not in names:
            return None
        place = names.index(self.file.name) + by
        return files[place] if 0 <= place < len(files) else None

    def _show(self) -> None:
        self._write()
        self.set_again()

    def _write(self) -> None:
        story = self.story
        assert story is not None and self.file is not None
        last = self.index + 1 == len(story.pages)
        files = [path.name for path in bundled(language())] if is_bundled(self.file) else []
        if self.file.name in files:
            place = self.tr("Story {number} of {count}: {title}")
            place = place.format(number=files.index(self.file.name) + 1, count=len(files), title=story.title)
        else:
            place = story.title
        following = last and self._beside(1) is not None
        counter = self.tr("{page} / {pages}").format(page=self.index + 1, pages=len(story.pages))
        first = not self.index and self._beside(-1) is None
        self.panel.show_page(story.pages[self.index], place, counter, first, self.tr("Next story") if following else "", self.file.parent)
        if last and not following and story.pages[self.index].ask is None:
            self.panel.end()

    def ask_save(self, parent: QWidget, page: Story) -> None:
        """Choose a file for a page; one that is a story already gets it as its last page. What goes wrong is said on a card."""
        name, _ = QFileDialog.getSaveFileName(
            parent,
            self.tr("Save as a story, or add a page to one"),
            f"{page.title}.md",
            self.tr("Stories (*.md)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.save(Path(name if name.endswith(KEEPERS) else f"{name}.md"), page)

    def save(self, path: Path, page: Story) -> None:
        """Write `page` as a story, or at the end of the one that the file holds, and open it there."""
        if path.exists():
            self._read(path, lambda story: self._save(path, with_page(story, page)))
        else:
            self._save(path, page)

    def _save(self, path: Path, story: Story) -> None:
        try:
            write_text(path, written(story, presets(self._specs, story)))
        except (Rejected, RuntimeError) as error:
            self._cards.show_card(str(error), warning=True, topic=f"story:{path}")
            return
        self.open(path, len(story.pages) - 1)


def with_page(story: Story, more: Story) -> Story:
    """`story` with the page of `more` at its end; runs of other settings under a name that is taken get another one."""
    runs, names = dict(story.runs), {}
    for name, config in more.runs.items():
        own = next((n for n, c in runs.items() if c == config), name)
        while own in runs and runs[own] != config:
            own += "_"
        runs[own], names[name] = config, own
    examples = story.examples | {names[name] for name in more.examples}
    pages = []
    for page in more.pages:
        beside = tuple(names[name] for name in page.scene.beside)
        scene = dataclasses.replace(page.scene, run=names.get(page.scene.run, ""), beside=beside)
        pages.append(dataclasses.replace(page, scene=scene))
    return dataclasses.replace(story, pages=(*story.pages, *pages), runs=runs, hidden=more.hidden, examples=examples)
