"""A story: pages of text that set the window up, each perhaps with a question whose answer waits. Read from and written to a file.

A file is Markdown with TOML between lines of three plus signs: first what the whole story is, then before the text of each page
what that page sets.

    +++
    kind = "metascope-story"
    version = 1
    title = "Five points"
    [runs.maml]
    algorithm = "maml"
    dataset = "sinusoid"
    shot = 5
    +++

    +++
    title = "Before and after"
    run = "maml"
    inner_step = 0
    [ask]
    question = "Which curve is the better start?"
    answer = "The dashed one."
    +++
    The text of the page, in Markdown.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.bounded_file import open_regular
from engine.bounded_json import LimitExceeded, read_bounded_toml, shorten
from engine.catalogue import configured
from engine.failures import StorageError, disk_sentence
from engine.protocol import READINGS, Catalogue, RunConfig
from engine.settings import Rejected, checked, library_name, setting, suggestion

KIND, VERSION = "metascope-story", 1
FENCE = "+++"
INSIDES = ("", "Toy", "Presentation", *READINGS)
"""Views of the inside, by name."""
LARGEST = 1_000_000
"""Bytes of a story file, at most."""
MOST_PAGES = 100
MOST_TEXT, MOST_WORDS, MOST_LISTED = 20_000, 2_000, 100
"""Characters of a page's text and of a title, a question or an answer, and items of a list or runs of a story, at most."""
PLACES = ("learn", "compare", "try", "library")


@dataclass(frozen=True)
class Scene:
    """What a page sets. `run` and `beside` name runs of the story; -1 and empty leave things as they are."""

    place: str = setting("learn", "Place", "Which place is shown.", choices=PLACES)
    run: str = setting("", "Run", "The run to look at, by its name in this story.")
    task: int = setting(0, "Task", "Which probe task: validation episode, counted from 0.", low=0, high=100_000)
    inner_step: int = setting(-1, "Inner step", "Where the inner scrubber stands.", low=-1, high=1000)
    outer_step: int = setting(-1, "Outer step", "Which earlier outer step to look back at; -1 for now.", low=-1, high=10_000_000)
    play: bool = setting(False, "Play", "Play the inner steps once.")
    again: bool = setting(False, "Again", "Train the run anew, with the same seed, while one looks.")
    slow: bool = setting(False, "Slow", "Show the stages of outer steps in slow motion.")
    inside: str = setting("", "Inside", "Which view of the inside is in front.", choices=INSIDES)
    alone: bool = setting(False, "Alone", "Show the curves of this run only.")
    log_loss: bool = setting(False, "Logarithmic loss", "Logarithmic y-axis of the loss.")
    test: bool = setting(False, "Test", "Test the compared runs on identical episodes.")
    tab: str = setting("draw", "Tab", "Which tab of the Try place.", choices=("draw", "points", "rounds"))
    episode: int = setting(-1, "Episode", "Which test episode fills the pads of the Try place.", low=-1, high=100_000)
    toy_x: float = setting(2.4, "Toy start, first parameter", "Where the toy problem starts.", low=-2.9, high=2.9)
    toy_y: float = setting(-2.1, "Toy start, second parameter", "Where the toy problem starts.", low=-2.9, high=2.9)
    toy_rate: float = setting(0.5, "Toy rate", "Inner rate of the toy problem.", low=0.05, high=1.0)
    toy_steps: int = setting(1, "Toy steps", "Inner steps of the toy problem.", low=1, high=8)
    memory_show: str = setting("memory", "Memory", "What of the memory is drawn.", choices=("memory", "write", "read", "usage"))
    memory_picture: int = setting(-1, "Picture", "After which picture of the episode, counted from 0.", low=-1, high=10_000)
    points_count: int = setting(5, "Points", "Points of the Try place's wave.", low=1, high=20)
    points_amplitude: float = setting(3.0, "Amplitude", "Amplitude of the Try place's wave.", low=0.0, high=5.0)
    points_phase: float = setting(1.0, "Phase", "Phase of the Try place's wave.", low=0.0, high=3.14)
    beside: tuple[str, ...] = ()
    """further runs on screen: compared, or answering"""
    highlight: tuple[str, ...] = ()
    """docks that get a quiet ring"""
    hide: tuple[str, ...] = ()
    """docks and parts of the place that this page does without"""


