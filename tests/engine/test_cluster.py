"""Runs on a cluster: two Dask workers on this machine train, are commanded, lost and replaced; everything comes home."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from engine import checkpoint
from engine.catalogue import catalogue, configured
from engine.cluster import Cluster, Place, place
from engine.failures import StorageError
from engine.inbox import Quiet
from engine.jobs import evaluated, started
from engine.library import Library
from engine.protocol import (
    Adapt,
    Adapted,
    Command,
    Evaluated,
    Event,
    Failed,
    Finished,
    Observe,
    Pause,
    Read,
    Refused,
    Resume,
    RunConfig,
    Scalar,
    Start,
    StateChanged,
    Stop,
)
from engine.settings import Rejected


def small(algorithm: str = "maml", **chosen: object) -> RunConfig:
    settings: dict[str, object] = {
        "steps": 60,
        "meta_batch": 4,
        "validate_every": 30,
        "validation_episodes": 4,
        "device": "cpu",
        "threads": 1,
    }
    return configured(catalogue(), algorithm, "sinusoid", settings | chosen)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster(Place(), workers=2)
    yield cluster
    cluster.close()


class Told:
    """An inbox that a test writes into."""

    def __init__(self) -> None:
        self.commands: deque[Command] = deque()

    def poll(self) -> Command | None:
        return self.commands.popleft() if self.commands else None

    def wait(self) -> Command:
        raise AssertionError("a run at home never sleeps on its inbox")


def scalars(events: list[Event]) -> list[tuple[int, dict[str, float]]]:
    return [(e.at.step, dict(e.values)) for e in events if isinstance(e, Scalar)]


def test_a_run_on_the_cluster_has_the_numbers_of_the_same_run_at_home(cluster: Cluster, tmp_path: Path) -> None:
    config = small()
    library = Library(tmp_path)
    there, here = library.new_run(config), library.new_run(config)
    far = list(cluster.started(Start(there, config, str(tmp_path)), Told()))
    near = list(started(Start(here, config, str(tmp_path)), Quiet(), 1, hosted=False))
    assert isinstance(next(e for e in far if isinstance(e, Finished)), Finished)
    assert scalars(far) == scalars(near) and len(scalars(far)) == 60
    assert [values for _, values in library.metrics(there)] == [values for _, values in library.metrics(here)]
    assert library.run(there).state == "finished" and len(library.evaluations(there)) == len(library.evaluations(here)) > 0
    mine, yours = checkpoint.load(library.checkpoint(there))[0], checkpoint.load(library.checkpoint(here))[0]
    assert all(mine[name].equal(yours[name]) for name in yours if name.startswith("theta."))


def test_commands_reach_a_run_that_trains_elsewhere_and_answers_come_back(cluster: Cluster, tmp_path: Path) -> None:
    config = small(steps=100_000)
    library = Library(tmp_path)
    run = library.new_run(config)
    told = Told()
    told.commands += [Observe(("Fit",))]
    events = cluster.started(Start(run, config, str(tmp_path)), told)
    seen: list[Event] = []
    asked = False
    for event in events:
        seen.append(event)
        if isinstance(event, Read) and not asked:
            told.commands.append(Pause())
            asked = True
        if isinstance(event, StateChanged) and event.state == "paused":
            points = np.array([-1.0, 1.0], np.float32)
            told.commands.append(Adapt(7, points, points, np.linspace(-5, 5, 3, dtype=np.float32)))
        assert not isinstance(event, Refused), event
        if isinstance(event, Adapted):
            assert event.request == 7
            told.commands.append(Stop())
    states = [e.state for e in seen if isinstance(e, StateChanged)]
    assert states[:2] == ["waiting", "loading"] and "paused" in states and states[-1] == "stopped"
    assert any(isinstance(e, Adapted) for e in seen)
    assert library.run(run).state == "stopped" and library.checkpoint(run).exists()


def test_a_lost_worker_is_replaced_and_the_run_goes_on_from_its_last_checkpoint(cluster: Cluster, tmp_path: Path) -> None:
    config = small(steps=3000, validate_every=1000)
    library = Library(tmp_path)
    run, calm = library.new_run(config), library.new_run(config)
    told = Told()
    killed = False
    places: list[int] = []
    for event in cluster.started(Start(run, config, str(tmp_path)), told):
        if isinstance(event, Scalar):
            places.append(event.at.step)
            if event.at.step == 1000:
                told.commands.append(Pause())
        if isinstance(event, StateChanged) and event.state == "paused" and not killed:
            killed = True
            os.kill(worker_of(cluster), signal.SIGKILL)
        elif isinstance(event, StateChanged) and event.state == "paused":
            told.commands.append(Resume())
    assert killed and places[-1] == 3000 and library.run(run).state == "finished"
    list(started(Start(calm, config, str(tmp_path)), Quiet(), 1, hosted=False))
    assert [values for _, values in library.metrics(run)] == [values for _, values in library.metrics(calm)]


def test_a_run_begins_with_the_weights_of_a_run_that_lies_at_home(cluster: Cluster, tmp_path: Path) -> None:
    library = Library(tmp_path)
    source = library.new_run(small(steps=2))
    list(started(Start(source, small(steps=2), str(tmp_path)), Quiet(), 1, hosted=False))
    config = small("fomaml", steps=2, init=source)
    run = library.new_run(config)
    notes = [e.note for e in cluster.started(Start(run, config, str(tmp_path)), Told()) if isinstance(e, StateChanged)]
    assert any(source in note for note in notes)


def test_a_checkpoint_is_scored_on_the_cluster_as_at_home(cluster: Cluster, tmp_path: Path) -> None:
    config = small(steps=5)
    library = Library(tmp_path)
    run = library.new_run(config)
    list(cluster.started(Start(run, config, str(tmp_path)), Told()))
    there = cluster.result(cluster.scored(run, config, library, 20))
    here = next(e for e in evaluated(run, config, library, 20, 1) if isinstance(e, Evaluated))
    assert len(there.scores) == 20 and there.mean == pytest.approx(here.mean, rel=1e-6)


def test_what_fails_on_a_worker_is_one_sentence_that_names_the_machine(cluster: Cluster, tmp_path: Path) -> None:
    config = configured(catalogue(), "prototypical", "omniglot", {"device": "cpu"}, str(tmp_path / "nowhere"))
    library = Library(tmp_path)
    run = library.new_run(config)
    failures = [e for e in cluster.started(Start(run, config, str(tmp_path)), Told()) if isinstance(e, Failed)]
    assert len(failures) == 1 and "(on " in failures[0].sentence and "Omniglot" in failures[0].sentence
    assert library.run(run).state == "failed"


def open_ports(pids: set[int]) -> set[int]:
    """TCP ports on which these processes listen."""
    found = set()
    for pid in pids:
        for connection in psutil.Process(pid).net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN:
                found.add(connection.laddr.port)
    return found


def processes_of(cluster: Cluster) -> set[int]:
    client: Any = cluster._client
    return {os.getpid(), *client.run(os.getpid).values()}


def test_a_local_cluster_serves_only_those_who_hold_its_certificate(cluster: Cluster) -> None:
    from distributed import Client, Security

    address: str = cluster._own.scheduler_address
    assert address.startswith("tls://127.0.0.1:")
    with pytest.raises(OSError):
        Client(address.replace("tls://", "tcp://"), timeout=2, set_as_default=False)
    # TLS alone is not enough: the certificate has to be this cluster's
    with pytest.raises(OSError):
        Client(address, timeout=2, set_as_default=False, security=Security.temporary())
    for worker in cluster._client.scheduler_info(n_workers=-1)["workers"].values():
        assert worker["nanny"].startswith("tls://127.0.0.1:")
    assert cluster.size() == (2, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems let only an administrator list the ports of a process")
def test_a_local_cluster_serves_no_page(cluster: Cluster) -> None:
    answers = {}
    for port in open_ports(processes_of(cluster)):
        for path in ("/", "/status", "/info/main/workers.html", "/json/index.html", "/metrics", "/health", "/statics/js/anchorme.js"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                connection.request("GET", path)
                answers[port, path] = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                pass  # it speaks TLS, not HTTP
            finally:
                connection.close()
    assert answers and set(answers.values()) == {404}


@pytest.mark.parametrize(
    "text",
    [
        "dsk",
        "dask://",
        "dask://host",
        "dask://host:0",
        "dask://host:99999",
        "dask://a b:1",
        "http://host:1",
        "tcp://",
        "host",
        "tcp://h:1/x",
    ],
)
def test_an_executor_that_is_no_address_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Rejected, match="tcp://HOST:PORT"):
        place(text)


@pytest.mark.parametrize("text", ["dask://host:8786", "tcp://host:8786", "host:8786", " tcp://host:8786 ", "tcp://host:8786/"])
def test_an_address_is_read_as_schedulers_print_it(text: str) -> None:
    assert place(text).url == "tcp://host:8786"
    assert place(text.replace("host", "[::1]")).url == "tcp://[::1]:8786"


def test_the_scheme_of_an_address_agrees_with_its_tls_files(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("")
    three = (str(file),) * 3
    assert place("tls://host:1", *three).url == place("dask://host:1", *three).url == place("host:1", *three).url == "tls://host:1"
    with pytest.raises(Rejected, match=r"tls://.* takes three files"):
        place("tls://host:1")
    with pytest.raises(Rejected, match=r"tcp://.* takes no TLS files"):
        place("tcp://host:1", *three)
    with pytest.raises(Rejected, match="no TLS files"):
        place("dask", *three)


def test_tls_takes_three_files_that_are_there(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("")
    with pytest.raises(Rejected, match="three files"):
        place("dask://host:1", authority=str(file))
    with pytest.raises(Rejected, match="no file"):
        place("dask://host:1", authority=str(tmp_path / "none"))
    assert place("dask://host:1", str(file), str(file), str(file)).url == "tls://host:1"


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.cluster.CONNECTING", 1)
    with pytest.raises(StorageError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster(place("dask://127.0.0.1:9"))


def worker_of(cluster: Cluster) -> int:
    """The process id of the worker that trains now."""
    client: Any = cluster._client
    busy = {address for address, tasks in client.processing().items() if tasks}
    pids: dict[str, int] = client.run(os.getpid, workers=list(busy))
    (pid,) = pids.values()
    return pid


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_cluster_that_speaks_tls_trains_for_whoever_has_its_files_and_for_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster, Security

    key, certificate = str(tmp_path / "me.key"), str(tmp_path / "me.pem")
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
    subprocess.run(["openssl", *words], check=True, capture_output=True)
    files = {f"tls_{who}_{what}": file for who in ("scheduler", "worker", "client") for what, file in (("key", key), ("cert", certificate))}
    security = Security(tls_ca_file=certificate, require_encryption=True, **files)
    there = LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", protocol="tls://", security=security
    )
    try:
        address = there.scheduler_address.removeprefix("tls://")
        cluster = Cluster(place(f"dask://{address}", certificate, certificate, key))
        library = Library(tmp_path)
        run = library.new_run(small(steps=20))
        events = list(cluster.started(Start(run, small(steps=20), str(tmp_path)), Told()))
        assert any(isinstance(e, Finished) for e in events) and len(scalars(events)) == 20
        cluster.close()
        monkeypatch.setattr("engine.cluster.CONNECTING", 3)
        with pytest.raises(StorageError, match="No Dask scheduler answers"):
            Cluster(place(f"dask://{address}"))
    finally:
        there.close()
