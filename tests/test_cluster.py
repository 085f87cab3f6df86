"""A real Ray cluster with two workers gives the same tables as processes do, whichever worker is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reportc.corpus.rows import Columns
from reportc.corpus.tables import cluster
from reportc.corpus.tables.run import How
from reportc.emit.tabular import TABLES
from reportc.failure import UsageError
from reports.drawing import draw
from reports.layouts import EXACT

pa = pytest.importorskip("pyarrow", reason="the extra reportc[data] is not installed")
pq = pytest.importorskip("pyarrow.parquet")
pl: Any = pytest.importorskip("polars", reason="polars is not installed")
pytest.importorskip("ray", reason="the extra reportc[ray] is not installed")

COUNT = 10
PAGES = "1.txt", "poison.txt", "3.txt"
"""The names of the pages of a table, one of which kills every reader."""
ONE_CLUSTER = """
import functools, ray, sys
from reportc import cli
from reportc.corpus.tables import cluster
compile_on, printed, shutdown = cluster.compile_on, sys.stdout, ray.shutdown
cluster._connected, ray.shutdown = functools.cache(cluster._connected), lambda: None
def compiled(*given):
    sys.stdout = printed
    try:
        return compile_on(*given)
    finally:
        sys.stdout = sys.stderr
cluster.compile_on, sys.stdout = compiled, sys.stderr
cluster.RETRIES = 1  # each takes the start of a worker
for words in sys.argv[1:]:
    try:
        cli.call(["compile", *words.split(), "--to", "parquet", "-j", "2", "--on", "ray"])
    except SystemExit as done:
        assert done.code == 2, words
shutdown()
sys.exit(2)
"""
"""Runs the program several times with one cluster, whose start takes seconds; between the runs Ray may print."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with reports, one of which kills every reader, and one the first reader, and a table of pages."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "in").mkdir()
    for seed in range(COUNT):
        name = {3: "poison", 8: "once"}.get(seed, f"{seed:02}")
        text = draw(EXACT[seed % len(EXACT)], seed, plain=True).text
        (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
    page = (folder / "in" / "00.txt").read_text("utf-8")
    rows = [json.dumps({"url": name, "html": page}) for name in PAGES]
    (folder / "pages.jsonl").write_text("\n".join(rows), "utf-8")
    return folder


def run(folder: Path, *arguments: str) -> str:
    """Run Python with inputs that kill; the status is that one could not be read."""
    poison = Path(__file__).with_name("poison")
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(poison), "RAY_task_retry_delay_ms": "0"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    (folder / "in" / "once.died").unlink()
    return done.stderr


def table(path: Path, name: str) -> Any:
    """Return a table, sorted."""
    found = pl.read_parquet(path / f"{name}.parquet")
    keys = {"reports": ["source"], "cells": ["report", "path"], "findings": ["report", "code", "start", "end"]}
    return found.with_columns(pl.col(pl.Categorical).cast(pl.String)).sort(keys[name])


@pytest.fixture(scope="module")
def made(reports: Path) -> Path:
    """Return a folder with the tables made by processes and by Ray, of which some were killed."""
    run(reports, "-m", "reportc", "compile", "in", "--to", "parquet", "-o", "here", "-j", "2")
    runs = "in -o there --shards 2", "pages.jsonl --column html --id url -o pages"
    (reports / "said").write_text(run(reports, "-c", ONE_CLUSTER, *runs), "utf-8")
    return reports


def test_ray_makes_the_tables_that_processes_make(made: Path) -> None:
    assert not list(made.rglob(".reportc-*"))
    for name in TABLES:
        assert table(made / "there", name).equals(table(made / "here", name)), name


def test_only_what_kills_is_lost_and_says_so(made: Path) -> None:
    for out in ("here", "there"):
        found = pl.read_parquet(made / out / "reports.parquet")
        assert len(found) == COUNT
        refused = pl.read_parquet(made / out / "findings.parquet").filter(pl.col("code").cast(pl.String) == "X008")
        lost = found.filter(pl.col("id").is_in(refused["report"].to_list()))
        assert lost["source"].to_list() == ["in/poison.txt"]
        assert "工作进程" in refused["message"][0]


def test_parts_that_stand_need_no_cluster(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_connected", None)
    monkeypatch.chdir(made)
    paths = sorted(str(path) for path in Path("in").glob("*.txt"))
    work = cluster.Work("there", None, "zh", fresh=False)
    assert cluster.compile_on("ray", paths, work, 2, How()).reports == 0
    with pytest.raises(UsageError, match=r"(\d)/2.*\1/3"):
        cluster.compile_on("ray", paths, work, 3, How())


def test_a_page_of_a_table_that_kills_is_lost_alone(made: Path) -> None:
    assert "\npoison.txt：工作进程" in (made / "said").read_text("utf-8")
    found = pl.read_parquet(made / "pages" / "reports.parquet")
    assert found["source"].to_list() == [*PAGES]
    assert (found["cells_printed"] > 0).to_list() == [name != "poison.txt" for name in PAGES]


def test_work_is_cut_by_hash_by_runs_and_whole(tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").write_text('{"html": "x"}\n', "utf-8")
    pq.write_table(pa.table({"html": ["x"] * 1200}), tmp_path / "pages.parquet")
    columns = Columns("html")
    tasks = cluster.cut([str(tmp_path / name) for name in ("pages.jsonl", "pages.parquet")], columns, None)
    assert [(task.portion.start, task.portion.stop) for task in tasks] == [
        (0, None),
        (0, 500),
        (500, 1000),
        (1000, 1200),
    ]
    files = cluster.cut([f"{number}.txt" for number in range(1200)], None, None)
    assert sum(len(task.portion.paths) for task in files) == 1200
    assert [task.part.of for task in files] == [3, 3, 3]


@pytest.mark.parametrize("address", ["spark", "ray://", "http://x"])
def test_an_address_that_is_none(address: str, tmp_path: Path) -> None:
    work = cluster.Work(str(tmp_path), None, "zh", fresh=False)
    with pytest.raises(UsageError, match="ray://"):
        cluster.compile_on(address, ["a.txt"], work, None, How())
