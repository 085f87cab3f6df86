"""Semantic tokens: headings, labels, numbers, claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.explain import Kind
from reportc.lsp.convert import span_of
from reportc.lsp.positions import Lines

if TYPE_CHECKING:
    from reportc.lsp.server import Server

_TYPES = {
    Kind.HEADING: types.SemanticTokenTypes.Class,
    Kind.LABEL: types.SemanticTokenTypes.Property,
    Kind.NUMBER: types.SemanticTokenTypes.Number,
    Kind.CLAIM: types.SemanticTokenTypes.Macro,
    Kind.MARK: types.SemanticTokenTypes.Comment,
}
"""The standard types that themes have colours for."""
LEGEND = types.SemanticTokensLegend([_TYPES[kind].value for kind in Kind], [])


async def whole(ls: Server, params: types.SemanticTokensParams) -> types.SemanticTokens:
    """Return the tokens of a document."""
    seen = await ls.documents.seen(params.text_document.uri)
    return _encoded(seen.lines, explain.tokens(seen.view)) if seen else types.SemanticTokens([])


async def part(ls: Server, params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
    """Return the tokens in a range."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return types.SemanticTokens([])
    start, end = span_of(seen.lines, params.range)
    found = (token for token in explain.tokens(seen.view) if token.span.end > start and token.span.start < end)
    return _encoded(seen.lines, found)


def _encoded(lines: Lines, tokens: Iterable[explain.Token]) -> types.SemanticTokens:
    """Return five integers a token: its line and column from the one before, length, type, modifiers."""
    data: list[int] = []
    line = column = 0
    for token in tokens:
        start, end = lines.position(token.span.start), lines.position(token.span.end)
        column = start.character - (column if start.line == line else 0)
        data += (start.line - line, column, end.character - start.character, int(token.kind), 0)
        line, column = start.line, start.character
    return types.SemanticTokens(data)
