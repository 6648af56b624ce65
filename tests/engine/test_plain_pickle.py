"""Pickles of strangers: what plain data they hold is read, in every protocol; all else is refused, runs nothing and ends soon."""

from __future__ import annotations

import collections
import io
import os
import pickle
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import plain_pickle
from engine.plain_pickle import plain_values, read_values

PICTURES = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
ARRAYS = [
    PICTURES,
    np.asfortranarray(PICTURES),
    PICTURES[:, ::2],
    PICTURES.astype(">i4"),
    PICTURES.astype(np.float64),
    np.array(["a", "bc", "é"]),
    np.array([b"x", b"yz"]),
    np.zeros((0, 3), np.uint8),
    np.array([True, False]),
    np.array(7, np.int16),
]


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.dtype}-{a.shape}")
def test_every_array_in_every_protocol(protocol: int, array: Any) -> None:
    found = plain_values(pickle.dumps({"data": array}, protocol))["data"]
    assert np.array_equal(found, array) and found.dtype == array.dtype


@pytest.mark.parametrize("protocol", range(6))
def test_plain_values_in_every_protocol(protocol: int) -> None:
    value = {
        "numbers": [1, -5, 2.5, True, None, 2**40, np.int64(3), np.float32(0.5)],
        "texts": ["é", "n01532829", b"raw", ""],
        "nested": {"a": [0, 1], 5: (2, 3)},
        "ordered": collections.OrderedDict(b=1, a=2),
        "default": collections.defaultdict(list, {"n": [1]}),
        b"bytes": 1,
        7: "number",
    }
    expected = {
        "numbers": [1, -5, 2.5, True, None, 2**40, 3, 0.5],
        "texts": ["é", "n01532829", b"raw", ""],
        "nested": {"a": [0, 1], 5: [2, 3]},
        "ordered": {"b": 1, "a": 2},
        "default": {"n": [1]},
        "bytes": 1,
        "7": "number",
    }
    assert plain_values(pickle.dumps(value, protocol)) == expected


def test_names_of_modules_of_every_numpy() -> None:
    data = pickle.dumps({"d": PICTURES}, 2)
    for old, new in ((b"numpy._core.multiarray", b"numpy.core.multiarray"), (b"numpy.core.multiarray", b"numpy._core.multiarray")):
        assert np.array_equal(plain_values(data.replace(old, new))["d"], PICTURES)


class Calls:
    def __init__(self, function: Any, *arguments: Any) -> None:
        self.made = function, arguments

    def __reduce__(self) -> Any:
        return self.made


class Plain:
    pass


