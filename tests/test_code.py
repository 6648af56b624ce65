"""The code keeps the project's rules: formatted, linted, typed, imports in one direction, nothing forbidden at start-up."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "ruff", "check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ],
    ids=["formatted", "linted", "typed", "imports"],
)
def test_the_code_is(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_engine_runs_where_there_is_no_qt() -> None:
    blocked = "import sys; sys.modules['PySide6'] = sys.modules['pyqtgraph'] = None\n"
    done = subprocess.run(
        [sys.executable, "-c", blocked + "import main, engine.catalogue as c; assert c.algorithms() and c.datasets()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_what_pip_installs_runs_a_command_without_qt() -> None:
    module, function = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["metascope"].split(":")
    code = f"""import sys; sys.argv[1:] = ["list"]
from {module} import {function} as main
code = main()
assert "PySide6" not in sys.modules
sys.exit(code)"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "maml" in done.stdout
