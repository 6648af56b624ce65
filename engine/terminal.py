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

from engine.live_line import LiveLine
from engine.protocol import At, Evaluated, Event, Failed, Finished, Progress, Refused, RunConfig, Saved, Scalar, Started, StateChanged
from engine.score_text import count_not_finite, mean_text, score_text


def called() -> str:
    """What a person typed to start this program, as far as messages repeat it."""
    return "python main.py" if Path(sys.argv[0]).name == "main.py" else "metascope"


def as_json(event: Event, **more: object) -> str:
    """`{"event": "scalar", "run": ..., "step": ..., "tasks": ..., "samples": ..., "seconds": ..., ...}`.

    NaN becomes null, and an evaluation tells how many of its scores are `not_finite`; details of a failure go to the log instead.
    """
    values: dict[str, Any] = {"event": re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()}
    for field in dataclasses.fields(event):
        if field.name == "details":
            continue
        value = getattr(event, field.name)
        values |= dataclasses.asdict(value) if isinstance(value, At) else {field.name: value}
    if isinstance(event, Evaluated):
        values["not_finite"] = count_not_finite(event.scores)
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
    """What a run's events say, for a person to read: ordinary lines, and one line that shows how far it is."""

    def __init__(self) -> None:
        self._line = LiveLine()
        self._config = RunConfig()
        self._score = ""
        self._began = (time.monotonic(), At())

    def tell(self, event: Event) -> None:
        """Show what `event` says, if it is for a person to read."""
        match event:
            case Started():
                self._config = event.config
                self._began = (time.monotonic(), event.at)
                badges = "".join(f" [{badge}]" for badge in event.badges)
                parameters = f"{event.parameters:,} meta-parameters on {event.device}"
                self._line.print(f"{event.run}: {event.config.algorithm} on {event.data}, {parameters}{badges}")
                if event.note:
                    self._line.print(event.note)
            case Progress() if self._line.due():
                self._line.draw([f"{event.what} {'' if event.fraction is None else f'{event.fraction:.0%}'}".rstrip()])
            case Scalar() if self._line.due():
                self._line.draw(self._progress(event))
            case Evaluated():
                if event.at == self._began[1]:  # the first validation says nothing about how long a step takes
                    self._began = (time.monotonic(), event.at)
                self._score = f"{event.split} {evaluated_text(event)}"
                self._line.print(f"step {event.at.step}: {event.split} {evaluated_text(event)}, n = {len(event.scores)}")
                if event.note:
                    self._line.print(event.note)
                for name, mean, ci95 in event.further:
                    self._line.print(f"  {name} {mean_text('accuracy', mean, ci95)}")
            case Finished():
                if self._score:
                    self._line.print(f"{event.run}: {event.reason} after {event.at.step} steps, {event.at.tasks:,} tasks; {self._score}")
                else:
                    self._line.print(f"{event.run}: {event.reason} after {event.at.step} steps, {event.at.tasks:,} tasks")
            case Refused():
                self._line.print(event.sentence)
            case Failed() | Saved() | StateChanged() | _:
                pass

    def close(self) -> None:
        """Take the progress line away."""
        self._line.clear()

    def _progress(self, event: Scalar) -> list[str]:
        """How far the run is, the longest version first."""
        since, at = self._began
        spent = max(1e-9, time.monotonic() - since)
        done, steps = event.at.step - at.step, self._config.steps
        left = _clock((steps - event.at.step) * spent / max(1, done))
        share = event.at.step / steps
        loss = next((event.values[name] for name in ("query_loss_after", "source_loss") if name in event.values), None)
        accuracy = event.values.get("query_accuracy_after")
        rate = (event.at.tasks - at.tasks) / max(1e-9, event.at.seconds - at.seconds)
        count = f"{event.at.step}/{steps}"
        error = "" if loss is None else f"  loss {loss:.4f}" if loss < 1e6 else f"  loss {loss:.4g}"
        right = "" if accuracy is None else f"  accuracy {accuracy:.1%}"
        return [
            f"[{_bar(share, 20)}] {count}{error}{right}  {rate:,.0f} tasks/s  {left} left",
            f"[{_bar(share, 8)}] {count}{error}{right}  {rate:,.0f} tasks/s  {left} left",
            f"{count}{error}{right}  {rate:,.0f} tasks/s  {left} left",
            f"{count}{error}{right}  {left} left",
            f"{count}{error}  {left} left",
            f"{count}  {left} left",
            f"{count}  {left}",
            count,
            f"{share:.0%}  {left}",
        ]


def evaluated_text(event: Evaluated) -> str:
    """The score of an evaluation, and in how many of its episodes it is not finite."""
    text = score_text(event.metric, event.mean, event.ci95)
    lacking = count_not_finite(event.scores)
    return f"{text} (in {lacking} of {len(event.scores)} episodes)" if lacking else text


def _bar(share: float, width: int) -> str:
    return "".join("#" if i < share * width else "." for i in range(width))


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
