"""PDF files: reports printed by programs are read exactly; files drawn by hand are read as they look."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import reportc
from reportc.source import pdf, read
from reportc.source.blocks import Block
from reportc.source.pdf.pdfium import library
from reportc.source.pieces import Setting
from reportc.source.projected import Projected
from reportc.source.sheets.tables import tables
from reportc.syntax.parser import vocabulary
from reports import handmade, printing
from reports.flips import flipped
from reports.generate import generate, seeded
from reports.handmade import text
from reports.judge import judge
from reports.report import truth

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
XS, YS = (100, 300, 400, 500), (700, 720, 740, 760)


def lines(data: bytes) -> list[str]:
    """Return the lines of a file's projection."""
    return read(data, vocabulary()).text.splitlines()


def why(data: bytes) -> str:
    """Return the reason why a file is not read."""
    refusal = read(data, vocabulary()).refusal
    return refusal.zh if refusal else ""


# ---- Reports that programs printed


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", printing.RULES)
def test_every_cell_and_text_of_a_printed_report_is_read(name: str, seed: int) -> None:
    rng = seeded(f"pdf {name} {seed}")
    report = generate(rng, plain=seed == 0)
    verdict = judge(
        truth(report), reportc.compile(printing.printed(report, rng, printing.RULES[name], numbered=seed > 0))
    )
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", printing.OPEN)
def test_without_rules_every_cell_is_read_or_named(name: str, seed: int) -> None:
    rng = seeded(f"pdf {name} {seed}")
    report = generate(rng, plain=seed == 0)
    verdict = judge(truth(report), reportc.compile(printing.printed(report, rng, printing.OPEN[name])))
    assert not verdict.silent, str(verdict)
    assert not verdict.lost, str(verdict)
    assert len(verdict.missed) < 20, str(verdict)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside this checkout")
@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/**/*.pdf")), ids=lambda path: path.relative_to(CORPUS).as_posix()
)
def test_every_cell_and_text_of_the_corpus_is_read(path: Path) -> None:
    known = CORPUS / path.relative_to(CORPUS).parts[0] / "truth" / f"{path.stem}.json"
    if not known.is_file():
        pytest.skip("no truth is known of this file")
    verdict = judge(json.loads(known.read_text("utf-8")), reportc.compile(path.read_bytes()))
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)


@pytest.mark.parametrize("name", ["grid", "boxed", "thick"])
def test_tables_have_the_cells_that_pdfplumber_finds(name: str) -> None:
    rng = seeded(f"oracle {name}")
    data = printing.printed(generate(rng, plain=True), rng, printing.RULES[name])
    sheets = pdf.sheets(data)
    assert isinstance(sheets, list)
    with pdfplumber.open(io.BytesIO(data)) as document:
        for sheet, page in zip(sheets, document.pages, strict=True):
            found, _ = tables(sheet, vocabulary())
            ours = [sorted("".join(cell.text.split()) for cell in table.cells) for table in found]
            theirs = [
                sorted("".join(cell.split()) for row in table for cell in row if cell is not None)
                for table in page.extract_tables()
            ]
            assert ours == theirs


def test_places_are_those_of_the_page() -> None:
    rng = seeded("places")
    report = generate(rng, plain=True)
    source = read(printing.printed(report, rng, printing.RULES["grid"]), vocabulary())
    first, place = source.places.at(0), source.places.at(source.text.index("行政许可"))
    assert place
    assert first
    assert place.zh.endswith("第1列")
    assert "页 表" in place.zh
    assert (first.zh, first.en) == ("第1页", "page 1")


# ---- Rules, however they are drawn


def stroked() -> str:
    """Draw the rules of three rows and columns as lines."""
    across = "".join(f"{XS[0]} {y} m {XS[-1]} {y} l S\n" for y in YS)
    return across + "".join(f"{x} {YS[0]} m {x} {YS[-1]} l S\n" for x in XS)


