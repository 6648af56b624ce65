"""The sources keep the rule of `gui.plain`: Qt's classes that guess at markup are used in `gui.labels` only, tool tips are escaped."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GUI = Path(__file__).parents[2] / "gui"
GUESSING = ("QLabel", "QMessageBox", "QProgressDialog", "QErrorMessage", "QToolTip", "QWhatsThis")
"""Classes that take a text for markup where it looks like it; `gui.labels` has plain ones."""
DOCUMENTS = ("QTextDocument", "QTextBrowser", "QTextEdit", "QGraphicsTextItem", "LabelItem")
"""Classes that open the files which markup names."""
HTML = ("setHtml", "setMarkdown", "insertHtml", "insertMarkdown", "setDefaultStyleSheet", "addLegend", "setLabelText")
WRITERS = ("prose.py", "explain.py", "keys.py", "table_copy.py")
"""Modules that write documents, each of its own words and of values that it escapes."""


def name_of(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def ours(node: ast.expr) -> bool:
    """Whether a text is a literal of the sources, or its translation."""
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.Call(func=function, args=[ast.Constant(value=str())]):
            return name_of(function) in ("tr", "_tr")
    return False


def safe(node: ast.expr, *makers: str) -> bool:
    """Whether a text is ours, or has been through one of these functions."""
    return ours(node) or (isinstance(node, ast.Call) and name_of(node.func) in makers)


def faults(tree: ast.Module, file: str) -> Iterator[str]:
    """What breaks the rule in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for base in map(name_of, node.bases):
                if base in GUESSING and file != "labels.py":
                    yield f"line {node.lineno}: {node.name} inherits {base}; inherit gui.labels.Label"
                if base in DOCUMENTS and file not in WRITERS:
                    yield f"line {node.lineno}: {node.name} inherits {base}"
        if not isinstance(node, ast.Call):
            continue
        called, owner = name_of(node.func), name_of(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        first = node.args[0] if node.args else None
        if (called in GUESSING or owner in GUESSING) and file != "labels.py":
            yield f"line {node.lineno}: {owner or called} guesses at markup; use gui.labels"
        if (called in DOCUMENTS or called in HTML) and file not in WRITERS:
            yield f"line {node.lineno}: {called} may open files"
        if called == "setTextFormat" and file != "labels.py":
            yield f"line {node.lineno}: a Label has its own text format; give it a Markup"
        if called in ("setToolTip", "setTabToolTip") and file != "retell.py" and not safe(node.args[-1], "plain_tip"):
            yield f"line {node.lineno}: {called} needs gui.plain.plain_tip"
        with_tip = called in ("setItemData", "setData") and any("ToolTipRole" in ast.unparse(a) for a in node.args)
        if with_tip and not any(safe(a, "plain_tip") for a in node.args):
            yield f"line {node.lineno}: a tool tip needs gui.plain.plain_tip"
        if called == "setWindowTitle" and first is not None and not safe(first, "window_title"):
            yield f"line {node.lineno}: setWindowTitle needs gui.plain.window_title"
        if called == "setLabel" and file != "labels.py" and first is not None and not safe(first, "escaped"):
            yield f"line {node.lineno}: the title of an axis is HTML; it needs gui.plain.escaped"
        if called == "TextItem" and any(k.arg == "html" for k in node.keywords):
            yield f"line {node.lineno}: a TextItem of HTML"
        if (
            called == "markup"
            and isinstance(first, ast.JoinedStr | ast.BinOp)
            and not all(isinstance(part, ast.Constant) for part in ast.walk(first) if isinstance(part, ast.Constant | ast.FormattedValue))
        ):
            yield f"line {node.lineno}: a value within the template of markup is not escaped"
        if called == "Markup" and file not in ("plain.py", "prose.py", "thumbnails.py", "plotting.py"):
            yield f"line {node.lineno}: build markup with gui.plain.markup, which escapes its values"


@pytest.mark.parametrize("path", sorted(GUI.rglob("*.py")), ids=lambda path: str(path.relative_to(GUI)))
def test_no_module_lets_qt_guess_at_markup(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text(encoding="utf-8")), path.name)) == []


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(name)",
        "class A(QLabel): ...",
        "button.setToolTip(run.note)",
        "button.setToolTip(self.tr('{name}').format(name=name))",
        "tabs.setTabToolTip(0, name)",
        "QToolTip.showText(at, name)",
        "QMessageBox.warning(self, title, str(error))",
        "combo.setItemData(0, name, Qt.ItemDataRole.ToolTipRole)",
        "self.setWindowTitle(name)",
        "axis.setLabel(name)",
        "pg.TextItem(html=name)",
        "markup(f'<b>{name}</b>')",
        "Markup(name)",
        "label.setTextFormat(Qt.TextFormat.AutoText)",
        "view.setHtml(name)",
        "QTextBrowser()",
    ],
)
def test_the_guard_sees_what_breaks_the_rule(source: str) -> None:
    assert list(faults(ast.parse(source), "page.py"))
