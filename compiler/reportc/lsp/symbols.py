"""The outline of a report, and what of it can be folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.explain import Level
from reportc.lsp.convert import range_of
from reportc.lsp.positions import Lines

if TYPE_CHECKING:
    from reportc.lsp.server import Server

_KINDS: Mapping[Level, types.SymbolKind] = MappingProxyType(
    {
        Level.TITLE: types.SymbolKind.File,
        Level.SECTION: types.SymbolKind.Module,
        Level.TABLE: types.SymbolKind.Array,
        Level.ROW: types.SymbolKind.Field,
    }
)
Symbols = list[types.DocumentSymbol] | list[types.SymbolInformation]


async def symbols(ls: Server, params: types.DocumentSymbolParams) -> Symbols:
    """Return title, sections, tables and rows; in a list without levels if the client knows no other."""
    uri = params.text_document.uri
    seen = await ls.documents.seen(uri)
    entries = explain.outline(seen.view) if seen else []
    if seen is None or ls.client.nests_symbols:
        return [_symbol(seen.lines, entry) for entry in entries] if seen else []
    return [
        types.SymbolInformation(types.Location(uri, range_of(seen.lines, entry.span)), entry.name, _KINDS[entry.level])
        for entry in _all(entries)
    ]


async def folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Return what takes more than a line: sections, tables, and rows with a cell a line."""
    seen = await ls.documents.seen(params.text_document.uri)
    places = [range_of(seen.lines, entry.span) for entry in _all(explain.outline(seen.view))] if seen else []
    lines = dict.fromkeys((place.start.line, place.end.line) for place in places)
    return [
        types.FoldingRange(first, last, kind=types.FoldingRangeKind.Region) for first, last in lines if last > first
    ]


def _symbol(lines: Lines, entry: explain.Entry) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.name or "…",  # a name must not be empty
        kind=_KINDS[entry.level],
        range=range_of(lines, entry.span),
        selection_range=range_of(lines, entry.name_span),
        detail=entry.detail,
        children=[_symbol(lines, child) for child in entry.children],
    )


def _all(entries: Iterable[explain.Entry]) -> Iterator[explain.Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)
