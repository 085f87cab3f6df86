"""Comments in a copy of a Word file: each finding is at its paragraph; everything else is kept and reads the same."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import docx
import pytest

from reportc import api
from reportc.emit.annotate import annotated
from reportc.emit.findings import Findings
from reportc.source import Refusal, Source
from reports import word
from reports.generate import generate, seeded

W = f"{{{word.TRANSITIONAL}}}"
DOCUMENT, COMMENTS, TYPES = "word/document.xml", "word/comments.xml", "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
_MARKS = re.compile(
    rb'<w:comment(?:RangeStart|RangeEnd)[^<>]*/>|<w:r xmlns:w="[^"]*"><w:commentReference[^<>]*/></w:r>'
)


def wrong(space: str = word.TRANSITIONAL) -> bytes:
    """Return a file with a wrong sum and a blank total."""
    cells = [["二、上年结转政府信息公开申请数量", *"1234567"], ["一、本年新收政府信息公开申请数量", *"123456", ""]]
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{_paragraph(text)}</w:tc>' for text in row)}</w:tr>" for row in cells)
    heading = _paragraph("三、收到和处理政府信息公开申请情况")
    return word.package(f"{heading}<w:tbl>{rows}</w:tbl><w:sectPr/>", space=space)


def _paragraph(text: str) -> str:
    properties = "<w:pPr><w:jc/></w:pPr>" if text.isdigit() else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>" if text else "<w:p/>"


def findings(data: bytes) -> tuple[Findings, Source]:
    checked = api.check(data)
    return Findings("a.docx", checked, checked.diagnostics), checked.source


def comments(data: bytes) -> dict[str, str]:
    """Return the text of each comment by its number."""
    root = ET.fromstring(word.unzipped(data)[COMMENTS])  # noqa: S314  # our own
    return {
        one.get(f"{W}id") or "": "\n".join("".join(p.itertext()) for p in one.iter(f"{W}p"))
        for one in root.iter(f"{W}comment")
    }


def marked(data: bytes) -> dict[str, str]:
    """Return the text of the paragraph of each comment."""
    root = ET.fromstring(word.unzipped(data)[DOCUMENT])  # noqa: S314  # likewise
    found = {}
    for paragraph in root.iter(f"{W}p"):
        inside = [child.tag for child in paragraph]
        for child in paragraph.findall(f"{W}commentRangeStart"):
            assert inside.index(f"{W}commentRangeStart") <= 1
            assert inside[-1] == f"{W}r"
            found[child.get(f"{W}id") or ""] = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    assert found.keys() == {end.get(f"{W}id") for end in root.iter(f"{W}commentRangeEnd")}
    assert found.keys() == {one.get(f"{W}id") for one in root.iter(f"{W}commentReference")}
    return found


@pytest.mark.parametrize("space", [word.TRANSITIONAL, word.STRICT])
def test_each_finding_is_a_comment_at_its_paragraph(space: str) -> None:
    found, source = findings(wrong(space))
    made = annotated(found, source)
    assert isinstance(made, bytes)
    made = word.zipped(
        {n: p.replace(word.STRICT.encode(), word.TRANSITIONAL.encode()) for n, p in word.unzipped(made).items()}
    )
    words, places = comments(made), marked(made)
    assert len(words) == len(found.new)
    assert words.keys() == places.keys()
    total = next(number for number, text in words.items() if "A303" in text)
    assert words[total].startswith("错误 A303：「二、上年结转政府信息公开申请数量·总计」印为 7，各项之和为 21")
    assert "疑应为 21" in words[total]
    assert places[total] == "7"
    blank = next(number for number, text in words.items() if "A305" in text)
    assert "可改：填 21" in words[blank]


def test_nothing_that_stood_in_the_file_goes() -> None:
    data = wrong()
    made = annotated(*findings(data))
    assert isinstance(made, bytes)
    before, after = word.unzipped(data), word.unzipped(made)
    assert {name for name in after if before.get(name) != after[name]} == {DOCUMENT, COMMENTS, TYPES, RELATIONS}
    assert _MARKS.sub(b"", after[DOCUMENT]).replace(b"<w:p></w:p>", b"<w:p/>") == before[DOCUMENT]
    assert after[TYPES].replace(_declared(after[TYPES]), b"") == before[TYPES]
    assert api.compile(made).source.text == api.compile(data).source.text
    assert annotated(*findings(data)) == made  # the same bytes each time


def _declared(types: bytes) -> bytes:
    found = re.search(rb'<Override PartName="/word/comments.xml"[^<>]*/>', types)
    assert found
    return found.group()


def test_comments_that_are_there_stay() -> None:
    once = annotated(*findings(wrong()))
    assert isinstance(once, bytes)
    twice = annotated(*findings(once))
    assert isinstance(twice, bytes)
    assert len(comments(twice)) == 2 * len(comments(once))
    assert comments(once).items() <= comments(twice).items()
    assert marked(twice).keys() == comments(twice).keys()
    assert word.unzipped(twice)[TYPES] == word.unzipped(once)[TYPES]


def test_parts_that_are_empty_are_opened() -> None:
    once = annotated(*findings(wrong()))
    assert isinstance(once, bytes)
    parts = word.unzipped(once)
    empty = f'<w:comments xmlns:w="{word.TRANSITIONAL}"/>\n'.encode()
    made = annotated(*findings(word.zipped(parts | {COMMENTS: empty})))
    assert isinstance(made, bytes)
    assert comments(made) == comments(once)
    bare = word.unzipped(wrong()) | {RELATIONS: b'<Relationships xmlns="r"/>'}
    again = annotated(*findings(word.zipped(bare)))
    assert isinstance(again, bytes)
    assert b"</Relationships>" in word.unzipped(again)[RELATIONS]


def test_a_copy_with_comments_opens_in_python_docx() -> None:
    rng = seeded("annotate")
    made = annotated(*findings(word.document(generate(rng, blanks="totals"), rng)))
    assert isinstance(made, bytes)
    found = [comment.text for comment in docx.Document(io.BytesIO(made)).comments]
    assert len(found) == len(comments(made)) > 20
    assert {comment.author for comment in docx.Document(io.BytesIO(made)).comments} == {"reportc"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param("三、收到和处理政府信息公开申请情况\n".encode(), "文本不能加批注", id="a text"),
        pytest.param(b"%PDF-1.7 \xe4", "PDF", id="a PDF"),
        pytest.param(word.package("")[:-30], "损坏", id="a damaged file"),
    ],
)
def test_what_takes_no_comments_says_so(data: bytes, why: str) -> None:
    made = annotated(*findings(data))
    assert isinstance(made, Refusal)
    assert why in made.zh
