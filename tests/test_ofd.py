"""OFD files: the content of a PDF file reads the same from OFD; objects are placed by the standard."""

from __future__ import annotations

import pytest

import reportc
from reportc.source import pdf, read
from reportc.source.ofd import sheets
from reportc.source.pieces import Setting
from reportc.source.sheets.sheet import UNKNOWN, Sheet
from reportc.syntax.parser import vocabulary
from reports import ofd, printing
from reports.flips import flipped, flipped_inside
from reports.generate import generate, seeded
from reports.judge import judge
from reports.ofd import line, text
from reports.report import truth

GRID = "".join(line(20, y, 120, y) for y in (30, 40, 50)) + "".join(line(x, 30, x, 50) for x in (20, 80, 120))
WORDS = text("行政处罚", 22, 37) + text("12", 82, 37) + text("行政强制", 22, 47) + text("3", 82, 47)
ROWS = ["行政处罚\t12", "行政强制\t3"]


def lines(data: bytes) -> list[str]:
    """Return the lines of a file's projection."""
    return read(data, vocabulary()).text.splitlines()


def why(data: bytes) -> str:
    """Return the reason why a file is not read."""
    refusal = read(data, vocabulary()).refusal
    return refusal.zh if refusal else ""


@pytest.mark.parametrize("name", ["grid", "boxed", "bare"])
def test_what_a_pdf_file_shows_reads_the_same(name: str) -> None:
    rng = seeded(f"ofd {name}")
    report = generate(rng)
    pages = pdf.sheets(printing.printed(report, rng, {**printing.RULES, **printing.OPEN}[name], numbered=True))
    assert isinstance(pages, list)
    verdict = judge(truth(report), reportc.compile(ofd.drawn_again(pages)))
    assert not verdict.silent, str(verdict)
    assert not verdict.lost, str(verdict)
    if name in printing.RULES:
        assert not verdict.missed, str(verdict)
        assert not verdict.texts, str(verdict)


def test_objects_stand_where_their_corner_and_matrix_say() -> None:
    assert lines(ofd.ofd([GRID + WORDS])) == ROWS
    doubled = text("12", 82, 37, 2, CTM="2 0 0 2 0 -2").replace('Size="2"', 'Size="2"')
    assert lines(ofd.ofd([GRID + WORDS.replace(text("12", 82, 37), doubled)])) == ROWS


def test_the_area_of_the_page_is_where_it_begins() -> None:
    (sheet,) = _sheets(ofd.ofd([WORDS], size="20 30 100 200"))
    assert (round(sheet.width), round(sheet.height)) == (283, 567)
    assert 4 < sheet.glyphs[0].left < 7


def test_ways_between_characters_are_counted_as_the_standard_shortens_them() -> None:
    words = '<ofd:TextCode X="1" Y="4" DeltaX="g 2 4 8 2">一二三四56</ofd:TextCode>'
    place = 'ID="1" Boundary="10 10 90 9" Font="1" Size="4"'
    (sheet,) = _sheets(ofd.ofd([f"<ofd:TextObject {place}>{words}</ofd:TextObject>"]))
    millimetres = [round(glyph.left * 25.4 / 72, 3) for glyph in sheet.glyphs]
    assert millimetres == [11, 15, 19, 27, 29, 31]


def test_templates_and_drawings_are_drawn_too() -> None:
    resources = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="9" Height="9"><ofd:Content>'
        f"{text('3', 2, 7)}</ofd:Content></ofd:CompositeGraphicUnit>"
        '<ofd:CompositeGraphicUnit ID="71"><ofd:Content>'
        f"{text('9', 2, 7)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    shown = '<ofd:CompositeObject ID="9" Boundary="80 40 9 9" ResourceID="70"/>'
    page = WORDS.replace(text("3", 82, 47), shown)
    assert lines(ofd.ofd([page], templates=[GRID], resources=resources)) == ROWS
    again = resources.replace(text("3", 2, 7), shown)
    assert lines(ofd.ofd([page], templates=[GRID], resources=again))[0] == ROWS[0]


