"""Semantic tokens, by which an editor colours a text: headings, labels, numbers, claims, marks of a page."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from reportc.explain.view import View, is_heading
from reportc.span import Span
from reportc.syntax.nodes import Cell, Label, State, Title
from reportc.syntax.walk import leaves


class TokenKind(IntEnum):
    """The kinds of tokens; the numbers are indices into the legend."""

    HEADING = 0
    LABEL = 1
    NUMBER = 2
    CLAIM = 3
    MARK = 4


class SemanticToken(NamedTuple):
    """A span of one kind, within one line."""

    span: Span
    kind: TokenKind


def tokens(view: View) -> list[SemanticToken]:
    """Return the tokens in the order of the text; none overlap and none holds a line end."""
    found = sorted((*_of_tree(view), *(SemanticToken(claim.span, TokenKind.CLAIM) for claim in view.claims)))
    result: list[SemanticToken] = []
    end = 0
    for token in found:
        if token.span.start >= end:
            result += _lines(view.text, token)
            end = token.span.end
    return result


def _of_tree(view: View) -> Iterator[SemanticToken]:
    tree = view.checked.result.tree
    marks = {id(mark) for mark in tree.page_marks}
    for leaf in leaves(tree):
        kind = TokenKind.MARK if id(leaf) in marks else _kind(leaf)
        if kind is not None:
            yield from (SemanticToken(span, kind) for span in leaf.spans if span.end > span.start)


def _kind(leaf: object) -> TokenKind | None:
    match leaf:
        case Title():
            return TokenKind.HEADING
        case Label() as label:
            return TokenKind.HEADING if is_heading(label) else TokenKind.LABEL
        case Cell(state=State.PRINTED):
            return TokenKind.NUMBER
    return None


def _lines(text: str, token: SemanticToken) -> Iterator[SemanticToken]:
    """Yield a token line by line: editors accept none that spans several."""
    at = token.span.start
    for part in text[at : token.span.end].replace("\r", "\n").split("\n"):
        if part:
            yield SemanticToken(Span(at, at + len(part)), token.kind)
        at += len(part) + 1
