"""Bring the translations up to date: `python -m gui.translations` collects every phrase, compiles, and prints what is missing.

Qt's own tools do the work: lupdate reads the window's sources, and beside them a stub of what is not a call of `tr` there: the texts
of the catalogue (context Catalogue), the glossary (Glossary), and the sentences of the engine with their values as holes (Engine).
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import PySide6

from engine.catalogue import KEPT, kept_catalogue
from engine.protocol import AlgorithmSpec, DatasetSpec, RunConfig
from engine.settings import fields_of
from engine.speech import DEFAULT
from gui.glossary import GLOSSARY
from gui.language import CHINESE, FOLDER, catalogue_texts
from gui.phrases import HOLE

ROOT = Path(__file__).parents[1]
SOURCE = FOLDER / f"metascope_{CHINESE}.ts"
NOT_SHOWN = ("demos", "conv", "keep", "compiled", "folder_layout", "split_names", "atomic_write", "database_copy", "recovery")
"""Modules of the engine whose texts reach nobody."""
ORDINALS = ("1st", "2nd", "3rd", "5th", "10th")
"""Presentations of a class that the engine counts."""
COMMAND_LINE = ("commands", "desktop_entry", "grid", "grid_command", "live_line", "speech", "standard_streams", "stop_signals", "terminal")
"""Those whose texts are printed and never reach the window: context CommandLine."""
PRINTED = (
    "usage:",
    "options",
    "positional arguments",
    "show this help message and exit",
    "The following arguments are required: {names}",
    "Argument {name}: expected one argument",
    "Argument {name}: expected at least one argument",
    "{dataset}, {episodes} test episodes, the same for all",
    "loss {number}",
    "{number} tasks/s",
    "{time} left",
    "accuracy {number}",
    "{run}: {algorithm} on {data}, {count} meta-parameters on {device}",
    "step {step}: {split} accuracy {mean} ± {ci95}, n = {count}",
    "step {step}: {split} MSE {mean} ± {ci95}, n = {count}",
    "{split} accuracy {mean} ± {ci95}",
    "{split} MSE {mean} ± {ci95}",
    "scoring {share}",
    *(f"accuracy, {ordinal} presentation {{mean}} ± {{ci95}}" for ordinal in ORDINALS),
    "compiling",
    "completed",
    "stopped",
    "validation",
    "test",
    "algorithm",
    "Algorithms",
    "Datasets",
    DEFAULT,
)
"""What is printed in parts, and what the parser of the command line says."""
SINGLE = (
    "dataset",
    "ways",
    "shots",
    "queries",
    "filters",
    "seeds",
    "start",
    "at random",
    "half",
    "innermost",
    "outermost",
    "second",
    "third",
    "folders",
    "tables",
    "training",
    "validation",
    "test",
    "training and validation",
    "training and test",
    "validation and test",
    "training and validation and test",
    *(f"accuracy, {ordinal} presentation" for ordinal in ORDINALS),
    "a number",
    "a text",
    "{what} ({values})",
)
"""Words of the engine that stand alone, and what is put around them."""
_NOT_SENTENCES = re.compile(
    r"immutable|IS NULL|typeof| = \?|^unfinished = |\?mode=|%r|^no such|^not a database|^duplicate column|^already exists|"
    r"%\(asctime\)s|^Exec=|^python main|"
    r"SELECT|ALTER|WHERE |INSERT|UPDATE|DELETE|PRAGMA|CREATE|%s|^\s*-|\\|_|^https?:|^[a-z0-9-.]+$|^bytes|\"values\"|samples, seconds|^runs/"
)


def main() -> int:
    """Collect, compile, and say what is missing; the exit code is 1 where something is."""
    FOLDER.mkdir(exist_ok=True)
    collect(SOURCE)
    compile_to(SOURCE.with_suffix(".qm"))
    missing = unfinished(SOURCE)
    for context, text in missing:
        print(f"{context}: {text}")
    print(f"{len(missing)} phrases without a translation in {SOURCE.relative_to(ROOT)}")
    return 1 if missing else 0


def collect(ts: Path) -> None:
    """Bring a .ts file up to date with the sources: new phrases unfinished, those no longer used left out."""
    with tempfile.TemporaryDirectory() as folder:
        stub = Path(folder) / "stub.py"
        calls = [f"QCoreApplication.translate({context!r}, {text!r})" for context, text in sorted(set(stub_phrases()))]
        stub.write_text("\n".join(calls), encoding="utf-8")
        sources = [*sorted((ROOT / "gui").rglob("*.py")), stub]
        heuristics = [part for name in ("sametext", "similartext") for part in ("-disable-heuristic", name)]
        options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", CHINESE, *heuristics]
        _tool("lupdate", *map(str, sources), *options, "-ts", str(ts))


def compile_to(qm: Path) -> None:
    """Compile the finished translations."""
    _tool("lrelease", str(SOURCE), "-qm", str(qm))


def unfinished(ts: Path) -> list[tuple[str, str]]:
    """(context, phrase) of what has no translation yet."""
    found = []
    for context in ElementTree.parse(ts).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") or not translation.text:
                found.append((context.findtext("name") or "", message.findtext("source") or ""))
    return found


def stub_phrases() -> Iterator[tuple[str, str]]:
    """(context, phrase) of what lupdate does not see by itself."""
    fields = fields_of(RunConfig)
    for text in (*catalogue_texts(kept_catalogue()), *(t for f in fields for t in (f.label, f.doc)), *choices()):
        if text:
            yield "Catalogue", text
    for word, meaning in GLOSSARY.items():
        yield "Glossary", word
        yield "Glossary", meaning
    yield from (("Engine", word) for word in SINGLE)
    yield from (("CommandLine", words) for words in PRINTED)
    described = set(_texts(json.loads(KEPT.read_text(encoding="utf-8"))))
    described |= {f.doc for f in fields}
    settings = {p.setting for a in kept_catalogue().algorithms for p in a.published}
    for file in sorted((ROOT / "engine").rglob("*.py")):
        if file.stem not in NOT_SHOWN:
            context = "CommandLine" if file.stem in COMMAND_LINE else "Engine"
            for text in sentences(ast.parse(file.read_text(encoding="utf-8"))):
                if text not in described or text in settings:
                    yield context, text
    for file in sorted((ROOT / "gui").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from functions_of_tr(tree)
        yield from methods_of_tr(tree)
        yield from (("Engine", text) for text in rejections(tree))


def _texts(part: Any) -> Iterator[str]:
    """Every text in what was read from JSON."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | dict):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _texts(inner)


