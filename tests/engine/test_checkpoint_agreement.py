"""A checkpoint is read with the settings of its run in the library; one of another run is refused wherever checkpoints are loaded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import api, archive, checkpoint
from engine.answers import Answers
from engine.beside import Beside
from engine.catalogue import config_from, configured, kept_catalogue
from engine.checkpoint_header import RUN, read_header, rewritten
from engine.episode import DataError
from engine.export import export
from engine.far import score_run
from engine.inbox import Beginning, Quiet
from engine.jobs import evaluated, resumed, started
from engine.judging import judged, looked
from engine.library import Library
from engine.protocol import Close, Evaluated, Event, Failed, Hold, Judge, Judged, Look, Refused, RunConfig, Saved, Show, Start, Started
from engine.recording import record
from engine.run import Orders, run
from engine.settings import Field, Rejected, fields_of
from engine.showing import shown
from engine.trained_config import trained_config
from engine.training import Training, dataset_of

SPECS = kept_catalogue()
SMALL = {"steps": 2, "meta_batch": 2, "validate_every": 2, "validation_episodes": 2, "device": "cpu", "threads": 1, "hidden": 8}
FIRST, OTHER = "maml-sinusoid-0001", "maml-sinusoid-0002"
PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def config(**chosen: object) -> RunConfig:
    return configured(SPECS, "maml", "sinusoid", {**SMALL, **chosen})


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with two runs that differ in their seed."""
    folder = tmp_path_factory.mktemp("library")
    for seed in (0, 1):
        library = Library(folder)
        new = library.new_run(config(seed=seed))
        library.close()
        assert list(started(Start(new, config(seed=seed), str(folder)), Quiet(), 1, hosted=False))
    return folder


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    """A copy of that library, to be spoilt."""
    shutil.copytree(trained, tmp_path / "library")
    return tmp_path / "library"


def place(folder: Path, run: str = FIRST) -> Path:
    return folder / "checkpoints" / f"{run}.safetensors"


def swap(folder: Path) -> None:
    shutil.copyfile(place(folder, OTHER), place(folder))


def edit(folder: Path, name: str, value: object) -> None:
    """Give the checkpoint's own settings another value; only there."""
    tensors, description = checkpoint.load(place(folder))
    part = next((p for p in ("hyper", "data") if name in description["config"][p]), None)
    (description["config"][part] if part else description["config"])[name] = value
    checkpoint.save(place(folder), tensors, description)


def sentence(events: list[Event]) -> str:
    last = next(e for e in events if isinstance(e, Refused | Failed))
    return last.sentence


def by_judge(folder: Path) -> str:
    return sentence(list(judged(Judge(1, FIRST, str(folder), 4), 1)))


def by_look(folder: Path) -> str:
    return sentence(list(looked(Look(FIRST, str(folder), ("Fit",)), 1)))


def by_show(folder: Path) -> str:
    return sentence(list(shown(Show(FIRST, str(place(folder))), Quiet())))


def by_hold(folder: Path) -> str:
    return sentence(list(Answers(Beginning(Hold(((FIRST, str(place(folder))),)), Quiet())).events()))


def by_resume(folder: Path) -> str:
    return sentence(list(started(Start(FIRST, config(steps=4), str(folder), resume=True), Quiet(), 1, hosted=False)))


def by_init(folder: Path) -> str:
    library = Library(folder)
    asked = config(init=FIRST)
    new = library.new_run(asked)
    library.close()
    return sentence(list(started(Start(new, asked, str(folder)), Quiet(), 1, hosted=False)))


def raised(do: Callable[[], object]) -> str:
    with pytest.raises((DataError, Rejected)) as caught:
        do()
    return str(caught.value)


def by_evaluate(folder: Path) -> str:
    library = Library(folder)
    chosen = resumed(library, FIRST, {"shot": 5}, "", also=("shot",))
    try:
        return raised(lambda: list(evaluated(FIRST, chosen, library, 4, 1)))
    finally:
        library.close()


