"""What a run has said is kept as columns, and the settings in force follow its live changes."""

from __future__ import annotations

from engine.catalogue import configured, kept_catalogue
from engine.protocol import At, HyperChanged, Scalar, Started, StateChanged
from gui.history import RunHistory, RunInfo

CATALOGUE = kept_catalogue()
MAML = next(a for a in CATALOGUE.algorithms if a.id == "maml")
GLYPHS = next(d for d in CATALOGUE.datasets if d.id == "glyphs")
CONFIG = configured(CATALOGUE, "maml", "glyphs", {"steps": 50})


def history() -> RunHistory:
    return RunHistory(RunInfo("run", "MAML", MAML, GLYPHS, CONFIG))


def test_numbers_grow_as_columns_over_each_time_axis() -> None:
    run = history()
    for step in range(1000):
        run.feed(Scalar("run", At(step, 16 * step, 80 * step, step / 100), {"query_loss_after": step * 2.0}))
    series = run.series["query_loss_after"]
    assert series.count == 1000 and series.at.shape == (4, 1000)
    assert series.x("tasks")[-1] == 16 * 999 and series.x("seconds")[500] == 5.0
    assert series.values[999] == 1998.0


def test_a_live_change_is_in_force_from_then_on_and_a_restart_forgets_the_numbers() -> None:
    run = history()
    assert run.config == CONFIG
    started = Started("run", CONFIG, At(), "cpu", 10, "accuracy", 0.2, "glyphs", ())
    run.feed(started)
    run.feed(Scalar("run", At(1), {"query_loss_after": 1.0}))
    run.feed(HyperChanged("run", At(1), "meta_batch", 4))
    run.feed(HyperChanged("run", At(1), "inner_lr", 0.25))
    assert run.config.meta_batch == 4 and run.config.hyper["inner_lr"] == 0.25
    run.feed(Started("run", run.config, At(), "cpu", 10, "accuracy", 0.2, "glyphs", (), restarted=True))
    assert not run.series and not run.changes and run.config.meta_batch == 4


def test_the_state_and_its_quiet_sentence_are_the_last_said() -> None:
    run = history()
    run.feed(StateChanged("run", "running"))
    run.feed(StateChanged("run", "paused", "waiting for you"))
    assert (run.state, run.note) == ("paused", "waiting for you")
