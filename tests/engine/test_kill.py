"""kill -9 of the worker, of the window, of both: nothing finished is lost, and what goes on ends where it would have ended anyway."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine import checkpoint
from engine.catalogue import configured, kept_catalogue
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import Credit, Finished, Ready, RunConfig, Scalar, Start
from engine.worker import GRACE, WorkerProcess

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills processes in another way")
ROOT = Path(__file__).parents[2]
STEPS = 400
KILLS, PARTS = 200, 10
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from engine.catalogue import kept_catalogue
from engine.protocol import Resume
from gui.runs import Runs
from gui.theme import appearance
from gui.window import Window

library, run = Path(sys.argv[1]), sys.argv[2]
application = QApplication([])
appearance.start(application)
runs = Runs(kept_catalogue(), library)
window = Window(runs, runs.catalogue, library)
window.show()
runs.open(run)
runs.command(run, Resume())
steps = 0

def look():
    global steps
    if runs.histories[run].at.step != steps:
        steps = runs.histories[run].at.step
        print("step", steps, runs.pid(run) or 0, flush=True)
    if runs.histories[run].state == "finished":
        print("finished", steps, runs.pid(run) or 0, flush=True)
        window.close()
        application.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
application.exec()
"""


def config(steps: int = STEPS) -> RunConfig:
    chosen = {"steps": steps, "meta_batch": 4, "validate_every": 40, "validation_episodes": 2, "device": "cpu", "threads": 1}
    return configured(kept_catalogue(), "maml", "sinusoid", chosen)


@dataclass(frozen=True)
class Outcome:
    """What a run ended as."""

    losses: list[dict[str, float]]
    weights: dict[str, bytes]
    scores: list[float]


def outcome(library: Library, run: str) -> Outcome:
    tensors, _ = checkpoint.load(library.checkpoint(run))
    weights = {name: t.contiguous().numpy().tobytes() for name, t in tensors.items()}
    return Outcome([v for _, v in library.metrics(run)], weights, [e.mean for e in library.evaluations(run)])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The run that nobody killed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    library = Library(folder)
    run = library.new_run(config())
    list(started(Start(run, config(), str(folder)), Quiet(), 1, hosted=False))
    return outcome(library, run)


@dataclass
class Told:
    """The last outer step that was told by each moment."""

    at: list[tuple[float, int]]

    def lost(self, kept: int) -> float:
        """Seconds of metrics that were told and not kept (the last ones told might just have been written)."""
        moments = [when for when, step in self.at if step > kept][:-1]
        return moments[-1] - moments[0] if moments else 0.0


def hold(folder: Path, run: str, spare: WorkerProcess, seconds: float) -> tuple[Told, bool]:
    """Go on with a run in `spare`, and kill it after so many seconds of training; what was told, and whether it ended before."""
    spare.connection.send(Start(run, config(), str(folder), resume=True))
    told, deadline = Told([]), time.monotonic() + 60
    over = False
    while not over and time.monotonic() < deadline:
        if spare.connection.poll(0.005):
            for event in spare.connection.recv():
                over = over or isinstance(event, Finished)
                if isinstance(event, Scalar):
                    if not told.at:
                        deadline = time.monotonic() + seconds
                    told.at.append((time.monotonic(), event.at.step))
            spare.connection.send(Credit())
    if over:
        spare.close()
    else:
        spare.process.kill()
        spare.process.join()
        spare.close(0)
    return told, over


def check_kept(folder: Path, run: str, told: Told, done: dict[str, Outcome]) -> None:
    """The library opens; at most a second of metrics is missing; finished runs are as they were."""
    library = Library(folder)
    steps = [at.step for at, _ in library.metrics(run)]
    assert steps == list(range(1, len(steps) + 1))
    assert told.lost(len(steps)) <= 1.0, "more than a second of metrics is lost"
    for name, before in done.items():
        assert library.run(name).state == "finished" and outcome(library, name) == before
    library.close()


def spares() -> Generator[WorkerProcess, None, None]:
    """Warm workers, the next one always on its way."""
    coming = [WorkerProcess() for _ in range(2)]
    for worker in coming:
        worker.start()
    try:
        while True:
            worker = coming.pop(0)
            while not any(isinstance(e, Ready) for e in worker.connection.recv()):
                pass
            coming.append(WorkerProcess())
            coming[-1].start()
            yield worker
    finally:
        for worker in coming:
            worker.process.kill()
            worker.close(0)


def killed_workers(folder: Path, kills: int, undisturbed: Outcome, longest: float, seed: int = 0) -> int:
    """Train runs to their end under so many kills of the worker; returns how many ended."""
    chance = random.Random(seed)
    library = Library(folder)
    done: dict[str, Outcome] = {}
    workers = spares()
    run = library.new_run(config())
    while kills:
        told, over = hold(folder, run, next(workers), chance.uniform(0, longest))
        check_kept(folder, run, told, done)
        kills -= not over
        if over:
            assert outcome(library, run) == undisturbed
            done[run] = outcome(library, run)
            run = library.new_run(config())
    workers.close()
    list(started(Start(run, config(), str(folder), resume=True), Quiet(), 1, hosted=False))
    assert outcome(library, run) == undisturbed
    return len(done) + 1


