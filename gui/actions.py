"""Every action of the window in one list: menus, shortcuts, the palette and the list of keys are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from gui.icons import icon
from gui.keys import Bound, KeyList, chosen, written
from gui.language import NAMES
from gui.palette import Offer, Palette
from gui.plain import entry_name, plain_tip
from gui.popups import run_dialog
from gui.theme import appearance


@dataclass(frozen=True, slots=True)
class Described:
    """One action: its id, menu, text, tool tip, keys (the first is shown), and the places where it acts (all with none named)."""

    id: str
    menu: str
    text: str
    tip: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False
    places: tuple[str, ...] = ()


LEARN, BOTH = ("learn",), ("learn", "compare")
"""Where actions on the selected run act."""


class PlacedAction(QAction):
    """An action that acts in some places only: elsewhere its keys, menu item and offers are disabled, whatever its state."""

    def __init__(self, text: str, places: tuple[str, ...], parent: QObject) -> None:
        super().__init__(text, parent)
        self.places = places
        self._possible, self._acts_here = True, True

    @property
    def possible(self) -> bool:
        """Whether it can be done where it acts."""
        return self._possible

    def setEnabled(self, on: bool) -> None:
        self._possible = on
        super().setEnabled(on and self._acts_here)

    def go(self, place: str) -> None:
        """The window shows this place."""
        self._acts_here = not self.places or place in self.places
        super().setEnabled(self._possible and self._acts_here)


NINE = tuple(f"method_{number}" for number in range(1, 10))
"""Actions for the digits; what they are called is the methods' to say."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def described() -> tuple[Described, ...]:
    """The list, in menu order, in the language in force."""
    return (
        Described("undo", "edit", _tr("Undo"), _tr("Take the last change in this place back"), ("Ctrl+Z",)),
        Described("redo", "edit", _tr("Redo"), _tr("Do again what was taken back"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        Described("start", "run", _tr("Start"), _tr("Train with the settings on the left"), ("Ctrl+Return",), places=LEARN),
        Described("toggle", "run", _tr("Start or pause"), _tr("Start, or pause and go on with the selected run"), ("Space",), places=BOTH),
        Described("step", "run", _tr("Step once"), _tr("Take one outer step, then pause"), (".",), places=LEARN),
        Described(
            "inner_step",
            "run",
            _tr("Inner step"),
            _tr("The next stage of one outer step: sample, adapt, evaluate, update"),
            (",",),
            places=LEARN,
        ),
        Described(
            "slow", "run", _tr("Slow motion"), _tr("Play the stages of the outer steps slowly, one after the other"), ("S",), True, LEARN
        ),
        Described("same_seed", "run", _tr("Restart, same seed"), _tr("Begin again from the same initialisation"), ("R",), places=LEARN),
        Described("new_seed", "run", _tr("Restart, new seed"), _tr("Begin again from another initialisation"), ("Shift+R",), places=LEARN),
        Described(
            "train_on",
            "run",
            _tr("Train on"),
            _tr("Go on from where a finished run ended, for as many steps again"),
            ("Shift+T",),
            places=LEARN,
        ),
        Described("stop", "run", _tr("Stop"), _tr("End the run; what it learned is kept"), ("Ctrl+.",), places=BOTH),
        Described(
            "checkpoint", "run", _tr("Save a checkpoint"), _tr("Write the run's state to the library now"), ("Ctrl+S",), places=LEARN
        ),
        Described("remove", "run", _tr("Remove from the list"), _tr("The run stays in the library"), ("Del",), places=LEARN),
        Described("cluster", "run", _tr("Train on a cluster…"), _tr("Send runs that you start to a Dask cluster"), (), True),
        Described("next_task", "run", _tr("Next probe task"), _tr("Look at another task of the validation classes"), ("N",), places=BOTH),
        *(
            Described(name, "methods", _tr("Method {n}: join, hide, show").format(n=name[-1]), "", (name[-1],), places=BOTH)
            for name in NINE
        ),
        Described("place_learn", "view", _tr("Learn"), _tr("What is this one algorithm doing now?"), ("Alt+1",), True),
        Described("place_compare", "view", _tr("Compare"), _tr("Which is better, on what, and is it luck?"), ("Alt+2",), True),
        Described("place_try", "view", _tr("Try"), _tr("What happens with my own task?"), ("Alt+3",), True),
        Described("place_library", "view", _tr("Library"), _tr("What did I do, and can I have it back?"), ("Alt+4",), True),
        Described("back", "view", _tr("Inner scrubber back"), _tr("One inner step back"), ("[",), places=BOTH),
        Described("forth", "view", _tr("Inner scrubber forth"), _tr("One inner step on"), ("]",), places=BOTH),
        Described("x_axis", "view", _tr("Next x-axis"), _tr("Outer steps, tasks seen, samples seen, compute seconds"), ("A",), places=BOTH),
        Described(
            "small_multiples", "view", _tr("Small multiples"), _tr("Compare: a small plot for each method"), ("V",), True, ("compare",)
        ),
        Described("log_y", "view", _tr("Logarithmic loss"), _tr("Logarithmic y-axis of the loss"), ("Y",), True, LEARN),
        Described("theme_system", "view", _tr("Follow the system's theme"), "", (), True),
        Described("theme_light", "view", _tr("Light theme"), "", (), True),
        Described("theme_dark", "view", _tr("Dark theme"), "", (), True),
        Described("language_system", "view", _tr("Follow the system's language"), "", (), True),
        Described("language_en", "view", NAMES["en"], "", (), True),
        Described("language_zh_CN", "view", NAMES["zh_CN"], "", (), True),
        Described("language_other", "view", _tr("Change the language"), _tr("English or Chinese, whichever is not in force")),
        Described("zoom_in", "view", _tr("Larger"), _tr("Larger type and lines"), ("Ctrl+=", "Ctrl++")),
        Described("zoom_out", "view", _tr("Smaller"), _tr("Smaller type and lines"), ("Ctrl+-",)),
        Described("zoom_reset", "view", _tr("Normal size"), "", ("Ctrl+0",)),
        Described(
            "reduce_motion", "view", _tr("Reduce motion"), _tr("Nothing moves by itself: no gliding bars, no scrubbing unasked"), (), True
        ),
        Described(
            "lecture", "view", _tr("Lecture mode"), _tr("The whole screen, larger type; B blanks it, Esc ends it"), ("F5", "Shift+F5")
        ),
        Described(
            "fill", "view", _tr("Fill the screen"), _tr("With the dock under the cursor; once more, or Esc, brings all back"), ("F",)
        ),
        Described("full_screen", "view", _tr("Full screen"), "", ("F11",), True),
        Described("reset_layout", "view", _tr("Reset layout"), _tr("Put every dock back in its place"), ("Ctrl+Shift+0",)),
        Described("dock_all", "view", _tr("Bring floating panels back"), _tr("Every panel that floats returns into the window")),
        Described("story_forth", "stories", _tr("Next page"), _tr("Show the answer, or turn to the next page of the story"), ("PgDown",)),
        Described("story_back", "stories", _tr("Page before"), _tr("Turn to the page before"), ("PgUp",)),
        Described("story_close", "stories", _tr("End the story"), _tr("Close the story and bring the panels back")),
        Described("story_open", "stories", _tr("Open a story…"), _tr("A story file of your own")),
        Described(
            "story_save", "stories", _tr("Save as a story…"), _tr("What is on screen now as a page of a story file, with text to fill in")
        ),
        Described("audience", "stories", _tr("What the audience sees…"), _tr("Choose panels and settings that a lecture hides")),
        Described("palette", "help", _tr("Search actions…"), _tr("Find an action by its name"), ("Ctrl+K",)),
        Described("keys", "help", _tr("All keys"), _tr("The list of keyboard shortcuts"), ("?",)),
        Described("show_log", "help", _tr("Show the log folder"), _tr("Where details of failures are written")),
        Described("open_file", "file", _tr("Open…"), _tr("A run or a comparison that was saved as a .metascope file"), ("Ctrl+O",)),
        Described("save_file", "file", _tr("Save as a file…"), _tr("The selected runs, or the comparison, in one file"), ("Ctrl+Shift+S",)),
        Described("show_library", "file", _tr("Show the library folder"), _tr("Where runs and checkpoints are kept")),
        Described("quit", "file", _tr("Quit"), _tr("Checkpoint every run and close"), ("Ctrl+Q",)),
    )


def menus() -> tuple[tuple[str, str], ...]:
    """(id, title) of each menu, in order."""
    return (
        ("file", _tr("&File")),
        ("edit", _tr("&Edit")),
        ("run", _tr("&Run")),
        ("methods", _tr("&Methods")),
        ("view", _tr("&View")),
        ("stories", _tr("&Stories")),
        ("help", _tr("&Help")),
    )


def menu_titles() -> dict[str, str]:
    """The titles by id, without the letter that opens a menu."""
    return {menu: re.sub(r"\(&\w\)|&", "", title) for menu, title in menus()}


class Actions:
    """The QActions of a window by id, with its menus filled."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.by_id: dict[str, PlacedAction] = {}
        self._descriptions = described()
        self._more: list[Callable[[], Iterable[Offer]]] = []
        for item in self._descriptions:
            action = PlacedAction(item.text, item.places, window)
            action.setShortcuts(chosen(item.id, item.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(item.checkable)
            action.setStatusTip(item.tip)
            _tell_key(action)
            window.addAction(action)
            self.by_id[item.id] = action
        bar = window.menuBar()
        self.menus: dict[str, QMenu] = {}
        for menu_id, title in menus():
            menu = bar.addMenu(title)
            self.menus[menu_id] = menu
            for item in self._descriptions:
                if item.menu == menu_id:
                    menu.addAction(self.by_id[item.id])

    def retell(self) -> None:
        """Name and explain every action in the language in force."""
        self._descriptions = described()
        for item in self._descriptions:
            action = self.by_id[item.id]
            action.setText(item.text)
            action.setStatusTip(item.tip)
            _tell_key(action)
        for menu, title in menus():
            self.menus[menu].setTitle(title)

    def retheme(self) -> None:
        """Draw the icons in the theme's colour."""
        for name, action in self.by_id.items():
            action.setIcon(icon(name, appearance.theme.text))

    def __getitem__(self, action: str) -> PlacedAction:
        return self.by_id[action]

    def go(self, place: str) -> None:
        """The window shows this place: what acts in others only is disabled."""
        for action in self.by_id.values():
            action.go(place)

    def on(self, action: str, do: Callable[[], object], place: QWidget | None = None) -> None:
        """Call `do` when the person asks for `action`; with a `place`, only while it is the one on screen."""
        self.by_id[action].triggered.connect(lambda: do() if place is None or place.isVisible() else None)

    def offer(self, more: Callable[[], Iterable[Offer]]) -> None:
        """Let the palette find these too; they are asked for whenever it opens."""
        self._more.append(more)

    def offers(self) -> list[Offer]:
        """What the palette finds now: every action that can be done, and the rest."""
        titles = menu_titles()
        found = [
            Offer(item.id, entry_name(action.text()), titles[item.menu], action.trigger, written(action), action.statusTip())
            for item in self._descriptions
            if item.id != "palette" and (action := self.by_id[item.id]).isEnabled()
        ]
        return [*found, *(offer for more in self._more for offer in more())]

    def palette(self) -> Palette:
        """A field that finds actions, places, panels, algorithms and datasets."""
        return Palette(self.offers(), self._window)

    def show_palette(self) -> None:
        """Open the palette until something is chosen or it is closed."""
        run_dialog(self.palette())

    def key_list(self) -> KeyList:
        """Every action with its keys, to be searched and changed."""
        bound = [Bound(item.id, item.menu, self.by_id[item.id], item.keys) for item in self._descriptions]
        return KeyList(bound, menu_titles(), self._window)

    def show_keys(self) -> None:
        """Open the list of keys; buttons and tool tips tell the new ones."""
        run_dialog(self.key_list())
        for action in self.by_id.values():
            _tell_key(action)


def _tell_key(action: QAction) -> None:
    """The tool tip of a button names the first key."""
    keys = action.shortcuts()
    text = action.statusTip() or entry_name(action.text())
    action.setToolTip(plain_tip(f"{text} ({keys[0].toString(keys[0].SequenceFormat.NativeText)})" if keys else text))
