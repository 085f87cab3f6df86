"""Three tables of many reports: the same rows in every format, the same bytes each time, readable by their users."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from called import call
from reportc import api, corpus
from reportc.corpus import inputs
from reportc.corpus.tables import parts, store
from reportc.emit.rows import ReportOrigin, cell_keys, flat, rows
from reportc.emit.tabular import TABLES, describe
from reportc.failure import OutputError, UsageError
from reportc.result.cells import cells
from reports.drawing import draw
from reports.layouts import dealt

pa = pytest.importorskip("pyarrow", reason="the extra reportc[data] is not installed")
pq = pytest.importorskip("pyarrow.parquet")
duckdb = pytest.importorskip("duckdb", reason="the extra reportc[data] is not installed")
pl: Any = pytest.importorskip("polars", reason="polars is not installed")
pd: Any = pytest.importorskip("pandas", reason="pandas is not installed")

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "compiler")}
COUNT = 24
PROSE = ("preamble", "overview", "problems", "other_matters")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of drawn reports of both editions, with an empty file and one that is not a report."""
    folder = tmp_path_factory.mktemp("reports")
    for seed in range(COUNT):
        given = draw(dealt(seed), seed).given
        (folder / f"{seed:02}.txt").write_bytes(given if isinstance(given, bytes) else given.encode())
    (folder / "empty.txt").touch()
    (folder / "other.txt").write_text("这不是报告。\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables in every format."""
    out = tmp_path_factory.mktemp("tables")
    run("compile", ".", "--to", "parquet", "-o", str(out / "parquet"), "-j", "2", cwd=reports)
    run("compile", ".", "--to", "csv", "-o", str(out / "csv"), "-j", "1", cwd=reports)
    run("compile", ".", "--to", "duckdb", "-o", str(out / "reports.duckdb"), "-j", "1", cwd=reports)
    run("compile", ".", "--to", "ndjson", "--flat", "-o", str(out / "flat.ndjson"), "-j", "1", cwd=reports)
    return out


def run(*arguments: str, cwd: Path) -> None:
    """Run the program, with -j 2 in a process of its own; its exit status is that for files that are not reports."""
    with chdir(cwd):
        if arguments[-1] == "2":
            command = [sys.executable, "-m", "reportc", *arguments]
            status = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False).returncode
        else:
            status = call(*arguments).returncode
    assert status == 1


def plain(table: Any) -> list[dict[str, Any]]:
    return table.to_pylist()  # type: ignore[no-any-return]  # pyarrow has no types


def table(made: Path, name: str) -> list[dict[str, Any]]:
    return plain(pq.read_table(made / "parquet" / f"{name}.parquet"))


# ---------------------------------------------------------------- contents


def test_the_cells_are_those_of_each_report(reports: Path, made: Path) -> None:
    found = table(made, "cells")
    for report in table(made, "reports"):
        result = api.compile((reports / report["source"].removeprefix("./")).read_bytes())
        mine = [tuple(cell.values())[1:] for cell in found if cell["report"] == report["id"]]
        assert mine == [tuple(cell) for cell in cells(result)]


def test_the_json_can_be_made_of_them_again(reports: Path, made: Path) -> None:
    found = table(made, "cells")
    for report in table(made, "reports"):
        result = api.compile((reports / report["source"].removeprefix("./")).read_bytes())
        mine = [cell for cell in found if cell["report"] == report["id"]]
        assert canonical(report, mine) == result.report.model_dump(mode="json")


def canonical(report: dict[str, Any], found: list[dict[str, Any]]) -> dict[str, Any]:
    """Make the canonical JSON of rows."""
    tables: dict[str, Any] = {
        "proactive_disclosure": {"edition": report["disclosure_edition"]} if report["disclosure_edition"] else None,
        "applications": {"edition": report["applications_edition"]} if report["applications_edition"] else None,
        "proceedings": {} if report["has_proceedings"] else None,
    }
    for cell in found:
        first, *groups, last = cell["path"][1:].split("/")
        place = tables[first]
        if place is None:
            continue
        for group in groups:
            place = place.setdefault(group, {})
        value = cell["value"]
        place[last] = int(value) if value is not None and value.is_integer() else value
    about = {key: report[key] for key in ("title", "agency", "year", "edition", *PROSE)}
    return {"reportc": 1} | about | tables


def test_the_findings_are_those_of_each_report(reports: Path, made: Path) -> None:
    found = table(made, "findings")
    for report in table(made, "reports"):
        checked = api.check((reports / report["source"].removeprefix("./")).read_bytes())
        wanted = [(one.rule.code, *one.span, one.message()) for one in checked.diagnostics]
        mine = [one for one in found if one["report"] == report["id"]]
        assert [(one["code"], one["start"], one["end"], one["message"]) for one in mine] == wanted
        assert report["errors"] == sum(one["severity"] == "error" for one in mine)
        assert report["warnings"] == sum(one["severity"] == "warning" for one in mine)


