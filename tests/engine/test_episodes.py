"""Every dataset keeps the invariants of episodes; fixed episodes are the same for everyone."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.catalogue import datasets
from engine.datasets.omniglot import Omniglot
from engine.episode import Dataset
from engine.images import ImageClasses
from engine.settings import Rejected

OFFLINE = [name for name, cls in datasets().items() if not cls.needs_files]
SPLITS = ("train", "validation", "test")


def quiet(what: str, fraction: float | None) -> None:
    pass


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def offline(cache: Path) -> dict[str, Dataset]:
    return {name: datasets()[name](datasets()[name].Settings(), cache, cache, torch.device("cpu"), quiet) for name in OFFLINE}


shapes = st.tuples(st.integers(2, 8), st.integers(1, 5), st.integers(1, 6), st.integers(1, 4), st.sampled_from(SPLITS), st.integers(0, 99))


@given(shape=shapes)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", OFFLINE)
def test_episodes_keep_their_invariants(offline: dict[str, Dataset], name: str, shape: tuple[int, int, int, int, str, int]) -> None:
    way, shot, queries, tasks, split, seed = shape
    data = offline[name]
    state = torch.get_rng_state()
    one, two = (data.sample(split, tasks, way, shot, queries, torch.Generator().manual_seed(seed)) for _ in range(2))  # type: ignore[arg-type]
    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(one.support.x, two.support.x) and torch.equal(one.query.y, two.query.y)
    each = 1 if data.task == "regression" else way
    assert one.support.y.shape[:2] == (tasks, each * shot)
    assert one.query.y.shape[:2] == (tasks, each * queries)
    assert one.support.x.shape[2:] == data.input_shape
    if isinstance(data, ImageClasses):
        assert one.support_index is not None and one.query_index is not None
        allowed = set(data.split_classes[split].tolist())
        for t in range(tasks):
            support, query = ({tuple(i) for i in index[t].tolist()} for index in (one.support_index, one.query_index))
            assert not support & query
            assert len(support) == way * shot and len(query) == way * queries
            assert {c for c, _ in support} <= allowed and len({c for c, _ in support}) == way
            assert torch.bincount(one.support.y[t], minlength=way).tolist() == [shot] * way
            same = {(c, int(y)) for (c, _), y in zip(one.support_index[t].tolist(), one.support.y[t], strict=True)}
            assert len(same) == way
        assert float(one.support.x.min()) >= 0 and float(one.support.x.max()) <= 1


@pytest.mark.parametrize("name", OFFLINE)
def test_a_fixed_episode_depends_on_its_number_only(offline: dict[str, Dataset], name: str) -> None:
    data = offline[name]
    many = data.fixed("test", [3, 7, 11], 5, 2, 3)
    one = data.fixed("test", [7], 5, 2, 3)
    assert torch.equal(many.support.x[1], one.support.x[0]) and torch.equal(many.query.x[1], one.query.x[0])
    assert not torch.equal(many.support.x[0], many.support.x[1])


@pytest.mark.parametrize("name", OFFLINE)
def test_more_queries_extend_the_same_episode(offline: dict[str, Dataset], name: str) -> None:
    data = offline[name]
    few, more = data.fixed("test", [5], 3, 2, 2), data.fixed("test", [5], 3, 2, 6)
    assert torch.equal(few.support.x, more.support.x)
    each = 1 if data.task == "regression" else 3
    a = few.query.x.view(each, 2, *data.input_shape)
    b = more.query.x.view(each, 6, *data.input_shape)
    assert torch.equal(a, b[:, :2])


def test_the_splits_of_glyphs_share_no_class_and_match_what_the_dataset_says(offline: dict[str, Dataset]) -> None:
    data = offline["glyphs"]
    assert isinstance(data, ImageClasses)
    parts = [set(data.split_classes[s].tolist()) for s in SPLITS]
    assert sum(map(len, parts)) == len(set.union(*parts)) == len(data.names)
    assert {s: len(p) for s, p in zip(SPLITS, parts, strict=True)} == data.classes


def test_glyphs_are_drawings_of_ink_on_paper_that_vary(offline: dict[str, Dataset]) -> None:
    data = offline["glyphs"]
    assert isinstance(data, ImageClasses)
    ink = data.images.float().mean((2, 3)) / 255
    assert float(ink.min()) > 0.02 and float(ink.max()) < 0.7
    assert all(len({bytes(d.numpy().tobytes()) for d in drawings}) == 20 for drawings in data.images[:20])


def test_glyphs_are_neither_trivial_nor_hopeless_for_pixels(offline: dict[str, Dataset]) -> None:
    episodes = offline["glyphs"].fixed("test", range(100), 5, 1, 5)
    nearest = torch.cdist(episodes.query.x.flatten(2), episodes.support.x.flatten(2)).argmin(-1)
    assert 0.4 < float((nearest == episodes.query.y).float().mean()) < 0.85


@pytest.mark.slow
def test_the_list_of_glyphs_is_what_its_command_writes() -> None:
    from engine.datasets.glyphs import LIST, distinct, split_list

    assert LIST.read_text(encoding="utf-8") == split_list(distinct())


def test_more_ways_than_classes_are_refused_in_one_sentence(offline: dict[str, Dataset]) -> None:
    with pytest.raises(Rejected, match=r"Ways \(way\) must be at most 73, the number of validation classes in Glyphs; it was 80\."):
        offline["glyphs"].check(80, 1, 1)


def test_more_drawings_than_there_are_are_refused_in_one_sentence(offline: dict[str, Dataset]) -> None:
    with pytest.raises(Rejected, match=r"at most 20, the drawings of each class in Glyphs; 10 \+ 11 is 21\."):
        offline["glyphs"].check(5, 10, 11)


def test_predicting_nothing_on_sinusoids_costs_what_the_formula_says(offline: dict[str, Dataset]) -> None:
    y = offline["sinusoid"].sample("train", 20_000, 1, 10, 10, torch.Generator().manual_seed(0)).query.y
    assert float(y.square().mean()) == pytest.approx(4.25, abs=0.1)


def test_the_truth_of_a_sinusoid_passes_through_its_points(offline: dict[str, Dataset]) -> None:
    episodes = offline["sinusoid"].fixed("test", [0], 1, 5, 5)
    assert episodes.latent is not None
    truth = offline["sinusoid"].truth(episodes.latent[0], episodes.support.x[0, :, 0])
    assert torch.allclose(truth, episodes.support.y[0, :, 0])


def test_quarter_turns_are_shared_by_support_and_query_of_a_class(omniglot_root: Path, cache: Path) -> None:
    data = Omniglot(Omniglot.Settings(rotations="everywhere"), omniglot_root, cache, torch.device("cpu"), quiet)
    episodes = data.fixed("test", [1], 5, 2, 2)
    assert episodes.support_index is not None and episodes.query_index is not None
    for part, index in ((episodes.support, episodes.support_index), (episodes.query, episodes.query_index)):
        plain = data.picture(index[0]).float() / 255
        turns = [[k for k in range(4) if torch.equal(torch.rot90(p, k), x[0])] for p, x in zip(plain, part.x[0], strict=True)]
        assert all(turns)
        for c in range(5):
            assert set.intersection(*(set(t) for t, y in zip(turns, part.y[0], strict=True) if int(y) == c))


@pytest.mark.parametrize(("rule", "each"), [("none", 1), ("train", 4), ("classes", 4), ("everywhere", 4)])
def test_a_turned_character_is_a_source_class_of_its_own(rule: str, each: int, omniglot_root: Path, cache: Path) -> None:
    data = Omniglot(Omniglot.Settings(rotations=rule), omniglot_root, cache, torch.device("cpu"), quiet)
    assert data.source_classes == 1028 * each
    episodes = data.sample("train", 4, 5, 1, 1, torch.Generator().manual_seed(0))
    assert episodes.source is not None and episodes.support_index is not None
    plain = data.picture(episodes.support_index.flatten(0, 1)).float() / 255
    ids = data.split_classes["train"]
    for p, x, source in zip(plain, episodes.support.x.flatten(0, 1), episodes.source.flatten().tolist(), strict=True):
        assert torch.equal(torch.rot90(p, source // len(ids)), x[0])
    assert torch.equal(ids[episodes.source.flatten() % len(ids)], episodes.support_index.flatten(0, 1)[:, 0])


def test_the_vinyals_split_of_real_omniglot_gives_pixels_the_known_floor(omniglot_root: Path, cache: Path) -> None:
    data = Omniglot(Omniglot.Settings(), omniglot_root, cache, torch.device("cpu"), quiet)
    assert [len(data.split_classes[s]) for s in SPLITS] == [1028, 172, 423]
    episodes = data.fixed("test", range(300), 5, 1, 15)
    nearest = torch.cdist(episodes.query.x.flatten(2), episodes.support.x.flatten(2)).argmin(-1)
    assert float((nearest == episodes.query.y).float().mean()) == pytest.approx(0.406, abs=0.02)


def test_the_lake_split_keeps_the_evaluation_alphabets_for_the_test(omniglot_root: Path, cache: Path) -> None:
    data = Omniglot(Omniglot.Settings(split="lake"), omniglot_root, cache, torch.device("cpu"), quiet)
    assert {data.names[i].split("/")[0] for i in data.split_classes["test"].tolist()} == {"evaluation"}
    assert len(data.split_classes["test"]) == 659 and len(data.split_classes["train"]) + len(data.split_classes["validation"]) == 964