def by_weights(folder: Path) -> str:
    library = Library(folder)
    try:
        return raised(lambda: export(library, FIRST, folder / "weights.safetensors"))
    finally:
        library.close()


def by_adapt(folder: Path) -> str:
    x = np.linspace(-3, 3, 5)
    return raised(lambda: api.adapt(FIRST, x, np.sin(x), library=folder))


def by_archive(folder: Path) -> str:
    library = Library(folder)
    try:
        return raised(lambda: archive.write(folder / "run.metascope", library, [FIRST]))
    finally:
        library.close()


LOADERS = [by_judge, by_look, by_show, by_hold, by_resume, by_init, by_evaluate, by_weights, by_adapt, by_archive]


@pytest.mark.parametrize("load", LOADERS)
def test_the_checkpoint_of_another_run_is_refused_by_every_loader(folder: Path, load: Callable[[Path], str]) -> None:
    swap(folder)
    words = load(folder)
    assert "\n" not in words and words.endswith(".") and "belongs to" in words and FIRST in words, words


@pytest.mark.parametrize("load", LOADERS)
def test_a_checkpoint_trained_with_other_settings_is_refused_by_every_loader(folder: Path, load: Callable[[Path], str]) -> None:
    edit(folder, "seed", 7)
    words = load(folder)
    assert "\n" not in words and words.endswith(".") and ("seed is 7" in words or "other settings" in words), words


def test_the_checkpoint_of_an_earlier_version_without_its_runs_id_is_told_apart_by_its_settings(folder: Path) -> None:
    tensors, description = checkpoint.load(place(folder, OTHER))
    del description[RUN]
    checkpoint.save(place(folder), tensors, description)
    assert "seed is 1 in it and 0 in this run" in by_judge(folder)
    checkpoint.save(place(folder, OTHER), tensors, description)
    assert trained_config(place(folder, OTHER)).seed == 1


def test_another_run_beside_the_one_that_is_looked_at_is_left_out_where_it_is_not_what_it_says(folder: Path) -> None:
    own = Training(config(), dataset_of(config(), torch.device("cpu"), lambda what, share: None), torch.device("cpu"), 1)
    task = own.dataset.fixed("validation", [0], 5, own.config.shot, own.config.queries)

    def runs() -> list[str]:
        beside = Beside(place(folder).parent)
        beside.choose((FIRST, OTHER))
        return [walk.run for walk in beside.walks(own, task, 1)]

    assert runs() == [FIRST, OTHER]
    swap(folder)
    assert runs() == [OTHER]


def other_value(field: Field, now: object) -> object:
    """Another value that the setting may have."""
    if field.choices:
        return next(choice for choice in field.choices if choice != now)
    if isinstance(now, bool):
        return not now
    if isinstance(now, str):
        return "maml-sinusoid-0009"
    return field.high if now == field.low else field.low


FIELDS = {f.name: f for f in (*fields_of(RunConfig), *next(a for a in SPECS.algorithms if a.id == "maml").fields)}
FIXED = sorted(f.name for f in FIELDS.values() if not f.live and f.name not in ("device", "threads", "init"))


@PROPERTY
@given(st.sampled_from(FIXED))
def test_any_fixed_setting_that_differs_is_named(folder: Path, name: str) -> None:
    swap(folder)  # and back: each example begins with a whole checkpoint
    place(folder).write_bytes(rewritten(place(folder, OTHER).read_bytes(), FIRST, config()))
    now = config().hyper.get(name, getattr(config(), name, None))
    edit(folder, name, other_value(FIELDS[name], now))
    with pytest.raises((DataError, Rejected)) as caught:
        trained_config(place(folder))
    assert name in str(caught.value)


