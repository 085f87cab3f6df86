"""Hover: what stands at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import explain
from reportc.lsp.convert import offset_of, range_of

if TYPE_CHECKING:
    from reportc.lsp.server import Server


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Say what stands at a position."""
    seen = await ls.documents.seen(params.text_document.uri)
    found = explain.hover(seen.view, offset_of(seen.lines, params.position)) if seen else None
    if seen is None or found is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(text, range_of(seen.lines, found.span))
