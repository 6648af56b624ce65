"""Formulas as pictures: LaTeX drawn by ziamath, which needs no TeX installation; each is drawn once."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SYMBOLS = {
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "ε": r"\epsilon",
    "θ": r"\theta",
    "λ": r"\lambda",
    "ρ": r"\rho",
    "σ": r"\sigma",
    "η": r"\eta",
    "μ": r"\mu",
    "τ": r"\tau",
}
"""How the symbols of settings are written in LaTeX; Latin letters are themselves."""


INDENT = 1.2
"""How far the further lines of a broken formula stand to the right, in type sizes."""


@cache
def drawn(latex: str, size: float, colour: str, width: float, scale: float) -> QImage:
    r"""The formula in type of `size` px; `scale` device px in a px.

    Where it is wider than `width` px it is broken at each `\\`, and made smaller if that is not enough.
    """
    whole = [_line(latex.replace(r"\\", ""), size, colour)]
    lines = whole if whole[0].viewBoxF().width() <= width else [_line(part, size, colour) for part in latex.split(r"\\")]
    indents = [0.0, *[INDENT * size] * (len(lines) - 1)]
    natural = max(indent + line.viewBoxF().width() for indent, line in zip(indents, lines, strict=True))
    shrink = min(1.0, width / max(1.0, natural))
    heights = [line.viewBoxF().height() * shrink for line in lines]
    image = QImage(max(1, round(natural * shrink * scale)), max(1, round(sum(heights) * scale)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = 0.0
    for indent, line, height in zip(indents, lines, heights, strict=True):
        line.render(painter, QRectF(indent * shrink, top, line.viewBoxF().width() * shrink, height))
        top += height
    painter.end()
    return image


def _line(latex: str, size: float, colour: str) -> QSvgRenderer:
    from ziamath.config import config  # 0.15 s: not before a formula is looked at
    from ziamath.zmath import Latex

    config.svg2 = False  # Qt's SVG knows nothing of <symbol>
    tight = latex.replace(r"\nabla", r"{\nabla}")  # as an operator it would keep its index at a distance
    return QSvgRenderer(QByteArray(Latex(tight, size=size, color=colour).svg().encode()))


def coloured(latex: str, query: str, support: str) -> str:
    """The losses of a formula in the colours of their curves: those of the query set, and of the support set."""
    latex = re.sub(r"L_(?:Q\b|\{Q,i\})", lambda m: rf"\textcolor{{{query}}}{{{m.group()}}}", latex)
    return re.sub(r"L_S\b", lambda m: rf"\textcolor{{{support}}}{{{m.group()}}}", latex)


def mentions(latex: str, symbol: str) -> bool:
    """Whether the symbol of a setting stands in the formula."""
    if symbol in SYMBOLS:
        return re.search(re.escape(SYMBOLS[symbol]) + r"(?![a-zA-Z])", latex) is not None
    bare = re.sub(r"\\(?:mathrm|text|mathcal)\{[^}]*\}|\\[a-zA-Z]+", " ", latex)
    return re.search(rf"(?<![A-Za-z]){re.escape(symbol)}(?![A-Za-z])", bare) is not None
