"""What crosses between engine and screen: commands, events, readings, specs. (stdlib + numpy only)

Every class here is a frozen dataclass of plain values and read-only numpy arrays, so it pickles small, compares by value and
cannot be changed by whoever receives it. Nothing in this file imports torch or Qt.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.settings import Field as Field
from engine.settings import Value as Value
from engine.settings import setting

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Task = Literal["classification", "regression"]
Inputs = Literal["images", "vectors"]
State = Literal["waiting", "loading", "running", "paused", "finished", "stopped", "failed"]
FailureKind = Literal["usage", "data", "nan", "memory", "device", "disk", "crash", "bug"]


# ---------------------------------------------------------------------------------------------------------------- specs
@dataclass(frozen=True, slots=True)
class Published:
    """A result somebody printed: what was measured, in which setting, and where it stands."""

    dataset: str
    setting: str
    value: float
    metric: Literal["accuracy", "mse"]
    source: str
    ci95: float | None = None


@dataclass(frozen=True, slots=True)
class AlgorithmSpec:
    """An algorithm as the window and the command line describe it."""

    id: str
    title: str
    family: Literal["gradient", "metric", "memory", "transfer"]
    summary: str
    paper: str
    equations: tuple[tuple[str, str], ...]
    r"""(what it is, the formula in LaTeX with the paper's symbols; `\\` where a narrow page may break it)"""
    stages: tuple[str, str, str, str]
    """this method's words for the four stages of an outer step: sample, adapt, evaluate, update"""
    tasks: tuple[Task, ...]
    fields: tuple[Field, ...]
    defaults: Mapping[str, Mapping[str, Value]]
    """by dataset id or task kind: the settings that differ from the fields' defaults there (the validated preset)"""
    readings: tuple[str, ...]
    has_steps: bool
    """whether adaptation proceeds in inner steps"""
    watch_for: str
    """one invitation: what to look at while it trains"""
    differs: tuple[str, ...] = ()
    """each way in which the default differs from the paper"""
    published: tuple[Published, ...] = ()
    inputs: tuple[Inputs, ...] = ("images", "vectors")
    """what examples it can take"""
    needs_source: bool = False
    """whether it learns to tell all training classes apart, so that classification data must have a fixed number of them"""


@dataclass(frozen=True, slots=True)
class DatasetSpec:
    """A dataset as the window and the command line describe it."""

    id: str
    title: str
    task: Task
    summary: str
    honest: str
    """one line on what the data really are ("real glyphs, synthetic handwriting")"""
    source: str
    fields: tuple[Field, ...]
    defaults: Mapping[str, Value]
    """common settings (way, shot, ...) that differ from `RunConfig`'s defaults"""
    needs_files: bool = False
    downloadable: bool = False
    drawings: int | None = None
    """drawings per class, where that is fixed: shot + queries cannot exceed it"""
    classes: Mapping[str, int] = field(default_factory=dict)
    """classes in each split, where that is known without the files"""
    inputs: Inputs = "images"
    fixed_classes: bool = False
    """whether training tasks are drawn from a fixed set of classes, rather than from a formula"""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be chosen."""

    algorithms: tuple[AlgorithmSpec, ...]
    datasets: tuple[DatasetSpec, ...]
    devices: tuple[tuple[str, str], ...] = (("cpu", "CPU"),)
    """(id, title) of each device torch found"""


# --------------------------------------------------------------------------------------------------------------- config
@dataclass(frozen=True)
class RunConfig:
    """Everything that decides a run's numbers. `hyper` and `data` hold the algorithm's and the dataset's own settings."""

    algorithm: str = "maml"
    dataset: str = "glyphs"
    way: int = setting(5, "Ways", "Classes to tell apart in each task (N).", low=2, high=100, slider=(2, 20), symbol="N")
    shot: int = setting(1, "Shots", "Labelled examples of each class in the support set (K).", low=1, high=100, slider=(1, 10), symbol="K")
    queries: int = setting(
        5, "Queries", "Examples of each class in the query set, which judge the adapted model.", low=1, high=100, slider=(1, 15), symbol="Q"
    )
    meta_batch: int = setting(
        16, "Meta-batch", "Tasks averaged in one outer step.", low=1, high=1024, slider=(1, 64), symbol="B", unit="tasks", live=True
    )
    steps: int = setting(
        2000,
        "Outer steps",
        "Updates of the meta-parameters before the run ends.",
        low=1,
        high=10_000_000,
        slider=(100, 60_000),
        unit="steps",
        log=True,
        live=True,
    )
    seed: int = setting(
        0, "Seed", "Everything random follows from it: same settings and seed, same numbers.", low=0, high=2_147_483_647, slider=(0, 99)
    )
    device: str = setting("auto", "Device", "Where tensors live; auto takes the GPU if there is one.", choices=("auto", "cpu", "cuda"))
    validate_every: int = setting(
        100,
        "Validate every",
        "Outer steps between two validations on fixed episodes.",
        low=1,
        high=1_000_000,
        slider=(10, 1000),
        unit="steps",
        advanced=True,
    )
    validation_episodes: int = setting(
        64,
        "Validation episodes",
        "Fixed validation tasks scored each time; more narrows the interval.",
        low=2,
        high=10_000,
        slider=(16, 600),
        unit="tasks",
        advanced=True,
    )
    compiled: bool = setting(
        False,
        "Compile",
        "Compile the outer step with torch.compile where the algorithm offers it: slower to start, faster after.",
        advanced=True,
    )
    mixed: bool = setting(
        False,
        "Mixed precision",
        "Round the operands of convolutions to bfloat16 while training: made for GPUs, on most CPUs it is slower. Sums, weights, "
        "normalisation and every judgement stay float32; the run says how far rounding moves the first outer gradient.",
        advanced=True,
    )
    threads: int = setting(
        0,
        "Threads",
        "CPU threads for this run; 0 means all cores when alone and one when several race.",
        low=0,
        high=256,
        slider=(0, 16),
        advanced=True,
    )
    init: str = setting(
        "",
        "Start from",
        "A finished run (its name in the library) whose weights this one begins with, wherever they have the same name and shape: "
        "a pre-trained or multi-task network for a meta-learner, or a meta-trained one for fine-tuning. Empty starts at random.",
        advanced=True,
    )
    hyper: Mapping[str, Value] = field(default_factory=dict)
    data: Mapping[str, Value] = field(default_factory=dict)
    data_root: str = ""
    """folder that holds the dataset's files; empty means the application's own data folder"""

    def having(self, name: str, value: Value) -> RunConfig:
        """The same with one setting changed: one of the algorithm's, one of the dataset's, or a common one."""
        if name in self.hyper:
            return dataclasses.replace(self, hyper={**self.hyper, name: value})
        if name in self.data:
            return dataclasses.replace(self, data={**self.data, name: value})
        return dataclasses.replace(self, **{name: value})  # type: ignore[arg-type]

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self) | {"version": 1}, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> RunConfig:
        values = json.loads(text)
        values.pop("version", None)
        return RunConfig(**values)


