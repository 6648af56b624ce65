"""The class split belongs to the run: classes that come, go or are renamed after training are reported, and none is tested as new."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import SPLITS, classes, every, load, put, tree

from engine import api, checkpoint
from engine.answers import Answers
from engine.commands import main
from engine.comparison import Entrant, Scored, headline, paired, sentences
from engine.episode import DataError
from engine.failures import RunFailed
from engine.judging import judged, looked
from engine.library import Library
from engine.protocol import At, Close, Command, Held, Hold, Judge, Judged, Look, Refused, RunConfig, Started
from engine.run_classes import ClassSplit, check_same_tests, class_split_from, difference
from engine.settings import Rejected
from engine.training import Training, dataset_of, without_classes_of

CPU = torch.device("cpu")
NAMES = [f"kind {letter}" for letter in "abcdefghijklmnopqrst"]
CHOSEN = {
    "way": 2,
    "shot": 1,
    "queries": 2,
    "steps": 2,
    "filters": 4,
    "size": 8,
    "device": "cpu",
    "validation_episodes": 2,
    "meta_batch": 2,
}


def quiet(what: str, fraction: float | None) -> None:
    pass


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures in `data` and a library in which one run learned from them."""
    place = tmp_path_factory.mktemp("trained")
    put(place / "data", tree(NAMES))
    api.train("prototypical", "image_folder", library=place / "library", data=place / "data", **CHOSEN)  # type: ignore[arg-type]
    return place


