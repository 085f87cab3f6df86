"""The queries of examples/README.md, run by the libraries that it names, with results computed by other means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from reportc.corpus.inputs import Input
from reportc.corpus.tables import Columns, compile_shard
from reportc.corpus.tables.run import How, tabulate
from reportc.corpus.tables.spark import ddl, in_arrow
from reportc.corpus.tables.store import duckdb as store
from reportc.emit.tabular import TABLES
from reports.drawing import draw
from reports.layouts import EXACT, dealt

pa: Any = pytest.importorskip("pyarrow", reason="the extra reportc[data] is not installed")
duckdb: Any = pytest.importorskip("duckdb", reason="the extra reportc[data] is not installed")
polars: Any = pytest.importorskip("polars", reason="polars is not installed")
pandas: Any = pytest.importorskip("pandas", reason="pandas is not installed")

GUIDE = (Path(__file__).parents[1] / "examples" / "README.md").read_text("utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
LINES = [
    line for block in re.findall(r"^```py\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]
WITHHELD, ANSWERED = "/applications/outcomes/withheld/", "/applications/outcomes/total/total"


def texts() -> list[str]:
    """Return drawn reports, including one agency's report of the next year, and one that does not balance."""
    found = [draw(dealt(seed, EXACT), seed, plain=seed % 3 != 0).text for seed in range(24)]
    example = (Path(__file__).parents[1] / "examples" / "tab-rows-2021.txt").read_text("utf-8")
    return [*found, example, example.replace("2023年政府", "2024年政府", 1), example.replace("\t26557", "\t26558", 1)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    inputs = [Input(f"{number:02}", f"{number:02}", text=text) for number, text in enumerate(texts())]
    tabulate(iter(inputs), store(str(folder / "reports.duckdb")), How())
    return folder


@pytest.fixture(scope="module")
def database(made: Path) -> Any:
    return duckdb.connect(str(made / "reports.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def reports(database: Any) -> dict[str, dict[str, Any]]:
    """Return the columns and cells of each report, the cells by path, by SQL without conditions."""
    found = {row["id"]: row | {"cells": {}} for row in rows(database, "reports")}
    for cell in rows(database, "cells"):
        found[cell["report"]]["cells"][cell["path"]] = cell["value"]
    return found


def rows(database: Any, table: str) -> list[dict[str, Any]]:
    return database.table(table).to_arrow_table().to_pylist()  # type: ignore[no-any-return]  # DuckDB has no types


def answer(database: Any, number: int) -> list[tuple[Any, ...]]:
    return database.sql(QUERIES[number]).fetchall()  # type: ignore[no-any-return]  # likewise


def test_there_are_five_questions() -> None:
    assert len(QUERIES) == 5
    assert len(LINES) == 5


def test_who_received_most(database: Any, reports: dict[str, dict[str, Any]]) -> None:
    path = "/applications/new/total"
    received = [(one["agency"], one["year"], one["cells"][path]) for one in reports.values()]
    known = [row for row in received if row[2] is not None]
    assert answer(database, 0) == sorted(known, key=lambda row: (-row[2], row[0] or "\uffff", row[1]))[:10]


def test_the_share_withheld_by_year(database: Any, reports: dict[str, dict[str, Any]]) -> None:
    years: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0])
    for one in reports.values():
        parts = [value for path, value in one["cells"].items() if path.startswith(WITHHELD) and path.endswith("/total")]
        assert len(parts) == 8
        if None not in (*parts, one["cells"][ANSWERED]):
            sums = years[one["year"]]
            years[one["year"]] = [sums[0] + 1, sums[1] + sum(parts), sums[2] + one["cells"][ANSWERED]]
    wanted = [(year, count, part / whole if whole else None) for year, (count, part, whole) in sorted(years.items())]
    assert answer(database, 1) == [pytest.approx(row) for row in wanted]


def test_chains_that_break(database: Any, reports: dict[str, dict[str, Any]]) -> None:
    found = answer(database, 2)
    assert [row[:2] for row in found if row[0] == "望舒市人民政府"] == [("望舒市人民政府", 2024)]
    cells = next(one["cells"] for one in reports.values() if one["source"] == "24")
    went, came = cells["/applications/carried_forward/total"], cells["/applications/carried_over/total"]
    assert went != came
    assert ("望舒市人民政府", 2024, went, came) in found


def test_a_matrix_that_does_not_balance(database: Any, reports: dict[str, dict[str, Any]]) -> None:
    names = "new", "carried_over", "outcomes/total", "carried_forward"
    wanted = []
    for one in reports.values():
        new, over, done, forward = (one["cells"][f"/applications/{name}/total"] for name in names)
        if None not in {new, over, done, forward} and new + over != done + forward:
            wanted.append((one["source"], new + over, done + forward))
    assert answer(database, 3) == sorted(wanted)
    assert "26" in [source for source, *_ in wanted]


def test_what_is_found_most_often(database: Any) -> None:
    found = [(one["code"], one["name"], one["severity"], one["report"]) for one in rows(database, "findings")]
    counts, reports = Counter(row[:3] for row in found), Counter(row[:3] for row in set(found))
    wanted = sorted(counts, key=lambda key: (-counts[key], key[0], key[2]))[:10]
    assert answer(database, 4) == [(*key, counts[key], reports[key]) for key in wanted]


def test_libraries_read_them_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(texts()[:6]):
        Path(f"{number}.txt").write_text(text, "utf-8")
    compile_shard(sorted(map(str, Path().glob("*.txt"))), "tables")
    from reportc import corpus

    lines = [corpus.record(corpus.named(f"{number}.txt", "-"), is_flat=True).output for number in range(6)]
    Path("flat.ndjson").write_bytes(b"".join(lines))
    wanted = polars.read_parquet("tables/cells.parquet").filter(polars.col("path") == "/applications/new/total")[
        "value"
    ]
    libraries = {"polars": polars, "pandas": pandas, "duckdb": duckdb}
    answers = [eval(line, libraries) for line in LINES]  # noqa: S307  # of our own guide
    assert set(answers[0]["state"]) <= {"lost"}
    assert answers[1].between(0, 1).all()
    assert answers[2].cast(polars.Float64).to_list() == wanted.to_list()
    assert answers[3].sum() == answers[4][0][0] == wanted.sum()


def test_spark_is_given_batches_and_a_schema() -> None:
    batch = pa.record_batch({"url": ["u1", None], "html": [texts()[1], None]})
    for name, columns in TABLES.items():
        made = list(in_arrow(name, "html", "url")([batch]))
        assert all(one.schema.names == [column.name for column in columns] for one in made)
        assert ddl(name).count("`") == 2 * len(columns)
    sources = [one.to_pylist()[0]["source"] for one in in_arrow("reports", "html", "url")([batch])]
    assert sources == ["u1", "row#2"]
    assert Columns("html").name is None
