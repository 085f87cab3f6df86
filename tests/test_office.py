"""Old kinds of files, by LibreOffice; web archives; pages with another suffix; folders with all of them."""

from __future__ import annotations

import base64
import json
import os
import quopri
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

import reportc
from called import call
from reportc import api
from reportc.source import Kind, read
from reportc.source.kinds import kind_of
from reportc.source.office import conversion, take
from reportc.source.pieces import Refusal
from reportc.syntax.build import pieces
from reportc.syntax.parser import vocabulary
from reports import python_docx, word, workbooks
from reports.generate import generate, seeded
from reports.judge import compare, judge
from reports.layouts import html
from reports.report import Report, truth

needs_office = pytest.mark.skipif(
    not conversion.is_there() and "CI" not in os.environ,  # in CI it is required
    reason="LibreOffice is not installed (Debian: libreoffice-writer libreoffice-calc)",
)
TEXTS: Mapping[str, str] = MappingProxyType(
    {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}
)
BOOKS = ("xls", "ods")
DRAFT = "".join(
    f"<w:p>{runs}</w:p>"
    for runs in (
        (
            '<w:r><w:t>甲1</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="a"><w:r><w:t>8</w:t></w:r></w:ins>'
        ),
        '<w:r><w:t>乙1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>',
        "<w:r><w:t>丙1</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>3</w:t></w:r>",
        "<w:r><w:t>丁1</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r>",
    )
)
Pages = Mapping[str, tuple[bytes, bytes | Refusal]]
"""Files by their names, each with the page that LibreOffice makes of it, or the reason why there is none."""
MAIL = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="--=next"\n\n----=next\n{}\n----=next--\n'


@pytest.fixture(scope="module")
def report() -> Report:
    return generate(seeded("old kinds"), plain=True)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return html.page(report, seeded("old kinds, a page"))


@pytest.fixture(scope="module")
def made(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a report and a draft in each old kind, written by LibreOffice."""
    made = tmp_path_factory.mktemp("made")
    (made / "report.docx").write_bytes(python_docx.document(report))
    (made / "draft.docx").write_bytes(word.package(DRAFT))
    (made / "book.xlsx").write_bytes(workbooks.by_openpyxl(workbooks.one_sheet(report, seeded("old kinds, a book"))))
    for way in TEXTS.values():
        convert(way, made, "report.docx", "draft.docx")
    for suffix in BOOKS:
        convert(suffix, made, "book.xlsx")
    return made


@pytest.fixture(scope="module")
def folder(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the report in each old kind under other suffixes, and with files that are no reports."""
    folder = tmp_path_factory.mktemp("folder")
    for suffix in TEXTS:
        shutil.copy(made / f"report.{suffix}", folder / f"{suffix}.wps")
    for suffix in BOOKS:
        shutil.copy(made / f"book.{suffix}", folder / f"{suffix}.et")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "~$draft.docx").write_bytes(b"\x05somebody")
    (folder / "notes.json").write_text("{}")
    return folder


def convert(way: str, folder: Path, *names: str) -> None:
    """Convert files of a folder with LibreOffice, by one profile for all, whose making takes seconds."""
    command = [
        conversion.program() or "",
        "--headless",
        f"-env:UserInstallation={(folder.parent / '.profile').as_uri()}",
    ]
    command += ["--convert-to", way, "--outdir", str(folder), *(str(folder / name) for name in names)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def pages(made: Path) -> Pages:
    """Convert the texts to pages in one run, and a broken one among them; return each file with its page, by name."""
    names = [f"{name}.{suffix}" for name in ("report", "draft") for suffix in TEXTS]
    whole = (made / names[0]).read_bytes()
    files = {names[0]: whole, "broken.doc": whole[:3_000], **{name: (made / name).read_bytes() for name in names}}
    found = conversion.converted([(kind_of(data), data) for data in files.values()])
    return {name: (data, page) for (name, data), page in zip(files.items(), found, strict=True)}


@needs_office
def test_a_folder_of_old_kinds_is_read_in_one_run_and_what_is_left_out_is_named(folder: Path, report: Report) -> None:
    done = call("compile", str(folder), "--to", "ndjson")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(record["source"]).name for record in records] == ["doc.wps", "ods.et", "odt.wps", "rtf.wps", "xls.et"]
    for record in records:
        verdict = compare(truth(report), record["report"], ())
        assert not str(verdict), f"{record['source']}\n{verdict}"
    assert "跳过 3 个文件" in done.stderr.decode()
    assert all(f"{name} 1 个" in done.stderr.decode() for name in (".json", "图片", "打开文件时的临时文件"))


@needs_office
def test_places_are_those_of_the_document(pages: Pages) -> None:
    take(*pages["report.doc"])
    source = read(pages["report.doc"][0], vocabulary())
    assert source.kind is Kind.DOC
    assert "<" not in source.text
    words = {place.zh for place in source.places.found}
    assert {"第1段", "表1 第1行第1列"} <= words


@needs_office
def test_deleted_text_is_none_and_notes_are_no_digits(pages: Pages) -> None:
    """In pages made by LibreOffice, text whose deletion is tracked is like any other text."""
    for suffix in TEXTS:
        data, page = pages[f"draft.{suffix}"]
        take(data, page)
        source = read(data, vocabulary())
        assert source.text.splitlines() == ["甲18", "乙12", "丙13", "丁1"], suffix
        assert [piece.text for piece in pieces(source)] == ["甲18", "乙1", "丙1", "丁1"], suffix


