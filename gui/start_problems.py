"""Why the set-up cannot be run: under the form while it is filled, on a card after Start, with values that would work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from engine.protocol import Estimate, Failed, Refused, RunConfig
from engine.settings import Rejected, Value
from gui.cards import Action, Cards
from gui.form import Filled, SetupForm
from gui.language import language


class StartProblems(QObject):
    """Shows refusals of the form's settings. A card goes when a setting changes, or when a run has started."""

    def __init__(self, form: SetupForm, cards: Cards, start: Callable[[], None]) -> None:
        super().__init__(form)
        self._form, self._cards, self._start = form, cards, start
        self._shown: list[tuple[str, Filled]] = []
        form.changed.connect(self._changed)

    def refused(self, error: Exception) -> None:
        """Start was refused before a run was made."""
        remedies = getattr(error, "remedies", ())
        self._show(str(error), remedies, (), warning=isinstance(error, Rejected))

    def failed(self, failure: Failed, config: RunConfig, actions: Sequence[Action]) -> None:
        """A run with this config could not start with its data, so that none was made; `actions` are what else can be done.

        Its remedies are offered where the form still holds that config: a run of a comparison has terms of its own.
        """
        self._show(failure.sentence, failure.remedies if self._holds(config) else (), actions, warning=failure.kind == "usage")

    def started(self) -> None:
        """A run has started: what was said before is over."""
        self._withdraw(lambda filled: True)

    def measured(self, event: Refused | Estimate) -> None:
        """What the dataset says of the settings in the form, if they are still there."""
        if isinstance(event, Estimate):
            self._form.show_finding(event.data)
            return
        if event.config is not None and self._holds(event.config):
            self._form.show_problem(event.sentence, event.remedies)

    def _holds(self, config: RunConfig) -> bool:
        """Whether the form holds these settings."""
        try:
            return self._form.config() == config
        except Rejected:
            return False

    def _show(self, sentence: str, remedies: Sequence[Mapping[str, Value]], actions: Sequence[Action], *, warning: bool) -> None:
        own = [(self._words(remedy), lambda remedy=remedy: self._start_with(remedy)) for remedy in remedies]
        self._cards.show_card(sentence, warning=warning, actions=[*own, *actions])
        self._shown.append((sentence, self._form.filled()))

    def _words(self, remedy: Mapping[str, Value]) -> str:
        return self.tr("Start with {settings}").format(settings=self._form.words(remedy))

    def _start_with(self, remedy: Mapping[str, Value]) -> None:
        self._form.change(remedy)
        self._start()

    def _changed(self) -> None:
        now = self._form.filled()
        self._withdraw(lambda filled: filled != now)

    def _withdraw(self, over: Callable[[Filled], bool]) -> None:
        gone = [sentence for sentence, filled in self._shown if over(filled)]
        self._shown = [(sentence, filled) for sentence, filled in self._shown if not over(filled)]
        for sentence in gone:
            self._cards.withdraw(language.said(sentence))  # the language may have changed since
