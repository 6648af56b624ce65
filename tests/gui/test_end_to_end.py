"""A person's first minute, in a real window on a virtual screen: start, press Space, watch it train, close."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
TOOLS = ("Xvfb", "xdotool", "openbox", "import")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)} for a window on a virtual screen")


def until(seconds: float, condition: Callable[[], object]) -> bool:
    """Whether `condition` came true within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """The environment of a virtual 1280 x 800 screen with a window manager."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)

    def managed() -> bool:
        return subprocess.run(["xdotool", "get_desktop"], env=environment, capture_output=True).returncode == 0

    assert until(20, managed), "no window manager: a key would reach no window"
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def steps(library: Path) -> int:
    """The outer step that the library's metrics have reached."""
    try:
        with sqlite3.connect(f"file:{library / 'runs.sqlite'}?mode=ro", uri=True) as base:
            return int(base.execute("select max(last) from metrics").fetchone()[0] or 0)
    except sqlite3.Error:
        return 0


def test_space_trains_the_default_and_closing_leaves_nothing_behind(display: dict[str, str], tmp_path: Path) -> None:
    a_first_minute([sys.executable, str(ROOT / "main.py")], display, tmp_path, ARTEFACTS / "end-to-end.png")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("PyInstaller") is None, reason="needs the extra `freeze`")
def test_the_packed_program_lists_trains_and_closes_like_the_checkout(display: dict[str, str], tmp_path: Path) -> None:
    words = ["--noconfirm", "--distpath", str(tmp_path / "dist"), "--workpath", str(tmp_path / "build"), "packaging/metascope.spec"]
    subprocess.run([sys.executable, "-m", "PyInstaller", *words], cwd=ROOT, check=True, capture_output=True, timeout=1800)
    program = str(tmp_path / "dist" / "metascope" / "metascope")

    def said(*words: str) -> str:
        return subprocess.run([program, *words], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=300).stdout

    here = [sys.executable, str(ROOT / "main.py"), "list", "--json"]
    assert said("list", "--json") == subprocess.run(here, capture_output=True, text=True, check=True).stdout
    trained = ("train", "--algorithm", "maml", "--dataset", "sinusoid", "--steps", "5", "--library", str(tmp_path / "other"), "--json")
    lines = [json.loads(line) for line in said(*trained, "--compiled", "true").splitlines()]
    assert lines[-1]["event"] == "finished"
    assert any("The packed program has no compiler" in str(line) for line in lines)
    a_first_minute([program], display, tmp_path, ARTEFACTS / "packed.png")


def a_first_minute(program: list[str], display: dict[str, str], tmp_path: Path, shot: Path) -> None:
    """Open the window from a folder of its own, press Space, look, close; asserts that each of these did what it says."""
    home = tmp_path / "a person's home"
    environment = display | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    environment |= {"XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state")}
    home.mkdir()
    library = tmp_path / "library"

    def xdotool(*words: str) -> str:
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, timeout=30).stdout.strip()

    log = (tmp_path / "output").open("w+")
    app = subprocess.Popen([*program, "--library", str(library)], cwd=home, env=environment, stdout=log, stderr=log)
    try:
        assert until(30, lambda: xdotool("search", "--onlyvisible", "--name", "Metascope")), "no window appeared"
        window = xdotool("search", "--onlyvisible", "--name", "Metascope").splitlines()[0]
        xdotool("windowactivate", "--sync", window)
        assert until(10, lambda: xdotool("getwindowfocus") == window), "the window did not get the keyboard"
        xdotool("key", "space")
        trains = until(150, lambda: steps(library) > 30)
        time.sleep(2)
        ARTEFACTS.mkdir(exist_ok=True)
        subprocess.run(["import", "-window", "root", str(shot)], env=environment, check=True, timeout=30)  # kept also where it fails
        assert trains, "pressing Space did not start a run that records metrics"
        assert shot.stat().st_size > 40_000, "the screenshot is nearly empty"
        xdotool("key", "--window", window, "alt+F4")
        assert until(10, lambda: app.poll() is not None), "the window did not close"
        assert app.returncode == 0
        left = subprocess.run(["pgrep", "-f", str(library)], capture_output=True, text=True).stdout
        assert not left, "a process was left behind"
        assert list((library / "checkpoints").glob("*.safetensors")), "closing while training kept no checkpoint"
    finally:
        app.kill()
        app.wait()
        log.seek(0)
        output = log.read()
        log.close()
    assert "Traceback" not in output, output
