"""Archives, crawls, tables of pages, lists of paths: each member is an input; a broken one affects no other."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reportc import corpus
from reportc.corpus import sources
from reportc.corpus.inputs import Input
from reportc.corpus.rows import Columns
from reportc.failure import InputError, UsageError

pa = pytest.importorskip("pyarrow", reason="the extra reportc[data] is not installed")
pq = pytest.importorskip("pyarrow.parquet")

PAGES = {"a.html": "<p>甲</p>".encode(), "b/c.txt": "乙".encode("gb18030"), "b/.hidden.txt": b"x", "logo.png": b"x"}
WANTED = ["a.html", "b/c.txt"]
COLUMNS = Columns("html", "url")


def opened(*paths: Path | str, columns: Columns | None = None) -> list[Input]:
    return list(sources.opened(map(str, paths), columns, partial(corpus.named, stdin_name="-")))


def names(inputs: Iterable[Input], path: Path) -> list[str]:
    return [one.name.removeprefix(f"{path}/") for one in inputs]


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in PAGES.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2", ".xz"])
def test_a_tar_of_files(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pages.tar{suffix}"
    packing: Any = f"w:{suffix[1:]}"
    with tarfile.open(path, packing) as archive:
        for name, data in PAGES.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("up.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = opened(path)
    assert names(found, path) == WANTED
    assert [one.read() for one in found] == [PAGES[name] for name in WANTED]


def test_a_zip_of_files(tmp_path: Path) -> None:
    found = opened(zipped(tmp_path / "pages.dat"))
    assert names(found, tmp_path / "pages.dat") == WANTED
    assert [one.read() for one in found] == [PAGES[name] for name in WANTED]


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/note.txt", "x")
    assert [one.path for one in opened(path)] == [str(path)]


def test_a_broken_member_costs_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pages.zip")
    data = bytearray(path.read_bytes())
    at = data.index(b"a.html") + len(b"a.html")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    first, second = opened(path)
    assert first.fault
    assert first.name == f"{path}/a.html"
    assert second.read() == PAGES["b/c.txt"]


def test_a_member_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 1000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(10_000))
        archive.writestr("small.txt", b"1")
    bomb, small = opened(path)
    assert bomb.fault
    assert small.data == b"1"


def test_an_archive_that_breaks_off_gives_what_is_before(tmp_path: Path) -> None:
    path = tmp_path / "pages.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for number in range(50):
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = 5000
            archive.addfile(member, io.BytesIO(bytes(str(number).encode() * 5000)[:5000]))
    path.write_bytes(path.read_bytes()[:-200])
    found = opened(path)
    assert found[0].read()
    assert found[-1].fault


def test_a_crawl(tmp_path: Path) -> None:
    warcio = pytest.importorskip("warcio.warcwriter", reason="the extra reportc[data] is not installed")
    headers = pytest.importorskip("warcio.statusandheaders")
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = warcio.WARCWriter(file, gzip=True)
        for status in ("200 OK", "404 Not Found"):
            head = headers.StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            page = io.BytesIO(f"<p>{status}</p>".encode())
            record = writer.create_warc_record(
                f"http://example.com/{status[:3]}", "response", payload=page, http_headers=head
            )
            writer.write_record(record)
    assert [(one.name, one.read()) for one in opened(path)] == [("http://example.com/200", b"<p>200 OK</p>")]


ROWS = [{"url": "u1", "html": "<p>甲\n乙</p>"}, {"url": "u2", "html": None}, {"url": "", "html": "丙"}]


def table(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"pages.{kind}"
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=1)
    elif kind == "csv":
        path.write_text('\ufeffurl,html\nu1,"<p>甲\n乙</p>"\nu2\n,丙\n', "utf-8")
    elif kind == "jsonl":
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "utf-8")
    else:
        path.write_bytes(gzip.compress(table(tmp_path, "jsonl").read_bytes()))
    return path


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl", "jsonl.gz"])
def test_a_table_with_a_column_of_pages(tmp_path: Path, kind: str) -> None:
    path = table(tmp_path, kind)
    first, second, third = opened(path, columns=COLUMNS)
    assert (first.name, first.text) == ("u1", "<p>甲\n乙</p>")
    assert (second.name, bool(second.fault)) == ("u2", True)
    assert (third.name, third.text) == (f"{path}#3", "丙")


def test_parquet_may_hold_bytes_and_is_read_in_runs(tmp_path: Path) -> None:
    path = tmp_path / "pages.parquet"
    pq.write_table(pa.table({"html": [str(number).encode() for number in range(100)]}), path, row_group_size=7)
    assert sources.runs(str(path), "parquet", 30) == [(0, 30), (30, 60), (60, 90), (90, 100)]
    found = list(sources.sliced([str(path)], Columns("html"), lambda _: Input("", ""), 30, 60))
    assert [one.data for one in found] == [str(number).encode() for number in range(30, 60)]
    assert found[0].name == f"{path}#31"


def test_a_line_that_is_no_json_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text('{"html": "甲"}\n{"html": \n[1]\n{"html": "乙"}\n', "utf-8")
    assert [bool(one.fault) for one in opened(path, columns=Columns("html"))] == [False, True, True, False]


def test_pages_in_another_encoding_keep_their_bytes(tmp_path: Path) -> None:
    path = tmp_path / "pages.csv"
    path.write_bytes("html\n一、总体情况\n".encode("gb18030"))
    assert [one.read() for one in opened(path, columns=Columns("html"))] == ["一、总体情况".encode("gb18030")]


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    for kind in ("parquet", "csv"):
        with pytest.raises(UsageError, match="没有列 page；有：url、html"):
            opened(table(tmp_path, kind), columns=Columns("page"))
    with pytest.raises(UsageError, match="--column"):
        opened(table(tmp_path, "parquet"))


def test_a_list_of_paths(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes("甲.txt\r\n\nb c.txt\n".encode())
    assert list(sources.listed(str(path))) == ["甲.txt", "b c.txt"]
    with pytest.raises(InputError, match="不存在"):
        list(sources.listed(str(tmp_path / "nowhere")))


def test_an_address_is_read_by_fsspec(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra reportc[data] is not installed")
    for name in ("1.html", "2.html", "3.pdf"):
        (tmp_path / name).write_text(name)
    address = tmp_path.as_uri()
    paths = list(corpus.expand([f"{address}/*.html"]))
    assert [path.rpartition("/")[2] for path in paths] == ["1.html", "2.html"]
    assert [one.read() for one in opened(*paths)] == [b"1.html", b"2.html"]
    with pytest.raises(UsageError, match="nosuch"):
        list(corpus.expand(["nosuch://x/*.html"]))