def test_a_filled_area_may_be_a_rule() -> None:
    drawn = "".join(
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {w} {h}" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
        f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
        for x, y, w, h in [(20, y, 100, 0.2) for y in (30, 40, 50)] + [(x, 30, 0.2, 20) for x in (20, 80, 120)]
    )
    assert lines(ofd.ofd([drawn + WORDS])) == ROWS


def test_what_an_object_is_cut_to_and_filled_with_is_none_of_it() -> None:
    area = '<ofd:Path Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:Path>'
    clips = f"<ofd:Clips><ofd:Clip><ofd:Area>{area}</ofd:Area></ofd:Clip></ofd:Clips>"
    cell = f'<ofd:CellContent ID="8">{text("8", 82, 37)}</ofd:CellContent>'
    filled = f'<ofd:FillColor><ofd:Pattern Width="6" Height="6">{cell}</ofd:Pattern></ofd:FillColor>'
    grid = GRID.replace("<ofd:AbbreviatedData", f"{filled}<ofd:AbbreviatedData")
    grid = grid.replace("</ofd:AbbreviatedData>", f"</ofd:AbbreviatedData>{clips}")
    assert lines(ofd.ofd([grid + WORDS])) == ROWS


def test_what_is_not_to_be_seen_is_no_part_of_a_number() -> None:
    white = text("7", 95, 37).replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')
    (sheet,) = _sheets(ofd.ofd([text("8", 82, 37, Visible="false") + white]))
    assert [(glyph.text, glyph.setting) for glyph in sheet.glyphs] == [("7", Setting.HIDDEN)]


def test_shapes_without_a_code_are_no_digits() -> None:
    mapped = text("¤¤¤¤", 22, 37).replace("<ofd:TextCode", "<ofd:CGTransform CodePosition='0'/><ofd:TextCode")
    (sheet,) = _sheets(ofd.ofd([mapped]))
    assert {glyph.text for glyph in sheet.glyphs} == {UNKNOWN}
    assert "没有文字编码" in why(ofd.ofd([mapped]))


def test_radicals_are_the_characters_that_they_look_like() -> None:
    assert lines(ofd.ofd([text("⼈⺠政府⽂件", 22, 37)])) == ["人民政府文件"]


def test_pictures_and_empty_files_hold_no_text() -> None:
    picture = '<ofd:ImageObject ID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="5"/>'
    assert why(ofd.ofd([picture])).startswith("这是扫描的 OFD，没有文字")
    assert "是空的" in why(ofd.ofd([""]))


def test_files_that_nobody_vouches_for_give_a_result_or_a_reason() -> None:
    whole = ofd.ofd([GRID + WORDS, WORDS])
    for tenth in range(10):
        read(whole[: len(whole) * tenth // 10], vocabulary())
    for changed in (*flipped(whole), *flipped_inside(whole)):
        read(changed, vocabulary())


@pytest.mark.parametrize(
    "page",
    [
        "<ofd:PageBlock>" * 20_000,
        text("12", 9, 9, Boundary2="nan").replace("X=", 'X="-" DeltaX="g g 9 99999999999 1" Z='),
        text("12", 9, 9).replace('Size="4"', 'Size="1e300" CTM="1 2 3"').replace('Boundary="9.', 'Boundary="nan inf '),
        line(0, 0, 1, 1).replace("M 0 0 L", "L L M 1 C A 1 B C C M 0 0 L 1e400 0"),
        '<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="70"/>' * 200,
    ],
)
def test_odd_objects_are_left_out(page: str) -> None:
    endless = '<ofd:CompositeGraphicUnit ID="70">' + '<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="70"/>' * 20
    assert lines(ofd.ofd([WORDS, page], resources=f"{endless}</ofd:CompositeGraphicUnit>"))[0].startswith("行政处罚")


def test_a_package_without_pages_and_entities_says_so() -> None:
    assert "已损坏" in why(ofd.packed({"OFD.xml": "<a/>"}))
    entity = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "实体" in why(ofd.packed({"OFD.xml": entity}))
    assert "页数超过" in why(ofd.ofd([""] * 2_001))


def _sheets(data: bytes) -> list[Sheet]:
    pages = sheets(data)
    assert isinstance(pages, list)
    return pages
