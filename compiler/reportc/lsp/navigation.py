"""From a claim in a sentence to its cells, and from a cell to the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.lsp.convert import offset_of, range_of
from reportc.lsp.documents import Seen

if TYPE_CHECKING:
    from reportc.lsp.server import Server
    from reportc.span import Span


async def definition(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
    """Return where the cells stand that a claim speaks of."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    return _locations(seen, explain.definition(seen.view, offset_of(seen.lines, params.position)))


async def references(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
    """Return the claims that speak of a cell."""
    seen = await ls.documents.seen(params.text_document.uri)
    if seen is None:
        return []
    offset = offset_of(seen.lines, params.position)
    declaration = params.context.include_declaration
    return _locations(seen, explain.references(seen.view, offset, declaration=declaration))


def _locations(seen: Seen, spans: list[Span]) -> list[types.Location]:
    return [types.Location(seen.uri, range_of(seen.lines, span)) for span in spans]
