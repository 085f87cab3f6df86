"""What an editor shows of a report, each the answer to a request: hover, completion, hints, links, outline, colours.

`explain` computes it all; here it becomes types of LSP.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from lsprotocol import types

from reportc import explain
from reportc.explain import Level, TokenKind
from reportc.lsp.documents import CheckedDocument
from reportc.lsp.positions import Lines, offset_of, position_of, range_of, span_of
from reportc.lsp.session import Session
from reportc.span import Span

_KINDS: Mapping[Level, types.SymbolKind] = MappingProxyType(
    {
        Level.TITLE: types.SymbolKind.File,
        Level.SECTION: types.SymbolKind.Module,
        Level.TABLE: types.SymbolKind.Array,
        Level.ROW: types.SymbolKind.Field,
    }
)
Symbols = list[types.DocumentSymbol] | list[types.SymbolInformation]
_TOKEN_TYPES = {
    TokenKind.HEADING: types.SemanticTokenTypes.Class,
    TokenKind.LABEL: types.SemanticTokenTypes.Property,
    TokenKind.NUMBER: types.SemanticTokenTypes.Number,
    TokenKind.CLAIM: types.SemanticTokenTypes.Macro,
    TokenKind.MARK: types.SemanticTokenTypes.Comment,
}
"""The standard types that themes have colours for."""
LEGEND = types.SemanticTokensLegend([_TOKEN_TYPES[kind].value for kind in TokenKind], [])


async def hover(ls: Session, params: types.HoverParams) -> types.Hover | None:
    """Return the hover text for a position."""
    seen = await ls.documents.seen(params.text_document.uri)
    found = explain.hover(seen.view, offset_of(seen.lines, params.position)) if seen else None
    if seen is None or found is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(text, range_of(seen.lines, found.span))


async def completion(ls: Session, params: types.CompletionParams) -> list[types.CompletionItem]:
    """Return the labels and headings that the report lacks at a position."""
    seen = await ls.documents.seen(params.text_document.uri)
    found = explain.completions(seen.view, offset_of(seen.lines, params.position)) if seen else []
    return [_item(seen.lines, one, number) for number, one in enumerate(found)] if seen else []


def _item(lines: Lines, one: explain.Completion, number: int) -> types.CompletionItem:
    kind = types.CompletionItemKind.Module if one.heading else types.CompletionItemKind.Field
    return types.CompletionItem(
        label=one.text,
        kind=kind,
        detail=one.detail,
        sort_text=f"{number:04}",  # the order of the form, not that of the characters
        text_edit=types.TextEdit(range_of(lines, one.replaces), one.text),
    )


async def hints(ls: Session, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Return the hints in a range, if the editor's settings enable any."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None or not ls.settings.inlay_hints:
        return []
    span = span_of(seen.lines, params.range)
    return [
        types.InlayHint(position_of(seen.lines, hint.offset), hint.label, tooltip=hint.tooltip, padding_left=True)
        for hint in explain.hints(seen.view)
        if span.start <= hint.offset <= span.end
    ]


async def definition(ls: Session, params: types.DefinitionParams) -> list[types.Location]:
    """Return the places of the cells that a claim is about."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    return _locations(seen, explain.definition(seen.view, offset_of(seen.lines, params.position)))


async def references(ls: Session, params: types.ReferenceParams) -> list[types.Location]:
    """Return the claims about a cell."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    offset = offset_of(seen.lines, params.position)
    declaration = params.context.include_declaration
    return _locations(seen, explain.references(seen.view, offset, declaration=declaration))


def _locations(seen: CheckedDocument, spans: list[Span]) -> list[types.Location]:
    return [types.Location(seen.uri, range_of(seen.lines, span)) for span in spans]


async def symbols(ls: Session, params: types.DocumentSymbolParams) -> Symbols:
    """Return title, sections, tables and rows; in a list without levels if the client supports no other."""
    uri = params.text_document.uri
    seen = await ls.documents.seen(uri)
    entries = explain.outline(seen.view) if seen else []
    if seen is None or ls.client.nests_symbols:
        return [_symbol(seen.lines, entry) for entry in entries] if seen else []
    return [
        types.SymbolInformation(types.Location(uri, range_of(seen.lines, entry.span)), entry.name, _KINDS[entry.level])
        for entry in _all(entries)
    ]


async def folding(ls: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Return the ranges that can be folded: sections, tables, and rows with a cell on each line."""
    seen = await ls.documents.seen(params.text_document.uri)
    places = [range_of(seen.lines, entry.span) for entry in _all(explain.outline(seen.view))] if seen else []
    lines = dict.fromkeys((place.start.line, place.end.line) for place in places)
    return [
        types.FoldingRange(first, last, kind=types.FoldingRangeKind.Region) for first, last in lines if last > first
    ]


def _symbol(lines: Lines, entry: explain.OutlineEntry) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.name or "…",  # a name must not be empty
        kind=_KINDS[entry.level],
        range=range_of(lines, entry.span),
        selection_range=range_of(lines, entry.name_span),
        detail=entry.detail,
        children=[_symbol(lines, child) for child in entry.children],
    )


def _all(entries: Iterable[explain.OutlineEntry]) -> Iterator[explain.OutlineEntry]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)


async def semantic_tokens(ls: Session, params: types.SemanticTokensParams) -> types.SemanticTokens:
    """Return the tokens of a document."""
    seen = await ls.documents.seen(params.text_document.uri)
    return _encoded(seen.lines, explain.tokens(seen.view)) if seen else types.SemanticTokens([])


async def semantic_tokens_range(ls: Session, params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
    """Return the tokens in a range."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return types.SemanticTokens([])
    start, end = span_of(seen.lines, params.range)
    found = (token for token in explain.tokens(seen.view) if token.span.end > start and token.span.start < end)
    return _encoded(seen.lines, found)


def _encoded(lines: Lines, tokens: Iterable[explain.SemanticToken]) -> types.SemanticTokens:
    """Return five integers a token: line and column relative to the previous token, length, type, modifiers."""
    data: list[int] = []
    line = column = 0
    for token in tokens:
        start, end = lines.position(token.span.start), lines.position(token.span.end)
        column = start.character - (column if start.line == line else 0)
        data += (start.line - line, column, end.character - start.character, int(token.kind), 0)
        line, column = start.line, start.character
    return types.SemanticTokens(data)
