"""Assemble the application: window, engine threads, frame clock, excepthook, translations."""

from __future__ import annotations

import argparse
import gc
import logging
import logging.handlers
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from engine.catalogue import kept_catalogue
from engine.examples import DEMOS
from engine.places import library_folder, log_file
from gui.first import FirstLook
from gui.icons import program_icon
from gui.language import language
from gui.runs import Runs
from gui.startup_errors import explained, refuse
from gui.theme import appearance
from gui.view_fault import blamed, stand_aside
from gui.window import Window


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and stay until it closes; returns the exit code."""
    options = _parsed(sys.argv[1:] if arguments is None else arguments)
    with explained():
        words = ["metascope", *(("-platform", options.platform) if options.platform else ())]
        application = QApplication.instance() or QApplication(words)
    assert isinstance(application, QApplication)
    if application.primaryScreen() is None:
        return refuse(["Qt finds no screen"])
    application.setApplicationName("Metascope")
    application.setOrganizationName("Metascope")
    application.setDesktopFileName("metascope")
    application.setWindowIcon(program_icon())
    log_folder = _log_to_file()
    language.start()
    appearance.start(application)
    library = Path(options.library).expanduser().resolve() if options.library else library_folder()
    catalogue = kept_catalogue()
    runs = Runs(catalogue, library, in_thread=options.engine == "thread", examples=DEMOS)
    window = Window(runs, catalogue, log_folder)
    if options.data:
        window.learn.form.use_folder(str(Path(options.data).expanduser().resolve()))
    catch(window)
    first = FirstLook(window)
    window.show()
    gc.freeze()  # what a start made stays: looking through it again and again would hold up frames
    gc.enable()
    window.warm_up()
    window.files.open([Path(name).expanduser().absolute() for name in options.files])
    code = application.exec()
    del first
    language.uninstall()
    return int(code)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="metascope", description="See a model learn to learn.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="a run or a comparison saved as a .metascope file, to open")
    parser.add_argument("--library", help="folder that keeps runs and checkpoints")
    parser.add_argument("--data", help="folder that holds datasets' files, such as omniglot/images_background.zip")
    parser.add_argument("--engine", choices=("process", "thread"), default="process", help="where training runs (thread: for debuggers)")
    parser.add_argument("-platform", metavar="NAME", help="Qt's platform plugin, such as offscreen or vnc")
    return parser.parse_args(arguments)


def _log_to_file() -> Path:
    """Details of failures go to a file of bounded size, never to a person's eyes."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        path = log_file()
        handler: logging.Handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError:
        handler, path = logging.StreamHandler(), Path.home() / "metascope.log"
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    return path.parent


def catch(window: Window) -> None:
    """What nobody caught goes to the log, and one sentence to the person."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        picture = blamed(trace)
        if picture is not None and stand_aside(picture, error):
            return
        logging.getLogger("metascope").critical("uncaught", exc_info=(kind, error, trace))
        if isinstance(error, KeyboardInterrupt):
            window.close()
            return
        window.cards.show_card(
            QCoreApplication.translate("Window", "Something in the window went wrong; training goes on. The log has the details."),
            repr(error),
        )

    sys.excepthook = hook