# ------------------------------------------------------------------------------------------------------- places in time
@dataclass(frozen=True, slots=True)
class At:
    """A place on the meta-training time axes of one run. `seconds` counts the run's own computing only, never waiting."""

    step: int = 0
    tasks: int = 0
    samples: int = 0
    seconds: float = 0.0


# ------------------------------------------------------------------------------------------------------------- readings
@dataclass(frozen=True, slots=True)
class Reading:
    """A typed picture of the inside; arrays are read-only float32 unless said otherwise. K inner steps give K + 1 rows."""


@dataclass(frozen=True, slots=True)
class Adaptation(Reading):
    """Loss (and accuracy, classification only) of T probe tasks after 0..K inner steps; the first task is the probe itself."""

    support_loss: Floats  # (T, K + 1)
    query_loss: Floats  # (T, K + 1)
    support_accuracy: Floats | None  # (T, K + 1)
    query_accuracy: Floats | None  # (T, K + 1)
    trained_steps: int  # steps beyond these were never trained for


@dataclass(frozen=True, slots=True)
class Movement(Reading):
    """How far each layer has moved from its start during adaptation: |phi_k - theta| / |theta| per layer."""

    layers: tuple[str, ...]
    relative: Floats  # (K + 1, layers)


@dataclass(frozen=True, slots=True)
class Fit(Reading):
    """A regression task and the fitted curve after 0..K inner steps."""

    grid: Floats  # (G,)
    truth: Floats | None  # (G,), None for a task a person drew
    support_x: Floats  # (n,)
    support_y: Floats  # (n,)
    query_x: Floats  # (m,)
    query_y: Floats  # (m,)
    curves: Floats  # (K + 1, G)
    spread: Floats | None = None  # (K + 1, G) standard deviation, for methods that state their uncertainty


