"""A run: its events in order, its commands, its reproducibility."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import torch

from engine import checkpoint
from engine.catalogue import catalogue, configured
from engine.inbox import Quiet
from engine.jobs import started
from engine.library import Library
from engine.protocol import (
    READINGS,
    Adapt,
    Adaptation,
    Adapted,
    Checkpoint,
    Close,
    Command,
    Evaluated,
    Event,
    Failed,
    Finished,
    Fit,
    Fork,
    HyperChanged,
    InnerStep,
    NewProbe,
    Observe,
    Pause,
    Read,
    Refused,
    Restart,
    Resume,
    RunConfig,
    Saved,
    Scalar,
    SetHyper,
    Stage,
    Start,
    Started,
    StateChanged,
    Step,
    Stop,
)
from engine.run import Orders, run


def small(algorithm: str = "maml", **chosen: object) -> RunConfig:
    settings: dict[str, object] = {
        "steps": 12,
        "meta_batch": 4,
        "validate_every": 5,
        "validation_episodes": 6,
        "device": "cpu",
        "threads": 1,
    }
    rate: dict[str, object] = {"inner_lr": 0.001} if algorithm == "maml" else {}
    return configured(catalogue(), algorithm, "sinusoid", settings | rate | chosen)


class Script:
    """An inbox read line by line: a command is handed out when the run waits, or between steps once `after` steps were taken."""

    def __init__(self, *waiting: Command, between: dict[int, list[Command]] | None = None) -> None:
        self.waiting = deque(waiting)
        self.between = between or {}
        self.polls = 0
        self.queue: deque[Command] = deque()

    def tell(self, event: Event) -> None:
        if isinstance(event, Scalar):
            self.queue.extend(self.between.pop(event.at.step, []))

    def poll(self) -> Command | None:
        return self.queue.popleft() if self.queue else None

    def wait(self) -> Command:
        return self.waiting.popleft() if self.waiting else Close()


def played(config: RunConfig, script: Script, **orders: object) -> list[Event]:
    events = []
    for event in run(config, "r", script, Orders(**orders)):  # type: ignore[arg-type]
        script.tell(event)
        events.append(event)
        assert not (isinstance(event, Failed) and event.kind == "bug"), event.details
    return events


def scalars(events: Iterable[Event]) -> list[dict[str, float]]:
    return [dict(e.values) for e in events if isinstance(e, Scalar)]


def kept(path: Path) -> dict[str, torch.Tensor]:
    return checkpoint.load(path)[0]


def assert_same(one: Path, other: Path) -> None:
    a, b = kept(one), kept(other)
    assert a.keys() == b.keys()
    for name in a:
        assert torch.equal(a[name], b[name]), name


def test_a_run_says_what_it_does_in_order() -> None:
    events = played(small(), Script())
    assert [e.state for e in events if isinstance(e, StateChanged)] == ["loading", "running", "finished"]
    assert [e.at.step for e in events if isinstance(e, Scalar)] == list(range(1, 13))
    assert [e.at.step for e in events if isinstance(e, Evaluated)] == [0, 5, 10, 12]
    started = next(e for e in events if isinstance(e, Started))
    assert started.metric == "mse" and started.chance is None and started.parameters > 1000
    last = [e for e in events if isinstance(e, Scalar)][-1].at
    config = started.config
    assert last.tasks == 12 * 4 and last.samples == 12 * 4 * (config.shot + config.queries) and last.seconds > 0
    assert isinstance(events[-2], Finished) and events[-2].reason == "completed"


def test_every_tenth_step_compares_losses_before_and_after_adaptation() -> None:
    values = scalars(played(small(), Script()))
    names = {"support_loss_before", "support_loss_after", "query_loss_before", "query_loss_after"}
    assert names <= values[0].keys() and names <= values[10].keys()
    assert values[0]["support_loss_after"] < values[0]["support_loss_before"]
    assert "support_loss_after" in values[0] and "step_norm" in values[1] and values[1]["step_norm"] > 0


def test_the_same_seed_gives_the_same_numbers_whatever_the_global_generator_holds() -> None:
    one = scalars(played(small(), Script()))
    torch.manual_seed(99)
    before = torch.get_rng_state()
    two = scalars(played(small(), Script()))
    assert one == two
    assert torch.equal(before, torch.get_rng_state())
    assert scalars(played(small(seed=1), Script())) != one


@pytest.mark.parametrize("algorithm", ["maml", "reptile"])
def test_a_run_stopped_and_resumed_equals_the_uninterrupted_one_bit_for_bit(tmp_path: Path, algorithm: str) -> None:
    config = small(algorithm)
    whole = played(config, Script(), checkpoints=tmp_path / "whole")
    first = played(config, Script(between={7: [Stop()]}), checkpoints=tmp_path / "parts")
    assert any(isinstance(e, Finished) and e.reason == "stopped" and e.at.step == 7 for e in first)
    second = played(config, Script(), checkpoints=tmp_path / "parts", resume=True)
    assert scalars(first) + scalars(second) == scalars(whole)
    assert_same(tmp_path / "whole" / "r.safetensors", tmp_path / "parts" / "r.safetensors")
    assert [e.mean for e in (*first, *second) if isinstance(e, Evaluated)] == [e.mean for e in whole if isinstance(e, Evaluated)]


def test_pausing_between_steps_changes_no_number(tmp_path: Path) -> None:
    script = Script(Step(2), Resume(), between={3: [Pause()]})
    events = played(small(), script, hosted=True, checkpoints=tmp_path)
    assert scalars(events) == scalars(played(small(), Script()))
    states = [(e.state, e.at.step) for e in events if isinstance(e, StateChanged)]
    assert states == [("loading", 0), ("running", 0), ("paused", 3), ("paused", 5), ("running", 5), ("finished", 12)]


@pytest.mark.parametrize("algorithm", ["maml", "reptile", "cnp"])
def test_a_step_taken_stage_by_stage_is_an_ordinary_step(tmp_path: Path, algorithm: str) -> None:
    config = small(algorithm, steps=2)
    played(config, Script(), checkpoints=tmp_path / "plain")
    stages = Script(*[InnerStep()] * 100)
    events = played(config, stages, checkpoints=tmp_path / "slow", hosted=True, paused=True)
    said = [e for e in events if isinstance(e, Stage)]
    inner = said[0].inner_steps
    assert [e.stage for e in said] == ["sample", *["adapt"] * max(1, inner), "evaluate", "update"] * 2
    assert [e.inner_step for e in said[: max(1, inner) + 3]] == [0, *(range(1, inner + 1) or [0]), inner, inner]
    assert said[-1].values["update_norm"] > 0
    assert_same(tmp_path / "plain" / "r.safetensors", tmp_path / "slow" / "r.safetensors")


def test_leaving_in_the_middle_of_a_slow_step_loses_nothing(tmp_path: Path) -> None:
    config = small(steps=3)
    played(config, Script(), checkpoints=tmp_path / "plain")
    played(config, Script(Step(1), InnerStep(), InnerStep()), checkpoints=tmp_path / "slow", hosted=True, paused=True)
    played(config, Script(), checkpoints=tmp_path / "slow", resume=True)
    assert_same(tmp_path / "plain" / "r.safetensors", tmp_path / "slow" / "r.safetensors")


def test_restarting_with_the_same_seed_repeats_the_numbers() -> None:
    events = played(small(), Script(Restart()), hosted=True)
    values = scalars(events)
    assert values[:12] == values[12:] and len(values) == 24
    assert [e.restarted for e in events if isinstance(e, Started)] == [False, True]
    other = scalars(played(small(), Script(Restart(seed=5)), hosted=True))
    assert other[12:] == scalars(played(small(seed=5), Script()))


def test_looking_changes_no_number_and_only_what_is_looked_at_is_computed() -> None:
    quiet = played(small(), Script())
    assert not [e for e in quiet if isinstance(e, Read)]
    look = Script(Observe(tuple(READINGS)), Resume())
    events = played(small(), look, hosted=True, paused=True)
    assert scalars(events) == scalars(quiet)
    kinds = {type(e.reading).__name__ for e in events if isinstance(e, Read)}
    assert {"Adaptation", "Fit"} <= kinds and "Episode" not in kinds
    one = played(small(), Script(Observe(("Fit",)), Resume()), hosted=True, paused=True)
    assert {type(e.reading) for e in one if isinstance(e, Read)} == {Fit}


def test_pictures_are_exact_at_rest_read_only_and_keep_their_task() -> None:
    events = played(small(), Script(Observe(("Fit", "Adaptation")), Step(1), Step(1), NewProbe(3)), hosted=True, paused=True)
    fits = [(e.at.step, e.reading) for e in events if isinstance(e, Read) and isinstance(e.reading, Fit)]
    assert [step for step, _ in fits if step == 2]
    assert fits[0][0] == 0 and np.array_equal(fits[0][1].support_x, fits[1][1].support_x)
    assert not np.array_equal(fits[0][1].support_x, fits[-1][1].support_x)
    assert not np.array_equal(fits[0][1].curves[0], fits[-2][1].curves[0])
    with pytest.raises(ValueError, match="read-only"):
        fits[0][1].curves[0] = 0
    adaptation = next(e.reading for e in events if isinstance(e, Read) and isinstance(e.reading, Adaptation))
    tasks, columns = adaptation.query_loss.shape
    assert tasks == 12 and columns == len(fits[0][1].curves) and columns > adaptation.trained_steps + 1
    assert adaptation.query_accuracy is None


def test_live_settings_change_and_others_are_refused_in_a_sentence() -> None:
    script = Script(SetHyper("outer_lr", "0.5"), SetHyper("way", 3), SetHyper("outer_lr", "fast"), SetHyper("outer_rl", 1), Step(1))
    events = played(small(), script, hosted=True, paused=True)
    changed = [e for e in events if isinstance(e, HyperChanged)]
    assert [(e.name, e.value) for e in changed] == [("outer_lr", 0.5)]
    assert scalars(events)[0]["outer_lr"] == 0.5
    refused = [e.sentence for e in events if isinstance(e, Refused)]
    assert len(refused) == 3 and "next run" in refused[0] and "'fast'" in refused[1] and "did you mean outer_lr" in refused[2]


def test_a_task_somebody_made_is_answered_running_paused_and_after_the_end() -> None:
    x, y = np.linspace(-1, 1, 5), np.zeros(5)

    def ask(request: int) -> Adapt:
        return Adapt(request, x, y, np.linspace(-5, 5, 11))

    events = played(small(), Script(ask(5), between={2: [ask(1), ask(2), ask(3)], 4: [Pause(), Resume()]}), hosted=True)
    answers = [e for e in events if isinstance(e, Adapted)]
    assert [e.request for e in answers] == [3, 5]
    assert isinstance(answers[0].reading, Fit) and answers[0].reading.curves.shape[1] == 11
    bad = played(small(), Script(Adapt(1, x, y[:2], x)), hosted=True)
    assert [e.sentence for e in bad if isinstance(e, Refused)] == [
        "A task needs as many answers as examples, and at least one; it had 5 and 2."
    ]


def test_a_finished_run_goes_on_when_it_is_given_more_steps() -> None:
    events = played(small(), Script(Resume(), SetHyper("steps", 15), Resume()), hosted=True)
    assert [e.at.step for e in events if isinstance(e, Scalar)][-1] == 15
    refused = next(e.sentence for e in events if isinstance(e, Refused))
    assert refused == "All 12 outer steps (steps) are taken; raise their number to go on."


def test_a_fork_goes_on_as_the_parent_would(tmp_path: Path) -> None:
    parent = played(small(), Script(Step(6), Fork("child"), Resume()), hosted=True, paused=True, checkpoints=tmp_path)
    assert [e.run for e in parent if isinstance(e, Saved)][:2] == ["r", "child"] or "child" in [
        e.run for e in parent if isinstance(e, Saved)
    ]
    child = list(run(small(), "child", Quiet(), Orders(tmp_path, resume=True)))
    assert scalars(child) == scalars(parent)[6:]


def test_a_forks_curves_and_checkpoint_lie_in_the_library(tmp_path: Path) -> None:
    library = Library(tmp_path)
    config = small()
    parent, child = library.new_run(config), library.new_run(config)
    script = Script(Step(4), Fork(child), Step(1))
    for event in started(Start(parent, config, str(tmp_path), paused=True), script, 1):
        script.tell(event)
    assert [at.step for at, _ in library.metrics(child)] == [1, 2, 3, 4]
    assert library.run(child).state == "stopped" and library.run(child).at.step == 4
    events = list(started(Start(child, config, str(tmp_path), resume=True), Quiet(), 1, hosted=False))
    assert [e.at.step for e in events if isinstance(e, Scalar)] == list(range(5, 13))


def test_a_loss_that_is_no_number_ends_the_run_with_a_suggestion_and_the_learner_kept(tmp_path: Path) -> None:
    config = small(inner_steps=20, inner_lr=1e-4)
    script = Script(Step(6), SetHyper("inner_lr", 10), Resume(), SetHyper("inner_lr", 1e-4), Resume())
    events = played(config, script, hosted=True, paused=True, checkpoints=tmp_path)
    failure = next(e for e in events if isinstance(e, Failed))
    assert failure.kind == "nan" and failure.at.step == 6
    assert failure.sentence == (
        "The loss is no longer a finite number at outer step 7 with inner rate 10; a smaller inner_lr, such as 2.5, usually helps."
    )
    after = events[events.index(failure) :]
    assert [e.at.step for e in after if isinstance(e, Scalar)] == list(range(7, 13))

    played(dataclasses.replace(config, hyper={**config.hyper, "inner_lr": 10.0}), Script(), checkpoints=tmp_path / "alone")
    assert all(t.isfinite().all() for t in kept(tmp_path / "alone" / "r.safetensors").values())


def test_a_folder_that_cannot_be_written_ends_the_run_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    events = played(small(), Script(), checkpoints=tmp_path / "file" / "below")
    failure = next(e for e in events if isinstance(e, Failed))
    assert failure.kind == "disk" and "checkpoint" in failure.sentence and failure.sentence.count("\n") == 0
    assert isinstance(events[-1], StateChanged) and events[-1].state == "failed"


def test_a_damaged_or_foreign_checkpoint_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "r.safetensors"
    played(small(), Script(), checkpoints=tmp_path)
    whole = path.read_bytes()
    safetensors_of_others = b"\x02\x00\x00\x00\x00\x00\x00\x00{}"
    for data, words in ((whole[:100], "damaged"), (b"", "damaged"), (whole[:-8], "damaged"), (safetensors_of_others, "not a checkpoint")):
        path.write_bytes(data)
        events = played(small(), Script(), checkpoints=tmp_path, resume=True)
        failure = next(e for e in events if isinstance(e, Failed))
        assert failure.kind == "data" and words in failure.sentence and str(path) in failure.sentence
    played(small("fomaml"), Script(), checkpoints=tmp_path)  # the same tensors, of the same shapes
    foreign = next(e for e in played(small(), Script(), checkpoints=tmp_path, resume=True) if isinstance(e, Failed))
    assert foreign.sentence == f"The checkpoint {path} is one of fomaml; this run is one of maml."
    path.unlink()
    again = played(small(), Script(), checkpoints=tmp_path, resume=True)  # killed before its first checkpoint
    assert any(isinstance(e, StateChanged) and "begins again" in e.note for e in again) and not any(isinstance(e, Failed) for e in again)


def test_cuda_where_there_is_none_is_one_sentence() -> None:
    if torch.cuda.is_available():
        pytest.skip("this computer has a CUDA GPU")
    failure = next(e for e in played(small(device="cuda"), Script()) if isinstance(e, Failed))
    assert failure.kind == "usage" and "no CUDA GPU" in failure.sentence


def test_a_checkpoint_is_written_when_asked(tmp_path: Path) -> None:
    events = played(small(), Script(Step(1), Checkpoint()), hosted=True, paused=True, checkpoints=tmp_path)
    assert [e.at.step for e in events if isinstance(e, Saved)][-1] == 1
    assert not list(tmp_path.glob(".*"))


def test_a_run_begins_with_the_weights_of_another_where_they_fit(tmp_path: Path) -> None:
    orders = Orders(checkpoints=tmp_path)

    def events(name: str, algorithm: str, dataset: str, **chosen: object) -> list[Event]:
        sizes = {"meta_batch": 2, "validation_episodes": 2, "steps": 2} | ({} if dataset == "sinusoid" else {"filters": 4})
        if dataset == "wide":
            dataset, sizes = "glyphs", sizes | {"filters": 8}
        return list(run(configured(catalogue(), algorithm, dataset, sizes | chosen), name, Quiet(), orders))

    events("first", "finetune", "glyphs")
    notes = [e.note for e in events("second", "maml", "glyphs", init="first") if isinstance(e, StateChanged)]
    assert "Begins with 12 of 14 tensors of first (conv 1, conv 2, conv 3, conv 4)." in notes
    theta = checkpoint.load(tmp_path / "first.safetensors")[0]
    begun = events("third", "scratch", "glyphs", init="second")  # which learns nothing, and so keeps what it began with
    assert any(isinstance(e, Finished) for e in begun)
    kept, meta = (checkpoint.load(tmp_path / f"{name}.safetensors")[0]["theta.conv2.weight"] for name in ("third", "second"))
    assert torch.equal(kept, meta) and not torch.equal(kept, theta["theta.conv2.weight"])
    # combinations: multi-task learning as the start of a metric learner, a meta-trained network as that of fine-tuning
    for name, algorithm, init in (("fifth", "multitask", "second"), ("sixth", "prototypical", "fifth"), ("seventh", "finetune", "sixth")):
        notes = [e.note for e in events(name, algorithm, "glyphs", init=init) if isinstance(e, StateChanged)]
        assert any(f"12 tensors of {init}" in note or f"tensors of {init} (conv 1" in note for note in notes)
    for dataset, init, sentence in (
        ("glyphs", "nobody", "has a checkpoint; it was 'nobody'"),
        ("glyphs", "../first", "must be the name of a run in the library; it was '../first'"),
        ("sinusoid", "first", "'first' (finetune) has none"),
        ("wide", "first", "conv1.weight is 4 x 1 x 3 x 3 in 'first' (finetune) and 8 x 1 x 3 x 3 here"),
    ):
        failure = next(e for e in events("fourth", "maml", dataset, init=init) if isinstance(e, Failed))
        assert failure.kind == "usage" and sentence in failure.sentence