def thin() -> str:
    """Draw them as thin filled rectangles, as Word does."""
    across = "".join(f"{XS[0]} {y - 0.25} {XS[-1] - XS[0]} 0.5 re f\n" for y in YS)
    return across + "".join(f"{x - 0.25} {YS[0]} 0.5 {YS[-1] - YS[0]} re f\n" for x in XS)


def boxes() -> list[tuple[float, float, float, float]]:
    """Return the corner, width and height of each cell."""
    return [(x, y, x2 - x, y2 - y) for y, y2 in pairwise(YS) for x, x2 in pairwise(XS)]


def edges() -> str:
    """Draw the edge of each cell separately."""
    return "".join(f"{x} {y} {w} {h} re S\n" for x, y, w, h in boxes())


def rings() -> str:
    """Draw the area between two rectangles around each cell, the inner one first."""
    return "".join(f"{x + 1} {y + 1} {w - 2} {h - 2} re {x} {y} {w} {h} re f*\n" for x, y, w, h in boxes())


def cut_out() -> str:
    """Fill the page through a ring, once for each cell."""
    return "".join(
        f"q {x + 1} {y + 1} {w - 2} {h - 2} re {x} {y} {w} {h} re W* n 0 0 595 842 re f Q\n" for x, y, w, h in boxes()
    )


def dotted() -> str:
    """Draw the rules as rows of dots."""
    across = "".join(f"{x / 2} {y} .75 .75 re f\n" for y in YS for x in range(2 * XS[0], 2 * XS[-1] + 3, 3))
    return across + "".join(f"{x} {y / 2} .75 .75 re f\n" for x in XS for y in range(2 * YS[0], 2 * YS[-1] + 3, 3))


def scaled() -> str:
    """Draw lines in other units, from the upper left corner."""
    across = "".join(f"{XS[0] * 10} {(842 - y) * 10} m {XS[-1] * 10} {(842 - y) * 10} l S\n" for y in YS)
    down = "".join(f"{x * 10} {(842 - YS[0]) * 10} m {x * 10} {(842 - YS[-1]) * 10} l S\n" for x in XS)
    return f"q .1 0 0 -.1 0 842 cm 4 w {across}{down}Q\n"


WORDS = (
    text("行政许可", 110, 746)
    + text("12", 310, 746)
    + text("3", 410, 746)
    + text("行政处", 110, 731, 8)
    + text("罚", 110, 722, 8)
    + text("4", 310, 726)
    + text("0", 410, 726)
    + text("行政强制", 110, 706)
    + text("56", 410, 706)
)
ROWS = ["行政许可\t12\t3", "行政处罚\t4\t0", "行政强制\t\t56"]


@pytest.mark.parametrize("draw", [stroked, thin, edges, rings, cut_out, dotted, scaled])
def test_rules_are_rules_however_they_are_drawn(draw: object) -> None:
    assert callable(draw)
    assert lines(handmade.pages([draw() + WORDS])) == ROWS


def test_rules_and_text_in_a_drawing_that_is_used_moved() -> None:
    form = handmade.stream(
        stroked() + WORDS,
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Matrix [1 0 0 1 9 0]",
    )
    page = "q .9 0 0 .9 20 50 cm /X Do Q"
    assert lines(handmade.pages([page], resources="/XObject << /X 90 0 R >>", o90=form)) == ROWS


def test_open_sides_are_closed_where_the_rules_end() -> None:
    across = "".join(f"{XS[0]} {y} m {XS[-1]} {y} l S\n" for y in YS[1:])
    down = "".join(f"{x} {YS[0]} m {x} {YS[-1]} l S\n" for x in XS[1:-1])
    assert lines(handmade.pages([across + down + WORDS])) == ROWS


