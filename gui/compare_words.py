"""What the Compare place says in words: what is compared, what came out, what is missing; and all of it for the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.comparison import Entrant, headline, luck, not_compared
from gui.comparison import Entry, judged_by
from gui.contest import Contest
from gui.language import language
from gui.theme import appearance
from gui.trials import Trials


class CompareWords(QObject):
    """Sentences about the comparison on screen."""

    def __init__(self, contest: Contest, trials: Trials) -> None:
        super().__init__()
        self._contest = contest
        self._trials = trials

    def entrants(self, shown: list[Entry]) -> list[Entrant]:
        """Those that are tested."""
        return [e for e in (judged_by(entry, self._trials.episodes) for entry in shown) if e]

    def heading(self) -> str:
        """What is compared on what, and what of it is not the same, in plain text."""
        unequal = list(map(language.said, self._contest.unequal()))
        return self._title() + (" " + self.tr("(not the same {what})").format(what=", ".join(unequal)) if unequal else "")

    def rich_heading(self) -> str:
        """The same for the screen."""
        unequal, theme = list(map(language.said, self._contest.unequal())), appearance.theme
        if not unequal:
            return self._title()
        warning = self.tr("not the same {what}").format(what=", ".join(unequal))
        return f"{self._title()} <span style='color:{theme.warning}; font-size:{appearance.size('base')}px'>▲ {warning}</span>"

    def sentence(self, shown: list[Entry]) -> str:
        """The result, or what comes next on the way to it."""
        entrants = self.entrants(shown)
        if len(entrants) > 1:
            return language.said(headline(entrants))
        if measuring := self._contest.measuring():
            return self.tr("Measuring what a step costs: {names}.").format(names=", ".join(measuring))
        if len(shown) < 2:
            return self.tr("Add another algorithm: it gets the same tasks, seeds, budget, network and test episodes.")
        if any(e.state in ("running", "loading", "waiting") for e in shown):
            return self.tr("The runs are under way; the curves show validation tasks. Test them when they are done.")
        return self.tr("Press Test for the scores on {count} identical tasks.").format(count=self._trials.episodes)

    def note(self, shown: list[Entry]) -> str:
        """What the table of differences does and does not tell."""
        entrants, episodes = self.entrants(shown), self._trials.episodes
        if len(entrants) < 2:
            text = self.tr("Paired differences on the same {count} test tasks appear here once two methods are tested.")
            return text.format(count=episodes)
        finite = [e for e in entrants if e.finite]
        lacking = language.said(not_compared([e.name for e in entrants if not e.finite]))
        if len(finite) < 2:
            return lacking
        count = len(finite) * (len(finite) - 1) // 2
        words = [self.tr("Intervals are of single pairs.")]
        if count > 1:
            words = [self.tr("Intervals are of single pairs; p is corrected for {count} pairs by Holm's method.").format(count=count)]
        if lacking:
            words.append(lacking)
        names = {e.name for e in entrants}
        if missing := [e.name for e in shown if e.name not in names]:
            words.append(self.tr("Not tested as it stands now: {names}.").format(names=", ".join(missing)))
        return " ".join([*words, language.said(luck(entrants))])

    def _title(self) -> str:
        name = language.again(self._contest.comparison.name)
        return self.tr("{count} methods on {name}").format(count=len(self._contest.entries()), name=name)
