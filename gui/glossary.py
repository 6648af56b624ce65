"""The field's words in one sentence each, for whoever meets them the first time."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QCoreApplication

from gui.phrases import HAN

GLOSSARY = {
    "support set": "The few labelled examples a new task is learned from.",
    "query set": "The examples that judge what was learned from the support set; the two share none.",
    "queries": "Examples of the query set: they judge what was learned from the support set.",
    "query": "An example of the query set: it judges what was learned from the support set.",
    "inner step": "One gradient step of adaptation, on the support loss of one task.",
    "inner steps": "Gradient steps of adaptation, on the support loss of one task.",
    "outer step": "One update of what all tasks share, from the query losses of a meta-batch.",
    "embedding": "Where a network puts an example: points whose distances mean likeness.",
    "prototype": "The mean of a class's embedded support examples.",
    "fast weights": "Weights made for one task or one example, beside the slow ones that training changes.",
    "slow weights": "Weights that change only by training, and are the same for all tasks.",
    "memory": "A matrix the network writes to and reads from within one episode; it is wiped before the next.",
    "attention": "Weights that sum to one and say how much is taken from where.",
    "meta-batch": "The tasks whose query losses are averaged in one outer step.",
    "episode": "One task as it is practised or tested: a support set and a query set.",
    "task": "A small problem of its own: a few classes, or one function, with a support set and a query set.",
    "tasks": "Small problems of their own: a few classes, or one function, each with a support set and a query set.",
    "head": "The last layer, which turns features into answers.",
    "features": "What all layers but the last make of an example.",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Glossary", text)


def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words in the language in force, and the English of each."""
    english = {_tr(word).lower(): word for word in GLOSSARY}
    found = "|".join(sorted((re.escape(word) for word in english), key=len, reverse=True))
    return re.compile(found if any(HAN.search(word) for word in english) else rf"\b({found})\b", re.IGNORECASE), english


def linked(text: str, colour: str) -> str:
    """Plain `text` as rich text, the first mention of each of these words a link `term:word`, in `colour`."""
    words, english = _words()
    seen: set[str] = set()

    def link(found: re.Match[str]) -> str:
        word = english[found.group().lower()]
        if word in seen:
            return found.group()
        seen.add(word)
        return f"<a href='term:{word.replace(' ', '_')}' style='color:{colour}; text-decoration:underline'>{found.group()}</a>"

    return words.sub(link, html.escape(text))


def meaning(url: str) -> str:
    """The sentence behind a link of `linked`; empty for other links."""
    return _tr(GLOSSARY.get(url.removeprefix("term:").replace("_", " "), "")) if url.startswith("term:") else ""