def test_cells_span_where_no_rule_is() -> None:
    drawn = "100 700 400 60 re S 300 700 m 300 760 l S 300 720 m 500 720 l S 300 740 m 500 740 l S "
    words = text("第二十条", 110, 726) + text("第（五）项", 310, 746) + text("上", 310, 726) + text("下", 310, 706)
    sheets = pdf.sheets(handmade.pages([drawn + words]))
    assert isinstance(sheets, list)
    (table,), _ = tables(sheets[0], vocabulary())
    assert [(cell.text, cell.rows, cell.columns) for cell in table.cells] == [
        ("第二十条", 3, 1),
        ("第（五）项", 1, 1),
        ("上", 1, 1),
        ("下", 1, 1),
    ]


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("declared", [True, False])
def test_a_page_is_read_as_its_text_stands_upright(turns: int, *, declared: bool) -> None:
    matrix = ("1 0 0 1 0 0", "0 1 -1 0 842 0", "-1 0 0 -1 595 842", "0 -1 1 0 -247 595")[turns]
    entries = f"/Rotate {90 * turns}" if declared else ""
    if turns % 2:
        entries += " /CropBox [0 0 842 842]"
    assert lines(handmade.pages([f"q {matrix} cm {stroked()}{WORDS} Q"], entries)) == ROWS


# ---- Text in cells


def cell(words: str) -> bytes:
    """Return a file with a table of two cells, words in the second one."""
    return handmade.pages(["100 700 200 60 re S 200 700 m 200 760 l S " + text("行政许可", 110, 726) + words])


def test_a_number_is_broken_over_lines_only_where_no_digit_had_room() -> None:
    narrow = "100 700 127 60 re S 200 700 m 200 760 l S "
    page = narrow + text("行政许可", 104, 726) + text("1056", 203, 740) + text("2", 203, 726)
    assert lines(handmade.pages([page])) == ["行政许可\t10562"]
    assert lines(cell(text("1056", 203, 740) + text("2", 203, 726))) == ["行政许可\t1056 2"]


def test_what_is_set_as_no_part_of_a_number_is_none() -> None:
    cases = {
        Setting.RAISED: text("5", 210, 726) + text("1", 215, 730, 6),
        Setting.LOWERED: text("5", 210, 726) + text("1", 215, 723, 6),
        Setting.STRUCK: text("5", 210, 726) + text("1", 225, 726) + "224 729 m 232 729 l S\n",
        Setting.HIDDEN: text("5", 210, 726) + text("1", 225, 726, state="3 Tr"),
    }
    for setting, words in cases.items():
        sheets = pdf.sheets(cell(words))
        assert isinstance(sheets, list)
        (table,), _ = tables(sheets[0], vocabulary())
        said = [(one.text.strip(), one.setting) for one in table.cells[1].lines[0].runs()]
        assert said == [("5", None), ("1", setting)], setting


def test_white_text_is_seen_on_a_coloured_area_only() -> None:
    words = "1 g " + text("7", 210, 726) + "0 g "
    assert reportc.compile(cell(words)).source.text.strip() == "行政许可\t7"
    for shade, setting in (("", Setting.HIDDEN), ("0 0 .6 rg 201 701 98 58 re f ", None)):
        sheets = pdf.sheets(cell(shade + words))
        assert isinstance(sheets, list)
        assert [glyph.setting for glyph in sheets[0].glyphs if glyph.text == "7"] == [setting]


def test_a_character_that_is_drawn_twice_is_one() -> None:
    assert lines(cell(text("12", 210, 726) + text("12", 210.3, 726))) == ["行政许可\t12"]


def test_a_number_across_a_rule_is_in_neither_cell() -> None:
    words = text("123456", 185, 726)
    (row,) = lines(cell(words))
    assert not any(character.isdigit() for character in row)
    assert lines(cell(text("123456", 197, 726))) == ["行政许可\t123456"]


def test_text_down_the_page_is_read_from_right_to_left() -> None:
    tall = "100 600 200 160 re S 200 600 m 200 760 l S "
    down = "".join(text(character, 160, 740 - 12 * at) for at, character in enumerate("三、本年度办"))
    down += "".join(text(character, 140, 740 - 12 * at) for at, character in enumerate("理结果"))
    assert lines(handmade.pages([tall + down + text("7", 210, 700)])) == ["三、本年度办理结果\t7"]


