"""Transfer methods learn the source classes, keep what is frozen, and weigh source samples as their papers say."""

from __future__ import annotations

import math

import pytest
import torch
from tasks import image_episodes, learner, sine_episodes

from engine.algorithms.multitask import MultiTask
from engine.algorithms.sample_reuse import BOUND, FILLED, POOL, SampleReuse, boosted, kliep, kmm
from engine.episode import Episodes
from engine.transfer import NEW, SOURCE, Transfer, source_of


def made(name: str, episodes: Episodes, **hyper: object) -> tuple[Transfer, dict[str, torch.Tensor]]:
    algorithm, theta = learner(name, episodes, filters=4, **hyper)
    assert isinstance(algorithm, Transfer)
    return algorithm, theta


@pytest.mark.parametrize("name", ["finetune", "multitask", "sample_reuse"])
@pytest.mark.parametrize("head", ["linear", "cosine"])
def test_source_training_learns_to_tell_all_training_classes_apart(name: str, head: str) -> None:
    episodes = image_episodes(4, 3, 2, 2)
    algorithm, theta = made(name, episodes, head=head)
    assert theta[SOURCE + "weight"].shape[0] == 12
    slow = {n: t.clone() for n, t in theta.items() if not n.startswith("~")}
    optimiser = torch.optim.Adam(list(slow.values()), 0.02)
    carried = {n: t for n, t in theta.items() if n.startswith("~")}
    seen = []
    for _ in range(60):
        outer = algorithm.outer_gradient(slow | carried, episodes)
        carried = outer.carried
        for n, t in slow.items():
            t.grad = outer.gradient[n]
        optimiser.step()
        seen.append(float(outer.metrics["source_accuracy"]))
    assert seen[0] < 0.6 and seen[-1] > seen[0] + 0.3


def test_the_source_gradient_equals_finite_differences() -> None:
    episodes = image_episodes(1, 3, 1, 2)  # one batch
    algorithm, theta = made("finetune", episodes)
    found = algorithm.outer_gradient(theta, episodes).gradient
    g = torch.Generator().manual_seed(3)
    direction = {n: torch.randn(t.shape, generator=g, dtype=t.dtype) for n, t in found.items()}

    def at(size: float) -> float:
        moved = {n: theta[n] + size * d for n, d in direction.items()}
        return float(algorithm.source_loss(moved, episodes, algorithm.source_features(moved, episodes)[0])[0].mean())

    slope = (at(1e-6) - at(-1e-6)) / 2e-6
    assert sum(float((found[n] * d).sum()) for n, d in direction.items()) == pytest.approx(slope, rel=1e-6)


def test_an_example_belongs_to_the_class_its_episode_names() -> None:
    episodes = image_episodes(2, 3, 1, 2)
    assert source_of(episodes).tolist() == [[0, 1, 2, 0, 0, 1, 1, 2, 2], [3, 4, 5, 3, 3, 4, 4, 5, 5]]


@pytest.mark.parametrize("frozen", [0, 2, 4])
def test_frozen_layers_stay_and_free_ones_move(frozen: int) -> None:
    episodes = image_episodes(3, 3, 2, 2)
    algorithm, theta = made("finetune", episodes, frozen=frozen)
    with torch.no_grad():
        params = algorithm.adapt(theta, episodes.support).params
    layers = algorithm.layers(theta)
    for i, names in enumerate(layers.values()):
        for name in names:
            assert (float((params[name] - theta[name]).abs().max()) > 0) == (i >= frozen), name


@pytest.mark.parametrize(
    ("name", "hyper"), [("finetune", {"frozen": 0, "head": "linear"}), ("scratch", {}), ("scratch", {"head": "cosine"})]
)
def test_fine_tuning_learns_the_support_set(name: str, hyper: dict[str, object]) -> None:
    episodes = image_episodes(3, 3, 2, 2, 16)
    algorithm, theta = made(name, episodes, **hyper)
    for _ in range(60 if name == "finetune" else 0):  # running statistics take some batches
        theta |= algorithm.outer_gradient(theta, episodes).carried
    with torch.no_grad():
        learners = [algorithm.adapt(theta, episodes.support, steps=k) for k in (0, 10)]
        scores = [float(algorithm.score(algorithm.predict(one, one.support.x), one.support.y).mean()) for one in learners]
    assert scores[0] < 0.7 < 0.95 <= scores[1]


def test_cosine_answers_do_not_depend_on_the_length_of_features_and_linear_ones_do() -> None:
    episodes = image_episodes(1, 3, 1, 2)
    features = torch.randn(1, 5, 4, dtype=torch.float64)
    for head, alike in (("cosine", True), ("linear", False)):
        algorithm, theta = made("finetune", episodes, head=head)
        new = {n.removeprefix(NEW): t[..., :4] if t.dim() > 1 else t for n, t in theta.items() if n.startswith(NEW)}
        assert torch.allclose(algorithm.answers(new, features), algorithm.answers(new, 10 * features)) == alike


