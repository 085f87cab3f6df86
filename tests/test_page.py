"""The clerk's page in real Chromium: from a file without a network, and served by this machine.

Its findings are those of `reportc check`; files that it saves can be read again. It sends no requests elsewhere, and
no file makes it end.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import browser as browsers
import npm
import reportc
from browser import Browser, Json
from kinds import READ
from reportc.api import convert, fix
from reportc.source import pdf
from reports import ofd

EXAMPLES = Path(__file__).parents[1] / "examples"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "files"
SOFFICE = shutil.which("soffice")
WAYS = ("file", "served")
MOST_OPEN = 24
"""The page keeps this many documents; of further files only their lines in the list."""
TEXTS = "cell-a-line-2019.txt", "draft-2023.docx", "faults-2021.txt", "tab-rows-2021.txt"
"""The examples that are converted to every kind."""


@pytest.fixture(scope="module", params=WAYS)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give the open page, as a file or served."""
    built = browsers.built()
    with browsers.browser(tmp_path_factory.mktemp("saved")) as made:
        if request.param == "file":
            made.open(str(built))
            yield made
            assert made.left() == {"requests": [], "errors": []}
            return
        pytest.importorskip("starlette", reason="the extra reportc[page] is not installed")
        with browsers.served() as address:
            made.open(address, offline=False)
            yield made
            left = made.left()
            assert all(one.startswith(address.partition("#")[0]) for one in left["requests"])
            assert not left["errors"]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write reports of every kind into a folder: some of the examples as they are, and converted."""
    folder = tmp_path_factory.mktemp("reports")
    for path in (EXAMPLES / name for name in TEXTS):
        data = path.read_bytes()
        (folder / path.name).write_bytes(data)
        for kind in ("docx", "xlsx", "html", "pdf"):
            if kind in READ and (made := convert(data, kind, fix=False).data):
                (folder / f"{path.stem}-{kind}.{kind}").write_bytes(plain(made) if kind == "xlsx" else made)
    if "pdf" in READ:
        pages = pdf.sheets((folder / "tab-rows-2021-pdf.pdf").read_bytes())
        assert isinstance(pages, list)
        (folder / "tab-rows-2021-ofd.ofd").write_bytes(ofd.drawn_again(pages))
    return folder


def plain(data: bytes) -> bytes:
    """Return a workbook with values instead of formulas, because a cell that a formula uses cannot be changed."""
    openpyxl = pytest.importorskip("openpyxl", reason="takes formulas out of workbooks: pip install openpyxl")
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data), data_only=True).save(stream)
    return stream.getvalue()


@cache
def checked(folder: Path, *names: str) -> Mapping[str, Json]:
    """Return the output of `reportc check --format json` for files in a folder, cached for both ways to open a page."""
    command = [sys.executable, "-m", "reportc", "check", "--format", "json", *names]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return {one["source"]: one for one in json.loads(run.stdout)}


def test_findings_are_those_of_the_command_line(page: Browser, reports: Path) -> None:
    names = sorted(path.name for path in reports.iterdir())
    assert len(names) >= 20 or len(READ) < 4
    assert len(names) <= MOST_OPEN
    expected = checked(reports, *names)
    entries = {entry["given"]["path"]: entry for entry in page.drop([reports / name for name in names])}
    for name in names:
        assert entries[name]["state"] == "read", name
        document = entries[name]["document"]
        assert document["diagnostics"] == expected[name]["diagnostics"], name
        assert document["report"]["verdict"] == expected[name]["verdict"], name


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside this checkout")
def test_published_files_are_read_as_by_the_command_line(page: Browser) -> None:
    kinds = (".docx", ".pdf", ".xlsx", ".ofd", ".html")
    paths = [path for kind in kinds for path in sorted(CORPUS.rglob(f"*{kind}"))[:4] if path.stat().st_size < 4_000_000]
    expected = checked(CORPUS, *(str(path.relative_to(CORPUS)) for path in paths))
    for path in paths:
        document = page.ask("open", path, name=path.name)
        assert document["diagnostics"] == expected[str(path.relative_to(CORPUS))]["diagnostics"], path.name
        page.ask("close", id=document["id"])


def numbers(document: Json) -> list[Json]:
    """Return the cells that print a number and can be edited."""
    boxes = [box for block in document["blocks"] if block["type"] == "grid" for row in block["rows"] for box in row]
    return [box for box in boxes if box["editable"] and box["state"] == "printed"]


def found(data: bytes) -> list[str]:
    return [f"{one.rule.code} {one.message()}" for one in reportc.check(data).diagnostics]


def said(document: Json) -> list[str]:
    return [f"{one['code']} {one['message']}" for one in document["diagnostics"]]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_cell_is_edited_undone_and_saved_into_the_file_itself(page: Browser, reports: Path, kind: str) -> None:
    path = reports / f"tab-rows-2021-{kind}.{kind}"
    if not path.exists():
        pytest.skip(f"{kind} is not written here")
    document = page.ask("open", path, name=path.name)
    cell = numbers(document)[20]
    changed = page.ask("edit", id=document["id"], revision=0, element=cell["id"], text="4567")
    assert not changed["rejected"]
    assert len(said(changed["document"])) > len(said(document))
    saved = page.ask("save", id=document["id"], kind="original")["made"][0].read_bytes()
    assert found(saved) == said(changed["document"])
    assert str(value(saved, cell["path"])) == "4567"
    assert said(page.ask("undo", id=document["id"])) == said(document)
    assert page.ask("save", id=document["id"], kind="original")["made"][0].read_bytes() == path.read_bytes()
    assert said(page.ask("redo", id=document["id"])) == said(changed["document"])
    page.ask("close", id=document["id"])


def value(data: bytes, path: str) -> Any:
    return next(row.value for row in reportc.compile(data).cells() if row.path == path)


def test_a_number_in_a_pdf_is_mended_and_saved_as_word(page: Browser, reports: Path) -> None:
    path = reports / "tab-rows-2021-pdf.pdf"
    if not path.exists():
        pytest.skip("PDF is not written here")
    document = page.ask("open", path, name=path.name)
    cell = numbers(document)[20]
    changed = page.ask("edit", id=document["id"], element=cell["id"], text="4567")
    assert not changed["rejected"]
    kinds = [one["kind"] for one in changed["document"]["can"]["save"]]
    assert "original" not in kinds
    saved = page.ask("save", id=document["id"], kind="docx")["made"][0].read_bytes()
    assert str(value(saved, cell["path"])) == "4567"
    page.ask("close", id=document["id"])


def test_fixes_are_made_one_by_one_and_all_safe_ones(page: Browser) -> None:
    path = EXAMPLES / "faults-2021.txt"
    document = page.ask("open", path, name=path.name)
    offered = next(each for one in document["findings"] for each in one["fixes"] if not each["safe"])
    changed = page.ask("fix", id=document["id"], revision=0, fixes=[offered["id"]])
    assert changed["applied"] == 1
    assert len(said(changed["document"])) < len(said(document))
    assert said(page.ask("undo", id=document["id"])) == said(document)
    mended = page.ask("fixSafe", id=document["id"])
    assert mended["applied"] == document["can"]["safeFixes"] >= 1
    saved = page.ask("save", id=document["id"], kind="original")["made"][0].read_bytes()
    assert saved.decode() == fix(path.read_bytes()).text
    page.ask("close", id=document["id"])


def test_every_kind_that_is_offered_is_written_and_read_again(page: Browser) -> None:
    path = EXAMPLES / "draft-2023.docx"
    document = page.ask("open", path, name=path.name)
    report = reportc.compile(path.read_bytes()).report
    for one in document["can"]["save"]:
        saved = page.ask("save", id=document["id"], kind=one["kind"])
        data = saved["made"][0].read_bytes()
        if one["kind"] == "json":
            assert json.loads(data)["year"] == report.year
        else:
            assert reportc.compile(data).report.applications == report.applications, one["kind"]
    page.ask("close", id=document["id"])


def test_a_table_of_the_clipboard_is_taken(page: Browser, reports: Path) -> None:
    html = (reports / "tab-rows-2021-html.html").read_text("utf-8")
    document = page.ask("paste", html=html, text="表格")
    assert said(document) == found(html.encode())
    assert said(page.ask("paste", text="一、总体情况\n没有表")) == found("一、总体情况\n没有表".encode())


def test_a_county_is_rolled_up(page: Browser, tmp_path: Path) -> None:
    county = EXAMPLES / "county"
    roles = {"units": "unit", "previous": "previous"}
    files = [(path, roles[path.parent.name]) for name in roles for path in sorted((county / name).iterdir())]
    files.append((county / "roster.csv", "roster"))
    text = (county / "units" / "云岫县教育局.txt").read_text("utf-8")
    for name in ("审计", "司法", "统计", "林业", "交通", "商务", "信访", "医保"):  # more than are read without workers
        (tmp_path / f"{name}.txt").write_text(text.replace("教育局", f"{name}局"), "utf-8")
        files.append((tmp_path / f"{name}.txt", "unit"))
    given = [{"path": path.name, "role": role} for path, role in files]
    result = page.ask("rollup", *(path for path, _ in files), files=given)
    assert result["missing"] == ["云岫县财政局"]
    assert {unit["source"] for unit in result["units"]} == {path.name for path, role in files if role == "unit"}
    book = page.ask("save", id=result["id"], kind="xlsx")["made"][0]
    assert zipfile.is_zipfile(book)


def bomb(path: Path) -> Path:
    """Write a Word file whose document unpacks to 1 GB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open("word/document.xml", "w", force_zip64=True) as stream:
            for _ in range(64):
                stream.write(b" " * 2**24)
    return path


