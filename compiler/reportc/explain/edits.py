"""Edits of a whole report: to its normal form, or by all safe fixes.

Unchanged text is not touched, so that cursors stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from os.path import commonprefix
from typing import NamedTuple

from reportc import api
from reportc.diagnostic import TextEdit
from reportc.emit.text.formatted import Reason
from reportc.explain.view import View
from reportc.language import Text
from reportc.span import Span
from reportc.syntax.nodes import Report
from reportc.syntax.walk import section_leaves


class Formatting(NamedTuple):
    """The edits that format a text, in its order, none overlapping; or the reason why it is left unchanged."""

    edits: tuple[TextEdit, ...]
    reason: Reason | None = None


class SafeFixes(NamedTuple):
    """Edits in the order of the text, none overlapping, and the number of their fixes."""

    edits: tuple[TextEdit, ...]
    fixes: int


_ALONE = Reason(Text("这一部分不能单独排版，请排全文", "this part cannot be laid out by itself; format the whole"))


def formatted(view: View, layout: str) -> Formatting:
    """Format the whole report; it is compiled again to prove that nothing is lost."""
    made = api.format(view.text, layout=layout)
    return Formatting(changes(view.text, made.text), made.reason)


def formatted_part(view: View, layout: str, part: Span) -> Formatting:
    """Format only the sections that `part` touches; the values of the whole report must stay the same."""
    made = api.format(view.text, layout=layout)
    if made.reason or made.after is None:
        return Formatting((), made.reason)
    old, new = _parts(view.text, view.checked.tree), _parts(made.text, made.after.tree)
    if len(old) != len(new):
        return Formatting((), _ALONE)
    pairs = zip(old, new, strict=True)
    text = "".join(
        made.text[b.start : b.end] if a.start <= part.end and a.end > part.start else view.text[a.start : a.end]
        for a, b in pairs
    )
    same = api.compile(text).report == view.checked.report
    return Formatting(changes(view.text, text)) if same else Formatting((), _ALONE)


def safe_fixes(view: View) -> SafeFixes:
    """Return the edits of all safe fixes that are proved; this compiles the report a few times."""
    if not any(fix.safe for finding in view.checked.diagnostics for fix in finding.fixes):
        return SafeFixes((), 0)
    fixed = api.fix(view.checked.result, settings=view.settings)
    return SafeFixes(changes(view.text, fixed.text), len(fixed.applied))


def changes(old: str, new: str) -> tuple[TextEdit, ...]:
    """Return the edits from `old` to `new`: none overlap, each is within the lines that differ."""
    return tuple(_changes(old, new)) if old != new else ()


def _changes(old: str, new: str) -> Iterator[TextEdit]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, before))]
    for tag, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _trimmed(Span(starts[first], starts[last]), "".join(before[first:last]), "".join(after[begin:end]))


def _trimmed(span: Span, old: str, new: str) -> TextEdit:
    """Return the edit without the characters that both texts begin and end with."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return TextEdit(Span(span.start + head, span.end - tail), new[head : len(new) - tail])


def _common(one: str, other: str) -> int:
    """Return the length of the common beginning of both."""
    return len(commonprefix((one, other)))  # noqa: RUF071  # single characters are intended


def _parts(text: str, tree: Report) -> list[Span]:
    """Return the part before the sections, and the sections, each from the beginning of its first line."""
    leaves = [[span.start for leaf in section_leaves(one) for span in leaf.spans] for one in tree.sections]
    starts = sorted(max(text.rfind(mark, 0, min(found)) for mark in "\n\r") + 1 for found in leaves if found)
    return [Span(start, end) for start, end in pairwise([0, *starts, len(text)])]
