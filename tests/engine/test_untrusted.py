"""Files that somebody else wrote: whatever is in them, the worst they can do is one sentence."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine import checkpoint
from engine.catalogue import config_from, configured, kept_catalogue
from engine.datasets import omniglot
from engine.datasets.image_folder import ImageFolder
from engine.episode import DataError
from engine.plain_pickle import plain_values
from engine.protocol import RunConfig
from engine.settings import Rejected
from engine.training import Training, config_in, dataset_of

ROOT = Path(__file__).parents[2]
CPU = torch.device("cpu")
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CONFIG = configured(kept_catalogue(), "maml", "sinusoid", {"meta_batch": 2, "device": "cpu"})


def quiet(what: str, fraction: float | None) -> None:
    pass


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """`data` cut, with a stretch of it made something else, or with something put between."""
    place = st.integers(0, len(data))
    some = st.binary(max_size=12)
    cut = place.map(lambda i: data[:i])
    changed = st.builds(lambda i, new: data[:i] + new + data[i + len(new) :], place, some)
    put = st.builds(lambda i, new: data[:i] + new + data[i:], place, some)
    return st.one_of(cut, changed, put)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


# ----------------------------------------------------------------------------------------------------------- checkpoints
@pytest.fixture(scope="module")
def training() -> Training:
    return Training(CONFIG, dataset_of(CONFIG, CPU, quiet), CPU, 1)


@pytest.fixture(scope="module")
def whole(training: Training, tmp_path_factory: pytest.TempPathFactory) -> Path:
    training.outer_step()
    path = tmp_path_factory.mktemp("kept") / "whole.safetensors"
    training.save(path)
    return path


def refused_or_read(path: Path, training: Training) -> bool:
    """Whether a checkpoint was taken; anything but one sentence is an error."""
    try:
        config_in(path)
        training.restore(path)
    except (DataError, Rejected) as error:
        assert "\n" not in str(error) and str(error).endswith((".", "?"))
        return False
    return True


@FUZZ
@given(st.data())
def test_a_damaged_checkpoint_is_one_sentence(tmp_path: Path, training: Training, whole: Path, data: st.DataObject) -> None:
    file = tmp_path / "x.safetensors"
    file.write_bytes(data.draw(damaged(whole.read_bytes())))
    refused_or_read(file, training)
    assert refused_or_read(whole, training)


@FUZZ
@given(JSON, st.sampled_from(["config", "at", "optimiser", "validated_at", "", "step", "algorithm", "hyper", "way"]))
@example({"step": 1e400}, "at")
@example(10**400, "step")
@example([[[[[[[[]]]]]]]], "")
def test_a_checkpoint_of_hostile_descriptions_is_one_sentence(
    tmp_path: Path, training: Training, whole: Path, value: Any, where: str
) -> None:
    tensors, description = checkpoint.load(whole)
    told: Any = copy.deepcopy(description)
    part = told["at"] if where == "step" else told["config"] if where in ("algorithm", "hyper", "way") else told
    if where:
        part[where] = value
    else:
        told = value
    file = tmp_path / "x.safetensors"
    checkpoint.save(file, tensors, told)
    refused_or_read(file, training)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t | {"theta.layer1.weight": t["theta.layer1.weight"][:3]},
        lambda t: t | {"theta.layer1.weight": t["theta.layer1.weight"].double()},
        lambda t: t | {"theta.layer1.weight": torch.zeros(0)},
        lambda t: {name: v for name, v in t.items() if name != "theta.layer3.bias"},
        lambda t: t | {"optimiser.0.exp_avg": torch.zeros(2)},
        lambda t: t | {"optimiser.99.exp_avg": torch.zeros(2)},
        lambda t: t | {"optimiser.x.exp_avg": torch.zeros(2)},
        lambda t: t | {"generator": torch.zeros(3, dtype=torch.uint8)},
        lambda t: t | {"generator": t["generator"].float()},
        lambda t: {name: v for name, v in t.items() if name != "generator"},
    ],
)
def test_tensors_of_wrong_shapes_and_kinds_are_refused(
    tmp_path: Path, training: Training, whole: Path, change: Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]]
) -> None:
    tensors, description = checkpoint.load(whole)
    file = tmp_path / "x.safetensors"
    checkpoint.save(file, change(tensors), description)
    assert not refused_or_read(file, training)


def test_a_header_of_many_gigabytes_or_of_deep_nesting_is_refused(tmp_path: Path, training: Training) -> None:
    file = tmp_path / "x.safetensors"
    for header in (struct.pack("<Q", 1 << 40) + b"{}", struct.pack("<Q", 200_000) + b"[" * 200_000):
        file.write_bytes(header)
        assert not refused_or_read(file, training)
    deep = "[" * 100_000 + "]" * 100_000
    tensors = {"theta.x": torch.zeros(1)}
    file.write_bytes(safetensors.torch.save(tensors, {"format": checkpoint.FORMAT, "description": deep}))
    assert not refused_or_read(file, training)


# -------------------------------------------------------------------------------------------------------------- settings
@FUZZ
@given(JSON, st.sampled_from([*json.loads(CONFIG.to_json()), "unknown", "__class__"]))
@example(float("nan"), "meta_batch")
@example(1e400, "steps")
@example(10**400, "seed")
@example("<b>maml</b>", "algorithm")
@example({"inner_lr": [1]}, "hyper")
def test_hostile_settings_are_one_sentence(value: Any, where: str) -> None:
    values = json.loads(CONFIG.to_json())
    try:
        config = config_from(values | {where: value})
    except Rejected as error:
        assert "\n" not in str(error) and len(str(error)) < 1500
    else:
        assert isinstance(config, RunConfig) and json.loads(config.to_json())
    assert config_from(values) == CONFIG


def test_a_number_of_thousands_of_digits_is_no_setting() -> None:
    for number in (10**5000, -(10**5000)):
        with pytest.raises(Rejected, match="must be a whole number"):
            configured(kept_catalogue(), "maml", "sinusoid", {"steps": number})


# -------------------------------------------------------------------------------------------------------------- pictures
def png(size: int = 9) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((size, size), 90, np.uint8)).save(out, "PNG")
    return out.getvalue()


def pictures() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for c in range(6):
            for i in range(2):
                file.writestr(f"class{c}/{i}.png", png())
    return out.getvalue()


PICTURES = pictures()


@FUZZ
@given(damaged(PICTURES))
def test_a_damaged_archive_of_pictures_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "mine.zip").write_bytes(data)
    try:
        found = ImageFolder(ImageFolder.Settings(), tmp_path / "mine.zip", tmp_path / "cache", CPU, quiet)
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert len(found.flat) <= 12


@FUZZ
@given(st.one_of(damaged(png(105)), st.binary(max_size=40)))
def test_a_damaged_drawing_of_omniglot_is_one_sentence(data: bytes) -> None:
    try:
        drawing = omniglot._picture(data, "area", Path("x.zip"), "0001_01.png")
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert drawing.shape == (28, 28)


def test_a_drawing_that_says_it_is_of_a_billion_pixels_is_not_decoded(tmp_path: Path) -> None:
    bomb = bytearray(png(105))
    bomb[16:24] = struct.pack(">II", 40_000, 40_000)
    with pytest.raises(DataError, match=r"not a readable picture|are 105 x 105"):
        omniglot._picture(bytes(bomb), "area", tmp_path, "0001_01.png")


def drawings(names: list[str], data: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, data or png(105))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("../Latin/character01/0001_01.png", b""),
        ("/Latin/character01/0001_01.png", b""),
        ("Latin\\..\\character01/0001_01.png", b""),
        ("Latin/character01/0001_01.png", b"\0" * 200_000),
        ("Latin/character01/0001_01.png", b"no picture"),
    ],
)
def test_an_archive_of_omniglot_that_reaches_out_or_swells_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    archive = tmp_path / "a" / "b" / "images_background.zip"  # two folders down, so that reaching out would still be seen
    archive.parent.mkdir(parents=True)
    archive.write_bytes(drawings([name], data))
    with pytest.raises(DataError) as refused:
        omniglot._loaded({"background": [archive], "evaluation": [archive]}, "area", quiet)
    assert "\n" not in str(refused.value) and not list(tmp_path.glob("**/0001_01.png"))


# --------------------------------------------------------------------------------------------------------------- pickles
@FUZZ
@given(st.one_of(st.binary(max_size=60), damaged(b"\x80\x02}q\x00(U\x04dataq\x01]q\x02(K\x01K\x02eU\x01nq\x03K\x05u.")))
def test_any_bytes_as_a_pickle_run_nothing_and_end_in_an_ordinary_error(data: bytes) -> None:
    with contextlib.suppress(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, StopIteration):
        assert isinstance(plain_values(data), dict)


def test_nothing_in_the_program_loads_a_pickle() -> None:
    forbidden = re.compile(
        r"^\s*(import|from) (pickle|cPickle|dill|joblib|shelve|marshal)\b|\bUnpickler|pickle\.load|torch\.load\(|allow_pickle=True", re.M
    )
    # what comes over a cluster that a person joined is no file: its workers run our code anyway, and Dask itself pickles
    joined = {ROOT / "engine" / "cluster.py", ROOT / "engine" / "far.py"}
    # the standard library's unpickler with almost everything taken away; what it refuses is tested in test_plain_pickle
    joined.add(ROOT / "engine" / "plain_pickle.py")
    sources = {*(ROOT / "engine").rglob("*.py"), *(ROOT / "gui").rglob("*.py"), ROOT / "main.py"} - joined
    assert len(sources) > 100 and not [str(path) for path in sources if forbidden.search(path.read_text(encoding="utf-8"))]


def test_no_duration_is_told_by_a_clock_that_can_jump() -> None:
    sources = [*(ROOT / "engine").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    wall = re.compile(r"time\.time\(\)\s*[-<>]|[-<>]\s*time\.time\(\)|currentMSecsSinceEpoch|datetime\.now\(\)\s*-")
    assert not [str(path) for path in sources if wall.search(path.read_text(encoding="utf-8"))]
