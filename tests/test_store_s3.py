"""Reports from an S3 store, and tables into it, with a real server on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from called import Run, call
from reportc.corpus import remote
from reportc.corpus.tables import compile_shard
from reports.drawing import draw
from reports.layouts import EXACT

server: Any = pytest.importorskip("moto.server", reason="serves S3 for the tests: pip install 'moto[s3]' flask-cors")
s3fs: Any = pytest.importorskip("s3fs", reason="what fsspec reads s3:// with: pip install s3fs")
pytest.importorskip("pyarrow", reason="the extra reportc[data] is not installed")


COUNT = 12
TABLES = "reports", "cells", "findings"


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    """Return a store with reports in a bucket, and a file that is not a report."""
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("NO_PROXY", host)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        files = s3fs.S3FileSystem(skip_instance_cache=True)
        files.mkdir("bucket")
        for seed in range(COUNT):
            text = draw(EXACT[seed % len(EXACT)], seed, plain=True).text if seed else "今天天气很好。"
            files.pipe_file(f"bucket/in/{seed:02}.txt", text.encode())
        yield files
    running.stop()


def run(*arguments: str, status: int) -> str:
    """Run the program, with -j 2 in a process of its own; return standard output and standard error together."""
    if arguments[-2:] == ("-j", "2"):
        command = [sys.executable, "-m", "reportc", *arguments]
        ended = subprocess.run(command, capture_output=True, check=False)
        done = Run(ended.returncode, ended.stdout, ended.stderr)
    else:
        done = call(*arguments)
    said = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == status, said
    return said


def test_tables_go_to_a_store_and_are_those_of_this_machine(store: Any, tmp_path: Path) -> None:
    run("compile", "s3://bucket/in/*.txt", "--to", "parquet", "-o", "s3://bucket/out", "-j", "2", status=1)
    assert sorted(store.find("bucket/out")) == [f"bucket/out/{table}.parquet" for table in sorted(TABLES)]
    run("compile", "s3://bucket/in/", "--to", "parquet", "-o", str(tmp_path), "-j", "1", status=1)
    for table in TABLES:
        assert store.cat_file(f"bucket/out/{table}.parquet") == (tmp_path / f"{table}.parquet").read_bytes()
    assert f"{COUNT}" in run("summary", "s3://bucket/out", status=0)


def test_shards_in_a_store_stand_once_made(store: Any) -> None:
    paths = list(remote.expand("s3://bucket/in"))
    assert len(paths) == COUNT
    tallies = [compile_shard(paths, "s3://bucket/parts", f"{number}/2") for number in range(2)]
    assert sum(tally.reports for tally in tallies if tally) == COUNT
    assert compile_shard(paths, "s3://bucket/parts", "1/2") is None
    assert len(store.find("bucket/parts")) == 2 * len(TABLES)
    before = {path: store.cat_file(path) for path in store.find("bucket/parts")}
    assert compile_shard(paths, "s3://bucket/parts", "1/2", fresh=True)
    store.invalidate_cache()
    assert {path: store.cat_file(path) for path in store.find("bucket/parts")} == before


def test_what_is_not_there_is_said(store: Any) -> None:
    assert store.exists("bucket/in/01.txt")
    out = "s3://bucket/none"
    said = run("compile", "s3://bucket/none/*.txt", "--to", "parquet", "-o", out, "-j", "1", status=2)
    assert "没有匹配的文件：s3://bucket/none/*.txt" in said
    said = run("compile", "s3://bucket/in/99.txt", "--to", "parquet", "-o", out, "-j", "1", status=2)
    assert "s3://bucket/in/99.txt：无法读取：不存在" in said
    assert "s3://bucket/nowhere 中没有 reports.parquet" in run("summary", "s3://bucket/nowhere", status=2)
