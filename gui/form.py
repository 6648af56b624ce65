"""The set-up form: made from the specs of an algorithm and a dataset; back comes a valid RunConfig."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.catalogue import configured, preset, unsuitable
from engine.protocol import AlgorithmSpec, Catalogue, DatasetSpec, Estimate, RunConfig
from engine.settings import Field, Rejected, Value, fields_of
from gui.labels import Label
from gui.language import language, phrase
from gui.plain import plain_tip
from gui.quantities import duration_text
from gui.theme import FAMILY_GLYPHS, SPACE, appearance
from gui.widgets.field_editor import FieldEditor
from gui.widgets.flow import Flow
from gui.widgets.inputs import ComboBox

NOT_FOR_REGRESSION = ("way",)


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form. `run`: the selected run where its live settings were these, else None."""

    algorithm: str
    dataset: str
    values: Mapping[str, Value]
    folder: str
    run: str | None = dataclasses.field(default=None, compare=False)


class _Tiles(QWidget):
    """The shape of a task: a row a class, filled support tiles, hollow query tiles."""

    def __init__(self) -> None:
        super().__init__()
        self.way, self.shot, self.queries = 5, 1, 5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("One task: filled tiles are support examples, hollow ones queries; a row a class"))

    def show_shape(self, way: int, shot: int, queries: int) -> None:
        self.way, self.shot, self.queries = way, shot, queries
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(min(58, 14 * min(self.way, 10) + 6) * appearance.zoom))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme
        painter = QPainter(self)
        rows, columns = min(self.way, 10), self.shot + self.queries
        side = max(1.5, min(11.0, (self.height() - 4) / rows - 1.5, (self.width() - 16) / columns - 1.5))
        pitch = side + 1.5
        split = 2 + self.shot * pitch + 6
        painter.fillRect(QRectF(0, 0, split - 4, rows * pitch + 3), QColor(theme.support))
        painter.fillRect(QRectF(split - 2, 0, self.queries * pitch + 3, rows * pitch + 3), QColor(theme.query))
        for r in range(rows):
            for c in range(self.shot):
                painter.fillRect(QRectF(2 + c * pitch, 2 + r * pitch, side, side), QColor(theme.support_ink))
            painter.setPen(QColor(theme.query_ink))
            for c in range(self.queries):
                painter.drawRect(QRectF(split + c * pitch, 2 + r * pitch, side - 1, side - 1))


