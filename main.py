"""Start Metascope: the window, or a headless command."""

import multiprocessing
import sys


def main() -> int:
    """The window, if there are no arguments or only options of the window; otherwise the command they name."""
    arguments = sys.argv[1:]
    if arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help")):
        from engine.commands import main as command

        return command(arguments)
    from gui.app import main as window

    return window(arguments)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
