"""The finished runs that come with the program: where they lie, and which of them a first launch shows. (no torch)"""

from __future__ import annotations

from pathlib import Path

from engine.library import Library

DEMOS = Path(__file__).parents[1] / "assets" / "demos"
"""A library that is only read; `python -m engine.demos` makes it again."""
EXAMPLES = DEMOS / "checkpoints"
ENDING = "-example"
"""How the names of its runs end, so that they are never those of a person's own."""
FIRST = "maml-sinusoid"
PROBE = 48
"""The validation task that the first example is shown on: a tall wave, five points along all of it."""
ORDER = ("maml", "reptile", "prototypical", "finetune", "scratch", "mann", "matching_networks")
"""Methods whose examples are offered first: one at least of every family, and what knows nothing."""
COMPARED = ("maml-glyphs", "reptile-glyphs", "prototypical-glyphs", "finetune-glyphs")


def is_example(run: str) -> bool:
    """Whether a run belongs to the program."""
    return run.endswith(ENDING)


def opened(folder: Path) -> Library:
    """The library of a folder; that of the examples is only read. Raises `StorageError`."""
    return Library(folder, only_read=folder == DEMOS, create=False)