def test_what_was_typed_into_a_field_stands_in_its_cell() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.grid((100, 200, 300), (700, 730, 760))
    canvas.drawString(110, 710, "a")
    canvas.acroForm.textfield(value="1234", x=202, y=702, width=90, height=26, borderWidth=0)
    canvas.save()
    assert lines(buffer.getvalue()) == ["\t", "a\t1234"]


# ---- Pages


def table_at(y: float, rows: list[tuple[str, str]], *, closed: bool) -> str:
    """Draw a table of two columns with its upper edge at `y`; one that is not `closed` has no rule at its end."""
    bottom = y - 20 * len(rows)
    drawn = "".join(f"{x} {bottom} m {x} {y} l S\n" for x in (100, 300, 400))
    drawn += "".join(f"100 {y - 20 * at} m 400 {y - 20 * at} l S\n" for at in range(len(rows) + closed))
    return drawn + "".join(
        text(label, 105, y - 14 - 20 * at) + text(number, 310, y - 14 - 20 * at)
        for at, (label, number) in enumerate(rows)
    )


@pytest.mark.parametrize("closed", [True, False])
def test_a_table_goes_on_over_the_end_of_the_page(*, closed: bool) -> None:
    head = ("信息内容", "本年处理决定数量")
    first = table_at(200, [head, ("行政处罚", "12"), ("1.本机关不掌握相关", "7")], closed=closed)
    second = table_at(800, [head, ("政府信息", ""), ("行政强制", "3")], closed=True)
    pages = [first + text("- 1 -", 290, 30), second + text("- 2 -", 290, 30)]
    assert lines(handmade.pages(pages)) == [
        "信息内容\t本年处理决定数量",
        "行政处罚\t12",
        "1.本机关不掌握相关政府信息\t7",
        "行政强制\t3",
        "- 1 -",
        "- 2 -",
    ]


def test_a_number_goes_on_over_the_end_of_the_page_beside_a_label_that_does() -> None:
    """If a number is too wide for its column, LibreOffice breaks the number, and then the row."""
    first = table_at(200, [("5.属于三类内部事务信息", "12"), ("6.属", "228")], closed=True).replace("400", "329")
    second = table_at(800, [("于四类过程性信息", "6"), ("7.属于行政执法案卷", "3")], closed=True).replace("400", "329")
    assert lines(handmade.pages([first, second])) == [
        "5.属于三类内部事务信息\t12",
        "6.属于四类过程性信息\t2286",
        "7.属于行政执法案卷\t3",
    ]


@pytest.mark.parametrize("end", [166, 150])
def test_the_sides_of_a_row_that_the_page_cuts_off_end_where_they_may(end: int) -> None:
    """A browser draws the table down to the end of the page, and the sides of each cell to the end of its text."""
    outer = "".join(f"{x} 140 m {x} 220 l S\n" for x in (100, 400))
    drawn = outer + f"300 {end} m 300 220 l S 100 220 m 400 220 l S 100 200 m 400 200 l S 100 180 m 400 180 l S "
    words = text("行政许可", 105, 206) + text("4", 310, 206) + text("行政处罚", 105, 186) + text("12", 310, 186)
    words += text("行政强制", 105, 168) + text("3", 310, 168)
    assert lines(handmade.pages([drawn + words])) == ["行政许可\t4", "行政处罚\t12", "行政强制\t3"]


