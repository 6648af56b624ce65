"""Colours by algorithm, light and dark; type sizes and spacing; one theme object feeds widgets, plots and exports."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

FAMILY_MARKERS = {"gradient": "o", "metric": "s", "memory": "d", "transfer": "+"}
"""pyqtgraph symbol of each family, so that colour is never the only carrier."""
SHADES = 6
"""Runs of one algorithm that differ in lightness; the seventh has the first one's colour again (and its own number)."""
FAMILY_GLYPHS = {"gradient": "●", "metric": "■", "memory": "◆", "transfer": "✚"}

# name: (light, dark); smallest CIEDE2000 distance 10.6 / 9.8 under simulated colour blindness
_ALGORITHMS = {
    "maml": ("#292994", "#6B63BD"),
    "fomaml": ("#1E0FF0", "#786987"),
    "anil": ("#199CC5", "#9CC5EF"),
    "meta_sgd": ("#8452F7", "#BD7BFF"),
    "reptile": ("#6B9463", "#08B573"),
    "prototypical": ("#DE7B29", "#FF7319"),
    "matching_networks": ("#946B08", "#F7DE3A"),
    "mann": ("#D63A9C", "#FF9CB5"),
    "metanet": ("#9C3131", "#DE0821"),
    "cnp": ("#B48796", "#6987B4"),
    "finetune": ("#422900", "#8C6B5A"),
    "multitask": ("#198473", "#29FFE6"),
    "sample_reuse": ("#50545A", "#7E848C"),
    "scratch": ("#1E002D", "#D2FFB4"),
}


def algorithms() -> tuple[str, ...]:
    """The algorithms that have a colour of their own."""
    return tuple(_ALGORITHMS)


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of one appearance, as '#RRGGBB'."""

    dark: bool
    window: str  # behind the panels
    panel: str  # plots, forms, docks
    raised: str  # fields, buttons
    border: str
    text: str
    muted: str  # captions, ticks
    grid: str
    accent: str
    on_accent: str
    warning: str
    error: str
    good: str
    support: str  # background tint of support examples
    query: str  # background tint of query examples
    support_ink: str  # lines and marks of support values
    query_ink: str

    def algorithm(self, algorithm: str) -> str:
        """The colour of an algorithm, the same everywhere; text colour for those without one (combinations)."""
        pair = _ALGORITHMS.get(algorithm)
        return pair[self.dark] if pair else self.text

    def run(self, algorithm: str, ordinal: int) -> str:
        """The colour of the `ordinal`-th (0, 1, ...) run of an algorithm: the same hue, stepped in lightness."""
        base = QColor(self.algorithm(algorithm))
        low, high = (0.35, 0.82) if self.dark else (0.16, 0.58)  # readable on the panel
        free = [low + (high - low) * i / SHADES for i in range(SHADES + 1)]
        taken = [base.lightnessF()]
        for _ in range(ordinal % SHADES):
            taken.append(max(free, key=lambda lightness: min(abs(lightness - other) for other in taken)))
        if len(taken) == 1:
            return base.name()
        return QColor.fromHslF(max(0.0, base.hslHueF()), base.hslSaturationF(), taken[-1]).name()

    def mixed(self, colour: str, share: float) -> str:
        """`colour` mixed with the panel (share 1 is the colour itself): pale without transparency, which plots draw slowly."""
        a, b = QColor(colour), QColor(self.panel)

        def between(x: int, y: int) -> int:
            return round(share * x + (1 - share) * y)

        return QColor(between(a.red(), b.red()), between(a.green(), b.green()), between(a.blue(), b.blue())).name()

    def class_colours(self) -> tuple[str, ...]:
        """Ten colours for the classes of one episode (always beside a letter or marker)."""
        names = ("maml", "prototypical", "reptile", "mann", "anil", "matching_networks", "meta_sgd", "metanet", "multitask", "sample_reuse")
        return tuple(self.algorithm(name) for name in names)


LIGHT = Theme(
    dark=False,
    window="#F3F4F6",
    panel="#FFFFFF",
    raised="#FFFFFF",
    border="#D5D8DD",
    text="#1B1D21",
    muted="#5C626B",
    grid="#ECEDEF",
    accent="#2563C9",
    on_accent="#FFFFFF",
    warning="#9A5B00",
    error="#B3261E",
    good="#1E7B45",
    support="#E8EEF5",
    query="#F6EFE3",
    support_ink="#4A6A8F",
    query_ink="#8F6A2A",
)
DARK = Theme(
    dark=True,
    window="#16181C",
    panel="#1E1F24",
    raised="#292B32",
    border="#363942",
    text="#E6E8EB",
    muted="#9BA1AB",
    grid="#2B2D34",
    accent="#5B9BFF",
    on_accent="#10131A",
    warning="#F0B44C",
    error="#FF7A70",
    good="#5FCB8B",
    support="#26303B",
    query="#37312A",
    support_ink="#8FB4DB",
    query_ink="#D9B77C",
)

SIZES = {"small": 11, "base": 13, "title": 15, "caption": 12, "lecture": 18}
"""Type sizes in px at zoom 1."""
CHINESE_FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
"""Where the system's font has no Chinese letters, the first of these that is installed has."""
SPACE = 8
"""px between things; half of it inside them."""


