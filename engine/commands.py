"""Headless commands: list, train, evaluate, compare, export, import...

Exit codes: 0 done, 1 failed, 2 refused for what was given, 128 + N ended by signal N (129 SIGHUP, 130 Ctrl-C, 143 SIGTERM).
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from engine import stop_signals
from engine.allocator import keep_freed_memory
from engine.atomic_write import write_text
from engine.failures import StorageError, explained, failed
from engine.inbox import Quiet
from engine.places import data_folder, library_folder, log_file
from engine.protocol import At, Catalogue, Download, Evaluated, Event, Failed, Finished, Refused, RunConfig, Start, Started, StateChanged
from engine.score_text import count_not_finite
from engine.settings import Field, Rejected, fields_of, suggestion
from engine.speech import spoken_help
from engine.standard_streams import Stream, lasting_streams
from engine.terminal import ProgressLine, as_json, called, plain

if TYPE_CHECKING:
    from engine.grid import Host
    from engine.library import Library

DONE, FAILED, USAGE = 0, 1, 2
EXIT_CODES = """\
exit codes:
  0    done
  1    failed
  2    refused for what was given
  129  ended by a closing terminal (SIGHUP)
  130  ended by Ctrl-C
  143  ended by SIGTERM
Ended by one of these three, a training run has written a checkpoint, and
`train --resume RUN` goes on from it. Ctrl-C twice ends at once."""
PRINTED = ("list", "evaluate", "compare")
"""Commands whose result is what they print."""
COMMANDS = ("list", "train", "evaluate", "compare", "export", "import", "download", "desktop-entry")


class _Failure(Exception):
    """A command failed with one sentence and an exit code."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


