"""An edition of the form is a file: with the file of an invented one, its reports are compiled, checked and written.

`form_2031.lark` defines it, `report.txt` is a report in it with one wrong sum, `report.json` is that report compiled.
No Python code is changed: each command runs in a copy of the checkout with an additional grammar file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
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


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the compiler and the grammar, and add the edition."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(CHECKOUT / "compiler" / "reportc", copy / "compiler" / "reportc")
    shutil.copytree(CHECKOUT / "grammar", copy / "grammar")
    shutil.copy(HERE / "form_2031.lark", copy / "grammar")
    return copy


def run(checkout: Path, *arguments: str, stdin: str = "") -> str:
    """Run the program with the invented edition, and return what it writes."""
    environment = os.environ | {"PYTHONPATH": str(checkout / "compiler"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "reportc", *arguments]
    done = subprocess.run(
        command, input=stdin, cwd=HERE, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def test_a_report_of_a_new_edition_is_compiled(checkout: Path) -> None:
    assert run(checkout, "compile", "report.txt") == (HERE / "report.json").read_text("utf-8")


def test_a_report_of_a_new_edition_is_checked(checkout: Path) -> None:
    assert run(checkout, "check", "report.txt", "--format", "concise") == FINDINGS


def test_a_report_of_a_new_edition_is_formatted(checkout: Path) -> None:
    written = run(checkout, "fmt", "-", "--layout", "official", stdin=REPORT.read_text("utf-8"))
    assert "\t本年修订件数\t" in written
    assert run(checkout, "fmt", "-", "--layout", "official", stdin=written) == written
    assert run(checkout, "compile", "-", stdin=written) == (HERE / "report.json").read_text("utf-8")


def test_a_blank_report_is_of_the_edition_that_is_due(checkout: Path) -> None:
    for year, edition in ((2030, "2021"), (2031, "2031"), (2035, "2031")):
        blank = run(checkout, "new", "--agency", "青岚县水利局", "--year", str(year))
        assert json.loads(run(checkout, "compile", "-", stdin=blank))["edition"] == edition


def test_reports_of_the_other_editions_stay_what_they_are(checkout: Path) -> None:
    for example in sorted((CHECKOUT / "examples").glob("*.txt")):
        compiled = example.with_suffix(".json").read_text("utf-8")
        assert run(checkout, "compile", str(example)) == compiled


def test_the_schema_has_the_edition(checkout: Path) -> None:
    schema: dict[str, Any] = json.loads(run(checkout, "schema"))
    assert "2031" in json.dumps(schema["properties"]["edition"])
    assert schema["$defs"]["Applications2031"]["properties"]["new"]["title"] == "一、本年新收政府信息公开申请件数"
