"""Word files: packages of raw XML, and reports as people leave them in Word after a year of changes.

They have headings numbered by Word, words in many runs, content controls, tracked changes and merged cells:
all the differences between the XML and the text that is shown.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from random import Random

from reports import tables
from reports.report import Report
from reports.tables import Box, Table
from reports.words import HEADINGS

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OF_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
HINTS = "http://schemas.microsoft.com/office/word/2003/auxHint"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Wrap = Callable[[str], str]


def package(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    name: str = "word/document.xml",
    space: str = TRANSITIONAL,
    others: Mapping[str, bytes] | None = None,
    stored: bool = False,
) -> bytes:
    """Return a Word file: `body`, `numbering` and `styles` are the contents of the roots of these parts."""
    folder, _, file = name.rpartition("/")
    roots = {"document": f"<w:body>{body}</w:body>", "numbering": numbering, "styles": styles}
    names = {"document": name, "numbering": f"{folder}/numbering.xml", "styles": f"{folder}/styles.xml"}
    parts = {names[root]: part(root, inside, space) for root, inside in roots.items() if inside}
    others = others or {}
    kinds = [
        f'<Override PartName="/{names[root]}" ContentType="{_MAIN}.{root}{".main" if root == "document" else ""}+xml"/>'
        for root, inside in roots.items()
        if inside
    ]
    targets = [
        (_OFFICE + "/" + root, names[root].rpartition("/")[2]) for root in ("numbering", "styles") if roots[root]
    ]
    xml = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    made = {
        "[Content_Types].xml": _declared(f'<Types xmlns="{_PACKAGE}/content-types">{xml}{"".join(kinds)}</Types>'),
        "_rels/.rels": _relations([(_OFFICE + "/officeDocument", name)]),
        f"{folder}/_rels/{file}.rels": _relations(targets),
        **parts,
        **others,
    }
    return zipped(made, stored=stored)


def zipped(parts: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """Pack parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Unpack parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(root: str, inside: str, space: str = TRANSITIONAL) -> bytes:
    """Return a part with its root."""
    return _declared(f'<w:{root} xmlns:w="{space}" {_SPACES}>{inside}</w:{root}>')


def _declared(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _relations(targets: Sequence[tuple[str, str]]) -> bytes:
    rows = [f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets)]
    return _declared(f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>')


NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    for number, form, text in ((0, "chineseCountingThousand", "%1、"), (1, "chineseCounting", "（%1）"))
) + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
STYLES = (
    '<w:style w:type="paragraph" w:styleId="a" w:default="1"/>'
    '<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="t"><w:rPr><w:vanish/></w:rPr></w:style>'
)