@needs_office
def test_it_is_looked_for_by_content_and_never_written(folder: Path) -> None:
    before = (folder / "rtf.wps").read_bytes()
    done = call("check", str(folder / "rtf.wps"), "--fix")
    assert (folder / "rtf.wps").read_bytes() == before
    assert done.returncode in {0, 1}


@needs_office
def test_one_file_that_cannot_be_opened_costs_the_others_nothing(
    pages: Pages,
) -> None:
    assert "broken.doc" in pages
    assert all(isinstance(page, bytes) for name, (_, page) in pages.items() if name != "broken.doc")


def test_without_libreoffice_both_ways_out_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "program", lambda: None)
    source = read(b"{\\rtf1 a}", vocabulary())
    assert source.refusal is not None
    assert "安装 LibreOffice" in source.refusal.zh
    assert "另存为 docx" in source.refusal.zh


def test_a_run_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    slow.chmod(0o755)
    monkeypatch.setattr(conversion, "program", lambda: str(slow))
    monkeypatch.setattr(conversion, "_START", 0.2)
    monkeypatch.setattr(conversion, "_EACH", 0.0)
    (page,) = conversion.converted([(Kind.RTF, b"{\\rtf1 a}")])
    assert not isinstance(page, bytes)
    assert "超时" in page.zh


def test_a_page_made_beforehand_is_taken_for_its_file_alone(page: str, report: Report) -> None:
    take(b"{\\rtf1 a}", page.encode())
    verdict = judge(truth(report), reportc.compile(b"{\\rtf1 a}"))
    assert not str(verdict), str(verdict)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("way", ["base64", "quoted-printable"])
def test_a_web_archive_is_the_page_in_it(page: str, report: Report, way: str, encoding: str) -> None:
    data = page.replace('charset="utf-8"', "").encode(encoding)
    packed = base64.encodebytes(data) if way == "base64" else quopri.encodestring(data)
    charset = f'; charset="{encoding}"' if encoding == "gb18030" else ""
    head = f"Content-Type: text/html{charset}\nContent-Transfer-Encoding: {way}\n\n"
    source = read(MAIL.format(head + packed.decode()).encode(), vocabulary())
    assert source.kind is Kind.MHTML
    verdict = judge(truth(report), reportc.compile(MAIL.format(head + packed.decode()).encode()))
    assert not str(verdict), str(verdict)


@pytest.mark.parametrize(
    "inner",
    [
        "Content-Type: image/png\n\nx",
        "",
        "Content-Type: text/html; charset=none\nContent-Transfer-Encoding: base64\n\n=====",
    ],
)
def test_a_web_archive_without_a_page_is_refused_or_empty(inner: str) -> None:
    found = api.check(MAIL.format(inner).encode()).diagnostics
    assert [finding.rule.code for finding in found] == ["X008"]


def test_a_web_archive_that_is_damaged_is_read_or_refused(page: str) -> None:
    packed = base64.encodebytes(page.encode())
    whole = MAIL.format("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + packed.decode()).encode()
    random = seeded("a web archive to be damaged")
    for tenth in range(1, 10):
        read(whole[: len(whole) * tenth // 10], vocabulary())
    for _ in range(100):
        changed = bytearray(whole)
        changed[random.randrange(len(changed))] = random.randrange(256)
        read(bytes(changed), vocabulary())


def test_parts_in_parts_without_end_are_refused() -> None:
    nested = "".join(f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(4_000))
    assert api.check(("MIME-Version: 1.0\n" + nested).encode()).diagnostics[0].rule.code == "X008"


def test_raised_and_struck_characters_of_a_page_are_no_digits() -> None:
    text = (
        "<p>三、收到和处理政府信息公开申请情况</p><table><tr><td>一、本年新收政府信息公开申请数量</td>"
        "<td>1<sup>2</sup></td><td><del>3</del>4</td><td><span style='text-decoration: line-through'>5</span>6</td>"
        "<td>7<sub>8</sub></td><td>0</td><td>0</td><td>18</td></tr></table>"
    )
    applications = reportc.compile(text).report.applications
    assert applications is not None
    new = applications.new
    assert [new.natural_person, new.commercial_enterprise, new.research_institution] == [1, 4, 6]
    assert new.public_welfare_organization == 7


@pytest.mark.parametrize("name", ["report.doc", "report.xls"])
def test_a_page_under_another_name_is_a_page(name: str, page: str, report: Report, tmp_path: Path) -> None:
    (tmp_path / name).write_text(page, "utf-8")
    record = json.loads(call("compile", str(tmp_path / name), "--to", "ndjson").stdout)
    verdict = compare(truth(report), record["report"], ())
    assert not str(verdict), str(verdict)


def test_heads_and_feet_of_pages_are_no_text() -> None:
    file = b"{\\rtf1 a head, a foot}"
    head, foot = '<div title="header"><p>青禾市</p></div>', '<div title="footer"><p>3</p></div>'
    take(file, f"<html><body>{head}<p>一、总体情况</p>{foot}</body></html>".encode())
    assert reportc.compile(file).source.text == "一、总体情况\n"