def choices() -> set[str]:
    """What a setting can be chosen to be, in words."""
    catalogue = kept_catalogue()
    specs: tuple[AlgorithmSpec | DatasetSpec, ...] = (*catalogue.algorithms, *catalogue.datasets)
    fields = [*fields_of(RunConfig), *(f for spec in specs for f in spec.fields)]
    return {choice for f in fields for choice in f.choices}


def sentences(tree: ast.Module) -> Iterator[str]:
    """The texts of a module that have words and values: f-strings, their values as holes, and plain sentences."""
    skipped = {id(node) for expression in ast.walk(tree) for node in _no_sentence(expression)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            text = _with_holes(node)
            worded = re.search(r"[a-z]{2}", HOLE.sub("", text))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            worded = re.search(r"[A-Za-z]{2}.* .*[a-z]{2}", text)
        else:
            continue
        if worded and not _NOT_SENTENCES.search(HOLE.sub("", text)):
            yield text


def _no_sentence(node: ast.AST) -> list[ast.AST]:
    """Texts below `node` that nobody reads: docstrings, parts of f-strings, what `setting` describes, what is compared with."""
    match node:
        case ast.Expr(value=ast.Constant() as constant):
            return [constant]
        case ast.JoinedStr():
            return list(node.values)
        case ast.Call(func=ast.Name(id="setting" | "Literal" | "property") | ast.Attribute(attr="startswith" | "execute")):
            return list(ast.walk(node))
        case ast.Compare() | ast.AnnAssign(simple=1, value=None) | ast.Subscript():
            return list(ast.walk(node))
    return []


def _with_holes(node: ast.JoinedStr) -> str:
    """An f-string as a phrase: each value a hole named after it; a second value of that name is numbered."""
    names: list[str] = []
    meant: dict[str, str] = {}
    parts = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        elif isinstance(value, ast.FormattedValue):
            source = ast.unparse(value.value)
            if source not in meant:
                base = _name(value.value)
                names.append(base)
                meant[source] = base + (str(names.count(base)) if names.count(base) > 1 else "")
            parts.append("{" + meant[source] + "}")
    return "".join(parts)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name.strip("_")
        case ast.Call(args=[first, *_], func=ast.Name()):
            return _name(first)
        case ast.Call(func=called):
            return _name(called)
        case ast.Subscript(value=value):
            return _name(value)
    return "value"


def functions_of_tr(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(context, phrase) of the calls of a module's own short names for `translate`, such as `_tr`."""
    contexts = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and len(node.args.args) == 1:
            for call in ast.walk(node):
                match call:
                    case ast.Call(func=ast.Attribute(attr="translate"), args=[ast.Constant(value=str(context)), ast.Name()]):
                        contexts[node.name] = context
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text))]) if name in contexts:
                yield contexts[name], text


def methods_of_tr(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(context, phrase) of the calls of `self.tr`; lupdate overlooks those within f-strings."""
    for kind in ast.walk(tree):
        if isinstance(kind, ast.ClassDef):
            for call in ast.walk(kind):
                match call:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr="tr"), args=[ast.Constant(value=str(text)), *_]):
                        yield kind.name, text


def rejections(tree: ast.Module) -> Iterator[str]:
    """The sentences with which a module of the window refuses, formatted as those of the engine are."""
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Name(id="Rejected" | "StorageError"), args=[ast.JoinedStr() as sentence]):
                yield _with_holes(sentence)


def _tool(name: str, *arguments: str) -> None:
    folder = Path(PySide6.__file__).parent
    found = next(path for path in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name) if path.exists())
    done = subprocess.run([str(found), *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
