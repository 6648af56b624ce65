"""Windows stay on a screen: after a restart with fewer screens, and when a screen is taken away while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

TITLE = 40
"""px of a window's top edge, by which it can be dragged."""


def is_reachable(window: QWidget) -> bool:
    """Tell whether some screen shows the top edge of a window."""
    frame = window.frameGeometry()
    title = QRect(frame.left(), frame.top(), frame.width(), TITLE)
    return any(screen.availableGeometry().intersects(title) for screen in QGuiApplication.screens())


def bring_back(window: QWidget) -> None:
    """Move a window that no screen shows onto the primary one, no larger than that; a maximised one fills it."""
    screen = QGuiApplication.primaryScreen()
    if screen is None or is_reachable(window) or window.isMinimized():
        return
    room = screen.availableGeometry()
    state = window.windowState()
    window.setWindowState(state & ~(state.WindowMaximized | state.WindowFullScreen))
    window.setGeometry(QRect(room.topLeft(), window.size().boundedTo(room.size())).translated(TITLE // 2, TITLE))
    window.setWindowState(state)


class ScreenGuard(QObject):
    """Brings every visible window of the program back when a screen goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # once the window system has moved what it moves by itself
        self._timer.timeout.connect(self.check)
        application.screenRemoved.connect(self._timer.start)

    def check(self) -> None:
        """Look at every visible window now."""
        for window in QGuiApplication.topLevelWindows():
            if window.isVisible() and isinstance(widget := QWidget.find(window.winId()), QWidget) and widget.isWindow():
                bring_back(widget)
