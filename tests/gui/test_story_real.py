"""A story on real runs: what a page names is trained, shown and set; the same numbers every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.protocol import Fit
from gui.window import Window

SOON = 120_000
TINY = "shot = 5\nsteps = 4\nmeta_batch = 2\nvalidate_every = 4\nvalidation_episodes = 2\nthreads = 1\n"
STORY = f"""+++
kind = "metascope-story"
version = 1
title = "Tiny"
[runs.a]
algorithm = "maml"
dataset = "sinusoid"
{TINY}
[runs.again]
algorithm = "maml"
dataset = "sinusoid"
init = "a"
outer_lr = 0.0
{TINY}
+++

+++
title = "One"
run = "a"
task = 3
inner_step = 2
inside = "Path"
hide = ["curves", "setup"]
+++
Text

+++
title = "Two"
place = "compare"
run = "again"
beside = ["a"]
+++

+++
title = "Three"
place = "try"
tab = "points"
points_amplitude = 2.0
run = "a"
beside = ["again"]
+++
"""


def test_pages_train_what_they_name_and_show_the_same_numbers_again(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "tiny.md"
    path.write_text(STORY, encoding="utf-8")
    desk, runs, learn = window.desk, window.runs, window.learn
    with qtbot.waitExposed(window):
        window.show()
    window.warm_up()

    def settled() -> None:
        qtbot.waitUntil(lambda: not desk.scenes.waiting, timeout=SOON)

    def curves() -> np.ndarray:
        run = runs.current
        assert run is not None
        qtbot.waitUntil(lambda: isinstance(runs.histories[run].reading("Fit"), Fit), timeout=SOON)
        reading = runs.histories[run].reading("Fit")
        assert isinstance(reading, Fit)
        return reading.curves

    assert desk.stories.open(path)
    settled()
    first = runs.current
    assert first is not None and runs.histories[first].state == "finished" and runs.histories[first].at.step == 4
    assert (learn.task, learn.scrubber.step, learn.inside_shown()) == (3, 2, "Path")
    assert learn.parts["curves"].isHidden()
    desk.stories.set_again()  # the run is found, not trained anew
    settled()
    assert list(runs.histories) == [first]
    shown = curves()
    window.actions_list["same_seed"].trigger()
    qtbot.waitUntil(lambda: runs.histories[first].state != "finished", timeout=SOON)
    qtbot.waitUntil(lambda: runs.histories[first].state == "finished", timeout=SOON)
    desk.stories.set_again()
    settled()
    qtbot.waitUntil(lambda: np.array_equal(curves(), shown), timeout=SOON)

    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    settled()
    other = window.compare.contest.comparison.runs[1]
    assert window.compare.isVisible() and window.compare.contest.comparison.runs == [first, other]
    assert runs.histories[other].config.init == first  # the story's name became the run's
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    settled()
    assert set(window.try_place.ticked()) == {first, other} and window.try_place.tab_shown() == "points"
    assert window.try_place.points.amplitude.value() == 200
    assert window.cards.sentences() == []
    desk.stories.close()
    assert not learn.parts["curves"].isHidden()
