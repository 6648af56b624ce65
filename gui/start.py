"""Start Metascope: the window, or a headless command, which never loads Qt."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """The window, if there are no arguments, or only files and options of the window; otherwise the command they name."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else "-"
    if (not first.startswith("-") and not first.endswith(".metascope")) or first in ("-h", "--help"):
        from engine.commands import main as command
        from gui.command_output import spoken_output

        with spoken_output(arguments):
            return command(arguments)
    gc.disable()  # a start makes much and drops nothing; `gui.app` enables it again
    from gui.app import main as window

    return window(arguments)
