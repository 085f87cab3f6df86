"""The summary of a corpus: its counts are those of the tables, in one file or many."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from reportc.cli import program
from reportc.corpus.tables import parts
from reportc.corpus.tables.summary import summarize
from reportc.emit import survey, survey_page
from reportc.failure import InputError
from reports.drawing import draw
from reports.layouts import named

pytest.importorskip("pyarrow", reason="the extra reportc[data] is not installed")

KINDS = named("tab rows", "bare lines", "markdown", "web page")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables of twelve reports, and of a file that is not a report, in two parts."""
    folder = tmp_path_factory.mktemp("summary")
    for seed in range(12):
        text = draw(KINDS[seed % len(KINDS)], seed, plain=True).text
        (folder / f"{seed:02}.txt").write_text(text, "utf-8")
    (folder / "x.txt").write_text("这不是报告。", "utf-8")
    paths = sorted(map(str, folder.glob("*.txt")))
    for number in range(2):
        parts.compile_shard(paths, str(folder / "out"), f"{number}/2")
    return folder / "out"


def test_the_counts_add_up(made: Path) -> None:
    found = summarize(str(made))
    assert (found.reports, found.refused) == (13, 1)
    assert sum(year.whole for year in found.years) == 12
    assert found.years[-1].year is None
    assert {(one.kind, one.layout): one.reports for one in found.layouts} == {
        ("text", "tabs"): 3,
        ("text", "bars"): 3,
        ("text", "lines"): 3,
        ("html", "markup"): 3,
        ("text", None): 1,
    }
    refused = next(rule for rule in found.rules if rule.code == "X008")
    assert (refused.severity, refused.findings, refused.reports) == ("error", 1, 1)
    assert all(row.missing == row.holes for row in found.rows)
    assert sum(row.holes for row in found.rows) == 200  # those of the file that is not a report


def test_a_page_shows_the_same_numbers(made: Path) -> None:
    found = summarize(str(made))
    page = survey_page.page(found)
    assert "13 份报告" in page
    pictures = [ET.fromstring(svg) for svg in re.findall("<svg.*?</svg>", page, re.DOTALL)]  # noqa: S314  # our own
    assert len(pictures) == 2
    bars = [shape for shape in pictures[0] if shape.tag == "rect"]
    assert len(bars) == 4 - 1 + 3 * len(found.years) + 1
    assert "<script" not in page


def test_the_command_prints_text_data_and_pages(made: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(program(()), ["summary", str(made)])
    assert said.exit_code == 0
    assert said.stdout == survey.text(summarize(str(made)))
    data = CliRunner().invoke(program(()), ["summary", str(made), "--to", "json", "--lang", "en"])
    assert json.loads(data.stdout)["reports"] == 13
    page = tmp_path / "corpus.html"
    assert (
        CliRunner()
        .invoke(program(()), ["summary", str(made), "--to", "html", "-o", str(page), "--lang", "en"])
        .exit_code
        == 0
    )
    assert "The corpus at a glance" in page.read_text("utf-8")


def test_what_is_no_table_is_an_error_with_a_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"reports\.parquet"):
        summarize(str(tmp_path))
    (tmp_path / "reports.parquet").write_bytes(b"PAR1 or not")
    with pytest.raises(InputError, match=r"reports\.parquet"):
        summarize(str(tmp_path))


def test_a_share_is_cut_and_not_rounded() -> None:
    assert [survey.percent(share) for share in (1, 0.9999, 0.123, 0)] == ["100.0%", "99.9%", "12.3%", "0.0%"]
