"""A figure for other programs: its numbers as JSON, or a script of its own that draws it with matplotlib."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from gui.figure import Array, Figure, Line, Raster
from gui.log_ticks import PRINTED, log_texts, log_ticks, power_of_ten

WIDTH, HEIGHT = 7.2, 4.4
"""Inches."""
DIGITS = 7


def as_json(figure: Figure) -> str:
    """Titles, axes, curves and matrix; what is no finite number is null."""
    axes = {
        "x": {"title": figure.x_title, "log": figure.x_log, "range": _numbers(_limits(figure.x_range, figure.x_log))},
        "y": {"title": figure.y_title, "log": figure.y_log, "range": _numbers(_limits(figure.y_range, figure.y_log))},
    }
    lines = [
        {"name": line.name, "colour": line.colour, "points": line.points}
        | {part: _numbers(values) for part, values in _parts(line).items() if values is not None}
        for line in figure.lines
    ]
    whole: dict[str, Any] = {"title": figure.title, "axes": axes, "curves": lines}
    if figure.raster is not None:
        left, low, width, height = figure.raster.rect
        matrix = [_numbers(row) for row in figure.raster.values]
        place = {"left": left, "right": left + width, "low": low, "high": low + height}
        whole["matrix"] = {"values": matrix, "unit": figure.raster.unit, "place": place}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def as_script(figure: Figure) -> str:
    """Python that draws the figure wherever matplotlib is, its numbers inside; it saves a picture beside itself and shows it."""
    parts = [_HEAD.format(title=_text(figure.title), width=WIDTH, height=HEIGHT)]
    if figure.raster is not None:
        parts.append(_raster(figure.raster))
    parts += [_line(line) for line in figure.lines]
    parts.append(f"ax.set_title({_text(figure.title)}, loc='left', fontweight='bold')\n")
    for axis, title, log, limits, ticks in (
        ("x", figure.x_title, figure.x_log, figure.x_range, figure.x_ticks),
        ("y", figure.y_title, figure.y_log, figure.y_range, figure.y_ticks),
    ):
        parts.append(f"ax.set_{axis}label({_text(title)})\n")
        if log:
            parts.append(f"ax.set_{axis}scale('log')\n")
        parts.append(f"ax.set_{axis}lim({', '.join(map(_number, _limits(limits, log)))})\n")
        minor: tuple[float, ...] = ()
        if log and ticks is None:  # matplotlib's own are formulas, which the script does not read
            chosen = log_ticks(*limits, *PRINTED)
            ticks, minor = tuple(zip(chosen.labelled, log_texts(chosen.labelled), strict=True)), chosen.minor
        if ticks is not None:
            places = ", ".join(_number(_unscaled(place, log)) for place, _ in ticks)
            parts.append(f"ax.set_{axis}ticks([{places}], [{', '.join(_text(text) for _, text in ticks)}])\n")
        if log:
            between = ", ".join(_number(_unscaled(place, log)) for place in minor)
            parts.append(f"ax.set_{axis}ticks([{between}], [''] * {len(minor)}, minor=True)\n")
    if figure.inverted:
        parts.append("ax.invert_yaxis()\n")
    if any(line.name for line in figure.lines):
        parts.append("ax.legend(loc='upper center', bbox_to_anchor=(0.5, -0.16), ncols=3, frameon=False)\n")
    parts.append(_TAIL)
    return "".join(parts)


_HEAD = '''"""Drawn by Metascope; run it with Python wherever matplotlib is installed."""

from pathlib import Path

import matplotlib.pyplot as plt

nan, inf = float("nan"), float("inf")
plt.rcParams["text.parse_math"] = False
fig, ax = plt.subplots(figsize=({width}, {height}), num={title})
ax.spines[["top", "right"]].set_visible(False)
ax.grid(True, axis="y", color="#e6e6e6")
ax.set_axisbelow(True)

'''
_TAIL = """
fig.savefig(Path(__file__).with_suffix(".png"), dpi=200, bbox_inches="tight")
plt.show()
"""


def _line(line: Line) -> str:
    """One curve: its band, the curve before smoothing, then itself."""
    colour = _text(line.colour)
    said = [f"# {_text(line.name)}\nx = {_list(line.x)}\ny = {_list(line.y)}\n"]
    if line.low is not None and line.high is not None:
        said.append(f"ax.fill_between(x, {_list(line.low)}, {_list(line.high)}, color={colour}, alpha=0.18, linewidth=0)\n")
    if line.raw is not None:
        said.append(f"ax.plot(x, {_list(line.raw)}, color={colour}, alpha=0.3, linewidth=0.8)\n")
    # matplotlib leaves names that begin with an underscore out of the legend
    label = _text(f"\u200b{line.name}" if line.name.startswith("_") else line.name)
    if line.points:
        face = "'none'" if line.pale else colour
        said.append(f"ax.scatter(x, y, s=22, facecolors={face}, edgecolors={colour}, label={label}, zorder=3)\n")
    else:
        style = "'--'" if line.dashed else "'-'"
        alpha = 0.5 if line.pale else 1.0
        said.append(f"ax.plot(x, y, color={colour}, alpha={alpha}, linewidth={0.8 * line.width:g}, linestyle={style}, label={label})\n")
    return "".join(said) + "\n"


def _raster(raster: Raster) -> str:
    left, low, width, height = raster.rect
    extent = ", ".join(map(_number, (left, left + width, low, low + height)))
    how = f"origin='lower', extent=({extent}), aspect='auto', interpolation='nearest'"
    if raster.ramp is None or raster.levels is None:
        return f"ax.imshow({raster.rgb.tolist()}, {how})\n\n"
    matrix = ", ".join(_list(row) for row in raster.values)
    ramp = [[round(channel / 255, 4) for channel in colour] for colour in raster.ramp.tolist()]
    levels = f"vmin={_number(raster.levels[0])}, vmax={_number(raster.levels[1])}"
    return (
        "from matplotlib.colors import ListedColormap\n\n"
        f"ramp = ListedColormap({ramp})\nmatrix = [{matrix}]\n"
        f"picture = ax.imshow(matrix, cmap=ramp, {levels}, {how})\n"
        f"fig.colorbar(picture, label={_text(raster.unit)})\n\n"
    )


def _parts(line: Line) -> dict[str, Array | None]:
    return {"x": line.x, "y": line.y, "before_smoothing": line.raw, "low": line.low, "high": line.high}


def _limits(limits: tuple[float, float], log: bool) -> tuple[float, float]:
    return _unscaled(limits[0], log), _unscaled(limits[1], log)


def _unscaled(place: float, log: bool) -> float:
    """A place on an axis as the number that is written there."""
    return float(f"{power_of_ten(place):.{DIGITS}g}") if log else float(place)


def _numbers(values: Array | tuple[float, float]) -> list[float | None]:
    return [float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None for value in np.asarray(values, float).tolist()]


def _number(value: float) -> str:
    return f"{float(value):.{DIGITS}g}"


def _list(values: Array) -> str:
    return f"[{', '.join(map(_number, np.asarray(values, float).tolist()))}]"


def _text(text: str) -> str:
    """A Python literal in ASCII, whatever the text is, on one line."""
    return ascii(text)
