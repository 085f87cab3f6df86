"""Word files are read as Word shows them: cases of raw XML, reports with all features, files made by python-docx."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportc
from readable import snapshots_as
from reportc.source import Kind, Source, read
from reportc.source.docx.numerals import written
from reportc.source.pieces import Piece
from reportc.syntax.build import pieces
from reportc.syntax.parser import vocabulary
from reports import python_docx, word
from reports.generate import generate, seeded
from reports.judge import judge
from reports.report import Report, truth
from reports.words import COLUMNS

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

PROGRAM = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
CASES = sorted((Path(__file__).parent / "word").glob("*.xml"))
_PART = re.compile(r"<(body|numbering|styles)>\n(.*?)</\1>", re.DOTALL)

snapshot = snapshots_as("txt")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_word_shows(path: Path, snapshot: SnapshotAssertion) -> None:
    """The projection, and each piece with its place in the grid and in the file."""
    parts = dict(_PART.findall(path.read_text("utf-8")))
    source = read(word.package(parts.pop("body"), **parts), vocabulary())
    assert f"{source.text}\n{''.join(_line(source, piece) for piece in pieces(source))}" == snapshot


def _line(source: Source, piece: Piece) -> str:
    place = source.places.at(piece.spans[0].start)
    column = "" if piece.column is None else f"[{piece.column}]"
    remarks = "".join(f" {remark.setting.value[0]}“{remark.text}”" for remark in piece.remarks)
    return f"{place.zh if place else ''}{column}: {piece.text}{remarks}\n"


@pytest.mark.parametrize("seed", range(40))
def test_a_report_is_read_whatever_was_done_to_it_in_word(seed: int) -> None:
    rng = seeded(f"word {seed}")
    report = generate(rng, plain=seed % 2 == 0, blanks="anywhere" if seed % 4 == 1 else None)
    verdict = judge(truth(report), reportc.compile(word.document(report, rng)))
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)


@pytest.mark.parametrize("seed", range(6))
def test_a_package_that_is_laid_flat_is_read(seed: int) -> None:
    rng = seeded(f"flat {seed}")
    report = generate(rng, plain=True)
    parts = word.unzipped(word.document(report, rng))
    parts |= {"word/header1.xml": word.part("hdr", "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>")}
    laid = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{part.decode().partition("?>")[2]}</pkg:xmlData></pkg:part>'
        for name, part in parts.items()
    )
    result = reportc.compile(f"{PROGRAM}<pkg:package xmlns:pkg='{FLAT}'>{laid}</pkg:package>".encode())
    assert result.source.kind is Kind.WORD_XML
    verdict = judge(truth(report), result)
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)


def test_a_document_of_word_2003_is_read() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        cell.format('<w:vmerge w:val="restart"/>', "（三）不予公开") + cell.format("", "1.属于国家秘密"),
        cell.format("<w:vmerge/>", "") + cell.format("", "2.其他法律行政法规禁止公开"),
    )
    document = (
        f"{PROGRAM}<w:wordDocument xmlns:w='{word.OF_2003}' xmlns:wx='{word.HINTS}' xmlns:aml='aml'>"
        "<w:styles><w:style w:styleId='a'><w:rPr><w:vanish/></w:rPr></w:style></w:styles><w:body><wx:sect>"
        "<w:p><w:pPr><w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/><wx:t wx:val='一、'/></w:listPr></w:pPr>"
        "<w:r><w:t>总体情况</w:t></w:r><w:r><w:footnote><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote></w:r></w:p>"
        "<w:p><aml:annotation w:type='Word.Deletion'><aml:content><w:r><w:delText>删</w:delText></w:r></aml:content>"
        "</aml:annotation><w:r><w:t>正文</w:t></w:r></w:p>"
        f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
        "<w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>"
    )
    source = read(document.encode(), vocabulary())
    assert source.text == "一、总体情况1\n正文\n（三）不予公开\t1.属于国家秘密\n2.其他法律行政法规禁止公开\n"
    assert [piece.text for piece in pieces(source)][:2] == ["一、总体情况", "正文"]


def test_a_span_holds_its_words() -> None:
    rng = seeded("spans")
    source = read(word.document(generate(rng), rng), vocabulary())
    for piece in pieces(source):
        assert "".join(source.text[start:end] for start, end in piece.spans).replace(" ", "") == piece.text.replace(
            " ", ""
        )


def small() -> Report:
    """Return a correct report."""
    return generate(seeded("small"), plain=True)


def test_a_document_may_have_another_name_another_namespace_and_another_prefix() -> None:
    report, rng = small(), seeded("names")
    data = word.document(report, rng)
    parts = word.unzipped(data)
    body = parts["word/document.xml"].decode()
    elsewhere = word.package(
        body.partition("<w:body>")[2].partition("</w:body>")[0],
        numbering=word.NUMBERING,
        styles=word.STYLES,
        name="custom/main2.xml",
    )
    strict = word.zipped(
        {name: part.replace(word.TRANSITIONAL.encode(), word.STRICT.encode()) for name, part in parts.items()}
    )
    prefixed = re.sub(r'<(/?)w:|(?<= )w:(?=\w+=["\'])', lambda m: f"<{m[1]}ns0:" if m[0][0] == "<" else "ns0:", body)
    renamed = word.zipped(parts | {"word/document.xml": prefixed.replace("xmlns:w=", "xmlns:ns0=").encode()})
    wide = word.zipped(parts | {"word/document.xml": body.replace('"UTF-8"', '"UTF-16"').encode("utf-16")})
    for made in (data, elsewhere, strict, renamed, wide):
        verdict = judge(truth(report), reportc.compile(made))
        assert not verdict.missed, str(verdict)
        assert not verdict.texts, str(verdict)


@pytest.mark.parametrize("seed", range(2))
def test_a_file_of_python_docx_is_read(seed: int) -> None:
    report = generate(seeded(f"python-docx {seed}"), plain=True)
    verdict = judge(truth(report), reportc.compile(python_docx.document(report)))
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        pytest.param('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t>', "上标「1」", id="superscript"),
        pytest.param("<w:rPr><w:strike/></w:rPr><w:t>7</w:t>", "删除线「7」", id="struck through"),
        pytest.param("<w:rPr><w:vanish/></w:rPr><w:t>0</w:t>", "隐藏文字「0」", id="hidden"),
        pytest.param('<w:footnoteReference w:id="2"/>', "注号「1」", id="a footnote"),
    ],
)
def test_a_number_keeps_its_value_and_its_remark_is_named(mark: str, words: str) -> None:
    report = small()
    total = report.written["/applications/outcomes/total/total"]
    cell = f"<w:tc><w:p><w:r><w:t>{total}</w:t></w:r><w:r>{mark}</w:r></w:p></w:tc>"
    row = "".join(
        f"<w:tc><w:p><w:r><w:t>{report.written[f'/applications/outcomes/total/{column}']}</w:t></w:r></w:p></w:tc>"
        for column, _ in COLUMNS[:-1]
    )
    label = '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>（七）总计</w:t></w:r></w:p></w:tc>'
    heading = "<w:p><w:r><w:t>三、收到和处理政府信息公开申请情况</w:t></w:r></w:p>"
    made = word.package(f"{heading}<w:tbl><w:tr>{label}{row}{cell}</w:tr></w:tbl>")
    result = reportc.compile(made)
    found = [finding.message() for finding in result.diagnostics if finding.rule.code == "X003"]
    assert found == [f"「（七）总计·总计」印为「{total}」，旁有{words}，读作 {total}"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("decimal", "1 10 11 27 110"),
        ("decimalZero", "01 10 11 27 110"),
        ("chineseCounting", "一 十 十一 二十七 一百一十"),
        ("chineseCountingThousand", "一 十 十一 二十七 一百一十"),
        ("japaneseCounting", "一 十 十一 二十七 一百一十"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾柒 壹佰壹拾"),
        ("ideographDigital", "一 一〇 一一 二七 一一〇"),
        ("decimalFullWidth", "１ １０ １１ ２７ １１０"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ 27 110"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ 27 110"),
        ("ideographTraditional", "甲 癸 甲 庚 癸"),
        ("ideographZodiac", "子 酉 戌 寅 丑"),
        ("upperRoman", "I X XI XXVII CX"),
        ("lowerLetter", "a j k aa fffff"),
        ("none", "    "),
        ("unheardOf", "1 10 11 27 110"),
    ],
)
def test_numerals_are_written_as_word_does(form: str, words: str) -> None:
    assert " ".join(written(number, form) for number in (1, 10, 11, 27, 110)) == words


def test_numerals_without_end() -> None:
    assert written(0, "chineseCounting") == "零"
    assert written(105, "chineseCounting") == "一百零五"
    assert written(2008, "chineseCounting") == "二千零八"
    assert written(10**9, "chineseCounting") == "1000000000"
    assert written(-3, "lowerRoman") == "-3"
