"""The outputs of a roll-up: JSON by its schema, a workbook that recalculates, a page, a draft, letters."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import reportc
from called import call
from reportc import baseline
from reportc.check.semantics import Semantics
from reportc.emit import canonical
from reportc.failure import Failure
from reportc.form import Edition, pointer
from reportc.rollup import charts, collect, model, outputs, page, stored, word, workbook
from reportc.rollup.findings import Rollup
from reportc.rollup.received import editions_of, numbers
from reportc.rollup.total import nested
from reportc.rollup.unit import cells
from reportc.syntax.parser import vocabulary
from reports.county import OWN, YEAR, County, Drawing
from reports.generate import seeded

TABLES = ("proactive_disclosure", "applications", "proceedings")
FAULTS = ("missing", "repeated", "wrong year", "blank", "carry over", "unknown")
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw a county with a fault of each kind."""
    return tmp_path_factory.mktemp("county")


@pytest.fixture(scope="module")
def county(folder: Path) -> County:
    drawing = Drawing(seeded("outputs"), folder, 9)
    county = drawing.draw(FAULTS)
    drawing.own(2)
    return county


@pytest.fixture(scope="module")
def rollup(folder: Path, county: County) -> Iterator[Rollup]:
    assert county.roster
    with ExitStack() as stack:
        yield rolled(stack, folder)


def rolled(stack: ExitStack, folder: Path, **more: Any) -> Rollup:
    """Roll up the drawn county."""
    given = {
        "previous": [str(folder / "previous")],
        "roster": str(folder / "roster.csv"),
        "against": str(folder / "own.txt"),
        "workers": 1,
        **more,
    }
    return collect.collect(collect.Request([str(folder / "units")], **given), stack)


def sums(rollup: Rollup) -> dict[str, Any]:
    """Return the sums in the JSON."""
    return json.loads(json.dumps(nested(rollup.county.total.values, rollup.county.total)))  # type: ignore[no-any-return]  # as nested says


def report(content: str | bytes) -> dict[str, Any]:
    """Return the tables of a compiled report."""
    found = json.loads(canonical.pretty(reportc.compile(content).report))
    return {table: found[table] for table in TABLES}


def book(rollup: Rollup) -> bytes:
    made = io.BytesIO()
    workbook.write(rollup, made)
    return made.getvalue()


# ---- JSON


def test_the_json_is_valid_by_its_schema_and_by_its_models(rollup: Rollup) -> None:
    schema = json.loads(canonical.schema(model.Rollup))
    Draft202012Validator.check_schema(schema)
    text = "".join(outputs.json_text(rollup))
    Draft202012Validator(schema).validate(json.loads(text))
    model.Rollup.model_validate_json(text)


def test_what_is_known_of_a_hole_stands_beside_it(rollup: Rollup, county: County) -> None:
    found = json.loads("".join(outputs.json_text(rollup)))
    (at,) = county.holes
    *rows, column = at[1:].split("/")
    tables = [found["sum"], found["known"], found["printed"]]
    for row in rows:
        tables = [table[row] for table in tables]
    total, known, printed = (table[column] for table in tables)
    assert (total, printed) == (None, found["counted"] - 1)
    assert known == sum(values[at] or 0 for values in county.units.values())


# ---- the workbook


def test_the_workbook_holds_the_sums_in_the_geometry_of_the_form(rollup: Rollup) -> None:
    assert report(stored.only_sum(book(rollup))) == sums(rollup)


def test_the_sheets_are_those_that_are_promised(rollup: Rollup) -> None:
    from python_calamine import CalamineWorkbook

    found = CalamineWorkbook.from_filelike(io.BytesIO(book(rollup)))
    assert found.sheet_names == ["汇总", "逐单位", "催报", "问题", "与本级对照"]
    units = found.get_sheet_by_name("逐单位").to_python()
    assert [row[0] for row in units[2:]] == [one.agency for one, _ in rollup.county.counted()]
    assert {len(row) for row in units} == {4 + len(rollup.county.total.cells)}
    chased = found.get_sheet_by_name("催报").to_python()
    assert len(chased) == 1 + len([one for one in rollup.county.entries if not one.counts]) + len(rollup.county.missing)


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_an_office_recalculates_the_same_sums(rollup: Rollup, tmp_path: Path) -> None:
    given = tmp_path / "sum.xlsx"
    # Without the stored values only a recalculation can give the sums.
    given.write_bytes(_without_values(book(rollup)))
    assert OFFICE
    target = "xlsx:Calc MS Excel 2007 XML"
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(given)], check=True, capture_output=True, timeout=120
    )
    assert report(stored.only_sum((tmp_path / "out" / "sum.xlsx").read_bytes())) == sums(rollup)