def large(path: Path, data: bytes) -> Path:
    """Write a PDF file with 20 MB of noise in a comment."""
    noise = random.Random(20).randbytes(20_000_000)  # noqa: S311  # noise for a test
    head, tail = data[:9], data[9:]
    path.write_bytes(head + b"%" + noise.replace(b"\n", b" ").replace(b"\r", b" ") + b"\n" + tail)
    return path


@pytest.fixture(scope="module")
def hostile(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write files that are not reports, or far too large."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "noise.bin").write_bytes(random.Random(1).randbytes(100_000))  # noqa: S311  # noise for a test
    (folder / "empty.docx").write_bytes(b"")
    (folder / "letter.txt").write_text("各位同事：\n请于周五前报送。\n", "utf-8")
    made = [bomb(folder / "bomb.docx"), *(folder / name for name in ("noise.bin", "empty.docx", "letter.txt"))]
    pdf = reports / "tab-rows-2021-pdf.pdf"
    return [*made, large(folder / "large.pdf", pdf.read_bytes())] if pdf.exists() else made


def test_no_file_ends_the_page(page: Browser, hostile: list[Path]) -> None:
    expected = checked(hostile[0].parent, *(path.name for path in hostile))
    entries = {entry["given"]["path"]: entry for entry in page.drop(hostile)}
    for name in (path.name for path in hostile):
        assert entries[name]["state"] == "read", name
        assert entries[name]["document"]["diagnostics"] == expected[name]["diagnostics"], name
    assert page.ask("hello")["version"] == reportc.__version__


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an old Word file with LibreOffice."""
    folder = tmp_path_factory.mktemp("old")
    command = [SOFFICE or "", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc"]
    command += ["--outdir", str(folder), str(EXAMPLES / "draft-2023.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder / "draft-2023.doc"


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt install libreoffice-writer")
def test_an_old_word_file_is_read_where_it_is_served(page: Browser, old: Path) -> None:
    document = page.ask("open", old, name=old.name)
    assert document["kind"] == "doc"
    if not page.ask("hello")["native"]:
        assert "另存为 docx" in document["trouble"]["zh"]
        return
    assert document["diagnostics"] == checked(old.parent, old.name)[old.name]["diagnostics"]


def test_a_compiler_that_stops_is_started_again(page: Browser) -> None:
    if page.ask("hello")["native"]:
        return  # there is no worker to stop
    assert page.stop() == {"lost": True}
    document = page.ask("open", EXAMPLES / "faults-2021.txt", name="faults-2021.txt")
    assert said(document) == found((EXAMPLES / "faults-2021.txt").read_bytes())


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    page, top = browsers.built(), npm.PAGE.parents[1]
    parts = top / "build" / "page"
    pack = [sys.executable, str(npm.PAGE / "build" / "pack.py"), str(npm.PAGE / "node_modules" / "pyodide")]
    subprocess.run([*pack, str(parts / "wheels"), str(tmp_path / "parts")], check=True)
    tell = [sys.executable, str(npm.PAGE / "build" / "licenses.py"), str(npm.PAGE / "node_modules")]
    subprocess.run([*tell, str(parts / "wheels"), str(tmp_path / "parts")], check=True)
    make = [npm.NODE or "node", str(npm.PAGE / "build" / "build.mjs")]
    subprocess.run([*make, str(tmp_path / "parts"), str(tmp_path / "out")], check=True)
    for name in ("reportc.html", "served.html"):
        assert (tmp_path / "out" / name).read_bytes() == (page.parent / name).read_bytes()
    assert page.stat().st_size <= 16_000_000


def test_what_is_asked_wrongly_is_told(page: Browser) -> None:
    assert page.said("nothing")["problem"]["zh"] == "没有「nothing」这个操作"
    assert page.said("undo", id="r999")["problem"]
    path = EXAMPLES / "faults-2021.txt"
    document = page.ask("open", path, name=path.name)
    assert page.said("edit", id=document["id"], revision=7, element="b1", text="")["problem"]
    assert page.ask("edit", id=document["id"], element="b999", text="1")["rejected"]
    assert page.said("save", id=document["id"], kind="exe")["problem"]