@dataclass(frozen=True, slots=True)
class Episode(Reading):
    """A classification task as pictures, with class probabilities of every query after 0..K inner steps."""

    support_images: Bytes  # (N * shot, H, W) or (N * shot, H, W, 3); ink bright
    support_labels: Ints  # (N * shot,)
    query_images: Bytes  # (N * queries, H, W[, 3])
    query_labels: Ints  # (N * queries,), -1 where unknown
    probabilities: Floats  # (K + 1, N * queries, N)
    class_names: tuple[str, ...]  # N names from the dataset
    support_index: Ints  # (N * shot, 2) class and drawing in the dataset


@dataclass(frozen=True, slots=True)
class Embedding(Reading):
    """Support and query points of the probe task in a plane that stays fixed during a run."""

    points: Floats  # (n, 2)
    labels: Ints  # (n,)
    is_query: NDArray[np.bool_]  # (n,)
    prototypes: Floats | None  # (N, 2)
    explained: float  # share of the variance the plane shows, 0..1
    best: float = 0.0  # share that the best plane of now would show
    distances: Floats | None = None  # (queries, support examples) in the whole space, not in the plane


@dataclass(frozen=True, slots=True)
class Memory(Reading):
    """An external memory over one episode shown as a sequence of L images, after each of them; N classes, H heads."""

    images: Bytes  # (L, height, width[, 3])
    labels: Ints  # (L,) class of each image in this episode
    presentation: Ints  # (L,) 1 where its class is seen for the first time, 2 for the second, ...
    matrix: Floats  # (L, slots, width)
    read: Floats  # (L, H, slots)
    write: Floats  # (L, H, slots)
    usage: Floats  # (L, slots)
    least_used: Ints  # (L,) the slot that was wiped before writing
    probabilities: Floats  # (L, N) the answer for each image, given before its label is seen


@dataclass(frozen=True, slots=True)
class Attention(Reading):
    """What each query of the probe task looked at in the support set: in each read of the context, where there is one, then to answer."""

    weights: Floats  # (K, N * queries, N * shot), rows sum to 1
    support_labels: Ints  # (N * shot,)
    query_labels: Ints  # (N * queries,)


@dataclass(frozen=True, slots=True)
class Rates(Reading):
    """Learned inner step sizes: their distribution in each layer, or one number for each layer and inner step."""

    layers: tuple[str, ...]
    edges: Floats  # (layers, bins + 1) empty where there is one rate a layer
    counts: Floats  # (layers, bins)
    negative: Floats  # (layers,) share of rates below zero
    by_step: Floats  # (J, layers) mean rate in each inner step
    start: float  # what all of them were at the beginning
    maps: tuple[Floats, ...] = ()  # of each layer, (outputs, inputs): mean rate of the weights that join them


