"""Heavy modules are imported late: a start without compiling imports neither parser nor models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMPILER = Path(__file__).parents[1] / "compiler"
HEAVY = {
    "charset_normalizer",
    "duckdb",
    "fsspec",
    "lark",
    "lsprotocol",
    "multiprocessing",
    "platformdirs",
    "pyarrow",
    "pygls",
    "pydantic",
    "ray",
    "rich",
    "turbohtml",
    "typer",
    "typst",
    "warcio",
    "wcwidth",
    "xlsxwriter",
}

AT_IMPORT = "import reportc"
AT_VERSION = """
import sys
sys.argv = ["reportc", "--version"]
from reportc.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
"""
AT_LSP = "import reportc.emit.lsp, reportc.emit.human, reportc.emit.record, reportc.emit.canonical"


def imported(code: str) -> set[str]:
    """Return the top-level modules that a fresh Python has after running `code`."""
    report = "\nimport json, sys\nprint(json.dumps([*sys.modules]), file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code + report],
        env=os.environ | {"PYTHONPATH": str(COMPILER)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {name.split(".")[0] for name in json.loads(run.stderr.splitlines()[-1])}


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        pytest.param(AT_IMPORT, set(), id="import reportc"),
        pytest.param(AT_VERSION, {"typer"}, id="reportc --version"),
        pytest.param(AT_LSP, set(), id="the emitters that need no models"),
    ],
)
def test_nothing_heavy_is_imported(code: str, allowed: set[str]) -> None:
    assert imported(code) & HEAVY <= allowed


def test_the_measure_sees_what_is_imported() -> None:
    assert "pydantic" in imported("import reportc.result.model")
