"""What every algorithm of the catalogue keeps, whatever it is."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from tasks import image_episodes, learner, sine_episodes

from engine.algorithm import Algorithm, describe_algorithm
from engine.catalogue import algorithms
from engine.conv import convolve, norm_relu
from engine.episode import Episodes, Labelled
from engine.settings import fields_of

CASES = [(name, task) for name, cls in algorithms().items() for task in cls.tasks]
IMAGE_CASES = [name for name, task in CASES if task == "classification"]
NORMED = [name for name in IMAGE_CASES if "norm" in {f.name for f in fields_of(algorithms()[name].Hyper)}]


def episodes_of(task: str, tasks: int = 3) -> Episodes:
    return image_episodes(tasks, 3, 2, 3) if task == "classification" else sine_episodes(tasks, 6, 4)


def small(name: str, task: str, episodes: Episodes, **more: object) -> tuple[Algorithm, dict[str, torch.Tensor]]:
    names = {f.name for f in fields_of(algorithms()[name].Hyper)}
    sizes = {k: v for k, v in {"filters": 4, "hidden": 8, "inner_lr": 0.01}.items() if k in names}
    if task == "regression" and "inner_optimiser" in names:
        sizes["inner_optimiser"] = "sgd"
    return learner(name, episodes, **(sizes | more))


@pytest.mark.parametrize(("name", "task"), CASES)
def test_a_batch_of_tasks_equals_the_tasks_one_by_one(name: str, task: str) -> None:
    episodes = episodes_of(task)
    algorithm, theta = small(name, task, episodes)
    with torch.no_grad():
        whole = algorithm.predict(algorithm.adapt(theta, episodes.support, steps=2), episodes.query.x)
        for i in range(3):
            one = episodes[i : i + 1]
            alone = algorithm.predict(algorithm.adapt(theta, one.support, steps=2), one.query.x)
            assert torch.allclose(alone[0], whole[i], atol=1e-9)


@pytest.mark.parametrize(("name", "task"), CASES)
def test_neither_adapting_nor_an_outer_gradient_changes_theta(name: str, task: str) -> None:
    episodes = episodes_of(task)
    algorithm, theta = small(name, task, episodes)
    before = {n: t.clone() for n, t in theta.items()}
    algorithm.outer_gradient(theta, episodes)
    with torch.no_grad():
        algorithm.adapt(theta, episodes.support, steps=3)
    assert all(torch.equal(before[n], theta[n]) for n in before)


@pytest.mark.parametrize(("name", "task"), CASES)
def test_an_outer_gradient_covers_every_parameter_and_draws_nothing_at_random(name: str, task: str) -> None:
    episodes = episodes_of(task)
    algorithm, theta = small(name, task, episodes)
    state = torch.get_rng_state()
    first, second = algorithm.outer_gradient(theta, episodes), algorithm.outer_gradient(theta, episodes)
    assert torch.equal(state, torch.get_rng_state())
    assert set(first.gradient) == {n for n in theta if not n.startswith("~")}
    assert set(first.carried) == {n for n in theta if n.startswith("~")}
    assert all(torch.equal(g, second.gradient[n]) for n, g in first.gradient.items())
    assert all(bool(g.isfinite().all()) for g in first.gradient.values())


@pytest.mark.parametrize(
    ("name", "hyper"),
    [(name, {"norm": norm}) for name in NORMED for norm in ("support", "support+query", "tasknorm")]
    + [(name, {}) for name in IMAGE_CASES if name not in NORMED],
)
def test_a_single_query_is_answered_as_it_is_among_others(name: str, hyper: dict[str, object]) -> None:
    episodes = episodes_of("classification")
    algorithm, theta = small(name, "classification", episodes, **hyper)
    with torch.no_grad():
        adapted = algorithm.adapt(theta, episodes.support, steps=2)
        together = algorithm.predict(adapted, episodes.query.x)
        apart = torch.cat([algorithm.predict(adapted, episodes.query.x[:, i : i + 1]) for i in range(9)], 1)
    assert torch.allclose(together, apart, atol=1e-8)
    assert algorithm.badges() == ()


@pytest.mark.parametrize("name", NORMED)
def test_the_transductive_rule_lets_queries_change_each_others_answers_and_says_so(name: str) -> None:
    episodes = episodes_of("classification")
    algorithm, theta = small(name, "classification", episodes, norm="transductive")
    with torch.no_grad():
        adapted = algorithm.adapt(theta, episodes.support, steps=2)
        together = algorithm.predict(adapted, episodes.query.x)
        alone = algorithm.predict(adapted, episodes.query.x[:, :1])
    assert not torch.allclose(together[:, :1], alone, atol=1e-3)
    assert "transductive" in algorithm.badges()


def test_permuting_labels_permutes_the_logits_of_prototypical_networks() -> None:
    episodes = episodes_of("classification")
    algorithm, theta = small("prototypical", "classification", episodes)
    order = torch.tensor([2, 0, 1])
    turned = Labelled(episodes.support.x, order[episodes.support.y])
    a = algorithm.predict(algorithm.adapt(theta, episodes.support), episodes.query.x)
    b = algorithm.predict(algorithm.adapt(theta, turned), episodes.query.x)
    assert torch.allclose(a, b[..., order], atol=1e-9)


@pytest.mark.parametrize("name", list(algorithms()))
def test_an_algorithm_describes_itself(name: str) -> None:
    spec = describe_algorithm(algorithms()[name])
    assert spec.paper and spec.summary and spec.watch_for and spec.equations and spec.readings
    assert all(f.doc.endswith((".", "?")) or len(f.doc) > 20 for f in spec.fields)
    assert all(f.check(f.default) == f.default for f in spec.fields)


@pytest.mark.parametrize(("name", "task"), CASES)
def test_both_ends_of_every_range_that_decides_no_size_build_and_predict(name: str, task: str) -> None:
    episodes = episodes_of(task, 1)
    sizes = {"filters", "hidden", "train_shots", "inner_steps", "test_steps"}
    for field in fields_of(algorithms()[name].Hyper):
        ends = field.choices or ((field.low, field.high) if field.kind in ("int", "float") and field.name not in sizes else ())
        for end in ends:
            algorithm, theta = small(name, task, episodes, **{field.name: field.check(end)})
            with torch.no_grad():
                shape = algorithm.predict(algorithm.adapt(theta, episodes.support, steps=1), episodes.query.x).shape
            assert shape == (1, episodes.query.y.shape[1], algorithm.problem.outputs)


@pytest.mark.parametrize("size", [1, 2, 5, 28])
@pytest.mark.parametrize("name", IMAGE_CASES)
def test_pictures_of_any_size_are_served(name: str, size: int) -> None:
    episodes = image_episodes(2, 2, 1, 1, size)
    algorithm, theta = small(name, "classification", episodes)
    with torch.no_grad():
        assert algorithm.predict(algorithm.adapt(theta, episodes.support, steps=1), episodes.query.x).isfinite().all()


def test_a_problem_may_be_of_single_precision_too() -> None:
    episodes = image_episodes(2, 3, 1, 2, dtype=torch.float32)
    algorithm, theta = small("maml", "classification", episodes)
    assert all(g.dtype == torch.float32 for g in algorithm.outer_gradient(theta, episodes).gradient.values())
    assert dataclasses.asdict(algorithm.hyper)["filters"] == 4


def test_the_double_backward_of_convolution_and_batch_norm_is_right() -> None:
    g = torch.Generator().manual_seed(0)
    x = torch.randn(3, 4, 5, 5, generator=g, dtype=torch.float64, requires_grad=True)
    w = torch.randn(6, 2, 3, 3, generator=g, dtype=torch.float64, requires_grad=True)
    scale = torch.rand(4, generator=g, dtype=torch.float64).add(0.5).requires_grad_()
    shift = torch.randn(4, generator=g, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradgradcheck(lambda a, b: convolve(a, b, 2, 2), (x, w))
    assert torch.autograd.gradgradcheck(lambda *inputs: norm_relu(*inputs, len(x)), (x, scale, shift))