@dataclass(frozen=True, slots=True)
class FastWeights(Reading):
    """Slow weights beside the fast ones that support examples (n) and queries (m) of the probe task produce."""

    layers: tuple[str, ...]
    slow: Floats  # (layers,) norm of the slow weights
    fast: Floats  # (n, layers) norm of each support example's fast weights
    attention: Floats  # (m, n), rows sum to 1: which memory entries make each query's fast weights
    support_labels: Ints  # (n,)
    query_labels: Ints  # (m,)
    shapes: tuple[tuple[int, ...], ...]  # of each layer's weights: outputs, inputs, and a convolution's taps down and across
    slow_weights: tuple[Floats, ...]  # (outputs, inputs * taps) of each layer, or as large a corner of it as is told
    fast_weights: tuple[Floats, ...]  # (n, outputs, inputs * taps) the same corner of what each support example writes


@dataclass(frozen=True, slots=True)
class SampleWeights(Reading):
    """How much each of n source samples counts for the probe task, after each of R rounds (R = 1 where it is solved at once)."""

    weights: Floats  # (R, n), each row of mean 1
    most: Bytes  # (k, height, width[, 3]) the source samples that count most at the end, in order
    most_weights: Floats  # (k,)
    least: Bytes  # (k, height, width[, 3])
    least_weights: Floats  # (k,)
    effective: float  # effective sample size (sum w)^2 / sum w^2


@dataclass(frozen=True, slots=True)
class Conflict(Reading):
    """Cosine between the gradients that source tasks send to what they share: below zero where they pull apart."""

    tasks: tuple[str, ...]
    cosine: Floats  # (T, T)


@dataclass(frozen=True, slots=True)
class Boundary(Reading):
    """A two-dimensional classification task and the class probabilities over the plane after 0..K inner steps."""

    support_x: Floats  # (n, 2)
    support_y: Ints  # (n,)
    query_x: Floats  # (m, 2)
    query_y: Ints  # (m,)
    grid: Floats  # (G,) places along both axes
    probabilities: Floats  # (K + 1, G, G, N) at (grid[j], grid[i]) for [k, i, j]


@dataclass(frozen=True, slots=True)
class Path(Reading):
    """The adapted weights after 0..K inner steps of the probe task in the plane of their two main directions, and the loss around."""

    points: Floats  # (K + 1, 2)
    explained: float  # share of the path's spread the plane shows, 0..1
    across: Floats  # (G,) places along the first direction
    down: Floats  # (G,) places along the second
    loss: Floats  # (G, G) support loss at (across[j], down[i])
    losses: Floats  # (K + 1,) support loss on the path itself
    trained_steps: int
    beside: tuple[tuple[str, Floats, Floats], ...] = ()  # other runs on the same task: id, points (K + 1, 2), losses (K + 1,)


READINGS: dict[str, type[Reading]] = {
    c.__name__: c
    for c in (Adaptation, Movement, Fit, Episode, Embedding, Memory, Attention, Rates, FastWeights, SampleWeights, Conflict, Boundary, Path)
}


def frozen_array(values: Any, dtype: Any = np.float32) -> NDArray[Any]:
    """A read-only copy of `values` that shares no memory with live weights."""
    plain = values.numpy() if hasattr(values, "numpy") else values  # a CPU tensor
    array: NDArray[Any] = np.array(plain, dtype=dtype, copy=True)
    array.flags.writeable = False
    return array


# --------------------------------------------------------------------------------------------------------------- events
@dataclass(frozen=True, slots=True)
class Event:
    """Something a run says. `run` is its id."""

    run: str


@dataclass(frozen=True, slots=True)
class StateChanged(Event):
    """The run is now waiting, loading, running, paused, finished, stopped or failed; `note` is one quiet sentence or empty."""

    state: State
    note: str = ""
    at: At = At()


