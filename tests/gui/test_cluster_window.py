"""Training on a cluster from the window: joining it, runs that show like runs at home, leaving it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

pytest.importorskip("distributed")

from engine.catalogue import configured, kept_catalogue
from engine.cluster import Cluster, Place
from gui.cluster import ClusterDialog
from gui.window import Window

PATIENCE = 120_000


def test_a_run_begun_on_a_cluster_shows_like_one_at_home_and_is_kept_here(window: Window, qtbot: QtBot) -> None:
    cluster = Cluster(Place(), workers=1)
    window.clusters._joined(cluster, "1 worker")
    assert window.actions_list["cluster"].isChecked() and "1 worker" in window.cards.sentences()[0]
    chosen = {"steps": 30, "validate_every": 30, "device": "cpu"}
    config = configured(kept_catalogue(), "maml", "sinusoid", chosen)
    run, later = window.runs.start(config), window.runs.start(config)
    qtbot.waitUntil(lambda: window.runs.histories[run].state == "finished", timeout=PATIENCE)
    history = window.runs.histories[run]
    assert history.far and history.at.step == 30 and history.series["query_loss_after"].count > 0
    assert window.runs.library().checkpoint(run).exists() and window.runs.library().run(run).state == "finished"
    qtbot.waitUntil(lambda: window.runs.histories[later].state == "finished", timeout=PATIENCE)  # it waited for the one worker
    window.clusters._leave()
    assert not window.runs.on_cluster() and not window.actions_list["cluster"].isChecked()


def test_an_address_that_is_none_is_said_in_the_dialog_and_nothing_else_happens(window: Window, qtbot: QtBot) -> None:
    dialog = ClusterDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.address.setText("somewhere")
    dialog.join()
    qtbot.waitUntil(lambda: "tcp://HOST:PORT" in dialog._told.text(), timeout=20_000)
    assert dialog._join.isEnabled() and not window.runs.on_cluster()
    dialog.reject()
