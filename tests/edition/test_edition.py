"""An edition of the form is a file: with the file of an invented one, its reports are compiled, checked and written.

`form_2031.lark` defines it, `report.txt` is a report in it with one wrong sum, `report.json` is that report compiled.
No Python code is changed: the commands run in a copy of the checkout with an additional grammar file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
REPORT = HERE / "report.txt"
FINDINGS = """\
report.txt:12:13: F801 「本年修改件数」在表式中写作「本年修订件数」
report.txt:56:9: A301 「自然人」一列：本年新收加上年结转为 5（4+1），总计加结转下年度为 6（5+1）
report.txt:56:9: A302 「（八）总计·自然人」印为 5，各项办理结果之和为 4（1+1+1+1）
report.txt:56:21: A303 「（八）总计·总计」印为 6，各项之和为 7（5+1+1）
"""


CALLS = """
import json, sys
from called import call
for line in sys.stdin:
    arguments, stdin = json.loads(line)
    done = call(*arguments, stdin=stdin.encode())
    print(json.dumps([done.returncode, done.stdout.decode(), done.stderr.decode()]), flush=True)
"""
Program = Callable[..., str]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Copy the compiler and the grammar, add the edition, and give a function that runs commands in one process."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(CHECKOUT / "compiler" / "reportc", copy / "compiler" / "reportc")
    shutil.copytree(CHECKOUT / "grammar", copy / "grammar")
    shutil.copy(HERE / "form_2031.lark", copy / "grammar")
    paths = os.pathsep.join([str(copy / "compiler"), str(HERE.parent)])
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", CALLS]
    with subprocess.Popen(
        command, cwd=HERE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:

        def run(*arguments: str, stdin: str = "") -> str:
            """Run the program with the invented edition, and return what it writes."""
            assert process.stdin
            assert process.stdout
            print(json.dumps([arguments, stdin]), file=process.stdin, flush=True)
            status, stdout, stderr = json.loads(process.stdout.readline())
            assert status in {0, 1}, stderr
            return str(stdout)

        yield run
        assert process.stdin
        process.stdin.close()


def test_a_report_of_a_new_edition_is_compiled(program: Program) -> None:
    assert program("compile", "report.txt") == (HERE / "report.json").read_text("utf-8")


def test_a_report_of_a_new_edition_is_checked(program: Program) -> None:
    assert program("check", "report.txt", "--format", "concise") == FINDINGS


def test_a_report_of_a_new_edition_is_formatted(program: Program) -> None:
    written = program("fmt", "-", "--layout", "official", stdin=REPORT.read_text("utf-8"))
    assert "\t本年修订件数\t" in written
    assert program("fmt", "-", "--layout", "official", stdin=written) == written
    assert program("compile", "-", stdin=written) == (HERE / "report.json").read_text("utf-8")


def test_a_blank_report_is_of_the_edition_that_is_due(program: Program) -> None:
    for year, edition in ((2030, "2021"), (2031, "2031"), (2035, "2031")):
        blank = program("new", "--agency", "青岚县水利局", "--year", str(year))
        assert json.loads(program("compile", "-", stdin=blank))["edition"] == edition


def test_reports_of_the_other_editions_stay_what_they_are(program: Program) -> None:
    for example in sorted((CHECKOUT / "examples").glob("*.txt")):
        compiled = example.with_suffix(".json").read_text("utf-8")
        assert program("compile", str(example)) == compiled


def test_the_schema_has_the_edition(program: Program) -> None:
    schema: dict[str, Any] = json.loads(program("schema"))
    assert "2031" in json.dumps(schema["properties"]["edition"])
    assert schema["$defs"]["Applications2031"]["properties"]["new"]["title"] == "一、本年新收政府信息公开申请件数"
