"""FOMAML, ANIL, Meta-SGD and the refinements of MAML compute their papers' gradients."""

from __future__ import annotations

import pytest
import torch
from tasks import image_episodes, learner, query_loss, relative_error, sine_episodes

from engine.algorithm import Algorithm, Params
from engine.algorithms.maml import MAML, STEP
from engine.episode import Episodes
from engine.functional import gradient
from engine.gradient_based import RATE

IMAGES = {"filters": 4, "inner_lr": 0.1}


def optimised(theta: Params) -> Params:
    return {n: t for n, t in theta.items() if not n.startswith("~")}


def along(algorithm: Algorithm, theta: Params, episodes: Episodes, judged: dict[int, float] | None = None) -> tuple[float, float]:
    """The outer gradient along a random direction: the algorithm's, and by central differences of the weighted query losses."""
    found = algorithm.outer_gradient(theta, episodes).gradient
    g = torch.Generator().manual_seed(5)
    direction = {n: torch.randn(t.shape, generator=g, dtype=t.dtype) for n, t in optimised(theta).items()}
    size = 1e-6 / sum(float(d.square().sum()) for d in direction.values()) ** 0.5

    def at(sign: int) -> float:
        moved = theta | {n: theta[n] + sign * size * d for n, d in direction.items()}
        with torch.no_grad():
            return sum(v * float(query_loss(algorithm, moved, episodes, j)) for j, v in (judged or {algorithm.trained_steps: 1}).items())

    return sum(float((found[n] * d).sum()) for n, d in direction.items()), (at(1) - at(-1)) / (2 * size)


@pytest.mark.parametrize(
    ("name", "hyper"),
    [
        ("anil", {"inner_steps": 3}),
        ("meta_sgd", {"inner_steps": 1}),
        ("meta_sgd", {"inner_steps": 2}),
        ("maml", {"inner_steps": 2, "learned_rates": "by tensor and step"}),
        ("maml", {"inner_steps": 2, "step_norms": True}),
        ("maml", {"inner_steps": 2, "step_norms": True, "learned_rates": "by tensor and step", "norm": "tasknorm"}),
    ],
)
@pytest.mark.parametrize("task", ["images", "sine"])
def test_the_outer_gradient_equals_finite_differences(name: str, hyper: dict[str, object], task: str) -> None:
    episodes = image_episodes(3, 3, 2, 2) if task == "images" else sine_episodes(4, 10, 10)
    algorithm, theta = learner(name, episodes, **((IMAGES if task == "images" else {"inner_lr": 0.01}) | hyper))
    found, expected = along(algorithm, theta, episodes)
    assert found == pytest.approx(expected, rel=1e-6)


def test_the_first_order_gradient_is_the_query_gradient_where_adaptation_ended() -> None:
    episodes = image_episodes(3, 3, 2, 2)
    algorithm, theta = learner("fomaml", episodes, inner_steps=3, **IMAGES)
    with torch.no_grad():
        ends = algorithm.adapt(theta, episodes.support, steps=3)
    params = {n: t.clone().requires_grad_() for n, t in ends.params.items()}
    loss = algorithm.task_loss(algorithm.predict(type(ends)(params, episodes.support), episodes.query.x), episodes.query.y).sum()
    expected = {n: g.sum(0) / 3 for n, g in gradient(loss, params, create_graph=False).items()}
    assert relative_error(algorithm.outer_gradient(theta, episodes).gradient, expected) < 1e-9
    found, slope = along(algorithm, theta, episodes)
    assert abs(found - slope) > 1e-3 * abs(slope)  # and so it is not the gradient of the query loss after adaptation


def test_fomaml_and_first_order_maml_are_one_method() -> None:
    episodes = image_episodes(3, 3, 2, 2)
    a, theta = learner("fomaml", episodes, inner_steps=2, **IMAGES)
    b, _ = learner("maml", episodes, inner_steps=2, first_order=True, **IMAGES)
    assert relative_error(a.outer_gradient(theta, episodes).gradient, b.outer_gradient(theta, episodes).gradient) < 1e-12


@pytest.mark.parametrize("task", ["images", "sine"])
def test_anil_adapts_the_head_alone_while_its_body_learns(task: str) -> None:
    episodes = image_episodes(3, 3, 2, 2) if task == "images" else sine_episodes(4, 10, 10)
    algorithm, theta = learner("anil", episodes, filters=4, inner_lr=0.1, inner_steps=3)
    head = algorithm.network.head_names  # type: ignore[attr-defined]
    with torch.no_grad():
        adapted = algorithm.adapt(theta, episodes.support, steps=3).params
    slope = algorithm.outer_gradient(theta, episodes).gradient
    for name, t in theta.items():
        moved = float((adapted[name] - t).abs().max())
        assert (moved > 0) == (name in head) and float(slope[name].abs().max()) > 0


