"""Where no window can open, one sentence names the commands that need none; where a Qt platform is given, it opens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui import startup_errors

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
UNSET = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")


def environment(home: Path, **more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNSET} | {"METASCOPE_HOME": str(home)} | more


@pytest.mark.parametrize(
    ("more", "arguments", "words"),
    [
        ({}, [], "There is no display, so no window can open"),
        ({"DISPLAY": ":7654"}, [], "The display :7654 does not answer, so no window can open"),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": "wayland-7654"}, [], "The display wayland-7654 does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense"}, [], 'The window cannot open here (Could not find the Qt platform plugin "nonsense"'),
        ({"DISPLAY": ":7654"}, ["-platform", "xcb"], "The display :7654 does not answer"),
    ],
)
def test_one_sentence_names_what_works_without_a_window(more: dict[str, str], arguments: list[str], words: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, env=environment(tmp_path, **more), capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith(words) and done.stderr.count("\n") == 1
    assert "list, train, evaluate, compare, export, import and download need none: `python main.py --help`." in done.stderr


@pytest.mark.parametrize("how", [["-platform", "minimal"], []], ids=["by an option", "by the environment"])
def test_a_platform_without_a_display_opens_the_window(how: list[str], tmp_path: Path) -> None:
    more = {} if how else {"QT_QPA_PLATFORM": "offscreen"}
    code = (
        "import sys\nfrom PySide6.QtCore import QTimer\nimport gui.window as w\nshow = w.Window.show\n"
        "def shown(self):\n    show(self)\n    print('shown', flush=True)\n    QTimer.singleShot(0, self.close)\n"
        "w.Window.show = shown\nfrom gui.start import main\n"
        "if __name__ == '__main__':\n    sys.exit(main())\n"
    )
    script = tmp_path / "start.py"
    script.write_text(code)
    done = subprocess.run(
        [sys.executable, str(script), *how, "--library", str(tmp_path / "library")],
        cwd=ROOT,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), **more),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0 and done.stdout == "shown\n", done.stderr


def test_a_missing_library_of_the_system_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from gui import start

    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "gui.app":
                raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory", name="PySide6.QtGui")

    monkeypatch.delitem(sys.modules, "gui.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    monkeypatch.setattr(sys, "argv", ["main.py"])
    try:
        assert start.main() == 2
    finally:
        import gc

        gc.enable()
    said = capsys.readouterr().err
    assert said.startswith("The window cannot open here (libEGL.so.1: cannot open shared object file") and said.count("\n") == 1


def test_without_standard_error_it_is_only_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert startup_errors.refuse([]) == 2
    assert "Qt does not say why" in startup_errors.sentence([])
