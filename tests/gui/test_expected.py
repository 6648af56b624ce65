"""Behind one's own curve stands that of the example with the same settings, as far as it can be compared."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from engine.catalogue import kept_catalogue
from engine.demos import config_of
from engine.examples import ENDING
from engine.protocol import At, RunConfig, Scalar, Started
from gui.history import RunHistory, RunInfo
from gui.plotting import Curve
from gui.views.curves import CurveSettings, ScoreView

CATALOGUE = kept_catalogue()
EXAMPLE = config_of(CATALOGUE, "maml-glyphs")


def run_of(config: RunConfig, steps: int, name: str = "mine") -> RunHistory:
    algorithm = next(a for a in CATALOGUE.algorithms if a.id == config.algorithm)
    dataset = next(d for d in CATALOGUE.datasets if d.id == config.dataset)
    history = RunHistory(RunInfo(name, "MAML", algorithm, dataset, config, 0))
    history.feed(Started(name, config, At(), "cpu", 1, "accuracy", 0.2, "", ()))
    for step in range(1, steps + 1):
        history.feed(Scalar(name, At(step, 16 * step, 480 * step, step / 5), {"query_loss_after": 1.0}))
    return history


def expected(qtbot: QtBot, *histories: RunHistory, axis: str = "tasks") -> Curve | None:
    """What is drawn of the example behind the first of these runs."""
    settings = CurveSettings()
    settings.set_axis(axis)
    view = ScoreView(settings)
    qtbot.addWidget(view)
    for history in histories:
        view.add(history)
    view.select(histories[0].info.id)
    view.draw()
    return next((c for c in view.panel.curves() if c.key == "expected"), None)


def test_the_example_is_shown_somewhat_further_than_the_run_is(qtbot: QtBot) -> None:
    mine = replace(EXAMPLE, seed=7, steps=100_000)
    early, late = expected(qtbot, run_of(mine, 100)), expected(qtbot, run_of(mine, 200))
    assert early is not None and late is not None and early.behind
    assert early.x[-1] <= 3200 and late.x[-1] == 6400 > early.x[-1]
    assert early.low is not None and np.all(early.low < early.y) and late.y[-1] > 0.85
    by_steps = expected(qtbot, run_of(mine, 200), axis="step")
    assert by_steps is not None and by_steps.x[-1] == 400


def test_nothing_is_expected_of_other_settings_of_a_run_just_begun_or_beside_the_example_itself(qtbot: QtBot) -> None:
    assert expected(qtbot, run_of(EXAMPLE.having("way", 4), 100)) is None
    assert expected(qtbot, run_of(EXAMPLE.having("inner_lr", 0.3), 100)) is None
    assert expected(qtbot, run_of(EXAMPLE, 1)) is None
    assert expected(qtbot, run_of(EXAMPLE, 100), axis="seconds") is None  # they are of another computer
    assert expected(qtbot, run_of(EXAMPLE, 100), run_of(EXAMPLE, 400, f"maml-glyphs{ENDING}")) is None
