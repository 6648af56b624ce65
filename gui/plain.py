"""Words from outside in tool tips, which take anything that looks like markup for markup."""

from __future__ import annotations

import html


def plain_tip(text: str) -> str:
    """`text` so that a tool tip shows it letter for letter."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text
