"""Rows and headings are inserted into web pages and rows removed, with their tags; merged cells grow and shrink."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path as Folder
from random import Random

import pytest

from reportc import api
from reportc.diagnostic import Fix, Markup, TextEdit
from reportc.fixes.edits import Edited, EditSet
from reportc.result import Result
from reportc.settings import Settings
from reportc.source.html_rows import WrittenRow, written_tables
from reportc.span import Span
from reportc.syntax.nodes import State
from reportc.syntax.walk import rows
from reports.generate import generate, seeded
from reports.layouts import named
from reports.words import HEADINGS

WHOLE = Settings(select=("X", "S101"))
PAGES = ("convert", "web page", "web page of Word", "markdown, tables of HTML")
EXAMPLES = Folder(__file__).parents[1] / "examples"
_EVERY = 3
"""Every third row is tried, to save time."""

Path = tuple[str, ...]


@cache
def page(name: str = "convert") -> str:
    """Return a page of a report without blanks: by `convert`, or drawn as other programs write it."""
    if name == "convert":
        data = api.convert((EXAMPLES / "tab-rows-2021.txt").read_bytes(), "html").data
        assert data
        return data.decode()
    (layout,) = named(name)
    text = layout.draw(generate(seeded("html rows"), plain=True), seeded("draw html"))
    assert isinstance(text, str)
    return text


def said(page: str | Result) -> dict[Path, tuple[State, object]]:
    """Return states and values of the cells of a page, in the order of the text."""
    tree = api.compile(page).tree if isinstance(page, str) else page.tree
    found = ((row, cell) for row in rows(tree) for cell in row.cells)
    return {(*row.path, cell.column): (cell.state, cell.value) for row, cell in found}


def reaches(text: str) -> list[str]:
    """Return the row spans of a page's cells that are larger than 1."""
    return [number for number in re.findall(r"rowspan\D+(\d+)", text) if number != "1"]


def without(text: str, *words: str) -> str:
    """Return a page without the rows that contain `words`; merged cells shrink by one row."""
    for word in words:
        edits = next(_cut(table, number) for table, number in _rows(text) if word in _text(text, table[number]))
        for span, new in sorted(edits, reverse=True):
            text = text[: span.start] + new + text[span.end :]
    return text


def _rows(text: str) -> Iterator[tuple[tuple[WrittenRow, ...], int]]:
    return ((table, number) for table in written_tables(text) for number in range(len(table)))


def _text(text: str, row: WrittenRow) -> str:
    return re.sub(r"<[^<>]*>|\s", "", unescape(text[slice(*row.span)]))


def _cut(table: tuple[WrittenRow, ...], number: int) -> Iterator[tuple[Span, str]]:
    yield table[number].span, ""
    for above, row in enumerate(table[:number]):
        for cell in row.cells:
            if cell.printed and number < above + cell.reach:
                yield cell.printed, str(cell.reach - 1)


def offered(page: str | Result) -> list[Fix]:
    return [fix for one in api.check(page).diagnostics for fix in one.fixes if fix.adds or fix.drops]


@pytest.mark.parametrize("name", PAGES)
def test_a_missing_row_is_the_blank_copy_of_one_of_its_group(name: str) -> None:
    text, tried = page(name), 0
    whole = said(text)
    for table, number in [*_rows(text)][::_EVERY]:
        if any(cell.reach > 1 for cell in table[number].cells):
            continue
        wrong = api.compile(without(text, _text(text, table[number])))
        left = said(wrong)
        gone = [cell for cell in whole if cell not in left]
        if len({cell[:-1] for cell in gone}) != 1 or not offered(wrong):
            continue  # a header, or the only row of its table
        tried += 1
        fixed = api.fix(wrong, unsafe=True, settings=WHOLE)
        assert (len(fixed.applied), fixed.rejected) == (1, ()), gone[0]
        now = said(fixed.text)
        assert now == whole | dict.fromkeys(gone, (State.BLANK, None))
        assert [*now] == [*whole]
        assert reaches(fixed.text) == reaches(text)
    assert tried > 6


def test_rows_of_one_group_are_put_in_together_and_its_label_reaches_over_all_of_them() -> None:
    text = page()
    wrong = without(text, "2.重复申请", "3.要求提供公开出版物", "二、上年结转", "四、结转下年度")
    fixed = api.fix(wrong, unsafe=True, settings=WHOLE)
    assert (len(fixed.applied), fixed.rejected) == (4, ())
    assert said(fixed.text).keys() == said(text).keys()
    assert reaches(fixed.text) == reaches(text)


