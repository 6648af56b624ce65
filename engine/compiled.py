"""Trace an outer step once and compile it: no Python between its operations, and many of them fused."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from engine.algorithm import Params
from engine.episode import Episodes, Labelled

Step = Callable[[Params, Episodes], tuple[Params, dict[str, Tensor]]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A faster `step` for episodes and settings equal to `key` (None where compiling failed); `note` says what was done."""

    key: tuple[object, ...] | None
    step: Step
    note: str


def compiled_step(step: Step, theta: Params, episodes: Episodes, key: tuple[object, ...]) -> Compiled:
    """Compile `step`, which must be a pure function, for episodes of these shapes.

    The step computes gradients itself, so it is traced with them inside, as one flat graph of operations.
    """
    if getattr(sys, "frozen", False):
        return Compiled(None, step, "The packed program has no compiler of outer steps (an installation with pip has); it runs as it is.")
    names = list(theta)
    shown: list[str] = []

    def flat(sx: Tensor, sy: Tensor, qx: Tensor, qy: Tensor, *weights: Tensor) -> list[Tensor]:
        gradient, numbers = step(dict(zip(names, weights, strict=True)), Episodes(Labelled(sx, sy), Labelled(qx, qy)))
        shown[:] = list(numbers)
        return [*(gradient[n] for n in names), *numbers.values()]

    inputs: list[Any] = [*_data(episodes), *(t.detach() for t in theta.values())]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # inductor's imports warn about deprecated modules of its own
            from torch._inductor import compile as inductor
            from torch._inductor.decomposition import select_decomp_table
            from torch.fx.experimental.proxy_tensor import make_fx

            graph = make_fx(flat, decomposition_table=select_decomp_table())(*inputs)
            fast = inductor(graph, inputs)
            fast(*inputs)  # what cannot be built (no compiler on this computer) shows here, not in training
    except Exception as error:
        logging.getLogger(__name__).info("not compiled: %s", error)
        return Compiled(None, step, "The outer step could not be compiled on this computer (no C++ compiler?); it runs as it is.")

    def run(theta: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        out = fast(*_data(episodes), *(t.detach() for t in theta.values()))
        return dict(zip(names, out, strict=False)), dict(zip(shown, out[len(names) :], strict=True))

    return Compiled(key, run, "The outer step is compiled.")


def _data(episodes: Episodes) -> tuple[Tensor, ...]:
    return tuple(t.contiguous() for t in (episodes.support.x, episodes.support.y, episodes.query.x, episodes.query.y))