class SetupForm(QWidget):
    """Choose an algorithm, a dataset and every setting of a run."""

    changed = Signal()
    live_changed = Signal(str, object)
    """A live setting of the selected run was edited here, or an edit of it was undone or redone; filling the form never emits this."""
    download_asked = Signal(str, str)
    download_cancelled = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self._algorithms = {a.id: a for a in catalogue.algorithms}
        self._datasets = {d.id: d for d in catalogue.datasets}
        self._editors: dict[str, FieldEditor] = {}
        self._devices: tuple[tuple[str, str], ...] = ()
        self._runs: tuple[str, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._data_root = ""
        self._running: RunConfig | None = None
        self._run = ""
        self._sent: dict[str, Value] = {}
        """live settings that the run was told and has not confirmed yet"""
        self._algorithm, self._dataset = ComboBox(), ComboBox()
        for spec in catalogue.algorithms:
            self._algorithm.addItem(f"{FAMILY_GLYPHS[spec.family]}  {spec.title}", spec.id)
            self._algorithm.setItemData(self._algorithm.count() - 1, plain_tip(spec.summary), Qt.ItemDataRole.ToolTipRole)
        for data in catalogue.datasets:
            self._dataset.addItem(data.title, data.id)
            self._dataset.setItemData(self._dataset.count() - 1, plain_tip(data.summary), Qt.ItemDataRole.ToolTipRole)
        for combo in (self._algorithm, self._dataset):
            combo.setMinimumContentsLength(10)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._honest = self._small()
        self._problem = Label()
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._fixes = QWidget()
        self._fix_row = Flow(self._fixes, SPACE // 2)
        self._fixes.hide()
        self._estimate = self._small()
        self._tiles = _Tiles()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(7)
        self._more = QToolButton()
        self._more.setCheckable(True)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._more.toggled.connect(self._unfold)
        self._advanced = QWidget()
        self._advanced_rows = QVBoxLayout(self._advanced)
        self._advanced_rows.setContentsMargins(0, 0, 0, 0)
        self._advanced_rows.setSpacing(7)
        self._lay_out()
        self._algorithm.setCurrentIndex(max(0, self._algorithm.findData("maml")))
        self._dataset.setCurrentIndex(max(0, self._dataset.findData("glyphs")))
        self._rebuild()
        for combo in (self._algorithm, self._dataset):
            combo.currentIndexChanged.connect(self._rebuild)
        self._unfold(False)

    def _small(self) -> Label:
        label = Label()
        label.setObjectName("muted")
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, SPACE, 12, SPACE)
        column.setSpacing(7)
        for title, combo in ((self.tr("Algorithm"), self._algorithm), (self.tr("Dataset"), self._dataset)):
            column.addWidget(Label(title))
            column.addWidget(combo)
            combo.setAccessibleName(title)
        column.addWidget(self._honest)
        self._files = self._file_row()
        column.addWidget(self._files)
        column.addWidget(self._tiles)
        column.addLayout(self._rows)
        column.addWidget(self._more)
        column.addWidget(self._advanced)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 6)
        foot.setSpacing(2)
        foot.addWidget(self._problem)
        foot.addWidget(self._fixes)
        foot.addWidget(self._estimate)
        outer.addLayout(foot)
        self.setMinimumWidth(236)

    def _file_row(self) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._folder = self._small()
        buttons = QHBoxLayout()
        choose = QPushButton(self.tr("Folder…"))
        choose.setToolTip(self.tr("A folder that holds the dataset's archives or unpacked folders"))
        choose.clicked.connect(self.choose_folder)
        self._zip = QPushButton(self.tr("Zip…"))
        self._zip.setToolTip(self.tr("A zip archive with a folder of pictures for each class"))
        self._zip.clicked.connect(self.choose_archive)
        self._download = QPushButton(self.tr("Download…"))
        self._download.clicked.connect(self._ask_download)
        buttons.addWidget(choose)
        buttons.addWidget(self._zip)
        buttons.addWidget(self._download)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        column.addWidget(self._folder)
        column.addLayout(buttons)
        column.addWidget(self._progress)
        self._finding = self._small()
        self._finding.hide()
        column.addWidget(self._finding)
        return row

    # -- what is chosen
    def algorithm(self) -> AlgorithmSpec:
        return self._algorithms[str(self._algorithm.currentData())]

    def dataset(self) -> DatasetSpec:
        return self._datasets[str(self._dataset.currentData())]

    def config(self) -> RunConfig:
        """The settings on screen; raises `Rejected` with one sentence where they do not fit together."""
        for editor in self._editors.values():
            if editor.problem:
                raise Rejected(editor.problem)
        values = {name: editor.value for name, editor in self._editors.items()}
        return configured(self.catalogue, self.algorithm().id, self.dataset().id, values, self._data_root)

    def show_config(self, config: RunConfig) -> None:
        """Put a run's settings on screen."""
        self.fill(Filled(config.algorithm, config.dataset, _values_of(config), config.data_root))

    def filled(self) -> Filled:
        """What stands in the form now, valid or not together."""
        values = {name: editor.value for name, editor in self._editors.items()}
        shown = self._is_running() and all(e.value == self._in_force(name) for name, e in self._editors.items() if e.field.live)
        return Filled(self.algorithm().id, self.dataset().id, values, self._data_root, self._run if shown else None)

    def fill(self, filled: Filled) -> None:
        """Put this into the form; one `changed` is emitted for all of it. No run is told anything."""
        with QSignalBlocker(self):
            self.choose(filled.algorithm, filled.dataset)
            for name, editor in self._editors.items():
                if name in filled.values:  # a run of an earlier version lacks settings that came since
                    editor.set_value(filled.values[name])
        self.use_folder(filled.folder)

    def restore(self, filled: Filled) -> None:
        """Undo or redo an edit: fill the form, and give the selected run back its live settings where it was the one that had them."""
        self.fill(filled)
        if filled.run == self._run and self._is_running():
            for name, editor in self._editors.items():
                if editor.field.live and editor.value != self._in_force(name):
                    self._send_live(name, editor.value)

    def choose(self, algorithm: str | None, dataset: str | None) -> bool:
        """Choose these by id, with their presets; None stays. A dataset that does not suit the algorithm is not taken: False."""
        if algorithm is not None:
            self._algorithm.setCurrentIndex(self._algorithm.findData(algorithm))
        if dataset is not None and not unsuitable(self.algorithm(), self._datasets[dataset]):
            self._dataset.setCurrentIndex(self._dataset.findData(dataset))
        return dataset in (None, self.dataset().id)

    def change(self, values: Mapping[str, Value]) -> None:
        """Put these values into the form, as one change."""
        now = self.filled()
        self.fill(Filled(now.algorithm, now.dataset, {**now.values, **values}, now.folder))

    def words(self, values: Mapping[str, Value]) -> str:
        """Settings with these values, in words: 'Ways 4, Queries 3'."""
        fields = {name: editor.field for name, editor in self._editors.items()}
        return ", ".join(
            f"{phrase(fields[name].label) if name in fields else name} {language.said(value) if isinstance(value, str) else value}"
            for name, value in values.items()
        )

    def _short_words(self, values: Mapping[str, Value]) -> str:
        """The same for a narrow button: a choice speaks for itself."""
        one = next(iter(values.items())) if len(values) == 1 else ("", None)
        if isinstance(one[1], str) and one[0] in self._editors:
            words = language.said(one[1])
            return words[:1].upper() + words[1:]
        return self.words(values)

    def show_finding(self, text: str) -> None:
        """What was found in the dataset's folder, in one line; nothing where it needs none."""
        self._finding.setText(language.said(text) if self.dataset().needs_files else "")
        self._finding.setVisible(bool(self._finding.text()))

    def show_problem(self, sentence: str, remedies: Sequence[Mapping[str, Value]] = ()) -> None:
        """Why no run can start with these settings, and a button for each change that would mend it."""
        self._problem.setText(language.said(sentence))
        self._problem.setVisible(bool(sentence))
        while (item := self._fix_row.takeAt(0)) is not None:
            if button := item.widget():
                button.hide()
                button.deleteLater()
        for remedy in remedies:
            fix = QPushButton(self._short_words(remedy))
            fix.setToolTip(plain_tip(self.tr("Change the set-up to this: {settings}").format(settings=self.words(remedy))))
            fix.clicked.connect(partial(self.change, remedy))
            self._fix_row.addWidget(fix)
        self._fixes.setVisible(bool(remedies))

    @property
    def fixes(self) -> list[QPushButton]:
        """The buttons that would mend the problem."""
        found = (self._fix_row.itemAt(i) for i in range(self._fix_row.count()))
        return [button for item in found if item is not None and isinstance(button := item.widget(), QPushButton)]

    @property
    def problem(self) -> str:
        """Why no run can start with these settings, or empty."""
        return self._problem.text()

    @property
    def finding(self) -> str:
        """What was found in the dataset's folder, or empty."""
        return self._finding.text()

    def difference(self, before: Filled, after: Filled) -> tuple[str, str]:
        """Which one thing a person changed, and what that is called; `after` stands in the form."""
        if before.algorithm != after.algorithm:
            return "algorithm", self.tr("choice of {name}").format(name=self.algorithm().title)
        if before.dataset != after.dataset:
            return "dataset", self.tr("choice of {name}").format(name=self.dataset().title)
        names = [name for name, value in after.values.items() if before.values.get(name) != value]
        if len(names) == 1:
            return names[0], self.tr("change of {name}").format(name=self._editors[names[0]].field.label)
        return "", self.tr("change of {count} settings").format(count=len(names)) if names else self.tr("choice of a folder")

    def use_folder(self, folder: str) -> None:
        """Look for the dataset's files there."""
        self._data_root = folder
        self.show_finding("")
        self._show_folder()
        self._tell()

    def set_running(self, config: RunConfig | None, run: str = "") -> None:
        """The selected run and its settings while it runs: what differs and is not live is marked 'next run'."""
        run = run if config is not None else ""
        if run != self._run or config is None:
            self._sent.clear()
        self._running, self._run = config, run
        values = _values_of(config) if config is not None else {}
        self._sent = {name: value for name, value in self._sent.items() if values.get(name) != value}
        self._show_marks()

    @property
    def cost(self) -> str:
        """The predicted cost in words, or empty."""
        return self._estimate.text()

    def set_estimate(self, estimate: Estimate | None) -> None:
        """What a run with these settings would cost."""
        if estimate is None:
            self._estimate.setText("")
            return
        memory = f"{estimate.bytes / 2**20:,.0f} MB" if estimate.bytes else "?"
        try:
            total = self.config().steps * estimate.seconds_per_step
        except Rejected:
            return
        text = self.tr("about {time} in all, {step} ms a step, {memory} of memory")
        self._estimate.setText(text.format(time=duration_text(total), step=round(1000 * estimate.seconds_per_step, 1), memory=memory))

    @property
    def downloading(self) -> bool:
        """Whether a download is on its way."""
        return not self._progress.isHidden()

    def set_download_progress(self, what: str, fraction: float | None) -> None:
        """Show a download on its way; nothing when `what` is empty."""
        self._progress.setVisible(bool(what))
        self._download.setText(self.tr("Cancel") if what else self.tr("Download…"))
        if what:
            self._progress.setRange(0, 0 if fraction is None else 1000)
            self._progress.setValue(round(1000 * (fraction or 0)))
            self._folder.setText(what)
        else:
            self._show_folder()

    def leave_out(self, names: frozenset[str]) -> None:
        """Do not show these settings; they keep their values."""
        self._left_out = names
        for name, editor in self._editors.items():
            editor.setVisible(name not in names)

    def fields(self) -> list[Field]:
        """The settings on screen, in their order."""
        return [editor.field for editor in self._editors.values()]

    def offer_runs(self, runs: Sequence[str]) -> None:
        """Runs that another one can begin with the weights of."""
        self._runs = tuple(runs)
        self._editors["init"].offer(self._runs, self.tr("random weights"))

    def set_devices(self, devices: tuple[tuple[str, str], ...]) -> None:
        """The devices torch found on this machine; others cannot be chosen."""
        self._devices = devices
        titles = dict(devices) | {"auto": self.tr("automatic")}
        self._editors["device"].name_choices(titles)

    # -- building
    def _rebuild(self) -> None:
        algorithm, dataset = self.algorithm(), self.dataset()
        self._bar_unsuitable(algorithm)
        if unsuitable(algorithm, dataset):
            suitable = next(d.id for d in self.catalogue.datasets if not unsuitable(algorithm, d))
            self._dataset.setCurrentIndex(self._dataset.findData(suitable))
            return
        for editor in self._editors.values():
            editor.setParent(None)
            editor.deleteLater()
        self._editors = {}
        base = preset(algorithm, dataset)
        for field in (*fields_of(RunConfig), *algorithm.fields, *dataset.fields):
            if dataset.task == "regression" and field.name in NOT_FOR_REGRESSION:
                continue
            self._add(field, base)
        if self._devices:
            self.set_devices(self._devices)
        self.offer_runs(self._runs)
        self._honest.setText(dataset.honest)
        self._files.setVisible(dataset.needs_files)
        self._download.setVisible(dataset.downloadable)
        self._zip.setVisible(not dataset.downloadable)
        self.show_finding("")
        self._show_folder()
        self._tell()

    def _add(self, field: Field, base: RunConfig) -> None:
        editor = FieldEditor(field)
        value = base.hyper.get(field.name, base.data.get(field.name, getattr(base, field.name, field.default)))
        editor.set_value(value)
        editor.changed.connect(self._edited)
        self._editors[field.name] = editor
        editor.setHidden(field.name in self._left_out)
        (self._advanced_rows if field.advanced else self._rows).addWidget(editor)

    def _bar_unsuitable(self, algorithm: AlgorithmSpec) -> None:
        model = self._dataset.model()
        assert isinstance(model, QStandardItemModel)
        for i in range(self._dataset.count()):
            spec = self._datasets[str(self._dataset.itemData(i))]
            reason = language.said(unsuitable(algorithm, spec))
            model.item(i).setEnabled(not reason)
            self._dataset.setItemData(i, plain_tip(reason or spec.summary), Qt.ItemDataRole.ToolTipRole)

    def _edited(self, name: str, value: Value) -> None:
        if self._editors[name].field.live and self._is_running():
            self._send_live(name, value)
        self._tell()

    def _send_live(self, name: str, value: Value) -> None:
        self._sent[name] = value
        self.live_changed.emit(name, value)

    def _in_force(self, name: str) -> Value | None:
        """The value of a setting in the running run, with what it was told since."""
        return self._sent.get(name, _values_of(self._running).get(name)) if self._running is not None else None

    def _tell(self) -> None:
        try:
            config = self.config()
            self.show_problem("")
            self._tiles.show_shape(1 if self.dataset().task == "regression" else config.way, config.shot, config.queries)
        except Rejected as error:
            own = any(editor.problem for editor in self._editors.values())
            self.show_problem("" if own else str(error), () if own else error.remedies)
        self._show_marks()
        self.changed.emit()

    def _is_running(self) -> bool:
        """Whether the selected run is of what is on screen, so that live fields are its own."""
        running = self._running
        return running is not None and running.algorithm == self.algorithm().id and running.dataset == self.dataset().id

    def _show_marks(self) -> None:
        running, same = self._running, self._is_running()
        for name, editor in self._editors.items():
            text = ""
            if running is not None and same and not editor.field.live:
                now = _values_of(running).get(name, editor.value)
                text = self.tr("next run") if now != editor.value else ""
            editor.mark(text, self.tr("The selected run goes on with its own value; Start begins a run with this one."))

    def _show_folder(self) -> None:
        nothing = self.tr("No folder chosen yet. {source}").format(source=self.dataset().source)
        self._folder.setText(self._data_root or nothing)

    def choose_folder(self) -> None:
        """Ask for the folder that holds the dataset's files."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with the dataset's files"), self._data_root)
        if folder:
            self.use_folder(folder)

    def choose_archive(self) -> None:
        """Ask for a zip archive of pictures."""
        kinds = self.tr("Zip archives (*.zip)")
        archive, _ = QFileDialog.getOpenFileName(self, self.tr("Zip archive of pictures"), self._data_root, kinds)
        if archive:
            self.use_folder(archive)

    def _ask_download(self) -> None:
        if self.downloading:
            self.download_cancelled.emit()
            self.set_download_progress("", None)
            return
        self.set_download_progress(self.tr("Asking the server…"), None)
        self.download_asked.emit(self.dataset().id, self._data_root)

    def _unfold(self, on: bool) -> None:
        self._advanced.setVisible(on)
        self._more.setText(self.tr("▾ Fewer settings") if on else self.tr("▸ More settings"))

    def retheme(self) -> None:
        self._tiles.updateGeometry()
        self._tiles.update()
        self._show_marks()


def _values_of(config: RunConfig) -> dict[str, Value]:
    """Every setting of a run by name."""
    return {f.name: getattr(config, f.name) for f in fields_of(RunConfig)} | dict(config.hyper) | dict(config.data)