@dataclass(frozen=True, slots=True)
class Started(Event):
    """Meta-training begins (or begins again, or resumes): the effective config and what it means."""

    config: RunConfig
    at: At
    device: str
    parameters: int  # meta-parameters
    metric: Literal["accuracy", "mse"]
    chance: float | None  # accuracy of guessing
    data: str  # one line: dataset, split, classes
    badges: tuple[str, ...]  # short labels every table and legend shows, e.g. "transductive"
    restarted: bool = False  # everything said so far is void
    note: str = ""  # what it began with, was compiled to, or how exact it is, in sentences
    viewing: bool = False  # a checkpoint is only shown: numbers of later steps stay valid


@dataclass(frozen=True, slots=True)
class Scalar(Event):
    """Numbers of one outer step. Names: {support,query}_{loss,accuracy}_{before,after}, step_norm, outer_lr."""

    at: At
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Evaluated(Event):
    """Scores on fixed episodes: mean, 95 % interval, every episode's own score, and the mean after 0..K inner steps."""

    at: At
    split: Literal["validation", "test"]
    metric: Literal["accuracy", "mse"]
    mean: float
    ci95: float
    scores: Floats  # (episodes,)
    per_step: Floats  # (K + 1,) or (1,)
    further: tuple[tuple[str, float, float], ...] = ()
    """name, mean and 95 % interval of what else the method tells of test episodes"""
    classes: str = ""
    """a fingerprint of the classes whose pictures the episodes were made of; '' where they are not known"""
    note: str = ""
    """what differs between these classes and those of the run, in sentences"""
    whole: bool = True
    """whether every class of the split was there, so that this is the run's score"""


@dataclass(frozen=True, slots=True)
class Read(Event):
    """A reading of the probe episode; newest wins."""

    at: At
    reading: Reading


@dataclass(frozen=True, slots=True)
class ReadingFailed(Event):
    """A reading could not be made; one sentence. The run goes on, and does not try it again until what it depends on changes."""

    at: At
    name: str
    """one of `READINGS`"""
    sentence: str
    details: str


@dataclass(frozen=True, slots=True)
class Stage(Event):
    """One stage of an outer step taken slowly: sample, adapt (with the inner step), evaluate, update."""

    at: At
    stage: Literal["sample", "adapt", "evaluate", "update"]
    inner_step: int
    inner_steps: int
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class HyperChanged(Event):
    """A live setting took effect here."""

    at: At
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Adapted(Event):
    """The answer to `Adapt`: a `Fit` or an `Episode` reading, with the request's id."""

    request: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """A command could not be carried out; one sentence. `request` is that of the command, where it had one."""

    sentence: str
    request: int = 0
    remedies: tuple[Mapping[str, Value], ...] = ()
    """values of settings with which it could be"""
    config: RunConfig | None = None
    """what was measured, where it was a `Measure`"""


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """Something slow before or beside training (loading, downloading, compiling): what, and how far (0..1, None unknown)."""

    what: str
    fraction: float | None


@dataclass(frozen=True, slots=True)
class Saving(Event):
    """A checkpoint is about to be written: what was said before must lie in the library first, or a kill would leave a hole there."""


@dataclass(frozen=True, slots=True)
class Saved(Event):
    """A checkpoint lies on disk."""

    at: At
    path: str


@dataclass(frozen=True, slots=True)
class Estimate(Event):
    """Cost predicted from a config by probe steps; `data` is what the dataset says of itself."""

    bytes: int
    seconds_per_step: float
    request: int = 0
    data: str = ""


@dataclass(frozen=True, slots=True)
class Finished(Event):
    """The run ended by itself ('completed') or because a person stopped it ('stopped')."""

    at: At
    reason: Literal["completed", "stopped"]


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """The run ended in an error: its kind, one sentence, details for the log."""

    at: At
    kind: FailureKind
    sentence: str
    details: str
    remedies: tuple[Mapping[str, Value], ...] = ()
    """values of settings with which it would not have failed"""


@dataclass(frozen=True, slots=True)
class Ready(Event):
    """The warm worker waits for `Start`: everything that can be chosen on this machine (`devices` says whether there is a GPU)."""

    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Downloaded(Event):
    """The dataset's files lie in `folder`, checked."""

    dataset: str
    folder: str


