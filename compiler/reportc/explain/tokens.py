"""What each part of the text is, for colours: headings, labels, numbers, claims, marks of a page."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from reportc.explain.view import View, is_heading
from reportc.span import Span
from reportc.syntax.nodes import Cell, Label, State, Title
from reportc.syntax.walk import leaves


class Kind(IntEnum):
    """What a token is; the numbers are places in the legend."""

    HEADING = 0
    LABEL = 1
    NUMBER = 2
    CLAIM = 3
    MARK = 4


class Token(NamedTuple):
    """A span of one kind, within one line."""

    span: Span
    kind: Kind


def tokens(view: View) -> list[Token]:
    """Return the tokens in the order of the text; none overlap and none holds a line end."""
    found = sorted((*_of_tree(view), *(Token(claim.span, Kind.CLAIM) for claim in view.claims)))
    result: list[Token] = []
    end = 0
    for token in found:
        if token.span.start >= end:
            result += _lines(view.text, token)
            end = token.span.end
    return result


def _of_tree(view: View) -> Iterator[Token]:
    tree = view.checked.result.tree
    marks = {id(mark) for mark in tree.page_marks}
    for leaf in leaves(tree):
        kind = Kind.MARK if id(leaf) in marks else _kind(leaf)
        if kind is not None:
            yield from (Token(span, kind) for span in leaf.spans if span.end > span.start)


def _kind(leaf: object) -> Kind | None:
    match leaf:
        case Title():
            return Kind.HEADING
        case Label() as label:
            return Kind.HEADING if is_heading(label) else Kind.LABEL
        case Cell(state=State.PRINTED):
            return Kind.NUMBER
    return None


def _lines(text: str, token: Token) -> Iterator[Token]:
    """Yield a token line by line: editors take none that goes on in the next."""
    at = token.span.start
    for part in text[at : token.span.end].replace("\r", "\n").split("\n"):
        if part:
            yield Token(Span(at, at + len(part)), token.kind)
        at += len(part) + 1