def test_what_is_drawn_beyond_the_page_is_not_seen() -> None:
    """Qt draws the whole table on each page, clipped to the page; its rules continue far beyond."""
    cut = "q 90 60 400 722 re W n "
    label, rest = ("1.本机关不掌握相关", "7"), ("政府信息", "")
    first = cut + table_at(104, [("行政处罚", "12"), label, ("", ""), ("", ""), ("", ""), ("", "")], closed=True) + "Q "
    second = cut + table_at(860, [("", "")] * 4 + [rest, ("行政强制", "3")], closed=True) + "Q "
    shown = lines(handmade.pages([first + text("1/2", 290, 30), second + text("2/2", 290, 30)]))
    assert [line for line in shown if line.strip()] == [
        "行政处罚\t12",
        "1.本机关不掌握相关政府信息\t7",
        "行政强制\t3",
        "1/2",
        "2/2",
    ]


def test_a_label_that_the_side_of_another_cell_crosses_is_one() -> None:
    """Qt repeats a row that the page cuts off on the next page, with its sides over the row below."""
    drawn = table_at(760, [("行政许可", "12"), ("行政强制", "3")], closed=True) + "145 720 m 145 745 l S "
    for gap in (0, 4):
        words = text("行政", 125, 726) + text("处罚", 145 + gap, 726) + text("3", 310, 726)
        rows = lines(handmade.pages([drawn.replace(text("行政强制", 105, 726), "") + words]))
        assert rows[-1].split("\t")[0] == ("行政处罚" if not gap else "行政")


def test_two_borders_side_by_side_are_no_row() -> None:
    """A cell may begin at the upper one of two borders, and its neighbour at the lower one."""
    drawn = "".join(f"{x} 700 m {x} 745 l S\n" for x in (100, 300, 400))
    drawn += "100 700 m 400 700 l S 100 745 m 400 745 l S 100 720 m 300 720 l S 100 725 m 400 725 l S "
    words = text("行政处罚", 105, 730) + text("12", 310, 730) + text("行政强制", 105, 706) + text("3", 310, 710)
    assert lines(handmade.pages([drawn + words])) == ["行政处罚\t12", "行政强制\t3"]


def test_a_blank_number_at_the_top_of_a_page_is_no_part_of_the_head_above_it() -> None:
    tall = "100 100 300 60 re S 250 100 m 250 160 l S 100 130 m 250 130 l S "
    first = tall + text("结果维持", 105, 140) + text("结果纠正", 105, 110) + text("总计", 260, 125)
    second = "100 770 300 20 re S 250 770 m 250 790 l S " + text("3", 105, 776)
    assert lines(handmade.pages([first, second])) == ["结果维持\t总计", "结果纠正", "3\t"]


def test_another_table_on_the_next_page_is_another_table() -> None:
    first = table_at(200, [("行政处罚", "12")], closed=True)
    second = table_at(800, [("行政强制", "3")], closed=True).replace("400", "450")
    sheets = handmade.pages([first + text("1", 290, 30), text("一、总体情况", 100, 815) + second + text("2", 290, 30)])
    assert lines(sheets) == ["行政处罚\t12", "一、总体情况", "行政强制\t3", "1", "2"]
    projected = pdf.read(sheets, vocabulary())
    assert isinstance(projected, Projected)
    runs = [run for block in projected.content if isinstance(block, Block) for run in block.runs]
    assert [run.text for run in runs if run.setting is Setting.MARGIN] == ["1", "2"]


def test_lines_of_a_paragraph_are_joined_and_headings_stay_apart() -> None:
    full = "本年度我局继续做好条例规定的各项公开工作，政策随文解读，信息随产生随发布，"
    pages = [
        text("一、总体情况", 100, 100)
        + text(full, 120, 80)
        + text(full[:20] + "全年通过网站公开信息一千二百条，其中", 100, 60),
        text("文件类八百条。", 100, 780) + text("二是短句。", 120, 760) + text(full, 120, 740),
    ]
    assert lines(handmade.pages(pages)) == [
        "一、总体情况",
        full + full[:20] + "全年通过网站公开信息一千二百条，其中文件类八百条。",
        "二是短句。",
        full,
    ]


# ---- Files that are not read, or only in part