@pytest.mark.parametrize("protocol", range(6))
def test_what_would_run_something_is_refused_and_runs_nothing(tmp_path: Path, protocol: int) -> None:
    made = tmp_path / "made"
    for thing in (Calls(os.mkdir, str(made)), Calls(eval, f"open({str(made)!r}, 'w')"), Calls(getattr, "x", "upper"), Plain(), print):
        with pytest.raises(ValueError, match="it asks for"):
            plain_values(pickle.dumps({"d": thing}, protocol))
    assert not made.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"(i__builtin__\nobject\n.", "operation INST"),
        (b"(c__builtin__\nlist\no.", "operation OBJ"),
        (b"\x80\x02c__builtin__\nlist\n)\x81.", "operation NEWOBJ"),
        (b"\x80\x04c__builtin__\nlist\n)}\x92.", "operation NEWOBJ_EX"),
        (b"Pid\n.", "operation PERSID"),
        (b"\x80\x02K\x01Q.", "operation BINPERSID"),
        (b"\x80\x02\x82\x01.", "operation EXT1"),
        (b"\x80\x05\x97.", "operation NEXT_BUFFER"),
        (b"\x80\x04\x8f.", "operation EMPTY_SET"),
        (b"\x80\x02\x8b\xff\xff\xff\x7f.", "operation LONG4"),
        (b"\x80\x02}]K\x01b.", "sets the state of a list"),
        (b"\x80\x02]K\x01R.", "in place of a tuple"),
        (b"\x80\x02c__builtin__\nlist\n)R.", "calls what makes no array"),
        (b"\x80\x02cnumpy\nndarray\n)R.", "calls what makes no array"),
        (b"\x80\x02cnumpy\ndtype\nU\x02O8\x85R.", "array of 'O8'"),
        (b"\x80\x02cnumpy\ndtype\nU\x05i8,O8\x85R.", "array of 'i8,O8'"),
        (b"\x80\x02c_codecs\nencode\nX\x01\0\0\0aX\x07\0\0\0unicode\x86R.", "encodes text as"),
        (b"\x80\x09}.", "protocol"),
        (b"\xff", "no pickle"),
        (b"", "too early|asks for 1 bytes"),
        (b"\x80\x02].", "holds a list, not a dictionary"),
    ],
)
def test_other_operations_are_refused_by_name(data: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refused:
        plain_values(data)
    assert "\n" not in str(refused.value)


KEYS = {
    "nested a million times": b")" + b"\x85" * 600_000,
    "shared": b")q\x00" + b"h\x00\x86q\x00" * 80,
    "empty tuple": b")",
    "array": b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R",
    "class": b"cnumpy\ndtype\n",
    "list": b"]",
    "none": b"N",
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("how", ["SETITEM", "SETITEMS", "DICT", "OrderedDict"])
def test_only_text_and_numbers_are_keys(key: str, how: str) -> None:
    code = KEYS[key]
    data = {
        "SETITEM": b"}" + code + b"K\x01s.",
        "SETITEMS": b"}(" + code + b"K\x01u.",
        "DICT": b"(" + code + b"K\x01d.",
        "OrderedDict": b"ccollections\nOrderedDict\n]]" + code + b"aK\x01aa\x85R.",
    }[how]
    # in a process of its own: a key that is hashed ends it, or never ends
    program = """
import sys
from engine.plain_pickle import plain_values
try:
    plain_values(sys.stdin.buffer.read())
except ValueError as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", program], input=b"\x80\x02" + data, capture_output=True, timeout=120, check=False)
    assert ended.returncode == 0 and b"for a key, where only text and numbers are read" in ended.stdout


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\x7f}.",
        b"\x80\x04\x8e\xff\xff\xff\xff\xff\x00\x00\x00x.",
        b"\x80\x05\x96\xff\xff\xff\xff\xff\x00\x00\x00x.",
        b"\x80\x04\x8d\xff\xff\xff\xff\xff\x00\x00\x00x.",
        b"\x80\x02T\xff\xff\xff\x7fx.",
        b"\x80\x03B\xff\xff\xff\xffx.",
        b"\x80\x02X\xff\xff\xff\xffx.",
        b"\x80\x02}r\xff\xff\xff\xff.",
        b"\x80\x02}p999999999999\n.",
    ],
)
def test_lengths_beyond_the_end_and_huge_memo_numbers_allocate_nothing(data: bytes) -> None:
    tracemalloc.start()
    try:
        try:
            assert plain_values(data) == {}
        except ValueError as error:
            assert "asks for" in str(error)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def array_pickle(shape: bytes, raw: bytes, code: bytes = b"u1") -> bytes:
    kind = b"cnumpy\ndtype\nU" + bytes([len(code)]) + code + b"\x85R"
    made = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R"
    return b"\x80\x03}U\x01d" + made + b"(K\x01" + shape + kind + b"\x89C" + bytes([len(raw)]) + raw + b"tbs."


@pytest.mark.parametrize(
    ("shape", "raw", "code"),
    [
        (b"\x8a\x05\xff\xff\xff\xff\x0f\x85", b"xy", b"u1"),
        (b"K\x03\x85", b"xy", b"u1"),
        (b"J\xff\xff\xff\xff\x85", b"xy", b"u1"),
        (b"(" + b"K\x01" * 60 + b"t", b"x", b"u1"),
        (b"K\x02\x85", b"xy", b"f8"),
        (b"G@\x00\x00\x00\x00\x00\x00\x00\x85", b"xy", b"u1"),
        (b"K\x01\x85", b"", b"U0"),
        (b"\x8a\x05\xff\xff\xff\xff\x0f\x85", b"", b"S0"),
        (b"K\x01", b"x", b"u1"),
    ],
)
def test_shapes_that_do_not_account_for_the_bytes_are_refused(shape: bytes, raw: bytes, code: bytes) -> None:
    with pytest.raises(ValueError, match=r"shape|in place of"):
        plain_values(array_pickle(shape, raw, code))
    assert plain_values(array_pickle(b"K\x02\x85", b"xy"))["d"].tolist() == [120, 121]


def test_deep_and_recursive_lists_are_refused() -> None:
    for data in (
        b"\x80\x02}U\x01d" + b"]" * 300_000 + b"a" * 299_999 + b"s.",
        b"\x80\x02}U\x01d]q\x00h\x00as.",
        b"\x80\x02}q\x00U\x01dh\x00s.",
    ):
        with pytest.raises(ValueError, match="nested more than"):
            plain_values(data)
    # a list in a list many times over is walked once
    shared = b"\x80\x02}U\x01d]q\x00](" + b"h\x00" * 50_000 + b"e\x86s."
    assert len(plain_values(shared)["d"][1]) == 50_000


def test_the_number_of_operations_and_of_encoded_bytes_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_pickle, "MOST_OPERATIONS", 1000)
    with pytest.raises(ValueError, match="more than 1,000 operations"):
        plain_values(b"\x80\x02" + b"(" * 5000)
    # one long text, encoded again and again
    text = b"X" + (2000).to_bytes(4, "little") + b"x" * 2000
    again = b"c_codecs\nencode\nq\x01" + text + b"q\x00U\x06latin1q\x02"
    repeated = b"\x80\x02](" + again + b"h\x01h\x00h\x02\x86R" * 50 + b"e."
    with pytest.raises(ValueError, match="encodes text as"):
        plain_values(repeated)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_pickles_end_in_one_sentence(data: st.DataObject) -> None:
    whole = bytearray(pickle.dumps({"data": PICTURES, "labels": [0, 1], "class_dict": {"a": [0]}}, data.draw(st.integers(0, 5))))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    try:
        assert isinstance(plain_values(bytes(whole)), dict)
    except ValueError as error:
        assert "\n" not in str(error) and len(str(error)) <= 200


def test_a_stream_that_ends_before_its_size_says_so() -> None:
    whole = pickle.dumps({"d": np.zeros(1 << 20, np.uint8)}, 4)
    with pytest.raises(ValueError, match="ends too early"):
        read_values(io.BytesIO(whole[:-100]), len(whole))
    assert read_values(io.BytesIO(whole), len(whole))["d"].shape == (1 << 20,)


def test_keys_that_become_the_same_text_are_refused() -> None:
    with pytest.raises(ValueError, match="the same text"):
        plain_values(pickle.dumps({1: 2, "1": 3}))
