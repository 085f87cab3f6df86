"""A report in its normal form, or a part of it, as edits."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from reportc import api
from reportc.diagnostic import TextEdit
from reportc.emit.text.formatted import Reason
from reportc.explain.changes import changes
from reportc.explain.view import View
from reportc.span import Span
from reportc.syntax.nodes import Report
from reportc.syntax.walk import section_leaves


class Laid(NamedTuple):
    """The edits that lay a text out, in its order, none overlapping; or why it is left as it is."""

    edits: tuple[TextEdit, ...]
    reason: Reason | None = None


_ALONE = Reason("这一部分不能单独排版，请排全文", "this part cannot be laid out by itself; format the whole")


def laid(view: View, layout: str) -> Laid:
    """Return what lays the whole report out; compiles it again to prove that nothing is lost."""
    made = api.format(view.text, layout=layout)
    return Laid(changes(view.text, made.text), made.reason)


def laid_part(view: View, layout: str, part: Span) -> Laid:
    """Return what lays out the sections that `part` touches; the rest stays, and the whole says what it said."""
    made = api.format(view.text, layout=layout)
    if made.reason or made.after is None:
        return Laid((), made.reason)
    old, new = _parts(view.text, view.checked.tree), _parts(made.text, made.after.tree)
    if len(old) != len(new):
        return Laid((), _ALONE)
    pairs = zip(old, new, strict=True)
    text = "".join(
        made.text[b.start : b.end] if a.start <= part.end and a.end > part.start else view.text[a.start : a.end]
        for a, b in pairs
    )
    same = api.compile(text).report == view.checked.report
    return Laid(changes(view.text, text)) if same else Laid((), _ALONE)


def _parts(text: str, tree: Report) -> list[Span]:
    """Return what stands before the sections, and the sections, each from the beginning of its first line."""
    leaves = [[span.start for leaf in section_leaves(one) for span in leaf.spans] for one in tree.sections]
    starts = sorted(max(text.rfind(mark, 0, min(found)) for mark in "\n\r") + 1 for found in leaves if found)
    return [Span(start, end) for start, end in pairwise([0, *starts, len(text)])]
