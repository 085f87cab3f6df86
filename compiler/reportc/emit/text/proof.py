"""The proof that a written report says what was read, before anything is stored.

Three things are proved: the tree is the same, a second pass changes nothing, and every character of
prose that is not white space stands in the text, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportc.emit.text.essence import difference, facts
from reportc.emit.text.layouts import Layout
from reportc.emit.text.writers import write
from reportc.result import Result
from reportc.source.fold import fold
from reportc.syntax import marks
from reportc.syntax.nodes import Paragraph, Report, Title
from reportc.syntax.typography import Kind, kind_of, mend
from reportc.syntax.walk import leaves


class Proof(NamedTuple):
    """What was to be proved: `fault` says where it does not hold; None where it does."""

    name: str
    fault: str | None


def prove(before: Result, after: Result, layout: Layout, *, fix: bool, careful: bool) -> tuple[Proof, ...]:
    """Prove that `after`, compiled from what was written of `before`, lost nothing."""
    read = facts(before.tree, mend if fix else _kept)
    tree = Proof("tree", difference(read, facts(after.tree, _kept)))
    text = after.source.text
    again = text if tree.fault else write(after.tree, layout, fix=fix, careful=careful)
    stable = Proof("stable", _first_change(text, again))
    return tree, stable, Proof("prose", _first_loss(before.tree, marks.plain(text), fix=fix))


def _kept(text: str, _kind: Kind) -> str:
    return text


def _first_change(one: str, other: str) -> str | None:
    if one == other:
        return None
    lines = zip((*one.split("\n"), ""), (*other.split("\n"), ""), strict=False)
    number, (before, after) = next((item for item in enumerate(lines, 1) if item[1][0] != item[1][1]), (0, ("", "")))
    return f"{number}: {before} → {after}"


def _first_loss(report: Report, text: str, *, fix: bool) -> str | None:
    """Return the first paragraph whose characters do not stand in `text` after those of the one before."""
    ink, at = "".join(text.split()), 0
    for leaf in _prose(report):
        words = mend(leaf.text, kind_of(leaf)) if fix and leaf not in (*report.front, *report.around) else leaf.text
        at = ink.find("".join(words.split()), at) if words == leaf.text or fold(words) == fold(leaf.text) else -1
        if at < 0:
            return leaf.text
        at += len("".join(words.split()))
    return None


def _prose(report: Report) -> Iterator[Paragraph | Title]:
    """Yield titles, paragraphs and notes in the order of the text."""
    found = (leaf for leaf in leaves(report) if isinstance(leaf, Paragraph | Title) and leaf not in report.page_marks)
    yield from sorted(found, key=lambda leaf: leaf.spans)