def test_nothing_is_carried_from_task_to_task_from_scratch() -> None:
    for episodes in (image_episodes(2, 3, 1, 2), sine_episodes(2, 5, 5)):
        algorithm, theta = learner("scratch", episodes, **({"filters": 4} if episodes.support.x.dim() == 5 else {"inner_lr": 0.01}))
        outer = algorithm.outer_gradient(theta, episodes)
        assert all(not bool(t.any()) for t in outer.gradient.values())
        assert set(outer.gradient) | set(outer.carried) == set(theta)


def test_a_step_on_one_source_task_leaves_the_heads_of_the_others_untouched() -> None:
    episodes = image_episodes(4, 3, 1, 2)  # twelve classes
    algorithm, theta = made("multitask", episodes, groups=4)
    one = Episodes(episodes.support[:1], episodes.query[:1], source=episodes.source[:1])  # type: ignore[index]
    slope = algorithm.outer_gradient(theta, one).gradient[SOURCE + "weight"]
    assert bool(slope[:3].abs().gt(0).any(1).all()) and not bool(slope[3:].any())  # classes 0, 1, 2 are the first task's


def test_the_gradients_of_source_tasks_are_compared() -> None:
    episodes = image_episodes(4, 3, 1, 2)
    algorithm, theta = made("multitask", episodes, groups=4)
    assert isinstance(algorithm, MultiTask)
    seen, cosine = algorithm.agreement(theta, episodes)
    assert bool(seen.all()) and torch.allclose(cosine.diagonal(), torch.ones(4, dtype=torch.float64))
    assert torch.allclose(cosine, cosine.T) and float(cosine.abs().max()) <= 1 + 1e-12
    seen, _ = algorithm.agreement(theta, Episodes(episodes.support[:1], episodes.query[:1], source=episodes.source[:1]))  # type: ignore[index]
    assert int(seen.sum()) == 1


def test_boosting_fades_wrong_source_samples_and_grows_wrong_target_examples() -> None:
    n = 100
    weights, wrong = torch.ones(1, n + 4, dtype=torch.float64), torch.zeros(1, n + 4, dtype=torch.float64)
    wrong[0, :10] = 1
    wrong[0, n] = 1
    moved, say = boosted(weights, wrong, n, 10)
    assert 1 / (1 + math.sqrt(2 * math.log(100) / 10)) == pytest.approx(0.510, abs=1e-3)
    assert moved[0, :10].tolist() == pytest.approx([0.5103] * 10, abs=1e-3)
    assert moved[0, 10:n].tolist() == [1.0] * 90  # never wrong, never smaller
    assert moved[0, n:].tolist() == pytest.approx([3, 1, 1, 1]) and float(say) == pytest.approx(math.log(3))


@pytest.mark.parametrize("solve", [kliep, kmm])
def test_density_ratios_favour_source_samples_that_lie_where_the_target_does(solve: object) -> None:
    assert callable(solve)
    g = torch.Generator().manual_seed(0)
    source = torch.randn(2, 120, 3, generator=g, dtype=torch.float64)
    near = source + 0.01 * torch.randn(source.shape, generator=g, dtype=torch.float64)
    alike = solve(source, near)
    assert float(alike.std()) < 0.5 and alike.sum(1).tolist() == pytest.approx([120, 120])
    shifted = solve(source, near[:, :40] * 0.3 + torch.tensor([1.5, 0, 0]))
    right = source[..., 0] > 0.8
    assert float(shifted[right].mean()) > 2 * float(shifted[~right].mean())
    assert float(shifted.min()) >= 0 and shifted.sum(1).tolist() == pytest.approx([120, 120])
    if solve is kmm:
        assert float(shifted.max()) <= BOUND + 1e-9


@pytest.mark.parametrize("weighting", ["TrAdaBoost", "KLIEP", "KMM", "uniform"])
def test_reused_samples_are_the_latest_of_the_source_and_can_be_looked_at(weighting: str) -> None:
    episodes = image_episodes(4, 3, 1, 2)
    algorithm, theta = made("sample_reuse", episodes, pool=20, weighting=weighting, inner_lr=0.01)
    assert isinstance(algorithm, SampleReuse)
    theta |= algorithm.outer_gradient(theta, episodes).carried
    assert int(theta[FILLED]) == 20 and torch.equal(theta[POOL][0], episodes.support.x[0, 0])
    with torch.no_grad():
        adapted = algorithm.adapt(theta, episodes.support[:1], steps=4)
        reading = algorithm.reading("SampleWeights", theta, episodes[:1], adapted)
    assert reading is not None
    weights = reading.weights  # type: ignore[attr-defined]
    assert weights.shape[1] == 20 and weights.mean(1).tolist() == pytest.approx([1] * len(weights), abs=1e-5)
    assert reading.most_weights[0] >= reading.least_weights[0] and 1 <= reading.effective <= 20.001  # type: ignore[attr-defined]
    assert (weights.std() < 1e-6) == (weighting == "uniform")


def test_running_statistics_begin_as_those_of_the_first_batch() -> None:
    episodes = image_episodes(2, 3, 1, 2)
    algorithm, theta = made("finetune", episodes)
    begun = algorithm.begun(theta, lambda: episodes)
    expected = algorithm.source_features(theta, episodes)[1]
    assert expected and all(torch.equal(begun["~" + name], t) for name, t in expected.items())
    assert set(begun) == {name for name in theta if name.startswith("~")}
