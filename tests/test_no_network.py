"""Nothing that Metascope does by itself opens a network socket: every interpreter reports each one it makes to a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TELL = """
import os, sys

def hook(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"):
        where = arguments[1] if event in ("socket.connect", "socket.bind") else arguments[0]
        if not isinstance(where, (str, bytes)) or event.startswith("socket.get"):  # a path is a pipe of this computer
            with open(os.environ["TELLTALE"], "a") as file:
                file.write(f"{event} {where!r}\\n")

sys.addaudithook(hook)
with open(os.environ["TELLTALE"] + ".watched", "a") as file:
    file.write("x")
"""
TRAIN = ["--algorithm", "maml", "--dataset", "sinusoid", "--steps", "2", "--meta-batch", "2", "--validation-episodes", "2", "--json"]
WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from engine.catalogue import configured, kept_catalogue
from engine.examples import DEMOS
from gui.first import FirstLook
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

if __name__ == "__main__":
    application = QApplication(["metascope"])
    application.setApplicationName("Metascope test")
    appearance.start(application)
    runs = Runs(kept_catalogue(), Path(sys.argv[1]), examples=DEMOS)
    window = Window(runs, runs.catalogue, Path(sys.argv[1]))
    first = FirstLook(window)
    window.show()
    window.warm_up()
    run = runs.start(configured(runs.catalogue, "maml", "sinusoid", {"meta_batch": 2}))
    end = time.monotonic() + 120
    while runs.histories[run].at.step < 3 and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)
    assert runs.histories[run].at.step >= 3
    window.close()
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python, also of worker processes, tells of the sockets it connects or binds."""
    (tmp_path / "sitecustomize.py").write_text(TELL)
    inherited = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "METASCOPE_HOME": str(tmp_path / "home")}
    return inherited | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "TELLTALE": str(tmp_path / "sockets")}


def told(environment: dict[str, str]) -> str:
    file = Path(environment["TELLTALE"])
    return file.read_text() if file.exists() else ""


def watched(environment: dict[str, str]) -> int:
    """How many interpreters were watched."""
    return len(Path(environment["TELLTALE"] + ".watched").read_text())


def test_a_socket_would_be_told_of(environment: dict[str, str]) -> None:
    code = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close()"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert "socket.bind ('127.0.0.1', 0)" in told(environment)


def test_training_and_evaluating_open_none(environment: dict[str, str], tmp_path: Path) -> None:
    library = ["--library", str(tmp_path / "library")]
    for words in (["train", *TRAIN], ["evaluate", "maml-sinusoid-0001", "--episodes", "2", "--json"]):
        subprocess.run([sys.executable, "main.py", *words, *library], cwd=ROOT, env=environment, check=True, capture_output=True)
    assert watched(environment) == 2 and not told(environment)


def test_the_window_and_its_workers_open_none(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "window.py").write_text(WINDOW)
    subprocess.run([sys.executable, str(tmp_path / "window.py"), str(tmp_path / "library")], cwd=ROOT, env=environment, check=True)
    assert watched(environment) >= 3 and not told(environment)
