"""What the window has for stories and lectures: the panel, the Stories menu, full screen for one dock, and what an audience sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from engine.protocol import Catalogue
from gui.actions import Actions
from gui.capture import captured
from gui.cards import Cards
from gui.films import Films
from gui.lecture import FIELD, HIDDEN, Lecture
from gui.pages.base import Page
from gui.pages.compare import ComparePage
from gui.pages.learn import LearnPage
from gui.pages.try_ import TryPage
from gui.popups import open_dialog
from gui.runs import Runs
from gui.scenes import Scenes
from gui.stories import Stories
from gui.story import Story
from gui.widgets.audience_dialog import AudienceDialog
from gui.widgets.story_panel import StoryPanel

FIRST_MINUTE = 60_000
"""ms after which somebody new is told what else there is, once, on one card."""


class StoryDesk(QObject):
    """Of a window with these places; `panel` is for it to lay out beside them."""

    def __init__(
        self,
        window: QWidget,
        runs: Runs,
        actions: Actions,
        cards: Cards,
        specs: Catalogue,
        places: Mapping[str, Page],
        lecture: Lecture,
        show_place: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._runs, self._actions, self._cards = window, runs, actions, cards
        self._places, self._lecture, self._show_place = places, lecture, show_place
        learn, compare, try_place = places["learn"], places["compare"], places["try"]
        assert isinstance(learn, LearnPage) and isinstance(compare, ComparePage) and isinstance(try_place, TryPage)
        self._learn, self._compare, self._try = learn, compare, try_place
        self.panel = StoryPanel()
        self.scenes = Scenes(window, runs, cards, learn, compare, try_place, show_place)
        self.stories = Stories(self.panel, self.scenes, cards, specs)
        self.films = Films(window, learn.views, cards)
        learn.viewed.connect(self.films.include)
        filming = QMenu(self.tr("Save a film"), window)
        filming.aboutToShow.connect(lambda: self.films.fill(filming))
        actions.menus["file"].insertMenu(actions["quit"], filming)
        self.audience: AudienceDialog | None = None
        self._chosen: tuple[str, ...] = HIDDEN
        self._menu = QMenu(self.tr("The eight stories"), window)
        stories = actions.menus["stories"]
        stories.insertMenu(stories.actions()[0], self._menu)
        stories.aboutToShow.connect(lambda: self.stories.fill(self._menu))
        self.stories.opened.connect(self._opened)
        self.stories.hidden_changed.connect(lambda hidden: lecture.hide_from_audience(hidden or self._chosen))
        lecture.left.connect(self.scenes.arrange_again)
        lecture.entered.connect(lambda: cards.withdraw(self._offer()))  # an audience is not to choose
        for name, do in (
            ("story_forth", self.stories.forth),
            ("story_back", self.stories.back),
            ("story_close", self.stories.close),
            ("story_open", lambda: self.stories.ask_open(window)),
            ("story_save", lambda: self.stories.ask_save(window, self.captured())),
            ("audience", self._ask_audience),
        ):
            actions.on(name, do)
        self._opened(False)
        if QSettings().value("stories/told") is None:
            QTimer.singleShot(FIRST_MINUTE, self, self._tell)

    def leave(self) -> None:
        """The window closes, or its layout is put back: nothing of a story stays."""
        self.stories.close()
        self.panel.close_pictures()

    def retheme(self) -> None:
        """The theme or the zoom changed."""
        self.panel.retheme()

    def _opened(self, on: bool) -> None:
        self._lecture.telling = on
        if on:
            QSettings().setValue("stories/told", True)
        for name in ("story_forth", "story_back", "story_close"):
            self._actions[name].setEnabled(on)

    def _tell(self) -> None:
        """Somebody new has looked around for a minute: there is more."""
        if self._window.isVisible() and self.stories.story is None and not self._lecture.on:
            QSettings().setValue("stories/told", True)
            self._cards.show_card(
                self._offer(),
                kind="tip",
                actions=(
                    (self.tr("Begin the first story"), lambda: self.stories.open(self.stories.list()[0][0])),
                    (self.tr("Draw in Try"), lambda: self._show_place("try")),
                ),
            )

    def _offer(self) -> str:
        return self.tr("Eight short stories show what these methods do, on real runs. Or drop a folder of pictures here to learn your own.")

    def captured(self) -> Story:
        """What is on screen now, as a page with text to fill in."""
        words = (
            self.tr("My story"),
            self.tr("A page"),
            self.tr("Write here, in Markdown, what is to be seen. To ask something, add a table [ask] with question and answer above."),
        )
        name = next(name for name, place in self._places.items() if place.isVisible())
        return captured(name, self._runs, self._learn, self._compare, self._try, self._lecture.hidden, words)

    def _ask_audience(self) -> None:
        groups = [
            (_title(self._actions, name), [(f"{name}/{dock.objectName()}", dock.windowTitle()) for dock in place.docks])
            for name, place in self._places.items()
        ]
        fields = [(f"{FIELD}{field.name}", QCoreApplication.translate("Catalogue", field.label)) for field in self._learn.form.fields()]
        groups.append((self.tr("Settings of {name}").format(name=self._learn.form.algorithm().title), fields))
        self.audience = AudienceDialog(groups, self._lecture.hidden, self._window)
        self.audience.changed.connect(self._choose_audience)
        open_dialog(self.audience, modal=False)

    def _choose_audience(self, hidden: tuple[str, ...]) -> None:
        self._chosen = hidden
        self._lecture.hide_from_audience(hidden)


def _title(actions: Actions, place: str) -> str:
    return actions[f"place_{place}"].text()
