"""The form: what a person chooses comes back as a valid RunConfig, and what does not fit is said beneath the field."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from engine.catalogue import configured, kept_catalogue, preset, unsuitable
from engine.protocol import Estimate, RunConfig
from engine.settings import Field, Rejected, Value, fields_of
from gui.form import SetupForm
from gui.widgets.field_editor import FieldEditor

CATALOGUE = kept_catalogue()
ALGORITHMS = {a.id: a for a in CATALOGUE.algorithms}
DATASETS = {d.id: d for d in CATALOGUE.datasets}
PAIRS = [(a.id, d.id) for a in CATALOGUE.algorithms for d in CATALOGUE.datasets if not unsuitable(a, d)]


@pytest.fixture
def form(qtbot: QtBot) -> SetupForm:
    form = SetupForm(CATALOGUE)
    qtbot.addWidget(form)
    form.show()
    return form


def choose(form: SetupForm, name: str, choice: str) -> None:
    combo = next(c for c in form.findChildren(QComboBox) if c.accessibleName() == name)
    combo.setCurrentIndex(combo.findData(choice))


def editor(form: SetupForm, name: str) -> FieldEditor:
    return next(e for e in form.findChildren(FieldEditor) if e.field.name == name and e.parent() is not None)


def line(form: SetupForm, name: str) -> QLineEdit:
    return editor(form, name).findChild(QLineEdit)


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.parametrize(("algorithm", "dataset"), PAIRS)
def test_it_begins_at_the_validated_preset(form: SetupForm, algorithm: str, dataset: str) -> None:
    choose(form, "Algorithm", algorithm)
    choose(form, "Dataset", dataset)
    assert form.config() == preset(ALGORITHMS[algorithm], DATASETS[dataset])


def values_of(field: Field) -> st.SearchStrategy[Value]:
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    if field.kind == "bool":
        return st.booleans()
    if field.kind == "int":
        return st.integers(int(field.low or 0), int(field.high or 100))
    if field.kind == "text":
        return st.sampled_from(["", "maml-glyphs-0001", "名字"])
    return st.floats(field.low, field.high, allow_nan=False).map(lambda v: float(f"{v:g}"))


@st.composite
def configs(draw: st.DrawFn) -> RunConfig:
    algorithm, dataset = draw(st.sampled_from(PAIRS))
    own = (*ALGORITHMS[algorithm].fields, *DATASETS[dataset].fields)
    chosen: dict[str, Value] = {f.name: draw(values_of(f)) for f in own}
    for field in fields_of(RunConfig):
        if field.name not in ("way", "shot", "queries"):
            chosen[field.name] = draw(values_of(field))
    chosen["shot"], chosen["queries"] = draw(st.integers(1, 5)), draw(st.integers(1, 15))
    if DATASETS[dataset].task == "classification":
        chosen["way"] = draw(st.integers(2, min(20, *DATASETS[dataset].classes.values(), 20)))
    return configured(CATALOGUE, algorithm, dataset, chosen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(configs())
def test_any_runs_settings_survive_the_way_onto_the_screen_and_back(form: SetupForm, config: RunConfig) -> None:
    form.show_config(config)
    assert form.config() == config


def test_a_value_out_of_range_is_told_beneath_the_field_and_the_old_one_stays(form: SetupForm, qtbot: QtBot) -> None:
    before = form.config()
    retype(qtbot, line(form, "shot"), "0")
    assert "Shots (shot) must be a whole number from 1 to 100" in editor(form, "shot").problem
    assert editor(form, "shot").value == before.shot
    with pytest.raises(Rejected, match="Shots"):
        form.config()
    retype(qtbot, line(form, "shot"), "3")
    assert editor(form, "shot").problem == "" and form.config().shot == 3


def test_a_typed_value_may_go_beyond_the_slider_within_the_range(form: SetupForm, qtbot: QtBot) -> None:
    retype(qtbot, line(form, "way"), "25")
    slider = editor(form, "way").findChild(QSlider)
    assert slider.value() == slider.maximum() and form.config().way == 25


def test_the_slider_and_the_number_say_the_same(form: SetupForm) -> None:
    slider = editor(form, "queries").findChild(QSlider)
    slider.setValue(slider.maximum())
    assert line(form, "queries").text() == str(form.config().queries) == "15"


def test_settings_that_do_not_fit_together_are_refused_in_one_sentence(form: SetupForm, qtbot: QtBot) -> None:
    choose(form, "Dataset", "omniglot")
    retype(qtbot, line(form, "queries"), "15")
    retype(qtbot, line(form, "shot"), "10")
    with pytest.raises(Rejected, match=r"10 \+ 15 is 25"):
        form.config()


def test_a_dataset_the_algorithm_cannot_solve_cannot_be_chosen(form: SetupForm) -> None:
    choose(form, "Dataset", "sinusoid")
    one_sided = next(a for a in CATALOGUE.algorithms if a.tasks == ("classification",))
    choose(form, "Algorithm", one_sided.id)
    assert form.dataset().task == "classification"
    combo = next(c for c in form.findChildren(QComboBox) if c.accessibleName() == "Dataset")
    item = combo.findData("sinusoid")
    assert not combo.model().flags(combo.model().index(item, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_live_settings_reach_the_running_run_and_others_are_marked_for_the_next(form: SetupForm, qtbot: QtBot) -> None:
    form.set_running(form.config())
    told: list[tuple[str, object]] = []
    form.live_changed.connect(lambda name, value: told.append((name, value)))
    retype(qtbot, line(form, "meta_batch"), "8")
    retype(qtbot, line(form, "shot"), "5")
    assert told == [("meta_batch", 8)]
    assert "next run" in editor(form, "shot").marked and "next run" not in editor(form, "meta_batch").marked
    retype(qtbot, line(form, "shot"), "1")
    assert not editor(form, "shot").marked


def test_live_settings_of_another_algorithm_leave_the_running_run_alone(form: SetupForm, qtbot: QtBot) -> None:
    form.set_running(form.config())
    told: list[object] = []
    form.live_changed.connect(lambda name, value: told.append(name))
    choose(form, "Algorithm", "reptile")
    retype(qtbot, line(form, "meta_batch"), "8")
    assert not told


def test_a_graphics_card_that_is_not_there_cannot_be_chosen(form: SetupForm) -> None:
    form.set_devices((("cpu", "CPU"),))
    combo = editor(form, "device").findChild(QComboBox)
    flags = {combo.itemData(i): combo.model().flags(combo.model().index(i, 0)) for i in range(combo.count())}
    assert flags["auto"] & flags["cpu"] & Qt.ItemFlag.ItemIsEnabled and not flags["cuda"] & Qt.ItemFlag.ItemIsEnabled
    choose(form, "Algorithm", "reptile")
    form.set_devices((("cpu", "CPU"), ("cuda", "GPU (a card)")))
    combo = editor(form, "device").findChild(QComboBox)
    assert combo.itemText(combo.findData("cuda")) == "GPU (a card)" and form.config().device == "auto"


def test_every_setting_says_what_it_is_its_range_and_when_it_takes_effect(form: SetupForm) -> None:
    for algorithm, dataset in PAIRS:
        choose(form, "Algorithm", algorithm)
        choose(form, "Dataset", dataset)
        for one in form.findChildren(FieldEditor):
            tip = html.unescape(one.toolTip())
            assert one.field.doc in tip and one.field.range_text in tip and ("Live" in tip or "next run" in tip)
            controls = [*one.findChildren(QLineEdit), *one.findChildren(QCheckBox), *one.findChildren(QComboBox)]
            assert controls and all(c.accessibleName() for c in controls)


def test_the_cost_is_told_in_words(form: SetupForm) -> None:
    form.set_estimate(Estimate("", 300 * 2**20, 0.05))
    assert "300 MB" in form.cost and "50" in form.cost
    form.set_estimate(None)
    assert form.cost == ""
