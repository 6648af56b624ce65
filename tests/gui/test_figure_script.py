"""A figure as JSON holds its numbers; as a matplotlib script it draws itself again, whatever its names are."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from engine.settings import Rejected
from engine.texts import harmless
from gui.export import cells, save
from gui.figure import Figure, Line, Raster
from gui.figure_script import as_json, as_script

X = np.array([1.0, 10.0, 100.0])
LINES = (
    Line("MAML", X, np.array([0.1, np.nan, 1 / 3]), raw=np.array([0.5, 0.25, 0.125]), colour="#292994"),
    Line("_Reptile $x^2$", X[:2], np.array([0.9, 0.8]), low=np.array([0.7, 0.6]), high=np.array([1.1, 1.0]), dashed=True, colour="#c02020"),
    Line("support", X, X / 100, points=True, pale=True, colour="#208020"),
)
FIGURE = Figure('Loss "and" accuracy\\', "tasks seen", "loss", LINES, x_log=True, x_range=(0.0, 2.0), y_range=(0.0, 1.2))
RAMP = np.array([[0, 0, 0], [128, 0, 0], [255, 255, 255]], np.uint8)
MATRIX = Raster(np.array([[0.0, 1.0], [2.0, np.nan]]), np.zeros((2, 2, 3), np.uint8), (0.0, 0.0, 2.0, 2.0), (0.0, 2.0), RAMP, "norm")
HEAT = Figure(
    "Memory", "slot", "width", (), x_range=(0, 2), y_range=(0, 2), raster=MATRIX, inverted=True, x_ticks=((0.5, "one"), (1.5, "two"))
)
REPORT = """
import json
def told(line): return {"label": line.get_label(), "colour": line.get_color(), "x": list(line.get_xdata()), "style": line.get_linestyle()}
print(json.dumps({"lines": [told(l) for l in ax.lines], "bands": len([c for c in ax.collections if type(c).__name__ != "PathCollection"]),
    "points": len([c for c in ax.collections if type(c).__name__ == "PathCollection"]), "title": ax.get_title("left"),
    "x": [ax.get_xlabel(), ax.get_xscale(), list(ax.get_xlim())], "y": [ax.get_ylabel(), ax.get_yscale(), list(ax.get_ylim())],
    "legend": [t.get_text() for t in ax.get_legend().get_texts()] if ax.get_legend() else [],
    "ticks": [t.get_text() for t in ax.get_xticklabels()], "pictures": len(ax.images), "panels": len(fig.axes)}, default=float))
"""


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    """Text is painted with the application's fonts."""


def drawn(figure: Figure, folder: Path) -> dict[str, Any]:
    """What matplotlib made of the script, or {} where matplotlib is not installed."""
    script = folder / "figure.py"
    save(figure, script)
    compile(script.read_text(), str(script), "exec")
    if importlib.util.find_spec("matplotlib") is None:
        return {}
    script.write_text(script.read_text() + REPORT)
    environment = os.environ | {"MPLBACKEND": "Agg", "MPLCONFIGDIR": str(folder)}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert (folder / "figure.png").stat().st_size > 5000
    return dict(json.loads(done.stdout))


def test_the_script_draws_the_figure_again(tmp_path: Path) -> None:
    found = drawn(FIGURE, tmp_path)
    if not found:
        pytest.skip("matplotlib is not installed; the script compiles")
    assert (
        found["title"] == FIGURE.title
        and found["x"] == ["tasks seen", "log", [1.0, 100.0]]
        and found["y"] == ["loss", "linear", [0.0, 1.2]]
    )
    assert [(line["colour"], line["style"]) for line in found["lines"]] == [("#292994", "-"), ("#292994", "-"), ("#c02020", "--")]
    assert found["lines"][0]["x"] == [1.0, 10.0, 100.0]
    assert found["legend"] == ["MAML", "\u200b_Reptile $x^2$", "support"] and found["bands"] == 1 and found["points"] == 1


def test_the_script_draws_a_matrix_with_its_colours(tmp_path: Path) -> None:
    found = drawn(HEAT, tmp_path)
    if not found:
        pytest.skip("matplotlib is not installed; the script compiles")
    assert found["pictures"] == 1 and found["panels"] == 2 and found["ticks"] == ["one", "two"] and found["y"][2] == [2.0, 0.0]
    assert drawn(replace(HEAT, raster=replace(MATRIX, ramp=None)), tmp_path)["panels"] == 1


def test_json_holds_the_numbers_and_null_for_what_is_none(tmp_path: Path) -> None:
    save(FIGURE, tmp_path / "figure.json")
    whole = json.loads((tmp_path / "figure.json").read_text(encoding="utf-8"))
    assert whole["axes"]["x"] == {"title": "tasks seen", "log": True, "range": [1.0, 100.0]}
    first, second, _ = whole["curves"]
    assert first["y"] == [0.1, None, 0.3333333] and first["before_smoothing"] == [0.5, 0.25, 0.125] and "low" not in first
    assert second["high"] == [1.1, 1.0]
    assert json.loads(as_json(HEAT))["matrix"]["values"] == [[0.0, 1.0], [2.0, None]]


NAMES = st.text(st.characters(codec="utf-8"), max_size=12)
HOSTILE = ("'''+__import__('os').abort()+'''", "\\", "a\nb", "\u2028", "{x}", "\x00\x1b[2J", "=cmd|' /C calc'!A0", "</text><script>", "]]>")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
@example(HOSTILE[0])
@example(HOSTILE[5])
@example(HOSTILE[7])
@example(HOSTILE[8])
def test_a_hostile_name_is_a_name_in_every_form(tmp_path: Path, name: str) -> None:
    hostile = replace(FIGURE, title=name, x_title=name, lines=(replace(LINES[1], name=name, colour="#c02020"),))
    tree = ast.parse(as_script(hostile))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called <= {"float", "Path", "ListedColormap"}
    assert json.loads(as_json(hostile))["curves"][0]["name"] == name
    save(hostile, tmp_path / "figure.svg")
    root = ET.parse(tmp_path / "figure.svg").getroot()
    assert {element.tag.rsplit("}", 1)[-1] for element in root.iter()}.isdisjoint({"script", "a", "image", "foreignObject"})
    assert not [cell for cell in cells(hostile)[0] if cell.lstrip()[:1] in tuple("=+-@")]


@given(NAMES)
@example(" =1+1")
@example("\t=1+1")
def test_no_text_in_a_table_can_be_run_and_numbers_stay_numbers(name: str) -> None:
    assert harmless(name)[:1] not in tuple("=+-@\t\r\n")
    assert not any(ord(ch) < 32 for ch in harmless(name))
    assert cells(FIGURE)[1][:2] == ["1.0", "0.5"] and float(cells(replace(FIGURE, lines=(Line("a", X, -X),)))[1][1]) == -1.0


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_ends_as_nothing_known_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Rejected, match=r"can be saved as \.png"):
        save(FIGURE, tmp_path / f"{name.replace('/', '')[:5]}.exe")