def test_a_hole_is_a_row_and_never_a_zero(made: Path) -> None:
    found = table(made, "cells")
    assert {cell["state"] for cell in found} >= {"printed", "blank", "missing"}
    assert all((cell["value"] is None) == (cell["state"] != "printed") for cell in found)
    assert len(found) >= COUNT * 198


def test_what_is_no_report_is_a_row_that_says_so(made: Path) -> None:
    by_source = {report["source"]: report for report in table(made, "reports")}
    assert len(by_source) == COUNT + 2
    assert by_source["./other.txt"]["kind"] == "text"
    assert by_source["./empty.txt"]["kind"] is None
    refused = [one["report"] for one in table(made, "findings") if one["code"] == "X008"]
    assert sorted(refused) == sorted(by_source[name]["id"] for name in ("./empty.txt", "./other.txt"))


def test_every_format_says_the_same(made: Path) -> None:
    database = duckdb.connect(str(made / "reports.duckdb"), read_only=True)
    for name in TABLES:
        wanted = table(made, name)
        columns = [column.name for column in TABLES[name]]
        assert database.sql(f"SELECT * FROM {name}").fetchall() == [tuple(row.values()) for row in wanted]  # noqa: S608  # one of TABLES
        csv = pd.read_csv(made / "csv" / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[])
        assert list(csv.columns) == columns
        for column in TABLES[name]:
            if column.type in {"text", "word"}:
                assert list(csv[column.name]) == [row[column.name] or "" for row in wanted]
        assert pl.read_csv(made / "csv" / f"{name}.csv", infer_schema=False).columns == columns


def test_the_types_are_those_that_are_promised(made: Path) -> None:
    names = {"text": "string", "word": "dictionary", "texts": "list", "integer": "int32", "number": "double"}
    for name, columns in TABLES.items():
        schema = pq.read_schema(made / "parquet" / f"{name}.parquet")
        assert schema.names == [column.name for column in columns]
        for column in columns:
            field = schema.field(column.name)
            assert str(field.type).startswith(names.get(column.type, "bool"))
            assert field.nullable == column.nullable
            assert field.metadata[b"zh"].decode() == column.title


# ---------------------------------------------------------------- the same bytes


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_reports_give_the_same_bytes(reports: Path, made: Path, tmp_path: Path) -> None:
    run("compile", ".", "--to", "parquet", "-o", str(tmp_path / "again"), "-j", "1", cwd=reports)
    assert digests(tmp_path / "again") == digests(made / "parquet")


def test_groups_have_one_size_whatever_comes_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "GROUP", dict.fromkeys(TABLES, 10))
    for batches in ([1] * 35, [35], [9, 2, 24], [10, 20, 5]):
        sizes: list[int] = []
        grouped = store.Grouped(lambda _, some, sizes=sizes: sizes.append(some.num_rows))  # type: ignore[misc]
        for count in batches:
            batch = pa.record_batch({"x": pa.array(range(count))})
            monkeypatch.setattr(store, "types", lambda _, schema=batch.schema: type("T", (), {"shipped": schema}))
            grouped.add({"cells": batch})
        grouped.finish()
        assert sizes == [10, 10, 10, 5]


def test_shards_are_the_whole_and_stand_once_made(reports: Path, made: Path, tmp_path: Path) -> None:
    paths = sorted(map(str, reports.glob("*.txt")))
    out = str(tmp_path / "out")
    for number in range(3):
        assert parts.compile_shard(paths, out, f"{number}/3")
    assert sorted(path.name for path in (tmp_path / "out" / "cells.parquet").iterdir()) == [
        f"part-{number:05}.parquet" for number in range(3)
    ]
    shown = pl.read_parquet(f"{out}/cells.parquet")
    assert len(shown) == len(table(made, "cells"))
    before = digests(tmp_path / "out")
    assert parts.compile_shard(paths, out, "1/3") is None
    assert parts.compile_shard(paths, out, "1/3", fresh=True)
    assert digests(tmp_path / "out") == before
    (tmp_path / "out" / "reports.parquet" / "part-00001.parquet").unlink()  # as after a task that was killed
    assert parts.compile_shard(paths, out, "1/3")
    assert digests(tmp_path / "out") == before


