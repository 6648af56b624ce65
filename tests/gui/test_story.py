"""Story files: what is written is read again, and a hostile or damaged one gets one sentence with file, place, rule and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.catalogue import configured, kept_catalogue, preset
from engine.failures import StorageError
from engine.settings import Rejected
from gui.story import Ask, Page, Scene, Story, parse_story, read_story, written

SPECS = kept_catalogue()
HEAD = '+++\nkind = "metascope-story"\nversion = 1\ntitle = "T"\n'
RUN = '[runs.maml]\nalgorithm = "maml"\ndataset = "sinusoid"\nsteps = 10\n'
PAGE = '+++\ntitle = "P"\nrun = "maml"\n+++\nWords.\n'


def test_what_is_written_is_read_again() -> None:
    spec = {a.id: a for a in SPECS.algorithms}["maml"], {d.id: d for d in SPECS.datasets}["sinusoid"]
    runs = {"maml": configured(SPECS, "maml", "sinusoid", {"steps": 10, "inner_lr": 0.02})}
    pages = (
        Page(
            'Eins \\ "zwei"',
            "A *word*.\n\nMore.",
            Scene(run="maml", inner_step=0, highlight=("adaptation",)),
            Ask("Q?", "A", ("x", "y"), 1),
        ),
        Page("元学习", "支持集", Scene(place="try", tab="points", points_phase=0.5)),
    )
    story = Story("T", pages, runs, ("learn/setup", "field/inner_lr"), "S\nS")
    assert parse_story(written(story, {"maml": preset(*spec)}), "x.md", SPECS) == story


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("begins with",)),
        ("Hello\n" + HEAD + "+++\n" + PAGE, ("begins with",)),
        (HEAD, ("begins with",)),
        (HEAD + "+++\n+++\n", ("line 6", "second")),
        (HEAD + "+++\n", ("1 to 100 pages", "has 0")),
        (HEAD + "+++\nwords\n" + PAGE, ("line 6", "belongs to a page")),
        (HEAD.replace("metascope-story", "recipe") + "+++\n" + PAGE, ("head", "kind", "recipe")),
        (HEAD.replace("version = 1", "version = 9") + "+++\n" + PAGE, ("newer Metascope", "9")),
        (HEAD + "+++\n+++\ntitle = \n+++\n", ("page 1 (line 6)", "line 7", "not TOML")),
        (HEAD + "+++\n+++\nrun = 'maml'\n+++\n", ("page 1", "title must be a text", "None")),
        (HEAD + "+++\n" + PAGE, ("page 1", "no run named 'maml'")),
        (HEAD + RUN + "+++\n" + PAGE.replace("run =", "rum ="), ("page 1", "'rum'", "did you mean run")),
        (
            HEAD + RUN + "+++\n" + PAGE.replace('"maml"', '"maml"\ninner_step = "three"'),
            ("page 1", "inner_step", "from -1 to 1000", "three"),
        ),
        (HEAD + RUN + "+++\n" + PAGE.replace('"maml"', '"maml"\nplace = "cellar"'), ("page 1", "place", "cellar")),
        (HEAD + RUN + "+++\n" + PAGE.replace('"maml"', '"maml"\nhighlight = 3'), ("page 1", "highlight must be a list of texts", "3")),
        (HEAD + RUN + "+++\n" + PAGE.replace('"maml"', '"maml"\n[ask]\nquestion = "Q"'), ("page 1", "ask.answer", "None")),
        (HEAD + RUN.replace("steps = 10", "steps = -4") + "+++\n" + PAGE, ("head, runs.maml", "steps", "-4")),
        (HEAD + RUN.replace("sinusoid", "sinusoit") + "+++\n" + PAGE, ("runs.maml", "did you mean sinusoid")),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(Rejected) as refused:
        parse_story(text, "mine.md", SPECS)
    sentence = str(refused.value)
    assert sentence.startswith("mine.md") and "\n" not in sentence and sentence[-1] in ".?"
    for part in parts:
        assert part in sentence, sentence


def test_files_that_are_no_text_or_not_there_are_refused(tmp_path: Path) -> None:
    picture = tmp_path / "picture.md"
    picture.write_bytes(b"\x89PNG\r\n")
    with pytest.raises(Rejected, match=r"picture\.md: a story is text in UTF-8; byte 1 is 0x89"):
        read_story(picture, SPECS)
    picture.write_bytes(b"a" * 1_000_001)
    with pytest.raises(Rejected, match="at most 1,000,000 bytes"):
        read_story(picture, SPECS)
    with pytest.raises(StorageError):
        read_story(tmp_path / "none.md", SPECS)


def test_a_story_names_no_path_as_the_run_that_one_begins_from() -> None:
    head = '+++\nkind = "metascope-story"\nversion = 1\ntitle = "x"\n[runs.a]\nalgorithm = "maml"\ndataset = "sinusoid"\n'
    for name in ("../../etc/passwd", "/etc/passwd", "a/b"):
        with pytest.raises(Rejected, match="Start from"):
            parse_story(f'{head}init = "{name}"\n+++\n\n+++\ntitle = "p"\n+++\ntext', "mine.md", SPECS)


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("x = " + "[" * 9 + "]" * 9, "nested deeper than 8 levels"),
        ("x = " + "[" * 90_000, "nested deeper than 8 levels"),
        (".".join("a" * 40_000) + " = 1", "more than 8 parts"),
        ("task = 0x" + "f" * 50_000, "more than 100 digits"),
        ('x = "' + "a" * 100_000 + '"', "longer than 100,000 characters"),
        ('title = "' + "a" * 2_001 + '"', "title is at most 2,000 characters long"),
        ('title = "x"\nhide = [' + '"a",' * 101 + "]", "at most 100 texts"),
        ('title = "x"\nask = {question = "' + "a" * 2_001 + '", answer = "b"}', "ask.question is at most 2,000"),
        ("title = 1979-05-27", "title must be a text"),
        ("title = inf", "title must be a text"),
    ],
)
def test_a_block_beyond_its_limits_is_one_short_sentence(block: str, why: str) -> None:
    text = f'+++\nkind = "metascope-story"\nversion = 1\ntitle = "x"\n+++\n\n+++\n{block}\n+++\ntext'
    with pytest.raises(Rejected, match=why) as refused:
        parse_story(text, "mine.md", SPECS)
    assert len(str(refused.value)) < 300 and "\n" not in str(refused.value)


def test_the_text_of_a_page_is_bounded() -> None:
    text = '+++\nkind = "metascope-story"\nversion = 1\ntitle = "x"\n+++\n\n+++\ntitle = "p"\n+++\n' + "- " * 10_001
    with pytest.raises(Rejected, match="the text is at most 20,000 characters long; it has 20,001"):
        parse_story(text, "mine.md", SPECS)
