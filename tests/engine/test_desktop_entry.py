"""A Linux desktop's menu starts this very program, shows its icon, and opens its files with it."""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from engine import desktop_entry
from engine.commands import main

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menus of Linux desktops")


def values(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_entry_starts_this_program_from_any_folder_and_goes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "my programs" / "metascope"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "argv", [os.path.relpath(program)])
    assert main(["desktop-entry"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert written and all(path.is_file() and path.is_relative_to(tmp_path / "data") for path in written)
    entry = written[0]
    assert shlex.split(values(entry)["Exec"]) == [str(program), "%F"]
    assert values(entry)["TryExec"] == str(program)
    if checker := shutil.which("desktop-file-validate"):
        assert subprocess.run([checker, str(entry)], capture_output=True, text=True).stdout == ""
    if shutil.which("update-mime-database"):
        assert "application/x-metascope:*.metascope" in (tmp_path / "data" / "mime" / "globs").read_text()
    assert main(["desktop-entry", "--remove"]) == 0
    assert not any(path.exists() for path in written)
    assert main(["desktop-entry", "--remove"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "There was no desktop entry of Metascope."


def test_words_of_a_command_are_quoted_as_the_specification_asks() -> None:
    assert desktop_entry.quoted("/opt/50% $off/py`3") == r'"/opt/50%% \\$off/py\\`3"'
    assert desktop_entry.quoted('/a "b"\\c') == r'"/a \\"b\\"\\\\c"'
    assert desktop_entry.entry("TryExec=metascope\nExec=metascope %F\n", ["/p y", "/m.py"]) == 'TryExec=/p y\nExec="/p y" "/m.py" %F\n'


def test_pip_puts_the_same_files_into_the_places_that_desktops_read() -> None:
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["data-files"]
    by_pip = {f"{folder.removeprefix('share/')}/{Path(name).name}": ROOT / name for folder, (name,) in shared.items()}
    assert by_pip == desktop_entry.PLACES
    assert all(path.is_file() for path in by_pip.values())


def test_other_systems_are_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert main(["desktop-entry"]) == 2
    assert capsys.readouterr().err.strip() == "`desktop-entry` is for the menus of Linux desktops; this computer runs win32."