class Appearance(QObject):
    """Which theme is in force: the system's, or the one a person chose; and the zoom of type and lines."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.zoom = 1.0
        self.reduce_motion = False
        """Whether nothing shall move by itself but what a person set going."""
        self.theme = LIGHT

    def start(self, application: QApplication) -> None:
        """Follow the system from now on, and the person's remembered choice."""
        self.choice = str(QSettings().value("appearance/theme", "system"))
        try:
            self.zoom = min(2.5, max(0.75, float(str(QSettings().value("appearance/zoom", 1.0)))))
        except ValueError:
            self.zoom = 1.0
        self.reduce_motion = str(QSettings().value("appearance/reduce_motion", "false")).lower() == "true"
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: str) -> None:
        """Take 'system', 'light' or 'dark' and remember it."""
        self.choice = choice
        QSettings().setValue("appearance/theme", choice)
        self._apply()

    def set_reduce_motion(self, on: bool) -> None:
        """Take it and remember it; `changed` tells those that move just now."""
        self.reduce_motion = on
        QSettings().setValue("appearance/reduce_motion", on)
        self.changed.emit()

    def set_zoom(self, zoom: float, *, remember: bool = True) -> None:
        """Scale type and lines (0.75 to 2.5)."""
        self.zoom = min(2.5, max(0.75, zoom))
        if remember:
            QSettings().setValue("appearance/zoom", self.zoom)
        self._apply()

    def size(self, role: str) -> int:
        """Type size of a role in px."""
        return round(SIZES[role] * self.zoom)

    def pen(self, width: float) -> float:
        """A line width in px at this zoom."""
        return max(1.0, width * self.zoom)

    def refresh(self) -> None:
        """Have everything draw itself again."""
        self._apply()

    def _apply(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        system_dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self.theme = DARK if self.choice == "dark" or (self.choice == "system" and system_dark) else LIGHT
        application.setPalette(palette(self.theme))
        font = QFont(application.font())
        font.setPixelSize(self.size("base"))
        font.setFamilies([QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).family(), *CHINESE_FAMILIES])
        application.setFont(font)
        application.setStyleSheet(style_sheet(self.theme, self))
        self.changed.emit()


def missing_font() -> str:
    """One sentence where no installed font has Chinese letters, once; else empty."""
    if QSettings().value("appearance/font_told") or QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return ""
    QSettings().setValue("appearance/font_told", True)
    return QCoreApplication.translate(
        "Theme", "No installed font has Chinese letters; install one, such as the package fonts-noto-cjk, to read Chinese here."
    )


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme."""
    result = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Link: theme.accent,
        role.Light: theme.panel,
        role.Midlight: theme.panel,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
    }
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.mixed(theme.muted, 0.65)))
    return result


def style_sheet(theme: Theme, appearance: Appearance) -> str:
    """What the palette cannot say: quiet panels, one primary button, readable tool tips."""
    small, base = appearance.size("small"), appearance.size("base")
    height = round(28 * appearance.zoom)
    return f"""
    QMainWindow::separator {{ background: {theme.window}; width: 6px; height: 6px; }}
    QDockWidget {{ font-size: {small}px; color: {theme.muted}; }}
    QDockWidget::title {{ background: {theme.window}; padding: 5px 8px 3px 8px; text-align: left; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QFrame#panel {{ background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 6px; }}
    QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; padding: 4px; }}
    QLabel#muted {{ color: {theme.muted}; font-size: {small}px; }}
    QLabel#title {{ font-size: {appearance.size("title")}px; font-weight: 600; }}
    QLabel#problem {{ color: {theme.error}; font-size: {small}px; }}
    QPushButton, QToolButton {{ min-height: {height - 10}px; padding: 3px 10px; border: 1px solid {theme.border}; border-radius: 5px;
        background: {theme.raised}; }}
    QToolButton {{ padding: 3px 6px; }}
    QTabBar QToolButton {{ padding: 0; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {theme.accent}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {theme.grid}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {theme.mixed(theme.muted, 0.65)}; background: {theme.panel}; }}
    QPushButton:checked, QToolButton:checked {{ border-color: {theme.accent}; color: {theme.accent}; }}
    QPushButton#primary {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; font-weight: 600; }}
    QPushButton#primary:disabled {{ background: {theme.mixed(theme.accent, 0.4)}; border-color: {theme.mixed(theme.accent, 0.4)}; }}
    QLineEdit {{ min-height: {height - 10}px; padding: 2px 6px; border: 1px solid {theme.border};
        border-radius: 5px; background: {theme.raised}; selection-background-color: {theme.accent}; font-size: {base}px; }}
    QComboBox {{ min-height: {height - 6}px; }}
    QLineEdit:focus {{ border-color: {theme.accent}; }}
    QLineEdit[problem="true"] {{ border-color: {theme.error}; }}
    QProgressBar {{ border: 0; border-radius: 2px; background: {theme.grid}; max-height: 4px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}
    QScrollArea {{ border: 0; background: transparent; }}
    QTextBrowser {{ background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 6px; padding: 2px 6px; }}
    QToolBar {{ background: {theme.window}; border: 0; padding: 0; spacing: 0; }}
    QWidget#rail {{ background: {theme.window}; border-right: 1px solid {theme.border}; }}
    QWidget#rail QToolButton {{ border: 0; padding: 4px 0; font-size: {small}px; color: {theme.muted}; background: transparent; }}
    QWidget#rail QToolButton:hover {{ color: {theme.text}; background: {theme.grid}; }}
    QWidget#rail QToolButton:checked {{ color: {theme.accent}; background: {theme.mixed(theme.accent, 0.12)}; font-weight: 600; }}
    QStatusBar {{ color: {theme.muted}; font-size: {small}px; }}
    """


appearance = Appearance()
"""The one appearance of this process."""