def test_the_gradient_to_a_rate_is_minus_support_gradient_times_query_gradient() -> None:
    episodes = sine_episodes(1, 10, 10)
    algorithm, theta = learner("meta_sgd", episodes, inner_lr=0.03)
    start = {n: t.clone().requires_grad_() for n, t in theta.items() if not n.startswith(RATE)}
    frozen = {n: t for n, t in theta.items() if n.startswith(RATE)}
    support = gradient(query_loss(algorithm, start | frozen, Episodes(episodes.query, episodes.support), 0), start, create_graph=False)
    moved = {n: (t - 0.03 * support[n]).detach().requires_grad_() for n, t in start.items()}
    query = gradient(query_loss(algorithm, moved | frozen, episodes, 0), moved, create_graph=False)
    found = algorithm.outer_gradient(theta, episodes).gradient
    assert relative_error({n: found[RATE + n] for n in start}, {n: -support[n] * query[n] for n in start}) < 1e-9


def test_meta_sgd_with_equal_rates_adapts_as_maml_and_a_negative_rate_climbs() -> None:
    episodes = image_episodes(3, 3, 2, 2)
    algorithm, theta = learner("meta_sgd", episodes, **IMAGES)
    maml, start = learner("maml", episodes, **IMAGES)
    with torch.no_grad():
        ours, theirs = algorithm.adapt(theta, episodes.support, steps=2), maml.adapt(start, episodes.support, steps=2)
        assert relative_error(ours.params, theirs.params) < 1e-12
        climbing = theta | {n: -t for n, t in theta.items() if n.startswith(RATE)}
        own = Episodes(episodes.support, episodes.support)
        losses = [float(query_loss(algorithm, t, own, k)) for t, k in ((theta, 0), (theta, 1), (climbing, 1))]
    assert losses[1] < losses[0] < losses[2]


def test_the_multi_step_loss_fades_into_the_last_steps() -> None:
    episodes = sine_episodes(4, 10, 10)
    algorithm, theta = learner("maml", episodes, inner_lr=0.01, inner_steps=3, multi_step=10)
    assert isinstance(algorithm, MAML)
    assert algorithm.judged_steps(theta) == pytest.approx({1: 1 / 3, 2: 1 / 3, 3: 1 / 3})
    found, expected = along(algorithm, theta, episodes, algorithm.judged_steps(theta))
    assert found == pytest.approx(expected, rel=1e-6)
    late = theta | {STEP: torch.tensor(9.95, dtype=torch.float64)}
    assert algorithm.judged_steps(late) == pytest.approx({1: 0.01, 2: 0.01, 3: 0.98})
    assert algorithm.judged_steps(theta | {STEP: torch.tensor(10.0)}) == {3: 1.0}
    assert float(algorithm.outer_gradient(theta, episodes).carried[STEP]) == 1


def test_first_order_gradients_come_first_where_one_asks_for_it() -> None:
    episodes = image_episodes(3, 3, 2, 2)
    algorithm, theta = learner("maml", episodes, inner_steps=2, second_order_after=5, **IMAGES)
    first, _ = learner("fomaml", episodes, inner_steps=2, **IMAGES)
    second, plain = learner("maml", episodes, inner_steps=2, **IMAGES)
    for step, other in ((4.0, first), (5.0, second)):
        now = theta | {STEP: torch.tensor(step)}
        assert relative_error(algorithm.outer_gradient(now, episodes).gradient, other.outer_gradient(plain, episodes).gradient) < 1e-12


def test_the_outer_rate_anneals_along_half_a_cosine() -> None:
    algorithm, _ = learner("maml", sine_episodes(1, 5, 5), anneal=True)
    assert [algorithm.outer_lr(s, 100) for s in (0, 50, 100)] == pytest.approx([1e-3, 5.05e-4, 1e-5])


@pytest.mark.parametrize(("name", "hyper"), [("meta_sgd", {}), ("maml", {"learned_rates": "by tensor and step", "inner_steps": 2})])
def test_learned_rates_can_be_read(name: str, hyper: dict[str, object]) -> None:
    episodes = image_episodes(1, 3, 1, 2)
    algorithm, theta = learner(name, episodes, filters=4, inner_lr=0.25, **hyper)
    for side in ("weight", "bias"):
        theta[RATE + f"head.{side}"] = -theta[RATE + f"head.{side}"]
    with torch.no_grad():
        reading = algorithm.reading("Rates", theta, episodes, algorithm.adapt(theta, episodes.support))
    assert reading is not None
    assert reading.layers == ("conv 1", "conv 2", "conv 3", "conv 4", "head")  # type: ignore[attr-defined]
    assert reading.negative[:4].tolist() == [0] * 4 and reading.negative[4] > 0  # type: ignore[attr-defined]
    assert reading.by_step[0, :4].tolist() == [0.25] * 4  # type: ignore[attr-defined]
