"""Hover texts, in Markdown: a cell with its equations, a claim with its cells, the requirements under a heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.check.equations import EquationState, Sum
from reportc.explain import equations
from reportc.explain.view import ComparedClaim, View, ViewPlace, is_heading
from reportc.form import APPLICATIONS, ARTICLES, PROCEEDINGS, Path, pointer
from reportc.language import Text
from reportc.span import Span
from reportc.syntax.nodes import Cell, Label, Row, State
from reportc.syntax.walk import name_of

_STATES: Mapping[State, Text] = MappingProxyType(
    {
        State.BLANK: Text("此格空着；空白不是零", "this cell is blank; a blank is not a zero"),
        State.DASH: Text("印为「{text}」，没有数", "printed as “{text}”, no number"),
        State.LOST: Text("此格的数无法确定", "it is not certain which number this cell has"),
        State.MISSING: Text("没有这一格", "there is no such cell"),
    }
)
_ASKED: Mapping[str, Text] = MappingProxyType(
    {
        "overview": Text(
            "概述本机关全年的政府信息公开工作，多按主动公开、依申请公开、政府信息管理、平台建设、监督保障分写。"
            "文中的件数应与第三、四部分的表一致。",
            "An account of the year in prose. Its numbers must be those of the tables in sections 3 and 4.",
        ),
        "proactive_disclosure": Text(
            "《条例》{articles}的数字，逐格填写，没有的填 0。金额以万元计，最多四位小数。",
            "The numbers of {articles} of the regulation; print 0 for none. "
            "Amounts are in 万元, with at most four decimals.",
        ),
        "applications": Text(
            "申请的收到和处理情况，按{applicants}逐格填写，没有的填 0。"
            "每行：各类申请人之和等于「{total}」；每列：各项结果之和等于「{outcomes_total}」，"
            "「{new}」加「{carried_over}」等于「{outcomes_total}」加「{carried_forward}」。",
            "The requests received and handled, by {applicants}; print 0 for none. "
            "Each row sums to {total}, the outcomes to {outcomes_total}, "
            "and new + carried over = total + carried forward.",
        ),
        "proceedings": Text(
            "因政府信息公开引起的复议、诉讼件数：{blocks}，各填{results}，「{total}」等于前四项之和。",
            "Reviews and lawsuits over disclosure: {blocks}, each with {results}; {total} is the sum of the others.",
        ),
        "problems": Text(
            "本年工作中的主要问题，以及怎样改进（《条例》第五十条）。",
            "The main problems of the year and what is done about them (article 50 of the regulation).",
        ),
        "other_matters": Text(
            "前五部分没有写到而应当报告的事；2021 年版应写明收取信息处理费的情况，没有收取也要写。",
            "Other matters. From the edition of 2021 on: what was charged as 信息处理费, none included.",
        ),
    }
)
"""What the form requires under each heading: article 50 of the regulation, and the tables of the two notices."""


class Hover(NamedTuple):
    """A text in Markdown, and the span that it is about."""

    span: Span
    markdown: str


def hover(view: View, offset: int) -> Hover | None:
    """Return the hover text at `offset`; None where there is no cell, label or claim."""
    place = view.at(offset)
    if place is None:
        return None
    lines = list(_lines(view, place))
    return Hover(place.span, "\n".join(lines)) if lines else None


def _lines(view: View, place: ViewPlace) -> Iterator[str]:
    match place.thing:
        case Cell() as cell if place.row and cell.column:
            yield from _cell(view, place.row, cell)
        case ComparedClaim() as claim:
            yield from _claim(view, claim)
        case Label() as label if is_heading(label):
            yield from _heading(view, label)
        case Label() as label:
            yield from _label(view, label, place.row)


def _cell(view: View, row: Row, cell: Cell) -> Iterator[str]:
    """Yield row, column and pointer; the printed text; the equations; the sentences about it."""
    path = (*row.path, cell.column)
    at = pointer(path)
    yield f"**{view.semantics.name(path)}**  "
    yield f"`{at}`"
    yield ""
    yield _printed(view, cell)
    if (forced := view.semantics.deduced.get(at)) is not None:
        yield view.words(f"；按勾稽关系应为 {forced}", f"; the equations leave only {forced}")
    yield ""
    yield from (f"- {_sum(view, one, at)}" for one in equations.of_cell(view.semantics, at))
    yield from (f"- {_said(view, claim)}" for claim in view.claims if at in claim.paths)


def _printed(view: View, cell: Cell) -> str:
    if cell.state is State.PRINTED:
        reading = "" if cell.text == str(cell.value) else view.words(f"，读作 {cell.value}", f", read as {cell.value}")
        return view.words(f"印为 {cell.text}", f"printed as {cell.text}") + reading
    return _STATES[cell.state].of(view.language).format(text=cell.text)


def _sum(view: View, one: Sum, at: str) -> str:
    """Return one equation: its state, its rule, its words, its numbers."""
    words = equations.words(view.semantics, one).of(view.language)
    line = f"{equations.MARKS[one.state]} `{one.equation.code}` {words}：{equations.formula(view.semantics, one)}"
    if one.state is EquationState.UNKNOWN:
        holes = "、".join(view.semantics.name(path) for path in equations.unread(view.semantics, one)[:3])
        return line + view.words(f"（不可核对：{holes}没有数）", f" (not checkable: no number in {holes})")
    implied = view.suspected.get(at)
    return (
        line if implied is None else line + view.words(f"，此格疑应为 {implied}", f"; {implied} here would satisfy all")
    )


def _said(view: View, claim: ComparedClaim) -> str:
    quote = view.text[claim.span.start : claim.span.end]
    return f"{_agreement(claim)} " + view.words(f"正文：「{quote}」", f"the text says “{quote}”")


def _claim(view: View, claim: ComparedClaim) -> Iterator[str]:
    """Yield the cells that a sentence was compared with."""
    quote = view.text[claim.span.start : claim.span.end]
    yield view.words(f"**正文「{quote}」**", f"**the text says “{quote}”**")
    yield ""
    if not claim.paths:
        yield view.words("没有可比的格", "no cell to compare it with")
    for at in claim.paths:
        cell = view.semantics.cells.get(at)
        yield f"- {_agreement(claim)} {view.semantics.name(_path(at))}：{_printed(view, cell) if cell else '？'} `{at}`"


def _agreement(claim: ComparedClaim) -> str:
    return "？" if claim.agrees is None else "✓" if claim.agrees else "✗"


def _heading(view: View, label: Label) -> Iterator[str]:
    yield f"**{view.semantics.wording((label.name,)).spelling(label.name)}**  "
    yield f"`/{label.name}`"
    yield ""
    yield _asked(view, label.name)


def _asked(view: View, name: str) -> str:
    """Return what the form requires in a section, its labels in the form's words and in the report's edition."""
    match name:
        case "proactive_disclosure":
            words = _articles(view)
        case "applications":
            words = _matrix(view)
        case "proceedings":
            words = _blocks(view)
        case _:
            words = {}
    return _ASKED[name].of(view.language).format_map(words)


def _articles(view: View) -> dict[str, str]:
    tables = ARTICLES[view.semantics.disclosure_edition]
    return {"articles": "、".join(view.semantics.wording(one.path).spelling(one.path[-1]) for one in tables)}


def _matrix(view: View) -> dict[str, str]:
    """Return the words of section 3; a row is named by its key, the total of the outcomes by both of its keys."""
    table = APPLICATIONS[view.semantics.matrix_edition]
    wording = view.semantics.wording(table.path)
    columns = [wording.column(column, table.path) for column in table.columns]
    rows = {"_".join(path[1:]): wording.row(path) for path in table.row_paths()}
    return {"applicants": "、".join(columns), "total": columns[-1], **rows}


def _blocks(view: View) -> dict[str, str]:
    wording = view.semantics.wording(PROCEEDINGS.path)
    columns = [wording.column(column, PROCEEDINGS.path) for column in PROCEEDINGS.columns]
    blocks = "、".join(wording.row(path) for path in PROCEEDINGS.row_paths())
    return {"blocks": blocks, "results": "、".join(columns), "total": columns[-1]}


def _label(view: View, label: Label, row: Row | None) -> Iterator[str]:
    """Yield the form's own wording of a row's label, a caption or a column, and the row's equation."""
    if row is None:
        section = view.section_at(label.spans[0].start)
        words = view.semantics.wording((name_of(section) if section else label.name,))
        yield f"**{words.spelling(label.name)}**"
        return
    yield f"**{view.semantics.wording(row.path).row(row.path)}**  "
    yield f"`{pointer(row.path)}`"
    yield ""
    own = {pointer((*row.path, cell.column)) for cell in row.cells}
    for one in view.semantics.sums:
        if own.issuperset(one.equation.cells):
            yield f"- {_sum(view, one, '')}"


def _path(at: str) -> Path:
    return tuple(at.split("/")[1:])
