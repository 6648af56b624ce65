"""Numbers with words around them in the language in force: durations and ordinals."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from gui.language import CHINESE, language

_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quantities", text)


def duration_text(seconds: float) -> str:
    """1:05 h, 4:10 min or 12 s."""
    whole = max(1, round(seconds))
    if whole >= 3600:
        return _tr("{hours}:{minutes} h").format(hours=whole // 3600, minutes=f"{whole % 3600 // 60:02d}")
    if whole >= 60:
        return _tr("{minutes}:{seconds} min").format(minutes=whole // 60, seconds=f"{whole % 60:02d}")
    return _tr("{seconds} s").format(seconds=whole)


def ordinal_text(number: int) -> str:
    """1st, 2nd, 11th, 22nd ..."""
    if language.code == CHINESE:
        return _tr("{number}th").format(number=number)
    return f"{number}{'th' if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, 'th')}"


def localized_ordinal(text: str) -> str:
    """'1st' as the engine writes it, in the language in force; any other text as it is."""
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text)
    return ordinal_text(int(match[1])) if match else text
