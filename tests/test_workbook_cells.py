"""The displayed contents of a workbook's cells, written by hand: values, marks, hidden parts, irregularities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest

from reportc.source import Source, read
from reportc.syntax.build import pieces
from reportc.syntax.parser import vocabulary
from reports import workbooks
from reports.generate import generate, seeded
from reports.packages import ods, packed, sheet, xlsx

_RICH = '<si><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r><rPh><t>shier</t></rPh></si>'
_STYLES = (
    "<fonts><font/><font><strike/></font><font><strike val='0'/><vertAlign val='subscript'/></font></fonts>"
    "<cellXfs><xf fontId='0'/><xf fontId='1'/><xf fontId='2'/><xf fontId='0' numFmtId='14'/></cellXfs>"
)
CASES: Mapping[str, tuple[dict[str, str], list[str]]] = MappingProxyType(
    {
        "numbers as they are stored": (
            xlsx({"甲": sheet('<row r="3"><c r="B3"><v>12.0</v></c><c r="C3"><v>0.30000000000000004</v></c></row>')}),
            ["甲!B3 12", "甲!C3 0.3"],
        ),
        "numbers that are texts, and what else is": (
            xlsx(
                {
                    "甲 乙": sheet(
                        '<row r="1"><c r="A1" t="inlineStr"><is><t>总计</t></is></c>'
                        '<c r="B1" t="str"><f>1</f><v>7</v></c>'
                        '<c r="C1" t="b"><v>1</v></c><c r="D1" s="3"><v>44563</v></c><c r="E1"><v>3</v></c></row>'
                    )
                },
                styles=_STYLES,
            ),
            ["'甲 乙'!A1 总计", "'甲 乙'!B1 7", "'甲 乙'!C1 TRUE", "'甲 乙'!D1 2022-01-02", "'甲 乙'!E1 3"],
        ),
        "comments, CDATA and references, which calamine passes over": (
            xlsx(
                {
                    "甲": sheet(
                        '<row r="1"><c r="A1"><v><![CDATA[12]]></v></c><c r="B1"><v>1<!-- x -->2</v></c>'
                        '<c r="C1"><v>&#49;2</v></c>'
                        '<c r="D1" t="s"><v>0</v></c>'
                        '<c r="E1" t="inlineStr"><is><t>甲<![CDATA[乙]]><!-- d -->丙</t></is></c></row>'
                    )
                },
                strings="<si><t><![CDATA[总]]>计<!-- x --></t></si>",
            ),
            ["甲!A1 12", "甲!B1 12", "甲!C1 12", "甲!D1 总计", "甲!E1 甲乙丙"],
        ),
        "errors are words": (
            xlsx({"甲": sheet('<row r="1"><c r="A1" t="e"><f>B9</f><v>#REF!</v></c><c r="B1"><v>3</v></c></row>')}),
            ["甲!A1 #REF!", "甲!B1 3"],
        ),
        "a formula says what it came to, if that is stored": (
            xlsx(
                {
                    "甲": sheet(
                        '<row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1"><f>SUM(A1:A2)</f><v></v></c>'
                        '<c r="C1"><f>A1</f></c><c r="D1" t="str"><f>IF(A1=3,"",1)</f><v></v></c>'
                        '<c r="E1"><v>1</v></c></row>'
                    )
                }
            ),
            ["甲!A1 3", "甲!B1  FORMULA =SUM(A1:A2)", "甲!C1  FORMULA =A1", "甲!D1 ", "甲!E1 1"],
        ),
        "raised and struck characters are no digits": (
            xlsx(
                {
                    "甲": sheet(
                        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>5</v></c>'
                        '<c r="C1" s="2"><v>6</v></c>'
                        '<c r="D1" t="inlineStr"><is><r><t>4</t></r><r><rPr><strike/></rPr><t>7</t></r></is></c></row>'
                    )
                },
                strings=_RICH,
                styles=_STYLES,
            ),
            ["甲!A1 12 RAISED 1", "甲!B1  STRUCK 5", "甲!C1  LOWERED 6", "甲!D1 4 STRUCK 7"],
        ),
        "what is hidden is not shown": (
            xlsx(
                {
                    "甲": sheet(
                        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
                        '<row r="2" hidden="1"><c r="A2"><v>4</v></c></row><row r="3"><c r="A3"><v>5</v></c></row>',
                        '<cols><col min="2" max="2" hidden="1"/></cols>',
                    ),
                    "乙": sheet('<row r="1"><c r="A1"><v>6</v></c></row>'),
                },
                state="veryHidden",
            ),
            ["甲!A1 1", "甲!C1 3", "甲!A3 5", "甲!C3 "],
        ),
        "merged cells are one": (
            xlsx(
                {
                    "甲": sheet(
                        '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row>'
                        '<row r="2"><c r="D2"><v>3</v></c></row>',
                        after='<mergeCells><mergeCell ref="A1:C2"/></mergeCells>',
                    )
                }
            ),
            ["甲!A1 1", "甲!D1 2", "甲!D2 3"],
        ),
        "a merged cell is shown where it is on view": (
            xlsx(
                {
                    "甲": sheet(
                        '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row>'
                        '<row r="2"><c r="D2"><v>3</v></c></row>',
                        '<cols><col min="1" max="1" hidden="1"/></cols>',
                        '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
                    )
                }
            ),
            ["甲!B1 1", "甲!D1 2", "甲!B2 ", "甲!C2 ", "甲!D2 3"],
        ),
        "a sheet's name is a heading where the sheet has none": (
            xlsx({"六、其他需要报告的事项": sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>无</t></is></c></row>')}),
            ["六、其他需要报告的事项 六、其他需要报告的事项", "'六、其他需要报告的事项'!A1 无"],
        ),
        "rows and cells without numbers of their own": (
            xlsx({"甲": sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>")}),
            ["甲!A1 1", "甲!B1 2", "甲!A2 3", "甲!B2 4"],
        ),
        "OpenDocument: repeats, spans, errors, marks": (
            ods(
                '<table:table table:name="甲"><table:table-row>'
                '<table:table-cell office:value-type="float" office:value="12" table:number-columns-spanned="2">'
                "<text:p>12.00</text:p></table:table-cell><table:covered-table-cell/>"
                '<table:table-cell office:value-type="float" office:value="0" table:number-columns-repeated="2"/>'
                '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p>'
                "</table:table-cell></table:table-row><table:table-row>"
                '<table:table-cell office:value-type="string"><office:annotation>7</office:annotation>'
                '<text:p>4<text:span text:style-name="up">1</text:span></text:p></table:table-cell>'
                '<table:table-cell table:formula="of:=SUM([.A1])"/></table:table-row>'
                '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" '
                'office:value="9"/></table:table-row><table:table-row table:number-rows-repeated="1048000">'
                '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>',
                '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>',
            ),
            [
                *("甲!A1 12", "甲!C1 0", "甲!D1 0", "甲!E1 #REF!"),
                *("甲!A2 4 RAISED 1", "甲!B2  FORMULA =SUM([.A1])", "甲!C2 ", "甲!D2 ", "甲!E2 "),
            ],
        ),
    }
)


FLAT = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>
<Worksheet ss:Name="甲"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">总计</Data><Comment><Data>7</Data></Comment></Cell>
<Cell><Data ss:Type="Number">99</Data></Cell><Cell><Data ss:Type="Number">12.0</Data></Cell>
<Cell ss:Index="6" ss:StyleID="s1"><Data ss:Type="Number">5</Data></Cell></Row>
<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">4<Sup>1</Sup></ss:Data></Cell>
<Cell ss:Formula="=SUM(R1C1)"/><Cell/><Cell><Data ss:Type="Error">#REF!</Data></Cell>
<Cell><Data ss:Type="DateTime">2022-01-02T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="Number">8</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="乙"><Table><Row><Cell><Data ss:Type="Number">6</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_a_workbook_in_one_xml_file_shows() -> None:
    assert shown_of(read(FLAT.encode(), vocabulary())) == [
        *("甲!A2 总计", "甲!D2 12", "甲!E2 ", "甲!F2  STRUCK 5"),
        *("甲!A3 4 RAISED 1", "甲!B3  FORMULA =SUM(R1C1)", "甲!D3 #REF!", "甲!E3 2022-01-02", "甲!F3 "),
    ]


HIDDEN: Mapping[str, tuple[bytes, str]] = MappingProxyType(
    {
        "a sheet, a column and a row": (
            packed(CASES["what is hidden is not shown"][0]),
            "工作表「乙」、「甲」第2行、「甲」第B列",
        ),
        "an empty sheet is nobody's loss": (
            packed(xlsx({"甲": sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), "乙": sheet("")}, state="hidden")),
            "",
        ),
        "a merged cell that shows what it holds": (
            packed(CASES["a merged cell is shown where it is on view"][0]),
            "",
        ),
        "rows that follow one another": (
            packed(
                xlsx(
                    {
                        "甲": sheet(
                            "".join(
                                f'<row r="{row}"{" hidden=" + chr(34) + "1" + chr(34) if row in (2, 3, 5) else ""}>'
                                f'<c r="A{row}"><v>{row}</v></c></row>'
                                for row in range(1, 7)
                            )
                        )
                    }
                )
            ),
            "「甲」第2–3、5行",
        ),
        "OpenDocument": (packed(CASES["OpenDocument: repeats, spans, errors, marks"][0]), "「甲」第3行"),
        "one XML file": (FLAT.encode(), "工作表「乙」、「甲」第4行、「甲」第C列"),
    }
)


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_is_told(name: str) -> None:
    data, places = HIDDEN[name]
    assert _hidden(data) == places


@pytest.mark.parametrize(
    "save", [workbooks.by_xlsxwriter, workbooks.by_openpyxl, workbooks.by_xlwt, workbooks.by_odfpy]
)
def test_a_hidden_sheet_is_told_whatever_program_wrote_it(save: Callable[[workbooks.Book], bytes]) -> None:
    rng = seeded("hidden")
    assert _hidden(save(workbooks.a_sheet_a_section(generate(rng, plain=True), rng))) == "工作表「填表说明」"


def _hidden(data: bytes) -> str:
    """Return the message about hidden parts."""
    found = [one for one in read(data, vocabulary()).diagnostics if one.rule.code == "X011"]
    return "".join(one.message().removesuffix("是隐藏的，其中的内容没有读") for one in found)


@pytest.mark.parametrize("name", CASES)
def test_a_cell_shows(name: str) -> None:
    parts, shown = CASES[name]
    assert shown_of(read(packed(parts), vocabulary())) == shown


def shown_of(source: Source) -> list[str]:
    """Return each piece with its place, its text and its remark."""
    assert source.refusal is None
    found = []
    for piece in pieces(source):
        place = source.places.at(piece.spans[0].start)
        remarks = "".join(f" {remark.setting.name} {remark.text}" for remark in piece.remarks)
        found.append(f"{place.zh if place else ''} {piece.text}{remarks}")
    return found