LISTS = ("beside", "highlight", "hide")


@dataclass(frozen=True)
class Ask:
    """A question; `right` is the place of the right choice, -1 where there are no choices or none is right."""

    question: str
    answer: str
    choices: tuple[str, ...] = ()
    right: int = -1


@dataclass(frozen=True)
class Page:
    """One page: its text in Markdown, what it sets, and what it asks."""

    title: str
    text: str
    scene: Scene
    ask: Ask | None = None


@dataclass(frozen=True)
class Story:
    """Pages, and the runs they speak of. `hidden` are docks and set-up fields that an audience does not see."""

    title: str
    pages: tuple[Page, ...]
    runs: Mapping[str, RunConfig] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    """docks as 'learn/setup', fields of the set-up as 'field/inner_lr'"""
    summary: str = ""
    examples: frozenset[str] = frozenset()
    """runs that are the program's own examples, where it has them; their settings are those of a run trained in place of one"""


def read_story(path: Path, specs: Catalogue) -> Story:
    """The story in a file; raises `Rejected` or `StorageError` with one sentence that names file, page or line, rule and value."""
    try:
        path.stat()
        with open_regular(path) as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Rejected(f"{path.name}: a story is at most {LARGEST:,} bytes long; this file is larger.")
        text = data.decode("utf-8")
    except OSError as error:
        raise StorageError(disk_sentence(error, str(path))) from error
    except UnicodeDecodeError as error:
        raise Rejected(f"{path.name}: a story is text in UTF-8; byte {error.start + 1} is {error.object[error.start]:#04x}.") from error
    return parse_story(text, path.name, specs)


def parse_story(text: str, name: str, specs: Catalogue) -> Story:
    """The story in `text`; `name` stands in sentences about what is wrong. Raises `Rejected`."""
    lines = text.removeprefix("\ufeff").splitlines()
    fences = [i for i, line in enumerate(lines) if line.strip() == FENCE]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        raise Rejected(f"{name}: a story begins with a line of {FENCE}, what the story is in TOML, and another line of {FENCE}.")
    if len(fences) % 2:
        raise Rejected(f"{name}, line {fences[-1] + 1}: each line of {FENCE} needs a second one that ends its block; this one has none.")
    head = _toml(lines, fences[0], fences[1], f"{name}, head")
    runs, examples = _checked_head(head, f"{name}, head", specs)
    if any(line.strip() for line in lines[fences[1] + 1 : [*fences, len(lines)][2]]):
        raise Rejected(f"{name}, line {fences[1] + 2}: text belongs to a page, and a page begins with a block between lines of {FENCE}.")
    count = len(fences) // 2 - 1
    if not 1 <= count <= MOST_PAGES:
        raise Rejected(f"{name}: a story has 1 to {MOST_PAGES} pages; this one has {count}.")
    pages = []
    for number in range(1, count + 1):
        begin, end = fences[2 * number], fences[2 * number + 1]
        until = fences[2 * number + 2] if 2 * number + 2 < len(fences) else len(lines)
        where = f"{name}, page {number} (line {begin + 1})"
        pages.append(_page(_toml(lines, begin, end, where), "\n".join(lines[end + 1 : until]).strip(), runs, where))
    hidden = _words(head, "hidden", f"{name}, head")
    return Story(str(head["title"]), tuple(pages), runs, hidden, str(head.get("summary", "")), examples)


