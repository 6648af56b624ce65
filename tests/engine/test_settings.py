"""Settings: what is accepted, and the one sentence for what is not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.protocol import RunConfig
from engine.settings import Field, Rejected, checked, fields_of, setting, suggestion

RATE = Field("inner_lr", "Inner rate", "", 0.4, low=0.0, high=10.0)
WAYS = Field("way", "Ways", "", 5, low=2, high=100)
DEVICE = Field("device", "Device", "", "auto", choices=("auto", "cpu", "cuda"))
ORDER = Field("first_order", "First order", "", False)


@dataclass(frozen=True)
class Settings:
    way: int = setting(5, "Ways", "Classes.", low=2, high=100)
    rate: float = setting(0.4, "Rate", "Speed.", low=0, high=1)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (RATE, "fast", "Inner rate (inner_lr) must be a number from 0 to 10; it was 'fast'."),
        (RATE, "nan", "Inner rate (inner_lr) must be a number from 0 to 10; it was 'nan'."),
        (RATE, -1, "Inner rate (inner_lr) must be a number from 0 to 10; it was -1."),
        (WAYS, "2.5", "Ways (way) must be a whole number from 2 to 100; it was '2.5'."),
        (WAYS, True, "Ways (way) must be a whole number from 2 to 100; it was True."),
        (DEVICE, "gpu", "Device (device) must be one of these: auto, cpu, cuda; it was 'gpu'. Did you mean cpu?"),
        (ORDER, "perhaps", "First order (first_order) must be true or false; it was 'perhaps'."),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_setting_the_rule_and_the_value(field: Field, value: object, sentence: str) -> None:
    with pytest.raises(Rejected) as caught:
        field.check(value)
    assert str(caught.value) == sentence


def test_text_is_read_as_the_settings_type() -> None:
    assert checked(Settings, {"way": "7", "rate": "0.25"}, "X") == Settings(7, 0.25)
    assert ORDER.check("yes") is True and ORDER.check("off") is False and DEVICE.check("cpu") == "cpu"


def test_an_unknown_setting_is_named_with_what_was_probably_meant() -> None:
    with pytest.raises(Rejected, match=r"MAML has no setting named 'rat'; did you mean rate\?"):
        checked(Settings, {"rat": 1}, "MAML")
    assert suggestion("zzz", ["a", "b"]) == "; there is a, b."


@given(st.floats(allow_nan=True), st.integers(), st.text(max_size=80))
def test_whatever_is_given_is_accepted_within_range_or_rejected_on_one_line(number: float, whole: int, text: str) -> None:
    for field in (RATE, WAYS):
        for value in (number, whole, text):
            try:
                accepted = field.check(value)
            except Rejected as rejected:
                assert "\n" not in str(rejected) and field.name in str(rejected)
            else:
                assert field.low is not None and field.high is not None and field.low <= accepted <= field.high  # type: ignore[operator]


def test_every_default_of_the_common_settings_is_within_its_own_range() -> None:
    for field in fields_of(RunConfig):
        assert field.check(field.default) == field.default and field.doc.endswith(".")