@dataclass(frozen=True, slots=True)
class Held(Event):
    """The learner of a run, as its checkpoint has it, is ready to answer."""

    config: RunConfig
    at: At
    note: str = ""  # how the classes that are there differ from those of the run, in sentences


@dataclass(frozen=True, slots=True)
class Dealt(Event):
    """The answer to `Deal`: the examples of a test episode, in the form that `Adapt` takes them; query labels or values too."""

    request: int
    support_x: NDArray[Any]
    support_y: NDArray[Any]
    query_x: NDArray[Any]
    query_y: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Judging(Event):
    """How far a `Judge` has come, 0..1."""

    request: int
    fraction: float


@dataclass(frozen=True, slots=True)
class Judged(Event):
    """The answer to `Judge`: scores on test episodes 0..n-1 of the checkpoint at `at`, with the settings it was tested with."""

    request: int
    config: RunConfig
    at: At
    metric: Literal["accuracy", "mse"]
    scores: Floats  # (episodes,)
    per_step: Floats  # (K + 1,) or (1,)
    classes: str = ""  # as in `Evaluated`
    note: str = ""


SAMPLES = (
    StateChanged,
    Started,
    Scalar,
    Evaluated,
    Stage,
    HyperChanged,
    Adapted,
    Refused,
    Held,
    Dealt,
    Saved,
    Estimate,
    Ready,
    Downloaded,
    Judging,
    Judged,
    Finished,
    Failed,
)
"""Never dropped, kept in order. `Read` and `Progress` conflate: the newest of each kind wins."""


# ------------------------------------------------------------------------------------------------------------- commands
@dataclass(frozen=True, slots=True)
class Command:
    """Something a person asks of a run."""


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin a run; `run` is its id in the library at `library` (empty: keep nothing). `resume` goes on from its checkpoint."""

    run: str
    config: RunConfig
    library: str = ""
    resume: bool = False
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop after the present outer step and wait."""


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Go on."""


@dataclass(frozen=True, slots=True)
class Stop(Command):
    """End the run: checkpoint, `Finished('stopped')`."""


@dataclass(frozen=True, slots=True)
class Step(Command):
    """While paused: take `outer` outer steps, then pause again."""

    outer: int = 1


@dataclass(frozen=True, slots=True)
class InnerStep(Command):
    """While paused: the next stage of one outer step (sample, each inner step, evaluate, update)."""


@dataclass(frozen=True, slots=True)
class SetHyper(Command):
    """Change a setting declared live."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Restart(Command):
    """Begin again from step 0, with the same seed or with `seed`."""

    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Observe(Command):
    """Which readings someone looks at now (names of `READINGS`); nothing is computed for the others.

    `beside`: runs that `Path` also shows on the same task, as their last checkpoints have them; () for none, None for those of before.
    """

    readings: tuple[str, ...]
    beside: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class NewProbe(Command):
    """Look at another probe episode: validation episode `index`."""

    index: int


@dataclass(frozen=True, slots=True)
class Checkpoint(Command):
    """Write a checkpoint now."""


@dataclass(frozen=True, slots=True)
class SaveTo(Command):
    """Write a checkpoint to the file `path`, outside the run's library, which may be gone; answered by `Saved` or `Refused`."""

    path: str


@dataclass(frozen=True, slots=True)
class Fork(Command):
    """Copy the run as it stands now into a new run `run` of the same library, to be resumed by itself."""

    run: str


@dataclass(frozen=True, slots=True)
class Adapt(Command):
    """Adapt a copy of the meta-trained model to this task; answered by `Adapted` with the same `request`.

    Classification: `support_x` (n, H, W) uint8 ink bright, or (n, 2) points; `support_y` (n,) labels; `query_x` (m, H, W) or (m, 2).
    Regression: `support_x` (n,), `support_y` (n,), `query_x` (m,) the grid to draw on.
    """

    request: int
    support_x: NDArray[Any]
    support_y: NDArray[Any]
    query_x: NDArray[Any]
    steps: int | None = None
    truth: Floats | None = None


