"""What can be done about a run that failed or does not answer, as words and actions of its card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from engine.protocol import Failed, Resume, Value
from gui.cards import Action
from gui.history import RunHistory
from gui.runs import Runs


def _tr(text: str) -> str:
    return QCoreApplication.translate("Remedies", text)


def remedies(runs: Runs, failure: Failed, choose_folder: Callable[[], object]) -> list[Action]:
    """What a person can do about a failure: one click each."""
    run = failure.run
    again = _tr("Go on from the checkpoint"), lambda: runs.command(run, Resume())
    if failure.kind == "crash":
        return [again]
    if failure.kind == "disk":
        elsewhere = _tr("Write the runs to another folder…"), runs.elsewhere_asked.emit
        return [elsewhere] if runs.store.sentence else [again, elsewhere]
    if failure.kind == "data":
        return [(_tr("Choose folder…"), choose_folder)]
    history = runs.histories.get(run)
    if failure.kind in ("memory", "device") and history is not None:
        return [(text, partial(runs.go_on_with, run, chosen)) for text, chosen in _lighter(history, failure.kind == "memory")]
    if failure.kind == "nan" and history is not None:
        return [(text, partial(runs.go_on_with, run, chosen)) for text, chosen in _calmer(history)]
    return []


def _calmer(history: RunHistory) -> list[tuple[str, dict[str, Value]]]:
    """A quarter of the rate that the sentence about the failure names."""
    hyper = history.config.hyper
    for name, text in (("inner_lr", _tr("Go on with inner rate {value}")), ("outer_lr", _tr("Go on with outer rate {value}"))):
        if name in hyper:
            smaller = float(f"{float(hyper[name]) / 4:.2g}")
            return [(text.format(value=f"{smaller:g}"), {name: smaller})]
    return []


def _lighter(history: RunHistory, memory: bool) -> list[tuple[str, dict[str, Value]]]:
    """Settings under which the run may fit: fewer tasks at once, no second derivatives, the computer's own memory."""
    config = history.config
    found: list[tuple[str, dict[str, Value]]] = []
    if memory and config.meta_batch > 1:
        half = config.meta_batch // 2
        found.append((_tr("Meta-batch {count}").format(count=half), {"meta_batch": half}))
    if memory and config.hyper.get("first_order") is False:
        found.append((_tr("First order"), {"first_order": True}))
    if history.started is not None and history.started.device != "cpu":
        found.append((_tr("On the CPU"), {"device": "cpu"}))
    return found


def silent_words(runs: Runs, run: str) -> str:
    """What is said of a run that does not answer."""
    text = _tr("{name} has not answered for {seconds} s: it may be at a very slow step, or it hangs.")
    return text.format(name=runs.histories[run].info.label, seconds=round(runs.watchdog.patience(run)))


def silent_action(runs: Runs, run: str) -> Action:
    """What can be done about it."""
    return _tr("End it; go on from the last checkpoint"), partial(runs.end_and_go_on, run)
