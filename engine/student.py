"""Student's t distribution: two-sided p and the half width of intervals, for the few seeds and many episodes of a comparison. (numpy)"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(80)
NORMAL = 1000.0
"""Degrees of freedom from which the normal distribution serves."""


@cache
def two_sided_p(t: float, freedom: float) -> float:
    """P(|T| >= |t|) for T of Student's distribution with `freedom` > 0 degrees of freedom (also fractions)."""
    t = abs(t)
    if math.isnan(t):
        return math.nan
    if freedom >= NORMAL:
        return math.erfc(t / math.sqrt(2))
    # with t = sqrt(freedom) tan(a), the density is cos(a)^(freedom - 1): its integral from a to pi/2 over that from 0
    return min(1.0, _tail(math.atan(t / math.sqrt(freedom)), freedom) / _tail(0.0, freedom))


@cache
def critical(freedom: float) -> float:
    """The t beyond which 5 % lie on both sides together: 1.96 for many degrees of freedom, 12.7 for one."""
    low, high = 1.9, 1e6
    if freedom >= NORMAL:
        return 1.959964
    for _ in range(80):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if two_sided_p(middle, freedom) > 0.05 else (low, middle)
    return high


def _tail(angle: float, freedom: float) -> float:
    """Integral of cos(a)^(freedom - 1) from `angle` to pi / 2, in pieces that become finer towards `angle`, where most of it is."""
    total, begin, left = 0.0, angle, math.pi / 2 - angle
    for piece in range(12, -1, -1):
        end = angle + left * 2.0**-piece
        places = begin + (end - begin) * (NODES + 1) / 2
        total += float(np.sum(WEIGHTS * np.cos(places) ** (freedom - 1))) * (end - begin) / 2
        begin = end
    return total
