"""Texts of the command line in another language: the caller may set one, English is the default. (no torch)"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable

_NARROWER = 0.6
"""Share of the terminal's width that help is wrapped to: letters of other scripts may be two columns wide."""
DEFAULT = "(default {value})"
_DEFAULT = re.compile(r"(.*?)(?: \(default ([^()]*)\))?", re.DOTALL)
"""A help, and what it ends with where the setting has a default."""
_translate: list[Callable[[str], str]] = []


def set_translation(translate: Callable[[str], str] | None) -> None:
    """Say what `spoken` is given in another language from now on; None: in English."""
    _translate[:] = [] if translate is None else [translate]


def spoken(text: str) -> str:
    """`text` in the language that was set."""
    return _translate[-1](text) if _translate else text


def spoken_help(parser: argparse.ArgumentParser, write: Callable[[], str]) -> str:
    """What `write` gives as the help of a parser, its texts in the language that was set."""
    if not _translate:
        return write()
    parser.description = spoken(parser.description) if parser.description else parser.description
    for group in parser._action_groups:
        group.title = spoken(group.title) if group.title else group.title
    for action in parser._actions:
        inner = action._choices_actions if isinstance(action, argparse._SubParsersAction) else []
        for each in (action, *inner):
            if each.help and each.help != argparse.SUPPRESS:
                about, default = _DEFAULT.fullmatch(each.help.replace("%%", "%")).groups()  # type: ignore[union-attr]
                default = spoken(DEFAULT).format(value=default) if default is not None else ""
                each.help = f"{spoken(about)}{default}".replace("%", "%%")
    width = max(40, round(_NARROWER * shutil.get_terminal_size().columns))
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=width)
    text = write()
    return text.replace("usage:", spoken("usage:"), 1)
