"""Train on a cluster: where it is, whether it answers, and what runs that are started now do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.cards import Cards
from gui.engine_thread import Joining
from gui.labels import Label
from gui.popups import open_dialog
from gui.runs import Runs

if TYPE_CHECKING:
    from engine.cluster import Cluster

HERE = "dask"
KEPT = ("cluster/executor", "cluster/authority", "cluster/certificate", "cluster/key")


class Clusters(QObject):
    """The action *Train on a cluster…*: asks where, and the next time leaves it again."""

    def __init__(self, window: QWidget, runs: Runs, action: QAction, cards: Cards) -> None:
        super().__init__(window)
        self._window, self._runs, self._action, self._cards = window, runs, action, cards
        action.triggered.connect(lambda _: self._leave() if runs.on_cluster() else self._ask())

    def _ask(self) -> None:
        self._action.setChecked(False)
        dialog = ClusterDialog(self._window)
        dialog.joined.connect(self._joined)
        open_dialog(dialog)

    def _joined(self, cluster: Cluster, size: str) -> None:
        self._runs.use_cluster(cluster)
        self._action.setChecked(True)
        sentence = self.tr("Runs that you start now train on the cluster ({size}).").format(size=size)
        self._cards.show_card(sentence, kind="success", topic="cluster", action=(self.tr("Train here again"), self._leave))

    def _leave(self) -> None:
        self._runs.use_cluster(None)
        self._action.setChecked(False)
        self._cards.resolve("cluster")


class ClusterDialog(QDialog):
    """Asks for a scheduler's address, and joins it without stopping the window; `joined` carries the connection."""

    joined = Signal(object, str)
    """(the cluster, its size in words)"""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train on a cluster"))
        self.setMinimumWidth(520)
        self._joining: Joining | None = None
        settings = QSettings()
        about = Label(
            self.tr(
                "Runs that you start from now on train on the machines of a Dask cluster, and show here as if they trained at home. "
                "Their checkpoints come home."
            )
        )
        about.setWordWrap(True)
        self.address = QLineEdit(str(settings.value(KEPT[0], "")))
        self.address.setPlaceholderText("tcp://HOST:8786")
        self.address.setAccessibleName(self.tr("Scheduler's address"))
        self.address.textChanged.connect(lambda _: self._say(""))
        local = QPushButton(self.tr("Workers on this computer"))
        local.setToolTip(self.tr("Start one worker for each core here: a way to try it"))
        local.clicked.connect(lambda: self.address.setText(HERE))
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        row.addWidget(local)
        self._tls = QGroupBox(self.tr("The scheduler speaks TLS"))
        self._tls.setCheckable(True)
        names = (self.tr("Authority (CA)"), self.tr("Certificate"), self.tr("Key"))
        self._files = [QLineEdit(str(settings.value(kept, ""))) for kept in KEPT[1:]]
        form = QFormLayout(self._tls)
        for name, field in zip(names, self._files, strict=True):
            field.setAccessibleName(name)
            form.addRow(name, self._with_chooser(field, name))
        self._tls.setChecked(any(field.text() for field in self._files))
        self.fetch = QCheckBox(self.tr("Machines may download data that they lack"))
        self._told = Label()
        self._told.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._join = self._buttons.addButton(self.tr("Connect"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._join.setObjectName("primary")
        self._buttons.accepted.connect(self.join)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addLayout(row)
        layout.addWidget(self._tls)
        layout.addWidget(self.fetch)
        layout.addWidget(self._told)
        layout.addWidget(self._buttons)

    def _with_chooser(self, field: QLineEdit, name: str) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field, 1)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose the file: {name}").format(name=name))

        def ask() -> None:
            file, _ = QFileDialog.getOpenFileName(self, name, str(Path(field.text()).parent))
            if file:
                field.setText(file)

        choose.clicked.connect(ask)
        row.addWidget(choose)
        return both

    def join(self) -> None:
        """Try to reach the scheduler; the window goes on meanwhile."""
        files = [field.text().strip() if self._tls.isChecked() else "" for field in self._files]
        self._join.setEnabled(False)
        self._say(self.tr("Waiting for an answer…"))
        self._joining = joining = Joining(self.address.text().strip(), files, self.fetch.isChecked())
        joining.done.connect(self._joined)
        joining.refused.connect(self._refused)
        joining.start()

    def _joined(self, cluster: Cluster, workers: int, threads: int) -> None:
        settings = QSettings()
        for kept, value in zip(KEPT, [self.address.text().strip(), *(f.text().strip() for f in self._files)], strict=True):
            settings.setValue(kept, value)
        self.joined.emit(cluster, self.tr("{workers} workers, {runs} runs at once").format(workers=workers, runs=threads))
        self.accept()

    def _refused(self, sentence: str) -> None:
        self._join.setEnabled(True)
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self.adjustSize()

    def done(self, result: int) -> None:
        """A connection that nobody waits for any longer is let go when it comes."""
        if self._joining is not None:
            self._joining.let_go(result == QDialog.DialogCode.Accepted)
        super().done(result)