@pytest.mark.parametrize("name", ["inner_lr", "test_steps", "steps", "device", "threads", "init", "data_root"])
def test_what_may_differ_is_read_from_the_library(folder: Path, name: str) -> None:
    value = "/somebody/else" if name == "data_root" else other_value(FIELDS[name], config().hyper.get(name, getattr(config(), name, None)))
    edit(folder, name, "cpu" if name == "device" else value)
    *_, last = judged(Judge(1, FIRST, str(folder), 4), 1)
    assert isinstance(last, Judged) and last.config == config()
    held = next(iter(shown(Show(FIRST, str(place(folder))), Quiet())))
    assert isinstance(held, Started) and held.config == config()


def test_outside_a_library_no_folder_is_taken_from_a_checkpoint(folder: Path, tmp_path: Path) -> None:
    edit(folder, "data_root", "/somebody/else")
    alone = tmp_path / place(folder).name
    shutil.copyfile(place(folder), alone)
    assert trained_config(alone).data_root == ""
    found = score_run(config(), FIRST, alone.read_bytes(), 4, False)
    assert isinstance(found, Evaluated) and len(found.scores) == 4


def test_a_checkpoint_names_its_run_and_no_folder(folder: Path) -> None:
    library = Library(folder)
    asked = replace(config(), data_root=str(folder))
    new = library.new_run(asked)
    library.close()
    assert list(started(Start(new, asked, str(folder)), Quiet(), 1, hosted=False))
    description = read_header(place(folder, new)).description
    assert description[RUN] == new and description["config"]["data_root"] == ""
    assert trained_config(place(folder, new)).data_root == str(folder)


def test_a_run_that_begins_again_replaces_its_checkpoint_at_once(folder: Path) -> None:
    library = Library(folder)
    with closing(run(config(seed=5), FIRST, Quiet(), Orders(library.checkpoints))) as events:
        for event in record(events, library, FIRST):
            if isinstance(event, Saved):
                break
    library.close()
    description = read_header(place(folder)).description
    assert description["config"]["seed"] == 5 and description["at"]["step"] == 0
    assert trained_config(place(folder)).seed == 5


def test_a_library_that_cannot_be_written_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in folder.glob("runs.sqlite-*"):
        file.unlink()
    folder.chmod(0o500)
    try:
        assert trained_config(place(folder)) == config()
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("text", ["", "[", "{}", '{"algorithm": "maml"}', "[" * 100_000, '{"algorithm": 1}', "null"])
def test_damaged_settings_in_the_library_are_one_sentence(folder: Path, text: str) -> None:
    library = Library(folder)
    library._db.execute("UPDATE runs SET config = ? WHERE id = ?", (text, FIRST))
    library.close()
    with pytest.raises((DataError, Rejected)) as caught:
        trained_config(place(folder))
    assert "\n" not in str(caught.value)


def test_settings_from_a_file_hold_no_path_as_a_runs_name() -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "a/b", "..", "a" * 200):
        values = json.loads(replace(config(), init=name).to_json())
        with pytest.raises(Rejected, match="Start from"):
            config_from(values)


def test_json_in_a_checkpoints_header_is_bounded(folder: Path) -> None:
    tensors, description = checkpoint.load(place(folder))
    for hostile in (json.loads("[" * 40 + "]" * 40), [0] * 300_000, 10**200):
        checkpoint.save(place(folder), tensors, description | {"validated_at": hostile})
        with pytest.raises(DataError, match="damaged"):
            trained_config(place(folder))


def test_a_class_named_in_another_encoding_can_be_kept_in_a_checkpoint(folder: Path) -> None:
    tensors, description = checkpoint.load(place(folder))
    checkpoint.save(place(folder), tensors, description | {"classes": ["caf\udce9", "元学习 😀"]})
    assert checkpoint.load_description(place(folder))["classes"] == ["caf\udce9", "元学习 😀"]
    assert trained_config(place(folder)) == config()


def test_closing_a_viewer_of_a_refused_checkpoint_ends_it(folder: Path) -> None:
    swap(folder)
    events = list(shown(Show(FIRST, str(place(folder))), Beginning(Close(), Quiet())))
    assert [type(event) for event in events] == [Refused]
