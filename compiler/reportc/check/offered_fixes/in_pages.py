"""Whole rows and headings of a page: inserted as copies of others, tags included, or deleted.

Cells that reach down over a group grow with it. Where a page is not written in whole rows, nothing is
offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple

from reportc.check.offered_fixes.neighbours import Headings, alike, may_be_set_aside, neighbours, path_of, says
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic, Fix, Markup, TextEdit
from reportc.form import Path
from reportc.language import Text
from reportc.source.html_rows import WrittenCell, WrittenTable, written_tables
from reportc.span import Span, hull
from reportc.syntax.nodes import Cell, Label, Row
from reportc.syntax.walk import leaves, rows

_ANY_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"\sid\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)", re.IGNORECASE)
_BLOCK = re.compile(r"<(?P<name>p|h[1-6]|div)(?=[\s>])[^<>]*>", re.IGNORECASE)
_FAR = 2_000
"""The tags of a heading are at most this many characters away from its words."""


class _PageRow(NamedTuple):
    """A row of the report in the page: its table, and its index there."""

    table: WrittenTable
    number: int

    @property
    def span(self) -> Span:
        return self.table[self.number].span


def put_in(semantics: Semantics, finding: Diagnostic) -> Iterator[Fix]:
    """Yield the fix that inserts a missing row, with blank cells, next to its neighbour in the form."""
    path = path_of(finding.paths[0])
    if may_be_set_aside(semantics):
        return
    words = semantics.wording(path).row(path)
    for near, is_above in neighbours(semantics, path):
        place = _place(semantics, near)
        found = _model(semantics, path, place, place.number + is_above) if place else None
        if place and found:
            text, gap = _copy(semantics, *found, words), _gap(semantics, place)
            offset = place.span.end if is_above else place.span.start
            edit = TextEdit(Span(offset, offset), Markup(gap + text if is_above else text + gap))
            title = Text(f"补一行「{words}」，各格空着", f"put in the row “{words}”, its cells blank")
            edits = (edit, *_grown(_over(found[1]), 1))
            yield Fix(title, safe=False, edits=edits, adds=finding.paths, like=found[1].span)
            return


def taken_out(semantics: Semantics, finding: Diagnostic) -> Iterator[Fix]:
    """Yield the fix that deletes a row whose numbers are those of the previous row: no number is lost."""
    twin = next(
        (row for row in rows(semantics.report) if row.labels and hull(row.labels[0].spans) == finding.span), None
    )
    first = semantics.rows.get(path_of(finding.paths[0]))
    place = _place(semantics, twin) if twin and first and twin is not first and says(twin) == says(first) else None
    if place is None or any(cell.reach > 1 for cell in place.table[place.number].cells):
        return
    out = TextEdit(Span(place.span.start - len(_gap(semantics, place)), place.span.end), Markup())
    edits = (out, *_grown(_over(place), -1))
    yield Fix(Text("删去重复的一行", "take out the second row"), safe=True, edits=edits, drops=finding.paths)


def headed(semantics: Semantics, finding: Diagnostic) -> Iterator[Fix]:
    """Yield the fix that inserts a missing heading before the section that follows it in the form, or at the end."""
    headings = Headings(semantics, finding.paths[0].strip("/"))
    model = headings.after or next(reversed(headings.present), None)
    block = _block(semantics, model) if model else None
    if model is None or block is None:
        return
    at = block.start if headings.after else _end(semantics)
    if at is None:
        return
    gap = semantics.text[len(semantics.text[: block.start].rstrip()) : block.start]
    new = _with(semantics, block, _renamed(model, headings.form))
    edit = TextEdit(Span(at, at), Markup(new + gap if headings.after else gap + new))
    title = Text(f"补标题「{headings.form}」", f"put in the heading “{headings.form}”")
    yield Fix(title, safe=False, edits=(edit,), adds=finding.paths, like=hull(model.spans))


# ---------------------------------------------------------------- rows


def _place(semantics: Semantics, row: Row) -> _PageRow | None:
    """Return the place of a row, if it holds only its label, its numbers and labels of groups."""
    own: tuple[Label | Cell, ...] = (*row.labels, *row.cells)
    spans = tuple(span for leaf in own for span in leaf.spans)
    if not spans or row.unplaced or any(not cell.spans or cell.remarks for cell in row.cells):
        return None
    whole = hull(spans)
    for table in written_tables(semantics.text):
        for number, written in enumerate(table):
            if written.span.start <= whole.start and whole.end <= written.span.end:
                known = {id(leaf) for leaf in own}
                others = (leaf for leaf in leaves(semantics.report) if id(leaf) not in known)
                on = (leaf for leaf in others if any(_inside(span, written.span) for span in leaf.spans))
                return _PageRow(table, number) if all(isinstance(leaf, Label) for leaf in on) else None
    return None


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _model(semantics: Semantics, path: Path, near: _PageRow, at: int) -> tuple[Row, _PageRow] | None:
    """Return the row of the group to be copied to before the one at `at`, which the same cells are to cover.

    One with which such a cell begins is the last choice.
    """
    found = [
        (row, place)
        for row in alike(semantics, path)
        if (place := _place(semantics, row)) and place.table is near.table
    ]
    found.sort(key=lambda one: any(cell.reach > 1 for cell in one[1].table[one[1].number].cells))
    return next((one for one in found if _reaching(near.table, at, one[1].number) == _over(one[1])), None)


def _over(place: _PageRow) -> set[WrittenCell]:
    """Return the cells that reach down over a row, or from it."""
    above = enumerate(place.table[: place.number + 1])
    return {
        cell for number, row in above for cell in row.cells if cell.reach > 1 and place.number < number + cell.reach
    }


def _reaching(table: WrittenTable, at: int, model: int) -> set[WrittenCell]:
    """Return the cells that are to reach over a new row before the one at `at`, which is of the group of `model`."""
    found = set()
    for number, row in enumerate(table[:at]):
        for cell in row.cells:
            end = number + cell.reach
            if cell.reach > 1 and (at < end or (at == end and number <= model < end)):
                found.add(cell)
    return found


def _grown(cells: set[WrittenCell], by: int) -> Iterator[TextEdit]:
    return (TextEdit(cell.printed, Markup(cell.reach + by)) for cell in sorted(cells) if cell.printed)


def _gap(semantics: Semantics, place: _PageRow) -> str:
    """Return the text between a row and the previous one, if that is only white space."""
    if not place.number:
        return ""
    gap = semantics.text[place.table[place.number - 1].span.end : place.span.start]
    return gap if not gap or gap.isspace() else ""


def _copy(semantics: Semantics, row: Row, place: _PageRow, words: str) -> str:
    """Return a row with another label, without its numbers, labels of groups, and cells that reach down from it."""
    left = {cell.span: "" for cell in place.table[place.number].cells if cell.reach > 1}
    written = {span: "" for leaf in leaves(semantics.report) for span in leaf.spans if _inside(span, place.span)}
    written |= _renamed(row.labels[-1], words)
    kept = {span: text for span, text in written.items() if not any(_inside(span, gone) for gone in left)}
    return _with(semantics, place.span, {**kept, **left})


# ---------------------------------------------------------------- texts


def _renamed(label: Label, words: str) -> dict[Span, str]:
    """Return the new texts of the places of a label."""
    return {span: "" if number else escape(words, quote=False) for number, span in enumerate(label.spans)}


def _with(semantics: Semantics, span: Span, written: Mapping[Span, str]) -> str:
    """Return the source at `span` with some places replaced, and without names of elements."""
    text, at = "", span.start
    for place in sorted(written):
        text += semantics.text[at : place.start] + written[place]
        at = place.end
    return _ANY_TAG.sub(lambda tag: _ID.sub("", tag[0]), text + semantics.text[at : span.end])


def _block(semantics: Semantics, heading: Label) -> Span | None:
    """Return the element that holds only a heading."""
    whole = hull(heading.spans)
    block = _around(semantics, whole)
    if block is None:
        return None
    words = "".join(unescape(_ANY_TAG.sub("", semantics.text[slice(*block)])).split())
    return block if words == "".join(heading.text.split()) else None


def _around(semantics: Semantics, whole: Span) -> Span | None:
    """Return the innermost paragraph, heading or division around `whole`."""
    start = max(0, whole.start - _FAR)
    tag = next(reversed([*_BLOCK.finditer(semantics.text, start, whole.start)]), None)
    end = (
        re.compile(rf"</{tag['name']}\s*>", re.IGNORECASE).search(semantics.text, whole.end, whole.end + _FAR)
        if tag
        else None
    )
    return Span(tag.start(), end.end()) if tag and end else None


def _end(semantics: Semantics) -> int | None:
    """Return the end of the last section: of its last paragraph, or its table."""
    last = max((span for section in _sections(semantics) for span in section), default=None)
    if last is None:
        return None
    for table in written_tables(semantics.text):
        if table and table[0].span.start <= last.start and last.end <= table[-1].span.end:
            end = semantics.text.lower().find("</table>", last.end)
            return end + len("</table>") if end >= 0 else None
    block = _around(semantics, last)
    return block.end if block else None


def _sections(semantics: Semantics) -> Iterator[Sequence[Span]]:
    """Yield the spans of the leaves of sections."""
    outside = {id(leaf) for leaf in (*semantics.report.around, *semantics.report.page_marks, *semantics.report.front)}
    yield from (leaf.spans for leaf in leaves(semantics.report) if id(leaf) not in outside)
