"""Tasks of points in the plane: the shapes they promise, and learners that take vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.catalogue import catalogue, configured
from engine.datasets import points2d
from engine.datasets.points2d import KINDS, Points2D, Settings
from engine.episode import Episodes
from engine.protocol import Adapt, Boundary
from engine.readings import GRID, answer, pictures
from engine.settings import Rejected
from engine.training import Training, dataset_of

CPU = torch.device("cpu")


def data(**settings: object) -> Points2D:
    return Points2D(Settings(**settings), Path(), Path(), CPU, lambda what, fraction: None)  # type: ignore[arg-type]


def nearest(episodes: Episodes) -> float:
    """Accuracy of the label of the nearest support point."""
    found = torch.cdist(episodes.query.x, episodes.support.x).argmin(-1)
    return float((episodes.support.y.gather(1, found) == episodes.query.y).float().mean())


@pytest.mark.parametrize("kind", ["mixed", *KINDS])
def test_points_lie_in_the_plane_and_can_be_told_apart_from_their_neighbours(kind: str) -> None:
    episodes = data(kind=kind, noise=0.0).sample("train", 60, 4, 20, 10, torch.Generator().manual_seed(0))
    assert float(episodes.query.x.abs().max()) < 1.6 and 0.25 < float(episodes.query.x.std()) < 0.7
    assert nearest(episodes) > 0.8
    shuffled = Episodes(episodes.support, episodes.query[torch.arange(60).roll(1)])  # type: ignore[index]
    assert nearest(shuffled) < 0.45  # another task's classes lie elsewhere


@pytest.mark.parametrize("kind", ["mixed", *KINDS])
@pytest.mark.parametrize("way", [2, 5, 20])
def test_many_queries_extend_an_episode_and_leave_its_support_set(kind: str, way: int) -> None:
    d = data(kind=kind)
    few, more = d.fixed("test", [4], way, 3, 5), d.fixed("test", range(9), way, 3, 40)
    assert torch.equal(few.support.x[0], more.support.x[4])
    assert torch.equal(few.query.x[0].view(way, 5, 2), more.query.x[4].view(way, 40, 2)[:, :5])
    assert len({tuple(p) for p in torch.cat([more.support.x[4], more.query.x[4]]).tolist()}) == way * 43  # no point twice


def test_the_settings_and_the_split_choose_other_tasks() -> None:
    first = data().fixed("test", [0], 3, 2, 2).support.x
    assert not torch.equal(first, data().fixed("validation", [0], 3, 2, 2).support.x)
    assert not torch.equal(first, data(noise=0.2).fixed("test", [0], 3, 2, 2).support.x)


def test_a_mixed_task_is_one_of_the_four_shapes() -> None:
    g = torch.Generator().manual_seed(3)
    state = g.get_state()
    whole = data().sample("train", 40, 3, 2, 2, g).support.x
    alone = []
    for kind in KINDS:
        g.set_state(state)
        alone.append(data(kind=kind).sample("train", 40, 3, 2, 2, g).support.x)
    same = torch.tensor([[bool(torch.equal(whole[t], x[t])) for x in alone] for t in range(40)])
    assert (same.sum(1) == 1).all() and (same.sum(0) > 3).all()


def test_noise_moves_points_by_as_much_as_it_says() -> None:
    way = 4
    plain, noisy = (data(kind="blobs", noise=n).sample("train", 500, way, 5, 5, torch.Generator().manual_seed(0)) for n in (0.0, 0.3))
    moved = (noisy.support.x - plain.support.x).std()
    assert float(moved) == pytest.approx(0.3 / way**0.5, rel=0.02)


def test_two_moons_are_half_circles_of_one_size_that_reach_into_each_other() -> None:
    x = data(kind="moons", noise=0.0).sample("train", 20, 2, 100, 1, torch.Generator().manual_seed(0)).support.x.view(20, 2, 100, 2)
    # the circle through the points of a class: |p|^2 = 2 c.p + k
    right, left = x.square().sum(-1, keepdim=True), torch.cat([2 * x, torch.ones_like(x[..., :1])], -1)
    solved = torch.linalg.lstsq(left.double(), right.double()).solution[..., 0]
    middle = solved[..., :2]
    radius = (solved[..., 2] + middle.square().sum(-1)).sqrt()
    assert torch.allclose((x - middle.unsqueeze(2)).norm(dim=-1), radius.unsqueeze(2).expand(-1, -1, 100), atol=1e-4)
    assert torch.allclose(radius[:, 0], radius[:, 1], atol=1e-4)
    apart = (middle[:, 0] - middle[:, 1]).norm(dim=-1) / radius[:, 0]
    assert torch.allclose(apart, torch.tensor(1.25**0.5, dtype=torch.float64), atol=1e-3)  # (1, 1/2) radii


@pytest.mark.parametrize("way", [2, 5, 10])
def test_every_point_of_a_boundaries_task_lies_where_its_class_is_largest(way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heights: list[torch.Tensor] = []
    plain = points2d._smooth

    def seen(waves: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        heights.append(waves)
        return plain(waves, places)

    monkeypatch.setattr(points2d, "_smooth", seen)
    episodes = data(kind="boundaries", noise=0.0).sample("train", 50, way, 10, 10, torch.Generator().manual_seed(1))
    x, y = torch.cat([episodes.support.x, episodes.query.x], 1), torch.cat([episodes.support.y, episodes.query.y], 1)
    value = plain(heights[0], x)
    # levels that put every point in its class exist exactly where no two points contradict each other: a class's least advantage
    # over another is at least the other's greatest over it
    gap = value.unsqueeze(-1) - value.unsqueeze(-2)  # (T, p, N, N): own minus other
    own = torch.nn.functional.one_hot(y, way).bool()
    least = torch.where(own[..., None], gap, torch.inf).amin(1)  # (T, N, N)
    most = -least.transpose(1, 2)
    off = ~torch.eye(way, dtype=torch.bool)
    assert (least - most)[:, off].min() > 0
    assert (least - most)[:, off].min() < 1  # and it is a close call somewhere


@pytest.mark.parametrize(("algorithm", "hyper"), [("maml", {"outer_lr": 0.005}), ("reptile", {}), ("prototypical", {})])
def test_learners_of_vectors_improve_and_show_the_plane(algorithm: str, hyper: dict[str, object]) -> None:
    config = configured(catalogue(), algorithm, "points2d", {"device": "cpu", "threads": 1, "kind": "blobs", **hyper})
    training = Training(config, dataset_of(config, CPU, lambda what, fraction: None), CPU, 1)
    tasks = training.dataset.fixed("validation", range(30), config.way, config.shot, config.queries)

    def accuracy() -> float:
        with torch.no_grad():
            adapted = training.algorithm.adapt(training.theta, tasks.support)
            return float(training.algorithm.score(training.algorithm.predict(adapted, tasks.query.x), tasks.query.y).mean())

    before = accuracy()
    for _ in range(60):
        training.outer_step()
    assert accuracy() > max(before, 0.7)
    assert training.algorithm.badges() == ()

    (reading,) = pictures(["Episode"], training.algorithm, training.theta, training.dataset, tasks, {})
    assert isinstance(reading, Boundary)
    rows, side, _, way = reading.probabilities.shape
    assert side == len(reading.grid) == 40 and way == config.way and np.allclose(reading.probabilities.sum(-1), 1, atol=1e-5)
    assert np.array_equal(reading.query_y, tasks.query.y[0]) and np.allclose(reading.support_x, tasks.support.x[0])

    # the same task, asked for; and a place of the grid, asked for as a query
    with torch.no_grad():
        request = Adapt(1, reading.support_x, reading.support_y, np.array([[GRID[30], GRID[4]]], np.float32), steps=rows - 1 or None)
        asked = answer(training.algorithm, training.theta, request)
        adapted = training.algorithm.adapt(training.theta, tasks[:1].support, steps=rows - 1)
        there = training.algorithm.predict(adapted, torch.from_numpy(np.array(request.query_x))[None]).softmax(-1)[0, 0]
    assert isinstance(asked, Boundary) and (asked.query_y == -1).all()
    assert np.allclose(asked.probabilities, reading.probabilities, atol=1e-4)
    assert np.allclose(reading.probabilities[-1, 4, 30], there, atol=1e-4)
    assert not np.allclose(reading.probabilities[-1, 30, 4], there, atol=1e-2)


def test_a_task_of_pictures_is_refused_by_a_learner_of_points() -> None:
    config = configured(catalogue(), "prototypical", "points2d", {"device": "cpu", "threads": 1})
    training = Training(config, dataset_of(config, CPU, lambda what, fraction: None), CPU, 1)
    x = np.zeros((3, 28, 28), np.uint8)
    with pytest.raises(Rejected, match="must be 2 numbers each"):
        answer(training.algorithm, training.theta, Adapt(1, x, np.arange(3), x))
    with pytest.raises(Rejected, match="tells 3 classes apart"):
        answer(training.algorithm, training.theta, Adapt(1, np.zeros((2, 2)), np.arange(2), np.zeros((1, 2))))
