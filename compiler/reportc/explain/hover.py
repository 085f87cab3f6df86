"""What stands at a place, in Markdown: a cell with its equations, a claim with its cells, a heading and its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.check.equations import State as Outcome
from reportc.check.equations import Sum
from reportc.explain import sums
from reportc.explain.asks import ASKS
from reportc.explain.claims import Claim
from reportc.explain.view import Place, View, is_heading, name_of
from reportc.form import Path, pointer
from reportc.span import Span
from reportc.syntax.nodes import Cell, Label, Row, State

_STATES: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        State.BLANK: ("此格空着；空白不是零", "this cell is blank; a blank is not a zero"),
        State.DASH: ("印为「{text}」，没有数", "printed as “{text}”, no number"),
        State.LOST: ("此格的数无法确定", "the number of this cell cannot be told"),
        State.MISSING: ("没有这一格", "there is no such cell"),
    }
)


class Hover(NamedTuple):
    """A text in Markdown, and the span that it speaks of."""

    span: Span
    markdown: str


def hover(view: View, offset: int) -> Hover | None:
    """Say what stands at `offset`; None where nothing of the form does."""
    place = view.at(offset)
    if place is None:
        return None
    lines = list(_lines(view, place))
    return Hover(place.span, "\n".join(lines)) if lines else None


def _lines(view: View, place: Place) -> Iterator[str]:
    match place.thing:
        case Cell() as cell if place.row and cell.column:
            yield from _cell(view, place.row, cell)
        case Claim() as claim:
            yield from _claim(view, claim)
        case Label() as label if is_heading(label):
            yield from _heading(view, label)
        case Label() as label:
            yield from _label(view, label, place.row)


def _cell(view: View, row: Row, cell: Cell) -> Iterator[str]:
    """Yield row, column, field name; what is printed; the equations; the sentences that speak of it."""
    path = (*row.path, cell.column)
    at = pointer(path)
    yield f"**{view.facts.name(path)}**  "
    yield f"`{at}`"
    yield ""
    yield _printed(view, cell)
    if (forced := view.facts.deduced.get(at)) is not None:
        yield view.words(f"；按勾稽关系应为 {forced}", f"; the equations leave only {forced}")
    yield ""
    yield from (f"- {_sum(view, one, at)}" for one in sums.of_cell(view.facts, at))
    yield from (f"- {_said(view, claim)}" for claim in view.claims if at in claim.paths)


def _printed(view: View, cell: Cell) -> str:
    if cell.state is State.PRINTED:
        said = "" if cell.text == str(cell.value) else view.words(f"，读作 {cell.value}", f", read as {cell.value}")
        return view.words(f"印为 {cell.text}", f"printed as {cell.text}") + said
    return view.words(*_STATES[cell.state]).format(text=cell.text)


def _sum(view: View, one: Sum, at: str) -> str:
    """Return one equation: its state, its rule, what it says, its numbers."""
    words = view.words(*sums.words(view.facts, one))
    line = f"{sums.MARKS[one.state]} `{one.equation.code}` {words}：{sums.formula(view.facts, one)}"
    if one.state is Outcome.UNKNOWN:
        holes = "、".join(view.facts.name(path) for path in sums.unread(view.facts, one)[:3])
        return line + view.words(f"（不可核对：{holes}没有数）", f" (not checkable: no number in {holes})")
    implied = view.suspected.get(at)
    return (
        line if implied is None else line + view.words(f"，此格疑应为 {implied}", f"; {implied} here would satisfy all")
    )


def _said(view: View, claim: Claim) -> str:
    quote = view.text[claim.span.start : claim.span.end]
    return f"{_agreement(claim)} " + view.words(f"正文：「{quote}」", f"the text says “{quote}”")


def _claim(view: View, claim: Claim) -> Iterator[str]:
    """Yield what a sentence was compared with."""
    quote = view.text[claim.span.start : claim.span.end]
    yield view.words(f"**正文「{quote}」**", f"**the text says “{quote}”**")
    yield ""
    if not claim.paths:
        yield view.words("没有可比的格", "no cell to compare it with")
    for at in claim.paths:
        cell = view.facts.cells.get(at)
        yield f"- {_agreement(claim)} {view.facts.name(_path(at))}：{_printed(view, cell) if cell else '？'} `{at}`"


def _agreement(claim: Claim) -> str:
    return "？" if claim.agrees is None else "✓" if claim.agrees else "✗"


def _heading(view: View, label: Label) -> Iterator[str]:
    yield f"**{view.facts.wording((label.name,)).spelling(label.name)}**  "
    yield f"`/{label.name}`"
    yield ""
    yield view.words(*ASKS[label.name])


def _label(view: View, label: Label, row: Row | None) -> Iterator[str]:
    """Yield the form's own wording of a row's label, a caption or a column, and the row's equation."""
    if row is None:
        section = view.section_at(label.spans[0].start)
        words = view.facts.wording((name_of(section) if section else label.name,))
        yield f"**{words.spelling(label.name)}**"
        return
    yield f"**{view.facts.wording(row.path).row(row.path)}**  "
    yield f"`{pointer(row.path)}`"
    yield ""
    own = {pointer((*row.path, cell.column)) for cell in row.cells}
    for one in view.facts.sums:
        if own.issuperset(one.equation.cells):
            yield f"- {_sum(view, one, '')}"


def _path(at: str) -> Path:
    return tuple(at.split("/")[1:])
