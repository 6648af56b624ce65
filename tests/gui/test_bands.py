"""Seeds as one curve: a common axis, the mean, and a band that is what it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.bands import seed_band


def test_seeds_are_interpolated_where_all_have_come() -> None:
    band = seed_band([np.array([0.0, 10.0, 20.0]), np.array([5.0, 15.0])], [np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0])])
    assert band.x.tolist() == [5.0, 10.0, 15.0] and band.count == 2
    assert band.mean.tolist() == pytest.approx([0.75, 1.5, 2.25])


def test_the_band_is_students_interval_of_the_mean() -> None:
    x = np.array([0.0, 1.0])
    band = seed_band([x, x, x], [np.array([1.0, 1.0]), np.array([2.0, 2.0]), np.array([3.0, 6.0])])
    half = 4.3027 * np.std([1, 2, 3], ddof=1) / np.sqrt(3)
    assert band.high[0] - band.mean[0] == pytest.approx(half, rel=1e-3)
    lowest = seed_band([x, x, x], [np.array([1.0, 1.0]), np.array([2.0, 2.0]), np.array([3.0, 6.0])], "range")
    assert (lowest.low.tolist(), lowest.high.tolist()) == ([1.0, 1.0], [3.0, 6.0])
    deviation = seed_band([x, x], [np.array([1.0, 1.0]), np.array([3.0, 3.0])], "sd")
    assert deviation.high[0] - deviation.mean[0] == pytest.approx(np.sqrt(2))


def test_one_seed_has_no_band_and_none_is_nothing() -> None:
    x = np.array([0.0, 1.0])
    assert np.isnan(seed_band([x], [x]).low).all() and seed_band([x], [x]).mean.tolist() == [0.0, 1.0]
    assert seed_band([], []).count == 0 and seed_band([np.empty(0)], [np.empty(0)]).count == 0


def test_seeds_that_do_not_overlap_have_no_mean() -> None:
    assert len(seed_band([np.array([0.0, 1.0]), np.array([2.0, 3.0])], [np.zeros(2), np.zeros(2)]).x) == 0


@given(st.lists(st.lists(st.floats(0, 100), min_size=1, max_size=8, unique=True), min_size=1, max_size=4))
def test_the_mean_lies_between_the_seeds_and_the_places_ascend(places: list[list[float]]) -> None:
    xs = [np.array(sorted(p)) for p in places]
    band = seed_band(xs, [np.sin(x) for x in xs], "range")
    assert (np.diff(band.x) > 0).all()
    assert (band.low <= band.mean + 1e-12).all() and (band.mean <= band.high + 1e-12).all()