_DELETED = '<w:del w:id="7"><w:r><w:delText>7</w:delText></w:r></w:del>'
_NOTHING = (
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    _DELETED,
    '<w:moveFrom w:id="8"><w:r><w:t>8</w:t></w:r></w:moveFrom>',
    "<w:r><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr></w:r>",
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> QUOTE 9 </w:instrText><w:fldChar w:fldCharType="end"/></w:r>',
)
_AROUND_RUNS: tuple[Wrap, ...] = (
    lambda run: run,
    lambda run: run,
    lambda run: f'<w:ins w:id="2" w:author="某">{run}</w:ins>',
    lambda run: f'<w:smartTag w:element="a">{run}</w:smartTag>',
    lambda run: f"<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>",
    lambda run: f'<w:fldSimple w:instr=" =SUM(LEFT) ">{run}</w:fldSimple>',
    lambda run: (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> = 1+6 </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
)
_PROPERTIES = (
    "",
    "",
    '<w:rPr><w:sz w:val="18"/></w:rPr>',
    '<w:rPr><w:b/><w:vanish w:val="0"/><w:strike w:val="false"/></w:rPr>',
    '<w:rPr><w:vertAlign w:val="baseline"/><w:rPrChange w:id="3"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>',
)


def document(report: Report, rng: Random, *, stored: bool = False) -> bytes:
    """Draw a report as a Word file."""
    body = "".join(_blocks(report, rng))
    if rng.random() < 0.2:
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"  # a table for the page layout
    return package(f"{body}<w:sectPr/>", numbering=NUMBERING, styles=STYLES, stored=stored)


def _blocks(report: Report, rng: Random) -> Sequence[str]:
    sections: tuple[Sequence[str], ...] = (
        [paragraph(text, rng) for text in report.overview],
        [table(drawn, rng) for drawn in tables.disclosure(report, apart=rng.random() < 0.5)],
        [table(tables.applications(report), rng)],
        [table(tables.proceedings(report), rng)],
        [paragraph(text, rng) for text in report.problems],
        [paragraph(text, rng) for text in report.other_matters],
    )
    blocks = [paragraph(text, rng) for text in (report.title, *report.preamble) if text]
    how = rng.choice(("written", "counted", "styled"))
    for heading, section in zip(HEADINGS, sections, strict=True):
        blocks += [_heading(heading, how, rng), *section, rng.choice(("", "<w:p/>"))]
    return blocks


def _heading(text: str, how: str, rng: Random) -> str:
    """Draw a heading, its number in the text or counted by Word."""
    if how == "written":
        return paragraph(text, rng)
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(text.partition("、")[2], rng, counted if how == "counted" else '<w:pStyle w:val="1"/>')


def paragraph(text: str, rng: Random, properties: str = "") -> str:
    """Draw a paragraph in several runs."""
    mark = rng.choice(("", "", '<w:rPr><w:sz w:val="18"/></w:rPr>'))
    inside = "".join(_runs(text, rng))
    drawn = f"<w:p><w:pPr>{properties}{mark}</w:pPr>{inside}</w:p>"
    if rng.random() < 0.05:
        return f"<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>{drawn}</w:sdtContent></w:sdt>"
    return drawn


def _runs(text: str, rng: Random) -> Sequence[str]:
    parts, at = [], 0
    while at < len(text):
        end = at + rng.choice((1, 2, 5, len(text)))
        run = f"<w:r>{rng.choice(_PROPERTIES)}<w:t xml:space='preserve'>{escape(text[at:end], quote=False)}</w:t></w:r>"
        parts += [rng.choice(_AROUND_RUNS)(run), rng.choice((*_NOTHING, *[""] * 20))]
        at = end
    return parts


def table(drawn: Table, rng: Random) -> str:
    """Draw a table; vertically merged cells continue as an empty cell in each row below."""
    rows = []
    for number, covered in enumerate(drawn.covered()):
        seen: list[Box | None] = []
        cells = []
        for box in covered:
            if box not in seen:
                seen.append(box)
                cells.append(_cell(box, number, rng))
        row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
        around = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>" if rng.random() < 0.05 else "{}"
        gone = "<w:tr><w:trPr><w:del w:id='9'/></w:trPr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr>"
        rows += [around.format(row), gone if rng.random() < 0.05 else ""]
    grid = "<w:gridCol w:w='700'/>" * drawn.columns
    return f"<w:tbl><w:tblPr><w:tblStyle w:val='t'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(box: Box | None, row: int, rng: Random) -> str:
    if box is None:
        return "<w:tc><w:p/></w:tc>"
    span = f'<w:gridSpan w:val="{box.width}"/>' if box.width > 1 else ""
    first = box.row == row
    reaches = ("<w:vMerge w:val='restart'/>" if first else "<w:vMerge/>") if box.height > 1 else ""
    text = box.text if first else ""
    inside = paragraph(text, rng) if text else rng.choice(("<w:p/>", "<w:p><w:pPr/></w:p>", "<w:p></w:p>"))
    if len(text) > 6 and box.pointer is None and rng.random() < 0.2:
        half = rng.randrange(3, len(text) - 2)
        inside = paragraph(text[:half], rng) + paragraph(text[half:], rng)
    drawn = f"<w:tc><w:tcPr><w:tcW w:w='700'/>{span}{reaches}</w:tcPr>{inside}</w:tc>"
    return f"<w:sdt><w:sdtContent>{drawn}</w:sdtContent></w:sdt>" if rng.random() < 0.03 else drawn