def test_a_worker_killed_again_and_again_ends_where_it_would_have_ended(tmp_path: Path, undisturbed: Outcome) -> None:
    assert killed_workers(tmp_path, 1, undisturbed, 1.0) >= 1


def test_a_worker_killed_before_its_first_checkpoint_begins_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    run = library.new_run(config(3))
    told = [e for e in started(Start(run, config(3), str(tmp_path), resume=True), Quiet(), 1, hosted=False)]
    assert any("before its first checkpoint" in getattr(e, "note", "") for e in told)
    assert library.run(run).state == "finished" and len(list(library.metrics(run))) == 3


@contextlib.contextmanager
def window(folder: Path, run: str) -> Iterator[subprocess.Popen[str]]:
    """A real window, on no screen, that goes on with a run."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "METASCOPE_HOME": str(folder / "home")}
    words = [sys.executable, "-c", WINDOW, str(folder), run]
    process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def alive(pid: int) -> bool:
    """Whether a process of this id still computes (one that nobody has waited for does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid: int, patience: float) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not alive(pid):
            return True
        time.sleep(0.02)
    return False


def kill_window(folder: Path, run: str, seconds: float, victims: Callable[[int, int], list[int]]) -> tuple[Told, bool]:
    """Have a window go on with a run, and kill `victims` (of the window and the worker) after so many seconds of training."""
    told = Told([])
    with window(folder, run) as process:
        assert process.stdout is not None
        end, worker = float("inf"), 0
        while time.monotonic() < end:
            word, step, pid = (process.stdout.readline() or "over 0 0").split()
            if word != "step":
                process.wait(10)
                return told, True
            worker = int(pid) or worker
            told.at.append((time.monotonic(), int(step)))
            end = min(end, time.monotonic() + seconds)
        for pid in victims(process.pid, worker):
            with contextlib.suppress(ProcessLookupError):  # it may just have ended
                os.kill(pid, signal.SIGKILL)
    assert not worker or gone(worker, GRACE + 5), "the worker outlived its window"
    return told, False


ENDS: dict[str, Callable[[int, int], list[int]]] = {
    "window": lambda window, worker: [window],
    "both": lambda window, worker: [window, worker],
    "both, the worker first": lambda window, worker: [worker, window],
}


def killed_windows(folder: Path, kills: int, undisturbed: Outcome, longest: float, seed: int = 0) -> int:
    chance = random.Random(seed)
    library = Library(folder)
    done: dict[str, Outcome] = {}
    run = library.new_run(config())
    while kills:
        victims = list(ENDS.values())[kills % len(ENDS)]
        told, over = kill_window(folder, run, chance.uniform(0, longest), victims)
        check_kept(folder, run, told, done)
        kills -= not over
        if over:
            assert outcome(library, run) == undisturbed
            done[run] = outcome(library, run)
            run = library.new_run(config())
    list(started(Start(run, config(), str(folder), resume=True), Quiet(), 1, hosted=False))
    assert outcome(library, run) == undisturbed
    return len(done) + 1


def test_windows_and_workers_killed_together_lose_nothing(tmp_path: Path, undisturbed: Outcome) -> None:
    assert killed_windows(tmp_path, 1, undisturbed, 0.6) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_two_hundred_kills_lose_nothing(tmp_path: Path, undisturbed: Outcome, part: int) -> None:
    of_workers, of_windows = 3 * KILLS // PARTS // 5, 2 * KILLS // PARTS // 5
    finished = killed_workers(tmp_path / "workers", of_workers, undisturbed, 1.5, part)
    finished += killed_windows(tmp_path / "windows", of_windows, undisturbed, 1.5, part)
    print(f"{of_workers} kills of workers, {of_windows} of windows, {finished} runs ended as the undisturbed one")


@pytest.mark.slow
def test_a_worker_in_the_middle_of_a_long_step_leaves_with_its_window(tmp_path: Path) -> None:
    long = configured(kept_catalogue(), "maml", "glyphs", {"way": 20, "meta_batch": 256, "queries": 15, "device": "cpu", "threads": 1})
    library = Library(tmp_path)
    run = library.new_run(long)
    script = (
        "import sys, time\nfrom engine.protocol import *\nfrom engine.worker import WorkerProcess\n"
        "if __name__ == '__main__':\n"
        "    worker = WorkerProcess(); worker.start()\n"
        "    worker.connection.send(Start(sys.argv[2], RunConfig.from_json(sys.argv[3]), sys.argv[1]))\n"
        "    while not any(isinstance(e, Started) for e in worker.connection.recv()): worker.connection.send(Credit())\n"
        "    print(worker.process.pid, flush=True); time.sleep(1000)\n"
    )
    (tmp_path / "parent.py").write_text(script)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, str(tmp_path / "parent.py"), str(tmp_path), run, long.to_json()]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(1.5)  # the first validation, or a step that takes a minute
        parent.kill()
    assert gone(pid, GRACE + 8)
    library.close()
    assert Library(tmp_path).run(run).at.step == 0