@pytest.fixture
def place(trained: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    place = tmp_path / "place"
    shutil.copytree(trained, place)
    with closing(sqlite3.connect(place / "library" / "runs.sqlite")) as library, library:
        (text,) = library.execute("SELECT config FROM runs").fetchone()
        library.execute("UPDATE runs SET config = ?", (json.dumps(json.loads(text) | {"data_root": str(place / "data")}),))
    return place


def kept(place: Path) -> Path:
    return place / "library" / "checkpoints" / "prototypical-image_folder-0001.safetensors"


def split_of(place: Path) -> ClassSplit:
    split, _ = checkpoint.classes_in(kept(place))
    assert split is not None
    return split


def config_of(place: Path) -> RunConfig:
    return replace(api.find(kept(place).stem, place / "library").config, data_root=str(place / "data"))


def score(place: Path) -> api.Score:
    return api.evaluate(kept(place).stem, episodes=4, library=place / "library", data=place / "data")


def test_a_run_keeps_its_classes(place: Path) -> None:
    split = split_of(place)
    assert [set(split[s]) for s in SPLITS] == [classes(load(place / "data"), s) for s in SPLITS]
    assert score(place).note == ""
    fingerprints = {e.classes for e in Library(place / "library").evaluations(kept(place).stem) if e.split == "test"}
    assert len(fingerprints) == 1 and "" not in fingerprints


def change(place: Path, split: str, how: str) -> str:
    """Remove or rename the first class of a split, or add one; returns its name."""
    name = next(iter(split_of(place)[split]))
    if how == "remove":
        shutil.rmtree(place / "data" / name)
    elif how == "rename":
        (place / "data" / name).rename(place / "data" / f"{name} again")
    else:
        put(place / "data", tree([f"new {n}" for n in range(5)]))
    return name


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("how", ["remove", "rename", "add"])
def test_whatever_changes_no_trained_class_is_tested_as_new(place: Path, split: str, how: str) -> None:
    before = split_of(place)
    name = change(place, split, how)
    data = dataset_of(config_of(place), CPU, quiet, kept(place))
    present = {s: {data.class_name(int(i)) for i in data.split_classes[s]} for s in SPLITS}  # type: ignore[attr-defined]
    assert all(present[s] == set(before[s]) - ({name} if s == split and how != "add" else set()) for s in SPLITS)
    found = score(place)
    if how == "add":
        assert "Classes that this run has never met are left out: 5 (new 0, new 1, new 2, new 3, …)." in found.note
    else:
        assert (
            f"Of the {len(before[split])} {split.replace('train', 'training')} classes of this run 1 cannot be found ({name})."
            in found.note
        )
    kept_tests = [e for e in Library(place / "library").evaluations(kept(place).stem) if e.split == "test"]
    assert len(kept_tests) == (0 if split == "test" and how != "add" else 1)  # on fewer classes it is not the run's score


def test_going_on_with_a_run_needs_its_training_classes(place: Path) -> None:
    name = change(place, "train", "rename")
    with pytest.raises(RunFailed, match=f"cannot go on with other training classes than it began with.*{name}"):
        api.train(resume=kept(place).stem, library=place / "library", data=place / "data", steps=4)
    (place / "data" / f"{name} again").rename(place / "data" / name)
    change(place, "train", "add")
    notes: list[str] = []
    api.train(
        resume=kept(place).stem,
        library=place / "library",
        data=place / "data",
        steps=4,
        on_event=lambda e: notes.append(getattr(e, "note", "")),
    )
    assert any("never met are left out: 5" in note for note in notes)
    assert every(load(place / "data")) - set().union(*map(set, split_of(place).values())) == {f"new {n}" for n in range(5)}


def test_the_window_is_told_what_differs(place: Path) -> None:
    name = change(place, "test", "remove")
    library = Library(place / "library")
    run = kept(place).stem
    events = list(judged(Judge(1, run, str(library.folder), 4), 1))
    answer = events[-1]
    assert isinstance(answer, Judged) and f"cannot be found ({name})" in answer.note
    started = next(iter(looked(Look(run, str(library.folder), ()), 1)))
    assert isinstance(started, Started) and f"cannot be found ({name})" in started.note


def test_without_enough_classes_left_the_test_is_refused_with_their_names(place: Path) -> None:
    gone = list(split_of(place)["test"])[1:]
    for name in gone:
        shutil.rmtree(place / "data" / name)
    answer = list(judged(Judge(1, kept(place).stem, str(place / "library"), 4), 1))[-1]
    assert isinstance(answer, Refused) and "at most 1, the number of test classes" in answer.sentence
    assert f"cannot be found ({', '.join(gone)})" in answer.sentence


def test_checkpoints_of_earlier_versions_work_and_say_that_they_do_not_know(place: Path) -> None:
    tensors, description = checkpoint.load(kept(place))
    del description["classes"], description["met"]
    checkpoint.save(kept(place), tensors, description)
    assert "did not keep the classes it was trained on" in score(place).note


@pytest.mark.parametrize(
    "classes",
    [[], {"train": {}}, {"train": {"a": "x"}, "validation": {}, "test": {}}, {"train": {"a": 2}, "validation": {}, "test": {"a": 2}}, 7],
)
def test_a_split_that_cannot_be_is_refused(place: Path, classes: object) -> None:
    tensors, description = checkpoint.load(kept(place))
    checkpoint.save(kept(place), tensors, description | {"classes": classes})
    with pytest.raises(DataError, match="is damaged"):
        dataset_of(config_of(place), CPU, quiet, kept(place))


def test_weights_that_are_taken_over_take_their_classes_out_of_the_tests(place: Path) -> None:
    split = split_of(place)
    data = load(place / "data", split="by class, half to train")
    met = {s: classes(data, s) & set(split["train"]) for s in ("validation", "test")}
    assert any(met.values())
    rest = without_classes_of(data, "other", kept(place))
    assert all({rest.class_name(int(i)) for i in rest.split_classes[s]} == classes(data, s) - met[s] for s in met)  # type: ignore[attr-defined]
    assert f"since other was trained on them: {sum(map(len, met.values()))}" in rest.split_note
    assert rest.met == set(split["train"])


def test_positions_of_training_classes_stay_where_one_is_missing(place: Path) -> None:
    """A head that tells training classes apart keeps its outputs."""
    before = list(split_of(place)["train"])
    name = change(place, "train", "remove")
    data = dataset_of(config_of(place), CPU, quiet, kept(place))
    assert data.source_classes == len(before)
    episodes = data.sample("train", 40, 2, 1, 2, torch.Generator().manual_seed(0))
    assert episodes.source is not None and episodes.support_index is not None
    for source, classes_of in zip(episodes.source, episodes.support_index[:, :, 0], strict=True):
        assert [before[int(k)] for k in source] == [data.class_name(int(c)) for c in classes_of]
    assert before.index(name) not in set(episodes.source.flatten().tolist())
    Training(config_of(place), data, CPU, 1).restore(kept(place))


def test_runs_with_other_test_classes_are_not_compared(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, data = str(place / "library"), str(place / "data")
    put(place / "data", tree([f"new {n}" for n in range(8)]))
    other = api.train("prototypical", "image_folder", library=library, data=data, **CHOSEN)  # type: ignore[arg-type]
    first = split_of(place)
    assert main(["compare", kept(place).stem, other.id, "--library", library, "--data", data, "--episodes", "4"]) == 2
    assert "must be tested on the same classes" in capsys.readouterr().err
    check_same_tests([("a", first), ("b", None), ("c", first)])
    assert main(["evaluate", kept(place).stem, "--library", library, "--data", data, "--episodes", "4", "--json"]) == 0
    assert "never met are left out: 8" in json.loads(capsys.readouterr().out)["note"]


def test_scores_on_other_classes_are_not_paired() -> None:
    def scored(run: str, level: float, classes: str) -> Scored:
        scores = torch.linspace(level, level + 0.1, 20).numpy()
        return Scored(run, RunConfig(), At(1), "accuracy", scores, classes)

    a, b, c = scored("a", 0.5, "x"), scored("b", 0.7, "y"), scored("c", 0.3, "")
    pairs = paired([Entrant(s.run, (s,)) for s in (a, b, c)])
    assert {frozenset((d.better, d.worse)) for d in pairs} == {frozenset("ac"), frozenset("bc")}
    assert "b and a were tested on different classes" in headline([Entrant(s.run, (s,)) for s in (a, b)])
    assert any("were tested on different classes" in line for line in sentences([a, b, c]))


MEMBERS = st.dictionaries(st.text(max_size=4), st.integers(0, 9), max_size=5)


@settings(max_examples=60, deadline=None)
@given(MEMBERS, MEMBERS, MEMBERS, MEMBERS)
def test_every_difference_is_said(train: dict[str, int], validation: dict[str, int], test: dict[str, int], there: dict[str, int]) -> None:
    values = {"train": train, "validation": validation, "test": test}
    names = [*train, *validation, *test]
    if len(set(names)) < len(names):
        with pytest.raises(ValueError):
            class_split_from(values)
        return
    split = class_split_from(values)
    assert split == values
    present: ClassSplit = {"train": there, "validation": {}, "test": {}}
    notes = difference(values, present, there)
    same = set(names) == set(there) == set(train) and all(there[name] == train[name] for name in train)
    assert bool(notes) == (not same)


def test_tests_that_differ_are_named() -> None:
    one: ClassSplit = {"train": {"cat": 2}, "validation": {}, "test": {"dog": 2}}
    two: ClassSplit = {"train": {"dog": 2}, "validation": {}, "test": {"cat": 2}}
    with pytest.raises(Rejected, match="dog is a test class of a and a training class of b"):
        check_same_tests([("a", one), ("b", two)])


def test_runs_of_before_a_setting_existed_have_its_default(place: Path) -> None:
    library = Library(place / "library")
    config = library.run(kept(place).stem).config
    run = library.new_run(replace(config, data={name: value for name, value in config.data.items() if name != "level"}))
    assert library.run(run).config.data == config.data


def test_a_new_setting_of_the_level_leaves_the_episodes_as_they_were(place: Path) -> None:
    one, two = load(place / "data"), load(place / "data", level="outermost folder")
    a, b = (data.fixed("test", [0, 7], 2, 1, 2) for data in (one, two))
    assert torch.equal(a.support.x, b.support.x) and torch.equal(a.query.x, b.query.x)


def test_evaluations_keep_their_classes_in_the_library_and_in_a_copy(place: Path) -> None:
    score(place)
    library, run = Library(place / "library"), kept(place).stem
    expected = {(e.split, e.at.step): e.classes for e in library.evaluations(run)}
    assert expected and all(expected.values())
    copy = library.new_run(library.run(run).config)
    library.branch(run, copy)
    assert {(e.split, e.at.step): e.classes for e in library.evaluations(copy)} == expected


class Script:
    """An inbox of commands that closes after the last."""

    def __init__(self, *commands: Command) -> None:
        self.commands = list(commands)

    def poll(self) -> Command | None:
        return None

    def wait(self) -> Command:
        return self.commands.pop(0) if self.commands else Close()


def test_tasks_to_try_are_new_to_every_learner(place: Path) -> None:
    """Two runs of one folder, whose second split tests classes that the first was trained on."""
    library, data = place / "library", place / "data"
    other = api.train("prototypical", "image_folder", library=library, data=data, **(CHOSEN | {"split": "by class, half to train"}))  # type: ignore[arg-type]
    second = library / "checkpoints" / f"{other.id}.safetensors"
    splits = [split_of(place), checkpoint.classes_in(second)[0]]
    assert splits[1] is not None and set(splits[1]["test"]) & set(splits[0]["train"])  # type: ignore[arg-type]
    answers = Answers(Script(Hold((("one", str(kept(place))), ("two", str(second))))))
    assert [e.run for e in answers.events() if isinstance(e, Held)] == ["one", "two"]
    for run in ("one", "two"):
        dataset = answers._new_to_all(answers._held[run])
        new = {dataset.class_name(int(i)) for i in dataset.split_classes["test"]}  # type: ignore[attr-defined]
        assert new and not new & set(splits[0]["train"]) and not new & set(splits[1]["train"])  # type: ignore[arg-type]


def test_a_learner_that_is_held_says_what_differs(place: Path) -> None:
    name = change(place, "test", "remove")
    held = next(e for e in Answers(Script(Hold((("one", str(kept(place))),)))).events() if isinstance(e, Held))
    assert f"cannot be found ({name})" in held.note


def test_classes_of_one_name_are_told_apart(place: Path) -> None:
    data = load(place / "data")
    data.names = ["same"] * len(data.names)
    split = data.class_split()
    assert sum(map(len, split.values())) == len(NAMES) and class_split_from(split) == split
    assert data.with_class_split(split, True) is data
