"""The field's words in one sentence each, for whoever meets them the first time."""

from __future__ import annotations

import html
import re

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
_WORDS = re.compile(r"\b(" + "|".join(sorted((re.escape(word) for word in GLOSSARY), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def linked(text: str, colour: str) -> str:
    """Plain `text` as rich text, the first mention of each of these words a link `term:word`, in `colour`."""
    seen: set[str] = set()

    def link(found: re.Match[str]) -> str:
        word = found.group().lower()
        if word in seen:
            return found.group()
        seen.add(word)
        return f"<a href='term:{word.replace(' ', '_')}' style='color:{colour}; text-decoration:underline'>{found.group()}</a>"

    return _WORDS.sub(link, html.escape(text))


def meaning(url: str) -> str:
    """The sentence behind a link of `linked`; empty for other links."""
    return GLOSSARY.get(url.removeprefix("term:").replace("_", " "), "") if url.startswith("term:") else ""
