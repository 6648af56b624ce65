"""What helps after a failure: the same run again with one setting changed, where one is likely to help."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.protocol import FailureKind, RunConfig

SMALLER = 4
"""A rate that diverged is divided by it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Remedies", text)


def changed(kind: FailureKind, config: RunConfig) -> tuple[str, RunConfig] | None:
    """What the button says, and the settings it starts with; None where no single setting helps."""
    if kind == "nan":
        name = next((n for n in ("inner_lr", "outer_lr") if n in config.hyper), None)
        if name is None:
            return None
        rate = float(f"{float(config.hyper[name]) / SMALLER:.2g}")
        text = _tr("Start again with inner rate {rate}") if name == "inner_lr" else _tr("Start again with outer rate {rate}")
        return text.format(rate=f"{rate:g}"), config.having(name, rate)
    if kind == "memory":
        if config.meta_batch > 1:
            half = config.meta_batch // 2
            return _tr("Start again with meta-batch {count}").format(count=half), config.having("meta_batch", half)
        if config.hyper.get("first_order") is False:
            return _tr("Start again with first-order gradients"), config.having("first_order", True)
    if kind in ("memory", "device") and config.device != "cpu":
        return _tr("Start again on the CPU"), config.having("device", "cpu")
    return None
