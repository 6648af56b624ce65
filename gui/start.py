"""Start Metascope: the window, or a headless command, which never loads Qt."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """The window, if there are no arguments, or only files and options of the window; otherwise the command they name."""
    from engine import standard_streams, stop_signals  # not above: a worker process imports this module again

    standard_streams.open_standard_descriptors()
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else "-"
    if (not first.startswith("-") and not first.endswith(".metascope")) or first in ("-h", "--help"):
        from engine.commands import main as command
        from gui.command_output import spoken_output

        with spoken_output(arguments):
            code = command(arguments)
        if code > 128:
            stop_signals.ignore()  # a closing session sends several, and the first has been obeyed
            standard_streams.flush_all()
            os._exit(code)  # what is to be kept is on disk; threads in the middle of an outer step are not waited for
        return code
    gc.disable()  # a start makes much and drops nothing; `gui.app` enables it again
    try:
        from gui.app import main as window
    except ImportError as error:
        if "PySide6" not in (error.name or "") and "shared object" not in str(error):
            raise
        from gui.startup_errors import refuse

        return refuse([str(error)])  # a library of the system that a bare server lacks
    return window(arguments)