class _Parser(argparse.ArgumentParser):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.color = False  # Python 3.14 colours its help by control characters, which do not reach the terminal

    def format_help(self) -> str:
        return spoken_help(self, super().format_help)

    def error(self, message: str) -> NoReturn:
        raise Rejected(f"{message[:1].upper()}{message[1:]}; `{self.prog} --help` lists the options.")


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; what goes wrong is one sentence on standard error."""
    with lasting_streams() as out:
        if arguments[0] not in PRINTED:
            out.on_lost = lambda: print(_lost(out, "the command goes on without it"), file=sys.stderr)
        with stop_signals.raising():
            code = _carried_out(arguments)
        out.flush()
        if out.error is not None and arguments[0] in PRINTED and code == DONE:
            if not isinstance(out.error, BrokenPipeError):  # a reader that has seen enough needs no sentence
                print(_lost(out, "what it was to show is incomplete"), file=sys.stderr)
            code = FAILED
        return code


def _lost(out: Stream, consequence: str) -> str:
    reason = getattr(out.error, "strerror", None) or out.error
    return f"Standard output can no longer be written to ({reason}); {consequence}."


def _carried_out(arguments: Sequence[str]) -> int:
    try:
        _log_to_file()
        options = _parsed(arguments)
        commands = {
            "export": _export,
            "import": _import,
            "list": _list,
            "train": _train,
            "evaluate": _evaluate,
            "compare": _compare,
            "download": _download,
            "desktop-entry": _desktop_entry,
        }
        return commands[options.command](options)
    except KeyboardInterrupt as interrupt:
        return stop_signals.exit_code(getattr(interrupt, "number", signal.SIGINT))
    except _Failure as failure:
        print(failure, file=sys.stderr)
        return failure.code
    except Exception as error:
        kind, sentence = explained(error)
        if kind != "usage":
            logging.getLogger("metascope").error(failed("", At(), error).details)
        print(sentence + (_place_of_details() if kind == "bug" else ""), file=sys.stderr)
        return USAGE if kind == "usage" else FAILED


# ---------------------------------------------------------------------------------------------------------------- words
def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    if not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        raise Rejected(f"There is no command {arguments[0]!r}{suggestion(arguments[0], COMMANDS)}")
    parser = _Parser(
        prog=called(),
        description="See a model learn to learn. Without a command, the window opens.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    listing = commands.add_parser("list", help="what there is: algorithms and datasets", allow_abbrev=False)
    listing.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    train = commands.add_parser("train", help="train a learner", allow_abbrev=False)
    train.add_argument("--algorithm", metavar="ID", help="which learner (see list)")
    train.add_argument("--dataset", metavar="ID", help="which tasks (see list)")
    for field in fields_of(RunConfig):
        if field.name not in ("device", "threads"):
            name = "--" + field.name.replace("_", "-")
            train.add_argument(name, dest=f"common_{field.name}", metavar=field.symbol or field.kind.upper(), help=_help(field))
    train.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the algorithm or the dataset")
    train.add_argument("--resume", metavar="RUN", help="go on with a run of the library")
    evaluate = commands.add_parser("evaluate", help="score a trained learner on fixed test episodes", allow_abbrev=False)
    evaluate.add_argument("run", metavar="RUN", help="a run of the library")
    evaluate.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a live setting, such as test_steps=10")
    compare = commands.add_parser("compare", help="score several learners on the same test episodes", allow_abbrev=False)
    compare.add_argument("runs", nargs="*", metavar="RUN", help="runs of the library, of one dataset")
    compare.add_argument("--algorithms", default="", metavar="IDS", help="instead of RUNs: methods to train, commas between")
    compare.add_argument("--datasets", default="", metavar="IDS", help="datasets to train them on, commas between (glyphs)")
    compare.add_argument("--seeds", default="1", metavar="N", help="runs of each method on each dataset, with seeds 0, 1, ... (1)")
    compare.add_argument("--tasks", default="", metavar="N", help="tasks that each of them sees (MAML's own number there)")
    compare.add_argument("--format", default="text", metavar="FORMAT", help="text, markdown or latex")
    for sub in (evaluate, compare):
        sub.add_argument("--episodes", default="600", metavar="N", help="test episodes (600)")
        sub.add_argument("--way", dest="common_way", metavar="N", help="ways of the test, where they are not those of training")
        sub.add_argument("--shot", dest="common_shot", metavar="K", help="shots of the test, likewise")
        sub.add_argument("--queries", dest="common_queries", metavar="Q", help="queries of the test, likewise")
    for sub in (train, compare):
        sub.add_argument(
            "--executor",
            default="",
            metavar="WHERE",
            help="train on a Dask cluster: its scheduler's address, such as tcp://HOST:PORT, or dask",
        )
        for file in ("ca", "cert", "key"):
            sub.add_argument(f"--tls-{file}", default="", metavar="FILE", help="for a cluster that speaks TLS")
        sub.add_argument("--fetch", action="store_true", help="let the cluster's machines download data that they lack")
    export = commands.add_parser("export", help="write a run, or a comparison with its runs, as files", allow_abbrev=False)
    export.add_argument("run", metavar="RUN", help="a run of the library, or one of its comparisons (comparison-0001)")
    files = "all of it as NAME.metascope, weights as NAME.safetensors, or the numbers as NAME.csv or NAME.json"
    export.add_argument("file", metavar="FILE", nargs="?", help=files)
    export.add_argument("--adapted", metavar="TASK", help="weights adapted to this test episode (0, 1, ...), not the meta-learned ones")
    export.add_argument("--tensorboard", metavar="FOLDER", help="event files of TensorBoard below this folder")
    importing = commands.add_parser("import", help="take what a .metascope file holds into the library", allow_abbrev=False)
    importing.add_argument("files", nargs="+", metavar="FILE", help="NAME.metascope")
    download = commands.add_parser("download", help="fetch a dataset's files", allow_abbrev=False)
    download.add_argument("dataset", metavar="ID", help="which dataset")
    download.add_argument("--mirror", default="", metavar="URL", help="where to fetch from instead of the publisher")
    menu = commands.add_parser("desktop-entry", help="put Metascope into this Linux desktop's menu, with its icon and its files")
    menu.add_argument("--remove", action="store_true", help="take it out again")
    for sub in (train, compare):
        sub.epilog, sub.formatter_class = EXIT_CODES, argparse.RawDescriptionHelpFormatter
    for sub in (listing, train, evaluate, compare, export, importing, download, menu):
        sub.add_argument("--json", action="store_true", help="one JSON object a line")
    for sub in (train, evaluate, compare, download):
        sub.add_argument("--data", default="", metavar="DIR", help="folder that holds datasets' files")
    for sub in (train, evaluate, compare, export, importing):
        sub.add_argument("--library", default="", metavar="DIR", help="folder of runs")
    for sub in (train, evaluate, compare):
        for field in fields_of(RunConfig):
            if field.name in ("device", "threads"):
                sub.add_argument(f"--{field.name}", dest=f"common_{field.name}", metavar=field.kind.upper(), help=_help(field))
    options, extra = parser.parse_known_args(arguments)
    if options.command is None:
        raise Rejected(f"A command is needed{suggestion(arguments[0], COMMANDS)}")
    if extra:
        known = [name for name in commands.choices[options.command]._option_string_actions if name.startswith("--")]
        raise Rejected(f"`{options.command}` has no option {extra[0]!r}{suggestion(extra[0].split('=')[0], known)}")
    return options


def _help(field: Field) -> str:
    return f"{field.doc} {field.range_text} (default {field.default})".replace("%", "%%")


def _chosen(options: argparse.Namespace) -> dict[str, object]:
    """Settings named on the command line, as text, by name."""
    chosen: dict[str, object] = {
        name.removeprefix("common_"): value for name, value in vars(options).items() if name.startswith("common_") and value is not None
    }
    for text in getattr(options, "set", []):
        name, equals, value = text.partition("=")
        if not equals:
            raise Rejected(f"--set takes NAME=VALUE, such as inner_lr=0.4; it was {text!r}.")
        chosen[name.strip().replace("-", "_")] = value.strip()
    return chosen


def _folder(text: str) -> str:
    if text and not Path(text).is_dir() and not (Path(text).is_file() and Path(text).suffix.lower() == ".zip"):
        raise Rejected(f"{text} is neither a folder nor a zip archive." if Path(text).exists() else f"There is no folder {text}.")
    return str(Path(text).resolve()) if text else ""


def _open_library(options: argparse.Namespace, new: bool = False, reading: bool = False) -> Library:
    """The library that is named, made if it may be `new`; a command that only reads also has one that may not be written to."""
    from engine.library import Library

    folder = Path(options.library).resolve() if options.library else library_folder()
    if not new and not (folder / "runs.sqlite").exists():
        raise Rejected(f"There is no run library in {folder}; --library names its folder.")
    if reading and not all(os.access(path, os.W_OK) for path in (folder, folder / "runs.sqlite")):
        return Library(folder, only_read=True)
    try:
        return Library(folder, create=new)
    except StorageError as error:
        if reading:
            with contextlib.suppress(StorageError):
                return Library(folder, only_read=True)
        raise error


# ------------------------------------------------------------------------------------------------------------- commands
def _list(options: argparse.Namespace) -> int:
    from engine.catalogue import KEPT, catalogue
    from engine.protocol import catalogue_to_json

    specs = catalogue()
    if options.write:
        anywhere = Catalogue(specs.algorithms, specs.datasets)  # devices are this machine's own
        write_text(KEPT, catalogue_to_json(anywhere) + "\n")
    elif options.json:
        known = json.loads(catalogue_to_json(specs))
        print(json.dumps({"algorithms": [_ranged(a) for a in known["algorithms"]], "datasets": [_ranged(d) for d in known["datasets"]]}))
    else:
        for title, entries in (("Algorithms", specs.algorithms), ("Datasets", specs.datasets)):
            print(title)
            for entry in entries:
                print(f"  {entry.id:<16} {entry.title}. {entry.summary}")
                for field in entry.fields:
                    print(f"      {field.name:<16} {field.default!s:<8} {field.range_text}")
    return DONE


def _ranged(spec: dict[str, Any]) -> dict[str, Any]:
    """A spec with its fields under the name scripts know, each with its range as a pair."""
    fields = spec.pop("fields")
    return spec | {"hyper_parameters": [f | {"range": [f["low"], f["high"]] if f["low"] is not None else None} for f in fields]}


def _train(options: argparse.Namespace) -> int:
    from engine.catalogue import catalogue, configured
    from engine.grid_command import executor_of, host_of
    from engine.jobs import resumed

    executor = executor_of(options)
    chosen, root = _chosen(options), _folder(options.data)
    if options.resume:
        if options.algorithm or options.dataset:
            raise Rejected("A run that is resumed keeps its algorithm and dataset; leave out --algorithm and --dataset.")
        library = _open_library(options)
        run, config = options.resume, resumed(library, options.resume, chosen, root)
    else:
        for name in ("algorithm", "dataset"):
            if not getattr(options, name):
                raise Rejected(f"`train` needs --{name}; `{called()} list` says what there is.")
        config = configured(catalogue(), options.algorithm, options.dataset, chosen, root)
        library = _open_library(options, new=True)
        run = library.new_run(config)
    folder = str(library.folder)
    library.close()
    with host_of(executor) as (host, _):
        return _trained(Start(run, config, folder, resume=bool(options.resume)), host, as_lines=options.json)


def _trained(start: Start, host: Host, as_lines: bool) -> int:
    keep_freed_memory()
    inbox = Quiet()
    line = ProgressLine()
    began = start.resume
    last: Event | None = None
    score: dict[str, object] = {}
    events = host.started(start, inbox)
    with stop_signals.stopping(inbox.stop) as interrupted, contextlib.closing(events), contextlib.closing(line):
        for event in events:
            if isinstance(event, Evaluated):
                score = {"metric": event.metric, "mean": event.mean, "ci95": event.ci95, "not_finite": count_not_finite(event.scores)}
            began = began or isinstance(event, Started)
            if isinstance(event, (Finished, Failed)):
                last = event
            elif as_lines and not (last and isinstance(event, StateChanged)):
                print(as_json(event), flush=True)
            if not as_lines:
                line.tell(event)
    if as_lines and last is not None:
        print(as_json(last, library=start.library, **score), flush=True)
    if isinstance(last, Failed):
        logging.getLogger("metascope").error("%s: %s", start.run, last.details)
        if not began:  # it was refused: there is nothing of it to keep
            from engine.library import Library

            with contextlib.suppress(StorageError), contextlib.closing(Library(Path(start.library), create=False)) as library:
                library.remove(start.run)
        raise _Failure(last.sentence + (_place_of_details() if last.kind == "bug" else ""), USAGE if last.kind == "usage" else FAILED)
    return stop_signals.exit_code(interrupted[0]) if interrupted else DONE


def _evaluate(options: argparse.Namespace) -> int:
    episodes = Field("episodes", "Episodes", "", 600, low=2, high=1_000_000).check(options.episodes)
    from engine.jobs import EVALUATED_APART, evaluated, resumed

    library = _open_library(options, reading=True)
    chosen, root = _chosen(options), _folder(options.data)
    config = resumed(library, options.run, chosen, root, also=EVALUATED_APART)
    as_trained = not set(chosen) & set(EVALUATED_APART)
    with contextlib.closing(library), contextlib.closing(ProgressLine()) as line:
        for event in evaluated(options.run, config, library, int(episodes), os.cpu_count() or 1):
            if isinstance(event, Evaluated):
                if as_trained and event.whole and library.writable:  # the library keeps a run's score in its own setting
                    library.write([event])
                if options.json:
                    per_step = [float(v) for v in event.per_step]
                    result = {
                        "metric": event.metric,
                        "mean": event.mean,
                        "ci95": event.ci95,
                        "episodes": len(event.scores),
                        "not_finite": count_not_finite(event.scores),
                        "per_step": per_step,
                    } | ({"note": event.note} if event.note else {})
                    print(json.dumps(plain({"run": options.run, "step": event.at.step} | result)))
                    continue
            if not options.json:
                line.tell(event)
        if as_trained and not library.writable:
            print(f"The library {library.folder} is read-only, so this score is not kept in it.", file=sys.stderr)
    return DONE


def _compare(options: argparse.Namespace) -> int:
    episodes = int(Field("episodes", "Episodes", "", 600, low=2, high=1_000_000).check(options.episodes))
    form = Field("format", "Format", "", "text", choices=("text", "markdown", "latex")).check(options.format)
    from engine.checkpoint import classes_in
    from engine.comparison import Scored, differences, episodes_alike, sentences, table
    from engine.jobs import EVALUATED_APART, evaluated, resumed
    from engine.run_classes import check_same_tests

    chosen, root = _chosen(options), _folder(options.data)
    if options.algorithms and not options.runs:
        from engine.grid_command import compare_trained

        return compare_trained(options, chosen, root, _open_library(options, new=True), str(form), episodes)
    if options.algorithms or len(set(options.runs)) < 2:
        raise Rejected("Compare takes two runs or more, each named once, or --algorithms to train.")
    library = _open_library(options, reading=True)
    configs = {run: resumed(library, run, chosen, root, also=EVALUATED_APART) for run in options.runs}
    episodes_alike(list(configs.items()))
    check_same_tests([(run, classes_in(path)[0]) for run in configs if (path := library.checkpoint(run)).exists()])
    scored = []
    notes: dict[str, None] = {}
    with contextlib.closing(library), contextlib.closing(ProgressLine()) as line:
        for run, config in configs.items():
            for event in evaluated(run, config, library, episodes, os.cpu_count() or 1):
                if isinstance(event, Evaluated):
                    scored.append(Scored(run, config, event.at, event.metric, event.scores, event.classes))
                    notes |= {f"{run}: {event.note}": None} if event.note else {}
                elif not options.json:
                    line.tell(event)
    for note in notes:
        print(note, file=sys.stderr)
    if options.json:
        runs = [
            {"run": s.run, "mean": s.mean, "ci95": s.ci95, "not_finite": count_not_finite(s.scores)}
            | {"tasks": s.at.tasks, "seconds": s.at.seconds}
            for s in scored
        ]
        pairs = [dataclasses.asdict(d) for d in differences(scored)]
        print(json.dumps(plain({"metric": scored[0].metric, "episodes": episodes, "runs": runs, "differences": pairs})))
    else:
        print(table(scored, str(form)))
        print("\n" + "\n".join(sentences(scored)))
    return DONE


def _export(options: argparse.Namespace) -> int:
    from engine import archive
    from engine.export import export, write_tensorboard

    if not options.file and not options.tensorboard:
        raise Rejected("`export` needs the name of a FILE or --tensorboard FOLDER.")
    adapted = None
    if options.adapted is not None:
        adapted = int(Field("adapted", "Task", "", 0, low=0, high=1_000_000_000).check(options.adapted))
    written = []
    with contextlib.closing(_open_library(options, reading=True)) as library:
        if options.file and options.file.endswith(archive.ENDING):
            archive.save(Path(options.file), library, options.run)
            written.append(options.file)
        elif options.file:
            export(library, options.run, Path(options.file), adapted)
            written.append(options.file)
        if options.tensorboard:
            written.append(str(write_tensorboard(library, options.run, Path(options.tensorboard))))
        for sentence in library.damage(options.run):
            print(sentence, file=sys.stderr)
    print(json.dumps({"run": options.run, "written": written}) if options.json else f"{options.run}: {', '.join(written)}")
    return DONE


def _import(options: argparse.Namespace) -> int:
    from engine import archive

    library = _open_library(options, new=True)
    for name in options.files:
        taken = archive.take_in(Path(name), library)
        comparison = taken.comparison.stem if taken.comparison else None
        if options.json:
            print(json.dumps({"file": name, "runs": taken.runs, "comparison": comparison}), flush=True)
        else:
            print(": ".join(filter(None, (name, comparison, ", ".join(taken.runs)))), flush=True)
    library.close()
    return DONE


def _download(options: argparse.Namespace) -> int:
    from engine.catalogue import catalogue, chosen_spec
    from engine.jobs import fetch

    chosen_spec("dataset", options.dataset, {d.id: d for d in catalogue().datasets})
    folder = options.data or str(data_folder())
    with contextlib.closing(ProgressLine()) as line:
        for event in fetch(Download(options.dataset, folder, options.mirror), lambda: False):
            if isinstance(event, Refused):
                raise _Failure(event.sentence, FAILED)
            if options.json:
                print(as_json(event), flush=True)
            else:
                line.tell(event)
    return DONE


def _log_to_file() -> None:
    """Details go to the log; where it cannot be written they are lost, and the command works all the same."""
    if logging.getLogger().handlers:
        return
    try:
        handler: logging.Handler = _LogFile(log_file(), encoding="utf-8", errors="backslashreplace")
    except OSError:
        handler = logging.NullHandler()
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")


class _LogFile(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: a disk that is full has its own sentence."""


def _place_of_details() -> str:
    try:
        return f" ({log_file()})"
    except OSError:
        return ""


def _desktop_entry(options: argparse.Namespace) -> int:
    from engine import desktop_entry

    changed = desktop_entry.remove() if options.remove else desktop_entry.install()
    if options.json:
        print(json.dumps({"removed" if options.remove else "written": [str(path) for path in changed]}))
    else:
        print("\n".join(map(str, changed)) if changed else "There was no desktop entry of Metascope.")
    return DONE
