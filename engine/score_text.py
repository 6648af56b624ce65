"""Scores in words and numbers, the same everywhere: also of a learner whose outputs are no longer finite. (numpy)"""

from __future__ import annotations

import math

import numpy as np

from engine.protocol import Evaluated, Floats

NOT_FINITE = "not finite"
"""What stands in place of a mean that is NaN or infinite."""


def score_text(metric: str, mean: float, ci95: float) -> str:
    """Such as 'accuracy 97.50% ± 0.40%', 'MSE 0.1234 ± 0.0100' or 'MSE not finite'."""
    name = "accuracy" if metric == "accuracy" else "MSE"
    return f"{name} {mean_text(metric, mean, ci95)}"


def mean_text(metric: str, mean: float, ci95: float) -> str:
    """The mean and the half width of its 95 % interval, without a name."""
    if not math.isfinite(mean):
        return NOT_FINITE
    if metric == "accuracy":
        return f"{mean:.2%} ± {ci95:.2%}"
    return f"{mean:.4f} ± {ci95:.4f}" if abs(mean) < 1e6 else f"{mean:.4g} ± {ci95:.4g}"


def count_not_finite(scores: Floats) -> int:
    """How many of these scores are NaN or infinite."""
    return int(np.count_nonzero(~np.isfinite(np.asarray(scores))))


def not_finite_sentence(event: Evaluated) -> str:
    """One sentence for a validation whose mean is not finite; empty for others."""
    if math.isfinite(event.mean):
        return ""
    lacking, count = count_not_finite(event.scores), len(event.scores)
    return f"The last validation is not finite (in {lacking} of {count} episodes)."