@pytest.mark.parametrize("number", [0, 4, 5])
def test_a_missing_heading_is_the_copy_of_another(number: int) -> None:
    text = page()
    block = re.search(rf"<(\w+)[^<>]*>\s*{HEADINGS[number]}\s*</\1>\s*", text)
    assert block
    wrong = text.replace(block[0], "")
    (fix,) = (one for one in offered(wrong) if one.adds)
    assert not fix.safe
    fixed = api.fix(wrong, unsafe=True, settings=Settings(select=("S101",)))
    assert [one.fix for one in fixed.applied] == [fix]
    assert re.search(rf"<{block[1]}[^<>]*>\s*{HEADINGS[number]}\s*</{block[1]}>", fixed.text)
    assert [one.rule.code for one in api.check(fixed.text).diagnostics if one.rule.code == "S101"] == []


def test_a_row_that_says_the_same_twice_is_taken_out() -> None:
    text = page()
    table, number = next((table, number) for table, number in _rows(text) if "2.重复申请" in _text(text, table[number]))
    row, grown = table[number].span, [*_cut(table, number)][1:]
    twice = text[: row.end] + text[slice(*row)] + text[row.end :]
    for span, new in sorted(grown, reverse=True):
        twice = twice[: span.start] + str(int(new) + 2) + twice[span.end :]
    fixed = api.fix(twice, settings=WHOLE)
    assert [one.fix.title("en") for one in fixed.applied] == ["take out the second row"]
    assert said(fixed.text) == said(text)
    assert reaches(fixed.text) == reaches(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("</tr>", "", id="rows without an end"),
        pytest.param("</td>", "", id="cells without an end"),
        pytest.param("</td>", "<table></table></td>", id="tables in cells"),
        pytest.param("<body", "<!-- <body", id="a comment that does not end"),
        pytest.param("<body", "<script>a</script><style>b<body", id="a style that does not end"),
    ],
)
def test_in_tables_that_are_written_otherwise_nothing_is_offered(old: str, new: str) -> None:
    wrong = without(page(), "2.重复申请").replace(old, new)
    assert offered(wrong) == []
    api.fix(wrong, unsafe=True)


def test_names_of_elements_are_not_copied() -> None:
    wrong = without(page(), "2.重复申请").replace("<td", '<td id="a"').replace("<tr", "<tr id=b")
    fixed = api.fix(wrong, unsafe=True, settings=WHOLE)
    assert len(fixed.applied) == 1
    assert fixed.text.count("id=") == wrong.count("id=")


def test_markup_is_put_in_as_it_is_and_never_for_two() -> None:
    text = "<html><body><p>ab</p></body></html>"
    edit = TextEdit(Span(15, 16), Markup("<b>a</b>"))
    assert Edited(text, (edit,)).text == text.replace("ab", "<b>a</b>b")
    places = EditSet()
    assert places.take((edit,))
    assert not places.take((edit, TextEdit(Span(16, 17), "c")))


MUTANTS = 20


def torn(text: str, rng: Random) -> str:
    """Return a page with some of its tags and texts removed, doubled, swapped, or replaced."""
    parts = re.findall(r"<[^<>]*>|[^<>]+", text)
    for _ in range(rng.choice((1, 2, 5))):
        at, other = rng.randrange(len(parts)), rng.randrange(len(parts))
        length = rng.choice((1, 2, 10, 30))
        match rng.choice(("cut", "double", "swap", "comment", "head")):
            case "cut":
                del parts[at : at + length]
            case "double":
                parts[at:at] = parts[at : at + length]
            case "swap":
                parts[at], parts[other] = parts[other], parts[at]
            case "comment":
                parts[at:at] = ["<!--"]
            case _:
                parts[at] = parts[at].replace("td", "th")
    return "".join(parts)


@pytest.mark.parametrize("seed", range(MUTANTS))
def test_no_page_makes_a_fix_fail_or_lose_a_number(seed: int) -> None:
    rng = seeded(f"torn page {seed}")
    given = api.compile(torn(page(rng.choice(PAGES)), rng))
    fixed = api.fix(given, unsafe=True, settings=Settings(select=("X", "S")))
    before = {cell: value for cell, (_, value) in said(given).items() if value is not None}
    assert before.items() <= {cell: value for cell, (_, value) in said(fixed.text).items()}.items()
