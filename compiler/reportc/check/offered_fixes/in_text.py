"""Whole rows and headings of a text: lines, or several, that are inserted or deleted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reportc.check.offered_fixes.neighbours import Headings, alike, may_be_set_aside, neighbours, path_of, says
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.form import Path
from reportc.language import Text
from reportc.span import Span, hull
from reportc.syntax.nodes import Cell, Label, Row
from reportc.syntax.walk import Leaf, rows

_MARKS = frozenset("\t|")
"""Marks that separate cells in a line, or on lines of their own, so that a blank cell still exists."""


# ---------------------------------------------------------------- rows


def put_in(semantics: Semantics, finding: Diagnostic) -> Iterator[Fix]:
    """Yield the fix that inserts a missing row, with blank cells, next to its neighbour in the form."""
    path = path_of(finding.paths[0])
    if may_be_set_aside(semantics):
        return
    for near, is_above in neighbours(semantics, path):
        lines = _lines_of(semantics, near)
        if lines is None:
            continue
        words = semantics.wording(path).row(path)
        model, like = _model(semantics, path, near, lines)
        text = _emptied(semantics, model, like, words)
        at = lines.span.end if is_above else lines.span.start
        edit = TextEdit(Span(at, at), lines.gap + text if is_above else text + lines.gap)
        title = Text(f"补一行「{words}」，各格空着", f"put in the row “{words}”, its cells blank")
        yield Fix(title, safe=False, edits=(edit,), adds=finding.paths, like=model)
        return


def _model(semantics: Semantics, path: Path, near: Row, lines: _Lines) -> tuple[Span, Row]:
    """Return the row to copy for a new one, and its lines: the nearest in its group that names no group itself."""
    for row in alike(semantics, path):
        own = _lines_of(semantics, row)
        if own and not any(isinstance(leaf, Label) and leaf not in row.labels for leaf in _on(semantics, own.span)):
            return own.span, row
    return lines.span, near


class _Lines(NamedTuple):
    """The lines of a row, without the end of the last; the separators before them, and between them and others."""

    span: Span
    before: str
    gap: str


def _lines_of(semantics: Semantics, row: Row) -> _Lines | None:
    """Return the lines that hold `row`, its cells parted by marks, and otherwise only labels; None if none do."""
    known: dict[int, _Lines | None] = semantics.places_of_rows
    if id(row) not in known:
        known[id(row)] = _find_lines(semantics, row)
    return known[id(row)]


def _find_lines(semantics: Semantics, row: Row) -> _Lines | None:
    own: tuple[Label | Cell, ...] = (*row.labels, *row.cells)
    spans = sorted(span for leaf in own for span in leaf.spans)
    parted = all(set(semantics.text[one.end : other.start]) & _MARKS for one, other in pairwise(spans))
    if not row.labels or row.unplaced or any(not cell.spans for cell in row.cells) or not parted:
        return None
    lines = Span(_line_at(semantics, spans[0].start).start, _line_at(semantics, spans[-1].end).end)
    known = {id(leaf) for leaf in own}  # equal labels may occur elsewhere
    if not all(isinstance(leaf, Label) for leaf in _on(semantics, lines) if id(leaf) not in known):
        return None
    first, end = _between(semantics, lines)
    last, following = semantics.leaves[:first][-1:], semantics.leaves[end : end + 1]
    before = semantics.text[_line_at(semantics, last[0][0].end).end : lines.start] if last else ""
    after = semantics.text[lines.end : _line_at(semantics, following[0][0].start).start] if following else ""
    return _Lines(lines, before, min(filter(None, (before, after)), key=len, default="\n"))


def _line_at(semantics: Semantics, offset: int) -> Span:
    return semantics.lines.line_span(semantics.lines.position(offset).line)


def _on(semantics: Semantics, lines: Span) -> Iterator[Leaf]:
    """Yield the leaves on lines, one of several spans for each of them."""
    return (leaf for _, leaf in semantics.leaves[slice(*_between(semantics, lines))])


def _between(semantics: Semantics, lines: Span) -> tuple[int, int]:
    """Return the index of the first span that ends on lines or after them, and of the first that begins after them."""
    first = bisect_right(semantics.leaves, lines.start, key=lambda pair: pair[0].end)
    return first, bisect_left(semantics.leaves, lines.end, lo=first, key=lambda pair: pair[0].start)


def _emptied(semantics: Semantics, lines: Span, row: Row, words: str) -> str:
    """Return lines with the label of their row replaced, its cells and the labels of groups blank."""
    written: dict[Span, str] = {}
    for leaf in _on(semantics, lines):
        written |= dict.fromkeys(leaf.spans, "")
    written[row.labels[-1].spans[0]] = words
    text, at = "", lines.start
    for span in sorted(written):
        text += semantics.text[at : span.start] + written[span]
        at = max(at, span.end)
    return text + semantics.text[at : lines.end]


def taken_out(semantics: Semantics, finding: Diagnostic) -> Iterator[Fix]:
    """Yield the fix that deletes a row whose numbers are those of the previous row: no number is lost."""
    twin = next(
        (row for row in rows(semantics.report) if row.labels and hull(row.labels[0].spans) == finding.span), None
    )
    first = semantics.rows.get(path_of(finding.paths[0]))
    if twin is None or first is None or says(twin) != says(first) or twin is first:
        return
    lines = _lines_of(semantics, twin)
    if lines is None or any(isinstance(leaf, Label) and leaf not in twin.labels for leaf in _on(semantics, lines.span)):
        return
    edits = (TextEdit(Span(lines.span.start - len(lines.before), lines.span.end), ""),)
    yield Fix(Text("删去重复的一行", "take out the second row"), safe=True, edits=edits, drops=finding.paths)


# ---------------------------------------------------------------- headings


def headed(semantics: Semantics, finding: Diagnostic) -> Iterator[Fix]:
    """Yield the fix that inserts a missing heading before the section that follows it in the form, or at the end."""
    headings = Headings(semantics, finding.paths[0].strip("/"))
    present, after, form = headings.present, headings.after, headings.form
    if not present or not all(_begins_a_line(semantics, heading) for heading in present):
        return
    beside = after or present[-1]
    text, gap, like = _mark(semantics, present[0]) + form, _gap_before(semantics, beside), hull(beside.spans)
    at = _line_at(semantics, like.start).start if after else len(semantics.text.rstrip())
    edit = TextEdit(Span(at, at), text + gap if after else gap + text)
    title = Text(f"补标题「{form}」", f"put in the heading “{form}”")
    yield Fix(title, safe=False, edits=(edit,), adds=finding.paths, like=like)


def _gap_before(semantics: Semantics, heading: Label) -> str:
    """Return the separator of a heading and the line before: its end, and that of a blank line where there is one."""
    end = "\r\n" if "\r\n" in semantics.text else "\n"
    before = semantics.text[: _line_at(semantics, hull(heading.spans).start).start].removesuffix(end)
    return end * (1 + before.endswith(end))


def _begins_a_line(semantics: Semantics, heading: Label) -> bool:
    """Return whether the line of a heading has only marks before it, and nothing after it."""
    line = _line_at(semantics, hull(heading.spans).start)
    return not _mark(semantics, heading).strip("# ") and not semantics.text[hull(heading.spans).end : line.end].strip(
        "# "
    )


def _mark(semantics: Semantics, heading: Label) -> str:
    """Return the text before a heading in its line."""
    start = hull(heading.spans).start
    return semantics.text[_line_at(semantics, start).start : start]
