"""The first sixty seconds of a new person, with a real mouse on a virtual screen: every row of the plan, and a drawn query's answer.

What is on screen is read as a screen reader would (`eyes.py`), never from pixels; pictures are kept in artefacts/first-minute.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_end_to_end import ARTEFACTS, ROOT, display, missing, steps, until  # noqa: F401

pytestmark = pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)} for a window on a virtual screen")
SLOWLY = 300
"""Seconds that a worker may take to get ready on a machine that does much else."""


class Person:
    """Somebody at the screen: a pointer, keys, a camera; and the program's own log to read what it answered."""

    def __init__(self, environment: dict[str, str], library: Path, eyes: Path) -> None:
        self._environment = environment
        self.library, self.eyes = library, eyes
        self.window = ""

    def do(self, *words: object) -> str:
        """One call of xdotool."""
        line = ["xdotool", *map(str, words)]
        return subprocess.run(line, env=self._environment, capture_output=True, text=True, timeout=60).stdout.strip()

    def see(self, name: str) -> Path:
        """Keep a picture of the screen."""
        folder = ARTEFACTS / "first-minute"
        folder.mkdir(parents=True, exist_ok=True)
        shot = folder / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(shot)], env=self._environment, check=True, timeout=60)
        return shot

    def drag(self, *places: tuple[int, int]) -> None:
        """Press at the first place, go through the others, let go at the last."""
        self.do("mousemove", *places[0])
        self.do("mousedown", 1)
        for x, y in places[1:]:
            self.do("mousemove", x, y)
            time.sleep(0.02)
        self.do("mouseup", 1)

    def seen(self, kind: str, name: str = "") -> list[dict[str, Any]]:
        """What is on screen of a kind, with `name` in its name or description."""
        try:
            everything: list[dict[str, Any]] = json.loads(self.eyes.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [thing for thing in everything if thing["kind"] == kind and name in thing["name"] + thing["told"]]

    def where(self, kind: str, name: str = "") -> tuple[int, int]:
        """The middle of the first of these."""
        x, y = self.seen(kind, name)[0]["at"]
        return int(x), int(y)

    def answers(self) -> dict[str, str]:
        """What each learner answers in Try, in words."""
        rows = self.seen("AnswerRow", " answers ")
        return {row["told"].split(" answers ")[0]: row["told"] for row in rows}


@pytest.fixture
def person(display: dict[str, str], tmp_path: Path) -> Iterator[Person]:  # noqa: F811
    """A program started by somebody who has never used it."""
    home = tmp_path / "a person's home"
    home.mkdir()
    environment = display | {"HOME": str(home), "METASCOPE_HOME": str(home / "metascope")}
    environment |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
    output = (tmp_path / "output").open("w+")
    app = subprocess.Popen(
        [sys.executable, "tests/gui/eyes.py", str(tmp_path / "eyes.json")], cwd=ROOT, env=environment, stdout=output, stderr=output
    )
    somebody = Person(environment, home / "metascope", tmp_path / "eyes.json")
    try:
        assert until(60, lambda: somebody.do("search", "--onlyvisible", "--name", "Metascope")), "no window appeared"
        somebody.window = somebody.do("search", "--onlyvisible", "--name", "Metascope").splitlines()[0]
        somebody.do("windowactivate", "--sync", somebody.window)
        yield somebody
        somebody.do("key", "--window", somebody.window, "alt+F4")
        assert until(20, lambda: app.poll() is not None), "the window did not close"
        assert app.returncode == 0
    finally:
        app.kill()
        app.wait()
        output.seek(0)
        said = output.read()
        output.close()
    assert "Traceback" not in said, said


def scrubbed(person: Person) -> str:
    """What the scrubber says: 'step 5 / 6'."""
    found = [thing["name"] for thing in person.seen("QLabel", "step ") if " / " in thing["name"]]
    return found[0] if found else ""


def test_a_character_drawn_with_the_mouse_is_answered_by_every_learner(person: Person) -> None:
    person.do("key", "alt+3")
    wanted = {"MAML", "Prototypical Networks", "Fine-tuning", "From scratch"}  # what was transferred can be seen beside what was not
    assert until(SLOWLY, lambda: wanted <= set(person.answers())), "Try did not open with answers"
    before = person.answers()
    person.see("try-filled")
    pad = person.seen("DrawPad", "Query")[0]
    (x, y), third = pad["at"], pad["size"][0] // 3
    person.do("mousemove", x, y, "key", "Delete")  # the pad under the pointer has the keys
    person.drag((x - third, y - third), (x, y - third), (x + third, y - third), (x + third // 2, y), (x, y + third // 2), (x, y + third))
    assert until(60, lambda: all(told != before.get(name) for name, told in person.answers().items()) or not before), "nobody looked"
    person.see("try-drawn")
    log = (person.library / "metascope.log").read_text(encoding="utf-8")
    noted = [line for line in log.splitlines() if " answers " in line and "task " in line]
    assert {name for name in before if any(f": {name} answers" in line for line in noted)} == set(before)
    assert not steps(person.library)  # nothing was trained for that


@pytest.mark.slow
def test_the_first_minute(person: Person) -> None:
    began = time.monotonic()
    assert until(30, lambda: person.seen("QLabel", "Before and after 5 steps on 5 points")), "the finished example is not there"
    person.see("01-a-bad-curve-and-a-good-one")
    assert until(20, lambda: scrubbed(person).startswith("step 2 ")), "the scrubber did not move by itself"
    person.see("03-the-scrubber-moves")
    assert until(20, lambda: scrubbed(person).startswith("step 5 "))
    time.sleep(1)
    assert scrubbed(person).startswith("step 5 ")  # once
    track = person.seen("_Track", "Inner step")[0]
    left = track["at"][0] - track["size"][0] // 2 + 10
    person.drag(tuple(track["at"]), (left, track["at"][1]))
    assert until(10, lambda: scrubbed(person).startswith("step 0 ")), "dragged back, the curve does not unlearn"
    person.see("05-dragged-back")
    person.do("key", "bracketright", "key", "bracketright", "key", "bracketright")
    assert until(10, lambda: scrubbed(person).startswith("step 3 "))
    time.sleep(1)  # the words beneath have another length, so the plot moves
    x, y = person.where("point")
    person.drag((x, y), (x, y - 10), (x, y - 30), (x, y - 45))
    assert until(SLOWLY, lambda: person.seen("QLabel", "Your own points; the curve is the learner's answer")), "no real weights answered"
    person.see("10-a-point-dragged")
    person.do("key", "space")
    assert until(60, lambda: steps(person.library) > 20), "Space did not start training"
    person.see("15-training")
    person.do("key", "2")
    assert until(60, lambda: bool(list((person.library / "runs.sqlite").parent.glob("runs.sqlite")) and person.seen("QLabel", "Reptile")))
    time.sleep(5)
    person.see("30-reptile-joins")
    person.do("key", "alt+2")
    time.sleep(4)
    person.see("35-compare")
    person.do("key", "alt+3")
    assert until(SLOWLY, lambda: len(person.answers()) >= 3)
    pad = person.seen("DrawPad", "Query")[0]
    (x, y), third = pad["at"], pad["size"][0] // 3
    before = person.answers()
    person.drag((x - third, y + third), (x, y), (x + third, y - third))
    assert until(60, lambda: any(told != before.get(name) for name, told in person.answers().items()))
    person.see("45-drawn-over")
    assert until(70 - (time.monotonic() - began), lambda: person.seen("QLabel", "Eight short stories")), "nothing further was offered"
    person.see("60-a-quiet-card")
    person.do("key", "alt+4")
    time.sleep(1)
    person.see("65-library")
