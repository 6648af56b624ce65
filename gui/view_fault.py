"""A picture that cannot be made or drawn: one sentence in its place, once, until something it depends on changes."""

from __future__ import annotations

import functools
import logging
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGraphicsItem, QPushButton, QVBoxLayout, QWidget

from gui.labels import Label
from gui.theme import SPACE

log = logging.getLogger(__name__)

PAINTING = frozenset(
    {"paint", "paintEvent", "draw", "boundingRect", "shape", "resizeEvent", "sizeHint", "drawBackground", "drawForeground"}
)
"""What Qt calls again and again, so that an error in it would repeat."""


@runtime_checkable
class Picture(Protocol):
    """A widget that can stand aside for a sentence."""

    def show_drawing_fault(self, sentence: str) -> None: ...

    @property
    def faulty(self) -> bool: ...


class FaultCover(QFrame):
    """Covers a widget, whose parts are hidden meanwhile; `uncover` brings them back as they were."""

    def __init__(self, host: QWidget, sentence: str, retry: Callable[[], object]) -> None:
        super().__init__(host)
        self.setObjectName("panel")
        self.setAutoFillBackground(True)
        self._label = Label(sentence)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setObjectName("muted")
        again = QPushButton(self.tr("Try again"))
        again.clicked.connect(lambda: retry())
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(1)
        column.addWidget(self._label)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        parts = host.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._parts = [part for part in parts if part is not self and not part.isHidden() and not part.isWindow()]
        for part in self._parts:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.hide()
        host.installEventFilter(self)
        self.setGeometry(host.rect())
        self.show()
        self.raise_()

    @property
    def sentence(self) -> str:
        """What stands in place of the picture."""
        return self._label.text()

    def say(self, sentence: str) -> None:
        """Another sentence."""
        self._label.setText(sentence)

    def uncover(self) -> None:
        """Bring the picture back."""
        for part in self._parts:
            part.show()
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False


def drawing_sentence(error: BaseException) -> str:
    """What is said in place of a picture whose drawing raised `error`."""
    text = QCoreApplication.translate("FaultCover", "This picture could not be drawn ({error}); training goes on. The log has the details.")
    return text.format(error=type(error).__name__)


def guarded(picture: Picture, do: Callable[..., object], *args: object) -> bool:
    """Let a picture do something; an error costs this picture, once, and is logged. Returns whether it was done."""
    try:
        do(*args)
    except Exception as error:
        if not picture.faulty:
            log.error("%s could not be drawn\n%s", type(picture).__name__, _details(error))
        picture.show_drawing_fault(drawing_sentence(error))
        return False
    return True


def guarded_paint(paint: Callable[..., None]) -> Callable[..., None]:
    """A paint method whose errors cost the picture it belongs to, instead of being printed at every repaint."""

    @functools.wraps(paint)
    def painted(self: Any, *args: Any) -> None:
        try:
            paint(self, *args)
        except Exception as error:
            if not stand_aside(self, error):
                raise

    return painted


def stand_aside(thing: object, error: BaseException) -> bool:
    """Put a sentence in place of the picture that a widget or plot item belongs to; whether there is one."""
    picture = picture_of(thing)
    if picture is None:
        return False
    if not picture.faulty:
        log.error("%s could not be painted\n%s", type(picture).__name__, _details(error))
    assert isinstance(picture, QWidget)
    sentence = drawing_sentence(error)  # the error itself holds the painter, which must not outlive the painting
    QTimer.singleShot(0, picture, lambda: picture.show_drawing_fault(sentence))  # not while it is being painted
    return True


def _details(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def picture_of(thing: object) -> Picture | None:
    """The picture that a widget or an item of a plot belongs to."""
    if isinstance(thing, QGraphicsItem):
        scene = thing.scene()
        views = scene.views() if scene is not None else []
        widget: QWidget | None = views[0] if views else None
    else:
        widget = thing if isinstance(thing, QWidget) else None
    while widget is not None:
        if isinstance(widget, Picture):
            return widget
        widget = widget.parentWidget()
    return None


def blamed(trace: TracebackType | None) -> object | None:
    """Whose painting raised: the innermost `self` in a traceback whose method Qt calls again and again."""
    found = None
    while trace is not None:
        code, local = trace.tb_frame.f_code, trace.tb_frame.f_locals
        if code.co_name in PAINTING and picture_of(local.get("self")) is not None:
            found = local["self"]
        trace = trace.tb_next
    return found