def _toml(lines: Sequence[str], begin: int, end: int, where: str) -> dict[str, Any]:
    try:
        return read_bounded_toml("\n".join(lines[begin + 1 : end]))
    except LimitExceeded as error:
        raise Rejected(f"{where}: this block is not read, because {error}.") from error
    except ValueError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = begin + 1 + int(place.group(1)) if place else end
        what = str(error).partition(" (at ")[0]
        raise Rejected(f"{where}, line {line}: this is not TOML: {what[:1].lower()}{what[1:]}.") from error


def _checked_head(head: Mapping[str, Any], where: str, specs: Catalogue) -> tuple[dict[str, RunConfig], frozenset[str]]:
    """The runs it declares, and which of them are examples; raises `Rejected` where the head is not one."""
    if head.get("kind") != KIND:
        raise Rejected(f"{where}: kind must be {KIND!r}; it was {shorten(head.get('kind'))}.")
    version = head.get("version")
    if type(version) is not int or version < 1:
        raise Rejected(f"{where}: version must be a whole number from 1; it was {shorten(version)}.")
    if version > VERSION:
        raise Rejected(f"{where}: this story was written for a newer Metascope (version {version}; this one reads {VERSION}).")
    known = ("kind", "version", "title", "summary", "hidden", "runs")
    for key in head:
        if key not in known:
            raise Rejected(f"{where}: there is no {shorten(key)}{suggestion(key, known)}")
    if not isinstance(head.get("title"), str) or not head["title"].strip():
        raise Rejected(f"{where}: title must be a text; it was {shorten(head.get('title'))}.")
    for key in ("title", "summary"):
        _check_length(str(head.get(key, "")), MOST_WORDS, f"{where}: {key}")
    runs = head.get("runs", {})
    if not isinstance(runs, dict):
        raise Rejected(f"{where}: runs must be tables like [runs.maml]; it was {shorten(runs)}.")
    if len(runs) > MOST_LISTED:
        raise Rejected(f"{where}: a story has at most {MOST_LISTED} runs; this one has {len(runs):,}.")
    configs, examples = {}, set()
    for key, values in runs.items():
        if not isinstance(values, dict):
            raise Rejected(f"{where}, runs.{key}: a run is a table of settings; it was {shorten(values)}.")
        settings = dict(values)
        example = settings.pop("example", False)
        if not isinstance(example, bool):
            raise Rejected(f"{where}, runs.{key}: example must be true or false; it was {shorten(example)}.")
        if example:
            examples.add(key)
        configs[key] = _run(settings, f"{where}, runs.{key}", specs)
    return configs, frozenset(examples)


def _run(chosen: dict[str, object], where: str, specs: Catalogue) -> RunConfig:
    try:
        algorithm, dataset = str(chosen.pop("algorithm", "")), str(chosen.pop("dataset", ""))
        config = configured(specs, algorithm, dataset, chosen)
        if config.init:
            library_name(config.init)
        return config
    except Rejected as error:
        raise Rejected(f"{where}: {error}") from error


def _page(values: dict[str, Any], text: str, runs: Mapping[str, RunConfig], where: str) -> Page:
    title, ask = values.pop("title", None), values.pop("ask", None)
    if not isinstance(title, str) or not title.strip():
        raise Rejected(f"{where}: title must be a text; it was {shorten(title)}.")
    _check_length(title, MOST_WORDS, f"{where}: title")
    _check_length(text, MOST_TEXT, f"{where}: the text")
    lists = {name: _words(values, name, where) for name in LISTS}
    flat: dict[str, object] = {}
    for key, value in values.items():
        if key in LISTS:
            continue
        inner = value if isinstance(value, dict) else None
        flat.update({f"{key}_{name}": v for name, v in inner.items()} if inner is not None else {key: value})
    try:
        scene = dataclasses.replace(checked(Scene, flat, "A page"), **lists)  # type: ignore[arg-type]
    except Rejected as error:
        raise Rejected(f"{where}: {error}") from error
    for name in (scene.run, *scene.beside):
        if name and name not in runs:
            raise Rejected(f"{where}: the story has no run named {name!r}{suggestion(name, list(runs))}")
    return Page(title, text, scene, _ask(ask, where) if ask is not None else None)