@dataclass(frozen=True, slots=True)
class Threads(Command):
    """Compute with `count` CPU threads from now on (all cores when alone, one when several race)."""

    count: int


@dataclass(frozen=True, slots=True)
class Hold(Command):
    """Instead of `Start`: hold the learners of these (run, checkpoint file) pairs ready, and no others; `Held` or `Refused` each.

    From then on every `Adapt` is answered by all of them, with one `Adapted` or `Refused` each; the newest task drops older ones.
    """

    checkpoints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Deal(Command):
    """Of the data that a held run learned from: test episode `index`; answered by `Dealt` with the same `request`, or `Refused`."""

    request: int
    run: str
    index: int
    way: int
    shot: int
    queries: int


@dataclass(frozen=True, slots=True)
class Measure(Command):
    """Before `Start`: predict what `config` costs from two probe steps; answered by `Estimate` or `Refused`."""

    config: RunConfig
    request: int = 0


@dataclass(frozen=True, slots=True)
class Judge(Command):
    """Before `Start`: score the checkpoint of `run` in the library on test episodes 0..episodes-1, with the settings in `chosen`
    (way, shot, queries, live settings) instead of its own; answered by `Judging` and `Judged`, or by `Refused`.

    Scores in the run's own settings are kept in the library.
    """

    request: int
    run: str
    library: str
    episodes: int = 600
    chosen: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look(Command):
    """Before `Start`: readings of the checkpoint of `run` in the library on validation episode `probe`; `Started`, then `Read`."""

    run: str
    library: str
    readings: tuple[str, ...]
    probe: int = 0


@dataclass(frozen=True, slots=True)
class Show(Command):
    """Instead of `Start`: hold the learner of a finished run, as its checkpoint file has it, ready to be looked at.

    `Started`, then a `Read` of whatever `Observe` asks for; `Adapt` and `NewProbe` as of a run. A later `Show` takes its place.
    """

    run: str
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Download(Command):
    """Before `Start`: fetch a dataset's files into `folder` (empty: the application's own data folder), from `mirror` if named.

    `Progress`, then `Downloaded` or `Refused`; `Stop` cancels.
    """

    dataset: str
    folder: str
    mirror: str = ""


@dataclass(frozen=True, slots=True)
class Credit(Command):
    """The window has drained this many batches; as many more may be sent."""

    batches: int = 1


@dataclass(frozen=True, slots=True)
class Close(Command):
    """End the worker process: checkpoint if training, flush, exit."""


# ----------------------------------------------------------------------------------------------------------------- JSON
def catalogue_to_json(catalogue: Catalogue) -> str:
    """The specs as JSON text, indented, in a stable order of keys."""
    return json.dumps(dataclasses.asdict(catalogue), indent=1, ensure_ascii=False)


def catalogue_from_json(text: str) -> Catalogue:
    """The inverse of `catalogue_to_json`."""
    values = json.loads(text)

    def field_from(v: dict[str, Any]) -> Field:
        return Field(**(v | {"choices": tuple(v["choices"]), "slider": tuple(v["slider"]) if v["slider"] else None}))

    algorithms = tuple(
        AlgorithmSpec(
            **(
                a
                | {k: tuple(a[k]) for k in ("tasks", "readings", "differs", "inputs", "stages")}
                | {"equations": tuple((e[0], e[1]) for e in a["equations"]), "fields": tuple(map(field_from, a["fields"]))}
                | {"published": tuple(Published(**p) for p in a["published"])}
            )
        )
        for a in values["algorithms"]
    )
    datasets = tuple(DatasetSpec(**(d | {"fields": tuple(map(field_from, d["fields"]))})) for d in values["datasets"])
    return Catalogue(algorithms, datasets, tuple((d[0], d[1]) for d in values["devices"]))