PICTURE = handmade.stream(
    b"\x7f", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def test_a_scan_is_not_read_and_what_a_program_recognised_in_it_is() -> None:
    resources = "/XObject << /I 90 0 R >>"
    drawn = "q 595 0 0 842 0 0 cm /I Do Q "
    assert why(handmade.pages([drawn], resources=resources, o90=PICTURE)).startswith("这是扫描的 PDF，没有文字")
    recognised = drawn + text("一、总体情况", 100, 700, state="3 Tr")
    assert lines(handmade.pages([recognised], resources=resources, o90=PICTURE)) == ["一、总体情况"]


def test_text_that_is_drawn_as_shapes_is_no_text() -> None:
    shape = "".join(f"{x} 700 m {x + 5} 705 {x + 5} 710 {x} 712 c h f\n" for x in range(100, 400, 10))
    assert "画成了图形" in why(handmade.pages([shape]))
    assert "是空的" in why(handmade.pages([""]))


def test_characters_without_a_code_are_no_digits() -> None:
    unknown = handmade.FONT.replace("/UniGB-UCS2-H", "/Identity-H").replace("(GB1)", "(Identity)")
    assert "没有文字编码" in why(handmade.pages([text("0123456789", 100, 700)], o3=unknown))
    page = stroked() + WORDS + text("07", 310, 706).replace("/F ", "/G ")
    (*_, row) = lines(handmade.pages([page], o3=handmade.FONT, more_fonts="/G 90 0 R", o90=unknown))
    assert row == "行政强制\t\ufffd\ufffd\t56"


def test_an_encrypted_file_says_so() -> None:
    for password, start in (("secret", "这是加密的 PDF"), ("", "")):
        buffer = io.BytesIO()
        canvas = Canvas(buffer, encrypt=StandardEncryption(password, "owner"))
        canvas.drawString(100, 100, "2023")
        canvas.save()
        assert why(buffer.getvalue()).startswith(start)


def test_a_file_of_ten_thousand_pages_is_not_read() -> None:
    assert "页数超过" in why(handmade.pages([text("一、总体情况", 100, 700)] * 10_000))


def test_what_a_file_draws_is_limited() -> None:
    nested: dict[str, Any] = {
        f"o{10 + at}": handmade.stream(
            f"/X{at + 1} Do " * 10,
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X{at + 1} {11 + at} 0 R >> >>",
        )
        for at in range(12)
    }
    last = handmade.stream("0 0 m 9 9 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    assert "画的内容过多" in why(handmade.pages(["/X0 Do"], resources="/XObject << /X0 10 0 R >>", **nested, o22=last))
    assert "画的内容过多" in why(handmade.pages([b"0 0 m " * 10_000_000]))


def test_a_file_cut_off_anywhere_gives_a_result_or_a_reason() -> None:
    rng = seeded("cut off")
    data = printing.printed(generate(rng, plain=True), rng, printing.RULES["grid"])
    for tenth in range(10):
        reportc.compile(data[: len(data) * tenth // 10])


def test_changed_bytes_give_a_result_or_a_reason() -> None:
    plain = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"  # the Chinese one takes 10 ms to open
    numbers = "".join(f"BT /F 10 Tf {x + 9} {y + 5} Td ({x}) Tj ET\n" for x, y, _, _ in boxes())
    for changed in flipped(handmade.pages([stroked() + numbers, numbers], o3=plain)):
        pdf.read(changed, vocabulary())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.floats(-2_000, 2_000, width=32)] * 4), max_size=30), st.text(max_size=20))
def test_whatever_is_drawn_is_read_without_a_slip(rules: list[tuple[float, ...]], words: str) -> None:
    drawn = "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S {a:.3f} {b:.3f} {c:.3f} 1 re f\n" for a, b, c, d in rules)
    read(
        handmade.pages([drawn + text(words.encode("utf-16-be", "replace").decode("utf-16-be"), 100, 700)]), vocabulary()
    )


def test_without_pdfium_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "library", lambda: None)
    assert "pip install 'reportc[files]'" in why(handmade.pages([""]))
    assert library() is not None