def _without_values(content: bytes) -> bytes:
    from zipfile import ZipFile

    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "sheet1" in name else part)
    return made.getvalue()


# ---- the page


class Tags(HTMLParser):
    """Checks that every element is closed, and collects the addresses in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a start tag."""
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "xlink:href", "action"}]
        if tag not in {"meta", "br", "col"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an empty element."""
        del attrs
        self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last element."""
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_for_nothing(rollup: Rollup) -> None:
    text = "".join(page.text(rollup))
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    assert tags.addresses == []
    assert "script" not in tags.names
    assert "url(" not in text
    assert "://" not in text


def test_each_picture_has_its_numbers_behind_it(rollup: Rollup) -> None:
    text = "".join(page.text(rollup))
    figures = re.findall("<figure>.*?</figure>", text, re.DOTALL)
    assert len(figures) == 3
    assert all("<details><summary>这张图的数字" in figure and "<table" in figure for figure in figures)


def test_the_page_names_every_unit_and_what_became_of_it(rollup: Rollup, county: County) -> None:
    text = "".join(page.text(rollup))
    assert all(name in text for name in county.roster)
    assert text.count("未报送") >= len(county.missing)


def test_names_of_files_cannot_break_a_page(folder: Path, county: County, tmp_path: Path) -> None:
    assert county
    shutil.copytree(folder, tmp_path / "county")
    odd = tmp_path / "county" / "units" / "<b>&\"'.txt"
    odd.write_text(f"{OWN}<i>{YEAR}年政府信息公开工作年度报告\n一、总体情况\n无。\n", "utf-8")
    with ExitStack() as stack:
        tags = Tags()
        tags.feed("".join(page.text(rolled(stack, tmp_path / "county"))))
    assert tags.open == []
    assert "b" not in tags.names[tags.names.index("table") :]
    assert tags.names.count("i") == 6 + 2  # the keys of the pictures


def test_a_picture_of_many_units_adds_the_smallest_up() -> None:
    rows = tuple(charts.ChartRow(f"单位{at}", (at, at)) for at in range(1, 101))
    text = "".join(charts.Chart("图", ("甲", "乙"), rows, stacked=True).html(0))
    assert text.count('class="row"') == charts.MOST + 1
    assert "其余 60 个单位" in text
    assert str(2 * sum(range(1, 61))) in text


def test_a_number_that_is_not_known_is_no_bar_and_no_zero() -> None:
    text = "".join(charts.Chart("图", ("甲", "乙"), (charts.ChartRow("单位", (None, 5)),), stacked=True).html(0))
    assert text.count('<rect class="s') == 1
    assert "—" in text


# ---- the draft, the letters


def test_the_draft_is_a_report_of_the_sums(rollup: Rollup) -> None:
    made = io.BytesIO()
    word.write_draft(rollup, made)
    compiled = reportc.compile(made.getvalue())
    assert report(made.getvalue()) == sums(rollup)
    assert (compiled.report.agency, compiled.report.year) == (OWN, YEAR)


def test_each_unit_with_something_to_mend_gets_a_letter(rollup: Rollup, county: County) -> None:
    found = dict(word.wanted(rollup))
    assert set(county.missing) <= set(found)
    assert set(county.repeated) <= set(found)
    assert set(county.wrong_year) <= set(found)
    assert {name for names in county.holes.values() for name in names} <= set(found)
    good = [one.agency for one in rollup.county.entries if one.counts and not list(rollup.of(one))]
    assert good
    assert not set(good) & set(found)
    files = dict(word.letters(rollup))
    assert all(name.removesuffix(".docx") in reportc.compile(data).source.text for name, data in files.items())


# ---- chains


def test_what_is_written_is_read_as_a_unit(rollup: Rollup, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text("".join(outputs.json_text(rollup)), "utf-8")
    (tmp_path / "two.xlsx").write_bytes(book(rollup))
    with ExitStack() as stack:
        city = collect.collect(collect.Request([str(tmp_path)], workers=1), stack)
        assert [one.state.value for one in city.county.entries] == ["counted", "copy"]
        assert [one.agency for one in city.county.entries] == [OWN, OWN]
        assert sums(city) == sums(rollup)


@pytest.mark.parametrize("ending", [".json", ".xlsx"])
def test_what_is_written_is_judged_as_a_report_is(ending: str, rollup: Rollup, tmp_path: Path) -> None:
    at = "/applications/carried_over/natural_person"
    found = json.loads("".join(outputs.json_text(rollup)))
    forward, over = (found["sum"]["applications"][row]["natural_person"] for row in ("carried_forward", "carried_over"))
    assert forward != over  # last year's sum, dated back, carried forward what this year's does not carry over
    for name in ("last", "now"):
        (tmp_path / name).mkdir()
    (tmp_path / "now" / "sum.json").write_text(json.dumps(found), "utf-8")
    if ending == ".json":
        (tmp_path / "last" / "sum.json").write_text(json.dumps({**found, "year": YEAR - 1}), "utf-8")
    else:
        rollup.county.year -= 1
        (tmp_path / "last" / "sum.xlsx").write_bytes(book(rollup))
        rollup.county.year += 1
    with ExitStack() as stack:
        request = collect.Request([str(tmp_path / "now")], previous=[str(tmp_path / "last")], workers=1)
        said = [one for one in collect.collect(request, stack).findings() if one["code"] == "Y601"]
    assert at in {path for one in said for path in one["data"]["paths"]}
    assert all(one["data"]["place"] in one["data"]["paths"] for one in said)


def test_two_tables_of_a_sum_may_be_of_two_editions() -> None:
    editions: dict[str, Edition | None] = {"proactive_disclosure": "2019", "applications": "2021", "proceedings": None}
    values = {pointer(path): number for number, path in enumerate(cells(editions))}
    text = stored.text(stored.Stored(OWN, YEAR, editions, values))
    assert text
    facts = Semantics(reportc.compile(text).tree, text, vocabulary())
    assert dict(numbers(facts)) == values
    assert editions_of(facts) == editions


def test_json_that_is_none_of_ours_is_no_unit(tmp_path: Path, county: County, folder: Path) -> None:
    assert county
    shutil.copytree(folder / "units", tmp_path / "units")
    contents = b"{}", b'{"reportc_rollup": 1}', b'{"reportc": 1, "applications": []}', b"{" * 9999
    for number, content in enumerate(contents):
        (tmp_path / "units" / f"{number}.json").write_bytes(content)
    with ExitStack() as stack:
        request = collect.Request([str(tmp_path / "units")], roster=str(folder / "roster.csv"), workers=1)
        found = collect.collect(request, stack)
    odd = [one for one in found.county.entries if one.source.endswith(".json")]
    assert len(odd) == len(contents)
    assert {one.state.value for one in odd} <= {"unknown", "unread"}


def test_of_stored_numbers_those_count_that_a_cell_may_hold(tmp_path: Path) -> None:
    new = {"natural_person": 1.5, "commercial_enterprise": "3", "research_institution": 1e99, "other": True, "total": 7}
    stored = {
        "reportc": 1,
        "agency": "云岫县水务局",
        "year": 2024,
        "applications": {"edition": "2021", "new": new, "x": {"y": 1}},
        "proactive_disclosure": {"edition": "2021", "article_20_8": {"fees": {"amount": 2.5}}},
    }
    (tmp_path / "one.json").write_text(json.dumps(stored), "utf-8")
    with ExitStack() as stack:
        found = collect.collect(collect.Request([str(tmp_path)], workers=1), stack)
        assert found.agency == "云岫县人民政府"
        assert {at: str(value) for at, value in found.county.total.known.items()} == {
            "/applications/new/total": "7",
            "/proactive_disclosure/article_20_8/fees/amount": "2.5",
        }


# ---- which report counts


def test_a_preferred_file_counts(folder: Path, county: County) -> None:
    ((name, sources),) = county.repeated.items()
    with ExitStack() as stack:
        found = rolled(stack, folder, prefer=[sources[1]])
        states = {Path(one.source).name: one.state.value for one in found.county.entries if one.agency == name}
    assert states == {sources[0]: "superseded", sources[1]: "counted"}


def test_the_newest_file_counts(folder: Path, county: County) -> None:
    ((name, sources),) = county.repeated.items()
    for at, source in enumerate(sources):
        os.utime(folder / "units" / source, (1_700_000_000 - at, 1_700_000_000 - at))
    with ExitStack() as stack:
        found = rolled(stack, folder, prefer=["newest"])
        states = {Path(one.source).name: one.state.value for one in found.county.entries if one.agency == name}
    assert states == {sources[0]: "counted", sources[1]: "superseded"}


def test_where_two_years_have_as_many_reports_the_user_is_asked(tmp_path: Path) -> None:
    for year in (YEAR, YEAR - 1):
        text = f"云岫县水务局{year}年政府信息公开工作年度报告\n一、总体情况\n无。\n"
        (tmp_path / f"{year}.txt").write_text(text, "utf-8")
    with ExitStack() as stack, pytest.raises(Failure, match="--year"):
        collect.collect(collect.Request([str(tmp_path)], workers=1), stack)


# ---- what is known


def test_what_a_baseline_knows_is_not_found_again(rollup: Rollup, folder: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    before = [finding["code"] for finding in rollup.findings()]
    with ExitStack() as stack:
        taken = rolled(stack, folder, known=baseline.load(str(known), must_exist=False), takes=True).baseline()
        known.write_text(taken, "utf-8")
        assert sorted(one["code"] for one in json.loads(taken)["findings"]) == sorted(before)
        assert list(rolled(stack, folder, known=baseline.load(str(known))).findings()) == []
        text = f"青筠县水务局{YEAR}年政府信息公开工作年度报告\n一、总体情况\n无。\n"
        (folder / "units" / "new.txt").write_text(text, "utf-8")
        new = [finding["code"] for finding in rolled(stack, folder, known=baseline.load(str(known))).findings()]
        (folder / "units" / "new.txt").unlink()
    assert "R704" in new
    assert "R702" not in new


# ---- the example


def test_the_example_county_is_as_the_readme_says() -> None:
    example = Path(__file__).parents[1] / "examples" / "county"
    own = next(path for path in example.iterdir() if path.suffix == ".txt")
    with ExitStack() as stack:
        request = collect.Request(
            [str(example / "units")],
            previous=[str(example / "previous")],
            roster=str(example / "roster.csv"),
            against=str(own),
            workers=1,
        )
        found = collect.collect(request, stack)
        codes = sorted({finding["code"] for finding in found.findings()})
        assert found.county.missing == ["云岫县财政局"]
        assert list(found.county.repeated) == ["云岫县荻花镇人民政府"]
        assert codes == ["A304", "R701", "R702", "R703", "R706", "Y601"]


# ---- the command


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a separate process."""
    compiler = Path(__file__).parents[1] / "compiler"
    return subprocess.run(
        [sys.executable, "-m", "reportc", "rollup", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(compiler)},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_the_command_writes_everything_asked_for(folder: Path, county: County, tmp_path: Path) -> None:
    assert county
    outputs = [tmp_path / f"sum{ending}" for ending in (".json", ".xlsx", ".html", ".docx")]
    options = ["--roster", folder / "roster.csv", "--previous", folder / "previous", "--against", folder / "own.txt"]
    options += [part for output in outputs for part in ("-o", output)]
    done = run(folder / "units", *options, "--notices", tmp_path / "letters", "-j", 1)
    assert done.returncode == 1, done.stderr.decode()
    assert all(output.stat().st_size for output in outputs)
    assert list((tmp_path / "letters").glob("*.docx"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "没有输入"),
        (["nowhere"], "找不到"),
        ([".", "-o", "sum.pdf"], "扩展名"),
        ([".", "--roster", "nowhere.csv"], "名册"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("云岫县水务局2024年政府信息公开工作年度报告\n一、总体情况\n无。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = call("rollup", *arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
