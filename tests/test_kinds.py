"""A file is recognised by its content; one that is not read is X008, which states its kind and what to do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import reportc
from reportc import api
from reportc.source import read
from reportc.source.kinds import Kind, kind_of
from reportc.syntax.parser import vocabulary
from reports import word
from reports.flips import flipped, flipped_inside
from reports.generate import generate, seeded

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
_MIME = b"MIME-Version: 1.0\r\nFrom: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n\ttype=a\r\n\r\n"


def ole(*streams: str) -> bytes:
    """Return the beginning of an OLE file and the names of its streams."""
    return _OLE + b"".join((name + "\0").encode("utf-16-le") for name in streams)


def packed(*names: str, **parts: bytes) -> bytes:
    return word.zipped(dict.fromkeys(names, b"") | parts)


FILES: Mapping[str, tuple[bytes, Kind]] = {
    "a text": ("三、收到和处理政府信息公开申请情况".encode(), Kind.TEXT),
    "nothing": (b"", Kind.TEXT),
    "a page": (b"<html><body>", Kind.TEXT),
    "a text in UTF-16": ("一、总体情况".encode("utf-16"), Kind.TEXT),
    "a Word file": (word.package("<w:p/>"), Kind.DOCX),
    "a Word file whose document has another name": (word.package("", name="a/b.xml"), Kind.DOCX),
    "a Word file that is cut off": (word.package("<w:p/>")[:-30], Kind.DOCX),
    "a Word file whose beginning is left": (word.package("<w:p/>")[:200] + b"word/styles.xml", Kind.DOCX),
    "a workbook whose beginning is left": (packed("[Content_Types].xml", "xl/styles.xml")[:90], Kind.XLSX),
    "Word XML": (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', Kind.WORD_XML),
    "a page that speaks of Word": (b"<html>progid=Word.Document http://schemas.microsoft.com/office/word", Kind.TEXT),
    "a page that Word saved": (b'<html xmlns:w="urn:schemas-microsoft-com:office:word">', Kind.TEXT),
    "a workbook": (packed("xl/workbook.xml", "word/document.xml.bak"), Kind.XLSX),
    "a presentation": (packed("ppt/presentation.xml"), Kind.PPTX),
    "OFD": (packed("OFD.xml"), Kind.OFD),
    "ODT": (packed(mimetype=b"application/vnd.oasis.opendocument.text"), Kind.ODT),
    "ODS": (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), Kind.ODS),
    "a zip of other files": (packed("a.txt"), Kind.ARCHIVE),
    "an empty zip": (packed(), Kind.ARCHIVE),
    "RAR": (b"Rar!\x1a\x07\0", Kind.ARCHIVE),
    "an old Word file": (ole("Root Entry", "WordDocument"), Kind.DOC),
    "an old workbook": (ole("Root Entry", "Workbook"), Kind.XLS),
    "an older workbook": (ole("Root Entry", "Book"), Kind.XLS),
    "an encrypted file": (ole("EncryptionInfo", "EncryptedPackage"), Kind.ENCRYPTED),
    "another OLE file": (ole("Root Entry"), Kind.OLE),
    "PDF": (b"%PDF-1.4\n%\xe2\xe3", Kind.PDF),
    "PDF after other bytes": (b"\r\n\r\n%PDF-1.4", Kind.PDF),
    "a text that speaks of PDF": ("附件：报告.%PDF-格式".encode(), Kind.TEXT),
    "RTF": (b"{\\rtf1\\ansi", Kind.RTF),
    "MHTML": (_MIME, Kind.MHTML),
    "PNG": (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    "JPEG": (b"\xff\xd8\xff\xe0", Kind.PICTURE),
    "TIFF": (b"II*\0", Kind.PICTURE),
    "WebP": (b"RIFF\0\0\0\0WEBPVP8 ", Kind.PICTURE),
    "BMP": (b"BM" + (30).to_bytes(4, "little") + bytes(24), Kind.PICTURE),
    "a text that begins like BMP": (b"BM 2023", Kind.TEXT),
}


@pytest.mark.parametrize(("data", "kind"), FILES.values(), ids=FILES.keys())
def test_a_file_is_known_by_what_stands_in_it(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(ole("EncryptedPackage"), ("加密", "密码"), id="encrypted"),
        pytest.param(b"\x89PNG\r\n\x1a\n", ("图片", "识别"), id="a picture"),
        pytest.param(packed("a.txt"), ("压缩包", "解压"), id="an archive"),
        pytest.param(word.package("")[:200], ("压缩包", "损坏"), id="the beginning of an archive"),
        pytest.param(packed("ppt/presentation.xml"), ("演示文稿", "docx"), id="a presentation"),
        pytest.param(word.package("<w:p/>")[:-30], ("损坏",), id="damaged"),
        pytest.param(word.package('<w:altChunk r:id="a" xmlns:r="r"/>'), ("网页", "重新保存"), id="a page inside"),
        pytest.param(word.package("<w:p><w:r><w:drawing/></w:r></w:p>"), ("只有图片", "识别"), id="pictures inside"),
    ],
)
def test_what_is_not_read_says_what_it_is_and_what_to_do(data: bytes, words: tuple[str, ...]) -> None:
    checked = api.check(data)
    (finding,) = checked.diagnostics
    assert finding.rule.code == "X008"
    assert all(word in finding.message() for word in words)
    assert checked.source.text == ""


# ------------------------------------------------------------------ hostile files


def small(*, stored: bool = False) -> bytes:
    rng = seeded("hostile")
    return word.document(generate(rng, plain=True), rng, stored=stored)


def document(inside: bytes, **parts: bytes) -> bytes:
    """Return a Word file whose document part is these bytes."""
    return word.zipped(word.unzipped(word.package("")) | {"word/document.xml": inside, **parts})


def refused(data: bytes) -> str:
    """Return the reason why a file is not read."""
    (finding,) = api.check(data).diagnostics
    assert finding.rule.code == "X008"
    return finding.message()


def test_entities_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]><d>&e8;</d>'.encode()
    outside = b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'
    assert "实体" in refused(document(bomb))
    assert "实体" in refused(document(outside))


def test_a_bomb_is_not_unpacked() -> None:
    assert "损坏" in refused(document(b"<d>" + b" " * 80_000_000))


def test_a_hundred_thousand_parts() -> None:
    assert "部件" in refused(word.zipped({f"word/{n}": b"" for n in range(100_000)} | {"word/document.xml": b""}))


def test_a_million_elements() -> None:
    assert "过大" in refused(document(b"<d>" + b"<a></a>" * 600_000 + b"</d>"))


def test_sixty_thousand_paragraphs() -> None:
    assert "段落" in refused(word.package("<w:p><w:r><w:t>2.重复申请</w:t></w:r></w:p>" * 60_000))


def test_deep_nesting() -> None:
    space = word.TRANSITIONAL.encode()
    tables = (
        b"<w:tbl><w:tr><w:tc>" * 20_000 + b"<w:p><w:r><w:t>7</w:t></w:r></w:p>" + b"</w:tc></w:tr></w:tbl>" * 20_000
    )
    boxes = b"<w:p><w:r><w:txbxContent>" * 20_000 + b"<w:p/>" + b"</w:txbxContent></w:r></w:p>" * 20_000
    for inside in (tables, boxes, b"<w:sdt>" * 90_000 + b"</w:sdt>" * 90_000):
        reportc.compile(document(b'<w:document xmlns:w="%b">%b</w:document>' % (space, inside)))


def test_styles_and_lists_that_refer_to_each_other() -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:rPr><w:strike w:val="0"/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert reportc.compile(word.package(body, styles=styles, numbering=numbering)).source.text == "甲\n"


def test_numbers_beyond_all_measure() -> None:
    span = '<w:gridSpan w:val="999999999"/>'
    cell = f"<w:tc><w:tcPr>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>"
    rows = f'<w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr>{cell * 50}</w:tr>' * 50
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="-1"/><w:numId w:val="²"/></w:numPr></w:pPr></w:p>'
    reportc.compile(word.package(f"<w:tbl>{rows}</w:tbl>{numbered}"))


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_that_is_cut_off(tenth: int) -> None:
    data = small()
    assert "损坏" in refused(data[: len(data) * tenth // 10])


LITTLE = word.package(
    '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>收到和处理政府信息公开申请情况</w:t></w:r></w:p>'
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>2.重复申请'
    '</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r>'
    "</w:p></w:tc></w:tr><w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:ins><w:r><w:t>7</w:t></w:r></w:ins></w:p></w:tc>"
    "</w:tr></w:sdtContent></w:sdt></w:tbl>",
    styles='<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
"""A document with an element of each kind."""


def test_a_thousand_files_with_flipped_bytes() -> None:
    for bad in flipped(LITTLE):
        read(bad, vocabulary())


def test_a_thousand_files_with_flipped_bytes_of_the_xml() -> None:
    for bad in flipped_inside(LITTLE):
        read(bad, vocabulary())


def test_a_whole_report_with_flipped_bytes() -> None:
    for bad in (*flipped(small(stored=True), 20), *flipped_inside(small(), 20)):
        reportc.compile(bad)
