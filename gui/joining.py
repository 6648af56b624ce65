"""Keys 1 to 9: a method joins the run that is looked at, on the same terms; once it is there, its key hides it and shows it again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from engine.failures import StorageError
from engine.fair import config_on
from engine.settings import Rejected
from gui.actions import NINE, Actions
from gui.cards import Cards
from gui.contest import terms_like
from gui.pages.compare import ComparePage
from gui.pages.learn import LearnPage
from gui.runs import Runs

METHODS = ("maml", "reptile", "prototypical", "finetune", "mann", "matching_networks", "metanet", "meta_sgd", "cnp")
"""Of each key from 1 on: the first four are those that Compare begins with."""


class Joining:
    """Ties the nine keys to what they do in Learn and in Compare."""

    def __init__(self, runs: Runs, actions: Actions, cards: Cards, learn: LearnPage, compare: ComparePage) -> None:
        self._runs = runs
        self._cards = cards
        self._learn = learn
        self._compare = compare
        self._actions = actions
        self.say()
        for key, method in zip(NINE, METHODS, strict=True):
            actions.on(key, lambda method=method: self._tried(self.in_learn, method), learn)  # type: ignore[misc]
            actions.on(key, lambda method=method: self._tried(self.in_compare, method), compare)  # type: ignore[misc]

    def say(self) -> None:
        """Call each action by its method's name, in the language in force."""
        titles = {a.id: a.title for a in self._runs.catalogue.algorithms}
        for key, method in zip(NINE, METHODS, strict=True):
            text = QCoreApplication.translate("Joining", "{method}: join, hide, show")
            self._actions[key].setText(text.format(method=titles[method]))

    def _tried(self, do: Callable[[str], None], method: str) -> None:
        try:
            do(method)
        except (Rejected, StorageError) as error:
            self._cards.show_card(str(error), warning=True, topic="joining")
        else:
            self._cards.resolve("joining")

    def in_learn(self, method: str) -> None:
        """Begin a run of `method` on the terms and the seed of the selected run, or hide or show the curves it has there."""
        one = self._runs.histories.get(self._runs.current or "")
        config = one.config if one is not None else self._learn.form.config()
        alike = [h for h in self._runs.histories.values() if h.info.algorithm.id == method and h.config.dataset == config.dataset]
        if not alike:
            terms = terms_like(self._runs.catalogue, config, {config.seed})
            self._runs.start(config_on(self._runs.catalogue, terms, method, config.seed))
            return
        panel = self._learn.score.panel
        hide = any(shown for run, (_, shown) in panel.groups().items() if run in {h.info.id for h in alike})
        for history in alike:
            panel.hide_run(history.info.id, hide)

    def in_compare(self, method: str) -> None:
        """Add `method` to the comparison, or leave it out of the drawing."""
        contest = self._compare.contest
        entry = next((e for e in contest.entries() if e.histories[0].info.algorithm.id == method), None)
        if entry is None:
            contest.add(method)
        else:
            contest.tick(entry, not entry.shown)