def _ask(values: object, where: str) -> Ask:
    if not isinstance(values, dict):
        raise Rejected(f"{where}: ask must be a table like [ask]; it was {shorten(values)}.")
    for key in values:
        if key not in ("question", "answer", "choices", "right"):
            raise Rejected(f"{where}: ask has no {shorten(key)}{suggestion(key, ('question', 'answer', 'choices', 'right'))}")
    for key in ("question", "answer"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            raise Rejected(f"{where}: ask.{key} must be a text; it was {shorten(values.get(key))}.")
        _check_length(values[key], MOST_WORDS, f"{where}: ask.{key}")
    choices, right = _words(values, "choices", where), values.get("right", 0)
    if type(right) is not int or not 0 <= right <= len(choices):
        raise Rejected(
            f"{where}: ask.right must be a whole number from 1 to the number of choices ({len(choices)}); it was {shorten(right)}."
        )
    return Ask(values["question"].strip(), values["answer"].strip(), choices, right - 1)


def _words(values: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise Rejected(f"{where}: {key} must be a list of texts; it was {shorten(found)}.")
    if len(found) > MOST_LISTED or any(len(word) > MOST_WORDS for word in found):
        raise Rejected(f"{where}: {key} must be a list of at most {MOST_LISTED} texts of at most {MOST_WORDS:,} characters.")
    return tuple(found)


def _check_length(text: str, most: int, what: str) -> None:
    if len(text) > most:
        raise Rejected(f"{what} is at most {most:,} characters long; it has {len(text):,}.")


# ------------------------------------------------------------------------------------------------------------- writing
def written(story: Story, bases: Mapping[str, RunConfig]) -> str:
    """The file's text. Of each run only what differs from its preset in `bases` is written."""
    head = [f"kind = {_quoted(KIND)}", f"version = {VERSION}", f"title = {_quoted(story.title)}"]
    head += [f"summary = {_quoted(story.summary)}"] if story.summary else []
    head += [f"hidden = {_value(story.hidden)}"] if story.hidden else []
    for name, config in story.runs.items():
        head += ["", f"[runs.{name}]", f"algorithm = {_quoted(config.algorithm)}", f"dataset = {_quoted(config.dataset)}"]
        head += ["example = true"] if name in story.examples else []
        head += [f"{key} = {_value(value)}" for key, value in differing(config, bases[name]).items()]
    blocks = ["\n".join([FENCE, *head, FENCE])]
    for page in story.pages:
        rows = [f"title = {_quoted(page.title)}"]
        plain = Scene()
        rows += [
            f"{f.name} = {_value(value)}"
            for f in dataclasses.fields(Scene)
            if (value := getattr(page.scene, f.name)) != getattr(plain, f.name)
        ]
        if page.ask is not None:
            rows += ["", "[ask]", f"question = {_quoted(page.ask.question)}", f"answer = {_quoted(page.ask.answer)}"]
            rows += [f"choices = {_value(page.ask.choices)}", f"right = {page.ask.right + 1}"] if page.ask.choices else []
        blocks.append("\n".join([FENCE, *rows, FENCE, page.text]))
    return "\n\n".join(blocks) + "\n"


def differing(config: RunConfig, base: RunConfig) -> dict[str, Any]:
    """The settings of `config` that are not those of `base`, without what belongs to a machine."""
    aside = ("algorithm", "dataset", "hyper", "data", "data_root", "device", "threads", "compiled")
    found = {f.name: getattr(config, f.name) for f in dataclasses.fields(config) if f.name not in aside}
    same = {f.name: getattr(base, f.name) for f in dataclasses.fields(base) if f.name not in aside}
    found |= {**config.hyper, **config.data}
    same |= {**base.hyper, **base.data}
    return {name: value for name, value in found.items() if value != same.get(name)}


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_quoted(str(word)) for word in value) + "]"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    """A basic TOML string."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" for c in plain) + '"'
