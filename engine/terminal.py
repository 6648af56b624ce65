"""Say a run's events on a terminal: a progress line for people, one JSON object a line for scripts. (no torch)"""

from __future__ import annotations

import dataclasses
import json
import math
import re
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from engine.protocol import At, Evaluated, Event, Failed, Finished, Progress, Refused, RunConfig, Saved, Scalar, Started, StateChanged

REFRESH = 0.1
"""Seconds between two progress lines on a terminal."""
REPORT = 5.0
"""Seconds between two progress lines in a file or a pipe."""


def called() -> str:
    """What a person typed to start this program, as far as messages repeat it."""
    return "python main.py" if Path(sys.argv[0]).name == "main.py" else "metascope"


def as_json(event: Event, **more: object) -> str:
    """`{"event": "scalar", "run": ..., "step": ..., "tasks": ..., "samples": ..., "seconds": ..., ...}`.

    NaN becomes null; details of a failure go to the log instead.
    """
    values: dict[str, Any] = {"event": re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()}
    for field in dataclasses.fields(event):
        if field.name == "details":
            continue
        value = getattr(event, field.name)
        values |= dataclasses.asdict(value) if isinstance(value, At) else {field.name: value}
    return json.dumps(plain(values | more))


def plain(value: object) -> Any:
    """`value` as JSON values: arrays become lists, NaN and infinity null."""
    if isinstance(value, RunConfig):
        return json.loads(value.to_json())
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


class ProgressLine:
    """One line that shows how a run goes; on a terminal it is drawn over itself."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._config = RunConfig()
        self._metric = ""
        self._score = ""
        self._drawn = 0.0
        self._began = (time.monotonic(), At())

    def tell(self, event: Event) -> None:
        """Show what `event` says, if it is for a person to read."""
        match event:
            case Started():
                self._config, self._metric = event.config, event.metric
                self._began = (time.monotonic(), event.at)
                badges = "".join(f" [{badge}]" for badge in event.badges)
                parameters = f"{event.parameters:,} meta-parameters on {event.device}"
                self._print(f"{event.run}: {event.config.algorithm} on {event.data}, {parameters}{badges}")
                if event.note:
                    self._print(event.note)
            case Progress() if self._due():
                self._draw(f"{event.what} {'' if event.fraction is None else f'{event.fraction:.0%}'}")
            case Scalar() if self._due():
                self._draw(self._progress(event))
            case Evaluated():
                if event.at == self._began[1]:  # the first validation says nothing about how long a step takes
                    self._began = (time.monotonic(), event.at)
                self._score = f"{event.split} {_score(event)}"
                self._print(f"step {event.at.step}: {self._score}, n = {len(event.scores)}")
                if event.note:
                    self._print(event.note)
                for name, mean, ci95 in event.further:
                    self._print(f"  {name} {mean:.2%} ± {ci95:.2%}")
            case Finished():
                self._print(f"{event.run}: {event.reason} after {event.at.step} steps, {event.at.tasks:,} tasks; {self._score}")
            case Refused():
                self._print(event.sentence)
            case Failed() | Saved() | StateChanged() | _:
                pass

    def clear(self) -> None:
        """Take the progress line away."""
        if self._live:
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()

    def _due(self) -> bool:
        return time.monotonic() - self._drawn >= (REFRESH if self._live else REPORT)

    def _progress(self, event: Scalar) -> str:
        since, at = self._began
        spent = max(1e-9, time.monotonic() - since)
        done, steps = event.at.step - at.step, self._config.steps
        left = (steps - event.at.step) * spent / max(1, done)
        share = event.at.step / steps
        bar = "".join("#" if i < share * 20 else "." for i in range(20))
        loss = event.values.get("query_loss_after", event.values.get("source_loss", math.nan))
        accuracy = event.values.get("query_accuracy_after")
        numbers = f"loss {loss:.4f}" + (f"  accuracy {accuracy:.1%}" if accuracy is not None else "")
        rate = (event.at.tasks - at.tasks) / max(1e-9, event.at.seconds - at.seconds)
        return f"[{bar}] {event.at.step}/{steps}  {numbers}  {rate:,.0f} tasks/s  {_clock(left)} left"

    def _draw(self, line: str) -> None:
        self._drawn = time.monotonic()
        sys.stdout.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        sys.stdout.flush()

    def _print(self, line: str) -> None:
        self.clear()
        print(line, flush=True)


def _score(event: Evaluated) -> str:
    if event.metric == "accuracy":
        return f"accuracy {event.mean:.2%} ± {event.ci95:.2%}"
    return f"MSE {event.mean:.4f} ± {event.ci95:.4f}"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
