"""What the Compare place says in words: what is compared, what came out, what is missing; and all of it for the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.comparison import Entrant, headline, luck, not_compared
from gui.comparison import Entry, judged_by
from gui.contest import Contest
from gui.language import language
from gui.plain import markup, one_line
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
        template = "{title} <span style='color:{colour}; font-size:{size}px'>▲ {warning}</span>"
        return markup(template, title=self._title(), colour=theme.warning, size=appearance.size("base"), warning=warning)

    def sentence(self, shown: list[Entry]) -> str:
        """The result, or what comes next on the way to it."""
        entrants = self.entrants(shown)
        if len(entrants) > 1:
            return language.said(headline(entrants))
        if measuring := self._contest.measuring():
            return self.tr("Measuring what a step costs: {names}.").format(names=", ".join(measuring))
        if len(shown) < 2:
            return self.tr("Add another algorithm: it gets the same tasks, seeds, budget, network and test episodes.")
        if self._trials.busy:
            return self.tr("Testing on {count} identical tasks.").format(count=self._trials.episodes)
        if any(e.state in ("running", "loading", "waiting") for e in shown):
            return self.tr("The runs are under way; the curves show validation tasks. Test them when they are done.")
        if not any(self._trials.testable(h.info.id) for e in shown for h in e.histories):
            return self.tr("None of these runs has a checkpoint that could be tested.")
        return self.tr("Press Test for the scores on {count} identical tasks.").format(count=self._trials.episodes)

    def note(self, shown: list[Entry]) -> str:
        """What the table of differences does and does not tell."""
        entrants = self.entrants(shown)
        if len(entrants) < 2:
            return self._without_pairs(shown, entrants)
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

    def _without_pairs(self, shown: list[Entry], entrants: list[Entrant]) -> str:
        """Why there are no paired differences: nothing is tested, or too little of what is ticked."""
        count = self._trials.episodes
        if self._trials.busy:
            return self.tr("Testing on {count} identical tasks; the paired differences follow.").format(count=count)
        if len(self.entrants(self._contest.entries())) > 1:
            return self.tr("Tick two tested methods to see their paired differences.")
        missing = [e.name for e in shown if e.name not in {entrant.name for entrant in entrants}]
        earlier = any(v.split == "test" for e in shown for h in e.histories for v in h.evaluations)
        if missing and earlier:
            return self.tr("Not tested as it stands now: {names}.").format(names=", ".join(missing))
        if entrants:
            return self.tr("One method is tested; paired differences need a second one.")
        return self.tr("Paired differences on the same {count} test tasks appear here once two methods are tested.").format(count=count)

    def _title(self) -> str:
        name = language.again(one_line(self._contest.comparison.name))
        return self.tr("{count} methods on {name}").format(count=len(self._contest.entries()), name=name)
