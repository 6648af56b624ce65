"""Commands speak Chinese where the locale is; JSON, names that people type, and exit codes are the same in both languages."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.command_output import CATALOGUE, LineTranslator, SpokenStream, columns, typed_names, wants_chinese
from gui.phrases import HAN, Phrasebook

ROOT = Path(__file__).parents[2]


def run(*arguments: str, locale: str = "zh_CN.UTF-8", encoding: str = "utf-8", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command as a terminal with this locale does."""
    hidden = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")}
    environment = hidden | {"LANG": locale, "PYTHONIOENCODING": encoding}
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace")


@pytest.fixture(scope="module")
def translate() -> LineTranslator:
    return LineTranslator(Phrasebook(CATALOGUE, names=typed_names()))


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh"}, True),
        ({"LANG": "zh-Hans"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, True),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, False),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, False),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LANGUAGE": "zh_CN"}, True),
        ({"LANG": "zhx_ZZ.UTF-8"}, False),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], chinese: bool) -> None:
    assert wants_chinese(environment, "linux") == chinese


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("There is no folder /tmp/some where.", "没有文件夹 /tmp/some where。"),
        ("There is no command 'trani'; did you mean train?", "没有命令 'trani'；你是不是想写 train？"),
        ("There is no algorithm called 'x'; there is maml, mann.", "没有名为 'x' 的算法；可用的有 maml, mann。"),
        ("step 60: validation accuracy 72.00% ± 7.39%, n = 10", "第 60 步：验证准确率 72.00% ± 7.39%，n = 10"),
        (
            "maml-1: completed after 60 steps, 960 tasks; test accuracy 72.00% ± 7.39%",
            "maml-1：已完成，共 60 步、960 个任务；测试准确率 72.00% ± 7.39%",
        ),
        (
            "[####....] 3/60  loss 1.5215  accuracy 37.0%  102 tasks/s  2:56 left",
            "[####....] 3/60  损失 1.5215  准确率 37.0%  102 任务/秒  剩余 2:56",
        ),
        ("Shots (shot) must be a whole number from 1 to 100; it was 'x'.", None),
        ('{"event": "started", "run": "maml-1"}', '{"event": "started", "run": "maml-1"}'),
        ("| run | accuracy |", "| run | accuracy |"),
        ("filters", "filters"),
        ("", ""),
        ("my own run 7", "my own run 7"),
    ],
)
def test_lines_are_translated_and_names_stay(translate: LineTranslator, line: str, said: str | None) -> None:
    found = translate(line)
    assert HAN.search(found) if said is None else found.split() == said.split()


def test_columns_stay_aligned(translate: LineTranslator) -> None:
    rows = ["loss 1.25        |", "accuracy 37.0%   |", "my own text      |"]
    ends = {columns(translate(row)) for row in rows}
    assert len(ends) == 1


def test_a_line_that_is_drawn_over_keeps_its_control_sequences(translate: LineTranslator) -> None:
    out = io.StringIO()
    stream = SpokenStream(out, translate)
    assert stream.write("\r\x1b[K12 tasks/s\n") == len("\r\x1b[K12 tasks/s\n")
    stream.writelines(["loss 1.5\n"])
    assert out.getvalue() == "\r\x1b[K12 任务/秒\n损失 1.5\n"
    assert not stream.isatty()


def test_help_and_lists_are_chinese_with_the_names_one_types() -> None:
    top, train, listed = run("--help"), run("train", "--help"), run("list")
    assert top.returncode == train.returncode == listed.returncode == 0
    assert "用法：" in top.stdout and "训练一个学习者" in top.stdout and "    train " in top.stdout
    assert "（默认 5）" in train.stdout and "--validation-episodes" in train.stdout and "default" not in train.stdout
    assert "      filters " in listed.stdout and "support，support+query" in listed.stdout and "只适应最后一层" in listed.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["trani"],
        ["train"],
        ["train", "--algorithm", "mamll", "--dataset", "glyphs"],
        ["evaluate"],
        ["compare", "a"],
        ["export", "a", "b.csv"],
    ],
)
def test_refusals_are_chinese_with_the_same_exit_code(arguments: list[str], tmp_path: Path) -> None:
    more = ["--library", str(tmp_path)] if arguments[0] in ("compare", "export") else []
    chinese, english = (run(*arguments, *more, locale=locale) for locale in ("zh_CN.UTF-8", "C.UTF-8"))
    assert chinese.returncode == english.returncode == 2
    assert HAN.search(chinese.stderr) and not HAN.search(english.stderr) and not chinese.stdout


def test_json_is_the_same_in_both_languages() -> None:
    chinese, english = (run("list", "--json", locale=locale) for locale in ("zh_CN.UTF-8", "C.UTF-8"))
    assert chinese.stdout == english.stdout and json.loads(chinese.stdout)["algorithms"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_where_the_terminal_has_no_chinese_letters_it_is_english(encoding: str) -> None:
    done = run("trani", encoding=encoding)
    assert done.returncode == 2 and "There is no command 'trani'; did you mean train?" in done.stderr