def test_an_address_is_written_by_fsspec(reports: Path, tmp_path: Path) -> None:
    paths = sorted(map(str, reports.glob("0*.txt")))
    parts.compile_shard(paths, str(tmp_path / "here"))
    out = (tmp_path / "there").as_uri()
    assert parts.compile_shard(paths, out)
    assert parts.compile_shard(paths, out) is None
    assert digests(tmp_path / "there") == digests(tmp_path / "here")
    for place, folder in ((out, "there"), (str(tmp_path / "here"), "here")):
        (tmp_path / folder / "cells.parquet" / ".reportc-left.tmp").touch()
        parts.tidy(place)
    assert digests(tmp_path / "there") == digests(tmp_path / "here")
    assert len(digests(tmp_path / "here")) == len(TABLES)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="无法写入"):
        parts.compile_shard(paths, (tmp_path / "file").as_uri())


def test_a_part_of_other_shards_is_not_taken_for_this_one(reports: Path, tmp_path: Path) -> None:
    paths, out = [str(reports / "00.txt")], str(tmp_path / "out")
    assert parts.compile_shard(paths, out, "0/1")
    with pytest.raises(UsageError, match=r"0/1.*0/2"):
        parts.compile_shard(paths, out, "0/2")


# ---------------------------------------------------------------- flat records


def test_a_flat_record_has_a_key_a_cell_the_same_for_both_editions(reports: Path, made: Path) -> None:
    keys = {"2019": 0, "2021": 0}
    for line in (made / "flat.ndjson").read_text("utf-8").splitlines():
        record = json.loads(line)
        assert [key for key in record if key.startswith("/")] == list(cell_keys())
        assert not any(isinstance(value, dict | list) for value in record.values())
        keys[record["edition"]] = keys.get(record["edition"], 0) + 1
        result = api.compile((reports / record["source"].removeprefix("./")).read_bytes())
        wanted = {cell.path: cell.value for cell in cells(result)}
        assert {path: record[path] for path in cell_keys()} == dict.fromkeys(cell_keys()) | wanted
    assert keys["2019"]
    assert keys["2021"]


def test_libraries_read_flat_records_in_a_line(made: Path) -> None:
    path = str(made / "flat.ndjson")
    wanted = [json.loads(line)["/applications/new/total"] for line in Path(path).read_text("utf-8").splitlines()]
    query = f"""SELECT "/applications/new/total" FROM '{path}'"""  # noqa: S608  # a path of the test's own
    frames = {
        "pandas": pd.read_json(path, lines=True)["/applications/new/total"].tolist(),
        "polars": pl.read_ndjson(path, infer_schema_length=None)["/applications/new/total"].to_list(),
        "duckdb": [row[0] for row in duckdb.sql(query).fetchall()],
    }
    for library, found in frames.items():
        assert [None if value != value else value for value in found] == wanted, library  # noqa: PLR0124  # NaN


def test_an_amount_is_written_with_a_fraction() -> None:
    text = (Path(__file__).parents[1] / "examples" / "tab-rows-2021.txt").read_text("utf-8")
    whole = api.check(text.replace("355.1012", "355"))
    record = flat(rows(ReportOrigin("x", b"", "0"), whole))
    assert isinstance(record["/proactive_disclosure/article_20_8/fees/amount"], float)


# ---------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (["--to", "parquet"], "请用 -o"),
        (["--to", "csv", "-o", "out", "--shard", "0/2"], "只用于 --to parquet"),
        (["--to", "parquet", "-o", "out", "--shard", "2/2"], "i 从 0 到 n-1"),
        (["--to", "parquet", "-o", "out", "--fresh"], "--fresh 要与"),
        (["--on", "ray"], "只用于 --to parquet"),
        (["--flat", "--to", "json"], "只用于 --to ndjson"),
        (["--id", "url"], "--id 要与 --column 同用"),
        (["--to", "parquet", "-o", "00.txt/out"], "上级不是文件夹"),
    ],
)
def test_options_that_mean_nothing_together(
    reports: Path, arguments: list[str], zh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    done = call("compile", "00.txt", *arguments)
    said = done.stderr.decode("utf-8")
    assert (done.returncode, zh in said) == (2, True), said
    assert said.startswith("reportc: ")


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"\[data\]"):
        store.needed("duckdb")


def test_the_columns_are_described() -> None:
    assert json.loads(call("schema", "--tables").stdout) == json.loads(json.dumps(describe()))
    for columns in TABLES.values():
        assert {column.type for column in columns} <= {"text", "word", "texts", "integer", "number", "truth"}
        assert all(column.title and column.description.isascii() for column in columns)


@pytest.fixture(autouse=True)
def _no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob(".reportc-*"))


def test_a_broken_input_is_a_record_in_every_format(tmp_path: Path) -> None:
    given = inputs.Input("a", "a", b"", fault=("损坏", "damaged"))
    outcome = corpus.record(given)
    assert json.loads(outcome.output)["diagnostics"][0]["code"] == "X008"
    assert outcome.tally.unread == 1
    assert list(tmp_path.iterdir()) == []
